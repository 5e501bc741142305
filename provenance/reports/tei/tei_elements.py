"""TEI elements, and text put into them so that any document can be written.

XML 1.0 has no place for most control characters or for half a surrogate pair. They are made visible, as `g`
elements that name the character (`<g ref="#char-0007">␇</g>`), so that the text can be read back to the letter.
"""

import re
from typing import cast

from lxml import etree

from provenance.formats.tei_vocabulary import NAMESPACE, XML_ID
from provenance.text.visible import visible

_NSMAP = cast(dict[str, str], {None: NAMESPACE})
_STRANGE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def make(tag: str, text: str | None = None, /, **attributes: str | None) -> etree._Element:
    """An element that stands alone; an attribute that is None or empty is left out, `type_` is read as `type`."""
    element = etree.Element(f"{{{NAMESPACE}}}{tag}", nsmap=_NSMAP)
    _set(element, attributes)
    if text:
        add_text(element, text)
    return element


def add(parent: etree._Element, tag: str, text: str | None = None, /, **attributes: str | None) -> etree._Element:
    """An element at the end of `parent`."""
    element = make(tag, text, **attributes)
    parent.append(element)
    return element


def add_text(parent: etree._Element, text: str) -> None:
    """Put `text` at the end of `parent`; characters that XML cannot hold become `g`."""
    at = 0
    for match in _STRANGE.finditer(text):
        _append(parent, text[at : match.start()])
        add(parent, "g", ref=f"#{char_id(match.group())}").text = visible(match.group())
        at = match.end()
    _append(parent, text[at:])


def char_id(char: str) -> str:
    r"""The `@xml:id` of a character in the header's `charDecl`.

    >>> char_id("\a")
    'char-0007'
    """
    return f"char-{ord(char):04X}"


def _set(element: etree._Element, attributes: dict[str, str | None]) -> None:
    for name, value in attributes.items():
        if value:
            element.set(XML_ID if name == "xml_id" else name.rstrip("_"), visible(value))


def _append(parent: etree._Element, text: str) -> None:
    """Put plain text after the last child, or into an element that has none."""
    if not text:
        return
    last = next(parent.iterchildren(reversed=True), None)  # lxml counts the children one by one
    if last is not None:
        last.tail = (last.tail or "") + text
    else:
        parent.text = (parent.text or "") + text
