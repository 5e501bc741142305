"""The installed program, run as a user runs it, on a database made once for all tests of the letter."""

import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock
from xml.sax.saxutils import escape, quoteattr

import pytest

from provenance.commands import app

PROGRAM = str(Path(sys.executable).parent / "provenance")
Result = subprocess.CompletedProcess[str]
Run = Callable[..., Result]


def run_program(database: Path | str, *arguments: str, stdin: str | None = None, **environment: str) -> Result:
    """The program with arguments, without a terminal; its output, errors and exit code."""
    return subprocess.run(
        [PROGRAM, *arguments],
        env=surroundings(database, environment),
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def run_inside(database: Path | str, *arguments: str, stdin: str | None = None, **environment: str) -> Result:
    """The same from the command line on, without a process of its own: nothing but the start of Python is left out."""
    given, out, err = (stream(content) for content in ((stdin or "").encode(), b"", b""))
    environment = {"COLUMNS": "80", **environment}
    with (
        mock.patch.dict(os.environ, surroundings(database, environment), clear=True),
        mock.patch.object(sys, "argv", ["provenance", *arguments]),
        mock.patch.object(sys, "stdin", given),
        mock.patch.object(sys, "stdout", out),
        mock.patch.object(sys, "stderr", err),
        as_the_interpreter_starts(),
    ):
        code = _left_with(app.main)
    written = [one.buffer.getvalue().decode() for one in (out, err)]  # type: ignore[attr-defined]
    return Result([PROGRAM, *arguments], code, *written)


def _left_with(main: Callable[[], None]) -> int:
    """The exit code with which the command line leaves."""
    try:
        main()
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else int(left.code is not None)
    return 0


def stream(content: bytes) -> io.TextIOWrapper:
    """A stream of text that is no terminal, over bytes in memory."""
    return io.TextIOWrapper(io.BytesIO(content), "utf-8", write_through=True)


@contextmanager
def as_the_interpreter_starts() -> Iterator[None]:
    """What the program sets for its whole process is set back; libraries' own warnings are not shown to its users."""
    handlers = {one: signal.getsignal(one) for one in (signal.SIGPIPE, signal.SIGTERM)}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            yield
        finally:
            for one, handler in handlers.items():
                signal.signal(one, handler)


def surroundings(database: Path | str, environment: dict[str, str]) -> dict[str, str]:
    """The environment of the program: nothing of the tester's own that would change what it prints."""
    own = {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "PROVENANCE_TRACEBACK"}
    clean = {name: value for name, value in os.environ.items() if name not in own}
    return {**clean, "PROVENANCE_DB": str(database), "LC_ALL": "C.UTF-8", **environment}


@pytest.fixture(scope="session")
def letter_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database made by `provenance init`; not to be written to."""
    path = tmp_path_factory.mktemp("letter") / "provenance.db"
    made = run_program(path, "init")
    assert made.returncode == 0, made.stderr
    return path


@pytest.fixture(scope="session")
def letter_on_server(server: Any) -> str:
    """The name of a database of the same on a PostgreSQL server; copied, never opened."""
    server.ask("postgres", "CREATE DATABASE letter TEMPLATE empty")
    made = run_program(server.url("letter"), "init")
    assert made.returncode == 0, made.stderr
    return "letter"


@pytest.fixture(scope="session")
def letter_url(server: Any, letter_on_server: str) -> Iterator[str]:
    """The address of such a database; not to be written to."""
    with server.copied(letter_on_server) as place:
        yield place


@pytest.fixture(params=["sqlite", "postgresql"])
def letter(request: pytest.FixtureRequest) -> Run:
    """The program on the letter in a database of either kind, for reading."""
    place = request.getfixturevalue("letter_database" if request.param == "sqlite" else "letter_url")
    return lambda *arguments, **environment: run_inside(place, *arguments, **environment)


@pytest.fixture(params=["sqlite", "postgresql"])
def own_letter(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Run]:
    """The program on a copy of the letter's database, of either kind, that may be written to."""
    if request.param == "sqlite":
        copy = shutil.copy(request.getfixturevalue("letter_database"), tmp_path / "own.db")
        yield lambda *arguments, **environment: run_inside(copy, *arguments, **environment)
        return
    with request.getfixturevalue("server").copied(request.getfixturevalue("letter_on_server")) as place:
        yield lambda *arguments, **environment: run_inside(place, *arguments, **environment)


@pytest.fixture
def ask(letter: Run) -> Callable[..., Any]:
    """The program's JSON answer on the letter."""

    def answer(*arguments: str) -> Any:
        result = letter(*arguments, "--json")
        assert result.returncode == 0, result.stderr
        return json.loads(result.stdout)

    return answer


@pytest.fixture(scope="session")
def program() -> Run:
    """The program: program(database, *arguments, stdin=…, NAME=value…)."""
    return run_program


@pytest.fixture(scope="session")
def inside() -> Run:
    """The program in this process, called the same way: for all that the installed command adds nothing to."""
    return run_inside


PAIR = Path(__file__).parents[1] / "cases" / "pairs" / "harbour"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TRACKED = re.compile(r"\{([-+<>])([^:{}]*):([^{}]*)[-+<>]\}")
_TAGS = {"+": "ins", "-": "del", "<": "moveFrom", ">": "moveTo"}


@pytest.fixture(scope="session")
def tracked_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The harder pair as a Word file whose two revisers tracked their changes; no change has a date."""
    path = tmp_path_factory.mktemp("tracked") / "harbour.docx"
    paragraphs = (PAIR / "tracked.txt").read_text("utf-8").rstrip("\n").split("\n\n")
    body = "".join(_paragraph(words, number) for number, words in enumerate(paragraphs))
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_TYPE}"/></Types>',
        )
        package.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="r1" Type="{_OFFICE}" Target="word/document.xml"/></Relationships>',
        )
        package.writestr("word/document.xml", f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>')
    return path


def _paragraph(words: str, number: int) -> str:
    """A `w:p`; its mark is tracked too where one tracked passage is all that it holds."""
    whole = _TRACKED.fullmatch(words)
    mark = f"<w:{_TAGS[whole[1]]} {_stamp(whole[2], 1000 + number)}/>" if whole else ""
    pieces, at = [], 0
    for found in _TRACKED.finditer(words):
        pieces += [_run(words[at : found.start()]), _tracked(found, number * 20 + len(pieces))]
        at = found.end()
    return f"<w:p><w:pPr><w:rPr>{mark}</w:rPr></w:pPr>{''.join(pieces)}{_run(words[at:])}</w:p>"


def _tracked(found: re.Match[str], number: int) -> str:
    """A run inside its mark; both ends of a move are named by its words."""
    tag = _TAGS[found[1]]
    run = _run(found[3], "delText" if tag == "del" else "t")
    inside = f"<w:{tag} {_stamp(found[2], number)}>{run}</w:{tag}>"
    if not tag.startswith("move"):
        return inside
    name = f'w:id="{2000 + number}" w:name={quoteattr(found[3].strip()[:20])} w:author={quoteattr(found[2])}'
    return f'<w:{tag}RangeStart {name}/>{inside}<w:{tag}RangeEnd w:id="{2000 + number}"/>'


def _run(words: str, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{escape(words)}</w:{tag}></w:r>' if words else ""


def _stamp(author: str, number: int) -> str:
    return f'w:id="{number}" w:author={quoteattr(author)}'
