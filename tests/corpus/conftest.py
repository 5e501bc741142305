"""Small sources of every kind, made for each test."""

import bz2
import json
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

HAS_EXTRA = all(find_spec(name) for name in ("distributed", "pyarrow", "fsspec", "py7zr"))
collect_ignore = [] if HAS_EXTRA else ["test_units.py", "test_running.py", "test_loading.py"]

PAGE = (
    "<page><title>{title}</title><ns>0</ns><id>{id}</id>"
    "<revision><id>{id}1</id><timestamp>2020-01-01T00:00:00Z</timestamp><contributor><username>Ann</username>"
    "</contributor><text>The quick &lt;page&gt; of a draft.</text></revision>"
    "<revision><id>{id}2</id><timestamp>2020-01-02T00:00:00Z</timestamp><contributor><username>Ben</username>"
    "</contributor><text>The very quick &lt;page&gt; of a new draft.</text></revision></page>"
)
DUMP = '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/"><siteinfo/>{pages}</mediawiki>'


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    """A dump of three pages, packed as Wikimedia packs them."""
    pages = "".join(PAGE.format(title=f"Page {n} &amp; more", id=n) for n in (1, 2, 3))
    path = tmp_path / "wiki-history.xml.bz2"
    path.write_bytes(bz2.compress(DUMP.format(pages=pages).encode()))
    return path


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A git repository with two files, one of them changed by a second author."""
    folder = tmp_path / "repository"
    folder.mkdir()

    def git(*words: str, author: str = "Ann") -> None:
        names = [f"-c user.name={author}", f"-c user.email={author}@example.org"]
        settings = [part for name in names for part in name.split(" ", 1)]
        subprocess.run(["git", "-C", str(folder), *settings, *words], check=True, capture_output=True)

    git("init", "-q")
    (folder / "draft ä.md").write_text("The first words.\n", encoding="utf-8")
    (folder / "other.md").write_text("Something else.\n", encoding="utf-8")
    git("add", ".")
    git("commit", "-qm", "one")
    (folder / "draft ä.md").write_text("The very first words.\n", encoding="utf-8")
    git("commit", "-qam", "two", author="Ben")
    return folder


@pytest.fixture
def history(tmp_path: Path) -> Path:
    """A history in JSON lines."""
    path = tmp_path / "letter.jsonl"
    revisions = [("1", "Ann", "My dear friend"), ("2", "Ben", "My very dear friend")]
    lines = (json.dumps({"rev": rev, "author": author, "text": text}) for rev, author, text in revisions)
    path.write_text("\n".join(lines), encoding="utf-8")
    return path
