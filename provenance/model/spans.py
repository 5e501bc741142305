"""Places in a text: half-open spans counted in characters (Unicode code points), and the parts they mark out.

The text itself is never altered; everything that is said of it is said of a span.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

FIGURE = "\ufffc"
"""What stands in a text for a picture, chart, drawing or embedded object (Unicode's object replacement character)."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The characters from `start` up to, not including, `end`. An empty span is a point between two characters.

    >>> Span(4, 9).of("The draft letter")
    'draft'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span runs forward from 0 or later, not from {self.start} to {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        """Every span is a true value, the empty one too: test `len(span)` where emptiness matters."""
        return True

    def of(self, text: str) -> str:
        """The words of `text` that stand at this place."""
        return text[self.start : self.end]

    def contains(self, other: "Span") -> bool:
        """True if `other` lies wholly inside this span (edges may touch)."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """True if the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def shared(self, other: "Span") -> "Span | None":
        """The characters that both hold, or None if they share none."""
        return Span(max(self.start, other.start), min(self.end, other.end)) if self.overlaps(other) else None

    def moved(self, by: int) -> "Span":
        """The same length `by` characters further on (or back)."""
        return Span(self.start + by, self.end + by)


class TokenKind(StrEnum):
    """What a token is made of."""

    WORD = "word"
    PUNCTUATION = "punctuation"
    SPACE = "space"


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a mark of punctuation or a run of white space. The tokens of a text laid end to end are the text."""

    span: Span
    text: str
    kind: TokenKind


class BlockKind(StrEnum):
    """What a block of a text is; only `paragraph` blocks are numbered. A `figure` is a block of pictures alone."""

    HEADING = "heading"
    DATELINE = "dateline"
    SALUTATION = "salutation"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"
    CLOSER = "closer"
    SIGNATURE = "signature"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, salutation, paragraph, list item or signature and its place, without the white space around it.

    `paragraph` counts from 1 after the salutation; None for blocks that are no paragraph. The items of a list
    and the rows of a table count as paragraphs too. `part` names the part of the document that the block stands in
    where it is not the body ("footnote 2", "header", "text box 1"); the parts follow the body, and their paragraphs
    count on after its.
    """

    kind: BlockKind
    span: Span
    paragraph: int | None = None
    part: str | None = None


def blocks_at(blocks: Sequence[Block], place: Span) -> Sequence[Block]:
    """The blocks that share a character with a place; they stand in order, so that few are looked at."""
    first = max(0, bisect_right(blocks, place.start, key=lambda block: block.span.start) - 1)
    end = bisect_left(blocks, place.end, lo=first, key=lambda block: block.span.start)
    return [block for block in blocks[first:end] if block.span.overlaps(place)]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and where it stands: sentence `number` (from 1) of paragraph `paragraph`; `ref` is "8.3"."""

    paragraph: int
    number: int
    span: Span

    @property
    def ref(self) -> str:
        """How the sentence is called: paragraph, full stop, number."""
        return f"{self.paragraph}.{self.number}"


PICTURE = "picture: "
"""What the label of a mark of the layout begins with that gives the address of a page's picture (TEI `@facs`)."""


class MilestoneKind(StrEnum):
    """What was taken out of the running text of a source (TEI `milestone`, `pb`, `anchor`)."""

    PAGE = "page"
    NOTE_MARKER = "note marker"
    LINE_END_HYPHEN = "line-end hyphen"
    HEADING = "heading"
    LAYOUT = "layout"


@dataclass(frozen=True, slots=True)
class Milestone:
    """Letters of the source that are no words of the text, kept at the place where they stood.

    `at` is the place in the version's text; `label` what they name ("917", "5"); `letters` exactly what stood
    there. A line-end hyphen taken out is an emendation: the source reads "uni-lateral", the text "unilateral".
    """

    at: int
    kind: MilestoneKind
    label: str
    letters: str
