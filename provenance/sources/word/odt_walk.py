"""The body of an odt as a tracked text (OpenDocument 1.2, part 1, chapters 5 and 6).

What was inserted stands in the text between two marks; what was deleted stands apart, in a region, and a single mark
shows where it stood. A deletion inside somebody's insertion is a region with both.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from provenance.model.spans import BlockKind
from provenance.sources.tei.tei_parsing import attribute, local
from provenance.sources.word.tracked_text import (
    PARAGRAPH_BREAK,
    Hook,
    HookKind,
    Piece,
    Track,
    TrackKind,
    kind_of_style,
    without_last_break,
)

_PASSED_OVER = frozenset(
    {"tracked-changes", "sequence-decls", "variable-decls", "user-field-decls", "forms", "soft-page-break", "ruby-text"}
)
_PICTURES = frozenset({"frame", "custom-shape", "line", "rect", "g", "object"})
_SPACE = re.compile(r"[ \t\r\n]+")

Tracks = tuple[Track, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """A change that the file keeps apart: the tracks that it lays on words, and the paragraphs that it took out."""

    tracks: Tracks
    deleted: tuple[etree._Element, ...]


@dataclass
class Walk:
    """What has been read of a body so far. `styles` gives the name of each style, or of its parent if it is automatic.

    `notes` and `comments` are the elements met on the way, by their keys.
    """

    styles: Mapping[str, str]
    regions: Mapping[str, Region]
    items: list[Piece | Hook] = field(default_factory=list)
    notes: dict[str, etree._Element] = field(default_factory=dict)
    comments: dict[str, etree._Element] = field(default_factory=dict)
    left_out: dict[str, None] = field(default_factory=dict)
    framed: bool = False
    _open: dict[str, Tracks] = field(default_factory=dict)
    _after_space: bool = True

    def through(self, body: etree._Element) -> None:
        """The whole body; the end of the last paragraph is no part of the text."""
        self._blocks(body, None)
        self.items = without_last_break(self.items)

    def _blocks(self, container: etree._Element, kind: BlockKind | None) -> None:
        for child in container:
            name = local(child.tag)
            if name in {"p", "h"}:
                self.paragraph(child, BlockKind.HEADING if name == "h" else kind or self._kind(child))
            elif name == "table":
                self._table(child)
            elif name in {"change", "change-start", "change-end"}:
                self._change(child, name, kind)
            elif name == "list":
                self._blocks(child, BlockKind.ITEM)
            elif name not in _PASSED_OVER:
                self._blocks(child, kind)

    def paragraph(self, paragraph: etree._Element, kind: BlockKind | None) -> None:
        """One paragraph, and the blank line after it."""
        self._words(paragraph, kind)
        self.items.append(Piece(PARAGRAPH_BREAK, self._tracks(), kind))

    def _words(self, paragraph: etree._Element, kind: BlockKind | None) -> None:
        self._after_space = True
        self._inline(paragraph, kind)

    def _kind(self, paragraph: etree._Element) -> BlockKind | None:
        name = self.styles.get(attribute(paragraph, "style-name") or "", "")
        self.framed = self.framed or name == "Provenance Title"
        return kind_of_style(name)

    def _table(self, table: etree._Element) -> None:
        """Rows on lines of their own, cells parted by tabs, the paragraphs of a cell by blanks."""
        started = len(self.items)
        for row in table.iter("{*}table-row"):
            if len(self.items) > started:
                self.items.append(Piece("\n", self._tracks(), BlockKind.TABLE))
            for number, cell in enumerate(row.iterfind("{*}table-cell")):
                if number:
                    self.items.append(Piece("\t", self._tracks(), BlockKind.TABLE))
                for at, paragraph in enumerate(cell.iter("{*}p", "{*}h")):
                    if at:
                        self.items.append(Piece(" ", self._tracks(), BlockKind.TABLE))
                    self._words(paragraph, BlockKind.TABLE)
        if len(self.items) > started:
            self.items.append(Piece(PARAGRAPH_BREAK, self._tracks(), BlockKind.TABLE))

    def _inline(self, container: etree._Element, kind: BlockKind | None) -> None:
        self._say(container.text, kind)
        for child in container:
            self._inside(child, local(child.tag), kind)
            self._say(child.tail, kind)

    def _inside(self, child: etree._Element, name: str, kind: BlockKind | None) -> None:
        if name == "s":
            count = attribute(child, "c") or "1"
            self._put(" " * (int(count) if count.isdecimal() and len(count) < 5 else 1), kind)
        elif name == "tab":
            self._put("\t", kind)
        elif name == "line-break":
            self._put("\n", kind)
        elif name in {"change", "change-start", "change-end"}:
            self._change(child, name, kind)
        elif name == "note":
            self._hook(HookKind.NOTE, f"note{len(self.notes) + 1}", child, self.notes)
        elif name == "annotation":
            key = attribute(child, "name") or f"comment{len(self.comments) + 1}"
            self._hook(HookKind.COMMENT_START, key, child, self.comments)
            if attribute(child, "name") is None:
                self.items.append(Hook(HookKind.COMMENT_END, key, self._tracks()))
        elif name == "annotation-end":
            self.items.append(Hook(HookKind.COMMENT_END, attribute(child, "name") or "", self._tracks()))
        elif name in _PICTURES:
            self.left_out["pictures and frames"] = None
        elif name and name not in _PASSED_OVER:
            self._inline(child, kind)

    def _hook(self, kind: HookKind, key: str, element: etree._Element, found: dict[str, etree._Element]) -> None:
        found[key] = element
        self.items.append(Hook(kind, key, self._tracks()))

    def _say(self, text: str | None, kind: BlockKind | None) -> None:
        """Letters as OpenDocument means them: a run of white space is one blank, none where a paragraph begins."""
        words = _SPACE.sub(" ", text or "")
        self._put(words[1:] if self._after_space and words.startswith(" ") else words, kind)

    def _put(self, words: str, kind: BlockKind | None) -> None:
        if words:
            self.items.append(Piece(words, self._tracks(), kind))
            self._after_space = words.endswith(" ")

    def _change(self, element: etree._Element, name: str, kind: BlockKind | None) -> None:
        """The beginning or end of an insertion, or the place where something was deleted."""
        key = attribute(element, "change-id") or ""
        region = self.regions.get(key)
        if name == "change-end":
            self._open.pop(key, None)
        elif region and name == "change-start":
            self._open[key] = region.tracks
        elif region:
            self._open[key] = region.tracks
            space = self._after_space
            for number, paragraph in enumerate(region.deleted):
                if number:
                    self.items.append(Piece(PARAGRAPH_BREAK, self._tracks(), kind))
                self._words(paragraph, kind)
            self._after_space = space
            del self._open[key]

    def _tracks(self) -> Tracks:
        return tuple(dict.fromkeys(track for tracks in self._open.values() for track in tracks))


def read_regions(body: etree._Element) -> dict[str, Region]:
    """The changes that the file keeps apart, by their ids; changes of formatting alter no words and are left out."""
    return {
        attribute(region, "id") or "": Region(tracks, tuple(_deleted(region)))
        for region in body.iterfind("{*}tracked-changes/{*}changed-region")
        for tracks in [tuple(_region_tracks(region))]
        if tracks
    }


def _region_tracks(region: etree._Element) -> Iterator[Track]:
    """An insertion before a deletion inside it."""
    for name, kind in (("insertion", TrackKind.INSERTED), ("deletion", TrackKind.DELETED)):
        for change in region.iterfind(f"{{*}}{name}"):
            creator, date = (change.findtext(f".//{{*}}{told}") for told in ("creator", "date"))
            yield Track(kind, creator or "", date or None)


def _deleted(region: etree._Element) -> Iterator[etree._Element]:
    for deletion in region.iterfind("{*}deletion"):
        for child in deletion:
            if local(child.tag) in {"p", "h"}:
                yield child
            elif local(child.tag) != "change-info":
                yield from child.iter("{*}p", "{*}h")
