"""A part added to a Word file that has none of its kind, with what tells of it: its relation and its content type."""

from collections.abc import Mapping
from itertools import count
from typing import cast

from lxml import etree

from provenance.formats.word.original import Original
from provenance.reports.docx.docx_parts import RELATIONS_OF, TYPE_OF
from provenance.reports.docx.docx_xml import allow_utc

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "[Content_Types].xml"


def added_part(original: Original, kind: str, data: bytes) -> Mapping[str, bytes]:
    """A part of a kind ("comments", "footnotes") beside that with the body, and the parts that tell of it."""
    folder, _, main = original.main.rpartition("/")
    within = f"{folder}/" if folder else ""
    name = f"provenance-{kind}.xml"
    relations = f"{within}_rels/{main}.rels"
    return {
        f"{within}{name}": data,
        relations: _with_relation(_part(original, relations), kind, name),
        _TYPES: _with_type(_part(original, _TYPES), kind, f"{within}{name}"),
    }


def _part(original: Original, wanted: str) -> bytes | None:
    return next((data for part, data in original.parts.items() if part.lower() == wanted.lower()), None)


def _with_relation(data: bytes | None, kind: str, target: str) -> bytes:
    namespace = f"{_PACKAGE}/relationships"
    root = _list_in(data, namespace, "Relationships")
    taken = {one.get("Id") for one in root}
    id = next(f"rIdC{n}" for n in count(1) if f"rIdC{n}" not in taken)
    etree.SubElement(root, f"{{{namespace}}}Relationship", Id=id, Type=f"{RELATIONS_OF}/{kind}", Target=target)
    return written(root)


def _with_type(data: bytes | None, kind: str, part: str) -> bytes:
    namespace = f"{_PACKAGE}/content-types"
    root = _list_in(data, namespace, "Types")
    etree.SubElement(root, f"{{{namespace}}}Override", PartName=f"/{part}", ContentType=TYPE_OF.format(kind))
    return written(root)


def _list_in(data: bytes | None, namespace: str, called: str) -> etree._Element:
    """The list that a part of the package holds, or a new one."""
    if data:
        return etree.fromstring(data)
    return etree.Element(f"{{{namespace}}}{called}", nsmap=cast(dict[str, str], {None: namespace}))


def written(root: etree._Element) -> bytes:
    """The bytes of a part."""
    allow_utc(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
