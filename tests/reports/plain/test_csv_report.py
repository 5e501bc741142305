"""The changes as a table that any spreadsheet reads and none runs."""

import csv
import io
from collections.abc import Callable

import pytest

from provenance.model.attributions import Apparatus
from provenance.reports.change_rows import COLUMNS
from provenance.reports.plain.csv_report import harmless, write


def rows(apparatus: Apparatus) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(write(apparatus), newline="")))


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "\n=1", '=HYPERLINK("x")'])
def test_a_cell_that_would_be_a_formula_begins_with_an_apostrophe(cell: str) -> None:
    assert harmless(cell).startswith("'")


@pytest.mark.parametrize("cell", ["words", "", "1971-08-05", "a = b", "’tis", "“-quoted”"])
def test_other_cells_are_left_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell


def test_controls_and_signs_that_turn_a_line_around_are_made_visible() -> None:
    assert "\r" not in harmless("\r=1")
    assert harmless("a\x1b[31mb\u202ec\ud800") == "a␛[31mb\ufffdc\ufffd"


def test_there_is_one_row_a_change_with_the_exact_words(edited_letter: Apparatus) -> None:
    found = rows(edited_letter)
    assert [row["change"] for row in found] == [a.change.id for a in edited_letter.attributions]
    assert set(COLUMNS) < set(found[0])
    assert found[1]["after"].strip() == "Of course, I am in touch."
    assert all(None not in row and None not in row.values() for row in found)
    hashes = (edited_letter.base.sha256, edited_letter.revised.sha256)
    assert {(row["base sha256"], row["revised sha256"]) for row in found} == {hashes}


def test_hostile_words_survive_commas_quotes_and_line_breaks(build_apparatus: Callable[[str], Apparatus]) -> None:
    [row] = rows(build_apparatus('We{+K:, "so, they\n\nsay",+} agree.'))
    assert row["after"] == ', "so, they\n\nsay",'
    [row] = rows(build_apparatus("We {+K:=cmd|' /C calc'!A0 +}agree."))
    assert row["after"] == "'=cmd|' /C calc'!A0 "


def test_texts_without_a_change_give_the_heading_alone(build_apparatus: Callable[[str], Apparatus]) -> None:
    assert write(build_apparatus("We agree.")).count("\r\n") == 1
