"""A file's row says whether the file itself is kept, so that one that is taken away is missed.

Revision: 0009, after 0008.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """A column, empty for the files that are there: the log tells of their rows as they were."""
    op.add_column(
        "sources", sa.Column("original", TEXT, nullable=True, comment="hex, the hash of the file itself, if it is kept")
    )


def downgrade() -> None:
    """The column goes."""
    with op.batch_alter_table("sources") as sources:
        sources.drop_column("original")
