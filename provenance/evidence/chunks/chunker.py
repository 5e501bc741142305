"""A sentence of a note cut into chunks. Here, and in the lexicon, letters are looked at; nowhere after."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from provenance.evidence.chunks.asides import fold_asides
from provenance.evidence.chunks.chunk import Chunk, ChunkKind
from provenance.evidence.lexicon import Lexicon
from provenance.evidence.places.expressions import read_expressions
from provenance.evidence.sketch import Sketch
from provenance.model.spans import Span

_PIECE = re.compile(r"\w+(?:[’'.\-–/&]\w+)*|[^\w\s]")
_MONTH = {"May"}
"""A month that would else be taken for a verb."""

_TELLS_DOER = re.compile(r"\(\s*(?:\w+ly\s+|perhaps\s+)?(?:by|in)\s")


@lru_cache(maxsize=256)
def read_chunks(sketch: Sketch, sentence: Span, lexicon: Lexicon) -> tuple[Chunk, ...]:
    """The chunks of a sentence, in order; what stands in parentheses, or is only added, is one chunk unless it says by whom it was done."""
    return tuple(fold_asides(list(_without_asides(sketch, list(_all_chunks(sketch, sentence, lexicon)))), lexicon))


def _all_chunks(sketch: Sketch, sentence: Span, lexicon: Lexicon) -> Iterator[Chunk]:
    fixed = _fixed(sketch, sentence, lexicon)
    at = sentence.start
    for chunk in fixed:
        yield from _words(sketch.lines, at, chunk.span.start)
        yield chunk
        at = chunk.span.end  # editors put the comma behind quoted words inside their quotation marks
        if chunk.quote is not None and chunk.quote.of(sketch.text).rstrip().endswith(","):
            yield Chunk(ChunkKind.POINT, Span(at, at), ",")
    yield from _words(sketch.lines, at, sentence.end)


def _words(lines: str, start: int, end: int) -> Iterator[Chunk]:
    for match in _PIECE.finditer(lines, start, end):
        word = match.group()
        kind = ChunkKind.WORD if word[0].isalnum() else ChunkKind.POINT
        yield Chunk(kind, Span(*match.span()), word if word in _MONTH else word.lower())


def _fixed(sketch: Sketch, sentence: Span, lexicon: Lexicon) -> list[Chunk]:
    """Quoted words, persons and parts of the text, in order; the first two go before the last where they overlap."""
    found = [
        Chunk(ChunkKind.QUOTE, Span(max(0, quote.start - 1), min(len(sketch.lines), quote.end + 1)), quote=quote)
        for quote in sketch.quotes_in(sentence)
    ]
    found += [
        Chunk(ChunkKind.OWNER if who.owner else ChunkKind.PERSON, who.span, who=who)
        for who in sketch.whos
        if sentence.contains(who.span) and not _overlaps(found, who.span)
    ]
    found += [
        Chunk(ChunkKind.UNIT, unit.span, unit=unit)
        for unit in read_expressions(sketch, sentence, lexicon)
        if not _overlaps(found, unit.span) and not sketch.begins(Span(unit.span.end, sentence.end), "number, no index")
    ]
    return _apart(sorted(found, key=lambda chunk: chunk.span))


def _overlaps(found: Sequence[Chunk], span: Span) -> bool:
    return any(chunk.span.overlaps(span) for chunk in found)


def _apart(chunks: Sequence[Chunk]) -> list[Chunk]:
    """The chunks without those that begin before the one before them has ended."""
    kept: list[Chunk] = []
    for chunk in chunks:
        if not kept or chunk.span.start >= kept[-1].span.end:
            kept.append(chunk)
    return kept


def _without_asides(sketch: Sketch, chunks: Sequence[Chunk]) -> Iterator[Chunk]:
    at = 0
    while at < len(chunks):
        chunk = chunks[at]
        end = _closing(chunks, at) if chunk.word == "(" else None
        if end is None:
            yield chunk
            at += 1
        elif _TELLS_DOER.match(sketch.lines, chunk.span.start):
            yield from chunks[at + 1 : end]
            at = end + 1
        else:
            yield Chunk(ChunkKind.ASIDE, Span(chunk.span.start, chunks[end].span.end))
            at = end + 1


def _closing(chunks: Sequence[Chunk], start: int) -> int | None:
    """Where the parenthesis that opens at `start` closes; None for one that never does."""
    depth = 0
    for at in range(start, min(len(chunks), start + 400)):
        depth += {"(": 1, ")": -1}.get(chunks[at].word, 0)
        if depth == 0:
            return at
    return None
