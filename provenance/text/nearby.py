"""Things that have places in one text, asked which of them touch a place without looking at all of them.

They are kept by how long they are, in powers of two: of those of one length only the ones that begin near the place
can touch it. So the answer costs about what it holds, and many claims weighed on many changes cost their sum and not
their product.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from provenance.model.spans import Span

Thing = TypeVar("Thing")


class Nearby(Generic[Thing]):
    """The things of one text by their places.

    >>> words = Nearby([(Span(0, 3), "the"), (Span(4, 8), "task"), (Span(0, 12), "the task is")])
    >>> words.touching(Span(3, 4)), words.touching(Span(10, 11))
    (['the', 'task', 'the task is'], ['the task is'])
    """

    def __init__(self, things: Iterable[tuple[Span, Thing]]) -> None:
        self._things = list(things)
        by_length: dict[int, list[tuple[int, int]]] = {}
        for number, (place, _) in enumerate(self._things):
            by_length.setdefault(len(place).bit_length(), []).append((place.start, number))
        self._by_length = {length: sorted(places) for length, places in by_length.items()}

    def touching(self, *places: Span) -> Sequence[Thing]:
        """The things that overlap a place, or end or begin where it does, in the order in which they were given."""
        found = {number for place in places for number in self._numbers(place)}
        return [self._things[number][1] for number in sorted(found)]

    def _numbers(self, place: Span) -> Iterable[int]:
        for length, begun in self._by_length.items():
            first = bisect_left(begun, (place.start - (1 << length), -1))
            last = bisect_right(begun, (place.end, len(self._things)))
            for _, number in begun[first:last]:
                if self._things[number][0].end >= place.start:
                    yield number
