"""Rows and the nouns they stand for, both ways: what goes into a table comes out equal.

`…_row` gives the row of one thing, `…_rows` those of its lists; `…_from` builds the thing from its rows. Plain fields
have the names of their columns and are copied by `flat`; only what is nested is spelt out.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import RowMapping, Table

from provenance.model.attributions import Assessment, Attribution, Basis, Evidence, Status
from provenance.model.changes import Change, ChangeKind, Edit, Reading
from provenance.model.spans import Block, BlockKind, Milestone, MilestoneKind, Span
from provenance.model.testimony import (
    Act,
    AnchorPlace,
    Certainty,
    Claim,
    Mark,
    Note,
    Person,
    PersonKind,
    Scope,
    Target,
)
from provenance.model.versions import Standing, Version, Witness, Work
from provenance.store import tables
from provenance.store.tables import NameRole, PlaceRole

Row = dict[str, Any]
"""What goes into a table: column → value."""

Found = RowMapping
"""What comes out of one."""


def flat(thing: object, table: Table) -> Row:
    """The fields of `thing` that have a column of the same name."""
    return {column.name: getattr(thing, column.name) for column in table.columns if hasattr(thing, column.name)}


def listed(key: Row, column: str, values: Iterable[str]) -> list[Row]:
    """One row for each of `values`, numbered, under `key`."""
    return [{**key, "ordinal": ordinal, column: value} for ordinal, value in enumerate(values)]


def _span_or_none(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else Span(start, end)


# ---- works, witnesses, persons


def work_from(row: Found) -> Work:
    """A work from its row."""
    return Work(row["id"], row["title"], row["source"], row["date"], row["url"], row["order"])


def witness_from(row: Found) -> Witness:
    """A witness from its row."""
    return Witness(
        row["id"],
        row["work"],
        row["siglum"],
        row["title"],
        row["source"],
        row["seen"],
        row["sha256"],
        row["attested_by"],
        row["date"],
    )


def person_from(row: Found, aliases: Sequence[str]) -> Person:
    """A person from his row and other names."""
    return Person(row["name"], row["short"], row["role"], PersonKind(row["kind"]), tuple(aliases))


# ---- versions


def version_key(version: Version) -> Row:
    """What the rows of a version's lists begin with."""
    return {"work": version.work, "version": version.id}


def block_rows(version: Version) -> list[Row]:
    """The blocks of a version."""
    key = version_key(version)
    return [
        {
            **key,
            "ordinal": ordinal,
            "kind": block.kind,
            "start": block.span.start,
            "end": block.span.end,
            "paragraph": block.paragraph,
        }
        for ordinal, block in enumerate(version.blocks)
    ]


def milestone_rows(version: Version) -> list[Row]:
    """What was taken out of the running text of a version."""
    key = version_key(version)
    return [
        {**key, "ordinal": ordinal, "at": m.at, "kind": m.kind, "label": m.label, "letters": m.letters}
        for ordinal, m in enumerate(version.milestones)
    ]


def block_from(row: Found) -> Block:
    """A block from its row."""
    return Block(BlockKind(row["kind"]), Span(row["start"], row["end"]), row["paragraph"])


def milestone_from(row: Found) -> Milestone:
    """A milestone from its row."""
    return Milestone(row["at"], MilestoneKind(row["kind"]), row["label"], row["letters"])


def version_from(
    row: Found,
    blocks: Sequence[Block] = (),
    milestones: Sequence[Milestone] = (),
    authors: Sequence[str] = (),
    parents: Sequence[str] = (),
) -> Version:
    """A version from its row and its lists; ValueError if its text is not the one that was stored."""
    version = Version(
        id=row["id"],
        work=row["work"],
        label=row["label"],
        text=row["text"],
        standing=Standing(row["standing"]),
        blocks=tuple(blocks),
        milestones=tuple(milestones),
        authors=tuple(authors),
        date=row["date"],
        parents=tuple(parents),
        witness=row["witness"],
        method=row["method"],
        comment=row["comment"],
    )
    if version.sha256 != row["sha256"]:
        raise ValueError(f"the text of “{version.label}” does not have the hash that was stored with it")
    return version


