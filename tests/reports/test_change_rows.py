"""The changes as rows of a table."""

from collections.abc import Callable

from provenance.model.attributions import Apparatus
from provenance.reports.change_rows import COLUMNS, change_rows

Build = Callable[[str], Apparatus]


def rows(apparatus: Apparatus) -> list[dict[str, str]]:
    return change_rows(apparatus, apparatus.attributions)


def test_every_row_has_every_column_in_order(edited_letter: Apparatus) -> None:
    found = rows(edited_letter)
    assert len(found) == len(edited_letter.attributions)
    assert {tuple(row) for row in found} == {COLUMNS}


def test_a_row_tells_words_hand_and_how_sure(build_apparatus: Build) -> None:
    inserted, deleted = rows(build_apparatus("We{+KH: must+} agree{-?: on it-}."))
    assert (inserted["after"], inserted["before"]) == (" must", "")
    assert inserted["revisers"] == "Henry A. Kissinger and Alexander M. Haig, Jr."
    assert inserted["evidence"] == "note 5: “quote K”; note 6: “quote H”"
    assert (inserted["sentences"], inserted["date"]) == ("1.1", "unknown")
    assert (deleted["after"], deleted["revisers"]) == ("", "")
    assert deleted["candidates"] == "Henry A. Kissinger; Alexander M. Haig, Jr."


def test_the_page_of_each_change_of_the_letter_is_told(letter_apparatus: Apparatus) -> None:
    assert [row["page"] for row in rows(letter_apparatus)] == ["915", "916–917"]
