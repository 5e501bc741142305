"""Digits are markers of notes only where the notes that there are and their order say so."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from provenance.sources.frus.note_markers import find_markers


def marked(text: str, *numbers: int) -> list[tuple[int, str]]:
    """Each marker found, with the word it hangs on."""
    return [(m.number, text[: m.span.start].split()[-1]) for m in find_markers(text, numbers).markers]


def test_markers_hang_on_words_punctuation_and_quotes() -> None:
    text = "We agree1 that “peace”2 is good;3 (so it is)4 now.5 Yes!6\n"
    assert marked(text, 1, 2, 3, 4, 5, 6) == [
        (1, "agree"),
        (2, "“peace”"),
        (3, "good;"),
        (4, "it is)"[3:]),
        (5, "now."),
        (6, "Yes!"),
    ]


def test_a_marker_may_stand_by_itself_at_the_end_of_a_heading() -> None:
    assert marked("Letter to Brezhnev 3\n\nDear Sir:\n", 3) == [(3, "Brezhnev")]


def test_dates_documents_and_pages_are_no_markers() -> None:
    text = "On May 1 we read Document 2, p. 3 and No. 4 of Vol. 5, for 1.6 million.\n"
    assert marked(text, 1, 2, 3, 4, 5, 6) == []


def test_a_heading_that_ends_in_a_document_number_has_no_marker() -> None:
    assert marked("See Document 3\n\nand more.\n", 3) == []


def test_the_order_of_the_notes_decides_between_two_places() -> None:
    text = "The MIG3 flew.1 It was seen.2 It fell.3\n"
    assert marked(text, 1, 2, 3) == [(1, "flew."), (2, "seen."), (3, "fell.")]


def test_a_type_of_aircraft_is_no_marker_where_the_note_has_a_better_place() -> None:
    assert marked("An F4 over Bonn.4 Done.\n", 4) == [(4, "Bonn.")]


def test_a_year_at_the_end_of_a_sentence_may_carry_a_marker() -> None:
    assert marked("Washington, August 5, 1971.1\n\nWe agree in 1972.2 And more.\n", 1, 2) == [
        (1, "1971."),
        (2, "1972."),
    ]


def test_decimals_and_thousands_are_no_markers() -> None:
    assert marked("It rose by 3.1 percent to 5,000.2 tons.\n", 1, 2, 5) == []


def test_a_marker_that_fits_two_places_equally_well_is_reported() -> None:
    found = find_markers("He came,1 saw,2 and won,2 again.\n", [1, 2])
    assert [m.number for m in found.markers] == [1, 2]
    assert found.warnings == ("line 1: 2 is taken for the marker of a note, which could stand elsewhere too",)


def test_without_notes_no_digit_is_a_marker() -> None:
    assert find_markers("He came.1 He went.2\n", []).markers == ()


@given(st.text(alphabet="ab.,;) 1234\n“”F", max_size=200), st.sets(st.integers(0, 30), max_size=6))
def test_markers_always_rise_and_never_overlap(text: str, numbers: set[int]) -> None:
    markers = find_markers(text, numbers).markers
    assert [m.number for m in markers] == sorted({m.number for m in markers})
    assert all(one.span.end <= next_.span.start for one, next_ in pairwise(markers))
    assert all(m.span.of(text).strip() == str(m.number) for m in markers)
