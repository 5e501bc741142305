"""What of an apparatus is listed unless more is asked for, and its claims by the notes that make them."""

from collections.abc import Iterable

from provenance.model.attributions import Apparatus, Attribution
from provenance.model.changes import ChangeKind
from provenance.model.testimony import Claim


def listed(apparatus: Apparatus) -> tuple[Attribution, ...]:
    """The attributions of changes of words, orthographic ones left out."""
    return tuple(a for a in apparatus.attributions if a.change.kind is not ChangeKind.ORTHOGRAPHIC)


def by_note(claims: Iterable[Claim]) -> dict[str | None, list[Claim]]:
    """The claims by the id of the note that makes them, None for those that no note makes."""
    found: dict[str | None, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.note, []).append(claim)
    return found
