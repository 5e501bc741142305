"""Each verb or noun of revision in a sentence: how it is built, whose hand did it, whether it was done."""

import pytest

from provenance import resources
from provenance.evidence.clauses.clause_reader import read_clauses
from provenance.evidence.note_claims import sketch_note
from provenance.model.testimony import AnchorPlace, Note, Person

LEXICON = resources.lexicon()
NAMES = ["Dean Rusk", "George W. Ball", "John Foster Dulles", "Walt W. Rostow", "Benjamin H. Read"]
PEOPLE = tuple(Person(name, name.split()[-1]) for name in NAMES)


def told(words: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """What the note says was done: entry, voice, hands."""
    sketch = sketch_note(Note("n", "w", "1", words, AnchorPlace.HEADING), PEOPLE, LEXICON, "1957-05-05")
    clauses = [clause for sentence in sketch.sentences for clause in read_clauses(sketch, sentence, LEXICON)]
    return [
        (one.wording.name, one.voice.value, tuple(name.split()[-1] for who in one.whos for name in who.names))
        for one in clauses
        if not one.wish
    ]


@pytest.mark.parametrize(
    ("words", "hands"),
    [
        ("Dulles in his own hand deleted this sentence.", ("Dulles",)),
        ("Rusk and Ball deleted this sentence.", ("Rusk", "Ball")),
        ("Rusk, Ball, and Rostow deleted this sentence.", ("Rusk", "Ball", "Rostow")),
        ("Rusk, who had seen the draft, deleted this sentence.", ("Rusk",)),
        ("With the help of Ball, Rusk deleted this sentence.", ("Rusk",)),
        ("Someone, presumably Ball, deleted this sentence.", ("Ball",)),
        ("This sentence was deleted by Rusk and Ball.", ("Rusk", "Ball")),
        ("This sentence was deleted (presumably by Ball) later.", ("Ball",)),
        ("This sentence was deleted in Rusk’s handwriting.", ("Rusk",)),
        ("This sentence was deleted in a hand that is probably Rusk’s.", ("Rusk",)),
        ("This sentence was deleted before it was sent by Rusk.", ()),
        ("This sentence was deleted at Rusk’s request.", ("Rusk",)),
        ("This sentence, which Rusk deleted, was harsh.", ("Rusk",)),
        ("A remark by Ball led Rusk to delete this sentence.", ("Rusk",)),
        ("An unknown hand deleted this sentence.", ()),
    ],
)
def test_whose_hand_deleted_the_sentence(words: str, hands: tuple[str, ...]) -> None:
    assert [clause[2] for clause in told(words) if clause[0] == "delete"] == [hands]


@pytest.mark.parametrize(
    ("words", "hands"),
    [
        ("Dulles’ and Ball’s additions are in ink.", ("Dulles", "Ball")),
        ("The draft bears additions by Rusk.", ("Rusk",)),
        ("The draft bears additions in Rusk’s hand.", ("Rusk",)),
        ("Rusk made several additions.", ("Rusk",)),
        ("The draft, with additions made by Rusk, is attached.", ("Rusk",)),
        ("This is an addition to the paper discussed by Rusk.", ()),
    ],
)
def test_whose_additions_they_are(words: str, hands: tuple[str, ...]) -> None:
    assert [clause[2] for clause in told(words) if clause[0] == "addition"] == [hands]


@pytest.mark.parametrize(
    "words",
    [
        "Rusk would delete this sentence.",
        "Rusk proposed that this sentence be deleted.",
        "Rusk asked Ball to delete this sentence.",
        "Rusk proposes deletion of this sentence.",
        "Rusk agreed to the deletion of this sentence.",
        "Rusk decided against deleting this sentence.",
        "Rusk did not delete this sentence.",
        "This sentence may later be deleted.",
        "Rusk had Ball’s wish to have this sentence deleted.",
    ],
)
def test_what_was_only_wished_or_denied_was_not_done(words: str) -> None:
    assert [clause for clause in told(words) if clause[0] in {"delete", "deletion"}] == []


def test_verbs_that_are_joined_share_their_subject_and_their_agent() -> None:
    assert told("Rusk crossed out “a” and inserted “b.”") == [
        ("cross out", "active", ("Rusk",)),
        ("insert", "active", ("Rusk",)),
    ]
    assert told("Drafted by Ball and revised, on May 4, by Rusk.") == [
        ("draft", "passive", ("Ball",)),
        ("revise", "passive", ("Rusk",)),
    ]


def test_a_participle_that_describes_tells_nothing() -> None:
    assert told("The revised draft and the deleted words are attached.") == []
