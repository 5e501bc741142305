"""What is kept and how it hangs together: the schema, with a comment on every table and every column that needs one.

A work has witnesses, versions, notes, marks and claims; each has its own name inside the work, so that the pair
(work, id) is its key everywhere. Versions are joined to their parents. What the sources say is never overwritten: a
claim is withdrawn by a date and a name. What the program concludes hangs on a comparison and goes with it when it is
computed anew.

Places in a text are pairs of columns `…start` and `…end`, in characters of the version's text. Lists that are never
asked for by their members (caveats, warnings, mentions) are JSON; all other lists have a table with an `ordinal`.
"""

from collections.abc import Sequence
from enum import StrEnum

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

from provenance.model.attributions import Basis, Status
from provenance.model.changes import ChangeKind
from provenance.model.spans import BlockKind, MilestoneKind
from provenance.model.testimony import Act, AnchorPlace, Certainty, PersonKind, Scope
from provenance.model.versions import Standing

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class PlaceRole(StrEnum):
    """Whether a place of a claim is its target or one of several that it could mean."""

    TARGET = "target"
    POSSIBLE = "possible"


class NameRole(StrEnum):
    """Whether a name in an attribution is of one who made the change or of one among whom nothing chooses."""

    REVISER = "reviser"
    CANDIDATE = "candidate"


def text(name: str, comment: str = "") -> Column[str]:
    """A column of words that is always filled."""
    return Column(name, Text, nullable=False, comment=comment or None)


def maybe(name: str, comment: str = "") -> Column[str]:
    """A column of words that may be unknown."""
    return Column(name, Text, nullable=True, comment=comment or None)


def number(name: str, comment: str = "") -> Column[int]:
    """A column of whole numbers that is always filled."""
    return Column(name, Integer, nullable=False, comment=comment or None)


def maybe_number(name: str, comment: str = "") -> Column[int]:
    """A column of whole numbers that may be empty."""
    return Column(name, Integer, nullable=True, comment=comment or None)


def key_text(name: str, comment: str = "") -> Column[str]:
    """A column of words that is part of the key."""
    return Column(name, Text, primary_key=True, comment=comment or None)


def key_number(name: str, comment: str = "") -> Column[int]:
    """A column of whole numbers that is part of the key and given by us."""
    return Column(name, Integer, primary_key=True, autoincrement=False, comment=comment or None)


def one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    """The rule that `column` holds one of the words of an enumeration."""
    words = ", ".join(f"'{value.value}'" for value in values)
    return CheckConstraint(f"{column} IN ({words})", name=column)


def forward(name: str, start: str, end: str) -> CheckConstraint:
    """The rule that a place runs forward from 0 or later."""
    return CheckConstraint(f'"{start}" >= 0 AND "{end}" >= "{start}"', name=name)


def refers(columns: Sequence[str], table: str, targets: Sequence[str] = ("work", "id")) -> ForeignKeyConstraint:
    """The rule that `columns` name a row of `table`, checked when the transaction ends."""
    return ForeignKeyConstraint(
        columns, [f"{table}.{target}" for target in targets], deferrable=True, initially="DEFERRED"
    )


def belongs_to_comparison() -> Column[int]:
    """The comparison that a row belongs to and vanishes with."""
    return Column(
        "comparison", Integer, ForeignKey("comparisons.number", ondelete="CASCADE"), primary_key=True, nullable=False
    )


# ---- what was received

sources = Table(
    "sources",
    metadata,
    Column("number", Integer, primary_key=True, comment="in the order in which the files were received"),
    text("name", "the file's name as given"),
    text("sha256", "hex, of the file's bytes: by it the same file is known again"),
    Column("warnings", JSON, nullable=False, comment="what was odd in it, a list of sentences"),
    UniqueConstraint("sha256"),
    comment="Files that were read.",
)

works = Table(
    "works",
    metadata,
    Column("number", Integer, primary_key=True, comment="in the order in which the works were received"),
    text("id", "unique in the library, made from the source"),
    text("title"),
    text("source", "the citation"),
    maybe("date"),
    maybe("url"),
    number("order", "the place of the work among the works of its source"),
    number("state", "goes up with everything that is added or withdrawn: what was computed before is then out of date"),
    UniqueConstraint("id"),
    comment="Letters, memoranda and files that went through drafts.",
)

source_works = Table(
    "source_works",
    metadata,
    key_number("source"),
    key_number("ordinal"),
    text("work"),
    refers(["source"], "sources", ["number"]),
    refers(["work"], "works", ["id"]),
    Index(None, "work"),
    sqlite_with_rowid=False,
    comment="Which works a file holds, in its order; a work may be met in several files.",
)

