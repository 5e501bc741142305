"""Claims say which kind of doing their words tell of, and where their reading may be wrong.

Revision: 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

_COLUMNS = (
    ("doing", "the kind of doing that the words tell of"),
    ("doubt", "why the reading is only possible, or where it may be wrong"),
)


def upgrade() -> None:
    """Two columns, empty for the claims that are there."""
    with op.batch_alter_table("claims") as claims:
        for name, comment in _COLUMNS:
            claims.add_column(sa.Column(name, TEXT, nullable=False, server_default="", comment=comment))
    with op.batch_alter_table("claims") as claims:
        for name, _ in _COLUMNS:
            claims.alter_column(name, server_default=None)


def downgrade() -> None:
    """The columns go."""
    with op.batch_alter_table("claims") as claims:
        for name, _ in _COLUMNS:
            claims.drop_column(name)
