"""What the first reading passes over tells of no change, whatever text the note hangs in.

Asked of every note and case that tells of one.
"""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from provenance import resources
from provenance.evidence.first_reading import may_hold_change, may_say_change, may_tell_of_change
from provenance.evidence.lexicon import read_lexicon
from provenance.evidence.note_claims import read_claims
from provenance.evidence.verdict import is_revision_evidence, tells_change
from provenance.model.receipts import ReceivedWork
from provenance.model.testimony import AnchorPlace, Note, Person
from provenance.model.versions import Standing, Version
from provenance.sources.source_catalogue import read_file

ROOT = Path(__file__).parents[2]
PARTS = 16
CASES = [
    case
    for path in sorted((ROOT / "tests/cases/notes").glob("*.toml"))
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["note"]
    if case["evidence"]
]
DOCUMENTS = sorted((ROOT / "data/gold/notes/docs").glob("*.xml"))
LEXICON = read_lexicon(resources.lexicon_texts())


NOTES = [
    row.get("note_text") or row["note"]
    for name in ("gold.jsonl", "volumes.jsonl")
    for row in map(json.loads, (ROOT / "data/gold/notes" / name).read_text("utf-8").splitlines())
    if row["is_revision_evidence"]
]


def passes(note: Note, date: str | None = None, title: str = "") -> bool:
    """Whether every step of a scan lets the note through."""
    seen = may_hold_change(note.text, LEXICON) and may_say_change(note.text, LEXICON)
    return seen and may_tell_of_change(note, LEXICON, date, lambda: title)


def may_tell(words: str) -> bool:
    return passes(Note("n", "w", None, words, AnchorPlace.NONE))


def note_is_passed_over(words: str) -> bool:
    """Whether a note that tells of a change in a text without words is not let through."""
    version = Version("v", "w", "final", "", Standing.EXTANT)
    note = Note("n", "w", "1", words, AnchorPlace.TEXT, "v", 0)
    if passes(note, "1965-05-05", "Memorandum"):
        return False
    claims = read_claims([note], version, LEXICON, (), "a volume", "1965-05-05", title="Memorandum")
    return any(map(tells_change, claims))


def case_is_passed_over(case: dict[str, Any]) -> bool:
    """Whether a case that tells of a change is not let through."""
    version = Version("v", "w", "final", case["text"], Standing.EXTANT)
    note = Note("n", "w", "1", case["note"], AnchorPlace.TEXT, "v", len(case["text"]) // 2)
    people = [Person(name, name.split()[-1]) for name in case.get("people", [])]
    if passes(note, case.get("date")):
        return False
    return is_revision_evidence(read_claims([note], version, LEXICON, people, "a volume", case.get("date")))


@pytest.mark.parametrize("part", range(PARTS))
def test_what_is_read_in_a_labelled_note_is_read_after_the_first_reading_too(part: int) -> None:
    assert [words for words in NOTES[part::PARTS] if note_is_passed_over(words)] == []


@pytest.mark.parametrize("part", range(PARTS))
def test_no_case_that_tells_of_a_change_is_passed_over(part: int) -> None:
    assert [case["about"] for case in CASES[part::PARTS] if case_is_passed_over(case)] == []


def passed_over(one: ReceivedWork, people: tuple[Person, ...]) -> list[str]:
    date, source = one.work.date, one.work.source
    claims = read_claims(one.notes, one.versions[-1], LEXICON, people, source, date, one.marks, one.work.title)
    telling = {claim.note for claim in claims if is_revision_evidence([claim])}
    notes = [note for note in one.notes if note.id in telling]
    return [note.text for note in notes if not passes(note, date, one.work.title)]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_no_labelled_note_that_tells_of_a_change_is_passed_over(path: Path) -> None:
    received = read_file(path)
    assert [words for one in received.works for words in passed_over(one, received.people)] == []


@pytest.mark.parametrize(
    "words",
    [
        "Source: Department of Roads, Box 3. Secret. Drafted by Roe on May 5 and approved by Poe. Cleared with Doe.",
        "Not printed. See Document 12.",
        "Roe underlined this sentence and initialed the page.",
        "This memorandum bears Poe’s initials.",
    ],
)
def test_sources_initials_and_underlining_are_passed_over(words: str) -> None:
    assert not may_tell(words)


@pytest.mark.parametrize("words", ["Roe drafted the second paragraph.", "Poe struck out the last sentence by hand."])
def test_who_wrote_a_part_or_struck_it_out_is_not(words: str) -> None:
    assert may_tell(words)
