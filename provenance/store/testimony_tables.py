"""What is said of the making of a text: notes, recorded changes, claims. A claim is withdrawn, never overwritten."""

from enum import StrEnum

from sqlalchemy import JSON, Boolean, CheckConstraint, Column, Index, Table, UniqueConstraint

from provenance.model.testimony import Act, AnchorPlace, Certainty, Scope
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


class PlaceRole(StrEnum):
    """Whether a place of a claim is its target or one of several that it could mean."""

    TARGET = "target"
    POSSIBLE = "possible"


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
