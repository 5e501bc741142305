"""A file's row says whether the file itself is kept, a claim what the source calls a hand that nobody has named.

Words that no space parts are parted in the index of words.

Revision: 0009, after 0008.
"""

import sqlalchemy as sa
from alembic import op

from provenance.store.columns import Words
from provenance.store.contents import parting

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_PASSAGES = sa.table("passages", sa.column("number"), sa.column("text", Words), sa.column("parted", Words))
_COLUMNS = {
    "sources": ("original", "hex, the hash of the file itself, if it is kept"),
    "claims": ("hand", "what the source calls a hand that nobody has named"),
    "passages": ("parted", "the text with U+2063 between words that nothing else parts, where there are such"),
}
_TAKE_AWAY = ("DROP TRIGGER passages_indexed", "DROP TRIGGER passages_forgotten", "DROP TABLE passage_index")
_PUT_IN = (
    "CREATE VIEW parted_passages AS SELECT number, coalesce(parted, text) AS text FROM passages",
    "CREATE VIRTUAL TABLE passage_index USING fts5(text, content = 'parted_passages', content_rowid = 'number', "
    "tokenize = 'unicode61 remove_diacritics 2')",
    "INSERT INTO passage_index (passage_index) VALUES ('rebuild')",
    "CREATE TRIGGER passages_indexed AFTER INSERT ON passages BEGIN INSERT INTO passage_index (rowid, text) "
    "VALUES (new.number, coalesce(new.parted, new.text)); END",
    "CREATE TRIGGER passages_forgotten AFTER DELETE ON passages BEGIN INSERT INTO passage_index (passage_index, rowid, "
    "text) VALUES ('delete', old.number, coalesce(old.parted, old.text)); END",
)


def upgrade() -> None:
    """The columns; in files and claims they are left empty for those that are there, as the log tells of them so."""
    for table, (name, comment) in _COLUMNS.items():
        op.add_column(table, sa.Column(name, TEXT, nullable=True, comment=comment))
    connection = op.get_bind()
    changed = _part(connection)
    if connection.dialect.name == "sqlite":
        for statement in (*_TAKE_AWAY, *_PUT_IN):
            op.execute(statement)
    elif changed:
        from provenance.store.postgresql import index_passages

        op.execute("DELETE FROM passage_index WHERE number IN (SELECT number FROM passages WHERE parted IS NOT NULL)")
        index_passages(connection, changed)


def _part(connection: sa.Connection) -> list[tuple[int, str]]:
    """Fill in how passages are parted that have words which nothing parts; these, with their numbers."""
    found = connection.execute(sa.select(_PASSAGES.c.number, _PASSAGES.c.text).order_by(_PASSAGES.c.number))
    passages = [(row.number, row.text, words) for row in found if (words := parting(row.text)) is not None]
    if passages:
        entered = sa.update(_PASSAGES).where(_PASSAGES.c.number == sa.bindparam("at"))
        rows = [{"at": number, "words": words} for number, _, words in passages]
        connection.execute(entered.values(parted=sa.bindparam("words")), rows)
    return [(number, text) for number, text, _ in passages]


def downgrade() -> None:
    raise NotImplementedError("the schema 0008 does not part words that no space parts; keep a copy")
