"""All attributes of an element, in time that grows with their number."""

from typing import cast

from lxml import etree

_ALL = etree.XPath("@*", smart_strings=True)


def attributes(element: etree._Element) -> dict[str, str]:
    """The attributes by their names with namespaces, in their order.

    `element.attrib.items()` gives the same, but looks for each value from the first attribute on.

    >>> attributes(etree.fromstring('<p n="1" xml:id="a"/>'))
    {'n': '1', '{http://www.w3.org/XML/1998/namespace}id': 'a'}
    """
    found = cast("list[etree._ElementUnicodeResult]", _ALL(element))
    return {str(value.attrname): str(value) for value in found}
