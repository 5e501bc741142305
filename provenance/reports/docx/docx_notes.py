"""The notes of an apparatus as footnotes of a docx: where each one hangs, and by which number it is called.

Word counts footnotes by itself. Where the printed numbers run on without a gap it is told with which to begin; where
they do not, the footnote says by which number the source calls it. A note without a number that hangs at the title
is marked with an asterisk, which Word does not count.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from provenance.model.attributions import Apparatus
from provenance.model.testimony import COMMENT, AnchorPlace, Note
from provenance.reports.docx.docx_xml import PARAGRAPH_BREAK, element, paragraph, run, serialize
from provenance.reports.passages import Passage
from provenance.text.digits import number_in


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note with its number in the file (`id`), and where it hangs.

    `hook` is (number of the passage, characters of it before the marker) for a note in the text, else None.
    `mark` is what Word prints instead of counting; `prefix` stands before the words where Word's count differs
    from the printed number.
    """

    id: str
    note: Note
    place: AnchorPlace
    hook: tuple[int, int] | None = None
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


def hang_notes(apparatus: Apparatus, passages: Sequence[Passage]) -> tuple[tuple[Footnote, ...], int]:
    """The notes as footnotes in the order of the file, and the number with which Word is to begin to count."""
    notes = [note for note in apparatus.notes if note.kind != COMMENT]
    hooks = {note.id: hook_of(apparatus, passages, note) for note in notes}
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


def _footnote(
    id: str, note: Note, place: AnchorPlace, hook: tuple[int, int] | None, counted: Iterator[int]
) -> Footnote:
    """The note as footnote `id`; one without a number, outside the text, is marked with an asterisk."""
    if note.number is None and place is not AnchorPlace.TEXT:
        return Footnote(id, note, place, mark="*")
    return Footnote(id, note, place, hook, prefix=_prefix(note, next(counted)))


def write_footnotes(footnotes: Sequence[Footnote]) -> bytes:
    """The part `word/footnotes.xml`, with the two separators that Word wants."""
    separators = [
        element("footnote", element("p", element("r", element(name))), type=name, id=id)
        for name, id in (("separator", "-1"), ("continuationSeparator", "0"))
    ]
    return serialize(element("footnotes", *separators, *(footnote.body() for footnote in footnotes)))


def find_hook(passages: Sequence[Passage], at: int, *, revised: bool) -> tuple[int, int]:
    """The passage whose words stand before place `at` of the revised (or base) text, and how many of them do."""
    hook = (0, 0)
    for index, passage in enumerate(passages):
        span = passage.revised if revised else passage.base
        if (passage.kind.in_revised if revised else passage.kind.in_base) and span.start < at:
            hook = index, _outside_break(passage.text, min(at, span.end) - span.start)
    return hook


def _outside_break(text: str, offset: int) -> int:
    """The same place, or the one before the paragraph break that it would cut in two."""
    return next((m.start() for m in re.finditer(PARAGRAPH_BREAK, text) if m.start() < offset < m.end()), offset)


def hook_of(apparatus: Apparatus, passages: Sequence[Passage], note: Note) -> tuple[int, int] | None:
    """Where the note hangs in the passages, or None if it hangs in neither of the two texts."""
    if note.at is None or note.version not in {apparatus.base.id, apparatus.revised.id} or not passages:
        return None
    return find_hook(passages, note.at, revised=note.version == apparatus.revised.id)


def _first_number(numbers: Sequence[str]) -> int:
    """The first of the printed numbers if they run on from it without a gap, else 1."""
    first = number_in(numbers[0]) if numbers else None
    return first if first and list(numbers) == [str(first + n) for n in range(len(numbers))] else 1


def _prefix(note: Note, number: int) -> str:
    if note.number == str(number):
        return ""
    return f"[note {note.number} of the source] " if note.number else "[unnumbered note of the source] "
