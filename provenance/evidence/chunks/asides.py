"""What a sentence only adds between a subject and its verb ("the paragraph, on Berlin, was taken out by X").

Between commas or dashes stands there what another sentence would have in parentheses, and it is one chunk like these,
so that a verb is asked for its subject as if the aside were not there. What tells somebody's doing, words of the text
or of which paper it is, is no aside but a part of what is told.
"""

from collections.abc import Iterator, Sequence

from provenance.evidence.chunks.chunk import Chunk, ChunkKind
from provenance.evidence.lexicon import Lexicon
from provenance.model.spans import Span

_MARKS = {",", "—", "–"}
_LONGEST = 26
_SOMEBODY = {ChunkKind.PERSON, ChunkKind.OWNER}


def fold_asides(chunks: Sequence[Chunk], lexicon: Lexicon) -> Iterator[Chunk]:
    """The chunks of a sentence, each aside between a thing and its verb as one chunk."""
    at = 0
    while at < len(chunks):
        end = _closing(chunks, at, lexicon) if chunks[at].word in _MARKS else None
        if end is None:
            yield chunks[at]
            at += 1
        else:
            yield Chunk(ChunkKind.ASIDE, Span(chunks[at].span.start, chunks[end].span.end))
            at = end + 1


def _closing(chunks: Sequence[Chunk], opening: int, lexicon: Lexicon) -> int | None:
    """Where the aside that opens here closes; None where none does."""
    if not (opening and _is_noun(chunks[opening - 1], lexicon) and _opens(chunks, opening + 1, lexicon)):
        return None
    for at in range(opening + 2, min(len(chunks) - 1, opening + _LONGEST)):
        if chunks[at].word == ";" or _is_told(chunks, at - 1, lexicon):
            return None
        if chunks[at].word == chunks[opening].word and _is_finite(chunks, at + 1, lexicon):
            return at
    return None


def _is_noun(chunk: Chunk, lexicon: Lexicon) -> bool:
    """Whether a part of the text, quoted words or a noun stands here."""
    if chunk.kind is not ChunkKind.WORD:
        return chunk.is_thing
    groups = ("prepositions", "conjunctions", "auxiliaries", "determiners", "verbs", "particles", "pasts", "adverbs")
    return chunk.word.isalpha() and not (
        chunk.word.endswith(("ly", "ed")) or any(chunk.word in lexicon.grammar[group] for group in groups)
    )


def _opens(chunks: Sequence[Chunk], at: int, lexicon: Lexicon) -> bool:
    """Whether an adverbial, a relative clause or a participle begins here."""
    word = chunks[at].word if at < len(chunks) else ""
    return word in lexicon.grammar["aside_openings"] or word.endswith("ing") or word in lexicon.grammar["describing"]


def _is_told(chunks: Sequence[Chunk], at: int, lexicon: Lexicon) -> bool:
    """Whether a chunk tells of a change, of words, of a state of the text or of who did something."""
    chunk, before = chunks[at], chunks[at - 1].word
    if chunk.kind in _SOMEBODY:
        return chunk.kind is ChunkKind.OWNER or before in {"by", "with", ",", "and", "to"}
    grammar, papers = lexicon.grammar, lexicon.papers
    return (
        chunk.is_thing
        or lexicon.may_head(chunk.word)
        or any(chunk.word in grammar[group] for group in ("hands", "requests"))
        or chunk.word in papers["nouns"]
    )


def _is_finite(chunks: Sequence[Chunk], at: int, lexicon: Lexicon) -> bool:
    """Whether a verb that says something of a subject stands here, adverbs left out."""
    while at < len(chunks) and (chunks[at].word.endswith("ly") or chunks[at].word in lexicon.grammar["adverbs"]):
        at += 1
    word = chunks[at].word if at < len(chunks) else ""
    finite = lexicon.grammar["be"] | lexicon.grammar["pasts"] | lexicon.states.keys() | {"has", "have", "had", "did"}
    return word in finite or word.endswith("ed")