persons = Table(
    "persons",
    metadata,
    Column("number", Integer, primary_key=True, comment="in the order in which they were met"),
    text("name", "canonical and full"),
    text("short", "for tables"),
    maybe("role"),
    text("kind"),
    UniqueConstraint("name"),
    one_of("kind", PersonKind),
    comment="Persons, offices and unnamed hands. Names elsewhere need not be in here: a source may name anybody.",
)

person_aliases = Table(
    "person_aliases",
    metadata,
    key_text("person"),
    key_number("ordinal"),
    text("alias", "another form met in sources"),
    refers(["person"], "persons", ["name"]),
    sqlite_with_rowid=False,
    comment="Other names of a person.",
)

source_people = Table(
    "source_people",
    metadata,
    key_number("source"),
    key_number("ordinal"),
    text("person"),
    refers(["source"], "sources", ["number"]),
    refers(["person"], "persons", ["name"]),
    sqlite_with_rowid=False,
    comment="Who is named in a file.",
)

# ---- texts

witnesses = Table(
    "witnesses",
    metadata,
    key_text("work"),
    key_text("id"),
    number("position", "the place among the work's witnesses"),
    text("siglum"),
    text("title"),
    text("source"),
    Column("seen", Boolean, nullable=False, comment="true if it lies before us"),
    maybe("sha256", "hex, of the bytes of the file, if it was seen"),
    maybe("attested_by", "the words of the source that tells of it, if it was not seen"),
    maybe("date"),
    refers(["work"], "works", ["id"]),
    UniqueConstraint("work", "position"),
    comment="What carries a text: a printed page, a typescript, a file, a commit.",
)

versions = Table(
    "versions",
    metadata,
    key_text("work"),
    key_text("id"),
    number("position", "the place among the work's versions; the last one is also called final"),
    text("label"),
    text("text", "as it stands, never altered"),
    text("sha256", "hex, of the text in UTF-8"),
    text("standing"),
    maybe("date", "ISO 8601, as exact as the source is"),
    maybe("witness", "what carries it; for a reconstruction, the lost witness that it stands for"),
    maybe("method", "how it was reconstructed"),
    maybe("comment"),
    refers(["work"], "works", ["id"]),
    refers(["work", "witness"], "witnesses"),
    UniqueConstraint("work", "position"),
    Index(None, "work", "label"),
    one_of("standing", Standing),
    CheckConstraint("(standing = 'reconstructed') = (method IS NOT NULL)", name="method"),
    comment="States of a work's text.",
)

version_parents = Table(
    "version_parents",
    metadata,
    key_text("work"),
    key_text("version"),
    key_number("ordinal"),
    text("parent"),
    refers(["work", "version"], "versions"),
    refers(["work", "parent"], "versions"),
    CheckConstraint("parent <> version", name="parent"),
    Index(None, "work", "parent"),
    sqlite_with_rowid=False,
    comment="Which version was made from which. The library keeps this free of cycles.",
)

version_authors = Table(
    "version_authors",
    metadata,
    key_text("work"),
    key_text("version"),
    key_number("ordinal"),
    text("author", "canonical name"),
    refers(["work", "version"], "versions"),
    Index(None, "author"),
    sqlite_with_rowid=False,
    comment="Who made a version, several = jointly.",
)

blocks = Table(
    "blocks",
    metadata,
    key_text("work"),
    key_text("version"),
    key_number("ordinal"),
    text("kind"),
    number("start"),
    number("end"),
    maybe_number("paragraph", "from 1 after the salutation"),
    refers(["work", "version"], "versions"),
    one_of("kind", BlockKind),
    forward("place", "start", "end"),
    sqlite_with_rowid=False,
    comment="Headings, salutations, paragraphs, signatures of a version.",
)

milestones = Table(
    "milestones",
    metadata,
    key_text("work"),
    key_text("version"),
    key_number("ordinal"),
    number("at", "the place in the version's text"),
    text("kind"),
    text("label", "what the letters name"),
    text("letters", "exactly what stood there in the source"),
    refers(["work", "version"], "versions"),
    one_of("kind", MilestoneKind),
    CheckConstraint('"at" >= 0', name="at"),
    sqlite_with_rowid=False,
    comment="Page numbers, note markers, end-of-line hyphens that were taken out of the running text.",
)

passages = Table(
    "passages",
    metadata,
    Column("number", Integer, primary_key=True),
    text("sha256", "hex, of the text in UTF-8"),
    text("text"),
    UniqueConstraint("sha256"),
    comment="Every paragraph of every version once, for the index of words.",
)

