"""Blocks as a source marks them, settled by what their words show, with the paragraphs counted.

Editors often mark a salutation, a greeting or a signature up as an ordinary paragraph, and the subject of a memorandum
as a list; then the words decide. All readers of documents settle their blocks here, so that the same document has the
same paragraphs whichever way it came.
"""

import re
from collections.abc import Iterator, Sequence

from provenance.model.spans import Block, BlockKind, Span
from provenance.text.blocks import split_blocks, words_in

Piece = tuple[BlockKind, Span]
_LONGEST_OPENING = 13
_LONGEST_CLOSING = 8
_LONGEST_SUBJECT = 9
_LONGEST_SUBJECT_LINE = 200
_LONGEST_DATELINES = 3
_DATELINE = re.compile(
    r"\[?[A-Z][^:;!?\n]{1,60}, "
    r"(?:\[?undated|[A-Z][a-z]+ \d{1,2}(?:[–-]\d{1,2})?, [12]\d{3}|\d{1,2} [A-Z][a-z]+,? [12]\d{3})"
    r"(?:[—,.\]][^!?\n]{0,60})?"
)
_SUBJECT = re.compile(r"(?:Subject|Re|In re)\s*:\s*\S", re.IGNORECASE)
_SURNAME = re.compile(r"[A-Z][\w’'-]{1,24}")
_SENTENCE_END = re.compile(r"[.;:!?][”’\"')\]]*$")
_NUMBERED = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.TABLE})
_TOLD_BY_WORDS = frozenset({BlockKind.SALUTATION, BlockKind.CLOSER, BlockKind.SIGNATURE, BlockKind.DATELINE})


def settle_blocks(text: str, pieces: Sequence[Piece]) -> tuple[Block, ...]:
    """The blocks `pieces` of `text` with their paragraphs counted from 1 after the salutation.

    What stands before a salutation is no paragraph, nor is a subject: a short list that opens a text.
    """
    named = list(_named(text, [(kind, part) for kind, span in pieces if len(part := _trimmed(text, span))]))
    first = _first_paragraph(text, named)
    blocks, count = [], 0
    for index, (kind, span) in enumerate(named):
        settled = BlockKind.HEADING if index < first and kind in _NUMBERED else kind
        count += settled in _NUMBERED
        blocks.append(Block(settled, span, count if settled in _NUMBERED else None))
    return tuple(blocks)


def _trimmed(text: str, span: Span) -> Span:
    """The span without white space of any sort (no-break spaces too) around it."""
    if len(span) and not text[span.start].isspace() and not text[span.end - 1].isspace():
        return span
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def _named(text: str, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, those that were called a paragraph under the name that their words show."""
    by_words = _told_by_words(text, pieces)
    last = next((n for n in range(len(pieces) - 1, -1, -1) if pieces[n][0] is BlockKind.PARAGRAPH), 0)
    if last + 1 < len(pieces):
        greetings = _told_by_words(text, pieces[: last + 1]).items()
        by_words |= {span: kind for span, kind in greetings if kind is BlockKind.CLOSER}
    for index, (kind, span) in enumerate(pieces):
        if kind is not BlockKind.PARAGRAPH:
            yield kind, span
        elif index < _LONGEST_DATELINES and _DATELINE.fullmatch(words_in(span.of(text))):
            yield BlockKind.DATELINE, span
        elif (
            index < _LONGEST_OPENING and len(span) <= _LONGEST_SUBJECT_LINE and _SUBJECT.match(words_in(span.of(text)))
        ):
            yield BlockKind.HEADING, span
        elif 0 < index == len(pieces) - 1 and _SURNAME.fullmatch(words_in(span.of(text))):
            yield BlockKind.SIGNATURE, span
        else:
            yield by_words.get(span, kind), span


def _told_by_words(text: str, pieces: Sequence[Piece]) -> dict[Span, BlockKind]:
    """What the words of the first and last pieces show; those between are long, and nobody signs there."""
    ends = [span for _, span in [*pieces[:_LONGEST_OPENING], *pieces[_LONGEST_OPENING:][-_LONGEST_CLOSING:]]]
    words = [words_in(span.of(text)) for span in ends]
    short = "\n\n".join(words)
    places, at = {}, 0
    for span, length in zip(ends, map(len, words), strict=True):
        places[Span(at, at + length)] = span
        at += length + 2
    return {
        places[block.span]: block.kind
        for block in split_blocks(short)
        if block.kind in _TOLD_BY_WORDS and block.span in places
    }


def _first_paragraph(text: str, pieces: Sequence[Piece]) -> int:
    """The index of the block at which counting begins."""
    kinds = [kind for kind, _ in pieces]
    if BlockKind.SALUTATION in kinds[:_LONGEST_OPENING]:
        return kinds.index(BlockKind.SALUTATION) + 1
    if BlockKind.PARAGRAPH not in kinds[:_LONGEST_SUBJECT]:
        return 0
    first = kinds.index(BlockKind.PARAGRAPH)
    before = (words_in(span.of(text)) for kind, span in pieces[:first] if kind in _NUMBERED)
    return first if all(_is_subject(words) for words in before) else 0


def _is_subject(words: str) -> bool:
    return len(words) <= _LONGEST_SUBJECT_LINE and not _SENTENCE_END.search(words)
