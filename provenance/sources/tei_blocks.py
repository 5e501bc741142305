"""Blocks of a TEI text under the names that plain text would get, so that both kinds of source agree.

Editors often mark a salutation, a greeting or a signature up as an ordinary paragraph; then the words decide.
"""

from collections.abc import Sequence

from provenance.model.spans import Block, BlockKind, Span
from provenance.text.blocks import split_blocks

_LONGEST_OPENING = 12
_LONGEST_SUBJECT = 9
_NUMBERED = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.TABLE})
_TOLD_BY_WORDS = frozenset({BlockKind.SALUTATION, BlockKind.CLOSER, BlockKind.SIGNATURE, BlockKind.DATELINE})


def settle_blocks(text: str, pieces: Sequence[tuple[BlockKind, Span]]) -> tuple[Block, ...]:
    """The blocks `pieces` of `text` with their paragraphs counted from 1 after the salutation.

    What stands before a salutation is no paragraph, nor is a short list that opens a text with paragraphs below it.
    """
    by_words = {block.span: block.kind for block in split_blocks(text) if block.kind in _TOLD_BY_WORDS}
    named = [(by_words.get(span, kind) if kind is BlockKind.PARAGRAPH else kind, span) for kind, span in pieces]
    first = _first_paragraph([kind for kind, _ in named])
    blocks, count = [], 0
    for index, (kind, span) in enumerate(named):
        settled = BlockKind.HEADING if index < first and kind in _NUMBERED else kind
        count += settled in _NUMBERED
        blocks.append(Block(settled, span, count if settled in _NUMBERED else None))
    return tuple(blocks)


def _first_paragraph(kinds: Sequence[BlockKind]) -> int:
    """The index of the block at which counting begins."""
    if BlockKind.SALUTATION in kinds[:_LONGEST_OPENING]:
        return kinds.index(BlockKind.SALUTATION) + 1
    if BlockKind.PARAGRAPH in kinds[:_LONGEST_SUBJECT]:
        return kinds.index(BlockKind.PARAGRAPH)
    return 0
