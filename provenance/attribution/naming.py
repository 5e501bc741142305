"""Who of the persons that are known is meant by a name."""

from collections.abc import Iterable

from provenance.errors import UnreadableInput
from provenance.model.attributions import Dossier
from provenance.model.testimony import Person

_AFTER_NAMES = {"jr", "sr", "ii", "iii", "iv"}


def person_called(name: str, dossier: Dossier) -> Person:
    """The one person known of a work whom the name fits; a new one if it fits nobody (`person_among`)."""
    return person_among(name, known_people(dossier))


def person_among(name: str, people: Iterable[Person]) -> Person:
    """The one person whom the name fits, in any of his forms or by surname alone; a new one if it fits nobody.

    UnreadableInput if it fits several, who are named, or is no name at all.
    """
    name = " ".join(name.split())
    if not any(map(str.isalpha, name)):
        raise UnreadableInput(f"{name!r} is no name of a person; give the name as it is to be shown")
    known = tuple(people)
    wanted = name.casefold()
    for fits in (
        [p for p in known if p.name.casefold() == wanted],
        [p for p in known if wanted in {form.casefold() for form in (p.short, *p.aliases)}],
        [p for p in known if surname(p.name).casefold() == wanted],
    ):
        names = dict.fromkeys(person.name for person in fits)
        if len(names) > 1:
            raise UnreadableInput(f"{name!r} may be {' or '.join(names)}; give the whole name")
        if fits:
            return fits[0]
    return Person(name, surname(name))


def surname(name: str) -> str:
    """The name by which a person is called in short.

    >>> surname("Ruth Hanley"), surname("Edwin M. Marsh, Jr."), surname("Hanley")
    ('Hanley', 'Marsh', 'Hanley')
    """
    words = [word for word in name.replace(",", " ").split() if word.strip(".").casefold() not in _AFTER_NAMES]
    return words[-1] if words else name


def known_people(dossier: Dossier) -> tuple[Person, ...]:
    """The persons of the dossier, and those whom only its versions or claims name."""
    named = [name for version in dossier.versions for name in version.authors]
    named += [name for claim in dossier.claims for name in claim.revisers]
    return with_others(dossier.people, named)


def with_others(people: Iterable[Person], named: Iterable[str]) -> tuple[Person, ...]:
    """The persons, and after them those of the names that none of them has."""
    known = {person.name: person for person in people}
    for name in named:
        known.setdefault(name, Person(name, surname(name)))
    return tuple(known.values())
