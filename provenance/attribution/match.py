"""Which claims speak of a change: the words claimed and the words changed stand in the same place.

A claim explains a change only if the act fits too: that somebody inserted words explains why they are new,
not why others are gone. A substitution is explained by a claim that speaks of both, or by its halves; a transposition
also by two claims of the same persons, that they took the words out there and put them in here.
"""

from collections.abc import Sequence

from provenance.attribution.placing import Placed
from provenance.model.changes import Change, ChangeKind
from provenance.model.spans import Span
from provenance.model.testimony import Act
from provenance.text.nearby import Nearby

_PUTS_IN = frozenset({Act.INSERT, Act.REPLACE, Act.REVISE, Act.DRAFT})
_TAKES_OUT = frozenset({Act.DELETE, Act.REPLACE, Act.REVISE})
_ANYTHING = frozenset({Act.REPLACE, Act.REVISE})


class Speaking:
    """Claims by the places of their words in both texts, so that a change is held against those near it alone."""

    def __init__(self, claims: Sequence[Placed]) -> None:
        speaking = list(enumerate(claim for claim in claims if _may_explain(claim)))
        self._old = Nearby((placed.base.span, (n, placed)) for n, placed in speaking if placed.base)
        self._new = Nearby((placed.revised.span, (n, placed)) for n, placed in speaking if placed.revised)

    def near(self, change: Change) -> list[Placed]:
        """The claims whose words touch those of the change, or the place where they stood."""
        new = [edit.revised for edit in change.edits] + ([change.after.span] if change.after else [])
        old = [edit.base for edit in change.edits] + ([change.before.span] if change.before else [])
        found = {**dict(self._new.touching(*new)), **dict(self._old.touching(*old))}
        return [found[number] for number in sorted(found)]


def match(change: Change, claims: Sequence[Placed]) -> tuple[Placed, ...]:
    """The claims whose words hold the change, the narrowest first; general statements are not among them."""
    speaking = [placed for placed in claims if _may_explain(placed)]
    found = [placed for placed in speaking if _explains(placed, change)]
    if not found and change.kind is ChangeKind.TRANSPOSITION:
        found = _both_ends(change, speaking)
    return tuple(sorted(found, key=lambda placed: placed.size))


def _may_explain(placed: Placed) -> bool:
    return placed.claim.is_weighed and placed.claim.changes_text and (placed.base or placed.revised) is not None


def _explains(placed: Placed, change: Change) -> bool:
    """True if the act fits the kind of change and the claim's words hold its words."""
    act = placed.claim.act
    if change.kind is ChangeKind.TRANSPOSITION:
        return act in {Act.MOVE, Act.REVISE} and (_holds_new(placed, change) or _holds_old(placed, change))
    if change.kind is ChangeKind.ORTHOGRAPHIC and _is_its_blank(placed, change):
        return True
    if change.kind in {ChangeKind.ORTHOGRAPHIC, ChangeKind.SUBSTITUTION}:
        return act in _ANYTHING and (_holds_new(placed, change) or _holds_old(placed, change))
    if change.after is not None:
        return (act in _PUTS_IN and _holds_new(placed, change)) or (act in _ANYTHING and _holds_old(placed, change))
    return (act in _TAKES_OUT and _holds_old(placed, change)) or (act in _ANYTHING and _holds_point(placed, change))


def _is_its_blank(placed: Placed, change: Change) -> bool:
    """True if the source records that somebody put in or took out this very white space, such as a paragraph's end."""
    claim = placed.claim
    target, reading = (placed.revised, change.after) if claim.act is Act.INSERT else (placed.base, change.before)
    if target is None or reading is None or not claim.mark or claim.quote.strip() or reading.text.strip():
        return False
    return claim.act in {Act.INSERT, Act.DELETE} and reading.span.overlaps(target.span)


def _both_ends(change: Change, claims: Sequence[Placed]) -> list[Placed]:
    """The claims that the words were put in here and taken out there, if the same persons are said to have done both.

    Formats that know no moves record them so.
    """
    here = [p for p in claims if p.claim.act is Act.INSERT and _holds_new(p, change)]
    there = [p for p in claims if p.claim.act is Act.DELETE and _holds_old(p, change)]
    parties = {(frozenset(p.claim.revisers), frozenset(p.claim.candidates)) for p in (*here, *there)}
    return [*here, *there] if here and there and len(parties) == 1 else []


def _holds_new(placed: Placed, change: Change) -> bool:
    return bool(placed.revised and change.after and placed.revised.span.contains(change.after.span))


def _holds_old(placed: Placed, change: Change) -> bool:
    return bool(placed.base and change.before and placed.base.span.contains(change.before.span))


def _holds_point(placed: Placed, change: Change) -> bool:
    """True if words were taken out strictly inside the words of the claim."""
    point: Span = change.edits[0].revised
    return bool(placed.revised and placed.revised.span.start < point.start < placed.revised.span.end)
