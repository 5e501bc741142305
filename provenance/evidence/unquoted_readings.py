"""Dates, sums, numbers, hours and names that a note gives as readings without quotation marks, put between them.

"The date was changed from July 3 to July 5": editors quote words, and figures seldom. A figure is a reading where it
stands as quoted words would stand ("from …", "to read …", "typed as …", "the figure …") in a sentence that tells of a
change; the note is then read as if it had quoted it, and what is read is told at its place in the note as it was written.
A figure changes in the world too ("the date of the meeting was changed to July 5"): it is a reading only where the
sentence says that somebody wrote it, or where it is printed at the note.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from re import Match

from provenance.evidence.cues import Cue
from provenance.evidence.layout import Layout
from provenance.evidence.lexicon import Lexicon
from provenance.evidence.sketch import QUOTED, blot_quotes, note_sentences
from provenance.model.spans import Span
from provenance.model.testimony import Act, AnchorPlace, Claim, Note

_OPENING, _STOPS = {"and", "but", "then"}, ",;:"
"""After what a clause begins."""

_CHANGES = {Act.INSERT, Act.DELETE, Act.REPLACE, Act.REVISE}


@dataclass(frozen=True, slots=True)
class QuotedUp:
    """A note as if it had quoted its figures, the note as it was written, and where in it a quotation mark was set."""

    note: Note
    written: Note
    marks: tuple[int, ...] = ()

    def as_written(self, claim: Claim) -> Claim:
        """A claim of the note with its words as they were written."""
        if not self.marks or claim.said is None:
            return claim
        said = Span(self._place(claim.said.start), self._place(claim.said.end))
        return replace(claim, said=said, quote=said.of(self.written.text))

    def _place(self, at: int) -> int:
        """The place in the note as it was written, of a place in the one that quotes."""
        return at - bisect_left([mark + number for number, mark in enumerate(self.marks)], at)


def printed_near(layout: Layout, note: Note) -> Callable[[str], bool]:
    """Whether words are printed in the paragraph at the note; for a note that hangs at none, anywhere in the text."""
    holder = layout.paragraph_at(note.at) if note.at is not None and note.place is AnchorPlace.TEXT else None
    return lambda words: bool(layout.nearest(words.rstrip(" ."), note.at, holder))


def quote_up(note: Note, lexicon: Lexicon, is_printed: Callable[[str], bool]) -> QuotedUp:
    """The note with its figures that are readings between quotation marks."""
    lines, _ = blot_quotes(note.text)
    value, name = lexicon.cues["a figure, a date or a sum"], lexicon.cues["one name changed to another"]
    if value.find(lines, Span(0, len(lines))) is None and name.find(lines, Span(0, len(lines))) is None:
        return QuotedUp(note, note)
    found: list[Span] = []
    before: list[Span] = []
    for sentence in note_sentences(lines):
        reader = _Sentence(note.text, lines, sentence, lexicon, is_printed)
        values = list(reader.values(value))
        told = [*values, *reader.names(name)] if reader.tells_change() else []
        named = reader.has_label() or bool(before) or any(map(reader.is_itself, told))
        if told and reader.is_written(told, named):
            found += [*before, *told]
            before = []
            continue
        before = [one for one in values if reader.has_label()]
    return _between_marks(note, sorted(set(found)))


@lru_cache(maxsize=64)
def quote_all(words: str, lexicon: Lexicon) -> str:
    """The words of a note with all figures between quotation marks that may be readings, whatever its text is."""
    return quote_up(Note("", "", None, words, AnchorPlace.NONE), lexicon, bool).note.text


def _between_marks(note: Note, values: Sequence[Span]) -> QuotedUp:
    """The note with quotation marks about these stretches of it."""
    if not values:
        return QuotedUp(note, note)
    text, at, marks = "", 0, []
    for one in values:
        text += f"{note.text[at : one.start]}“{one.of(note.text)}”"
        marks += [one.start, one.end]
        at = one.end
    quoted = QuotedUp(replace(note, text=text + note.text[at:], mentions=()), note, tuple(marks))
    mentions = tuple(
        (Span(_moved(marks, place.start), _moved(marks, place.end)), who)
        for place, who in note.mentions
        if not any(place.overlaps(one) for one in values)
    )
    return replace(quoted, note=replace(quoted.note, mentions=mentions))


def _moved(marks: Sequence[int], at: int) -> int:
    return at + bisect_left(marks, at + 1)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a note, its quoted words blotted out, asked for the readings that it does not quote."""

    text: str
    lines: str
    span: Span
    lexicon: Lexicon
    is_printed: Callable[[str], bool]

    def values(self, cue: Cue) -> Iterator[Span]:
        """The figures that stand where quoted words would stand as readings."""
        for match in cue.all_in(self.lines, self.span):
            if self._is_place_of_reading(match):
                yield Span(*match.span())

    def names(self, cue: Cue) -> Iterator[Span]:
        """The two names of which one was changed to the other."""
        for match in cue.all_in(self.lines, self.span):
            if self._replaces(match["verb"]) and self.is_printed(match["after"]):
                yield from (Span(*match.span("before")), Span(*match.span("after")))

    def _is_place_of_reading(self, match: Match[str]) -> bool:
        lead = Span(self.span.start, match.start())
        if self._ends(lead, "what brings in a reading") or self._ends(lead, "what is a figure"):
            return not self._ends(lead, "a time or a number of a part")
        words = self.lines[lead.start : lead.end].lower().split()
        if not words or words[-1] in _OPENING or words[-1][-1] in _STOPS:
            return self._is_subject(Span(match.end(), self.span.end))
        return self._ends_with_verb(words) and not self._tells_when(match)

    def _tells_when(self, match: Match[str]) -> bool:
        """Whether a day or year right after a verb tells when it was done ("introduced April 21"), and no other one follows it."""
        is_day = self._cue("a day or a year").begins(self.lines, Span(*match.span()))
        rest = Span(match.end(), self.span.end)
        return is_day is not None and self._cue("and to another").begins(self.lines, rest) is None

    def _ends_with_verb(self, words: Sequence[str]) -> bool:
        """Whether a verb of change stands there, with its particle or without ("altered", "struck out")."""
        has_particle = words[-1] in self.lexicon.grammar["particles"] | {"through", "in"}
        return self._changes(words[-1]) or (has_particle and any(map(self._changes, words[-2:-1])))

    def _is_subject(self, rest: Span) -> bool:
        """Whether it is what a verb that follows tells of ("1948 was typed …", "… and May 5 substituted")."""
        if self._cue("was another figure").begins(self.lines, rest):
            return True
        return any(map(self._changes, rest.of(self.lines).lower().split()[:1]))

    def is_itself(self, value: Span) -> bool:
        """Whether it is what was changed, and no thing of which it is told ("altered 1948 to 1949", "originally July 3", "changed “ten” to 12")."""
        words = self.lines[self.span.start : value.start].lower().split()
        lead = Span(self.span.start, value.start)
        if QUOTED in self.span.of(self.lines):
            return True
        return not words or self._ends_with_verb(words) or self._ends(lead, "at first, or made it")

    def has_label(self) -> bool:
        """Whether it calls something a figure, a date, an hour, and not one of a thing of the world."""
        return self._has("what is a figure")

    def tells_change(self) -> bool:
        """Whether it has a verb or noun of changed words, or says how something was at first."""
        words = [word.strip(".,;:()") for word in self.span.of(self.lines).lower().split()]
        return any(map(self._changes, words)) or self._has("what was so at first") or self._tells_state()

    def _tells_state(self) -> bool:
        """Whether it says how a figure of the text was in an earlier state ("in the draft the date was May 3")."""
        if not self._has("a figure of a part or paper"):
            return False  # asked first, since a state is looked for long
        return self.lexicon.earlier_state.search(self.lines, self.span.start, self.span.end) is not None

    def is_written(self, values: Sequence[Span], named: bool) -> bool:
        """Whether the figures are said to be written by hand, or are printed and called figures, or made of each other."""
        if self._has("a figure above another"):
            return False
        if self.lexicon.by_hand.search(self.lines, self.span.start, self.span.end):
            return True
        if self._has("a figure of the world"):
            return False
        if self._tells_state():
            return True
        after = [one for one in values if self._follows(one, "what is so now")]
        later = after or [one for one in values if not self._follows(one, "what was so before")]
        return named and any(self.is_printed(one.of(self.text)) for one in later)

    def _follows(self, value: Span, name: str) -> bool:
        return self._ends(Span(self.span.start, value.start), name)

    def _replaces(self, form: str) -> bool:
        return any(verb.act is Act.REPLACE for verb in self.lexicon.verbs.get(form.lower(), ()))

    def _changes(self, word: str) -> bool:
        tables = (self.lexicon.verbs, self.lexicon.nouns)
        return any(one.act in _CHANGES for table in tables for one in table.get(word, ()))

    def _cue(self, name: str) -> Cue:
        return self.lexicon.cues[name]

    def _ends(self, lead: Span, name: str) -> bool:
        return self._cue(name).ends(self.lines, lead) is not None

    def _has(self, name: str) -> bool:
        return self._cue(name).find(self.lines, self.span) is not None
