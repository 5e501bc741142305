"""One shape for the versions of all works, a log, and nothing kept of what is computed anew.

What a library of the first edition holds is carried over: works and histories become works, withdrawn claims become
claims that were set aside, and every text is kept once. What was concluded is dropped: it is computed when it is asked
for.

Revision: 0003, after 0002.
"""

import hashlib
import json
import zlib
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
NUMBER = sa.Integer().with_variant(sa.BigInteger(), "postgresql")

_CONCLUDED = (
    "evidence",
    "attribution_names",
    "attributions",
    "edits",
    "assessments",
    "changes",
    "comparison_people",
    "comparisons",
)
_CARRIED = (
    "claim_revisers",
    "claim_places",
    "claims",
    "mark_revisers",
    "marks",
    "notes",
    "version_passages",
    "version_parents",
    "version_authors",
    "milestones",
    "blocks",
    "versions",
    "witnesses",
    "source_works",
    "source_people",
    "person_aliases",
    "works",
    "sources",
    "persons",
    "stretches",
    "revisions",
    "histories",
)
"""Tables that give way to others, those that refer to others first."""

Row = dict[str, Any]


def upgrade() -> None:
    if op.get_context().dialect.name != "sqlite":
        _create()  # no library of the first edition was ever kept elsewhere
        return
    for table in _CARRIED:
        op.execute(f"CREATE TEMPORARY TABLE old_{table} AS SELECT * FROM {table}")
    for table in (*_CONCLUDED, *_CARRIED):
        op.drop_table(table)
    _create()
    _Carrying(op.get_bind()).carry()
    for table in _CARRIED:
        op.execute(f"DROP TABLE old_{table}")


def downgrade() -> None:
    raise NotImplementedError("the schema 0002 has no room for the log and for claims that were set aside; keep a copy")


