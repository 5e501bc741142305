"""A scan written as a data set: tables, the meaning of their columns, a description for archives."""

import csv
import json
from pathlib import Path

import pytest

from provenance.errors import UnreadableInput
from provenance.reports import dataset
from provenance.reports.dataset import check_folder, write_dataset
from provenance.reports.found import COLUMNS, FoundClaim
from provenance.reports.scan_journal import ScannedVolume

pytest.importorskip("rocrate")

RATES = {"measured": "on 100 notes", "detection P": "0.90 (0.85–0.94)"}
ROW = FoundClaim(
    volume="v1", document="d1", title="A letter", date="1971-08-05", note="d1fn1", act="insert",
    revisers=("Dean Rusk",),
    certainty="high", words="and soon", earlier_reading=None, later_reading="and soon", page="9",
    link="https://example.org/v1/d1#d1fn1", scope="phrase", hedge=None, quote="Rusk inserted “and soon.”",
)  # fmt: skip
VOLUME = ScannedVolume("v1.xml", "0" * 64, 1, 3, (ROW,), ())


def test_the_tables_and_their_description_are_written(tmp_path: Path) -> None:
    write_dataset(tmp_path / "set", [VOLUME], "draft-provenance 1", RATES, "2026-11-29")
    with (tmp_path / "set" / "claims.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["words"] == "and soon"
    assert row["reading"] == "sure"
    package = json.loads((tmp_path / "set" / "datapackage.json").read_text("utf-8"))
    assert [field["name"] for field in package["resources"][0]["schema"]["fields"]] == list(COLUMNS)
    crate = json.loads((tmp_path / "set" / "ro-crate-metadata.json").read_text("utf-8"))
    root = next(one for one in crate["@graph"] if one["@id"] == "./")
    assert "0.90 (0.85–0.94)" in root["description"]
    assert {part["@id"] for part in root["hasPart"]} == {"claims.csv", "notes.csv", "datapackage.json"}


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    (tmp_path / "work.txt").write_text("mine")
    with pytest.raises(UnreadableInput, match="holds something"):
        write_dataset(tmp_path, [VOLUME], "draft-provenance 1", RATES, "2026-11-29")


@pytest.mark.parametrize("late", [False, True])
def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, late: bool) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(dataset, "_write_notes" if not late else "_description", full)
    with pytest.raises(UnreadableInput, match=r"set: cannot be written \(No space left on device\)"):
        write_dataset(tmp_path / "set", [VOLUME], "draft-provenance 1", RATES, "2026-11-29")
    assert list(tmp_path.iterdir()) == []


def test_a_link_that_leads_nowhere_is_no_place_for_a_data_set(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("gone")
    with pytest.raises(UnreadableInput, match="link: is a link to gone, which is not there; make it, or name another"):
        check_folder(tmp_path / "link")


def test_a_file_is_no_place_for_a_data_set(tmp_path: Path) -> None:
    (tmp_path / "work.txt").write_text("mine")
    with pytest.raises(UnreadableInput, match="this is a file"):
        write_dataset(tmp_path / "work.txt", [VOLUME], "draft-provenance 1", RATES, "2026-11-29")
