"""What versions contain is kept once for all that have the same, and found in each, whatever came and went."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from provenance import pipeline
from provenance.model.receipts import Received, ReceivedWork
from provenance.model.versions import Standing, Version, Work
from provenance.store import mending, tables
from provenance.store.library import Library, create_library
from provenance.store.undoing import undo
from provenance.store.verify import verify

WITNESSES, LINES, DIFFERING = 190, 150, 30
"""As many copies as the first edition of Leaves of Grass has; of its lines a twentieth."""


def version(id: str, text: str) -> Version:
    return Version(id, "song", id, text, Standing.EXTANT)


def rows(library: Library) -> dict[str, int]:
    with library.database.read() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (tables.contents, tables.content_passages, tables.version_contents)
        }


def found(library: Library, word: str) -> dict[str, tuple[str, ...]]:
    return {hit.text: hit.versions for hit in library.search(word)}


def store(library: Library, *texts: str) -> None:
    versions = tuple(version(f"v{n}", text) for n, text in enumerate(texts))
    library.save_received(Received("song.txt", "ab" * 32, (ReceivedWork(Work("song", "Song", "song"), (), versions),)))


def test_versions_with_the_same_words_share_what_they_contain(library: Library) -> None:
    store(library, "One.\n\nTwo.", "One.\n\nTwo.", "Two.\n\nOne.", "One.\n\nTwo.\n\nThree.")
    assert rows(library) == {"contents": 2, "content_passages": 3, "version_contents": 4}
    assert found(library, "two") == {"Two.": ("v0", "v1", "v2", "v3")}
    assert found(library, "three") == {"Three.": ("v3",)}


def test_what_was_gone_and_came_back_is_found_where_it_stands(library: Library) -> None:
    lasting = "\n\n".join(f"Line {n}." for n in range(9))
    store(library, f"{lasting}\n\nHymn.", lasting, f"{lasting}\n\nHymn.", lasting)
    assert found(library, "hymn") == {"Hymn.": ("v0", "v2")}
    assert found(library, "Line 3") == {"Line 3.": ("v0", "v1", "v2", "v3")}


def test_nothing_is_left_of_what_no_version_contains_any_more(library: Library) -> None:
    store(library, "One.\n\nTwo.\n\nSix.", "One.\n\nTwo.\n\nSix.\n\nThree.")
    before = rows(library)
    library.save_version(version("v2", "One.\n\nTwo.\n\nSix.\n\nFour."))
    undo(library, None)
    assert rows(library) == before
    mending.remove_version(library, "song", "v0")
    assert found(library, "one") == {"One.": ("v1",)}
    mending.remove_work(library, "song")
    assert rows(library) == {"contents": 0, "content_passages": 0, "version_contents": 0}
    undo(library, None)
    assert found(library, "two") == {"Two.": ("v1",)}
    assert verify(library).faults == ()


@pytest.fixture(scope="module")
def in_memory() -> Iterator[Library]:
    """A library that is there for all examples, each of which leaves it empty."""
    with create_library("sqlite://") as library:
        yield library


@given(
    st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=8), min_size=1, max_size=12), st.sampled_from("abcdefgh")
)
@settings(max_examples=30, deadline=None)
def test_a_passage_is_found_in_the_versions_that_have_it_and_in_no_other(
    in_memory: Library, texts: list[list[str]], word: str
) -> None:
    store(in_memory, *("\n\n".join(words) for words in texts))
    having = tuple(f"v{n}" for n, words in enumerate(texts) if word in words)
    assert found(in_memory, word) == ({word: having} if having else {})
    mending.remove_work(in_memory, "song")
    assert found(in_memory, word) == {}


def apparatus() -> str:
    """A poem in parallel segmentation, of which each copy has a few readings of its own."""
    sigla = [f"w{n}" for n in range(WITNESSES)]
    verses = []
    for n in range(LINES):
        here = {sigla[(n * step) % WITNESSES] for step in range(1, 1 + n % 9)} if n < DIFFERING else set()
        cited = (" ".join(f"#{one}" for one in sigla if (one in here) is is_other) for is_other in (False, True))
        lemma, other = cited
        word = f'<app><lem wit="{lemma}">grass</lem><rdg wit="{other}">hay</rdg></app>' if here else "grass"
        verses.append(f"<l>Verse {n}: I loafe and invite my soul, observing a spear of summer {word}.</l>")
    listed = "".join(f'<witness xml:id="{one}">Copy {one}</witness>' for one in sigla)
    return (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Leaves</title></titleStmt>'
        f"<publicationStmt><p/></publicationStmt><sourceDesc><listWit>{listed}</listWit></sourceDesc></fileDesc>"
        f"</teiHeader><text><body><lg>{''.join(verses)}</lg></body></text></TEI>"
    )


def test_a_hundred_and_ninety_copies_take_little_more_room_than_the_text(tmp_path: Path) -> None:
    place, file = tmp_path / "library.db", tmp_path / "leaves.xml"
    file.write_text(apparatus())
    create_library(str(place)).close()
    empty = place.stat().st_size
    pipeline.ingest(str(place), file)
    with create_library(str(place)) as library:
        held = library.versions("leaves")
        assert len(held) == WITNESSES
        assert rows(library)["content_passages"] < 8 * LINES
        assert verify(library).faults == ()
    text = len(held[0].text)
    assert place.stat().st_size - empty < 20 * text
