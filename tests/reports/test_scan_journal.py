"""An interrupted scan goes on with the first volume that is not on record."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest

from provenance.errors import UnreadableInput
from provenance.reports.found import FoundClaim
from provenance.reports.scan_journal import Journal, ScannedVolume, tally


def volume(name: str, found: int, trouble: str | None = None) -> ScannedVolume:
    rows = tuple(
        FoundClaim(
            name,
            f"d{n}",
            "Letter",
            None,
            f"d{n}fn1",
            "insert",
            (),
            "unknown",
            "words",
            None,
            None,
            None,
            None,
            "phrase",
            None,
            "q",
        )
        for n in range(found)
    )
    return ScannedVolume(name, f"hash of {name}", 10, 20, rows, (trouble,) if trouble else ())


def key(each: ScannedVolume) -> tuple[str, str]:
    return each.name, each.sha256


ONE, TWO = volume("one.xml", 2), volume("two.xml", 1, "two.xml: d3 cannot be read")


def test_the_result_holds_the_volumes_in_the_order_asked_for(tmp_path: Path) -> None:
    target = tmp_path / "found.jsonl"
    journal = Journal(target, "rules")
    journal.append(TWO)
    journal.append(ONE)
    assert not target.exists()
    journal.finish([key(ONE), key(TWO)])
    assert [line.split('"')[3] for line in target.read_text().splitlines()] == ["one.xml", "one.xml", "two.xml"]
    assert list(tmp_path.iterdir()) == [target]


def test_an_interrupted_scan_is_taken_up_and_a_line_cut_off_is_no_line(tmp_path: Path) -> None:
    target = tmp_path / "found.csv"
    first = Journal(target, "rules")
    first.append(ONE)
    first.append(TWO)
    whole = first.path.read_bytes()
    first.path.write_bytes(whole[:-30])
    second = Journal(target, "rules")
    assert second.done == {key(ONE)}
    second.append(TWO)
    assert second.path.read_bytes() == whole


def test_a_journal_by_other_rules_is_begun_anew(tmp_path: Path) -> None:
    Journal(tmp_path / "found.csv", "rules").append(ONE)
    assert Journal(tmp_path / "found.csv", "other rules").done == frozenset()


def test_the_tally_adds_up_what_was_read_and_found() -> None:
    counted = tally([ONE, TWO])
    assert (counted.volumes, counted.documents, counted.notes, counted.found) == (2, 20, 40, 3)
    assert counted.troubles == ("two.xml: d3 cannot be read",)


def test_a_place_that_cannot_be_written_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="cannot be written"):
        Journal(tmp_path / "nowhere" / "found.csv", "rules")


@pytest.mark.parametrize("full", [OSError(28, "No space left on device"), sqlite3.OperationalError("disk is full")])
def test_on_a_full_disk_what_was_found_is_kept_and_nothing_half_written_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full: Exception
) -> None:
    def break_off(rows: Iterable[FoundClaim], path: Path) -> None:
        path.write_text("half")
        raise full

    journal = Journal(tmp_path / "found.db", "rules")
    journal.append(ONE)
    monkeypatch.setattr(journal, "write", break_off)
    with pytest.raises(UnreadableInput, match=r"what was found is kept in .*found\.db\.unfinished"):
        journal.finish([key(ONE)])
    assert list(tmp_path.iterdir()) == [journal.path]
    Journal(tmp_path / "found.db", "rules").finish([key(ONE)])
    assert list(tmp_path.iterdir()) == [tmp_path / "found.db"]
