"""Persons and hands as a TEI file lists them: the full name in natural order, and the ids that point to it.

FRUS volumes print a list of persons as "Surname, Given names, Jr., office". Only what the list says becomes a name; an
id that no list explains is no name.
"""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import lru_cache

from lxml import etree

from provenance.formats.tei_vocabulary import NAMED, UNNAMED
from provenance.model.receipts import ReceivedWork
from provenance.model.testimony import Mark, Note, Person, PersonKind
from provenance.sources.collapsing import collapse
from provenance.sources.harmless_xml import attribute, local
from provenance.sources.tei.tei_pointers import pointed
from provenance.sources.tei.tei_walk import heading_words
from provenance.text.visible import is_seen

_SUFFIX = re.compile(r"(?:Jr|Sr|Esq)\.?|I{2,3}|IV|V|[1-4](?:st|nd|rd|th)")
_RANK = re.compile(
    r"(?:(?:Lieutenant|Lt|Major|Maj|Brigadier|Brig|Rear|Vice|Air|Field|Chief|First|Fleet|Acting)\.?\s+)*"
    r"(?:General|Gen|Admiral|Adm|Colonel|Col|Captain|Capt|Major|Maj|Commander|Cdr|Lieutenant|Lt|Marshal|Ambassador"
    r"|Senator|Representative|Dr|Mr|Mrs|Miss|Ms|Professor|Prof)\.?\s+(?=\S)"
)
_SUFFIX_FIRST = re.compile(r"((?:Jr|Sr)\.?|I{2,3}|IV)(?:[,;]\s*|\Z)")
_PARENTHESIS = re.compile(r"\s*\([^()]*\)")
_LONGEST_NAME = 80
_NOBODY = frozenset({"unknown", "unidentified", "anonymous", "anon"})


def natural_order(listed: str) -> str:
    """A name as it is spoken, from how a list of persons gives it.

    >>> [natural_order(n) for n in ("Doe, Jane A.", "Roe, Richard M., Jr.", "Poe, Lt. Gen. Edgar", "Mao Tse-tung")]
    ['Jane A. Doe', 'Richard M. Roe, Jr.', 'Edgar Poe', 'Mao Tse-tung']
    >>> natural_order("Coe, Arthur (Lord)")
    'Arthur Coe'
    """
    parts = [part.strip() for part in _PARENTHESIS.sub("", collapse(listed)).strip(" ,;:").split(",") if part.strip()]
    if len(parts) < 2:
        return parts[0] if parts and is_seen(parts[0]) else ""
    surname, given, *rest = parts
    if _SUFFIX.fullmatch(given):
        return f"{surname}, {given}"
    suffixes = [part for part in rest if _SUFFIX.fullmatch(part)]
    name = f"{_RANK.sub('', given, count=1)} {surname}"
    return ", ".join([name, *suffixes])


def read_persons(section: etree._Element) -> dict[str, Person]:
    """The persons of a `listPerson`, or of a volume's section on persons, by their `@xml:id`."""
    persons = {}
    for element in section.iter("{*}person", "{*}persName", "{*}org", "{*}respStmt", "{*}editor", "{*}author"):
        key = attribute(element, "id")
        person = _person(element, key) if key else None
        if key and person:
            persons[key] = person
    return persons


def persons_named(root: etree._Element, ids: Container[str]) -> dict[str, Person]:
    """Whom a header names as author of the text, or as writer or receiver of the letter, by the pointer at the name.

    What the pointer leads to is not at hand, for it is none of the `ids`; the first name that stands by it counts.
    """
    found: dict[str, Person] = {}
    for header in root.iter("{*}teiHeader"):
        for element in (*header.iter("{*}author"), *header.iterfind(".//{*}correspAction//{*}persName")):
            for key in (key for name in ("ref", "corresp", "key") for key in pointed(element, name)):
                person = None if not key or key in ids or key in found else _person(element, key)
                if person is not None:
                    found[key] = person
    return found


