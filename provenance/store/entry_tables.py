"""The log: every change of the library, in a chain in which each entry carries the hash of the one before."""

from sqlalchemy import Index, Table

from provenance.store.columns import given_number, maybe, maybe_number, metadata, packed, refers, text

entries = Table(
    "entries",
    metadata,
    given_number("number", "in the order in which the changes were made"),
    text("what", "what was done, in a few words"),
    maybe("work", "the work that was changed, where it was one"),
    text("by", "who did it"),
    text("at", "when, in UTC"),
    maybe("reason", "why, in his own words"),
    maybe_number("undoes", "the entry that it took back"),
    maybe_number("continues", "the entry of which it is a further part"),
    packed(
        "changes", "the keys and hashes of rows added, and the rows changed and taken away as they were, packed JSON"
    ),
    text("previous", "the hash of the entry before; empty for the first"),
    text("hash", "hex, of all the rest"),
    refers(["undoes"], "entries", ["number"]),
    refers(["continues"], "entries", ["number"]),
    Index(None, "work"),
    comment="Every change of the library.",
)
