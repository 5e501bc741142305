"""A text that carries its own changes, as word processors keep it, and the texts that it holds at once.

Each piece of such a text lies in some insertions, deletions or moves, or in none. Whose changes are accepted
decides which pieces stand: it stands if every insertion around it is accepted and no deletion is. Two authors may be
nested: what one inserted another deleted.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from provenance.model.spans import BlockKind, Span

PARAGRAPH_BREAK = "\n\n"

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
    """One tracked change around a piece; `author` and `date` as the file has them, None where it has none."""

    kind: TrackKind
    author: str
    date: str | None = None

    @property
    def adds(self) -> bool:
        """True if the words stand when the change is accepted, False if they stand when it is rejected."""
        return self.kind in {TrackKind.INSERTED, TrackKind.MOVED_IN}


@dataclass(frozen=True, slots=True)
class Piece:
    """Words with the changes around them, and what kind of block their paragraph is, if the file says so."""

    text: str
    tracks: tuple[Track, ...] = ()
    kind: BlockKind | None = None


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
    tracks: tuple[Track, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """One of the texts. `places` has the span of every item of the tracked text, None where it does not stand."""

    text: str
    places: tuple[Span | None, ...]


def resolve(items: "Sequence[Piece | Hook]", accepts: Callable[[Track], bool]) -> State:
    """The text with those changes accepted that `accepts` names, the others rejected.

    >>> ada = Track(TrackKind.INSERTED, "Ada")
    >>> resolve([Piece("The "), Piece("old ", (ada,)), Piece("mole")], lambda track: False).text
    'The mole'
    """
    parts: list[str] = []
    places: list[Span | None] = []
    at = 0
    for item in items:
        stands = all(accepts(track) == track.adds for track in item.tracks)
        length = len(item.text) if isinstance(item, Piece) else 0
        places.append(Span(at, at + length) if stands else None)
        if stands and isinstance(item, Piece):
            parts.append(item.text)
            at += length
    return State("".join(parts), tuple(places))


def kind_of_style(name: str) -> BlockKind | None:
    """The kind of block that a paragraph style of this name is for, in Word and LibreOffice alike; None if for any.

    >>> kind_of_style("heading 2")
    <BlockKind.HEADING: 'heading'>
    """
    return BlockKind.HEADING if name.lower().startswith("heading") else _KINDS.get(name.lower())


def without_last_break(items: "Sequence[Piece | Hook]") -> "list[Piece | Hook]":
    """The items without the mark that ends the last paragraph, which is no part of the text."""
    last = next((index for index in range(len(items) - 1, -1, -1) if isinstance(items[index], Piece)), -1)
    end = items[last] if last >= 0 else None
    ends = isinstance(end, Piece) and end.text == PARAGRAPH_BREAK
    return [item for index, item in enumerate(items) if not (ends and index == last)]


def block_pieces(items: "Sequence[Piece | Hook]", state: State) -> list[tuple[BlockKind, Span]]:
    """The paragraphs of a state as (kind, place without white space around it), lines where they are items or rows."""
    kinds = {
        place.start: item.kind
        for item, place in zip(items, state.places, strict=True)
        if isinstance(item, Piece) and place and item.text.strip()
    }
    starts = sorted(kinds)
    found: list[tuple[BlockKind, Span]] = []
    at = 0
    for paragraph in state.text.split(PARAGRAPH_BREAK):
        span = _stripped(state.text, Span(at, at + len(paragraph)))
        at += len(paragraph) + len(PARAGRAPH_BREAK)
        if len(span):
            kind = kinds[starts[bisect_right(starts, span.start) - 1]] or BlockKind.PARAGRAPH
            found += [(kind, line) for line in _lines(state.text, span, kind)]
    return found


def _lines(text: str, span: Span, kind: BlockKind) -> list[Span]:
    """The lines of a list or table, each a block of its own; anything else whole."""
    if kind not in {BlockKind.ITEM, BlockKind.TABLE}:
        return [span]
    lines, at = [], span.start
    for line in span.of(text).split("\n"):
        lines.append(_stripped(text, Span(at, at + len(line))))
        at += len(line) + 1
    return [line for line in lines if len(line)]


def _stripped(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))
