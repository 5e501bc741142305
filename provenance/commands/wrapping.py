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
        while used > room:
            head, line = _cut(line, room)
            yield head
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


def _cut(line: list[Piece], width: int) -> tuple[list[Piece], list[Piece]]:
    """What fits into the width, at least one sign, and the rest."""
    head: list[Piece] = []
    room = width
    for number, (text, style) in enumerate(line):
        for at, sign in enumerate(text):
            if cell_len(sign) > room and (head or at):
                rest = [(text[at:], style), *line[number + 1 :]]
                return [*head, *([(text[:at], style)] if at else [])], rest
            room -= cell_len(sign)
        head.append((text, style))
    return head, []
