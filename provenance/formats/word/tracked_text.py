"""A text that carries its own changes, as word processors keep it, and the texts that it holds at once.

A document is a row of pieces, each with the changes around it, and of hooks between them. Whose changes are accepted
decides which pieces stand: a piece stands if every insertion around it is accepted and no deletion is. Two authors may
be nested: what one inserted another deleted. The body comes first; footnotes, endnotes, headers, footers and text boxes
follow it, each under its name.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from provenance.model.spans import BlockKind, Span
from provenance.text.blocks import words_in

PARAGRAPH_BREAK = "\n\n"
GAP = "gap, not a change"
"""The author under which a report of ours shows words that one text has where the other has a gap."""
INSIDE_PICTURES = "the insides of pictures, charts and drawings"
"""What is not read of a file with pictures, of which the text shows where each stands."""

_KINDS = {
    "title": BlockKind.HEADING,
    "subtitle": BlockKind.HEADING,
    "date": BlockKind.DATELINE,
    "salutation": BlockKind.SALUTATION,
    "list paragraph": BlockKind.ITEM,
    "closing": BlockKind.CLOSER,
    "signature": BlockKind.SIGNATURE,
}


class TrackKind(StrEnum):
    """What a tracked change did to the words in it."""

    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED_IN = "moved in"
    MOVED_OUT = "moved out"


@dataclass(frozen=True, slots=True)
class Track:
    """One tracked change around a piece; `author` and `date` as the file has them, None where it has none.

    `move` is the name by which the file ties the two ends of a move together, if it does; `range` tells one passage
    that moved under a name from the next.
    """

    kind: TrackKind
    author: str
    date: str | None = None
    move: str | None = None
    range: int | None = None

    @property
    def adds(self) -> bool:
        """True if the words stand when the change is accepted, False if they stand when it is rejected."""
        return self.kind in {TrackKind.INSERTED, TrackKind.MOVED_IN}

    @property
    def moves(self) -> bool:
        """True for an end of a move."""
        return self.kind in {TrackKind.MOVED_IN, TrackKind.MOVED_OUT}


@dataclass(frozen=True, slots=True)
class Marking:
    """The changes around a piece: the innermost that put it in, the innermost that took it out, and all whose they are.

    >>> marking = Marking().inside(Track(TrackKind.INSERTED, "Ann")).inside(Track(TrackKind.DELETED, "Bob"))
    >>> marking.put_in.author, marking.taken_out.author
    ('Ann', 'Bob')
    """

    put_in: Track | None = None
    taken_out: Track | None = None
    givers: frozenset[str] = frozenset()
    takers: frozenset[str] = frozenset()

    def inside(self, *tracks: Track) -> "Marking":
        """The marking of what lies in these changes too, each inside the one before."""
        found = self
        for track in tracks:
            if track.adds:
                found = replace(found, put_in=track, givers=found.givers | {track.author})
            else:
                found = replace(found, taken_out=track, takers=found.takers | {track.author})
        return found

    def or_that_of(self, other: "Marking") -> "Marking":
        """The marking of what stands wherever what has this one, or what has the other, stands."""
        in_base, in_final = (
            self.put_in is None or other.put_in is None,
            self.taken_out is None or other.taken_out is None,
        )
        return Marking(
            None if in_base else self.put_in,
            None if in_final else self.taken_out,
            frozenset() if in_base else self.givers,
            frozenset() if in_final else self.takers,
        )

    def and_that_of(self, other: "Marking") -> "Marking":
        """The marking of what stands only where what has this one, and what has the other, stands."""
        return Marking(
            self.put_in or other.put_in,
            self.taken_out or other.taken_out,
            self.givers | other.givers,
            self.takers | other.takers,
        )

    def with_all(self, inner: "Sequence[Marking]") -> "Marking":
        """The marking of what holds these, and comes or goes with them where all of them do, whoever did it to each."""
        found = self
        if inner and all(one.put_in for one in inner):
            found = replace(found, put_in=inner[0].put_in, givers=inner[0].givers)
        if inner and all(one.taken_out for one in inner):
            found = replace(found, taken_out=inner[0].taken_out, takers=inner[0].takers)
        return found

    @property
    def tracks(self) -> tuple[Track, ...]:
        """The innermost change of either kind."""
        return tuple(track for track in (self.put_in, self.taken_out) if track)


PLAIN = Marking()


@dataclass(frozen=True, slots=True)
class Piece:
    """Words with the changes around them, what kind of block their paragraph is, if the file says so, and the part of
    the document that they stand in, if it is not the body.

    `source` is what in the file they were read from: the element that holds the letters, or that ends here.
    """

    text: str
    marking: Marking = PLAIN
    kind: BlockKind | None = None
    part: str | None = None
    source: object = field(default=None, compare=False, repr=False)


class HookKind(StrEnum):
    """What hangs at a place without being words of the text."""

    NOTE = "note"
    COMMENT_START = "comment start"
    COMMENT_END = "comment end"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Hook:
    """A marker: the key of the note or comment, or the number of the page that begins here."""

    kind: HookKind
    key: str
    marking: Marking = PLAIN


Item = Piece | Hook
Stands = Callable[[Marking], bool]


def in_base(marking: Marking) -> bool:
    """True for what stands when all changes are rejected."""
    return marking.put_in is None


def in_final(marking: Marking) -> bool:
    """True for what stands when all changes are accepted."""
    return marking.taken_out is None


def in_layer_of(author: str) -> Stands:
    """True for what stands when the changes of one author are accepted and no others."""
    return lambda marking: marking.givers <= {author} and author not in marking.takers


@dataclass(frozen=True, slots=True)
class State:
    """One of the texts. `places` has the span of every item of the tracked text, None where it does not stand."""

    text: str
    places: tuple[Span | None, ...]


def resolve(items: Sequence[Item], stands: Stands) -> State:
    """The text of the items that stand.

    >>> ada = Marking().inside(Track(TrackKind.INSERTED, "Ada"))
    >>> resolve([Piece("The "), Piece("old ", ada), Piece("mole")], in_base).text
    'The mole'
    """
    parts: list[str] = []
    places: list[Span | None] = []
    at = 0
    for item in items:
        is_there = stands(item.marking)
        length = len(item.text) if isinstance(item, Piece) else 0
        places.append(Span(at, at + length) if is_there else None)
        if is_there and isinstance(item, Piece):
            parts.append(item.text)
            at += length
    return State("".join(parts), tuple(places))


Before = tuple[int, bool, bool]
"""How many items stand before a table, and whether words among them wait for what follows, in the first state and in
the last."""


@dataclass
class Writing:
    """The items of a document as a reader of files writes them down: words, ends of paragraphs, rows and cells.

    A paragraph ends with a blank line, the row of a table with a line feed, its cells with tabs, the paragraphs of a
    cell with blanks. What parts two rows or cells goes with the one before it, so that a row that was put in or taken
    out takes its line along.
    """

    part: str | None = None
    items: list[Item] = field(default_factory=list)
    _cells: list[list[Item]] = field(default_factory=list)
    _waits_in_base: bool = False
    _waits_in_final: bool = False

    def put(self, text: str, marking: Marking, kind: BlockKind | None, source: object = None) -> None:
        """Words, which wait for what follows until a paragraph or row ends that stands as they do."""
        if text:
            self._write(text, marking, kind, source, waits=True)

    def _write(self, text: str, marking: Marking, kind: BlockKind | None, source: object, *, waits: bool) -> None:
        self.items.append(Piece(text, marking, kind, self.part, source))
        self._wait(marking, waits=waits)

    def _wait(self, marking: Marking, *, waits: bool) -> None:
        self._waits_in_base = waits if in_base(marking) else self._waits_in_base
        self._waits_in_final = waits if in_final(marking) else self._waits_in_final

    def hang(self, kind: HookKind, key: str, marking: Marking) -> None:
        """A marker; the call of a note counts as words."""
        self.items.append(Hook(kind, key, marking))
        if kind is HookKind.NOTE:
            self._wait(marking, waits=True)

    def end_paragraph(self, marking: Marking, kind: BlockKind | None, source: object = None) -> None:
        """The end of a paragraph, which is put in and taken out as letters are."""
        self._write(PARAGRAPH_BREAK, marking, kind, source, waits=False)

    def begin_table(self) -> Before:
        """What follows is a table; what stands before it, to be told when it ends."""
        return len(self.items), self._waits_in_base, self._waits_in_final

    def open_cell(self) -> None:
        """What follows stands in a cell."""
        self._cells.append(self.items)
        self.items = []

    def close_cell(self) -> "list[Item]":
        """The items of the cell that ends here, on one line."""
        cell = without_last_break(self.items)
        self.items = self._cells.pop()
        return [_on_one_line(item) for item in cell]

    def write_row(self, cells: "Sequence[tuple[list[Item], Marking]]", row: Marking, source: object = None) -> Marking:
        """A row of cells, each with the changes around it; gives those around the row, which goes with its cells."""
        row = row.with_all([marking for _, marking in cells])
        is_led = True  # no cell up to here has the marking of the row
        for number, (cell, marking) in enumerate(cells):
            self.items += cell
            is_led = is_led and marking != row
            if number + 1 < len(cells):
                later = cells[number + 1][1]
                beside = marking.and_that_of(later) if later != row else marking
                self.put("\t", beside if is_led else later, BlockKind.TABLE, source)
        self._write("\n", row, BlockKind.TABLE, source, waits=False)
        return row

    def end_table(self, rows: Sequence[Marking], marking: Marking, before: Before = (0, False, False)) -> None:
        """The end of a table, which comes and goes with its rows where all of them do, whoever struck each of them."""
        if not rows:
            return
        self._keep_end(*before, rows)
        self._write("\n", marking.with_all(rows), BlockKind.TABLE, None, waits=False)

    def _keep_end(self, at: int, in_base: bool, in_final: bool, rows: Sequence[Marking]) -> None:
        """Let the end of the paragraph before a table stay where words wait for what follows, and the table stands.

        No word can join those of a cell: Word, too, leaves the end of a paragraph there that is tracked as put in or
        taken out, unless nothing of the paragraph is left.
        """
        last = next((n for n in range(at - 1, -1, -1) if isinstance(self.items[n], Piece)), 0)
        end = self.items[last] if at else None
        if not isinstance(end, Piece) or end.text != PARAGRAPH_BREAK:
            return
        marking = end.marking
        if in_base and any(row.put_in is None for row in rows):
            marking = replace(marking, put_in=None, givers=frozenset())
        if in_final and any(row.taken_out is None for row in rows):
            marking = replace(marking, taken_out=None, takers=frozenset())
        self.items[last] = replace(end, marking=marking)

    def as_part(self, marking: Marking = PLAIN, call: object = None) -> "list[Item]":
        """The items as a part to follow the body, or none if it holds neither words nor pictures.

        `call` is what in the body calls for the part, with which it comes and goes; so it does with its words, where
        all of them came or went.
        """
        items = without_last_break(self.items)
        said = [item.marking for item in items if isinstance(item, Piece) and item.text.strip()]
        if not said:
            return []
        return [Piece(PARAGRAPH_BREAK, marking.with_all(said), None, self.part, call), *items]

    @property
    def end(self) -> object:
        """What ends the last paragraph."""
        last = next((item for item in reversed(self.items) if isinstance(item, Piece)), None)
        return last.source if last else None


def has_words(items: Iterable[Item]) -> bool:
    """True if anything but white space and pictures stands in them."""
    return any(isinstance(item, Piece) and words_in(item.text) for item in items)


def _on_one_line(item: Item) -> Item:
    if isinstance(item, Hook):
        return item
    return replace(item, text=re.sub(r"\s*\n\s*", " ", item.text), kind=BlockKind.TABLE)


def kind_of_style(name: str) -> BlockKind | None:
    """The kind of block that a paragraph style of this name is for, in Word and LibreOffice alike; None if for any.

    >>> kind_of_style("heading 2")
    <BlockKind.HEADING: 'heading'>
    """
    return BlockKind.HEADING if name.lower().startswith("heading") else _KINDS.get(name.lower())


def without_last_break(items: Sequence[Item]) -> list[Item]:
    """The items without the mark that ends the last paragraph or table, which is no part of the text."""
    left = list(items)
    ends = len(PARAGRAPH_BREAK)
    for index in range(len(left) - 1, -1, -1):
        item = left[index]
        if isinstance(item, Piece):
            if ends == 0 or item.text.strip("\n") or len(item.text) > ends:
                break
            ends -= len(item.text)
            del left[index]
    return left


def without_marker(items: Sequence[Item], mark: str = "") -> list[Item]:
    """The items of a note as a part, without the marker that stands before its words and the blank after it."""
    left = list(items)
    for index, item in enumerate(left[1:], 1):
        if isinstance(item, Piece):
            text = item.text.removeprefix(mark).removeprefix("\t").removeprefix(" ")
            left[index : index + 1] = [replace(item, text=text)] if text else []
            break
    return left