def people_meant(
    persons: Mapping[str, Person], notes: Iterable[Note], marks: Iterable[Mark] = ()
) -> tuple[Person, ...]:
    """The listed persons whom notes may mean, or whose hand marks show, each once, in the order of the list.

    A note may mean whomever the source ties to it, and everybody on the list whose surname stands in it: where the
    list has two of a name, both are met, and neither is taken for the other.
    """
    tied = {name for mark in marks for name in mark.revisers}
    words = []
    for note in notes:
        words.append(note.text.lower())
        tied |= {name for _, name in note.mentions}
    said = "\n".join(words)
    listed = {person.name: person for person in persons.values()}
    return tuple(
        p for p in listed.values() if p.name in tied or any(form in said for form in _surnames(p.name, p.short))
    )


def people_in(persons: Mapping[str, Person], works: Sequence[ReceivedWork]) -> tuple[Person, ...]:
    """The same for the notes and marks of whole works."""
    notes = (note for work in works for note in work.notes)
    return people_meant(persons, notes, (mark for work in works for mark in work.marks))


@lru_cache(maxsize=8192)
def _surnames(name: str, short: str) -> tuple[str, ...]:
    """Without which, in small letters, nobody speaks of a person by name."""
    words = [word for word in re.split(r"[ ,]+", name) if not _SUFFIX.fullmatch(word)]
    return (short.lower(), *(word.lower() for word in words[-1:]))


def _person(element: etree._Element, key: str) -> Person | None:
    """The person that an element of a list describes; None if it gives no name."""
    if element.get("role") in {NAMED, UNNAMED}:
        return _known_person(element, key)
    listed, role = _listed_name(element), _role(element)
    if role and (outside := _SUFFIX_FIRST.match(role)):
        listed, role = f"{listed}, {outside[1]}", role[outside.end() :] or None
    name = natural_order(listed)
    if not name or len(name) > _LONGEST_NAME:
        return None
    surname = collapse(listed.split(",")[0]) if "," in listed else name.split()[-1]
    return Person(name, surname, role, aliases=tuple(dict.fromkeys((f"#{key}", listed))))


def _known_person(element: etree._Element, key: str) -> Person | None:
    """Somebody whom a report of ours names: the name as it stands, commas, brackets and all."""
    named = next((each for each in element if local(each.tag) in {"persName", "orgName"}), None)
    name = collapse(named.text or "") if named is not None else ""
    if not name:
        return None
    kind = PersonKind.OFFICE if local(element.tag) == "org" else PersonKind.PERSON
    kind = PersonKind.HAND if element.get("role") == UNNAMED else kind
    words = name.partition(",")[0].split() if kind is PersonKind.PERSON else ()
    role = next((collapse(each.text or "") for each in element if local(each.tag) == "note"), "") or None
    return Person(name, words[-1] if words else name, role, kind, aliases=(f"#{key}",))


def _listed_name(element: etree._Element) -> str:
    inner = (
        element
        if local(element.tag) == "persName"
        else next(element.iter("{*}persName", "{*}orgName", "{*}name"), element)
    )
    surname = next(inner.iter("{*}surname"), None)
    forenames = " ".join(heading_words(each) for each in inner.iter("{*}forename"))
    if surname is not None and forenames:
        suffix = "".join(f", {heading_words(each)}" for each in inner.iter("{*}genName"))
        return f"{heading_words(surname)}, {forenames}{suffix}"
    return heading_words(inner).strip(" ,;:")


def _role(element: etree._Element) -> str | None:
    """What a list of persons says after the name, in the same item."""
    item = next(element.iterancestors("{*}item"), None)
    if item is None:
        return None
    words = heading_words(item)
    name = heading_words(element).strip(" ,;:")
    _, found, rest = words.partition(name)
    return rest.strip(" ,;:.") or None if found else None
