"""A part of an odt as a tracked text (OpenDocument 1.2, part 1, chapters 5 and 6).

What was inserted stands in the text between two marks; what was deleted stands apart, in a region, and a single mark
shows where it stood. A deletion inside somebody's insertion is a region with both.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

from lxml import etree

from provenance.formats.word.tracked_text import (
    INSIDE_PICTURES,
    PLAIN,
    HookKind,
    Item,
    Marking,
    Piece,
    Track,
    TrackKind,
    Writing,
    kind_of_style,
)
from provenance.model.spans import FIGURE, BlockKind
from provenance.sources.harmless_xml import attribute, local
from provenance.sources.word.open_ranges import OpenRanges

_PASSED_OVER = frozenset(
    {"tracked-changes", "sequence-decls", "variable-decls", "user-field-decls", "forms", "soft-page-break"}
)
_SHAPES = frozenset(
    {"custom-shape", "line", "rect", "circle", "ellipse", "polygon", "polyline", "path", "connector", "caption"}
    | {"regular-polygon", "measure"}
)
_PICTURES = frozenset({"frame", "g"}) | _SHAPES
_SIGNED = frozenset({"creator", "date", "date-string", "sender-initials"})
"""What a comment says of itself beside its words."""
_CHANGES = frozenset({"change", "change-start", "change-end"})
_WALKED_APART = _PASSED_OVER | _PICTURES | {"object", "note", "annotation", "annotation-end", "ruby-text"}
_ENDS_OR_APART = [f"{{*}}{name}" for name in ("change-start", "change-end", *_WALKED_APART)]
_SPACE = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True, slots=True)
class Region:
    """A change that the file keeps apart: the tracks that it lays on words, and the paragraphs that it took out."""

    tracks: tuple[Track, ...]
    deleted: tuple[etree._Element, ...]
    is_one: bool = True


@dataclass
class Told:
    """What is learnt on the way through all parts of a file. `styles` gives the name of each style, or of its parent if
    it is automatic; `formula` the letters of an embedded formula by its address.

    `notes`, `comments` and `boxes` are the elements met on the way, with the changes around them; `placed` the changes
    whose deleted words have a place.
    """

    styles: Mapping[str, str]
    formula: Callable[[str], str]
    notes: dict[str, tuple[etree._Element, Marking]] = field(default_factory=dict)
    comments: dict[str, etree._Element] = field(default_factory=dict)
    boxes: list[tuple[etree._Element, Marking]] = field(default_factory=list)
    left_out: dict[str, None] = field(default_factory=dict)
    placed: set[Region] = field(default_factory=set)
    framed: bool = False


class _Side:
    """The changes of one kind that are open at a place, of which the innermost counts, and whose they are."""

    def __init__(self) -> None:
        self._ranges = OpenRanges[Track]()
        self._counts = Counter[str]()

    @property
    def innermost(self) -> Track | None:
        return self._ranges.last

    @property
    def authors(self) -> Collection[str]:
        return self._counts.keys()

    def begin(self, key: str, track: Track) -> None:
        self._ranges.begin(key, track)
        self._counts[track.author] += 1

    def end(self, key: str) -> None:
        track = self._ranges.end(key)
        if track:
            self._counts[track.author] -= 1
            if not self._counts[track.author]:
                del self._counts[track.author]


class Walk:
    """The way through one part of the file, whose changes are kept in `regions`."""

    def __init__(
        self, told: Told, regions: Mapping[str, Region], part: str | None = None, marking: Marking = PLAIN
    ) -> None:
        self.told, self.regions, self.around = told, regions, marking
        self.writing = Writing(part)
        self._marking = marking
        self._put_in, self._taken_out = _Side(), _Side()
        self._whole: set[str] = set()
        self._kinds: list[BlockKind | None] = []
        self._lists = 0
        self._rows: list[list[tuple[list[Item], Marking]]] = []
        self._after_space = True

    def through(self, container: etree._Element) -> Writing:
        """All that stands in the element, written down."""
        self._whole = _whole_changes(container) if self.regions else set()
        self._stray(container, container.text)
        steps = etree.iterwalk(container, events=("start", "end"))
        for event, element in steps:
            if element is container:
                continue
            name = local(element.tag)
            if event == "start":
                if not self._enter(element, name):
                    steps.skip_subtree()
            else:
                self._leave(name)
                if self._kinds:
                    self._say(element.tail)
                else:
                    self._stray(element.getparent(), element.tail)
        return self.writing

    def _enter(self, element: etree._Element, name: str) -> bool:
        """What begins here, written down; False if what is in it is not to be walked."""
        if name in {"p", "h"}:
            self._kinds.append(self._kind(element, name))
            self._after_space = True
            self._say(element.text)
        elif name in {"s", "tab", "line-break"}:
            self._put(_blank(element, name))
        elif name in _CHANGES:
            self._change(element, name)
        elif name in {"list", "table", "table-row", "table-cell"}:
            self._open_block(name)
        elif name in {"note", "annotation", "annotation-end"}:
            self._hang(element, name)
        elif name in _PICTURES or name == "object":
            self._drawing(element)
        elif name == "ruby-text":
            self.told.left_out["the small readings beside East Asian words"] = None
        elif name and name not in _PASSED_OVER:
            self._stray(element, element.text)
            self._say(element.text if self._kinds else "")
        return bool(name) and name not in _WALKED_APART and (bool(self._kinds) or name not in _SIGNED)

    def _leave(self, name: str) -> None:
        if name in {"p", "h"} and self._kinds:
            self.writing.end_paragraph(self._marking, self._kinds.pop())
        elif name == "list":
            self._lists -= 1
        elif name == "table-cell" and self._rows:
            self._rows[-1].append((self.writing.close_cell(), self._marking))
        elif name == "table-row" and self._rows:
            self.writing.write_row(self._rows[-1], self._marking)
            self._rows[-1] = []
        elif name == "table":
            self._rows.pop()
            self.writing.end_table([PLAIN, self._marking], self._marking)

    def _open_block(self, name: str) -> None:
        if name == "list":
            self._lists += 1
        elif name == "table":
            self._rows.append([])
        elif name == "table-cell":
            self.writing.open_cell()

    def _kind(self, paragraph: etree._Element, name: str) -> BlockKind | None:
        style = self.told.styles.get(attribute(paragraph, "style-name") or "", "")
        self.told.framed = self.told.framed or style == "Provenance Title"
        return BlockKind.HEADING if name == "h" else BlockKind.ITEM if self._lists else kind_of_style(style)

    def _hang(self, element: etree._Element, name: str) -> None:
        """A note or comment, and where a comment ends."""
        key = attribute(element, "name") or f"{name}{len(self.told.comments) + len(self.told.notes) + 1}"
        if name == "note":
            self.told.notes[key] = element, self._marking
            self.writing.hang(HookKind.NOTE, key, self._marking)
            return
        if name == "annotation":
            self.told.comments[key] = element
            self.writing.hang(HookKind.COMMENT_START, key, self._marking)
        if name == "annotation-end" or attribute(element, "name") is None:
            self.writing.hang(HookKind.COMMENT_END, key, self._marking)

    def _drawing(self, drawing: etree._Element) -> None:
        """A picture in a paragraph, a formula, or what has text of its own, which is kept for later."""
        boxes = [shape for shape in drawing.iter(etree.Element) if _has_text(shape)]
        objects = [attribute(one, "href") or "" for one in drawing.iter("{*}object")]
        formulas = [letters for address in objects if (letters := self.told.formula(address))]
        self.told.boxes += [(box, self._marking) for box in boxes if not _is_inside(box, boxes)]
        for letters in formulas:
            self._put(letters)
        if not boxes and not formulas:
            self._put(FIGURE if self._kinds else "")
            self.told.left_out[INSIDE_PICTURES] = None

    def _say(self, text: str | None) -> None:
        """Letters as OpenDocument means them: a run of white space is one blank, none where a paragraph begins."""
        words = _SPACE.sub(" ", text or "")
        self._put(words[1:] if self._after_space and words.startswith(" ") else words)

    def _stray(self, parent: etree._Element | None, words: str | None) -> None:
        """Words in no paragraph, which a word processor does not show; what a comment says of itself, and the patterns
        of an index, are no words."""
        if not self._kinds and words and words.strip() and parent is not None:
            name = local(parent.tag)
            if name not in _SIGNED | {"title", "desc"} and not name.endswith(("-template", "-source")):
                self.told.left_out["words that stand in no paragraph"] = None

    def _put(self, words: str) -> None:
        if words:
            self.writing.put(words, self._marking, self._kinds[-1] if self._kinds else None)
            self._after_space = words.endswith(" ")

    def _change(self, element: etree._Element, name: str) -> None:
        """The beginning or end of an insertion, or the place where something was deleted."""
        key = attribute(element, "change-id") or ""
        region = self.regions.get(key)
        if region is None:
            if self.regions:
                self.told.left_out["the marks of changes of which the file says no more"] = None
        elif name == "change" and region.deleted and region in self.told.placed:
            self.told.left_out["the later marks of a deletion that is marked at two places"] = None
        elif name == "change":
            self.told.placed.add(region)
            around, self._marking = self._marking, self._marking.inside(*region.tracks)
            self._take_out(region)
            self._marking = around
        elif key not in self._whole:
            self.told.left_out["the marks of changes that do not begin or do not end"] = None
        else:
            self._begin_or_end(key, region, name)

    def _begin_or_end(self, key: str, region: Region, name: str) -> None:
        """Lay a change on what follows, or end it. Two givers tell as well as all that nobody gave the words alone."""
        for track in region.tracks:
            side = self._put_in if track.adds else self._taken_out
            if name == "change-start":
                side.begin(key, track)
            else:
                side.end(key)
        self._marking = replace(
            self.around,
            put_in=self._put_in.innermost or self.around.put_in,
            taken_out=self._taken_out.innermost or self.around.taken_out,
            givers=self.around.givers.union(islice(self._put_in.authors, 2)),
            takers=self.around.takers.union(self._taken_out.authors),
        )

    def _take_out(self, region: Region) -> None:
        """What a region took out, at the place where it stood; its paragraphs but the last end in it."""
        space, kind = self._after_space, self._kinds[-1] if self._kinds else None
        for number, paragraph in enumerate(region.deleted):
            if number:
                self.writing.end_paragraph(self._marking, kind)
            inner = Walk(self.told, {}, self.writing.part, self._marking)
            inner._kinds.append(kind)
            inner._say(paragraph.text)
            self.writing.items += inner.through(paragraph).items
        self._after_space = space


def _whole_changes(container: etree._Element) -> set[str]:
    """The ids of the changes that begin and end by turns in what is walked here."""
    begun: set[str] = set()
    seen: set[str] = set()
    torn: set[str] = set()
    steps = etree.iterwalk(container, events=("start",), tag=_ENDS_OR_APART)
    for _, element in steps:
        name = local(element.tag)
        if element is container:
            continue
        if name in _WALKED_APART:
            steps.skip_subtree()
            continue
        key = attribute(element, "change-id") or ""
        seen.add(key)
        if (name == "change-start") == (key in begun):
            torn.add(key)
        begun ^= {key}
    return seen - begun - torn


def _blank(element: etree._Element, name: str) -> str:
    if name != "s":
        return "\t" if name == "tab" else "\n"
    count = attribute(element, "c") or "1"
    return " " * (int(count) if count.isdecimal() and len(count) < 5 else 1)


def _has_text(shape: etree._Element) -> bool:
    """True of a text box, and of a drawn shape with words in it."""
    if local(shape.tag) not in _SHAPES:
        return local(shape.tag) == "text-box"
    held = (child for child in shape if local(child.tag) in {"p", "list"})
    return any("".join(map(str, child.itertext())).strip() for child in held)


def _is_inside(box: etree._Element, boxes: list[etree._Element]) -> bool:
    return any(around in boxes for around in box.iterancestors())


def read_plain(container: etree._Element) -> str:
    """The words of a note or comment as they stand."""
    items = Walk(Told({}, lambda _: ""), {}).through(container).items
    return "".join(item.text for item in items if isinstance(item, Piece)).strip()


def read_regions(container: etree._Element) -> dict[str, Region]:
    """The changes that a part keeps apart, by their ids; changes of formatting alter no words and have no tracks, nor
    have those that stand under one id, of which nobody can tell which is meant."""
    regions: dict[str, Region] = {}
    for region in container.iterfind("{*}tracked-changes/{*}changed-region"):
        key, tracks = attribute(region, "id") or "", tuple(_region_tracks(region))
        is_one = key not in regions and len({track.kind for track in tracks}) == len(tracks)
        regions[key] = Region(tracks, tuple(_deleted_of(region))) if is_one else Region((), (), is_one=False)
    return regions


def _region_tracks(region: etree._Element) -> Iterator[Track]:
    """An insertion before a deletion inside it."""
    for name, kind in (("insertion", TrackKind.INSERTED), ("deletion", TrackKind.DELETED)):
        for change in region.iterfind(f"{{*}}{name}"):
            creator, date = (change.findtext(f".//{{*}}{told}") for told in ("creator", "date"))
            yield Track(kind, " ".join((creator or "").split()), read_date(date))


def read_date(date: str | None) -> str | None:
    """A date as recorded, without the fractions of a second that are none; None where it is all noughts.

    >>> read_date("2024-05-01T10:00:00.000000000")
    '2024-05-01T10:00:00'
    """
    found = re.sub(r"\.0+$", "", (date or "").strip())
    return None if not found or found.startswith("0000") else found


def _deleted_of(region: etree._Element) -> Iterator[etree._Element]:
    for deletion in region.iterfind("{*}deletion"):
        for child in deletion:
            if local(child.tag) in {"p", "h"}:
                yield child
            elif local(child.tag) != "change-info":
                yield from child.iter("{*}p", "{*}h")
