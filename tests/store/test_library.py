"""What is kept comes back equal; nothing that a source says is overwritten."""

from dataclasses import replace
from pathlib import Path

import pytest

from provenance.errors import StoreTrouble
from provenance.model.receipts import Received, ReceivedWork
from provenance.model.testimony import Claim, Person
from provenance.model.versions import Standing, Version, Witness
from provenance.sources.reader import SourceFile
from provenance.sources.source_catalogue import read_file, read_source
from provenance.store import queries
from provenance.store.library import Library, Saved
from provenance.store.verify import verify

BASE, REVISED = "letter@draft", "letter@printed"


def test_a_file_comes_back_as_it_was_received(library: Library, letter: Received) -> None:
    assert library.save_received(letter) == Saved(new=("letter",))
    assert library.received(letter.sha256) == letter


def test_the_same_file_again_changes_nothing(filled: Library, letter: Received) -> None:
    before = filled.log()
    assert filled.save_received(letter) == Saved(present=("letter",), same_file=True)
    assert filled.log() == before


def test_a_file_of_which_one_document_is_kept_still_gives_the_others(library: Library, letter: Received) -> None:
    one = letter.works[0]
    other = replace(
        one,
        work=replace(one.work, id="note"),
        witnesses=(),
        versions=(Version("note@final", "note", "final", "We agree.", Standing.EXTANT),),
        notes=(),
        marks=(),
    )
    whole = replace(letter, works=(other, one))
    assert library.save_received(letter).new == ("letter",)
    assert library.save_received(whole) == Saved(new=("note",), present=("letter",))
    assert library.save_received(whole).same_file
    kept = library.received(letter.sha256)
    assert kept is not None
    assert {each.work.id for each in kept.works} == {"letter", "note"}


def test_the_same_words_from_another_file_are_known_again(filled: Library, letter: Received) -> None:
    assert filled.save_received(replace(letter, name="letter.xml", sha256="ef" * 32)) == Saved(present=("letter",))
    assert filled.versions("letter") == letter.works[0].versions


def test_other_words_for_the_same_work_are_refused_and_nothing_is_kept(filled: Library, letter: Received) -> None:
    one = letter.works[0]
    versions = tuple(replace(version, text=version.text + "!") for version in one.versions)
    other = replace(letter, name="b.txt", sha256="ef" * 32, works=(replace(one, versions=versions),))
    with pytest.raises(StoreTrouble, match=r"b.txt has other words for the version 'draft' of letter"):
        filled.save_received(other)
    assert filled.received(other.sha256) is None
    assert filled.versions("letter") == one.versions


def test_whose_words_a_work_has_is_named_where_others_are_refused(filled: Library, letter: Received) -> None:
    one = letter.works[0]
    versions = tuple(replace(version, text=version.text + "!") for version in one.versions)
    with pytest.raises(StoreTrouble, match=r"than the library has from letter\.txt"):
        filled.save_received(replace(letter, sha256="ef" * 32, works=(replace(one, versions=versions),)))


def test_notes_that_are_not_stored_and_another_volume_of_the_same_id_are_told(library: Library) -> None:
    volume = Path(__file__).parents[1] / "cases/documents/minutes.xml"

    def saved(**other: str) -> tuple[str, ...]:
        told = volume.read_bytes()
        for before, after in other.items():
            told = told.replace(before.encode(), after.encode())
        return library.save_received(read_source(SourceFile(Path("again.xml"), told))).told

    assert library.save_received(read_file(volume)).told == ()
    of_the_volume = (
        f"has the id frus1919Parisv99 of {volume}, which is another file; what both hold is kept under that id"
    )
    assert saved(d4="d5") == (of_the_volume,)
    assert saved(inserted="added") == (
        of_the_volume,
        "has other notes to frus1919Parisv99-d4 than the library, and they were not stored; "
        "`provenance remove frus1919Parisv99-d4` first, if these are the better ones",
    )


def test_a_file_with_further_versions_extends_the_work(filled: Library, letter: Received) -> None:
    one = letter.works[0]
    further = Version("letter@2", "letter", "second edition", "New words.", Standing.EXTANT, parents=(REVISED,))
    longer = replace(letter, sha256="ef" * 32, works=(replace(one, versions=(*one.versions, further)),))
    assert filled.save_received(longer) == Saved(extended=("letter",))
    assert filled.version("letter", "final") == further
    assert len(filled.notes("letter")) == 1


