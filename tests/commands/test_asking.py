"""The letter asked from the command line: the answers a historian needs, and their public JSON."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from provenance.reports.report_catalogue import REPORTS

Ask = Callable[..., Any]
Run = Callable[..., Any]

KISSINGER, HAIG = "Henry A. Kissinger", "Alexander M. Haig, Jr."
PASSAGE = ("As Mr. Kissinger has already explained", "for its own sake.")


def test_the_words_already_explained_are_haigs_on_the_word_of_note_6(ask: Ask) -> None:
    [sentence] = ask("who", "--match", "already explained")["sentences"]
    [change] = sentence["changes"]
    assert (sentence["ref"], sentence["state"]) == ("8.3", "inserted")
    assert change["revisers"] == [HAIG]
    assert change["candidates"] == []
    assert (change["basis"], change["certainty"]) == ("stated", "high")
    assert (change["start_certainty"], change["end_certainty"]) == ("medium", "high")
    assert change["evidence"][0]["note"] == "6"
    assert "inserted the second half of this paragraph" in change["evidence"][0]["quote"]


def test_the_decoy_in_paragraph_12_is_attributed_to_nobody_and_says_why(ask: Ask) -> None:
    [sentence] = ask("who", "--match", "As Dr. Kissinger")["sentences"]
    assert (sentence["ref"], sentence["state"], sentence["changes"]) == ("12.3", "unchanged", [])
    assert any("reconstructed" in caveat for caveat in sentence["caveats"])
    assert any("substantive additions" in caveat for caveat in sentence["caveats"])


def test_the_changes_are_two_insertions_with_exact_edges(ask: Ask) -> None:
    first, second = ask("changes")["changes"]
    assert first["after"].startswith("Of course, I am in close touch")
    assert first["after"].endswith("Henry Kissinger.")
    assert len(first["after"].split()) == 23
    assert (second["after"].startswith(PASSAGE[0]), second["after"].endswith(PASSAGE[1])) == (True, True)
    assert len(second["after"].split()) == 87
    assert [first["revisers"], second["revisers"]] == [[KISSINGER], [HAIG]]
    assert [first["sentences"], second["sentences"]] == [["1.2"], ["8.3", "8.4", "8.5", "8.6"]]
    assert [first["before"], second["before"]] == [None, None]


def test_the_works_stand_in_the_order_of_the_document(ask: Ask) -> None:
    answer = ask("list")
    memorandum, letter = answer["works"]
    assert memorandum["title"].startswith("Memorandum")
    assert letter["title"].startswith("Letter From President Nixon")
    assert [v["standing"] for v in letter["versions"]] == ["reconstructed", "reconstructed", "reconstructed", "extant"]
    assert len(letter["versions"][-1]["parents"]) == 2
    assert {p["short"] for p in answer["people"]} >= {"Kissinger", "Haig", "Sonnenfeldt"}
    assert answer["schema"] == "provenance.list/1"


def test_the_draft_nobody_has_seen_and_its_reconstruction_are_two_things(ask: Ask) -> None:
    work = ask("versions")["work"]
    [lost] = [witness for witness in work["witnesses"] if not witness["seen"]]
    [draft] = [version for version in work["versions"] if not version["parents"]]
    assert "forwarded a draft" in lost["attested_by"]
    assert (draft["standing"], draft["witness"]) == ("reconstructed", lost["id"])


def test_what_each_note_says_and_does_not_say(ask: Ask) -> None:
    notes = {note["number"]: note for note in ask("evidence")["notes"]}
    assert set(notes) == {"3", "4", "5", "6"}
    assert [n for n in sorted(notes) if notes[n]["is_revision_evidence"]] == ["3", "5", "6"]
    drafted, revised = sorted(notes["3"]["claims"], key=lambda claim: claim["act"])
    assert (drafted["act"], drafted["revisers"], drafted["scope"]) == ("draft", ["Helmut Sonnenfeldt"], "document")
    assert (revised["act"], revised["revisers"], revised["scope"]) == ("revise", [KISSINGER, HAIG], "document")
    [inserted] = notes["6"]["claims"]
    assert (inserted["scope"], inserted["status"]) == ("part-of-paragraph", "unverified")
    assert not notes["4"]["claims"]


def test_all_notes_of_a_file_are_read_without_a_database(letter: Run, letter_file: Any) -> None:
    import json

    result = letter("evidence", str(letter_file), "--json", PROVENANCE_DB="/nowhere/at/all.db")
    notes = json.loads(result.stdout)["notes"]
    assert [note["number"] for note in notes if note["is_revision_evidence"]] == ["3", "5", "6"]
    assert [note["number"] for note in notes] == ["1", "2", "3", "4", "5", "6"]


def test_a_reviser_is_found_by_any_form_of_his_name(ask: Ask) -> None:
    for name in ("Haig", "haig", HAIG):
        assert [s["ref"] for s in ask("who", "--reviser", name)["sentences"]] == ["8.3", "8.4", "8.5", "8.6"]


def test_nothing_is_unexplained_against_the_reconstruction(ask: Ask) -> None:
    assert ask("who", "--unexplained")["sentences"] == []


def test_words_are_searched_in_every_version(ask: Ask) -> None:
    [occurrence] = ask("search", "already explained")["occurrences"]
    assert occurrence["ref"] == "8.3"
    assert sorted(occurrence["versions"]) == ["final", "haig-layer"]


def test_a_layer_holds_its_revisers_changes_alone(ask: Ask) -> None:
    answer = ask("changes", "--from", "reconstructed-draft", "--to", "kissinger-layer")
    assert [change["revisers"] for change in answer["changes"]] == [[KISSINGER]]
    assert answer["revised_standing"] == "reconstructed"


def test_every_report_is_written(letter: Run, tmp_path: Any) -> None:
    for format in ("md", "json", "csv"):
        assert format in REPORTS
        target = tmp_path / f"letter.{format}"
        result = letter("report", "-o", str(target))
        assert (result.returncode, target.stat().st_size > 500) == (0, True), result.stderr


def test_the_installed_program_answers_to_the_letter_as_the_command_line_does(
    program: Run, letter: Run, letter_database: Path
) -> None:
    for question in (["redline"], ["who", "--match", "already explained", "--json"]):
        assert program(letter_database, *question).stdout == letter(*question).stdout


def test_possible_readings_alone_are_possible_in_json_too(own_letter: Run) -> None:
    found = json.loads(own_letter("evidence", "frus1969-76v13-d309a1", "--possible", "--json").stdout)
    assert (found["notes"], found["other_claims"]) == ([], [])
    assert own_letter("evidence", "frus1969-76v13-d309a1", "--possible").stderr == "no reading is only possible\n"


@pytest.mark.parametrize("command", ["evidence", "ingest"])
def test_a_document_is_asked_only_of_a_volume(own_letter: Run, tmp_path: Path, command: str) -> None:
    history = tmp_path / "page.jsonl"
    history.write_text('{"rev": "1", "author": "Ann", "text": "We agree."}\n')
    named = "frus1969-76v13-d309a1" if command == "evidence" else str(history)
    refused = own_letter(command, named, "--document", "d3")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.endswith("; leave --document out\n")
