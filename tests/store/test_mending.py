"""What was entered wrongly is put right; what was removed comes back."""

from dataclasses import replace

import pytest

from provenance.errors import AlreadyDecided, NotFound, UnreadableInput
from provenance.lineage.lineage import Lineage
from provenance.model.histories import Revision
from provenance.model.receipts import Received, ReceivedWork
from provenance.model.testimony import Person
from provenance.model.versions import Removed, Standing, Version, Witness, Work
from provenance.store import mending
from provenance.store.entering import History
from provenance.store.history_shelf import HistoryShelf
from provenance.store.library import Library
from provenance.store.mending import PersonEdit, VersionEdit, WorkEdit
from provenance.store.undoing import undo


@pytest.fixture
def drafts(library: Library) -> Library:
    """Three drafts in a row, by Ann Brown, by Joe Clark, by Ann Brown again."""
    work = Work("memo", "A memo", "memo.txt")
    texts = "We begin.", "We begin on Monday.", "We begin on Monday. So be it."
    authors = "Ann Brown", "Joe Clark", "Ann Brown"
    versions = tuple(
        Version(
            f"memo@{n}", "memo", f"draft {n}", text, Standing.EXTANT, authors=(author,), witness=f"memo/{n}",
            parents=(f"memo@{n - 1}",) if n > 1 else (),
        )
        for n, (text, author) in enumerate(zip(texts, authors, strict=True), 1)
    )  # fmt: skip
    witnesses = tuple(Witness(f"memo/{n}", "memo", f"D{n}", f"draft {n}", "a box", True) for n in (1, 2, 3))
    people = Person("Ann Brown", "Brown"), Person("Joe Clark", "Clark")
    library.save_received(Received("memo.txt", "aa" * 32, (ReceivedWork(work, witnesses, versions),), people))
    return library


def test_a_work_gets_another_title_date_and_source(drafts: Library) -> None:
    mending.edit_work(drafts, "memo", WorkEdit("The memo", "1948-23", "Archive, box 2"))
    found = drafts.work("memo")
    assert (found.title, found.date, found.source) == ("The memo", "1948-23", "Archive, box 2")


@pytest.mark.parametrize(
    "edit", [WorkEdit(), WorkEdit(title=" "), WorkEdit(date="1948-13"), WorkEdit(date="autumn 1948")]
)
def test_what_is_no_title_and_no_date_is_refused(drafts: Library, edit: WorkEdit) -> None:
    with pytest.raises(UnreadableInput):
        mending.edit_work(drafts, "memo", edit)


def test_a_version_gets_another_label_author_and_date_and_keeps_its_words(drafts: Library) -> None:
    before = drafts.version("memo", "draft 2")
    mending.edit_version(drafts, "memo", "draft 2", VersionEdit("carbon", ("Brown", "Dora Dunn"), "1971-08-03?"))
    after = drafts.version("memo", "carbon")
    assert (after.authors, after.date) == (("Ann Brown", "Dora Dunn"), "1971-08-03?")
    assert replace(after, label=before.label, authors=before.authors, date=before.date) == before
    assert Person("Dora Dunn", "Dunn") in drafts.people()


@pytest.mark.parametrize("label", ["draft 1", "Draft 3", "final", "  "])
def test_a_label_that_is_taken_or_means_something_is_refused(drafts: Library, label: str) -> None:
    with pytest.raises(UnreadableInput):
        mending.edit_version(drafts, "memo", "draft 2", VersionEdit(label=label))


def test_a_version_cannot_be_made_from_one_that_was_made_from_it(drafts: Library) -> None:
    with pytest.raises(UnreadableInput, match="cannot descend from itself: draft 1 after draft 2 after draft 1"):
        mending.edit_version(drafts, "memo", "draft 1", VersionEdit(after=("draft 2",)))
    with pytest.raises(UnreadableInput, match="draft 1 after draft 1"):
        mending.edit_version(drafts, "memo", "draft 1", VersionEdit(after=("draft 1",)))
    with pytest.raises(NotFound):
        mending.edit_version(drafts, "memo", "draft 1", VersionEdit(after=("draft 7",)))


