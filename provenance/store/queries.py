"""What the tables hold, read back as the nouns that were put in.

The functions take a connection, so that an apparatus is put together in one transaction: one query a table, whatever
the number of versions, claims or changes.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, Table, and_, func, select

from provenance.errors import NotFound
from provenance.model.receipts import Received, ReceivedWork
from provenance.model.testimony import Claim, Mark, Note, Person
from provenance.model.versions import Outline, Standing, Version, Witness, Work
from provenance.store import tables, testimony_rows, text_rows


def fetch(connection: Connection, query: Select[Any]) -> Sequence[RowMapping]:
    """The rows of a query as mappings."""
    return connection.execute(query).mappings().all()


def of_work(connection: Connection, table: Table, work: str, order: str = "position") -> Sequence[RowMapping]:
    """The rows of `table` that belong to a work, in order."""
    return fetch(connection, select(table).where(table.c.work == work).order_by(table.c[order]))


def gathered(found: Sequence[RowMapping], key: str) -> dict[Any, list[RowMapping]]:
    """Rows laid together by the column `key`, each pile in the order found."""
    piles: dict[Any, list[RowMapping]] = defaultdict(list)
    for row in found:
        piles[row[key]].append(row)
    return piles


def lists(
    connection: Connection, table: Table, key: str, condition: ColumnElement[bool]
) -> dict[Any, list[RowMapping]]:
    """The rows of a table of lists, gathered by what they belong to, in order."""
    return gathered(fetch(connection, select(table).where(condition).order_by(table.c[key], table.c.ordinal)), key)


def works(connection: Connection) -> tuple[Work, ...]:
    """Every work, by the file in which it was first met, then by its place there."""
    first = (
        select(tables.source_works.c.work, func.min(tables.source_works.c.source).label("source"))
        .group_by(tables.source_works.c.work)
        .subquery()
    )
    columns = tables.works.c
    query = (
        select(tables.works)
        .outerjoin(first, first.c.work == columns.id)
        .order_by(first.c.source.is_(None), first.c.source, columns.order, columns.number)
    )
    return tuple(text_rows.work_from(row) for row in fetch(connection, query))


def work(connection: Connection, id: str) -> Work:
    """The work called `id`; NotFound if there is none."""
    row = connection.execute(select(tables.works).where(tables.works.c.id == id)).mappings().first()
    if row is None:
        raise NotFound(f"no work is called {id!r}; `provenance list` shows what there is")
    return text_rows.work_from(row)


def witnesses(connection: Connection, work: str) -> tuple[Witness, ...]:
    """The witnesses of a work."""
    return tuple(text_rows.witness_from(row) for row in of_work(connection, tables.witnesses, work))


def versions(connection: Connection, work: str, id: str | None = None) -> tuple[Version, ...]:
    """The versions of a work, or the one of them called `id`, with their lists."""
    query = select(tables.versions).where(tables.versions.c.work == work).order_by(tables.versions.c.position)
    found = fetch(connection, query if id is None else query.where(tables.versions.c.id == id))

    def of_versions(table: Table) -> dict[Any, list[RowMapping]]:
        inside = table.c.work == work
        return lists(connection, table, "version", inside if id is None else and_(inside, table.c.version == id))

    blocks, milestones = of_versions(tables.blocks), of_versions(tables.milestones)
    authors, parents = of_versions(tables.version_authors), of_versions(tables.version_parents)
    return tuple(
        text_rows.version_from(
            row,
            [text_rows.block_from(block) for block in blocks.get(row["id"], ())],
            [text_rows.milestone_from(milestone) for milestone in milestones.get(row["id"], ())],
            [author["author"] for author in authors.get(row["id"], ())],
            [parent["parent"] for parent in parents.get(row["id"], ())],
        )
        for row in found
    )


def outlines(connection: Connection) -> dict[str, tuple[Outline, ...]]:
    """The versions of every work in their order, without the texts."""
    columns = tables.versions.c
    flat = [column for column in columns if column.name not in {"text", "position", "comment"}]
    found = fetch(connection, select(*flat).order_by(columns.work, columns.position))

    def of_versions(table: Table, column: str) -> dict[tuple[str, str], list[str]]:
        named: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in fetch(connection, select(table).order_by(table.c.ordinal)):
            named[row["work"], row["version"]].append(row[column])
        return named

    authors, parents = of_versions(tables.version_authors, "author"), of_versions(tables.version_parents, "parent")
    made: dict[str, list[Outline]] = defaultdict(list)
    for row in found:
        key = (row["work"], row["id"])
        lists_of = {"authors": tuple(authors.get(key, ())), "parents": tuple(parents.get(key, ()))}
        made[row["work"]].append(Outline(**{**row, "standing": Standing(row["standing"]), **lists_of}))
    return {work: tuple(found) for work, found in made.items()}


def version(connection: Connection, work_id: str, name: str) -> Version:
    """The version of that id or label, or the last one for `final`; NotFound if there is none or there are several."""
    work(connection, work_id)
    columns = tables.versions.c
    query = select(columns.id, columns.label).where(columns.work == work_id).order_by(columns.position)
    names = [(row.id, row.label) for row in connection.execute(query)]
    fitting = [id for id, _ in names if id == name] or [id for id, label in names if label == name]
    if not fitting and name == "final":
        fitting = [id for id, _ in names[-1:]]
    if len(fitting) != 1:
        known = ", ".join(dict.fromkeys(label for _, label in names[:20]))
        several = f"{len(fitting)} versions of {work_id} are called {name!r}; use an id: {', '.join(fitting[:20])}"
        raise NotFound(several if fitting else f"{work_id} has no version {name!r}; there is: {known or 'none'}")
    return versions(connection, work_id, fitting[0])[0]


def notes(connection: Connection, work: str) -> tuple[Note, ...]:
    """The notes on a work."""
    return tuple(testimony_rows.note_from(row) for row in of_work(connection, tables.notes, work))


def marks(connection: Connection, work: str) -> tuple[Mark, ...]:
    """The recorded changes of a work."""
    names = lists(connection, tables.mark_revisers, "mark", tables.mark_revisers.c.work == work)
    return tuple(
        testimony_rows.mark_from(row, [name["name"] for name in names.get(row["id"], ())])
        for row in of_work(connection, tables.marks, work)
    )


def standing_claims(connection: Connection, work: str) -> tuple[Claim, ...]:
    """The claims on a work that nobody has withdrawn."""
    return claims(connection, work, tables.claims.c.withdrawn_at.is_(None))


def claims(connection: Connection, work: str, *conditions: ColumnElement[bool]) -> tuple[Claim, ...]:
    """The claims on a work that meet the conditions, with the names and places in them."""
    query = select(tables.claims).where(tables.claims.c.work == work, *conditions)
    names = lists(connection, tables.claim_revisers, "claim", tables.claim_revisers.c.work == work)
    places = lists(connection, tables.claim_places, "claim", tables.claim_places.c.work == work)
    return tuple(
        testimony_rows.claim_from(row, [name["name"] for name in names.get(row["id"], ())], places.get(row["id"], ()))
        for row in fetch(connection, query.order_by(tables.claims.c.position))
    )


def people(connection: Connection) -> tuple[Person, ...]:
    """Everybody, in the order in which they were met."""
    return _people_from(connection, fetch(connection, select(tables.persons).order_by(tables.persons.c.number)))


def people_of(connection: Connection, table: Table, column: str, number: int) -> tuple[Person, ...]:
    """The persons listed for one source or one comparison."""
    query = (
        select(tables.persons)
        .join(table, table.c.person == tables.persons.c.name)
        .where(table.c[column] == number)
        .order_by(table.c.ordinal)
    )
    return _people_from(connection, fetch(connection, query))


def _people_from(connection: Connection, found: Sequence[RowMapping]) -> tuple[Person, ...]:
    names = [row["name"] for row in found]
    some = tables.person_aliases.c.person.in_(names) if len(names) < 500 else tables.person_aliases.c.ordinal >= 0
    aliases = lists(connection, tables.person_aliases, "person", some)
    return tuple(
        text_rows.person_from(row, [alias["alias"] for alias in aliases.get(row["name"], ())]) for row in found
    )


def received(connection: Connection, sha256: str) -> Received | None:
    """What was read from a file, or None."""
    source = connection.execute(select(tables.sources).where(tables.sources.c.sha256 == sha256)).mappings().first()
    if source is None:
        return None
    links = tables.source_works.c
    names = connection.execute(
        select(links.work).where(links.source == source["number"]).order_by(links.ordinal)
    ).scalars()
    return Received(
        name=source["name"],
        sha256=sha256,
        works=tuple(_received_work(connection, name) for name in names.all()),
        people=people_of(connection, tables.source_people, "source", source["number"]),
        warnings=tuple(source["warnings"]),
    )


def _received_work(connection: Connection, name: str) -> ReceivedWork:
    return ReceivedWork(
        work(connection, name),
        witnesses(connection, name),
        versions(connection, name),
        notes(connection, name),
        marks(connection, name),
    )
