"""What the tokens of a series count, and whether one sentence may be a revision of another.

A mark of punctuation weighs nothing, a short word 1, a long one 2 (`token_codes.Vocabulary` gives the weights). Two
questions are asked of a series of tokens, and they are not the same: how much of a sentence it is (`share_weight`), and
how sure it is, found elsewhere, to be the same series (`distinctiveness`).

Two sentences that have nothing to do with one another still share "the", "of" and a comma. A word counts as kept only
where the sentence it stands in and the sentence it would come from share enough to be two states of one sentence.
"""

from bisect import bisect_right
from collections.abc import Iterable

from provenance.lineage.subsequence import MatchingBlock
from provenance.lineage.token_codes import SENTENCE

LIKENESS = 0.36
_MARK_COUNTS = 3


def share_weight(weights: bytes) -> int:
    """How much these tokens count when two sentences are compared: each a little, the longer words more.

    >>> share_weight(bytes([2, 0, 1]))
    9
    """
    return 2 * sum(weights) + len(weights)


def distinctiveness(weights: bytes) -> int:
    """How sure a run found anywhere is the same run: the marks between its words count against it.

    The mark-up of citations and tables ("}}</ref><ref>{{cite web |url=") is the same wherever it stands.

    >>> distinctiveness(bytes([2, 2, 0, 1]))
    2
    """
    return sum(weights) - _MARK_COUNTS * weights.count(0)


def find_distinctive(weights: bytes, least: int) -> int:
    """The first place from which these tokens, up to their end, are so distinctive; their number if none is.

    >>> find_distinctive(bytes([0, 0, 2, 2]), 3)
    2
    """
    found, sum_behind = len(weights), 0
    for at in range(len(weights) - 1, -1, -1):
        sum_behind += weights[at] or -_MARK_COUNTS
        if sum_behind >= least:
            found = at
    return found


class Sentences:
    """The sentences of `codes` from `start` to `end`, by number: what runs up to the end of one, across lines."""

    __slots__ = ("_starts", "_totals", "_weights", "ranges")

    def __init__(self, codes: str, weights: bytes, start: int, end: int) -> None:
        self.ranges = split_sentences(codes, start, end)
        self._starts = [first for first, _ in self.ranges]
        self._weights = weights
        self._totals: dict[int, int] = {}

    def number_at(self, place: int) -> int:
        """Which sentence a place belongs to."""
        return bisect_right(self._starts, place) - 1

    def total(self, number: int) -> int:
        """How much a whole sentence counts."""
        if number not in self._totals:
            self._totals[number] = self.weight_between(*self.ranges[number])
        return self._totals[number]

    def weight_between(self, start: int, end: int) -> int:
        """How much the codes from `start` to `end` count."""
        return share_weight(self._weights[start:end])


def split_sentences(codes: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the sentences between two points start and end."""
    return [match.span() for match in SENTENCE.finditer(codes, start, end) if match.end() > match.start()]


def alike(blocks: Iterable[MatchingBlock], old: Sentences, new: Sentences) -> list[MatchingBlock]:
    """What two texts share, less what stands in sentences too unlike to be one a revision of the other."""
    shared: dict[tuple[int, int], int] = {}
    parts = [part for block in blocks for part in _cut(block, old, new)]
    for (_, to, size), pair in parts:
        shared[pair] = shared.get(pair, 0) + new.weight_between(to, to + size)
    near = {(i, j) for (i, j), weight in shared.items() if weight >= LIKENESS * min(old.total(i), new.total(j))}
    return [block for block, pair in parts if pair in near]


def _cut(block: MatchingBlock, old: Sentences, new: Sentences) -> Iterable[tuple[MatchingBlock, tuple[int, int]]]:
    """The block cut where a sentence ends on either side, each part with the numbers of its two sentences."""
    at, to, size = block
    i, j = old.number_at(at), new.number_at(to)
    while size:
        step = min(size, old.ranges[i][1] - at, new.ranges[j][1] - to)
        yield (at, to, step), (i, j)
        at, to, size = at + step, to + step, size - step
        i += at == old.ranges[i][1]
        j += to == new.ranges[j][1]
