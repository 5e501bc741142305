"""`docs/json.md` names the fields that the answers have, all of them and no others."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

DOCUMENT = (Path(__file__).parents[2] / "docs" / "json.md").read_text("utf-8")
Ask = Callable[..., Any]


def documented(name: str) -> set[str]:
    """The fields in the first column of the table under the heading `name`."""
    section = DOCUMENT.split(f"\n## {name}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (`[^|]+) \|", section, re.MULTILINE)
    return {field for row in rows for field in re.findall(r"`(\w+)`", row)}


@pytest.fixture
def found(ask: Ask) -> dict[str, Any]:
    """One object of each kind from an answer on the letter."""
    listed, notes = ask("list"), ask("evidence")["notes"]
    [sentence] = ask("who", "--sentence", "8.3")["sentences"]
    work = listed["works"][1]
    return {
        "work": work,
        "version": work["versions"][0],
        "witness": work["witnesses"][0],
        "person": listed["people"][0],
        "sentence": sentence,
        "change": sentence["changes"][0],
        "evidence": sentence["changes"][0]["evidence"][0],
        "note": notes[0],
        "claim": notes[0]["claims"][0],
        "occurrence": ask("search", "Dobrynin")["occurrences"][0],
        "run": ask("annotate")["runs"][0],
        "share": ask("authors")["authors"][0],
        "event": ask("trace", "already explained")["events"][0],
    }


def test_every_field_is_told_and_none_that_is_not_there(found: dict[str, Any]) -> None:
    assert {name: set(one) for name, one in found.items()} == {name: documented(name) for name in found}


@pytest.mark.parametrize(
    "command",
    [
        "list",
        "versions",
        "who",
        "changes",
        "redline",
        "evidence",
        "search",
        "claim list",
        "annotate",
        "authors",
        "trace",
    ],
)
def test_every_answer_has_the_fields_that_its_line_tells(ask: Ask, command: str) -> None:
    answer = ask(*command.split(), *(["Dobrynin"] if command in {"search", "trace"} else []))
    line = next(row for row in DOCUMENT.splitlines() if row.startswith("| ") and f"`{command}`" in row.split("|")[1])
    assert f"`{answer['schema']}`" in line
    told = re.sub(r"\*\w+\*|`withdrawn`", "", line.split("|")[3])
    assert set(answer) - {"schema"} == set(re.findall(r"`(\w+)`", told))
