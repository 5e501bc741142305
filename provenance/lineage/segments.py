"""A text cut into segments: lines, or the sentences of a line that is longer than a typewritten one.

Most of a revision stands letter for letter in the one before, mostly at its start and its end. What the two texts share
there is found by comparing letters, as fast as the machine can, and its segments are taken over; only the lines between
are cut, and of those only the ones that were never met.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from provenance.lineage.subsequence import common_end, common_start
from provenance.lineage.token_codes import Met, Vocabulary

LONG_LINE = 160
_SENTENCE_END = re.compile(r"[.!?;</](?:(?<=[.!?;])[\"')\]]*(?:\s+|(?=<))|(?<=<)/\w+>\s*|(?<=/)>\s*)")
_CLAUSE_END = re.compile(r"[,:)\]7]\s+")
_CACHED_CHARACTERS = 4_000_000


@dataclass(slots=True, eq=False)
class Segment:
    """A line or a long line's sentence: its letters, the codes of its tokens and what each tells."""

    text: str
    codes: str
    weights: bytes


class Cut:
    """The segments of a text; and how many of them, at its start and its end, are those of the text cut before it.

    What else is asked of it is found when it is first needed.
    """

    __slots__ = ("_codes", "_lines", "_paragraph_starts", "end", "segments", "start")

    def __init__(self, segments: list[Segment], start: int, end: int, lines: list[tuple[Segment, ...]]) -> None:
        self.segments = segments
        self.start = start
        self.end = end
        self._lines = lines
        self._codes: str | None = None
        self._paragraph_starts: set[int] | None = None

    def codes(self) -> str:
        """The codes of the whole text."""
        if self._codes is None:
            self._codes = "".join([segment.codes for segment in self.segments])
        return self._codes

    def starts_paragraph(self, number: int) -> bool:
        """True if the line before the segment of this number is blank, and of the number after the last."""
        if self._paragraph_starts is None:
            starts, at, is_blank = set[int](), 0, True
            for line in self._lines:
                if line and is_blank:
                    starts.add(at)
                is_blank = not line
                at += len(line)
            self._paragraph_starts = {*starts, at}
        return number in self._paragraph_starts


class Cutter:
    """Cuts texts into segments, one text after another."""

    __slots__ = ("_characters", "_cut", "_known", "_lines", "_segments", "_text", "vocabulary")

    def __init__(self) -> None:
        self.vocabulary = Vocabulary()
        self._known: dict[str, tuple[Segment, ...]] = {}
        self._segments = Met(self._make)
        self._characters = 0
        self._text = ""
        self._lines: list[tuple[Segment, ...]] = [()]
        self._cut: list[Segment] = []

    def cut(self, text: str) -> Cut:
        """The segments of a text, in order; what holds only white space is left out."""
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        start, end = self._shared_lines(text)
        middle = self._cut_lines(text[start : end - 1].split("\n")) if start < end else []
        head = self._lines[: text.count("\n", 0, start)]
        tail = self._lines[len(self._lines) - text.count("\n", end) - 1 :] if end <= len(text) else []
        before, left, right = self._cut, *self._shared_segments(head, tail)
        self._cut = [*before[:left], *chain.from_iterable(middle), *before[len(before) - right :]]
        self._lines = [*head, *middle, *tail]
        self._text = text
        return Cut(self._cut, left, right, self._lines)

    def _shared_lines(self, text: str) -> tuple[int, int]:
        """Where the lines end that the text before starts with too; where those start that it ends with, if any."""
        was = self._text
        start = text.rfind("\n", 0, common_start(was, text)) + 1
        shared = common_end(was, text, start)
        return start, text.find("\n", len(text) - shared) + 1 or len(text) + 1

    def _shared_segments(self, head: list[tuple[Segment, ...]], tail: list[tuple[Segment, ...]]) -> tuple[int, int]:
        """How many segments the lines have with which the text before starts and ends; the fewer lines are counted."""
        rest = len(self._cut) - sum(map(len, self._lines[len(head) : len(self._lines) - len(tail)]))
        if len(head) < len(tail):
            left = sum(map(len, head))
            return left, rest - left
        right = sum(map(len, tail))
        return rest - right, right

    def _cut_lines(self, lines: list[str]) -> list[tuple[Segment, ...]]:
        known, segments = self._known, self._segments
        new = set(lines).difference(known)
        if new and self._characters > max(_CACHED_CHARACTERS, 4 * len(self._text)):
            known.clear()
            segments.clear()
            self.vocabulary.forget_parts()
            self._characters = 0
            new = set(lines)
        for line in new:
            parts = map(segments.__getitem__, map(str.strip, _parts(line)))
            known[line] = tuple([segment for segment in parts if segment.codes])
            self._characters += len(line)
        return list(map(known.__getitem__, lines))

    def segment(self, text: str) -> Segment:
        """The segment that is spelt so; made if it has not been met."""
        return self._segments[text]

    def _make(self, text: str) -> Segment:
        codes = self.vocabulary.encode_text(text)
        return Segment(text, codes, self.vocabulary.weigh(codes))


def _parts(line: str) -> Iterable[str]:
    """The sentences of a long line, the clauses of a sentence long beyond reading; a short line is one part."""
    if len(line) <= LONG_LINE:
        return (line,)
    sentences = _cut_behind(_SENTENCE_END, line)
    return chain.from_iterable(
        (sentence,) if len(sentence) < 20 * LONG_LINE else _cut_behind(_CLAUSE_END, sentence) for sentence in sentences
    )


def _cut_behind(mark: re.Pattern[str], text: str) -> list[str]:
    """The text in parts, each of which ends with the mark, but for the last."""
    places = [match.end() for match in mark.finditer(text)]
    return [text[start:end] for start, end in zip([0, *places], [*places, len(text)], strict=True) if start < end]
