"""Text from a document made safe to show."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from provenance.text.visible import one_line, visible


@given(st.text(st.characters()))
def test_nothing_that_steers_is_left_and_every_place_stays_what_it_is(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert not [sign for sign in shown if unicodedata.category(sign) in {"Cc", "Cs"} and sign not in "\t\n"]
    assert not [
        sign for sign in shown if unicodedata.bidirectional(sign) in {"RLO", "LRO", "RLE", "LRE", "RLI", "LRI", "PDF"}
    ]
    assert visible(shown) == shown


def test_letters_of_every_script_are_left_alone() -> None:
    words = "déjà vu – “Привет” שלום 你好 👩‍🚀 e\u0301"
    assert visible(words) == words


def test_one_line_has_no_line_break_of_any_kind() -> None:
    assert one_line(" a\r\nb\u2028c\x85d\x0be\t f ") == "a b c d e f"
