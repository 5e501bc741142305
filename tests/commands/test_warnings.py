"""What was odd in a file, or not read of it, is said by every command that reads files, and stands in its answer."""

import json
import os
import subprocess
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


def test_it_stands_in_every_answer_of_the_stored_work(noted: str, inside: Run, tmp_path: Path) -> None:
    library, plain = tmp_path / "library.db", tmp_path / "plain.txt"
    plain.write_text("Dear Doe:\n\nWe agree.\n")
    for arguments in (
        ["init", "--empty"],
        ["ingest", noted],
        ["ingest", str(plain)],
        ["add", "plain", noted, "--by", "Roe", "--label", "revised"],
    ):
        assert inside(library, *arguments).returncode == 0
    for work in ("noted", "plain"):
        for command in ("who", "changes", "redline"):
            shown = " ".join(inside(library, command, work).stdout.split())
            assert [shown.count(words) for words in SAID] == [1, 1], (command, work)
            assert "When noted.txt was read: note 2" in shown
            told = inside(library, command, work, "--json").stdout
            assert all(words in told for words in SAID), (command, work)
        for format in ("md", "html", "tei", "json", "prov", "annotations"):
            told = inside(library, "report", work, "--format", format).stdout
            assert all(words in told for words in SAID), (format, work)
    inside(library, "undo")
    assert "noted.txt" not in inside(library, "redline", "plain").stdout
    assert inside(library, "verify").returncode == 0


def test_what_was_said_of_a_history_stays_with_it(inside: Run, tmp_path: Path) -> None:
    library, folder = tmp_path / "library.db", tmp_path / "drafts"
    folder.mkdir()
    for name, text in (("1.txt", "We agree."), ("2.txt", "We do agree."), ("other.txt", "No draft.")):
        (folder / name).write_text(text)
    (folder / "drafts.csv").write_text("file,by\n1.txt,Roe\n2.txt,Doe\n")
    inside(library, "init", "--empty")
    said = "does not list other.txt"
    assert said in inside(library, "ingest", str(folder)).stderr
    assert said in " ".join(inside(library, "redline", "drafts").stdout.split())
    (folder / "other.txt").unlink()
    assert inside(library, "ingest", str(folder)).returncode == 0
    assert said not in " ".join(inside(library, "redline", "drafts").stdout.split())
    assert inside(library, "verify").returncode == 0
    inside(library, "undo")
    assert said in " ".join(inside(library, "redline", "drafts").stdout.split())
    inside(library, "undo", "1")
    assert json.loads(inside(library, "list", "--json").stdout)["works"] == []


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


def test_what_a_record_says_now_and_did_not_when_it_was_stored_is_told(inside: Run, tmp_path: Path) -> None:
    history, library = tmp_path / "h.jsonl", tmp_path / "own.db"
    history.write_text('{"rev": 1, "text": "a", "author": "Ann"}\n{"rev": 2, "text": "b"}\n')
    assert inside(library, "ingest", str(history)).stderr == ""
    history.write_text('{"rev": 1, "text": "a", "author": "Zed"}\n{"rev": 2, "text": "b"}\n')
    for _ in range(2):
        said = inside(library, "ingest", str(history))
        assert (said.returncode, said.stderr) == (
            0,
            "provenance: the authors or dates given now are not those of 1 stored revision, such as “1” (Zed); what is "
            "stored stays, and `provenance edit version h` mends it\n",
        )
    assert "Ann" in inside(library, "versions", "h").stdout


def test_what_is_said_of_a_file_that_was_stored_and_described_otherwise_is_not_passed_over(
    noted: str, inside: Run, tmp_path: Path
) -> None:
    library, history = tmp_path / "library.db", tmp_path / "page.jsonl"
    history.write_text('{"rev": "1", "author": "Ann", "text": "one"}\n')
    inside(library, "init", "--empty")
    for file, options in (
        (noted, ["--title", "A letter", "--by", "Roe", "--date", "1971", "--label", "draft", "--source", "Box 7"]),
        (str(history), ["--title", "A\npage", "--source", "Box 7"]),
    ):
        assert inside(library, "ingest", file, *options).returncode == 0
        again = inside(library, "ingest", file, *options)
        assert "nothing changed" in again.stdout
        assert "given now" not in again.stderr
        for option in options[::2]:
            noun, value = ("author", "Doe") if option == "--by" else (option.removeprefix("--"), "1972")
            other = inside(library, "ingest", file, option, value)
            assert f"the {noun} given now is not that of" in other.stderr
    assert "A page" in inside(library, "list").stdout


def test_a_past_that_was_written_anew_does_not_go_on_from_the_former(inside: Run, tmp_path: Path) -> None:
    file, library = tmp_path / "letter.txt", tmp_path / "own.db"
    who = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_COMMITTER_NAME": "C", "GIT_COMMITTER_EMAIL": "c@example.org"}

    def commit(author: str, *arguments: str) -> None:
        for command in (
            ["init", "-q"],
            ["add", "letter.txt"],
            ["commit", "-qm", "A", f"--author={author} <a>", *arguments],
        ):
            subprocess.run(["git", *command], cwd=tmp_path, env={**os.environ, **who}, check=True, timeout=60)
        done = inside(library, "ingest", str(file))
        assert done.returncode == 0
        said.append(done.stderr)

    said: list[str] = []
    file.write_text("one two three")
    commit("Ann")
    commit("Zed", "--amend")
    assert "any more and does not go on from it" not in said[0]
    assert "letter.txt: has not the stored revision “" in said[1]
    [work] = json.loads(inside(library, "list", "--json").stdout)["works"]
    assert [(one["author"], one["parents"]) for one in work["versions"]] == [("Ann", []), ("Zed", [])]
