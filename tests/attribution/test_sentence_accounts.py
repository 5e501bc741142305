"""What became of each sentence, and which sentences answer a question."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from provenance.attribution.sentence_accounts import Question, account_for, ask, person_named, unanswered
from provenance.errors import NotFound
from provenance.model.attributions import Apparatus
from provenance.model.testimony import Claim, Person

Attributed = Callable[..., Apparatus]
MakeClaim = Callable[..., Claim]
BASE = "He came late. He went home. It was in May.\n\nIt snowed hard."
REVISED = "He came late. It rained all day. He went home early. It was in May.\n\nIt snowed hard."


def states(apparatus: Apparatus) -> dict[str, str]:
    return {account.sentence.ref: account.state.value for account in account_for(apparatus)}


def refs(apparatus: Apparatus, **question: object) -> list[str]:
    return [a.sentence.ref for a in ask(apparatus, Question(**question))]  # type: ignore[arg-type]


@pytest.fixture
def rained(attributed: Attributed, claim: MakeClaim) -> Apparatus:
    """Two changes, one of them explained."""
    return attributed(BASE, REVISED, claim("Ann Able", "insert", "It rained all day.", REVISED))


def test_a_sentence_is_inserted_revised_or_unchanged(rained: Apparatus) -> None:
    assert states(rained) == {
        "1.1": "unchanged",
        "1.2": "inserted",
        "1.3": "revised",
        "1.4": "unchanged",
        "2.1": "unchanged",
    }


def test_a_sentence_that_stands_elsewhere_is_moved(attributed: Attributed) -> None:
    base = "The envoy from Rome arrived late. It rained hard for all of that day.\n\nWe wrote many letters home."
    revised = "It rained hard for all of that day.\n\nWe wrote many letters home. The envoy from Rome arrived late."
    assert states(attributed(base, revised)) == {"1.1": "unchanged", "2.1": "unchanged", "2.2": "moved"}


def test_words_taken_out_inside_a_sentence_revise_it_and_between_two_change_neither(attributed: Attributed) -> None:
    inside = attributed("He never came late.", "He came late.")
    assert states(inside) == {"1.1": "revised"}
    between = attributed("He came late. It rained all day. He went home.", "He came late. He went home.")
    assert states(between) == {"1.1": "unchanged", "1.2": "unchanged"}
    assert [len(account.attributions) for account in account_for(between)] == [1, 0]


def test_words_taken_out_before_the_first_sentence_of_a_paragraph_stood_in_that_paragraph(
    attributed: Attributed,
) -> None:
    base = "He came late.\n\nIt rained all day. He went home.\n\nIt snowed hard."
    opening = attributed(base, "He came late.\n\nHe went home.\n\nIt snowed hard.")
    assert [(a.sentence.ref, len(a.attributions)) for a in account_for(opening)] == [("1.1", 0), ("2.1", 1), ("3.1", 0)]
    whole = attributed(base, "He came late.\n\nIt snowed hard.")
    assert [(a.sentence.ref, len(a.attributions)) for a in account_for(whole)] == [("1.1", 1), ("2.1", 0)]


def test_a_change_of_spelling_alone_leaves_a_sentence_unchanged(attributed: Attributed) -> None:
    assert states(attributed("It’s late.", "It's late.")) == {"1.1": "unchanged"}


def test_an_unchanged_sentence_says_that_it_proves_no_hand(rained: Apparatus) -> None:
    unchanged, inserted = account_for(rained)[:2]
    assert unchanged.caveats[0].startswith("Not attributed to anyone. That “draft” has the same words does not prove")
    assert inserted.caveats == ()


def test_sentences_are_found_by_number_paragraph_and_words(rained: Apparatus) -> None:
    assert refs(rained, sentence="1.3") == ["1.3"]
    assert refs(rained, paragraph=2) == ["2.1"]
    assert refs(rained, words="IT  rained") == ["1.2"]
    assert refs(rained, words="day. He went") == ["1.2", "1.3"]
    assert refs(rained) == ["1.1", "1.2", "1.3", "1.4", "2.1"]


def test_what_nobody_explains_and_what_somebody_made_are_told_apart(rained: Apparatus) -> None:
    assert refs(rained, unexplained=True) == ["1.3"]
    assert refs(rained, reviser="able") == ["1.2"]
    assert refs(rained, reviser="Miss Able") == ["1.2"]


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ({"sentence": "9.9"}, "sentence 9.9"),
        ({"paragraph": 9}, "paragraph 9"),
        ({"words": "no such words"}, "no such words"),
        ({"reviser": "Nobody"}, "Nobody"),
    ],
)
def test_what_is_not_there_is_said_to_be_missing(question: dict[str, object], missing: str, rained: Apparatus) -> None:
    with pytest.raises(NotFound, match=missing):
        refs(rained, **question)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (Question(reviser="Roe"), "no change is attributed to Roe"),
        (Question(unexplained=True), "every change is attributed to somebody"),
        (Question(words="rain", reviser="Roe"), "no change there is attributed to Roe"),
        (Question(paragraph=2, unexplained=True), "no change there lacks a name"),
        (Question(reviser="Roe", unexplained=True), "no sentence has a change by Roe and one that nobody is named for"),
    ],
)
def test_where_nothing_fits_all_that_was_asked_for_is_said(question: Question, answer: str) -> None:
    assert unanswered(question) == answer


def test_a_name_that_fits_two_persons_names_neither(attributed: Attributed, claim: MakeClaim) -> None:
    claims = (
        claim("Ann Able", "insert", "It rained all day.", REVISED),
        claim("Abel Able", "insert", "early", REVISED, id="k2"),
    )
    apparatus = attributed(BASE, REVISED, *claims)
    two = replace(apparatus, people=(Person("Ann Able", "Able"), Person("Abel Able", "Able")))
    assert person_named("abel able", two) == "Abel Able"
    with pytest.raises(NotFound):
        person_named("Able", two)


def test_what_is_said_of_every_unchanged_sentence_is_kept_once(attributed: Attributed) -> None:
    odd = tuple(("old.txt", f"note {number}: its marker was not found in the text") for number in range(5))
    unchanged = [a.caveats for a in account_for(attributed(BASE, REVISED, warnings=odd)) if not a.attributions]
    assert len(unchanged) > 2
    assert all(caveats is unchanged[0] for caveats in unchanged)
