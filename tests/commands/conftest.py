"""The installed program, run as a user runs it, on a database made once for all tests of the letter."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pytest

PROGRAM = str(Path(sys.executable).parent / "provenance")
Result = subprocess.CompletedProcess[str]
Run = Callable[..., Result]


def run_program(database: Path, *arguments: str, stdin: str | None = None, **environment: str) -> Result:
    """The program with arguments, without a terminal; its output, errors and exit code."""
    clean = {
        k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "PROVENANCE_TRACEBACK"}
    }
    return subprocess.run(
        [PROGRAM, *arguments],
        env={**clean, "PROVENANCE_DB": str(database), "LC_ALL": "C.UTF-8", **environment},
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="session")
def letter_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database made by `provenance init`; not to be written to."""
    path = tmp_path_factory.mktemp("letter") / "provenance.db"
    made = run_program(path, "init")
    assert made.returncode == 0, made.stderr
    return path


@pytest.fixture
def letter(letter_database: Path) -> Run:
    """The program on the letter, for reading."""
    return lambda *arguments, **environment: run_program(letter_database, *arguments, **environment)


@pytest.fixture
def own_letter(letter_database: Path, tmp_path: Path) -> Run:
    """The program on a copy of the letter's database that may be written to."""
    copy = tmp_path / "own.db"
    shutil.copy(letter_database, copy)
    return lambda *arguments, **environment: run_program(copy, *arguments, **environment)


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
