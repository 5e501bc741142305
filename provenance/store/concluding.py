"""What the program concludes, written into the tables: a comparison with its changes and who made them.

Everything hangs on the row of the comparison and goes with it, so that computing anew leaves nothing behind.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, Table, delete, insert, select

from provenance.errors import BrokenPromise
from provenance.model.attributions import Apparatus
from provenance.model.changes import Change
from provenance.store import conclusion_rows, rows, tables
from provenance.store.keeping import add


def save_apparatus(connection: Connection, apparatus: Apparatus) -> None:
    """Keep an apparatus in the place of an earlier one of the same two versions."""
    _refuse_strangers(connection, apparatus)
    work = apparatus.work.id
    number = _new_comparison(connection, apparatus)
    people = rows.listed({"comparison": number}, "person", [person.name for person in apparatus.people])
    add(connection, tables.comparison_people, people)
    positions = _save_changes(connection, number, apparatus)
    key = {"comparison": number, "work": work}
    numbered = list(enumerate(apparatus.attributions))
    _add_under(
        connection,
        tables.attributions,
        key,
        [conclusion_rows.attribution_row(one, n, positions[one.change]) for n, one in numbered],
    )
    names = [row for n, one in numbered for row in conclusion_rows.name_rows(one, n)]
    _add_under(connection, tables.attribution_names, {"comparison": number}, names)
    _add_under(
        connection, tables.evidence, key, [row for n, one in numbered for row in conclusion_rows.evidence_rows(one, n)]
    )
    assessments = [{"ordinal": n, **rows.flat(one, tables.assessments)} for n, one in enumerate(apparatus.assessments)]
    _add_under(connection, tables.assessments, key, assessments)


def _add_under(connection: Connection, table: Table, key: rows.Row, new: Iterable[rows.Row]) -> None:
    add(connection, table, [{**key, **row} for row in new])


def _refuse_strangers(connection: Connection, apparatus: Apparatus) -> None:
    """What is concluded speaks of the versions, notes and claims that the library holds, and of all of them."""
    of_claims = tables.claims.c.withdrawn_at.is_(None)
    for table, given in (
        (tables.versions, apparatus.versions),
        (tables.notes, apparatus.notes),
        (tables.witnesses, apparatus.witnesses),
        (tables.claims, apparatus.claims),
    ):
        query = select(table.c.id).where(table.c.work == apparatus.work.id).order_by(table.c.position)
        kept = connection.execute(query.where(of_claims) if table is tables.claims else query).scalars().all()
        if list(kept) != [one.id for one in given]:
            raise BrokenPromise(
                f"an apparatus of {apparatus.work.id} holds other {table.name} than the library: "
                "read them from the library before computing it"
            )


def _new_comparison(connection: Connection, apparatus: Apparatus) -> int:
    """The number of a fresh comparison; an earlier one of the same versions is gone."""
    columns, work, pair = tables.comparisons.c, apparatus.work.id, apparatus.comparison
    same = (columns.work == work) & (columns.base == pair.base) & (columns.revised == pair.revised)
    connection.execute(delete(tables.comparisons).where(same))
    state = connection.execute(select(tables.works.c.state).where(tables.works.c.id == work)).scalar_one()
    row = {
        "work": work,
        "base": pair.base,
        "revised": pair.revised,
        "engine": pair.engine,
        "state": state,
        "caveats": list(apparatus.caveats),
    }
    return int(connection.execute(insert(tables.comparisons).values(row).returning(columns.number)).scalar_one())


def _save_changes(connection: Connection, number: int, apparatus: Apparatus) -> dict[Change, int]:
    """Keep the changes of the comparison, then the pieces that were attributed by themselves; tell their positions."""
    whole = apparatus.comparison.changes
    pieces = [one.change for one in apparatus.attributions if one.change not in set(whole)]
    every = [*whole, *dict.fromkeys(pieces)]
    numbered = list(enumerate(every))
    key = {"comparison": number}
    changes = [conclusion_rows.change_row(change, n, n >= len(whole)) for n, change in numbered]
    _add_under(connection, tables.changes, key, changes)
    _add_under(
        connection, tables.edits, key, [row for n, change in numbered for row in conclusion_rows.edit_rows(change, n)]
    )
    return {change: n for n, change in numbered}
