"""What of an apparatus is listed unless more is asked for; its claims by their notes, and how each stands."""

from collections.abc import Iterable

from provenance.model.attributions import Apparatus, Attribution
from provenance.model.changes import ChangeKind
from provenance.model.testimony import Claim


def listed(apparatus: Apparatus) -> tuple[Attribution, ...]:
    """The attributions of changes of words, orthographic ones left out."""
    return tuple(a for a in apparatus.attributions if a.change.kind is not ChangeKind.ORTHOGRAPHIC)


def small_differences(apparatus: Apparatus) -> str | None:
    """That two texts differ, and in no word; None if they do, or are the same."""
    if not apparatus.attributions or listed(apparatus):
        return None
    return "the files differ in quotation marks, dashes, spaces, breaks or how letters are composed alone"


class Standings:
    """The texts of an apparatus by the ids of its versions, and how each claim stands against them, by its id."""

    def __init__(self, apparatus: Apparatus) -> None:
        self.texts = {version.id: version.text for version in apparatus.versions}
        self.of = {assessment.claim: assessment for assessment in apparatus.assessments}


def by_note(claims: Iterable[Claim]) -> dict[str | None, list[Claim]]:
    """The claims by the id of the note that makes them, None for those that no note makes."""
    found: dict[str | None, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.note, []).append(claim)
    return found
