"""The rules of honesty, from two texts and what is said of them to who is named, and who is not."""

from collections.abc import Callable

import pytest

from provenance.diff.replay import apply_edits
from provenance.model.attributions import Apparatus, Attribution, Basis
from provenance.model.spans import Block, BlockKind, Span
from provenance.model.testimony import Act, AnchorPlace, Certainty, Claim, Note, Scope
from provenance.model.versions import Standing

BASE = "He came. He went."
REVISED = "He came. It rained all day. He went."
RAIN = "It rained all day."
GENERAL = {"act": "revise", "scope": Scope.DOCUMENT, "id": "k9", "note": "n9"}

Attributed = Callable[..., Apparatus]
MakeClaim = Callable[..., Claim]


def told(apparatus: Apparatus) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Every change: what went (after a minus) or came, the revisers, the candidates."""
    return [(words(a), a.revisers, a.candidates) for a in apparatus.attributions]


def words(attribution: Attribution) -> str:
    before, after = attribution.change.before, attribution.change.after
    return " + ".join(([f"-{before.text}"] if before else []) + ([after.text] if after else []))


def test_the_person_whom_a_note_names_for_the_words_is_named(attributed: Attributed, claim: MakeClaim) -> None:
    apparatus = attributed(BASE, REVISED, claim("Ann Able", "insert", RAIN, REVISED))
    assert told(apparatus) == [(RAIN, ("Ann Able",), ())]
    [attribution] = apparatus.attributions
    assert (attribution.basis, attribution.certainty) == (Basis.STATED, Certainty.HIGH)
    assert [(e.claim, e.quote, e.note) for e in attribution.evidence] == [("k1", "Ann Able did insert", "n1")]


def test_without_any_testimony_nobody_is_named_and_nobody_is_a_candidate(attributed: Attributed) -> None:
    apparatus = attributed(BASE, REVISED)
    assert told(apparatus) == [(RAIN, (), ())]
    [attribution] = apparatus.attributions
    assert (attribution.basis, attribution.certainty) == (Basis.NONE, Certainty.UNKNOWN)
    assert attribution.reason == "no source says who made this change"


def test_two_who_fit_the_same_words_are_candidates_and_never_a_name(attributed: Attributed, claim: MakeClaim) -> None:
    claims = (claim("Ann Able", "insert", RAIN, REVISED), claim("Bob Baker", "insert", RAIN, REVISED, id="k2"))
    apparatus = attributed(BASE, REVISED, *claims)
    assert told(apparatus) == [(RAIN, (), ("Ann Able", "Bob Baker"))]
    assert apparatus.attributions[0].certainty is Certainty.UNKNOWN
    assert len(apparatus.attributions[0].evidence) == 2


def test_two_who_did_it_jointly_are_named_together(attributed: Attributed, claim: MakeClaim) -> None:
    apparatus = attributed(BASE, REVISED, claim("Ann Able and Bob Baker", "insert", RAIN, REVISED))
    assert told(apparatus) == [(RAIN, ("Ann Able", "Bob Baker"), ())]


def test_the_narrowest_claim_is_believed_for_its_words(attributed: Attributed, claim: MakeClaim) -> None:
    base = "He came."
    revised = "He came. It rained all day. We stayed at home."
    wide = claim("Ann Able", "insert", "It rained all day. We stayed at home.", revised)
    narrow = claim("Bob Baker", "insert", "We stayed at home.", revised, id="k2")
    assert told(attributed(base, revised, wide, narrow)) == [
        ("It rained all day.", ("Ann Able",), ()),
        ("We stayed at home.", ("Bob Baker",), ()),
    ]


def test_a_general_statement_makes_candidates_of_what_nothing_else_explains(
    attributed: Attributed, claim: MakeClaim
) -> None:
    revised = "He came. It rained all day. He went. It snowed."
    general = claim("Ann Able and Bob Baker", **GENERAL)
    exact = claim("Ann Able", "insert", RAIN, revised)
    apparatus = attributed(BASE, revised, exact, general)
    assert told(apparatus) == [(RAIN, ("Ann Able",), ()), ("It snowed.", (), ("Ann Able", "Bob Baker"))]
    assert "who revised the text, not who changed what" in apparatus.attributions[1].reason


def test_a_single_general_reviser_is_a_candidate_not_a_name(attributed: Attributed, claim: MakeClaim) -> None:
    assert told(attributed(BASE, REVISED, claim("Ann Able", **GENERAL))) == [(RAIN, (), ("Ann Able",))]


def test_a_claim_that_names_nobody_names_nobody(attributed: Attributed, claim: MakeClaim) -> None:
    nameless = claim("", "insert", RAIN, REVISED)
    apparatus = attributed(BASE, REVISED, nameless)
    assert told(apparatus) == [(RAIN, (), ())]
    assert "names nobody" in apparatus.attributions[0].reason
    assert [e.claim for e in apparatus.attributions[0].evidence] == ["k1"]


@pytest.mark.parametrize("act", [Act.UNDERLINE, Act.COMMENT, Act.APPROVE])
def test_who_underlined_commented_or_approved_changed_nothing(
    act: Act, attributed: Attributed, claim: MakeClaim
) -> None:
    assert told(attributed(BASE, REVISED, claim("Ann Able", act, RAIN, REVISED))) == [(RAIN, (), ())]


def test_what_was_only_proposed_is_not_weighed(attributed: Attributed, claim: MakeClaim) -> None:
    proposed = claim("Ann Able", "insert", RAIN, REVISED, actual=False)
    general = claim("Bob Baker", **GENERAL, actual=False)
    assert told(attributed(BASE, REVISED, proposed, general)) == [(RAIN, (), ())]


def test_who_put_words_in_did_not_for_that_take_others_out(attributed: Attributed, claim: MakeClaim) -> None:
    base, revised = "It rained in May.", "It rained in June."
    apparatus = attributed(base, revised, claim("Ann Able", "insert", "June", revised))
    assert told(apparatus) == [("-May", (), ()), ("June", ("Ann Able",), ())]


def test_who_replaced_words_made_the_whole_change(attributed: Attributed, claim: MakeClaim) -> None:
    base, revised = "It rained in May.", "It rained in June."
    replaced = claim("Ann Able", "replace", "June", revised, earlier_reading="May")
    assert told(attributed(base, revised, replaced)) == [("-May + June", ("Ann Able",), ())]


def test_words_taken_out_are_his_of_whom_the_note_quotes_them(attributed: Attributed, claim: MakeClaim) -> None:
    struck = claim("Ann Able", "delete", earlier_reading=RAIN)
    assert told(attributed(REVISED, BASE, struck)) == [(f"-{RAIN}", ("Ann Able",), ())]


def test_a_claim_on_the_first_half_of_an_insertion_says_nothing_of_the_second(
    attributed: Attributed, claim: MakeClaim
) -> None:
    apparatus = attributed(BASE, REVISED, claim("Ann Able", "insert", "It rained", REVISED))
    assert told(apparatus) == [("It rained", ("Ann Able",), ()), ("all day.", (), ())]
    assert [a.change.id for a in apparatus.attributions] == ["c1.1", "c1.2"]


def test_the_certainty_of_a_hedged_claim_stays_low_and_agreement_keeps_the_highest(
    attributed: Attributed, claim: MakeClaim
) -> None:
    hedged = claim("Ann Able", "insert", RAIN, REVISED, certainty=Certainty.LOW)
    surer = claim("Ann Able", "insert", RAIN, REVISED, id="k2", certainty=Certainty.MEDIUM)
    assert attributed(BASE, REVISED, hedged).attributions[0].certainty is Certainty.LOW
    both = attributed(BASE, REVISED, hedged, surer).attributions[0]
    assert (both.certainty, len(both.evidence)) == (Certainty.MEDIUM, 2)


def test_an_unsure_edge_is_sure_once_two_texts_on_paper_fix_it(attributed: Attributed, claim: MakeClaim) -> None:
    unsure = claim("Ann Able", "insert", RAIN, REVISED, start=Certainty.MEDIUM, end=Certainty.LOW)
    on_paper = attributed(BASE, REVISED, unsure).attributions[0]
    assert (on_paper.start, on_paper.end) == (Certainty.HIGH, Certainty.HIGH)
    made_up = attributed(BASE, REVISED, unsure, draft={"standing": Standing.RECONSTRUCTED, "method": "less"})
    assert (made_up.attributions[0].start, made_up.attributions[0].end) == (Certainty.MEDIUM, Certainty.LOW)


def test_the_edge_where_a_change_was_cut_is_as_sure_as_the_claim(attributed: Attributed, claim: MakeClaim) -> None:
    unsure = claim("Ann Able", "insert", "It rained", REVISED, start=Certainty.MEDIUM, end=Certainty.LOW)
    first = attributed(BASE, REVISED, unsure).attributions[0]
    assert first.end is Certainty.LOW


def test_the_author_whom_the_revised_version_records_is_named_where_no_claim_speaks(attributed: Attributed) -> None:
    by_bob = {"authors": ("Bob Baker",), "parents": ("draft",), "date": "1950-01-02"}
    [attribution] = attributed(BASE, REVISED, final=by_bob).attributions
    assert (attribution.revisers, attribution.basis) == (("Bob Baker",), Basis.RECORDED)
    assert (attribution.date, attribution.layer) == ("1950-01-02", "final")
    assert (attribution.evidence[0].quote, attribution.evidence[0].source) == ("", "version “final”")


def test_the_author_of_a_version_is_not_named_for_what_lies_further_back(attributed: Attributed) -> None:
    by_bob = {"authors": ("Bob Baker",), "parents": ("another",)}
    assert told(attributed(BASE, REVISED, final=by_bob)) == [(RAIN, (), ())]


def test_where_a_note_and_the_record_disagree_both_are_candidates_and_it_is_shown(
    attributed: Attributed, claim: MakeClaim
) -> None:
    by_bob = {"authors": ("Bob Baker",), "parents": ("draft",)}
    apparatus = attributed(BASE, REVISED, claim("Ann Able", "insert", RAIN, REVISED), final=by_bob)
    assert told(apparatus) == [(RAIN, (), ("Ann Able", "Bob Baker"))]
    [attribution] = apparatus.attributions
    assert attribution.contested
    assert attribution.reason.endswith("(S: Ann Able; version “final”: Bob Baker)")
    assert [e.source for e in attribution.evidence] == ["S", "version “final”"]


def test_where_a_note_and_the_record_agree_both_are_evidence(attributed: Attributed, claim: MakeClaim) -> None:
    by_both = {"authors": ("Ann Able", "Bob Baker"), "parents": ("draft",)}
    [attribution] = attributed(BASE, REVISED, claim("Ann Able", "insert", RAIN, REVISED), final=by_both).attributions
    assert (attribution.revisers, attribution.basis) == (("Ann Able",), Basis.STATED)
    assert [e.source for e in attribution.evidence] == ["S", "version “final”"]


def test_a_claim_leaves_the_record_of_other_changes_as_it_is(attributed: Attributed, claim: MakeClaim) -> None:
    by_bob = {"authors": ("Bob Baker",), "parents": ("draft",)}
    revised = "He came. It rained all day. He went. It snowed."
    apparatus = attributed(BASE, revised, claim("Ann Able", "insert", RAIN, revised), final=by_bob)
    assert told(apparatus)[1] == ("It snowed.", ("Bob Baker",), ())


def test_a_general_statement_does_not_speak_of_the_signature(attributed: Attributed, claim: MakeClaim) -> None:
    blocks = (Block(BlockKind.PARAGRAPH, Span(0, 17), 1), Block(BlockKind.SIGNATURE, Span(19, 28)))
    revised = f"{BASE}\n\nA. Author"
    [attribution] = attributed(BASE, revised, claim("Ann Able", **GENERAL), final={"blocks": blocks}).attributions
    assert (attribution.revisers, attribution.candidates) == ((), ())
    assert attribution.reason == "it stands in the signature, and no source says who made this change"


def test_an_edit_inside_a_passage_that_moved_is_a_change_of_its_own(attributed: Attributed, claim: MakeClaim) -> None:
    first, second, third = "He came early in May.", "It rained all that long day.", "We all went home at night."
    base, revised = " ".join((first, second, third)), " ".join((third, first, "It snowed all that long day."))
    apparatus = attributed(base, revised)
    kinds = [attribution.change.kind.value for attribution in apparatus.attributions]
    assert "transposition" in kinds
    moved = f"{second}\n\n{first}\n\n{third}"
    changed = f"{first}\n\nIt snowed all that long day.\n\n{third}"
    found = attributed(moved, changed).attributions
    assert [a.change.kind.value for a in found] == ["transposition", "substitution"]
    assert words(found[1]) == "-rained + snowed"
    texts = sorted((e for a in found for e in a.change.edits), key=lambda e: (e.base.start, e.revised.start))
    assert apply_edits(moved, texts) == changed


def test_a_mark_in_the_source_itself_is_recorded_and_its_date_kept(attributed: Attributed, claim: MakeClaim) -> None:
    marked = claim("Ann Able", "insert", RAIN, REVISED, mark="m1", note=None, date="1950-01-02")
    [attribution] = attributed(BASE, REVISED, marked).attributions
    assert (attribution.basis, attribution.date) == (Basis.RECORDED, "1950-01-02")


def test_evidence_is_called_by_the_printed_number_of_its_note(attributed: Attributed, claim: MakeClaim) -> None:
    notes = (Note("n1", "w", "17", "Able wrote this sentence.", AnchorPlace.HEADING),)
    apparatus = attributed(BASE, REVISED, claim("Ann Able", "insert", RAIN, REVISED), notes=notes)
    assert apparatus.attributions[0].evidence[0].note == "17"
    assert apparatus.attributions[0].reason == "note 17 says so"


def test_every_change_is_attributed_once_or_in_pieces_that_make_it_up(attributed: Attributed, claim: MakeClaim) -> None:
    apparatus = attributed(BASE, REVISED, claim("Ann Able", "insert", "rained all", REVISED))
    assert "".join(e.text for a in apparatus.attributions for e in a.change.edits) == "".join(
        e.text for c in apparatus.comparison.changes for e in c.edits
    )
    assert [words(a) for a in apparatus.attributions] == ["It", "rained all", "day."]
