"""Whose letters are whose: the marks of one text laid flat, so that every letter has one owner or none.

Marks may lie in each other, as when one person's insertion stands in another's. A letter belongs to the narrowest
mark around it, and of two that are equally wide to the later one: who put words into an insertion put in those
words, and the one around it put in the rest.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import pairwise

from provenance.model.spans import Span


@dataclass(frozen=True, slots=True)
class Owner:
    """A recorded mark, or a change that nobody recorded: `name` tells it from others.

    What is taken out and what is put in belong together where `party` and `date` are the same. `is_move` is true
    of words that went to another place.
    """

    name: str
    party: tuple[str, ...] = ()
    date: str | None = None
    is_move: bool = False


@dataclass(frozen=True, slots=True)
class Holding:
    """Letters and whose they are."""

    place: Span
    owner: Owner


def lay_flat(marked: Iterable[Holding], length: int) -> list[Holding]:
    """The letters of a text of `length` that belong to somebody, in order; each stands in one holding.

    >>> ann, bob = Owner("ann"), Owner("bob")
    >>> flat = lay_flat([Holding(Span(2, 9), ann), Holding(Span(4, 6), bob)], 12)
    >>> [(h.owner.name, h.place.start, h.place.end) for h in flat]
    [('ann', 2, 4), ('bob', 4, 6), ('ann', 6, 9)]
    """
    waiting = sorted((h for h in marked if len(h.place) and h.place.end <= length), key=lambda h: h.place.start)
    edges = sorted({edge for h in waiting for edge in (h.place.start, h.place.end)})
    around: list[tuple[int, int]] = []
    flat: list[Holding] = []
    number = 0
    for start, end in pairwise(edges):
        while number < len(waiting) and waiting[number].place.start == start:
            heappush(around, (len(waiting[number].place), -number))
            number += 1
        while around and waiting[-around[0][1]].place.end <= start:
            heappop(around)
        if around:
            _add(flat, Holding(Span(start, end), waiting[-around[0][1]].owner))
    return flat


def _add(flat: list[Holding], new: Holding) -> None:
    """The holding at the end of the list, joined to the last one where both are of one mark and touch."""
    if flat and flat[-1].owner == new.owner and flat[-1].place.end == new.place.start:
        new = Holding(Span(flat[-1].place.start, new.place.end), new.owner)
        flat.pop()
    flat.append(new)


class Rest:
    """What is left of a text when the letters that belong to somebody are left out, and where it stood."""

    def __init__(self, text: str, holdings: Sequence[Holding]) -> None:
        edges = [0, *(edge for h in holdings for edge in (h.place.start, h.place.end)), len(text)]
        left = [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]
        self.text = "".join(span.of(text) for span in left)
        self._here: list[int] = []
        self._there = [span.start for span in left]
        at = 0
        for span in left:
            self._here.append(at)
            at += len(span)
        self._ends = [span.end for span in left]

    def find(self, at: int) -> int:
        """Where place `at` of the whole text stands in what is left of it."""
        number = bisect_right(self._there, at) - 1
        return self._here[number] + min(at, self._ends[number]) - self._there[number] if number >= 0 else 0

    def places(self, span: Span) -> Iterator[Span]:
        """Where these letters of the rest stand in the whole text, in as many places as they fell into."""
        number = max(bisect_right(self._here, span.start) - 1, 0)
        at = span.start
        while at < span.end:
            start = self._there[number] + at - self._here[number]
            end = min(self._ends[number], start + span.end - at)
            yield Span(start, end)
            at += end - start
            number += 1


def cut(holdings: Iterable[Holding], sizes: Sequence[int]) -> Iterator[Holding]:
    """The holdings, laid end to end, cut so that each is as long as `sizes` says."""
    wanted = iter(sizes)
    for holding in holdings:
        at = holding.place.start
        while at < holding.place.end:
            end = at + next(wanted)
            yield replace(holding, place=Span(at, end))
            at = end
