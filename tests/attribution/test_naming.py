"""Who of the persons that are known is meant by a name."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from provenance.attribution.naming import names_in, person_called
from provenance.errors import UnreadableInput
from provenance.model.testimony import Person


@pytest.mark.parametrize("name", ["Ann Able", "able", "MISS ABLE"])
def test_any_form_of_a_name_means_the_person(name: str, dossier: Callable[..., Any], version: Any) -> None:
    assert person_called(name, dossier(version("x"))).name == "Ann Able"


def test_a_name_that_fits_nobody_is_a_new_person(dossier: Callable[..., Any], version: Any) -> None:
    assert person_called(" D.  Dunn", dossier(version("x"))) == Person("D. Dunn", "Dunn")


def test_a_surname_that_fits_one_known_person_is_that_person(dossier: Callable[..., Any], version: Any) -> None:
    known = dossier(replace(version("x"), authors=("Ruth Hanley, Jr.",)))
    assert person_called("Hanley", known).name == "Ruth Hanley, Jr."


@pytest.mark.parametrize("name", ["Rene\u0301 O'Neill", "ren\u00e9 O’Neill", "O'Neill"])
def test_a_name_in_other_signs_for_the_same_letters_is_that_person(
    name: str, dossier: Callable[..., Any], version: Any
) -> None:
    known = dossier(replace(version("x"), authors=("Ren\u00e9 O’Neill",)))
    assert person_called(name, known).name == "Ren\u00e9 O’Neill"


def test_a_name_that_fits_two_is_asked_about(dossier: Callable[..., Any], version: Any) -> None:
    known = dossier(version("x"))
    two = replace(known, people=(*known.people, Person("Abel Able", "Able")))
    with pytest.raises(UnreadableInput, match="'Able' may be Ann Able or Abel Able; give the whole name"):
        person_called("Able", two)


@pytest.mark.parametrize("name", ["", "  ", "12", "–"])
def test_what_is_no_name_is_refused(name: str, dossier: Callable[..., Any], version: Any) -> None:
    with pytest.raises(UnreadableInput, match="is no name of a person"):
        person_called(name, dossier(version("x")))


def test_joint_authors_typed_as_one_are_told_apart_and_firms_and_offices_are_not() -> None:
    haig = "Alexander M. Haig, Jr."
    assert names_in([f"{haig} and Henry A. Kissinger"]) == (haig, "Henry A. Kissinger")
    assert names_in(["Ann Able; A. Able", "Ann Able"]) == ("Ann Able", "A. Able")
    for one in ("Research and Analysis Branch", "Department of State and Department of Defense", "Simon & Schuster"):
        assert names_in([one]) == (one,)
    assert names_in(["Able and Baker"]) == ("Able and Baker",)
    known = (Person("Ann Able", "Able"), Person("Bob Baker", "Baker"))
    assert names_in(["Able and Baker"], known) == ("Able", "Baker")
