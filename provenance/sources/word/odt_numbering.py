"""How the paragraphs of an OpenDocument text are numbered (OpenDocument 1.2, part 1, chapters 5.3 and 16.30).

A list begins anew unless it says that it continues another; a list within an item is its next level. Headings outside
of lists are counted by the outline. Where the standard leaves it open, the numbers are those that LibreOffice prints:
an item is counted with its first paragraph, one that only holds a deeper list is not; levels that are passed over
count as begun.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count

from lxml import etree

from provenance.sources.harmless_xml import attribute, local
from provenance.sources.word.list_numbers import BULLET, NO_NUMBER, Counts, Level, Numbered

_OUTLINE = "outline-style"
_FORMATS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "": NO_NUMBER,
}
_STEPS = tuple(f"{{*}}{name}" for name in ("list", "p", "h", "numbered-paragraph", "tracked-changes"))
_NOT_THE_WORDS = frozenset({"note", "annotation", "frame", "custom-shape", "ruby-text"})
_DEFAULT = {level: Level(BULLET, ()) for level in range(10)}
"""A list of no style has bullets."""

Levels = Mapping[int, Level]


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists that a part of a file may use: their levels by the names of their styles, and for each style of
    paragraphs the list that it names, "" where it names none on purpose."""

    levels: Mapping[str, Levels]
    of_style: Mapping[str, str | None]


@dataclass(slots=True)
class _Open:
    """A list on the way through a part: what it is counted as, its style, its level."""

    key: str
    style: str | None
    level: int = 0


@dataclass
class Numbering:
    """The numbers of a file as they are counted from part to part."""

    counts: Counts = field(default_factory=Counts)
    _names: Iterator[int] = field(default_factory=count)

    def printed(self, root: etree._Element, lists: Lists) -> Iterator[str]:
        """For every numbered paragraph of a part what is printed before it, in the order of the file."""
        called: dict[str, str] = {}
        last: dict[str | None, str] = {}
        within: list[_Open] = []
        steps = etree.iterwalk(root, events=("start", "end"), tag=_STEPS)
        for event, element in steps:
            name = local(element.tag)
            if name == "list" and event == "end":
                within.pop()
            elif event == "end":
                continue
            elif name == "tracked-changes":
                steps.skip_subtree()
            elif name == "list" and _is_item(element.getparent()):
                within.append(self._deeper(element, within[-1]))
            elif name == "list":
                within.append(self._list(element, last, called))
            elif name != "numbered-paragraph":
                one = self._numbered(element, within[-1] if within else None, lists)
                if one and (printed := self.counts.printed(one, _words(element))):
                    yield printed

    def _list(self, element: etree._Element, last: dict[str | None, str], called: dict[str, str]) -> _Open:
        """A list that is in no other: the one that it continues, or a new one.

        One with an id, as later programs write it, continues the list before it; one of an earlier program the last of
        its style, whatever lists stand between.
        """
        style = attribute(element, "style-name")
        key = called.get(attribute(element, "continue-list") or "")
        id = attribute(element, "id")
        is_next = id is None or next(reversed(last), None) == style
        if key is None and is_next and attribute(element, "continue-numbering") == "true":
            key = last.get(style)
        key = key or f"list {next(self._names)}"
        last.pop(style, None)
        last[style] = key
        if id is not None:
            called[id] = key
        return _Open(key, style)

    def _deeper(self, element: etree._Element, around: _Open) -> _Open:
        """A list in an item of another; the second one in an item begins anew."""
        level = around.level + 1
        if _follows(element, "list") and attribute(element, "continue-numbering") != "true":
            self.counts.forget(around.key, level)
        return _Open(around.key, attribute(element, "style-name") or around.style, level)

    def _numbered(self, paragraph: etree._Element, around: _Open | None, lists: Lists) -> Numbered | None:
        """A paragraph with its place in a list, or None if no number is its own."""
        holder = paragraph.getparent()
        start = None
        told = lists.of_style.get(attribute(paragraph, "style-name") or "")
        if holder is not None and local(holder.tag) == "numbered-paragraph":
            around = _Open(
                attribute(holder, "list-id") or "", attribute(holder, "style-name"), _number(holder, "level", 1) - 1
            )
            start = _start(holder)
        elif holder is not None and _is_item(holder) and around:
            if local(holder.tag) == "list-header" or _follows(paragraph, "p", "h", "list"):
                return None
            around = replace(around, style=attribute(holder, "style-override") or around.style)
            start = _start(holder)
        elif local(paragraph.tag) == "h" and told is None and attribute(paragraph, "is-list-header") != "true":
            around = _Open(_OUTLINE, _OUTLINE, _number(paragraph, "outline-level", 1) - 1)
            if attribute(paragraph, "restart-numbering") == "true":
                self.counts.forget(_OUTLINE, around.level)
                start = _start(paragraph)
        else:
            return None
        style = around.style or told or ""
        levels = lists.levels.get(style, {} if style == _OUTLINE else _DEFAULT)
        self.counts.begin(around.key, levels, around.level)
        return Numbered(around.key, levels, around.level, start)


