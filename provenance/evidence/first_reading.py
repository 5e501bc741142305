"""A note read without the text it hangs in: enough to tell, of nearly all, that they say nothing of changed words.

Most notes of a volume are sources and cross-references. Their words show it; where they do not, the note is read as
ever, without its text, until the reading asks for it. Only then, or where the note tells of a change, is a document's
text put together. What is passed over here gives no claim of a change there.
"""

from collections.abc import Callable
from functools import lru_cache

from provenance.evidence.claiming.follow_ups import is_accepted_later, is_carried_out
from provenance.evidence.claiming.work_read import WorkRead
from provenance.evidence.clauses.clause import Clause
from provenance.evidence.clauses.clause_reader import read_clauses
from provenance.evidence.doing.other_papers import is_about_other
from provenance.evidence.layout import NoText, TextAskedFor
from provenance.evidence.lexicon import Lexicon
from provenance.evidence.looked_for import (
    ANYBODY,
    NO_CHANGE,
    STATE,
    changes_sought,
    may_tell_change,
    words_in_note,
    words_in_sketch,
)
from provenance.evidence.note_claims import each_sentence, own_words, read_sentences, sketch_note
from provenance.evidence.note_stretches import cut_note
from provenance.evidence.places.expressions import read_expressions
from provenance.evidence.quoted_reports import may_report, quoted_reports
from provenance.evidence.sketch import Sketch, blot_quotes, note_sentences
from provenance.evidence.unquoted_readings import quote_all, quote_up
from provenance.evidence.verdict import tells_change
from provenance.model.testimony import Act, Note

_MANY = 256
"""So many notes are remembered: editors repeat themselves ("Brackets in the source text.")."""


@lru_cache(_MANY)
def may_hold_change(words: str, lexicon: Lexicon) -> bool:
    """Whether a note of these words, as they stand in its file, holds any by which a change is told."""
    return bool(changes_sought(lexicon).among(words_in_note(words))) and lexicon.is_triggered(words)


@lru_cache(_MANY)
def may_say_change(words: str, lexicon: Lexicon) -> bool:
    """Whether one sentence of a note, or what it quotes, holds all the words by which a change is told."""
    words = quote_all(words, lexicon)
    lines, quotes = blot_quotes(words)
    if any(_may_tell(lexicon, sentence.of(lines), ANYBODY | {STATE}) for sentence in note_sentences(lines)):
        return True
    reports = (quote.of(words) for quote in quotes if may_report(quote.of(words), lines, lexicon))
    return any(changes_sought(lexicon).among(words_in_note(report)) for report in reports)


def may_tell_of_change(note: Note, lexicon: Lexicon, date: str | None, title: Callable[[], str] = str) -> bool:
    """Whether the note may say that words were changed; False only where no text could make it say so.

    It need not be known where the note hangs: it is taken to hang in the text, where it may tell most. Nor are the persons
    of the source asked for, since what was done does not depend on who is meant; the title is, where something was done.
    """
    return any(_tells(one, lexicon, date, title) for _, part in cut_note(note) for one in _both_ways(part, lexicon))


def _both_ways(note: Note, lexicon: Lexicon) -> set[Note]:
    """The note as it is written, and as if it quoted all figures that may be readings: its text settles which are."""
    if quote_all(note.text, lexicon) == note.text:
        return {note}
    return {note, quote_up(note, lexicon, bool).note}


def _tells(note: Note, lexicon: Lexicon, date: str | None, title: Callable[[], str]) -> bool:
    """Whether the note, or a report that it quotes, may tell of a change."""
    sketch = sketch_note(note, (), lexicon, date)
    if _says(note, sketch, lexicon, date, title):
        return True
    reports = (report for _, report in quoted_reports(sketch, note, lexicon))
    return any(_says(one, sketch_note(one, (), lexicon, date), lexicon, date, title) for one in reports)


def _says(note: Note, sketch: Sketch, lexicon: Lexicon, date: str | None, title: Callable[[], str]) -> bool:
    """Whether a sentence of the note itself may tell of a change."""
    telling = [one for one in sketch.sentences if _may_tell(lexicon, one.of(sketch.lines))]
    clauses = [clause for one in telling for clause in read_clauses(sketch, one, lexicon)]
    if not any(_may_change(clause, sketch, lexicon) for clause in clauses):
        return False
    if any(clause.wish and is_accepted_later(sketch, clause) for clause in clauses):
        return True
    work = WorkRead(NoText(), lexicon, (), "", date, (), own_words(title(), lexicon), numbers=_numbers(note.text))
    told = [(one, other) for one, other in each_sentence(work, sketch) if one in telling]
    if not any(
        _is_of_this(clause, sketch, other, work) for one, other in told for clause in read_clauses(sketch, one, lexicon)
    ):
        return False
    try:
        return any(map(tells_change, read_sentences(work, note, sketch, told)))
    except TextAskedFor:
        return True


def _numbers(words: str) -> frozenset[str]:
    """Every number in a note: whichever of them the text has in a series, the note may speak of it."""
    return frozenset(word.strip(".,:;()[]“”‘’").lower() for word in words.split() if any(map(str.isdigit, word)))


def _may_change(clause: Clause, sketch: Sketch, lexicon: Lexicon) -> bool:
    """Whether what is said to have been done may be a change: writing the whole text is none, writing a part is."""
    if clause.wording.act in NO_CHANGE or (clause.wish and not is_carried_out(sketch, clause)):
        return False
    if clause.wording.act is not Act.DRAFT or clause.is_phrase:
        return True
    return bool(sketch.quotes_in(clause.sentence) or read_expressions(sketch, clause.sentence, lexicon))


def _is_of_this(clause: Clause, sketch: Sketch, other: bool, work: WorkRead) -> bool:
    """Whether it may be a change of this text, and not of another paper."""
    return _may_change(clause, sketch, work.lexicon) and (
        clause.wish or not is_about_other(sketch, clause, other, work.lexicon, work.own)
    )


def _may_tell(lexicon: Lexicon, lines: str, others: frozenset[str] = frozenset()) -> bool:
    """Whether a sentence of a sketch holds all the words by which a change is told, `others` being there as well."""
    return may_tell_change(lines, words_in_sketch(lines) | others, lexicon)
