"""What a walk through a TEI text finds on its way: notes, and changes that a print shows."""

from dataclasses import dataclass

from lxml import etree

from provenance.model.spans import Span
from provenance.model.testimony import Act
from provenance.sources.tei.tei_pointers import note_number


@dataclass(slots=True, eq=False)
class FoundNote:
    """A note met on the way, and where its marker hangs: in the heading, or at a place in the text."""

    element: etree._Element
    in_heading: bool
    at: int = 0

    @property
    def number(self) -> str | None:
        """Its printed number, if one is printed."""
        return note_number(self.element)


@dataclass(slots=True, eq=False)
class FoundMark:
    """An addition or deletion met on the way, and its place."""

    element: etree._Element
    act: Act
    start: int = 0
    end: int = 0

    def span(self, text: str) -> Span:
        """The place of the words without the white space around them; a point where there are none."""
        words = text[self.start : self.end]
        start = self.start + len(words) - len(words.lstrip())
        return Span(start, start + len(words.strip())) if words.strip() else Span(self.end, self.end)
