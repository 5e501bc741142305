"""Where a place in one version stands in the other: carried through text that did not change.

A place is carried if its first and its last character are there in both texts, whatever was done between them; a
passage that moved takes the places inside it along. Quotes, dashes and spaces that were typed differently count
as unchanged. What was put in or taken out stands nowhere in the other text: the answer is None.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from provenance.diff.replay import in_order
from provenance.model.changes import Change, ChangeKind, Comparison, Edit
from provenance.model.spans import Span


@dataclass(frozen=True, slots=True, order=True)
class _Piece:
    """Characters `here` of the one text stand at `there` in the other; letter for letter if both are as long."""

    here: Span
    there: Span


Carrier = Callable[[Span], Span | None]
"""Asked of a place in one text, where it stands in the other; None if it does not."""


def carry_forward(comparison: Comparison, base: str, revised: str) -> Carrier:
    """From the base to the revised text; made once for however many places."""
    pieces = sorted(_pieces(comparison, len(base), len(revised)))
    return lambda span: _carry(span, pieces)


def carry_back(comparison: Comparison, base: str, revised: str) -> Carrier:
    """From the revised text to the base."""
    pieces = sorted(_Piece(p.there, p.here) for p in _pieces(comparison, len(base), len(revised)))
    return lambda span: _carry(span, pieces)


def _pieces(comparison: Comparison, base_length: int, revised_length: int) -> Iterator[_Piece]:
    """All text that stands in both versions, piece by piece: kept, spelt differently, or moved."""
    told = (edit for change in comparison.changes for edit in change.edits)
    edits = in_order(chain(told, comparison.unknown))
    yield from _kept(edits, Span(0, base_length), Span(0, revised_length))
    for change in comparison.changes:
        if change.kind is ChangeKind.ORTHOGRAPHIC:
            yield from (_Piece(edit.base, edit.revised) for edit in change.edits if len(edit.base) and edit.text)
        if change.kind is ChangeKind.TRANSPOSITION:
            yield from _moved(change)


def _kept(edits: Iterable[Edit], old: Span, new: Span) -> Iterator[_Piece]:
    """What the edits leave as it is."""
    b, r = old.start, new.start
    for edit in edits:
        if b < edit.base.start:
            yield _Piece(Span(b, edit.base.start), Span(r, edit.revised.start))
        b, r = edit.base.end, edit.revised.end
    if b < old.end:
        yield _Piece(Span(b, old.end), Span(r, new.end))


def _moved(change: Change) -> Iterator[_Piece]:
    if change.before and change.after:
        yield from _kept(in_order(change.inner), change.before.span, change.after.span)


def _carry(span: Span, pieces: list[_Piece]) -> Span | None:
    """The place in the other text: from where its first character stands to where its last one ends."""
    if not len(span):
        return _carry_point(span.start, pieces)
    start, end = _character(span.start, pieces), _character(span.end - 1, pieces)
    return Span(start.start, end.end) if start and end and start.start < end.end else None


def _carry_point(at: int, pieces: list[_Piece]) -> Span | None:
    """A point goes with the character before it, else with the one after it."""
    before, after = _character(at - 1, pieces), _character(at, pieces)
    place = before.end if before else after.start if after else None
    return None if place is None else Span(place, place)


def _character(at: int, pieces: list[_Piece]) -> Span | None:
    """Where one character stands in the other text; a spelling that changed its length is taken whole."""
    index = bisect_right(pieces, at, key=lambda piece: piece.here.start) - 1
    if index < 0 or not pieces[index].here.start <= at < pieces[index].here.end:
        return None
    piece = pieces[index]
    if len(piece.here) != len(piece.there):
        return piece.there
    place = piece.there.start + at - piece.here.start
    return Span(place, place + 1)
