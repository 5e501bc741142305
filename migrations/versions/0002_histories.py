"""Histories of many revisions.

Revision: 0002, after 0001.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_context().dialect.name != "sqlite":
        return  # no library of the first edition was ever kept elsewhere
    op.create_table(
        "histories",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False, comment="unique in the library, made from the name of the source"),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False, comment="what it was read from"),
        sa.Column("engine", sa.Text(), nullable=False, comment="what found the origins, with its version"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_histories")),
        sa.UniqueConstraint("id", name=op.f("uq_histories_id")),
        comment="Histories of many revisions.",
    )
    op.create_table(
        "revisions",
        sa.Column("history", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "number", sa.Integer(), autoincrement=False, nullable=False, comment="the order in which they were read"
        ),
        sa.Column("id", sa.Text(), nullable=False, comment="as the source calls it"),
        sa.Column("parents", sa.JSON(), nullable=False, comment="numbers of revisions"),
        sa.Column("authors", sa.JSON(), nullable=False, comment="names as recorded, several = jointly"),
        sa.Column("date", sa.Text(), nullable=True, comment="as recorded"),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("is_gap", sa.Boolean(), nullable=False, comment="true if it was made but its words are not known"),
        sa.Column("first_instance", sa.Integer(), nullable=False, comment="of the words put down in it"),
        sa.Column(
            "text_start", sa.Integer(), nullable=False, comment="characters kept from the start of the revision before"
        ),
        sa.Column("text_end", sa.Integer(), nullable=False, comment="characters kept from its end"),
        sa.Column("text", sa.LargeBinary(), nullable=False, comment="the characters between, packed"),
        sa.Column(
            "stretches_start",
            sa.Integer(),
            nullable=False,
            comment="stretches kept from the start of the revision before",
        ),
        sa.Column("stretches_end", sa.Integer(), nullable=False, comment="stretches kept from its end"),
        sa.Column("stretches", sa.LargeBinary(), nullable=False, comment="numbers of the stretches between, packed"),
        sa.ForeignKeyConstraint(
            ["history"],
            ["histories.number"],
            name=op.f("fk_revisions_history"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("history", "number", name=op.f("pk_revisions")),
        sa.UniqueConstraint("history", "id", name=op.f("uq_revisions_history_id")),
        comment="Recorded states of a text in a history of many.",
    )
    op.create_table(
        "stretches",
        sa.Column("history", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False, comment="a line, or a sentence of a long line"),
        sa.Column(
            "instances", sa.LargeBinary(), nullable=False, comment="runs of instances: first and how many, packed"
        ),
        sa.ForeignKeyConstraint(
            ["history"],
            ["histories.number"],
            name=op.f("fk_stretches_history"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("history", "number", name=op.f("pk_stretches")),
        comment="Pieces of text as they stand in a history, with the instance of every word.",
    )


def downgrade() -> None:
    if op.get_context().dialect.name != "sqlite":
        return
    op.drop_table("stretches")
    op.drop_table("revisions")
    op.drop_table("histories")
