"""The body of a docx as a tracked text: words, changes, and what hangs between them (ECMA-376, part 1, chapter 17).

A paragraph ends with a blank line, the row of a table with a line feed, its cells with tabs; the mark at the end of a
paragraph is inserted, deleted or moved as letters are. Fields give their result, not their code. Strict and
transitional files read alike, as names are compared without their namespace.
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

FRAME = "Provenance"
"""What the styles begin with in which our own reports write what is no part of the text."""

_TRACKS = {
    "ins": TrackKind.INSERTED,
    "del": TrackKind.DELETED,
    "moveTo": TrackKind.MOVED_IN,
    "moveFrom": TrackKind.MOVED_OUT,
}
_INSIDE = frozenset({"hyperlink", "smartTag", "customXml", "sdtContent", "fldSimple", "dir", "bdo", "sdt", "ruby"})
_LETTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\r", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_FORMATTING = frozenset({"rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange"})
_BOOKMARKED_PAGE = re.compile(r"page_(\w+)")

Tracks = tuple[Track, ...]


@dataclass
class Walk:
    """What has been read of a body so far. `styles` gives each style's name, `own` that the file is of our making and
    remembers it; `framed` that it has the frame of a report of ours.

    `outside` are the keys of the footnotes hung in the frame of our own file, with True where in its title;
    `printed` the marks that some footnotes have instead of a number.
    """

    styles: Mapping[str, str]
    own: bool
    items: list[Piece | Hook] = field(default_factory=list)
    outside: dict[str, bool] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)
    framed: bool = False
    formatting: int = 0
    left_out: dict[str, None] = field(default_factory=dict)
    _commented: set[str] = field(default_factory=set)

    def through(self, body: etree._Element) -> None:
        """The whole body; the last paragraph's mark is no part of the text."""
        self.formatting = sum(1 for element in body.iter() if local(element.tag) in _FORMATTING)
        self._blocks(body, ())
        self.items = without_last_break(self.items)

    def _blocks(self, container: etree._Element, tracks: Tracks) -> None:
        for child in container:
            name = local(child.tag)
            if name == "p":
                self._paragraph(child, tracks)
            elif name == "tbl":
                self._table(child, tracks)
            elif name in _TRACKS:
                self._blocks(child, (*tracks, _track(child)))
            elif name in _INSIDE:
                self._blocks(child, tracks)
            elif name == "altChunk":
                self.left_out["a part in another format"] = None
            else:
                self._marker(child, name, tracks)

    def _paragraph(self, paragraph: etree._Element, tracks: Tracks) -> None:
        style = next((attribute(e, "val") or "" for e in paragraph.iterfind("{*}pPr/{*}pStyle")), "")
        if self.styles.get(style, style) == f"{FRAME} Title":
            self.framed = True
        if self.own and style.startswith(FRAME):
            for reference in paragraph.iter("{*}footnoteReference"):
                key = f"fn{attribute(reference, 'id')}"
                self.outside[key] = style == f"{FRAME}Title"
                if attribute(reference, "customMarkFollows") and (run := reference.getparent()) is not None:
                    self.printed[key] = "".join(letters.text or "" for letters in run.iterfind("{*}t"))
            return
        kind = self._kind(paragraph, style)
        self._inline(paragraph, tracks, kind)
        marks = paragraph.iterfind("{*}pPr/{*}rPr/*")
        own = tuple(_track(mark) for mark in marks if local(mark.tag) in _TRACKS)
        self.items.append(Piece(PARAGRAPH_BREAK, (*tracks, *own), kind))

    def _kind(self, paragraph: etree._Element, style: str) -> BlockKind | None:
        is_item = paragraph.find("{*}pPr/{*}numPr") is not None
        kind = kind_of_style(self.styles.get(style, style))
        return BlockKind.ITEM if is_item and kind is not BlockKind.HEADING else kind

    def _table(self, table: etree._Element, tracks: Tracks) -> None:
        """Rows on lines of their own, cells parted by tabs, the paragraphs of a cell by blanks."""
        started = len(self.items)
        for row in table.iter("{*}tr"):
            if next(row.iterancestors("{*}tbl")) is not table:
                continue
            marks = tuple(_track(m) for m in row.iterfind("{*}trPr/*") if local(m.tag) in _TRACKS)
            self._row(row, (*tracks, *marks))
        if len(self.items) > started:
            self.items.append(Piece(PARAGRAPH_BREAK, tracks, BlockKind.TABLE))

    def _row(self, row: etree._Element, tracks: Tracks) -> None:
        before = self.items
        cells: list[list[Piece | Hook]] = []
        for cell in row.iter("{*}tc"):
            if next(cell.iterancestors("{*}tr")) is row:
                self.items = []
                self._blocks(cell, tracks)
                cells.append(self.items)
        self.items = before
        if not any(cells):
            return
        if self.items and isinstance(self.items[-1], Piece) and self.items[-1].kind is BlockKind.TABLE:
            self.items.append(Piece("\n", tracks, BlockKind.TABLE))
        for number, cell_items in enumerate(cells):
            if number:
                self.items.append(Piece("\t", tracks, BlockKind.TABLE))
            self.items += _in_one_cell(cell_items)

    def _inline(self, container: etree._Element, tracks: Tracks, kind: BlockKind | None) -> None:
        for child in container:
            name = local(child.tag)
            if name == "r":
                self._run(child, tracks, kind)
            elif name in _TRACKS:
                self._inline(child, (*tracks, _track(child)), kind)
            elif name in _INSIDE or name in {"rubyBase", "oMath", "oMathPara"}:
                self._inline(child, tracks, kind)
            else:
                self._marker(child, name, tracks)

    def _run(self, run: etree._Element, tracks: Tracks, kind: BlockKind | None) -> None:
        marked: str | None = None
        for child in run:
            name = local(child.tag)
            letters = _letters(child, name)
            if letters and marked is not None:
                self.printed[marked] = self.printed.get(marked, "") + letters
            elif letters:
                self.items.append(Piece(letters, tracks, kind))
            elif name in {"footnoteReference", "endnoteReference"}:
                key = f"{'fn' if name == 'footnoteReference' else 'en'}{attribute(child, 'id')}"
                self.items.append(Hook(HookKind.NOTE, key, tracks))
                marked = key if attribute(child, "customMarkFollows") in {"1", "true", "on"} else None
            elif name == "commentReference":
                self._lone_comment(f"c{attribute(child, 'id')}", tracks)
            elif name == "ruby":
                self._inline(child, tracks, kind)
            elif name in {"drawing", "pict", "object", "AlternateContent"}:
                is_text = any(local(e.tag) == "txbxContent" for e in child.iter())
                self.left_out["the words of text boxes" if is_text else "pictures"] = None

    def _marker(self, element: etree._Element, name: str, tracks: Tracks) -> None:
        """What hangs at a place: the edges of a comment, or a page of the source in a file of ours."""
        if name == "commentRangeStart":
            self._commented.add(f"c{attribute(element, 'id')}")
            self.items.append(Hook(HookKind.COMMENT_START, f"c{attribute(element, 'id')}", tracks))
        elif name == "commentRangeEnd":
            self.items.append(Hook(HookKind.COMMENT_END, f"c{attribute(element, 'id')}", tracks))
        elif name == "bookmarkStart" and self.own:
            page = _BOOKMARKED_PAGE.fullmatch(attribute(element, "name") or "")
            if page:
                self.items.append(Hook(HookKind.PAGE, page[1], tracks))

    def _lone_comment(self, key: str, tracks: Tracks) -> None:
        """A comment that has a place and no words."""
        if key not in self._commented:
            self.items += [Hook(kind, key, tracks) for kind in (HookKind.COMMENT_START, HookKind.COMMENT_END)]