def test_returned_copies_hang_on_one_parent(drafts: Library) -> None:
    mending.edit_version(drafts, "memo", "draft 3", VersionEdit(after=("draft 1", "draft 1")))
    assert drafts.version("memo", "draft 3").parents == ("memo@1",)
    assert drafts.lineage("memo").parents("memo@3") == ("memo@1",)


def test_a_work_of_many_versions_is_followed_anew_when_its_versions_are_changed(library: Library) -> None:
    revisions = [Revision(str(n), f"One. Word{n}. {'More. ' * n}", authors=("Ann",)) for n in range(5)]
    shelf, history = HistoryShelf(library.database), History("page", "page", "page.jsonl")
    list(shelf.enter(history, revisions))
    mending.remove_version(library, "page", "2")
    mending.edit_version(library, "page", "4", VersionEdit(after=("1",)))
    assert library.is_traced("page")
    fresh = Lineage()
    for id, parents in (("0", ()), ("1", ("0",)), ("3", ("1",)), ("4", ("1",))):
        fresh.add(id, revisions[int(id)].text, parents)
    assert [library.lineage("page").origins(id) for id in "0134"] == [fresh.origins(id) for id in "0134"]
    assert len(list(shelf.enter(history, [Revision("9", "One. Last.", ("4",))]))) == 1
    assert ("One", "0") in library.lineage("page").origins("9")


def test_a_renamed_person_is_told_so_everywhere(drafts: Library) -> None:
    person = mending.edit_person(drafts, "Brown", PersonEdit("Anne Browne", "clerk"))
    assert person == Person("Anne Browne", "Browne", "clerk", aliases=("Ann Brown",))
    assert [version.authors for version in drafts.versions("memo")] == [
        ("Anne Browne",),
        ("Joe Clark",),
        ("Anne Browne",),
    ]
    assert mending.edit_person(drafts, "Ann Brown", PersonEdit("Ann Brown")).name == "Ann Brown"
    assert drafts.versions("memo")[0].authors == ("Ann Brown",)


def test_two_names_of_one_person_are_told_as_one(drafts: Library) -> None:
    joint = Version("memo@4", "memo", "draft 4", "Done.", Standing.EXTANT, authors=("Joe Clark", "Ann Brown"))
    drafts.save_version(replace(joint, parents=("memo@3",)))
    person = mending.edit_person(drafts, "Joe Clark", PersonEdit(same_as="Ann Brown"))
    assert (person.name, person.aliases) == ("Ann Brown", ("Joe Clark",))
    assert {version.authors for version in drafts.versions("memo")} == {("Ann Brown",)}
    assert [one.name for one in drafts.people()] == ["Ann Brown"]
    with pytest.raises(UnreadableInput, match="is that person already"):
        mending.edit_person(drafts, "Joe Clark", PersonEdit(same_as="Brown"))


@pytest.mark.parametrize(
    ("name", "edit"),
    [
        ("Brown", PersonEdit()),
        ("Brown", PersonEdit(name="12")),
        ("Brown", PersonEdit(name="Joe Clark")),
        ("Brown", PersonEdit(name="A", same_as="Joe Clark")),
        ("Brown", PersonEdit(same_as="Nobody Known")),
        ("Nobody Known", PersonEdit(role="clerk")),
    ],
)
def test_what_makes_no_person_is_refused(drafts: Library, name: str, edit: PersonEdit) -> None:
    before = drafts.people(), drafts.log()
    with pytest.raises((UnreadableInput, NotFound)):
        mending.edit_person(drafts, name, edit)
    assert (drafts.people(), drafts.log()) == before


def test_a_version_removed_from_the_middle_leaves_the_words_of_the_later_ones(drafts: Library) -> None:
    later = drafts.version("memo", "draft 3")
    mending.remove_version(drafts, "memo", "draft 2")
    assert drafts.versions("memo")[-1] == replace(later, parents=("memo@1",))
    assert len(drafts.witnesses("memo")) == 2
    assert [hit.versions for hit in drafts.search("Monday")] == [("memo@3",)]
    assert ("Monday", "memo@3") in drafts.lineage("memo").origins("memo@3")


