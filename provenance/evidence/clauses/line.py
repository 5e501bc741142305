"""A sentence as a row of chunks, and the few things that every question of its grammar asks."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from provenance.evidence.chunks.chunk import Chunk, ChunkKind
from provenance.evidence.chunks.chunker import read_chunks
from provenance.evidence.chunks.noun_phrase import NounPhrase, noun_phrases
from provenance.evidence.lexicon import Lexicon
from provenance.evidence.people import Who
from provenance.evidence.sketch import Sketch
from provenance.model.spans import Span

_JOINING = {"and", "or"}
_DEGREES = {"more", "most", "less"}
_LONGEST_OFFICE = 12
"""Of how many chunks the office told behind a name may be."""
_SOMEBODY = {ChunkKind.PERSON, ChunkKind.OWNER}


@dataclass(frozen=True)
class Line:
    """The chunks of one sentence, with the lexicon by which their words are known."""

    sketch: Sketch
    sentence: Span
    lexicon: Lexicon

    @cached_property
    def chunks(self) -> tuple[Chunk, ...]:
        """The chunks, in order."""
        return read_chunks(self.sketch, self.sentence, self.lexicon)

    def __len__(self) -> int:
        return len(self.chunks)

    def index_at(self, place: int) -> int:
        """The first chunk that begins at a place of the note or after it."""
        return bisect_left(self.chunks, place, key=lambda chunk: chunk.span.start)

    def word(self, at: int) -> str:
        """The word at a place; "" outside the sentence, and for what is no word."""
        return self.chunks[at].word if 0 <= at < len(self.chunks) else ""

    def kind(self, at: int) -> ChunkKind | None:
        """What stands at a place; None outside the sentence."""
        return self.chunks[at].kind if 0 <= at < len(self.chunks) else None

    def is_one(self, at: int, group: str) -> bool:
        """Whether the word at a place is of a group of the grammar ("prepositions")."""
        return self.word(at) in self.lexicon.grammar[group]

    def is_adverb(self, at: int) -> bool:
        """Whether an adverb stands at a place."""
        word = self.word(at)
        return self.is_one(at, "adverbs") or (word.endswith("ly") and not self.is_one(at, "no_adverbs"))

    def is_means(self, at: int) -> bool:
        """Whether a hand, or what it writes with, stands at a place ("handwriting", "pencil")."""
        return self.is_one(at, "hands") or self.is_one(at, "tools")

    def is_thing(self, at: int) -> bool:
        """Whether quoted words or a part of the text stand at a place."""
        return 0 <= at < len(self.chunks) and self.chunks[at].is_thing

    def start(self, at: int) -> int:
        """Where a chunk begins in the note; the end of the sentence after the last."""
        return self.chunks[at].span.start if at < len(self.chunks) else self.sentence.end

    def end(self, at: int) -> int:
        """Where a chunk ends in the note; the start of the sentence before the first."""
        return self.chunks[at].span.end if at >= 0 else self.sentence.start

    def span(self, first: int, end: int) -> Span:
        """The stretch of the note from a chunk up to another."""
        start = self.start(first)
        return Span(start, max(start, self.end(end - 1)))

    def stretch(self, first: int, end: int) -> Span:
        """From the start of a chunk to the start of another."""
        return Span(self.start(first), max(self.start(first), self.start(end)))

    def rest(self, first: int, end: int) -> Span:
        """From the end of the chunk before one to the end of the last before another."""
        start = self.end(first - 1)
        return Span(start, max(start, self.end(end - 1)))

    def phrases(self, start: int, end: int) -> tuple[NounPhrase, ...]:
        """The noun phrases between two chunks."""
        return tuple(noun_phrases(self.chunks, max(0, start), min(end, len(self.chunks)), self.lexicon))

    def begins_thing(self, at: int) -> bool:
        """Whether a noun phrase begins here that a verb may take: a determiner, quoted words, a part of the text, "it"."""
        return (
            self.is_thing(at)
            or self.kind(at) is ChunkKind.OWNER
            or self.is_one(at, "determiners")
            or self.word(at) in {"it", "them"}
        )

    def people_from(self, at: int) -> tuple[int, tuple[Who, ...]]:
        """Those who are named one after the other from a place on, and where the row of them ends."""
        whos: list[Who] = []
        end = at
        while self.kind(at) in _SOMEBODY:
            whos.append(self._who(at))
            end = at = at + 1
            at = at + 1 if self.kind(at) is ChunkKind.ASIDE else at
            at = self._past_office(at)
            at = at + 1 if self.word(at) == "," else at
            if at > end and self.kind(at) is ChunkKind.OWNER and not whos[-1].owner:
                break  # "X, Y’s secretary": who X is
            is_joined = self.word(at) in _JOINING
            at = at + is_joined
            hedge = at
            at = self.past_hedge(at)
            at = at + self.together(at)
            again = self.word(at) in {"by", "in"} and self.kind(at + 1) in _SOMEBODY and at > end
            is_row = self.word(end) in _JOINING or (self.word(at) == "by" and (is_joined or at > hedge))
            at = at + 1 if again and is_row else at
            if at == end:
                break
        return end, tuple(whos)

    def past_hedge(self, at: int) -> int:
        """Behind an adverb, between commas or without, that only says how sure it is of the next ("X or, more probably, | by Y")."""
        end = at + (self.word(at) == ",")
        while self.is_adverb(end) or self.word(end) in _DEGREES:
            end += 1
        end = end + 1 if self.word(end) == "," and end > at + 1 else end
        return end if end > at and (self.kind(end) in _SOMEBODY or self.word(end) in {"by", "in"}) else at

    def _before_hedge(self, at: int) -> int:
        """The "and" or "or" before such an adverb, from its end; the place itself where there is none."""
        start = at - (self.word(at) == ",")
        while self.is_adverb(start) or self.word(start) in _DEGREES:
            start -= 1
        start = start - 1 if self.word(at) == self.word(start) == "," else start
        return start if self.word(start) in _JOINING else at

    def together(self, at: int) -> int:
        """How many words "together with", "as well as" are, if they stand at a place: who follows did it as well."""
        if [self.word(at + n) for n in range(3)] == ["as", "well", "as"]:
            return 3
        return 2 if self.word(at) in {"together", "along", "jointly"} and self.word(at + 1) == "with" else 0

    def people_before(self, at: int) -> tuple[int, tuple[Who, ...]]:
        """Those who are named one after the other up to a place (that one too), and where the row of them begins."""
        whos: list[Who] = []
        start = at + 1
        while self.kind(at) in _SOMEBODY:
            whos.insert(0, self._who(at))
            start = at
            at -= 1
            joined = at
            at = joined = self._before_hedge(at)
            if self.word(at) in _JOINING:
                at -= 1
            elif self.together(at - 2) == 3:
                at -= 3  # "X as well as Y"
            at = at - 1 if self.word(at) == "," else at
            at = self._before_office(at)
            at = at - 1 if self.kind(at) is ChunkKind.ASIDE else at
            at = self._before_his(at) if self.word(joined) not in _JOINING else at
            if at == joined:
                break
            if self.word(joined) == "," and self.kind(at) in _SOMEBODY and len(whos) == 1:
                break  # "X, Y wrote": an apposition or a fronted phrase, no list without "and"
        return start, tuple(whos)

    def _past_office(self, at: int) -> int:
        """Behind the office of whoever is named before a place, and the comma there ("X, Secretary of State | , and Y")."""
        end = at + 1
        while self.word(at) == "," and end - at < _LONGEST_OFFICE and self._may_be_office(end):
            end += 1
        return end if self.kind(end) in {ChunkKind.POINT, None} and self._names_office(at + 1, end) else at

    def _before_office(self, at: int) -> int:
        """The name before such an office, from its end."""
        start = at
        while at - start < _LONGEST_OFFICE and self._may_be_office(start):
            start -= 1
        named = self.word(start) == "," and self.kind(start - 1) is ChunkKind.PERSON
        return start - 1 if named and self._names_office(start + 1, at + 1) else at

    def _may_be_office(self, at: int) -> bool:
        is_word = self.kind(at) is ChunkKind.WORD and self.word(at) not in _JOINING
        return is_word and not self.is_one(at, "auxiliaries") and not self.is_one(at, "verbs")

    def _names_office(self, start: int, end: int) -> bool:
        titles = self.lexicon.people.title_words
        return start < end and titles.search(self.sketch.lines, self.start(start), self.end(end - 1)) is not None

    def _before_his(self, at: int) -> int:
        """Before "and his deputy" where that stands before a name; else the place itself."""
        back = at
        while at - back < 3 and self.kind(back) is ChunkKind.WORD and not self.is_one(back, "prepositions"):
            back -= 1
        if (
            back < at
            and self.kind(back) is ChunkKind.OWNER
            and self.word(back - 1) == "and"
            and self.kind(back - 2) is ChunkKind.PERSON
        ):
            return back - 2
        return at

    def _who(self, at: int) -> Who:
        who = self.chunks[at].who
        assert who is not None  # somebody's chunk carries him
        return who
