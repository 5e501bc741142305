"""Words that run together for a while, and part again, told apart by their letters.

Who writes right before a word joins it to his own until he comes to the blank: "people fled", "people physicfled",
"people physically fled". As tokens, "fled" was struck out and written anew; as letters it was never touched. So where
between two words that stay letters were put in at one place and none was struck out, what lies wholly before or behind
that place is what it was.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from provenance.lineage.subsequence import common_end, common_start

MOST_TOGETHER = 12
"""Words that may have run together."""


def find_parts(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]] | None:
    """Which old words these new words are the whole or a part of, by number; None if letters were struck out.

    >>> find_parts(["physicfled"], ["physically", "fled"])
    [(0, 1)]
    >>> find_parts(["can", "not"], ["cannot"])
    [(0, 0)]
    >>> find_parts(["able"], ["unable"])
    []
    """
    before, after = "".join(old), "".join(new)
    start = common_start(before, after)
    if start + common_end(before, after, start) < len(before):
        return None
    return list(_parts(old, new, start, len(after) - len(before)))


def _parts(old: Sequence[str], new: Sequence[str], start: int, put_in: int) -> Iterator[tuple[int, int]]:
    """The new words that lie before `start`, or behind the letters put in there, with the old word of their first."""
    ends, at = list(accumulate(map(len, old))), 0
    for number, word in enumerate(new):
        first, at = at, at + len(word)
        if at <= start:
            yield bisect_right(ends, first), number
        elif first >= start + put_in:
            yield bisect_right(ends, first - put_in), number
