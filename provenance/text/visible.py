"""Text from a document made safe to show: what would steer a terminal or turn a line around is made visible.

One sign stands for one, but that of a picture, which is told by its name. Line feeds and tabs stay.
"""

import re
from pathlib import PurePath
from unicodedata import category

from provenance.model.spans import FIGURE

_PICTURES = {code: 0x2400 + code for code in range(0x20) if code not in {0x09, 0x0A}} | {0x7F: 0x2421}
_C1 = dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
_TURNING = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], 0xFFFD)
_HALVES = dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)
_NOT_CHARACTERS = {0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD}
_OBJECTS = {ord(FIGURE): "[picture]"}
_TABLE: dict[int, int | str] = _PICTURES | _C1 | _TURNING | _HALVES | _NOT_CHARACTERS | _OBJECTS


_STEERING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffc\ufffe\uffff\u2028\u2029]"
)


def visible(text: str) -> str:
    """The text with control characters as control pictures (␛ for escape) and the like as U+FFFD.

    >>> visible("a\\x1b[31mb")
    'a␛[31mb'
    """
    return text.translate(_TABLE)


def in_json(text: str) -> str:
    """JSON with what would steer a terminal written as an escape, which every program reads as the sign itself.

    >>> in_json('{"a": "b\u202ec"}')
    '{"a": "b\\\\u202ec"}'
    """
    return _STEERING.sub(lambda found: found[0] if found[0] == "\n" else f"\\u{ord(found[0]):04x}", text)


def in_letters(path: PurePath | str) -> str:
    """The name of a file as it can be written down: a byte in it that is not UTF-8 becomes U+FFFD.

    >>> ascii(in_letters("dr\\udcffft.txt"))
    "'dr\\\\ufffdft.txt'"
    """
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def is_seen(text: str) -> bool:
    """True if something of the text can be seen: blanks, signs that steer and accents alone cannot.

    >>> is_seen("\\u200b \\ufeff"), is_seen("…"), is_seen("\\ue000")
    (False, True, True)
    """
    return any(category(sign) not in _UNSEEN for sign in text)


_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Mc", "Me"})


def shortened(text: str) -> str:
    """The text, in which what is far too long to be a word is cut short, such as a number of thousands of digits.

    >>> shortened("no entry " + "9" * 5000)
    'no entry 9999999999999999999999999999999999999999…'
    """
    return re.sub(r"(\S{40})\S{260,}", r"\1…", text)


def one_line(text: str) -> str:
    """The text safe to show on one line: white space of any kind becomes one blank."""
    return visible(" ".join(text.split()))
