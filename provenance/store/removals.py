"""Which versions were taken out of a work, as its log tells: their words are still in those made from them."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from provenance.model.versions import Removed
from provenance.store import log, queries, rows, tables
from provenance.store.journal import steps_of
from provenance.text.short_ids import with_short_ids

REMOVED = "removed version"
"""How the entry of a version that was removed begins."""
REMOVED_WORK = "removed the work"


def removed(connection: Connection, work: str) -> tuple[Removed, ...]:
    """The versions that were removed from before others that stay, in the order of the log; none that was undone."""
    columns = tables.entries.c
    own = select(columns.number, columns.what).where(columns.work == work, columns.what.startswith("removed "))
    removals = connection.execute(own.order_by(columns.number)).all()
    if not removals:
        return ()
    told = [columns.number, columns.undoes]
    undone = log.standing_undone(connection.execute(select(*told)).all())
    standing: list[int] = []
    for number, what in removals:
        if what == REMOVED_WORK and number not in undone:  # another work of the same id came after it
            standing.clear()
        elif what.startswith(REMOVED) and number not in undone:
            standing.append(number)
    return tuple(_told(connection, work, standing))


def _told(connection: Connection, work: str, entries: list[int]) -> Iterator[Removed]:
    stay = {one.id: one for one in queries.outlines(connection, work).get(work, ())}
    names = queries.names_now(connection)
    gone: dict[str, rows.Row] = {}
    followers: dict[str, list[str]] = {}
    for entry in entries:
        steps = [step for part in log.parts_of(connection, entry) for step in steps_of(part.changes)]
        own = [step for step in steps if step.table == tables.versions.name]
        (row,) = (step.before for step in own if step.after is None and step.before)
        gone[row["id"]] = row
        followers[row["id"]] = [step.key[1] for step in own if step.after is not None]
    for id, row in gone.items():
        found = list(followers[id])
        for follower in found:  # which may have been removed in its turn
            found += followers.get(follower, ())
        for follower in dict.fromkeys(one for one in found if one in stay):
            if id not in stay[follower].parents:
                yield Removed(with_short_ids(row["label"]), names.of(row["authors"]), stay[follower].label)
