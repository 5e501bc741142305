"""A text as it is seen from a note's marker."""

from collections.abc import Sequence
from dataclasses import dataclass

from provenance.evidence.layout import Layout
from provenance.evidence.lexicon import Lexicon
from provenance.model.spans import Span


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """The text, the marker's place in it (None for a note that hangs elsewhere), and places that the source itself marks."""

    layout: Layout
    at: int | None
    lexicon: Lexicon
    marked: Sequence[Span] = ()
