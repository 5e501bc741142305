"""The installed program, run as a user runs it, on a database made once for all tests of the letter."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PROGRAM = str(Path(sys.executable).parent / "provenance")
Result = subprocess.CompletedProcess[str]
Run = Callable[..., Result]


def run_program(database: Path, *arguments: str, stdin: str | None = None, **environment: str) -> Result:
    """The program with arguments, without a terminal; its output, errors and exit code."""
    clean = {
        k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "PROVENANCE_TRACEBACK"}
    }
    return subprocess.run(
        [PROGRAM, *arguments],
        env={**clean, "PROVENANCE_DB": str(database), "LC_ALL": "C.UTF-8", **environment},
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="session")
def letter_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database made by `provenance init`; not to be written to."""
    path = tmp_path_factory.mktemp("letter") / "provenance.db"
    made = run_program(path, "init")
    assert made.returncode == 0, made.stderr
    return path


@pytest.fixture
def letter(letter_database: Path) -> Run:
    """The program on the letter, for reading."""
    return lambda *arguments, **environment: run_program(letter_database, *arguments, **environment)


@pytest.fixture
def own_letter(letter_database: Path, tmp_path: Path) -> Run:
    """The program on a copy of the letter's database that may be written to."""
    copy = tmp_path / "own.db"
    shutil.copy(letter_database, copy)
    return lambda *arguments, **environment: run_program(copy, *arguments, **environment)


@pytest.fixture
def ask(letter: Run) -> Callable[..., Any]:
    """The program's JSON answer on the letter."""

    def answer(*arguments: str) -> Any:
        result = letter(*arguments, "--json")
        assert result.returncode == 0, result.stderr
        return json.loads(result.stdout)

    return answer


@pytest.fixture
def program() -> Run:
    """The program: program(database, *arguments, stdin=…, NAME=value…)."""
    return run_program
