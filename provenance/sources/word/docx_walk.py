"""A part of a docx as a tracked text: words, changes, and what hangs between them (ECMA-376, part 1, chapter 17).

The mark at the end of a paragraph is inserted, deleted or moved as letters are, and so are rows and cells. Fields give
their result, not their code; formulas their linear form. Strict and transitional files read alike, as names are
compared without their namespace. The tree is walked step by step and not by calls within calls, so that no depth of
nesting is too deep.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from provenance.formats.word.tracked_text import (
    INSIDE_PICTURES,
    PLAIN,
    Before,
    HookKind,
    Item,
    Marking,
    Piece,
    Track,
    TrackKind,
    Writing,
    in_final,
    kind_of_style,
)
from provenance.model.spans import FIGURE, BlockKind
from provenance.sources.harmless_xml import attribute, local
from provenance.sources.word.omml import linear
from provenance.sources.word.open_ranges import OpenRanges
from provenance.sources.word.symbols import read_symbol

FRAME = "Provenance"
"""What the styles begin with in which our own reports write what is no part of the text."""

_TRACKS = {
    "ins": TrackKind.INSERTED,
    "del": TrackKind.DELETED,
    "moveTo": TrackKind.MOVED_IN,
    "moveFrom": TrackKind.MOVED_OUT,
    "cellIns": TrackKind.INSERTED,
    "cellDel": TrackKind.DELETED,
}
_LETTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\r", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_ELSEWHERE = {"altChunk": "parts in another format", "subDoc": "other documents that it takes in"}
_DRAWN = frozenset({"drawing", "pict", "object"})
_BOOKMARKED_PAGE = re.compile(r"page_(\w+)")
_ON = frozenset({None, "1", "true", "on"})


@dataclass
class Told:
    """What is learnt on the way through all parts of a file. `styles` gives each style's name, `own` that the file is
    of our making and remembers it; `framed` that it has the frame of a report of ours.

    `outside` are the keys of the footnotes hung in the frame of our own file, with True where in its title; `printed`
    the marks that some footnotes have instead of a number; `called` the notes in the order in which they are called,
    with the changes around all calls of it, and the first; `boxes` the text boxes met, each with the changes around it
    and the drawing that holds it; `left_out` what is not read; `ranges` how many ends of moves there are so far.
    """

    styles: Mapping[str, str]
    own: bool = False
    outside: dict[str, bool] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)
    called: dict[str, tuple[Marking, etree._Element]] = field(default_factory=dict)
    boxes: list[tuple[etree._Element, Marking, etree._Element]] = field(default_factory=list)
    left_out: dict[str, None] = field(default_factory=dict)
    commented: set[str] = field(default_factory=set)
    framed: bool = False
    hidden: bool = False
    ranges: int = 0


@dataclass
class _Table:
    """A table on its way: what stands before it, its rows so far, and the cells of the row that is open."""

    marking: Marking
    before: Before
    rows: list[Marking] = field(default_factory=list)
    row: Marking = PLAIN
    cells: list[tuple[list[Item], Marking]] = field(default_factory=list)


class Walk:
    """The way through one part of the file."""

    def __init__(self, told: Told, part: str | None = None, marking: Marking = PLAIN) -> None:
        self.told = told
        self.writing = Writing(part)
        self._markings = [marking]
        self._kinds: list[BlockKind | None] = [None]
        self._ends: list[Marking] = []
        self._tables: list[_Table] = []
        self._cells: list[Marking] = []
        self._moving: dict[str, OpenRanges[tuple[str, int]]] = {"moveTo": OpenRanges(), "moveFr": OpenRanges()}
        self._marked: str | None = None
        self._codes: dict[etree._Element, int] = {}
        self._in_code = 0

    @property
    def _marking(self) -> Marking:
        return self._markings[-1]

    def through(self, container: etree._Element) -> Writing:
        """All that stands in the element, written down."""
        self._codes = _codes_of_fields(container)
        steps = etree.iterwalk(container, events=("start", "end"))
        for event, element in steps:
            name = local(element.tag)
            if element is container or not name:
                continue
            if event == "end":
                self._leave(element, name)
            elif not self._enter(element, name):
                steps.skip_subtree()
        return self.writing

    def _enter(self, element: etree._Element, name: str) -> bool:
        """What begins here, written down; False if what is in it is not to be walked."""
        if name in _TRACKS:
            self._markings.append(self._marking.inside(self._track(element)))
        elif name in {"t", "delText"} or name in _LETTERS or name == "sym":
            self._say(_letters(element, name), element)
        elif name == "p":
            return self._paragraph(element)
        elif name in {"tbl", "tr", "tc"}:
            self._open_table(element, name)
        elif name in {"oMath", "oMathPara"}:
            for text, marking in linear(element, self._marking, self._inside):
                self.writing.put(text, marking, self._kinds[-1], element)
            return False
        elif name in _DRAWN:
            self._drawing(element)
            return False
        elif name in {"footnoteReference", "endnoteReference"}:
            self._note(element, "fn" if name == "footnoteReference" else "en")
        elif name == "fldChar":
            self._in_code += self._codes.get(element, 0)
        elif name == "Fallback":
            return element.getprevious() is None
        elif name == "r":
            self.told.hidden = self.told.hidden or _is_hidden(element)
        elif name == "rt":
            self.told.left_out["the small readings beside East Asian words"] = None
            return False
        elif name in _ELSEWHERE:
            self.told.left_out[_ELSEWHERE[name]] = None
        elif name.endswith("Pr"):
            return False
        else:
            self._marker(element, name)
        return True

    def _leave(self, element: etree._Element, name: str) -> None:
        if name in _TRACKS:
            self._markings.pop()
        elif name == "p" and self._ends:
            self.writing.end_paragraph(self._ends.pop(), self._kinds.pop(), element)
        elif name in {"tbl", "tr", "tc"}:
            self._close_table(element, name)
        elif name == "r":
            self._marked = None

    def _say(self, letters: str, source: etree._Element) -> None:
        if self._in_code:
            return
        if self._marked is not None:
            self.told.printed[self._marked] = self.told.printed.get(self._marked, "") + letters
        else:
            self.writing.put(letters, self._marking, self._kinds[-1], source)

    def _paragraph(self, paragraph: etree._Element) -> bool:
        """A paragraph; that of the frame of a report of ours is no part of the text."""
        style = next((attribute(e, "val") or "" for e in paragraph.iterfind("{*}pPr/{*}pStyle")), "")
        if self.told.styles.get(style, style) == f"{FRAME} Title":
            self.told.framed = True
        if self.told.own and style.startswith(FRAME):
            self._frame(paragraph, style)
            return False
        is_item = paragraph.find("{*}pPr/{*}numPr") is not None
        kind = kind_of_style(self.told.styles.get(style, style))
        self._kinds.append(BlockKind.ITEM if is_item and kind is not BlockKind.HEADING else kind)
        marks = (mark for mark in paragraph.iterfind("{*}pPr/{*}rPr/*") if local(mark.tag) in _TRACKS)
        self._ends.append(self._marking.inside(*(self._track(mark) for mark in marks)))
        return True

    def _frame(self, paragraph: etree._Element, style: str) -> None:
        for reference in paragraph.iter("{*}footnoteReference"):
            key = f"fn{attribute(reference, 'id')}"
            self.told.outside[key] = style == f"{FRAME}Title"
            if attribute(reference, "customMarkFollows") and (run := reference.getparent()) is not None:
                self.told.printed[key] = "".join(letters.text or "" for letters in run.iterfind("{*}t"))

    def _open_table(self, element: etree._Element, name: str) -> None:
        """A table, row or cell, with the changes that put it in or took it out."""
        tracks = (e for e in element.iterfind(f"{{*}}{name}Pr/*") if local(e.tag) in _TRACKS)
        marking = self._marking.inside(*(self._track(track) for track in tracks))
        if name == "tbl":
            self._tables.append(_Table(marking, self.writing.begin_table()))
        elif not self._tables:
            return
        elif name == "tr":
            self._tables[-1].row, self._tables[-1].cells = marking, []
        else:
            self.writing.open_cell()
            self._cells.append(marking)
        self._markings.append(marking)

    def _close_table(self, element: etree._Element, name: str) -> None:
        if not self._tables:
            return
        self._markings.pop()
        table = self._tables[-1]
        if name == "tc":
            table.cells.append((self.writing.close_cell(), self._cells.pop()))
        elif name == "tr":
            if any(cell for cell, _ in table.cells) or not self.told.own:
                table.rows.append(self.writing.write_row(table.cells, table.row, element))
            table.cells = []
        else:
            self._tables.pop()
            self.writing.end_table(table.rows, table.marking, table.before)

    def _note(self, reference: etree._Element, kind: str) -> None:
        key = f"{kind}{attribute(reference, 'id')}"
        self.writing.hang(HookKind.NOTE, key, self._marking)
        marking, call = self.told.called.get(key, (self._marking, reference))
        self.told.called[key] = marking.or_that_of(self._marking), call
        self._marked = key if attribute(reference, "customMarkFollows") in _ON - {None} else None

    def _drawing(self, drawing: etree._Element) -> None:
        """A picture, which is a letter of the text, or a frame of text boxes, which are kept for later.

        Each is kept once, though Word writes some of them twice.
        """
        boxes = [
            box
            for box in drawing.iter("{*}txbxContent", "{*}txBody")
            if not any(local(e.tag) in {"Fallback", "txbxContent"} for e in _between(box, drawing))
        ]
        self.told.boxes += [(box, self._marking, drawing) for box in boxes]
        if not boxes:
            self._say(FIGURE, drawing)
            self.told.left_out[INSIDE_PICTURES] = None

    def _marker(self, element: etree._Element, name: str) -> None:
        """What hangs at a place: the edges of a comment or move, or a page of the source in a file of ours."""
        key = f"c{attribute(element, 'id')}"
        if name == "commentRangeStart":
            self.told.commented.add(key)
            self.writing.hang(HookKind.COMMENT_START, key, self._marking)
        elif name == "commentRangeEnd":
            self.writing.hang(HookKind.COMMENT_END, key, self._marking)
        elif name == "commentReference" and key not in self.told.commented:
            self.writing.hang(HookKind.COMMENT_START, key, self._marking)
            self.writing.hang(HookKind.COMMENT_END, key, self._marking)
        elif name in {"moveFromRangeStart", "moveToRangeStart"}:
            self.told.ranges += 1
            self._moving[name[:6]].begin(key, (attribute(element, "name") or key, self.told.ranges))
        elif name in {"moveFromRangeEnd", "moveToRangeEnd"}:
            self._moving[name[:6]].end(key)
        elif name == "bookmarkStart" and self.told.own:
            page = _BOOKMARKED_PAGE.fullmatch(attribute(element, "name") or "")
            if page:
                self.writing.hang(HookKind.PAGE, page[1], self._marking)

    def _track(self, element: etree._Element) -> Track:
        """The change that an element records, with its author and date as they stand there."""
        kind = _TRACKS[local(element.tag)]
        author = " ".join((attribute(element, "author") or "").split())
        date = read_date(element, is_exact=self.told.own)
        moving = self._moving.get({TrackKind.MOVED_IN: "moveTo", TrackKind.MOVED_OUT: "moveFr"}.get(kind, ""))
        return Track(kind, author, date, *((moving and moving.last) or ()))

    def _inside(self, element: etree._Element, marking: Marking) -> Marking:
        return marking.inside(self._track(element)) if local(element.tag) in _TRACKS else marking


def read_date(element: etree._Element, *, is_exact: bool = False) -> str | None:
    """The date of a change or comment.

    What Word calls the date is the hour on the writer's clock, though it writes a Z behind it; only `dateUtc`, and the
    date in a file of ours (`is_exact`), is the hour of the world.
    """
    date = attribute(element, "date") or ""
    return attribute(element, "dateUtc") or (date if is_exact else date.removesuffix("Z")) or None


def read_plain(container: etree._Element) -> str:
    """The words of a footnote or comment as they stand with all changes accepted."""
    items = Walk(Told({})).through(container).items
    accepted = "".join(item.text for item in items if isinstance(item, Piece) and in_final(item.marking))
    return accepted.removesuffix("\n\n")


def _codes_of_fields(container: etree._Element) -> dict[etree._Element, int]:
    """Where the code of a field begins (1), and where it ends (-1); of one without an end nobody knows what is code."""
    found: dict[etree._Element, int] = {}
    begun: list[tuple[etree._Element, etree._Element | None]] = []
    for sign in container.iter("{*}fldChar"):
        kind = attribute(sign, "fldCharType")
        if kind == "begin":
            begun.append((sign, None))
        elif begun and kind == "separate":
            begun[-1] = (begun[-1][0], begun[-1][1] if begun[-1][1] is not None else sign)
        elif begun and kind == "end":
            begin, separate = begun.pop()
            found[begin], found[sign if separate is None else separate] = 1, -1
    return found


def _between(element: etree._Element, outer: etree._Element) -> Iterator[etree._Element]:
    for around in element.iterancestors():
        if around is outer:
            return
        yield around


def _letters(element: etree._Element, name: str) -> str:
    """The letters that an element of a run stands for."""
    if name in {"t", "delText"}:
        return element.text or ""
    if name == "sym":
        return read_symbol(attribute(element, "font") or "", attribute(element, "char") or "")
    return _LETTERS[name]


def _is_hidden(run: etree._Element) -> bool:
    return any(attribute(hidden, "val") in _ON for hidden in run.iterfind("{*}rPr/{*}vanish"))
