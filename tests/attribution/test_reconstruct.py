"""Versions that nobody has seen, made from the printed text and the claims."""

from collections.abc import Callable
from typing import Any

import pytest

from provenance.attribution.reconstruct import Reconstruction, reconstruct
from provenance.model.spans import Milestone, MilestoneKind
from provenance.model.testimony import AnchorPlace, Claim, Note, Person, Scope
from provenance.model.versions import Standing, Version, Work

TEXT = "He came. It rained. He went in June.\n\nIt snowed."
PEOPLE = (Person("Ann Able", "Able"), Person("Bob Baker", "Baker"))
NOTES = (Note("n1", "w", "17", "…", AnchorPlace.HEADING),)
MakeClaim = Callable[..., Claim]


@pytest.fixture
def made(version: Callable[..., Version]) -> Callable[..., Reconstruction]:
    """The function that reconstructs what the claims on the printed text allow."""

    def made(*claims: Claim, **more: Any) -> Reconstruction:
        return reconstruct(Work("w", "Letter", "S"), version(TEXT, **more), claims, NOTES, PEOPLE)

    return made


def texts(made: Reconstruction) -> dict[str, str]:
    return {version.label: version.text for version in made.versions}


Made = Callable[..., Reconstruction]


def test_without_claims_there_is_the_printed_text_alone(made: Made) -> None:
    found = made()
    assert texts(found) == {"final": TEXT}
    assert found.witnesses == ()


def test_the_draft_is_the_printed_text_less_what_was_put_in(made: Made, claim: MakeClaim) -> None:
    draft, final = made(claim("Ann Able", "insert", "It rained.", TEXT)).versions
    assert (draft.text, draft.standing) == ("He came. He went in June.\n\nIt snowed.", Standing.RECONSTRUCTED)
    assert final.parents == (draft.id,)
    assert draft.method == (
        "made from “final” by taking out 2 words (note 17, Ann Able). "
        "At a minimum: changes that no note mentions are still in it."
    )


def test_words_that_were_replaced_are_put_back(made: Made, claim: MakeClaim) -> None:
    draft = made(claim("Ann Able", "replace", "June", TEXT, earlier_reading="May")).versions[0]
    assert draft.text == TEXT.replace("June", "May")
    assert draft.method is not None
    assert "replacing 1 word" in draft.method


def test_a_whole_paragraph_taken_out_leaves_no_empty_one(made: Made, claim: MakeClaim) -> None:
    draft = made(claim("Ann Able", "insert", "It snowed.", TEXT)).versions[0]
    assert draft.text == "He came. It rained. He went in June."
    assert [block.paragraph for block in draft.blocks] == [1]


def test_one_reviser_makes_no_layers_and_two_make_siblings(made: Made, claim: MakeClaim) -> None:
    one = claim("Ann Able", "insert", "It rained.", TEXT)
    again = claim("Ann Able", "insert", "It snowed.", TEXT, id="k2")
    other = claim("Bob Baker", "insert", "It snowed.", TEXT, id="k2")
    assert list(texts(made(one, again))) == ["reconstructed-draft", "final"]
    draft, able, baker, final = made(one, other).versions
    assert able.parents == baker.parents == (draft.id,)
    assert final.parents == (able.id, baker.id)
    assert (able.label, able.text) == ("able-layer", "He came. It rained. He went in June.")
    assert (baker.label, baker.text) == ("baker-layer", "He came. He went in June.\n\nIt snowed.")
    assert (able.authors, baker.authors, draft.authors) == (("Ann Able",), ("Bob Baker",), ())


def test_of_claims_that_overlap_the_widest_is_undone(made: Made, claim: MakeClaim) -> None:
    wide = claim("Ann Able", "insert", "It rained. He went in June.", TEXT)
    narrow = claim("Bob Baker", "insert", "He went in June.", TEXT, id="k2")
    assert list(texts(made(narrow, wide)).values()) == ["He came.\n\nIt snowed.", TEXT]


@pytest.mark.parametrize("act", ["delete", "move", "revise", "underline", "comment", "approve"])
def test_what_cannot_be_undone_reconstructs_nothing(act: str, made: Made, claim: MakeClaim) -> None:
    assert list(texts(made(claim("Ann Able", act, "It rained.", TEXT)))) == ["final"]


def test_what_was_only_proposed_reconstructs_nothing(made: Made, claim: MakeClaim) -> None:
    assert list(texts(made(claim("Ann Able", "insert", "It rained.", TEXT, actual=False)))) == ["final"]


def test_a_text_printed_as_drafted_gives_the_revision(made: Made, claim: MakeClaim) -> None:
    struck = claim("Ann Able", "delete", "It rained.", TEXT, printed=False)
    changed = claim("Bob Baker", "replace", "June", TEXT, printed=False, later_reading="July", id="k2")
    printed, revision = made(struck, changed).versions
    assert (printed.text, printed.parents) == (TEXT, ())
    assert (revision.text, revision.parents) == ("He came. He went in July.\n\nIt snowed.", (printed.id,))
    assert revision.label == "reconstructed-revision"
    assert revision.authors == ("Ann Able", "Bob Baker")


def test_the_lost_draft_is_a_witness_not_seen_and_the_drafter_stands_with_its_reconstruction(
    made: Made, claim: MakeClaim
) -> None:
    drafted = claim("Cy Cook", "draft", scope=Scope.DOCUMENT, id="k0", date="1950-01-02", quote="Cook drafted it")
    found = made(drafted, claim("Ann Able", "insert", "It rained.", TEXT))
    [lost] = found.witnesses
    assert (lost.seen, lost.sha256, lost.attested_by, lost.date) == (False, None, "Cook drafted it", "1950-01-02")
    draft = found.versions[0]
    assert (draft.witness, draft.authors) == (lost.id, ("Cy Cook",))
    assert made(drafted).witnesses == ()


def test_pages_move_along_and_layout_is_left_behind(made: Made, claim: MakeClaim) -> None:
    at = TEXT.index("It snowed")
    marks = (Milestone(at, MilestoneKind.PAGE, "2", "[2]"), Milestone(at, MilestoneKind.LAYOUT, "", "\n"))
    draft = made(claim("Ann Able", "insert", "It rained.", TEXT), milestones=marks).versions[0]
    [page] = draft.milestones
    assert draft.text[page.at :] == "It snowed."
