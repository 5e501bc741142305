"""A note read without the text it hangs in: enough to tell that it says nothing of changed words.

Most notes of a volume are sources and cross-references. Whether one may tell of a change is seen from its words alone;
only for those that may is a document's text put together. What is passed over here gives no claim of a change there.
"""

from collections.abc import Sequence

from provenance.evidence.clauses.clause import Clause
from provenance.evidence.clauses.clause_reader import read_clauses
from provenance.evidence.lexicon import Lexicon
from provenance.evidence.note_claims import sketch_note
from provenance.evidence.note_stretches import cut_note
from provenance.evidence.places.expressions import read_expressions
from provenance.evidence.quoted_reports import quoted_reports
from provenance.evidence.sketch import Sketch
from provenance.model.testimony import Act, Note, Person

_NO_CHANGE = frozenset({Act.UNDERLINE, Act.COMMENT, Act.APPROVE})


def may_tell_of_change(note: Note, people: Sequence[Person], lexicon: Lexicon, date: str | None) -> bool:
    """Whether the note may say that words were changed; False only where no text could make it say so."""
    if not lexicon.is_triggered(note.text):
        return False
    for _, part in cut_note(note):
        sketch = sketch_note(part, people, lexicon, date)
        if _may_tell(sketch, lexicon):
            return True
        reports = (report for _, report in quoted_reports(sketch, part, lexicon))
        if any(_may_tell(sketch_note(report, people, lexicon, date), lexicon) for report in reports):
            return True
    return False


def _may_tell(sketch: Sketch, lexicon: Lexicon) -> bool:
    return any(
        _may_change(clause, sketch, lexicon)
        for sentence in sketch.sentences
        for clause in read_clauses(sketch, sentence, lexicon)
    )


def _may_change(clause: Clause, sketch: Sketch, lexicon: Lexicon) -> bool:
    """Whether what is said to have been done may be a change: writing the whole text is none, writing a part is."""
    if clause.wording.act in _NO_CHANGE:
        return False
    if clause.wording.act is not Act.DRAFT or clause.is_phrase:
        return True
    return bool(sketch.quotes_in(clause.sentence) or read_expressions(sketch, clause.sentence, lexicon))
