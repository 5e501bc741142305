"""Values that need no conversion are taken as they are, and what is not needed is not loaded."""

import subprocess
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import pytest
import typer
from typer.testing import CliRunner

from provenance.commands.plain_values import PlainCommand, PlainGroup

HEAVY = ("alembic", "lxml", "pydantic", "rich.console", "diff_match_patch", "tabulate", "provenance.diff.lineage")


class Ink(StrEnum):
    RED = "red"
    BLUE = "blue"


@pytest.fixture
def seen() -> list[Any]:
    """What the command got."""
    return []


@pytest.fixture
def app(seen: list[Any]) -> typer.Typer:
    """A program with values of every kind that ours has."""
    made = typer.Typer(cls=PlainGroup)

    @made.callback()
    def root(db: Annotated[str | None, typer.Option("--db")] = None) -> None:
        seen.append(db)

    @made.command(cls=PlainCommand)
    def go(
        words: list[str],
        name: Annotated[str | None, typer.Option("--name")] = None,
        number: Annotated[int | None, typer.Option("--number", min=2)] = None,
        ink: Annotated[Ink, typer.Option("--ink")] = Ink.RED,
        by: Annotated[list[str] | None, typer.Option("--by")] = None,
        file: Annotated[Path | None, typer.Option("--file")] = None,
        loud: Annotated[bool, typer.Option("--loud")] = False,
    ) -> None:
        seen.extend([words, name, number, ink, by, file, loud])

    return made


def test_what_is_not_given_is_what_the_command_says(app: typer.Typer, seen: list[Any]) -> None:
    result = CliRunner().invoke(app, ["go", "a", "b"])
    assert result.exit_code == 0, result.output
    assert [*seen[:5], *seen[6:]] == [None, ["a", "b"], None, None, Ink.RED, None, False]
    assert not seen[5]


def test_what_is_given_is_converted_where_it_must_be(app: typer.Typer, seen: list[Any]) -> None:
    given = "--db x go a --name n --number 3 --ink blue --by p --by q --file f.txt --loud"
    assert CliRunner().invoke(app, given.split()).exit_code == 0
    assert seen == ["x", ["a"], "n", 3, Ink.BLUE, ["p", "q"], Path("f.txt"), True]


@pytest.mark.parametrize("given", ["go", "go a --number 1", "go a --number x", "go a --ink green", "go a --nothing"])
def test_what_cannot_be_is_refused(app: typer.Typer, seen: list[Any], given: str) -> None:
    assert CliRunner().invoke(app, given.split()).exit_code == 2
    assert seen in ([], [None])


@pytest.mark.parametrize("command", ["redline", "who --json", "changes", "evidence", "list --json"])
def test_a_command_loads_no_more_than_it_needs(letter_database: Path, command: str) -> None:
    code = (
        "import sys; from provenance.commands.launch import main\n"
        "try: main()\n"
        "finally: sys.stderr.write(' '.join(sys.modules))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, "--db", str(letter_database), *command.split()],
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    spared = {name for name in HEAVY if command != "evidence" or name not in {"diff_match_patch"}}
    assert spared.isdisjoint(result.stderr.split())
