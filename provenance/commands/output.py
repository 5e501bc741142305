"""How answers reach the reader: standard output for answers, standard error for all else, colour only where wanted."""

import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TextIO

from provenance.text.visible import one_line


class Colour(StrEnum):
    """When to colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def wants_colour(asked: Colour) -> bool:
    """True if standard output should be coloured.

    A flag beats the environment; NO_COLOR (no-color.org) beats FORCE_COLOR and CLICOLOR_FORCE; otherwise a
    terminal that is not dumb gets colour and a pipe does not.
    """
    if asked is not Colour.AUTO:
        return asked is Colour.ALWAYS
    if os.environ.get("NO_COLOR"):
        return False
    if any(os.environ.get(name, "0") not in {"", "0"} for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def terminal_width(asked: int | None = None) -> int:
    """The columns to write in: as asked, else COLUMNS, else those of the terminal behind any stream, else 80."""
    if asked:
        return max(asked, 20)
    if os.environ.get("COLUMNS", "").isdigit():
        return max(int(os.environ["COLUMNS"]), 20)
    for stream in (sys.__stdout__, sys.__stderr__, sys.__stdin__):
        try:
            return max(os.get_terminal_size(stream.fileno()).columns, 20) if stream else 80
        except (OSError, ValueError):
            continue
    return shutil.get_terminal_size().columns


def answer(text: str) -> None:
    """The text on standard output, in UTF-8 whatever the locale is, ended by one line feed."""
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")


def fill(line: str, columns: int, indent: int = 0, file: TextIO | None = None) -> None:
    """A line on standard output or in `file`, made safe to show, broken at `columns` with a hanging indent."""
    import textwrap

    blanks = " " * indent
    filled = textwrap.fill(one_line(line), columns, initial_indent=blanks, subsequent_indent=f"{blanks}  ")
    (file or sys.stdout).write(f"{filled}\n")


def notice(text: str) -> None:
    """A word to the user on standard error."""
    sys.stderr.write(f"{text}\n")


def table(rows: Iterable[Sequence[str]], headers: Sequence[str], width: int, flexible: int) -> str:
    """The rows as a table no wider than `width`: column number `flexible` wraps, the others keep their words.

    Where that leaves hardly any room, each row is told in a line or two, with its words below.
    """
    filled = [list(row) for row in rows]
    room = _room(filled, headers, width, flexible)
    if room < _LEAST_ROOM:
        return "\n".join(_told(row, headers, width, flexible) for row in filled)
    return _tabulated(filled, headers, flexible, room)


def short_table(rows: Iterable[Sequence[str]], headers: Sequence[str], width: int, flexible: int) -> str:
    """The same with one line a row: what is too long in column number `flexible` ends with an ellipsis."""
    filled = [list(row) for row in rows]
    room = _room(filled, headers, width, flexible)
    room = room if room >= _LEAST_ROOM else width - 2
    for row in filled:
        if len(row[flexible]) > room:
            row[flexible] = row[flexible][: room - 2].rsplit(" ", 1)[0] + " …"
    return table(filled, headers, width, flexible)


_LEAST_ROOM = 16
_LONGEST_INLINE = 40


def _room(rows: Sequence[Sequence[str]], headers: Sequence[str], width: int, flexible: int) -> int:
    """The columns that are left for the flexible column."""
    rigid = [n for n in range(len(headers)) if n != flexible]
    lines = ([headers[n], *(line for row in rows for line in row[n].split("\n"))] for n in rigid)
    return width - sum(max(map(len, column)) + 2 for column in lines)


def _tabulated(rows: Sequence[Sequence[str]], headers: Sequence[str], flexible: int, room: int) -> str:
    import tabulate

    tabulate.MIN_PADDING = 0  # else a column is two wider than its heading, and the table than the terminal
    widths: list[int | None] = [None] * len(headers)
    widths[flexible] = room
    return tabulate.tabulate(rows, headers, tablefmt="simple", maxcolwidths=widths, disable_numparse=True)


def _told(row: Sequence[str], headers: Sequence[str], width: int, flexible: int) -> str:
    """A row in words, for a terminal too narrow for a table."""
    import textwrap

    is_long = len(row[flexible]) > _LONGEST_INLINE
    cells = (
        f"{header} {', '.join(cell.split(chr(10)))}".strip()
        for number, (header, cell) in enumerate(zip(headers, row, strict=True))
        if cell not in {"", "–"} and not (is_long and number == flexible)
    )
    lines = [textwrap.fill("; ".join(cells), width, subsequent_indent="    ")]
    if is_long:
        lines.append(textwrap.fill(row[flexible], width, initial_indent="  ", subsequent_indent="  "))
    return "\n".join(lines)


def use_utf8() -> None:
    """Standard output and error in UTF-8, letters that cannot be written replaced rather than refused."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