def test_an_added_draft_stands_before_the_final_version(filled: Library) -> None:
    witness = Witness("letter#T", "letter", "T", "a transcription", "the archive", True, sha256="00" * 32)
    draft = Version("letter@real", "letter", "real draft", "Dear Sir!", Standing.EXTANT, witness="letter#T")
    filled.save_version(draft, witness)
    assert [version.label for version in filled.versions("letter")] == ["draft", "real draft", "printed"]
    assert filled.version("letter", "real draft") == draft
    assert filled.witnesses("letter")[-1] == witness


def test_a_version_made_from_the_final_one_is_the_final_one_now(filled: Library) -> None:
    later = Version("letter@2", "letter", "reissue", "Dear Madam!", Standing.EXTANT, parents=(REVISED,))
    filled.save_version(later)
    assert filled.version("letter", "final") == later


def test_reconstructions_are_made_anew_and_what_is_extant_stays(filled: Library) -> None:
    draft, printed = filled.versions("letter")
    anew = replace(draft, id="letter@draft-2", text="Dear Sir!")
    layer = replace(draft, id="letter@layer", label="layer", parents=(anew.id,))
    versions = (anew, layer, replace(printed, parents=(layer.id,)))
    filled.replace_reconstructions("letter", versions)
    assert filled.versions("letter") == versions
    assert {hit.versions for hit in filled.search("sir")} == {("letter@draft-2",), ("letter@layer", "letter@printed")}


def test_versions_read_one_after_another_ask_once_what_they_are_called(
    filled: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions, read = filled.versions("letter"), filled.each_version("letter")
    monkeypatch.setattr(queries, "at_hand", None)
    assert (read(BASE), read(REVISED)) == versions


def test_versions_that_stand_where_they_shall_are_not_written_again(filled: Library) -> None:
    for n in range(9):
        filled.save_version(Version(f"copy-{n}", "letter", f"copy {n}", f"Dear Sir {n}!", Standing.EXTANT))
    draft, *copies, printed = filled.versions("letter")
    anew = replace(draft, text="Dear Sir!")
    versions = (*copies, anew, printed)
    filled.replace_reconstructions("letter", versions)
    with filled.entry("once more", "letter") as journal:
        filled.replace_reconstructions("letter", (*copies, replace(anew, text="Dear Sirs!"), printed))
        touched = [step.key[1] for step in journal.steps]
    assert touched == [draft.id, draft.id, draft.id, printed.id]  # taken away, put in, put in its place
    assert [version.id for version in filled.versions("letter")] == [version.id for version in versions]
    assert verify(filled).faults == ()


def test_versions_cannot_descend_from_themselves(filled: Library, letter: Received) -> None:
    one = letter.works[0]
    circle = tuple(replace(version, work="other", parents=(BASE, REVISED)) for version in one.versions)
    other = ReceivedWork(replace(one.work, id="other"), (), circle)
    with pytest.raises(StoreTrouble, match="cannot descend from themselves"):
        filled.save_received(replace(letter, sha256="11" * 32, works=(other,)))
    assert [work.id for work in filled.works()] == ["letter"]


def test_a_parent_that_is_not_there_is_refused(filled: Library) -> None:
    with pytest.raises(StoreTrouble, match="“v” would be made from 'nowhere', which letter does not have"):
        filled.save_version(Version("v", "letter", "v", "Dear!", Standing.EXTANT, parents=("nowhere",)))
    assert len(filled.versions("letter")) == 2


def test_half_a_character_is_refused_in_a_sentence(filled: Library) -> None:
    with pytest.raises(StoreTrouble, match=r"half of a character \(U\+D800\)"):
        filled.save_version(Version("v", "letter", "v", "a\ud800b", Standing.EXTANT))


def test_claims_come_back_as_they_were_made(filled: Library, claims: tuple[Claim, ...]) -> None:
    assert filled.claims("letter") == claims
    filled.save_claims(claims)
    assert filled.claims("letter") == claims


def test_a_claim_is_never_overwritten(filled: Library, claims: tuple[Claim, ...]) -> None:
    with pytest.raises(StoreTrouble, match="claim letter:1 on letter says something else in the library"):
        filled.save_claims([replace(claims[0], revisers=("Somebody Else",))])
    assert filled.claims("letter") == claims


def test_what_is_learnt_of_a_person_is_added(filled: Library) -> None:
    filled.save_people([Person("Ann Brown", "A. Brown", "secretary", aliases=("Miss Brown",))])
    assert filled.people()[1] == Person("Ann Brown", "Brown", "secretary", aliases=("Miss Brown",))
