"""What can be asked of a library."""

from dataclasses import replace

import pytest

from provenance.errors import NotFound
from provenance.model.receipts import Received, ReceivedWork
from provenance.model.testimony import Claim
from provenance.model.versions import Standing, Version, Work
from provenance.store.library import Library


def a_file(name: str, *works: Work) -> Received:
    return Received(name, name, tuple(ReceivedWork(work, (), ()) for work in works))


def test_works_stand_in_the_order_of_their_documents(library: Library) -> None:
    works = Work("z", "Z", "s", order=0), Work("y", "Y", "s", order=1), Work("a", "A", "s", order=2)
    library.save_received(a_file("one", works[2], works[0], works[1]))
    later = Work("b", "B", "t", order=0)
    library.save_received(a_file("two", later, works[0]))
    assert library.works() == (*works, later)


def test_a_version_is_named_by_id_or_label_and_the_last_one_also_as_final(filled: Library) -> None:
    draft, printed = filled.versions("letter")
    assert filled.version("letter", "letter@draft") == filled.version("letter", "draft") == draft
    assert filled.version("letter", "final") == printed


def test_the_versions_of_every_work_can_be_listed_without_their_texts(filled: Library) -> None:
    assert filled.outlines() == {"letter": tuple(version.outline for version in filled.versions("letter"))}


def test_a_version_labelled_final_is_the_final_one_even_where_another_stands_last(filled: Library) -> None:
    final = Version("letter@f", "letter", "final", "Dear!", Standing.EXTANT)
    filled.save_version(final)
    assert filled.version("letter", "final") == final


def test_what_is_not_there_is_said_with_what_is(filled: Library) -> None:
    with pytest.raises(NotFound, match="there is no version 'third'; there are draft, printed"):
        filled.version("letter", "third")
    with pytest.raises(NotFound, match="no work is called 'novel'"):
        filled.version("novel", "final")
    with pytest.raises(NotFound):
        filled.dossier("novel")


def test_a_label_that_two_versions_bear_is_no_name(filled: Library) -> None:
    filled.save_version(Version("letter@other", "letter", "draft", "Dear!", Standing.EXTANT))
    with pytest.raises(NotFound, match="'draft' fits several versions: letter@draft, letter@other"):
        filled.version("letter", "draft")


def test_a_dossier_holds_all_of_one_work(filled: Library, letter: Received, claims: tuple[Claim, ...]) -> None:
    one = letter.works[0]
    dossier = filled.dossier("letter")
    assert (dossier.work, dossier.witnesses, dossier.versions) == (one.work, one.witnesses, one.versions)
    assert (dossier.notes, dossier.claims, dossier.people) == (one.notes, claims, letter.people)


def test_a_file_that_was_not_received_is_none(filled: Library, letter: Received) -> None:
    assert filled.received("00") is None
    assert filled.received(letter.sha256) == replace(letter)


def test_what_was_odd_in_one_document_of_a_file_is_told_of_that_work_alone(library: Library) -> None:
    works = Work("v1-d1", "One", "s", order=0), Work("v1-d10", "Ten", "s", order=1)
    warnings = ("the id 'a' is there twice", "v1-d1: 1 note has no words", "v1-d10: 2 notes have no words")
    library.save_received(replace(a_file("v1.xml", *works), warnings=warnings))
    assert library.dossier("v1-d1").warnings == (("v1.xml", warnings[0]), ("v1.xml", warnings[1]))
    assert library.dossier("v1-d10").warnings == (("v1.xml", warnings[0]), ("v1.xml", warnings[2]))
