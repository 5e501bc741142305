"""What the program concludes: it hangs on a comparison and goes with it when that is computed anew."""

from enum import StrEnum

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    UniqueConstraint,
)

from provenance.model.attributions import Basis, Status
from provenance.model.changes import ChangeKind
from provenance.model.testimony import Certainty
from provenance.store.columns import (
    belongs_to_comparison,
    forward,
    key_number,
    maybe,
    maybe_number,
    metadata,
    number,
    one_of,
    refers,
    text,
)


class NameRole(StrEnum):
    """Whether a name in an attribution is of one who made the change or of one among whom nothing chooses."""

    REVISER = "reviser"
    CANDIDATE = "candidate"


comparisons = Table(
    "comparisons",
    metadata,
    Column("number", Integer, primary_key=True),
    text("work"),
    text("base"),
    text("revised"),
    text("engine", "what computed it, with its version"),
    number("state", "the state of the work for which this was computed"),
    Column("caveats", JSON, nullable=False, comment="sentences on what is not known"),
    refers(["work", "base"], "versions"),
    refers(["work", "revised"], "versions"),
    UniqueConstraint("work", "base", "revised"),
    comment="Every change from one version to another, and what was concluded of them.",
)

comparison_people = Table(
    "comparison_people",
    metadata,
    belongs_to_comparison(),
    key_number("ordinal"),
    text("person"),
    refers(["person"], "persons", ["name"]),
    sqlite_with_rowid=False,
    comment="Who is spoken of in an apparatus.",
)

changes = Table(
    "changes",
    metadata,
    belongs_to_comparison(),
    key_number("position", "whole changes in the order of the revised text, then pieces"),
    text("id"),
    Column("is_piece", Boolean, nullable=False, comment="true for what was split off at the edge of a claim"),
    text("kind"),
    maybe_number("before_start"),
    maybe_number("before_end"),
    maybe("before_text"),
    maybe_number("after_start"),
    maybe_number("after_end"),
    maybe("after_text"),
    one_of("kind", ChangeKind),
    forward("before", "before_start", "before_end"),
    forward("after", "after_start", "after_end"),
    CheckConstraint("before_text IS NOT NULL OR after_text IS NOT NULL", name="words"),
    sqlite_with_rowid=False,
    comment="Changes as a reader sees them.",
)

edits = Table(
    "edits",
    metadata,
    belongs_to_comparison(),
    key_number("change"),
    Column("is_inner", Boolean, primary_key=True, nullable=False, comment="true for those that are only shown"),
    key_number("ordinal"),
    number("base_start"),
    number("base_end"),
    number("revised_start"),
    number("revised_end"),
    text("text"),
    ForeignKeyConstraint(["comparison", "change"], ["changes.comparison", "changes.position"], ondelete="CASCADE"),
    forward("base", "base_start", "base_end"),
    forward("revised", "revised_start", "revised_end"),
    sqlite_with_rowid=False,
    comment="The exact operations of a change.",
)

attributions = Table(
    "attributions",
    metadata,
    belongs_to_comparison(),
    key_number("position", "in the order of the revised text"),
    number("change"),
    text("basis"),
    text("certainty", "of the person"),
    text("reason"),
    text("start", "how sure the edge is"),
    text("end", "how sure the edge is"),
    maybe("date"),
    text("work"),
    maybe("layer", "the version in which the change entered"),
    ForeignKeyConstraint(["comparison", "change"], ["changes.comparison", "changes.position"], ondelete="CASCADE"),
    refers(["work", "layer"], "versions"),
    one_of("basis", Basis),
    one_of("certainty", Certainty),
    CheckConstraint(f'"start" IN {tuple(value.value for value in Certainty)}', name="start"),
    CheckConstraint(f'"end" IN {tuple(value.value for value in Certainty)}', name="end"),
    sqlite_with_rowid=False,
    comment="Who made each change, on what basis, how sure.",
)

attribution_names = Table(
    "attribution_names",
    metadata,
    belongs_to_comparison(),
    key_number("attribution"),
    key_number("ordinal"),
    text("role"),
    text("name", "canonical name"),
    ForeignKeyConstraint(
        ["comparison", "attribution"], ["attributions.comparison", "attributions.position"], ondelete="CASCADE"
    ),
    Index(None, "name"),
    one_of("role", NameRole),
    sqlite_with_rowid=False,
    comment="The revisers, or the candidates among whom the evidence does not choose.",
)

evidence = Table(
    "evidence",
    metadata,
    belongs_to_comparison(),
    key_number("attribution"),
    key_number("ordinal"),
    text("work"),
    maybe("claim", "empty where a version's own record is the evidence"),
    text("quote"),
    text("source"),
    maybe("note", "the note's printed number"),
    ForeignKeyConstraint(
        ["comparison", "attribution"], ["attributions.comparison", "attributions.position"], ondelete="CASCADE"
    ),
    refers(["work", "claim"], "claims"),
    sqlite_with_rowid=False,
    comment="The words that support an attribution.",
)

assessments = Table(
    "assessments",
    metadata,
    belongs_to_comparison(),
    key_number("ordinal"),
    text("work"),
    text("claim"),
    text("status"),
    text("reason"),
    refers(["work", "claim"], "claims"),
    one_of("status", Status),
    sqlite_with_rowid=False,
    comment="How each claim stands when it is held against the texts.",
)
