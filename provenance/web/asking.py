"""What many pages ask of the library first: the work, its versions, its apparatus."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from provenance import pipeline
from provenance.attribution.choosing import find_version
from provenance.model.attributions import Apparatus
from provenance.model.versions import Holding, Outline
from provenance.store.browsing import state_of
from provenance.store.library import open_library
from provenance.text.normalize import fold_name
from provenance.web.page_addresses import address
from provenance.web.visits import Visit

_Found = TypeVar("_Found")


def held(visit: Visit) -> Holding:
    """The work that the address names."""
    with open_library(visit.database) as library:
        return library.holding(visit.name("work"))


def is_traced(visit: Visit, holding: Holding) -> bool:
    """True if the work was read version by version, and its words were followed as it was."""
    with open_library(visit.database) as library:
        return library.is_traced(holding.work.id)


def apparatus_of(visit: Visit, holding: Holding, base: str | None = None, revised: str | None = None) -> Apparatus:
    """The apparatus of two versions; of a work with one version, that one with itself.

    The last ones are remembered as long as nothing in the library has changed, so that going from page to page of one
    work does not compare its texts anew each time.
    """
    work = holding.work.id
    return remembered(
        visit, (work, base, revised), lambda: _apparatus(visit.database, work, len(holding.versions), base, revised)
    )


def remembered(visit: Visit, key: tuple[str | None, ...], make: Callable[[], _Found]) -> _Found:
    """What was concluded a moment ago, if nothing in the library has changed since; else made now."""
    with open_library(visit.database) as library:
        state = state_of(library.database)
    return visit.room.remembered.get(key, state, make)


def _apparatus(database: str, work: str, versions: int, base: str | None, revised: str | None) -> Apparatus:
    return pipeline.apparatus(database, work, base, revised) if versions > 1 else pipeline.evidence(database, work)[0]


def version_called(holding: Holding, name: str) -> Outline:
    """The version of that id or label."""
    return find_version(holding.versions, name)


def short_names(apparatus: Apparatus) -> Mapping[str, str]:
    """How persons are called where room is short."""
    return apparatus.short_names


def version_address(holding: Holding, outline: Outline) -> str:
    """Where one version is read."""
    return address("works", holding.work.id, "text", version_step(holding, outline))


def version_step(holding: Holding, outline: Outline) -> str:
    """How a version is called in an address: by its label if no other has it, else by its id."""
    same = [one for one in holding.versions if fold_name(one.label) == fold_name(outline.label)]
    return outline.label if len(same) == 1 and outline.label.strip() == outline.label else outline.id


def compare_address(holding: Holding, base: Outline, revised: Outline, **asked: str | None) -> str:
    """Where two versions are compared."""
    steps = ("works", holding.work.id, "compare", version_step(holding, base), version_step(holding, revised))
    return address(*steps, **asked)
