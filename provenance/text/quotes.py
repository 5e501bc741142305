"""Where quoted words stand in a text, however either was typed.

The words become a pattern that is searched in the text as it is stored, so that places need no translation:
a blank fits any white space, a quotation mark any other, a dash any dash with or without blanks, a letter its
capital and its accented letter in either Unicode form; soft hyphens and line-end hyphens may stand in a word.
"""

import re
import unicodedata
from functools import lru_cache

from provenance.model.spans import Span
from provenance.text.normalize import DASHES, HYPHENS, INVISIBLE, LIGATURES, QUOTES, fold

_BROKEN = re.compile(f"[{re.escape(INVISIBLE)}]|[{re.escape(HYPHENS)}]\\s*[\\r\\n\\u2028]")
_LIGATURE = re.compile(f"[{''.join(LIGATURES)}]")
_LETTER = r"[^\W_]"
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Scripts that put no space between words: there any letter may begin or end one."""

_SPACED = rf"(?:(?![{_UNSPACED}])[^\W_])"
_PIECE = re.compile(
    r"(?P<dash>\s*-[-\s]*)|(?P<space>\s+)|(?P<quote>['\"])|(?P<dots>\.(?:\s?\.){2})|(?P<group>ff[il]?|f[il]|st)|.",
    re.DOTALL,
)
_PRINTED = {
    "ff": "ff|ﬀ",
    "fi": "fi|ﬁ",
    "fl": "fl|ﬂ",
    "ffi": "ffi|ﬃ|ﬀi|fﬁ",
    "ffl": "ffl|ﬄ|ﬀl|fﬂ",
    "st": "st|ﬅ|ﬆ|ſt",
}


def find_words(words: str, text: str) -> tuple[Span, ...]:
    """Every place where this run of whole words stands in the text, in order; none for empty words.

    >>> find_words("of  COURSE", "Of course, of\\ncourse.")
    (Span(start=0, end=9), Span(start=11, end=20))
    >>> find_words("一百", "价格是一百元。")
    (Span(start=3, end=5),)
    """
    sought = fold(words).strip()
    if not sought:
        return ()
    pattern = _pattern(sought, _BROKEN.search(text) is not None, _LIGATURE.search(text) is not None)
    places = []
    match = pattern.search(text)
    while match:
        places.append(Span(*match.span()))
        match = pattern.search(text, match.start() + 1)
    return tuple(places)


@lru_cache(maxsize=512)
def _pattern(sought: str, broken: bool, ligatures: bool) -> re.Pattern[str]:
    """What the words look like in a text that has broken words, or ligatures of print, or neither."""
    pieces = [_piece(match, ligatures) for match in _PIECE.finditer(sought)]
    seam = f"(?:[{re.escape(INVISIBLE)}]|[{re.escape(HYPHENS)}]\\s*[\\r\\n\\u2028]\\s*)?" if broken else ""
    before = rf"(?<!{_LETTER})" if re.match(_SPACED, sought) else ""
    after = rf"(?!{_LETTER}|[\u0300-\u036f])" if re.match(_SPACED, sought[-1]) else ""
    return re.compile(before + seam.join(pieces) + after, re.IGNORECASE)


def _piece(match: re.Match[str], ligatures: bool) -> str:
    """The pattern for one letter, blank, quotation mark, dash or ellipsis of the words sought."""
    if match.lastgroup == "dash":
        return rf"\s*[{re.escape(DASHES)}]+\s*"
    if match.lastgroup == "space":
        return r"\s+"
    if match.lastgroup == "quote":
        return f"[{re.escape(QUOTES)}]"
    if match.lastgroup == "dots":
        return r"(?:…|\.\s?\.\s?\.)"
    if match.lastgroup == "group" and ligatures:
        return f"(?:{_PRINTED[match.group().casefold()]})"
    return "".join(map(_letter, match.group()))


def _letter(letter: str) -> str:
    """The pattern for one letter: itself, or in its decomposed form."""
    decomposed = unicodedata.normalize("NFD", letter)
    if decomposed == letter:
        return re.escape(letter)
    return f"(?:{re.escape(letter)}|{re.escape(decomposed)})"
