"""Rows of changes, attributions and assessments, and the nouns they stand for, both ways."""

from collections.abc import Sequence

from provenance.model.attributions import Assessment, Attribution, Basis, Evidence, Status
from provenance.model.changes import Change, ChangeKind, Edit, Reading
from provenance.model.spans import Span
from provenance.model.testimony import Certainty
from provenance.store.conclusion_tables import NameRole
from provenance.store.rows import Found, Row, listed, span_or_none


def change_row(change: Change, position: int, is_piece: bool) -> Row:
    """The row of a change, its edits left out."""
    return {
        "position": position,
        "id": change.id,
        "is_piece": is_piece,
        "kind": change.kind,
        **_reading_columns("before", change.before),
        **_reading_columns("after", change.after),
    }


def _reading_columns(side: str, reading: Reading | None) -> Row:
    return {
        f"{side}_start": reading.span.start if reading else None,
        f"{side}_end": reading.span.end if reading else None,
        f"{side}_text": reading.text if reading else None,
    }


def _reading_from(side: str, row: Found) -> Reading | None:
    span = span_or_none(row[f"{side}_start"], row[f"{side}_end"])
    return Reading(span, row[f"{side}_text"]) if span else None


def edit_rows(change: Change, position: int) -> list[Row]:
    """The exact operations of a change, those for display too."""
    return [
        {
            "change": position,
            "is_inner": is_inner,
            "ordinal": ordinal,
            "base_start": edit.base.start,
            "base_end": edit.base.end,
            "revised_start": edit.revised.start,
            "revised_end": edit.revised.end,
            "text": edit.text,
        }
        for is_inner, edits in ((False, change.edits), (True, change.inner))
        for ordinal, edit in enumerate(edits)
    ]


def _edit_from(row: Found) -> Edit:
    return Edit(Span(row["base_start"], row["base_end"]), Span(row["revised_start"], row["revised_end"]), row["text"])


def change_from(row: Found, edits: Sequence[Found]) -> Change:
    """A change from its row and its edits."""
    return Change(
        id=row["id"],
        kind=ChangeKind(row["kind"]),
        before=_reading_from("before", row),
        after=_reading_from("after", row),
        edits=tuple(_edit_from(edit) for edit in edits if not edit["is_inner"]),
        inner=tuple(_edit_from(edit) for edit in edits if edit["is_inner"]),
    )


def attribution_row(attribution: Attribution, position: int, change: int) -> Row:
    """The row of the attribution at `position`, of the change at `change`."""
    return {
        "position": position,
        "change": change,
        "basis": attribution.basis,
        "certainty": attribution.certainty,
        "reason": attribution.reason,
        "start": attribution.start,
        "end": attribution.end,
        "date": attribution.date,
        "layer": attribution.layer,
    }


def name_rows(attribution: Attribution, position: int) -> list[Row]:
    """The revisers, or the candidates, of an attribution."""
    role = NameRole.REVISER if attribution.revisers else NameRole.CANDIDATE
    return listed({"attribution": position, "role": role}, "name", attribution.revisers or attribution.candidates)


def evidence_rows(attribution: Attribution, position: int) -> list[Row]:
    """The words that support an attribution."""
    return [
        {
            "attribution": position,
            "ordinal": ordinal,
            "claim": item.claim or None,
            "quote": item.quote,
            "source": item.source,
            "note": item.note,
        }
        for ordinal, item in enumerate(attribution.evidence)
    ]


def _evidence_from(row: Found) -> Evidence:
    return Evidence(row["claim"] or "", row["quote"], row["source"], row["note"])


def attribution_from(row: Found, change: Change, names: Sequence[Found], evidence: Sequence[Found]) -> Attribution:
    """An attribution from its row, its change, the names in it and its evidence."""
    return Attribution(
        change=change,
        revisers=tuple(name["name"] for name in names if name["role"] == NameRole.REVISER),
        candidates=tuple(name["name"] for name in names if name["role"] == NameRole.CANDIDATE),
        basis=Basis(row["basis"]),
        certainty=Certainty(row["certainty"]),
        reason=row["reason"],
        evidence=tuple(_evidence_from(item) for item in evidence),
        start=Certainty(row["start"]),
        end=Certainty(row["end"]),
        date=row["date"],
        layer=row["layer"],
    )


def assessment_from(row: Found) -> Assessment:
    """How a claim stands, from its row."""
    return Assessment(row["claim"], Status(row["status"]), row["reason"])
