"""In whose hand words stand, where the source tells of more than the changes: a letter begun by one, ended by another.

A hand is no proof of authorship, and words written down before the first version that we have were changed by nobody:
such testimony is told beside a sentence and never as a change.
"""

from collections.abc import Iterator

from provenance.diff.carry import carry_back
from provenance.model.attributions import Apparatus
from provenance.model.spans import Span
from provenance.model.testimony import Act, Claim


def hands_caveats(apparatus: Apparatus, place: Span) -> Iterator[str]:
    """Whose hand the source sees in the words at a place of the revised text, where nothing there was changed."""
    written = [claim for claim in apparatus.claims if claim.act is Act.DRAFT and claim.mark and claim.target]
    if not written:
        return
    base, revised = apparatus.base, apparatus.revised
    before = carry_back(place, apparatus.comparison, base.text, revised.text) if base.id != revised.id else place
    for claim in written:
        if before is not None and _is_of(claim, base.id, before):
            names = " and ".join(claim.revisers)
            yield f"The source says that “{claim.quote}” is in the hand of {names}."


def _is_of(claim: Claim, version: str, place: Span) -> bool:
    return claim.target is not None and claim.target.version == version and claim.target.span.overlaps(place)
