"""What is said of a change that was made on another step than the one compared, checked against that step's texts.

A true claim on the second draft would else be called contradicted wherever the third is compared with it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from provenance.attribution.assess import assess
from provenance.attribution.marked import MarkedStep
from provenance.attribution.placing import place_claims
from provenance.attribution.steps import Compare, StepAccount
from provenance.model.attributions import Assessment, Dossier, Status
from provenance.model.testimony import Claim
from provenance.model.versions import Standing, Version

if TYPE_CHECKING:
    from provenance.attribution.course import Course


def check_on_other_steps(
    dossier: Dossier,
    base: Version,
    revised: Version,
    found: StepAccount,
    compare: Compare,
    course: Callable[[], "Course"],
) -> StepAccount:
    """The account with the claims that these two texts do not bear out, and those of another step do, told as that.

    `course` gives the versions of the work with the lineage of their words; it is asked only if there are such claims.
    """
    here = {p.claim.id: p.claim for p in found.placed}
    open_ = [here[a.claim] for a in found.assessments if a.status is not Status.CONFIRMED and _is_of_words(here, a)]
    if len(dossier.versions) < 3 or not open_:
        return found
    from provenance.attribution.claimed_words import ClaimedWords

    followed = course()
    claimed = ClaimedWords(followed, open_)
    confirmed: dict[str, Assessment] = {}
    for parent, child in _steps(followed, base, revised):
        left = [claim for claim in claimed.on(parent, child) if claim.id not in confirmed]
        if left:
            pair = followed.version(parent), followed.version(child)
            confirmed |= {one.claim: one for one in _confirmed(dossier, left, *pair, compare)}
    return replace(found, assessments=tuple(confirmed.get(a.claim, a) for a in found.assessments))


def _is_of_words(claims: dict[str, Claim], assessment: Assessment) -> bool:
    """True if the claim counts and speaks of certain words, which texts can bear out or not."""
    claim = claims[assessment.claim]
    return claim.is_weighed and claim.changes_text and not claim.is_general and not claim.mark


def _steps(course: "Course", base: Version, revised: Version) -> Iterator[tuple[str, str]]:
    """The other steps that led to the two versions, parent and child, in the order of the versions."""
    line = course.ancestors(base.id) | course.ancestors(revised.id)
    for child in course.records:
        for parent in course.parents(child) if child in line else ():
            if (parent, child) != (base.id, revised.id) and not any(map(course.lineage.is_gap, (parent, child))):
                yield parent, child


def _confirmed(
    dossier: Dossier, claims: Sequence[Claim], parent: Version, child: Version, compare: Compare
) -> Iterator[Assessment]:
    if Standing.RECONSTRUCTED in (parent.standing, child.standing):
        return
    comparison = compare(parent, child)
    placed = place_claims(claims, dossier.notes, comparison, (parent, child), dossier.versions, compare)
    for one in assess(placed, comparison, parent, child, MarkedStep(placed, comparison, parent, child)):
        if one.status is Status.CONFIRMED:
            yield replace(one, reason=f"on the step from “{parent.label}” to “{child.label}”, {one.reason}")
