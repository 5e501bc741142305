"""Copies that came back of one base: the changes of all of them laid on the base, each with whose copy has it.

A change that several copies have in the same words is one change with all their revisers. The same words changed
differently are two changes, both shown and both contested. The text with all of them laid on is nobody's: it is made
here, so that every report can show them together, and is called reconstructed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from itertools import islice
from typing import TypeVar

from provenance.model.attributions import Apparatus, Attribution
from provenance.model.changes import Change, ChangeKind, Comparison, Edit, Reading
from provenance.model.spans import Span
from provenance.model.versions import Standing, Version, Work
from provenance.text.blocks import split_blocks

T = TypeVar("T")

ALL = "all-copies"
_IDEOGRAPHS = 0x2E80


_MOST_NAMED = 4
"""Of more copies that read otherwise in one place the first are named and the others counted."""


@dataclass(slots=True)
class _Shared:
    """A change, and what is said of it in each copy that has it.

    `copies` are those copies, a bit each in their order, and `otherwise` those that read otherwise in its place.
    """

    said: list[Attribution]
    copies: int = 0
    otherwise: int = 0

    @property
    def change(self) -> Change:
        return self.said[0].change


def lay_on_base(copies: Sequence[Apparatus], work: Work | None = None) -> Apparatus:
    """One apparatus of all copies; `copies` compare each with the same base, and `work` is what the base is called.

    Where only one came back, its own.
    """
    first = copies[0]
    if len(copies) == 1:
        return first
    base = first.base
    shared = _shared(copies)
    _contest(shared)
    edits, text = _lay(shared, base.text)
    whole = _whole(base, [copy.revised for copy in copies], text)
    labels = [f"“{copy.revised.label}”" for copy in copies]
    attributions = tuple(
        _attribution(one, f"c{number}", edits[id(one)], text, labels)
        for number, one in enumerate(sorted(shared, key=lambda one: _place(one.change, edits[id(one)])), 1)
    )
    changes = tuple(attribution.change for attribution in attributions)
    engines = dict.fromkeys(copy.comparison.engine for copy in copies)
    return replace(
        first,
        work=replace(first.work, title=work.title, source=work.source) if work else first.work,
        versions=(*_once(v for copy in copies for v in copy.versions), whole),
        revised=whole,
        notes=tuple(_once(note for copy in copies for note in copy.notes)),
        claims=tuple(_once(claim for copy in copies for claim in copy.claims)),
        assessments=tuple({a.claim: a for copy in copies for a in copy.assessments}.values()),
        people=tuple(_once(person for copy in copies for person in copy.people)),
        comparison=Comparison(base.id, whole.id, changes, "; ".join(engines)),
        attributions=attributions,
        caveats=tuple(_caveats(copies, attributions)),
        copies=tuple(copies),
    )


def _once(items: Iterable[T]) -> Iterator[T]:
    yield from dict.fromkeys(items)


def _shared(copies: Sequence[Apparatus]) -> list[_Shared]:
    """The changes of all copies in the order of the copies; what several have alike is one."""
    found: dict[object, _Shared] = {}
    for number, copy in enumerate(copies):
        for attribution in copy.attributions:
            key = (attribution.change.kind, tuple((e.base, e.text) for e in attribution.change.edits))
            one = found.setdefault(key, _Shared([]))
            one.said.append(attribution)
            one.copies |= 1 << number
    return list(found.values())


def _contest(shared: Sequence[_Shared]) -> None:
    """Mark the changes of which different copies have different words in one place.

    A passage may be moved by one and reworded by another.
    """
    for moves in (False, True):
        alike = [each for each in shared if (each.change.kind is ChangeKind.TRANSPOSITION) is moves]
        edits = ((edit, each) for each in alike for edit in each.change.edits)
        begun: list[tuple[Edit, _Shared]] = []
        for edit, one in sorted(edits, key=lambda pair: pair[0].base):
            begun = [(other, its) for other, its in begun if other.base.end >= edit.base.start]
            for other, its in begun:
                if not one.copies & its.copies and _meet(edit, other):
                    one.otherwise |= its.copies
                    its.otherwise |= one.copies
            begun.append((edit, one))


def _meet(one: Edit, other: Edit) -> bool:
    a, b = one.base, other.base
    if len(a) and len(b):
        return a.overlaps(b)
    if not len(a) and not len(b):
        return a == b and bool(one.text.strip()) and bool(other.text.strip())
    point, place = (a, b) if len(b) else (b, a)
    return place.start < point.start < place.end


def _lay(shared: Sequence[_Shared], base: str) -> tuple[dict[int, list[Edit]], str]:
    """Every change's edits as they stand in the text with all of them laid on, and that text.

    Words that several take out go with the change that begins first; what another has within them stands at its own
    place, and what is taken out is cut there.
    """
    order = [(edit, one) for one in shared for edit in one.change.edits]
    order.sort(key=lambda pair: (pair[0].base.start, pair[0].base.end))
    laid = _Laid(base, [_Piecewise(edit, one) for edit, one in order])
    begin, end = defaultdict[int, list[int]](list), defaultdict[int, list[int]](list)
    for rank, (edit, _) in enumerate(order):
        end[edit.base.end].append(rank)
        if len(edit.base):
            begin[edit.base.start].append(rank)
    taking: list[int] = []
    for at in sorted({*begin, *end, len(base)}):
        while taking and order[taking[0]][0].base.end <= laid.at:
            heappop(taking)
        laid.pass_to(at, taking[0] if taking else None)
        for rank in end[at]:
            laid.put(rank)
        for rank in begin[at]:
            heappush(taking, rank)
    laid.settle()
    edits: dict[int, list[Edit]] = {id(one): [] for one in shared}
    for each in laid.pieces:
        edits[id(each.shared)] += each.made
    return edits, "".join(laid.parts)


@dataclass(slots=True)
class _Piecewise:
    """An edit of a change, and the pieces of it that are laid on."""

    edit: Edit
    shared: _Shared
    made: list[Edit] = field(default_factory=list)

    def add(self, base: Span, at: int, text: str) -> None:
        """A piece, one with the last if nothing lies between."""
        last = self.made[-1] if self.made else None
        if last is not None and (last.base.end, last.revised.end) == (base.start, at):
            self.made.pop()
            base, at, text = Span(last.base.start, base.end), last.revised.start, last.text + text
        self.made.append(Edit(base, Span(at, at + len(text)), text))


class _Laid:
    """The text with all changes laid on it as far as `at` in the base: its `parts`, and the `pieces` of the edits.

    Words that stand side by side in no copy are parted by a blank where they would look like one word.
    """

    def __init__(self, base: str, pieces: Sequence[_Piecewise]) -> None:
        self.pieces = pieces
        self.parts: list[str] = []
        self.at = 0
        self._base, self._size = base, 0
        self._edge = 0
        self._put: _Piecewise | None = None
        self._taker: int | None = None
        self._waiting: list[_Piecewise] = []

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
            if self._put is not None and self._edge < self.at and _run_together(self.parts[-1], kept):
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
            if not is_own and _run_together("".join(self.parts[-1:]), text):
                text = f" {text}"
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


def _run_together(before: str, text: str) -> bool:
    """True if two readings that stand side by side would look like one word."""
    if not before or not text or not (before[-1].isalnum() and text[0].isalnum()):
        return False
    return ord(text[0]) < _IDEOGRAPHS


def _place(change: Change, edits: Sequence[Edit]) -> tuple[int, int]:
    """Where a change begins; of what was moved, where it stands now."""
    edit = edits[-1] if change.kind is ChangeKind.TRANSPOSITION else edits[0]
    return edit.revised.start, edit.base.start


def _attribution(one: _Shared, name: str, edits: Sequence[Edit], text: str, labels: Sequence[str]) -> Attribution:
    """What is said of a change in all copies that have it."""
    first = one.said[0]
    change = replace(one.change, id=name, edits=tuple(edits), inner=(), after=_reading(one.change, edits, text))
    revisers = tuple(_once(name for a in one.said for name in a.revisers))
    candidates = () if revisers else tuple(_once(name for a in one.said for name in a.candidates))
    named = next((a for a in one.said if a.revisers), first)
    contested = [f"contested: {_in_words(one.otherwise, labels)} otherwise here"] if one.otherwise else []
    return replace(
        named,
        change=change,
        revisers=revisers,
        candidates=candidates,
        reason="; ".join(dict.fromkeys([*(a.reason for a in one.said), *contested])),
        evidence=tuple(_once(piece for a in one.said for piece in a.evidence)),
        date=named.date if len(one.said) == 1 else None,
        contested=bool(one.otherwise) or any(a.contested for a in one.said),
    )


def _in_words(copies: int, labels: Sequence[str]) -> str:
    """That these copies read, the first of them by name where there are many."""
    count = copies.bit_count()
    if count <= _MOST_NAMED:
        return f"{' and '.join(_first(copies, labels, count))} read{'s' * (count == 1)}"
    named = _first(copies, labels, _MOST_NAMED - 1)
    return f"{', '.join(named)} and {count - len(named)} more copies read"


def _first(copies: int, labels: Sequence[str], count: int) -> list[str]:
    """The labels of the first of some copies."""
    return list(islice((label for number, label in enumerate(labels) if copies >> number & 1), count))


def _reading(change: Change, edits: Sequence[Edit], text: str) -> Reading | None:
    """The new words of a change where they now stand."""
    if change.after is None:
        return None
    filled = [edit.revised for edit in edits if edit.text.strip()]
    if not filled:
        return change.after
    hull = Span(filled[0].start, filled[-1].end)
    words = hull.of(text)
    start = hull.start + len(words) - len(words.lstrip())
    return Reading(Span(start, start + len(words.strip())), words.strip())


def _whole(base: Version, copies: Sequence[Version], text: str) -> Version:
    names = ", ".join(f"“{copy.label}”" for copy in copies)
    return Version(
        f"{base.work}@{ALL}",
        base.work,
        ALL,
        text,
        Standing.RECONSTRUCTED,
        split_blocks(text),
        parents=tuple(copy.id for copy in copies),
        method=f"made from “{base.label}” by laying on it every change of {names}; where they differ, all their words.",
    )


def _caveats(copies: Sequence[Apparatus], attributions: Sequence[Attribution]) -> Iterator[str]:
    contested = sum(a.contested for a in attributions)
    if contested:
        number = "1 change is" if contested == 1 else f"{contested} changes are"
        yield f"{number} contested: different copies have different words in the same place, and all are shown."
    counted = ("No source dates", "1 change", "changes are attributed")
    yield from dict.fromkeys(c for copy in copies for c in copy.caveats if not any(part in c for part in counted))
