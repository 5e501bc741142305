"""What was entered wrongly put right: works, versions and persons edited, versions and works removed.

Each is one entry of the log, which keeps what was there before; `undoing` brings it back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, Select, and_, or_, select

from provenance.attribution.choosing import FINAL, find_version
from provenance.attribution.described_work import filled
from provenance.attribution.naming import names_in, person_among, surname
from provenance.errors import AlreadyDecided, NotFound, UnreadableInput
from provenance.model.testimony import Claim, Person
from provenance.model.versions import Outline, Standing
from provenance.store import keeping, queries, tables
from provenance.store.contents import forget_contents
from provenance.store.forgetting import forget_lineage
from provenance.store.journal import Journal
from provenance.store.library import Library
from provenance.store.removals import REMOVED, REMOVED_WORK
from provenance.store.rows import Row
from provenance.text.dates import check_date
from provenance.text.normalize import fold_name


@dataclass(frozen=True, slots=True)
class WorkEdit:
    """What a work is to be called from now on; None leaves a thing as it is."""

    title: str | None = None
    date: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class VersionEdit:
    """What a version is to be called, whose it is, of when, and what it was made from; None leaves a thing as it is."""

    label: str | None = None
    by: tuple[str, ...] | None = None
    date: str | None = None
    after: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class PersonEdit:
    """What a person is to be called, his role, or the person who he turned out to be."""

    name: str | None = None
    role: str | None = None
    same_as: str | None = None


def edit_work(library: Library, name: str, edit: WorkEdit, reason: str | None = None) -> str:
    """Give a work another title, date or source; its id."""
    work = library.find(name)
    values: Row = {}
    for field, value in (("title", edit.title), ("source", edit.source)):
        if value is not None:
            values[field] = filled(value, f"--{field}")
    if edit.date is not None:
        values["date"] = check_date(edit.date)
    _refuse_nothing(values, "--title, --date or --source")
    with library.entry(f"edited the work ({', '.join(values)})", work.id, reason) as journal:
        number = queries.work_row(journal.connection, work.id)["number"]
        journal.change(tables.works, (number,), values)
        _refuse_no_change(journal, work.id)
    return work.id


def edit_version(library: Library, name: str, version: str, edit: VersionEdit, reason: str | None = None) -> Outline:
    """Give a version another label, authors, date or parents; it keeps its id, and every note and claim its place."""
    held = library.holding(name)
    found = find_version(held.versions, version)
    if found.standing is Standing.RECONSTRUCTED:
        raise UnreadableInput(f"“{found.label}” is reconstructed from claims; edit or set aside the claims instead")
    with library.entry(f"edited version “{found.label}”", held.work.id, reason) as journal:
        values: Row = {}
        if edit.label is not None:
            values["label"] = _free_label(filled(edit.label, "--label"), found, held.versions)
        if edit.by is not None:
            everybody = library.everybody()
            authors = tuple(dict.fromkeys(person_among(one, everybody) for one in names_in(edit.by, everybody)))
            keeping.save_people(journal, authors)
            values["authors"] = [person.name for person in authors]
        if edit.date is not None:
            values["date"] = check_date(edit.date)
        if edit.after is not None:
            values["parents"] = list(dict.fromkeys(find_version(held.versions, one).id for one in edit.after))
            _refuse_circle(found, values["parents"], held.versions)
        _refuse_nothing(values, "--label, --by, --date or --after")
        journal.change(tables.versions, (held.work.id, found.id), values)
        _refuse_no_change(journal, f"“{found.label}”")
        if "parents" in values:
            forget_lineage(journal.connection, held.work.id)
    return next(one for one in library.holding(held.work.id).versions if one.id == found.id)


def edit_person(library: Library, name: str, edit: PersonEdit, reason: str | None = None) -> Person:
    """Rename a person, say his role, or that he is the same as another: all that names him is told under the new name.

    The name under which sources have him stays among his other names.
    """
    if edit == PersonEdit():
        raise UnreadableInput("say what is to be changed, with --name, --role or --same-as")
    if edit.name is not None and edit.same_as is not None:
        raise UnreadableInput("give --name or --same-as: who is the same as another person takes that one's name")
    with library.entry(f"edited the person {name}", None, reason) as journal:
        person = _existing(name, library.everybody())
        keeping.save_people(journal, [person])
        if edit.role is not None:
            person = replace(person, role=filled(edit.role, "--role"))
            _change_person(journal, person.name, {"role": person.role})
        now = person.name
        if edit.name is not None:
            now = _rename(journal, person, " ".join(edit.name.split()), library.everybody())
        if edit.same_as is not None:
            now = _merge(journal, person, _existing(edit.same_as, library.everybody()))
        _refuse_no_change(journal, person.name)
    return next(one for one in library.people() if one.name == now)


def _existing(name: str, everybody: Sequence[Person]) -> Person:
    person = person_among(name, everybody)
    if person not in everybody:
        raise NotFound(f"nobody here is called {name!r}; `provenance list --json` tells who is known")
    return person


def _rename(journal: Journal, person: Person, name: str, everybody: Sequence[Person]) -> str:
    """Tell a person under another name; that one may be an earlier name of his."""
    if not any(map(str.isalpha, name)):
        raise UnreadableInput(f"{name!r} is no name of a person; give the name as it is to be shown")
    if name == person.name:
        raise AlreadyDecided(f"{name} is called so already; nothing was changed")
    if any(one.name == name for one in everybody):
        raise UnreadableInput(f"there is a person {name} already; --same-as {name!r} makes the two one")
    if name in person.aliases and _number(journal.connection, name) is not None:
        _change_person(journal, name, {"same_as": None})
    else:
        keeping.save_people(journal, [replace(person, name=name, short=surname(name), aliases=())])
    _change_person(journal, person.name, {"same_as": name})
    return name


def _merge(journal: Journal, person: Person, other: Person) -> str:
    """Tell a person under the name of another, who is the same."""
    if other.name == person.name:
        raise UnreadableInput(f"{person.name} is that person already")
    keeping.save_people(journal, [other])
    _change_person(journal, person.name, {"same_as": other.name})
    return other.name


def _number(connection: Connection, name: str) -> int | None:
    return connection.execute(select(tables.persons.c.number).where(tables.persons.c.name == name)).scalar()


def _change_person(journal: Journal, name: str, values: Row) -> None:
    journal.change(tables.persons, (_number(journal.connection, name),), values)


def remove_version(library: Library, name: str, version: str, reason: str | None = None) -> tuple[str, str]:
    """Take a version away with what its own file said; those made from it keep their words and hang on its parents.

    The work's id and the version's label. UnreadableInput where other notes, marks or claims speak of its words, or it
    is the only one.
    """
    held = library.holding(_exact(library, name))
    found = find_version(held.versions, version)
    if version != found.id and fold_name(version) not in {fold_name(found.label), FINAL}:
        raise NotFound(f"no version is called {version!r}; if “{found.label}” is meant, give its whole name")
    if found.standing is Standing.RECONSTRUCTED:
        raise UnreadableInput(f"“{found.label}” is reconstructed from claims; set the claims aside instead")
    if sum(one.standing is Standing.EXTANT for one in held.versions) == 1:
        raise UnreadableInput(
            f"“{found.label}” is the only version on paper; `provenance remove WORK` removes the work"
        )
    with library.entry(f"{REMOVED} “{found.label}”", held.work.id, reason) as journal:
        if any(one.id in found.parents and one.standing is Standing.EXTANT for one in held.versions):
            _drop_own_testimony(journal, held.work.id, found.id)
        _refuse_stood_on(journal.connection, held.work.id, found)
        for one in held.versions:
            if found.id in one.parents:
                _hang_on(journal, one, found)
        forget_contents(journal.connection, held.work.id, [found.id])
        journal.drop(tables.versions, (held.work.id, found.id))
        _drop_witness(journal, held.work.id, found.witness)
        forget_lineage(journal.connection, held.work.id)
    return held.work.id, found.label


def remove_work(library: Library, name: str, reason: str | None = None) -> str:
    """Take a work away with all that belongs to it; its id. Its texts stay under their hashes, for the log."""
    work = _exact(library, name)
    with library.entry(REMOVED_WORK, work, reason) as journal:
        connection = journal.connection
        row = queries.work_row(connection, work)
        forget_lineage(connection, work)
        forget_contents(connection, work, [one.id for one in library.revisions(work)])
        for table in (tables.claims, tables.marks, tables.notes, tables.versions, tables.witnesses):
            journal.drop_where(table, table.c.work == work)
        sources = set(connection.execute(_sources_of(work)).scalars())
        journal.drop_where(tables.source_works, tables.source_works.c.work == work)
        for source in sources - set(connection.execute(select(tables.source_works.c.source)).scalars()):
            journal.drop_where(tables.source_people, tables.source_people.c.source == source)
            journal.drop(tables.sources, (source,))
        journal.drop(tables.works, (row["number"],))
    return work


# ---- what must hold


def _exact(library: Library, name: str) -> str:
    """The id of the work that has it, letter case apart: words of a title are not enough to take it away."""
    meant = library.find(name)
    if fold_name(meant.id) != fold_name(name):
        raise NotFound(f"no work has the id {name!r}; if “{meant.title}” is meant, give its id: {meant.id}")
    return meant.id


def _refuse_nothing(values: Row, options: str) -> None:
    if not values:
        raise UnreadableInput(f"say what is to be changed, with {options}")


def _refuse_no_change(journal: Journal, called: str) -> None:
    """AlreadyDecided if nothing was changed: no entry is made then, and an undo would take back the one before."""
    if not journal.steps:
        raise AlreadyDecided(f"{called} has just what is given already; nothing was changed")


def _free_label(label: str, found: Outline, outlines: Sequence[Outline]) -> str:
    taken = {fold_name(one.label) for one in outlines if one.id != found.id} | {FINAL}
    if fold_name(label) in taken and label != found.label:
        raise UnreadableInput(f"“{label}” is taken; choose another label")
    return label


def _refuse_circle(found: Outline, parents: Sequence[str], outlines: Sequence[Outline]) -> None:
    """UnreadableInput if a version would descend from itself."""
    by_id = {one.id: one for one in outlines}
    open_: list[tuple[str, tuple[str, ...]]] = [(parent, (found.label,)) for parent in parents]
    while open_:
        id, way = open_.pop()
        if id == found.id:
            raise UnreadableInput(f"a version cannot descend from itself: {' after '.join((*way, found.label))}")
        if id in by_id:
            open_ += [(parent, (*way, by_id[id].label)) for parent in by_id[id].parents]


def _drop_own_testimony(journal: Journal, work: str, version: str) -> None:
    """Take away the notes that a version brought, the changes that it records, and the claims that these make."""
    notes, marks, claims = tables.notes.c, tables.marks.c, tables.claims.c
    of_notes = select(notes.id).where(notes.work == work, notes.version == version)
    of_marks = select(marks.id).where(marks.work == work, marks.made_in == version)
    said = or_(claims.note.in_(of_notes), claims.mark.in_(of_marks))
    journal.drop_where(tables.claims, and_(claims.work == work, said))
    journal.drop_where(tables.notes, and_(notes.work == work, notes.version == version))
    journal.drop_where(tables.marks, and_(marks.work == work, marks.made_in == version))


def _refuse_stood_on(connection: Connection, work: str, found: Outline) -> None:
    """UnreadableInput if notes, recorded changes or claims speak of the words of a version."""
    notes, marks = tables.notes.c, tables.marks.c
    of_marks = or_(marks.version == found.id, marks.made_in == found.id)
    spoken: dict[str, Sequence[str]] = {
        "note": connection.execute(select(notes.id).where(notes.work == work, notes.version == found.id))
        .scalars()
        .all(),
        "recorded change": connection.execute(select(marks.id).where(marks.work == work, of_marks)).scalars().all(),
        "claim": [claim.id for claim in queries.claims(connection, work) if found.id in _versions_of(claim)],
    }
    for kind, ids in spoken.items():
        for first in ids[:1]:
            raise UnreadableInput(
                f"“{found.label}” cannot be removed: {kind} {first} speaks of its words; "
                f"undo that first (`provenance log {work}` tells its entry), or remove the whole work"
            )


def _versions_of(claim: Claim) -> set[str]:
    """The versions whose words a claim is about."""
    return {target.version for target in (claim.target, *claim.places) if target is not None}


def _hang_on(journal: Journal, one: Outline, gone: Outline) -> None:
    """Hang a version on the parents of the one that it was made from."""
    parents = [new for parent in one.parents for new in (gone.parents if parent == gone.id else (parent,))]
    journal.change(tables.versions, (one.work, one.id), {"parents": list(dict.fromkeys(parents))})


def _drop_witness(journal: Journal, work: str, witness: str | None) -> None:
    columns = tables.versions.c
    others = select(columns.id).where(columns.work == work, columns.witness == witness)
    if witness is not None and journal.connection.execute(others).first() is None:
        journal.drop(tables.witnesses, (work, witness))


def _sources_of(work: str) -> Select[tuple[int]]:
    """The question after the files that a work was met in."""
    links = tables.source_works.c
    return select(links.source).where(links.work == work)
