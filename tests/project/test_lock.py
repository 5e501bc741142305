"""What is installed with the program is listed: the constraints of CI, the SBOM and the licences are up to date."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_lists_of_what_is_installed_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / ".ci/lock.py", "--check"], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, f"{done.stdout}{done.stderr}; run `python .ci/lock.py`"


def test_ci_installs_from_the_lock_and_from_the_newest() -> None:
    script = (ROOT / ".ci/run").read_text("utf-8")
    assert script.count("readme_command test)") == 2
    assert 'PIP_CONSTRAINT="$root/.ci/constraints.txt"' in script
    assert "PROVENANCE_FAIL_IF_SKIPPED=1" in script
