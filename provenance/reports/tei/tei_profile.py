"""The people of a TEI document, their hands, and how its versions were made, in what order or in none."""

import re
from collections.abc import Mapping, Sequence

from lxml import etree

from provenance.formats.tei_vocabulary import NAMED, UNNAMED
from provenance.model.attributions import Apparatus
from provenance.model.testimony import Person, PersonKind
from provenance.model.versions import Version
from provenance.reports.pointers import Pointers, hands_of, names_of, point
from provenance.reports.summary import standing_in_words
from provenance.reports.tei.tei_elements import add

_DAY = r"-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
_HOUR = r"T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-](0\d|1[0-3]):[0-5]\d)?"
_WHEN = re.compile(rf"\d{{4}}(-(0[1-9]|1[0-2]))?|\d{{4}}{_DAY}({_HOUR})?|-{_DAY}|--(0[1-9]|1[0-2])")


def add_profile(header: etree._Element, apparatus: Apparatus, pointers: Pointers) -> None:
    """The `profileDesc`: the versions in `creation`, the people in `particDesc`, their hands in `handNotes`."""
    profile = add(header, "profileDesc")
    creation = add(profile, "creation")
    if apparatus.work.date:
        add(creation, "date", apparatus.work.date, when=when(apparatus.work.date))
    _add_changes(creation, apparatus, pointers)
    _add_people(profile, apparatus, pointers)
    _add_hands(profile, apparatus, pointers)


def when(date: str | None) -> str | None:
    """A date for `@when`, or None if it is not in a form that TEI knows.

    >>> when("--08-03"), when("1971-08-03T10:20:00"), when("early August")
    ('--08-03', '1971-08-03T10:20:00', None)
    """
    return date if date and _WHEN.fullmatch(date) else None


def generations(versions: Sequence[Version]) -> list[list[Version]] | None:
    """The versions in their order, those whose order is open side by side; None if no such rows show the truth.

    A row is truthful if every version in it descends from all of the row before.
    """
    rows: list[list[Version]] = []
    left, placed = list(versions), set[str]()
    while left:
        known = {version.id for version in versions}
        row = [version for version in left if not (set(version.parents) & known) - placed]
        parents = {version.id for version in rows[-1]} if rows else set()
        if not row or any(set(version.parents) & known != parents for version in row):
            return None
        rows.append(row)
        placed |= {version.id for version in row}
        left = [version for version in left if version.id not in placed]
    return rows


def _add_changes(creation: etree._Element, apparatus: Apparatus, pointers: Pointers) -> None:
    """The `listChange`: one step after the other where that is known, `ordered="false"` where the order is open."""
    rows = generations(apparatus.versions)
    listing = add(creation, "listChange", ordered="true" if rows else "false")
    if rows is None:
        add(listing, "desc", "The order is known only as far as each version names those it derives from.")
    labels = {version.id: version.label for version in apparatus.versions}
    for row in rows if rows else [list(apparatus.versions)]:
        parent = listing
        if rows and len(row) > 1:
            parent = add(listing, "listChange", ordered="false")
            add(parent, "desc", "Which of these came first is not known.")
        for version in row:
            _add_change(parent, version, pointers, labels)


def _add_change(parent: etree._Element, version: Version, pointers: Pointers, labels: Mapping[str, str]) -> None:
    change = add(
        parent,
        "change",
        f"{standing_in_words(version)} ",
        xml_id=pointers.version(version.id),
        target=point(pointers.text(version)),
        when=when(version.date),
        who=point(*(pointers.person(name) for name in version.authors)),
    )
    for ancestor in version.parents:
        if ancestor in labels:
            add(change, "ref", f"Derives from “{labels[ancestor]}”. ", target=point(pointers.version(ancestor) or ""))


def _add_people(profile: etree._Element, apparatus: Apparatus, pointers: Pointers) -> None:
    """The `particDesc`: persons and hands that nobody has named in `listPerson`, offices in `listOrg`."""
    known = {person.name: person for person in apparatus.people}
    people = [known.get(name, Person(name, name)) for name in names_of(apparatus)]
    if not people:
        return
    description = add(profile, "particDesc")
    persons = [person for person in people if person.kind is not PersonKind.OFFICE]
    offices = [person for person in people if person.kind is PersonKind.OFFICE]
    for listing, entry, name, members in (
        ("listPerson", "person", "persName", persons),
        ("listOrg", "org", "orgName", offices),
    ):
        parent = add(description, listing) if members else description
        for person in members:
            element = add(parent, entry, xml_id=pointers.person(person.name))
            element.set("role", UNNAMED if person.kind is PersonKind.HAND else NAMED)
            add(element, name, person.name)
            if person.role:
                add(element, "note", person.role, type="role")


def _add_hands(profile: etree._Element, apparatus: Apparatus, pointers: Pointers) -> None:
    """The `handNotes`: a hand for each reviser, or each group that worked jointly, to whom changes are attributed."""
    hands = hands_of(apparatus)
    if not hands:
        return
    notes = add(profile, "handNotes")
    for names in hands:
        who = " and ".join(names) + (", jointly" if len(names) > 1 else "")
        hand = add(notes, "handNote", xml_id=pointers.hand(names))
        hand.set("scribeRef", point(*(pointers.person(name) for name in names)))
        add(hand, "p", f"Changes that the evidence gives to {who}; nothing is said of whose writing it is in.")
