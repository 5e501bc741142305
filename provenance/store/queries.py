"""What the tables hold, read back as the nouns that were put in.

The functions take a connection, so that a dossier is read in one transaction: one query a table, however many versions,
notes or claims there are. Persons who were renamed, or found to be the same as others, are told under their name of
today.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, Table, func, select, true

from provenance.attribution.naming import with_others
from provenance.errors import NotFound
from provenance.model.histories import Revision
from provenance.model.receipts import Received, ReceivedWork
from provenance.model.testimony import Claim, Mark, Note, Person
from provenance.model.versions import Outline, Version, Witness, Work
from provenance.store import tables, testimony_rows, text_rows
from provenance.store.batches import in_batches
from provenance.store.packed_texts import Texts
from provenance.store.rows import Names
from provenance.text.short_ids import short_ids


def fetch(connection: Connection, query: Select[Any]) -> Sequence[RowMapping]:
    """The rows of a query as mappings."""
    return connection.execute(query).mappings().all()


def of_work(connection: Connection, table: Table, work: str) -> Sequence[RowMapping]:
    """The rows of `table` that belong to a work, in order."""
    return fetch(connection, select(table).where(table.c.work == work).order_by(table.c.position))


# ---- works and versions


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


def work_row(connection: Connection, id: str) -> RowMapping:
    """The row of the work called `id`; NotFound if there is none."""
    row = connection.execute(select(tables.works).where(tables.works.c.id == id)).mappings().first()
    if row is None:
        raise NotFound(f"no work is called {id!r}; `provenance list` shows what there is")
    return row


def work(connection: Connection, id: str) -> Work:
    """The work called `id`; NotFound if there is none."""
    return text_rows.work_from(work_row(connection, id))


def witnesses(connection: Connection, work: str) -> tuple[Witness, ...]:
    """The witnesses of a work."""
    return tuple(text_rows.witness_from(row) for row in of_work(connection, tables.witnesses, work))


@dataclass(frozen=True, slots=True)
class AtHand:
    """What is read once for whoever asks for one version of a work after another.

    `labels` are those of the versions, by their ids; `texts` the ones read last, against which the next may be kept.
    """

    labels: Mapping[str, str]
    names: Names
    texts: dict[int, str] = field(default_factory=dict)


def at_hand(connection: Connection, work: str) -> AtHand:
    """What the versions of a work, and persons, are called now."""
    return AtHand(_labels_of(connection, work), names_now(connection))


def versions(
    connection: Connection, work: str, only: Collection[str] | None = None, held: AtHand | None = None
) -> tuple[Version, ...]:
    """The versions of a work whose words are known, or those of them whose ids are `only`.

    Whoever asks for one after another gives what is `held`, which else is asked each time of all of the work.
    """
    columns = tables.versions.c
    query = select(tables.versions).where(columns.work == work, columns.text.is_not(None)).order_by(columns.position)
    held = held or at_hand(connection, work)
    rows = [row for some in _chosen(only) for row in fetch(connection, query.where(some))]
    rows.sort(key=lambda row: row["position"])
    texts = Texts(connection, at_hand=held.texts).read_all([row["text"] for row in rows])
    return tuple(
        text_rows.version_from(row, text, held.labels[row["id"]], held.names)
        for row, text in zip(rows, texts, strict=True)
    )


def _chosen(only: Collection[str] | None) -> Iterator[ColumnElement[bool]]:
    """The conditions that a version is one of `only`, some at a time; that it is any, without them."""
    if only is None:
        yield true()
        return
    yield from (tables.versions.c.id.in_(some) for some in in_batches(list(only)))


def each_text(connection: Connection, work: str) -> Iterator[tuple[str, str, str]]:
    """Id, label and text of every version one after another, so that no more than a few texts are held."""
    columns = tables.versions.c
    flat = select(columns.id, columns.label, columns.text).where(columns.work == work, columns.text.is_not(None))
    rows = fetch(connection, flat.order_by(columns.position))
    labels = _labels(rows)
    for row, text in zip(rows, Texts(connection).read_all([row["text"] for row in rows]), strict=True):
        yield row["id"], labels[row["id"]], text


def outlines(connection: Connection, work: str | None = None) -> dict[str, tuple[Outline, ...]]:
    """The versions of every work, or of one, without the texts; those whose words nobody knows are left out."""
    columns = tables.versions.c
    flat = [column for column in columns if column.name not in {"blocks", "milestones", "gaps"}]
    query = select(*flat).order_by(columns.work, columns.position)
    rows = fetch(connection, query if work is None else query.where(columns.work == work))
    names = names_now(connection)
    made: dict[str, list[RowMapping]] = {}
    for row in rows:
        made.setdefault(row["work"], []).append(row)
    return {work: tuple(_outlines(rows, names)) for work, rows in made.items()}


def _outlines(rows: Sequence[RowMapping], names: Names) -> Iterator[Outline]:
    labels = _labels(rows)
    return (text_rows.outline_from(row, labels[row["id"]], names) for row in rows if row["text"] is not None)


def _labels_of(connection: Connection, work: str) -> dict[str, str]:
    columns = tables.versions.c
    query = select(columns.id, columns.label).where(columns.work == work).order_by(columns.position)
    return _labels(fetch(connection, query))


def _labels(rows: Sequence[RowMapping]) -> dict[str, str]:
    labels = {row["id"]: row["label"] for row in rows}
    return text_rows.called(labels, short_ids(labels))


def revisions(connection: Connection, work: str) -> tuple[Revision, ...]:
    """What is recorded of every version of a work, without its text; those whose words nobody knows too."""
    names = names_now(connection)
    return tuple(
        Revision(row["id"], None, tuple(row["parents"]), names.of(row["authors"]), row["date"], row["comment"])
        for row in of_work(connection, tables.versions, work)
    )


# ---- testimony


def notes(connection: Connection, work: str) -> tuple[Note, ...]:
    """The notes on a work."""
    names = names_now(connection)
    return tuple(testimony_rows.note_from(row, names) for row in of_work(connection, tables.notes, work))


def marks(connection: Connection, work: str) -> tuple[Mark, ...]:
    """The recorded changes of a work."""
    names = names_now(connection)
    return tuple(testimony_rows.mark_from(row, names) for row in of_work(connection, tables.marks, work))


def claims(connection: Connection, work: str) -> tuple[Claim, ...]:
    """The claims on a work, those that were set aside too."""
    names = names_now(connection)
    return tuple(testimony_rows.claim_from(row, names) for row in of_work(connection, tables.claims, work))


# ---- persons


def names_now(connection: Connection) -> Names:
    """What persons are called now."""
    columns = tables.persons.c
    query = select(columns.name, columns.same_as).where(columns.same_as.is_not(None))
    merged: dict[str, str] = {row.name: row.same_as for row in connection.execute(query)}
    return Names({name: _last(name, merged) for name in merged})


def _last(name: str, merged: dict[str, str]) -> str:
    """The name at the end of those that lead to each other; ValueError if they have no end."""
    for _ in range(len(merged) + 1):
        if name not in merged:
            return name
        name = merged[name]
    raise ValueError(f"the persons who are told as {name} lead back to themselves")


def people(connection: Connection) -> tuple[Person, ...]:
    """Everybody, in the order in which they were met; who is the same as another is an alias of that one."""
    return _people_from(connection, fetch(connection, select(tables.persons).order_by(tables.persons.c.number)))


def everybody(connection: Connection) -> tuple[Person, ...]:
    """The same, and those whom only versions or claims name."""
    return with_others(people(connection), names_now(connection).of(names_stored(connection)))


def names_stored(connection: Connection) -> dict[str, None]:
    """The names in versions, marks and claims as they were stored, each once."""
    named: dict[str, None] = {}
    listing = (
        (tables.versions, "authors"),
        (tables.marks, "revisers"),
        (tables.claims, "revisers"),
        (tables.claims, "candidates"),
    )
    for table, name in listing:
        for listed in connection.execute(select(table.c[name]).order_by(table.c.work, table.c.position)).scalars():
            named.update(dict.fromkeys(listed or ()))
    return named


def _people_of_source(connection: Connection, number: int) -> tuple[Person, ...]:
    """The persons whom a source names."""
    links = tables.source_people.c
    query = select(tables.persons).join(tables.source_people, links.person == tables.persons.c.name)
    return _people_from(connection, fetch(connection, query.where(links.source == number).order_by(links.ordinal)))


def _people_from(connection: Connection, found: Sequence[RowMapping]) -> tuple[Person, ...]:
    names = names_now(connection)
    also: dict[str, list[str]] = {}
    for row in found:
        if row["same_as"]:
            also.setdefault(names.one(row["name"]), []).extend((row["name"], *row["aliases"]))
    return tuple(
        text_rows.person_from(row, tuple(dict.fromkeys((*row["aliases"], *also.get(row["name"], ())))))
        for row in found
        if not row["same_as"]
    )


# ---- files


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
        people=_people_of_source(connection, source["number"]),
        warnings=tuple(source["warnings"]),
    )


def was_read(connection: Connection, sha256: str) -> bool:
    """Whether a work or a version was read from a file with that hash, or has a text with it."""
    return any(
        connection.execute(select(table.c.sha256).where(table.c.sha256 == sha256).limit(1)).first()
        for table in (tables.sources, tables.witnesses, tables.texts)
    )


def places_of_histories(connection: Connection) -> tuple[str, ...]:
    """The files and folders from which histories were read."""
    columns = tables.works.c
    return tuple(connection.execute(select(columns.read_from).where(columns.read_from.is_not(None))).scalars())


def _received_work(connection: Connection, name: str) -> ReceivedWork:
    return ReceivedWork(
        work(connection, name),
        witnesses(connection, name),
        versions(connection, name),
        notes(connection, name),
        marks(connection, name),
    )


def warnings(connection: Connection, work: str) -> tuple[tuple[str, str], ...]:
    """What was odd in the files that a work came from, or not read of them: the name of a file, and a sentence.

    A sentence that begins with the name of another work of the file, and a colon, speaks of that one alone.
    """
    links, sources = tables.source_works.c, tables.sources.c
    query = select(sources.number, sources.name, sources.warnings).join(
        tables.source_works, links.source == sources.number
    )
    told: dict[tuple[str, str], None] = {}
    for number, name, warnings in connection.execute(query.where(links.work == work).order_by(sources.number)).all():
        if warnings:
            beside = connection.execute(select(links.work).where(links.source == number, links.work != work)).scalars()
            others = frozenset(beside)
            told.update(((name, each), None) for each in warnings if each.partition(": ")[0] not in others)
    return tuple(told)


def originals(connection: Connection, work: str) -> tuple[tuple[str, bytes], ...]:
    """The Word files that a work came from, the last one first: their names and bytes."""
    sources, links, kept = tables.sources, tables.source_works, tables.originals
    query = (
        select(sources.c.name, kept.c.data)
        .join(links, links.c.source == sources.c.number)
        .join(kept, kept.c.sha256 == sources.c.sha256)
        .where(links.c.work == work)
        .order_by(sources.c.number.desc())
    )
    return tuple((str(row.name), bytes(row.data)) for row in connection.execute(query))
