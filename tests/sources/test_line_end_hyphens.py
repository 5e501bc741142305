"""Only hyphens that the end of a printed line left behind are taken out."""

import pytest

from provenance.sources.line_end_hyphens import find_line_end_hyphens


def printed(text: str) -> list[str]:
    return [hyphen.printed for hyphen in find_line_end_hyphens(text)]


def test_a_word_broken_once_and_whole_elsewhere_is_mended() -> None:
    assert printed("An uni-lateral act. No unilateral act.") == ["uni-lateral"]


@pytest.mark.parametrize(
    ("why", "text"),
    [
        ("the joined form stands nowhere", "An uni-lateral act."),
        ("it is hyphenated twice", "An uni-lateral act, an uni-lateral word, unilateral."),
        ("the first half is a word of the document", "The uni-lateral uni is unilateral."),
        ("the prefix makes words with a hyphen", "We co-operate, they cooperate; re-sign or resign."),
        ("it is part of a longer compound", "A man-of-war is no manof, and no ofwar."),
    ],
)
def test_a_hyphen_is_left_alone_where(why: str, text: str) -> None:
    assert printed(text) == [], why
