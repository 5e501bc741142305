"""What of an apparatus is listed unless more is asked for."""

from provenance.model.attributions import Apparatus, Attribution
from provenance.model.changes import ChangeKind


def listed(apparatus: Apparatus) -> tuple[Attribution, ...]:
    """The attributions of changes of words, orthographic ones left out."""
    return tuple(a for a in apparatus.attributions if a.change.kind is not ChangeKind.ORTHOGRAPHIC)
