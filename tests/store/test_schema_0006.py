"""A library in which each version listed all its passages is brought over with all that it holds, on either database.

`schema_0006.db.xz` was made by the program as it was then: the shipped letter, a song in four copies of which one was
removed, a history of forty revisions with odd characters, two edits, one of them undone.
"""

import lzma
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select

from provenance.errors import StoreTrouble
from provenance.store import tables
from provenance.store.library import open_library
from provenance.store.undoing import undo
from provenance.store.verify import verify

CASE = Path(__file__).parents[1] / "cases" / "libraries" / "schema_0006.db.xz"


@pytest.fixture
def in_a_file(tmp_path: Path) -> str:
    """A copy of the library, as it was left."""
    made = tmp_path / "0006.db"
    made.write_bytes(lzma.decompress(CASE.read_bytes()))
    return str(made)


def test_a_library_that_lacks_a_table_is_not_brought_over(in_a_file: str) -> None:
    with closing(sqlite3.connect(in_a_file)) as connection:
        connection.execute("DROP TABLE claims")
    before = Path(in_a_file).read_bytes()
    with pytest.raises(StoreTrouble, match=r"is damaged .*claims"):
        open_library(in_a_file)
    assert Path(in_a_file).read_bytes() == before


@pytest.fixture(params=["sqlite", "postgresql"])
def old(request: pytest.FixtureRequest, in_a_file: str, as_it_was: Callable[[str, str, str], str]) -> str:
    """The library on either database, as it was left."""
    return as_it_was(request.param, in_a_file, "0006")


def test_it_is_brought_over_and_nothing_of_it_is_altered(old: str) -> None:
    with open_library(old) as library:
        assert verify(library).faults == ()
        assert [(held.work.id, len(held.versions)) for held in library.holdings()] == [
            ("frus1969-76v13-d309", 1), ("frus1969-76v13-d309a1", 4), ("song", 3), ("page", 40),
        ]  # fmt: skip
        assert library.versions("page")[-1].text.endswith("word38\n\nThe end \0 of it \U0010fffe.")
        assert [len(version.blocks) for version in library.versions("song")] == [60, 60, 60]


def test_the_same_words_are_found_in_the_same_versions(old: str) -> None:
    with open_library(old) as library:
        [night] = {hit.versions for hit in library.search("night")}
        assert night == ("song@B",)
        [hymn] = {hit.versions for hit in library.search("hymn")}
        assert hymn == ("song@D",)
        [explained] = library.search("already explained")
        assert [id.rpartition("@")[2] for id in explained.versions] == ["haig-layer", "final"]
        for hit in library.search("song"):
            assert hit.span.of(library.version("song", hit.version).text) == hit.text


def test_what_was_done_before_can_be_undone(old: str) -> None:
    with open_library(old) as library:
        undo(library, "7")
        assert [one.label for one in library.holding("song").versions] == ["A", "B", "C", "D"]
        assert {hit.versions for hit in library.search("night")} == {("song@B", "song@C")}
        undo(library, "4")
        undo(library, "2")
        assert library.search("night") == ()
        assert verify(library).faults == ()


def test_each_passage_is_listed_once_for_all_versions(old: str) -> None:
    with open_library(old) as library, library.database.read() as connection:
        counted = select(func.count()).select_from(tables.content_passages)
        assert connection.execute(counted).scalar_one() < 150
