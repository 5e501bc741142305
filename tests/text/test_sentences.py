"""Sentences end where a reader ends them, and hold every letter of their paragraph."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.text.blocks import split_blocks
from provenance.text.sentences import split_sentences

CASES = sorted((Path(__file__).parents[1] / "cases" / "sentences").glob("*.txt"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_case_is_split_where_its_lines_end(case: Path) -> None:
    for paragraph in case.read_text("utf-8").strip().split("\n\n"):
        expected = paragraph.split("\n")
        text = " ".join(expected)
        assert [sentence.span.of(text) for sentence in split_sentences(text, split_blocks(text))] == expected


PIECES = st.sampled_from(
    ["A", "Mr.", "he", "U.S.", ". . .", "...", ".", "?”", "“", "(p. 5.)", "\n\n", "\n", "3.", "No.", "é"]
)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(PIECES).map(" ".join)))
def test_every_letter_of_a_paragraph_is_in_exactly_one_sentence(text: str) -> None:
    blocks = split_blocks(text)
    sentences = split_sentences(text, blocks)
    for block in blocks:
        inside = [sentence for sentence in sentences if sentence.paragraph == block.paragraph and block.paragraph]
        words = "".join("".join(sentence.span.of(text).split()) for sentence in inside)
        assert words == ("".join(block.span.of(text).split()) if block.paragraph else "")
        assert [sentence.number for sentence in inside] == list(range(1, len(inside) + 1))
    assert all(sentence.span.of(text).strip() == sentence.span.of(text) != "" for sentence in sentences)
