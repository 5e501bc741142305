"""Flattened markup that crosses itself: parted without a word more, and refused where there is no end to it."""

import pytest
from lxml import etree

from provenance.errors import UnreadableInput
from provenance.sources.tei.tei_flattened import raise_flattened


def raised(words: str) -> str:
    root = etree.fromstring(f"<p>{words}</p>")
    raise_flattened(root)
    return etree.tostring(root, encoding="unicode")


def test_what_crosses_is_begun_again_with_its_attributes_and_neither_its_id_nor_its_words() -> None:
    crossing = (
        '<del sID="a" hand="#x">The </del>barge <add sID="b" xml:id="i" hand="#y">was </add>quite <del eID="a"/>low'
    )
    assert raised(f'{crossing}<add eID="b"/>.') == (
        '<p><del sID="a" hand="#x">The barge <add sID="b" xml:id="i" hand="#y">was quite </add></del>'
        '<add hand="#y">low</add>.</p>'
    )


def test_very_many_that_cross_are_refused_before_they_are_parted() -> None:
    begun = "".join(f'<add sID="a{n}"/>v' for n in range(5_000))
    with pytest.raises(UnreadableInput, match="line 1: more than 80 elements lie one in another"):
        raised(begun + "".join(f'<add eID="a{n}"/>' for n in range(5_000)))
