"""Tokens laid end to end are the text."""

from hypothesis import given
from hypothesis import strategies as st

from provenance.model.spans import TokenKind
from provenance.text.tokens import tokenize


@given(st.text())
def test_tokens_laid_end_to_end_are_the_text(text: str) -> None:
    tokens = tokenize(text)
    assert "".join(token.text for token in tokens) == text
    assert all(token.span.of(text) == token.text for token in tokens)


def test_combining_marks_and_inner_apostrophes_belong_to_the_word() -> None:
    words = [token.text for token in tokenize("Brezhnev’s cafe\u0301 नमस्ते 'tis") if token.kind is TokenKind.WORD]
    assert words == ["Brezhnev’s", "cafe\u0301", "नमस्ते", "tis"]
