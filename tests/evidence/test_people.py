"""Who is meant: by the source, by the date, by the lexicon, or nobody."""

import pytest

from provenance import resources
from provenance.evidence.lexicon import read_lexicon
from provenance.evidence.people import find_people, find_person
from provenance.model.spans import Span
from provenance.model.testimony import AnchorPlace, Note, Person

LEXICON = read_lexicon(resources.lexicon_texts()).people


def names_in(text: str, date: str | None = None, **more: object) -> list[tuple[str, ...]]:
    note = Note("n", "w", "1", text, AnchorPlace.HEADING, **more)  # type: ignore[arg-type]
    return [who.names for who in find_people(text, note, (), LEXICON, date)]


@pytest.mark.parametrize(
    ("date", "name"),
    [
        ("1971-08-04", "Richard M. Nixon"),
        ("1978", "Jimmy Carter"),
        ("1943-11-24", "Franklin D. Roosevelt"),
        (None, "President"),
    ],
)
def test_the_president_is_whoever_held_the_office_that_day(date: str | None, name: str) -> None:
    assert names_in("The President added this.", date) == [(name,)]


def test_an_unknown_surname_stays_as_written() -> None:
    assert names_in("Wetherby added this.") == [("Wetherby",)]


def test_what_the_source_ties_to_a_name_comes_first() -> None:
    assert names_in("Johnson added this.", mentions=((Span(0, 7), "U. Alexis Johnson"),)) == [("U. Alexis Johnson",)]


def test_an_unknown_hand_has_no_name() -> None:
    assert names_in("An unidentified hand struck it.") == [()]


def test_two_persons_of_one_surname_in_the_source_name_nobody() -> None:
    people = [Person("Ann Roe", "Roe"), Person("Max Roe", "Roe")]
    assert find_person("Roe", people, LEXICON) == "Roe"
    assert find_person("Roe", people[:1], LEXICON) == "Ann Roe"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Rusk sent it to Ball, and the latter’s deletions are in ink.", "George W. Ball"),
        ("Rusk sent it to Ball, and the latter deleted a word.", "George W. Ball"),
        ("Rusk wrote to Bundy; the former’s deletions are in ink.", "Dean Rusk"),
        ("Rusk wrote to the Department of State, and the latter’s deletions are in ink.", "Department of State"),
        ("Rusk wrote to the Department of State, and his deletions are in ink.", "Dean Rusk"),
    ],
)
def test_the_latter_is_whoever_was_named_last(text: str, meant: str) -> None:
    assert names_in(text, "1965-05-05")[-1] == (meant,)
