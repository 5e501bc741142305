"""What the claims that speak of a change amount to: a name, candidates, or nobody."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from provenance.attribution.placing import Placed
from provenance.attribution.weigh import Case, Record, weigh
from provenance.model.attributions import Attribution, Basis
from provenance.model.changes import Change, ChangeKind, Edit, Reading
from provenance.model.spans import Span
from provenance.model.testimony import Act, Certainty, Claim, Scope, Target
from provenance.model.versions import Standing, Version

CHANGE = Change(
    "c1", ChangeKind.INSERTION, None, Reading(Span(4, 9), "words"), (Edit(Span(4, 4), Span(4, 9), "words"),)
)
DRAFT = Version("draft", "w", "draft", "The .", Standing.EXTANT)
ANN, BOB = "Ann Able", "Bob Baker"


def said(*by: str, size: int = 5, certainty: Certainty = Certainty.HIGH, act: Act = Act.INSERT, **more: str) -> Placed:
    """A claim on `size` characters from the first of the change."""
    claim = Claim("+".join(by) or "nobody", "w", by, act, Scope.PHRASE, certainty, "quoted", "S", **more)  # type: ignore[arg-type]
    return Placed(claim, None, Target("final", Span(4, 4 + size)), "5", size)


def weighed(speaking: list[Placed], general: list[Placed] | None = None) -> Attribution:
    told = Case(sorted(speaking, key=lambda placed: placed.size), general or [])
    return weigh(CHANGE, told, DRAFT)


def test_one_claim_names_its_person() -> None:
    found = weighed([said(ANN)])
    assert (found.revisers, found.candidates, found.basis) == ((ANN,), (), Basis.STATED)
    assert found.reason == "note 5 says so"


def test_a_note_that_somebody_reads_so_says_so_as_he_reads_it() -> None:
    assert weighed([said(ANN, note="n5", asserted_by="A. Scholar")]).reason == "note 5 says so, as A. Scholar reads it"
    assert weighed([said(ANN, asserted_by="A. Scholar")]).reason == "note 5 says so"


def test_two_claims_of_one_size_on_different_persons_make_candidates() -> None:
    found = weighed([said(ANN), said(BOB)])
    assert (found.revisers, found.candidates, found.certainty) == ((), (ANN, BOB), Certainty.UNKNOWN)
    assert "note 5: Ann Able; note 5: Bob Baker" in found.reason


def test_the_same_persons_in_another_order_agree() -> None:
    assert weighed([said(ANN, BOB), said(BOB, ANN)]).revisers == (ANN, BOB)


def test_one_alone_and_the_same_one_with_another_do_not_agree() -> None:
    assert weighed([said(ANN), said(ANN, BOB)]).candidates == (ANN, BOB)


def test_the_narrowest_claim_is_believed_and_the_wider_one_is_no_evidence_for_it() -> None:
    found = weighed([said(ANN, size=40), said(BOB)])
    assert (found.revisers, [e.claim for e in found.evidence]) == ((BOB,), [BOB])


def test_a_wider_claim_that_agrees_adds_its_evidence() -> None:
    found = weighed([said(ANN, size=40), said(ANN, certainty=Certainty.LOW)])
    assert (found.revisers, found.certainty, len(found.evidence)) == ((ANN,), Certainty.HIGH, 2)


def test_a_note_as_exact_as_a_mark_that_names_another_makes_candidates_and_a_wider_one_does_not() -> None:
    mark = replace(said(ANN), claim=replace(said(ANN).claim, mark="m1"))
    assert weigh(CHANGE, Case([mark, said(BOB)]), DRAFT).candidates == (ANN, BOB)
    assert weigh(CHANGE, Case([mark, said(BOB, size=3)]), DRAFT).contested
    assert weigh(CHANGE, Case([mark, said(BOB, size=40)]), DRAFT).revisers == (ANN,)


def either(*names: str, size: int = 5) -> Placed:
    """A claim that says that one of several did it."""
    return replace(said(size=size), claim=replace(said().claim, candidates=names))


def test_one_claim_that_one_of_two_did_it_makes_both_candidates_and_is_contested_by_nobody() -> None:
    found = weighed([either(ANN, BOB)])
    assert (found.revisers, found.candidates, found.contested) == ((), (ANN, BOB), False)
    assert found.reason == "note 5 says that one of several did it, and not which"


def test_a_claim_or_a_record_that_names_one_of_the_two_decides_between_them() -> None:
    record = Record("v2", "second", (BOB,))
    assert weighed([either(ANN, BOB), said(ANN)]).revisers == (ANN,)
    assert weigh(CHANGE, Case([either(ANN, BOB)], record=record), DRAFT).revisers == (BOB,)


def test_a_claim_or_a_record_that_names_a_third_makes_all_three_candidates() -> None:
    record = Record("v2", "second", ("Cy Cole",))
    assert weighed([either(ANN, BOB), said("Cy Cole")]).candidates == (ANN, BOB, "Cy Cole")
    assert weigh(CHANGE, Case([either(ANN, BOB)], record=record), DRAFT).candidates == (ANN, BOB, "Cy Cole")


def test_one_of_two_who_revised_the_whole_text_leaves_both_as_candidates() -> None:
    assert weighed([], [either(ANN, BOB)]).candidates == (ANN, BOB)


def test_a_claim_that_names_nobody_does_not_stand_in_the_way_of_one_that_does() -> None:
    assert weighed([said(), said(ANN, size=40)]).revisers == (ANN,)


def test_a_claim_that_names_nobody_leaves_the_general_revisers_as_candidates() -> None:
    found = weighed([said()], [said(ANN, BOB, act=Act.REVISE)])
    assert (found.revisers, found.candidates) == ((), (ANN, BOB))
    assert found.reason == "note 5 records this change and names nobody"


def test_the_date_is_the_first_that_a_claim_gives() -> None:
    assert weighed([said(ANN), said(ANN, date="1950-01-02")]).date == "1950-01-02"
    assert weighed([said(ANN)]).date is None


CLAIMS = st.lists(
    st.builds(
        lambda by, size, sure: said(*by, size=size, certainty=sure),
        st.sampled_from([(), (ANN,), (BOB,), (ANN, BOB)]),
        st.integers(5, 7),
        st.sampled_from(Certainty),
    ),
    max_size=5,
)


@given(CLAIMS, CLAIMS)
def test_nobody_is_ever_named_without_a_claim_that_names_him(speaking: list[Placed], general: list[Placed]) -> None:
    found = weighed(speaking, general)
    assert not (found.revisers and found.candidates)
    parties = [set(p.claim.revisers) for p in speaking]
    if found.revisers:
        assert set(found.revisers) in parties
        assert {e.claim for e in found.evidence} <= {p.claim.id for p in speaking}
        assert found.evidence
    else:
        assert found.certainty is Certainty.UNKNOWN
        assert found.basis is Basis.NONE
