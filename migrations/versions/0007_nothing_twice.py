"""What versions have in common is kept once: their passages, the sentences of their texts, and the places of blocks.

Revision: 0007, after 0006.
"""

import json
import zlib
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
NUMBER = sa.Integer().with_variant(sa.BigInteger(), "postgresql")
_AT_ONCE = 500

Row = dict[str, Any]


def upgrade() -> None:
    """Contents in the place of the lists of passages; texts and blocks packed in another way."""
    _create()
    _fill(op.get_bind())
    op.drop_table("version_passages")
    _pack_texts(op.get_bind())
    _pack_blocks(op.get_bind())


def downgrade() -> None:
    raise NotImplementedError("the schema 0006 keeps with every version what is kept once now; keep a copy")


# ---- passages


def _create() -> None:
    op.create_table(
        "contents",
        sa.Column("number", NUMBER, autoincrement=False, nullable=False, comment="in the order in which they were met"),
        sa.Column(
            "base",
            NUMBER,
            nullable=True,
            comment="the contents that they are told against; none where they are told whole",
        ),
        _refers("contents", ["base"], "contents", ["number"]),
        sa.PrimaryKeyConstraint("number", name="pk_contents"),
        comment="What versions contain, told once for all of the same passages.",
    )
    op.create_index("ix_contents_base", "contents", ["base"])
    op.create_table(
        "content_passages",
        sa.Column("contents", NUMBER, autoincrement=False, nullable=False),
        sa.Column("passage", NUMBER, autoincrement=False, nullable=False),
        sa.Column(
            "gone",
            sa.Boolean(),
            nullable=False,
            comment="true if the base has the passage, and these contents have not",
        ),
        _refers("content_passages", ["contents"], "contents", ["number"]),
        _refers("content_passages", ["passage"], "passages", ["number"]),
        sa.PrimaryKeyConstraint("contents", "passage", name="pk_content_passages"),
        comment="The passages of contents, or in what they differ from their base.",
        sqlite_with_rowid=False,
    )
    op.create_index("ix_content_passages_passage", "content_passages", ["passage"])
    op.create_table(
        "version_contents",
        sa.Column("work", TEXT, nullable=False),
        sa.Column("version", TEXT, nullable=False),
        sa.Column("contents", NUMBER, nullable=False),
        _refers("version_contents", ["work", "version"], "versions", ["work", "id"]),
        _refers("version_contents", ["contents"], "contents", ["number"]),
        sa.PrimaryKeyConstraint("work", "version", name="pk_version_contents"),
        comment="What each version contains, if its work is one that is indexed.",
        sqlite_with_rowid=False,
    )
    op.create_index("ix_version_contents_contents", "version_contents", ["contents"])


def _refers(table: str, columns: list[str], other: str, targets: list[str]) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        columns,
        [f"{other}.{target}" for target in targets],
        name=f"fk_{table}_{'_'.join(columns)}",
        initially="DEFERRED",
        deferrable=True,
    )


def _fill(connection: sa.Connection) -> None:
    """What each version contains, told against the version before it."""
    base, held, before, number = None, set[int](), None, 0
    for (work, version), passages in _versions(connection):
        if work != before:
            base, held, before = None, set(), work
        if base is None or passages != held:
            came, gone = passages - held, held - passages
            if len(came) + len(gone) >= len(passages):
                base, came, gone = None, passages, set()
            number += 1
            _add(connection, "contents", [{"number": number, "base": base}])
            told = [{"contents": number, "passage": one, "gone": one in gone} for one in sorted(came | gone)]
            _add(connection, "content_passages", told)
            base, held = number, passages
        _add(connection, "version_contents", [{"work": work, "version": version, "contents": base}])


