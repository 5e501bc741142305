"""The tables of histories: revisions, their texts, and the stretches that hold the instance of every word.

Texts and stretches are kept against the revision before: so many characters (or stretches) from its start, what
differs, so many from its end. What differs is packed: text in UTF-8 by zlib, numbers as unsigned integers of 32 bits,
the lowest byte first.
A revision and its stretches are written in one transaction, so that a killed process leaves whole revisions.
"""

from sqlalchemy import JSON, Boolean, Column, Integer, LargeBinary, Table, UniqueConstraint

from provenance.store.columns import key_number, maybe, number, refers, text
from provenance.store.tables import metadata as metadata

histories = Table(
    "histories",
    metadata,
    Column("number", Integer, primary_key=True),
    text("id", "unique in the library, made from the name of the source"),
    text("title"),
    text("source", "what it was read from"),
    text("engine", "what found the origins, with its version"),
    UniqueConstraint("id"),
    comment="Histories of many revisions.",
)

revisions = Table(
    "revisions",
    metadata,
    key_number("history"),
    key_number("number", "the order in which they were read"),
    text("id", "as the source calls it"),
    Column("parents", JSON, nullable=False, comment="numbers of revisions"),
    Column("authors", JSON, nullable=False, comment="names as recorded, several = jointly"),
    maybe("date", "as recorded"),
    maybe("comment"),
    Column("is_gap", Boolean, nullable=False, comment="true if it was made but its words are not known"),
    number("first_instance", "of the words put down in it"),
    number("text_start", "characters kept from the start of the revision before"),
    number("text_end", "characters kept from its end"),
    Column("text", LargeBinary, nullable=False, comment="the characters between, packed"),
    number("stretches_start", "stretches kept from the start of the revision before"),
    number("stretches_end", "stretches kept from its end"),
    Column("stretches", LargeBinary, nullable=False, comment="numbers of the stretches between, packed"),
    refers(["history"], "histories", ["number"]),
    UniqueConstraint("history", "id"),
    comment="Recorded states of a text in a history of many.",
)

stretches = Table(
    "stretches",
    metadata,
    key_number("history"),
    key_number("number"),
    text("text", "a line, or a sentence of a long line"),
    Column("instances", LargeBinary, nullable=False, comment="runs of instances: first and how many, packed"),
    refers(["history"], "histories", ["number"]),
    comment="Pieces of text as they stand in a history, with the instance of every word.",
)
