"""A noun with what stands before it ("the last paragraph", "an attached draft resolution"), and where it stands in its clause."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from provenance.evidence.chunks.chunk import Chunk, ChunkKind
from provenance.evidence.lexicon import Lexicon
from provenance.model.testimony import PersonKind

_POINTS = {"the", "this", "these", "that", "those"}
_PRONOUNS = {"it", "them", "him"}
_HOLDERS = {ChunkKind.OWNER, ChunkKind.PERSON}


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """The chunks `first` to `last` (that one too) of a sentence: a noun, its determiner and adjectives, or a thing or person.

    `head` is the last word, "" where the phrase ends in quoted words, a person or a part of the text; `preposition` the
    one that governs it, "" where none does.
    """

    first: int
    last: int
    head: str
    words: tuple[str, ...]
    preposition: str
    owned: bool = False

    @property
    def is_free(self) -> bool:
        """Whether no preposition governs it: it may be subject or object."""
        return not self.preposition


def noun_phrases(chunks: Sequence[Chunk], start: int, end: int, lexicon: Lexicon) -> Iterator[NounPhrase]:
    """The noun phrases between two chunks, in order."""
    at, preposition = start, ""
    while at < end:
        chunk = chunks[at]
        if chunk.kind is ChunkKind.WORD and chunk.word in lexicon.grammar["prepositions"]:
            preposition, at = chunk.word, at + 1
            continue
        last = _end(chunks, at, end, lexicon)
        if last is None:
            preposition = preposition if chunk.kind is ChunkKind.ASIDE or chunk.word.endswith("ly") else ""
            at += 1
            continue
        if _is_whole(chunks, at, last, end, lexicon):
            last = _end(chunks, last + 2, end, lexicon) or last
        inside = chunks[at : last + 1]
        words = tuple(one.word for one in inside if one.word)
        owned = any(one.kind is ChunkKind.OWNER for one in inside)
        yield NounPhrase(at, last, inside[-1].word, words, preposition, owned)
        at, preposition = last + 1, ""


def _end(chunks: Sequence[Chunk], start: int, end: int, lexicon: Lexicon) -> int | None:
    """The last chunk of the noun phrase that begins at `start`; None where none begins."""
    at = start
    while at < end and _belongs(chunks, at, start, lexicon):
        if chunks[at].word in _PRONOUNS:
            return at
        unit = chunks[at].unit
        if at > start and unit is not None and unit.steps and unit.steps[0] in _POINTS:
            return at - 1
        if chunks[at].is_thing or chunks[at].kind is ChunkKind.PERSON:
            if at + 1 < end and is_numbered(chunks[at], chunks[at + 1], lexicon):
                return at + 1
            while at + 1 < end and chunks[at].kind is ChunkKind.UNIT and chunks[at + 1].kind is ChunkKind.QUOTE:
                at += 1
            return at
        at += 1
    return at - 1 if at > start else None


def _is_whole(chunks: Sequence[Chunk], start: int, last: int, end: int, lexicon: Lexicon) -> bool:
    """Whether all of what follows is meant ("the whole of a third sentence", "all of the paragraph")."""
    words = {chunk.word for chunk in chunks[start : last + 1]}
    return last + 2 < end and chunks[last + 1].word == "of" and words <= lexicon.grammar["wholes"] | _POINTS


def is_numbered(name: Chunk, number: Chunk, lexicon: Lexicon) -> bool:
    """Whether two chunks are a series, or the body that has it, and the number of a paper in it ("NSC 5704/1")."""
    is_body = name.who is not None and name.who.kind is PersonKind.OFFICE
    return (is_body or name.word in lexicon.papers["series"]) and number.word[:1].isdigit()


def _belongs(chunks: Sequence[Chunk], at: int, start: int, lexicon: Lexicon) -> bool:
    chunk, inside = chunks[at], at > start
    if chunk.kind is not ChunkKind.WORD:
        return chunk.is_thing or chunk.kind in _HOLDERS
    grammar = lexicon.grammar
    if chunk.word.endswith("ly") and chunk.word not in grammar["no_adverbs"]:
        return False
    if inside and (chunk.word in grammar["determiners"] or chunk.word in _PRONOUNS):
        return False
    if inside and chunk.word in {"following", "preceding"} and chunks[at - 1].word in grammar["determiners"]:
        return True
    return not any(
        chunk.word in grammar[kind] for kind in ("prepositions", "conjunctions", "auxiliaries", "verbs", "particles")
    )
