"""The README shows what the program really prints."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
_WALK = re.compile(r"<!-- walk -->\n(.*?)<!-- /walk -->", re.DOTALL)


def shown_in(text: str) -> list[tuple[str, str]]:
    """Each command that is shown with what it prints, and what that is."""
    return re.findall(r"```console\n\$ provenance ([^\n]*)\n(.*?)```", text, re.DOTALL)


SHOWN = shown_in(_WALK.sub("", README))
WALKS = _WALK.findall(README)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder after `provenance init`, with a volume in it."""
    path = tmp_path_factory.mktemp("readme")
    volume = ROOT / "tests/cases/documents/frus1969-76v13.xml"
    (path / volume.name).write_bytes(volume.read_bytes())
    assert run(path, "init").returncode == 0
    return path


def run(folder: Path, arguments: str) -> subprocess.CompletedProcess[str]:
    """A command as the README has it, on a terminal of 80 columns without colour."""
    program = Path(sys.executable).parent / "provenance"
    environment = {k: v for k, v in os.environ.items() if k not in {"PROVENANCE_DB", "FORCE_COLOR"}}
    return subprocess.run(
        ["bash", "-c", f"'{program}' {arguments}"],
        cwd=folder,
        env={**environment, "COLUMNS": "80", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize(("arguments", "shown"), SHOWN, ids=[arguments for arguments, _ in SHOWN])
def test_what_the_readme_shows_is_what_is_printed(folder: Path, arguments: str, shown: str) -> None:
    check(folder, arguments, shown)


def check(folder: Path, arguments: str, shown: str) -> None:
    """The command prints what is shown; a line that is an ellipsis stands for any lines."""
    result = run(folder, arguments)
    assert result.returncode == 0, result.stderr
    pattern = "".join(
        r"(?:.*\n)*?" if line == "…" else re.escape(line.rstrip()) + r"[ ]*\n" for line in shown.splitlines()
    )
    assert re.fullmatch(pattern, result.stdout), result.stdout


@pytest.mark.parametrize("walk", WALKS, ids=["start your own work"])
def test_what_is_shown_step_by_step_happens_in_that_order(tmp_path: Path, walk: str) -> None:
    (tmp_path / "data").symlink_to(ROOT / "data")
    for arguments, shown in shown_in(walk):
        check(tmp_path, arguments, shown)


@pytest.mark.parametrize("mark", ["setup", "test"])
def test_the_commands_that_the_release_check_runs_are_marked(mark: str) -> None:
    assert re.search(rf"<!-- {mark} -->\n```sh\n[^\n]+\n```", README)


def test_every_command_is_named() -> None:
    from provenance.commands.app import COMMANDS

    assert not [name for name in COMMANDS if not re.search(rf"`[^`]*\b{name}\b", README)]


def test_every_format_is_named() -> None:
    from provenance.reports.report_catalogue import REPORTS

    table = next(line for line in README.splitlines() if line.startswith("| `report"))
    assert not [name for name in REPORTS if not re.search(rf"\b{name}\b", table)]
