"""What a verb says: its voice, who did it, what was acted upon."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from provenance.evidence.chunks.chunk import ChunkKind
from provenance.evidence.chunks.noun_phrase import NounPhrase
from provenance.evidence.clauses.agents import find_by, find_hand
from provenance.evidence.clauses.clause import Clause, Voice
from provenance.evidence.clauses.heads import Head
from provenance.evidence.clauses.line import Line
from provenance.evidence.clauses.mood import is_wished
from provenance.evidence.clauses.subjects import (
    find_clause_subject,
    find_subject,
    find_subject_behind,
    find_told_subject,
)
from provenance.evidence.clauses.verb_group import VerbGroup, read_group
from provenance.evidence.lexicon import Side
from provenance.evidence.people import Who
from provenance.model.testimony import Act, PersonKind

_JOINS = {"and", "or", "but", "then", ","}
_PLACE = 6
"""Of how many chunks what tells the place of a change may be, before its verb."""
_RELATIVES = {"which", "that", "whom"}
_PAST_AS_PARTICIPLE = ("ed", "en", "ck", "out", "ut", "through", "over", "un", "off", "hand", "in", "wn", "xed", "’d")


@dataclass(frozen=True)
class VerbClause:
    """A verb in its sentence, asked how it is built."""

    line: Line
    head: Head
    floor: int
    end: int
    last: Clause | None

    @cached_property
    def group(self) -> VerbGroup:
        """The verb with its auxiliaries and adverbs."""
        return read_group(self.line, self.head.first, self.floor)

    @cached_property
    def start(self) -> int:
        """Where its clause begins: after the conjunction that joins it to the verb before it."""
        if self.last is None:
            return self._after_other_clause()
        joined = (
            at + 1
            for at in range(self.floor, self.head.first)
            if self.line.word(at) in {"and", "but", "while", ";", ","}
        )
        return next(joined, self.floor)

    def _after_other_clause(self) -> int:
        """After the conjunction that joins it to a clause of no revision ("the sentence ends here and the words “a” are struck")."""
        line = self.line
        for at in range(self.group.start - 1, self.floor, -1):
            if at == self.left and line.word(self.head.first - 1) in {"then", "later"}:
                return self.floor  # "was bracketed and then deleted"
            if line.word(at) in {"and", "but"} and any(line.is_one(n, "verbs") for n in range(self.floor, at)):
                return (
                    at + 1
                    if not line.is_thing(at - 1) or line.is_one(at + 1, "determiners") or line.is_thing(at + 1)
                    else self.floor
                )
        return self.floor

    @cached_property
    def left(self) -> int:
        """The chunk right before the verb group, or before what only tells the place ("and | in the next line wrote")."""
        line, at = self.line, self.group.start - 1
        for back in range(at, max(self.floor, at - _PLACE), -1):
            if line.word(back) in {"and", "but", "then"} and back < at:
                return back if line.word(back + 1) in {"in", "on", "at"} else at
            if line.kind(back) not in {ChunkKind.WORD, ChunkKind.UNIT}:
                break
        return at

    @property
    def is_gerund(self) -> bool:
        """Whether it is a form in -ing, or one of "having done"."""
        return self.head.form.split()[0].endswith("ing") or self.group.auxiliaries[:1] == ("having",)

    def _has_agent_next(self) -> bool:
        """Whether "by" somebody follows at once."""
        return self.line.word(self.head.end) == "by" and self.line.kind(self.head.end + 1) in {
            ChunkKind.PERSON,
            ChunkKind.OWNER,
        }

    @cached_property
    def has_object(self) -> bool:
        """Whether something that can be taken stands right after the verb."""
        line, at = self.line, self.head.end
        while (
            line.is_one(at, "particles") or line.word(at) in {"in", "through", "over", ":", ","} or line.is_adverb(at)
        ):
            if line.word(at) == "in" and not line.is_thing(at + 1):
                return False
            at += 1
        return line.begins_thing(at)

    def read(self) -> Clause | None:
        """The clause; None where the verb is denied or tells of nothing done."""
        if self.group.negated or self._is_denied() or self._is_idle():
            return None
        for way in (self._relative, self._of_noun, self._active, self._gerund, self._joined):
            found = way()
            if found is not None:
                return self._with_mood(found)
        return self._with_mood(self._passive())

    def _is_denied(self) -> bool:
        """Whether nothing was done, or not by those who are named ("neither X nor Y deleted it", "X, who deleted nothing")."""
        taken, after = (self.line.word(self.head.end + n) for n in (0, 1))
        if taken in {"nothing", "none", "no"} and after not in {
            "but",
            "except",
            "save",
            "other",
            "more",
            "less",
            "fewer",
        }:
            return True
        if self._is_nobody() or self._moves_change():
            return True
        start, subject = find_subject(self.line, self.group.start, self.floor)
        return bool(subject) and self.line.word(start - 1) in {"not", "nor", "neither", "than"}

    def _is_denied_at_head(self) -> bool:
        """Whether an adverbial of its own clause denies it ("at no time", "by no means did X")."""
        line = self.line
        return line.sketch.has(line.span(self.floor, self.head.first), "at no time") is not None

    def _moves_change(self) -> bool:
        """Whether a change is what is said to be turned round ("X’s deletion of “a” was reversed by Y")."""
        is_change = self.last is not None and self.last.voice is Voice.NOUN and self.group.is_passive
        return is_change and self.head.wording.act is Act.MOVE

    def _is_nobody(self) -> bool:
        """Whether nobody is its subject, or its subject did without or denied it ("without X’s having revised it")."""
        left, before = self.line.word(self.left), self.line.word(self.left - 1)
        if (before, left) == ("all", "but") or self._is_denied_at_head():
            return True
        if left in {"nobody", "denied", "denies", "denying", "disclaimed"} or (left == "one" and before == "no"):
            return True
        if self.group.is_passive and (left in {"nothing", "none"} or self._takes_none()):
            return True
        return (
            self.line.kind(self.left) is ChunkKind.OWNER and before == "without" and "having" in self.group.auxiliaries
        )

    def _takes_none(self) -> bool:
        """Whether no such thing is said to have been changed ("no words were deleted")."""
        free = [p for p in self.line.phrases(self.floor, self.group.start) if p.is_free]
        first = free[-1].first - (self.line.word(free[-1].first - 1) == "no") if free else 0
        return (
            bool(free) and self.line.word(first) == "no" and self.line.word(first + 1) not in {"less", "fewer", "more"}
        )

    def _is_idle(self) -> bool:
        """Whether it only describes ("as revised", "for drafting")."""
        word = self.line.word(self.left)
        if (
            self.head.wording.name == "write by hand"
            and not self.group.auxiliaries
            and self.line.is_one(self.head.end, "be")
        ):
            return True
        if not self.group.auxiliaries and not self.head.wording.textual and self.left >= self.floor:
            intransitive = self.line.kind(self.left) is not ChunkKind.PERSON and self.line.word(self.head.end) in {
                "to",
                "as",
            }
            if intransitive and self.head.wording.name in {"omit", "move"}:
                return True
        if self.head.form.startswith("typed") and self.line.word(self.head.end) == "as":
            return True  # "was typed as “a” and corrected to “b”"
        if (
            self.head.form.startswith("typed")
            and self.line.word(self.head.end) == "in"
            and self.line.kind(self.head.end + 1) is ChunkKind.WORD
        ):
            return self.line.word(self.head.end + 1) not in {"the", "place"}
        if word == "who" and set(self.group.auxiliaries) & {"may", "might", "could"}:
            return True
        if word == "as" and not self.group.auxiliaries:
            return True
        return self.is_gerund and word in {"for", "of", "about", "in", "on", "toward", "against", "from", "without"}

    def _with_mood(self, clause: Clause) -> Clause:
        return replace(clause, wish=clause.wish or is_wished(self.line, self.group, self.head.first, self.floor))

    def _relative(self) -> Clause | None:
        """In a relative clause: what it takes stands before "which"."""
        line, at = self.line, self.left
        subject: tuple[Who, ...] = ()
        if line.kind(at) is ChunkKind.PERSON:
            start, subject = find_subject(line, self.group.start, self.floor)
            at = start - 1
        if line.word(at) not in _RELATIVES:
            return None
        at = at - 1 if line.word(at - 1) == "," else at
        at = at - 1
        if not (line.is_thing(at) or _is_text_noun(line, at)) or line.word(at - 1) == "at":
            return None
        first = at
        while line.kind(first - 1) in {ChunkKind.UNIT} or (
            line.kind(first) is ChunkKind.WORD
            and line.kind(first - 1) is ChunkKind.WORD
            and not line.is_one(first, "determiners")
            and not line.is_one(first - 1, "prepositions")
        ):
            first -= 1
        patient = NounPhrase(first, at, line.word(at), (line.word(at),), "")
        taken = line.chunks[at].quote
        whos = subject or self._agents()
        return replace(self._clause(Voice.PASSIVE, whos, first, patient), taken=taken, relative=True)

    def _of_noun(self) -> Clause | None:
        """What a noun of revision does ("a handwritten correction changes this", "the main change was to add “a”")."""
        last, line = self.last, self.line
        if last is None or last.voice is not Voice.NOUN or self.group.is_passive:
            return None
        if line.word(self.left) == ";" and self._has_agent_next():
            return None  # "X made changes; cleared by Y"
        if find_subject(line, self.group.start, max(self.floor, line.index_at(last.span.end)))[1]:
            return None  # "changes by X, and Y added “a”"
        between = line.sketch.lines[last.span.end : line.start(self.group.start)].strip()
        near = self.floor >= self.group.start or _only_maker(line, self.floor, self.group.start)
        if not near or (between and not near) or not (last.whos or self.has_object):
            return None
        return replace(
            self._clause(Voice.ACTIVE, last.whos, self.group.start, self._object()),
            of_noun="to" not in self.group.auxiliaries,
        )

    def _active(self) -> Clause | None:
        """With its subject right before it."""
        if self.group.is_passive:
            return None
        start, subject = find_subject(self.line, self.group.start, self.floor)
        if subject and not (self._is_participle and not self.group.auxiliaries and self._has_agent_next()):
            return self._clause(Voice.ACTIVE, subject, min(start, self.start), self._object())
        return None

    def _gerund(self) -> Clause | None:
        """In -ing: its subject is that of the verb that it goes on with ("revised it, deleting two words", "by adding “a”")."""
        if not self.is_gerund:
            return None
        means = self.line.is_one(self.left, "subordinators") or self.line.is_one(self.left, "prepositions")
        before = self.left if means else self.left + 1
        whos = self.last.whos if self.last is not None else find_clause_subject(self.line, before, 0)
        return self._clause(Voice.ACTIVE, whos or self._subject_beside(), self.group.start, self._object())

    def _subject_beside(self) -> tuple[Who, ...]:
        """Who is the subject of the clause beside which a participle stands ("after deleting “a,” X signed", "X, having …")."""
        line, left = self.line, self.left
        if left < 0 or (left == 0 and line.is_one(0, "subordinators")):
            return find_subject_behind(line, self.head.end)
        return find_subject(line, left, self.floor)[1] if line.word(left) == "," else ()

    def _joined(self) -> Clause | None:
        """Joined to the verb before it, or at the head of the clause: with the subject, or the patient, of that one."""
        line = self.line
        if self.group.is_passive and not (self.left < self.floor or line.word(self.left) in _JOINS):
            return None
        bare = self.left < 0 or line.word(self.left) in _JOINS | {";", ":", "to"} or self.left < self.floor
        if not bare:
            noun = (
                not self.group.is_passive
                and self.has_object
                and line.kind(self.left) is ChunkKind.WORD
                and not line.is_one(self.left, "prepositions")
            )
            return self._clause(Voice.ACTIVE, (), self.left + 1, self._object()) if noun else None
        last = self.last
        if last is not None and not self.group.auxiliaries and self._has_agent_next():
            return self._clause(Voice.PASSIVE, self._agents(), self.group.start, last.patient, last)
        if self.group.is_passive:
            if last is None or last.voice is not Voice.PASSIVE:
                return None
            return self._clause(Voice.PASSIVE, self._agents() or (), self.group.start, last.patient, last)
        if last is not None and last.voice is Voice.ACTIVE:
            whos = find_told_subject(line, line.index_at(last.span.end), self.left) or last.whos
            return self._clause(Voice.ACTIVE, whos, self.group.start, self._object())
        subject = (
            find_clause_subject(line, self.left, 0)
            if self.left >= 0 and line.word(self.left) in _JOINS | {"to"}
            else ()
        )
        if subject and (self.has_object or last is None):
            return self._clause(Voice.ACTIVE, subject, self.group.start, self._object())
        if last is None and self.has_object and self._is_finite and self.head.wording.object is Side.LATER:
            return self._clause(Voice.ACTIVE, (), self.group.start, self._object())  # "has “a” and adds “b”"
        if last is not None and last.voice is Voice.PASSIVE and not self.has_object:
            own = self._agents()
            return self._clause(Voice.PASSIVE, own or self._shared_agents(last), self.group.start, last.patient, last)
        return None

    def _shared_agents(self, last: Clause) -> tuple[Who, ...]:
        """The doers of the verb before it, where they stand after this one, or are told for both."""
        return last.whos if any(who.span.start > self.line.end(self.head.end - 1) for who in last.whos) else ()

    def _passive(self) -> Clause:
        """With what was acted upon before it; or, at the head of a sentence, after "is"."""
        free = [p for p in self.line.phrases(self.floor, self.group.start) if p.is_free]
        free = [p for p in free if self.line.kind(p.last) is not ChunkKind.PERSON]
        free = [p for p in free if not _is_verb_alone(p)] or free
        patient = self._before_relative(free) or (free[-1] if free else None)
        caused = (
            patient is not None
            and not self.group.auxiliaries
            and self.line.word(patient.first - 1) in {"have", "had", "having", "get"}
        )
        if patient is not None and caused:
            group = read_group(self.line, patient.first - 1, self.floor)
            whos = find_subject(self.line, group.start, self.floor)[1]
            clause = self._clause(Voice.PASSIVE, whos, self.start, patient)
            return replace(clause, wish="to" in group.auxiliaries)
        return self._clause(Voice.PASSIVE, self._agents(), self.start, patient or self._inverted())

    def _before_relative(self, free: Sequence[NounPhrase]) -> NounPhrase | None:
        """The part of a text that a relative clause or participle only describes ("a sentence offering our good offices was dropped")."""
        for phrase in map(self._without_participle, free):
            after = phrase.last + 2 if self.line.word(phrase.last + 1) == "," else phrase.last + 1
            is_part = self.line.kind(phrase.last) is ChunkKind.UNIT or phrase.head in self.line.lexicon.units
            participle = self._describes(phrase.last + 1) and (is_part or self._is_of_text(phrase.head))
            relative = is_part and self.line.word(after) in {"which", "that"}
            if (participle or relative) and after < self.group.start - 1:
                return phrase
        return None

    def _is_of_text(self, word: str) -> bool:
        """Whether a word is one for a text or for a part of it."""
        return word in self.line.lexicon.units or word in self.line.lexicon.papers["nouns"]

    def _describes(self, at: int) -> bool:
        """Whether a participle that only describes a noun stands after it ("a sentence offering …", "shown in brackets")."""
        return self.line.word(at).endswith("ing") or self.line.is_one(at, "describing")

    def _without_participle(self, phrase: NounPhrase) -> NounPhrase:
        """The part of a text without the participle that begins to describe it ("a sentence offering …")."""
        for at in range(phrase.first, phrase.last):
            if self._is_of_text(self.line.word(at)) and self._describes(at + 1):
                return replace(phrase, last=at, head=self.line.word(at))
        return phrase

    def _inverted(self) -> NounPhrase | None:
        """What is told after the verb ("Inserted in its place is the word “a”", "Deleted here is …")."""
        for at in range(self.head.end, min(self.end, len(self.line))):
            if self.line.is_one(at, "be") or self.line.word(at) == ":":
                return next((p for p in self.line.phrases(at + 1, self.end) if self.line.is_thing(p.last)), None)
        return None

    @property
    def _is_participle(self) -> bool:
        return self.head.form.endswith(_PAST_AS_PARTICIPLE)

    @property
    def _is_finite(self) -> bool:
        """Whether it is a third person of the present ("adds")."""
        return self.head.form.endswith("s") and not self.group.auxiliaries

    def _object(self) -> NounPhrase | None:
        """The first noun phrase after the verb that no preposition governs."""
        free = (
            p
            for p in map(self._without_means, self.line.phrases(self.head.end, self.end))
            if p.preposition in {"", "in", "over"} and p.first <= self.head.end + 3
        )
        return next((p for p in free if p.is_free or p.first == self.head.end), None)

    def _without_means(self, phrase: NounPhrase) -> NounPhrase:
        """The quoted words alone, where right before them stands with what they were written ("inserted in ink “a”")."""
        means = phrase.first < phrase.last and self.line.is_means(phrase.first)
        if not means or self.line.kind(phrase.last) is not ChunkKind.QUOTE:
            return phrase
        return replace(phrase, first=phrase.last, words=(), preposition="")

    def _agents(self) -> tuple[Who, ...]:
        line = self.line
        by = find_by(line, self.head.end, min(len(line), self.end + 12))
        if by is not None:
            return by
        if (
            self.head.wording.act is Act.DRAFT
            and line.word(self.head.end) == "in"
            and line.kind(self.head.end + 1) is ChunkKind.PERSON
        ):
            return tuple(who for who in line.people_from(self.head.end + 1)[1] if who.kind is PersonKind.OFFICE)
        if self.head.wording.whole is Act.REVISE and line.word(self.head.end) == "in":
            offices = line.people_from(self.head.end + 1)[1]
            if all(who.kind is PersonKind.OFFICE for who in offices):
                return offices
        for start, end in ((self.head.end, self.end), (self.floor, self.head.first)):
            if end == self.head.first and (
                self._is_hand_of_paper() or self._is_hand_of_other_verb() or self._is_hand_of_neighbour()
            ):
                break
            hand = find_hand(line, start, end)
            if hand is not None:
                return hand
        return ()

    def _is_hand_of_other_verb(self) -> bool:
        """Whether the hand told before the verb is that of what "there follow" ("in X’s hand there follow, and are struck out, …")."""
        return any(self.line.word(at) == "there" for at in range(self.floor, self.head.first))

    def _is_hand_of_neighbour(self) -> bool:
        """Whether the hand told before the verb is that of words beside which others stood ("a phrase before these words in X’s hand")."""
        line, is_beside = self.line, False
        for at in range(self.floor + 2, self.head.first):
            is_part = line.kind(at - 1) is ChunkKind.UNIT or line.word(at - 1) in line.lexicon.units
            if is_beside and is_part and line.word(at) == "in":
                return True
            parts = line.word(at - 1) in _RELATIVES or line.is_one(at - 1, "neighbours")
            is_beside = is_beside or parts or line.kind(at - 1) is ChunkKind.UNIT
        return False

    def _is_hand_of_paper(self) -> bool:
        """Whether the hand told before the verb is that of the paper, and not of what was done to it ("a draft in X’s hand, much altered")."""
        line, papers = self.line, self.line.lexicon.papers["nouns"]
        return not self.group.auxiliaries and any(
            line.word(at) == "in"
            and (line.word(at - 1) in papers or (line.word(at - 1) == "," and line.word(at - 2) in papers))
            for at in range(self.floor + 1, self.head.first)
        )

    def _clause(
        self,
        voice: Voice,
        whos: tuple[Who, ...],
        start: int,
        patient: NounPhrase | None,
        like: Clause | None = None,
    ) -> Clause:
        line, head = self.line, self.head
        before = like.before if like is not None else line.stretch(start, head.first)
        after = line.rest(head.end, self.end)
        span = line.span(head.first, head.end)
        return Clause(head.wording, span, line.sentence, voice, whos, before, after, patient)


def _is_verb_alone(phrase: NounPhrase) -> bool:
    """Whether it is a single form in -ed or -ing, of another verb ("a paragraph dealing with Berlin was dropped")."""
    return phrase.first == phrase.last and phrase.head.endswith(("ed", "ing"))


def _only_maker(line: Line, start: int, end: int) -> bool:
    """Whether no more stands there than "made by X", "in ink"."""
    return all(
        line.kind(at) in {ChunkKind.PERSON, ChunkKind.OWNER, ChunkKind.ASIDE}
        or line.is_means(at)
        or line.is_adverb(at)
        or line.word(at)
        in line.lexicon.papers["states"] | {"source", "made", "by", "in", "on", "to", "the", "this", ",", "and"}
        for at in range(start, end)
    )


def _is_text_noun(line: Line, at: int) -> bool:
    word, lexicon = line.word(at), line.lexicon
    return line.kind(at) is ChunkKind.WORD and (word in lexicon.papers["nouns"] or word in lexicon.units)
