"""A text as its tokens: words, marks of punctuation and white space, laid end to end without a gap.

A word is a run of letters, digits and their combining marks, with apostrophes inside it ("Smith's") and the points and
commas inside a number ("3.5", "1,000"). In scripts that put no space between words (Chinese, Japanese, Thai, Lao,
Khmer, Burmese) every character with its marks is one, and a run of katakana: so Unicode's rules part them where no
dictionary is at hand (UAX 29). Every other character that is no white space is a token by itself, a character as a
reader counts them: an emoji of several signs, a flag, a letter with its marks. Invisible letters (soft hyphens,
zero-width joiners) stay inside the word.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from provenance.model.spans import Span, Token, TokenKind

if TYPE_CHECKING:
    import regex

_JOINERS = "\u00ad\u200c\u200d\u2060"
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_LEADING_VOWELS = r"\u0e40-\u0e44\u0ec0-\u0ec4"
"""Of Thai and Lao, written before the consonant after which they are spoken: one character with it."""
_KATAKANA = r"\p{Katakana}\u30fc\uff70"
_NOT_SIMPLE = re.compile(
    "[\u0300-\u036f\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u200d\u20d0-\u20ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff"
    "\uf900-\ufaff\ufe00-\ufe0f\uff66-\uff9f\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff\U00020000-\U0003ffff]"
)
"""Characters that are words by themselves, or that are one with the character before them."""


class Found(Protocol):
    """A token as it is found: its place, its letters, its kind ("word", "space", "punctuation")."""

    @property
    def lastgroup(self) -> str | None:
        """The kind."""
        ...

    def span(self) -> tuple[int, int]:
        """The place."""
        ...

    def group(self) -> str:
        """The letters."""
        ...


def tokenize(text: str) -> tuple[Token, ...]:
    """Every token of the text in order; joined, they are the text.

    >>> [token.text for token in tokenize("Smith's reply, at 3.5%")]
    ["Smith's", ' ', 'reply', ',', ' ', 'at', ' ', '3.5', '%']
    >>> [token.text for token in tokenize("三辆红车 ไม่ไป 👍🏽")]
    ['三', '辆', '红', '车', ' ', 'ไม่', 'ไป', ' ', '👍🏽']
    """
    return tuple(
        Token(Span(*match.span()), match.group(), _KINDS[match.lastgroup or "punctuation"])
        for match in find_tokens(text)
    )


_KINDS = {
    "word": TokenKind.WORD,
    "space": TokenKind.SPACE,
    "punctuation": TokenKind.PUNCTUATION,
}


def find_tokens(text: str) -> "Iterator[Found]":
    """The tokens of this text as they are found; for those in haste."""
    if _NOT_SIMPLE.search(text):
        return _of_all_scripts(_marks_in(text)).finditer(text)
    return _of_spaced_scripts(_marks_in(text)).finditer(text)


def count_words(text: str) -> int:
    """How many words a reader counts: what stands between white space and has a letter or digit in it.

    Where nothing parts words, every character that is one counts.

    >>> count_words("a long-term task — , he said"), count_words("三辆红车")
    (5, 4)
    """
    return sum(
        sum(token.lastgroup == "word" for token in find_tokens(piece))
        if is_unspaced(piece)
        else any(map(str.isalnum, piece))
        for piece in text.split()
    )


def is_unspaced(text: str) -> bool:
    """True if some of the text is in a script that puts no space between words."""
    return not text.isascii() and bool(_NOT_SIMPLE.search(text) and _unspaced().search(text))


PART = "\u2063"
"""The sign that `parted` puts in: Unicode's invisible separator, which stands in no word."""


def parted(text: str) -> str:
    """The text with a sign between words that nothing parts, for an index that knows only parted ones.

    >>> parted("三辆 cars").replace(PART, "|"), parted("three cars")
    ('三|辆 cars', 'three cars')
    """
    if not is_unspaced(text):
        return text
    pieces, is_word = [], False
    for token in find_tokens(text):
        pieces += [PART] if is_word and token.lastgroup == "word" else []
        pieces.append(token.group())
        is_word = token.lastgroup == "word"
    return "".join(pieces)


def behind(piece: str, text: str, at: int) -> int:
    """Where a piece of the parted text ends in the text itself, where it begins at `at`."""
    if PART not in piece:
        return at + len(piece)
    for sign in piece:
        at += text[at : at + 1] == sign
    return at


def _marks_in(text: str) -> str:
    """The combining marks that occur in the text: Python's `\\w` does not know them as parts of words."""
    if text.isascii():
        return ""
    return "".join(sorted(mark for mark in set(text) if unicodedata.category(mark)[0] == "M"))


@lru_cache(maxsize=64)
def _of_spaced_scripts(marks: str) -> re.Pattern[str]:
    """What a token looks like in a text with these combining marks, whose words are parted by spaces."""
    word = _word(r"[^\W_]", marks)
    return re.compile(rf"(?P<word>{word})|(?P<space>\s+)|(?P<punctuation>.)", re.DOTALL)


@lru_cache(maxsize=64)
def _of_all_scripts(marks: str) -> "regex.Pattern[str]":
    """The same for a text in any script."""
    import regex

    letter = rf"[[^\W_]--[{_UNSPACED}{_KATAKANA}]]"
    unspaced = rf"(?:[{_LEADING_VOWELS}](?=[{_UNSPACED}]))?(?=[{_UNSPACED}])\X|[{_KATAKANA}]+"
    return regex.compile(
        rf"(?P<word>{unspaced}|{_word(letter, marks)})|(?P<space>\s+)|(?P<punctuation>\X)", regex.DOTALL | regex.V1
    )


@lru_cache(maxsize=1)
def _unspaced() -> "regex.Pattern[str]":
    """A character of a script that puts no space between words."""
    import regex

    return regex.compile(f"[{_UNSPACED}{_KATAKANA}]")


def _word(letter: str, marks: str) -> str:
    inner = rf"(?:{letter}|[{re.escape(marks + _JOINERS)}])"
    return rf"{letter}{inner}*(?:(?:['’ʼ](?={letter})|(?<=\d)[.,](?=\d)){inner}*)*"


def whole_words(place: Span, text: str) -> Span:
    """The place with the words whole in which it begins and ends.

    >>> whole_words(Span(7, 9), "a complexity here").of("a complexity here")
    'complexity'
    """
    start, end = max(0, place.start - _NEAR), place.end + _NEAR
    start = max((text.rfind(blank, start, place.start) + 1 for blank in " \n\t"), default=start) or start
    words = [Span(*token.span()).moved(start) for token in find_tokens(text[start:end]) if token.lastgroup == "word"]
    met = [word for word in words if word.overlaps(place)]
    return Span(min(place.start, met[0].start), max(place.end, met[-1].end)) if met else place


_NEAR = 64
