"""Two versions of a work in, their critical apparatus out: every change with who made it, and what is not known.

A change is attributed on the step where it was made (`steps`). Where other versions lie between the two, each of its
words is followed to its step first (`composing`).
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from provenance.attribution.assess import are_strangers
from provenance.attribution.caveats import hidden_caveat, read_caveats, strangers_caveat
from provenance.attribution.kinship import Kinship
from provenance.attribution.other_steps import check_on_other_steps
from provenance.attribution.steps import Compare, StepAccount, attribute_step, hold_claims, once
from provenance.model.attributions import Apparatus, Attribution, Dossier
from provenance.model.testimony import Person
from provenance.model.versions import Version

if TYPE_CHECKING:
    from provenance.attribution.course import Course


def attribute(
    dossier: Dossier, base: Version, revised: Version, compare: Compare, course: "Course | None" = None
) -> Apparatus:
    """Every change from `base` to `revised` with who made it, on what basis, how sure, and what is not known.

    `compare` is the engine that finds the changes. `course` is the course of the work where its words were traced
    before; without it they are traced here, if there are versions between the two.
    """
    kinship = Kinship(dossier, course)
    if kinship.goes_back(base, revised):
        from provenance.attribution.backwards import turn_round

        return turn_round(attribute(dossier, revised, base, compare, course))
    compare = once(compare)
    if kinship.is_step(base, revised):
        found = attribute_step(dossier, base, revised, compare, kinship.record(base, revised))
    else:
        found = _compose(dossier, base, revised, compare, kinship.course)
    found = check_on_other_steps(dossier, base, revised, found, compare, kinship)
    return make_apparatus(dossier, base, revised, found, kinship.hidden)


def make_apparatus(dossier: Dossier, base: Version, revised: Version, found: StepAccount, hidden: int = 0) -> Apparatus:
    """The apparatus of two versions, their changes being attributed; so many versions of the work are `hidden`."""
    caveats = (*read_caveats(dossier, base, revised, found), *hidden_caveat(hidden))
    if are_strangers(found.comparison, base, revised):
        caveats = (strangers_caveat(base, revised), *caveats)
    return Apparatus(
        work=dossier.work,
        witnesses=dossier.witnesses,
        versions=dossier.versions,
        base=base,
        revised=revised,
        notes=dossier.notes,
        claims=dossier.claims,
        assessments=found.assessments,
        comparison=found.comparison,
        attributions=found.attributions,
        people=_people(dossier, found.attributions),
        caveats=caveats,
    )


def _compose(dossier: Dossier, base: Version, revised: Version, compare: Compare, course: "Course") -> StepAccount:
    from provenance.attribution.composing import Composing

    held = hold_claims(dossier, base, revised, compare)
    attributions = Composing(dossier, course, base, revised, held.comparison, compare).attribute()
    return replace(held, attributions=tuple(attributions))


def _people(dossier: Dossier, attributions: Sequence[Attribution]) -> tuple[Person, ...]:
    """Everybody who is named on the work: by a claim, as an author, or for a change."""
    named = {
        *(name for claim in dossier.claims for name in claim.persons),
        *(name for version in dossier.versions for name in version.authors),
        *(name for note in dossier.notes for _, name in note.mentions),
        *(name for a in attributions for name in (*a.revisers, *a.candidates)),
    }
    known = tuple(person for person in dossier.people if person.name in named)
    return (*known, *(Person(name, name) for name in sorted(named - {person.name for person in known})))
