"""A transcription taken down once, with all its versions in it, and written out for any one of them.

A score stands where a writer stands: the walk writes to it as it would to a page. Every stroke is kept with the
alterations and the readings that it belongs to; a version is written from those that stand in it. So all versions are
written by the same rules, and what stands in two of them is one and the same stroke.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from provenance.model.spans import BlockKind, Milestone, MilestoneKind, Span
from provenance.model.versions import Gap
from provenance.sources.tei.tei_alterations import Alteration
from provenance.sources.tei.tei_findings import FoundNote
from provenance.sources.tei.tei_writer import WHITE, Writer, on_one_line

Choice = tuple[int, int]
"""An entry of the apparatus and one of its readings, by their numbers."""


_LOST = "lost here"


@dataclass(slots=True, eq=False)
class Stroke:
    """Something written, and how; `words` without the white space around them, "" where it is no words.

    `alterations` are those around it, the outermost first; `choices` the readings that it belongs to; `hand` the one it
    is written in, if the transcription tells. A note hangs at its place; a `gap` says why nothing is known there; an
    `edge` begins (True) or ends (False) a stretch that the witnesses `wit` (none: all who read so) have lost; of one
    that `is_first`, they have nothing before it.
    """

    write: Callable[[Writer], None]
    words: str
    alterations: tuple[Alteration, ...]
    choices: tuple[Choice, ...]
    hand: str | None
    note: FoundNote | None = None
    gap: str = ""
    is_block: bool = False
    edge: bool | None = None
    is_first: bool = False
    wit: tuple[str, ...] = ()


class Score(Writer):
    """The strokes so far, and a page with all of them on it, from which the walk sees where it is."""

    def __init__(self) -> None:
        """Begin with no stroke."""
        super().__init__()
        self.strokes: list[Stroke] = []
        self.alterations: tuple[Alteration, ...] = ()
        self.choices: tuple[Choice, ...] = ()
        self.hand: str | None = None
        self._page = Writer()

    @property
    def in_block(self) -> bool:
        """True if words of the block that is open have been written."""
        return self._page.in_block

    def take(self, write: Callable[[Writer], None], words: str = "") -> Stroke:
        """Keep a stroke with all that it belongs to."""
        stroke = Stroke(write, words, self.alterations, self.choices, self.hand)
        self.strokes.append(stroke)
        write(self._page)
        self.kind, self.length = self._page.kind, self._page.length
        return stroke

    def add(self, words: str | None) -> None:
        """Words, or white space that parts them."""
        if words:
            given = words
            self.take(lambda page: page.add(given), on_one_line(given.strip(WHITE)))

    def space(self, kind: str = " ") -> None:
        """White space that parts the words on its sides."""
        self.take(lambda page: page.space(kind))

    def join(self) -> None:
        """No white space here, whatever the file has."""
        self.take(lambda page: page.join())

    def open(self, kind: BlockKind | None) -> None:
        """The edge of a block, which stands though the words beside it were struck."""
        self.take(lambda page: page.open(kind)).is_block = True

    def mark(self, kind: MilestoneKind, label: str, letters: str) -> None:
        """Something that stands right after the words before."""
        self.take(lambda page: page.mark(kind, label, letters))

    def mark_next(self, kind: MilestoneKind, label: str, letters: str) -> None:
        """Something that stands before the words that follow."""
        self.take(lambda page: page.mark_next(kind, label, letters))


@dataclass(slots=True)
class Written:
    """A version as it was written out: its text, what stands where, and the place of every stroke of words."""

    text: str = ""
    blocks: list[tuple[BlockKind, Span]] = field(default_factory=list)
    milestones: tuple[Milestone, ...] = ()
    places: dict[Stroke, Span] = field(default_factory=dict)
    points: dict[Stroke, int] = field(default_factory=dict)
    notes: dict[FoundNote, int | None] = field(default_factory=dict)
    gaps: list[Gap] = field(default_factory=list)


def write_out(strokes: Iterable[Stroke], is_there: Callable[[Stroke], bool], siglum: str | None = None) -> Written:
    """The version with those strokes that are there; `siglum` is the witness whose losses are told."""
    page, written = Writer(), Written()
    strokes = tuple(strokes)
    first = next((each for each in strokes if each.edge is not None and is_there(each)), None)
    lost = first is not None and first.is_first and (not first.wit or siglum in first.wit)
    if lost:
        written.gaps.append(Gap(0, _LOST))
    for stroke in strokes:
        if not is_there(stroke):
            if stroke.words:
                written.points[stroke] = page.length
        elif stroke.edge is not None:
            lost = _cross(stroke, siglum, lost, page, written)
        elif stroke.note is not None:
            _hang(stroke.note, page, written)
        elif stroke.gap:
            written.gaps.append(Gap(page.length, stroke.gap))
        elif not (lost and stroke.words):
            stroke.write(page)
            if stroke.words:
                written.places[stroke] = Span(page.length - len(stroke.words), page.length)
    written.milestones = page.finish()
    written.text, written.blocks = page.text, page.blocks
    return written


def _cross(stroke: Stroke, siglum: str | None, lost: bool, page: Writer, written: Written) -> bool:
    """Whether what follows is lost, once the edge of a loss is crossed."""
    if stroke.wit and siglum not in stroke.wit:
        return lost
    if stroke.edge and not lost:
        written.gaps.append(Gap(page.length, _LOST))
    return bool(stroke.edge)


def _hang(note: FoundNote, page: Writer, written: Written) -> None:
    """Hang a note where it stands in this version."""
    if note.in_heading:
        written.notes[note] = None
        return

    def tell(at: int) -> None:
        written.notes[note] = at
        if number := note.number:
            page.milestones.append(Milestone(at, MilestoneKind.NOTE_MARKER, number, number))

    page.tell_marker_place(tell)
