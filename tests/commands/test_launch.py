"""A command starts without what it does not need."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = ("alembic", "lxml", "rich.console", "diff_match_patch", "tabulate", "provenance.lineage.lineage")


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
    spared = {name for name in HEAVY if name != "diff_match_patch" or command == "list --json"}
    assert spared.isdisjoint(result.stderr.split())


def test_nothing_slow_is_loaded_before_an_interruption_can_be_met() -> None:
    code = "import sys; before = set(sys.modules); import provenance; print('typing' in set(sys.modules) - before)"
    started = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, encoding="utf-8", cwd=ROOT)
    assert (started.stdout, started.stderr) == ("False\n", "")
