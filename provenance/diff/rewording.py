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

Run = tuple[int, int]
"""Tokens from the first up to, not including, the second."""


def write_inner(base: Sheet, revised: Sheet, stretch: Stretch) -> tuple[Edit, ...]:
    """The finer edits of a change that kept some words; none where no word of it was kept."""
    olds, news = (stretch.b1, stretch.b2), (stretch.r1, stretch.r2)
    whole = (_without_breaks(base, olds), _without_breaks(revised, news)) == (olds, news)
    parts = stretch.inner if stretch.inner and whole else _reworded(base, revised, olds, news)
    return _written(base, revised, parts) if any(_keeps_words(base, part) for part in parts) else ()


def _keeps_words(base: Sheet, stretch: Stretch) -> bool:
    return stretch.fate is Fate.KEPT and base.count_words(stretch.b1, stretch.b2) > 0


def reword(base: Sheet, revised: Sheet, olds: Run, news: Run) -> tuple[Edit, ...]:
    """The edits that turn the words `olds` of the base into the words `news` of the revised text."""
    return _written(base, revised, _reworded(base, revised, olds, news))


def _reworded(base: Sheet, revised: Sheet, olds: Run, news: Run) -> Sequence[Stretch]:
    """The stretches of two passages, from their first word or mark to their last."""
    (b1, b2), (r1, r2) = _without_breaks(base, olds), _without_breaks(revised, news)
    stretches = compare_words(base.keys[b1:b2], revised.keys[r1:r2], b1, r1)
    return gather(base, revised, slide(base, revised, stretches))


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
