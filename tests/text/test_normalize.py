"""What counts as the same word."""

import pytest

from provenance.text.normalize import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [("it’s", "it's"), ("“", '"'), ("—", "-"), ("ﬁnal", "final"), ("e\u0301", "é"), ("uni\u00adlateral", "unilateral")],
)
def test_letters_of_print_and_typewriter_are_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_capitals_are_kept_apart() -> None:
    assert fold("State") != fold("state")
