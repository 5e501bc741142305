"""A library whose index knew no words of a script without spaces is brought over, and they are found in it.

`schema_0008.db.xz` was made by the program as it was then: two versions in Chinese, with a word in Latin letters, and a
Word file with tracked changes.
"""

import lzma
from collections.abc import Callable
from pathlib import Path

import pytest

from provenance.store.library import open_library
from provenance.store.verify import verify

CASE = Path(__file__).parents[1] / "cases" / "libraries" / "schema_0008.db.xz"


@pytest.fixture(params=["sqlite", "postgresql"])
def old(request: pytest.FixtureRequest, tmp_path: Path, as_it_was: Callable[[str, str, str], str]) -> str:
    """The library on either database, as it was left."""
    made = tmp_path / "0008.db"
    made.write_bytes(lzma.decompress(CASE.read_bytes()))
    return as_it_was(request.param, str(made), "0008")


def test_words_that_no_space_parts_are_found_when_it_is_brought_over(old: str) -> None:
    with open_library(old) as library:
        assert verify(library).faults == ()
        [mayor, other] = library.search("市长")
        assert {mayor.versions, other.versions} == {("bridge@one",), ("bridge@two",)}
        [vienna] = library.search("vienna")
        assert [span.of(library.version("bridge", "two").text) for span in vienna.found] == ["Vienna"]
        assert library.search("长市") == ()
        assert len(library.originals("lease")) == 1
