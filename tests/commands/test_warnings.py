"""What was odd in a file, or not read of it, is said by every command that reads files, and stands in its answer."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

NOTED = """1. Letter From Roe to Doe

Bonn, August 5, 1971.

Dear Doe:

We agree to the task.2 It is long.3

Sincerely,

Roe

  1. Source: Archives. Secret.

  2. Roe inserted this sentence.

  2. Doe inserted “the task”.
"""


@pytest.fixture
def noted(tmp_path: Path) -> str:
    path = tmp_path / "noted.txt"
    path.write_text(NOTED)
    return str(path)


SAID = ("note 2 is there 2 times", "the marker 3 has no note")


def test_every_command_that_reads_a_file_says_it(noted: str, inside: Run, tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    plain = tmp_path / "plain.txt"
    plain.write_text("Dear Doe:\n\nWe agree.\n")
    inside(library, "init", "--empty")
    for arguments in (
        ["ingest", noted],
        ["evidence", noted],
        ["diff", str(plain), noted],
        ["diff", noted, str(plain), "--format", "md"],
        ["add", "noted", noted, "--by", "Roe"],
    ):
        result = inside(library, *arguments)
        for words in SAID:
            assert result.stderr.count(words) == 1, (arguments, result.stderr)
            assert words not in result.stdout


def test_in_json_it_stands_in_the_answer(noted: str, inside: Run, tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    inside(library, "init", "--empty")
    for arguments in (
        ["ingest", noted],
        ["evidence", noted],
        ["diff", noted, noted],
        ["add", "noted", noted, "--by", "R"],
    ):
        told = json.loads(inside(library, *arguments, "--json").stdout)["warnings"]
        assert all(any(words in each for each in told) for words in SAID), (arguments, told)


def test_a_note_whose_number_comes_twice_is_a_note_of_its_own(noted: str, inside: Run, tmp_path: Path) -> None:
    told = json.loads(inside(tmp_path / "none.db", "evidence", noted, "--json").stdout)["notes"]
    assert [(note["number"], note["text"]) for note in told] == [
        ("1", "Source: Archives. Secret."),
        ("2", "Roe inserted this sentence."),
        ("2", "Doe inserted “the task”."),
    ]
    assert len({note["id"] for note in told}) == 3


def test_a_history_that_is_cut_off_says_what_was_kept(inside: Run, tmp_path: Path) -> None:
    library, history = tmp_path / "library.db", tmp_path / "draft.jsonl"
    lines = "".join(json.dumps({"rev": str(n), "text": f"The task is {n}."}) + "\n" for n in range(3))
    history.write_text(lines[:-20])
    result = inside(library, "ingest", str(history))
    assert result.returncode == 2
    assert "line 3: is cut off" in result.stderr
    assert "2 whole revisions of draft are stored" in result.stderr
    history.write_text(lines)
    assert "stored 1 revision of draft" in inside(library, "ingest", str(history)).stdout
