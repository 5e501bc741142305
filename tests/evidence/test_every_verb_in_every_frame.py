"""What a verb says is read in every turn of a sentence, and where a sentence says that it was not done nobody is named.

The sentences are made, not found: each verb of a kind in each frame. The first such grid showed that "appears to have
been struck out by X" was read as only proposed, and words that were "dropped" as only possible.
"""

from collections.abc import Iterator

import pytest

from provenance import resources
from provenance.evidence.note_claims import read_claims
from provenance.model.testimony import Act, AnchorPlace, Claim, Note, Reading
from provenance.model.versions import Standing, Version

RUSK, BALL, PRESIDENT = "Dean Rusk", "George W. Ball", "Lyndon B. Johnson"
LEXICON = resources.lexicon()
CHANGING = {Act.INSERT, Act.DELETE, Act.REPLACE, Act.MOVE, Act.REVISE}

_PARTICIPLES = {"took out": "taken out", "wrote in": "written in"}
DELETED = [
    "struck out",
    "crossed out",
    "deleted",
    "took out",
    "removed",
    "left out",
    "omitted",
    "excised",
    "eliminated",
    "dropped",
    "cut",
    "lined through",
]
INSERTED = ["added", "inserted", "wrote in", "interlined", "penciled in", "interpolated", "introduced", "entered"]
CHANGED = ["changed", "altered", "amended", "modified", "softened", "converted"]
FRAMES = {
    "Rusk {past} the word “{word}.”": [RUSK],
    "The word “{word}” was {participle} by Rusk.": [RUSK],
    "The word “{word}” has been {participle} in Rusk’s hand.": [RUSK],
    "The word “{word}” was {participle} in the handwriting of Rusk.": [RUSK],
    "Rusk, in his own hand, {past} the word “{word}.”": [RUSK],
    "In the draft Rusk {past} the word “{word}.”": [RUSK],
    "At this point the word “{word}” was {participle} by Rusk.": [RUSK],
    "The word “{word},” {participle} by Rusk, is in ink.": [RUSK],
    "Rusk has {participle} the word “{word}” here.": [RUSK],
    "Rusk and Ball {past} the word “{word}.”": [RUSK, BALL],
    "The word “{word}” was {participle}, presumably by Rusk.": [RUSK],
    "The word “{word}” was {participle} at Rusk’s suggestion.": [RUSK],
    "The word “{word}” was later {participle}.": [],
    "Rusk read the draft and {past} the word “{word}.”": [RUSK],
    "It was Rusk who {past} the word “{word}.”": [RUSK],
    "The word “{word}” appears to have been {participle} by Rusk.": [RUSK],
    "The words “{word}” appear to have been {participle} by Rusk.": [RUSK],
    "Rusk and Ball seem to have {participle} the word “{word}.”": [RUSK, BALL],
    "On May 3 Rusk {past} the word “{word}” before the letter was sent.": [RUSK],
    "The President’s pen {past} the word “{word}.”": [PRESIDENT],
}
NOT_DONE = [
    "The word “{word}” was not {participle} by Rusk.",
    "Rusk suggested that the word “{word}” be {participle}.",
    "Rusk would have {participle} the word “{word}.”",
    "Rusk opposed having the word “{word}” {participle}.",
    "Neither Rusk nor Ball {past} the word “{word}.”",
    "Rusk wondered whether the word “{word}” should be {participle}.",
    "In his memoirs Rusk claims that he {past} the word “{word}.”",
    "Ball feared that Rusk had {participle} the word “{word}.”",
    "There is no indication that Rusk {past} the word “{word}.”",
    "If Rusk {past} the word “{word},” no record of it has been found.",
    "Rusk objected when the word “{word}” was {participle}.",
    "Rusk never {past} the word “{word}.”",
]
REPLACED = {
    "Rusk {past} “now” to “soon.”": [RUSK],
    "The word “now” was {past} to “soon” by Rusk.": [RUSK],
    "“Now” was {past} to “soon” in Rusk’s hand.": [RUSK],
    "The word “now” was {past} to read “soon.”": [],
    "Rusk {past} this word from “now” to “soon.”": [RUSK],
    "The word “now” appears to have been {past} to “soon” by Rusk.": [RUSK],
    "Rusk, after consulting Ball, {past} “now” to “soon.”": [RUSK],
    "At Ball’s suggestion Rusk {past} “now” to “soon.”": [RUSK],
}


def read(note: str, text: str) -> Iterator[Claim]:
    """The changes that a note is sure of, hung at the end of the first sentence of a text."""
    one = Note("n", "w", "1", note, AnchorPlace.TEXT, "v", text.index(".") + 1)
    for claim in read_claims(
        [one], Version("v", "w", "final", text, Standing.EXTANT), LEXICON, [], "a volume", "1965-05-05"
    ):
        if claim.reading is Reading.SURE and claim.actual and claim.act in CHANGING:
            yield claim


def told(claims: Iterator[Claim]) -> list[tuple[Act, list[str], str, str]]:
    """Act, revisers, and the words before and after, without the points that editors put inside quotation marks."""
    return [(c.act, list(c.revisers), _bare(c.earlier_reading), _bare(c.later_reading)) for c in claims]


def _bare(words: str | None) -> str:
    return (words or "").strip(".,").lower()


@pytest.mark.parametrize("past", DELETED)
def test_words_that_were_taken_out(past: str) -> None:
    for frame, who in FRAMES.items():
        note = frame.format(past=past, participle=_PARTICIPLES.get(past, past), word="now")
        assert told(read(note, "We hope to see it. We shall come.")) == [(Act.DELETE, who, "now", "")], note


@pytest.mark.parametrize("past", INSERTED)
def test_words_that_were_put_in(past: str) -> None:
    for frame, who in FRAMES.items():
        note = frame.format(past=past, participle=_PARTICIPLES.get(past, past), word="soon")
        if " in in " not in note:
            assert told(read(note, "We hope to see it soon. We shall come.")) == [(Act.INSERT, who, "", "soon")], note


@pytest.mark.parametrize("past", CHANGED)
def test_words_that_were_replaced(past: str) -> None:
    for frame, who in REPLACED.items():
        note = frame.format(past=past)
        assert told(read(note, "We hope to see it soon. We shall come.")) == [(Act.REPLACE, who, "now", "soon")], note


@pytest.mark.parametrize("past", [*DELETED, *INSERTED])
def test_what_was_not_done_is_nobodys(past: str) -> None:
    participle = _PARTICIPLES.get(past, past)
    for frame in NOT_DONE:
        note = frame.format(past=past, participle=participle, word="soon")
        assert [c for c in read(note, "We hope to see it soon. We shall come.") if c.revisers] == [], note
