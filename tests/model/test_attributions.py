"""What an apparatus tells of its persons."""

from dataclasses import replace

from provenance.model.attributions import Apparatus
from provenance.model.testimony import Person


def test_two_who_share_a_surname_are_called_by_their_full_names(letter_apparatus: Apparatus) -> None:
    people = (Person("Margaret Lowe", "Lowe"), Person("Judith Lowe", "Lowe"), Person("Ann Able", "Able"))
    names = replace(letter_apparatus, people=people).short_names
    assert names == {"Margaret Lowe": "Margaret Lowe", "Judith Lowe": "Judith Lowe", "Ann Able": "Able"}
