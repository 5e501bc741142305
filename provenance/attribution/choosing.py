"""Which work and which versions are meant: by id, by label, as `final`, or the two that a reader wants compared."""

from collections.abc import Callable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from provenance.errors import NotFound, UnreadableInput
from provenance.model.versions import Outline, Standing, Version, Work
from provenance.text.normalize import fold_name
from provenance.text.short_ids import with_short_ids

if TYPE_CHECKING:
    from provenance.attribution.weigh import Record

FINAL = "final"


def find_work(works: Sequence[Work], outlines: Mapping[str, Sequence[Outline]], name: str | None) -> Work:
    """The work called `name` (its id, or words of its title); without a name, the one work that has revisions.

    `outlines` are the versions by the ids of the works. NotFound says which works there are.
    """
    if name is None:
        fits = [work for work in works if len(outlines.get(work.id, ())) > 1] or list(works)
        missing = "the database holds no works; `provenance ingest FILE` stores one"
        several = "say which work is meant"
    else:
        wanted = fold_name(name)
        fits = (
            [work for work in works if work.id == name]
            or [work for work in works if wanted in fold_name(work.title)]
            or [work for work in works if fold_name(work.id) == wanted]
            or [work for work in works if work.id.startswith(name)]
        )
        missing = f"there is no work {name!r}; `provenance list` shows those there are"
        several = f"{name!r} fits several works"
    if len(fits) == 1:
        return fits[0]
    if not fits:
        raise NotFound(missing)
    raise NotFound(f"{several}: {', '.join(work.id for work in fits[:8])}{' …' if len(fits) > 8 else ''}")


def in_order(outlines: Sequence[Outline]) -> tuple[Outline, ...]:
    """The versions with parents before children, otherwise as they are; the last one is the final one.

    Among versions that nothing else was made from, the one that was made from others comes last.
    """
    by_id = {outline.id: outline for outline in outlines}
    graph = {outline.id: [p for p in outline.parents if p in by_id] for outline in outlines}
    order = parents_first({outline.id: outline.parents for outline in outlines})
    used = {parent for parents in graph.values() for parent in parents}
    leaves = [name for name in order if name not in used and graph[name]]
    last = leaves[-1:]
    return tuple(by_id[name] for name in [*(name for name in order if name not in last), *last])


def parents_first(graph: Mapping[str, Sequence[str]]) -> list[str]:
    """The names in their order, each preceded by those of its parents that have not come yet.

    `graph` gives the parents of each name; parents that are no names in it are passed over.
    """
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        raise UnreadableInput(f"the versions {', '.join(error.args[1])} are each other's parents") from error
    order: dict[str, None] = {}
    for name in graph:
        waiting = [name]
        while waiting:
            missing = [parent for parent in reversed(graph[waiting[-1]]) if parent in graph and parent not in order]
            if missing:
                waiting += missing
            else:
                order.setdefault(waiting.pop())
    return list(order)


def find_version(outlines: Sequence[Outline], name: str) -> Outline:
    """The version called `name` (id, label, or `final`), letter case apart; NotFound lists those there are."""
    ordered = in_order(outlines)
    wanted = fold_name(name)
    for fits in (
        [o for o in ordered if o.id == name],
        [o for o in ordered if fold_name(o.label) == wanted],
        list(ordered[-1:]) if wanted == FINAL else [],
        [o for o in ordered if o.id.startswith(name) or fold_name(o.label).startswith(wanted)],
    ):
        if len(fits) == 1:
            return fits[0]
        if fits:
            raise NotFound(f"{name!r} fits several versions: {_listed(fits)}")
    raise NotFound(f"there is no version {name!r}; there are {_listed(ordered)}")


