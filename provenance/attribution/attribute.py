"""Two versions of a work in, their critical apparatus out: every change with who made it, and what is not known.

A change is attributed on the step where it was made (`steps`). Where other versions lie between the two, each of its
words is followed to its step first (`composing`).
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from provenance.attribution.assess import are_strangers
from provenance.attribution.caveats import hidden_caveat, read_caveats, strangers_caveat
from provenance.attribution.other_steps import check_on_other_steps
from provenance.attribution.stemma import Stemma
from provenance.attribution.steps import Compare, StepAccount, attribute_step, hold_claims, once
from provenance.attribution.weigh import Record, record_of
from provenance.model.attributions import Apparatus, Attribution, Dossier
from provenance.model.testimony import Person
from provenance.model.versions import Standing, Version

if TYPE_CHECKING:
    from provenance.attribution.course import Course


def attribute(
    dossier: Dossier, base: Version, revised: Version, compare: Compare, course: "Course | None" = None
) -> Apparatus:
    """Every change from `base` to `revised` with who made it, on what basis, how sure, and what is not known.

    `compare` is the engine that finds the changes. `course` is the course of the work where its words were traced
    before; without it they are traced here, if there are versions between the two.
    """
    if base.id != revised.id and _goes_back(dossier, base, revised, course):
        from provenance.attribution.backwards import turn_round

        return turn_round(attribute(dossier, revised, base, compare, course))
    compare = once(compare)
    followed = cache(lambda: course or _course_of(dossier))
    if course is not None:
        is_step, record = base.id in (revised.id, *course.parents(revised.id)), course.record(revised.id)
        is_step = is_step and len(course.parents(revised.id)) < 2
    else:
        stemma = Stemma(dossier.versions)
        is_step, record = _is_step(stemma, base, revised), _record(stemma, base, revised)
    if is_step:
        found = attribute_step(dossier, base, revised, compare, record)
    else:
        found = _compose(dossier, base, revised, compare, followed())
    found = check_on_other_steps(dossier, base, revised, found, compare, course, followed)
    return make_apparatus(dossier, base, revised, found, course.hidden() if course else 0)


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


def _goes_back(dossier: Dossier, base: Version, revised: Version, course: "Course | None") -> bool:
    """True if the base was made from the version that it is compared with."""
    before = course.ancestors(base.id) if course is not None else Stemma(dossier.versions).ancestors(base.id)
    return revised.id in before


def _is_step(stemma: Stemma, base: Version, revised: Version) -> bool:
    """True if the two are compared as one step: nothing lies between them, or nothing is known of how they are kin."""
    return base.id == revised.id or stemma.is_step(base, revised) or stemma.are_unrelated(base.id, revised.id)


def _record(stemma: Stemma, base: Version, revised: Version) -> Record | None:
    """What the revised version records of its making, if it was made from this base."""
    both_extant = base.standing is revised.standing is Standing.EXTANT
    return record_of(revised) if both_extant and stemma.parents(revised.id) == (base.id,) else None


def _course_of(dossier: Dossier) -> "Course":
    from provenance.attribution.course import course_of_versions

    return course_of_versions(dossier.versions)


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
