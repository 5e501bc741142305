"""Where the extra is missing, its tests are left out with a word, and the command says what to install."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest


def test_the_extra_is_here() -> None:
    if not all(find_spec(name) for name in ("distributed", "pyarrow", "fsspec", "py7zr")):
        pytest.skip("the tests of corpus runs need the extra [corpus]; install it")


def test_without_the_extra_the_command_says_what_to_install(tmp_path: Path) -> None:
    hidden = "import sys; sys.modules['pyarrow'] = None; from provenance.commands.launch import main; main()"
    command = [sys.executable, "-c", hidden, "corpus", "scan", ".", "-o", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "draft-provenance[corpus]" in done.stderr
