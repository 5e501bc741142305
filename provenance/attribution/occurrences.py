"""Words that were found in a version, told by the sentences in which they stand."""

from collections.abc import Sequence

from provenance.model.spans import Span
from provenance.model.versions import Occurrence, Version
from provenance.text.blocks import split_blocks
from provenance.text.sentences import split_sentences


def read_occurrences(
    version: Version, passage: Span, found: Sequence[Span], labels: tuple[str, ...]
) -> tuple[Occurrence, ...]:
    """One occurrence for each sentence of the passage with words sought in it; the passage itself if it has none.

    `labels` are those of every version that has the passage.
    """
    sentences = split_sentences(version.text, version.blocks or split_blocks(version.text))
    holding = [s for s in sentences if passage.overlaps(s.span) and any(s.span.overlaps(place) for place in found)]
    places: list[tuple[str | None, Span]] = [(s.ref, s.span) for s in holding]
    places = places or [(None, passage)]
    return tuple(
        Occurrence(version.work, version.id, version.label, ref, span.of(version.text), labels) for ref, span in places
    )