def test_a_version_that_was_removed_is_told_while_its_words_stay(drafts: Library) -> None:
    def told() -> list[tuple[str, str]]:
        return [(one.label, one.followed_by) for one in drafts.dossier("memo").removed]

    mending.remove_version(drafts, "memo", "draft 2")
    (one,) = drafts.dossier("memo").removed
    assert one == Removed("draft 2", ("Joe Clark",), "draft 3")
    mending.remove_version(drafts, "memo", "draft 1")
    assert told() == [("draft 2", "draft 3"), ("draft 1", "draft 3")]
    undo(drafts, None)
    undo(drafts, None)
    assert told() == []
    mending.remove_version(drafts, "memo", "draft 1")
    mending.remove_version(drafts, "memo", "draft 2")
    assert told() == [("draft 1", "draft 3"), ("draft 2", "draft 3")]


def test_what_was_removed_from_a_work_that_is_gone_is_not_told_of_another_of_its_id(drafts: Library) -> None:
    first, _, last = (replace(one, witness=None) for one in drafts.versions("memo"))
    mending.remove_version(drafts, "memo", "draft 2")
    mending.remove_work(drafts, "memo")
    another = ReceivedWork(Work("memo", "A memo", "Box 3"), (), (first, replace(last, parents=(first.id,))))
    drafts.save_received(Received("memo.txt", "bb" * 32, (another,)))
    assert drafts.dossier("memo").removed == ()


def test_an_edit_that_changes_nothing_is_refused_as_an_undo_would_take_back_the_one_before(drafts: Library) -> None:
    mending.edit_person(drafts, "Joe Clark", PersonEdit(role="clerk"))
    before = drafts.log()
    for edit in (
        lambda: mending.edit_work(drafts, "memo", WorkEdit(title="A memo", source="memo.txt")),
        lambda: mending.edit_version(drafts, "memo", "draft 2", VersionEdit(label="draft 2", by=("Joe Clark",))),
        lambda: mending.edit_version(drafts, "memo", "draft 2", VersionEdit(after=("draft 1",))),
        lambda: mending.edit_person(drafts, "Joe Clark", PersonEdit(role="clerk")),
        lambda: mending.edit_person(drafts, "Joe Clark", PersonEdit(name="Joe Clark")),
    ):
        with pytest.raises(AlreadyDecided, match="already; nothing was changed"):
            edit()
    assert drafts.log() == before


def test_what_is_removed_is_named_whole(drafts: Library) -> None:
    for name in ("A memo", "mem"):
        with pytest.raises(NotFound, match=r"no work has the id .*give its id: memo"):
            mending.remove_work(drafts, name)
        with pytest.raises(NotFound, match="no work has the id"):
            mending.remove_version(drafts, name, "draft 2")
    mending.edit_version(drafts, "memo", "draft 2", VersionEdit(label="carbon"))
    with pytest.raises(NotFound, match="if “carbon” is meant, give its whole name"):
        mending.remove_version(drafts, "memo", "carb")
    assert mending.remove_version(drafts, "memo", "Carbon") == ("memo", "carbon")
    assert mending.remove_version(drafts, "memo", "final") == ("memo", "draft 3")


def test_a_version_of_whose_words_a_note_speaks_is_not_removed(filled: Library) -> None:
    with pytest.raises(UnreadableInput, match="is the only version on paper"):
        mending.remove_version(filled, "letter", "printed")
    filled.save_version(Version("letter@real", "letter", "real", "Dear Sir!", Standing.EXTANT))
    with pytest.raises(UnreadableInput, match="“printed” cannot be removed: note 1 speaks of its words"):
        mending.remove_version(filled, "letter", "printed")
    with pytest.raises(UnreadableInput, match="“draft” is reconstructed"):
        mending.remove_version(filled, "letter", "draft")


def test_a_work_is_removed_with_all_that_belongs_to_it_and_can_be_ingested_again(
    filled: Library, letter: Received
) -> None:
    assert mending.remove_work(filled, "letter") == "letter"
    assert (filled.works(), filled.search("Vienna")) == ((), ())
    assert filled.save_received(letter).new == ("letter",)