version_passages = Table(
    "version_passages",
    metadata,
    key_text("work"),
    key_text("version"),
    key_number("ordinal"),
    number("start", "where the passage begins in the version's text"),
    number("passage"),
    refers(["work", "version"], "versions"),
    refers(["passage"], "passages", ["number"]),
    Index(None, "passage"),
    sqlite_with_rowid=False,
    comment="Which passages a version is made of.",
)

# ---- testimony

notes = Table(
    "notes",
    metadata,
    key_text("work"),
    key_text("id"),
    number("position", "the place among the work's notes"),
    maybe("number", "as printed"),
    text("text"),
    text("place", "where the marker hangs"),
    maybe("version"),
    maybe_number("at", "the place in the text of the version"),
    text("kind", "TEI @type, or footnote"),
    Column(
        "mentions", JSON, nullable=False, comment="[start, end, name]: persons whom the source itself ties to words"
    ),
    refers(["work"], "works", ["id"]),
    refers(["work", "version"], "versions"),
    UniqueConstraint("work", "position"),
    one_of("place", AnchorPlace),
    CheckConstraint("""(place = 'text') = ("at" IS NOT NULL)""", name="anchor"),
    comment="Editors' notes.",
)

marks = Table(
    "marks",
    metadata,
    key_text("work"),
    key_text("id"),
    number("position", "the place among the work's marks"),
    text("version"),
    text("act"),
    number("start"),
    number("end"),
    text("text"),
    maybe("date", "as recorded"),
    maybe("comment"),
    refers(["work"], "works", ["id"]),
    refers(["work", "version"], "versions"),
    UniqueConstraint("work", "position"),
    one_of("act", Act),
    forward("place", "start", "end"),
    comment="Changes that a source itself records.",
)

mark_revisers = Table(
    "mark_revisers",
    metadata,
    key_text("work"),
    key_text("mark"),
    key_number("ordinal"),
    text("name"),
    refers(["work", "mark"], "marks"),
    Index(None, "name"),
    sqlite_with_rowid=False,
    comment="By whom a change was recorded, several = jointly.",
)

claims = Table(
    "claims",
    metadata,
    key_text("work"),
    key_text("id"),
    number("position", "the place among the work's claims"),
    text("act"),
    text("scope"),
    text("certainty", "of the person"),
    text("quote", "the words that say it"),
    text("source", "the citation"),
    maybe("note", "the note that says it"),
    maybe("mark", "the recorded change that it comes from"),
    maybe_number("said_start", "the place of the words in the note"),
    maybe_number("said_end"),
    text("rule", "the name of the rule that read it"),
    maybe("earlier_reading"),
    maybe("later_reading"),
    Column(
        "printed", Boolean, nullable=True, comment="true: the text shows the state after the change; null: not known"
    ),
    maybe("hedge", "the word that lowered the certainty"),
    Column("actual", Boolean, nullable=False, comment="false for what was only suggested or made elsewhere"),
    Column("caveats", JSON, nullable=False, comment="sentences that limit what follows from it"),
    text("asserted_by", "who speaks"),
    text("reason"),
    maybe("date"),
    maybe("withdrawn_at", "when it was withdrawn; the claim itself stays"),
    maybe("withdrawn_by"),
    refers(["work"], "works", ["id"]),
    refers(["work", "note"], "notes"),
    refers(["work", "mark"], "marks"),
    UniqueConstraint("work", "position"),
    one_of("act", Act),
    one_of("scope", Scope),
    one_of("certainty", Certainty),
    forward("said", "said_start", "said_end"),
    CheckConstraint("(said_start IS NULL) = (said_end IS NULL)", name="said_whole"),
    CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by IS NULL)", name="withdrawn"),
    comment="Testimony: somebody says that somebody did something to certain words.",
)

claim_revisers = Table(
    "claim_revisers",
    metadata,
    key_text("work"),
    key_text("claim"),
    key_number("ordinal"),
    text("name", "canonical name"),
    refers(["work", "claim"], "claims"),
    Index(None, "name"),
    sqlite_with_rowid=False,
    comment="Whom a claim names, several = jointly.",
)

claim_places = Table(
    "claim_places",
    metadata,
    key_text("work"),
    key_text("claim"),
    key_text("role"),
    key_number("ordinal"),
    text("version"),
    number("start"),
    number("end"),
    text("start_certainty"),
    text("end_certainty"),
    refers(["work", "claim"], "claims"),
    refers(["work", "version"], "versions"),
    one_of("role", PlaceRole),
    one_of("start_certainty", Certainty),
    one_of("end_certainty", Certainty),
    forward("place", "start", "end"),
    sqlite_with_rowid=False,
    comment="The words that a claim is about: its target, or the places that it could mean.",
)

# ---- what the program concludes

