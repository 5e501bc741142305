"""Passages taken out of a text or replaced, with the blocks and milestones moved along."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.attribution.undo import Undoing, undo
from provenance.model.spans import Milestone, MilestoneKind, Span
from provenance.model.testimony import Act, Certainty, Claim, Scope
from provenance.model.versions import Standing, Version
from provenance.text.blocks import split_blocks

CLAIM = Claim("k", "w", ("Ann Able",), Act.INSERT, Scope.PHRASE, Certainty.HIGH, "…", "S")
TEXT = "Dear Sir:\n\nHe came. It rained. He went.\n\nIt snowed.\n\nAll is well, he said."
STAY = ("He came", "rained", "It snowed")


def undone(text: str, *words: tuple[str, str], milestones: tuple[Milestone, ...] = ()) -> Version:
    """The text with each of the words given up for others, as a version with its blocks and milestones."""
    version = Version("v", "w", "v", text, Standing.EXTANT, split_blocks(text), milestones)
    places = [Undoing(CLAIM, Span(text.index(old), text.index(old) + len(old)), new) for old, new in words]
    text, blocks, moved = undo(version, places)
    return Version("u", "w", "u", text, Standing.EXTANT, blocks, moved)


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("It rained.", "Dear Sir:\n\nHe came. He went.\n\nIt snowed.\n\nAll is well, he said."),
        ("He came.", "Dear Sir:\n\nIt rained. He went.\n\nIt snowed.\n\nAll is well, he said."),
        ("He went.", "Dear Sir:\n\nHe came. It rained.\n\nIt snowed.\n\nAll is well, he said."),
        ("It snowed.", "Dear Sir:\n\nHe came. It rained. He went.\n\nAll is well, he said."),
        ("Dear Sir:", "He came. It rained. He went.\n\nIt snowed.\n\nAll is well, he said."),
        ("All is well, he said.", "Dear Sir:\n\nHe came. It rained. He went.\n\nIt snowed."),
        (", he said", "Dear Sir:\n\nHe came. It rained. He went.\n\nIt snowed.\n\nAll is well."),
        ("He went.\n\nIt snowed.", "Dear Sir:\n\nHe came. It rained.\n\nAll is well, he said."),
    ],
)
def test_no_double_blank_and_no_empty_paragraph_is_left(words: str, left: str) -> None:
    assert undone(TEXT, (words, "")).text == left


def test_words_put_back_stand_exactly_where_the_others_stood() -> None:
    assert undone("He came in June.", ("June", "early May")).text == "He came in early May."


def test_several_passages_are_undone_at_once() -> None:
    assert undone(TEXT, ("It rained.", ""), ("snowed", "thawed"), ("It", "It")).text == (
        "Dear Sir:\n\nHe came. He went.\n\nIt thawed.\n\nAll is well, he said."
    )


def test_all_of_a_text_can_be_taken_out() -> None:
    assert undone("He came.", ("He came.", "")).text == ""


def test_the_blocks_stand_where_their_words_stand_and_are_counted_anew() -> None:
    found = undone(TEXT, ("He came. It rained. He went.", ""))
    assert [(b.paragraph, b.span.of(found.text)) for b in found.blocks] == [
        (None, "Dear Sir:"),
        (1, "It snowed."),
        (2, "All is well, he said."),
    ]
    assert found.blocks == split_blocks(found.text)


def test_a_milestone_moves_with_the_words_beside_it() -> None:
    milestones = tuple(Milestone(TEXT.index(words), MilestoneKind.PAGE, words, "[Page]") for words in STAY)
    found = undone(TEXT, ("It rained.", ""), milestones=milestones)
    assert [found.text[m.at :][:9] for m in found.milestones] == ["He came. ", " He went.", "It snowed"]


WORDS = st.lists(st.sampled_from(["one", "two", "three.", "\n\n", "Four"]), min_size=1, max_size=12)


@given(WORDS, st.data())
def test_what_is_not_undone_stays_word_for_word_and_every_place_stays_in_the_text(
    words: list[str], data: st.DataObject
) -> None:
    text = " ".join(words).strip().replace(" \n\n ", "\n\n")
    pieces = [Span(n, n + 3) for n in range(0, max(len(text) - 3, 0), 7) if data.draw(st.booleans())]
    version = Version(
        "v", "w", "v", text, Standing.EXTANT, split_blocks(text), (Milestone(len(text), MilestoneKind.PAGE, "1", ""),)
    )
    shorter, blocks, milestones = undo(version, [Undoing(CLAIM, span, "") for span in pieces])
    rest = "".join(letter for n, letter in enumerate(text) if not any(span.start <= n < span.end for span in pieces))
    assert "".join(shorter.split()) == "".join(rest.split())
    assert [m.at for m in milestones] == [len(shorter)]
    edges = [edge for block in blocks for edge in (block.span.start, block.span.end)]
    assert edges == sorted(edges)
    assert all(block.span.of(shorter) == block.span.of(shorter).strip() != "" for block in blocks)
