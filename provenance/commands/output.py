"""How answers reach the reader: standard output for answers, standard error for all else, colour only where wanted."""

import errno
import io
import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NoReturn, TextIO

from provenance.text.visible import one_line, shortened, visible

STANDARD_OUTPUT = "-"
"""What `-o` may be given instead of a file."""


class Colour(StrEnum):
    """When to colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def wants_colour(asked: Colour) -> bool:
    """True if standard output should be coloured.

    A flag beats the environment; NO_COLOR (no-color.org) beats FORCE_COLOR and CLICOLOR_FORCE; otherwise a
    terminal that is not dumb gets colour and a pipe does not, but for that to git's pager, which passes it on.
    """
    if asked is not Colour.AUTO:
        return asked is Colour.ALWAYS
    if os.environ.get("NO_COLOR"):
        return False
    if any(os.environ.get(name, "0") not in {"", "0"} for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    if os.environ.get("GIT_PAGER_IN_USE") == "true":
        return os.environ.get("TERM") != "dumb"
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def terminal_width(asked: int | None = None) -> int:
    """The columns to write in: as asked, else COLUMNS, else those of the terminal behind any stream, else 80."""
    if asked:
        return max(asked, 20)
    if re.fullmatch("[0-9]{1,5}", os.environ.get("COLUMNS", "")):
        return max(int(os.environ["COLUMNS"]), 20)
    for stream in (sys.__stdout__, sys.__stderr__, sys.__stdin__):
        try:
            return max(os.get_terminal_size(stream.fileno()).columns, 20) if stream else 80
        except (OSError, ValueError):
            continue
    return shutil.get_terminal_size().columns


def answer(text: str) -> None:
    """The text on standard output, with nothing in it that steers a terminal, ended by one line feed."""
    write_out(visible(text))


def write_out(text: str) -> None:
    """The text on standard output as it is, in UTF-8 whatever the locale is, ended by one line feed."""
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")


def fill(line: str, columns: int, indent: int = 0, file: TextIO | None = None) -> None:
    """A line on standard output or in `file`, made safe to show, broken at `columns` with a hanging indent."""
    import textwrap

    blanks = " " * indent
    filled = textwrap.fill(_breakable(one_line(line)), columns, initial_indent=blanks, subsequent_indent=f"{blanks}  ")
    (file or sys.stdout).write(f"{filled}\n")


def notice(text: str) -> None:
    """A word to the user on standard error, on one line, safe to show, and no longer than can be read."""
    say(shortened(one_line(text)))


def say(text: str) -> None:
    """Lines on standard error, safe to show; if nobody can hear them, they are not said."""
    try:
        sys.stderr.write(f"{visible(text)}\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        silence(sys.stderr)


def tell(warning: str) -> None:
    """One word of warning on standard error."""
    warn([warning])


def warn(told: Iterable[str], about: str = "") -> None:
    """Each word of warning on standard error, once, behind the name of what it is about."""
    lead = f"{about}: " if about else ""
    for each in dict.fromkeys(told):
        notice(f"provenance: {lead}{each}")


def silence(stream: TextIO) -> None:
    """Let what is still to be written to a stream that is closed or full go nowhere, so that Python ends quietly."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):  # a stream in memory
        return


def table(rows: Iterable[Sequence[str]], headers: Sequence[str], width: int, flexible: int) -> str:
    """The rows as a table no wider than `width`: column number `flexible` wraps, the others keep their words.

    Where that leaves hardly any room, each row is told in a line or two, with its words below.
    """
    filled = [[_breakable(visible(cell)) for cell in row] for row in rows]
    room = _room(filled, headers, width, flexible)
    if room < min(_LEAST_ROOM, max(map(len, [headers[flexible], *(row[flexible] for row in filled)]))):
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


_LONG_WORD = re.compile(r"\S{400,}")


def _breakable(text: str) -> str:
    """The text with a blank here and there in words so long that none is one, which would take forever to be broken."""
    return _LONG_WORD.sub(lambda word: " ".join(_in_pieces(word[0])), text)


def _in_pieces(word: str) -> Iterator[str]:
    """A word in pieces of two hundred signs."""
    return (word[at : at + 200] for at in range(0, len(word), 200))


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
        f"{header} {' '.join(cell.split())}".strip()
        for number, (header, cell) in enumerate(zip(headers, row, strict=True))
        if cell not in {"", "–"} and not (is_long and number == flexible)
    )
    lines = [textwrap.fill("; ".join(cells), width, subsequent_indent="    ")]
    if is_long:
        lines.append(textwrap.fill(row[flexible], width, initial_indent="  ", subsequent_indent="  "))
    return "\n".join(lines)


def open_streams() -> None:
    """Standard output and error in UTF-8, letters that cannot be written replaced rather than refused.

    A stream that was closed before we began is opened on nothing, lest a database be opened under its number and
    written over by an answer.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            _occupy(number, name)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _occupy(number: int, name: str) -> None:
    """A closed stream opened again: standard error on nothing; the others so that whoever uses them is refused."""
    handle = os.open(os.devnull, os.O_WRONLY if name != "stdout" else os.O_RDONLY)
    if handle != number:
        os.dup2(handle, number)
        os.close(handle)
    setattr(sys, name, _Closed(name) if name != "stderr" else os.fdopen(number, "w"))


class _Closed(io.TextIOBase):
    """Standard input or output that is closed: whatever is asked of it ends in a sentence."""

    def __init__(self, name: str) -> None:
        self._refusal = OSError(errno.EBADF, "it is closed", f"standard {name.removeprefix('std')}put")

    @property
    def buffer(self) -> NoReturn:
        """None: there are no bytes either."""
        raise self._refusal

    def write(self, text: str) -> NoReturn:
        """Refused."""
        raise self._refusal

    def read(self, size: int | None = None) -> NoReturn:
        """Refused."""
        raise self._refusal

    def readline(self, size: int | None = None) -> NoReturn:
        """Refused."""
        raise self._refusal
