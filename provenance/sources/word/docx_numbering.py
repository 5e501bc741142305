"""How the paragraphs of a Word file are numbered (ECMA-376, part 1, chapter 17.9).

A level counts on in every list of one pattern. A list or level of a paragraph that it does not tell itself is that of
its style, or of a style on which that is based.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from provenance.sources.harmless_xml import attribute, local
from provenance.sources.word.list_numbers import Counts, Level, Numbered

_GONE = frozenset({"del", "moveFrom", "cellDel"})
_OFF = frozenset({"0", "false", "off"})
_DEEPEST = 9
_LEVEL = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _List:
    """A list: the pattern that it counts in, its levels, and the levels that it starts anew."""

    pattern: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


@dataclass
class Numbering:
    """The lists of a file, and which of them the styles of its paragraphs are in."""

    lists: dict[str, _List] = field(default_factory=dict)
    styles: dict[str, tuple[str | None, int | None, str | None]] = field(default_factory=dict)

    def printed(self, roots: Iterable[etree._Element]) -> Iterator[str]:
        """For every numbered paragraph what is printed before it, in the order of the file."""
        counts = Counts()
        begun: set[tuple[str, int]] = set()
        for root in roots:
            joined = ""
            passed_over = set(_passed_over(root))
            for paragraph in root.iter("{*}p"):
                if paragraph in passed_over:
                    continue
                if _is_gone(paragraph):
                    joined += _words(paragraph)
                    continue
                key, level = self._place(paragraph)
                found = self.lists.get(key or "")
                if found and key:
                    start = found.starts.get(level) if (key, level) not in begun else None
                    begun.add((key, level))
                    words = joined + _words(paragraph)
                    if printed := counts.printed(Numbered(found.pattern, found.levels, level, start), words):
                        yield printed
                joined = ""

    def _place(self, paragraph: etree._Element) -> tuple[str | None, int]:
        """The list and level of a paragraph: its own, else those of its style or of a style on which that is based."""
        key, level = _own(paragraph.find("{*}pPr/{*}numPr"))
        style = next((attribute(each, "val") for each in paragraph.iterfind("{*}pPr/{*}pStyle")), None)
        met: set[str] = set()
        while style is not None and style in self.styles and style not in met and (key is None or level is None):
            met.add(style)
            of_style, its_level, based_on = self.styles[style]
            key, level = key if key is not None else of_style, level if level is not None else its_level
            style = based_on
        return key, min(level or 0, _DEEPEST)


def read_numbering(styles: etree._Element | None, numbering: etree._Element | None) -> Numbering:
    """The lists and styles of a file, as the parts tell of them."""
    found = Numbering()
    patterns = {} if numbering is None else {attribute(e, "abstractNumId"): e for e in numbering.iter("{*}abstractNum")}
    linked = {link: key for key, e in patterns.items() if (link := _value(e, "styleLink")) is not None}
    for each in () if numbering is None else numbering.iterfind("{*}num"):
        key = _value(each, "abstractNumId")
        key = linked.get(_value(patterns[key], "numStyleLink") or "", key) if key in patterns else None
        if key is not None:
            levels = {**_levels(patterns[key]), **_levels(*each.iterfind("{*}lvlOverride"))}
            told = [
                (_number(attribute(e, "ilvl")), _value(e, "startOverride")) for e in each.iterfind("{*}lvlOverride")
            ]
            starts = {level: _number(start) for level, start in told if start is not None}
            found.lists[attribute(each, "numId") or ""] = _List(key, levels, starts)
    for style in () if styles is None else styles.iter("{*}style"):
        of_style = _own(style.find("{*}pPr/{*}numPr"))
        found.styles[attribute(style, "styleId") or ""] = (*of_style, _value(style, "basedOn"))
    return found


def _own(properties: etree._Element | None) -> tuple[str | None, int | None]:
    """The list and level that the properties of a paragraph or style name."""
    if properties is None:
        return None, None
    level = _value(properties, "ilvl")
    return _value(properties, "numId"), None if level is None else _number(level)


def _levels(*holders: etree._Element) -> dict[int, Level]:
    return {_number(attribute(e, "ilvl")): _level(e) for holder in holders for e in holder.iterfind("{*}lvl")}


def _level(told: etree._Element) -> Level:
    """A level; one of `lvlRestart` begins anew after that level, counted from 1, and those above it."""
    signs = _LEVEL.split(_value(told, "lvlText") or "")
    parts = tuple(int(sign) - 1 if n % 2 else sign for n, sign in enumerate(signs))
    restart, legal = _value(told, "lvlRestart"), told.find("{*}isLgl")
    return Level(
        _value(told, "numFmt") or "decimal",
        parts,
        _number(_value(told, "start") or "1"),
        _DEEPEST if restart is None else _number(restart),
        legal is not None and attribute(legal, "val") not in _OFF,
    )


def _passed_over(root: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs in rows and cells that are tracked as taken out, and those that Word writes a second time."""
    yield from (paragraph for again in root.iter("{*}Fallback") for paragraph in again.iter("{*}p"))
    for properties in root.iter("{*}trPr", "{*}tcPr"):
        holder = properties.getparent()
        if holder is not None and any(local(mark.tag) in _GONE for mark in properties):
            yield from holder.iter("{*}p")


def _is_gone(paragraph: etree._Element) -> bool:
    """True of a paragraph whose end is tracked as taken out: its words begin the next one."""
    return any(local(mark.tag) in _GONE for mark in paragraph.iterfind("{*}pPr/{*}rPr/*"))


def _words(paragraph: etree._Element) -> str:
    return "".join(t.text or "" for t in paragraph.iter("{*}t") if next(t.iterancestors("{*}moveFrom"), None) is None)


def _value(element: etree._Element, name: str) -> str | None:
    child = element.find(f"{{*}}{name}")
    return None if child is None else attribute(child, "val")


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 9 else 0
