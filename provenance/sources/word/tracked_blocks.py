"""The blocks of a state of a tracked text: those of the body as their words show, then those of the other parts."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from provenance.formats.word.tracked_text import PARAGRAPH_BREAK, Item, Piece, State
from provenance.model.spans import Block, BlockKind, Span
from provenance.sources.settled_blocks import settle_blocks
from provenance.text.blocks import words_in

_NUMBERED = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.TABLE})


def read_blocks(items: Sequence[Item], state: State) -> tuple[Block, ...]:
    """The blocks of a state: those of the body settled by what their words show, then those of the other parts."""
    body: list[tuple[BlockKind, Span]] = []
    others: list[tuple[BlockKind, Span, str]] = []
    for kind, span, part in _paragraphs(items, state):
        if part is None:
            body.append((kind, span))
        else:
            others.append((kind, span, part))
    blocks = list(settle_blocks(state.text, body))
    count = max((block.paragraph or 0 for block in blocks), default=0)
    for kind, span, part in others:
        count += kind in _NUMBERED
        blocks.append(Block(kind, span, count if kind in _NUMBERED else None, part))
    return tuple(blocks)


def _paragraphs(items: Sequence[Item], state: State) -> Iterator[tuple[BlockKind, Span, str | None]]:
    """The paragraphs of a state without the white space around them, lines where they are items or rows."""
    heads = {
        place.start: item
        for item, place in zip(items, state.places, strict=True)
        if isinstance(item, Piece) and place and item.text.strip()
    }
    starts = sorted(heads)
    at = 0
    for paragraph in state.text.split(PARAGRAPH_BREAK):
        span = _stripped(state.text, Span(at, at + len(paragraph)))
        at += len(paragraph) + len(PARAGRAPH_BREAK)
        if len(span):
            head = heads[starts[bisect_right(starts, span.start) - 1]]
            kind = head.kind or BlockKind.PARAGRAPH
            for line in _lines(state.text, span, kind):
                yield kind if words_in(line.of(state.text)) else BlockKind.FIGURE, line, head.part


def _lines(text: str, span: Span, kind: BlockKind) -> list[Span]:
    """The lines of a list or table, each a block of its own; anything else whole."""
    if kind not in {BlockKind.ITEM, BlockKind.TABLE}:
        return [span]
    lines, at = [], span.start
    for line in span.of(text).split("\n"):
        lines.append(_stripped(text, Span(at, at + len(line))))
        at += len(line) + 1
    return [line for line in lines if len(line)]


def _stripped(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))
