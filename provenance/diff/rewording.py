"""The finer edits inside a passage that was replaced or that was reworded as it moved, for display only."""

from collections.abc import Sequence

from provenance.diff.edges import slide
from provenance.diff.edits import write_edits
from provenance.diff.gather import gather
from provenance.diff.sheet import BREAK, Sheet
from provenance.diff.stretches import Fate, Stretch
from provenance.diff.words import compare_words
from provenance.model.changes import Edit
from provenance.model.spans import Span

_LEAST_KEPT = 2

Run = tuple[int, int]
"""Tokens from the first up to, not including, the second."""


def write_inner(base: Sheet, revised: Sheet, stretch: Stretch) -> tuple[Edit, ...]:
    """The finer edits of a change that kept some words; none where hardly two words together were kept."""
    olds, news = (stretch.b1, stretch.b2), (stretch.r1, stretch.r2)
    if (_without_breaks(base, olds), _without_breaks(revised, news)) != (olds, news) or not stretch.inner:
        olds, news = _without_breaks(base, olds), _without_breaks(revised, news)
        parts = compare_words(base.keys[slice(*olds)], revised.keys[slice(*news)], olds[0], news[0])
        return reword(base, revised, olds, news) if _most_kept(base, parts) >= _LEAST_KEPT else ()
    return _written(base, revised, stretch.inner) if _most_kept(base, stretch.inner) else ()


def _most_kept(base: Sheet, stretches: Sequence[Stretch]) -> int:
    """The number of words in the longest stretch that was kept."""
    return max((base.count_words(s.b1, s.b2) for s in stretches if s.fate is Fate.KEPT), default=0)


def reword(base: Sheet, revised: Sheet, olds: Run, news: Run) -> tuple[Edit, ...]:
    """The edits that turn the words `olds` of the base into the words `news` of the revised text."""
    (b1, b2), (r1, r2) = _without_breaks(base, olds), _without_breaks(revised, news)
    stretches = slide(base, revised, compare_words(base.keys[b1:b2], revised.keys[r1:r2], b1, r1))
    return _written(base, revised, gather(base, revised, stretches))


def _written(base: Sheet, revised: Sheet, stretches: Sequence[Stretch]) -> tuple[Edit, ...]:
    """The edits of stretches that begin and end with a word or mark on both sides."""
    first, last = stretches[0], stretches[-1]
    old = Span(base.starts[first.b1], base.ends[last.b2 - 1])
    new = Span(revised.starts[first.r1], revised.ends[last.r2 - 1])
    return tuple(operation.edit for operation in write_edits(base, revised, stretches, old, new))


def _without_breaks(sheet: Sheet, run: Run) -> Run:
    """The run without the breaks at its edges."""
    first, last = run
    while first < last and sheet.keys[first] == BREAK:
        first += 1
    while first < last and sheet.keys[last - 1] == BREAK:
        last -= 1
    return first, last
