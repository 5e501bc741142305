"""How the versions of a work descend from one another, asked alike of all works.

Where the words of a work were traced before, its course tells; of other works what each version records does, and their
words are traced only when somebody asks for it.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from provenance.attribution.stemma import Stemma
from provenance.attribution.weigh import Record, record_of
from provenance.model.attributions import Dossier
from provenance.model.versions import Standing, Version

if TYPE_CHECKING:
    from provenance.attribution.course import Course


class Kinship:
    """A work's versions as kin; `traced` is the work's course, if its words were traced before."""

    def __init__(self, dossier: Dossier, traced: "Course | None") -> None:
        self._dossier, self._traced = dossier, traced
        self._kin = traced or Stemma(dossier.versions)

    @cached_property
    def course(self) -> "Course":
        """The course of the work, its words traced now if they were not before."""
        from provenance.attribution.course import course_of_versions

        return self._traced or course_of_versions(self._dossier.versions)

    @property
    def hidden(self) -> int:
        """How many versions nobody can see."""
        return self._traced.hidden() if self._traced else 0

    def goes_back(self, base: Version, revised: Version) -> bool:
        """True if the base was made from the version that it is compared with."""
        return base.id != revised.id and revised.id in self._kin.ancestors(base.id)

    def is_step(self, base: Version, revised: Version) -> bool:
        """True if the two are compared as one step: nothing lies between them, or nothing is known of their kinship."""
        if isinstance(self._kin, Stemma):
            kin = self._kin
            return base.id == revised.id or kin.is_step(base, revised) or kin.are_unrelated(base.id, revised.id)
        parents = self._kin.parents(revised.id)
        return len(parents) < 2 and base.id in (revised.id, *parents)

    def record(self, base: Version, revised: Version) -> Record | None:
        """What the revised version records of its making, if it was made from this base."""
        if self._traced:
            return self._traced.record(revised.id)
        both_extant = base.standing is revised.standing is Standing.EXTANT
        return record_of(revised) if both_extant and self._kin.parents(revised.id) == (base.id,) else None

    def other_steps(self, base: Version, revised: Version) -> Iterator[tuple[str, str]]:
        """The other steps that led to the two, of which both texts are held: parent and child, in their order."""
        versions = list(self._traced.records) if self._traced else [version.id for version in self._dossier.versions]
        unseen = {version.id for version in self._dossier.versions if version.standing is not Standing.EXTANT}
        held = {
            one for one in versions if one not in unseen and not (self._traced and self._traced.lineage.is_gap(one))
        }
        line = {base.id, revised.id, *self._kin.ancestors(base.id), *self._kin.ancestors(revised.id)}
        for child in filter(held.intersection(line).__contains__, versions):
            yield from (
                (parent, child)
                for parent in self._kin.parents(child)
                if parent in held and (parent, child) != (base.id, revised.id)
            )
