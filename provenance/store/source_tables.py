"""Files that were received, the works in them, and the persons they name."""

from sqlalchemy import Index, Table, UniqueConstraint

from provenance.model.testimony import PersonKind
from provenance.store.columns import (
    flag,
    given_number,
    key_number,
    key_text,
    listing,
    maybe,
    metadata,
    number,
    one_of,
    packed,
    refers,
    text,
)

sources = Table(
    "sources",
    metadata,
    given_number("number", "in the order in which the files were received"),
    text("name", "the file's name as given"),
    text("sha256", "hex, of the file's bytes: by it the same file is known again"),
    listing("warnings", "what was odd in it, a list of sentences"),
    maybe("original", "hex, the hash of the file itself, if it is kept"),
    UniqueConstraint("sha256"),
    comment="Files that were read.",
)

originals = Table(
    "originals",
    metadata,
    key_text("sha256", "hex, of the bytes, as that of the source"),
    packed("data", "the file itself, so that a report can be written into it"),
    comment="Word files as they were received. They are no part of the log: what is undone leaves them.",
)

works = Table(
    "works",
    metadata,
    given_number("number", "in the order in which the works were received"),
    text("id", "unique in the library, made from the source"),
    text("title"),
    text("source", "the citation"),
    maybe("date"),
    maybe("url"),
    number("order", "the place of the work among the works of its source"),
    maybe("read_from", "where its revisions are read from, and gone on with when there are more"),
    flag("is_indexed", "false where there are so many versions that words are looked up in their texts"),
    UniqueConstraint("id"),
    comment="Letters, memoranda, pages and files that went through drafts.",
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
    given_number("number", "in the order in which they were met"),
    text("name", "canonical and full"),
    text("short", "for tables"),
    maybe("role"),
    text("kind"),
    listing("aliases", "other forms met in sources"),
    maybe("same_as", "the name under which this person is told now: renamed, or found to be the same"),
    UniqueConstraint("name"),
    one_of("kind", PersonKind),
    refers(["same_as"], "persons", ["name"]),
    comment="Persons, offices and unnamed hands. Names elsewhere need not be in here: a source may name anybody.",
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
