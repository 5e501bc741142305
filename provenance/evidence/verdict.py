"""Whether a note is evidence that somebody revised the text it stands under."""

from collections.abc import Sequence

from provenance.model.testimony import Act, Claim, Reading


def is_revision_evidence(claims: Sequence[Claim]) -> bool:
    """True if the note says that somebody, named or not, changed words of this text or wrote a stated part of it.

    Underlining, comments and approvals are no revision; nor is having drafted the whole, or what was only
    suggested, or what was done to another paper.
    """
    return any(tells_change(claim) and claim.reading is Reading.SURE for claim in claims)


def tells_change(claim: Claim) -> bool:
    """True if the claim, be it sure or only possible, is of changed words of this text or of the writing of a part."""
    if not (claim.actual and claim.changes_text):
        return False
    return not claim.drafts_whole and (claim.act is not Act.DRAFT or claim.target is not None or bool(claim.revisers))
