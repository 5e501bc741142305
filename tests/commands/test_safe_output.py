"""No letter of a stranger reaches a terminal raw, whichever command prints it and wherever it stood."""

import json
import pty
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import pytest

Run = Callable[..., Any]
PROGRAM = str(Path(sys.executable).parent / "provenance")

NASTY = "\x1b[31mred\x1b]0;title\x07 \x9b2J \u202eturned \u2066in\u200f \x7f \u0085 x"
NAME = "\x1b[31m\x9bname\u202e"
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\ud800-\udfff]")

NOTED = f"""Foreign Relations, Volume {NASTY}

1. Letter From A {NASTY}

Dear Sir:1

We {NASTY} agree to the task of long standing.2

Sincerely,

Roe

  1. Source: Archives. {NASTY}

  2. Roe inserted “the task {NASTY}”.
"""


def tei(words: str, name: str) -> str:
    """A transcription whose every place says something nasty that XML can hold."""
    words, name = (re.sub("[\x00-\x1f\ufffe\uffff]", "", each) for each in (words, name))
    return f"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>{words}</title></titleStmt>
<publicationStmt><p>{words}</p></publicationStmt><sourceDesc><listWit><witness xml:id="A">{words}</witness></listWit>
</sourceDesc></fileDesc><profileDesc><handNotes><handNote xml:id="h" scribe="{name}">{words}</handNote></handNotes>
</profileDesc></teiHeader><text><body><pb n="{name}"/><p n="{name}">We <del hand="#h">{words} go</del>
<add hand="#h" when="{name}">{words} come</add> now.<note n="{name}" resp="{name}">{words}</note>
</p></body></text></TEI>"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, inside: Run) -> Path:
    """A library into which everything nasty was put, under nasty names."""
    path = tmp_path_factory.mktemp("nasty")
    base, other = path / f"{NAME}.txt", path / f"{NAME}b.txt"
    base.write_text(f"Dear Sir:\n\nWe {NASTY} agree.\n")
    other.write_text(f"Dear Sir:\n\nWe {NASTY} quite {NASTY} agree to it.\n")
    (path / f"{NAME}.xml").write_text(tei(NASTY, NAME))
    (path / f"{NAME}-noted.txt").write_text(NOTED)
    lines = [
        {
            "rev": f"{n}{NAME}",
            "author": f"{NASTY} {n % 3}",
            "timestamp": NASTY,
            "text": f"We {NASTY} {n}.",
            "comment": NASTY,
        }
        for n in range(5)
    ]
    (path / f"{NAME}.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    repo = path / f"repo{NAME}"
    repo.mkdir()
    (repo / f"{NAME}.txt").write_text(NASTY)
    for command in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", f"user.name={NAME}", "-c", "user.email=a@b", "commit", "-q", "-m", NASTY.replace("\x00", "")],
    ):
        subprocess.run(["git", "-C", str(repo), *command], check=True, capture_output=True, timeout=60)
    library = path / "library.db"
    for arguments in (
        ["init", "--empty"],
        ["ingest", str(base)],
        ["ingest", str(path / f"{NAME}.xml")],
        ["ingest", str(path / f"{NAME}-noted.txt")],
        ["ingest", str(path / f"{NAME}.jsonl")],
        ["add", "31m-name", str(other), "--by", NAME, "--date", "1971-08-03", "--label", f"label {NAME}"],
    ):
        safe(inside(library, *arguments), arguments)
    return path


def safe(result: Any, arguments: list[str]) -> Any:
    """The result, of which neither stream holds a sign that steers."""
    for stream in (result.stdout, result.stderr):
        stream = stream.replace("\r\n", "\n")  # as tables for spreadsheets end their lines
        found = STEERING.search(stream)
        assert found is None, (arguments, stream[max(0, found.start() - 80) : found.end() + 80])
    assert result.returncode != 3, result.stderr
    return result


