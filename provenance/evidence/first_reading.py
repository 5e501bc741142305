"""A note read without the text it hangs in: enough to tell, of nearly all, that they say nothing of changed words.

Most notes of a volume are sources and cross-references. Their words show it; where they do not, the note is read as
ever, without its text, until the reading asks for it. Only then, or where the note tells of a change, is a document's
text put together. What is passed over here gives no claim of a change there.
"""

from collections.abc import Sequence
from functools import lru_cache, partial

from provenance.evidence.claiming.work_read import WorkRead
from provenance.evidence.layout import NoText, TextAskedFor
from provenance.evidence.lexicon import Lexicon
from provenance.evidence.looked_for import ANYBODY, changes_sought, words_in_note, words_in_sketch
from provenance.evidence.note_claims import own_words, read_stretch
from provenance.evidence.note_stretches import cut_note
from provenance.evidence.sketch import blot_quotes, note_sentences
from provenance.evidence.verdict import tells_change
from provenance.model.testimony import Note, Person

_MANY = 256
"""So many notes are remembered: editors repeat themselves ("Brackets in the source text.")."""


@lru_cache(_MANY)
def may_hold_change(words: str, lexicon: Lexicon) -> bool:
    """Whether a note of these words, as they stand in its file, holds any by which a change is told."""
    return bool(changes_sought(lexicon).among(words_in_note(words))) and lexicon.is_triggered(words)


@lru_cache(_MANY)
def may_say_change(words: str, lexicon: Lexicon) -> bool:
    """Whether one sentence of a note, its quoted words left out, holds all the words by which a change is told."""
    lines = blot_quotes(words)[0]
    return any(_may_tell(lexicon, sentence.of(lines), ANYBODY) for sentence in note_sentences(lines))


def may_tell_of_change(
    note: Note, people: Sequence[Person], lexicon: Lexicon, date: str | None, title: str = ""
) -> bool:
    """Whether the note may say that words were changed; False only where no text could make it say so.

    It need not be known where the note hangs: it is taken to hang in the text, where it may tell most.
    """
    work = WorkRead(NoText(), lexicon, tuple(people), "", date, (), own_words(title, lexicon))
    telling = partial(_may_tell, lexicon)
    try:
        return any(tells_change(claim) for _, part in cut_note(note) for claim in read_stretch(work, part, telling))
    except TextAskedFor:
        return True


def _may_tell(lexicon: Lexicon, lines: str, others: frozenset[str] = frozenset()) -> bool:
    """Whether a sentence of a sketch holds all the words by which a change is told, `others` being there as well."""
    return bool(changes_sought(lexicon).among(words_in_sketch(lines) | others))
