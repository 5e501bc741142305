"""Words that were found in a version, told by the sentences in which they stand."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from provenance.model.spans import Sentence, Span
from provenance.model.versions import Occurrence, Version
from provenance.text.blocks import split_blocks
from provenance.text.sentences import split_sentences


def read_occurrences(
    version: Version, passage: Span, found: Sequence[Span], labels: tuple[str, ...]
) -> tuple[Occurrence, ...]:
    """One occurrence for each sentence of the passage with words sought in it; the passage itself if it has none.

    `labels` are those of every version that has the passage.
    """
    holding = _holding(_within(version, passage), found)
    places: list[tuple[str | None, Span]] = [(s.ref, s.span) for s in holding]
    places = places or [(None, passage)]
    return tuple(
        Occurrence(version.work, version.id, version.label, ref, span.of(version.text), labels) for ref, span in places
    )


def _holding(sentences: Sequence[Sentence], found: Sequence[Span]) -> list[Sentence]:
    """Those of the sentences that one of the places overlaps; both may be very many."""
    places = sorted(found, key=lambda place: place.start)
    starts, ends = [place.start for place in places], list(accumulate((place.end for place in places), max))
    begun = ((sentence, bisect_left(starts, sentence.span.end)) for sentence in sentences)
    return [sentence for sentence, count in begun if count and ends[count - 1] > sentence.span.start]


def _within(version: Version, passage: Span) -> Sequence[Sentence]:
    """The sentences of a version that overlap a passage."""
    sentences = _sentences(_This(version))
    first = bisect_right(sentences, passage.start, key=lambda sentence: sentence.span.end)
    last = bisect_left(sentences, passage.end, key=lambda sentence: sentence.span.start)
    return [sentence for sentence in sentences[first:last] if passage.overlaps(sentence.span)]


@dataclass(frozen=True, slots=True, eq=False)
class _This:
    """This very version; to compare its text with others, place by place, would take longer than to split it."""

    version: Version

    def __hash__(self) -> int:
        return id(self.version)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _This) and self.version is other.version


@lru_cache(maxsize=64)
def _sentences(this: _This) -> tuple[Sentence, ...]:
    """The sentences of a version, split once for all that is found in it."""
    return split_sentences(this.version.text, this.version.blocks or split_blocks(this.version.text))