def _versions(connection: sa.Connection) -> Iterator[tuple[tuple[str, str], set[int]]]:
    """Every version that is indexed with its passages, one work after another, each in its order."""
    listed = _rows(
        connection,
        "SELECT v.work, v.id, p.passage FROM versions v JOIN works w ON w.id = v.work "
        "LEFT JOIN version_passages p ON p.work = v.work AND p.version = v.id "
        "WHERE w.is_indexed AND v.text IS NOT NULL ORDER BY v.work, v.position",
    )
    for key, rows in groupby(listed, key=lambda row: (row.work, row.id)):
        yield key, {row.passage for row in rows} - {None}


# ---- texts and blocks


def _pack_texts(connection: sa.Connection) -> None:
    """Texts as pieces: what was kept from the start of another, the words between, what was kept from its end."""
    op.execute('ALTER TABLE texts RENAME COLUMN "between" TO pieces')
    lengths: dict[int, int] = {}
    changed = sa.text("UPDATE texts SET pieces = :pieces WHERE number = :number")
    for row in _rows(connection, "SELECT number, base, kept_start, kept_end, pieces FROM texts ORDER BY number"):
        words = zlib.decompress(row.pieces).decode()
        whole = lengths.get(row.base, 0)
        kept = [[0, row.kept_start], words, [whole - row.kept_end, whole]] if row.base else [words]
        pieces = [piece for piece in kept if (piece if isinstance(piece, str) else piece[0] < piece[1])]
        lengths[row.number] = row.kept_start + len(words) + row.kept_end
        connection.execute(changed, {"number": row.number, "pieces": _packed(pieces, 1)})
    op.drop_column("texts", "kept_start")
    op.drop_column("texts", "kept_end")
    _comment("texts", "pieces", "[words, or start and end in that text], in their order; JSON in UTF-8, packed by zlib")


def _pack_blocks(connection: sa.Connection) -> None:
    """Blocks column by column, each place as its distance from the one before."""
    op.add_column("versions", sa.Column("packed", sa.LargeBinary(), nullable=True))
    changed = sa.text("UPDATE versions SET packed = :packed WHERE work = :work AND id = :id")
    for row in _rows(connection, "SELECT work, id, blocks FROM versions WHERE blocks IS NOT NULL"):
        blocks = json.loads(row.blocks) if isinstance(row.blocks, str) else row.blocks
        if blocks is not None:
            connection.execute(changed, {"work": row.work, "id": row.id, "packed": _packed_blocks(blocks)})
    op.drop_column("versions", "blocks")
    op.execute("ALTER TABLE versions RENAME COLUMN packed TO blocks")
    _comment("versions", "blocks", "packed; nothing where the text alone gives them")


def _packed_blocks(blocks: list[list[Any]]) -> bytes:
    behind: list[int] = []
    numbers: list[int | None] = []
    at, due = 0, 1
    for _, start, end, paragraph, _ in blocks:
        behind.append(start - at)
        numbers.append(None if paragraph is None else paragraph - due)
        at, due = end, due if paragraph is None else paragraph + 1
    lengths = [end - start for _, start, end, _, _ in blocks]
    return _packed([[one[0] for one in blocks], behind, lengths, numbers, [one[4] for one in blocks]], -1)


def _packed(value: object, level: int) -> bytes:
    return zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), level)


def _comment(table: str, column: str, words: str) -> None:
    if op.get_context().dialect.name == "postgresql":
        op.execute(f"COMMENT ON COLUMN {table}.{column} IS '{words}'")


# ---- rows


def _rows(connection: sa.Connection, query: str) -> Iterator[Any]:
    """The rows of a query, some at a time, while others are written."""
    found = connection.execute(sa.text(query))
    while some := found.fetchmany(_AT_ONCE):
        yield from some


def _add(connection: sa.Connection, table: str, rows: Iterable[Row]) -> None:
    if rows := list(rows):
        columns = ", ".join(rows[0])
        marks = ", ".join(f":{name}" for name in rows[0])
        connection.execute(sa.text(f"INSERT INTO {table} ({columns}) VALUES ({marks})"), rows)
