"""The notes of an apparatus as footnotes of a docx: where each one hangs, and by which number it is called.

Word counts footnotes by itself. Where the printed numbers run on without a gap it is told with which to begin; where
they do not, the footnote says by which number the source calls it. A note without a number that hangs at the title
is marked with an asterisk, which Word does not count.
"""

import itertools
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from provenance.model.attributions import Apparatus
from provenance.model.testimony import COMMENT, AnchorPlace, Note
from provenance.reports.docx.docx_xml import PARAGRAPH_BREAK, element, paragraph, run, serialize
from provenance.reports.passages import Passage
from provenance.text.digits import number_in

Hook = tuple[int, int]
"""Where anything hangs: the number of a passage, and how many of its characters stand before."""


class Hooks:
    """Where in the passages of both texts anything hangs: behind the words before it, and never within a line feed of
    two that end a paragraph. Without passages, everything hangs at the start."""

    def __init__(self, apparatus: Apparatus, passages: Sequence[Passage]) -> None:
        self.passages = passages
        self._starts = {
            apparatus.base.id: [passage.base.start for passage in passages],
            apparatus.revised.id: [passage.revised.start for passage in passages],
        }

    def of(self, version: str, at: int) -> Hook:
        """The hook for a place of one of the two texts, given by its version's id."""
        starts = self._starts[version]
        number = bisect_left(starts, at) - 1  # what the other text alone has there begins where the next passage does
        if number < 0:
            return 0, 0
        text = self.passages[number].text
        offset = min(at - starts[number], len(text))
        feeds = 0  # line feeds right before the place: of an odd number, the last is the first half of a break
        while text.endswith("\n", 0, offset - feeds):
            feeds += 1
        return number, offset - (feeds % 2 and text.startswith("\n", offset))

    def of_note(self, note: Note) -> Hook | None:
        """The hook for a note, or None if it hangs in neither of the two texts."""
        if note.at is None or note.version not in self._starts or not self.passages:
            return None
        return self.of(note.version, note.at)


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note with its number in the file (`id`), and where it hangs.

    `hook` is None for a note outside the text. `mark` is what Word prints instead of counting; `prefix` stands before
    the words where Word's count differs from the printed number.
    """

    id: str
    note: Note
    place: AnchorPlace
    hook: Hook | None = None
    mark: str | None = None
    prefix: str = ""

    def reference(self) -> etree._Element:
        """The run with the marker, to stand in the text."""
        properties = element("rPr", element("rStyle", val="FootnoteReference"))
        follows = "1" if self.mark else None
        reference = element("footnoteReference", customMarkFollows=follows, id=self.id)
        return element("r", properties, reference, element("t", self.mark) if self.mark else None)

    def body(self) -> etree._Element:
        """The footnote itself; the first paragraph begins with its marker and a blank."""
        properties = element("rPr", element("rStyle", val="FootnoteReference"))
        marker = element("r", properties, element("t", self.mark) if self.mark else element("footnoteRef"))
        first, *others = (self.prefix + self.note.text).split(PARAGRAPH_BREAK)
        return element(
            "footnote",
            paragraph("FootnoteText", marker, run(" " + first)),
            *(paragraph("FootnoteText", run(text)) for text in others),
            id=self.id,
        )


def hang_notes(apparatus: Apparatus, hooked: Hooks) -> tuple[tuple[Footnote, ...], int]:
    """The notes as footnotes in the order of the file, and the number with which Word is to begin to count."""
    notes = [note for note in apparatus.notes if note.kind != COMMENT]
    hooks = {note.id: hooked.of_note(note) for note in notes}
    headings = [note for note in notes if note.place is AnchorPlace.HEADING]
    hung = sorted((note for note in notes if hooks[note.id]), key=lambda note: hooks[note.id] or (0, 0))
    loose = [note for note in notes if hooks[note.id] is None and note not in headings]
    first = _first_number([note.number for note in [*headings, *hung] if note.number])
    counted = itertools.count(first)
    placed = [
        *((note, AnchorPlace.HEADING) for note in headings),
        *((note, AnchorPlace.TEXT) for note in hung),
        *((note, AnchorPlace.NONE) for note in loose),
    ]
    return tuple(
        _footnote(str(id), note, place, hooks[note.id], counted) for id, (note, place) in enumerate(placed, 1)
    ), first


def _footnote(id: str, note: Note, place: AnchorPlace, hook: Hook | None, counted: Iterator[int]) -> Footnote:
    """The note as footnote `id`; one without a number, outside the text, is marked with an asterisk."""
    if note.number is None and place is not AnchorPlace.TEXT:
        return Footnote(id, note, place, mark="*")
    return Footnote(id, note, place, hook, prefix=_prefix(note, next(counted)))


def write_footnotes(footnotes: Sequence[Footnote]) -> bytes:
    """The part `word/footnotes.xml`."""
    return serialize(element("footnotes", *separators("footnote"), *(footnote.body() for footnote in footnotes)))


def separators(kind: str) -> list[etree._Element]:
    """The two separators that Word wants in a part of footnotes or endnotes."""
    return [
        element(kind, element("p", element("r", element(called))), type=called, id=id)
        for called, id in (("separator", "-1"), ("continuationSeparator", "0"))
    ]


def _first_number(numbers: Sequence[str]) -> int:
    """The first of the printed numbers if they run on from it without a gap, else 1."""
    first = number_in(numbers[0]) if numbers else None
    return first if first and list(numbers) == [str(first + n) for n in range(len(numbers))] else 1


def _prefix(note: Note, number: int) -> str:
    if note.number == str(number):
        return ""
    return f"[note {note.number} of the source] " if note.number else "[unnumbered note of the source] "
