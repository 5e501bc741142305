"""Every answer in JSON keeps its schema in docs/schemas."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

SCHEMAS = sorted((Path(__file__).parents[2] / "docs" / "schemas").glob("*.json"))
SAMPLES = Path(__file__).parents[2] / "data" / "samples"
Ask = Callable[..., Any]
Run = Callable[..., Any]

ARGUMENTS = {"search": ["Dobrynin"], "trace": ["already explained"]}


def validate(path: Path, answer: Any) -> None:
    schema = json.loads(path.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    faults = [f"{fault.json_path}: {fault.message}" for fault in Draft202012Validator(schema).iter_errors(answer)]
    assert not faults, faults[:5]


@pytest.mark.parametrize(
    "path", [one for one in SCHEMAS if one.stem not in {"diff", "copy"}], ids=lambda path: path.stem
)
def test_the_answer_on_the_letter_keeps_its_schema(ask: Ask, path: Path) -> None:
    validate(path, ask(path.stem, *ARGUMENTS.get(path.stem, [])))


def test_the_answer_on_copies_keeps_its_schema(inside: Run, tmp_path: Path) -> None:
    lease = [str(path) for path in sorted((SAMPLES / "lease").glob("*.docx"))]
    answer = inside(tmp_path / "none.db", "diff", *lease, "--json")
    assert answer.returncode == 1, answer.stderr
    found = json.loads(answer.stdout)
    validate(next(path for path in SCHEMAS if path.stem == "diff"), found)
    contested = [change for change in found["changes"] if change["contested"]]
    assert {change["step"]["to"] for change in contested} == {
        name for name in found["copies"] if "kessler" in name or "foss" in name
    }


def test_the_answer_on_a_library_that_is_copied_keeps_its_schema(
    inside: Run, letter_database: Path, tmp_path: Path
) -> None:
    answer = inside(tmp_path / "none.db", "copy", str(letter_database), str(tmp_path / "copy.db"), "--json")
    assert answer.returncode == 0, answer.stderr
    validate(next(path for path in SCHEMAS if path.stem == "copy"), json.loads(answer.stdout))
