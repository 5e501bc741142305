"""The running text of both versions as a stream of small pieces: words, breaks, page marks and note markers.

A passage is cut wherever something begins or ends in it: a block, a sentence, a page, a note's marker, an inner
edit. Each piece then has one place in the markup, and the words laid end to end are still both texts.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from provenance.model.attributions import Apparatus
from provenance.model.spans import Block, MilestoneKind, Sentence, Span
from provenance.model.testimony import AnchorPlace, Note
from provenance.model.versions import Version
from provenance.reports.passages import Passage, PassageKind, read_passages
from provenance.text.blocks import split_blocks
from provenance.text.sentences import split_sentences


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one passage, one sentence and one block. `inner` are those that a finer edit speaks of."""

    text: str
    passage: Passage
    block: Block | None
    sentence: Sentence | None = None
    begins_sentence: bool = False
    inner: bool = False


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a block, in the texts in which it is one; `passage` is the one whose white space makes it."""

    passage: Passage
    in_base: bool
    in_revised: bool


@dataclass(frozen=True, slots=True)
class PageMark:
    """A page of the source begins here, of which there is a `picture` at an address, or none."""

    label: str
    picture: str = ""


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A note's marker hangs here."""

    note: Note


Piece = Words | Break | PageMark | NoteMark
_Mark = TypeVar("_Mark")


def read_stream(apparatus: Apparatus) -> Iterator[Piece]:
    """Every piece of the redline in reading order."""
    return _Reader(apparatus).read()


class _Side:
    """What begins and ends in one of the two texts."""

    def __init__(self, version: Version) -> None:
        self.blocks: Sequence[Block] = version.blocks or split_blocks(version.text)
        self._starts = [block.span.start for block in self.blocks]
        self._broken = {0}

    def edges(self) -> set[int]:
        return {edge for block in self.blocks for edge in (block.span.start, block.span.end)}

    def block_at(self, at: int) -> Block | None:
        """The block that holds the character at this place."""
        index = bisect_right(self._starts, at) - 1
        return self.blocks[index] if index >= 0 and at < self.blocks[index].span.end else None

    def breaks_at(self, at: int) -> bool:
        """True the first time that it is asked of the space before a block, other than before the first."""
        after = bisect_right(self._starts, at)
        fresh = self.block_at(at) is None and after < len(self.blocks) and after not in self._broken
        if fresh:
            self._broken.add(after)
        return fresh


class _Reader:
    """Cuts the passages of one apparatus."""

    def __init__(self, apparatus: Apparatus) -> None:
        revised = apparatus.revised
        self._passages = read_passages(apparatus)
        self._base, self._revised = _Side(apparatus.base), _Side(revised)
        self._sentences = split_sentences(revised.text, self._revised.blocks)
        self._sentence_starts = [sentence.span.start for sentence in self._sentences]
        self._begun: set[str] = set()
        self._pages = pages_of(revised)
        self._notes = sorted(((note.at or 0, NoteMark(note)) for note in _hung(apparatus)), key=lambda hung: hung[0])
        spans = [sentence.span for sentence in self._sentences]
        edges = {edge for span in spans for edge in (span.start, span.end)} | self._revised.edges()
        self._revised_cuts = sorted(edges | {at for at, _ in self._pages} | {at for at, _ in self._notes})
        self._base_cuts = sorted(self._base.edges())

    def read(self) -> Iterator[Piece]:
        """The stream; a mark that hangs at the very end of the text comes last."""
        yield from _marks(self._notes, 0, 1)
        for passage in self._passages:
            yield from self._revised_pieces(passage) if passage.kind.in_revised else self._base_pieces(passage)
        yield from self._pages_from(max((p.revised.end for p in self._passages), default=0))

    def _revised_pieces(self, passage: Passage) -> Iterator[Piece]:
        here, kept = passage.revised, passage.kind is PassageKind.KEPT
        inner = [edit.revised for edit in passage.attribution.change.inner] if passage.attribution else []
        shift = passage.base.start - here.start
        cuts = _within(self._revised_cuts, here)
        cuts += [cut - shift for cut in _within(self._base_cuts, passage.base)] if kept else []
        for place in _cut(here, cuts, inner):
            in_base = kept and self._base.breaks_at(place.start + shift)
            in_revised = self._revised.breaks_at(place.start)
            if in_revised or in_base:
                yield Break(passage, in_base, in_revised)
            yield from _marks(self._pages, place.start, place.end)
            words = place.moved(-here.start).of(passage.text)
            block = self._revised.block_at(place.start)
            if block or words.strip():
                yield self._words(words, place, passage, block, inner)
            yield from _marks(self._notes, place.start + 1, place.end + 1)

    def _base_pieces(self, passage: Passage) -> Iterator[Piece]:
        inner = [edit.base for edit in passage.attribution.change.inner] if passage.attribution else []
        for place in _cut(passage.base, _within(self._base_cuts, passage.base), inner):
            if self._base.breaks_at(place.start):
                yield Break(passage, in_base=True, in_revised=False)
            words = place.moved(-passage.base.start).of(passage.text)
            block = self._base.block_at(place.start)
            if block or words.strip():
                yield Words(words, passage, block, inner=any(span.contains(place) for span in inner))

    def _words(self, words: str, place: Span, passage: Passage, block: Block | None, inner: Sequence[Span]) -> Words:
        index = bisect_right(self._sentence_starts, place.start) - 1
        sentence = self._sentences[index] if index >= 0 and place.start < self._sentences[index].span.end else None
        begins = sentence is not None and sentence.ref not in self._begun
        if sentence:
            self._begun.add(sentence.ref)
        return Words(words, passage, block, sentence, begins, any(span.contains(place) for span in inner))

    def _pages_from(self, at: int) -> Iterator[PageMark]:
        yield from _marks(self._pages, at, at + 1)


def pages_of(version: Version) -> list[tuple[int, PageMark]]:
    """Where the pages of the source begin in a version, in order."""
    shown, marks = dict(version.pictures), version.milestones
    pages = [(m.at, PageMark(m.label, shown.get(m.at, ""))) for m in marks if m.kind is MilestoneKind.PAGE]
    return sorted(pages, key=lambda page: page[0])


def _hung(apparatus: Apparatus) -> list[Note]:
    """The notes whose markers stand in the revised text."""
    return [n for n in apparatus.notes if n.place is AnchorPlace.TEXT and n.version == apparatus.revised.id]


def _marks(marks: Sequence[tuple[int, _Mark]], start: int, end: int) -> Iterator[_Mark]:
    """The marks that hang at a place from `start` up to, not including, `end`."""
    for number in range(bisect_left(marks, start, key=lambda mark: mark[0]), len(marks)):
        at, mark = marks[number]
        if at >= end:
            break
        yield mark


def _within(cuts: Sequence[int], place: Span) -> list[int]:
    """The cuts that fall inside the place."""
    return list(cuts[bisect_right(cuts, place.start) : bisect_left(cuts, place.end)])


def _cut(place: Span, cuts: Sequence[int], inner: Sequence[Span]) -> Iterator[Span]:
    """The place cut into pieces, none of them empty."""
    edges = {edge for span in inner for edge in (span.start, span.end) if place.start < edge < place.end}
    for start, end in pairwise(sorted({place.start, place.end, *cuts, *edges})):
        yield Span(start, end)
