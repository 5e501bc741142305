"""What a verb says: its voice, its subject or agent, and where its object stands."""

import re
from dataclasses import dataclass, replace

from provenance.evidence.grammar.clauses import cut_subordinate, find_reach, find_start
from provenance.evidence.grammar.passive_agents import BY, find_agents, find_office
from provenance.evidence.grammar.relative_clauses import find_antecedent
from provenance.evidence.grammar.revision_words import TAKES_THIS
from provenance.evidence.grammar.saying import LONG, PEOPLE, Saying, Voice, persons_in
from provenance.evidence.grammar.subjects import find_shared_subject, find_subject, strip_adverbs
from provenance.evidence.lexicon import Wording
from provenance.evidence.people import Who
from provenance.evidence.sketch import AGENT, OWNER, Sketch
from provenance.model.spans import Span
from provenance.model.testimony import Act, PersonKind

_OF_A_BODY = re.compile(rf"(?<=[{AGENT}]),?\s(?:of|from|at|on)\s(?:the\s)?[{AGENT}]+(?:\s[Ss]taff)?\Z")

_JOINED = re.compile(r"(?:\A|[\s,;”\"’)])(?:and|then|but|or|while|after|before)?\Z")

_MAYBE = re.compile(
    rf"(?P<hand>[{AGENT}]+),\s+(?:apparently|presumably|probably|possibly|perhaps|evidently|(?:most |very )?likely|almost certainly|it seems|seemingly)\s+(?:by\s+)?(?P<name>{PEOPLE}),\Z"
)

_OBJECT = re.compile(
    r"\s+(?:out\s+|through\s+|in\s+)?(?:the|this|these|that|those|any|all|most|many|every|each|both|a|an|his|her|its|their|several|some|two|three|it|them|[\ue001]+)\s|\s+(?:out\s+|in\s+)?[“\"]"
)


def read_verb(
    sketch: Sketch, sentence: Span, wording: Wording, span: Span, floor: int, following: int, last: Saying | None
) -> Saying | None:
    """What a verb of revision says; None where it is denied or generic.

    `floor` is where the clause may begin, `following` where the next word of revision stands, `last` what was said before.
    """
    lines = sketch.lines
    start = max(floor, sentence.start, span.start - LONG)
    left, passive, negated = strip_adverbs(lines[start : span.start])
    if negated or _is_idle(lines, left, sentence, span):
        return None
    reach = cut_subordinate(lines, span.end, find_reach(lines, span.end, following, sentence.end))
    after = Span(span.end, max(span.end, reach))
    before = Span(find_start(lines, floor, span.start, floor > sentence.start), span.start)
    verb = _Verb(
        sketch, sentence, wording, span, floor, following, last, _OF_A_BODY.sub("", left), passive, before, after
    )
    ways = (
        verb.as_relative,
        verb.as_aside,
        verb.as_of_noun,
        verb.as_perhaps,
        verb.as_active,
        verb.as_joined,
        verb.as_purpose,
    )
    return next((saying for way in ways if (saying := way()) is not None), verb.as_passive())


def _is_idle(lines: str, left: str, sentence: Span, span: Span) -> bool:
    """Whether the verb tells of nothing done: "as revised", "for drafting", "who may have added"."""
    return bool(
        re.search(r"\bas\Z", left, re.IGNORECASE)
        or (_is_gerund(lines, span) and re.search(r"\b(?:for|of|about|in|on|toward)\Z", left))
        or re.search(r"\bwho (?:may|might|could) have\s*\Z", lines[sentence.start : span.start])
    )


