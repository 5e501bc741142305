"""Rows of notes, recorded changes and claims, and the nouns they stand for, both ways."""

from typing import Any

from provenance.model.spans import Span
from provenance.model.testimony import (
    Act,
    AnchorPlace,
    Certainty,
    Claim,
    Mark,
    Note,
    Reading,
    Scope,
    SetAside,
    Target,
)
from provenance.store import tables
from provenance.store.rows import Found, Names, Row, flat, span_or_none

Place = list[Any]
"""[version, start, end, certainty of the start, certainty of the end]."""


def note_row(note: Note) -> Row:
    """The row of a note, its mentions as a list."""
    return {**flat(note, tables.notes), "mentions": [[span.start, span.end, name] for span, name in note.mentions]}


def note_from(row: Found, names: Names) -> Note:
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
        mentions=tuple((Span(start, end), names.one(name)) for start, end, name in row["mentions"]),
        author=row["author"],
        date=row["date"],
    )


def mark_row(mark: Mark) -> Row:
    """The row of a recorded change."""
    return {
        **flat(mark, tables.marks),
        "revisers": list(mark.revisers),
        "start": mark.span.start,
        "end": mark.span.end,
        "origin": _place_or_none(mark.origin),
    }


def mark_from(row: Found, names: Names) -> Mark:
    """A recorded change from its row."""
    return Mark(
        id=row["id"],
        work=row["work"],
        version=row["version"],
        act=Act(row["act"]),
        span=Span(row["start"], row["end"]),
        text=row["text"],
        revisers=names.of(row["revisers"]),
        date=row["date"],
        comment=row["comment"],
        made_in=row["made_in"],
        origin=_target_or_none(row["origin"]),
        certainty=Certainty(row["certainty"]),
        interpreter=row["interpreter"],
    )


def claim_row(claim: Claim) -> Row:
    """The row of a claim."""
    said = claim.said
    return {
        **flat(claim, tables.claims),
        "revisers": list(claim.revisers),
        "candidates": list(claim.candidates) or None,
        "caveats": list(claim.caveats),
        "said_start": said.start if said else None,
        "said_end": said.end if said else None,
        "target": _place_or_none(claim.target),
        "places": [_place(target) for target in claim.places],
        "set_aside": set_aside_value(claim.set_aside),
    }


def set_aside_value(set_aside: SetAside | None) -> dict[str, str] | None:
    """Who set a claim aside, why and when, as it is kept."""
    return None if set_aside is None else {"by": set_aside.by, "reason": set_aside.reason, "at": set_aside.at}


def claim_from(row: Found, names: Names) -> Claim:
    """A claim from its row."""
    return Claim(
        id=row["id"],
        work=row["work"],
        revisers=names.of(row["revisers"]),
        candidates=names.of(row["candidates"] or ()),
        act=Act(row["act"]),
        scope=Scope(row["scope"]),
        certainty=Certainty(row["certainty"]),
        quote=row["quote"],
        source=row["source"],
        note=row["note"],
        mark=row["mark"],
        said=span_or_none(row["said_start"], row["said_end"]),
        rule=row["rule"],
        target=_target_or_none(row["target"]),
        places=tuple(_target(place) for place in row["places"]),
        earlier_reading=row["earlier_reading"],
        later_reading=row["later_reading"],
        printed=row["printed"],
        hedge=row["hedge"],
        hand=row["hand"],
        actual=row["actual"],
        caveats=tuple(row["caveats"]),
        asserted_by=row["asserted_by"],
        reason=row["reason"],
        date=row["date"],
        reading=Reading(row["reading"]),
        doing=row["doing"],
        doubt=row["doubt"],
        set_aside=SetAside(**row["set_aside"]) if row["set_aside"] else None,
    )


def _place(target: Target) -> Place:
    return [target.version, target.span.start, target.span.end, target.start.value, target.end.value]


def _place_or_none(target: Target | None) -> Place | None:
    return None if target is None else _place(target)


def _target(place: Place) -> Target:
    version, start, end, *edges = place
    return Target(version, Span(start, end), Certainty(edges[0]), Certainty(edges[1]))


def _target_or_none(place: Place | None) -> Target | None:
    return None if place is None else _target(place)