def commands(folder: Path) -> list[list[str]]:
    """Every command that prints, on all that the library holds, and on files."""
    base, other, noted = (str(folder / name) for name in (f"{NAME}.txt", f"{NAME}b.txt", f"{NAME}-noted.txt"))
    works = ["31m-name", "31m-name-noted", NAME]
    jsonl, repo = str(folder / f"{NAME}.jsonl"), str(folder / f"repo{NAME}" / f"{NAME}.txt")
    asking = [
        [command, work]
        for command in (
            "versions",
            "who",
            "changes",
            "redline",
            "evidence",
            "annotate",
            "authors",
            "report",
            "log",
            "verify",
        )
        for work in works
    ]
    return [
        *asking,
        *([*each, "--json"] for each in asking if each[0] != "report"),
        ["list"], ["list", "--json"], ["search", "agree"], ["search", "red"], ["search", NASTY],
        ["evidence", noted], ["evidence", noted, "--all", "--explain"],
        ["evidence", str(folder / f"{NAME}.xml"), "--all"],
        ["diff", base, other], ["diff", base, other, "--json"], ["diff", base, other, "--brief"],
        ["diff", base, other, "--color", "never", "--width", "30"], ["diff", base, str(folder / f"{NAME}.xml")],
        ["diff", base, str(folder / f"missing{NAME}")],
        *(["diff", base, other, "--format", each] for each in ["md", "txt", "csv", "cite", "html", "annotations"]),
        *(["report", "31m-name", "--format", each] for each in ["md", "txt", "csv", "bibtex", "csl-json", "prov"]),
        ["annotate", jsonl], ["annotate", jsonl, "--json"], ["authors", jsonl], ["trace", "turned", jsonl],
        ["trace", NASTY, jsonl], ["annotate", repo], ["authors", repo, "--json"], ["trace", "red", repo],
        ["annotate", jsonl, "--revision", NAME], ["annotate", jsonl, "--format", NAME], ["trace", NAME, NAME],
        ["claim", "list", "31m-name"],
        ["claim", "add", "31m-name", "--reviser", NAME, "--words", "quite", "--source", NASTY],
        ["claim", "withdraw", NAME, "31m-name"], ["scan", str(folder / f"{NAME}.xml")],
        ["scan", str(folder / f"{NAME}.xml"), "--json"], ["scan", str(folder / NAME)], ["ingest", str(folder / NAME)],
        ["ingest", base, "--format", NAME], ["ingest", base, "--document", NAME], ["report", "--format", NAME],
        ["report", "31m-name", "-o", str(folder / "no" / NAME)], ["--db", str(folder / NAME), "list"],
        ["who", NAME, "--from", NAME], ["who", "31m-name", "--match", NASTY], ["who", "31m-name", "--reviser", NAME],
        [NAME], ["who", f"--{NAME}"], ["who", "--paragraph", NAME], ["redline", "--color", NAME],
        ["add", NAME, base, "--by", "A"],
    ]  # fmt: skip


def test_every_command_shows_what_it_quotes_and_sends_none_of_it(folder: Path, inside: Run) -> None:
    library = folder / "library.db"
    for arguments in commands(folder):
        safe(inside(library, *arguments), arguments)


def test_in_json_every_sign_is_kept_as_an_escape(folder: Path, inside: Run) -> None:
    result = inside(folder / "library.db", "annotate", str(folder / f"{NAME}.jsonl"), "--json")
    assert set(filter(None, json.loads(result.stdout)["authors"].values())) == {f"{NASTY} {n}" for n in range(3)}


@pytest.mark.parametrize("format", ["tei", "tei-genetic", "prov-o", "json", "html", "csv", "txt", "docx"])
def test_a_report_on_a_terminal_steers_it_no_more_than_a_table(folder: Path, format: str) -> None:
    ours, its = pty.openpty()
    with open(ours, "rb", 0) as screen:
        with open(its, "wb", 0) as terminal:
            command = [PROGRAM, "--db", str(folder / "library.db"), "report", "31m-name", "--format", format]
            running = subprocess.Popen(command, stdout=terminal, stderr=terminal)
        shown = b"".join(_all_of(screen))
        running.wait(timeout=60)
    assert STEERING.search(shown.decode().replace("\r\n", "\n")) is None


def _all_of(screen: IO[bytes]) -> Iterator[bytes]:
    """What is written on a terminal until whoever writes has gone."""
    try:
        while part := screen.read(4096):
            yield part
    except OSError:
        return