def find_record(records: Sequence["Record"], wanted: str | None, hidden: Callable[[str], bool]) -> "Record":
    """The version called so, by its id, its label or the start of either; the last that can be seen if none is named.

    NotFound if there is none, if several are, or if its words are hidden.
    """
    seen = [one for one in records if not hidden(one.version)]
    if not seen:
        raise NotFound("the work has no version whose words can be seen")
    if wanted is None:
        return seen[-1]
    folded = fold_name(wanted)
    for fits in (
        [one for one in records if wanted in (one.version, one.label)],
        [one for one in records if fold_name(one.label) == folded],
        seen[-1:] if folded == FINAL else [],
        [one for one in records if one.version.startswith(wanted) or fold_name(one.label).startswith(folded)],
    ):
        if len(fits) == 1 and hidden(fits[0].version):
            raise NotFound(
                f"the words of revision {fits[0].version} are hidden, nobody can say what stood there; name another"
            )
        if len(fits) == 1:
            return fits[0]
        if fits:
            break
    labels = [one.label for one in fits or records]
    listed = labels if len(labels) <= 8 else [*labels[:4], "…", *labels[-3:]]
    state = "several versions are called" if fits else "no version is called"
    raise NotFound(f"{state} {wanted!r}; there are {', '.join(with_short_ids(label) for label in listed)}")


def refuse_hidden(hidden: Sequence[str], *names: str | None) -> None:
    """NotFound if a version is named of which it is only known that it was made."""
    for name in names:
        if name in hidden:
            raise NotFound(f"the words of revision {name} are hidden, nobody can say what stood there; name another")


def choose_pair(outlines: Sequence[Outline], base: str | None, revised: str | None) -> tuple[Outline, Outline]:
    """The two versions to compare: as named, else the earliest on paper (or reconstructed) and the final one."""
    if len(outlines) < 2:
        only = f" ({outlines[0].label})" if outlines else ""
        raise NotFound(f"there is only one version{only}, nothing to compare; `provenance add` stores another")
    chosen = find_version(outlines, revised) if revised else in_order(outlines)[-1]
    return (find_version(outlines, base) if base else _origin(outlines, chosen)), chosen


def returned_copies(outlines: Sequence[Outline | Version]) -> tuple[str, ...]:
    """The ids of the last versions where they are several and were all made from the same one; else nothing."""
    if len(outlines) < 3:
        return ()
    from provenance.attribution.stemma import Stemma

    stemma = Stemma(outlines)
    leaves = stemma.leaves()
    parents = {stemma.parents(leaf) for leaf in leaves}
    return leaves if len(leaves) > 1 and len(parents) == 1 and len(parents.pop()) == 1 else ()


def choose_versions(versions: Sequence[Version], base: str | None, revised: str | None) -> tuple[Version, Version]:
    """The same two with their texts; where there is one version only, that one with itself."""
    if len(versions) == 1 and {base, revised} <= {None, versions[0].id}:
        return versions[0], versions[0]
    by_id = {version.id: version for version in versions}
    first, last = choose_pair([version.outline for version in versions], base, revised)
    return by_id[first.id], by_id[last.id]


def _origin(outlines: Sequence[Outline], revised: Outline) -> Outline:
    """Where the making of `revised` began: an ancestor on paper, else any draft on paper, else a reconstruction."""
    ancestors = [o for o in ancestors_of(outlines, revised) if not o.parents]
    others = [o for o in outlines if o.id != revised.id and not o.parents]
    for found in (ancestors, others):
        extant = [o for o in found if o.standing is Standing.EXTANT]
        if extant:
            return extant[-1]
    return (ancestors or others or [o for o in outlines if o.id != revised.id])[-1]


def ancestors_of(outlines: Sequence[Outline], outline: Outline) -> list[Outline]:
    """The versions that one goes back to, in their order."""
    by_id = {o.id: o for o in outlines}
    found, open_ = set[str](), list(outline.parents)
    while open_:
        name = open_.pop()
        if name in by_id and name not in found:
            found.add(name)
            open_ += by_id[name].parents
    return [o for o in outlines if o.id in found]


def _listed(outlines: Sequence[Outline]) -> str:
    names = [outline.label for outline in outlines]
    if len(set(names)) < len(names):
        names = [outline.id for outline in outlines]
    return ", ".join(names if len(names) <= 8 else [*names[:4], "…", *names[-3:]])
