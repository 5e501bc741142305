"""An apparatus that names the place of its readings (`@loc`) tied to the words of the text, so that it can be applied.

Where the lemma stands once in the place that an entry names, its beginning and its end are marked there, and the entry
is attached to them as one that is attached from afar.
"""

from collections.abc import Iterator
from itertools import count

from lxml import etree

from provenance.sources.collapsing import collapse
from provenance.sources.harmless_xml import attribute, local
from provenance.sources.tei.tei_walk import heading_words

_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def tie_to_places(root: etree._Element, text: etree._Element) -> list[str]:
    """Attach every entry that is referenced by its location; a sentence on each that fits no place, or several."""
    entries = list(_by_location(root))
    if not entries:
        return []
    places: dict[str, etree._Element] = {}
    for element in text.iter(etree.Element):
        for key in (attribute(element, "id"), element.get("n")):
            if key and local(element.tag) not in {"pb", "note", "lb"}:
                places.setdefault(key, element)
    names = (f"place-{n}" for n in count(1) if f"place-{n}" not in places)
    return [
        f"line {app.sourceline}: the words of the apparatus entry at {app.get('loc')!r} are not found there, "
        "or more than once; its readings are left out"
        for app in entries
        if not _tie(app, places.get((app.get("loc") or "").removeprefix("#")), next(names))
    ]


def _by_location(root: etree._Element) -> Iterator[etree._Element]:
    """The entries with readings whose place is told by `@loc` alone; one of remarks alone needs none."""
    declared = any(each.get("method") == "location-referenced" for each in root.iter("{*}variantEncoding"))
    for app in root.iter("{*}app"):
        apart = next(app.iterancestors("{*}listApp", "{*}standOff"), None) is not None
        has_readings = next(app.iter("{*}lem", "{*}rdg"), None) is not None
        if has_readings and app.get("loc") and not app.get("from") and (declared or apart):
            yield app


def _tie(app: etree._Element, place: etree._Element | None, name: str) -> bool:
    lemma = next(app.iterchildren("{*}lem"), None)
    words = heading_words(lemma) if lemma is not None else ""
    if place is None or not words:
        return False
    found = [(element, is_tail) for element, is_tail, letters in _letters(place) if words in collapse(letters)]
    if len(found) != 1:
        return False
    element, is_tail = found[0]
    letters = collapse_inside((element.tail if is_tail else element.text) or "")
    if letters.count(words) != 1:
        return False
    before, _, after = letters.partition(words)
    start, end = (etree.Element(etree.QName(app).text.replace("}app", "}anchor")) for _ in range(2))
    start.set(_XML_ID, f"{name}-start")
    end.set(_XML_ID, f"{name}-end")
    start.tail, end.tail = words, after
    if is_tail:
        element.tail = before
        element.addnext(end)
        element.addnext(start)
    else:
        element.text = before
        element.insert(0, end)
        element.insert(0, start)
    app.set("from", f"#{name}-start")
    app.set("to", f"#{name}-end")
    return True


def _letters(place: etree._Element) -> Iterator[tuple[etree._Element, bool, str]]:
    """Every stretch of letters in a place: the element, whether they follow it or begin it, and the letters."""
    for element in place.iter(etree.Element):
        if next(element.iterancestors("{*}note", "{*}app"), None) is not None or local(element.tag) in {"note", "app"}:
            if element is not place and local(element.tag) in {"note", "app"} and element.tail:
                yield element, True, element.tail
            continue
        if element.text:
            yield element, False, element.text
        if element is not place and element.tail:
            yield element, True, element.tail


def collapse_inside(letters: str) -> str:
    """Letters with every run of white space as one space, those at the ends too.

    >>> collapse_inside("  the\\n fox ")
    ' the fox '
    """
    inner = collapse(letters)
    return f"{' ' * letters[:1].isspace()}{inner}{' ' * (letters[-1:].isspace() and bool(inner))}"
