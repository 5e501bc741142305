"""One page of a catalogue of works: those that fit what is asked, in the order wanted, without reading the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select

from provenance.model.testimony import Reading
from provenance.model.versions import Standing, Work
from provenance.store import queries, tables, text_rows
from provenance.store.database import Database
from provenance.store.dialects import Dialect, dialect_of
from provenance.store.word_index import works_with


class Order(StrEnum):
    """How the works of a catalogue may follow each other."""

    RECEIVED = "received"
    TITLE = "title"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which works: with these words in a version or the title, this person, version standing or source, or in doubt."""

    words: str | None = None
    person: str | None = None
    standing: Standing | None = None
    source: str | None = None
    doubtful: bool = False
    order: Order = Order.RECEIVED


@dataclass(frozen=True, slots=True)
class Entry:
    """A work in a catalogue, how many versions it has, and how many of them are reconstructed."""

    work: Work
    versions: int
    reconstructed: int


@dataclass(frozen=True, slots=True)
class CataloguePage:
    """So many works fit (`total`); these are those from number `first` (from 0) on."""

    entries: tuple[Entry, ...]
    first: int
    total: int


def browse(database: Database, wanted: Wanted, first: int, size: int) -> CataloguePage:
    """Up to `size` of the works that fit, beginning with number `first`."""
    columns = tables.works.c
    order: dict[Order, list[ColumnElement[Any]]] = {
        Order.RECEIVED: [columns.number],
        Order.TITLE: [func.lower(columns.title), columns.number],
        Order.DATE: [columns.date.is_(None), columns.date, columns.number],
    }
    with database.read() as connection:
        conditions = list(_conditions(connection, wanted))
        query = select(tables.works).where(*conditions).order_by(*order[wanted.order]).limit(size).offset(first)
        total = connection.execute(select(func.count()).select_from(tables.works).where(*conditions)).scalar_one()
        works = [text_rows.work_from(row) for row in queries.fetch(connection, query)]
        held = tables.versions.c
        made = func.count().filter(held.standing == Standing.RECONSTRUCTED.value)
        counted = select(held.work, func.count(), made).where(held.work.in_([work.id for work in works]))
        counts = {name: (number, lost) for name, number, lost in connection.execute(counted.group_by(held.work))}
    return CataloguePage(tuple(Entry(work, *counts.get(work.id, (0, 0))) for work in works), first, total)


def state_of(database: Database) -> int:
    """A number that goes up with every change of the library: what was concluded under the same one still holds."""
    with database.read() as connection:
        return int(connection.execute(select(func.max(tables.entries.c.number))).scalar() or 0)


def doubtful(database: Database, work: str | None = None) -> tuple[tuple[str, str], ...]:
    """The readings that are only possible and that nobody has set aside: the ids of work and claim, in their order."""
    columns = tables.claims.c
    query = (
        select(columns.work, columns.id)
        .join(tables.works, tables.works.c.id == columns.work)
        .where(columns.reading == Reading.POSSIBLE.value, columns.set_aside.is_(None))
        .order_by(tables.works.c.number, columns.position)
    )
    with database.read() as connection:
        found = connection.execute(query if work is None else query.where(columns.work == work))
        return tuple((of, claim) for of, claim in found)


def _conditions(connection: Connection, wanted: Wanted) -> Sequence[ColumnElement[bool]]:
    work, dialect = tables.works.c.id, dialect_of(connection)
    found: list[ColumnElement[bool]] = []
    if wanted.words:
        holding = works_with(connection, wanted.words)
        found.append(or_(work.in_(holding), _holds(dialect, tables.works.c.title, wanted.words)))
    if wanted.person:
        named = [
            select(table.c.work).where(_holds(dialect, column, wanted.person))
            for table, column in (
                (tables.versions, tables.versions.c.authors),
                (tables.claims, tables.claims.c.revisers),
                (tables.claims, tables.claims.c.candidates),
            )
        ]
        found.append(or_(*(work.in_(query) for query in named)))
    if wanted.standing:
        held = tables.versions.c
        found.append(exists().where(and_(held.work == work, held.standing == wanted.standing.value)))
    if wanted.doubtful:
        claims = tables.claims.c
        open_ = and_(claims.reading == Reading.POSSIBLE.value, claims.set_aside.is_(None))
        found.append(work.in_(select(claims.work).where(open_)))
    if wanted.source:
        links = tables.source_works.c
        files = select(tables.sources.c.number).where(_holds(dialect, tables.sources.c.name, wanted.source))
        found.append(
            or_(
                _holds(dialect, tables.works.c.source, wanted.source),
                work.in_(select(links.work).where(links.source.in_(files))),
            )
        )
    return found


def _holds(dialect: Dialect, column: ColumnElement[Any], words: str) -> ColumnElement[bool]:
    """Whether a column has the words somewhere, capitals or not."""
    return dialect.as_text(column).icontains(words, autoescape=True)