def read_plain(container: etree._Element) -> str:
    """The words of a footnote or comment as they stand with all changes accepted."""
    walk = Walk({}, own=False)
    walk.through(container)
    accepted = (p for p in walk.items if isinstance(p, Piece) and all(track.adds for track in p.tracks))
    return "".join(piece.text for piece in accepted)


def _letters(element: etree._Element, name: str) -> str:
    """The letters that an element of a run stands for; "" if it stands for none."""
    if name in {"t", "delText"}:
        return element.text or ""
    if name == "sym":
        code = attribute(element, "char") or ""
        return chr(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{1,4}", code) else "\ufffd"
    return _LETTERS.get(name, "")


def _track(element: etree._Element) -> Track:
    """The change that an element records, with its author and date as they stand there."""
    return Track(_TRACKS[local(element.tag)], attribute(element, "author") or "", attribute(element, "date"))


def _in_one_cell(items: list[Piece | Hook]) -> Iterator[Piece | Hook]:
    """The items of a cell, whose paragraphs stand in one line."""
    while items and isinstance(items[-1], Piece) and items[-1].text == PARAGRAPH_BREAK:
        items = items[:-1]
    for item in items:
        if isinstance(item, Hook):
            yield item
        else:
            yield Piece(re.sub(r"\s*\n\s*", " ", item.text), item.tracks, BlockKind.TABLE)
