"""How the library is written to: through a journal, which keeps what is needed to take a change back.

A journal notes every row that is added (its key and hash), changed (the values before and after) and taken away (the
row itself). At the end they become one entry of the log, which carries the hash of the entry before: whoever alters
a row or an entry afterwards, by whatever program, breaks the chain or no longer agrees with it (`verify`).

Texts are kept under their own hashes and never taken away; what can be made anew (the index of words, the lineages) is
in no entry.
"""

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, func, insert, select, update

from provenance.store import tables
from provenance.store.rows import Row

Key = tuple[Any, ...]

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode

JOURNALLED: dict[str, Table] = {
    table.name: table
    for table in (
        tables.works,
        tables.persons,
        tables.sources,
        tables.source_works,
        tables.source_people,
        tables.witnesses,
        tables.versions,
        tables.notes,
        tables.marks,
        tables.claims,
    )
}
"""The tables whose every change is an entry, by name."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done to one row: added, changed or taken away.

    `before` is the row, or of a changed one the values, as it was; `after` of a changed one the values that it got;
    `digest` of an added one its hash.
    """

    table: str
    key: Key
    before: Row | None = None
    after: Row | None = None
    digest: str | None = None

    @property
    def touches(self) -> tuple[str, Key]:
        """Which row of which table it concerns."""
        return self.table, self.key


def digest_of(row: Row) -> str:
    """The hash of a row: of what is filled in it, so that an empty column of a later edition changes nothing."""
    return _hash_of({name: value for name, value in row.items() if value not in (None, "")})


def is_digest_of(digest: str, row: Row) -> bool:
    """Whether a hash is that of a row as it stands, made as now or as up to the schema 0004: of empty words too."""
    if digest == digest_of(row):
        return True
    of_then = {name: value for name, value in row.items() if value or (value is not None and name not in _ADDED_EMPTY)}
    return digest == _hash_of(of_then)


_ADDED_EMPTY = {"doing", "doubt"}
"""What the schema 0005 has put into the rows that were there."""


def _hash_of(value: object) -> str:
    return sha256(canonical(value).encode()).hexdigest()


def canonical(value: object) -> str:
    """A value as JSON, always in the same letters."""
    return _encode(value)


def key_of(table: Table, row: Row) -> Key:
    """What names a row of a table."""
    return tuple(row[column.name] for column in table.primary_key.columns)


def is_row(table: Table, key: Key) -> ColumnElement[bool]:
    """The condition that a row has that key."""
    return and_(*(column == value for column, value in zip(table.primary_key.columns, key, strict=True)))


def find_row(connection: Connection, table: Table, key: Key) -> Row | None:
    """The row with that key as it stands, or None."""
    found = connection.execute(select(table).where(is_row(table, key))).mappings().first()
    return None if found is None else dict(found)


class Journal:
    """The one way to write rows that an entry tells of."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.steps: list[Step] = []

    def add(self, table: Table, rows: Sequence[Row]) -> None:
        """Put rows into a table, if there are any."""
        if not rows:
            return
        names = [column.name for column in table.columns]
        whole = [{name: row.get(name) for name in names} for row in rows]
        self.connection.execute(insert(table), whole)
        self.steps += [Step(table.name, key_of(table, row), digest=digest_of(row)) for row in whole]

    def change(self, table: Table, key: Key, values: Row) -> None:
        """Give columns of a row other values; what is so already is left alone."""
        row = find_row(self.connection, table, key)
        assert row is not None, f"{table.name} has no {key}"
        after = {name: value for name, value in values.items() if row[name] != value}
        if after:
            self.connection.execute(update(table).where(is_row(table, key)).values(after))
            self.steps.append(Step(table.name, key, {name: row[name] for name in after}, after))

    def drop(self, table: Table, key: Key) -> None:
        """Take a row away, kept in the entry."""
        row = find_row(self.connection, table, key)
        assert row is not None, f"{table.name} has no {key}"
        self.connection.execute(delete(table).where(is_row(table, key)))
        self.steps.append(Step(table.name, key, before=row))

    def drop_where(self, table: Table, condition: ColumnElement[bool]) -> None:
        """Take away every row that meets a condition."""
        for row in self.connection.execute(select(table).where(condition)).mappings().all():
            self.drop(table, key_of(table, dict(row)))

    def next_number(self, table: Table) -> int:
        """The number that a new row of a table gets."""
        return next_number(self.connection, table)


def next_number(connection: Connection, table: Table) -> int:
    """One more than the highest number in a table."""
    return int(connection.execute(select(func.max(table.c.number))).scalar() or 0) + 1


# ---- entries


@dataclass(frozen=True, slots=True)
class Act:
    """What is said of an entry: what is done, to which work, by whom and why; which entry it undoes or continues."""

    what: str
    work: str | None
    by: str
    reason: str | None = None
    undoes: int | None = None
    continues: int | None = None


def write_entry(connection: Connection, act: Act, steps: Sequence[Step]) -> int:
    """Put an entry at the end of the log; its number."""
    columns = tables.entries.c
    last = connection.execute(select(columns.number, columns.hash).order_by(columns.number.desc()).limit(1)).first()
    row: Row = {
        "number": 1 if last is None else last.number + 1,
        "what": act.what,
        "work": act.work,
        "by": act.by,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "reason": act.reason,
        "undoes": act.undoes,
        "continues": act.continues,
        "previous": "" if last is None else last.hash,
    }
    changes = canonical([_as_list(step) for step in steps])
    row = {**row, "changes": zlib.compress(changes.encode(), 1), "hash": hash_of_entry(row, changes)}
    connection.execute(insert(tables.entries), row)
    return int(row["number"])


def hash_of_entry(row: Row, changes: str) -> str:
    """The hash of an entry: of everything in it and, through `previous`, of all entries before it."""
    told = {name: value for name, value in row.items() if value is not None and name not in {"changes", "hash"}}
    return _hash_of([told, changes])


def steps_of(changes: bytes) -> list[Step]:
    """What an entry did, in the order in which it was done."""
    return [_from_list(*one) for one in json.loads(zlib.decompress(changes))]


def _as_list(step: Step) -> list[Any]:
    if step.digest is not None:
        return ["add", step.table, list(step.key), step.digest]
    if step.after is not None:
        return ["set", step.table, list(step.key), step.before, step.after]
    return ["drop", step.table, list(step.key), step.before]


def _from_list(kind: str, table: str, key: list[Any], *rest: Any) -> Step:
    if kind == "add":
        return Step(table, tuple(key), digest=rest[0])
    return Step(table, tuple(key), rest[0], rest[1] if kind == "set" else None)


def write_baseline(connection: Connection) -> None:
    """An entry for all that a library of the first edition holds, from which its log begins."""
    steps = list(_everything(connection))
    if steps:
        write_entry(connection, Act("brought over from the first edition", None, "provenance"), steps)


def _everything(connection: Connection) -> Iterable[Step]:
    for table in JOURNALLED.values():
        for row in _all_rows(connection, table):
            yield Step(table.name, key_of(table, row), digest=digest_of(row))


def _all_rows(connection: Connection, table: Table) -> Iterator[Row]:
    for row in connection.execute(select(table)).mappings():
        yield dict(row)
