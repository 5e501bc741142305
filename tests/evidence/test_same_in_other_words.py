"""A note that says the same in other words, or among references to other documents, is read the same."""

import re
from typing import Any

import pytest

from provenance.model.testimony import Reading
from tests.evidence.test_note_claims import CASES, claims_of

VERBS = "added|inserted|deleted|changed|revised|crossed out|struck out|altered|interlined|removed|rewritten"
WAYS = {
    "a reference after it": lambda note: f"{note} See Document 12.",
    "a reference before it": lambda note: f"For background, see Document 12. {note.rstrip('.')}",
    "has been": lambda note: re.sub(rf"\bwas ({VERBS})\b", r"has been \1", note),
    "subsequently": lambda note: re.sub(rf"\b(was|were) ({VERBS})\b", r"\1 subsequently \2", note),
}
"""What changes no word of what a note says; a last full stop that is lacking does not either."""

PARTS = 8

NOT_YET = {
    ("has been", "The following sentence appears at this point"),
    ("a reference before it", "a draft that was made here and shortened there"),
    ("a reference before it", "Handwritten correction for candid."),
    ("a reference before it", "Rusk’s penciled correction of candid."),
}
"""Turned so, these are read otherwise: a fault that is known."""

STANDS_FIRST = {"a draft that belongs to another document", "a slip of the press is nobody’s revision"}
"""Notes of which the first word settles what the rest is about."""


def told(case: dict[str, Any], note: str) -> list[tuple[object, ...]]:
    """Each change that is weighed: act, hands, place, the words before and after."""
    version, claims = claims_of({**case, "note": note})
    return sorted(
        (
            claim.act.value,
            claim.revisers,
            claim.candidates,
            claim.target.span.of(version.text) if claim.target else "",
            (claim.earlier_reading or "").rstrip("."),
            (claim.later_reading or "").rstrip("."),
        )
        for claim in claims
        if claim.is_weighed and claim.reading is Reading.SURE and claim.actual and claim.changes_text
    )


@pytest.mark.parametrize("part", range(PARTS))
def test_a_note_that_says_the_same_is_read_the_same(part: int) -> None:
    otherwise, asked = set(), set()
    for param in CASES[part::PARTS]:
        case: dict[str, Any] = param.values[0]
        as_it_is = told(case, case["note"])
        for way, turn in WAYS.items():
            turned = turn(case["note"])
            asked.add((way, case["about"]))
            if turned != case["note"] and told(case, turned) != as_it_is:
                otherwise.add((way, case["about"]))
    first = {("a reference before it", about) for about in STANDS_FIRST}
    assert otherwise - first == NOT_YET & asked
