"""The notes of tests/cases/notes are read as a historian would read them."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from provenance import resources
from provenance.evidence.lexicon import Lexicon, read_lexicon
from provenance.evidence.note_claims import read_claims
from provenance.evidence.verdict import is_revision_evidence
from provenance.model.testimony import AnchorPlace, Claim, Note, Person
from provenance.model.versions import Standing, Version

FILES = sorted((Path(__file__).parents[1] / "cases" / "notes").glob("*.toml"))
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['about']}")
    for path in FILES
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["note"]
]
LEXICON = read_lexicon(resources.lexicon_texts())


def claims_of(case: dict[str, Any], lexicon: Lexicon = LEXICON) -> tuple[Version, tuple[Claim, ...]]:
    """The version without its marker, and the claims of the case's note."""
    marker = re.search(r"⟦\w+⟧", case["text"])
    text = re.sub(r"⟦\w+⟧", "", case["text"])
    version = Version("v", "w", "final", text, Standing.EXTANT)
    place = AnchorPlace.TEXT if marker else AnchorPlace.HEADING
    note = Note("n", "w", "1", case["note"], place, "v", marker.start() if marker else None)
    people = [Person(name, name.split()[-1]) for name in case.get("people", [])]
    return version, read_claims(
        [note], version, lexicon, people, "a volume", case.get("date"), title=case.get("title", "")
    )


def mismatch(wanted: dict[str, Any], found: Claim, text: str) -> list[str]:
    """What of the claim wanted the claim found lacks."""
    target = found.target.span.of(text) if found.target else ""
    has = {
        "revisers": list(found.revisers),
        "candidates": list(found.candidates),
        "act": found.act.value,
        "target": target,
        "scope": found.scope.value,
        "certainty": found.certainty.value,
        "earlier": found.earlier_reading,
        "later": found.later_reading,
        "actual": found.actual,
    }
    return [f"{key}: {has[key]!r}, not {value!r}" for key, value in wanted.items() if _bare(has[key]) != _bare(value)]


def _bare(value: object) -> object:
    return value.rstrip(" .,;").removeprefix(", ") if isinstance(value, str) else value


@pytest.mark.parametrize("case", CASES)
def test_a_note_is_read_as_its_case_says(case: dict[str, Any]) -> None:
    version, claims = claims_of(case)
    told = [(c.act.value, c.revisers, c.target and c.target.span.of(version.text), c.rule) for c in claims]
    assert is_revision_evidence(claims) is case["evidence"], told
    left = list(claims)
    for wanted in case.get("claims", []):
        fitting = [claim for claim in left if not mismatch(wanted, claim, version.text)]
        assert fitting, (wanted, told, [mismatch(wanted, claim, version.text) for claim in left])
        left.remove(fitting[0])
    if case["evidence"]:
        assert not [claim for claim in left if claim.changes_text and claim.is_weighed], told


def test_there_are_at_least_eighty_cases() -> None:
    assert len(CASES) >= 80
