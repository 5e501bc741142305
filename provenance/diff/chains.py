"""The heaviest chain: of many possible pairs between two texts, those that can stand together in order."""

from collections.abc import Iterable

Pair = tuple[int, int, float]
"""A place in the base, a place in the revised text, and the weight of pairing them."""


def heaviest_chain(pairs: Iterable[Pair]) -> list[tuple[int, int]]:
    """The pairs of greatest total weight that rise strictly on both sides, in order.

    Pairs are met by rising base; a Fenwick tree over the places in the revised text holds the heaviest chain that
    ends before each. n pairs take n log n steps.

    >>> heaviest_chain([(0, 1, 5.0), (1, 0, 9.0), (2, 2, 1.0)])
    [(1, 0), (2, 2)]
    """
    ordered = sorted(pairs, key=lambda pair: (pair[0], -pair[1]))
    size = max((revised for _, revised, _ in ordered), default=-1) + 2
    best: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)
    before: list[int] = []
    for index, (_, revised, weight) in enumerate(ordered):
        total, previous = _heaviest_before(best, revised)
        before.append(previous)
        _record(best, revised, (total + weight, index))
    return _followed_back(ordered, before, _heaviest_before(best, size)[1])


def _heaviest_before(best: list[tuple[float, int]], place: int) -> tuple[float, int]:
    """The weight and the last pair of the heaviest chain that ends before `place`."""
    found = (0.0, -1)
    while place > 0:
        if best[place][0] > found[0]:
            found = best[place]
        place -= place & -place
    return found


def _record(best: list[tuple[float, int]], place: int, chain: tuple[float, int]) -> None:
    place += 1
    while place < len(best):
        if chain[0] > best[place][0]:
            best[place] = chain
        place += place & -place


def _followed_back(ordered: list[Pair], before: list[int], last: int) -> list[tuple[int, int]]:
    chain = []
    while last >= 0:
        chain.append(ordered[last][:2])
        last = before[last]
    return chain[::-1]
