"""Every answer in JSON keeps its schema in docs/schemas."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

SCHEMAS = sorted((Path(__file__).parents[2] / "docs" / "schemas").glob("*.json"))
SAMPLES = Path(__file__).parents[2] / "data" / "samples"
Ask = Callable[..., Any]
Run = Callable[..., Any]

PACKAGE = Path(__file__).parents[2] / "provenance"
COMMANDS = {"claims": ["claim", "list"]}
ARGUMENTS = {"search": ["Dobrynin"], "trace": ["already explained"]}


def validate(path: Path, answer: Any) -> None:
    schema = json.loads(path.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    faults = [f"{fault.json_path}: {fault.message}" for fault in Draft202012Validator(schema).iter_errors(answer)]
    assert not faults, faults[:5]


ON_THE_LETTER = (
    "annotate",
    "authors",
    "changes",
    "claims",
    "evidence",
    "list",
    "redline",
    "search",
    "trace",
    "versions",
)


def schema(name: str) -> Path:
    return next(path for path in SCHEMAS if path.stem == name)


@pytest.mark.parametrize("name", ON_THE_LETTER)
def test_the_answer_on_the_letter_keeps_its_schema(ask: Ask, name: str) -> None:
    validate(schema(name), ask(*COMMANDS.get(name, [name]), *ARGUMENTS.get(name, [])))


def test_every_answer_in_json_has_a_schema() -> None:
    code = "".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    assert set(re.findall(r'dump\(\s*"(\w+)"', code)) == {path.stem for path in SCHEMAS}


def test_what_changes_a_library_keeps_its_schema(inside: Run, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("He came in May.", "utf-8")
    (tmp_path / "two.txt").write_text("He came late in May.", "utf-8")
    history = [{"rev": "r1", "text": "He came."}, {"rev": "r2", "text": "He came in.", "author": "Ann Able"}]
    (tmp_path / "page.jsonl").write_text("\n".join(map(json.dumps, history)), "utf-8")

    def answer(name: str, *arguments: str) -> Any:
        result = inside(tmp_path / "a.db", *arguments)
        assert result.returncode == 0, result.stderr
        found = json.loads(result.stdout)
        validate(schema(name), found)
        return found

    assert answer("init", "init", "--empty", "--json")["new"] == []
    answer("ingest", "ingest", str(tmp_path / "one.txt"), "--json")
    answer("ingest", "ingest", str(tmp_path / "page.jsonl"), "--json")
    answer("add", "add", "one", str(tmp_path / "two.txt"), "--by", "Ann Able", "--json")
    claim = ["--reviser", "Bob Baker", "--act", "insert", "--words", "late", "--source", "Diary, p. 3"]
    assert answer("claim", "claim", "add", "one", *claim, "--asserted-by", "B", "--json")["claim"]["target"] == "late"
    answer("claim", "claim", "withdraw", "c1", "one", "--by", "Ed", "--reason", "a slip", "--json")
    answer("claims", "claim", "list", "one", "--json")
    answer("edit", "edit", "work", "one", "--title", "One", "--json")
    answer("edit", "edit", "version", "one", "two", "--label", "second", "--json")
    answer("edit", "edit", "person", "Bob Baker", "--role", "clerk", "--json")
    answer("log", "log", "--json")
    answer("verify", "verify", "--json")
    answer("report", "report", "one", "--format", "json")
    assert answer("changes", "changes", "one", "--from", "second", "--to", "one", "--json")["backwards"]
    gone = {"schema": "provenance.remove/1", "work": "page", "version": "r2"}
    assert answer("remove", "remove", "Page", "r2", "--json") == gone
    assert answer("undo", "undo", "--json")["what"] == "removed version “r2”"
    assert answer("remove", "remove", "page", "--json")["version"] is None


def test_the_answer_of_a_scan_keeps_its_schema(inside: Run, tmp_path: Path) -> None:
    volume = Path(__file__).parents[1] / "cases" / "documents" / "frus1969-76v13.xml"
    found = json.loads(inside(tmp_path / "none.db", "scan", str(volume), "--possible", "--json").stdout)
    assert found["found"]
    validate(schema("scan"), found)


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
