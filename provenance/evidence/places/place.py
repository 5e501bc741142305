"""Where something stands, and how sure its edges are."""

from collections.abc import Sequence
from dataclasses import dataclass

from provenance.model.spans import Span
from provenance.model.testimony import Certainty, Scope


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expression points: one span, or several that fit, and how sure its edges are."""

    scope: Scope
    span: Span | None = None
    candidates: tuple[Span, ...] = ()
    start: Certainty = Certainty.HIGH
    end: Certainty = Certainty.HIGH


SCOPES = {
    "sentence": Scope.SENTENCE,
    "paragraph": Scope.PARAGRAPH,
    "clause": Scope.CLAUSE,
    "word": Scope.PHRASE,
    "phrase": Scope.PHRASE,
}

MANY = {
    Scope.SENTENCE: Scope.SENTENCES,
    Scope.PARAGRAPH: Scope.PARAGRAPHS,
    Scope.SENTENCES: Scope.SENTENCES,
    Scope.PARAGRAPHS: Scope.PARAGRAPHS,
}

SHORT = 160
"""How many letters a heading or a closing has at the most."""


def join(spans: Sequence[Span], first: int, last: int) -> Span | None:
    """From the start of one span to the end of another; None where the list has not so many."""
    return Span(spans[first].start, spans[last].end) if 0 <= first <= last < len(spans) else None


def count_blanks(words: str) -> int:
    """How many blanks and marks stand before the first letter."""
    return len(words) - len(words.lstrip(" \n\t,;:"))


def trim_end(text: str, start: int, end: int) -> int:
    """Where a stretch ends without the blanks and marks after it."""
    return start + len(text[start:end].rstrip(" ,;:—–\n"))
