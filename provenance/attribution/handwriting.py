"""In whose hand words stand, where the source tells of more than the changes: a letter begun by one, ended by another.

A hand is no proof of authorship, and words written down before the first version that we have were changed by nobody:
such testimony is told beside a sentence and never as a change.
"""

from collections.abc import Iterator

from provenance.diff.carry import Carrier, carry_back
from provenance.model.attributions import Apparatus
from provenance.model.spans import Span
from provenance.model.testimony import Act
from provenance.text.nearby import Nearby


class Hands:
    """Whose hand the source sees in the words of the base."""

    def __init__(self, apparatus: Apparatus) -> None:
        base, revised = apparatus.base, apparatus.revised
        self._written = [
            (claim.target.span, claim)
            for claim in apparatus.claims
            if claim.act is Act.DRAFT and claim.mark and claim.target and claim.target.version == base.id
        ]
        self._near = Nearby(self._written)
        self._back: Carrier | None = None
        if self._written and base.id != revised.id:
            self._back = carry_back(apparatus.comparison, base.text, revised.text)

    def caveats(self, place: Span) -> Iterator[str]:
        """Whose hand is seen in the words at a place of the revised text, where nothing there was changed."""
        carried = self._back(place) if self._back else place
        if carried is not None:
            yield from self._caveats(carried)

    def _caveats(self, place: Span) -> Iterator[str]:
        """The same for a place of the base."""
        for claim in self._near.touching(place):
            if claim.target is not None and claim.target.span.overlaps(place):
                names = " and ".join(claim.revisers)
                yield f"The source says that “{claim.quote}” is in the hand of {names}."
