"""A text with passages taken out or replaced, its blocks and milestones moved along."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from provenance.model.spans import Block, Milestone, Span
from provenance.model.testimony import Claim
from provenance.model.versions import Version


@dataclass(frozen=True, slots=True)
class Undoing:
    """On the word of `claim`, `words` stand in the place of `span` (nothing, where words are taken out)."""

    claim: Claim
    span: Span
    words: str


def undo(version: Version, undoings: Sequence[Undoing]) -> tuple[str, tuple[Block, ...], tuple[Milestone, ...]]:
    """The text with everything undone, and its blocks and milestones in their new places.

    Taking out words takes one neighbouring blank along, taking out a whole block the line break behind it, so
    that no double blank and no empty paragraph is left.
    """
    cuts = _merged([(_with_blank(u.span, version.text) if not u.words else u.span, u.words) for u in undoings])
    pieces, at = [], 0
    for span, words in cuts:
        pieces += [version.text[at : span.start], words]
        at = span.end
    text = "".join([*pieces, version.text[at:]])
    shift = _Shift(cuts)
    return text, _move_blocks(version.blocks, shift, text), _move_milestones(version.milestones, shift)


def _with_blank(span: Span, text: str) -> Span:
    """The span with the white space that belongs to it."""
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
    opens, closes = before in {"", "\n"}, after in {"", "\n"}
    start, end = span.start, span.end
    if opens and closes:
        if after:
            while text.startswith("\n", end):
                end += 1
        else:
            while start and text[start - 1] == "\n":
                start -= 1
        return Span(start, end)
    if opens and after == " ":
        return Span(start, end + 1)
    return Span(start - 1, end) if before == " " else span


def _merged(cuts: list[tuple[Span, str]]) -> list[tuple[Span, str]]:
    """The cuts in order; one that would begin inside its neighbour begins at its end."""
    done: list[tuple[Span, str]] = []
    for span, words in sorted(cuts):
        start = max(span.start, done[-1][0].end) if done else span.start
        if start <= span.end:
            done.append((Span(start, span.end), words))
    return done


class _Shift:
    """How far places move by cuts."""

    def __init__(self, cuts: Sequence[tuple[Span, str]]) -> None:
        self._spans = [span for span, _ in cuts]
        self._gained = [0, *accumulate(len(words) - len(span) for span, words in cuts)]

    def __call__(self, place: int) -> int:
        """Where the place stands after the cuts; one inside a cut moves to the end of what took its stead."""
        done = bisect_right(self._spans, place, key=lambda span: span.start)
        beyond = max(0, self._spans[done - 1].end - place) if done else 0
        return place + self._gained[done] + beyond


def _move_blocks(blocks: Sequence[Block], shift: _Shift, text: str) -> tuple[Block, ...]:
    """The blocks that still hold words, their paragraphs counted anew."""
    moved, paragraph = [], 0
    for block in blocks:
        span = _shrunk(Span(shift(block.span.start), shift(block.span.end)), text)
        if not len(span):
            continue
        paragraph += block.paragraph is not None
        moved.append(replace(block, span=span, paragraph=paragraph if block.paragraph is not None else None))
    return tuple(moved)


def _shrunk(span: Span, text: str) -> Span:
    """The span without the white space at its edges."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def _move_milestones(milestones: Sequence[Milestone], shift: _Shift) -> tuple[Milestone, ...]:
    return tuple(replace(milestone, at=shift(milestone.at)) for milestone in milestones)
