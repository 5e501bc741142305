"""A library that the program of the first edition made is brought over with all that it holds.

`first_edition.db.xz` was made by that program: the shipped letter, two claims of a historian, one of them withdrawn, a
comparison that it had kept, and a history of five revisions with joint authors, a hidden one, a revert and a merge.
"""

import lzma
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from provenance import pipeline
from provenance.model.histories import Revision
from provenance.model.testimony import SetAside
from provenance.store.entering import History
from provenance.store.history_shelf import HistoryShelf
from provenance.store.holdings import find_words
from provenance.store.library import Library, open_library
from provenance.store.verify import verify

CASE = Path(__file__).parents[1] / "cases" / "libraries" / "first_edition.db.xz"
LETTER = "frus1969-76v13-d309a1"
BEGUN = "The task is difficult.\n\nWe begin."


@pytest.fixture
def place(tmp_path: Path) -> str:
    """A copy of the library, as it was left."""
    made = tmp_path / "first.db"
    made.write_bytes(lzma.decompress(CASE.read_bytes()))
    return str(made)


@pytest.fixture
def old(place: str) -> Iterator[Library]:
    """The library, brought over by being opened."""
    with open_library(place) as library:
        yield library


def test_every_work_and_history_is_a_work_now(old: Library) -> None:
    assert [held.work.id for held in old.holdings()] == ["frus1969-76v13-d309", LETTER, "chain"]
    assert [o.label for o in old.holding(LETTER).versions] == [
        "reconstructed-draft", "kissinger-layer", "haig-layer", "final",
    ]  # fmt: skip


def test_the_works_are_what_the_same_file_gives_now(old: Library, tmp_path: Path, letter_file: Path) -> None:
    pipeline.initialise(str(tmp_path / "new.db"), [letter_file])
    with open_library(str(tmp_path / "new.db")) as new:
        for work in ("frus1969-76v13-d309", LETTER):
            before, after = old.dossier(work), new.dossier(work)
            assert [(v.id, v.label, v.blocks, v.milestones, v.parents) for v in before.versions if not v.method] == [
                (v.id, v.label, v.blocks, v.milestones, v.parents) for v in after.versions if not v.method
            ]
            assert [(n.id, n.text, n.at) for n in before.notes] == [(n.id, n.text, n.at) for n in after.notes]


def test_a_history_keeps_every_revision_with_its_words_and_its_record(old: Library) -> None:
    revisions = old.revisions("chain")
    assert [(r.id, r.authors, r.parents) for r in revisions] == [
        ("1", ("Ann",), ()), ("2", ("Bob", "Cat"), ("1",)), ("3", ("Ann",), ("2",)), ("4", ("Ann",), ("3",)),
        ("5", ("Eve",), ("2", "4")),
    ]  # fmt: skip
    assert (revisions[0].date, revisions[0].comment) == ("1971-08-01", "typed")
    assert [version.text for version in old.versions("chain")] == [
        BEGUN,
        BEGUN.replace("difficult", "complex"),
        BEGUN,
        BEGUN.replace("begin", "begin on Monday"),
    ]
    assert old.hidden("chain") == ("3",)
    assert ("Monday", "5") in old.lineage("chain").origins("5")
    assert ("difficult", "1") in old.lineage("chain").origins("5")


def test_a_history_is_gone_on_with(old: Library) -> None:
    further = Revision("6", BEGUN, ("5",), ("Eve",))
    history = History("chain", "chain", "chain.jsonl")
    assert list(HistoryShelf(old.database).enter(history, [further])) == [further]
    assert old.version("chain", "final").text == BEGUN


def test_a_withdrawn_claim_is_one_that_was_set_aside(old: Library) -> None:
    own = {claim.id: claim for claim in old.claims(LETTER) if claim.note is None}
    aside = own[f"{LETTER}/c2"].set_aside
    assert aside is not None
    assert aside == SetAside("A. Scholar", "withdrawn", aside.at)
    assert own[f"{LETTER}/c1"].is_weighed
    assert (own[f"{LETTER}/c1"].earlier_reading, own[f"{LETTER}/c1"].source) == ("difficult", "Memoir, p. 12")


def test_words_are_found_and_nothing_concluded_is_left(old: Library, place: str) -> None:
    assert {one.work for one in find_words(old, "difficult")} >= {"chain"}
    assert {one.work for one in find_words(old, "Dobrynin")} == {LETTER, "frus1969-76v13-d309"}
    with closing(sqlite3.connect(place)) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert names.isdisjoint({"comparisons", "attributions", "histories", "revisions", "version_parents"})


def test_its_log_begins_with_what_it_holds_and_from_then_on_nothing_can_be_altered(old: Library) -> None:
    assert [entry.what for entry in old.log()] == ["brought over from the first edition"]
    assert verify(old).faults == ()
