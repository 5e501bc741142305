"""A text cut into tokens, and every token given one character, so that whole texts can be compared fast.

Four words are used in all the `lineage` files:

* a *token* is a word or a single mark of punctuation; white space separates and has no origin;
* a *code* is one character that stands for a token. Tokens that differ in capitals only share a code: a capital
  that changes because a sentence was split is no new word. A text becomes a string of codes, and strings are what
  Python and RapidFuzz compare, slice and hash fastest;
* a *segment* is a line, or a sentence of a line that is longer than a typewritten one. Most segments of a revision
  stood in the one before, so each is cut only once;
* a *sentence* is what runs up to the mark that ends it, across lines.
"""

import re
import sys
from array import array
from collections.abc import Callable, Iterable
from typing import TypeVar

from provenance.errors import UnreadableInput

Made = TypeVar("Made")

SENTENCE_ENDS = ".!?;。！？؟।"
SENTENCE_END_CODES = [chr(code) for code in range(1, len(SENTENCE_ENDS) + 1)]
SENTENCE = re.compile("[^\x00-\x09]*[\x00-\x09]*")
_INNER_POINT = "\u2024"
_POINT_CODE, _INNER_POINT_CODE = "\x01", "\x0a"
_INNER = re.compile(r"\.(?=\w)")

# a line ruled under a heading; five "=" and more, for up to four of them mark the level of one in a wiki
_RULE = r"-{4,}|={5,}|~{4,}|\*{4,}|#{4,}|\+{4,}|\^{4,}"
_PLAIN_TOKEN = re.compile(rf"\w+|[^\w\s\-=~*#+^]|{_RULE}|[^\w\s]")  # what is common first: twice as fast
# scripts written without blanks between words: ideographs, kana, Thai, Lao, Burmese, Khmer
_UNSPACED = (
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u0e01-\u0eff\u1000-\u109f\u1780-\u17d3"
)
_COMBINING = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963"
    "\u0966-\u0dff\u0e31\u0e33-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb3-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059\u17b4-\u17d3\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
)
_LEADING_VOWELS = "\u0e40-\u0e44\u0ec0-\u0ec4"  # Thai and Lao: written before the consonant after which they are spoken
_TOKEN = re.compile(
    rf"(?:[{_LEADING_VOWELS}](?=[{_UNSPACED}]))?[{_UNSPACED}][{_COMBINING}]*|[^\W{_UNSPACED}](?:[^\W{_UNSPACED}]|[{_COMBINING}])*|{_RULE}|[^\w\s][{_COMBINING}]*"
)
_LAST_CODE = 0x10FFFF
_IN_MEMORY = "utf-32-le" if sys.byteorder == "little" else "utf-32-be"


def split_tokens(text: str) -> list[str]:
    """The words and marks of punctuation of a text, in order, without white space.

    Letters keep their combining marks; where a script puts no blanks between words, each character is a token of its
    own (in Thai and Lao with the vowel that is written before it), and so is a ruled line.

    >>> split_tokens("The U.S. will"), split_tokens("ไม่ไป")
    (['The', 'U', '.', 'S', '.', 'will'], ['ไม่', 'ไป'])
    """
    return _pattern(text).findall(text)


def find_tokens(text: str) -> list[tuple[int, int]]:
    """Where each token of a text starts and ends.

    >>> find_tokens("It's.")
    [(0, 2), (2, 3), (3, 4), (4, 5)]
    """
    return [match.span() for match in _pattern(text).finditer(text)]


def _pattern(text: str) -> re.Pattern[str]:
    return _PLAIN_TOKEN if text.isascii() else _TOKEN


def split_sentences(codes: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the sentences between two places of these codes start and end, across lines."""
    return [match.span() for match in SENTENCE.finditer(codes, start, end) if match.end() > match.start()]


def numbers_of(codes: str) -> "array[int]":
    """The codes as numbers."""
    return array("I", codes.encode(_IN_MEMORY, "surrogatepass"))


def codes_of(numbers: "array[int]") -> str:
    """The numbers as codes."""
    return numbers.tobytes().decode(_IN_MEMORY, "surrogatepass")


def level(codes: str) -> str:
    """The codes with every point alike, so that white space behind one makes no difference."""
    return codes.replace(_INNER_POINT_CODE, _POINT_CODE)


class Vocabulary(dict[str, str]):
    """The codes of all that was met so far: `vocabulary[part]` gives those of its tokens, new ones if need be.

    A part is a token, or whatever stands between two white spaces: most of a new text is of parts met before. A point
    within one ("loc.gov", "3.5") ends no sentence: its code differs.
    """

    __slots__ = ("_folded", "_spelt", "weights")

    weights: dict[str, int]
    """What each code tells (see `weigh`)."""

    def __init__(self) -> None:
        super().__init__()
        self._folded: dict[str, str] = {}
        self._spelt: list[str] = []
        self.weights = {"\0": 0}
        self.encode(SENTENCE_ENDS + _INNER_POINT)

    def __missing__(self, part: str) -> str:
        if not (part.isascii() and part.isalnum()):
            tokens = split_tokens(_INNER.sub(_INNER_POINT, part) if "." in part else part)
            if tokens != [part]:
                codes = self[part] = self.encode(tokens)
                return codes
        folded = part.casefold()
        code = self._folded.get(folded)
        if code is None:
            if len(self._folded) >= _LAST_CODE:
                raise UnreadableInput(f"the history has more than {_LAST_CODE:,} different words, too many to compare")
            code = self._folded[folded] = chr(len(self._folded) + 1)
            self._spelt.append(folded)
            self.weights[code] = _weight(folded)
        self[part] = code
        return code

    def spell(self, codes: str) -> list[str]:
        """The tokens that these codes stand for, in small letters."""
        return [self._spelt[ord(code) - 1] for code in codes]

    def encode(self, tokens: Iterable[str]) -> str:
        """The codes of these parts, one behind the other."""
        return "".join(map(self.__getitem__, tokens))

    def encode_text(self, text: str) -> str:
        """The codes of a text's tokens."""
        return self.encode(text.split())

    def forget_parts(self) -> None:
        """Keep the codes, but not what was remembered to find them faster."""
        self.clear()

    def weigh(self, codes: str) -> bytes:
        """What each of these tokens tells: nothing for punctuation, 1 for a short word, 2 for a long one."""
        return bytes(map(self.weights.__getitem__, codes))


class Met(dict[str, Made]):
    """What was made of every text that was met; of one that was not, it is made when it is asked for."""

    __slots__ = ("_make",)

    def __init__(self, make: Callable[[str], Made]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, text: str) -> Made:
        made = self[text] = self._make(text)
        return made


def _weight(token: str) -> int:
    if not token[0].isalnum():
        return 0
    return 1 if len(token) < 4 and token.isascii() else 2
