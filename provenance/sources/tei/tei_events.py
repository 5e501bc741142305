"""A transcription taken down once, with all its versions in it, and written out for any one of them.

A score stands where a writer stands: the walk writes to it as it would to a page. Every stroke is kept with the
alterations and the readings that it belongs to; a version is written from those that stand in it. So all versions are
written by the same rules, and what stands in two of them is one and the same stroke.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from provenance.model.spans import BlockKind, Milestone, MilestoneKind, Span
from provenance.model.versions import Gap
from provenance.sources.tei.tei_alterations import Alteration
from provenance.sources.tei.tei_findings import FoundNote
from provenance.sources.tei.tei_writer import Writer

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

    @property
    def is_conditional(self) -> bool:
        """True if some version may lack it."""
        return bool(self.alterations or self.choices)


class Score(Writer):
    """The strokes so far, and a page with all of them on it, from which the walk sees where it is.

    `paper` makes the pages on which they and the versions are written.
    """

    def __init__(self, paper: Callable[[], Writer] = Writer) -> None:
        """Begin with no stroke."""
        super().__init__()
        self.strokes: list[Stroke] = []
        self.alterations: tuple[Alteration, ...] = ()
        self.choices: tuple[Choice, ...] = ()
        self.hand: str | None = None
        self.paper = paper
        self._page = paper()

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
        if words and self._page.takes(words):
            given = words
            self.take(lambda page: page.add(given), self._page.shown(given))

    def space(self, kind: str = " ") -> None:
        """White space that parts the words on its sides."""
        self.take(lambda page: page.space(kind))

    def end_line(self) -> None:
        """The end of a line of writing."""
        self.take(lambda page: page.end_line())

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


class Written:
    """A version as it was written out: its text, what stands where, and the place of every stroke of words.

    A run of strokes that no version lacks is written once and pasted into all of them; where its strokes stand here is
    found when somebody asks.
    """

    def __init__(self, paper: Callable[[], Writer] = Writer) -> None:
        """Begin with an empty page."""
        self.page = paper()
        self.text = ""
        self.milestones: tuple[Milestone, ...] = ()
        self.points: dict[Stroke, int] = {}
        self.notes: dict[FoundNote, int | None] = {}
        self.gaps: list[Gap] = []
        self.standing: list[Stroke] = []
        self.is_settled = True
        self._parts: list[tuple[Stroke | Written, Span]] = []
        self._places: dict[Stroke, Span] | None = None

    @property
    def blocks(self) -> list[tuple[BlockKind, Span]]:
        """Its blocks, not yet settled."""
        return self.page.blocks

    @property
    def places(self) -> dict[Stroke, Span]:
        """The place of every stroke of words, in the order of the text."""
        if self._places is None:
            self._places = {}
            for part, span in self._parts:
                if isinstance(part, Stroke):
                    self._places[part] = span
                else:
                    self._places |= {stroke: place.moved(span.start) for stroke, place in part.places.items()}
        return self._places

    def write(self, stroke: Stroke) -> None:
        """Write a stroke that stands here."""
        stroke.write(self.page)
        if stroke.words:
            self._parts.append((stroke, Span(self.page.length - len(stroke.words), self.page.length)))
        if stroke.is_conditional:
            self.standing.append(stroke)

    def paste(self, run: "Written") -> None:
        """Write a run of strokes that was written before."""
        at = self.page.paste(run.page)
        self._parts.append((run, Span(at, at)))
        for note, place in run.notes.items():
            self.notes[note] = None if place is None else place + at

    def finish(self) -> "Written":
        """End the last block."""
        self.page.close()
        self.is_settled = self.page.is_settled
        self.milestones = self.page.finish()
        self.text = self.page.text
        return self

    def put_away(self) -> None:
        """Let go of the page, when the blocks are settled: of hundreds of long versions, each has thousands."""
        self.page = Writer()


def write_out(
    parts: Iterable[Stroke | Written],
    is_there: Callable[[Stroke], bool],
    siglum: str | None = None,
    paper: Callable[[], Writer] = Writer,
) -> Written:
    """The version with those strokes that are there; `siglum` is the witness whose losses are told.

    Of what is lost the edges of blocks stand, and neither words nor the notes on them.
    """
    written, parts = Written(paper), tuple(parts)
    edges = (each for each in parts if isinstance(each, Stroke) and each.edge is not None and is_there(each))
    first = next(edges, None)
    lost = first is not None and first.is_first and (not first.wit or siglum in first.wit)
    if lost:
        written.gaps.append(Gap(0, _LOST))
    for part in parts:
        if isinstance(part, Written):
            if not lost:
                written.paste(part)
        elif not is_there(part):
            if part.words:
                written.points[part] = written.page.length
        elif part.edge is not None:
            lost = _cross(part, siglum, lost, written)
        elif part.note is not None:
            if not lost:
                _hang(part.note, written)
        elif part.gap:
            written.gaps.append(Gap(written.page.length, part.gap))
            written.standing.append(part)
        elif not (lost and part.words):
            written.write(part)
    return written.finish()


def runs_of(strokes: Sequence[Stroke], paper: Callable[[], Writer]) -> list[Stroke | Written]:
    """The strokes with those blocks in which every version agrees written out, side by side in one run."""
    first, *others = _by_blocks(strokes)
    parts: list[Stroke | Written] = [*first]
    for is_fixed, group in groupby(others, key=_is_fixed):
        flat = [stroke for block in group for stroke in block]
        run = write_out(flat, lambda stroke: True, paper=paper) if is_fixed else None
        parts += [run] if run is not None and run.is_settled else flat
    return parts


def _by_blocks(strokes: Sequence[Stroke]) -> Iterator[list[Stroke]]:
    """The strokes cut before every edge of a block."""
    starts = [0, *(n for n, stroke in enumerate(strokes) if stroke.is_block and n), len(strokes)]
    return (list(strokes[start:end]) for start, end in pairwise(starts))


def _is_fixed(block: Sequence[Stroke]) -> bool:
    return all(not stroke.is_conditional and stroke.edge is None and not stroke.gap for stroke in block)


def _cross(stroke: Stroke, siglum: str | None, lost: bool, written: Written) -> bool:
    """Whether what follows is lost, once the edge of a loss is crossed."""
    if stroke.wit and siglum not in stroke.wit:
        return lost
    if stroke.edge and not lost:
        written.gaps.append(Gap(written.page.length, _LOST))
    return bool(stroke.edge)


def _hang(note: FoundNote, written: Written) -> None:
    """Hang a note where it stands in this version."""
    if note.in_heading:
        written.notes[note] = None
        return

    def tell(at: int) -> None:
        written.notes[note] = at
        if number := note.number:
            written.page.milestones.append(Milestone(at, MilestoneKind.NOTE_MARKER, number, number))

    written.page.tell_marker_place(tell)
