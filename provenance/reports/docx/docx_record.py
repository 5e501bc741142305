"""What Word itself has no place for, kept in the file as a custom XML part, so that it can be read back.

Which version is a reconstruction and how it was made, who stands behind an author such as "A and B", and the numbers
of the notes in the source. Without it a reconstructed draft would come back as if somebody had seen it.
"""

import hashlib
import uuid
from collections.abc import Iterable

from lxml import etree

from provenance.model.attributions import Apparatus, Attribution
from provenance.model.testimony import Claim
from provenance.model.versions import Version
from provenance.reports.docx.docx_authors import name_author
from provenance.reports.docx.docx_notes import Footnote
from provenance.reports.docx.docx_xml import visible

NAMESPACE = "urn:provenance:docx:1"
_ITEM_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PREFIX = {"record": NAMESPACE}


def write_record(apparatus: Apparatus, signed: Iterable[Attribution | Claim], footnotes: tuple[Footnote, ...]) -> bytes:
    """The part `customXml/item1.xml`; `signed` is all that carries an author."""
    work = apparatus.work
    record = _add(None, "provenance")
    _add(record, "work", id=work.id, title=work.title, source=work.source, date=work.date, url=work.url)
    for role, version in (("base", apparatus.base), ("final", apparatus.revised)):
        _add_version(record, role, version)
    for person in apparatus.people:
        _add(record, "person", name=person.name, short=person.short, role=person.role, kind=person.kind.value)
    authors = {name_author(one): (one.revisers, one.candidates) for one in signed}
    for author, (revisers, candidates) in sorted(authors.items()):
        entry = _add(record, "author", name=author)
        for name in revisers:
            _add(entry, "reviser", name=name)
        for name in candidates:
            _add(entry, "candidate", name=name)
    for footnote in footnotes:
        note = footnote.note
        _add(
            record,
            "note",
            id=note.id,
            number=note.number,
            kind=note.kind,
            place=footnote.place.value,
            prefix=footnote.prefix,
        )
    return etree.tostring(record, xml_declaration=True, encoding="UTF-8", standalone=True)


def write_record_properties(record: bytes) -> bytes:
    """The part `customXml/itemProps1.xml`; its identifier follows from the record, so that it is always the same."""
    item = etree.Element(f"{{{_ITEM_PROPERTIES}}}datastoreItem", nsmap={"ds": _ITEM_PROPERTIES})
    identifier = uuid.uuid5(uuid.NAMESPACE_URL, hashlib.sha256(record).hexdigest())
    item.set(f"{{{_ITEM_PROPERTIES}}}itemID", "{" + str(identifier).upper() + "}")
    references = etree.SubElement(item, f"{{{_ITEM_PROPERTIES}}}schemaRefs")
    etree.SubElement(references, f"{{{_ITEM_PROPERTIES}}}schemaRef").set(f"{{{_ITEM_PROPERTIES}}}uri", NAMESPACE)
    return etree.tostring(item, xml_declaration=True, encoding="UTF-8", standalone=True)


def _add_version(record: etree._Element, role: str, version: Version) -> None:
    """A version without its text; `sha256` is that of the text as this file can hold it."""
    written = hashlib.sha256(visible(version.text).encode()).hexdigest()
    entry = _add(
        record,
        "version",
        role=role,
        label=version.label,
        standing=version.standing.value,
        date=version.date,
        method=version.method,
        comment=version.comment,
        sha256=written,
    )
    for name in version.authors:
        _add(entry, "author", name=name)


def _add(parent: etree._Element | None, element: str, /, **attributes: str | None) -> etree._Element:
    tag = f"{{{NAMESPACE}}}{element}"
    made = etree.Element(tag, nsmap=_PREFIX) if parent is None else etree.SubElement(parent, tag)
    for key, value in attributes.items():
        if value is not None:
            made.set(key, visible(value))
    return made
