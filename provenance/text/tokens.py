"""A text as its tokens: words, marks of punctuation and white space, laid end to end without a gap.

A word is a run of letters, digits and their combining marks in any script, with apostrophes inside it
("Smith's") and the points and commas inside a number ("3.5", "1,000"). Every other character that is no
white space is a token by itself. Invisible letters (soft hyphens, zero-width joiners) stay inside the word.
"""

import re
import unicodedata
from functools import lru_cache

from provenance.model.spans import Span, Token, TokenKind

_JOINERS = "\u00ad\u200c\u200d\u2060"


def tokenize(text: str) -> tuple[Token, ...]:
    """Every token of the text in order; joined, they are the text.

    >>> [token.text for token in tokenize("Smith's reply, at 3.5%")]
    ["Smith's", ' ', 'reply', ',', ' ', 'at', ' ', '3.5', '%']
    """
    return tuple(
        Token(Span(*match.span()), match.group(), _KINDS[match.lastgroup or "punctuation"])
        for match in token_pattern(text).finditer(text)
    )


_KINDS = {
    "word": TokenKind.WORD,
    "space": TokenKind.SPACE,
    "punctuation": TokenKind.PUNCTUATION,
}


def token_pattern(text: str) -> re.Pattern[str]:
    """What the tokens of this text look like, in groups "word", "space" and "punctuation"; for those in haste."""
    return _pattern(_marks_in(text))


def _marks_in(text: str) -> str:
    """The combining marks that occur in the text: Python's `\\w` does not know them as parts of words."""
    if text.isascii():
        return ""
    return "".join(sorted(mark for mark in set(text) if unicodedata.category(mark)[0] == "M"))


@lru_cache(maxsize=64)
def _pattern(marks: str) -> re.Pattern[str]:
    """What a token looks like in a text with these combining marks."""
    letter = r"[^\W_]"
    inner = rf"(?:{letter}|[{re.escape(marks + _JOINERS)}])"
    word = rf"{letter}{inner}*(?:(?:['’ʼ](?={letter})|(?<=\d)[.,](?=\d)){inner}*)*"
    return re.compile(rf"(?P<word>{word})|(?P<space>\s+)|(?P<punctuation>.)", re.DOTALL)
