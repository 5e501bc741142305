"""The library changed with the installed program: ingest, add, claim; and the redline looked at."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def test_the_same_file_again_changes_nothing_and_says_so(own_letter: Run, letter_file: Path) -> None:
    before = own_letter("list", "--json").stdout
    result = own_letter("ingest", str(letter_file))
    assert (result.returncode, "nothing changed" in result.stdout) == (0, True)
    assert own_letter("list", "--json").stdout == before


@pytest.fixture
def real_draft(own_letter: Run, tmp_path: Path) -> str:
    """A transcription of the draft: the letter without the two passages, one word otherwise."""
    changes = json.loads(own_letter("changes", "--json").stdout)["changes"]
    text = json.loads(own_letter("report", "--format", "json").stdout)["final_text"]
    for change in changes:
        text = text.replace(change["after"], "")
    path = tmp_path / "draft.txt"
    path.write_text(
        re.sub(r"  +| +(?=\n)", " ", text).replace("The task is complex", "The task is hard"), encoding="utf-8"
    )
    return str(path)


def test_a_draft_that_turns_up_confirms_the_notes(own_letter: Run, real_draft: str) -> None:
    added = own_letter(
        "add", "letter from", real_draft, "--by", "Sonnenfeldt", "--date", "1971-08-03", "--label", "draft"
    )
    assert added.returncode == 0, added.stderr
    answer = json.loads(own_letter("changes", "--json").stdout)
    assert answer["base_standing"] == "extant"
    assert [change["revisers"] for change in answer["changes"]] == [
        ["Henry A. Kissinger"],
        ["Alexander M. Haig, Jr."],
        [],
    ]
    assert answer["changes"][2]["candidates"] == ["Henry A. Kissinger", "Alexander M. Haig, Jr."]
    notes = {note["number"]: note for note in json.loads(own_letter("evidence", "--json").stdout)["notes"]}
    assert [claim["status"] for n in "56" for claim in notes[n]["claims"]] == ["confirmed", "confirmed"]
    versions = json.loads(own_letter("versions", "--json").stdout)["work"]["versions"]
    assert versions[-1]["label"] == "final"
    assert [v["author"] for v in versions if v["label"] == "draft"] == ["Helmut Sonnenfeldt"]


def test_a_claim_of_a_historian_is_weighed_shown_and_withdrawn(own_letter: Run, real_draft: str) -> None:
    own_letter("add", "letter from", real_draft, "--by", "Sonnenfeldt", "--label", "draft")
    said = ("--reviser", "Haig", "--act", "replace", "--words", "complex", "--earlier", "hard")
    source = ("--source", "a memoir, p. 12", "--asserted-by", "A Scholar", "--certainty", "medium")
    assert own_letter("claim", "add", *said, *source).returncode == 0
    change = json.loads(own_letter("changes", "--json").stdout)["changes"][2]
    assert (change["revisers"], change["certainty"]) == (["Alexander M. Haig, Jr."], "medium")
    assert change["evidence"][0]["source"] == "a memoir, p. 12"
    claim = next(
        c
        for c in json.loads(own_letter("claim", "list", "--json").stdout)["claims"]
        if c["source"] == "a memoir, p. 12"
    )
    assert claim["status"] == "confirmed"
    listed = own_letter("claim", "list").stdout
    assert "confirmed: the draft has the earlier words and the revised text does not" in listed
    assert "earlier reading: “hard”" in listed
    assert "at odds" not in listed
    assert (
        own_letter(
            "claim", "withdraw", claim["id"].partition("/")[2], "--by", "A Scholar", "--reason", "a misprint"
        ).returncode
        == 0
    )
    assert json.loads(own_letter("changes", "--json").stdout)["changes"][2]["revisers"] == []
    assert "set aside by A Scholar: a misprint" in own_letter("claim", "list").stdout


def test_a_claim_that_a_note_speaks_against_is_told_so_at_once_and_in_the_list(own_letter: Run) -> None:
    said = ("--reviser", "Sonnenfeldt", "--sentence", "1.2", "--source", "a letter", "--asserted-by", "A Scholar")
    added = own_letter("claim", "add", *said)
    assert "at odds with 5-c1, which names Henry A. Kissinger for the same words" in " ".join(added.stdout.split())
    listed = " ".join(own_letter("claim", "list").stdout.split())
    assert listed.count("at odds with") == 2
    assert "(a letter; asserted by A Scholar)" in listed


def test_the_redline_is_readable_without_colour(letter: Run) -> None:
    result = letter("redline", COLUMNS="80")
    assert "\x1b" not in result.stdout
    text = re.sub(r"\s+", " ", result.stdout)
    assert "[+K Of course, I am in close touch" in text
    assert "Henry Kissinger. K+]" in text
    assert "[+H? As Mr. Kissinger has already explained" in text
    assert "for its own sake. H+]" in text
    assert "(reconstructed)" in text
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_colour_comes_when_asked_and_not_otherwise(letter: Run) -> None:
    assert "\x1b[" in letter("redline", "--color", "always").stdout
    assert "\x1b[" in letter("redline", FORCE_COLOR="1").stdout
    assert "\x1b[" not in letter("redline", "--color", "never", FORCE_COLOR="1").stdout
    assert "\x1b[" not in letter("redline", NO_COLOR="1", FORCE_COLOR="1").stdout
    plain = letter("redline", "--color", "never").stdout
    assert re.sub(r"\x1b\[[\d;]*m", "", letter("redline", "--color", "always").stdout) == plain


def test_context_leaves_out_what_is_far_from_a_change(letter: Run) -> None:
    text = letter("redline", "--context", "0").stdout
    assert "Of course, I am" in text
    assert "Ambassador Beam" in text
    assert "United States policy" not in text
    assert "[…]" in text


def test_a_report_is_not_written_over_a_file_that_the_library_was_read_from(own_letter: Run, tmp_path: Path) -> None:
    received, added = tmp_path / "received.txt", tmp_path / "added.txt"
    received.write_text("Dear Sir:\n\nWe agree to it.\n")
    added.write_text("Dear Sir:\n\nWe quite agree to it.\n")
    own_letter("ingest", str(received), "--id", "two", "--by", "Roe")
    own_letter("add", "two", str(added), "--label", "later", "--by", "Doe")
    for path in (received, added):
        before = path.read_text()
        refused = own_letter("report", "two", "--format", "md", "-o", str(path))
        assert refused.returncode == 2
        assert "one of the files that the result is made from" in refused.stderr
        assert path.read_text() == before
    for _ in range(2):
        assert own_letter("report", "two", "-o", str(tmp_path / "report.md")).returncode == 0


@pytest.mark.parametrize(
    ("read", "over", "files"),
    [
        ("page.jsonl", "page.jsonl", {"page.jsonl": '{"rev": "1", "text": "We agree."}\n'}),
        ("drafts", "drafts/a.txt", {"drafts/a.txt": "We agree.", "drafts/drafts.csv": "file,by\na.txt,Ann\n"}),
        ("drafts", "drafts/drafts.csv", {"drafts/a.txt": "We agree.", "drafts/drafts.csv": "file,by\na.txt,Ann\n"}),
        ("dated", "dated/1971-08-03.md", {"dated/1971-08-03.md": "\ufeffWe agree.\r\n"}),
    ],
)
def test_a_report_is_not_written_over_what_a_history_was_read_from(
    own_letter: Run, tmp_path: Path, read: str, over: str, files: dict[str, str]
) -> None:
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content.encode())
    assert own_letter("ingest", str(tmp_path / read)).returncode == 0
    refused = own_letter("report", "letter from", "-f", "md", "-o", str(tmp_path / over))
    assert refused.returncode == 2
    assert "one of the files that the result is made from" in refused.stderr
    assert (tmp_path / over).read_bytes() == files[over].encode()


def test_a_report_beside_drafts_may_be_written_again(own_letter: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("We agree.")
    (tmp_path / "drafts.csv").write_text("file,by\na.txt,Ann\n")
    assert own_letter("ingest", str(tmp_path)).returncode == 0
    for _ in range(2):
        (tmp_path / "report.md").write_text("An older report.")
        assert own_letter("report", "letter from", "-o", str(tmp_path / "report.md")).returncode == 0
