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
    """The rows as a table no wider than `width`: column number `flexible` wraps, the others keep their words."""
    filled = [list(row) for row in rows]
    return _tabulated(filled, headers, flexible, _room(filled, headers, width, flexible))


def short_table(rows: Iterable[Sequence[str]], headers: Sequence[str], width: int, flexible: int) -> str:
    """The same with one line a row: what is too long in column number `flexible` ends with an ellipsis."""
    filled = [list(row) for row in rows]
    room = _room(filled, headers, width, flexible)
    for row in filled:
        if len(row[flexible]) > room:
            row[flexible] = row[flexible][: room - 2].rsplit(" ", 1)[0] + " …"
    return _tabulated(filled, headers, flexible, room)


def _room(rows: Sequence[Sequence[str]], headers: Sequence[str], width: int, flexible: int) -> int:
    """The columns that are left for the flexible column; at least 16."""
    rigid = [n for n in range(len(headers)) if n != flexible]
    return max(width - sum(max([len(headers[n]), *(len(row[n]) for row in rows)]) + 2 for n in rigid), 16)


def _tabulated(rows: Sequence[Sequence[str]], headers: Sequence[str], flexible: int, room: int) -> str:
    from tabulate import tabulate

    widths: list[int | None] = [None] * len(headers)
    widths[flexible] = room
    return tabulate(rows, headers, tablefmt="simple", maxcolwidths=widths, disable_numparse=True)


def use_utf8() -> None:
    """Standard output and error in UTF-8, letters that cannot be written replaced rather than refused."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
