"""Two strings of codes laid side by side: which characters of one stand, in the same order, in the other.

The work is done by RapidFuzz in C. Its record of one comparison takes N·M/8 bytes, so texts too long for that are
first cut at runs of codes that occur once in each (as a patient reader would: by the phrases that cannot be mistaken).
"""

from array import array
from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import repeat
from operator import lt

from rapidfuzz.distance import Indel, Postfix, Prefix

MatchingBlock = tuple[int, int, int]
"""Where a run stands in the base, where in the revised text, and how long it is."""

Gap = tuple[int, int, int, int]
"""What lies between two blocks: start and end in the base, start and end in the revised text."""

LARGEST_COMPARISON = 400_000_000
_LANDMARK = 4


def align(base: str, revised: str) -> list[MatchingBlock]:
    """The runs that two texts share in order; as many characters as can be had, unless the texts are enormous.

    >>> align("abcXde", "abYcde")
    [(0, 0, 2), (2, 3, 1), (4, 4, 2)]
    """
    if len(base) * len(revised) <= LARGEST_COMPARISON:
        return [(at, to, size) for at, to, size in Indel.editops(base, revised).as_matching_blocks() if size]
    start = common_start(base, revised)
    end = common_end(base, revised, start)
    blocks: list[MatchingBlock] = [(0, 0, start)] if start else []
    inner_base, inner_revised = base[start : len(base) - end], revised[start : len(revised) - end]
    if len(inner_base) * len(inner_revised) > LARGEST_COMPARISON:
        inner = _align_by_landmarks(inner_base, inner_revised)
    else:
        inner = align(inner_base, inner_revised)
    blocks += [(at + start, to + start, size) for at, to, size in inner]
    if end:
        blocks.append((len(base) - end, len(revised) - end, end))
    return blocks


def align_sequences(base: Sequence[Hashable], revised: Sequence[Hashable]) -> list[MatchingBlock]:
    """The runs that two sequences of anything share in order."""
    codes = {item: chr(number) for number, item in enumerate(set(base).intersection(revised), 2)}
    return align("".join(map(codes.get, base, repeat("\0"))), "".join(map(codes.get, revised, repeat("\1"))))


def in_blocks(pairs: Iterable[tuple[int, int]]) -> list[MatchingBlock]:
    """The pairs as blocks, neighbours in one.

    >>> in_blocks([(0, 0), (1, 1), (2, 5)])
    [(0, 0, 2), (2, 5, 1)]
    """
    blocks: list[MatchingBlock] = []
    for at, to in pairs:
        if blocks and (at, to) == (blocks[-1][0] + blocks[-1][2], blocks[-1][1] + blocks[-1][2]):
            blocks[-1] = (*blocks[-1][:2], blocks[-1][2] + 1)
        else:
            blocks.append((at, to, 1))
    return blocks


def rising(blocks: list[MatchingBlock]) -> list[MatchingBlock]:
    """The blocks without those that stand in another order in one text than in the other."""
    sizes = {(at, to): size for at, to, size in blocks}
    return [(at, to, sizes[at, to]) for at, to in longest_rising(list(sizes))]


def gaps(blocks: list[MatchingBlock], base_length: int, revised_length: int) -> Iterator[Gap]:
    """What lies between the blocks, before the first and after the last, where anything does."""
    base_at = revised_at = 0
    for at, to, size in (*blocks, (base_length, revised_length, 0)):
        if at > base_at or to > revised_at:
            yield base_at, at, revised_at, to
        base_at, revised_at = at + size, to + size


def common_start(one: Sequence[Hashable], other: Sequence[Hashable]) -> int:
    """How many items the two have in common at their start."""
    if isinstance(one, array) and isinstance(other, array):
        return Prefix.similarity(one.tobytes(), other.tobytes()) // one.itemsize
    return Prefix.similarity(one, other)


def common_end(one: Sequence[Hashable], other: Sequence[Hashable], start: int = 0) -> int:
    """How many items the two have in common at their end, leaving out the first `start` of each."""
    limit = min(len(one), len(other)) - start
    if isinstance(one, array) and isinstance(other, array):
        return min(limit, Postfix.similarity(one.tobytes(), other.tobytes()) // one.itemsize)
    return min(limit, Postfix.similarity(one, other))


def _align_by_landmarks(base: str, revised: str) -> list[MatchingBlock]:
    """Blocks of two enormous texts: between landmarks exactly, where there are none not at all."""
    blocks: list[MatchingBlock] = []
    landmarks = [(at, to, _LANDMARK) for at, to in _landmarks(base, revised)]
    separate: list[MatchingBlock] = []
    for at, to, size in landmarks:
        if not separate or (at >= separate[-1][0] + size and to >= separate[-1][1] + size):
            separate.append((at, to, size))
    if not separate:
        return []
    for start, end, new_start, new_end in gaps(separate, len(base), len(revised)):
        blocks += [
            (at + start, to + new_start, size) for at, to, size in align(base[start:end], revised[new_start:new_end])
        ]
    return sorted(blocks + separate)


def _landmarks(base: str, revised: str) -> list[tuple[int, int]]:
    """Where runs stand that occur once in each text: the longest series that keeps its order."""
    here, there = _single_runs(base), _single_runs(revised)
    return longest_rising(sorted((at, there[run]) for run, at in here.items() if run in there))


def _single_runs(codes: str) -> dict[str, int]:
    places: dict[str, int] = {}
    for at in range(len(codes) - _LANDMARK + 1):
        run = codes[at : at + _LANDMARK]
        places[run] = -1 if run in places else at
    return {run: at for run, at in places.items() if at >= 0}


def longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of the pairs whose second numbers rise as the first ones do."""
    seconds = [to for _, to in pairs]
    if all(map(lt, seconds, seconds[1:])):
        return pairs
    tails: list[int] = []
    holders: list[int] = []
    before: list[int] = []
    for index, to in enumerate(seconds):
        rank = bisect_left(tails, to)
        before.append(holders[rank - 1] if rank else -1)
        tails[rank : rank + 1] = [to]
        holders[rank : rank + 1] = [index]
    series: list[tuple[int, int]] = []
    index = holders[-1] if holders else -1
    while index >= 0:
        series.append(pairs[index])
        index = before[index]
    return series[::-1]
