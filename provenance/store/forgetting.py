"""What can be made anew from the texts is forgotten when the versions of a work are changed."""

from sqlalchemy import Connection, delete, select

from provenance.store import tables


def forget_lineage(connection: Connection, work: str) -> None:
    """Forget how the words of a work were followed; it is done anew when it is asked for."""
    number = connection.execute(select(tables.works.c.number).where(tables.works.c.id == work)).scalar()
    for table in (tables.traced, tables.stretches, tables.lineages):
        connection.execute(delete(table).where(table.c.work == number))
