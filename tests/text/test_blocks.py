"""Blocks as a reader of a letter sees them."""

from hypothesis import given
from hypothesis import strategies as st

from provenance.text.blocks import split_blocks


def kinds(text: str) -> list[tuple[str, int | None]]:
    return [(block.kind.value, block.paragraph) for block in split_blocks(text)]


def test_paragraphs_count_from_the_salutation_to_the_signature() -> None:
    heading = "Letter to the Secretary\n\nWashington, August 5, 1971.\n\n"
    text = heading + "Dear Mr. Secretary:\n\nI agree.\n\nI go.\n\nSincerely,\n\nRichard Roe"
    assert kinds(text) == [
        ("heading", None),
        ("dateline", None),
        ("salutation", None),
        ("paragraph", 1),
        ("paragraph", 2),
        ("closer", None),
        ("signature", None),
    ]


def test_items_of_a_list_count_as_paragraphs() -> None:
    assert kinds("It attempts to:\n• note this;\n• note that.\n\nThat is all of it.") == [
        ("paragraph", 1),
        ("item", 2),
        ("item", 3),
        ("paragraph", 4),
    ]


def test_any_sort_of_line_break_parts_paragraphs() -> None:
    assert [number for _, number in kinds("One is.\r\n\r\nTwo is.\r\rThree is.\u2029Four is.\n \nFive is.")] == [
        1,
        2,
        3,
        4,
        5,
    ]


@given(st.text())
def test_blocks_hold_every_letter_once_and_in_order(text: str) -> None:
    assert "".join("".join(block.span.of(text).split()) for block in split_blocks(text)) == "".join(text.split())
