"""Where to cut two long texts so that the halves, compared apart, keep as much as the whole.

Hirschberg's cut: the first text is halved; for every cut of the second the longest common subsequence of both
first parts and of both last parts is known from one row of the usual table each, and the best sum wins. The rows
are computed bit-parallel (Crochemore et al., 2001; Hyyrö, 2004) in Python's long integers, 64 cells a step, in
memory proportional to the length.

    D. S. Hirschberg, A linear space algorithm for computing maximal common subsequences, CACM 18 (1975).
"""

from itertools import accumulate


def halve(left: str, right: str) -> tuple[int, int]:
    """Places (x, y) such that left[:x] with right[:y], and left[x:] with right[y:], keep all that can be kept.

    >>> halve("abxcd", "abcd")
    (3, 2)
    """
    middle = (len(left) + 1) // 2
    heads = _lengths(left[:middle], right)
    tails = _lengths(left[middle:][::-1], right[::-1])
    whole = len(right)
    return middle, max(range(whole + 1), key=lambda cut: heads[cut] + tails[whole - cut])


def _lengths(rows: str, columns: str) -> list[int]:
    """The length of the longest common subsequence of `rows` with columns[:n], for every n from 0."""
    places: dict[str, int] = {}
    positions: dict[str, list[int]] = {}
    for index, letter in enumerate(columns):
        positions.setdefault(letter, []).append(index)
    size = len(columns)
    for letter, indexes in positions.items():
        bits = bytearray(size // 8 + 1)
        for index in indexes:
            bits[index >> 3] |= 1 << (index & 7)
        places[letter] = int.from_bytes(bits, "little")
    full = (1 << size) - 1
    row = full
    for letter in rows:
        match = row & places.get(letter, 0)
        if match:
            row = ((row + match) | (row - match)) & full
    return [0, *accumulate(1 - int(bit) for bit in reversed(f"{row:0{size}b}"))] if size else [0]
