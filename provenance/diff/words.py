"""The longest run of tokens that two texts have in common, in order, found by diff-match-patch.

Each distinct token is written as one character of its own, so that the library compares whole words. Its deadline
is off: it never gives up in silence. What is too large for it is first cut in two, exactly, where a longest
common subsequence may be cut (see `halving`), until every piece is small.
"""

from collections.abc import Sequence
from functools import cache

from diff_match_patch import __version__ as library_version
from diff_match_patch import diff_match_patch

from provenance.diff.halving import halve
from provenance.diff.stretches import Stretch, changed, kept

SMALL = 4_000
_FIRST_LETTER = 0x100
_SURROGATES = range(0xD800, 0xE000)

Run = tuple[int, int, int]
"""Tokens in common: where they start in the one text and in the other, and how many they are."""


def library() -> str:
    """The name and version of the library that compares the words."""
    return f"diff-match-patch {library_version}"


def compare_words(base: Sequence[str], revised: Sequence[str], b0: int = 0, r0: int = 0) -> list[Stretch]:
    """What was kept and what was changed, in order; the places are counted from `b0` and `r0`.

    >>> [(s.fate.value, s.b1, s.b2, s.r1, s.r2) for s in compare_words("we do go".split(), "we go on".split())]
    [('kept', 0, 1, 0, 1), ('changed', 1, 2, 1, 1), ('kept', 2, 3, 1, 2), ('changed', 3, 3, 2, 3)]
    """
    stretches, b, r = [], 0, 0
    for b1, r1, length in [*common_runs(base, revised), (len(base), len(revised), 0)]:
        if b < b1 or r < r1:
            stretches.append(changed(b0 + b, b0 + b1, r0 + r, r0 + r1))
        if length:
            stretches.append(kept(b0 + b1, r0 + r1, length))
        b, r = b1 + length, r1 + length
    return stretches


def common_runs(base: Sequence[str], revised: Sequence[str]) -> list[Run]:
    """The longest common subsequence of two sequences of keys, as runs in order."""
    one, other = _as_letters(base, revised)
    runs: list[Run] = []
    pending = [(one, other, 0, 0)]
    while pending:
        left, right, b, r = pending.pop()
        head, tail = _common_ends(left, right)
        left, right = left[head : len(left) - tail], right[head : len(right) - tail]
        runs += [(b, r, head), (b + head + len(left), r + head + len(right), tail)]
        if len(left) * len(right) <= SMALL:
            runs += _by_library(left, right, b + head, r + head)
        else:
            x, y = halve(left, right)
            pending += [(left[:x], right[:y], b + head, r + head), (left[x:], right[y:], b + head + x, r + head + y)]
    return _joined(runs)


def _as_letters(base: Sequence[str], revised: Sequence[str]) -> tuple[str, str]:
    """Both sequences as strings in which each distinct key is one character, never a surrogate.

    A key that only one side has cannot be kept; all of one side share a letter, which makes the work smaller.
    """
    shared = set(base) & set(revised)
    letters = {key: _letter(number) for number, key in enumerate(dict.fromkeys(key for key in base if key in shared))}
    return "".join(letters.get(key, "\x01") for key in base), "".join(letters.get(key, "\x02") for key in revised)


def _letter(number: int) -> str:
    code = _FIRST_LETTER + number
    return chr(code if code < _SURROGATES.start else code + len(_SURROGATES))


def _common_ends(left: str, right: str) -> tuple[int, int]:
    """How many letters the two have in common at their start, and at their end after that."""
    engine = _engine()
    head: int = engine.diff_commonPrefix(left, right)
    tail: int = engine.diff_commonSuffix(left[head:], right[head:])
    return head, tail


def _by_library(left: str, right: str, b: int, r: int) -> list[Run]:
    """The runs that diff-match-patch finds in two small strings."""
    engine, runs = _engine(), []
    for operation, letters in engine.diff_main(left, right, False) if left and right else ():
        if operation == engine.DIFF_EQUAL:
            runs.append((b, r, len(letters)))
        b += len(letters) if operation != engine.DIFF_INSERT else 0
        r += len(letters) if operation != engine.DIFF_DELETE else 0
    return runs


def _joined(runs: list[Run]) -> list[Run]:
    """The runs in order, with those that touch on both sides made one."""
    joined: list[Run] = []
    for b, r, length in sorted(run for run in runs if run[2]):
        if joined and (joined[-1][0] + joined[-1][2], joined[-1][1] + joined[-1][2]) == (b, r):
            b, r, length = joined[-1][0], joined[-1][1], joined.pop()[2] + length
        joined.append((b, r, length))
    return joined


@cache
def _engine() -> diff_match_patch:
    """The library with its deadline off."""
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    return engine
