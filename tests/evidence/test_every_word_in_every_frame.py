"""What a verb or noun says is read in every turn of a sentence, whoever did it; what was not done is nobody’s.

The sentences are made, not found: each word of a kind in each frame. The first such grid showed that "appears to have
been struck out by X" was read as only proposed, and words that were "dropped" as only possible; that of the nouns, that
"the deletion of “a” is in X’s hand" put the words in; that of the names, that "Lt. Gen. Doe" was called Lt.
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


def read(note: str, text: str, at: int | None = None) -> Iterator[Claim]:
    """The changes that a note is sure of, hung in a text, if nothing else is said at the end of its first sentence."""
    one = Note("n", "w", "1", note, AnchorPlace.TEXT, "v", text.index(".") + 1 if at is None else at)
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


DELETIONS = ["deletion", "excision", "omission", "erasure", "elimination", "removal", "cancellation", "striking out"]
INSERTIONS = ["insertion", "addition", "interpolation", "interlineation"]
NOUN_FRAMES = [
    "The {noun} of the word “{word}” is in Rusk’s hand.",
    "The {noun} of the word “{word}” is in the handwriting of Rusk.",
    "The {noun} of the word “{word}” was made by Rusk.",
    "The {noun} of the word “{word}” was made by hand, apparently by Rusk.",
    "The {noun} of the word “{word}” was Rusk’s.",
    "The {noun} here of the word “{word}” was done by Rusk.",
    "The {noun} of the word “{word}” by Rusk appears on the draft.",
    "The draft shows the {noun} of the word “{word}” by Rusk.",
    "Rusk’s {noun} of the word “{word}” is in ink.",
    "Rusk is responsible for the {noun} of the word “{word}.”",
    "The only change made by Rusk is the {noun} of the word “{word}.”",
    "Rusk’s revisions consist of the {noun} of the word “{word}.”",
]
NOUN_NOT_HIS = [
    "Rusk noted the {noun} of the word “{word}.”",
    "Rusk opposed the {noun} of the word “{word}.”",
    "Rusk asked about the {noun} of the word “{word}.”",
    "The {noun} of the word “{word}” was not made by Rusk.",
]
REPLACED_SOMEHOW = [
    "The substitution of “soon” for “now” is in Rusk’s hand.",
    "The substitution of “soon” for “now” is Rusk’s.",
    "The replacement of “now” by “soon” was Rusk’s.",
    "The replacement of “now” with “soon” is in Rusk’s handwriting.",
    "Rusk’s correction of “now” to “soon” is in ink.",
    "“Soon” was written over “now” by Rusk.",
    "“Soon” is written over “now” in Rusk’s hand.",
    "A line was drawn through “now” and “soon” was written above it in Rusk’s hand.",
]
NAMES = {
    "Lt. Gen. Burchinal": "Burchinal",
    "Maj. Gen. Chester V. Clifton": "Chester V. Clifton",
    "Sen. Mansfield": "Mansfield",
    "Bill Moyers": "Bill Moyers",
    "Will Clayton": "Will Clayton",
    "de Gaulle": "de Gaulle",
    "van der Stoel": "van der Stoel",
    "U Thant": "Thant",
    "Douglas MacArthur II": "Douglas MacArthur II",
    "St. John": "St. John",
    "Counselor of Embassy Davies": "Davies",
    "Deputy Chief of Mission Dale": "Dale",
    "Legal Adviser Meeker": "Meeker",
    "Press Secretary Salinger": "Salinger",
    "CIA Director McCone": "McCone",
    "Under Secretary for Political Affairs Murphy": "Murphy",
    "former Secretary Acheson": "Dean Acheson",
    "President Kennedy’s adviser Sorensen": "Theodore C. Sorensen",
    "Lord Harlech": "Harlech",
}


@pytest.mark.parametrize("noun", [*DELETIONS, *INSERTIONS])
def test_nouns_tell_what_verbs_tell(noun: str) -> None:
    act, words = (Act.DELETE, ("now", "")) if noun in DELETIONS else (Act.INSERT, ("", "soon"))
    for frame in NOUN_FRAMES:
        note = frame.format(noun=noun, word="".join(words))
        assert told(read(note, "We hope to see it soon. We shall come.")) == [(act, [RUSK], *words)], note
    for frame in NOUN_NOT_HIS:
        note = frame.format(noun=noun, word="".join(words))
        assert [c for c in read(note, "We hope to see it soon. We shall come.") if c.revisers] == [], note


@pytest.mark.parametrize("note", REPLACED_SOMEHOW)
def test_a_replacement_is_told_in_many_ways(note: str) -> None:
    assert told(read(note, "We hope to see it soon. We shall come.")) == [(Act.REPLACE, [RUSK], "now", "soon")]


@pytest.mark.parametrize("written", NAMES)
def test_whoever_did_it_is_called_by_his_name(written: str) -> None:
    frames = ["This sentence was added by {}.", "This sentence was added in {}’s hand.", "{} added this sentence."]
    for frame in frames:
        note = frame.format(written)
        found = told(read(note[0].upper() + note[1:], "We hope to see it soon. We shall come."))
        assert [(act, [name.lower() for name in names]) for act, names, *_ in found] == [
            (Act.INSERT, [NAMES[written].lower()])
        ], note


ADVERBIALS = [
    "in red ink",
    "in his own hand",
    "on May 5",
    "on the ribbon copy",
    "in the source text",
    "at the President’s suggestion",
    "without consulting Ball",
    "perhaps",
    "later",
    "also",
    "once more",
    "after the meeting",
    "in the course of the meeting",
    "as a result of the meeting",
    "in accordance with the President’s wishes",
    "in response to Ball’s memorandum",
]
WITH_ADVERBIAL = [
    "Rusk struck out the words “and not before” {}.",
    "The words “and not before” were struck out by Rusk {}.",
    "The words “and not before” were struck out {} by Rusk.",
    "The words “and not before” were, {}, struck out by Rusk.",
]


@pytest.mark.parametrize("adverbial", ADVERBIALS)
def test_what_else_a_sentence_tells_does_not_part_the_man_from_his_act(adverbial: str) -> None:
    for frame in WITH_ADVERBIAL:
        found = told(read(frame.format(adverbial), "We hope to see it soon. We shall come."))
        assert found == [(Act.DELETE, [RUSK], "and not before", "")], frame


@pytest.mark.parametrize("outcome", ["ignored", "overruled by Ball", "not carried out", "never made"])
def test_a_change_that_was_not_carried_out_is_nobodys(outcome: str) -> None:
    assert list(read(f"Rusk’s deletion of “soon” was {outcome}.", "We hope to see it soon. We shall come.")) == []


PAPERS = ["The letter", "The draft", "The source text", "The original", "The copy printed here", "The ribbon copy"]
BEARING = [
    "bears handwritten revisions by Rusk",
    "shows corrections in Rusk’s hand",
    "carries penciled emendations by Rusk",
    "incorporates changes made by Rusk",
    "is marked with Rusk’s revisions",
    "was extensively revised by Rusk",
    "was toned down by Rusk",
    "was retyped to incorporate Rusk’s changes",
    "was sent with a few changes by Rusk",
]
SAID_OF_IT = [
    "Handwritten revisions on the draft are by Rusk.",
    "Changes made by Rusk are indicated in footnotes.",
    "Changes by Rusk, which are indicated in footnotes, are in ink.",
    "Drafted by Ball, with handwritten changes by Rusk.",
    "Ball’s draft, with Rusk’s revisions, is attached.",
]


@pytest.mark.parametrize("note", [*(f"{paper} {bears}." for bears in BEARING for paper in PAPERS), *SAID_OF_IT])
def test_a_whole_text_is_somebodys_work_in_many_ways(note: str) -> None:
    title = "Letter From President Johnson to Prime Minister Wilson"
    one = Note("n", "w", "1", f"Source: Johnson Library. Secret. {note}", AnchorPlace.NONE)
    version = Version("v", "w", "final", "We hope to see it soon. We shall come.", Standing.EXTANT)
    claims = read_claims([one], version, LEXICON, [], "a volume", "1965-05-05", title=title)
    sure = [claim for claim in claims if claim.reading is Reading.SURE and claim.actual and claim.act in CHANGING]
    assert [(claim.act, list(claim.revisers)) for claim in sure] == [(Act.REVISE, [RUSK])]


TEXT = (
    "We hope to see it the second time. We shall come to Geneva in June. The rest can wait.\n\n"
    "On Berlin we hold to our view. The access routes must stay open. That is all."
)
PLACES = {
    "This sentence": "The rest can wait.",
    "The paragraph on Berlin": TEXT.split("\n\n")[1],
    "The sentence about the access routes": "The access routes must stay open.",
    "The sentence on the second page": "The rest can wait.",
    "All of this paragraph except the first sentence": None,
    "The preceding sentence and the one following": "The rest can wait.\n\nOn Berlin we hold to our view.",
    "The following three words": None,
}


@pytest.mark.parametrize("part", PLACES)
def test_a_part_is_found_by_what_it_is_about_or_not_at_all(part: str) -> None:
    (claim,) = read(f"{part} was added by Rusk.", TEXT, TEXT.index("wait.") + 5)
    assert claim.target is None or claim.target.span.of(TEXT) == PLACES[part]
    assert (claim.target is None) == (PLACES[part] is None)


def test_words_that_follow_a_marker_stand_behind_it() -> None:
    (claim,) = read("The following three words were added by Rusk.", TEXT, TEXT.index(" to Geneva"))
    assert claim.target is not None
    assert claim.target.span.of(TEXT) == "to Geneva in"


ONE_AFTER_THE_OTHER: dict[str, list[tuple[Act, list[str], str, str]]] = {
    "The following changes are in Rusk’s hand: “soon” was inserted; “and not before” was struck out.": [
        (Act.INSERT, [RUSK], "", "soon"),
        (Act.DELETE, [RUSK], "and not before", ""),
    ],
    "The words “and not before” appeared in Ball’s draft but were later deleted by Rusk.": [
        (Act.DELETE, [RUSK], "and not before", "")
    ],
    "The words “and not before,” which appeared in Ball’s draft, were deleted by Rusk.": [
        (Act.DELETE, [RUSK], "and not before", "")
    ],
    "Rusk substituted this sentence for one reading: “We are not afraid.”": [
        (Act.REPLACE, [RUSK], "we are not afraid", "")
    ],
    "The last paragraph is in Rusk’s hand, and “and not before” was struck out.": [
        (Act.INSERT, [RUSK], "", ""),
        (Act.DELETE, [], "and not before", ""),
    ],
    "The first line is in Rusk’s hand, and has been struck out.": [
        (Act.INSERT, [RUSK], "", ""),
        (Act.DELETE, [], "", ""),
    ],
    "The word “soon” was added in a hand that is probably Rusk’s.": [(Act.INSERT, [RUSK], "", "soon")],
    "The word “soon” was added in a hand that is not Rusk’s.": [(Act.INSERT, [], "", "soon")],
    "Rusk wrote “and not before” between the lines.": [(Act.INSERT, [RUSK], "", "and not before")],
    "Rusk’s draft read “now,” which Ball changed to “soon.”": [(Act.REPLACE, [BALL], "now", "soon")],
    "Ball changed Rusk’s “now” to “soon.”": [(Act.REPLACE, [BALL], "now", "soon")],
    "Rusk, not Ball, added the word “soon.”": [(Act.INSERT, [RUSK], "", "soon")],
    "On Ball’s copy the word “soon” was added in Rusk’s hand.": [(Act.INSERT, [RUSK], "", "soon")],
    "Rusk revised Ball’s draft, adding the word “soon.”": [(Act.INSERT, [RUSK], "", "soon")],
}


@pytest.mark.parametrize("note", ONE_AFTER_THE_OTHER)
def test_each_has_what_he_did_where_one_thing_follows_the_other(note: str) -> None:
    assert told(read(note, "We hope to see it soon. We shall come.")) == ONE_AFTER_THE_OTHER[note]
