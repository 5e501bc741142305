"""Words in several styles broken into lines that fit: a blank may become a line break, nothing else is altered."""

import re
from collections.abc import Iterable, Iterator

from rich.cells import cell_len

Piece = tuple[str, object]
"""Words and the style they are shown in, or None."""

_PARTS = re.compile(r"\s+|\S+")


def wrap(pieces: Iterable[Piece], first: int, width: int) -> Iterator[list[Piece]]:
    """The lines, the first at most `first` columns of a terminal wide and the others `width`; wider words are cut."""
    room = first
    line: list[Piece] = []
    blank: list[Piece] = []
    used = 0
    for word in _words(pieces):
        if word[0][0].isspace():
            blank = word if line else []
            continue
        size = _width(word)
        if line and used + _width(blank) + size > room:
            yield line
            line, blank, used, room = [], [], 0, width
        line += blank
        used += _width(blank) + size
        blank = []
        line += word
        if used > room:
            *full, line = _cut(line, room, width)
            yield from full
            used, room = _width(line), width
    if line:
        yield line


def _words(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Runs of blanks and runs of letters in turn; a word may change its style in its middle."""
    run: list[Piece] = []
    for text, style in pieces:
        for part in _PARTS.findall(text):
            if run and run[-1][0][-1].isspace() != part[0].isspace():
                yield run
                run = []
            run.append((part, style))
    if run:
        yield run


def _width(pieces: Iterable[Piece]) -> int:
    return sum(cell_len(text) for text, _ in pieces)


def _cut(line: list[Piece], first: int, width: int) -> Iterator[list[Piece]]:
    """A line that is too wide cut where it must be, at least one sign to a line."""
    part: list[Piece] = []
    room = first
    for text, style in line:
        start = 0
        for at, sign in enumerate(text):
            size = cell_len(sign)
            if size > room and (part or at > start):
                yield [*part, (text[start:at], style)] if at > start else part
                part, start, room = [], at, width
            room -= size
        part.append((text[start:], style))
    yield part
