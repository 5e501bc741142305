"""The words of a work followed through its versions, kept so that they need not be followed again.

All of it can be made anew from the texts. Stretches are kept against the version before: so many from its start, what
differs, so many from its end, as unsigned integers of 32 bits, the lowest byte first. `work` is the work's number.
"""

from sqlalchemy import JSON, Column, Table

from provenance.store.columns import flag, given_number, key_number, metadata, number, packed, refers, text

lineages = Table(
    "lineages",
    metadata,
    given_number("work", "the number of the work"),
    text("engine", "what followed the words, with its version"),
    refers(["work"], "works", ["number"]),
    comment="Works whose words have been followed.",
)

traced = Table(
    "traced",
    metadata,
    key_number("work"),
    key_number("number", "the order in which they were read"),
    text("version", "its id"),
    Column("parents", JSON, nullable=False, comment="numbers of versions"),
    flag("is_gap", "true if it was made but its words are not known"),
    number("first_instance", "of the words put down in it"),
    number("stretches_start", "stretches kept from the start of the version before"),
    number("stretches_end", "stretches kept from its end"),
    packed("stretches", "numbers of the stretches between, packed"),
    refers(["work"], "lineages", ["work"]),
    comment="Versions whose words have been followed.",
)

stretches = Table(
    "stretches",
    metadata,
    key_number("work"),
    key_number("number"),
    text("text", "a line, or a sentence of a long line"),
    packed("instances", "runs of instances: first and how many, packed"),
    refers(["work"], "lineages", ["work"]),
    comment="Pieces of text as they stand in the versions, with the instance of every word.",
)
