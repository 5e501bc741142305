"""Works' texts: what carries them, their states, and what stands where in them."""

from sqlalchemy import Boolean, CheckConstraint, Column, Index, Integer, Table, UniqueConstraint

from provenance.model.spans import BlockKind, MilestoneKind
from provenance.model.versions import Standing
from provenance.store.columns import (
    forward,
    key_number,
    key_text,
    maybe,
    maybe_number,
    metadata,
    number,
    one_of,
    refers,
    text,
)

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
