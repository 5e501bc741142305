"""What is said of a change that was made on another step than the one compared, checked against that step's texts.

A true claim on the second draft would else be called contradicted wherever the third is compared with it.
"""

from collections.abc import Iterator
from dataclasses import replace

from provenance.attribution.assess import assess
from provenance.attribution.marked import MarkedStep
from provenance.attribution.placing import place_claims
from provenance.attribution.stemma import Stemma
from provenance.attribution.steps import Compare, StepAccount
from provenance.model.attributions import Assessment, Dossier, Status
from provenance.model.testimony import Claim
from provenance.model.versions import Standing, Version


def check_on_other_steps(
    dossier: Dossier, base: Version, revised: Version, found: StepAccount, compare: Compare
) -> StepAccount:
    """The account with the claims that these two texts do not bear out, and those of another step do, told as that."""
    here = {p.claim.id: p.claim for p in found.placed}
    open_ = [here[a.claim] for a in found.assessments if a.status is not Status.CONFIRMED and _is_of_words(here, a)]
    steps = list(_steps(dossier, base, revised)) if open_ else []
    confirmed: dict[str, Assessment] = {}
    for parent, child in steps:
        left = [claim for claim in open_ if claim.id not in confirmed]
        confirmed |= {one.claim: one for one in _confirmed(dossier, left, parent, child, compare)} if left else {}
    return replace(found, assessments=tuple(confirmed.get(a.claim, a) for a in found.assessments))


def _is_of_words(claims: dict[str, Claim], assessment: Assessment) -> bool:
    """True if the claim counts and speaks of certain words, which texts can bear out or not."""
    claim = claims[assessment.claim]
    return claim.is_weighed and claim.changes_text and not claim.is_general and not claim.mark


def _steps(dossier: Dossier, base: Version, revised: Version) -> Iterator[tuple[Version, Version]]:
    """The other steps that led to the revised version, of which both texts are held."""
    stemma, known = Stemma(dossier.versions), {version.id: version for version in dossier.versions}
    line = {revised.id, base.id, *stemma.ancestors(revised.id), *stemma.ancestors(base.id)}
    for child in dossier.versions:
        for parent in stemma.parents(child.id) if child.id in line else ():
            if parent in known and (parent, child.id) != (base.id, revised.id):
                pair = known[parent], child
                if all(version.standing is Standing.EXTANT for version in pair):
                    yield pair


def _confirmed(
    dossier: Dossier, claims: list[Claim], parent: Version, child: Version, compare: Compare
) -> Iterator[Assessment]:
    comparison = compare(parent, child)
    placed = place_claims(claims, dossier.notes, comparison, (parent, child), dossier.versions, compare)
    for one in assess(placed, comparison, parent, child, MarkedStep(placed, comparison, parent, child)):
        if one.status is Status.CONFIRMED:
            yield replace(one, reason=f"on the step from “{parent.label}” to “{child.label}”, {one.reason}")