def read_lists(*roots: etree._Element) -> Lists:
    """The lists that some parts of a file tell of; of two with one name the later one counts."""
    levels: dict[str, Levels] = {}
    told: dict[str, tuple[str | None, str]] = {}
    for root in roots:
        for style in root.iter("{*}list-style", "{*}outline-style"):
            name = _OUTLINE if local(style.tag) == _OUTLINE else attribute(style, "name") or ""
            levels[name] = _levels(style)
        for style in root.iter("{*}style"):
            parent = attribute(style, "parent-style-name") or ""
            told[attribute(style, "name") or ""] = attribute(style, "list-style-name"), parent
    return Lists(levels, {name: _of_style(name, told) for name in told})


def _of_style(name: str, told: Mapping[str, tuple[str | None, str]]) -> str | None:
    """The list that a style of paragraphs names, or a style that it is made from."""
    met: set[str] = set()
    while name in told and name not in met:
        met.add(name)
        list, name = told[name]
        if list is not None:
            return list
    return None


def _levels(style: etree._Element) -> Levels:
    """The levels of a list or of the outline."""
    told = {_number(each, "level", 1) - 1: each for each in style.iterchildren(etree.Element)}
    formats = {level: _format(each) for level, each in told.items()}
    return {
        level: Level(formats[level], tuple(_parts(each, level, formats)), _number(each, "start-value", 1))
        for level, each in told.items()
    }


def _format(level: etree._Element) -> str:
    if local(level.tag).endswith(("-bullet", "-image")):
        return BULLET
    told = attribute(level, "num-format")
    return "decimal" if told is None else _FORMATS.get(told, told)


def _parts(told: etree._Element, level: int, formats: Mapping[int, str]) -> Iterator[str | int]:
    """What is printed at a level: LibreOffice's own pattern, else the numbers of as many levels as are displayed."""
    pattern = attribute(told, "num-list-format")
    if pattern is not None:
        for number, sign in enumerate(pattern.split("%")):
            yield int(sign) - 1 if number % 2 and sign.isdecimal() and len(sign) < 3 else sign
        return
    yield attribute(told, "num-prefix") or ""
    first = max(level + 1 - _number(told, "display-levels", 1), 0)
    for upper in range(first, level):
        if formats.get(upper) != NO_NUMBER:
            yield from (upper, ".")
    yield level
    yield attribute(told, "num-suffix") or ""


def _start(element: etree._Element) -> int | None:
    return None if attribute(element, "start-value") is None else _number(element, "start-value", 1)


def _number(element: etree._Element, name: str, missing: int) -> int:
    told = attribute(element, name) or ""
    return int(told) if told.isdecimal() and len(told) < 9 else missing


def _follows(element: etree._Element, *names: str) -> bool:
    """True if something so called stands before an element, beside it."""
    return next(element.itersiblings(*(f"{{*}}{name}" for name in names), preceding=True), None) is not None


def _is_item(element: etree._Element | None) -> bool:
    return element is not None and local(element.tag) in {"list-item", "list-header"}


def _words(paragraph: etree._Element) -> str:
    """The letters of a paragraph without those of notes, comments and boxes in it."""
    found = [paragraph.text or ""]
    steps = etree.iterwalk(paragraph, events=("start", "end"))
    for event, element in steps:
        if element is paragraph:
            continue
        if event == "start" and local(element.tag) in _NOT_THE_WORDS:
            steps.skip_subtree()
        elif event == "start":
            found.append(element.text or "" if local(element.tag) else "")
        else:
            found.append(element.tail or "")
    return "".join(found)
