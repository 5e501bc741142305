"""The texts that a question needs: of a work with many versions only those, with the course of its words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.attribution.choosing import choose_pair, refuse_hidden, returned_copies
from provenance.model.attributions import Dossier
from provenance.model.versions import Holding, Version
from provenance.store.library import Library

if TYPE_CHECKING:
    from provenance.attribution.course import Course


@dataclass(frozen=True, slots=True)
class AskedTexts:
    """Two versions that are to be compared, with all that is held on their work; `course` if its words were traced."""

    dossier: Dossier
    base: Version
    revised: Version
    course: "Course | None" = None


def asked_texts(library: Library, work: str | None, base: str | None, revised: str | None) -> Iterator[AskedTexts]:
    """The two versions that are meant; where the last ones are copies of one base and none is chosen, all of them.

    Of a work with one version, that one with itself.
    """
    held = library.holding(work)
    if len(held.versions) == 1 and {base, revised} <= {None, held.versions[0].id}:
        dossier = library.dossier(held.work.id)
        yield AskedTexts(dossier, dossier.versions[0], dossier.versions[0])
        return
    refuse_hidden(library.hidden(held.work.id), base, revised)
    for copy in (returned_copies(held.versions) if revised is None else ()) or (revised,):
        yield _with_texts(library, held, *(one.id for one in choose_pair(held.versions, base, copy)))


def _with_texts(library: Library, held: Holding, base: str, revised: str) -> AskedTexts:
    work = held.work.id
    if library.is_traced(work):
        from provenance.attribution.course import course_of_history

        homes = [claim.target.version for claim in library.claims(work) if claim.target]
        dossier = library.dossier(work, {base, revised, *homes})
        texts_of, revisions = library.each_version(work), library.revisions(work)
        course = course_of_history(library.lineage(work), revisions, texts_of, held.versions)
    else:
        dossier, course = library.dossier(work), None
    texts = {version.id: version for version in dossier.versions}
    return AskedTexts(dossier, texts[base], texts[revised], course)


def whole_course(library: Library, work: str | None) -> "tuple[Dossier, Course]":
    """All that is held on a work and the course of its words; of one with many versions no texts, if none are needed.

    They are needed where claims speak of the work.
    """
    from provenance.attribution.course import course_of_history, course_of_versions

    held = library.holding(work)
    id = held.work.id
    if not library.is_traced(id):
        dossier = library.dossier(id)
        return dossier, course_of_versions(dossier.versions)
    dossier = library.dossier(id, None if library.claims(id) else ())
    texts = {version.id: version for version in dossier.versions}
    return dossier, course_of_history(library.lineage(id), library.revisions(id), texts.__getitem__, held.versions)
