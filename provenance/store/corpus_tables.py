"""What a corpus run found, loaded from its Parquet parts: the same four tables, with the same columns.

They stand beside the library's works and are no testimony of it: nothing of them is in the log, and all of it can be
loaded again from the parts. A unit is loaded once, with all its rows.
"""

from sqlalchemy import Column, Float, Index, Table

from provenance.store.columns import (
    Number,
    Words,
    flag,
    key_number,
    key_text,
    listing,
    maybe,
    maybe_json,
    metadata,
    number,
    refers,
    text,
)

corpus_units = Table(
    "corpus_units",
    metadata,
    key_text("unit", "the hash of what was read and of the rules by which it was read"),
    text("kind"),
    text("source", "where it lies"),
    text("name"),
    number("bytes"),
    number("read", "documents or revisions"),
    number("notes"),
    number("rows", "in the other tables"),
    Column("seconds", Float, nullable=False, comment="of the processor"),
    listing("troubles", "what was wrong with it, a list of sentences"),
    flag("set_aside", "true if it could not be read"),
    comment="Units of a corpus that were read: a volume, a page of a dump, a file in git.",
)

_CLAIM = (
    *("volume", "document", "title", "date", "note", "act", "certainty", "words", "earlier_reading", "later_reading"),
    *("page", "link", "scope", "hedge", "quote", "reading", "doubt", "picture"),
)

corpus_claims = Table(
    "corpus_claims",
    metadata,
    key_text("unit"),
    key_number("position", "the place in the unit"),
    *(Column(name, Words, nullable=True) for name in _CLAIM),
    listing("revisers", "canonical names"),
    maybe_json("candidates", "canonical names of those of whom one did it"),
    refers(["unit"], "corpus_units", ["unit"]),
    comment="What the notes of a corpus tell of changed words.",
)

corpus_words = Table(
    "corpus_words",
    metadata,
    key_text("unit"),
    key_number("position", "the place in the unit"),
    text("history"),
    text("text"),
    Column("words", Number, nullable=False, comment="how many"),
    text("revision", "that brought them in"),
    listing("authors", "of that revision; none where it is not known"),
    maybe("date"),
    refers(["unit"], "corpus_units", ["unit"]),
    Index(None, "history"),
    comment="The last text of each history of a corpus, in runs of words with one origin.",
)

corpus_revisions = Table(
    "corpus_revisions",
    metadata,
    key_text("unit"),
    key_number("position", "the place in the unit"),
    text("history"),
    text("revision"),
    listing("authors", "as recorded"),
    maybe("date"),
    number("added", "words that it put down"),
    number("alive", "how many of them stand in the last text"),
    flag("is_gap", "true if it was made but its words are not known"),
    refers(["unit"], "corpus_units", ["unit"]),
    Index(None, "history"),
    comment="The revisions of the histories of a corpus.",
)
