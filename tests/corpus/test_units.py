"""Sources fall into units, each with a key that changes with its input and the rules, and with nothing else."""

import sys
from pathlib import Path

import py7zr
import pytest

from provenance.corpus.units import Task, UnitKind, units_of
from provenance.errors import NotFound, UnreadableInput

VOLUMES = Path(__file__).parents[1] / "cases/documents"


def found(task: Task, *sources: Path | str, rules: str = "rules", spool: Path) -> list[tuple[str, str]]:
    return [(unit.kind.value, unit.name) for unit in units_of(task, map(str, sources), rules, spool)]


def test_a_dump_is_cut_into_its_pages_whatever_their_words_look_like(dump: Path, tmp_path: Path) -> None:
    units = list(units_of(Task.ANNOTATE, [str(dump)], "rules", tmp_path / "spool"))
    assert [unit.name for unit in units] == ["Page 1 & more", "Page 2 & more", "Page 3 & more"]
    assert all(Path(unit.spooled or "").is_file() for unit in units)


def test_a_dump_packed_by_7z_gives_the_same_units(dump: Path, tmp_path: Path) -> None:
    import bz2

    packed = tmp_path / "wiki-history.xml.7z"
    with py7zr.SevenZipFile(packed, "w") as archive:
        archive.writestr(bz2.decompress(dump.read_bytes()), "wiki-history.xml")
    one, other = (
        [unit.key for unit in units_of(Task.ANNOTATE, [str(path)], "rules", tmp_path / "spool")]
        for path in (dump, packed)
    )
    assert one == other


def test_the_files_of_a_repository_are_units(repository: Path, tmp_path: Path) -> None:
    assert found(Task.ANNOTATE, repository, spool=tmp_path) == [
        (UnitKind.GIT_FILE, "draft ä.md"),
        (UnitKind.GIT_FILE, "other.md"),
    ]


def test_a_folder_a_glob_and_an_address_name_the_same_volumes(tmp_path: Path) -> None:
    by_folder = found(Task.SCAN, VOLUMES, spool=tmp_path)
    assert found(Task.SCAN, f"{VOLUMES}/*.xml", spool=tmp_path) == by_folder
    assert found(Task.SCAN, f"file://{VOLUMES}/*.xml", spool=tmp_path) == by_folder
    assert len(by_folder) > 2


def test_a_key_changes_with_the_rules_and_the_input(history: Path, tmp_path: Path) -> None:
    def key(rules: str) -> str:
        (unit,) = units_of(Task.ANNOTATE, [str(history)], rules, tmp_path)
        return unit.key

    before = key("one")
    assert key("one") == before != key("two")
    history.write_text(history.read_text().replace("dear", "old"))
    assert key("one") != before


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"<html><page></page>", "no MediaWiki export"),
        (b"<mediawiki><page><title>A</title>", "breaks off inside a page"),
    ],
)
def test_a_dump_that_is_none_or_breaks_off_is_told(text: bytes, told: str, tmp_path: Path) -> None:
    path = tmp_path / "dump.xml"
    path.write_bytes(text)
    with pytest.raises(UnreadableInput, match=told):
        list(units_of(Task.ANNOTATE, [str(path)], "rules", tmp_path / "spool"))


def test_a_source_with_nothing_to_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="holds nothing"):
        list(units_of(Task.SCAN, [str(tmp_path)], "rules", tmp_path))


@pytest.mark.parametrize(
    "address", ["s3://a-bucket/volume.xml", "nosuchprotocol://x/volume.xml", "ftp://127.0.0.1:1/volume.xml"]
)
def test_an_address_that_nothing_here_opens_is_told(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(UnreadableInput, match=f"{address}: cannot be opened"):
        list(units_of(Task.SCAN, [address], "rules", tmp_path))
