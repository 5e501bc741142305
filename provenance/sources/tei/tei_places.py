"""The places of a text by the names that an edition cites them under, and the words that stand in each.

A place is what has a number or id: a division, a stanza, a line of verse (`l`), or what follows a line break (`lb`) up
to the next one. It may be cited within others ("3.14", "WBP 1": line 14 of division or page 3) and together with those
that follow it ("12-14").
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from provenance.sources.harmless_xml import attribute, local
from provenance.sources.tei.tei_pointers import runs_on

_APART = frozenset({"note", "app", "listApp"})
_LINES = frozenset({"l", "lb", "line"})
_PAGES = frozenset({"pb", "cb", "gb"})
_BLOCKS = frozenset({"p", "l", "ab", "lg", "div", "head", "item", "seg", "line", "speaker", "cell"})
_RANGE = re.compile(r"(?P<first>.+?)\s*[-\u2010-\u2014]\s*(?P<last>[^-\u2010-\u2014]+)")
_SEPARATORS = re.compile(r"[\s.,:;/]+")
_ELLIPSIS = re.compile(r"\s*(?:\u2026|\.\s?\.\s?\.|\[\s?(?:\u2026|\.\.\.)\s?\])\s*")


@dataclass(slots=True)
class Place:
    """Where letters stand, from the first to behind the last, and the names of what is around them."""

    start: int
    end: int
    around: frozenset[str]
    is_line: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """A place between two letters: so many behind the first of what follows an element, or of what begins it."""

    element: etree._Element
    is_tail: bool
    offset: int


@dataclass
class Places:
    """The letters of a text in one row, and its places by their names."""

    letters: str = ""
    named: dict[str, list[Place]] = field(default_factory=dict)
    holders: dict[etree._Element, Place] = field(default_factory=dict)
    _starts: list[int] = field(default_factory=list)
    _spots: list[tuple[etree._Element, bool]] = field(default_factory=list)

    def at(self, location: str) -> list[Place]:
        """The places that a location may mean, lines before others."""
        found = self._cited(location) or list(self._ranges(location))
        return [place for place in found if place.is_line] or found

    def find(self, words: str, place: Place) -> list[tuple[int, int]]:
        """Where some words stand in a place; an ellipsis stands for all between those before and the next after it."""
        before, *after = _ELLIPSIS.split(words, maxsplit=1)
        found = self._all(before, place)
        for last in after:
            ends = self._all(last, place)
            starts = [start for start, _ in ends]
            nexts = ((start, bisect_left(starts, end)) for start, end in found)
            found = [(start, ends[number][1]) for start, number in nexts if number < len(ends)]
        return found

    def _all(self, words: str, place: Place) -> list[tuple[int, int]]:
        """Where words stand in a place as they are, whole ones or, if there are none, parts of others."""
        pattern = r"\s+".join(map(re.escape, words.split()))
        for one in (rf"(?<!\w){pattern}(?!\w)", pattern) if pattern else ():
            matches = re.compile(one).finditer(self.letters, place.start, place.end)
            if found := [match.span() for match in matches]:
                return found
        return []

    def spot(self, at: int, *, is_end: bool) -> Spot:
        """What in the tree holds a place in the letters; behind the letter before it, where words end."""
        number = bisect_right(self._starts, at - is_end) - 1
        return Spot(*self._spots[number], at - self._starts[number])

    def _cited(self, location: str) -> list[Place]:
        """The places so called, alone or within others; words that name nothing ("l. 12") only say what is cited."""
        if location in self.named:
            return self.named[location]
        *around, last = filter(None, _SEPARATORS.split(location)) or [""]
        needed = {name for name in around if name in self.named or any(sign.isdigit() for sign in name)}
        return [place for place in self.named.get(last, ()) if needed <= place.around]

    def _ranges(self, location: str) -> Iterator[Place]:
        """From the beginning of one place to the end of another, the next of that name."""
        told = _RANGE.fullmatch(location)
        if told is None:
            return
        within = re.sub(r"[^\s.,:;/]*$", "", told["first"])
        lasts = self._cited(told["last"]) if _SEPARATORS.search(told["last"]) else self._cited(within + told["last"])
        for first in self._cited(told["first"]):
            last = next((place for place in lasts if place.start >= first.start), None)
            if last is not None:
                yield Place(first.start, last.end, first.around, first.is_line)


def read_places(text: etree._Element) -> Places:
    """The letters and places of a text, without what notes and the apparatus say of it."""
    return _Reading(text).places


class _Reading:
    """A text on the way from its first letter to its last."""

    def __init__(self, text: etree._Element) -> None:
        self.places = Places()
        self._letters: list[str] = []
        self._length = 0
        self._around: list[str] = []
        self._page: tuple[str, ...] = ()
        self._line: Place | None = None
        steps = etree.iterwalk(text, events=("start", "end"))
        for event, element in steps:
            if event == "start":
                is_apart = local(element.tag) in _APART
                self._begin(element, is_apart=is_apart)
                if is_apart:
                    steps.skip_subtree()
            else:
                self._end(element)
                if element is not text:
                    self._take(element, element.tail, is_tail=True)
        self._end_line()
        self.places.letters = "".join(self._letters)

    def _begin(self, element: etree._Element, *, is_apart: bool) -> None:
        name, number = local(element.tag), element.get("n")
        if name in _BLOCKS or (name == "lb" and not runs_on(element)):
            self._letters.append("\n")
            self._length += 1
        if name in _PAGES or name == "lb":
            self._end_line()
        if name in _PAGES:
            self._page = tuple(filter(None, (number, attribute(element, "id"))))
            return
        if name == "note":
            return
        place = Place(self._length, self._length, frozenset((*self._page, *self._around)), name in _LINES)
        names = () if is_apart else (attribute(element, "id"), number)
        for key in dict.fromkeys(filter(None, names)):
            self.places.named.setdefault(key, []).append(place)
        self.places.holders[element] = place
        self._around.append(number or "")
        if name == "lb":
            self._line = place
        if not is_apart:
            self._take(element, element.text, is_tail=False)

    def _end(self, element: etree._Element) -> None:
        place = self.places.holders.get(element)
        if place is not None:
            place.end = self._length
            self._around.pop()

    def _end_line(self) -> None:
        if self._line is not None:
            self._line.end = self._length
        self._line = None

    def _take(self, element: etree._Element, letters: str | None, *, is_tail: bool) -> None:
        if letters:
            self.places._starts.append(self._length)
            self.places._spots.append((element, is_tail))
            self._letters.append(letters)
            self._length += len(letters)
