"""Documents of *Foreign Relations of the United States* in their published web form, as plain text.

The form: a numbered heading, the text with page breaks and note markers in it, perhaps attachments with headings of
their own, and the numbered notes at the end. Document and attachments become works of their own.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from provenance.errors import UnreadableInput
from provenance.model.receipts import Received, ReceivedWork
from provenance.model.spans import Block, BlockKind, Milestone, MilestoneKind, Span
from provenance.model.testimony import AnchorPlace, Note
from provenance.model.versions import Standing, Version, Witness, Work
from provenance.sources.frus_citation import FrusId, parse_frus_id
from provenance.sources.frus_layout import BULLET, PAGE, NotePlace, Part, find_notes, find_parts, has_source_note
from provenance.sources.line_end_hyphens import find_line_end_hyphens
from provenance.sources.note_markers import Marker, find_markers
from provenance.sources.reader import SourceFile
from provenance.sources.settled_blocks import settle_blocks
from provenance.sources.stand_off import Cut, Cutting, cut_out
from provenance.sources.text_reader import slug
from provenance.text.blocks import split_blocks

_NUMBERED_HEADING = re.compile(r"\s*(\d+[a-z]?)\.\s+(?=\S)")
_KNOWN_HEADING = re.compile(r"\s*\d+[a-z]?\.\s+[^\n]*\b(?:From|to|of|by|Editorial Note|Conversation)\b")


def recognises(file: SourceFile) -> bool:
    """True if the text begins with a numbered heading and its notes or its name show it to be a FRUS document."""
    if not _NUMBERED_HEADING.match(file.data[:2000].decode("utf-8-sig", "replace")):
        return False
    try:
        source = file.letters()
    except UnreadableInput:
        return False
    named = parse_frus_id(file.stem) is not None
    if named or has_source_note(source):
        return True
    return bool(_KNOWN_HEADING.match(source) and (find_notes(source)[1] or PAGE.search(source)))


def read(file: SourceFile, document: str | None = None) -> Received:
    """The document and its attachments, each a work with the printed text and the notes that hang in it."""
    frus_id = parse_frus_id(file.stem)
    if document is not None and (frus_id is None or document not in {frus_id.document, frus_id.stem}):
        raise UnreadableInput(f"{file.name}: holds one document, which is not {document}; leave the choice out")
    source = file.letters()
    reading = _Reading(file, source)
    if not reading.parts[0].headings:
        raise UnreadableInput(f"{file.name}: nothing stands before the notes; a FRUS document begins with its heading")
    works = tuple(reading.work(index) for index in range(len(reading.parts)))
    return Received(file.name, file.sha256, works, warnings=tuple(reading.warnings()))


class _Reading:
    """One file taken apart: notes, markers and parts, all as places in its letters."""

    def __init__(self, file: SourceFile, source: str) -> None:
        self.file = file
        self.source = source
        self.frus_id = parse_frus_id(file.stem)
        self.end, self.notes = find_notes(source)
        self.found = find_markers(source[: self.end], {int(note.number) for note in self.notes})
        self.parts = find_parts(source, self.end, [marker.span for marker in self.found.markers])
        self.hyphens = list(find_line_end_hyphens(source[: self.end]))

    def warnings(self) -> Iterator[str]:
        """A sentence on everything that was odd."""
        if not self.notes:
            yield "the document has no notes, so nothing says who revised it"
        yield from self.found.warnings

    def work(self, index: int) -> ReceivedWork:
        """The work that part `index` is."""
        part = self.parts[index]
        base = self.frus_id.stem if self.frus_id else slug(self.file.stem)
        work = _work(self.source, part, base, index, self.frus_id, self._markers(part.region))
        cutting = cut_out(self.source, part.region, self._cuts(part))
        milestones = (*self._page_in_force(index), *cutting.milestones)
        witness = Witness(
            f"{work.id}/P",
            work.id,
            "P",
            _pages(milestones),
            work.source,
            seen=True,
            sha256=self.file.sha256,
        )
        version = Version(
            f"{work.id}@final",
            work.id,
            "final",
            cutting.text,
            Standing.EXTANT,
            blocks=_blocks(cutting, self._bullets(part)),
            milestones=milestones,
            witness=witness.id,
        )
        return ReceivedWork(work, (witness,), (version,), tuple(self._notes(index, version, cutting)))

    def _markers(self, region: Span) -> list[Marker]:
        return [marker for marker in self.found.markers if region.contains(marker.span)]

    def _bullets(self, part: Part) -> list[Span]:
        return [Span(*match.span()) for match in BULLET.finditer(self.source, part.region.start, part.region.end)]

    def _cuts(self, part: Part) -> list[Cut]:
        """Everything in the part that is no word of its text, white space apart."""
        region, source = part.region, self.source
        inline = [Cut(marker.span, MilestoneKind.NOTE_MARKER, str(marker.number)) for marker in self._markers(region)]
        inline += [_page_cut(source, match) for match in PAGE.finditer(source, region.start, region.end)]
        inline += [
            Cut(hyphen.span, MilestoneKind.LINE_END_HYPHEN, hyphen.printed)
            for hyphen in self.hyphens
            if region.contains(hyphen.span)
        ]
        inline += [Cut(place, MilestoneKind.LAYOUT) for place in self._bullets(part)]
        headings = [piece for line in part.headings for piece in _less(line, [cut.span for cut in inline])]
        return sorted([*inline, *(Cut(piece, MilestoneKind.HEADING, piece.of(source)) for piece in headings)])

    def _page_in_force(self, index: int) -> Iterator[Milestone]:
        """The page on which an attachment begins in the middle, as a milestone without letters."""
        region = self.parts[index].region
        before = list(PAGE.finditer(self.source, 0, region.start))
        if before and not PAGE.match(self.source, region.start):
            yield Milestone(0, MilestoneKind.PAGE, before[-1][1], "")

    def _notes(self, index: int, version: Version, cutting: Cutting) -> Iterator[Note]:
        """The notes whose markers hang in the part; one without a marker goes with the note before it."""
        markers = {marker.number: marker for marker in self.found.markers}
        home = 0
        for note in self.notes:
            marker = markers.get(int(note.number))
            if marker is not None:
                home = next(at for at, part in enumerate(self.parts) if part.region.contains(marker.span))
            if home == index:
                yield self._note(note, marker, version, cutting)

    def _note(self, note: NotePlace, marker: Marker | None, version: Version, cutting: Cutting) -> Note:
        words = " ".join(note.span.of(self.source).split())
        kind = "source" if words.startswith(("Source:", "[Source:")) else "footnote"
        if marker is None:
            return Note(note.number, version.work, note.number, words, AnchorPlace.NONE, kind=kind)
        if any(line.start <= marker.span.start < line.end for part in self.parts for line in part.headings):
            return Note(note.number, version.work, note.number, words, AnchorPlace.HEADING, version.id, kind=kind)
        at = cutting.place(marker.span.start)
        return Note(note.number, version.work, note.number, words, AnchorPlace.TEXT, version.id, at, kind)


def _work(source: str, part: Part, base: str, index: int, frus_id: FrusId | None, markers: Sequence[Marker]) -> Work:
    line = part.title or part.headings[0]
    pieces = _less(line, [marker.span for marker in markers])
    title = " ".join("".join(piece.of(source) for piece in pieces).split())
    title = _NUMBERED_HEADING.sub("", title, count=1) if index == 0 else title
    citation = frus_id.citation if frus_id else title
    work_id = f"{base}a{index}" if index else base
    return Work(work_id, title, citation, url=frus_id.url if frus_id else None, order=index)


def _page_cut(source: str, match: re.Match[str]) -> Cut:
    """The page break with the space after it, where another space stands before it."""
    end = match.end()
    after = source[end : end + 2]
    spaced = source[match.start() - 1 : match.start()] == " " and after[:1] == " " and bool(after[1:].strip())
    return Cut(Span(match.start(), end + spaced), MilestoneKind.PAGE, match[1])


def _less(line: Span, taken: Sequence[Span]) -> list[Span]:
    """What is left of `line` when the places `taken` are away."""
    pieces, at = [], line.start
    for span in sorted(taken):
        if line.contains(span):
            pieces.append(Span(at, span.start))
            at = span.end
    return [piece for piece in [*pieces, Span(at, line.end)] if len(piece)]


def _pages(milestones: Sequence[Milestone]) -> str:
    """What the printed text is called, with its pages as far as page breaks tell them."""
    pages = [milestone.label for milestone in milestones if milestone.kind is MilestoneKind.PAGE]
    if not pages or milestones[0].kind is not MilestoneKind.PAGE:
        return f"printed text, up to p. {pages[-1]}" if pages else "printed text"
    return f"printed text, p. {pages[0]}" if len(pages) == 1 else f"printed text, pp. {pages[0]}–{pages[-1]}"


def _blocks(cutting: Cutting, bullets: Sequence[Span]) -> tuple[Block, ...]:
    """The blocks of the text; what stood after a bullet is an item."""
    starts = sorted({cutting.place(bullet.end) for bullet in bullets})
    pieces = [
        (BlockKind.ITEM if piece.start in starts else block.kind, piece)
        for block in split_blocks(cutting.text)
        for piece in _parted(cutting.text, block.span, starts)
    ]
    return settle_blocks(cutting.text, pieces)


def _parted(text: str, block: Span, starts: Sequence[int]) -> Iterator[Span]:
    edges = [block.start, *(start for start in starts if block.start < start < block.end), block.end]
    for start, end in pairwise(edges):
        yield Span(start, start + len(text[start:end].rstrip()))
