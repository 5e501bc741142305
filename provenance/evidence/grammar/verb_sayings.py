"""What a verb says: its voice, its subject or agent, and where its object stands."""

import re

from provenance.evidence.grammar.clauses import find_reach, find_start
from provenance.evidence.grammar.passive_agents import BY, find_agents
from provenance.evidence.grammar.relative_clauses import find_antecedent
from provenance.evidence.grammar.revision_words import TAKES_THIS
from provenance.evidence.grammar.saying import LONG, PEOPLE, Saying, Voice, persons_in
from provenance.evidence.grammar.subjects import find_shared_subject, find_subject, strip_adverbs
from provenance.evidence.lexicon import Wording
from provenance.evidence.sketch import AGENT, OWNER, Sketch
from provenance.model.spans import Span
from provenance.model.testimony import PersonKind

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
    """What a verb of revision says; None where it is denied or generic."""
    lines = sketch.lines
    left, passive, negated = strip_adverbs(
        lines[max(floor if floor > sentence.start else sentence.start, span.start - LONG) : span.start]
    )
    if (
        negated
        or re.search(r"\bas\Z", left, re.IGNORECASE)
        or (_is_gerund(lines, span) and re.search(r"\b(?:for|of|about|in|on|toward)\Z", left))
        or re.search(r"\bwho (?:may|might|could) have\s*\Z", lines[sentence.start : span.start])
    ):
        return None
    after_end = find_reach(lines, span.end, following, sentence.end)
    after = Span(span.end, max(span.end, after_end))
    before = Span(find_start(lines, floor, span.start, floor > sentence.start), span.start)
    left = _OF_A_BODY.sub("", left)
    antecedent = find_antecedent(sketch, floor, sentence, span)
    if antecedent is not None:
        subject = () if passive else find_subject(sketch, left, span, max(floor, sentence.start))
        whos = subject or find_agents(sketch, span, sentence, following)
        quotes = sketch.quotes_in(antecedent)
        taken = quotes[-1] if quotes and quotes[-1].end >= antecedent.end - 2 else None
        return Saying(wording, span, sentence, Voice.PASSIVE, whos, antecedent, after, taken=taken, relative=True)
    if last is not None and not passive and _is_aside_participle(lines, span):
        whos = find_agents(sketch, span, sentence, following)
        return Saying(wording, span, sentence, Voice.PASSIVE, whos, before, after)
    if (
        last is not None
        and last.voice is Voice.NOUN
        and re.fullmatch(
            rf"\s*(?:(?:made |in ink )?by\s+{PEOPLE}|in\s[^,;.]{{1,30}})?(?:\s*|,\s+)",
            lines[last.span.end : span.start],
        )
        and (last.whos or not passive)
        and (TAKES_THIS.match(lines, span.end) or last.whos)
    ):
        return Saying(wording, span, sentence, Voice.ACTIVE, last.whos, before, after, of_noun=True)
    maybe = _MAYBE.search(lines, max(floor, sentence.start, span.start - LONG), len(lines[: span.start].rstrip()))
    if (
        maybe
        and not passive
        and any(who.kind is PersonKind.HAND for who in persons_in(sketch, Span(*maybe.span("hand"))))
    ):
        whos = persons_in(sketch, Span(*maybe.span("name")))
        return Saying(wording, span, sentence, Voice.ACTIVE, whos, before, after)
    subject = () if passive else find_subject(sketch, left, span, max(floor, sentence.start))
    if subject:
        return Saying(wording, span, sentence, Voice.ACTIVE, subject, before, after)
    shared = () if passive else find_shared_subject(sketch, sentence, span, last)
    if shared:
        return Saying(wording, span, sentence, Voice.ACTIVE, shared, before, after)
    if (
        not passive
        and last is not None
        and (
            _is_participle(lines, span)
            or (
                _JOINED.search(left[-12:])
                and not left.strip(" ,").endswith(("to", "of"))
                and _bare(left, sketch.text, lines, span, last)
            )
        )
    ):
        if last.voice is Voice.ACTIVE or (_is_participle(lines, span) and _takes_object(lines, "x", span)):
            return Saying(wording, span, sentence, Voice.ACTIVE, last.whos, before, after)
        own = find_agents(sketch, span, sentence, following)
        named = any(who.span.start >= last.span.end for who in last.whos)
        return Saying(wording, span, sentence, Voice.PASSIVE, own if named else own or last.whos, last.before, after)
    if re.search(r"\b(?:was|is|were|are) to\Z", lines[sentence.start : span.start].rstrip()):
        made = list(BY.finditer(lines[sentence.start : span.start]))
        owned = list(re.finditer(rf"[{OWNER}]+", lines[sentence.start : span.start]))
        chosen = Span(*made[-1].span(1)) if made else (Span(*owned[-1].span()) if owned else Span(0, 0))
        return Saying(
            wording, span, sentence, Voice.ACTIVE, persons_in(sketch, chosen.moved(sentence.start)), before, after
        )
    if not passive and _takes_object(lines, left, span):
        return Saying(wording, span, sentence, Voice.ACTIVE, (), before, after)
    return Saying(wording, span, sentence, Voice.PASSIVE, find_agents(sketch, span, sentence, following), before, after)


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
