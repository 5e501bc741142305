"""What is known, put into words."""

from collections.abc import Callable
from dataclasses import replace

from provenance.model.attributions import Apparatus, Evidence
from provenance.model.testimony import Act, Certainty, Scope
from provenance.reports.redline import read_legend
from provenance.reports.wording import certainty_in_words, claim_in_words, extent_in_words, quotations

Build = Callable[[str], Apparatus]


def test_words_that_two_marks_carry_are_quoted_once_and_neither_is_lost() -> None:
    gone, other = Evidence("m1", "we hope ", "f.docx"), Evidence("m2", "we fear", "f.docx")
    back = Evidence("m3", "we hope", "f.docx")
    assert quotations([gone, other, back]) == [[gone, back], [other]]
    assert quotations([]) == []


def test_how_sure_it_is_is_told_of_each_edge_only_where_they_differ(edited_letter: Apparatus) -> None:
    haig = next(a for a in edited_letter.attributions if a.layer == "H")
    assert certainty_in_words(haig) == "of the person high, of where it begins medium, of where it ends high"
    assert certainty_in_words(replace(haig, start=Certainty.HIGH)) == "high (of the person and of both edges)"
    nobody = next(a for a in edited_letter.attributions if not a.revisers)
    assert certainty_in_words(nobody) == "unknown"


def test_every_act_and_scope_has_its_words(edited_letter: Apparatus) -> None:
    claim = edited_letter.claims[0]
    assert claim_in_words(claim) == "Henry A. Kissinger inserted a sentence"
    assert claim_in_words(replace(claim, revisers=())) == "somebody who is not named inserted a sentence"
    assert all(claim_in_words(replace(claim, act=act, scope=scope)) for act in Act for scope in Scope)


def test_how_much_a_hand_changed(build_apparatus: Build) -> None:
    entries = read_legend(build_apparatus("We{+K: do+}{>K:, we hope,>} agree{<:, we hope,<}{-H: on it-}."))
    assert [extent_in_words(entry) for entry in entries] == [
        ["2 changes", "1 word in", "2 moved"],
        ["1 change", "2 words out"],
    ]
