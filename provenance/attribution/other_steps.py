"""What is said of a change that was made on another step than the one compared, checked against that step's texts.

A true claim on the second draft would else be called contradicted wherever the third is compared with it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from provenance.attribution.assess import assess
from provenance.attribution.kinship import Kinship
from provenance.attribution.marked import MarkedStep
from provenance.attribution.placing import place_claims
from provenance.attribution.steps import Compare, StepAccount
from provenance.model.attributions import Assessment, Dossier, Status
from provenance.model.testimony import Claim
from provenance.model.versions import Version


def check_on_other_steps(
    dossier: Dossier, base: Version, revised: Version, found: StepAccount, compare: Compare, kinship: Kinship
) -> StepAccount:
    """The account with the claims that these two texts do not bear out, and those of another step do, told as that.

    The words of the work are traced only if there are such claims and such steps.
    """
    here = {p.claim.id: p.claim for p in found.placed}
    open_ = [here[a.claim] for a in found.assessments if a.status is not Status.CONFIRMED and _is_of_words(here, a)]
    steps = list(kinship.other_steps(base, revised)) if open_ else []
    if not steps:
        return found
    from provenance.attribution.claimed_words import ClaimedWords
    from provenance.attribution.following import words_of

    course = kinship.course
    claimed, version = ClaimedWords(course, words_of(course), open_), course.version
    confirmed: dict[str, Assessment] = {}
    for parent, child in steps:
        left = [claim for claim in claimed.on(parent, child) if claim.id not in confirmed]
        if left:
            confirmed |= {one.claim: one for one in _confirmed(dossier, left, version(parent), version(child), compare)}
    return replace(found, assessments=tuple(confirmed.get(a.claim, a) for a in found.assessments))


def _is_of_words(claims: dict[str, Claim], assessment: Assessment) -> bool:
    """True if the claim counts and speaks of certain words, which texts can bear out or not."""
    claim = claims[assessment.claim]
    return claim.is_weighed and claim.changes_text and not claim.is_general and not claim.mark


def _confirmed(
    dossier: Dossier, claims: Sequence[Claim], parent: Version, child: Version, compare: Compare
) -> Iterator[Assessment]:
    comparison = compare(parent, child)
    placed = place_claims(claims, dossier.notes, comparison, (parent, child), dossier.versions, compare)
    for one in assess(placed, comparison, parent, child, MarkedStep(placed, comparison, parent, child)):
        if one.status is Status.CONFIRMED:
            yield replace(one, reason=f"on the step from “{parent.label}” to “{child.label}”, {one.reason}")
