"""The longest common subsequence of tokens, small and large."""

from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.diff import words
from provenance.diff.words import common_runs

KEYS = st.lists(st.sampled_from("abcd"), max_size=90)


def longest(left: list[str], right: list[str]) -> int:
    """The length of the longest common subsequence, by the textbook's table."""
    row = [0] * (len(right) + 1)
    for one in left:
        before = row
        row = [0]
        for place, other in enumerate(right):
            row.append(before[place] + 1 if one == other else max(row[-1], before[place + 1]))
    return row[-1]


@settings(deadline=None)
@given(KEYS, KEYS)
def test_as_much_is_kept_as_can_be_and_in_order(left: list[str], right: list[str]) -> None:
    runs = common_runs(left, right)
    assert sum(length for _, _, length in runs) == longest(left, right)
    b = r = 0
    for x, y, length in runs:
        assert x >= b
        assert y >= r
        assert left[x : x + length] == right[y : y + length]
        b, r = x + length, y + length


def test_more_distinct_tokens_than_letters_below_the_surrogates_are_no_trouble() -> None:
    keys = [str(number) for number in range(70_000)]
    assert common_runs(keys, ["new", *keys]) == [(0, 1, 70_000)]


def test_what_is_too_large_for_the_library_is_halved_first() -> None:
    left, right = ["a", "b"] * 200, ["b", "c", "a"] * 150
    assert len(left) * len(right) > words.SMALL
    assert sum(length for _, _, length in common_runs(left, right)) == longest(left, right)
