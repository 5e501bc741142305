"""The log read back: who changed what, when and why, and which entries were taken back."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, or_, select

from provenance.model.entries import Entry
from provenance.store import tables
from provenance.store.journal import steps_of


def read(connection: Connection, work: str | None = None) -> tuple[Entry, ...]:
    """Every entry, or those that changed one work, in the order in which they were made; parts are one entry."""
    rows = connection.execute(select(tables.entries).order_by(tables.entries.c.number)).all()
    undone = standing_undone(rows)
    return tuple(
        Entry(
            id=str(row.number),
            what=row.what,
            work=row.work,
            by=row.by,
            at=row.at,
            reason=row.reason,
            undone=row.number in undone,
            undoes=str(row.undoes) if row.undoes else None,
            hash=row.hash,
        )
        for row in rows
        if row.continues is None and (work is None or _concerns(row, work))
    )


def _concerns(row: Row[Any], work: str) -> bool:
    """Whether an entry changed something of a work."""
    if row.work is not None:
        return bool(row.work == work)
    return any(step.table not in {"persons", "sources", "works"} and work in step.key for step in steps_of(row.changes))


def standing_undone(rows: Sequence[Row[Any]]) -> set[int]:
    """The numbers of the entries that are undone as things stand: an undoing may have been undone itself."""
    undone: set[int] = set()
    for row in sorted(rows, key=lambda row: row.number, reverse=True):
        if row.undoes is not None and row.number not in undone:
            undone.add(row.undoes)
    return undone


def parts_of(connection: Connection, number: int) -> list[Row[Any]]:
    """An entry with its further parts, in order."""
    columns = tables.entries.c
    query = select(tables.entries).where(or_(columns.number == number, columns.continues == number))
    return list(connection.execute(query.order_by(columns.number)).all())
