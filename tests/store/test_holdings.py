"""Works and histories found by the names that people use."""

from dataclasses import replace

import pytest

from provenance.errors import NotFound
from provenance.model.histories import Revision
from provenance.model.receipts import Received
from provenance.model.testimony import Claim
from provenance.store.holdings import all_holdings, find_holding, find_words, load_revisions
from provenance.store.library import Library
from provenance.store.lineages import History, HistoryShelf


def enter(library: Library, title: str) -> None:
    revisions = Revision("r1", "One."), Revision("r2", None), Revision("r3", "One. Two.")
    list(HistoryShelf(library.database).enter(History(title, title, f"{title}.jsonl"), revisions))


def test_the_work_with_revisions_goes_before_a_history(filled: Library) -> None:
    enter(filled, "minutes")
    held = find_holding(filled, None)
    assert (held.work.id, held.is_history, len(held.versions), len(held.witnesses)) == ("letter", False, 2, 2)


def test_a_history_goes_before_a_work_of_one_version(library: Library, letter: Received) -> None:
    one = letter.works[0]
    final = replace(one.versions[-1], parents=())
    library.save_received(replace(letter, works=(replace(one, versions=(final,)),)))
    assert find_holding(library, None).work.id == "letter"
    enter(library, "minutes")
    assert find_holding(library, None).is_history


def test_a_history_is_found_by_its_title(filled: Library) -> None:
    enter(filled, "minutes")
    held = find_holding(filled, "minu")
    assert held.is_history
    assert [version.id for version in held.versions] == ["r1", "r3"], "a gap has no text"


def test_what_nothing_is_called_is_said_to_be_no_work(filled: Library) -> None:
    enter(filled, "minutes")
    with pytest.raises(NotFound, match="there is no work 'diary'"):
        find_holding(filled, "diary")


def test_two_works_with_revisions_are_not_chosen_between_even_beside_one_history(
    filled: Library, letter: Received, claims: tuple[Claim, ...]
) -> None:
    enter(filled, "minutes")
    one = letter.works[0]
    versions = tuple(
        replace(v, id=f"2{v.id}", work="reply", witness=None, parents=tuple(f"2{p}" for p in v.parents))
        for v in one.versions
    )
    reply = replace(one, work=replace(one.work, id="reply"), versions=versions, witnesses=(), notes=())
    filled.save_received(replace(letter, sha256="00" * 32, works=(reply,)))
    with pytest.raises(NotFound, match="say which work is meant: letter, reply"):
        find_holding(filled, None)


def test_works_are_listed_before_histories(filled: Library) -> None:
    enter(filled, "minutes")
    assert [held.work.id for held in all_holdings(filled)] == ["letter", "minutes"]


def test_two_revisions_are_the_first_and_the_last_that_can_be_seen(filled: Library) -> None:
    enter(filled, "minutes")
    _, revisions, pair = load_revisions(filled, find_holding(filled, "minutes"), None, None)
    assert len(revisions) == 3
    assert [version.text for version in pair] == ["One.", "One. Two."]


def test_words_are_told_by_their_sentence_and_the_versions_that_have_it(filled: Library) -> None:
    [found] = find_words(filled, "café")
    assert (found.text, found.labels) == ("The café will be open.", ("printed",))
