"""Which sentences of two texts are the same, in order first; then which moved; then which were revised.

1. Sentences that occur once in each text and are the same, by weight: of those that cross, the heavier ones stay
   where they are (so of two paragraphs that changed places the shorter one moved). Between them, in the same way, the
   longest common run of repeated ones.
2. Left-over sentences that are the same elsewhere, or nearly the same, moved.
3. Left-over sentences that are alike, in order, are revisions of each other; one may have become two, or two one.
4. What then stands alone was put in or taken out, between the breaks of paragraphs that both texts have.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from provenance.diff.chains import heaviest_chain
from provenance.diff.likeness import are_alike, likeness, possible_pairs, shared_weight
from provenance.diff.moves import Move, find_reworded, find_same, gather_moves
from provenance.diff.sheet import Sheet, Unit, weigh
from provenance.diff.words import common_runs

_BELONGS = 0.5


@dataclass(frozen=True, slots=True)
class Group:
    """Units `b1` to `b2` of the base answer to units `r1` to `r2` of the revised text (half-open)."""

    b1: int
    b2: int
    r1: int
    r2: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """The groups that answer to each other, in order, and the passages that moved."""

    groups: tuple[Group, ...]
    moves: tuple[Move, ...]


def align(base: Sheet, revised: Sheet) -> Alignment:
    """Which units of the two texts answer to each other, and which moved."""
    same = list(_same_in_order(base.units, revised.units))
    left, right = _left_over(base, revised, same)
    moved = find_same(base, revised, left, right)
    left, right = _without(left, right, moved)
    alike = _alike_in_order(base, revised, same, left, right)
    groups, left, right = _grow_all(base, revised, list(alike), left, right)
    groups = sorted([*(Group(b, b + 1, r, r + 1) for b, r in same), *groups], key=lambda group: group.b1)
    moved += find_reworded(base, revised, left, right)
    return Alignment(tuple(groups), tuple(gather_moves(base, revised, moved)))


def _same_in_order(base: Sequence[Unit], revised: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    """Pairs of units with the same content, rising on both sides; breaks left aside."""
    olds = [number for number, unit in enumerate(base) if not unit.is_break]
    news = [number for number, unit in enumerate(revised) if not unit.is_break]
    left, right = [base[number].key for number in olds], [revised[number].key for number in news]
    anchors = _anchors(left, right, [len(base[number].words) + 1 for number in olds])
    for (b0, r0), (b, r) in pairwise([(-1, -1), *anchors, (len(left), len(right))]):
        for x, y, length in common_runs(left[b0 + 1 : b], right[r0 + 1 : r]):
            yield from ((olds[b0 + 1 + x + n], news[r0 + 1 + y + n]) for n in range(length))
        if b < len(left):
            yield olds[b], news[r]


def _anchors(left: Sequence[str], right: Sequence[str], weights: Sequence[int]) -> list[tuple[int, int]]:
    """The heaviest chain of pairs whose key occurs once on each side, or starts or ends both texts."""
    lefts, rights = Counter(left), Counter(right)
    places = {key: number for number, key in enumerate(right) if rights[key] == 1}
    return heaviest_chain(
        (number, places[key], float(weights[number]))
        for number, key in enumerate(left)
        if lefts[key] == 1 and key in places
    )


def _left_over(base: Sheet, revised: Sheet, same: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """The units, breaks apart, that have no partner yet."""
    olds, news = {b for b, _ in same}, {r for _, r in same}
    left = [b for b, unit in enumerate(base.units) if b not in olds and not unit.is_break]
    right = [r for r, unit in enumerate(revised.units) if r not in news and not unit.is_break]
    return left, right


def _without(left: list[int], right: list[int], pairs: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    olds, news = {b for b, _ in pairs}, {r for _, r in pairs}
    return [b for b in left if b not in olds], [r for r in right if r not in news]


def _alike_in_order(
    base: Sheet, revised: Sheet, same: Sequence[tuple[int, int]], left: Sequence[int], right: Sequence[int]
) -> Iterator[Group]:
    """The left-over units that are alike, in order, between the pairs that are the same."""
    lefts, rights = iter([*left, len(base.units)]), iter([*right, len(revised.units)])
    next_left, next_right = next(lefts), next(rights)
    for b, r in [*same, (len(base.units), len(revised.units))]:
        olds, news = [], []
        while next_left < b:
            olds.append((next_left, base.units[next_left]))
            next_left = next(lefts)
        while next_right < r:
            news.append((next_right, revised.units[next_right]))
            next_right = next(rights)
        if olds and news:
            yield from (Group(x, x + 1, y, y + 1) for x, y in _best_chain(olds, news))


def _best_chain(olds: Sequence[tuple[int, Unit]], news: Sequence[tuple[int, Unit]]) -> list[tuple[int, int]]:
    """The pairs of units in one gap that are alike, those of greatest weight that keep the order."""
    before, after = dict(olds), dict(news)
    return heaviest_chain(
        (b, r, shared_weight(before[b], after[r]) * (1 + likeness(before[b], after[r])))
        for b, r in possible_pairs(olds, news)
        if are_alike(before[b], after[r])
    )


def _grow_all(
    base: Sheet, revised: Sheet, groups: Sequence[Group], left: Sequence[int], right: Sequence[int]
) -> tuple[list[Group], list[int], list[int]]:
    """The groups with the left-over neighbours whose words they lack, and the units that are still left over.

    So a sentence that was parted in two, or two that were joined, are one group.
    """
    lefts = set(left) - {group.b1 for group in groups}
    rights = set(right) - {group.r1 for group in groups}
    grown = []
    for group in groups:
        b1, b2 = _grown(base.units, (group.b1, group.b2), lefts, revised.units[group.r1 : group.r2])
        r1, r2 = _grown(revised.units, (group.r1, group.r2), rights, base.units[group.b1 : group.b2])
        lefts -= set(range(b1, b2))
        rights -= set(range(r1, r2))
        grown.append(Group(b1, b2, r1, r2))
    return grown, sorted(lefts), sorted(rights)


def _grown(units: Sequence[Unit], place: tuple[int, int], free: set[int], others: Sequence[Unit]) -> tuple[int, int]:
    """The place widened over free neighbours most of whose words stand in `others` and are not yet accounted for."""
    missing: Counter[str] = Counter()
    for other in others:
        missing += other.bag
    first, last = place
    for number in range(first, last):
        missing -= units[number].bag
    while True:
        before, after = _next(units, first - 1, -1), _next(units, last, 1)
        if after in free and _belongs(units[after], missing):
            missing -= units[after].bag
            last = after + 1
        elif before in free and _belongs(units[before], missing):
            missing -= units[before].bag
            first = before
        else:
            return first, last


def _next(units: Sequence[Unit], number: int, step: int) -> int:
    """The unit at `number`, or the one beyond where a break stands there."""
    return number + step if 0 <= number < len(units) and units[number].is_break else number


def _belongs(unit: Unit, missing: Counter[str]) -> bool:
    return 0 < _BELONGS * unit.weight <= weigh(unit.bag & missing)
