"""What an element of TEI says of itself: whom it points to, its witnesses, its printed number, how it is set."""

from collections.abc import Container

from lxml import etree

from provenance.sources.harmless_xml import local
from provenance.text.digits import number_in

_UNNUMBERED = frozenset({"", "0"})
_BY_WRITER = frozenset({"authorial", "author", "auth"})
_HYPHENS = ("hyphen", "shyphen", "soft-hyphen", "softhyphen")
_HYPHEN_SIGNS = frozenset({"-", "=", "\u00ad", "\u2010", "\u00ac", "\u2e17"})
_CENTRED = frozenset({"center", "sectiontitle", "sectiontitleital", "sectiontitlebold", "subtitle"})


def keys_of(element: etree._Element) -> list[str]:
    """The ids that an element points to by `@corresp`, `@ref`, `@key`, `@hand`, `@resp` or `@who`, without the "#"."""
    values = (element.get(name) for name in ("corresp", "ref", "key", "hand", "resp", "who"))
    return [key.rpartition("#")[2] for value in values if value for key in value.split()]


def pointed(element: etree._Element, name: str) -> list[str]:
    """The ids that the attribute `name` points to, without what stands before the "#"."""
    return [key.rpartition("#")[2] for key in (element.get(name) or "").split()]


def witnesses_of(reading: etree._Element) -> list[str]:
    """The sigla of the witnesses that have a reading, its group's if it names none."""
    wit = reading.get("wit")
    parent = reading.getparent()
    if wit is None and parent is not None and local(parent.tag) == "rdgGrp":
        wit = parent.get("wit")
    return [key.removeprefix("#") for key in (wit or "").split()]


def sequence_of(reading: etree._Element) -> int:
    """The place of a reading among those that followed each other (`@varSeq`); 0 if none is given."""
    return number_in((reading.get("varSeq") or "").strip()) or 0


def is_inmost(note: etree._Element, top: etree._Element) -> bool:
    """True if no other note stands between `note` and `top`."""
    for above in note.iterancestors():
        if above is top:
            return True
        if local(above.tag) == "note":
            return False
    return True


def is_own_reading(reading: etree._Element, app: etree._Element) -> bool:
    """True if `app` is the nearest apparatus entry around the reading."""
    return next((above for above in reading.iterancestors("{*}app")), None) is app


def points_elsewhere(note: etree._Element, ids: Container[str]) -> bool:
    """True of a note that is attached to something outside of its file alone: it does not speak of this text."""
    targets = (note.get("target") or "").split()
    return bool(targets) and not any(target.startswith("#") or target in ids for target in targets)


def is_by_writer(note: etree._Element) -> bool:
    """True of a note that the writer of the text made, not its editor (`@type` or, before TEI P5, `@resp`)."""
    return any((note.get(name) or "").lower() in _BY_WRITER for name in ("type", "resp"))


def note_number(element: etree._Element) -> str | None:
    """The printed number; None where none is printed, which volumes tell in several ways, "0" among them."""
    number = (element.get("n") or "").strip()
    return None if number in _UNNUMBERED else number


def is_centred(paragraph: etree._Element) -> bool:
    """True if a paragraph is set as a heading is; older volumes say so in `@rend`, newer ones in `@rendition`."""
    rend = paragraph.get("rend") or (paragraph.get("rendition") or "").removeprefix("#")
    return rend.lower() in _CENTRED


def runs_on(line_break: etree._Element) -> bool:
    """True if a word runs on over the break: it says so (`@break`), or that a hyphen stands there (`@rend`)."""
    told = line_break.get("break")
    signs = (line_break.get("rend") or "").lower().split()
    return told == "no" or (told is None and any(sign in _HYPHEN_SIGNS or sign.startswith(_HYPHENS) for sign in signs))
