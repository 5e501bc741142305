"""What holds for the whole project: its layers, its types, its style, its words."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "provenance"


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """A tool of the same environment, run at the root of the checkout."""
    return subprocess.run(
        [str(Path(sys.executable).parent / command[0]), *command[1:]],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )


def test_every_layer_imports_only_what_stands_below_it() -> None:
    result = run("lint-imports")
    assert result.returncode == 0, result.stdout


def test_the_types_are_checked_strictly() -> None:
    result = run("mypy")
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("command", [("ruff", "check"), ("ruff", "format", "--check")], ids=" ".join)
def test_the_style_is_kept(command: tuple[str, ...]) -> None:
    result = run(*command)
    assert result.returncode == 0, result.stdout


def test_no_two_modules_share_a_name() -> None:
    names = [path.stem for path in PACKAGE.rglob("*.py") if path.stem != "__init__"]
    assert sorted(names) == sorted(set(names))


def test_all_attributes_of_an_element_are_listed_by_the_one_function_that_does_so_in_linear_time() -> None:
    slow = re.compile(r"\.attrib\.(?:items|values)\(|dict\(\w+\.attrib\)")
    assert [path.name for path in PACKAGE.rglob("*.py") if slow.search(path.read_text("utf-8"))] == ["attributes.py"]


LETTERS = {"cues.py", "lexicon.py", "sketch.py", "people.py", "chunker.py"}
"""Where the letters of a note are looked at, which is chunked there; the rest asks the chunks, or a cue by its name."""

PATTERNS_AND_TEXTS = {
    "needed_words.py",
    "looked_for.py",
    "layout.py",
    *(p.name for p in PACKAGE.glob("evidence/places/*")),
}
"""Where it is the lexicon's own patterns, or the document's text, that are looked at."""


def test_a_note_is_searched_in_the_chunker_and_by_the_lexicon_alone() -> None:
    allowed = LETTERS | PATTERNS_AND_TEXTS
    found = [path for path in (PACKAGE / "evidence").rglob("*.py") if path.name not in allowed]
    assert not [str(path) for path in found if re.search(r"^\s*import re\b", path.read_text("utf-8"), re.MULTILINE)]


def test_no_person_of_the_first_case_is_named_in_the_code() -> None:
    named = re.compile("Kissinger|Haig|Sonnenfeldt|Brezhnev|Dobrynin", re.IGNORECASE)
    found = [path for path in PACKAGE.rglob("*") if path.suffix in {".py", ".js", ".css", ".html"}]
    assert not [str(path) for path in found if named.search(path.read_text(encoding="utf-8"))]


def test_the_public_model_is_frozen() -> None:
    loose = re.compile(r"@dataclass(?!\(frozen=True, slots=True)")
    assert not [str(path) for path in (PACKAGE / "model").glob("*.py") if loose.search(path.read_text("utf-8"))]
