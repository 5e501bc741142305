"""A recorded change becomes a claim with its hand, its act and its exact place."""

from provenance.evidence.mark_claims import read_mark_claims
from provenance.model.spans import Span
from provenance.model.testimony import Act, Certainty, Mark


def test_a_recorded_insertion_keeps_its_hand_and_its_words() -> None:
    (claim,) = read_mark_claims([Mark("m1", "w", "v", Act.INSERT, Span(3, 7), "soon", ("Ann Lee",))], "a file")
    assert (claim.revisers, claim.act, claim.later_reading) == (("Ann Lee",), Act.INSERT, "soon")
    assert claim.target is not None
    assert claim.target.span == Span(3, 7)
    assert claim.certainty is Certainty.HIGH


def test_a_recorded_deletion_without_a_hand_names_nobody() -> None:
    (claim,) = read_mark_claims([Mark("m2", "w", "v", Act.DELETE, Span(0, 4), "Once", ())], "a file")
    assert (claim.revisers, claim.earlier_reading, claim.certainty) == ((), "Once", Certainty.UNKNOWN)