# ---- notes and marks


def note_row(note: Note) -> Row:
    """The row of a note, its mentions as a list."""
    mentions = [[span.start, span.end, name] for span, name in note.mentions]
    return {**flat(note, tables.notes), "mentions": mentions}


def note_from(row: Found) -> Note:
    """A note from its row."""
    return Note(
        id=row["id"],
        work=row["work"],
        number=row["number"],
        text=row["text"],
        place=AnchorPlace(row["place"]),
        version=row["version"],
        at=row["at"],
        kind=row["kind"],
        mentions=tuple((Span(start, end), name) for start, end, name in row["mentions"]),
    )


def mark_row(mark: Mark) -> Row:
    """The row of a recorded change."""
    return {**flat(mark, tables.marks), "start": mark.span.start, "end": mark.span.end}


def mark_from(row: Found, revisers: Sequence[str]) -> Mark:
    """A recorded change from its row and the names in it."""
    return Mark(
        id=row["id"],
        work=row["work"],
        version=row["version"],
        act=Act(row["act"]),
        span=Span(row["start"], row["end"]),
        text=row["text"],
        revisers=tuple(revisers),
        date=row["date"],
        comment=row["comment"],
    )


# ---- claims


def claim_row(claim: Claim) -> Row:
    """The row of a claim that stands (not withdrawn)."""
    said = claim.said
    return {
        **flat(claim, tables.claims),
        "caveats": list(claim.caveats),
        "said_start": said.start if said else None,
        "said_end": said.end if said else None,
    }


def place_rows(claim: Claim) -> list[Row]:
    """The words that a claim is about."""
    target = [_place_row(claim, PlaceRole.TARGET, 0, claim.target)] if claim.target else []
    return target + [_place_row(claim, PlaceRole.POSSIBLE, n, place) for n, place in enumerate(claim.places)]


def _place_row(claim: Claim, role: PlaceRole, ordinal: int, place: Target) -> Row:
    return {
        "work": claim.work,
        "claim": claim.id,
        "role": role,
        "ordinal": ordinal,
        "version": place.version,
        "start": place.span.start,
        "end": place.span.end,
        "start_certainty": place.start,
        "end_certainty": place.end,
    }


def _place_from(row: Found) -> Target:
    edges = Certainty(row["start_certainty"]), Certainty(row["end_certainty"])
    return Target(row["version"], Span(row["start"], row["end"]), *edges)


def claim_from(row: Found, revisers: Sequence[str], places: Sequence[Found]) -> Claim:
    """A claim from its row, the names in it and the places it speaks of."""
    targets = [_place_from(place) for place in places if place["role"] == PlaceRole.TARGET]
    return Claim(
        id=row["id"],
        work=row["work"],
        revisers=tuple(revisers),
        act=Act(row["act"]),
        scope=Scope(row["scope"]),
        certainty=Certainty(row["certainty"]),
        quote=row["quote"],
        source=row["source"],
        note=row["note"],
        mark=row["mark"],
        said=_span_or_none(row["said_start"], row["said_end"]),
        rule=row["rule"],
        target=targets[0] if targets else None,
        places=tuple(_place_from(place) for place in places if place["role"] == PlaceRole.POSSIBLE),
        earlier_reading=row["earlier_reading"],
        later_reading=row["later_reading"],
        printed=row["printed"],
        hedge=row["hedge"],
        actual=row["actual"],
        caveats=tuple(row["caveats"]),
        asserted_by=row["asserted_by"],
        reason=row["reason"],
        date=row["date"],
    )


# ---- changes


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
    span = _span_or_none(row[f"{side}_start"], row[f"{side}_end"])
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


# ---- attributions


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
