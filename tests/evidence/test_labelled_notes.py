"""On the labelled notes of data/gold nobody is named whom the label does not name, and few tales are missed."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from provenance import stages
from provenance.evidence.verdict import is_revision_evidence
from provenance.model.testimony import Claim

FOLDER = Path(__file__).parents[2] / "data" / "gold" / "notes"
WHO_AND_ACT, EXACT_WORDS = 0.93, 0.89
"""What was reached, less a little: no change of the rules may fall below it."""

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
    for claim in stages.read(FOLDER / "docs" / f"{document}.xml")[1]:
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
            told = [claim for claim in said if claim.changes_text and claim.is_weighed]
            named = {surname(name) for claim in told for name in claim.revisers}
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


ACTS = {"general-revision": "revise", "approve-or-initial": "approve", "marginalia": "comment"}
CHANGING = {"insert", "delete", "replace", "move", "revise", "draft"}


def wanted(label: dict[str, Any]) -> list[tuple[str, frozenset[str], str]]:
    """What the label says was done: act, revisers, words."""
    acts = ((ACTS.get(one["action"], one["action"]), one) for one in label["claims"] if label["is_revision_evidence"])
    return [
        (act, frozenset(map(surname, one["revisers"])), one["target"] or "") for act, one in acts if act in CHANGING
    ]


def told(document: str, label: dict[str, Any]) -> list[tuple[str, frozenset[str], str]]:
    """What the program reads of it, where it takes the note for evidence."""
    said = claims(document)[label["note_id"]]
    if not is_revision_evidence(said):
        return []
    text = texts(document)
    return [
        (
            claim.act.value,
            frozenset(map(surname, claim.revisers if claim.is_weighed else ())),
            claim.target.span.of(text[claim.target.version]) if claim.target else "",
        )
        for claim in said
        if claim.act.value in CHANGING
    ]


@cache
def texts(document: str) -> dict[str, str]:
    """The texts of a document's versions, by their ids."""
    received = stages.read(FOLDER / "docs" / f"{document}.xml")[0]
    return {version.id: version.text for one in received.works for version in one.versions}


def same_words(one: str, other: str) -> bool:
    """Whether nine in ten words are the same."""
    first, second = (Counter(re.findall(r"\w+", side.lower())) for side in (one, other))
    return (first & second).total() >= 0.9 * max(first.total(), second.total(), 1) or not (first or second)


def rate(agree: Callable[[tuple[str, frozenset[str], str], tuple[str, frozenset[str], str]], bool]) -> float:
    """How well what is told agrees with what is wanted (F1), over all labelled notes."""
    hits = sides = 0
    for document in DOCUMENTS:
        for label in labels()[document]:
            want, left = wanted(label), told(document, label)
            sides += len(want) + len(left)
            for one in want:
                fit = next((other for other in left if agree(one, other)), None)
                if fit is not None:
                    left.remove(fit)
                    hits += 1
    return 2 * hits / sides


def test_who_did_what_is_read_as_labelled() -> None:
    assert rate(lambda one, other: one[:2] == other[:2]) > WHO_AND_ACT


def test_the_exact_words_are_found_as_labelled() -> None:
    assert rate(lambda one, other: one[:2] == other[:2] and same_words(one[2], other[2])) > EXACT_WORDS
