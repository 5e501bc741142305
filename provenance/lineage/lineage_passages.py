"""Passages: what runs up to the end of a sentence, across lines; and whether one may be a revision of another.

Two sentences that have nothing to do with one another still share "the", "of" and a comma. A word counts as kept only
where the sentence it stands in and the sentence it would come from share enough to be two states of one sentence.
"""

from bisect import bisect_right
from collections.abc import Iterable

from provenance.lineage.lineage_alignment import Block
from provenance.lineage.lineage_tokens import PASSAGE
from provenance.lineage.lineage_weights import worth

LIKENESS = 0.36


class Passages:
    """The passages of `codes` from `start` to `end`, by number."""

    __slots__ = ("_starts", "_weights", "_worth", "spans")

    def __init__(self, codes: str, weights: bytes, start: int, end: int) -> None:
        self.spans = split_passages(codes, start, end)
        self._starts = [first for first, _ in self.spans]
        self._weights = weights
        self._worth: dict[int, int] = {}

    def number_at(self, place: int) -> int:
        """Which passage a place belongs to."""
        return bisect_right(self._starts, place) - 1

    def worth(self, number: int) -> int:
        """How much a whole passage counts."""
        if number not in self._worth:
            self._worth[number] = self.worth_between(*self.spans[number])
        return self._worth[number]

    def worth_between(self, start: int, end: int) -> int:
        """How much the codes from `start` to `end` count."""
        return worth(self._weights[start:end])


def split_passages(codes: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the passages between two points start and end."""
    return [match.span() for match in PASSAGE.finditer(codes, start, end) if match.end() > match.start()]


def alike(blocks: Iterable[Block], old: Passages, new: Passages) -> list[Block]:
    """What two texts share, less what stands in passages too unlike to be one a revision of the other."""
    shared: dict[tuple[int, int], int] = {}
    parts = [part for block in blocks for part in _cut(block, old, new)]
    for (_, to, size), pair in parts:
        shared[pair] = shared.get(pair, 0) + new.worth_between(to, to + size)
    near = {(i, j) for (i, j), weight in shared.items() if weight >= LIKENESS * min(old.worth(i), new.worth(j))}
    return [block for block, pair in parts if pair in near]


def _cut(block: Block, old: Passages, new: Passages) -> Iterable[tuple[Block, tuple[int, int]]]:
    """The block cut where a passage ends on either side, each part with the numbers of its two passages."""
    at, to, size = block
    i, j = old.number_at(at), new.number_at(to)
    while size:
        step = min(size, old.spans[i][1] - at, new.spans[j][1] - to)
        yield (at, to, step), (i, j)
        at, to, size = at + step, to + step, size - step
        i += at == old.spans[i][1]
        j += to == new.spans[j][1]
