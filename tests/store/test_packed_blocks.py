"""Blocks come back as they were, and take little room."""

import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.store.packed_blocks import pack_blocks, unpack_blocks

NUMBERS = st.integers(0, 10**6)
ONE = st.tuples(st.sampled_from(["paragraph", "heading"]), NUMBERS, NUMBERS, st.none() | NUMBERS, st.none() | st.text())


@given(st.lists(ONE.map(list)))
def test_whatever_blocks_there_are_come_back(blocks: list[list[object]]) -> None:
    assert unpack_blocks(pack_blocks(blocks)) == blocks


def test_thousands_of_verses_take_a_byte_or_two_each() -> None:
    verses = [["paragraph", n * 40, n * 40 + 35 + n % 4, n + 1, None] for n in range(3000)]
    assert len(pack_blocks(verses)) < 3000


@pytest.mark.parametrize("told", [7, [1, 2, 3, 4, 5], [["a"], [1], [], [], []], [[1], ["x"], [1], [1], [1]]])
def test_what_are_no_blocks_is_damage(told: object) -> None:
    with pytest.raises(ValueError, match=r"blocks|zip"):
        unpack_blocks(zlib.compress(json.dumps(told).encode()))
