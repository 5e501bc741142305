"""Two texts laid side by side: first the sentences, then the words inside those that answer to each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from provenance.diff.align import Alignment, Group, align
from provenance.diff.gather import gather_words
from provenance.diff.preferring import prefer_words
from provenance.diff.sheet import Sheet
from provenance.diff.stretches import Fate, Stretch, changed, coalesce, kept
from provenance.diff.words import compare_words

_ALONE = -1
_LONGEST = 200
_LEAST_RUN = 3


def collate(base: Sheet, revised: Sheet) -> list[Stretch]:
    """The stretches that tile both texts, as they come from the alignment: not yet slid or gathered."""
    alignment = align(base, revised)
    stretches: list[Stretch] = []
    b = r = 0
    end = Group(len(base.units), len(base.units), len(revised.units), len(revised.units))
    gaps = _Gaps(base, revised, alignment)
    for group in [*alignment.groups, end]:
        stretches += gaps.between(range(b, group.b1), range(r, group.r1))
        stretches += _compare_group(base, revised, group)
        b, r = group.b2, group.r2
    return list(coalesce(stretches))


def _tokens(sheet: Sheet, first: int, last: int) -> tuple[int, int]:
    """The tokens of units `first` up to, not including, `last`."""
    count = len(sheet.keys)
    start = sheet.units[first].first if first < len(sheet.units) else count
    return start, sheet.units[last - 1].last if last > first else start


def _compare_group(base: Sheet, revised: Sheet, group: Group) -> Sequence[Stretch]:
    """The stretches of sentences that answer to each other."""
    b1, b2 = _tokens(base, group.b1, group.b2)
    r1, r2 = _tokens(revised, group.r1, group.r2)
    if base.keys[b1:b2] == revised.keys[r1:r2]:
        return [kept(b1, r1, b2 - b1)]
    stretches = compare_words(base.keys[b1:b2], revised.keys[r1:r2], b1, r1)
    return gather_words(base, revised, list(coalesce(prefer_words(base, revised, stretches))))


@dataclass(frozen=True, slots=True)
class _Piece:
    """Units that stand side by side with one fate: `move` is the number of their move, or none."""

    move: int
    first: int
    last: int


class _Gaps:
    """What stands between two groups, told into moves, breaks that both texts have, and what is left alone."""

    def __init__(self, base: Sheet, revised: Sheet, alignment: Alignment) -> None:
        self.base, self.revised = base, revised
        self.out_of = {unit: n for n, move in enumerate(alignment.moves) for unit in range(move.b1, move.b2)}
        self.into = {unit: n for n, move in enumerate(alignment.moves) for unit in range(move.r1, move.r2)}

    def between(self, olds: range, news: range) -> Iterator[Stretch]:
        """The stretches of units `olds` of the base and `news` of the revised text."""
        left = [unit for unit in olds if self.base.units[unit].is_break and unit not in self.out_of]
        right = [unit for unit in news if self.revised.units[unit].is_break and unit not in self.into]
        b, r = olds.start, news.start
        for x, y in _match_breaks(olds, news, left, right):
            yield from self._part(range(b, x), range(r, y))
            yield kept(self.base.units[x].first, self.revised.units[y].first, 1)
            b, r = x + 1, y + 1
        yield from self._part(range(b, olds.stop), range(r, news.stop))

    def _part(self, olds: range, news: range) -> Iterator[Stretch]:
        """The stretches between two breaks that both texts have: what is left alone on both sides was replaced."""
        left = _pieces(self.base, olds, self.out_of)
        right = _pieces(self.revised, news, self.into)
        b, r = _tokens(self.base, olds.start, olds.start)[0], _tokens(self.revised, news.start, news.start)[0]
        while left or right:
            old = left[0] if left else None
            new = right[0] if right else None
            if old and old.move != _ALONE:
                b1, b = _tokens(self.base, old.first, old.last)
                yield Stretch(Fate.MOVED_OUT, b1, b, r, r, move=old.move)
                left.pop(0)
            elif new and new.move != _ALONE:
                r1, r = _tokens(self.revised, new.first, new.last)
                yield Stretch(Fate.MOVED_IN, b, b, r1, r, move=new.move)
                right.pop(0)
            else:
                b1, r1 = b, r
                b = _tokens(self.base, old.first, old.last)[1] if old else b
                r = _tokens(self.revised, new.first, new.last)[1] if new else r
                yield from _replaced(self.base, self.revised, (b1, b), (r1, r))
                del left[:1], right[:1]


def _replaced(base: Sheet, revised: Sheet, olds: tuple[int, int], news: tuple[int, int]) -> Sequence[Stretch]:
    """A passage in the place of another; a run of words that is most of the shorter one and stands in both is kept."""
    (b1, b2), (r1, r2) = olds, news
    whole = [changed(b1, b2, r1, r2)]
    words = base.count_words(b1, b2), revised.count_words(r1, r2)
    if not min(words) or max(words) > _LONGEST:
        return whole
    stretches = compare_words(base.keys[b1:b2], revised.keys[r1:r2], b1, r1)
    runs = [count for s in stretches if s.fate is Fate.KEPT and (count := base.count_words(s.b1, s.b2))]
    return stretches if len(runs) == 1 and runs[0] >= max(_LEAST_RUN, min(words) / 2) else whole


def _match_breaks(olds: range, news: range, left: Sequence[int], right: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The breaks that stand in both texts.

    As many on both sides answer to each other in order. Else they are told from the front, then from the back, as
    long as both texts have something before the break, or neither has.
    """
    if len(left) == len(right):
        yield from zip(left, right, strict=True)
        return
    fewer = min(len(left), len(right))
    head = 0
    while head < fewer and _is_empty(olds.start, left, head) == _is_empty(news.start, right, head):
        yield left[head], right[head]
        head += 1
    tail = 0
    while tail < fewer - head and _is_empty_after(olds.stop, left, tail) == _is_empty_after(news.stop, right, tail):
        tail += 1
    rest = fewer - head - tail
    yield from zip(left[head : head + rest], right[head : head + rest], strict=True)
    yield from zip(left[len(left) - tail :], right[len(right) - tail :], strict=True)


def _is_empty(start: int, breaks: Sequence[int], number: int) -> bool:
    """True if nothing stands between this break and the one before it."""
    return breaks[number] == (breaks[number - 1] + 1 if number else start)


def _is_empty_after(stop: int, breaks: Sequence[int], number: int) -> bool:
    """True if nothing stands between this break, counted from the last, and the one after it."""
    return breaks[-1 - number] + 1 == (breaks[-number] if number else stop)


def _pieces(sheet: Sheet, units: range, moves: dict[int, int]) -> list[_Piece]:
    """The units told into runs of one fate; a break between goes with the moved passage that it stands next to."""

    def fate(unit: int) -> int:
        if unit in moves or not sheet.units[unit].is_break:
            return moves.get(unit, _ALONE)
        before = moves.get(unit - 1, _ALONE) if unit - 1 in units else _ALONE
        return before if before != _ALONE else moves.get(unit + 1, _ALONE) if unit + 1 in units else _ALONE

    return [_Piece(move, run[0], run[-1] + 1) for move, members in groupby(units, key=fate) for run in [list(members)]]
