"""What a corpus run found put into the library's database, a part at a time, and each unit once."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import func, insert, select

from provenance.store import tables
from provenance.store.batches import in_batches
from provenance.store.database import Database

TABLES = {
    "units": tables.corpus_units,
    "claims": tables.corpus_claims,
    "words": tables.corpus_words,
    "revisions": tables.corpus_revisions,
}
"""Table of the parts → table of the library."""

Rows = Sequence[Mapping[str, Any]]


def new_units(database: Database, units: Sequence[str]) -> set[str]:
    """Those of the units that are not in the library yet."""
    known: set[str] = set()
    column = tables.corpus_units.c.unit
    with database.read() as connection:
        for some in in_batches(units):
            known.update(connection.execute(select(column).where(column.in_(some))).scalars())
    return set(units) - known


def load_part(database: Database, part: Mapping[str, Rows]) -> int:
    """Put the rows of a part into the library, all or none; of units that are there already, nothing. How many rows."""
    with database.write() as connection:
        new = new_units(database, [row["unit"] for row in part["units"]])
        count = 0
        for name, table in TABLES.items():
            rows = [dict(row) for row in part.get(name, ()) if row["unit"] in new]
            if rows:
                connection.execute(insert(table), rows)
                count += len(rows) if name != "units" else 0
        return count


def called_alike(database: Database) -> Iterator[str]:
    """A sentence on each name under which the rows of several units stand, as of volumes that have one id."""
    claims, revisions = tables.corpus_claims.c, tables.corpus_revisions.c
    with database.read() as connection:
        for column, what in ((claims.volume, "the id"), (revisions.history, "the name")):
            unit = column.table.c.unit
            several = select(column, func.count(unit.distinct())).group_by(column)
            for name, number in connection.execute(several.having(func.count(unit.distinct()) > 1).order_by(column)):
                yield (
                    f"{number} units have {what} {name or '(none)'}; "
                    f"the column `unit` tells their rows in {column.table.name} apart"
                )
