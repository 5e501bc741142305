"""A claim that a historian adds himself."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from provenance.attribution.added_claim import Assertion, Rivals, make_claim, told_of
from provenance.errors import NotFound, UnreadableInput
from provenance.model.attributions import Dossier
from provenance.model.testimony import Act, Claim, Scope

TEXT = "He came. It rained. He went.\n\nHe came back."
Make = Callable[..., Any]


@pytest.fixture
def added(version: Make, dossier: Make) -> Callable[..., Claim]:
    """The function that makes a claim on the text of what a historian says."""
    work: Dossier = dossier(version(TEXT))

    def added(**said: Any) -> Claim:
        fixed = {"revisers": ("able",), "act": Act.INSERT, "source": "Memoirs, p. 5", "asserted_by": "D. Dunn"}
        return make_claim(work, Assertion(**{**fixed, **said}), 3)[0]

    return added


Added = Callable[..., Claim]


def test_words_that_stand_once_are_its_target(added: Added) -> None:
    claim = added(words="it  rained.")
    assert claim.target is not None
    assert (claim.target.version, claim.target.span.of(TEXT)) == ("final", "It rained.")
    assert (claim.id, claim.revisers, claim.asserted_by) == ("w/c3", ("Ann Able",), "D. Dunn")
    assert (claim.scope, claim.printed, claim.places, claim.rule) == (Scope.SENTENCE, True, (), "added by hand")


def test_words_that_stand_twice_have_two_places_and_no_target(added: Added) -> None:
    claim = added(words="He came")
    assert claim.target is None
    assert [place.span.of(TEXT) for place in claim.places] == ["He came", "He came"]


def test_a_sentence_chooses_between_two_places_or_is_the_target_itself(added: Added) -> None:
    chosen, whole = added(words="He came", sentence="2.1"), added(sentence="2.1")
    assert chosen.target is not None
    assert (chosen.target.span.start, chosen.scope) == (TEXT.rindex("He came"), Scope.PHRASE)
    assert whole.target is not None
    assert (whole.target.span.of(TEXT), whole.scope) == ("He came back.", Scope.SENTENCE)


def test_without_words_it_is_of_the_whole_text_or_of_words_that_are_gone(added: Added) -> None:
    general, gone = added(act=Act.REVISE), added(act=Act.DELETE, earlier="It snowed.")
    assert (general.scope, general.target, general.is_general) == (Scope.DOCUMENT, None, True)
    assert (gone.scope, gone.earlier_reading) == (Scope.PHRASE, "It snowed.")


def test_several_sentences_are_told_as_such(added: Added) -> None:
    assert added(words="It rained. He went.").scope is Scope.SENTENCES


@pytest.mark.parametrize("said", [{"words": "It snowed"}, {"sentence": "7.1"}, {"words": "back", "sentence": "1.1"}])
def test_words_and_sentences_that_are_not_there_are_refused(said: dict[str, str], added: Added) -> None:
    with pytest.raises(NotFound):
        added(**said)


def test_claims_that_name_different_persons_for_the_same_words_are_rivals(added: Added) -> None:
    one, other = added(words="It rained."), added(words="It rained.", revisers=("baker",))
    assert Rivals([one, other, added(words="He went.", revisers=("baker",))]).of(one) == (other,)


@pytest.mark.parametrize("said", [{"act": Act.COMMENT, "revisers": ("baker",)}, {"revisers": ()}, {}])
def test_a_comment_or_a_claim_that_names_nobody_or_the_same_is_no_rival(added: Added, said: dict[str, Any]) -> None:
    assert Rivals([added(words="It rained.", **said)]).of(added(words="It rained.")) == ()


@pytest.mark.parametrize(("act", "reading"), [(Act.INSERT, "earlier"), (Act.DELETE, "later")])
def test_a_reading_that_the_act_cannot_leave_is_refused(added: Added, act: Act, reading: str) -> None:
    with pytest.raises(UnreadableInput, match=f"leaves no --{reading} reading"):
        added(words="It rained.", act=act, **{reading: "It snowed."})


@pytest.mark.parametrize("act", [Act.INSERT, Act.DELETE, Act.REPLACE, Act.MOVE])
def test_what_is_done_to_words_names_them(letter_dossier: Dossier, act: Act) -> None:
    with pytest.raises(UnreadableInput, match="which words did they"):
        make_claim(letter_dossier, Assertion(("Ann Alder",), act, "Memoir, p. 3", "Ruth Hanley"), 1)


def test_one_man_named_twice_is_one_reviser(added: Added) -> None:
    assert added(revisers=("able", "Ann Able"), words="It rained.").revisers == ("Ann Able",)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"asserted_by": "unknown"}, "'unknown' is no name of a person"),
        ({"asserted_by": " "}, "--asserted-by"),
        ({"source": " "}, "--source"),
        ({"act": Act.REPLACE, "earlier": "It rained.", "words": "It rained."}, "the same words"),
        ({"act": Act.REPLACE, "earlier": "snow", "later": "snow"}, "the same words"),
    ],
)
def test_what_says_nothing_is_refused(added: Added, said: dict[str, Any], told: str) -> None:
    with pytest.raises(UnreadableInput, match=told):
        added(**said)


def test_words_that_stand_in_another_sentence_are_not_said_to_stand_nowhere(added: Added) -> None:
    with pytest.raises(NotFound, match=r"“It rained” does not stand in sentence 2\.1 of “final”"):
        added(words="It rained", sentence="2.1")


def test_a_claim_that_is_there_already_is_told(added: Added) -> None:
    claim, alike = added(words="It rained."), replace(added(words="It rained."), id="w/c1")
    assert list(told_of(claim, [alike, claim])) == ["w/c1 says the same already"]
    assert list(told_of(claim, [replace(alike, source="Letters"), claim])) == []
