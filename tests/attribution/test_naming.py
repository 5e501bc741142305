"""Who of the persons that are known is meant by a name."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from provenance.attribution.naming import person_called
from provenance.model.testimony import Person


@pytest.mark.parametrize("name", ["Ann Able", "able", "MISS ABLE"])
def test_any_form_of_a_name_means_the_person(name: str, dossier: Callable[..., Any], version: Any) -> None:
    assert person_called(name, dossier(version("x"))).name == "Ann Able"


def test_a_name_that_fits_nobody_or_two_is_a_person_of_its_own(dossier: Callable[..., Any], version: Any) -> None:
    known = dossier(version("x"))
    assert person_called("D. Dunn", known) == Person("D. Dunn", "D. Dunn")
    two = replace(known, people=(*known.people, Person("Abel Able", "Able")))
    assert person_called("Able", two) == Person("Able", "Able")
