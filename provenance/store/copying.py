"""A library moved to another database, of either kind: every row as it is, so that its log goes on as one chain.

All tables are made and all rows put down in one transaction, and read back before it ends; what was read and what
stands there now must have the same hashes, table by table, or nothing is kept. What can be made anew (the
index of words) is made anew.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, func, insert, select

from provenance.errors import BrokenPromise, StoreTrouble
from provenance.store import tables
from provenance.store.database import filled_at_once, open_database
from provenance.store.dialects import dialect_of
from provenance.store.journal import canonical
from provenance.store.trouble import explained

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied: how many rows of each table, their one hash, and the hash of the log's last entry.

    `source` and `target` are the two places as they may be shown.
    """

    source: str
    target: str
    rows: dict[str, int]
    sha256: str
    last_entry: str | None


def copy(source: str, target: str) -> Copied:
    """The library at `source` copied to `target`, which must hold none; both are paths or SQLAlchemy URLs."""
    origin = open_database(source)
    try:
        with origin.read() as reading, filled_at_once(target) as (made, writing):
            _refuse_what_is_there(writing, made.location)
            ordered = tables.metadata.sorted_tables
            digests = [_copy_table(reading, origin.location, writing, table) for table in ordered]
            return Copied(
                origin.location,
                made.location,
                {table.name: _count(writing, table) for table in tables.metadata.sorted_tables},
                sha256("".join(digests).encode()).hexdigest(),
                _last_entry(writing),
            )
    finally:
        origin.close()


def _refuse_what_is_there(connection: Connection, location: str) -> None:
    for table in tables.metadata.sorted_tables:
        if _count(connection, table):
            raise StoreTrouble(f"{location} holds a library already; name a database that is new or empty")


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _copy_table(reading: Connection, source: str, writing: Connection, table: Table) -> str:
    """Every row of a table put down; the hash of all of them, which must be the same on both sides.

    What goes wrong while it is read is told of `source`, and not of the database into which it goes.
    """
    read, batches = sha256(), _batches(reading, table)
    while True:
        with explained(source, dialect_of(reading)):
            rows = next(batches, [])
        if not rows:
            break
        read.update(_written(rows))
        writing.execute(insert(table), [dict(row) for row in rows])
        if table is tables.passages:
            dialect_of(writing).index_passages(writing, [(row["number"], row["text"]) for row in rows])
    there = sha256()
    for rows in _batches(writing, table):
        there.update(_written(rows))
    if read.digest() != there.digest():
        raise BrokenPromise(f"{table.name} were not copied to the letter; nothing was kept")
    return read.hexdigest()


def _batches(connection: Connection, table: Table) -> Iterator[list[RowMapping]]:
    """The rows of a table by their keys, some at a time."""
    query = select(table).order_by(*table.primary_key.columns)
    found = connection.execute(query, execution_options={"yield_per": _AT_ONCE})
    for rows in found.mappings().partitions():
        yield list(rows)


def _written(rows: list[RowMapping]) -> bytes:
    """Rows in the same letters, wherever they come from; of what is packed, the hash."""
    return "".join(canonical({name: _plain(value) for name, value in row.items()}) for row in rows).encode()


def _plain(value: Any) -> Any:
    return sha256(value).hexdigest() if isinstance(value, bytes) else value


def _last_entry(connection: Connection) -> str | None:
    columns = tables.entries.c
    return connection.execute(select(columns.hash).order_by(columns.number.desc()).limit(1)).scalar()
