"""What is said of the making of a text: notes, recorded changes, claims. A claim is set aside, never overwritten.

The words that a claim is about are kept as [version, start, end, certainty of the start, certainty of the end].
"""

from sqlalchemy import JSON, Boolean, CheckConstraint, Column, Table, UniqueConstraint

from provenance.model.testimony import Act, AnchorPlace, Certainty, Reading, Scope
from provenance.store.columns import (
    forward,
    key_text,
    listing,
    maybe,
    maybe_json,
    maybe_number,
    metadata,
    number,
    one_of,
    refers,
    text,
)

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
    maybe("author", "who wrote a comment in the margin"),
    maybe("date", "when"),
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
    listing("revisers", "names, several = jointly"),
    maybe("date", "as recorded"),
    maybe("comment"),
    maybe("made_in", "the version that the change produced"),
    maybe_json("origin", "where moved words came from"),
    text("certainty", "of the reviser"),
    maybe("interpreter", "the editor who reads the hand"),
    refers(["work"], "works", ["id"]),
    refers(["work", "version"], "versions"),
    UniqueConstraint("work", "position"),
    one_of("act", Act),
    one_of("certainty", Certainty),
    forward("place", "start", "end"),
    comment="Changes that a source itself records.",
)

claims = Table(
    "claims",
    metadata,
    key_text("work"),
    key_text("id"),
    number("position", "the place among the work's claims"),
    listing("revisers", "canonical names, several = jointly"),
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
    maybe_json("target", "the words that it is about"),
    listing("places", "the words that it could be about, where that is not decided"),
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
    text("reading", "whether the program is sure that it reads the note right"),
    maybe_json("set_aside", "{by, reason, at}: who set it aside, why and when; the claim itself stays"),
    refers(["work"], "works", ["id"]),
    refers(["work", "note"], "notes"),
    refers(["work", "mark"], "marks"),
    UniqueConstraint("work", "position"),
    one_of("act", Act),
    one_of("scope", Scope),
    one_of("certainty", Certainty),
    forward("said", "said_start", "said_end"),
    CheckConstraint("(said_start IS NULL) = (said_end IS NULL)", name="said_whole"),
    one_of("reading", Reading),
    comment="Testimony: somebody says that somebody did something to certain words.",
)
