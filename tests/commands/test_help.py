"""The help: every command is listed in a whole line, and tells of itself."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from provenance.commands.app import COMMANDS

Run = Callable[..., Any]


@pytest.fixture
def letter(inside: Run, letter_database: Path) -> Run:
    """The letter in a file: none of this depends on the kind of database."""
    return partial(inside, letter_database)


def test_every_command_is_listed_in_one_whole_line(letter: Run) -> None:
    listed = letter("--help").stdout.split("Commands:\n")[1].rstrip("\n").splitlines()
    assert [line.split()[0] for line in listed] == list(COMMANDS)
    assert all(line.endswith(".") and not line.endswith("...") and len(line) <= 80 for line in listed)


@pytest.mark.parametrize("command", list(COMMANDS))
def test_a_command_tells_of_itself(letter: Run, command: str) -> None:
    result = letter(command, "-h")
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith(f"Usage: provenance {command}")
    assert "[[" not in result.stdout or command in {"annotate", "authors", "trace"}
