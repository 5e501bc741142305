"""The exact edits that stretches of tokens stand for: every character of both texts accounted for, white space too.

Between two kept tokens stands, in each text, a region: white space, and in it what was changed. White space that
both regions begin or end with is kept; the rest is shared out among the stretches of the region, so that the
edits laid end to end turn the one into the other.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from provenance.diff.sheet import Sheet
from provenance.diff.stretches import Fate, Stretch
from provenance.model.changes import Edit
from provenance.model.spans import Span


@dataclass(frozen=True, slots=True)
class Operation:
    """An edit and the stretch it comes from; none where only the spelling or white space of kept words differs."""

    edit: Edit
    stretch: Stretch | None = None


def write_edits(base: Sheet, revised: Sheet, stretches: Iterable[Stretch], old: Span, new: Span) -> Iterator[Operation]:
    """The operations, in order, that turn `old` of the base into `new` of the revised text."""
    b, r = old.start, new.start
    region: list[Stretch] = []
    for stretch in stretches:
        if stretch.fate is not Fate.KEPT:
            region.append(stretch)
            continue
        yield from _in_region(
            base, revised, Span(b, base.starts[stretch.b1]), Span(r, revised.starts[stretch.r1]), region
        )
        yield from _in_kept(base, revised, stretch)
        b, r = base.ends[stretch.b2 - 1], revised.ends[stretch.r2 - 1]
        region = []
    yield from _in_region(base, revised, Span(b, old.end), Span(r, new.end), region)


def _in_kept(base: Sheet, revised: Sheet, stretch: Stretch) -> Iterator[Operation]:
    """The differences of spelling and white space inside kept words."""
    old = Span(base.starts[stretch.b1], base.ends[stretch.b2 - 1])
    new = Span(revised.starts[stretch.r1], revised.ends[stretch.r2 - 1])
    if old.of(base.text) == new.of(revised.text):
        return
    b, r = old.start, new.start
    for one, other in zip(range(stretch.b1, stretch.b2), range(stretch.r1, stretch.r2), strict=True):
        yield from _if_different(base, revised, Span(b, base.starts[one]), Span(r, revised.starts[other]))
        b, r = base.ends[one], revised.ends[other]
        yield from _if_different(base, revised, Span(base.starts[one], b), Span(revised.starts[other], r))


def _if_different(
    base: Sheet, revised: Sheet, old: Span, new: Span, stretch: Stretch | None = None
) -> Iterator[Operation]:
    words = new.of(revised.text)
    if old.of(base.text) != words:
        yield Operation(Edit(old, new, words), stretch)


def _in_region(base: Sheet, revised: Sheet, old: Span, new: Span, region: Sequence[Stretch]) -> Iterator[Operation]:
    """The operations between two kept tokens."""
    old, new = _trimmed(base, revised, old, new, region)
    if not region:
        yield from _if_different(base, revised, old, new)
        return
    olds = _shares(base, old, [(s.b1, s.b2) for s in region])
    news = _shares(revised, new, [(s.r1, s.r2) for s in region])
    for stretch, before, after in zip(region, olds, news, strict=True):
        yield Operation(Edit(before, after, after.of(revised.text)), stretch)


def _trimmed(base: Sheet, revised: Sheet, old: Span, new: Span, region: Sequence[Stretch]) -> tuple[Span, Span]:
    """The two regions without the white space that both begin with, and end with, outside all tokens."""
    lead, trail = _outside(base, old, [(s.b1, s.b2) for s in region])
    new_lead, new_trail = _outside(revised, new, [(s.r1, s.r2) for s in region])
    one, other = old.of(base.text), new.of(revised.text)
    head = _common(one[:lead], other[:new_lead])
    one, other = one[head:], other[head:]
    tail = _common(one[max(0, len(one) - trail) :][::-1], other[max(0, len(other) - new_trail) :][::-1])
    return Span(old.start + head, old.end - tail), Span(new.start + head, new.end - tail)


def _outside(sheet: Sheet, place: Span, runs: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """How much white space the region begins with, and ends with, before its first and after its last token."""
    tokens = [run for run in runs if run[0] < run[1]]
    if not tokens:
        return len(place), len(place)
    return sheet.starts[tokens[0][0]] - place.start, place.end - sheet.ends[tokens[-1][1] - 1]


def _common(one: str, other: str) -> int:
    """How many characters the two have in common at their start."""
    length = 0
    while length < min(len(one), len(other)) and one[length] == other[length]:
        length += 1
    return length


def _shares(sheet: Sheet, place: Span, runs: Sequence[tuple[int, int]]) -> list[Span]:
    """The region told out among the runs of tokens, each with the white space after it, or before it where there is
    white space before the first."""
    full = [number for number, run in enumerate(runs) if run[0] < run[1]]
    if not full:
        return [Span(place.start, place.end), *[Span(place.end, place.end)] * (len(runs) - 1)]
    leads = place.start < sheet.starts[runs[full[0]][0]]
    cuts = {
        number: sheet.ends[runs[earlier][1] - 1] if leads else sheet.starts[runs[number][0]]
        for earlier, number in pairwise(full)
    }
    shares, at = [], place.start
    for number in range(len(runs)):
        later = next((n for n in full if n > number), None)
        end = (cuts[later] if later is not None else place.end) if number in full else at
        shares.append(Span(at, end))
        at = end
    return shares
