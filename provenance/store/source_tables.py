"""Files that were received, the works in them, and the persons they name."""

from sqlalchemy import JSON, Column, Index, Integer, Table, UniqueConstraint

from provenance.model.testimony import PersonKind
from provenance.store.columns import key_number, key_text, maybe, metadata, number, one_of, refers, text

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
