"""The recorded changes of one step, from parent to child, exact to the letter, as marks.

What stands in both versions is the same stroke in both. Between two strokes that both have lies, in each version, a
region: the words put in or taken out, and white space. White space that both regions begin or end with is kept; the
rest is shared out among the words, each with what follows it. So the parent without what the marks take out is the
child without what they put in.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from provenance.model.spans import Span
from provenance.model.testimony import Act
from provenance.sources.tei.tei_alterations import Alteration
from provenance.sources.tei.tei_events import Stroke, Written
from provenance.sources.tei.tei_writer import WHITE


@dataclass(frozen=True, slots=True)
class Recorded:
    """One recorded change: the act, its place in the version where it shows, its words, and what records it.

    A move stands where the words went; `origin` is where they came from.
    """

    act: Act
    span: Span
    words: str
    by: Alteration | None
    origin: Span | None = None


@dataclass(slots=True)
class _Group:
    """Words side by side that one alteration put in or took out; `move` numbers the passage that moved, if they did."""

    by: Alteration | None
    span: Span
    move: int | None = None


@dataclass(slots=True)
class _Region:
    parent: Span
    child: Span
    gone: list[_Group] = field(default_factory=list)
    come: list[_Group] = field(default_factory=list)


def record(
    parent: Written,
    child: Written,
    by: Mapping[Stroke, Alteration],
    moved: Mapping[Stroke, tuple[int, Alteration]],
) -> list[Recorded]:
    """What the marks of a step record; `by` tells the alteration of each stroke that only one of the two has, `moved`
    the passages that changed their places."""
    regions = list(_regions(parent, child, by, moved))
    origins: dict[int, Span] = {}
    targets: list[tuple[int, Span, Alteration | None]] = []
    found: list[Recorded] = []
    for region in regions:
        old, new = _trimmed(region, parent.text, child.text)
        for group, span in _shares(region.gone, old, region.come):
            if group.move is None:
                found.append(Recorded(Act.DELETE, span, span.of(parent.text).strip(WHITE), group.by))
            else:
                origins[group.move] = span
        for group, span in _shares(region.come, new, region.gone):
            if group.move is None:
                found.append(Recorded(Act.INSERT, span, span.of(child.text).strip(WHITE), group.by))
            else:
                targets.append((group.move, span, group.by))
    for move, span, alteration in targets:
        words = span.of(child.text).strip(WHITE)
        found.append(Recorded(Act.MOVE, span, words, alteration, origins.get(move)))
    return found


def _regions(
    parent: Written,
    child: Written,
    by: Mapping[Stroke, Alteration],
    moved: Mapping[Stroke, tuple[int, Alteration]],
) -> Iterator[_Region]:
    """The stretches of both texts between the strokes that they share, where there is anything to tell."""
    kept = [stroke for stroke in parent.places if stroke in child.places and stroke not in moved]
    gone, come = _between(parent, kept, by, moved), _between(child, kept, by, moved)
    edges = [None, *kept, None]
    for number, (before, after) in enumerate(pairwise(edges)):
        old, new = _gap(parent, before, after), _gap(child, before, after)
        if number in gone or number in come or old.of(parent.text) != new.of(child.text):
            yield _Region(old, new, gone.get(number, []), come.get(number, []))


def _gap(written: Written, before: Stroke | None, after: Stroke | None) -> Span:
    start = written.places[before].end if before is not None else 0
    return Span(start, written.places[after].start if after is not None else len(written.text))


def _between(
    written: Written,
    kept: Sequence[Stroke],
    by: Mapping[Stroke, Alteration],
    moved: Mapping[Stroke, tuple[int, Alteration]],
) -> dict[int, list[_Group]]:
    """The words that stand before each of the kept strokes (by its number) and after the one before it, in groups."""
    numbers = {stroke: number for number, stroke in enumerate(kept)}
    at, found = 0, dict[int, list[_Group]]()
    for stroke, span in written.places.items():
        if stroke in numbers:
            at = numbers[stroke] + 1
            continue
        move, alteration = moved.get(stroke, (None, by.get(stroke)))
        groups = found.setdefault(at, [])
        if groups and groups[-1].by is alteration and groups[-1].move == move:
            groups[-1].span = Span(groups[-1].span.start, span.end)
        else:
            groups.append(_Group(alteration, span, move))
    return found


def _trimmed(region: _Region, parent: str, child: str) -> tuple[Span, Span]:
    """The two regions without the white space that both begin with, and that both end with."""
    old, new = region.parent, region.child
    head = _common(_lead(old, region.gone).of(parent), _lead(new, region.come).of(child))
    old, new = Span(old.start + head, old.end), Span(new.start + head, new.end)
    tail = _common(_trail(old, region.gone).of(parent)[::-1], _trail(new, region.come).of(child)[::-1])
    return Span(old.start, old.end - tail), Span(new.start, new.end - tail)


def _lead(place: Span, groups: Sequence[_Group]) -> Span:
    return Span(place.start, groups[0].span.start if groups else place.end)


def _trail(place: Span, groups: Sequence[_Group]) -> Span:
    return Span(groups[-1].span.end if groups else place.start, place.end)


def _common(one: str, other: str) -> int:
    """How many characters the two have in common at their start."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _shares(groups: Sequence[_Group], place: Span, others: Sequence[_Group]) -> Iterator[tuple[_Group, Span]]:
    """The place shared out among the groups; white space alone goes with the one alteration on the other side."""
    if not groups:
        if len(place):
            makers = {other.by for other in others}
            yield _Group(makers.pop() if len(makers) == 1 else None, place), place
        return
    edges = [place.start, *(group.span.start for group in groups[1:]), place.end]
    for group, (start, end) in zip(groups, pairwise(edges), strict=True):
        yield group, Span(start, end)
