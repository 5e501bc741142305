"""The changes of several copies laid on their base in one text, none of which runs into the next.

Readings that stand side by side in no copy want a blank between them, and that blank must be gone again where only one
of them is accepted. So it is no sign of its own: each of these changes takes out the blank before its words, or behind
them, and puts it in again with them. “The quick fox”, of which one made “slow” and another “fast”, loses “ quick” and
wins “ slow” and “ fast”: each alone gives his copy to the letter, and both together “The slow fast fox”.

Where the line has no such blank (the only word of a paragraph or cell) nothing that Word can track gives both: no mark
of change stands only if two are accepted. There a blank goes in with the second reading if both would look like one
word, for two numbers that ran together would be a third; it stands too much where that reading alone is accepted.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush

from provenance.model.attributions import Attribution
from provenance.model.changes import Change, ChangeKind, Edit
from provenance.model.spans import FIGURE, Span
from provenance.text.nearby import Nearby

_IDEOGRAPHS = "\u2e80"
_CLOSING, _OPENING = frozenset(".,;:!?…)]}”’»"), frozenset("([{“‘«")
_REACH = 60
"""So far from a change a blank is looked for."""

_BLANK = re.compile(rf"[^\s{FIGURE}]{{0,{_REACH}}}[^\S\t\n]")
_LAST_BLANK = re.compile(rf"[^\S\t\n][^\s{FIGURE}]*$")


@dataclass(slots=True)
class Shared:
    """A change, and what is said of it in each copy that has it.

    `said` has it by the `id()` of what came. `copies` are those copies, a bit each in their order, and `otherwise`
    those that read otherwise in its place. `ranks` tells for each edit which comes first of those that put in words at
    one place.
    """

    said: dict[int, Attribution] = field(default_factory=dict)
    ranks: tuple[tuple[int, int], ...] = ()
    copies: int = 0
    otherwise: int = 0

    @property
    def change(self) -> Change:
        """The change as the first of the copies has it."""
        return self.first.change

    @property
    def first(self) -> Attribution:
        """What is said of it in the first of the copies."""
        return next(iter(self.said.values()))

    def widen(self, number: int, before: str, behind: str) -> None:
        """Let an edit take out these words of the base around it too, and put them in again."""
        for key, told in self.said.items():
            edits = list(told.change.edits)
            edits[number] = _widened(edits[number], before, behind)
            self.said[key] = replace(told, change=replace(told.change, edits=tuple(edits)))


@dataclass(slots=True)
class Laid:
    """An edit of a change (its number in it), and the pieces of it that are laid on."""

    edit: Edit
    shared: Shared
    number: int
    made: list[Edit] = field(default_factory=list)

    def add(self, base: Span, at: int, text: str) -> None:
        """A piece, one with the last if nothing lies between."""
        last = self.made[-1] if self.made else None
        if last is not None and (last.base.end, last.revised.end) == (base.start, at):
            self.made.pop()
            base, at, text = Span(last.base.start, base.end), last.revised.start, last.text + text
        self.made.append(Edit(base, Span(at, at + len(text)), text))


def _widened(edit: Edit, before: str, behind: str) -> Edit:
    base, revised = (Span(place.start - len(before), place.end + len(behind)) for place in (edit.base, edit.revised))
    return Edit(base, revised, f"{before}{edit.text}{behind}")


def lay(shared: Sequence[Shared], base: str) -> tuple[Sequence[Laid], str]:
    """Every edit of every change as it stands in the text with all of them laid on, and that text.

    Words that several take out go with the change that begins first; what another has within them stands at its own
    place, and what is taken out is cut there. Where the body ends its last words come before the first note, and
    notes as they are called. Changes are widened where their words would run into others.
    """
    laid = _lay(shared, base)
    while laid.parted and _widen(laid, shared, base):
        laid = _lay(shared, base)
    return laid.pieces, "".join(laid.parts)


def _widen(laid: "_Text", shared: Sequence[Shared], base: str) -> bool:
    """Widen the edits of which words were parted from others, to the left or else to the right; True if one could be.

    Both at once could meet in one blank.
    """
    theirs = Nearby((edit.base, (one, number)) for one in shared for number, edit in enumerate(one.change.edits))
    for is_before in (True, False):
        pieces = [second if is_before else first for first, second in laid.parted]
        wanted = {
            (id(p.shared), p.number): p for p in pieces if p and p.shared.change.kind is not ChangeKind.TRANSPOSITION
        }
        words = [(piece, _words_beside(piece, base, theirs, is_before)) for piece in wanted.values()]
        for piece, beside in words:
            piece.shared.widen(piece.number, *((beside, "") if is_before else ("", beside)))
        if any(beside for _, beside in words):
            return True
    return False


def _words_beside(piece: Laid, base: str, theirs: Nearby[tuple[Shared, int]], is_before: bool) -> str:
    """The words of the base beside an edit up to the next blank, with it.

    "" if the line has none there, or if a copy with this edit has another one there.
    """
    start, end = piece.edit.base.start, piece.edit.base.end
    found = _LAST_BLANK.search(base, max(start - _REACH, 0), start) if is_before else _BLANK.match(base, end)
    if found is None:
        return ""
    near = theirs.touching(Span(*found.span()))
    others = ((one, number) for one, number in near if one.copies & piece.shared.copies)
    own = (piece.shared, piece.number)
    return "" if any((one is not own[0] or number != own[1]) for one, number in others) else found[0]


def _lay(shared: Sequence[Shared], base: str) -> "_Text":
    """The text with all changes laid on it as they are."""
    order = [Laid(edit, one, number) for one in shared for number, edit in enumerate(one.change.edits)]
    order.sort(key=lambda piece: (piece.edit.base.start, piece.edit.base.end, piece.shared.ranks[piece.number]))
    laid = _Text(base, order)
    begin, end = defaultdict[int, list[int]](list), defaultdict[int, list[int]](list)
    for rank, piece in enumerate(order):
        end[piece.edit.base.end].append(rank)
        if len(piece.edit.base):
            begin[piece.edit.base.start].append(rank)
    taking: list[int] = []
    for at in sorted({*begin, *end, len(base)}):
        while taking and order[taking[0]].edit.base.end <= laid.at:
            heappop(taking)
        laid.pass_to(at, taking[0] if taking else None)
        for rank in end[at]:
            laid.put(rank)
        for rank in begin[at]:
            heappush(taking, rank)
    laid.settle()
    return laid


class _Text:
    """The text with all changes laid on it as far as `at` in the base: its `parts`, and the `pieces` of the edits.

    Words that stand side by side in no copy are parted by a blank where they would look like one word; `parted` are
    the edits on both sides of such a place, as far as it is their words that stand there.
    """

    def __init__(self, base: str, pieces: Sequence[Laid]) -> None:
        self.pieces = pieces
        self.parts: list[str] = []
        self.parted: list[tuple[Laid | None, Laid | None]] = []
        self.at = 0
        self._base, self._size = base, 0
        self._edge = 0
        self._put: Laid | None = None
        self._taker: int | None = None
        self._waiting: list[Laid] = []

    def pass_to(self, at: int, rank: int | None) -> None:
        """Go on in the base, whose words the edit of this rank takes out, or nobody."""
        if at == self.at:
            return
        if rank != self._taker:
            self.settle()
        self._taker = rank
        if rank is not None:
            self.pieces[rank].add(Span(self.at, at), self._size, "")
        else:
            kept = self._base[self.at : at]
            if self._put is not None and self._edge < self.at and _touch(self.parts[-1], kept):
                self.parted.append((self._put, None))
                if _run_together(self.parts[-1], kept):
                    self._put.add(Span(self._edge, self._edge), self._size, " ")
                    self._write(" ")
            self._write(kept)
            self._edge, self._put = at, None
        self.at = at

    def put(self, rank: int) -> None:
        """Put the words of an edit here."""
        piece = self.pieces[rank]
        edit, text = piece.edit, piece.edit.text
        if text:
            beside = self._put is None or self._put.shared.copies & piece.shared.copies
            is_own = self._edge == edit.base.start and beside
            if not is_own and self.parts and _touch(self.parts[-1], text):
                self.parted.append((self._put, piece))
                text = f" {text}" if _run_together(self.parts[-1], text) else text
            piece.add(Span(self.at, self.at), self._size, text)
            self._write(text)
            self._edge, self._put = self.at, piece
        elif not piece.made:
            self._waiting.append(piece)

    def settle(self) -> None:
        """Give a place to the edits that take out only what others take out: behind that."""
        for piece in self._waiting:
            piece.add(Span(self.at, self.at), self._size, "")
        self._waiting.clear()

    def _write(self, words: str) -> None:
        self.parts.append(words)
        self._size += len(words)


def _touch(before: str, text: str) -> bool:
    """True if a word ends where another begins, which want a blank between them."""
    ends, begins = before[-1:], text[:1]
    is_end = ends.isalnum() or ends in _CLOSING
    return is_end and (begins.isalnum() or begins in _OPENING) and "" < begins < _IDEOGRAPHS


def _run_together(before: str, text: str) -> bool:
    """True if two readings that stand side by side would look like one word."""
    return before[-1].isalnum() and text[0].isalnum()
