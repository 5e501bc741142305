"""A clause as the question of its kind needs it: what is taken, where it stands, which papers are spoken of."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from provenance.evidence.chunks.chunk import Chunk, ChunkKind
from provenance.evidence.chunks.chunker import read_chunks
from provenance.evidence.chunks.noun_phrase import NounPhrase, noun_phrases
from provenance.evidence.clauses.clause import Clause
from provenance.evidence.lexicon import Lexicon
from provenance.evidence.sketch import Sketch
from provenance.model.spans import Span

_SEEN = {"this", "these", "that", "preceding", "previous", "foregoing", "above", "following", "below", "two", "three"}


@dataclass(frozen=True)
class ClauseView:
    """A clause in its sentence, with the noun phrases of the sentence."""

    sketch: Sketch
    clause: Clause
    lexicon: Lexicon

    @cached_property
    def chunks(self) -> tuple[Chunk, ...]:
        """The chunks of the sentence."""
        return read_chunks(self.sketch, self.clause.sentence, self.lexicon)

    @cached_property
    def phrases(self) -> tuple[NounPhrase, ...]:
        """The noun phrases of the sentence."""
        return _phrases_of(self.sketch, self.clause.sentence, self.lexicon)

    @cached_property
    def own_phrases(self) -> tuple[NounPhrase, ...]:
        """The noun phrases of the clause alone, where the sentence has others."""
        clause = self.clause
        if clause.is_phrase:
            return self.phrases
        first, last = self.index_at(clause.before.start), self.index_at(clause.after.end)
        return tuple(phrase for phrase in self.phrases if first <= phrase.first and phrase.last <= last)

    def index_at(self, place: int) -> int:
        """The first chunk that begins at the place or after it."""
        return bisect_left(self.chunks, place, key=lambda chunk: chunk.span.start)

    @cached_property
    def head(self) -> int:
        """The chunk of the verb or noun of revision."""
        return self.index_at(self.clause.span.start)

    @cached_property
    def after(self) -> int:
        """The first chunk after the verb or noun of revision."""
        return self.index_at(self.clause.span.end)

    def within(self, region: Span) -> tuple[NounPhrase, ...]:
        """The noun phrases that lie in a stretch of the note."""
        first, last = self.index_at(region.start), self.index_at(region.end)
        return tuple(phrase for phrase in self.phrases if first <= phrase.first and phrase.last < last)

    @property
    def taken(self) -> NounPhrase | None:
        """What the verb takes, or what the noun is of."""
        return self.clause.patient

    @property
    def subject(self) -> NounPhrase | None:
        """The noun phrase right before the verb or noun of revision."""
        return next((phrase for phrase in self.phrases if phrase.last == self.head - 1 and phrase.is_free), None)

    @cached_property
    def holder(self) -> NounPhrase | None:
        """In what the thing taken stands: the noun phrase that follows it after "of", "in", "from" or "to"."""
        taken = self.taken
        if taken is None:
            return None
        after = next((phrase for phrase in self.phrases if phrase.first > taken.last), None)
        if after is None or after.preposition not in {"of", "in", "from", "to", "on"} or after.first > taken.last + 3:
            return None
        return after

    @cached_property
    def whole(self) -> NounPhrase | None:
        """Of what the holder is a part ("in the last passage of the text")."""
        holder = self.holder
        after = next((one for one in self.phrases if holder is not None and one.first > holder.last), None)
        is_near = holder is not None and after is not None and after.first <= holder.last + 2
        return after if after is not None and is_near and after.preposition == "of" else None

    @cached_property
    def antecedent(self) -> NounPhrase | None:
        """What "which" stands for before the verb ("the copy, in which X struck out “a”", "a letter, which X corrected")."""
        joins = (at for at in range(self.head - 1, 0, -1) if self.chunks[at].word in {"which", "that", ";"})
        at = next(joins, 0)
        if self.chunks[at].word != "which":
            return None
        at -= 1 + (self.chunks[at - 1].word in self.lexicon.grammar["prepositions"])
        at -= self.chunks[at].word == "," if at > 0 else 0
        return next((one for one in self.phrases if one.last == at), None) if at > 0 else None

    def follows_part(self) -> bool:
        """Whether "which" before the verb stands for a part of a text ("a paragraph on oil, which X struck out")."""
        antecedent = self.antecedent
        earlier = [one for one in self.phrases if antecedent is not None and one.last <= antecedent.last]
        while earlier and earlier[-1].preposition in {"on", "about", "of", "to", "concerning", "regarding"}:
            earlier.pop()
        return bool(earlier) and (earlier[-1].head in self.lexicon.units or self.is_part(earlier[-1].last))

    def takes_pronoun(self) -> bool:
        """Whether the verb takes "it", "they", "this"."""
        taken = self.taken
        return taken is not None and taken.head in {"it", "them", "they", "this", "these", "both", "that"}

    def takes_text_word(self) -> bool:
        """Whether what is taken is a word for a part or a mark of a text ("the comma", "the telegram number")."""
        taken = self.taken
        return taken is not None and (taken.head in self.lexicon.units or taken.head in self.lexicon.papers["parts"])

    def opens_note(self) -> bool:
        """Whether the note begins with the verb ("Added in ink")."""
        return self.sketch.is_first(self.clause.span.start)

    def is_for_insertion(self) -> bool:
        """Whether words in the margin are meant for the text ("with a line for its insertion")."""
        words = {chunk.word for chunk in self.chunks}
        return bool(words & {"insertion", "inserted", "inclusion", "insert", "caret", "arrow", "keyed"})

    def words_of(self, phrase: NounPhrase | None) -> frozenset[str]:
        """All words of a noun phrase, those of a part of the text too."""
        return frozenset() if phrase is None else all_words(self.sketch, self.chunks, phrase)

    def words_between(self, first: int, last: int) -> frozenset[str]:
        """The words of some chunks."""
        return frozenset(chunk.word for chunk in self.chunks[max(0, first) : last])

    def takes_unit(self) -> bool:
        """Whether what is taken is a part of the text that is pointed at."""
        return self.taken is not None and any(
            one.kind is ChunkKind.UNIT for one in self.chunks[self.taken.first : self.taken.last + 1]
        )

    def is_part(self, at: int) -> bool:
        """Whether a word for a part of a text stands there ("the sentence", "a paragraph")."""
        chunk = self.chunks[at]
        return chunk.kind is ChunkKind.UNIT or chunk.word in self.lexicon.units

    def takes_unit_alone(self) -> bool:
        """Whether a part of the text is taken, and no quoted words."""
        return self.takes_unit() and not self.takes_quote()

    def points(self) -> bool:
        """Whether a part of the text is taken that is seen from the marker ("this sentence", "the last two words")."""
        if self.taken is None and not self.clause.is_phrase:
            return False
        first = self.taken.first if self.taken is not None else 0
        units = (one.unit for one in self.chunks[first : self.taken.last + 1 if self.taken is not None else self.after])
        return any(unit is not None and unit.index is None and set(unit.steps) & _SEEN for unit in units)

    def takes_bare_line(self) -> bool:
        """Whether "the line", "the section", and no more, is taken: words for parts that mean other things too."""
        if self.taken is None:
            return False
        units = [one.unit for one in self.chunks[self.taken.first : self.taken.last + 1] if one.unit is not None]
        if self.words_between(self.taken.last + 1, self.taken.last + 2) & {"on", "about", "concerning", "regarding"}:
            return False  # "the section on oil"
        return bool(units) and all(
            unit.word in self.lexicon.papers["loose"]
            and not unit.word.startswith("reference")
            and unit.index is None
            and unit.container is None
            and set(unit.steps) <= {"the", "that"}
            for unit in units
        )

    def names_neighbour(self) -> bool:
        """Whether the words next to those taken are quoted ("“very” before “grave”")."""
        return any(
            phrase.preposition in {"before", "after", "following", "preceding", "between"}
            and self.chunks[phrase.last].kind is ChunkKind.QUOTE
            for phrase in self.phrases
        )

    def takes_quote(self) -> bool:
        """Whether what is taken is quoted words."""
        taken = self.taken
        return taken is not None and self.chunks[taken.last].kind is ChunkKind.QUOTE and not self._names(taken)

    def _names(self, phrase: NounPhrase) -> bool:
        """Whether quoted words only name the noun that follows them (the “Free Iran” movement)."""
        if self.chunks[phrase.last - 1].kind is ChunkKind.UNIT or phrase.last + 1 >= len(self.chunks):
            return False
        following = self.chunks[phrase.last + 1]
        groups = ("prepositions", "conjunctions", "auxiliaries", "verbs", "particles", "determiners")
        plain = (
            following.kind is ChunkKind.WORD
            and following.word.isalpha()
            and not following.word.endswith(("ly", "ed", "en"))
        )
        return (
            plain
            and not self.lexicon.may_head(following.word)
            and not any(following.word in self.lexicon.grammar[group] for group in groups)
        )


@lru_cache(maxsize=16)
def _phrases_of(sketch: Sketch, sentence: Span, lexicon: Lexicon) -> tuple[NounPhrase, ...]:
    """The noun phrases of a sentence, found once for all its clauses."""
    chunks = read_chunks(sketch, sentence, lexicon)
    return tuple(noun_phrases(chunks, 0, len(chunks), lexicon))


def all_words(sketch: Sketch, chunks: Sequence[Chunk], phrase: NounPhrase) -> frozenset[str]:
    """All words of a noun phrase of these chunks, those of a part of the text too."""
    inside = chunks[phrase.first : phrase.last + 1]
    parts = (one.span.of(sketch.lines).lower().split() for one in inside if one.kind is ChunkKind.UNIT)
    return frozenset(phrase.words).union(*parts)
