"""A further version of a work, made of what a file holds."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from provenance.attribution.received_version import Deposit, make_version
from provenance.errors import NotFound, UnreadableInput
from provenance.model.attributions import Dossier
from provenance.model.receipts import Received, ReceivedWork
from provenance.model.testimony import AnchorPlace, Note
from provenance.model.versions import Version, Witness, Work

Make = Callable[..., Any]


@pytest.fixture
def received(version: Make) -> Received:
    """A file with one text."""
    one = ReceivedWork(Work("x", "Typescript", "box 5"), (), (version("He came.", "x@1", authors=("Somebody",)),))
    return Received("draft.txt", "ab" * 32, (one,))


@pytest.fixture
def work(version: Make, dossier: Make) -> Dossier:
    """A work with a printed text and its note."""
    witness = Witness("w/P", "w", "P", "print", "S", True, "0" * 64)
    note = Note("n1", "w", "1", "…", AnchorPlace.HEADING)
    made: Dossier = dossier(version("He came. He went."), witnesses=(witness,), notes=(note,))
    return made


def test_the_version_has_the_files_text_and_what_its_giver_says_of_it(work: Dossier, received: Received) -> None:
    found, witness, people = make_version(work, received, Deposit(("able", "D. Dunn"), "Typescript", "1950-01"))
    assert (found.id, found.work, found.text, found.date) == ("w@Typescript", "w", "He came.", "1950-01")
    assert found.authors == ("Ann Able", "D. Dunn")
    assert [person.name for person in people] == ["Ann Able", "D. Dunn"]
    assert (witness.id, witness.siglum, witness.sha256, witness.seen) == (found.witness, "T", "ab" * 32, True)


def test_the_files_own_author_is_not_taken_for_the_givers_word(work: Dossier, received: Received) -> None:
    assert make_version(work, received, Deposit((), "Typescript"))[0].authors == ()


def test_a_siglum_that_is_taken_gets_a_number(work: Dossier, received: Received) -> None:
    assert make_version(work, received, Deposit((), "proof"))[1].siglum == "P2"
    assert make_version(work, received, Deposit((), "1950"))[1].siglum == "V"


def test_a_draft_of_an_annotated_text_has_no_parent_and_a_successor_of_a_bare_one_has(
    work: Dossier, received: Received
) -> None:
    assert make_version(work, received, Deposit((), "draft"))[0].parents == ()
    assert make_version(replace(work, notes=()), received, Deposit((), "draft"))[0].parents == ("final",)
    assert make_version(work, received, Deposit((), "later", None, ("final",)))[0].parents == ("final",)
    with pytest.raises(NotFound):
        make_version(work, received, Deposit((), "later", None, ("nothing",)))


def test_a_text_that_is_dated_later_than_the_annotated_one_is_no_draft_of_it(
    work: Dossier, received: Received, version: Make
) -> None:
    dated = replace(work, versions=(version("He came. He went.", date="1950-05"),))
    assert make_version(dated, received, Deposit((), "fair copy", "1951"))[0].parents == ("final",)
    assert make_version(dated, received, Deposit((), "typed", "1950-04"))[0].parents == ()
    assert make_version(dated, received, Deposit((), "typed", "1950"))[0].parents == ()
    of_the_print = replace(work, work=replace(work.work, date="1950-05-02"))
    assert make_version(of_the_print, received, Deposit((), "as reprinted", "1951"))[0].parents == ("final",)


def test_where_the_text_was_made_from_one_on_paper_the_next_one_follows_it(
    work: Dossier, received: Received, version: Make
) -> None:
    draft = version("He came.", "draft")
    layer = version("He came. He", "layer", method="one of two hands", parents=("draft",))
    tracked = replace(work, versions=(draft, layer, version("He came. He went.", parents=("draft",))))
    assert make_version(tracked, received, Deposit((), "clean copy"))[0].parents == ("final",)


def test_of_a_text_that_is_printed_before_its_changes_the_next_one_was_made(
    work: Dossier, received: Received, version: Make
) -> None:
    revised = version("He came.", "revised", method="what the note strikes taken out", parents=("final",))
    printed = replace(work, versions=(*work.versions, revised))
    assert make_version(printed, received, Deposit((), "as sent"))[0].parents == ("final",)


def test_a_version_that_joins_others_was_made_from_each_of_them(
    work: Dossier, received: Received, version: Make
) -> None:
    copies = replace(work, versions=(*work.versions, version("He came.", "copy")))
    assert make_version(copies, received, Deposit((), "joined", None, ("final", "copy", "final")))[0].parents == (
        "final",
        "copy",
    )


@pytest.mark.parametrize("label", ["final", "Final"])
def test_a_label_that_is_taken_is_refused(label: str, work: Dossier, received: Received) -> None:
    with pytest.raises(UnreadableInput, match="choose another name"):
        make_version(work, received, Deposit((), label))


def test_a_file_with_no_text_or_with_several_is_refused(work: Dossier, received: Received, version: Make) -> None:
    made_up: Version = version("He came.", "x@1", method="guessed")
    empty = replace(received, works=(replace(received.works[0], versions=(made_up,)),))
    with pytest.raises(UnreadableInput, match="no text"):
        make_version(work, empty, Deposit((), "draft"))
    with pytest.raises(UnreadableInput, match="2 works"):
        make_version(work, replace(received, works=received.works * 2), Deposit((), "draft"))
