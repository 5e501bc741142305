"""The printed words that took the place of a reading that is not printed: alike at the ends, or of the same kind."""

import re
from collections import Counter
from collections.abc import Sequence

from provenance.evidence.places.place import Place
from provenance.evidence.places.viewpoint import Viewpoint
from provenance.model.spans import Span
from provenance.model.testimony import Certainty, Scope

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"

_KINDS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:{_MONTHS})\s+\d{{1,2}}(?:,\s+\d{{4}})?",
        r"(?:\d{1,2}(?::\d\d)?\s*[ap]\.\s?m\.|\bnoon\b|\bmidnight\b)",
        r"[$£]\s?\d[\d,.]*\d(?:\s+(?:million|billion))?|[$£]\d",
        r"\b\d[\d,.]*(?:\s+percent|%)",
        r"\b\d[\d,]*(?:\.\d+)?\b(?!\s*(?:percent|%))",
    )
)
"""Dates, hours, sums, shares, numbers: a reading of one kind took the place of another of the same kind."""

_LONGEST = 3
"""How many times longer than a reading its counterpart may be, in words."""

_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")


def find_like(view: Viewpoint, reading: str) -> Place | None:
    """The words at the marker that begin and end as another reading does, where the rest was reworded."""
    holder = view.layout.sentence_at(view.at) if view.at is not None else None
    words = re.findall(r"[^\W_]+(?:[’'.-][^\W_]+)*", reading)
    if holder is None or len(words) < 4:
        return None
    starts = next((found for n in (4, 3, 2) if (found := _find_inside(view, words[:n], holder))), ())
    ends = next((found for n in (4, 3, 2, 1) if (found := _find_inside(view, words[-n:], holder))), ())
    fits = [Span(start.start, end.end) for start in starts for end in ends if end.end > start.end]
    if not fits:
        return None
    return Place(Scope.PHRASE, min(fits, key=len), start=Certainty.MEDIUM, end=Certainty.MEDIUM)


def find_counterpart(view: Viewpoint, reading: str) -> Place | None:
    """The words before the marker that took the place of another reading: alike at one end, or of the same kind."""
    sentence = view.layout.sentence_at(view.at) if view.at is not None else None
    if sentence is None or view.at is None or not reading.strip():
        return None
    span = _number_like(view.layout.text, sentence, reading, view.at) or _ending_alike(
        view.layout.text, Span(sentence.start, max(sentence.start, min(view.at, sentence.end))), reading
    )
    return Place(Scope.PHRASE, span, start=Certainty.LOW, end=Certainty.LOW) if span else None


def _find_inside(view: Viewpoint, words: Sequence[str], holder: Span) -> tuple[Span, ...]:
    return view.layout.nearest(" ".join(words), None, holder)


def _number_like(text: str, sentence: Span, reading: str, at: int) -> Span | None:
    """The date, hour or number nearest to the marker in its sentence, where the reading is one of that kind."""
    kind = next((kind for kind in _KINDS if kind.fullmatch(reading.strip(" .,;"))), None)
    if kind is None:
        return None
    found = [Span(*match.span()) for match in kind.finditer(text, sentence.start, sentence.end)]
    return min(found, key=lambda span: (span.start > at, abs(span.end - at)), default=None)


def _ending_alike(text: str, before: Span, reading: str) -> Span | None:
    """Of the runs of words that end at the marker the one most like the reading; they must agree in their first or last word."""
    told = [_stem(word) for word in _WORD.findall(reading)]
    words = list(_WORD.finditer(text, before.start, before.end))[-(_LONGEST * len(told) + 3) :]
    if not told or not words:
        return None
    best: tuple[float, bool, int, int, int] | None = None
    stems = [_stem(word.group()) for word in words]
    for first in range(len(words)):
        for end in range(first + 1, len(words) + 1):
            run = stems[first:end]
            if not _agrees(run, told, end == len(words)):
                continue
            likeness = sum((Counter(run) & Counter(told)).values()) / max(len(run), len(told))
            rating = (likeness, run[0] in told and len(run) > 1, -abs(len(run) - len(told)), first, end)
            best = max(best, rating) if best else rating
    return Span(words[best[3]].start(), words[best[4] - 1].end()) if best else None


def _agrees(run: Sequence[str], told: Sequence[str], at_marker: bool) -> bool:
    """Whether a run begins or ends as the reading does; one that does not reach the marker must share its first two words."""
    if not at_marker:
        return len(told) > 2 and len(run) > 2 and run[:2] == told[:2]
    return run[0] == told[0] or (run[-1] == told[-1] and len(told) > 1)


def _stem(word: str) -> str:
    return word.lower()[:5]
