"""A text kept against another is given back to the letter, and takes the room of what differs."""

import json
import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.store.text_pieces import pack, pieces_of, put_together, unpack

SENTENCES = st.lists(st.text(alphabet="ab .;\n\r\u2028é😀\0", max_size=40), max_size=60)


@given(SENTENCES, SENTENCES, st.randoms(use_true_random=False))
def test_every_text_is_given_back(some: list[str], others: list[str], dice: random.Random) -> None:
    mixed = [dice.choice((one, *others[:3], one + "!")) for one in some]
    for text, other in (("".join(some), "".join(others)), ("".join(mixed), "".join(some))):
        assert put_together(unpack(pack(pieces_of(text, other))), other) == text


def test_a_copy_that_differs_in_forty_places_takes_the_room_of_forty_words() -> None:
    lines = [f"This is line {n} of a long poem, which goes on." for n in range(4000)]
    copy = [line.replace("poem", "song") if n % 100 == 7 else line for n, line in enumerate(lines)]
    pieces = pieces_of("\n".join(copy), "\n".join(lines))
    assert [piece for piece in pieces if isinstance(piece, str)] == ["song"] * 40
    assert len(pack(pieces)) < 1000


@pytest.mark.parametrize("told", [[3], [None], [["x", "y"]], 7])
def test_what_are_no_pieces_is_damage(told: object) -> None:
    with pytest.raises(ValueError, match="not the pieces of a text"):
        put_together(unpack(zlib.compress(json.dumps(told).encode())), "words")
