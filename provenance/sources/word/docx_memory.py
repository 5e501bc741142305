"""What a docx of our own remembers beyond what Word can hold: which text is reconstructed, and who an author is.

Without it a reconstructed draft that went out as "all changes rejected" would come back as a draft that somebody
has seen.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from provenance.formats.attributes import attributes
from provenance.model.testimony import AnchorPlace, Person, PersonKind
from provenance.model.versions import Standing
from provenance.sources.harmless_xml import local

NAMESPACE = "urn:provenance:docx:1"


@dataclass(frozen=True, slots=True)
class RememberedVersion:
    """The base or the final text as it was when the file was written; `sha256` tells whether it still is."""

    label: str
    standing: Standing
    sha256: str
    date: str | None
    method: str | None
    comment: str | None
    authors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RememberedNote:
    """A footnote's name in the work that it came from, and the words that were put before it."""

    id: str
    number: str | None
    kind: str
    place: AnchorPlace
    prefix: str


@dataclass(frozen=True, slots=True)
class Memory:
    """The record of our own report; `work` has title, source, date and url."""

    work: Mapping[str, str]
    versions: Mapping[str, RememberedVersion]
    people: tuple[Person, ...]
    revisers: Mapping[str, tuple[str, ...]]
    notes: tuple[RememberedNote, ...] = field(default=())


def read_memory(record: etree._Element) -> Memory | None:
    """The memory in a custom XML part; None if it is not of our making, or not whole."""
    if record.tag != f"{{{NAMESPACE}}}provenance":
        return None
    entries = [(local(entry.tag), entry) for entry in record]
    works = [attributes(entry) for name, entry in entries if name == "work"]
    try:
        versions = {_told(entry, "role"): _version(entry) for name, entry in entries if name == "version"}
        if len(works) != 1 or set(versions) != {"base", "final"}:
            return None
        return Memory(
            works[0],
            versions,
            tuple(_person(entry) for name, entry in entries if name == "person"),
            {_told(entry, "name"): _names(entry, "reviser") for name, entry in entries if name == "author"},
            tuple(_note(entry) for name, entry in entries if name == "note"),
        )
    except (KeyError, ValueError):
        return None


def _version(entry: etree._Element) -> RememberedVersion:
    standing, method = Standing(_told(entry, "standing")), entry.get("method")
    if (standing is Standing.RECONSTRUCTED) != (method is not None):
        raise ValueError("a reconstructed version, and no other, says how it was made")
    return RememberedVersion(
        _told(entry, "label"),
        standing,
        _told(entry, "sha256"),
        entry.get("date"),
        method,
        entry.get("comment"),
        _names(entry, "author"),
    )


def _person(entry: etree._Element) -> Person:
    return Person(_told(entry, "name"), _told(entry, "short"), entry.get("role"), PersonKind(_told(entry, "kind")))


def _note(entry: etree._Element) -> RememberedNote:
    place = AnchorPlace(_told(entry, "place"))
    return RememberedNote(
        _told(entry, "id"), entry.get("number"), _told(entry, "kind"), place, entry.get("prefix") or ""
    )


def _names(entry: etree._Element, name: str) -> tuple[str, ...]:
    return tuple(_told(child, "name") for child in entry if local(child.tag) == name)


def _told(entry: etree._Element, name: str) -> str:
    """An attribute that every record of ours has."""
    value = entry.get(name)
    if value is None:
        raise KeyError(name)
    return value
