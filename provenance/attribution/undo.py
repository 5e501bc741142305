"""A text with passages taken out or replaced, its blocks and milestones moved along."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

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
    return text, _move_blocks(version.blocks, cuts, text), _move_milestones(version.milestones, cuts)


def _with_blank(span: Span, text: str) -> Span:
    """The span with the white space that belongs to it."""
    before, after = text[: span.start], text[span.end :]
    opens = not before or before.endswith("\n")
    closes = not after or after.startswith("\n")
    if opens and closes:
        follow = len(after) - len(after.lstrip("\n"))
        return Span(span.start, span.end + follow) if after else Span(len(before.rstrip("\n")), span.end)
    if opens and after.startswith(" "):
        return Span(span.start, span.end + 1)
    return Span(span.start - 1, span.end) if before.endswith(" ") else span


def _merged(cuts: list[tuple[Span, str]]) -> list[tuple[Span, str]]:
    """The cuts in order; one that would begin inside its neighbour begins at its end."""
    done: list[tuple[Span, str]] = []
    for span, words in sorted(cuts):
        start = max(span.start, done[-1][0].end) if done else span.start
        if start <= span.end:
            done.append((Span(start, span.end), words))
    return done


def _shift(place: int, cuts: list[tuple[Span, str]]) -> int:
    """Where the place stands after the cuts; one inside a cut moves to the end of what took its stead."""
    done = bisect_right(cuts, place, key=lambda cut: cut[0].start)
    moved = place
    for span, words in cuts[:done]:
        moved += len(words) - (min(span.end, place) - span.start)
    return moved


def _move_blocks(blocks: Sequence[Block], cuts: list[tuple[Span, str]], text: str) -> tuple[Block, ...]:
    """The blocks that still hold words, their paragraphs counted anew."""
    moved, paragraph = [], 0
    for block in blocks:
        span = _shrunk(Span(_shift(block.span.start, cuts), _shift(block.span.end, cuts)), text)
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


def _move_milestones(milestones: Sequence[Milestone], cuts: list[tuple[Span, str]]) -> tuple[Milestone, ...]:
    return tuple(replace(milestone, at=_shift(milestone.at, cuts)) for milestone in milestones)
