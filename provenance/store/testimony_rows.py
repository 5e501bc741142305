"""Rows of notes, recorded changes and claims, and the nouns they stand for, both ways."""

from collections.abc import Sequence

from provenance.model.spans import Span
from provenance.model.testimony import Act, AnchorPlace, Certainty, Claim, Mark, Note, Scope, Target
from provenance.store import tables
from provenance.store.rows import Found, Row, flat, span_or_none
from provenance.store.testimony_tables import PlaceRole


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
        said=span_or_none(row["said_start"], row["said_end"]),
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
