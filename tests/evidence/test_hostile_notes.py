"""Whatever stands in a note, it is read to its end, and every claim points into the note and into the text."""

import string
import sys
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance import resources
from provenance.evidence.lexicon import read_lexicon
from provenance.evidence.note_claims import read_claims
from provenance.evidence.verdict import is_revision_evidence
from provenance.model.spans import Span
from provenance.model.testimony import AnchorPlace, Claim, Note
from provenance.model.versions import Standing, Version

LEXICON = read_lexicon(resources.lexicon_texts())
PIECES = [
    "Kissinger",
    "Kissinger’s",
    "the President",
    "he",
    "his",
    "an unknown hand",
    "inserted",
    "crossed out",
    "wrote",
    "changed",
    "substituted",
    "revisions",
    "in the margin",
    "this sentence",
    "the last two paragraphs",
    "the words",
    "“in principle”",
    "“",
    "”",
    "to",
    "for",
    "after",
    "by",
    "and",
    ",",
    ";",
    ".",
    "(",
    ")",
    "‘",
    "’",
    "the release text",
    "originally read",
    "\n",
    "the second half of this paragraph",
    "paragraph two",
    "\ue000",
    "\ue001",
    "\ue002",
    "…",
    "apparently",
    "not",
    "Mr.",
    "\x00",
]
TEXTS = st.text(alphabet=string.ascii_letters + " .,;\n\n“”’\u2029é", max_size=200) | st.just(
    "We met. They will agree, in principle, soon.\n\nSo be it. Farewell."
)
NOTES = st.text(max_size=120) | st.lists(st.sampled_from(PIECES), max_size=24).map(" ".join)


def claims_of(note: str, text: str, at: int | None) -> tuple[Claim, ...]:
    place = AnchorPlace.NONE if at is None else AnchorPlace.TEXT
    version = Version("v", "w", "final", text, Standing.EXTANT)
    return read_claims([Note("n", "w", "1", note, place, "v", at)], version, LEXICON, [], "a volume", "1971-08-04")


@settings(max_examples=150, deadline=None)
@given(note=NOTES, text=TEXTS, share=st.none() | st.floats(0, 1))
def test_any_note_to_any_text_is_read_without_trouble(note: str, text: str, share: float | None) -> None:
    at = None if share is None else round(share * len(text))
    claims = claims_of(note, text, at)
    assert isinstance(is_revision_evidence(claims), bool)
    for claim in claims:
        assert claim.said is not None
        assert claim.said.of(note) == claim.quote
        for target in (*claim.places, *((claim.target,) if claim.target else ())):
            assert Span(0, len(text)).contains(target.span)


@settings(max_examples=60, deadline=None)
@given(note=NOTES)
def test_nobody_is_named_whom_the_note_does_not_speak_of(note: str) -> None:
    names = {name for claim in claims_of(note, "We met. So be it.", 7) for name in claim.revisers}
    known = {"Henry A. Kissinger": "Kissinger", "Richard M. Nixon": "President"}
    assert all(known.get(name, name) in " ".join(note.split()) for name in names)


@pytest.mark.parametrize("piece", ["“", "Kissinger, ", "Al-", "(", "the ", "inserted “a” ", "change by ", "draft "])
def test_a_piece_repeated_without_end_is_read_to_its_end(piece: str) -> None:
    assert claims_of(piece * 300 + "inserted this sentence", "We met. So be it.", 7) is not None


@pytest.mark.parametrize("piece", [".", ". ", "…", "?!", "“", "(", "-"])
def test_a_note_of_twenty_thousand_signs_and_no_words_is_read(piece: str) -> None:
    note = "Kissinger inserted " + piece * (20_000 // len(piece))
    assert claims_of(note, "We met. So be it.", 7) is not None


def test_a_word_of_very_many_letters_is_not_looked_up_letter_by_letter() -> None:
    def calls(letters: int) -> int:
        counted = count()
        sys.setprofile(lambda *_: next(counted))
        try:
            claims_of("Kissinger inserted " + "A" * letters, "We met. So be it.", 7)
        finally:
            sys.setprofile(None)
        return next(counted)

    calls(10)  # what is kept from note to note is made now
    assert calls(20_000) < 2 * calls(2_000)


def test_a_very_long_note_is_read_to_its_last_word() -> None:
    note = "The meeting was held in Geneva. " * 1_500 + "Kissinger inserted the words “in principle.”"
    (claim,) = claims_of(note, "They will agree, in principle, soon.", 7)
    assert claim.revisers == ("Henry A. Kissinger",)
    assert claim.said is not None
    assert claim.said.of(note) == claim.quote == "Kissinger inserted the words “in principle.”"


def test_quoted_words_are_not_cut_where_a_long_note_is() -> None:
    note = "It reads: “" + "Kissinger inserted this sentence. " * 1_000 + "” It was not sent."
    assert claims_of(note, "We met. So be it.", 7) == ()
