"""An apparatus that names the place of its readings (`@loc`) tied to the words of the text, so that it can be applied.

Where the lemma stands once in the place that an entry names, its beginning and its end are marked there, and the entry
is attached to them as one that is attached from afar. Where it does not, the entry is kept as a remark, readings and
all. An entry within the text (`location="internal"`) may leave its place unsaid: it is that in which it stands.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from lxml import etree

from provenance.sources.collapsing import collapse
from provenance.sources.harmless_xml import attribute
from provenance.sources.tei.tei_places import Place, Places, Spot, read_places
from provenance.sources.tei.tei_pointers import is_own_reading, witnesses_of
from provenance.sources.tei.tei_walk import heading_words

_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_UNPLACED = "{urn:provenance:read}unplaced"


def tie_to_places(root: etree._Element, text: etree._Element) -> list[str]:
    """Attach every entry that is referenced by its location; a sentence on each that fits no place, or several."""
    entries = list(_by_location(root))
    if not entries:
        return []
    tying = _Tying(root, read_places(text))
    told = [sentence for app in entries if (sentence := tying.tie(app))]
    tying.anchor()
    return told


def is_unplaced(app: etree._Element) -> bool:
    """True of an entry whose words were looked for by its location, and not found."""
    return app.get(_UNPLACED) is not None


def in_words(app: etree._Element) -> str:
    """What an entry says, as print has it: place, lemma and readings, each with its witnesses."""
    readings = [each for each in app.iter("{*}lem", "{*}rdg") if is_own_reading(each, app)]
    lemma = next(app.iterchildren("{*}lem"), None)
    others = "; ".join(_reading(each) for each in readings if each is not lemma)
    entry = others if lemma is None else f"{_reading(lemma)}] {others}"
    return f"at {location}: {entry}" if (location := app.get("loc")) else entry


def _reading(reading: etree._Element) -> str:
    sigla = ", ".join(witnesses_of(reading))
    return f"{heading_words(reading) or 'no words'}{f' ({sigla})' if sigla else ''}"


def _by_location(root: etree._Element) -> Iterator[etree._Element]:
    """The entries with readings whose place is told by `@loc`, or by where they stand, alone; one of remarks alone
    needs none."""
    declared = [each for each in root.iter("{*}variantEncoding") if each.get("method") == "location-referenced"]
    is_internal = any(each.get("location") == "internal" for each in declared)
    for app in root.iter("{*}app"):
        is_apart = next(app.iterancestors("{*}listApp", "{*}standOff"), None) is not None
        has_readings = next(app.iter("{*}lem", "{*}rdg"), None) is not None
        is_cited = bool(app.get("loc")) and (is_apart or bool(declared))
        is_in_place = is_internal and not is_apart and next(app.iterancestors("{*}app"), None) is None
        if has_readings and not app.get("from") and (is_cited or is_in_place):
            yield app


@dataclass
class _Tying:
    """The entries of a text as they are tied to its places."""

    root: etree._Element
    places: Places

    def __post_init__(self) -> None:
        """Begin with no entry tied."""
        taken = {attribute(each, "id") for each in self.root.iter(etree.Element)}
        self._names = (name for n in count(1) if not {f"{(name := f'place-{n}')}-start", f"{name}-end"} & taken)
        self._anchors: list[tuple[Spot, str]] = []

    def tie(self, app: etree._Element) -> str | None:
        """Attach an entry to its words, or say why it cannot be."""
        lemma = next(app.iterchildren("{*}lem"), None)
        words = heading_words(lemma) if lemma is not None else ""
        places = self._places_of(app)
        found = sorted({span for place in places for span in self.places.find(words, place)})
        if len(found) == 1:
            name = next(self._names)
            for side, at in zip(("start", "end"), found[0], strict=True):
                self._anchors.append((self.places.spot(at, is_end=side == "end"), f"{name}-{side}"))
            app.set("from", f"#{name}-start")
            app.set("to", f"#{name}-end")
            return None
        if words and not found and self._is_within(app, places):
            return None
        app.set(_UNPLACED, "")
        return f"line {app.sourceline}: the apparatus entry “{in_words(app)}” {_why(words, places, len(found))}"

    def anchor(self) -> None:
        """Mark the ends of the words in the tree, the last of each stretch of letters first."""
        for spot, name in sorted(self._anchors, key=lambda one: one[0].offset, reverse=True):
            element = spot.element
            letters = (element.tail if spot.is_tail else element.text) or ""
            mark = etree.Element(f"{{{etree.QName(element).namespace or ''}}}anchor")
            mark.set(_XML_ID, name)
            mark.tail = letters[spot.offset :]
            if spot.is_tail:
                element.tail = letters[: spot.offset]
                element.addnext(mark)
            else:
                element.text = letters[: spot.offset]
                element.insert(0, mark)

    def _places_of(self, app: etree._Element) -> list[Place]:
        if location := app.get("loc"):
            return self.places.at(collapse(location).removeprefix("#"))
        around = app.getparent()
        place = None if around is None else self.places.holders.get(around)
        return [] if place is None else [place]

    def _is_within(self, app: etree._Element, places: list[Place]) -> bool:
        """True of an entry that stands in its own place: its lemma is the text."""
        own = self.places.holders.get(app)
        return own is not None and any(place.start <= own.start <= place.end for place in places)


def _why(words: str, places: list[Place], number: int) -> str:
    """Why an entry is tied to no words."""
    if not places:
        why = "names no place of the text"
    elif not words:
        why = "has no lemma"
    else:
        why = "has a lemma that is not found there" if not number else "has a lemma that stands there more than once"
    return f"{why}; it is kept as a remark, and its readings stand in no version"
