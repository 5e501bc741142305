"""WordprocessingML as elements: how a word, a paragraph and a part of a docx are written down.

The names follow ECMA-376, part 1. Nothing here knows what the words mean.
"""

import re
from collections.abc import Iterator

from lxml import etree

from provenance.model.spans import FIGURE
from provenance.text.visible import visible as visible_signs

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_UTC = "http://schemas.microsoft.com/office/word/2023/wordml/word16du"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
PARAGRAPH_BREAK = "\n\n"

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ATTRIBUTE = re.compile(r"[\t\n\r]")
_RUN_PARTS = re.compile(r"([\n\t\r])")
_RUN_ELEMENTS = {"\n": "br", "\t": "tab", "\r": "cr"}


def visible(text: str) -> str:
    """The text with what XML forbids made visible, one sign for one: control pictures, or U+FFFD.

    >>> visible("a\\x0cb")
    'a␌b'
    """
    return _FORBIDDEN.sub(lambda found: chr(0x2400 + ord(found[0])) if ord(found[0]) < 0x20 else "\ufffd", text)


def element(name: str, /, *children: "etree._Element | str | None", **attributes: str | None) -> etree._Element:
    """The element `w:name` with its attributes (None = absent) and its children (None = absent) or text."""
    made = etree.Element(f"{{{W}}}{name}", nsmap={"w": W})
    for key, value in attributes.items():
        if value is not None:
            made.set(f"{{{W}}}{key}", _ATTRIBUTE.sub(" ", visible(value)))
    for child in children:
        if isinstance(child, str):
            made.text = visible(child)
        elif child is not None:
            made.append(child)
    return made


def run(text: str, *, style: str | None = None) -> etree._Element:
    """A run of words about the text; those of it that are quoted name a picture."""
    properties = element("rPr", element("rStyle", val=style)) if style else None
    return element("r", properties, *_run_content(text.replace(FIGURE, visible_signs(FIGURE)), "t"))


def run_of_text(text: str, text_name: str = "t") -> etree._Element:
    """A run with words of the text; `text_name` is "delText" where they are deleted.

    The sign of a picture that the file does not have stays a sign: LibreOffice tracks letters, and no shape.
    """
    return element("r", *_run_content(text, text_name))


def _run_content(text: str, text_name: str) -> Iterator[etree._Element]:
    """Words, tabs and line ends, each as the element that Word keeps it in."""
    for part in _RUN_PARTS.split(text):
        if part in _RUN_ELEMENTS:
            yield element(_RUN_ELEMENTS[part])
        elif part:
            words = element(text_name, part)
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            yield words


def paragraph(style: str | None, *content: etree._Element | None) -> etree._Element:
    """A paragraph of a style with its content."""
    properties = element("pPr", element("pStyle", val=style)) if style else None
    return element("p", properties, *content)


def dated(made: etree._Element, date: str | None) -> etree._Element:
    """The element with its date; an hour of the world is also said to be one, as Word of 2023 and later does."""
    if date is not None:
        made.set(f"{{{W}}}date", date)
        if date.endswith("Z"):
            made.set(f"{{{_UTC}}}dateUtc", date)
    return made


def allow_utc(root: etree._Element) -> None:
    """Say in a part that what an older Word does not know, the hour of the world, may be passed over by it."""
    if not any(f"{{{_UTC}}}dateUtc" in each.attrib for each in root.iter(etree.Element)):
        return
    kept = {prefix for each in root.iter(etree.Element) for prefix in each.nsmap if prefix}
    etree.cleanup_namespaces(root, top_nsmap={"w16du": _UTC, "mc": _MC}, keep_ns_prefixes=[*kept, "w16du", "mc"])
    prefix = next(prefix for prefix, name in root.nsmap.items() if name == _UTC)
    ignored = (root.get(f"{{{_MC}}}Ignorable") or "").split()
    if prefix and prefix not in ignored:
        root.set(f"{{{_MC}}}Ignorable", " ".join([*ignored, prefix]))


def serialize(root: etree._Element) -> bytes:
    """The bytes of a part, the same for the same element."""
    etree.cleanup_namespaces(root)
    allow_utc(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
