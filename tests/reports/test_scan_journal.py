"""An interrupted scan goes on with the first volume that is not on record."""

import io
import sqlite3
from collections.abc import Iterable
from contextlib import closing
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
    with Journal(target, "rules") as journal:
        journal.append(TWO)
        journal.append(ONE)
        assert not target.exists()
        journal.finish([key(ONE), key(TWO)])
    assert [line.split('"')[3] for line in target.read_text().splitlines()] == ["one.xml", "one.xml", "two.xml"]
    assert list(tmp_path.iterdir()) == [target]


def test_an_interrupted_scan_is_taken_up_and_a_line_cut_off_is_no_line(tmp_path: Path) -> None:
    target = tmp_path / "found.csv"
    with Journal(target, "rules") as first:
        first.append(ONE)
        first.append(TWO)
    whole = first.path.read_bytes()
    first.path.write_bytes(whole[:-30])
    with Journal(target, "rules") as second:
        assert second.done == {key(ONE)}
        second.append(TWO)
    assert second.path.read_bytes() == whole


@pytest.mark.parametrize(
    "rubbish", [b"rubbish\n", b"[1, 2]\n", b"\xff\xfe\n", b'["a", 1, 2, 3, [{}], []]\n', b"[" * 99999 + b"\n"]
)
def test_a_line_of_rubbish_costs_nothing_but_the_volume_that_it_was(tmp_path: Path, rubbish: bytes) -> None:
    target = tmp_path / "found.csv"
    with Journal(target, "rules") as first:
        first.append(ONE)
    with first.path.open("ab") as file:
        file.write(rubbish)
    with Journal(target, "rules") as second:
        second.append(TWO)
        assert second.unread == 1
        assert [one.name for one in second.volumes([key(TWO), key(ONE)])] == ["two.xml", "one.xml"]


def test_a_journal_belongs_to_one_scan_at_a_time(tmp_path: Path) -> None:
    target = tmp_path / "found.csv"
    with Journal(target, "rules") as first:
        first.append(ONE)
        with pytest.raises(UnreadableInput, match="another scan"):
            Journal(target, "rules")
    with Journal(target, "rules") as second:
        assert second.done == {key(ONE)}


def test_a_file_that_is_called_as_a_journal_is_not_written_over(tmp_path: Path) -> None:
    other = tmp_path / "found.csv.unfinished"
    other.write_text("A poem, not yet finished.")
    with pytest.raises(UnreadableInput, match="is in the way"):
        Journal(tmp_path / "found.csv", "rules")
    assert other.read_text() == "A poem, not yet finished."


def test_a_database_that_holds_more_than_a_scan_writes_is_not_written_over(tmp_path: Path) -> None:
    target = tmp_path / "library.db"
    with closing(sqlite3.connect(target)) as connection:
        connection.execute("CREATE TABLE found (act TEXT)")
        connection.execute("CREATE TABLE works (id TEXT)")
    before = target.read_bytes()
    with pytest.raises(UnreadableInput, match="holds more"):
        Journal(target, "rules")
    assert target.read_bytes() == before
    assert list(tmp_path.iterdir()) == [target]


def test_a_journal_by_other_rules_is_begun_anew(tmp_path: Path) -> None:
    with Journal(tmp_path / "found.csv", "rules") as first:
        first.append(ONE)
    with Journal(tmp_path / "found.csv", "other rules") as second:
        assert not second.done


def test_the_tally_adds_up_what_was_read_and_found() -> None:
    counted = tally([ONE, TWO])
    assert (counted.volumes, counted.documents, counted.notes, counted.found) == (2, 20, 40, 3)
    assert counted.troubles == ("two.xml: d3 cannot be read",)


def test_a_place_that_cannot_be_written_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="there is no folder"):
        Journal(tmp_path / "nowhere" / "found.csv", "rules")


@pytest.mark.parametrize("room", [0, 3])
def test_a_disk_that_is_full_from_the_beginning_is_told_with_the_place_and_may_be_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    class Full(io.BytesIO):
        def flush(self) -> None:
            raise OSError(28, "No space left on device")

        def close(self) -> None:
            (tmp_path / "found.csv.unfinished").write_bytes(self.getvalue()[:room])
            raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Journal, "_opened", lambda _: Full())
        with pytest.raises(UnreadableInput, match=r"found\.csv\.unfinished: cannot be written \(No space left"):
            Journal(tmp_path / "found.csv", "rules")
    with Journal(tmp_path / "found.csv", "rules") as second:
        assert not second.done


@pytest.mark.parametrize("full", [OSError(28, "No space left on device"), sqlite3.OperationalError("disk is full")])
def test_on_a_full_disk_what_was_found_is_kept_and_nothing_half_written_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full: Exception
) -> None:
    def break_off(rows: Iterable[FoundClaim], path: Path) -> None:
        path.write_text("half")
        raise full

    with Journal(tmp_path / "found.db", "rules") as journal:
        journal.append(ONE)
        monkeypatch.setattr(journal, "write", break_off)
        with pytest.raises(UnreadableInput, match=r"what was found is kept in .*found\.db\.unfinished"):
            journal.finish([key(ONE)])
    assert list(tmp_path.iterdir()) == [journal.path]
    with Journal(tmp_path / "found.db", "rules") as second:
        second.finish([key(ONE)])
    assert list(tmp_path.iterdir()) == [tmp_path / "found.db"]
