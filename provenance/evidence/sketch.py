"""A note with its quoted words and its persons blotted out, letter for letter, so that its grammar can be read.

Places in a sketch are places in the note. Verbs inside a quotation are nobody's doing, so they must not be seen;
a person is a person whatever the name, so every name looks the same.
"""

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from provenance.evidence.cues import Cue
from provenance.evidence.people import Who
from provenance.model.spans import Block, BlockKind, Span
from provenance.text.sentences import split_sentences

AGENT = "\ue000"
OWNER = "\ue001"
QUOTED = "\ue002"
ORDER = "\ue003"
"""Quoted words that tell the typist what to do ("delete", "omit"): they look different from words of the text."""

TRANSFER = "\ue004"
"""Quoted words that tell the typist to move a part ("move up to here")."""

_SIGNS = (AGENT, OWNER, QUOTED, ORDER, TRANSFER)
_PLAIN = str.maketrans(dict.fromkeys(_SIGNS, "?"))
_QUOTES = re.compile(
    r"“[^“”\"]{1,200}\"(?!\w)|“[^“”]*(?:“[^“”]*)*(?:”|\Z)|(?<!\w)\"[^\"]*\"|(?<!\w)‘[^‘’“”\"]{1,300}’(?!\w)"
)
_HOUR = re.compile(r"(?<=\d [ap])\.m\.(?=,|;| [a-z(“])")
"""The stops of "4 p.m.," which end no sentence."""

_LONGEST_WORD = 30
_STOPS = ".!?"


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """A note's `text`, its `lines` of the same length, the places of its `quotes` (inside the quotation marks), its persons.

    Whether a stretch of it has one of the lexicon's `cues` is asked by the name of the cue.
    """

    text: str
    lines: str
    quotes: tuple[Span, ...]
    whos: tuple[Who, ...]
    sentences: tuple[Span, ...]
    cues: Mapping[str, Cue]

    def begins(self, span: Span, cue: str) -> re.Match[str] | None:
        """Whether a stretch begins with a cue, and where the cue stands."""
        return self.cues[cue].begins(self.lines, span)

    def ends(self, span: Span, cue: str) -> re.Match[str] | None:
        """Whether a stretch ends with a cue, and where the cue stands."""
        return self.cues[cue].ends(self.lines, span)

    def is_all(self, span: Span, cue: str) -> re.Match[str] | None:
        """Whether a stretch is a cue and nothing else."""
        return self.cues[cue].fills(self.lines, span)

    def has(self, span: Span, cue: str) -> re.Match[str] | None:
        """Whether a cue stands in a stretch, and where it does first."""
        return self.cues[cue].find(self.lines, span)

    def each(self, span: Span, cue: str) -> Iterator[re.Match[str]]:
        """Wherever a cue stands in a stretch, in order."""
        return self.cues[cue].all_in(self.lines, span)

    def is_first(self, place: int) -> bool:
        """Whether nothing of the note stands before a place but references to other documents ("For background, see Document 12.")."""
        before = (one for one in self.sentences if one.start < place)
        return not any(
            self.lines[one.start : min(one.end, place)].strip() for one in before if not self.is_all(one, "a reference")
        )

    def is_last(self, place: int) -> bool:
        """Whether nothing of the note stands after a place but references to other documents."""
        return all(self.is_all(one, "a reference") for one in self.sentences if one.start >= place)

    def word_before(self, at: int, start: int = 0) -> str:
        """The word that stands right before a place, at `start` or after it, in small letters; "" where none does."""
        words = self.lines[max(start, at - _LONGEST_WORD) : at].lower().split()
        return words[-1].lstrip("([,;") if words else ""

    def before_quote(self, quote: Span, span: Span) -> Span:
        """What of a stretch stands before quoted words in it."""
        return Span(span.start, max(span.start, quote.start - 1))

    def quotes_in(self, span: Span) -> tuple[Span, ...]:
        """The quoted words that stand inside the span, in order."""
        first = bisect_left(self.quotes, span.start, key=lambda quote: quote.start)
        inside = itertools.takewhile(lambda quote: quote.start <= span.end, self.quotes[first:])
        return tuple(quote for quote in inside if span.contains(quote))

    def words_in(self, span: Span) -> tuple[Span, ...]:
        """The quoted words in the span that are words of a text, and no order to the typist ("delete")."""
        return tuple(quote for quote in self.quotes_in(span) if not quote.of(self.lines).startswith(ORDER))

    def quoted(self, span: Span) -> str:
        """The quoted words without the stop or comma that only the quotation needs."""
        return " ".join(span.of(self.text).split()).rstrip(",;: ").strip()


