"""XML from strangers: how every parser here is set, and names compared without their namespace.

No entity is expanded, nothing is fetched, and an id given twice is no fault of form, as it ties nothing together that
is read here.
"""

from functools import lru_cache
from typing import TypedDict

from lxml import etree

_USUAL = {
    "id": "{http://www.w3.org/XML/1998/namespace}id",
    "doc-dateTime-min": "{http://history.state.gov/frus/ns/1.0}doc-dateTime-min",
}


class Settings(TypedDict):
    """What a parser is told; the names are lxml's."""

    resolve_entities: bool
    load_dtd: bool
    no_network: bool
    remove_comments: bool
    remove_pis: bool
    collect_ids: bool


HARMLESS = Settings(
    resolve_entities=False,
    load_dtd=False,
    no_network=True,
    remove_comments=True,
    remove_pis=True,
    collect_ids=False,
)


def opening(data: bytes, size: int = 4096) -> bytes:
    r"""The first letters of what may be XML, by which its kind is known: in UTF-8, without byte-order mark and blanks.

    >>> opening("\ufeff<TEI>".encode("utf-16-le"))
    b'<TEI>'
    """
    wide = wide_encoding(data)
    head = data[: size * 4].decode(wide, "replace").encode() if wide else data[:size]
    return head.lstrip(b"\xef\xbb\xbf \r\n\t")


def wide_encoding(data: bytes) -> str | None:
    """UTF-32 or UTF-16 by the byte-order mark, which in UTF-32 may begin as that of UTF-16 does; None for any other."""
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return "utf-32"
    return "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else None


@lru_cache(maxsize=4096)
def local(tag: object) -> str:
    """A name without its namespace; "" for what is no element (an entity).

    >>> local("{http://www.tei-c.org/ns/1.0}persName")
    'persName'
    """
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """The attribute called `name` in any namespace or none, or None; where it usually stands is looked first."""
    given = element.get(name) or element.get(_USUAL.get(name, name))
    if given is not None:
        return given
    key = next((key for key in element.keys() if local(key) == name), None)  # noqa: SIM118 (values cost a search each)
    return None if key is None else element.get(key)
