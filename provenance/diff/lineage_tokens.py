"""A text cut into tokens, and every token given one character, so that whole texts can be compared fast.

Four words are used in all the `lineage` files:

* a *token* is a word or a single mark of punctuation; white space separates and has no origin;
* a *code* is one character that stands for a token. Tokens that differ in capitals only share a code: a capital
  that changes because a sentence was split is no new word. A text becomes a string of codes, and strings are what
  Python and RapidFuzz compare, slice and hash fastest;
* a *piece* is a line, or a sentence of a line that is longer than a typewritten one. Most pieces of a revision stood
  in the one before, so each is cut only once;
* a *passage* (in `lineage_passages`) is what runs up to the end of a sentence, across lines.
"""

import re
import sys
from array import array
from collections.abc import Iterable

from provenance.errors import UnreadableInput

SENTENCE_ENDS = ".!?;。！？؟।"
PASSAGE = re.compile("[^\x00-\x09]*[\x00-\x09]*")

_RULE = r"-{4,}|={4,}|~{4,}|\*{4,}|#{4,}|\+{4,}|\^{4,}"
_PLAIN_TOKEN = re.compile(rf"\w+|{_RULE}|[^\w\s]")
_IDEOGRAPH = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_COMBINING = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963"
    "\u0966-\u0dff\u0e31-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
)
_TOKEN = re.compile(
    rf"[{_IDEOGRAPH}]|[^\W{_IDEOGRAPH}](?:[^\W{_IDEOGRAPH}]|[{_COMBINING}])*|{_RULE}|[^\w\s][{_COMBINING}]*"
)
_LAST_CODE = 0x10FFFF
_MARK_COUNTS = 3
_IN_MEMORY = "utf-32-le" if sys.byteorder == "little" else "utf-32-be"


def split_tokens(text: str) -> list[str]:
    """The words and marks of punctuation of a text, in order, without white space.

    Letters keep their combining marks; Chinese and Japanese characters are tokens of their own, and so is a ruled line.

    >>> split_tokens("The U.S. will")
    ['The', 'U', '.', 'S', '.', 'will']
    """
    pattern = _PLAIN_TOKEN if text.isascii() else _TOKEN
    return pattern.findall(text)


def numbers_of(codes: str) -> "array[int]":
    """The codes as numbers."""
    return array("I", codes.encode(_IN_MEMORY, "surrogatepass"))


def codes_of(numbers: "array[int]") -> str:
    """The numbers as codes."""
    return numbers.tobytes().decode(_IN_MEMORY, "surrogatepass")


class Vocabulary(dict[str, str]):
    """The code of every token met so far: `vocabulary[token]` gives its character, a new one if need be."""

    __slots__ = ("_folded", "weights")

    weights: dict[str, int]
    """What each code tells (see `weigh`)."""

    def __init__(self) -> None:
        super().__init__()
        self._folded: dict[str, str] = {}
        self.weights = {"\0": 0}
        for mark in SENTENCE_ENDS:
            self[mark]

    def __missing__(self, token: str) -> str:
        folded = token.casefold()
        code = self._folded.get(folded)
        if code is None:
            if len(self._folded) >= _LAST_CODE:
                raise UnreadableInput(f"the history has more than {_LAST_CODE:,} different words, too many to compare")
            code = self._folded[folded] = chr(len(self._folded) + 1)
            self.weights[code] = _weight(folded)
        self[token] = code
        return code

    def encode(self, tokens: Iterable[str]) -> str:
        """The codes of these tokens, as a string of the same length."""
        return "".join(map(self.__getitem__, tokens))

    def weigh(self, codes: str) -> int:
        """How much these tokens tell: nothing for punctuation, 1 for a short word, 2 for a long one."""
        return sum(map(self.weights.__getitem__, codes))

    def tell(self, codes: str) -> int:
        """How sure a run found anywhere is the same run: the marks between its words count against it.

        The furniture of citations and tables ("}}</ref><ref>{{cite web |url=") is the same wherever it stands.
        """
        weights = list(map(self.weights.__getitem__, codes))
        return sum(weights) - _MARK_COUNTS * weights.count(0)


def _weight(token: str) -> int:
    if not token[0].isalnum():
        return 0
    return 1 if len(token) < 4 and token.isascii() else 2
