"""One chunk of a note: a word, a point, quoted words, somebody, a part of the text, or an aside in parentheses."""

from dataclasses import dataclass
from enum import StrEnum

from provenance.evidence.people import Who
from provenance.evidence.places.expressions import Expression
from provenance.model.spans import Span


class ChunkKind(StrEnum):
    """What a chunk is."""

    WORD = "word"
    POINT = "point"
    QUOTE = "quote"
    PERSON = "person"
    OWNER = "owner"
    UNIT = "unit"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A chunk at `span` of the note; `word` is its word in small letters, or the point, or "" for the other kinds."""

    kind: ChunkKind
    span: Span
    word: str = ""
    who: Who | None = None
    unit: Expression | None = None
    quote: Span | None = None

    @property
    def is_thing(self) -> bool:
        """Whether it can be taken, put in or struck: quoted words, or a part of the text."""
        return self.kind in {ChunkKind.QUOTE, ChunkKind.UNIT}
