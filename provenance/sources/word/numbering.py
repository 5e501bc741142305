"""How the paragraphs of a Word file are numbered: what is printed before a clause, and is no word of it.

The numbers are counted as Word counts them (ECMA-376, part 1, chapter 17.9), so that two files with the same numbers
read alike, whatever their lists are called: a level counts on in every list of one pattern, deeper levels begin anew,
and a list may say at which number it starts. A bullet is a bullet, whatever its sign.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from provenance.sources.harmless_xml import attribute, local

_GONE = frozenset({"del", "moveFrom"})
_DEEPEST = 9


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: the kind of its numbers, what is printed about them, and the first one."""

    format: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class _List:
    """A list: the pattern that it counts in, its levels, and the levels that it starts anew."""

    pattern: str
    levels: Mapping[int, _Level]
    starts: Mapping[int, int]


@dataclass
class Numbering:
    """The lists of a file, and which of them the styles of its paragraphs are in."""

    lists: dict[str, _List] = field(default_factory=dict)
    styles: dict[str, tuple[str | None, int | None, str | None]] = field(default_factory=dict)

    def printed(self, roots: Iterable[etree._Element]) -> Iterator[str]:
        """For every numbered paragraph what is printed before it, in the order of the file."""
        counts: dict[str, dict[int, int]] = {}
        begun: set[tuple[str, int]] = set()
        for root in roots:
            for paragraph in root.iter("{*}p"):
                key, level = self._place(paragraph)
                found = self.lists.get(key or "")
                shape = found.levels.get(level) if found else None
                if found is None or shape is None or key is None or _is_gone(paragraph):
                    continue
                if shape.format == "bullet":
                    yield f"{level} bullet"
                    continue
                count = counts.setdefault(found.pattern, {})
                if level in found.starts and (key, level) not in begun:
                    count[level] = found.starts[level]
                else:
                    count[level] = count.get(level, shape.start - 1) + 1
                begun.add((key, level))
                for deeper in [each for each in count if each > level]:
                    del count[deeper]
                numbers = (count.get(n, found.levels[n].start if n in found.levels else 1) for n in range(level + 1))
                yield f"{level} {shape.format} {shape.text} {' '.join(map(str, numbers))}"

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
    linked = {_value(e, "styleLink"): key for key, e in patterns.items()}
    for each in () if numbering is None else numbering.iterfind("{*}num"):
        key = _value(each, "abstractNumId")
        key = linked.get(_value(patterns[key], "numStyleLink"), key) if key in patterns else None
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


def _levels(*holders: etree._Element) -> dict[int, _Level]:
    return {
        _number(attribute(level, "ilvl")): _Level(
            _value(level, "numFmt") or "decimal", _value(level, "lvlText") or "", _number(_value(level, "start") or "1")
        )
        for holder in holders
        for level in holder.iterfind("{*}lvl")
    }


def _is_gone(paragraph: etree._Element) -> bool:
    """True of a paragraph that is tracked as taken out."""
    return any(local(mark.tag) in _GONE for mark in paragraph.iterfind("{*}pPr/{*}rPr/*"))


def _value(element: etree._Element, name: str) -> str | None:
    child = element.find(f"{{*}}{name}")
    return None if child is None else attribute(child, "val")


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 9 else 0
