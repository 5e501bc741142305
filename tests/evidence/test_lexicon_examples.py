"""Every entry of the lexicon proves itself: it reads its example, and finds no change in its counter-example."""

import re

import pytest

from provenance import resources
from provenance.evidence.clauses.clause_reader import read_clauses
from provenance.evidence.lexicon import Wording
from provenance.evidence.note_claims import read_claims, sketch_note
from provenance.evidence.verdict import is_revision_evidence
from provenance.model.testimony import AnchorPlace, Note, Person
from provenance.model.versions import Standing, Version

LEXICON = resources.lexicon()
ENTRIES = list(
    dict.fromkeys(
        [
            *(wording for wordings in LEXICON.verbs.values() for wording in wordings),
            *(wording for wordings in LEXICON.nouns.values() for wording in wordings),
            *LEXICON.phrases,
            *LEXICON.state_wordings.values(),
        ]
    )
)
NAMES = [f"{number} {wording.name}" for number, wording in enumerate(ENTRIES)]
TEXT = "We shall see it soon. The candid words, and soon, are here. We are glad of it now."
PEOPLE = (Person("Dean Rusk", "Rusk"),)


def note_of(words: str) -> Note:
    return Note("n", "w", "1", words, AnchorPlace.TEXT, "v", len(TEXT))


def read_by(words: str) -> set[Wording]:
    """The entries by which something is read in a sentence."""
    sketch = sketch_note(note_of(words), PEOPLE, LEXICON, "1965-05-05")
    clauses = [clause for one in sketch.sentences for clause in read_clauses(sketch, one, LEXICON)]
    return {clause.wording for clause in clauses}


@pytest.mark.parametrize("wording", ENTRIES, ids=NAMES)
def test_an_entry_reads_its_example(wording: Wording) -> None:
    assert wording in read_by(wording.example), (wording.example, [one.name for one in read_by(wording.example)])


@pytest.mark.parametrize("wording", [one for one in ENTRIES if one.counter], ids=lambda one: one.name)
def test_a_counter_example_tells_of_no_change(wording: Wording) -> None:
    version = Version("v", "w", "final", TEXT, Standing.EXTANT)
    claims = read_claims([note_of(wording.counter)], version, LEXICON, PEOPLE, "a volume", "1965-05-05")
    assert not is_revision_evidence(claims), [(claim.act.value, claim.quote) for claim in claims]


def test_no_form_stands_twice_in_an_entry() -> None:
    for wordings in (LEXICON.verbs, LEXICON.nouns):
        assert all(len(set(entries)) == len(entries) for entries in wordings.values())


def test_the_examples_are_whole_sentences() -> None:
    assert [one.name for one in ENTRIES if not re.fullmatch(r"\W?[\w].+[.”]", one.example)] == []
