"""Histories in git asked with the command line."""

import json
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A file with two commits, by two authors."""
    folder = tmp_path / "letter"
    folder.mkdir()
    file = folder / "draft.txt"
    _git(folder, "init", "-q")
    for author, words in (("Ann", "The task is complex.\n"), ("Bob", "The task is complex. We begin.\n")):
        file.write_text(words)
        _git(folder, "add", ".")
        _git(folder, "commit", "-q", "-m", f"by {author}", "--author", f"{author} <{author}@example.org>")
    return file


def _git(folder: Path, *arguments: str) -> None:
    names = {f"GIT_COMMITTER_{what}": "Ann" for what in ("NAME", "EMAIL")}
    subprocess.run(["git", *arguments], cwd=folder, check=True, env={**os.environ, **names})


def test_a_file_that_was_taken_away_is_said_to_have_no_words(inside: Run, tmp_path: Path, draft: Path) -> None:
    _git(draft.parent, "rm", "-q", draft.name)
    _git(draft.parent, "commit", "-q", "-m", "away", "--author", "Cy <c@example.org>")
    done = inside(tmp_path / "h.db", "annotate", str(draft))
    assert re.fullmatch("“[0-9a-f]{7,12}” has no words\n", done.stdout)


def test_commits_are_called_by_few_digits_and_by_all_in_json(inside: Run, tmp_path: Path, draft: Path) -> None:
    database = tmp_path / "h.db"
    assert inside(database, "ingest", str(draft), "--format", "git").returncode == 0
    listed = json.loads(inside(database, "versions", "--json").stdout)["work"]["versions"]
    first, last = (version["id"] for version in listed)
    assert len(first) == 40
    asked = (
        ("versions",),
        ("annotate", "--revision", first[:7]),
        ("annotate",),
        ("trace", "The task"),
        ("who", "--from", first[:7], "--to", last[:9]),
        ("changes", "--from", first[:7]),
        ("redline", "--from", first[:7]),
        ("authors", "--revision", first[:8]),
    )
    for command in asked:
        answer = inside(database, *command)
        assert answer.returncode == 0, answer.stderr
        assert first[:13] not in answer.stdout
        assert last[:13] not in answer.stdout
        if command[0] not in {"authors", "changes"}:
            assert first[:7] in answer.stdout or last[:7] in answer.stdout
    assert json.loads(inside(database, "annotate", "--json").stdout)["revision"] == last


def test_a_beginning_that_fits_several_commits_or_none_is_answered_with_those_there_are(
    inside: Run, tmp_path: Path
) -> None:
    history = tmp_path / "draft.jsonl"
    history.write_text("\n".join(json.dumps({"rev": f"r{n}", "text": "The task."}) for n in (11, 12, 2)))
    assert "r11, r12" in inside(tmp_path / "none.db", "annotate", str(history), "--revision", "r1").stderr
    assert "r11, r12, r2" in inside(tmp_path / "none.db", "annotate", str(history), "--revision", "x").stderr


@pytest.fixture
def hidden(inside: Run, tmp_path: Path) -> Callable[..., Any]:
    """A page with a hidden author (103), hidden words (104) and a revision without a date (106)."""
    export = Path(__file__).parents[1] / "cases" / "histories" / "hidden.xml"
    assert inside(tmp_path / "h.db", "ingest", str(export)).returncode == 0
    return lambda *arguments: inside(tmp_path / "h.db", *arguments)


def test_what_a_wiki_hides_is_said_to_be_unknown(hidden: Callable[..., Any]) -> None:
    assert "104 (hidden)" in hidden("versions").stdout
    annotated = hidden("annotate").stdout
    assert re.search(r"105 +2020-01-05  unknown", annotated)
    assert re.search(r"106 +unknown +Dan", annotated)
    assert "unknown (Bob or Cat?)" in hidden("trace", "A storm").stdout
    [event] = json.loads(hidden("trace", "A storm", "--json").stdout)["events"]
    assert event["gaps"] == ["104"]
    told = " ".join(hidden("who").stdout.split())
    assert "it may have been made in version “104”, hidden before version “105”" in told
    assert "“”" not in told
    assert "1 version of this work is hidden" in " ".join(hidden("redline").stdout.split())


@pytest.mark.parametrize(
    "command", [("annotate", "--revision"), ("authors", "--revision"), ("redline", "--from"), ("who", "--to")]
)
def test_a_hidden_revision_is_called_hidden_and_shows_no_words(
    hidden: Callable[..., Any], command: tuple[str, ...]
) -> None:
    answer = hidden(*command, "104")
    assert (answer.returncode, answer.stdout) == (1, "")
    assert "the words of revision 104 are hidden" in answer.stderr


def test_words_are_traced_however_their_accents_are_composed(inside: Run, tmp_path: Path) -> None:
    path = tmp_path / "page.jsonl"
    path.write_text(json.dumps({"rev": "1", "author": "Ann", "text": "The re\u0301sume\u0301 came"}) + "\n")
    for words in ("résumé", "re\u0301sume\u0301"):
        assert "entered" in inside(tmp_path / "none.db", "trace", words, str(path)).stdout


def test_a_text_added_to_a_history_stays_beside_what_the_history_goes_on_with(
    inside: Run, tmp_path: Path, draft: Path
) -> None:
    database = tmp_path / "h.db"
    (late := tmp_path / "late.txt").write_text("The task is very complex. We begin.\n")
    inside(database, "ingest", str(draft))
    inside(database, "add", "draft.txt", str(late), "--by", "Cy Cook")
    told = inside(database, "changes", "draft.txt").stdout
    assert "version “late” records its author" in " ".join(told.split())
    assert re.search(r"late +unknown +Cy Cook +very", inside(database, "annotate", "draft.txt").stdout)
    draft.write_text("The task is complex. We begin now.\n")
    _git(draft.parent, "commit", "-q", "-am", "by Dora", "--author", "Dora <Dora@example.org>")
    inside(database, "ingest", str(draft))
    versions = json.loads(inside(database, "versions", "draft.txt", "--json").stdout)["work"]["versions"]
    assert versions[-1]["parents"] == [versions[1]["id"]]
    vanished = json.loads(inside(database, "trace", "very", "draft.txt", "--json").stdout)["events"]
    assert "Dora" not in json.dumps(vanished)


def test_a_name_that_a_file_and_a_stored_work_have_means_the_work_everywhere(
    inside: Run, tmp_path: Path, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = tmp_path / "h.db"
    (late := tmp_path / "late.txt").write_text("The task is very complex. We begin.\n")
    inside(database, "ingest", str(draft))
    inside(database, "add", "draft.txt", str(late), "--by", "Cy Cook")
    monkeypatch.chdir(draft.parent)
    stored = inside(database, "authors", "draft.txt")
    assert "Cy Cook" in stored.stdout
    assert "the stored work is told of, ./draft.txt means the file" in stored.stderr
    assert "Cy Cook" not in inside(database, "authors", "./draft.txt").stdout
