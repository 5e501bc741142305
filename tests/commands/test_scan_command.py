"""`provenance scan` lists claims on the screen or writes them to a file, and says what it could not read."""

import csv
import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from provenance.commands.scan_command import scan
from provenance.corpus import scanning
from provenance.errors import Interrupted, UnreadableInput
from provenance.sources import source_catalogue
from provenance.store.browsing import doubtful
from provenance.store.library import open_library

CASES = Path(__file__).parents[1] / "cases/documents"
LETTER, MINUTES = str(CASES / "frus1969-76v13.xml"), str(CASES / "minutes.xml")


def run(*arguments: str) -> Result:
    app = typer.Typer()
    app.command()(scan)
    return CliRunner().invoke(app, list(arguments), env={"COLUMNS": "140"})


def test_the_screen_shows_volume_note_page_act_person_and_words() -> None:
    result = run(LETTER)
    assert result.exit_code == 0
    row = next(line for line in result.stdout.splitlines() if "d309fn5" in line)
    assert result.stdout.startswith("frus1969-76v13\n")
    assert row.split()[:3] == ["d309fn5", "915", "insert"]
    assert "Henry A. Kissinger" in row
    assert "claims, from 6 notes in 1 document of 1 volume" in result.stderr


def test_json_holds_every_claim_and_every_trouble() -> None:
    result = run(LETTER, "nowhere.xml", "--json")
    answer = json.loads(result.stdout)
    assert answer["schema"] == "provenance.scan/1"
    assert {"d309fn5", "d309fn6"} <= {row["note"] for row in answer["found"]}
    assert answer["troubles"] == ["nowhere.xml: there is no such file; check the name"]
    assert result.exit_code == 2


def test_a_file_is_written_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "found.csv"
    result = run(LETTER, MINUTES, "-o", str(target))
    assert result.exit_code == 0
    assert list(tmp_path.iterdir()) == [target]
    with target.open(encoding="utf-8-sig", newline="") as file:
        assert "d309fn6" in [row["note"] for row in csv.DictReader(file)]


def test_an_interrupted_scan_goes_on_and_ends_as_if_it_had_not_been_interrupted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, target = tmp_path / "whole.jsonl", tmp_path / "found.jsonl"
    run(LETTER, MINUTES, "-o", str(whole), "--jobs", "1")
    real = scanning.scan_share

    def interrupted(share: scanning.Share) -> scanning.ScannedShare:
        if "minutes" in share.path.name:
            raise KeyboardInterrupt
        return real(share)

    monkeypatch.setattr(scanning, "scan_share", interrupted)
    broken_off = run(LETTER, MINUTES, "-o", str(target), "--jobs", "1")
    assert isinstance(broken_off.exception, Interrupted)
    assert f"interrupted; 1 of 2 volumes are kept in {target}.unfinished" in str(broken_off.exception)
    assert not target.exists()
    monkeypatch.setattr(scanning, "scan_share", real)
    result = run(LETTER, MINUTES, "-o", str(target), "--jobs", "1")
    assert "going on: 1 of 2 volumes were scanned before the interruption" in result.stderr
    assert target.read_text(encoding="utf-8") == whole.read_text(encoding="utf-8")


def test_a_name_that_says_no_format_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    result = run(LETTER, "-o", str(tmp_path / "found"))
    assert "the name says no format" in str(result.exception)


def test_a_folder_stands_for_the_volumes_in_it(tmp_path: Path) -> None:
    for path in (LETTER, MINUTES):
        (tmp_path / Path(path).name).write_bytes(Path(path).read_bytes())
    (tmp_path / "README.txt").write_text("no volume")
    assert run(str(tmp_path), "--json").stdout == run(LETTER, MINUTES, "--json").stdout


def test_what_a_folder_holds_twice_or_under_the_name_of_a_volume_is_told(tmp_path: Path) -> None:
    for name in ("a.xml", "b.xml"):
        (tmp_path / name).write_bytes(Path(MINUTES).read_bytes())
    (tmp_path / "c.xml").mkdir()
    (tmp_path / "d.xml").symlink_to("nowhere")
    said = run(str(tmp_path)).stderr.splitlines()
    assert said[:2] == [
        f"{tmp_path}: c.xml and 1 more: no file but a folder, a pipe or a lost link, so nothing was read there",
        f"{tmp_path / 'b.xml'}: is {tmp_path / 'a.xml'} to the letter, and what it says is listed again",
    ]


def test_a_folder_without_volumes_is_told(tmp_path: Path) -> None:
    assert "this folder holds no volume" in str(run(str(tmp_path)).exception)


