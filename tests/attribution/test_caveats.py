"""What is not known is said, and only where it holds."""

from collections.abc import Callable
from typing import Any

from provenance.attribution.caveats import unchanged_caveats
from provenance.model.attributions import Apparatus
from provenance.model.testimony import Certainty, Claim, Scope
from provenance.model.versions import Standing

BASE, REVISED, RAIN = "He came. He went.", "He came. It rained all day. He went.", "It rained all day."
MADE_UP: dict[str, Any] = {"standing": Standing.RECONSTRUCTED, "method": "less the rain."}
Attributed = Callable[..., Apparatus]
MakeClaim = Callable[..., Claim]


def said(apparatus: Apparatus, words: str) -> list[str]:
    return [caveat for caveat in apparatus.caveats if words in caveat]


def test_a_reconstruction_is_called_so_and_a_text_on_paper_is_not(attributed: Attributed) -> None:
    assert said(attributed(BASE, REVISED, draft=MADE_UP), "not a text that anyone has seen") == [
        "“draft” is not a text that anyone has seen: it is reconstructed, less the rain."
    ]
    assert not said(attributed(BASE, REVISED), "reconstructed")


def test_a_general_statement_stands_over_every_unchanged_word(attributed: Attributed, claim: MakeClaim) -> None:
    general = claim("Ann Able and Bob Baker", "revise", scope=Scope.DOCUMENT)
    [caveat] = said(attributed(BASE, REVISED, general), "look unchanged")
    assert "S says that Ann Able and Bob Baker revised the text" in caveat
    proposed = claim("Ann Able", "revise", scope=Scope.DOCUMENT, actual=False)
    assert not said(attributed(BASE, REVISED, proposed), "look unchanged")


def test_what_limits_a_note_is_told_once_in_its_own_words(attributed: Attributed, claim: MakeClaim) -> None:
    two = (
        claim(words=RAIN, text=REVISED, caveats=("only the larger ones",)),
        claim(id="k2", caveats=("only the larger ones",)),
    )
    assert said(attributed(BASE, REVISED, *two), "limits") == [
        "S limits what it reports: “only the larger ones”; smaller changes may exist."
    ]


def test_a_sentence_that_begins_with_a_file_leaves_its_name_as_it_is(attributed: Attributed, claim: MakeClaim) -> None:
    lost = claim("Bob Baker", source="letter.docx", caveats=("only the larger ones",))
    assert all(one.startswith("letter.docx") for one in said(attributed(BASE, REVISED, lost), "letter.docx"))


def test_an_order_that_is_not_stated_stays_open(letter_apparatus: Apparatus) -> None:
    [caveat] = said(letter_apparatus, "worked first")
    assert caveat == (
        "No source says whether Henry A. Kissinger or Alexander M. Haig, Jr. worked first, "
        "so their changes are shown in parallel."
    )


def test_changes_of_nobody_are_counted_with_their_candidates(attributed: Attributed, claim: MakeClaim) -> None:
    assert said(attributed(BASE, REVISED), "no one") == ["1 change is attributed to no one."]
    general = claim("Ann Able", "revise", scope=Scope.DOCUMENT)
    assert said(attributed(BASE, f"{REVISED} So.", general), "no one") == [
        "2 changes are attributed to no one; candidates: Ann Able."
    ]
    assert not said(attributed(BASE, REVISED, claim(words=RAIN, text=REVISED)), "no one")


def test_an_unsure_edge_is_told_with_the_words_that_leave_it_open(attributed: Attributed, claim: MakeClaim) -> None:
    unsure = claim(words=RAIN, text=REVISED, start=Certainty.MEDIUM)
    [caveat] = said(attributed(BASE, REVISED, unsure, draft=MADE_UP), "is not certain")
    assert caveat == (
        "Where the passage attributed to Ann Able begins is not certain (medium): note n1 says “Ann Able did insert”."
    )


def test_what_is_contradicted_or_cannot_be_placed_is_never_dropped(attributed: Attributed, claim: MakeClaim) -> None:
    false, lost = claim(words="He came.", text=REVISED), claim("Bob Baker", id="k2")
    apparatus = attributed(BASE, REVISED, false, lost)
    assert said(apparatus, "is contradicted: the draft already has these words.")
    assert said(apparatus, "is unresolved: the words that it speaks of cannot be found in the text.")


def test_that_no_source_dates_the_changes_is_told_unless_one_does(attributed: Attributed, claim: MakeClaim) -> None:
    assert said(attributed(BASE, REVISED), "No source dates")
    dated = claim(words=RAIN, text=REVISED, date="1950-01-02")
    assert not said(attributed(BASE, REVISED, dated), "No source dates")
    assert not said(attributed(BASE, BASE), "No source dates")


def test_an_unchanged_sentence_keeps_what_was_said_of_all(letter_apparatus: Apparatus) -> None:
    found = unchanged_caveats(letter_apparatus.caveats, letter_apparatus.base)
    assert "that version is reconstructed, and what no note mentions stays in it" in found[0]
    assert any("two substantive additions" in caveat for caveat in found)
    assert not any("worked first" in caveat for caveat in found)


def test_of_a_file_with_many_odd_things_twenty_are_told_and_how_many_more_there_are(attributed: Attributed) -> None:
    odd = tuple(("letters/old.txt", f"note {number}: its marker was not found in the text") for number in range(50))
    told = said(attributed(BASE, REVISED, warnings=odd), "When old.txt was read")
    assert len(told) == 21
    assert told[-1].startswith("When old.txt was read, 30 more things were odd, or not read")
    assert len(said(attributed(BASE, REVISED, warnings=odd[:20]), "When old.txt was read")) == 20


def test_dates_that_speak_against_the_order_are_told(attributed: Attributed) -> None:
    earlier, later = {"date": "1940"}, {"date": "1950-03", "parents": ("draft",)}
    assert not said(attributed(BASE, REVISED, draft=earlier, final=later), "is dated")
    turned = attributed(BASE, REVISED, draft={"date": "1950-03"}, final={"date": "1940", "parents": ("draft",)})
    assert said(turned, "is dated") == [
        "“final” is dated 1940, before “draft” (March 1950), from which it is said to be made: one of the dates is "
        "wrong, or the order is."
    ]
    assert not said(attributed(BASE, REVISED, draft={"date": "1950-03"}, final={"date": "1950"}), "is dated")
