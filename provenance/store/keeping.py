"""What sources give, written into the tables: works, witnesses, versions, notes, marks, claims and persons.

Everything here works on a connection in which a transaction is open. Things that are there already are compared, and
refused if they say something else now.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from graphlib import CycleError, TopologicalSorter

from sqlalchemy import Connection, Table, and_, delete, func, insert, select, update

from provenance.errors import StoreTrouble
from provenance.model.receipts import Received, ReceivedWork
from provenance.model.testimony import Claim, Mark, Note, Person
from provenance.model.versions import Standing, Version, Witness
from provenance.store import queries, rows, tables, testimony_rows, text_rows
from provenance.store.word_index import save_passages


class Fate(StrEnum):
    """What became of a work that was received: it was new, it got further versions, it was there already."""

    NEW = "new"
    EXTENDED = "extended"
    PRESENT = "present"


def add(connection: Connection, table: Table, new: Sequence[rows.Row]) -> None:
    """Put rows into a table, if there are any."""
    if new:
        connection.execute(insert(table), new)


def touch(connection: Connection, work: str) -> None:
    """Note that something was added to a work or withdrawn, so that earlier conclusions are out of date."""
    columns = tables.works.c
    connection.execute(update(tables.works).where(columns.id == work).values(state=columns.state + 1))


def is_kept_whole(connection: Connection, received: Received) -> bool:
    """Whether this very file was received before with all these works; one document of a volume is not the volume."""
    links, sources = tables.source_works.c, tables.sources.c
    query = select(links.work).join(tables.sources, links.source == sources.number)
    kept = set(connection.execute(query.where(sources.sha256 == received.sha256)).scalars())
    return bool(kept) and kept.issuperset(one.work.id for one in received.works)


def save_source(connection: Connection, received: Received) -> None:
    """Keep that a file was received, which works it holds and who is named in it; it may be received in parts."""
    columns = tables.sources.c
    number = connection.execute(select(columns.number).where(columns.sha256 == received.sha256)).scalar()
    if number is None:
        row = {**rows.flat(received, tables.sources), "warnings": list(received.warnings)}
        number = connection.execute(insert(tables.sources).values(row).returning(columns.number)).scalar_one()
    _link(connection, tables.source_works, "work", number, [one.work.id for one in received.works])
    _link(connection, tables.source_people, "person", number, [person.name for person in received.people])


def _link(connection: Connection, table: Table, column: str, source: int, names: Sequence[str]) -> None:
    """Put names after those that a source is linked to already."""
    linked = list(connection.execute(select(table.c[column]).where(table.c.source == source)).scalars())
    new = [name for name in names if name not in set(linked)]
    add(connection, table, [{"source": source, "ordinal": n, column: name} for n, name in enumerate(new, len(linked))])


# ---- works and versions


def save_work(connection: Connection, received: ReceivedWork, file: str) -> Fate:
    """Keep a work with all that belongs to it; tell what became of it. StoreTrouble if it has other words now."""
    work = received.work
    known = connection.execute(select(tables.works.c.number).where(tables.works.c.id == work.id)).first()
    if known is None:
        connection.execute(insert(tables.works), {**rows.flat(work, tables.works), "state": 0})
    versions = _not_yet_kept(connection, work.id, received.versions, file)
    if known is not None and not versions:
        return Fate.PRESENT
    if known is not None and len(versions) == len(received.versions):
        raise StoreTrouble(f"the work {work.id} is in the library already, and none of its versions is in {file}")
    save_witnesses(connection, work.id, received.witnesses)
    save_versions(connection, work.id, versions)
    save_notes(connection, work.id, received.notes)
    save_marks(connection, work.id, received.marks)
    return Fate.NEW if known is None else Fate.EXTENDED


def _not_yet_kept(connection: Connection, work: str, versions: Sequence[Version], file: str) -> list[Version]:
    """Those versions that are not in the library; StoreTrouble if one of the others has other words there."""
    columns = tables.versions.c
    query = select(columns.id, columns.sha256).where(columns.work == work)
    kept = {row.id: row.sha256 for row in connection.execute(query)}
    for version in versions:
        if kept.get(version.id, version.sha256) != version.sha256:
            raise StoreTrouble(
                f"{file} has other words for the version {version.label!r} of {work} than the library; "
                "nothing was changed"
            )
    return [version for version in versions if version.id not in kept]


def save_further_version(connection: Connection, version: Version) -> None:
    """Keep one more version, before the final one unless it was made from it."""
    if not _not_yet_kept(connection, version.work, [version], "this text"):
        return
    columns = tables.versions.c
    of_work = columns.work == version.work
    final = connection.execute(select(columns.id).where(of_work).order_by(columns.position.desc()).limit(1)).scalar()
    save_versions(connection, version.work, [version])
    if final is not None and final not in version.parents:
        last = _next_position(connection, tables.versions, version.work)
        connection.execute(update(tables.versions).where(of_work, columns.id == final).values(position=last))


def save_versions(connection: Connection, work: str, versions: Sequence[Version]) -> None:
    """Keep versions after those that are there; StoreTrouble if they descend from themselves."""
    _refuse_cycles(versions)
    first = _next_position(connection, tables.versions, work)
    add(
        connection,
        tables.versions,
        [{**rows.flat(version, tables.versions), "position": first + n} for n, version in enumerate(versions)],
    )
    for table, row_list in (
        (
            tables.version_parents,
            [r for v in versions for r in rows.listed(text_rows.version_key(v), "parent", v.parents)],
        ),
        (
            tables.version_authors,
            [r for v in versions for r in rows.listed(text_rows.version_key(v), "author", v.authors)],
        ),
        (tables.blocks, [row for version in versions for row in text_rows.block_rows(version)]),
        (tables.milestones, [row for version in versions for row in text_rows.milestone_rows(version)]),
    ):
        add(connection, table, row_list)
    save_passages(connection, versions)


def replace_reconstructions(connection: Connection, work: str, versions: Sequence[Version]) -> None:
    """Put newly reconstructed versions in the place of the earlier ones, and what was concluded from those away.

    `versions` are all of the work in their order; the extant ones are there already, and only their parents may differ.
    """
    _forget_reconstructions(connection, work)
    first = _next_position(connection, tables.versions, work)
    columns = tables.versions.c
    extant = [version for version in versions if version.standing is Standing.EXTANT]
    save_versions(connection, work, [version for version in versions if version.standing is Standing.RECONSTRUCTED])
    for n, version in enumerate(versions):
        place = and_(columns.work == work, columns.id == version.id)
        connection.execute(update(tables.versions).where(place).values(position=first + len(versions) + n))
    parents = tables.version_parents
    connection.execute(delete(parents).where(parents.c.work == work, parents.c.version.in_([v.id for v in extant])))
    add(connection, parents, [r for v in extant for r in rows.listed(text_rows.version_key(v), "parent", v.parents)])


def _forget_reconstructions(connection: Connection, work: str) -> None:
    columns, parents = tables.versions.c, tables.version_parents
    connection.execute(delete(tables.comparisons).where(tables.comparisons.c.work == work))
    made = and_(columns.work == work, columns.standing == Standing.RECONSTRUCTED.value)
    ids = list(connection.execute(select(columns.id).where(made)).scalars())
    connection.execute(delete(parents).where(parents.c.work == work, parents.c.parent.in_(ids)))
    for table in (parents, tables.version_authors, tables.blocks, tables.milestones, tables.version_passages):
        connection.execute(delete(table).where(table.c.work == work, table.c.version.in_(ids)))
    connection.execute(delete(tables.versions).where(made))


def _refuse_cycles(versions: Iterable[Version]) -> None:
    try:
        TopologicalSorter({version.id: version.parents for version in versions}).prepare()
    except CycleError as error:
        raise StoreTrouble(f"versions cannot descend from themselves: {' → '.join(error.args[1])}") from error


def _next_position(connection: Connection, table: Table, work: str) -> int:
    last = connection.execute(select(func.max(table.c.position)).where(table.c.work == work)).scalar()
    return 0 if last is None else int(last) + 1


def _known(connection: Connection, table: Table, work: str) -> set[str]:
    """The ids of what `table` holds of a work."""
    return set(connection.execute(select(table.c.id).where(table.c.work == work)).scalars())


def _placed(connection: Connection, table: Table, work: str, new: Sequence[rows.Row]) -> list[rows.Row]:
    """Rows with their positions after what the work has already."""
    first = _next_position(connection, table, work) if new else 0
    return [{**row, "position": first + n} for n, row in enumerate(new)]


def save_witnesses(connection: Connection, work: str, witnesses: Sequence[Witness]) -> None:
    """Keep the witnesses that are not there yet."""
    known = _known(connection, tables.witnesses, work)
    new = [rows.flat(witness, tables.witnesses) for witness in witnesses if witness.id not in known]
    add(connection, tables.witnesses, _placed(connection, tables.witnesses, work, new))


# ---- testimony


def save_notes(connection: Connection, work: str, notes: Sequence[Note]) -> None:
    """Keep the notes that are not there yet."""
    known = _known(connection, tables.notes, work)
    new = [testimony_rows.note_row(note) for note in notes if note.id not in known]
    add(connection, tables.notes, _placed(connection, tables.notes, work, new))


def save_marks(connection: Connection, work: str, marks: Sequence[Mark]) -> None:
    """Keep the recorded changes that are not there yet."""
    known = _known(connection, tables.marks, work)
    new = [mark for mark in marks if mark.id not in known]
    add(
        connection,
        tables.marks,
        _placed(connection, tables.marks, work, [testimony_rows.mark_row(mark) for mark in new]),
    )
    names = [row for m in new for row in rows.listed({"work": work, "mark": m.id}, "name", m.revisers)]
    add(connection, tables.mark_revisers, names)


def save_claims(connection: Connection, claims: Sequence[Claim]) -> None:
    """Keep claims; one that is there already with other words is refused."""
    for work in dict.fromkeys(claim.work for claim in claims):
        queries.work(connection, work)
        kept = {claim.id: claim for claim in queries.claims(connection, work)}
        given = [claim for claim in claims if claim.work == work]
        for claim in given:
            if kept.get(claim.id, claim) != claim:
                raise StoreTrouble(f"claim {claim.id} on {work} says something else in the library; withdraw it first")
        _save_new_claims(connection, work, [claim for claim in given if claim.id not in kept])


def _save_new_claims(connection: Connection, work: str, new: Sequence[Claim]) -> None:
    add(
        connection,
        tables.claims,
        _placed(connection, tables.claims, work, [testimony_rows.claim_row(claim) for claim in new]),
    )
    names = [row for c in new for row in rows.listed({"work": work, "claim": c.id}, "name", c.revisers)]
    add(connection, tables.claim_revisers, names)
    add(connection, tables.claim_places, [row for claim in new for row in testimony_rows.place_rows(claim)])


# ---- persons


def save_people(connection: Connection, people: Sequence[Person]) -> None:
    """Keep persons; of those who are there already, further names and a role not yet known."""
    if not people:
        return
    kept = {person.name: person for person in queries.people(connection)}
    for person in dict.fromkeys(people):
        known = kept.get(person.name)
        if known is None:
            connection.execute(insert(tables.persons), rows.flat(person, tables.persons))
        elif known.role is None and person.role is not None:
            named = tables.persons.c.name == person.name
            connection.execute(update(tables.persons).where(named).values(role=person.role))
        aliases = known.aliases if known else ()
        new = [alias for alias in person.aliases if known is None or alias not in aliases]
        key = {"person": person.name}
        add(
            connection,
            tables.person_aliases,
            [{**key, "ordinal": len(aliases) + n, "alias": alias} for n, alias in enumerate(new)],
        )
        kept[person.name] = person
