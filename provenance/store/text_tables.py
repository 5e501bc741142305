"""Works' texts: what carries them, their states, and what stands where in them.

There is one shape for the versions of a letter and of a page with a thousand revisions. A text is kept once in the
library, under its hash, whole or as what differs from another. What it contains is listed for the index of words, in
the same way.
"""

from sqlalchemy import CheckConstraint, Column, Index, Table, UniqueConstraint

from provenance.model.versions import Standing
from provenance.store.columns import (
    flag,
    given_number,
    key_number,
    key_text,
    listing,
    maybe,
    maybe_number,
    metadata,
    number,
    one_of,
    packed,
    refers,
    text,
)
from provenance.store.packed_blocks import PackedBlocks

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
    packed("pieces", "[words, or start and end in that text], in their order; JSON in UTF-8, packed by zlib"),
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
    Column("blocks", PackedBlocks, comment="packed; nothing where the text alone gives them"),
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
    maybe("parted", "the text with U+2063 between words that nothing else parts, where there are such"),
    UniqueConstraint("sha256"),
    comment="Every paragraph of the versions that are indexed, once, for the index of words.",
)

contents = Table(
    "contents",
    metadata,
    given_number("number", "in the order in which they were met"),
    maybe_number("base", "the contents that they are told against; none where they are told whole"),
    refers(["base"], "contents", ["number"]),
    Index(None, "base"),
    comment="What versions contain, told once for all of the same passages.",
)

content_passages = Table(
    "content_passages",
    metadata,
    key_number("contents"),
    key_number("passage"),
    flag("gone", "true if the base has the passage, and these contents have not"),
    refers(["contents"], "contents", ["number"]),
    refers(["passage"], "passages", ["number"]),
    Index(None, "passage"),
    sqlite_with_rowid=False,
    comment="The passages of contents, or in what they differ from their base.",
)

version_contents = Table(
    "version_contents",
    metadata,
    key_text("work"),
    key_text("version"),
    number("contents"),
    refers(["work", "version"], "versions"),
    refers(["contents"], "contents", ["number"]),
    Index(None, "contents"),
    sqlite_with_rowid=False,
    comment="What each version contains, if its work is one that is indexed.",
)
