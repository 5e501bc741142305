"""The library: what was received, what is said of it, what was concluded, and the index of words.

Revision: 0001, the first.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
NUMBER = sa.Integer().with_variant(sa.BigInteger(), "postgresql")


def upgrade() -> None:
    _create_passages()
    if op.get_context().dialect.name == "sqlite":
        _create_the_rest()
        _create_index_of_sqlite()
    else:
        _create_index_of_postgresql()


def _create_the_rest() -> None:
    """The other tables of the first edition, which no library on another database ever was of."""
    op.create_table(
        "persons",
        sa.Column("number", sa.Integer(), nullable=False, comment="in the order in which they were met"),
        sa.Column("name", sa.Text(), nullable=False, comment="canonical and full"),
        sa.Column("short", sa.Text(), nullable=False, comment="for tables"),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('person', 'office', 'hand')", name=op.f("ck_persons_kind")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_persons")),
        sa.UniqueConstraint("name", name=op.f("uq_persons_name")),
        comment="Persons, offices and unnamed hands. Names elsewhere need not be in here: a source may name anybody.",
    )
    op.create_table(
        "sources",
        sa.Column("number", sa.Integer(), nullable=False, comment="in the order in which the files were received"),
        sa.Column("name", sa.Text(), nullable=False, comment="the file's name as given"),
        sa.Column(
            "sha256", sa.Text(), nullable=False, comment="hex, of the file's bytes: by it the same file is known again"
        ),
        sa.Column("warnings", sa.JSON(), nullable=False, comment="what was odd in it, a list of sentences"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_sources")),
        sa.UniqueConstraint("sha256", name=op.f("uq_sources_sha256")),
        comment="Files that were read.",
    )
    op.create_table(
        "works",
        sa.Column("number", sa.Integer(), nullable=False, comment="in the order in which the works were received"),
        sa.Column("id", sa.Text(), nullable=False, comment="unique in the library, made from the source"),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False, comment="the citation"),
        sa.Column("date", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("order", sa.Integer(), nullable=False, comment="the place of the work among the works of its source"),
        sa.Column(
            "state",
            sa.Integer(),
            nullable=False,
            comment="goes up with everything that is added or withdrawn: what was computed before is then out of date",
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_works")),
        sa.UniqueConstraint("id", name=op.f("uq_works_id")),
        comment="Letters, memoranda and files that went through drafts.",
    )
    op.create_table(
        "person_aliases",
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("alias", sa.Text(), nullable=False, comment="another form met in sources"),
        sa.ForeignKeyConstraint(
            ["person"], ["persons.name"], name=op.f("fk_person_aliases_person"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("person", "ordinal", name=op.f("pk_person_aliases")),
        comment="Other names of a person.",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "source_people",
        sa.Column("source", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
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
        sa.Column("source", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("work", sa.Text(), nullable=False),
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
        sa.Column("work", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False, comment="the place among the work's witnesses"),
        sa.Column("siglum", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("seen", sa.Boolean(), nullable=False, comment="true if it lies before us"),
        sa.Column("sha256", sa.Text(), nullable=True, comment="hex, of the bytes of the file, if it was seen"),
        sa.Column(
            "attested_by",
            sa.Text(),
            nullable=True,
            comment="the words of the source that tells of it, if it was not seen",
        ),
        sa.Column("date", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["work"], ["works.id"], name=op.f("fk_witnesses_work"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("work", "id", name=op.f("pk_witnesses")),
        sa.UniqueConstraint("work", "position", name=op.f("uq_witnesses_work_position")),
        comment="What carries a text: a printed page, a typescript, a file, a commit.",
    )
    op.create_table(
        "versions",
        sa.Column("work", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column(
            "position",
            sa.Integer(),
            nullable=False,
            comment="the place among the work's versions; the last one is also called final",
        ),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False, comment="as it stands, never altered"),
        sa.Column("sha256", sa.Text(), nullable=False, comment="hex, of the text in UTF-8"),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("date", sa.Text(), nullable=True, comment="ISO 8601, as exact as the source is"),
        sa.Column(
            "witness",
            sa.Text(),
            nullable=True,
            comment="what carries it; for a reconstruction, the lost witness that it stands for",
        ),
        sa.Column("method", sa.Text(), nullable=True, comment="how it was reconstructed"),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.CheckConstraint("(standing = 'reconstructed') = (method IS NOT NULL)", name=op.f("ck_versions_method")),
        sa.CheckConstraint("standing IN ('extant', 'reconstructed')", name=op.f("ck_versions_standing")),
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
    op.create_index(op.f("ix_versions_work_label"), "versions", ["work", "label"], unique=False)
    op.create_table(
        "blocks",
        sa.Column("work", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("paragraph", sa.Integer(), nullable=True, comment="from 1 after the salutation"),
        sa.CheckConstraint(
            "kind IN ('heading', 'dateline', 'salutation', 'paragraph', 'item', 'table', 'closer', 'signature')",
            name=op.f("ck_blocks_kind"),
        ),
        sa.CheckConstraint('"start" >= 0 AND "end" >= "start"', name=op.f("ck_blocks_place")),
        sa.ForeignKeyConstraint(
            ["work", "version"],
            ["versions.work", "versions.id"],
            name=op.f("fk_blocks_work_version"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("work", "version", "ordinal", name=op.f("pk_blocks")),
        comment="Headings, salutations, paragraphs, signatures of a version.",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "comparisons",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("work", sa.Text(), nullable=False),
        sa.Column("base", sa.Text(), nullable=False),
        sa.Column("revised", sa.Text(), nullable=False),
        sa.Column("engine", sa.Text(), nullable=False, comment="what computed it, with its version"),
        sa.Column("state", sa.Integer(), nullable=False, comment="the state of the work for which this was computed"),
        sa.Column("caveats", sa.JSON(), nullable=False, comment="sentences on what is not known"),
        sa.ForeignKeyConstraint(
            ["work", "base"],
            ["versions.work", "versions.id"],
            name=op.f("fk_comparisons_work_base"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["work", "revised"],
            ["versions.work", "versions.id"],
            name=op.f("fk_comparisons_work_revised"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_comparisons")),
        sa.UniqueConstraint("work", "base", "revised", name=op.f("uq_comparisons_work_base_revised")),
        comment="Every change from one version to another, and what was concluded of them.",
    )
    op.create_table(
        "marks",
        sa.Column("work", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False, comment="the place among the work's marks"),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("date", sa.Text(), nullable=True, comment="as recorded"),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "act IN ('insert', 'delete', 'replace', 'move', 'draft', 'revise', 'underline', 'comment', 'approve')",
            name=op.f("ck_marks_act"),
        ),
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
        "milestones",
        sa.Column("work", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.Integer(), nullable=False, comment="the place in the version's text"),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False, comment="what the letters name"),
        sa.Column("letters", sa.Text(), nullable=False, comment="exactly what stood there in the source"),
        sa.CheckConstraint(
            "kind IN ('page', 'note marker', 'line-end hyphen', 'heading', 'layout')", name=op.f("ck_milestones_kind")
        ),
        sa.CheckConstraint('"at" >= 0', name=op.f("ck_milestones_at")),
        sa.ForeignKeyConstraint(
            ["work", "version"],
            ["versions.work", "versions.id"],
            name=op.f("fk_milestones_work_version"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("work", "version", "ordinal", name=op.f("pk_milestones")),
        comment="Page numbers, note markers, end-of-line hyphens that were taken out of the running text.",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "notes",
        sa.Column("work", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False, comment="the place among the work's notes"),
        sa.Column("number", sa.Text(), nullable=True, comment="as printed"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False, comment="where the marker hangs"),
        sa.Column("version", sa.Text(), nullable=True),
        sa.Column("at", sa.Integer(), nullable=True, comment="the place in the text of the version"),
        sa.Column("kind", sa.Text(), nullable=False, comment="TEI @type, or footnote"),
        sa.Column(
            "mentions",
            sa.JSON(),
            nullable=False,
            comment="[start, end, name]: persons whom the source itself ties to words",
        ),
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
        "version_authors",
        sa.Column("work", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("author", sa.Text(), nullable=False, comment="canonical name"),
        sa.ForeignKeyConstraint(
            ["work", "version"],
            ["versions.work", "versions.id"],
            name=op.f("fk_version_authors_work_version"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("work", "version", "ordinal", name=op.f("pk_version_authors")),
        comment="Who made a version, several = jointly.",
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_version_authors_author"), "version_authors", ["author"], unique=False)
    op.create_table(
        "version_parents",
        sa.Column("work", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("parent", sa.Text(), nullable=False),
        sa.CheckConstraint("parent <> version", name=op.f("ck_version_parents_parent")),
        sa.ForeignKeyConstraint(
            ["work", "parent"],
            ["versions.work", "versions.id"],
            name=op.f("fk_version_parents_work_parent"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["work", "version"],
            ["versions.work", "versions.id"],
            name=op.f("fk_version_parents_work_version"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("work", "version", "ordinal", name=op.f("pk_version_parents")),
        comment="Which version was made from which. The library keeps this free of cycles.",
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_version_parents_work_parent"), "version_parents", ["work", "parent"], unique=False)
    op.create_table(
        "version_passages",
        sa.Column("work", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False, comment="where the passage begins in the version's text"),
        sa.Column("passage", sa.Integer(), nullable=False),
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
        "changes",
        sa.Column("comparison", sa.Integer(), nullable=False),
        sa.Column(
            "position",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="whole changes in the order of the revised text, then pieces",
        ),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column(
            "is_piece", sa.Boolean(), nullable=False, comment="true for what was split off at the edge of a claim"
        ),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("before_start", sa.Integer(), nullable=True),
        sa.Column("before_end", sa.Integer(), nullable=True),
        sa.Column("before_text", sa.Text(), nullable=True),
        sa.Column("after_start", sa.Integer(), nullable=True),
        sa.Column("after_end", sa.Integer(), nullable=True),
        sa.Column("after_text", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('insertion', 'deletion', 'substitution', 'transposition', 'orthographic')",
            name=op.f("ck_changes_kind"),
        ),
        sa.CheckConstraint('"after_start" >= 0 AND "after_end" >= "after_start"', name=op.f("ck_changes_after")),
        sa.CheckConstraint('"before_start" >= 0 AND "before_end" >= "before_start"', name=op.f("ck_changes_before")),
        sa.CheckConstraint("before_text IS NOT NULL OR after_text IS NOT NULL", name=op.f("ck_changes_words")),
        sa.ForeignKeyConstraint(
            ["comparison"], ["comparisons.number"], name=op.f("fk_changes_comparison"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("comparison", "position", name=op.f("pk_changes")),
        comment="Changes as a reader sees them.",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "claims",
        sa.Column("work", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False, comment="the place among the work's claims"),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("certainty", sa.Text(), nullable=False, comment="of the person"),
        sa.Column("quote", sa.Text(), nullable=False, comment="the words that say it"),
        sa.Column("source", sa.Text(), nullable=False, comment="the citation"),
        sa.Column("note", sa.Text(), nullable=True, comment="the note that says it"),
        sa.Column("mark", sa.Text(), nullable=True, comment="the recorded change that it comes from"),
        sa.Column("said_start", sa.Integer(), nullable=True, comment="the place of the words in the note"),
        sa.Column("said_end", sa.Integer(), nullable=True),
        sa.Column("rule", sa.Text(), nullable=False, comment="the name of the rule that read it"),
        sa.Column("earlier_reading", sa.Text(), nullable=True),
        sa.Column("later_reading", sa.Text(), nullable=True),
        sa.Column(
            "printed",
            sa.Boolean(),
            nullable=True,
            comment="true: the text shows the state after the change; null: not known",
        ),
        sa.Column("hedge", sa.Text(), nullable=True, comment="the word that lowered the certainty"),
        sa.Column(
            "actual", sa.Boolean(), nullable=False, comment="false for what was only suggested or made elsewhere"
        ),
        sa.Column("caveats", sa.JSON(), nullable=False, comment="sentences that limit what follows from it"),
        sa.Column("asserted_by", sa.Text(), nullable=False, comment="who speaks"),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("date", sa.Text(), nullable=True),
        sa.Column("withdrawn_at", sa.Text(), nullable=True, comment="when it was withdrawn; the claim itself stays"),
        sa.Column("withdrawn_by", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "act IN ('insert', 'delete', 'replace', 'move', 'draft', 'revise', 'underline', 'comment', 'approve')",
            name=op.f("ck_claims_act"),
        ),
        sa.CheckConstraint("certainty IN ('high', 'medium', 'low', 'unknown')", name=op.f("ck_claims_certainty")),
        sa.CheckConstraint(
            "scope IN ('phrase', 'clause', 'sentence', 'sentences', 'part-of-paragraph', 'paragraph', "
            "'paragraphs', 'document', 'unknown')",
            name=op.f("ck_claims_scope"),
        ),
        sa.CheckConstraint('"said_start" >= 0 AND "said_end" >= "said_start"', name=op.f("ck_claims_said")),
        sa.CheckConstraint("(said_start IS NULL) = (said_end IS NULL)", name=op.f("ck_claims_said_whole")),
        sa.CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by IS NULL)", name=op.f("ck_claims_withdrawn")),
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
    op.create_table(
        "comparison_people",
        sa.Column("comparison", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comparison"], ["comparisons.number"], name=op.f("fk_comparison_people_comparison"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person"],
            ["persons.name"],
            name=op.f("fk_comparison_people_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("comparison", "ordinal", name=op.f("pk_comparison_people")),
        comment="Who is spoken of in an apparatus.",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "mark_revisers",
        sa.Column("work", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["work", "mark"],
            ["marks.work", "marks.id"],
            name=op.f("fk_mark_revisers_work_mark"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("work", "mark", "ordinal", name=op.f("pk_mark_revisers")),
        comment="By whom a change was recorded, several = jointly.",
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_mark_revisers_name"), "mark_revisers", ["name"], unique=False)
    op.create_table(
        "assessments",
        sa.Column("comparison", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("work", sa.Text(), nullable=False),
        sa.Column("claim", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "status IN ('confirmed', 'contradicted', 'unverified', 'unresolved')", name=op.f("ck_assessments_status")
        ),
        sa.ForeignKeyConstraint(
            ["comparison"], ["comparisons.number"], name=op.f("fk_assessments_comparison"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["work", "claim"],
            ["claims.work", "claims.id"],
            name=op.f("fk_assessments_work_claim"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("comparison", "ordinal", name=op.f("pk_assessments")),
        comment="How each claim stands when it is held against the texts.",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "attributions",
        sa.Column("comparison", sa.Integer(), nullable=False),
        sa.Column(
            "position", sa.Integer(), autoincrement=False, nullable=False, comment="in the order of the revised text"
        ),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("certainty", sa.Text(), nullable=False, comment="of the person"),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("start", sa.Text(), nullable=False, comment="how sure the edge is"),
        sa.Column("end", sa.Text(), nullable=False, comment="how sure the edge is"),
        sa.Column("date", sa.Text(), nullable=True),
        sa.Column("work", sa.Text(), nullable=False),
        sa.Column("layer", sa.Text(), nullable=True, comment="the version in which the change entered"),
        sa.CheckConstraint("basis IN ('stated', 'recorded', 'inferred', 'none')", name=op.f("ck_attributions_basis")),
        sa.CheckConstraint("certainty IN ('high', 'medium', 'low', 'unknown')", name=op.f("ck_attributions_certainty")),
        sa.CheckConstraint("\"end\" IN ('high', 'medium', 'low', 'unknown')", name=op.f("ck_attributions_end")),
        sa.CheckConstraint("\"start\" IN ('high', 'medium', 'low', 'unknown')", name=op.f("ck_attributions_start")),
        sa.ForeignKeyConstraint(
            ["comparison", "change"],
            ["changes.comparison", "changes.position"],
            name=op.f("fk_attributions_comparison_change"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["comparison"], ["comparisons.number"], name=op.f("fk_attributions_comparison"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["work", "layer"],
            ["versions.work", "versions.id"],
            name=op.f("fk_attributions_work_layer"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("comparison", "position", name=op.f("pk_attributions")),
        comment="Who made each change, on what basis, how sure.",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "claim_places",
        sa.Column("work", sa.Text(), nullable=False),
        sa.Column("claim", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("start_certainty", sa.Text(), nullable=False),
        sa.Column("end_certainty", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "end_certainty IN ('high', 'medium', 'low', 'unknown')", name=op.f("ck_claim_places_end_certainty")
        ),
        sa.CheckConstraint("role IN ('target', 'possible')", name=op.f("ck_claim_places_role")),
        sa.CheckConstraint(
            "start_certainty IN ('high', 'medium', 'low', 'unknown')", name=op.f("ck_claim_places_start_certainty")
        ),
        sa.CheckConstraint('"start" >= 0 AND "end" >= "start"', name=op.f("ck_claim_places_place")),
        sa.ForeignKeyConstraint(
            ["work", "claim"],
            ["claims.work", "claims.id"],
            name=op.f("fk_claim_places_work_claim"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["work", "version"],
            ["versions.work", "versions.id"],
            name=op.f("fk_claim_places_work_version"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("work", "claim", "role", "ordinal", name=op.f("pk_claim_places")),
        comment="The words that a claim is about: its target, or the places that it could mean.",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "claim_revisers",
        sa.Column("work", sa.Text(), nullable=False),
        sa.Column("claim", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False, comment="canonical name"),
        sa.ForeignKeyConstraint(
            ["work", "claim"],
            ["claims.work", "claims.id"],
            name=op.f("fk_claim_revisers_work_claim"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("work", "claim", "ordinal", name=op.f("pk_claim_revisers")),
        comment="Whom a claim names, several = jointly.",
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_claim_revisers_name"), "claim_revisers", ["name"], unique=False)
    op.create_table(
        "edits",
        sa.Column("comparison", sa.Integer(), nullable=False),
        sa.Column("change", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("is_inner", sa.Boolean(), nullable=False, comment="true for those that are only shown"),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("base_start", sa.Integer(), nullable=False),
        sa.Column("base_end", sa.Integer(), nullable=False),
        sa.Column("revised_start", sa.Integer(), nullable=False),
        sa.Column("revised_end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint('"base_start" >= 0 AND "base_end" >= "base_start"', name=op.f("ck_edits_base")),
        sa.CheckConstraint('"revised_start" >= 0 AND "revised_end" >= "revised_start"', name=op.f("ck_edits_revised")),
        sa.ForeignKeyConstraint(
            ["comparison", "change"],
            ["changes.comparison", "changes.position"],
            name=op.f("fk_edits_comparison_change"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["comparison"], ["comparisons.number"], name=op.f("fk_edits_comparison"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("comparison", "change", "is_inner", "ordinal", name=op.f("pk_edits")),
        comment="The exact operations of a change.",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "attribution_names",
        sa.Column("comparison", sa.Integer(), nullable=False),
        sa.Column("attribution", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False, comment="canonical name"),
        sa.CheckConstraint("role IN ('reviser', 'candidate')", name=op.f("ck_attribution_names_role")),
        sa.ForeignKeyConstraint(
            ["comparison", "attribution"],
            ["attributions.comparison", "attributions.position"],
            name=op.f("fk_attribution_names_comparison_attribution"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["comparison"], ["comparisons.number"], name=op.f("fk_attribution_names_comparison"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("comparison", "attribution", "ordinal", name=op.f("pk_attribution_names")),
        comment="The revisers, or the candidates among whom the evidence does not choose.",
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_attribution_names_name"), "attribution_names", ["name"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("comparison", sa.Integer(), nullable=False),
        sa.Column("attribution", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("work", sa.Text(), nullable=False),
        sa.Column("claim", sa.Text(), nullable=True, comment="empty where a version's own record is the evidence"),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True, comment="the note's printed number"),
        sa.ForeignKeyConstraint(
            ["comparison", "attribution"],
            ["attributions.comparison", "attributions.position"],
            name=op.f("fk_evidence_comparison_attribution"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["comparison"], ["comparisons.number"], name=op.f("fk_evidence_comparison"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["work", "claim"],
            ["claims.work", "claims.id"],
            name=op.f("fk_evidence_work_claim"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("comparison", "attribution", "ordinal", name=op.f("pk_evidence")),
        comment="The words that support an attribution.",
        sqlite_with_rowid=False,
    )


def _create_passages() -> None:
    op.create_table(
        "passages",
        sa.Column("number", NUMBER, autoincrement=False, nullable=False, comment="in the order in which they were met"),
        sa.Column("sha256", TEXT, nullable=False, comment="hex, of the text in UTF-8"),
        sa.Column("text", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_passages")),
        sa.UniqueConstraint("sha256", name=op.f("uq_passages_sha256")),
        comment="Every paragraph of the versions that are indexed, once, for the index of words.",
    )


def _create_index_of_sqlite() -> None:
    """FTS5, which keeps itself by triggers."""
    op.execute(
        """
        CREATE VIRTUAL TABLE passage_index USING fts5(
            text, content = 'passages', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
        )
        """
    )
    op.execute(
        """
        CREATE TRIGGER passages_indexed AFTER INSERT ON passages BEGIN
            INSERT INTO passage_index (rowid, text) VALUES (new.number, new.text);
        END
        """
    )
    op.execute(
        """
        CREATE TRIGGER passages_forgotten AFTER DELETE ON passages BEGIN
            INSERT INTO passage_index (passage_index, rowid, text) VALUES ('delete', old.number, old.text);
        END
        """
    )


def _create_index_of_postgresql() -> None:
    """The words of each passage with their places, entered by the program; none where they are too many for that."""
    op.execute(
        """
        CREATE TABLE passage_index (
            number bigint PRIMARY KEY REFERENCES passages (number) DEFERRABLE INITIALLY DEFERRED,
            size integer NOT NULL,
            words tsvector
        )
        """
    )
    op.execute("CREATE INDEX passage_index_words ON passage_index USING gin (words)")
    op.execute("CREATE INDEX passage_index_inexact ON passage_index (number) WHERE words IS NULL")


def downgrade() -> None:
    op.execute("DROP TABLE passage_index")
    if op.get_context().dialect.name == "sqlite":
        _drop_the_rest()
    op.drop_table("passages")


def _drop_the_rest() -> None:
    op.drop_table("evidence")
    op.drop_index(op.f("ix_attribution_names_name"), table_name="attribution_names")
    op.drop_table("attribution_names")
    op.drop_table("edits")
    op.drop_index(op.f("ix_claim_revisers_name"), table_name="claim_revisers")
    op.drop_table("claim_revisers")
    op.drop_table("claim_places")
    op.drop_table("attributions")
    op.drop_table("assessments")
    op.drop_index(op.f("ix_mark_revisers_name"), table_name="mark_revisers")
    op.drop_table("mark_revisers")
    op.drop_table("comparison_people")
    op.drop_table("claims")
    op.drop_table("changes")
    op.drop_index(op.f("ix_version_passages_passage"), table_name="version_passages")
    op.drop_table("version_passages")
    op.drop_index(op.f("ix_version_parents_work_parent"), table_name="version_parents")
    op.drop_table("version_parents")
    op.drop_index(op.f("ix_version_authors_author"), table_name="version_authors")
    op.drop_table("version_authors")
    op.drop_table("notes")
    op.drop_table("milestones")
    op.drop_table("marks")
    op.drop_table("comparisons")
    op.drop_table("blocks")
    op.drop_index(op.f("ix_versions_work_label"), table_name="versions")
    op.drop_table("versions")
    op.drop_table("witnesses")
    op.drop_index(op.f("ix_source_works_work"), table_name="source_works")
    op.drop_table("source_works")
    op.drop_table("source_people")
    op.drop_table("person_aliases")
    op.drop_table("works")
    op.drop_table("sources")
    op.drop_table("persons")
