"""One thing that a sentence says was done, and the marks by which persons are seen in a sketch."""

import re
from dataclasses import dataclass
from enum import StrEnum

from provenance.evidence.lexicon import Wording
from provenance.evidence.people import Who
from provenance.evidence.sketch import AGENT, Sketch
from provenance.model.spans import Span


class Voice(StrEnum):
    """How the saying is built."""

    ACTIVE = "active"
    PASSIVE = "passive"
    NOUN = "noun"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing that a sentence says was done. `before` and `after` are where its subject and object stand.

    `taken` are the quoted words that a relative clause takes up ("“a,” which X struck out").
    """

    wording: Wording
    span: Span
    sentence: Span
    voice: Voice
    whos: tuple[Who, ...]
    before: Span
    after: Span
    wish: bool = False
    of_noun: bool = False
    taken: Span | None = None
    relative: bool = False
    match: re.Match[str] | None = None


LONG = 260

REST = 1200
"""How many letters of a sentence are looked through, before a verb and after it, for who did it."""

PEOPLE = rf"(?:(?:[{AGENT}]+(?:\s*\([^()]*\))?,\s+)*[{AGENT}]+(?:\s*\([^()]*\))?,?\s+(?:and|or),?\s+(?:(?:later|then|subsequently|also|possibly|perhaps|probably),?\s+)?[{AGENT}]+|[{AGENT}]+)"


def persons_in(sketch: Sketch, span: Span) -> tuple[Who, ...]:
    """Those who are named inside a stretch of the note."""
    return tuple(who for who in sketch.whos if span.overlaps(who.span))
