"""What a corpus run found can be loaded beside the works.

Revision: 0006, after 0005.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
NUMBER = sa.Integer().with_variant(sa.BigInteger(), "postgresql")

_CLAIM = (
    *("volume", "document", "title", "date", "note", "act", "certainty", "words", "earlier_reading", "later_reading"),
    *("page", "link", "scope", "hedge", "quote", "reading", "doubt"),
)


def upgrade() -> None:
    """A table of units, and three of what was found in them."""
    op.create_table(
        "corpus_units",
        _text("unit", "the hash of what was read and of the rules by which it was read"),
        _text("kind"),
        _text("source", "where it lies"),
        _text("name"),
        _number("bytes"),
        _number("read", "documents or revisions"),
        _number("notes"),
        _number("rows", "in the other tables"),
        sa.Column("seconds", sa.Float(), nullable=False, comment="of the processor"),
        _list("troubles", "what was wrong with it, a list of sentences"),
        sa.Column("set_aside", sa.Boolean(), nullable=False, comment="true if it could not be read"),
        sa.PrimaryKeyConstraint("unit", name="pk_corpus_units"),
        comment="Units of a corpus that were read: a volume, a page of a dump, a file in git.",
    )
    _create(
        "corpus_claims",
        "What the notes of a corpus tell of changed words.",
        *(sa.Column(name, TEXT, nullable=True) for name in _CLAIM),
        _list("revisers", "canonical names"),
    )
    _create(
        "corpus_words",
        "The last text of each history of a corpus, in runs of words with one origin.",
        _text("history"),
        _text("text"),
        _number("words", "how many"),
        _text("revision", "that brought them in"),
        _list("authors", "of that revision; none where it is not known"),
        sa.Column("date", TEXT, nullable=True),
    )
    _create(
        "corpus_revisions",
        "The revisions of the histories of a corpus.",
        _text("history"),
        _text("revision"),
        _list("authors", "as recorded"),
        sa.Column("date", TEXT, nullable=True),
        _number("added", "words that it put down"),
        _number("alive", "how many of them stand in the last text"),
        sa.Column("is_gap", sa.Boolean(), nullable=False, comment="true if it was made but its words are not known"),
    )
    for table in ("corpus_words", "corpus_revisions"):
        op.create_index(f"ix_{table}_history", table, ["history"])


def _create(table: str, comment: str, *columns: "sa.Column[object]") -> None:
    op.create_table(
        table,
        _text("unit"),
        sa.Column("position", NUMBER, autoincrement=False, nullable=False, comment="the place in the unit"),
        *columns,
        sa.ForeignKeyConstraint(
            ["unit"], ["corpus_units.unit"], name=f"fk_{table}_unit", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("unit", "position", name=f"pk_{table}"),
        comment=comment,
    )


def _text(name: str, comment: str | None = None) -> "sa.Column[object]":
    return sa.Column(name, TEXT, nullable=False, comment=comment)


def _number(name: str, comment: str | None = None) -> "sa.Column[object]":
    return sa.Column(name, NUMBER, nullable=False, comment=comment)


def _list(name: str, comment: str) -> "sa.Column[object]":
    return sa.Column(name, sa.JSON(), nullable=False, comment=comment)


def downgrade() -> None:
    """The tables go; what was in them can be loaded again."""
    for table in ("corpus_revisions", "corpus_words", "corpus_claims", "corpus_units"):
        op.drop_table(table)
