"""In whose hand words stand, where the source tells of more than the changes: a letter begun by one, ended by another.

A hand is no proof of authorship, and words written down before the first version that we have were changed by nobody:
such testimony is told beside a sentence and never as a change.
"""

from collections.abc import Iterator

from provenance.diff.carry import carry_back
from provenance.model.attributions import Apparatus
from provenance.model.spans import Span
from provenance.model.testimony import Act
from provenance.text.nearby import Nearby


class Hands:
    """Whose hand the source sees in the words of the base."""

    def __init__(self, apparatus: Apparatus) -> None:
        self._apparatus = apparatus
        base = apparatus.base.id
        self._written = [
            (claim.target.span, claim)
            for claim in apparatus.claims
            if claim.act is Act.DRAFT and claim.mark and claim.target and claim.target.version == base
        ]
        self._near = Nearby(self._written)

    def caveats(self, place: Span) -> Iterator[str]:
        """Whose hand is seen in the words at a place of the revised text, where nothing there was changed."""
        if not self._written:
            return
        base, revised = self._apparatus.base, self._apparatus.revised
        if base.id != revised.id:
            carried = carry_back(place, self._apparatus.comparison, base.text, revised.text)
            if carried is None:
                return
            place = carried
        for claim in self._near.touching(place):
            if claim.target is not None and claim.target.span.overlaps(place):
                names = " and ".join(claim.revisers)
                yield f"The source says that “{claim.quote}” is in the hand of {names}."
