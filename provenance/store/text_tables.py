"""Works' texts: what carries them, their states, and what stands where in them.

There is one shape for the versions of a letter and of a page with a thousand revisions. A text is kept once in the
library, under its hash, whole or as what differs from another: so many characters from its start, what differs, so many
from its end. What differs is packed (UTF-8, zlib).
"""

from sqlalchemy import CheckConstraint, Index, Table, UniqueConstraint

from provenance.model.versions import Standing
from provenance.store.columns import (
    flag,
    given_number,
    key_number,
    key_text,
    listing,
    maybe,
    maybe_json,
    maybe_number,
    metadata,
    number,
    one_of,
    packed,
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
    flag("seen", "true if it lies before us"),
    maybe("sha256", "hex, of the bytes of the file, if it was seen"),
    maybe("attested_by", "the words of the source that tells of it, if it was not seen"),
    maybe("date"),
    refers(["work"], "works", ["id"]),
    UniqueConstraint("work", "position"),
    comment="What carries a text: a printed page, a typescript, a file, a commit.",
)

texts = Table(
    "texts",
    metadata,
    given_number("number", "in the order in which they were received"),
    text("sha256", "hex, of the text in UTF-8"),
    maybe_number("base", "the text that it is kept against; none where it is kept whole"),
    number("kept_start", "characters kept from the start of that text"),
    number("kept_end", "characters kept from its end"),
    packed("between", "the characters between, packed"),
    UniqueConstraint("sha256"),
    refers(["base"], "texts", ["number"]),
    comment="Every text once, as it stands, never altered and never taken away.",
)

versions = Table(
    "versions",
    metadata,
    key_text("work"),
    key_text("id"),
    number("position", "the place among the work's versions"),
    text("label"),
    maybe_number("text", "its text; none if it was made but its words are not known"),
    maybe("sha256", "hex, of the text in UTF-8"),
    text("standing"),
    maybe("date", "EDTF, as exact as the source is"),
    maybe("witness", "what carries it; for a reconstruction, the lost witness that it stands for"),
    maybe("method", "how it was reconstructed"),
    maybe("comment"),
    listing("parents", "ids of the versions that it was made from; the library keeps this free of cycles"),
    listing("authors", "canonical names, several = jointly"),
    maybe_json("blocks", "[kind, start, end, paragraph, part]; nothing where the text alone gives them"),
    listing("milestones", "[at, kind, label, letters]: what was taken out of the running text"),
    listing("gaps", "[at, reason]: where it is not known what it read"),
    refers(["work"], "works", ["id"]),
    refers(["work", "witness"], "witnesses"),
    refers(["text"], "texts", ["number"]),
    UniqueConstraint("work", "position"),
    one_of("standing", Standing),
    CheckConstraint("(standing = 'reconstructed') = (method IS NOT NULL)", name="method"),
    CheckConstraint("(text IS NULL) = (sha256 IS NULL)", name="text"),
    comment="States of a work's text.",
)

passages = Table(
    "passages",
    metadata,
    given_number("number", "in the order in which they were met"),
    text("sha256", "hex, of the text in UTF-8"),
    text("text"),
    UniqueConstraint("sha256"),
    comment="Every paragraph of the versions that are indexed, once, for the index of words.",
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
