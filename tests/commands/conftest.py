"""The installed program, run as a user runs it, on a database made once for all tests of the letter."""

import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def letter_database(tmp_path_factory: pytest.TempPathFactory, program: Run) -> Path:
    """A database made by `provenance init`; not to be written to."""
    path = tmp_path_factory.mktemp("letter") / "provenance.db"
    made = program(path, "init")
    assert made.returncode == 0, made.stderr
    return path


@pytest.fixture(scope="session")
def letter_on_server(server: Any, program: Run) -> str:
    """The name of a database of the same on a PostgreSQL server; copied, never opened."""
    server.ask("postgres", "CREATE DATABASE letter TEMPLATE empty")
    made = program(server.url("letter"), "init")
    assert made.returncode == 0, made.stderr
    return "letter"


@pytest.fixture(scope="session")
def letter_url(server: Any, letter_on_server: str) -> Iterator[str]:
    """The address of such a database; not to be written to."""
    with server.copied(letter_on_server) as place:
        yield place


@pytest.fixture(params=["sqlite", "postgresql"])
def letter(request: pytest.FixtureRequest, inside: Run) -> Run:
    """The program on the letter in a database of either kind, for reading."""
    place = request.getfixturevalue("letter_database" if request.param == "sqlite" else "letter_url")
    return lambda *arguments, **environment: inside(place, *arguments, **environment)


@pytest.fixture(params=["sqlite", "postgresql"])
def own_letter(request: pytest.FixtureRequest, tmp_path: Path, inside: Run) -> Iterator[Run]:
    """The program on a copy of the letter's database, of either kind, that may be written to."""
    if request.param == "sqlite":
        copy = shutil.copy(request.getfixturevalue("letter_database"), tmp_path / "own.db")
        yield lambda *arguments, **environment: inside(copy, *arguments, **environment)
        return
    with request.getfixturevalue("server").copied(request.getfixturevalue("letter_on_server")) as place:
        yield lambda *arguments, **environment: inside(place, *arguments, **environment)


@pytest.fixture
def ask(letter: Run) -> Callable[..., Any]:
    """The program's JSON answer on the letter."""

    def answer(*arguments: str) -> Any:
        result = letter(*arguments, "--json")
        assert result.returncode == 0, result.stderr
        return json.loads(result.stdout)

    return answer


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
