"""Two strings of codes laid side by side: which characters of one stand, in the same order, in the other.

The work is done by RapidFuzz in C. Its record of one comparison takes N·M/8 bytes, so texts too long for that are
first cut at runs of codes that occur once in each (as a patient reader would: by the phrases that cannot be mistaken).
"""

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from itertools import pairwise

from rapidfuzz.distance import Indel

Block = tuple[int, int, int]
"""Where a run stands in the base, where in the revised text, and how long it is."""

Gap = tuple[int, int, int, int]
"""What lies between two blocks: start and end in the base, start and end in the revised text."""

LARGEST_COMPARISON = 400_000_000
_LANDMARK = 4


def align(base: str, revised: str) -> list[Block]:
    """The runs that two texts share in order; as many characters as can be had, unless the texts are enormous.

    >>> align("abcXde", "abYcde")
    [(0, 0, 2), (2, 3, 1), (4, 4, 2)]
    """
    start = common_start(base, revised)
    end = common_end(base, revised, start)
    inner_base, inner_revised = base[start : len(base) - end], revised[start : len(revised) - end]
    blocks: list[Block] = [(0, 0, start)] if start else []
    if inner_base and inner_revised:
        blocks += [(at + start, to + start, size) for at, to, size in _align_core(inner_base, inner_revised)]
    if end:
        blocks.append((len(base) - end, len(revised) - end, end))
    return blocks


def align_sequences(base: Sequence[Hashable], revised: Sequence[Hashable]) -> list[Block]:
    """The runs that two sequences of anything share in order."""
    codes = {item: chr(number) for number, item in enumerate(set(base).intersection(revised), 2)}
    return align(
        "".join([codes.get(item, "\0") for item in base]), "".join([codes.get(item, "\1") for item in revised])
    )


def count_edits(base: Sequence[str], revised: Sequence[str]) -> int:
    """The fewest tokens to strike out and to put in that make one text into the other.

    >>> count_edits(["a", "b", "c"], ["a", "c", "d"])
    2
    """
    return len(base) + len(revised) - 2 * sum(size for _, _, size in align_sequences(base, revised))


def gaps(blocks: list[Block], base_length: int, revised_length: int) -> Iterator[Gap]:
    """What lies between the blocks, before the first and after the last, where anything does."""
    base_at = revised_at = 0
    for at, to, size in (*blocks, (base_length, revised_length, 0)):
        if at > base_at or to > revised_at:
            yield base_at, at, revised_at, to
        base_at, revised_at = at + size, to + size


def common_start(one: Sequence[object], other: Sequence[object]) -> int:
    """How many items the two have in common at their start."""
    limit = min(len(one), len(other))
    at, stride = 0, 16
    while at < limit and one[at : at + stride] == other[at : at + stride]:
        at += stride
        stride *= 2
    high = min(at + stride, limit)
    while at < high:
        middle = (at + high + 1) // 2
        if one[at:middle] == other[at:middle]:
            at = middle
        else:
            high = middle - 1
    return min(at, limit)


def common_end(one: Sequence[object], other: Sequence[object], start: int = 0) -> int:
    """How many items the two have in common at their end, leaving out the first `start` of each."""
    a, b = len(one), len(other)
    limit = min(a, b) - start
    at, stride = 0, 16
    while at + stride <= limit and one[a - at - stride : a - at] == other[b - at - stride : b - at]:
        at += stride
        stride *= 2
    high = min(at + stride, limit)
    while at < high:
        middle = (at + high + 1) // 2
        if one[a - middle : a - at] == other[b - middle : b - at]:
            at = middle
        else:
            high = middle - 1
    return at


def _align_core(base: str, revised: str) -> list[Block]:
    """Blocks of two texts that share neither start nor end."""
    if len(base) * len(revised) > LARGEST_COMPARISON:
        return _align_by_landmarks(base, revised)
    return [
        (opcode.src_start, opcode.dest_start, opcode.src_end - opcode.src_start)
        for opcode in Indel.opcodes(base, revised)
        if opcode.tag == "equal"
    ]


def _align_by_landmarks(base: str, revised: str) -> list[Block]:
    """Blocks of two enormous texts: between landmarks exactly, where there are none not at all."""
    blocks: list[Block] = []
    landmarks = [(at, to, _LANDMARK) for at, to in _landmarks(base, revised)]
    separate: list[Block] = []
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
    if all(one[1] < other[1] for one, other in pairwise(pairs)):
        return pairs
    tails: list[int] = []
    holders: list[int] = []
    before: list[int] = []
    for index, (_, to) in enumerate(pairs):
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
