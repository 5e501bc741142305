"""A claim with the clause that makes it, asked which papers its sentence names and how it names them."""

from dataclasses import dataclass
from itertools import pairwise

from provenance.evidence.chunks.chunk import ChunkKind
from provenance.evidence.chunks.noun_phrase import NounPhrase, is_numbered
from provenance.evidence.clauses.clause import Voice
from provenance.evidence.doing.clause_view import ClauseView
from provenance.evidence.doing.papers import Paper, paper_meant
from provenance.model.testimony import Act, AnchorPlace, Claim, Note, Scope

_NEAR = 6
"""Within how many chunks after a noun of revision the paper is named in which the changes were made."""

_SETTLED = {Paper.NONE, Paper.OTHER, Paper.THIS}


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with the clause that makes it, the note it stands in, and the words by which its text is called.

    `authors` are the words of the title up to the one to whom the text goes: those from whom it is are among them.
    `numbers` are those that the text has in the series of a body; none where they are not known.
    """

    view: ClauseView
    claim: Claim
    note: Note
    own: frozenset[str]
    is_follow_up: bool = False
    authors: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()

    def paper(self, phrase: NounPhrase | None) -> Paper:
        """Which paper a noun phrase means; one that is somebody’s, who is not said to have written this text, is another."""
        if phrase is None:
            return Paper.NONE
        if self._is_numbered(phrase) and (numbered := self._by_number(phrase.head)) is not None:
            return numbered
        meant = paper_meant(self.view, phrase, self.own)
        if not phrase.owned or self.view.clause.is_phrase or meant in _SETTLED:
            return meant
        is_state = bool(self.view.words_of(phrase) & self.view.lexicon.papers["states"])
        return meant if is_state or self._is_by_author(phrase) else Paper.OTHER

    @property
    def papers(self) -> list[Paper]:
        """The papers that the sentence names; one to which another is attached is only mentioned."""
        named = ((self.paper(phrase), phrase) for phrase in self.view.own_phrases)
        return [
            paper
            for paper, phrase in named
            if paper is not Paper.NONE and not (paper is Paper.THIS and self._has_attached(phrase))
        ]

    def _by_number(self, number: str) -> Paper | None:
        """Which paper has a number: this, the same revised once less or more ("5704" of "5704/1"), another; None where that is not known."""
        if number in self.numbers:
            return Paper.THIS
        root, _, revision = number.partition("/")
        own = [one.partition("/")[2] for one in self.numbers if one.partition("/")[0] == root]
        if own:
            return Paper.EARLIER if (len(revision), revision) < (len(own[0]), own[0]) else Paper.LATER
        return Paper.OTHER if self.numbers or not self.is_at_head else None

    def _is_numbered(self, phrase: NounPhrase) -> bool:
        """Whether it is the number of a paper in the series of a body ("NSC 5509")."""
        chunks, last = self.view.chunks, phrase.last
        return last > 0 and is_numbered(chunks[last - 1], chunks[last], self.view.lexicon)

    def nearest_paper(self) -> Paper:
        """The paper that is taken, or else the last that is named before the verb or noun."""
        taken = self.paper(self.view.taken)
        if taken is Paper.THE and self.view.taken is not None and self.view.taken.owned:
            return Paper.THIS if self._is_by_author(self.view.taken) else Paper.OTHER
        if taken is not Paper.NONE:
            return taken
        if self.view.takes_pronoun():
            free = (self.paper(phrase) for phrase in self.view.phrases if phrase.is_free)
            return next((paper for paper in free if paper is not Paper.NONE), Paper.NONE)
        after = [phrase for phrase in self.view.phrases if phrase.first >= self.view.after]
        later = [self.paper(phrase) for phrase in after]
        first = next((phrase for phrase in after if self.paper(phrase) is not Paper.NONE), None)
        shared = self.view.clause.voice is Voice.ACTIVE and self.view.taken is None and first is not None
        if shared and (self.paper(first) is Paper.THIS or self._is_title_word(first)):
            return Paper.THIS  # "an attached note says that X revised and concurred in this report"
        if self.view.clause.voice is Voice.NOUN and self.view.taken is None and first is not None:
            is_state = self.paper(first) in {Paper.THIS, Paper.EARLIER, Paper.LATER}
            if is_state and first.preposition in {"to", "in", "on"} and first.first <= self.view.after + _NEAR:
                return self.paper(first)  # "changes had been made to a Department of State draft"
        before = [
            self.paper(phrase)
            for phrase in self.view.phrases
            if phrase.last < self.view.after and not self._has_attached(phrase) and not self._is_change(phrase)
        ]
        named = [paper for paper in reversed(before) if paper is not Paper.NONE]
        if not named and self.view.clause.voice is Voice.ACTIVE and self.view.taken is None:
            named = [paper for paper in later if paper is not Paper.NONE]  # "revised and concurred in the report"
        return next(iter(named), Paper.NONE)

    def _is_by_author(self, phrase: NounPhrase) -> bool:
        """Whether it is the paper of the one from whom this text is, called as the title calls it ("Rusk’s memorandum")."""
        owners = (chunk.who for chunk in self.view.chunks[phrase.first : phrase.last + 1] if chunk.who is not None)
        names = {name.lower().split()[-1] for who in owners for name in who.names}
        return phrase.head in self.own and bool(names & self.authors)

    def _is_title_word(self, phrase: NounPhrase | None) -> bool:
        """Whether a note on the source calls the text by a word of its title and no more ("the telegram")."""
        return (
            self.is_at_head
            and phrase is not None
            and phrase.head in self.own
            and set(phrase.words) <= {"the", phrase.head}
        )

    def _is_change(self, phrase: NounPhrase) -> bool:
        """Whether a turn of phrase about a whole paper names a change of it, and no paper ("the text reflects that amendment")."""
        return self.view.clause.wording.covers_whole and phrase.head in self.view.lexicon.nouns

    def _has_attached(self, phrase: NounPhrase) -> bool:
        before = self.view.words_between(phrase.first - 3, phrase.first)
        return phrase.preposition in {"to", "with"} and bool(before & self.view.lexicon.papers["accompanying"])

    @property
    def is_reported(self) -> bool:
        """Whether the clause only gives what somebody else said ("the memorandum stated that …"); a report ends at a semicolon."""
        chunks = self.view.chunks[: self.view.head]
        reports = self.view.lexicon.grammar["reports"]
        last_stop = max((at for at, chunk in enumerate(chunks) if chunk.word == ";"), default=0)
        return any(
            chunk.word == "that" and chunks[at - 1].word in reports and not self._is_said_by_part(at - 1)
            for at, chunk in enumerate(chunks)
            if at > last_stop
        )

    def _is_said_by_part(self, at: int) -> bool:
        """Whether a part of the text says it ("a sentence which said that …"): what it says is no report of the change."""
        return at > 1 and self.view.chunks[at - 1].word in {"which", "that"} and self.view.is_part(at - 2)

    @property
    def is_said_of_other(self) -> bool:
        """Whether a turn of phrase has another paper for its subject ("the enclosed telegram was approved as amended")."""
        subject = next((one for one in self.view.phrases if self.view.head - 2 <= one.last < self.view.head), None)
        pointed = subject is not None and set(subject.words) & self.view.lexicon.papers["accompanying"]
        return bool(pointed) and subject is not None and subject.is_free

    @property
    def is_of_other_number(self) -> bool:
        """Whether a turn of phrase is about a paper with another number than this one ("NSC 6004/1 incorporated X’s revisions")."""
        named = (one for one in self.view.within(self.view.clause.span) if self._is_numbered(one))
        return next((self.paper(one) is Paper.OTHER for one in named), False)

    @property
    def names_other_in_sentence(self) -> bool:
        """Whether the sentence names another paper, and not this one."""
        papers = {self.paper(phrase) for phrase in self.view.phrases}
        return Paper.OTHER in papers and Paper.THIS not in papers

    @property
    def compares_speech(self) -> bool:
        """Whether a speech or statement is compared, where this text is none."""
        spoken = self.view.lexicon.papers["speeches"] - self.own
        return bool(self.own) and any(
            set(phrase.words) & spoken and "this" not in phrase.words for phrase in self.view.phrases
        )

    @property
    def quotes_part_of_draft(self) -> bool:
        """Whether a part of the draft itself is quoted ("Paragraph 3 of the draft reads …"), where this text is no draft."""
        for phrase, after in pairwise(self.view.phrases):
            unit = self.view.chunks[phrase.last].unit
            between = self.view.chunks[phrase.last + 1 : after.first]
            whole = (
                after.preposition == "of"
                and [chunk.word for chunk in between if chunk.kind is not ChunkKind.ASIDE] == ["of"]
                and after.head in self.view.lexicon.papers["states"]
            )
            if unit is not None and whole and not {"this", "these"} & set(unit.steps):
                return bool(self.own) and after.head not in self.own
        return False

    @property
    def quotes_part_by_title(self) -> bool:
        """Whether a part is quoted that goes by a title of its own ("the section entitled “X” reads …"): it may be none of this text."""
        chunks = self.view.chunks
        return any(
            one.unit is not None
            and called.word in self.view.lexicon.grammar["naming"]
            and title.kind is ChunkKind.QUOTE
            for one, called, title in zip(chunks, chunks[1:], chunks[2:], strict=False)
        )

    @property
    def unlike(self) -> frozenset[str]:
        """The papers that this text is not, by its title."""
        return self.view.lexicon.papers["unlike"] - self.own

    @property
    def is_source_note(self) -> bool:
        """Whether the note is the one on the source, wherever its marker hangs."""
        return self.note.text.lstrip().startswith("Source")

    @property
    def is_at_head(self) -> bool:
        """Whether the note is on the whole text: it hangs in the heading, or is the one on the source."""
        return self.note.place is AnchorPlace.HEADING or self.is_source_note

    @property
    def names_own(self) -> bool:
        """Whether the sentence names the text by a word of its title, or as "the text"."""
        taken = [phrase for phrase in (self.view.taken,) if phrase is not None and self.paper(phrase) is Paper.THE]
        before = [
            phrase for phrase in self.view.phrases if phrase.last < self.view.after and self.paper(phrase) is Paper.THE
        ]
        nearest = [*taken, *reversed(before)][:1]
        return bool(nearest) and bool(set(nearest[0].words) & (self.own | {"text", "document"}))

    @property
    def is_general(self) -> bool:
        """Whether the claim is of the whole text."""
        return (
            self.claim.act in {Act.REVISE, Act.DRAFT}
            and self.claim.target is None
            and self.claim.scope is Scope.DOCUMENT
        )