def blot_quotes(text: str) -> tuple[str, tuple[Span, ...]]:
    """The note with all quoted words blotted out, and their places; quotation marks of every kind look alike.

    >>> blot_quotes("He struck “a” out.")[1]
    (Span(start=11, end=12),)
    """
    plain = text.translate(_PLAIN) if any(sign in text for sign in _SIGNS) else text
    plain = _HOUR.sub("·m·", plain)
    quotes: list[Span] = []
    lines: list[str] = []
    at = 0
    for match in _QUOTES.finditer(text):
        start, end = match.start() + 1, match.end() - (match.group()[-1] in '”"’' and len(match.group()) > 1)
        quotes.append(Span(start, end))
        body, last = QUOTED * (end - start), len(text[start:end].rstrip()) - 1
        if stop := _stop_at_end(plain[start : start + last + 1]):
            body = body[:last] + stop + body[last + 1 :]
        closing = "”" if end < match.end() else ""
        lines += [plain[at : start - 1], "“", body, closing]
        at = match.end()
    return "".join([*lines, plain[at:]]), tuple(quotes)


def _stop_at_end(words: str) -> str:
    """The stop with which quoted words end; that before an ellipsis too, which tells that more sentences follow ("… difficulties. …")."""
    left = words[:-1].rstrip()[-1:] if words.endswith("…") else words[-1:]
    return left if left and left in _STOPS else ""


def mark_orders(text: str, lines: str, quotes: Sequence[Span], cues: Mapping[str, Cue]) -> str:
    """The lines, with the quoted words that only tell the typist what to do blotted out otherwise than words of the text."""
    for quote in quotes:
        sign = ORDER if cues["delete this"].fills(text, quote) else None
        sign = sign or (TRANSFER if cues["move this"].fills(text, quote) else None)
        if sign is not None:
            lines = lines[: quote.start] + quote.of(lines).replace(QUOTED, sign) + lines[quote.end :]
    return lines


def blot_people(lines: str, whos: Sequence[Who]) -> str:
    """The lines with every person blotted out."""
    letters = list(lines)
    for who in whos:
        letters[who.span.start : who.span.end] = (OWNER if who.owner else AGENT) * len(who.span)
    return "".join(letters)


def note_sentences(lines: str) -> tuple[Span, ...]:
    """The sentences of a note whose quotes are blotted out."""
    visible = lines.replace(QUOTED, "X").replace(ORDER, "X").replace(TRANSFER, "X")
    blocks = [Block(BlockKind.PARAGRAPH, span, number) for number, span in enumerate(_paragraphs(visible), 1)]
    return tuple(_after_citation(visible, sentence.span) for sentence in split_sentences(visible, blocks))


_CITATION = re.compile(r"\s*\([^()]{1,300}\)\s+(?=\w)")
"""The citation of the sentence before, which no stop divides from the next ("(Ibid.) The paper was …")."""


def _after_citation(lines: str, sentence: Span) -> Span:
    """The sentence without the citation at its head."""
    citation = _CITATION.match(lines, sentence.start, sentence.end)
    return Span(citation.end(), sentence.end) if citation else sentence


def _paragraphs(lines: str) -> Iterator[Span]:
    for match in re.finditer(r"[^\n]+", lines):
        if match.group().strip():
            yield Span(*match.span())
