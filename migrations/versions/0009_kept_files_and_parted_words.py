"""A file's row says whether the file itself is kept, a claim what the source calls a hand that nobody has named.

Words that no space parts are parted in the index of words.

Revision: 0009, after 0008.
"""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from provenance.store import fts5_words
from provenance.store.columns import Words
from provenance.text.tokens import parted

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
    changed = dict(_parted(connection))
    if changed:
        entered = sa.update(_PASSAGES).where(_PASSAGES.c.number == sa.bindparam("at"))
        rows = [{"at": number, "words": words} for number, words in changed.items()]
        connection.execute(entered.values(parted=sa.bindparam("words")), rows)
    if connection.dialect.name == "sqlite":
        for statement in (*_TAKE_AWAY, *_PUT_IN):
            op.execute(statement)
    elif changed:
        _index_anew(connection, changed)


def _parted(connection: sa.Connection) -> Iterator[tuple[int, str]]:
    """The passages with words that nothing parts, and how they are parted."""
    passages = sa.select(_PASSAGES.c.number, _PASSAGES.c.text).order_by(_PASSAGES.c.number)
    for number, text in connection.execute(passages).all():
        if (words := parted(text)) is not None:
            yield number, words


def _index_anew(connection: sa.Connection, changed: dict[int, str]) -> None:
    """The words of these passages entered as they are parted now (PostgreSQL)."""
    rows = [
        {"number": number, "size": len(words), "words": fts5_words.as_vector(words)}
        for number, words in fts5_words.fold(changed).items()
    ]
    entered = "UPDATE passage_index SET size = :size, words = CAST(:words AS tsvector) WHERE number = :number"
    connection.execute(sa.text(entered), rows)


def downgrade() -> None:
    raise NotImplementedError("the schema 0008 does not part words that no space parts; keep a copy")
