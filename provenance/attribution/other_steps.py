"""What is said of a change that was made on another step than the one compared, checked against that step's texts.

A true claim on the second draft would else be called contradicted wherever the third is compared with it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from provenance.attribution.assess import assess
from provenance.attribution.marked import MarkedStep
from provenance.attribution.placing import place_claims
from provenance.attribution.stemma import Stemma
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
    course: "Course | None",
    followed: Callable[[], "Course"],
) -> StepAccount:
    """The account with the claims that these two texts do not bear out, and those of another step do, told as that.

    `course` is that of a work whose words were traced before; `followed` gives it for any work, and is asked only if
    there are such claims and such steps.
    """
    here = {p.claim.id: p.claim for p in found.placed}
    open_ = [here[a.claim] for a in found.assessments if a.status is not Status.CONFIRMED and _is_of_words(here, a)]
    steps = list(_steps(dossier, base, revised, course)) if open_ else []
    if not steps:
        return found
    from provenance.attribution.claimed_words import ClaimedWords
    from provenance.attribution.following import words_of

    claimed, version = ClaimedWords(followed(), words_of(followed()), open_), followed().version
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


def _steps(dossier: Dossier, base: Version, revised: Version, course: "Course | None") -> Iterator[tuple[str, str]]:
    """The other steps that led to the two versions, of which both texts are held: parent and child, in their order."""
    kin = course or Stemma(dossier.versions)
    versions = list(course.records) if course else [version.id for version in dossier.versions]
    unseen = {version.id for version in dossier.versions if version.standing is not Standing.EXTANT}
    held = {one for one in versions if one not in unseen and not (course and course.lineage.is_gap(one))}
    line = {base.id, revised.id, *kin.ancestors(base.id), *kin.ancestors(revised.id)}
    for child in filter(held.intersection(line).__contains__, versions):
        yield from (
            (parent, child)
            for parent in kin.parents(child)
            if parent in held and (parent, child) != (base.id, revised.id)
        )


def _confirmed(
    dossier: Dossier, claims: Sequence[Claim], parent: Version, child: Version, compare: Compare
) -> Iterator[Assessment]:
    comparison = compare(parent, child)
    placed = place_claims(claims, dossier.notes, comparison, (parent, child), dossier.versions, compare)
    for one in assess(placed, comparison, parent, child, MarkedStep(placed, comparison, parent, child)):
        if one.status is Status.CONFIRMED:
            yield replace(one, reason=f"on the step from “{parent.label}” to “{child.label}”, {one.reason}")
