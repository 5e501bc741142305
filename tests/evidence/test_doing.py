"""What kind of doing a clause tells of is asked before it counts; a doubt makes a reading only possible."""

import pytest

from provenance import resources
from provenance.evidence.doing.kind import Doing
from provenance.evidence.note_claims import read_claims
from provenance.model.testimony import AnchorPlace, Claim, Note, Person, Reading
from provenance.model.versions import Standing, Version

LEXICON = resources.lexicon()
TEXT = "We should wait. The allies are not ready."
PEOPLE = (Person("Dean Rusk", "Rusk"), Person("George W. Ball", "Ball"))


def claim_of(words: str, title: str = "Memorandum From Ball to Rusk") -> Claim:
    """The one claim of a note at the end of the text."""
    version = Version("v", "w", "final", TEXT, Standing.EXTANT)
    note = Note("n", "w", "1", words, AnchorPlace.TEXT, "v", len(TEXT))
    (claim,) = read_claims([note], version, LEXICON, PEOPLE, "a volume", "1965-05-05", title=title)
    return claim


@pytest.mark.parametrize(
    ("words", "doing"),
    [
        ("Rusk deleted this sentence.", Doing.TEXT),
        ("Below this paragraph Rusk wrote by hand: “Ask Ball.”", Doing.BESIDE),
        ("Rusk initialed the memorandum.", Doing.DECISION),
        ("Rusk drafted the memorandum.", Doing.WHOLE),
        ("Rusk’s speech was revised.", Doing.OTHER_PAPER),
        ("Rusk proposed that Ball delete this sentence.", Doing.PROPOSED),
    ],
)
def test_the_kind_of_doing_is_told(words: str, doing: Doing) -> None:
    assert claim_of(words).doing == doing.value


@pytest.mark.parametrize(
    "words",
    [
        "The draft was modified by Rusk in several places.",
        "The line was modified by Rusk.",
    ],
)
def test_a_doubt_makes_a_reading_only_possible_and_weighs_nothing(words: str) -> None:
    claim = claim_of(words, title="Telegram From the Embassy in Japan")
    assert claim.reading is Reading.POSSIBLE
    assert claim.doubt
    assert not claim.is_weighed


def test_the_papers_of_the_title_are_this_text() -> None:
    assert claim_of("The memorandum was revised by Rusk.").reading is Reading.SURE
    assert claim_of("The memorandum was revised by Rusk.", "Letter From Ball").reading is Reading.POSSIBLE


def revisers_of(words: str, title: str) -> list[tuple[str, ...]]:
    """Those who are surely named for a change, claim by claim, in a note that hangs at the heading."""
    version = Version("v", "w", "final", TEXT, Standing.EXTANT)
    note = Note("n", "w", "1", words, AnchorPlace.HEADING, "v")
    claims = read_claims([note], version, LEXICON, PEOPLE, "a volume", "1965-05-05", title=title)
    return [claim.revisers for claim in claims if claim.changes_text and claim.is_weighed]


def test_what_a_body_did_at_its_meeting_to_the_text_is_done_to_this_text() -> None:
    note = "Source: a file. At its meeting on May 5, the OCB revised and concurred in the report."
    assert revisers_of(note, "Report on Italy") == [("OCB",)]
    assert revisers_of(note, "Telegram From the Embassy in Italy") == []


def test_who_gave_a_briefing_has_revised_nothing() -> None:
    note = "Source: a file. The draft was sent back for revisions of the text, in light of a briefing by Rusk."
    assert ("Dean Rusk",) not in revisers_of(note, "Report on Italy")
