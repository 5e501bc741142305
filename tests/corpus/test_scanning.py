"""Whole volumes are scanned, on one core or several, with the same result, and nothing bad stops the rest."""

from pathlib import Path

import pytest

from provenance.corpus import scanning
from provenance.corpus.scanning import scan_volumes
from provenance.reports.scan_journal import ScannedVolume

CASES = Path(__file__).parents[1] / "cases/documents"
VOLUMES = [CASES / "frus1969-76v13.xml", CASES / "minutes.xml", CASES / "editorial-note.xml"]


def scanned(paths: list[Path], jobs: int = 1) -> list[ScannedVolume]:
    return list(scan_volumes(paths, [path.name for path in paths], jobs))


def test_the_letter_gives_two_insertions_with_person_words_page_and_link() -> None:
    (volume,) = scanned(VOLUMES[:1])
    inserted = [row for row in volume.rows if row.act == "insert"]
    assert [(row.revisers, row.note, row.page) for row in inserted] == [
        (("Henry A. Kissinger",), "d309fn5", "915"),
        (("Alexander M. Haig, Jr.",), "d309fn6", "916"),
    ]
    assert inserted[0].words is not None
    assert inserted[0].words.startswith("Of course, I am in close touch")
    assert inserted[0].link == "https://history.state.gov/historicaldocuments/frus1969-76v13/d309#d309fn5"
    assert (volume.documents, volume.notes) == (1, 6)


@pytest.mark.parametrize(("paths", "jobs"), [(VOLUMES, 2), (VOLUMES[1:2], 3)], ids=["volumes", "shares of one"])
def test_the_result_does_not_depend_on_the_number_of_cores(paths: list[Path], jobs: int) -> None:
    assert scanned(paths, jobs) == scanned(paths, 1)


def test_a_broken_volume_gives_no_rows_and_does_not_stop_the_rest(tmp_path: Path) -> None:
    broken = tmp_path / "broken.xml"
    broken.write_bytes(VOLUMES[0].read_bytes()[:-60])
    first, second, missing = scanned([broken, VOLUMES[0], tmp_path / "missing.xml"])
    assert first.rows == ()
    assert "the XML is broken" in first.troubles[0]
    assert len(second.rows) > 1
    assert "there is no such file" in missing.troubles[0]


def test_a_document_that_cannot_be_read_is_reported_and_does_not_stop_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("odd")

    monkeypatch.setattr(scanning, "read_claims", fail)
    (volume,) = scanned(VOLUMES[:1])
    assert volume.troubles == ("frus1969-76v13-d309: this document could not be read (RuntimeError: odd)",)


def test_two_on_the_list_with_one_surname_are_not_told_apart_and_the_title_before_a_name_is_no_part_of_it() -> None:
    (volume,) = scanned([CASES / "modern-volume.xml"])
    assert [(row.document, row.note, row.act, row.revisers, row.page) for row in volume.rows] == [
        ("d1", "d1fn1", "insert", ("Arthur Coe",), "1"),
        ("d1", "d1fn2", "insert", ("Doe",), "2"),
        ("d1a1", "d1fn3", "delete", ("Arthur Coe",), "4"),
    ]