comparisons = Table(
    "comparisons",
    metadata,
    Column("number", Integer, primary_key=True),
    text("work"),
    text("base"),
    text("revised"),
    text("engine", "what computed it, with its version"),
    number("state", "the state of the work for which this was computed"),
    Column("caveats", JSON, nullable=False, comment="sentences on what is not known"),
    refers(["work", "base"], "versions"),
    refers(["work", "revised"], "versions"),
    UniqueConstraint("work", "base", "revised"),
    comment="Every change from one version to another, and what was concluded of them.",
)

comparison_people = Table(
    "comparison_people",
    metadata,
    belongs_to_comparison(),
    key_number("ordinal"),
    text("person"),
    refers(["person"], "persons", ["name"]),
    sqlite_with_rowid=False,
    comment="Who is spoken of in an apparatus.",
)

changes = Table(
    "changes",
    metadata,
    belongs_to_comparison(),
    key_number("position", "whole changes in the order of the revised text, then pieces"),
    text("id"),
    Column("is_piece", Boolean, nullable=False, comment="true for what was split off at the edge of a claim"),
    text("kind"),
    maybe_number("before_start"),
    maybe_number("before_end"),
    maybe("before_text"),
    maybe_number("after_start"),
    maybe_number("after_end"),
    maybe("after_text"),
    one_of("kind", ChangeKind),
    forward("before", "before_start", "before_end"),
    forward("after", "after_start", "after_end"),
    CheckConstraint("before_text IS NOT NULL OR after_text IS NOT NULL", name="words"),
    sqlite_with_rowid=False,
    comment="Changes as a reader sees them.",
)

edits = Table(
    "edits",
    metadata,
    belongs_to_comparison(),
    key_number("change"),
    Column("is_inner", Boolean, primary_key=True, nullable=False, comment="true for those that are only shown"),
    key_number("ordinal"),
    number("base_start"),
    number("base_end"),
    number("revised_start"),
    number("revised_end"),
    text("text"),
    ForeignKeyConstraint(["comparison", "change"], ["changes.comparison", "changes.position"], ondelete="CASCADE"),
    forward("base", "base_start", "base_end"),
    forward("revised", "revised_start", "revised_end"),
    sqlite_with_rowid=False,
    comment="The exact operations of a change.",
)

attributions = Table(
    "attributions",
    metadata,
    belongs_to_comparison(),
    key_number("position", "in the order of the revised text"),
    number("change"),
    text("basis"),
    text("certainty", "of the person"),
    text("reason"),
    text("start", "how sure the edge is"),
    text("end", "how sure the edge is"),
    maybe("date"),
    text("work"),
    maybe("layer", "the version in which the change entered"),
    ForeignKeyConstraint(["comparison", "change"], ["changes.comparison", "changes.position"], ondelete="CASCADE"),
    refers(["work", "layer"], "versions"),
    one_of("basis", Basis),
    one_of("certainty", Certainty),
    CheckConstraint(f'"start" IN {tuple(value.value for value in Certainty)}', name="start"),
    CheckConstraint(f'"end" IN {tuple(value.value for value in Certainty)}', name="end"),
    sqlite_with_rowid=False,
    comment="Who made each change, on what basis, how sure.",
)

attribution_names = Table(
    "attribution_names",
    metadata,
    belongs_to_comparison(),
    key_number("attribution"),
    key_number("ordinal"),
    text("role"),
    text("name", "canonical name"),
    ForeignKeyConstraint(
        ["comparison", "attribution"], ["attributions.comparison", "attributions.position"], ondelete="CASCADE"
    ),
    Index(None, "name"),
    one_of("role", NameRole),
    sqlite_with_rowid=False,
    comment="The revisers, or the candidates among whom the evidence does not choose.",
)

evidence = Table(
    "evidence",
    metadata,
    belongs_to_comparison(),
    key_number("attribution"),
    key_number("ordinal"),
    text("work"),
    maybe("claim", "empty where a version's own record is the evidence"),
    text("quote"),
    text("source"),
    maybe("note", "the note's printed number"),
    ForeignKeyConstraint(
        ["comparison", "attribution"], ["attributions.comparison", "attributions.position"], ondelete="CASCADE"
    ),
    refers(["work", "claim"], "claims"),
    sqlite_with_rowid=False,
    comment="The words that support an attribution.",
)

assessments = Table(
    "assessments",
    metadata,
    belongs_to_comparison(),
    key_number("ordinal"),
    text("work"),
    text("claim"),
    text("status"),
    text("reason"),
    refers(["work", "claim"], "claims"),
    one_of("status", Status),
    sqlite_with_rowid=False,
    comment="How each claim stands when it is held against the texts.",
)