def test_a_data_set_links_each_row_to_the_picture_of_its_page(tmp_path: Path) -> None:
    pytest.importorskip("rocrate")
    assert run(LETTER, "--dataset", "-o", str(tmp_path / "set")).exit_code == 0
    with (tmp_path / "set" / "claims.csv").open(encoding="utf-8-sig", newline="") as file:
        found = {row["note"]: (row["page"], row["picture"]) for row in csv.DictReader(file)}
    page = "https://history.state.gov/historicaldocuments/frus1969-76v13/pg_"
    assert found["d309fn5"] == ("915", f"{page}915")
    assert found["d309fn6"] == ("916", f"{page}916")


def test_the_address_of_a_picture_that_a_volume_gives_is_kept(tmp_path: Path) -> None:
    volume = tmp_path / "volume.xml"
    volume.write_text(
        Path(LETTER).read_text("utf-8").replace('facs="0915"', 'facs="https://example.org/915.jpg"'), "utf-8"
    )
    answer = json.loads(run(str(volume), "--json").stdout)
    assert {row["picture"] for row in answer["found"] if row["page"] == "915"} == {"https://example.org/915.jpg"}


def test_documents_with_possible_readings_are_stored_to_be_reviewed(tmp_path: Path) -> None:
    volume = tmp_path / "volume.xml"
    letter = Path(LETTER).read_text("utf-8")
    told = " inserted this sentence."
    assert told in letter
    volume.write_text(letter.replace(told, " wrote the salutation by hand."), "utf-8")
    library = str(tmp_path / "library.db")
    result = run(str(volume), "--review", "--db", library)
    assert "1 document stored, to be reviewed" in result.stderr
    with open_library(library) as held:
        [(work, _)] = doubtful(held.database)
        assert [one.id for one in held.works()] == [work]
    assert "0 documents stored" in run(LETTER, "--review", "--db", library).stderr


def test_two_volumes_of_one_id_and_two_documents_of_one_are_told(tmp_path: Path) -> None:
    told = Path(MINUTES).read_text("utf-8")
    (tmp_path / "a.xml").write_text(told, "utf-8")
    (tmp_path / "b.xml").write_text(told.replace("wait.", "stay."), "utf-8")
    again = '<div type="document" xml:id="d4" n="4"><head>No. 4</head><p>Another.</p></div></body>'
    (tmp_path / "c.xml").write_text(told.replace("</body>", again).replace("Parisv99", "Parisv98"), "utf-8")
    said = run(str(tmp_path), "-o", str(tmp_path / "found.csv")).stderr
    a, b, c = (tmp_path / f"{name}.xml" for name in "abc")
    assert f"{b}: has the id frus1919Parisv99 of {a}, and other words; the rows of the two stand under one name" in said
    assert f"{c}: several documents have one id; a later one is listed as d4-2" in said


def test_two_files_that_give_no_id_are_told(tmp_path: Path) -> None:
    for name in ("a.xml", "b.xml"):
        told = Path(MINUTES).read_text("utf-8").replace(' xml:id="frus1919Parisv99"', "").replace("Draft", name)
        (tmp_path / name).write_text(told, "utf-8")
    said = run(str(tmp_path)).stderr
    assert f"{tmp_path / 'b.xml'}: gives no id of its volume, nor does {tmp_path / 'a.xml'}" in said


def test_a_scan_for_review_reads_each_volume_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Path] = []
    real = scanning.stream_documents
    monkeypatch.setattr(scanning, "stream_documents", lambda path: (read.append(path), real(path))[1])
    monkeypatch.setattr(source_catalogue, "read_file", lambda path, *_: pytest.fail(f"{path} is read once more"))
    assert run(LETTER, MINUTES, "--review", "--jobs", "1", "--db", str(tmp_path / "library.db")).exit_code == 0
    assert read == [Path(LETTER), Path(MINUTES)]


def test_a_link_that_leads_out_of_a_folder_of_volumes_is_told(tmp_path: Path) -> None:
    (tmp_path / "minutes.xml").symlink_to(MINUTES)
    said = run(str(tmp_path)).stderr
    assert f"{tmp_path}: minutes.xml (to {MINUTES}) is a link that leads out of the folder" in said


def test_json_and_a_file_are_not_asked_for_together(tmp_path: Path) -> None:
    refused = run(LETTER, "--json", "-o", str(tmp_path / "found.csv"))
    assert isinstance(refused.exception, UnreadableInput)
    assert not list(tmp_path.iterdir())