class _Carrying:
    """The rows of the first edition put into the tables of the second."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._numbers: dict[str, int] = {}
        self._lists: dict[str, dict[Any, list[Row]]] = {}

    def carry(self) -> None:
        """All of them, those first to which others refer."""
        for row in self._old("sources", "number"):
            self._add("sources", {**row, "warnings": _loaded(row["warnings"])})
        aliases = self._gathered("person_aliases", "person")
        for row in self._old("persons", "number"):
            self._add("persons", {**row, "aliases": [one["alias"] for one in aliases[row["name"],]], "same_as": None})
        for row in self._old("works", "number"):
            del row["state"]
            self._add("works", {**row, "read_from": None, "is_indexed": True})
        for table in ("source_works", "source_people", "witnesses"):
            for row in self._old(table):
                self._add(table, row)
        self._carry_versions()
        for row in self._old("version_passages"):
            self._add("version_passages", row)
        self._carry_testimony()
        self._carry_histories()

    def _carry_versions(self) -> None:
        parents, authors, blocks, milestones = (
            self._gathered(table, "work", "version")
            for table in ("version_parents", "version_authors", "blocks", "milestones")
        )
        for row in self._old("versions", "work, position"):
            key = (row["work"], row["id"])
            added = {
                "text": self._whole_text(row["text"]),
                "parents": [one["parent"] for one in parents[key]],
                "authors": [one["author"] for one in authors[key]],
                "blocks": [[one["kind"], one["start"], one["end"], one["paragraph"], None] for one in blocks[key]],
                "milestones": [[one["at"], one["kind"], one["label"], one["letters"]] for one in milestones[key]],
                "gaps": [],
            }
            self._add("versions", {**row, **added})

    def _whole_text(self, text: str) -> int:
        digest = _hash(text)
        if digest not in self._numbers:
            self._add_text(digest, None, 0, 0, zlib.compress(text.encode(), 1))
        return self._numbers[digest]

    def _add_text(self, digest: str, base: int | None, start: int, end: int, between: bytes) -> None:
        number = self._numbers[digest] = len(self._numbers) + 1
        kept = {"base": base, "kept_start": start, "kept_end": end, "between": between}
        self._add("texts", {"number": number, "sha256": digest, **kept})

    def _carry_testimony(self) -> None:
        for row in self._old("notes", "work, position"):
            self._add("notes", {**row, "mentions": _loaded(row["mentions"]), "author": None, "date": None})
        names = self._gathered("mark_revisers", "work", "mark")
        for row in self._old("marks", "work, position"):
            revisers = [one["name"] for one in names[row["work"], row["id"]]]
            unknown = {"made_in": None, "origin": None, "certainty": "high", "interpreter": None}
            self._add("marks", {**row, "revisers": revisers, **unknown})
        names, places = (self._gathered(table, "work", "claim") for table in ("claim_revisers", "claim_places"))
        for row in self._old("claims", "work, position"):
            key = (row["work"], row["id"])
            by, at = row.pop("withdrawn_by"), row.pop("withdrawn_at")
            targets = [_place(one) for one in places[key] if one["role"] == "target"]
            added = {
                "revisers": [one["name"] for one in names[key]],
                "caveats": _loaded(row["caveats"]),
                "target": targets[0] if targets else None,
                "places": [_place(one) for one in places[key] if one["role"] == "possible"],
                "reading": "sure",
                "set_aside": None if at is None else {"by": by, "reason": "withdrawn", "at": at},
            }
            self._add("claims", {**row, **added})

    def _carry_histories(self) -> None:
        taken = {row["id"] for row in self._old("works")}
        last = max((row["number"] for row in self._old("works")), default=0)
        for row in self._old("histories", "number"):
            last += 1
            id = next(name for name in _names(row["id"]) if name not in taken)
            taken.add(id)
            work = {"number": last, "id": id, "title": row["title"], "source": row["source"], "order": 0}
            unknown = {"date": None, "url": None}
            self._add("works", {**work, **unknown, "read_from": row["source"], "is_indexed": False})
            self._add("lineages", {"work": last, "engine": row["engine"]})
            self._carry_revisions(row["number"], last, id)
            for piece in self._old("stretches", "number", row["number"]):
                del piece["history"]
                self._add("stretches", {**piece, "work": last})

    def _carry_revisions(self, history: int, number: int, work: str) -> None:
        ids: list[str] = []
        text, base = "", None
        for row in self._old("revisions", "number", history):
            between = zlib.decompress(row["text"]).decode()
            text = text[: row["text_start"]] + between + text[len(text) - row["text_end"] :]
            digest = None if row["is_gap"] else _hash(text)
            if digest is not None and digest not in self._numbers:
                if base is None or len(ids) % 32 == 0:
                    self._add_text(digest, None, 0, 0, zlib.compress(text.encode(), 1))
                else:
                    self._add_text(digest, base, row["text_start"], row["text_end"], row["text"])
            base = None if digest is None else self._numbers[digest]
            parents = _loaded(row["parents"])
            self._add(
                "versions",
                {
                    "work": work,
                    "id": row["id"],
                    "position": row["number"],
                    "label": row["id"],
                    "text": base,
                    "sha256": digest,
                    "standing": "extant",
                    "date": row["date"],
                    "witness": None,
                    "method": None,
                    "comment": row["comment"],
                    "parents": [ids[parent] for parent in parents],
                    "authors": _loaded(row["authors"]),
                    "blocks": None,
                    "milestones": [],
                    "gaps": [],
                },
            )
            ids.append(row["id"])
            kept = ("number", "is_gap", "first_instance", "stretches_start", "stretches_end", "stretches")
            traced = {name: row[name] for name in kept}
            self._add("traced", {**traced, "work": number, "version": row["id"], "parents": parents})

    def _old(self, table: str, order: str = "rowid", history: int | None = None) -> Iterator[Row]:
        where = "" if history is None else f" WHERE history = {history}"
        for row in self._connection.execute(sa.text(f"SELECT * FROM old_{table}{where} ORDER BY {order}")).mappings():
            yield dict(row)

    def _gathered(self, table: str, *key: str) -> dict[Any, list[Row]]:
        """The rows of a table of lists, gathered by what they belong to, in order."""
        piles: dict[Any, list[Row]] = defaultdict(list)
        for row in self._old(table, "ordinal"):
            piles[tuple(row[name] for name in key)].append(row)
        return piles

    def _add(self, table: str, row: Row) -> None:
        values = {
            name: json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
            for name, value in row.items()
        }
        columns, marks = ", ".join(f'"{name}"' for name in values), ", ".join(f":{name}" for name in values)
        self._connection.execute(sa.text(f"INSERT INTO {table} ({columns}) VALUES ({marks})"), values)


def _loaded(value: str) -> Any:
    return json.loads(value)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _place(row: Row) -> list[Any]:
    return [row["version"], row["start"], row["end"], row["start_certainty"], row["end_certainty"]]


def _names(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1


def _create() -> None:
    op.create_table(
        "entries",
        sa.Column(
            "number",
            NUMBER,
            autoincrement=False,
            nullable=False,
            comment="in the order in which the changes were made",
        ),
        sa.Column("what", TEXT, nullable=False, comment="what was done, in a few words"),
        sa.Column("work", TEXT, nullable=True, comment="the work that was changed, where it was one"),
        sa.Column("by", TEXT, nullable=False, comment="who did it"),
        sa.Column("at", TEXT, nullable=False, comment="when, in UTC"),
        sa.Column("reason", TEXT, nullable=True, comment="why, in his own words"),
        sa.Column("undoes", NUMBER, nullable=True, comment="the entry that it took back"),
        sa.Column("continues", NUMBER, nullable=True, comment="the entry of which it is a further part"),
        sa.Column(
            "changes",
            sa.LargeBinary(),
            nullable=False,
            comment="the keys and hashes of rows added, and the rows changed and taken away as they were, packed JSON",
        ),
        sa.Column("previous", TEXT, nullable=False, comment="the hash of the entry before; empty for the first"),
        sa.Column("hash", TEXT, nullable=False, comment="hex, of all the rest"),
        sa.ForeignKeyConstraint(
            ["continues"], ["entries.number"], name=op.f("fk_entries_continues"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["undoes"], ["entries.number"], name=op.f("fk_entries_undoes"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_entries")),
        comment="Every change of the library.",
    )
    op.create_index(op.f("ix_entries_work"), "entries", ["work"], unique=False)
    op.create_table(
        "persons",
        sa.Column("number", NUMBER, autoincrement=False, nullable=False, comment="in the order in which they were met"),
        sa.Column("name", TEXT, nullable=False, comment="canonical and full"),
        sa.Column("short", TEXT, nullable=False, comment="for tables"),
        sa.Column("role", TEXT, nullable=True),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False, comment="other forms met in sources"),
        sa.Column(
            "same_as",
            TEXT,
            nullable=True,
            comment="the name under which this person is told now: renamed, or found to be the same",
        ),
        sa.CheckConstraint("kind IN ('person', 'office', 'hand')", name=op.f("ck_persons_kind")),
        sa.ForeignKeyConstraint(
            ["same_as"], ["persons.name"], name=op.f("fk_persons_same_as"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_persons")),
        sa.UniqueConstraint("name", name=op.f("uq_persons_name")),
        comment="Persons, offices and unnamed hands. Names elsewhere need not be in here: a source may name anybody.",
    )
    op.create_table(
        "sources",
        sa.Column(
            "number",
            NUMBER,
            autoincrement=False,
            nullable=False,
            comment="in the order in which the files were received",
        ),
        sa.Column("name", TEXT, nullable=False, comment="the file's name as given"),
        sa.Column(
            "sha256", TEXT, nullable=False, comment="hex, of the file's bytes: by it the same file is known again"
        ),
        sa.Column("warnings", sa.JSON(), nullable=False, comment="what was odd in it, a list of sentences"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_sources")),
        sa.UniqueConstraint("sha256", name=op.f("uq_sources_sha256")),
        comment="Files that were read.",
    )
    op.create_table(
        "texts",
        sa.Column(
            "number",
            NUMBER,
            autoincrement=False,
            nullable=False,
            comment="in the order in which they were received",
        ),
        sa.Column("sha256", TEXT, nullable=False, comment="hex, of the text in UTF-8"),
        sa.Column(
            "base", NUMBER, nullable=True, comment="the text that it is kept against; none where it is kept whole"
        ),
        sa.Column("kept_start", NUMBER, nullable=False, comment="characters kept from the start of that text"),
        sa.Column("kept_end", NUMBER, nullable=False, comment="characters kept from its end"),
        sa.Column("between", sa.LargeBinary(), nullable=False, comment="the characters between, packed"),
        sa.ForeignKeyConstraint(
            ["base"], ["texts.number"], name=op.f("fk_texts_base"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_texts")),
        sa.UniqueConstraint("sha256", name=op.f("uq_texts_sha256")),
        comment="Every text once, as it stands, never altered and never taken away.",
    )
    op.create_table(
        "works",
        sa.Column(
            "number",
            NUMBER,
            autoincrement=False,
            nullable=False,
            comment="in the order in which the works were received",
        ),
        sa.Column("id", TEXT, nullable=False, comment="unique in the library, made from the source"),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("source", TEXT, nullable=False, comment="the citation"),
        sa.Column("date", TEXT, nullable=True),
        sa.Column("url", TEXT, nullable=True),
        sa.Column("order", NUMBER, nullable=False, comment="the place of the work among the works of its source"),
        sa.Column(
            "read_from",
            TEXT,
            nullable=True,
            comment="where its revisions are read from, and gone on with when there are more",
        ),
        sa.Column(
            "is_indexed",
            sa.Boolean(),
            nullable=False,
            comment="false where there are so many versions that words are looked up in their texts",
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_works")),
        sa.UniqueConstraint("id", name=op.f("uq_works_id")),
        comment="Letters, memoranda, pages and files that went through drafts.",
    )
    op.create_table(
        "lineages",
        sa.Column("work", NUMBER, autoincrement=False, nullable=False, comment="the number of the work"),
        sa.Column("engine", TEXT, nullable=False, comment="what followed the words, with its version"),
        sa.ForeignKeyConstraint(
            ["work"], ["works.number"], name=op.f("fk_lineages_work"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("work", name=op.f("pk_lineages")),
        comment="Works whose words have been followed.",
    )
    op.create_table(
        "source_people",
        sa.Column("source", NUMBER, autoincrement=False, nullable=False),
        sa.Column("ordinal", NUMBER, autoincrement=False, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["person"], ["persons.name"], name=op.f("fk_source_people_person"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["source"], ["sources.number"], name=op.f("fk_source_people_source"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("source", "ordinal", name=op.f("pk_source_people")),
        comment="Who is named in a file.",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "source_works",
        sa.Column("source", NUMBER, autoincrement=False, nullable=False),
        sa.Column("ordinal", NUMBER, autoincrement=False, nullable=False),
        sa.Column("work", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["source"], ["sources.number"], name=op.f("fk_source_works_source"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["work"], ["works.id"], name=op.f("fk_source_works_work"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("source", "ordinal", name=op.f("pk_source_works")),
        comment="Which works a file holds, in its order; a work may be met in several files.",
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_source_works_work"), "source_works", ["work"], unique=False)
    op.create_table(
        "witnesses",
        sa.Column("work", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("position", NUMBER, nullable=False, comment="the place among the work's witnesses"),
        sa.Column("siglum", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("seen", sa.Boolean(), nullable=False, comment="true if it lies before us"),
        sa.Column("sha256", TEXT, nullable=True, comment="hex, of the bytes of the file, if it was seen"),
        sa.Column(
            "attested_by",
            TEXT,
            nullable=True,
            comment="the words of the source that tells of it, if it was not seen",
        ),
        sa.Column("date", TEXT, nullable=True),
        sa.ForeignKeyConstraint(
            ["work"], ["works.id"], name=op.f("fk_witnesses_work"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("work", "id", name=op.f("pk_witnesses")),
        sa.UniqueConstraint("work", "position", name=op.f("uq_witnesses_work_position")),
        comment="What carries a text: a printed page, a typescript, a file, a commit.",
    )
    op.create_table(
        "stretches",
        sa.Column("work", NUMBER, autoincrement=False, nullable=False),
        sa.Column("number", NUMBER, autoincrement=False, nullable=False),
        sa.Column("text", TEXT, nullable=False, comment="a line, or a sentence of a long line"),
        sa.Column(
            "instances", sa.LargeBinary(), nullable=False, comment="runs of instances: first and how many, packed"
        ),
        sa.ForeignKeyConstraint(
            ["work"], ["lineages.work"], name=op.f("fk_stretches_work"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("work", "number", name=op.f("pk_stretches")),
        comment="Pieces of text as they stand in the versions, with the instance of every word.",
    )
    op.create_table(
        "traced",
        sa.Column("work", NUMBER, autoincrement=False, nullable=False),
        sa.Column("number", NUMBER, autoincrement=False, nullable=False, comment="the order in which they were read"),
        sa.Column("version", TEXT, nullable=False, comment="its id"),
        sa.Column("parents", sa.JSON(), nullable=False, comment="numbers of versions"),
        sa.Column("is_gap", sa.Boolean(), nullable=False, comment="true if it was made but its words are not known"),
        sa.Column("first_instance", NUMBER, nullable=False, comment="of the words put down in it"),
        sa.Column(
            "stretches_start",
            NUMBER,
            nullable=False,
            comment="stretches kept from the start of the version before",
        ),
        sa.Column("stretches_end", NUMBER, nullable=False, comment="stretches kept from its end"),
        sa.Column("stretches", sa.LargeBinary(), nullable=False, comment="numbers of the stretches between, packed"),
        sa.ForeignKeyConstraint(
            ["work"], ["lineages.work"], name=op.f("fk_traced_work"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("work", "number", name=op.f("pk_traced")),
        comment="Versions whose words have been followed.",
    )
    op.create_table(
        "versions",
        sa.Column("work", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("position", NUMBER, nullable=False, comment="the place among the work's versions"),
        sa.Column("label", TEXT, nullable=False),
        sa.Column("text", NUMBER, nullable=True, comment="its text; none if it was made but its words are not known"),
        sa.Column("sha256", TEXT, nullable=True, comment="hex, of the text in UTF-8"),
        sa.Column("standing", TEXT, nullable=False),
        sa.Column("date", TEXT, nullable=True, comment="EDTF, as exact as the source is"),
        sa.Column(
            "witness",
            TEXT,
            nullable=True,
            comment="what carries it; for a reconstruction, the lost witness that it stands for",
        ),
        sa.Column("method", TEXT, nullable=True, comment="how it was reconstructed"),
        sa.Column("comment", TEXT, nullable=True),
        sa.Column(
            "parents",
            sa.JSON(),
            nullable=False,
            comment="ids of the versions that it was made from; the library keeps this free of cycles",
        ),
        sa.Column("authors", sa.JSON(), nullable=False, comment="canonical names, several = jointly"),
        sa.Column(
            "blocks",
            sa.JSON(none_as_null=True),
            nullable=True,
            comment="[kind, start, end, paragraph, part]; nothing where the text alone gives them",
        ),
        sa.Column(
            "milestones",
            sa.JSON(),
            nullable=False,
            comment="[at, kind, label, letters]: what was taken out of the running text",
        ),
        sa.Column("gaps", sa.JSON(), nullable=False, comment="[at, reason]: where it is not known what it read"),
        sa.CheckConstraint("(standing = 'reconstructed') = (method IS NOT NULL)", name=op.f("ck_versions_method")),
        sa.CheckConstraint("standing IN ('extant', 'reconstructed')", name=op.f("ck_versions_standing")),
        sa.CheckConstraint("(text IS NULL) = (sha256 IS NULL)", name=op.f("ck_versions_text")),
        sa.ForeignKeyConstraint(
            ["text"], ["texts.number"], name=op.f("fk_versions_text"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["work", "witness"],
            ["witnesses.work", "witnesses.id"],
            name=op.f("fk_versions_work_witness"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["work"], ["works.id"], name=op.f("fk_versions_work"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("work", "id", name=op.f("pk_versions")),
        sa.UniqueConstraint("work", "position", name=op.f("uq_versions_work_position")),
        comment="States of a work's text.",
    )
    op.create_table(
        "marks",
        sa.Column("work", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("position", NUMBER, nullable=False, comment="the place among the work's marks"),
        sa.Column("version", TEXT, nullable=False),
        sa.Column("act", TEXT, nullable=False),
        sa.Column("start", NUMBER, nullable=False),
        sa.Column("end", NUMBER, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("revisers", sa.JSON(), nullable=False, comment="names, several = jointly"),
        sa.Column("date", TEXT, nullable=True, comment="as recorded"),
        sa.Column("comment", TEXT, nullable=True),
        sa.Column("made_in", TEXT, nullable=True, comment="the version that the change produced"),
        sa.Column("origin", sa.JSON(none_as_null=True), nullable=True, comment="where moved words came from"),
        sa.Column("certainty", TEXT, nullable=False, comment="of the reviser"),
        sa.Column("interpreter", TEXT, nullable=True, comment="the editor who reads the hand"),
        sa.CheckConstraint(
            "act IN ('insert', 'delete', 'replace', 'move', 'draft', 'revise', 'underline', 'comment', 'approve')",
            name=op.f("ck_marks_act"),
        ),
        sa.CheckConstraint("certainty IN ('high', 'medium', 'low', 'unknown')", name=op.f("ck_marks_certainty")),
        sa.CheckConstraint('"start" >= 0 AND "end" >= "start"', name=op.f("ck_marks_place")),
        sa.ForeignKeyConstraint(
            ["work", "version"],
            ["versions.work", "versions.id"],
            name=op.f("fk_marks_work_version"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["work"], ["works.id"], name=op.f("fk_marks_work"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("work", "id", name=op.f("pk_marks")),
        sa.UniqueConstraint("work", "position", name=op.f("uq_marks_work_position")),
        comment="Changes that a source itself records.",
    )
    op.create_table(
        "notes",
        sa.Column("work", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("position", NUMBER, nullable=False, comment="the place among the work's notes"),
        sa.Column("number", TEXT, nullable=True, comment="as printed"),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("place", TEXT, nullable=False, comment="where the marker hangs"),
        sa.Column("version", TEXT, nullable=True),
        sa.Column("at", NUMBER, nullable=True, comment="the place in the text of the version"),
        sa.Column("kind", TEXT, nullable=False, comment="TEI @type, or footnote"),
        sa.Column(
            "mentions",
            sa.JSON(),
            nullable=False,
            comment="[start, end, name]: persons whom the source itself ties to words",
        ),
        sa.Column("author", TEXT, nullable=True, comment="who wrote a comment in the margin"),
        sa.Column("date", TEXT, nullable=True, comment="when"),
        sa.CheckConstraint("place IN ('text', 'heading', 'none')", name=op.f("ck_notes_place")),
        sa.CheckConstraint("(place = 'text') = (\"at\" IS NOT NULL)", name=op.f("ck_notes_anchor")),
        sa.ForeignKeyConstraint(
            ["work", "version"],
            ["versions.work", "versions.id"],
            name=op.f("fk_notes_work_version"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["work"], ["works.id"], name=op.f("fk_notes_work"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("work", "id", name=op.f("pk_notes")),
        sa.UniqueConstraint("work", "position", name=op.f("uq_notes_work_position")),
        comment="Editors' notes.",
    )
    op.create_table(
        "version_passages",
        sa.Column("work", TEXT, nullable=False),
        sa.Column("version", TEXT, nullable=False),
        sa.Column("ordinal", NUMBER, autoincrement=False, nullable=False),
        sa.Column("start", NUMBER, nullable=False, comment="where the passage begins in the version's text"),
        sa.Column("passage", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(
            ["passage"],
            ["passages.number"],
            name=op.f("fk_version_passages_passage"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["work", "version"],
            ["versions.work", "versions.id"],
            name=op.f("fk_version_passages_work_version"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("work", "version", "ordinal", name=op.f("pk_version_passages")),
        comment="Which passages a version is made of.",
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_version_passages_passage"), "version_passages", ["passage"], unique=False)
    op.create_table(
        "claims",
        sa.Column("work", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("position", NUMBER, nullable=False, comment="the place among the work's claims"),
        sa.Column("revisers", sa.JSON(), nullable=False, comment="canonical names, several = jointly"),
        sa.Column("act", TEXT, nullable=False),
        sa.Column("scope", TEXT, nullable=False),
        sa.Column("certainty", TEXT, nullable=False, comment="of the person"),
        sa.Column("quote", TEXT, nullable=False, comment="the words that say it"),
        sa.Column("source", TEXT, nullable=False, comment="the citation"),
        sa.Column("note", TEXT, nullable=True, comment="the note that says it"),
        sa.Column("mark", TEXT, nullable=True, comment="the recorded change that it comes from"),
        sa.Column("said_start", NUMBER, nullable=True, comment="the place of the words in the note"),
        sa.Column("said_end", NUMBER, nullable=True),
        sa.Column("rule", TEXT, nullable=False, comment="the name of the rule that read it"),
        sa.Column("target", sa.JSON(none_as_null=True), nullable=True, comment="the words that it is about"),
        sa.Column(
            "places", sa.JSON(), nullable=False, comment="the words that it could be about, where that is not decided"
        ),
        sa.Column("earlier_reading", TEXT, nullable=True),
        sa.Column("later_reading", TEXT, nullable=True),
        sa.Column(
            "printed",
            sa.Boolean(),
            nullable=True,
            comment="true: the text shows the state after the change; null: not known",
        ),
        sa.Column("hedge", TEXT, nullable=True, comment="the word that lowered the certainty"),
        sa.Column(
            "actual", sa.Boolean(), nullable=False, comment="false for what was only suggested or made elsewhere"
        ),
        sa.Column("caveats", sa.JSON(), nullable=False, comment="sentences that limit what follows from it"),
        sa.Column("asserted_by", TEXT, nullable=False, comment="who speaks"),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("date", TEXT, nullable=True),
        sa.Column("reading", TEXT, nullable=False, comment="whether the program is sure that it reads the note right"),
        sa.Column(
            "set_aside",
            sa.JSON(none_as_null=True),
            nullable=True,
            comment="{by, reason, at}: who set it aside, why and when; the claim itself stays",
        ),
        sa.CheckConstraint(
            "act IN ('insert', 'delete', 'replace', 'move', 'draft', 'revise', 'underline', 'comment', 'approve')",
            name=op.f("ck_claims_act"),
        ),
        sa.CheckConstraint("certainty IN ('high', 'medium', 'low', 'unknown')", name=op.f("ck_claims_certainty")),
        sa.CheckConstraint("reading IN ('sure', 'possible')", name=op.f("ck_claims_reading")),
        sa.CheckConstraint(
            "scope IN ('phrase', 'clause', 'sentence', 'sentences', 'part-of-paragraph', "
            "'paragraph', 'paragraphs', 'document', 'unknown')",
            name=op.f("ck_claims_scope"),
        ),
        sa.CheckConstraint('"said_start" >= 0 AND "said_end" >= "said_start"', name=op.f("ck_claims_said")),
        sa.CheckConstraint("(said_start IS NULL) = (said_end IS NULL)", name=op.f("ck_claims_said_whole")),
        sa.ForeignKeyConstraint(
            ["work", "mark"],
            ["marks.work", "marks.id"],
            name=op.f("fk_claims_work_mark"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["work", "note"],
            ["notes.work", "notes.id"],
            name=op.f("fk_claims_work_note"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["work"], ["works.id"], name=op.f("fk_claims_work"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("work", "id", name=op.f("pk_claims")),
        sa.UniqueConstraint("work", "position", name=op.f("uq_claims_work_position")),
        comment="Testimony: somebody says that somebody did something to certain words.",
    )
