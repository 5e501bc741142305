"""The recorded changes of one step, from parent to child, exact to the letter, as marks.

What stands in both versions is the same stroke in both. Between two strokes that both have lies, in each version, a
region: the words put in or taken out, and white space. White space that both regions begin or end with is kept; the
rest is shared out among the words, each with what follows it. So the parent without what the marks take out is the
child without what they put in.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
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


_Placed = tuple[_Group, Span]


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
    origins: dict[int, Span] = {}
    found: list[Recorded] = []
    moves: list[tuple[int, Recorded]] = []
    for region in _regions(parent, child, by, moved):
        out, into = _places(region, parent.text, child.text)
        for group, span in out:
            if group.move is None:
                found.append(Recorded(Act.DELETE, span, span.of(parent.text).strip(WHITE), group.by))
            else:
                origins[group.move] = span
        for group, span in into:
            words = span.of(child.text).strip(WHITE)
            if group.move is None:
                found.append(Recorded(Act.INSERT, span, words, group.by))
            else:
                moves.append((group.move, Recorded(Act.MOVE, span, words, group.by)))
    return [*found, *(replace(one, origin=origins.get(move)) for move, one in moves)]


def _places(region: _Region, parent: str, child: str) -> tuple[list[_Placed], list[_Placed]]:
    """What was taken out and what was put in, each with its place."""
    old, new = _trimmed(region, parent, child)
    if (stays := _space_between(old, parent, new, child)) is not None:
        return [*_shares(region.gone, old, (), stays)], []
    if (stays := _space_between(new, child, old, parent)) is not None:
        return [], [*_shares(region.come, new, (), stays)]
    return [*_shares(region.gone, old, region.come)], [*_shares(region.come, new, region.gone)]


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


def _space_between(place: Span, text: str, other: Span, other_text: str) -> Span | None:
    """The white space inside a place that is all that the other text has there: it stays, as between two paragraphs."""
    blank, words = other.of(other_text), place.of(text)
    if blank.strip(WHITE) or not words.strip(WHITE):
        return None
    runs = re.finditer(rf"(?<=[^{WHITE}]){re.escape(blank)}(?=[^{WHITE}])", words) if blank else ()
    return next((Span(*run.span()).moved(place.start) for run in runs), None)


def _shares(
    groups: Sequence[_Group], place: Span, others: Sequence[_Group], between: Span | None = None
) -> Iterator[_Placed]:
    """The place shared out among the groups, but for the white space `between` two of their words.

    White space alone goes with the one alteration on the other side.
    """
    if not groups:
        if len(place):
            makers = {other.by for other in others}
            yield _Group(makers.pop() if len(makers) == 1 else None, place), place
        return
    edges = [place.start, *(group.span.start for group in groups[1:]), place.end]
    for group, (start, end) in zip(groups, pairwise(edges), strict=True):
        if between is None or not (start < between.end and between.start < end):
            yield group, Span(start, end)
        else:
            yield from ((group, part) for part in _around(Span(start, end), between) if len(part))


def _around(place: Span, hole: Span) -> tuple[Span, Span]:
    return Span(place.start, max(hole.start, place.start)), Span(min(hole.end, place.end), place.end)
