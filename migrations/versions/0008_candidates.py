"""Claims carry candidates: those of whom a source says that one of them did it, and not which.

Those of a corpus link to the picture of their page too.

Revision: 0008, after 0007.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

_MEANINGS = {
    "claims": "canonical names of those of whom it is said that one of them did it",
    "corpus_claims": "canonical names of those of whom one did it",
}


def upgrade() -> None:
    """Columns in the tables of claims, empty for those that are there."""
    for table, comment in _MEANINGS.items():
        op.add_column(table, sa.Column("candidates", sa.JSON(none_as_null=True), nullable=True, comment=comment))
    op.add_column("corpus_claims", sa.Column("picture", TEXT, nullable=True))


def downgrade() -> None:
    """The columns go."""
    with op.batch_alter_table("corpus_claims") as claims:
        claims.drop_column("picture")
    for table in _MEANINGS:
        with op.batch_alter_table(table) as claims:
            claims.drop_column("candidates")
