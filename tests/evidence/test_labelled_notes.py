"""On the labelled notes of data/gold nobody is named whom the label does not name, and few tales are missed."""

import json
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from provenance import pipeline
from provenance.evidence.verdict import is_revision_evidence
from provenance.model.testimony import Claim

FOLDER = Path(__file__).parents[2] / "data" / "gold" / "notes"
DOCUMENTS = sorted(path.stem for path in (FOLDER / "docs").glob("*.xml"))


@cache
def labels() -> dict[str, list[dict[str, Any]]]:
    """The labelled notes of each document."""
    found = defaultdict(list)
    for line in (FOLDER / "gold.jsonl").read_text("utf-8").splitlines():
        label = json.loads(line)
        found[label["doc"]].append(label)
    return found


@cache
def claims(document: str) -> dict[str, list[Claim]]:
    """What the program reads in a document, note by note."""
    found = defaultdict(list)
    for claim in pipeline.read(FOLDER / "docs" / f"{document}.xml")[1]:
        found[str(claim.note)].append(claim)
    return found


def surname(name: str) -> str:
    return [part for part in name.replace(",", "").split() if part not in {"Jr.", "Sr.", "II", "III"}][-1].lower()


def named_too_much(document: str) -> Iterator[tuple[str, str]]:
    """The notes in which somebody is named whom the label does not name."""
    for label in labels()[document]:
        said = claims(document)[label["note_id"]]
        if is_revision_evidence(said):
            known = {surname(name) for claim in label["claims"] for name in claim["revisers"]}
            named = {surname(name) for claim in said if claim.changes_text and claim.actual for name in claim.revisers}
            yield from ((label["note_text"], name) for name in named - known)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_nobody_is_named_whom_the_note_does_not_name(document: str) -> None:
    assert list(named_too_much(document)) == []


def test_whether_a_note_tells_of_a_change_is_seen_in_more_than_nineteen_of_twenty() -> None:
    seen = [
        is_revision_evidence(claims(document)[label["note_id"]]) == label["is_revision_evidence"]
        for document in DOCUMENTS
        for label in labels()[document]
    ]
    assert sum(seen) > 0.95 * len(seen)
