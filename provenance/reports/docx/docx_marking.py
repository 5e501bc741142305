"""Changes marked in the tree of a Word file: words in it as put in or taken out, words of the other text beside them.

The file carries one of the two texts. Its own runs are cut where a change begins or ends and stand in `w:ins` or
`w:del` with the look that they have; what only the other text has is written beside them with the look of its
neighbours. Paragraphs, rows and cells are marked as such.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import count, groupby

from lxml import etree

from provenance.formats.word.original import Ending
from provenance.formats.word.tracked_text import PARAGRAPH_BREAK, Item, Piece
from provenance.model.spans import BlockKind, Span
from provenance.reports.docx.docx_accepting import name
from provenance.reports.docx.docx_groups import Grain
from provenance.reports.docx.docx_runs import (
    OUT,
    Letters,
    Mark,
    around,
    child_of,
    cut_letters,
    holder_of,
    insert_before,
    is_divisible,
    is_formula,
    is_text,
    look_of,
    neighbours,
    properties_of,
    words_of,
)
from provenance.reports.docx.docx_xml import W, dated, element, run

_DELETED = {"t": "delText", "instrText": "delInstrText"}


@dataclass
class Marking:
    """The tree of a file as changes are marked in it. `items` and `endings` are what it was read as."""

    items: Sequence[Item]
    endings: Sequence[Ending]
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self._letters: list[Letters] = []
        at = 0
        ends = {ending.at: ending.source for ending in self.endings}
        self._ends: dict[int, etree._Element] = {}
        for number, item in enumerate([*self.items, None]):
            if isinstance(end := ends.get(number), etree._Element):
                self._ends.setdefault(at, end)
            if isinstance(item, Piece):
                if isinstance(item.source, etree._Element):
                    self._letters.append(Letters(Span(at, at + len(item.text)), item.source, item))
                at += len(item.text)

    def grain(self) -> Grain:
        """How far the text can be cut."""
        solid = (one for one in self._letters if is_formula(one) or (len(one.place) > 1 and not is_divisible(one)))
        whole = [Span(found[0].place.start, found[-1].place.end) for found in _by_source(solid)]
        parts = {one.place.end for one in self._letters if one.place.start in self._ends}
        return Grain(tuple(whole), tuple(self._rows()), frozenset(parts), frozenset(self._tables()))

    def _rows(self) -> Iterator[Span]:
        """The rows of tables, each with the line feed that ends it."""
        start, at = 0, 0
        for item in self.items:
            if isinstance(item, Piece):
                at += len(item.text)
                if item.text.endswith("\n"):
                    if item.text == "\n" and isinstance(item.source, etree._Element) and name(item.source) == "tr":
                        yield Span(start, at)
                    start = at

    def _tables(self) -> Iterator[int]:
        """Where the last row of each table has ended."""
        at = 0
        for item in self.items:
            if isinstance(item, Piece):
                if item.text == "\n" and item.source is None and item.kind is BlockKind.TABLE:
                    yield at
                at += len(item.text)

    def cut(self, places: Sequence[int]) -> None:
        """Cut the runs so that each of these places lies between two of them."""
        edges = set(places)
        wanted = sorted(edges)
        found: list[Letters] = []
        number = 0
        for letters in self._letters:
            while number < len(wanted) and wanted[number] <= letters.place.start:
                number += 1
            inner = []
            ahead = number
            while ahead < len(wanted) and wanted[ahead] < letters.place.end:
                inner.append(wanted[ahead])
                ahead += 1
            is_touched = bool(inner) or letters.place.start in edges or letters.place.end in edges
            found += cut_letters(letters, inner) if is_touched and is_text(letters) else [letters]
        self._letters = found
        self._order = [letters.place.start for letters in found]
        self._starts = {letters.place.start: letters for letters in found if len(letters.place)}

    def add(self, at: int, text: str, mark: Mark) -> None:
        """Words of the other text at a place of this one."""
        rows = self._rows_beside(at) if text.endswith("\n") and not text.endswith(PARAGRAPH_BREAK) else None
        if rows:
            self._add_rows(text, rows, mark)
            return
        paragraph, before = self._spot(at)
        if paragraph is None:
            return
        look = look_of(before, paragraph)
        segments = text.split(PARAGRAPH_BREAK)
        for number, words in enumerate(segments):
            if words:
                made = self.tracked(mark, [words_of(words, look, mark)])
                insert_before(made, paragraph, before)
            if number + 1 < len(segments):
                self._split(paragraph, before, mark)

    def add_blocks(self, at: int, parts: Sequence[tuple[str, Mark]], *, is_table: bool) -> None:
        """Whole paragraphs or a table of the other text, before the block of this one that begins at a place."""
        here = None if at in self._ends else self._starts.get(at)
        blocks = _table(self, parts) if is_table else _paragraphs(self, parts)[:-1]
        table = None if here is None else around(here.source, "tbl")
        block = table if table is not None or here is None else around(here.source, "p")
        beside = block if block is not None else self._ends.get(at)
        parent = None if beside is None else beside.getparent()
        if beside is None or parent is None:
            return
        at = parent.index(beside) + (block is None)
        for number, made in enumerate(blocks):
            parent.insert(at + number, made)

    def add_note(self, at: int, kind: str, words: str, root: etree._Element, mark: Mark) -> None:
        """A note of the other text, "footnote" or "endnote", put into `root`, and its call at a place of this one."""
        paragraph, before = self._spot(at)
        if paragraph is None:
            return
        number, look = str(next(self.numbers)), "FootnoteReference" if kind == "footnote" else "EndnoteReference"
        call, sign = (
            element("r", element("rPr", element("rStyle", val=look), element("vertAlign", val="superscript")), each)
            for each in (element(f"{kind}Reference", id=number), element(f"{kind}Ref"))
        )
        insert_before(self.tracked(mark, [call]), paragraph, before)
        made = _paragraphs(self, [(words, mark)])
        for one in (run(" "), sign):
            made[0].insert(0, one)
        root.append(element(kind, *made, id=number))

    def _rows_beside(self, at: int) -> tuple[etree._Element, int] | None:
        """A row of a table that begins or ends at a place, and whether the place is before (0) or behind it (1)."""
        number = bisect_left(self._order, at)
        here = self._letters[number] if number < len(self._letters) else None
        before = self._letters[number - 1] if number else None
        row = around(here.source, "tr") if here is not None and here.place.start == at else None
        ended = before.source if before is not None and before.piece.text == "\n" and before.place.end == at else None
        if ended is not None and name(ended) == "tr":
            return ended, 1
        starts = before is None or row is None or around(before.source, "tr") is not row
        return (row, 0) if row is not None and starts else None

    def _add_rows(self, text: str, beside: tuple[etree._Element, int], mark: Mark) -> None:
        """Rows of the other text, in the look of the row beside them."""
        like, offset = beside
        parent = like.getparent()
        if parent is None:
            return
        at = parent.index(like) + offset
        for words in text.removesuffix("\n").split("\n"):
            parent.insert(at, self._row(words.split("\t"), like, mark))
            at += 1

    def _row(self, cells: Sequence[str], like: etree._Element, mark: Mark) -> etree._Element:
        made = deepcopy(like)
        for drop in [e for e in made if name(e) not in {"tblPrEx", "trPr", "tc"}]:
            made.remove(drop)
        holders = made.findall(f"{{{W}}}tc")
        for spare in holders[len(cells) :]:
            made.remove(spare)
        while holders and len(holders) < len(cells):
            holders.append(deepcopy(holders[-1]))
            made.append(holders[-1])
        for properties in made.findall(f"{{{W}}}trPr"):
            for tracked in [e for e in properties if name(e) in {"ins", "del"}]:
                properties.remove(tracked)
        for words, holder in zip(cells, holders, strict=False):
            first, *others = holder.findall(f"{{{W}}}p") or [element("p")]
            for other in others:
                holder.remove(other)
            for drop in [e for e in first if name(e) != "pPr"]:
                first.remove(drop)
            if words:
                first.append(self.tracked(mark, [words_of(words, None, mark)]))
        self.mark_row(made, mark)
        return made

    def wrap(self, place: Span, mark: Mark) -> None:
        """Words of this text as changed."""
        runs: list[etree._Element] = []
        for letters in self._at(place):
            holder = holder_of(letters)
            called = name(letters.source)
            if called == "p":
                self.mark_paragraph(letters.source, mark)
            elif called == "tr":
                if letters.piece.text == "\n":
                    self.mark_row(letters.source, mark)
            elif holder is not None and holder not in runs:
                runs.append(holder)
        for group in neighbours(runs):
            self._wrap(group, mark)

    def _at(self, place: Span) -> Iterator[Letters]:
        for number in range(bisect_left(self._order, place.start), len(self._letters)):
            letters = self._letters[number]
            if letters.place.start >= place.end:
                return
            if len(letters.place):
                yield letters

    def _wrap(self, group: Sequence[etree._Element], mark: Mark) -> None:
        if group[0].getparent() is None:
            return
        if mark.tag in OUT:
            for words in (e for holder in group for e in holder.iter() if name(e) in _DELETED):
                words.tag = f"{{{W}}}{_DELETED[name(words)]}"
        made = self.tracked(mark, [])
        group[0].addprevious(made)
        made.extend(group)

    def tracked(self, mark: Mark, content: Sequence[etree._Element]) -> etree._Element:
        """Something put in or taken out, under its author."""
        return dated(element(mark.tag, *content, id=str(next(self.numbers)), author=mark.author), mark.date)

    def mark_paragraph(self, paragraph: etree._Element, mark: Mark) -> None:
        """The end of a paragraph as put in or taken out."""
        properties = properties_of(paragraph, "pPr")
        look = properties.find(f"{{{W}}}rPr")
        if look is None:
            look = element("rPr")
            later = next((e for e in properties if name(e) in {"sectPr", "pPrChange"}), None)
            properties.insert(len(properties) if later is None else properties.index(later), look)
        look.insert(0, self.tracked(mark, []))

    def mark_row(self, row: etree._Element, mark: Mark) -> None:
        """A row as put in or taken out."""
        tag = "del" if mark.tag in OUT else "ins"
        properties = row.find(f"{{{W}}}trPr")
        if properties is None:
            properties = element("trPr")
            row.insert(sum(1 for e in row if name(e) == "tblPrEx"), properties)
        properties.append(self.tracked(Mark(tag, mark.author, mark.date), []))

    def _spot(self, at: int) -> tuple[etree._Element | None, etree._Element | None]:
        """The paragraph in which a place lies, and what in it stands right behind that place, if anything."""
        letters = self._starts.get(at)
        if letters is None or at in self._ends:
            return self._ends.get(at), None
        called = name(letters.source)
        if called == "p":
            return letters.source, None
        if called == "tr":
            return self._last_of_cell(at), None
        holder = holder_of(letters)
        return (None if holder is None else around(holder, "p")), holder

    def _last_of_cell(self, at: int) -> etree._Element | None:
        """The paragraph at the end of the cell that ends at a place."""
        row = self._starts[at].source
        before = [one for one in self._letters if one.place.end <= at and around(one.source, "tr") is row]
        cell = around(before[-1].source, "tc") if before else row.find(f"{{{W}}}tc")
        paragraphs = [] if cell is None else cell.findall(f"{{{W}}}p")
        return paragraphs[-1] if paragraphs else None

    def _split(self, paragraph: etree._Element, before: etree._Element | None, mark: Mark) -> None:
        """The paragraph parted before `before`: what stands before becomes one of its own, whose end is changed."""
        parent = paragraph.getparent()
        if parent is None:
            return
        first = element("p")
        properties = paragraph.find(f"{{{W}}}pPr")
        if properties is not None:
            copied = deepcopy(properties)
            for drop in [e for e in copied if name(e) in {"sectPr", "pPrChange"}]:
                copied.remove(drop)
            look = copied.find(f"{{{W}}}rPr")
            for tracked in [] if look is None else [e for e in look if name(e) in {"ins", "del", "moveTo", "moveFrom"}]:
                look.remove(tracked)  # type: ignore[union-attr]
            first.append(copied)
        top = None if before is None else child_of(paragraph, before)
        for child in list(paragraph):
            if child is top:
                break
            if name(child) != "pPr":
                first.append(child)
        paragraph.addprevious(first)
        self.mark_paragraph(first, mark)


def _by_source(letters: Iterable[Letters]) -> Iterator[list[Letters]]:
    """The letters, those together that one element of the file holds."""
    return (list(found) for _, found in groupby(letters, key=lambda one: one.source))


def _paragraphs(marking: Marking, parts: Sequence[tuple[str, Mark]]) -> list[etree._Element]:
    """Paragraphs of the other text, their ends changed as their words are, but for that of the last one."""
    made = [element("p")]
    for text, mark in parts:
        for number, words in enumerate(text.split(PARAGRAPH_BREAK)):
            if number:
                marking.mark_paragraph(made[-1], mark)
                made.append(element("p"))
            if words:
                made[-1].append(marking.tracked(mark, [words_of(words, None, mark)]))
    return made


def _table(marking: Marking, parts: Sequence[tuple[str, Mark]]) -> list[etree._Element]:
    """A table of the other text, all of its rows changed by whoever changed the first."""
    mark = parts[0][1]
    rows = [line.split("\t") for line in "".join(text for text, _ in parts).strip("\n").split("\n")]
    widest = max(map(len, rows))
    grid = element("tblGrid", *(element("gridCol") for _ in range(widest)))
    table = element("tbl", element("tblPr", element("tblW", w="0", type="auto")), grid)
    for cells in rows:
        held = (element("p", marking.tracked(mark, [words_of(cell, None, mark)]) if cell else None) for cell in cells)
        row = element("tr", *(element("tc", element("tcPr"), paragraph) for paragraph in held))
        marking.mark_row(row, mark)
        table.append(row)
    return [table]
