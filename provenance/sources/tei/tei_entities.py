"""Entities put in their places before a file is parsed: those that it declares for itself, and those of the standards.

The parser expands none, so that no file of strangers can open another one or swell. What stands for plain words is put
in here, to a bound. A declaration that nothing uses, or that names a picture, does no harm; the use of one that stands
for another file or for markup is refused. What a file declares elsewhere is read by the names that ISO and HTML give to
characters, and stands as it is written where they have none.
"""

import re
from html import escape, unescape

from provenance.errors import UnreadableInput

MOST_EXPANDED = 1 << 20
"""All entities used in a file may not stand for more letters than this."""
_DEEPEST = 20

_PROLOG = re.compile(rb"(?:\s|\xef\xbb\xbf|(?><\?.*?\?>)|(?><!--.*?-->))*+<!DOCTYPE\b", re.DOTALL)
"""What stands before a document type; nothing of it is read twice, though the whole file follow."""

_TOKEN = re.compile(rb"<!--.*?-->|<\?.*?\?>|\"[^\"]*\"|'[^']*'|<!ENTITY\b|%[^\s;%]+;|[^\s\"'<>\[\]%]+|\S", re.DOTALL)
_USED = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|&([^\s;&<#]+);", re.DOTALL)
_INSIDE = re.compile(r"&([^\s;&<#]+);")
_BY_NUMBER = re.compile(r"&#(?:x[0-9a-fA-F]+|[0-9]+);")
_PREDEFINED = frozenset({"amp", "lt", "gt", "apos", "quot"})


def put_in_entities(data: bytes, name: str, encoding: str) -> bytes:
    """The file without the declarations of its document type, and with words for its entities; lines stay in place."""
    prolog = _PROLOG.match(data)
    if prolog is None:
        return data
    entities = _Entities(encoding)
    end = entities.declare(data, prolog.end())
    kept = data[: prolog.end()] + b" TEI>" + b"\n" * data.count(b"\n", prolog.end(), end)

    def put(used: re.Match[bytes]) -> bytes:
        key = used[1].decode(encoding, "replace") if used[1] else ""
        if not key or key in _PREDEFINED:
            return used[0]
        try:
            words = entities.expand(key, ())
        except UnreadableInput as trouble:
            line = data.count(b"\n", 0, end + used.start()) + 1
            raise UnreadableInput(f"{name}: line {line}: {trouble}; put its words in its place") from None
        return used[0] if words is None else escape(words).encode("ascii", "xmlcharrefreplace")

    return kept + _USED.sub(put, data[end:])


class _Entities:
    """What the document type declares: the value of each entity, None for another file."""

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding
        self._values: dict[str, str | None] = {}
        self._elsewhere = False
        self._left = MOST_EXPANDED

    def declare(self, data: bytes, start: int) -> int:
        """Read the document type that begins at `start`; where it ends. Of two declarations the first holds."""
        tokens: list[str] = []
        inside, end = False, len(data)
        for token in _TOKEN.finditer(data, start):
            word = token[0].decode(self._encoding, "replace")
            if word == "]":
                inside = False
            elif word == "[":
                inside = True
            elif word == ">" and tokens[:1] == ["<!ENTITY"]:
                self._declare(tokens[1:])
                tokens = []
            elif word == ">" and not inside:
                end = token.end()
                break
            elif word == "<!ENTITY":
                tokens = [word]
            elif tokens:
                tokens.append(word)
            elif word.startswith("%") or (not inside and word in {"SYSTEM", "PUBLIC"}):
                self._elsewhere = True
        return end

    def _declare(self, words: list[str]) -> None:
        if len(words) > 1 and words[0] != "%":
            self._values.setdefault(words[0], words[1][1:-1] if words[1][0] in "\"'" else None)

    def expand(self, key: str, around: tuple[str, ...]) -> str | None:
        """The words of an entity; None if nothing declares it."""
        if key not in self._values:
            return unescape(f"&{key};") if self._elsewhere else None
        value = self._values[key]
        if value is None:
            raise UnreadableInput(f"the entity &{key}; stands for another file, which is never opened")
        if key in around or len(around) > _DEEPEST:
            raise UnreadableInput(f"the entity &{key}; stands for itself, or for one in another without end")
        value = _BY_NUMBER.sub(lambda one: unescape(one[0]), value)
        if "<" in value:
            raise UnreadableInput(f"the entity &{key}; stands for markup, where only words are put in")
        words = unescape(_INSIDE.sub(lambda one: self._nested(one, (*around, key)), value))
        self._left -= len(words) + 1
        if self._left < 0:
            raise UnreadableInput(f"the entity &{key}; and others stand for more than {MOST_EXPANDED:,} letters")
        return words

    def _nested(self, used: re.Match[str], around: tuple[str, ...]) -> str:
        words = None if used[1] in _PREDEFINED else self.expand(used[1], around)
        return used[0] if words is None else escape(words)
