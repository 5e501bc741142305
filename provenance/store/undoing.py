"""A change taken back: what it added goes, what it changed or took away is as it was, to the byte.

What an entry did is in its steps; undone, they are done the other way round, the last first. That is an entry like any
other, which can be undone in its turn. If somebody has changed the same thing since, nothing is done, and the entry
that stands in the way is named.
"""

import zlib
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select
from sqlalchemy.exc import IntegrityError

from provenance.errors import AlreadyDecided, NotFound, StoreTrouble
from provenance.store import keeping, log, queries, tables
from provenance.store.contents import forget_contents
from provenance.store.forgetting import forget_lineage
from provenance.store.journal import JOURNALLED, Journal, Step, find_row, is_digest_of, steps_of
from provenance.store.library import Library
from provenance.store.trouble import damaged

_SHARED = {"persons"}
"""What many entries add to: it stays if others have come to need it."""


class _InTheWay(Exception):
    """What an entry did is no longer as it left it."""


def undo(library: Library, id: str | None, reason: str | None = None) -> tuple[str, str]:
    """Take back the entry called so, or the last one that stands; its id and what it was."""
    with library.database.read() as connection:
        entry = _find(connection, id)
    with library.entry(f"undid entry {entry.number}: {entry.what}", entry.work, reason, entry.number) as journal:
        entry = _find(journal.connection, str(entry.number))
        parts = log.parts_of(journal.connection, entry.number)
        steps = [step for part in parts for step in steps_of(part.changes)]
        try:
            with journal.connection.begin_nested():
                _take_back(journal, steps)
                _refuse_loose_ends(journal.connection, steps)
        except (_InTheWay, IntegrityError) as trouble:
            raise StoreTrouble(_in_the_way(journal.connection, entry, parts[-1].number, steps)) from trouble
        except (ValueError, zlib.error) as trouble:  # of a text that is to come back
            raise damaged(library.location, trouble) from trouble
    return str(entry.number), entry.what


def _find(connection: Connection, id: str | None) -> Row[Any]:
    """The entry of that number; without one, the last that was neither undone nor undoes another."""
    rows = connection.execute(select(tables.entries).order_by(tables.entries.c.number)).all()
    undone = log.standing_undone(rows)
    whole = [row for row in rows if row.continues is None]
    if id is None:
        standing = [row for row in whole if row.undoes is None and row.number not in undone]
        if not standing:
            raise NotFound("there is nothing to undo")
        return standing[-1]
    fits = [row for row in whole if str(row.number) == id]
    if not fits:
        raise NotFound(f"the log has no entry {id!r}; `provenance log` shows those there are")
    if fits[0].number in undone:
        raise AlreadyDecided(f"entry {id} is undone already")
    return fits[0]


def _take_back(journal: Journal, steps: Sequence[Step]) -> None:
    """Every step the other way round, the last first."""
    works = _works_of(journal.connection, steps)
    versions: dict[str, list[str]] = {}
    for step in steps:
        if step.table == tables.versions.name:
            versions.setdefault(step.key[0], []).append(step.key[1])
    for work, ids in versions.items():
        forget_contents(journal.connection, work, ids)
    for work in works:
        forget_lineage(journal.connection, work)
    for step in reversed(steps):
        _reverse(journal, step)
    for work, ids in versions.items():
        keeping.index_versions(journal.connection, work, queries.versions(journal.connection, work, set(ids)))


def _works_of(connection: Connection, steps: Iterable[Step]) -> set[str]:
    numbers = {step.key[0] for step in steps if step.table == tables.works.name}
    columns = tables.works.c
    added = set(connection.execute(select(columns.id).where(columns.number.in_(numbers))).scalars())
    return added | {step.key[0] for step in steps if step.table == tables.versions.name}


def _reverse(journal: Journal, step: Step) -> None:
    table = JOURNALLED[step.table]
    row = find_row(journal.connection, table, step.key)
    if step.digest is not None:
        if row is not None and is_digest_of(step.digest, row) and not _is_needed(journal.connection, step, row):
            journal.drop(table, step.key)
        elif step.table not in _SHARED:
            raise _InTheWay
    elif step.after is not None:
        if row is None or any(row[name] != value for name, value in step.after.items()):
            if step.table in _SHARED and "same_as" not in step.after:
                return
            raise _InTheWay
        journal.change(table, step.key, step.before or {})
    elif row is not None:
        raise _InTheWay
    else:
        journal.add(table, [step.before or {}])


def _is_needed(connection: Connection, step: Step, row: dict[str, Any]) -> bool:
    """Whether a person whom an entry added is named elsewhere now."""
    if step.table not in _SHARED:
        return False
    links, persons = tables.source_people.c, tables.persons.c
    linked = connection.execute(select(links.source).where(links.person == row["name"])).first()
    merged = connection.execute(select(persons.name).where(persons.same_as == row["name"])).first()
    return linked is not None or merged is not None or row["name"] in queries.names_stored(connection)


def _refuse_loose_ends(connection: Connection, steps: Sequence[Step]) -> None:
    """That nothing is left of a work, and nothing speaks of a version, that is gone with the entry."""
    works = {step.key[0] for step in steps if len(step.key) == 2 and isinstance(step.key[0], str)}
    for work in works:
        if connection.execute(select(tables.works.c.id).where(tables.works.c.id == work)).first() is None:
            for table in (tables.versions, tables.claims, tables.notes, tables.marks, tables.witnesses):
                if connection.execute(select(table.c.id).where(table.c.work == work)).first() is not None:
                    raise _InTheWay
    for work in works:
        known = {row["id"] for row in queries.of_work(connection, tables.versions, work)}
        spoken = {parent for row in queries.of_work(connection, tables.versions, work) for parent in row["parents"]}
        for claim in queries.of_work(connection, tables.claims, work):
            spoken |= {place[0] for place in [claim["target"], *claim["places"]] if place}
        spoken |= {row["version"] for row in queries.of_work(connection, tables.notes, work) if row["version"]}
        if spoken - known:
            raise _InTheWay


def _in_the_way(connection: Connection, entry: Row[Any], last: int, steps: Sequence[Step]) -> str:
    """The sentence that names the entry which changed the same thing since."""
    touched = {step.touches for step in steps}
    works = _works_of(connection, steps) | ({entry.work} if entry.work else set())
    rows = connection.execute(select(tables.entries).order_by(tables.entries.c.number)).all()
    undone = log.standing_undone(rows)
    later = [row for row in rows if row.number > last and row.number not in undone and row.continues is None]
    undoings = {row.number for row in rows if row.undoes is not None}
    later = [row for row in later if row.undoes is None or row.undoes in undoings]  # what was done, or done once more
    same = [row for row in later if touched & {step.touches for step in steps_of(row.changes)}]
    on_works = [row for row in later if row.work in works]
    for row in (*same, *on_works):
        return (
            f"entry {entry.number} cannot be undone: {row.by} changed the same since (entry {row.number}, {row.what}); "
            "undo that first"
        )
    return f"entry {entry.number} cannot be undone: what it changed is not as it left it; see `provenance verify`"
