"""A very long note, cut into stretches that are read one after the other, so that all of it is read in little time.

Reading compares what a note tells with what it told before: the time grows faster than the note. Editors write no note
as long as a stretch; a longer one is cut at the end of a sentence, never inside quoted words.
"""

from collections.abc import Iterator
from dataclasses import replace

from provenance.evidence.sketch import QUOTED, blot_quotes
from provenance.model.spans import Span
from provenance.model.testimony import Note

_LONGEST = 12_000
"""How many letters are read together."""

_LONGEST_SENTENCE = 1_000
"""How many letters outside quotation marks are read as one sentence: nobody writes a longer one."""


def cut_note(note: Note) -> Iterator[tuple[int, Note]]:
    """The note in stretches, each with the place where it begins; an ordinary note is one."""
    if len(note.text) <= _LONGEST:
        yield 0, note
        return
    lines, start = blot_quotes(note.text)[0], 0
    while start < len(lines):
        end = _cut(lines, start, _LONGEST)
        yield start, _part(note, Span(start, end))
        start = end


def cut_sentence(lines: str, sentence: Span) -> Iterator[Span]:
    """The sentence; one that is longer than anybody writes in pieces, cut at blanks that stand outside quoted words."""
    start = sentence.start
    while _unquoted(lines, start, sentence.end) > _LONGEST_SENTENCE:
        end = min(_cut(lines, start, _LONGEST_SENTENCE), sentence.end)
        yield Span(start, end)
        start = end
    if start < sentence.end or not len(sentence):
        yield Span(start, sentence.end)


def _unquoted(lines: str, start: int, end: int) -> int:
    """How many letters stand outside quotation marks."""
    return end - start if end - start <= _LONGEST_SENTENCE else end - start - lines.count(QUOTED, start, end)


def _cut(lines: str, start: int, most: int) -> int:
    """Where a stretch ends: after a sentence or a line, else at a blank, else where the quoted words have ended."""
    limit = start + most
    if len(lines) <= limit:
        return len(lines)
    stop = max(lines.rfind(sign, start, limit) for sign in (". ", "\n", "; "))
    if stop > start:
        return stop + 1
    blank = lines.rfind(" ", start, limit)
    blank = blank if blank > start else lines.find(" ", limit)
    return blank + 1 if blank > start else len(lines)


def _part(note: Note, span: Span) -> Note:
    """A stretch of a note as a note of its own, with the persons whom the source names in it."""
    mentions = tuple(
        (Span(place.start - span.start, place.end - span.start), name)
        for place, name in note.mentions
        if span.contains(place)
    )
    return replace(note, text=span.of(note.text), mentions=mentions)
