"""How a claim stands once it is held against the texts, and the reason that a reader is given."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from provenance import stages
from provenance.model.attributions import Apparatus, Status, dossier_of
from provenance.model.spans import Span
from provenance.model.testimony import Certainty, Claim, Scope, SetAside, Target
from provenance.model.versions import Standing
from provenance.sources.reader import SourceFile
from provenance.sources.source_catalogue import read_source

BASE = "He came. He went home in May."
REVISED = "He came. It rained all day. He went home in June."
RAIN = "It rained all day."
GENERAL: dict[str, Any] = {"act": "revise", "scope": Scope.DOCUMENT}
WHOLE: dict[str, Any] = {"act": "draft", "scope": Scope.DOCUMENT}

Attributed = Callable[..., Apparatus]
MakeClaim = Callable[..., Claim]


@pytest.fixture
def stands(attributed: Attributed, claim: MakeClaim) -> Callable[..., tuple[str, str]]:
    """The function that tells how a claim on the final text stands, and why."""

    def stands(*made: Any, base: str = BASE, revised: str = REVISED, draft: Any = None, **more: Any) -> tuple[str, str]:
        one = made[0] if made and isinstance(made[0], Claim) else claim(*made, text=revised, **more)
        [found] = attributed(base, revised, one, draft=draft or {}).assessments
        assert found.claim == one.id
        return found.status.value, found.reason

    return stands


Stands = Callable[..., tuple[str, str]]


def test_new_words_confirm_who_is_said_to_have_put_them_in(stands: Stands) -> None:
    assert stands("Ann Able", "insert", RAIN) == (
        "confirmed",
        "the draft lacks these words, as the note says",
    )


def test_words_that_the_draft_has_already_contradict_it(stands: Stands) -> None:
    assert stands("Ann Able", "insert", "He came.") == ("contradicted", "the draft already has these words")


def test_words_that_the_draft_alone_has_contradict_that_they_were_put_in(stands: Stands) -> None:
    in_draft = Target("draft", Span(BASE.index("May"), BASE.index("May") + 3), Certainty.HIGH, Certainty.HIGH)
    assert stands("Ann Able", "insert", target=in_draft) == ("contradicted", "the draft already has these words")


def test_words_half_of_which_are_new_confirm_it_in_part(stands: Stands) -> None:
    assert stands("Ann Able", "insert", "It rained all day. He went") == (
        "confirmed",
        "in part: 4 of its 6 words are not in the draft",
    )


def test_words_few_of_which_are_new_contradict_it_for_the_most_part(stands: Stands) -> None:
    assert stands("Ann Able", "insert", "all day. He went home in") == (
        "contradicted",
        "for the most part: only 2 of its 6 words are not in the draft",
    )


def test_words_that_no_space_parts_are_counted_too(stands: Stands) -> None:
    base, revised = "市长答应帮助我们。", "市长答应全力帮助我们。"
    assert stands("Ann Able", "insert", "市长答应全力帮助我们。", base=base, revised=revised) == (
        "contradicted",
        "for the most part: only 2 of its 10 words are not in the draft",
    )


UNSURE = {"start": Certainty.LOW, "end": Certainty.LOW}


def test_where_an_edge_is_unsure_one_new_sentence_is_enough(stands: Stands) -> None:
    status, reason = stands("Ann Able", "insert", "He came. It rained all day. He went home in June.", **UNSURE)
    assert (status, reason) == ("confirmed", "in part: 5 of its 11 words are not in the draft")


def test_new_words_strewn_over_an_older_passage_are_no_insertion_of_it(stands: Stands) -> None:
    status, reason = stands("Ann Able", "insert", "all day. He went home in", **UNSURE)
    assert (status, reason.partition(":")[0]) == ("contradicted", "for the most part")


def test_a_text_that_shares_hardly_a_word_proves_nothing(stands: Stands) -> None:
    revised = " ".join(f"It rained all day on the {day} of May." for day in range(1, 31))
    assert stands(
        "Ann Able", "insert", "It rained all day on the 7 of May.", base="Nobody ever came here.", revised=revised
    ) == (
        "unverified",
        "“draft” and “final” share hardly a word, so they prove nothing",
    )


def test_only_a_reconstruction_leaves_it_unverified(stands: Stands) -> None:
    made_up = {"standing": Standing.RECONSTRUCTED, "method": "less the rain"}
    assert stands("Ann Able", "insert", RAIN, draft=made_up) == (
        "unverified",
        "there is only a reconstructed draft, made from the notes themselves",
    )


def test_words_that_fit_two_places_are_unresolved_and_the_places_told(stands: Stands, claim: MakeClaim) -> None:
    places = (Target("final", Span(0, 8)), Target("final", Span(28, 48)))
    status, reason = stands(claim(places=places))
    assert status == "unresolved"
    assert reason == "its words fit 2 places (“He came. …”; “He went home in June …”)"


def test_words_that_cannot_be_found_are_unresolved(stands: Stands, claim: MakeClaim) -> None:
    assert stands(claim()) == ("unresolved", "the words that it speaks of cannot be found in the text")
    assert stands(claim(reason="no paragraph 9")) == ("unresolved", "no paragraph 9")


def test_what_was_only_proposed_is_unverified(stands: Stands) -> None:
    status, reason = stands("Ann Able", "insert", RAIN, actual=False)
    assert status == "unverified"
    assert "proposed" in reason


@pytest.mark.parametrize("act", ["underline", "comment", "approve"])
def test_an_act_that_changes_no_words_is_unverified(act: str, stands: Stands) -> None:
    assert stands("Ann Able", act, RAIN) == ("unverified", "it says nothing of a change of the words")


def test_a_text_by_itself_verifies_nothing(claim: MakeClaim, version: Callable[..., Any], dossier: Any) -> None:
    from provenance.attribution.attribute import attribute
    from provenance.diff.compare import compare

    only = version(REVISED)
    made = dossier(only, claims=(claim("Ann Able", "insert", RAIN, REVISED),))
    [found] = attribute(made, only, only, compare).assessments
    assert (found.status, found.reason) == (
        Status.UNVERIFIED,
        "there is no other version of the text to check it against",
    )


def test_words_of_a_version_that_is_not_compared_leave_it_unverified(stands: Stands, claim: MakeClaim) -> None:
    elsewhere = claim(words=RAIN, text=REVISED, on="another")
    assert stands(elsewhere)[0] == "unverified"
    assert "in neither of these two" in stands(elsewhere)[1]


def test_differences_do_not_show_who_revised_and_the_same_words_contradict_that_anybody_did(stands: Stands) -> None:
    assert stands("Ann Able", **GENERAL) == (
        "unverified",
        "the texts differ in 2 changes, which does not show who made them",
    )
    assert stands("Ann Able", **GENERAL, base="He came.", revised="He left.") == (
        "unverified",
        "the texts differ in one change, which does not show who made them",
    )
    assert stands("Ann Able", **GENERAL, base="It’s so.", revised="It's so.")[0] == "contradicted"


def test_who_drafted_agrees_or_disagrees_with_the_author_given_and_is_never_confirmed(stands: Stands) -> None:
    assert stands("Ann Able", **WHOLE, draft={"authors": ("Ann Able",)}) == (
        "unverified",
        "it agrees with the author given for the draft “draft”: Ann Able",
    )
    assert stands("Ann Able", **WHOLE) == ("unverified", "no author is given for the draft “draft”")
    assert stands("Ann Able", **WHOLE, draft={"authors": ("Bob Baker",)}) == (
        "unverified",
        "it disagrees with the author given for the draft “draft”: Bob Baker",
    )


def test_an_earlier_reading_is_confirmed_where_the_draft_has_it_and_the_revision_has_not(stands: Stands) -> None:
    replaced = {"act": "replace", "earlier_reading": "May"}
    assert stands("Ann Able", words="June", **replaced) == (
        "confirmed",
        "the draft has the earlier words and the revised text does not, as the note says",
    )
    assert stands("Ann Able", "delete", earlier_reading="May")[0] == "confirmed"


def test_words_that_earlier_and_later_reading_share_need_not_have_changed(stands: Stands) -> None:
    replaced = {"act": "replace", "earlier_reading": "He went home in May"}
    assert stands("Ann Able", words="He went home in June", **replaced)[0] == "confirmed"
    assert stands("Ann Able", "replace", "home in June", earlier_reading="home in April")[0] == "contradicted"


def test_a_claim_that_somebody_set_aside_says_so(stands: Stands) -> None:
    aside = SetAside("Cy Cook", "the interview is of another speech", "1950-01-02")
    assert stands("Ann Able", "insert", RAIN, set_aside=aside) == (
        "unverified",
        "set aside by Cy Cook: the interview is of another speech",
    )


def test_an_earlier_reading_is_contradicted_by_another_one_in_its_place(stands: Stands) -> None:
    assert stands("Ann Able", "replace", "June", earlier_reading="April") == (
        "contradicted",
        "the draft reads “May” in this place",
    )


def test_an_earlier_reading_that_was_not_changed_contradicts_the_note(stands: Stands) -> None:
    assert stands("Ann Able", "replace", "It rained", earlier_reading="He came") == (
        "contradicted",
        "the earlier words are in the draft and were not changed there",
    )


def test_an_earlier_reading_that_the_draft_does_not_have_contradicts_the_note(stands: Stands) -> None:
    assert stands("Ann Able", "replace", "It rained", earlier_reading="It snowed") == (
        "contradicted",
        "the draft does not have the words that the note says were changed",
    )


def test_a_revised_passage_is_confirmed_by_any_change_in_it(stands: Stands) -> None:
    assert stands("Ann Able", "revise", "in June") == ("confirmed", "the draft differs in this place, as the note says")
    assert stands("Ann Able", "revise", "He came") == ("contradicted", "the draft has the same words in this place")


def test_words_of_the_draft_are_held_against_what_went(stands: Stands, claim: MakeClaim) -> None:
    gone = claim("Ann Able", "delete", words="May", text=BASE, on="draft")
    stayed = claim("Ann Able", "delete", words="home", text=BASE, on="draft")
    assert stands(gone) == ("confirmed", "the revised text lacks these words, as the note says")
    assert stands(stayed) == ("contradicted", "the words were not changed")


PAGE = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>A page</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body>
<p>The sea <subst><del>is</del><add>was</add></subst> calm and <add>very</add> cold that day.<note>{}</note></p>
</body></text></TEI>"""


@pytest.mark.parametrize(
    ("note", "status", "named"),
    [
        ("Dora Field changed “is” to “was”.", Status.CONFIRMED, ["Dora Field"]),
        ("Owen Hale inserted the words “cold that day”.", Status.UNVERIFIED, []),
        ("The words “calm and very cold” were inserted by Owen Hale.", Status.UNVERIFIED, []),
        ("Owen Hale changed “calm” to “wild”.", Status.UNVERIFIED, []),
    ],
)
def test_in_a_file_that_records_its_changes_a_note_agrees_or_speaks_of_another_state(
    note: str, status: Status, named: list[str]
) -> None:
    received, claims = stages.testify(read_source(SourceFile(Path("page.xml"), PAGE.format(note).encode())))
    found = stages.attribute_versions(dossier_of(received.works[0], claims, received.people))
    noted = {claim.id for claim in claims if claim.note}
    assert [(one.status, "another state" in one.reason) for one in found.assessments if one.claim in noted] == [
        (status, status is Status.UNVERIFIED)
    ]
    assert [name for attribution in found.attributions for name in attribution.revisers] == named
