"""An apparatus put together from its rows: one query a table, so that the number of changes does not matter."""

from sqlalchemy import Connection, RowMapping, Table, and_, select

from provenance.model.attributions import Apparatus, Attribution
from provenance.model.changes import Change, Comparison
from provenance.store import conclusion_rows, queries, tables


def apparatus(connection: Connection, work: str, base: str, revised: str) -> Apparatus | None:
    """The apparatus kept for two versions of a work; None if there is none, or it is out of date."""
    comparison = _current(connection, work, base, revised)
    if comparison is None:
        return None
    number: int = comparison["number"]
    changes = _changes(connection, number)
    versions = queries.versions(connection, work)
    by_id = {version.id: version for version in versions}
    whole = tuple(change for change, is_piece in changes if not is_piece)
    return Apparatus(
        work=queries.work(connection, work),
        witnesses=queries.witnesses(connection, work),
        versions=versions,
        base=by_id[base],
        revised=by_id[revised],
        notes=queries.notes(connection, work),
        claims=queries.standing_claims(connection, work),
        assessments=tuple(
            conclusion_rows.assessment_from(row)
            for row in _of_comparison(connection, tables.assessments, "ordinal", number)
        ),
        comparison=Comparison(base, revised, whole, comparison["engine"]),
        attributions=_attributions(connection, number, [change for change, _ in changes]),
        people=queries.people_of(connection, tables.comparison_people, "comparison", number),
        caveats=tuple(comparison["caveats"]),
    )


def _current(connection: Connection, work: str, base: str, revised: str) -> RowMapping | None:
    """The comparison of two versions, if nothing was added to the work or withdrawn since it was made."""
    columns = tables.comparisons.c
    query = (
        select(tables.comparisons)
        .join(tables.works, and_(tables.works.c.id == columns.work, tables.works.c.state == columns.state))
        .where(columns.work == work, columns.base == base, columns.revised == revised)
    )
    return connection.execute(query).mappings().first()


def _of_comparison(connection: Connection, table: Table, order: str, number: int) -> list[RowMapping]:
    query = select(table).where(table.c.comparison == number).order_by(table.c[order])
    return list(queries.fetch(connection, query))


def _changes(connection: Connection, number: int) -> list[tuple[Change, bool]]:
    """Every change by its position, and whether it is a piece."""
    edits = queries.gathered(_of_comparison(connection, tables.edits, "ordinal", number), "change")
    found = _of_comparison(connection, tables.changes, "position", number)
    return [(conclusion_rows.change_from(row, edits.get(row["position"], ())), row["is_piece"]) for row in found]


def _attributions(connection: Connection, number: int, changes: list[Change]) -> tuple[Attribution, ...]:
    names = queries.gathered(_of_comparison(connection, tables.attribution_names, "ordinal", number), "attribution")
    evidence = queries.gathered(_of_comparison(connection, tables.evidence, "ordinal", number), "attribution")
    return tuple(
        conclusion_rows.attribution_from(
            row, changes[row["change"]], names.get(row["position"], ()), evidence.get(row["position"], ())
        )
        for row in _of_comparison(connection, tables.attributions, "position", number)
    )
