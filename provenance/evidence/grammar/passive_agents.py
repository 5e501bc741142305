"""By whom, or in whose hand, a passive verb says it was done."""

import re

from provenance.evidence.grammar.saying import PEOPLE, REST, persons_in
from provenance.evidence.people import Who
from provenance.evidence.sketch import AGENT, OWNER, Sketch
from provenance.model.spans import Span
from provenance.model.testimony import PersonKind

BY = re.compile(rf"\bby\s+(?:both\s+|either\s+)?({PEOPLE})")

_ANOTHER_DID = re.compile(
    rf"\s*(?:,\s+[{AGENT}]+)*(?:,?\s+and\s+[{AGENT}]+)?\s+(?:(?:[a-z]+ly|also|then|later|both|each|had|has|have)\s+)*"
    r"(?:made|wrote|rewrote|struck|cut|did|drew|put|gave|[a-z]{2,}ed)\b"
)

_SEEMS = r"(?:appears?|seems?|may|might|is thought|is believed|looks?)\s+(?:to\s+)?(?:be\s+|have\s+been\s+)"

_BY_HAND_OF = re.compile(
    rf"\bin\s+(?:(?P<owner>[{OWNER}]+)\s+(?:own\s+)?(?:\w+\s+)?(?:hand|handwriting|writing|script)\b|the\s+(?:hand|handwriting|writing)\s+of\s+(?P<agent>{PEOPLE})|(?P<hand>[{AGENT}]+)|(?:a\s+)?(?:hand|handwriting|writing|script)\s+(?:that|which)\s+{_SEEMS}(?:that\s+of\s+(?P<like>{PEOPLE})|(?P<likes>[{OWNER}]+))|what\s+{_SEEMS}(?:(?P<whose>[{OWNER}]+)|the\s+(?:hand|handwriting|writing)\s+of\s+(?P<of>{PEOPLE})))"
)

_OTHER_CLAUSE = re.compile(
    r"\b(?:before|after|when|while|until|once|because|since|which|who|that|as|although|where|but|so)\b"
    r"(?:[^,]*?)\s(?:was|were|had|has|have|is|are|been|[a-z]{2,}ed|sent)\b"
)

_OTHER_DOER = re.compile(
    r"(?<!\band)(?<!\bor)(?<!,)(?<!\bthen)\s(?!red\b)(?:[a-z-]{2,}ed|written|sent|given|made|done|sworn|taken|held|known|shown|drawn)(?:\s[a-z]+ly)?\s*\Z"
)


def find_agents(sketch: Sketch, span: Span, sentence: Span, following: int) -> tuple[Who, ...]:
    """Those named after "by", or in whose hand it was done, before or after the verb."""
    lines = sketch.lines
    rest = lines[span.end : min(sentence.end, span.end + REST)].split(";")[0]
    by = next((match for match in BY.finditer(rest) if _is_own_agent(rest[: match.start()])), None)
    if by:
        end = by.end(1)
        added = re.search(rf"(?<=[{AGENT}]),\s+and\s+[{AGENT}]+\Z", by[1])
        if added and _ANOTHER_DID.match(rest, end):
            end = by.start(1) + added.start()
        return persons_in(sketch, Span(span.end + by.start(1), span.end + end))
    for offset, words in (
        (span.end, rest),
        (max(sentence.start, span.start - REST), lines[max(sentence.start, span.start - REST) : span.start]),
    ):
        found = find_hand(sketch, offset, words)
        if found is not None:
            return found
    return ()


def find_office(sketch: Sketch, span: Span) -> tuple[Who, ...]:
    """The office or body in which a text was written, where nobody in it is named ("drafted in the Office of …")."""
    within = re.match(rf"\s+in\s+([{AGENT}]+)(?!\s+by\b)", sketch.lines[span.end : span.end + REST])
    if within is None:
        return ()
    whos = persons_in(sketch, Span(span.end + within.start(1), span.end + within.end(1)))
    return tuple(who for who in whos if who.kind is PersonKind.OFFICE)


def _is_own_agent(between: str) -> bool:
    """Whether "by" belongs to the verb before it, and not to another ("deleted before it was sent by X", "from the draft prepared by X")."""
    if between.strip() in {"", "out", "in"}:
        return True
    return not _OTHER_CLAUSE.search(between) and not _OTHER_DOER.search(between)


def find_hand(sketch: Sketch, offset: int, words: str) -> tuple[Who, ...] | None:
    """Those in whose hand it was written; empty for an unnamed hand, None where no hand is spoken of."""
    for match in _BY_HAND_OF.finditer(words):
        group = next(name for name in ("owner", "agent", "hand", "like", "likes", "whose", "of") if match[name])
        whos = persons_in(sketch, Span(offset + match.start(group), offset + match.end(group)))
        if group != "hand" or any(who.kind is PersonKind.HAND for who in whos):
            return whos
    return None
