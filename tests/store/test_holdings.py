"""Works found by the names that people use, however they came into the library."""

import pytest

from provenance.errors import NotFound
from provenance.model.histories import Revision
from provenance.store.entering import History
from provenance.store.history_shelf import HistoryShelf
from provenance.store.holdings import find_words
from provenance.store.library import Library


def enter(library: Library, title: str) -> None:
    revisions = Revision("r1", "One."), Revision("r2", None), Revision("r3", "One. Two.")
    list(HistoryShelf(library.database).enter(History(title, title, f"{title}.jsonl"), revisions))


def test_the_one_work_with_revisions_need_not_be_named(filled: Library) -> None:
    held = filled.holding(None)
    assert (held.work.id, len(held.versions), len(held.witnesses)) == ("letter", 2, 2)


def test_of_two_works_with_revisions_one_must_be_named_whatever_they_came_from(filled: Library) -> None:
    enter(filled, "minutes")
    with pytest.raises(NotFound, match="say which work is meant: letter, minutes"):
        filled.holding(None)


def test_a_work_read_revision_by_revision_is_a_work_like_others(filled: Library) -> None:
    enter(filled, "minutes")
    held = filled.holding("minu")
    assert [version.id for version in held.versions] == ["r1", "r3"], "what nobody can see has no text"
    assert held.versions[-1].parents == ("r2",)
    dossier = filled.dossier("minutes")
    assert [version.text for version in dossier.versions] == ["One.", "One. Two."]
    assert filled.version("minutes", "final").text == "One. Two."


def test_the_words_of_any_work_are_followed_through_its_versions(filled: Library) -> None:
    enter(filled, "minutes")
    assert filled.lineage("minutes").origins("r3") == [("One", "r1"), (".", "r1"), ("Two", "r3"), (".", "r3")]
    assert ("café", "letter@printed") in filled.lineage("letter").origins("letter@printed")
    assert ("Vienna", "letter@draft") in filled.lineage("letter").origins("letter@printed")


def test_what_nothing_is_called_is_said_to_be_no_work(filled: Library) -> None:
    enter(filled, "minutes")
    with pytest.raises(NotFound, match="there is no work 'diary'"):
        filled.holding("diary")


def test_works_are_listed_in_the_order_in_which_they_came(filled: Library) -> None:
    enter(filled, "minutes")
    assert [held.work.id for held in filled.holdings()] == ["letter", "minutes"]


def test_words_are_told_by_their_sentence_and_the_versions_that_have_it(filled: Library) -> None:
    enter(filled, "minutes")
    [found] = find_words(filled, "café")
    assert (found.text, found.labels) == ("The café will be open.", ("printed",))
    [found] = find_words(filled, "two")
    assert (found.work, found.text, found.labels) == ("minutes", "Two.", ("r3",))
