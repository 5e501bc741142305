"""Word files are kept as they were received, so that a report can be written into them.

Revision: 0004, after 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """A table for the files."""
    op.create_table(
        "originals",
        sa.Column("sha256", TEXT, nullable=False, comment="hex, of the bytes, as that of the source"),
        sa.Column(
            "data",
            sa.LargeBinary(),
            nullable=False,
            comment="the file itself, so that a report can be written into it",
        ),
        sa.PrimaryKeyConstraint("sha256", name="pk_originals"),
        comment="Word files as they were received. They are no part of the log: what is undone leaves them.",
    )


def downgrade() -> None:
    """The table goes, and the files with it."""
    op.drop_table("originals")
