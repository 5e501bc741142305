"""No entry of the lexicon is there for nothing: a labelled note or a case reads something by each."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

from provenance import resources
from provenance.evidence.clauses.clause_reader import read_clauses
from provenance.evidence.lexicon import Wording
from provenance.evidence.note_claims import sketch_note
from provenance.evidence.quoted_reports import quoted_reports
from provenance.model.testimony import AnchorPlace, Note, Person

ROOT = Path(__file__).parents[2]
LEXICON = resources.lexicon()
ENTRIES = dict.fromkeys(
    [
        *(wording for wordings in LEXICON.verbs.values() for wording in wordings),
        *(wording for wordings in LEXICON.nouns.values() for wording in wordings),
        *LEXICON.phrases,
        *LEXICON.state_wordings.values(),
    ]
)


def notes() -> Iterator[tuple[str, list[str], str]]:
    """Every note of the cases and of the labelled sets in this repository: its words, the persons known, the date."""
    for path in sorted((ROOT / "tests/cases/notes").glob("*.toml")):
        for case in tomllib.loads(path.read_text("utf-8"))["note"]:
            yield case["note"], case.get("people", []), case.get("date", "1965-05-05")
    for name in ("gold.jsonl", "volumes.jsonl"):
        for line in (ROOT / "data/gold/notes" / name).read_text("utf-8").splitlines():
            row = json.loads(line)
            yield row.get("note_text") or row["note"], [], "1965-05-05"


def used() -> frozenset[Wording]:
    """The entries by which something is read in one of the notes."""
    found: set[Wording] = set()
    for words, people, date in notes():
        if LEXICON.is_triggered(words):
            known = [Person(name, name.split()[-1]) for name in people]
            note = Note("n", "w", "1", words, AnchorPlace.NONE)
            sketch = sketch_note(note, known, LEXICON, date)
            quoted = [sketch_note(one, known, LEXICON, date) for _, one in quoted_reports(sketch, note, LEXICON)]
            for part in (sketch, *quoted):
                for sentence in part.sentences:
                    found.update(clause.wording for clause in read_clauses(part, sentence, LEXICON))
    return frozenset(found)


def test_a_note_needs_every_entry() -> None:
    found = used()
    idle = [f"“{one.name}” ({one.example})" for one in ENTRIES if one not in found]
    assert idle == [], "these read nothing in any note: take them out, or add a case"