@dataclass(frozen=True, slots=True)
class _Verb:
    """A verb in its clause, and the ways in which it may be built: each gives a saying, or None where it is not built so."""

    sketch: Sketch
    sentence: Span
    wording: Wording
    span: Span
    floor: int
    following: int
    last: Saying | None
    left: str
    passive: bool
    before: Span
    after: Span

    def as_relative(self) -> Saying | None:
        """In a relative clause: what it takes stands before "which"."""
        antecedent = find_antecedent(self.sketch, self.floor, self.sentence, self.span)
        if antecedent is None:
            return None
        quotes = self.sketch.quotes_in(antecedent)
        taken = quotes[-1] if quotes and quotes[-1].end >= antecedent.end - 2 else None
        saying = self._said(Voice.PASSIVE, self._subject() or self._agents())
        return replace(saying, before=antecedent, taken=taken, relative=True)

    def as_aside(self) -> Saying | None:
        """A participle with an agent of its own."""
        if self.last is None or self.passive or not _is_aside_participle(self.sketch.lines, self.span):
            return None
        return self._said(Voice.PASSIVE, self._agents())

    def as_of_noun(self) -> Saying | None:
        """What a noun of revision does ("a handwritten correction changes this to “a”")."""
        last, lines = self.last, self.sketch.lines
        if (
            last is None
            or last.voice is not Voice.NOUN
            or not _BETWEEN.fullmatch(lines[last.span.end : self.span.start])
        ):
            return None
        if not last.whos and (self.passive or not TAKES_THIS.match(lines, self.span.end)):
            return None
        return replace(self._said(Voice.ACTIVE, last.whos), of_noun=True)

    def as_perhaps(self) -> Saying | None:
        """With a hand for its subject that is given a name only with a hedge ("somebody, presumably X, struck out")."""
        lines, start = self.sketch.lines, max(self.floor, self.sentence.start, self.span.start - LONG)
        perhaps = _MAYBE.search(lines, start, len(lines[: self.span.start].rstrip()))
        if perhaps is None or self.passive:
            return None
        hands = persons_in(self.sketch, Span(*perhaps.span("hand")))
        if not any(who.kind is PersonKind.HAND for who in hands):
            return None
        return self._said(Voice.ACTIVE, persons_in(self.sketch, Span(*perhaps.span("name"))))

    def as_active(self) -> Saying | None:
        """With its subject before it, or at the head of the clause."""
        subject = self._subject()
        if not subject and not self.passive:
            subject = find_shared_subject(self.sketch, self.sentence, self.span, self.last)
        return self._said(Voice.ACTIVE, subject) if subject else None

    def as_joined(self) -> Saying | None:
        """With the subject, or the object, of the verb before it."""
        last, lines = self.last, self.sketch.lines
        if last is None or self.passive or not (_is_participle(lines, self.span) or self._is_joined(last)):
            return None
        if last.voice is Voice.ACTIVE or (_is_participle(lines, self.span) and _takes_object(lines, "x", self.span)):
            return self._said(Voice.ACTIVE, last.whos)
        own = self._agents()
        named = any(who.span.start >= last.span.end for who in last.whos)
        return replace(self._said(Voice.PASSIVE, own if named else own or last.whos), before=last.before)

    def as_purpose(self) -> Saying | None:
        """What a change consisted in ("the change made by X was to insert …")."""
        lead = self.sketch.lines[self.sentence.start : self.span.start]
        if not re.search(r"\b(?:was|is|were|are) to\Z", lead.rstrip()):
            return None
        made, owned = list(BY.finditer(lead)), list(re.finditer(rf"[{OWNER}]+", lead))
        chosen = Span(*made[-1].span(1)) if made else (Span(*owned[-1].span()) if owned else Span(0, 0))
        return self._said(Voice.ACTIVE, persons_in(self.sketch, chosen.moved(self.sentence.start)))

    def as_passive(self) -> Saying:
        """With its object before it; or active, its subject nobody known."""
        if not self.passive and _takes_object(self.sketch.lines, self.left, self.span):
            return self._said(Voice.ACTIVE, ())
        return self._said(Voice.PASSIVE, self._agents())

    def _said(self, voice: Voice, whos: tuple[Who, ...]) -> Saying:
        return Saying(self.wording, self.span, self.sentence, voice, whos, self.before, self.after)

    def _subject(self) -> tuple[Who, ...]:
        if self.passive:
            return ()
        return find_subject(self.sketch, _LED.sub(r"\1", self.left), self.span, max(self.floor, self.sentence.start))

    def _agents(self) -> tuple[Who, ...]:
        office = find_office(self.sketch, self.span) if self.wording.act is Act.DRAFT else ()
        return office or find_agents(self.sketch, self.span, self.sentence, self.following)

    def _is_joined(self, last: Saying) -> bool:
        if not _JOINED.search(self.left[-12:]) or self.left.strip(" ,").endswith(("to", "of")):
            return False
        return _bare(self.left, self.sketch.text, self.sketch.lines, self.span, last)


_LED = re.compile(rf"(\b(?:led|caused|prompted|moved|induced|persuaded)\s+[{AGENT}]+)\s+to\Z")
"""Somebody brought to do it did it ("a comment that led X to strike out “a”")."""

_BETWEEN = re.compile(rf"\s*(?:(?:made |in ink )?by\s+{PEOPLE}|in\s[^,;.]{{1,30}})?(?:\s*|,\s+)")
"""What may lie between a noun of revision and the verb that tells what it did."""


def _takes_object(lines: str, left: str, span: Span) -> bool:
    """Whether the verb is active though its subject is nobody known ("a secretary corrected the transcript")."""
    return bool(left.strip()) and left[-1:].isalpha() and bool(_OBJECT.match(lines, span.end))


def _is_aside_participle(lines: str, span: Span) -> bool:
    """Whether the verb is a participle with an agent of its own, set off by a comma ("this telegram, originally drafted by X")."""
    own = re.match(rf"(?:\s+on\s[A-Z]\w+\s\d+)?\s+by\s+{PEOPLE}", lines[span.end :][:80])
    lead = re.search(r"\w,\s+(?:originally\s+|initially\s+|first\s+)\Z", lines[max(0, span.start - 24) : span.start])
    return bool(own and lead)


def _bare(left: str, text: str, lines: str, span: Span, last: Saying) -> bool:
    """Whether the verb shares the subject of the one before it: nothing but a conjunction, or "who …," lies between."""
    if re.search(r"(?:,|,[”\"]|\band|\bthen|\bbut|\bor)\s*\Z", left):
        return True
    if re.search(r"(?:\band|\bthen|\bbut)\s+(?:\w+ly\s+)?\Z", lines[max(0, span.start - 30) : span.start]):
        return True
    if text[: span.start].rstrip().endswith((",”", ',"')):
        return True
    if re.search(r"\b(?:after|before|while|by)\s*\Z", left) and lines[span.start : span.end].lower().endswith("ing"):
        return True
    return (left.endswith(",") and bool(re.search(r",\s+who\s+\Z", lines[: last.span.start][-8:]))) or not left.strip()


def _is_participle(lines: str, span: Span) -> bool:
    """Whether the verb only goes on with what its subject did ("revised the draft, deleting two words")."""
    lead = lines[max(0, span.start - 2) : span.start]
    return lines[span.start : span.end].split()[0].lower().endswith("ing") and lead.strip() in {",", ",”", "—"}


def _is_gerund(lines: str, span: Span) -> bool:
    return lines[span.start : span.end].split()[0].lower().endswith("ing")
