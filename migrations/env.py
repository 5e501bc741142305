"""How Alembic reaches the database: on the connection that the store hands over, in its transaction.

Started from the command line of Alembic instead, it opens the library that `PROVENANCE_DB` names (or `provenance.db`).
"""

import os

from alembic import context
from sqlalchemy import Connection

from provenance.store.database import create_database
from provenance.store.tables import metadata

INDEX = "passage_index"
"""The index of words and the tables that FTS5 keeps for it: made by hand, unknown to the metadata."""


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """False for what FTS5 made."""
    return not (kind == "table" and name is not None and name.startswith(INDEX))


def migrate(connection: Connection) -> None:
    """Run the migrations that are asked for."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        include_name=is_ours,
        transactional_ddl=True,
        render_as_batch=True,
    )
    with context.begin_transaction():
        context.run_migrations()


handed_over: Connection | None = context.config.attributes.get("connection")
if handed_over is not None:
    migrate(handed_over)
else:
    with create_database(os.environ.get("PROVENANCE_DB", "provenance.db")).write() as own:
        migrate(own)
