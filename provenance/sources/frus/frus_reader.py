"""Documents of *Foreign Relations of the United States* in their published web form, as plain text.

The form: a numbered heading, the text with page breaks and note markers in it, perhaps attachments with headings of
their own, and the numbered notes at the end. Document and attachments become works of their own.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from provenance.errors import UnreadableInput
from provenance.model.receipts import Received, ReceivedWork
from provenance.model.spans import Block, BlockKind, Milestone, MilestoneKind, Span
from provenance.model.testimony import AnchorPlace, Note
from provenance.model.versions import Version, Work
from provenance.sources.collapsing import collapse
from provenance.sources.datelines import read_date
from provenance.sources.frus.frus_citation import parse_frus_id
from provenance.sources.frus.frus_layout import BULLET, PAGE, NotePlace, Part, find_notes, find_parts, has_source_note
from provenance.sources.frus.note_markers import Marker, find_markers, find_signs
from provenance.sources.line_end_hyphens import find_line_end_hyphens
from provenance.sources.plain.text_reader import slug
from provenance.sources.printed_text import printed_version, printed_witness
from provenance.sources.reader import SourceFile
from provenance.sources.settled_blocks import settle_blocks
from provenance.sources.stand_off import Cut, Cutting, cut_out
from provenance.text.blocks import split_blocks

_NUMBERED_HEADING = re.compile(r"\s*(\d+[a-z]?)\.\s+(?=\S)")
_FROM_TO = re.compile(
    r"\s*\d+[a-z]?\.\s+(?:Letter|Memorandum|Telegram|Airgram|Message|Note)\s+[Ff]rom\s[^\n]+\s[Tt]o\s[^\n]+\n\s*\n"
)
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
    if _FROM_TO.match(source):
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
        numbered = find_markers(source[: self.end], {int(n.number) for n in self.notes if n.number.isdigit()})
        signed = find_signs(source[: self.end], [n.number for n in self.notes if not n.number.isdigit()])
        self.markers = sorted((*numbered.markers, *signed.markers), key=lambda marker: marker.span.start)
        self.doubts = (*numbered.warnings, *signed.warnings)
        self.parts = find_parts(source, self.end, [marker.span for marker in self.markers])
        self.hyphens = list(find_line_end_hyphens(source[: self.end]))
        self._marker_places = [marker.span.start for marker in self.markers]
        self._hyphen_places = [hyphen.span.start for hyphen in self.hyphens]
        self._headings = [line for part in self.parts for line in part.headings]
        self._pages = list(PAGE.finditer(source, 0, self.end))
        self._homes = self._find_homes()

    def warnings(self) -> Iterator[str]:
        """A sentence on everything that was odd."""
        if not self.notes:
            yield "the document has no notes, so nothing says who revised it"
        for number, times in Counter(note.number for note in self.notes if note.number.isdigit()).items():
            if times > 1:
                yield f"note {number} is there {times} times; the marker is taken for that of the first"
        yield from self.doubts

    def work(self, index: int) -> ReceivedWork:
        """The work that part `index` is."""
        part = self.parts[index]
        cutting = cut_out(self.source, part.region, self._cuts(part))
        blocks = _blocks(cutting, self._bullets(part))
        work = self._named(index, _first_date(cutting.text, blocks))
        milestones = (*self._page_in_force(index), *cutting.milestones)
        witness = printed_witness(work, self.file.sha256, milestones)
        version = printed_version(work, cutting.text, blocks, milestones)
        return ReceivedWork(work, (witness,), (version,), tuple(self._notes(index, version, cutting)))

    def _named(self, index: int, date: str | None) -> Work:
        """The work's id, title and citation."""
        part = self.parts[index]
        pieces = _less(part.title or part.headings[0], [marker.span for marker in self._markers(part.region)])
        title = collapse("".join(piece.of(self.source) for piece in pieces))
        base = self.frus_id.stem if self.frus_id else slug(self.file.stem)
        if index == 0:
            title = _NUMBERED_HEADING.sub("", title, count=1)
        source, url = (self.frus_id.citation, self.frus_id.url) if self.frus_id else (title, None)
        return Work(f"{base}a{index}" if index else base, title, source, date, url, index)

    def _markers(self, region: Span) -> list[Marker]:
        return [self.markers[at] for at in _within(self._marker_places, region)]

    def _bullets(self, part: Part) -> list[Span]:
        return [Span(*match.span()) for match in BULLET.finditer(self.source, part.region.start, part.region.end)]

    def _cuts(self, part: Part) -> list[Cut]:
        """Everything in the part that is no word of its text, white space apart."""
        region, source = part.region, self.source
        inline = [Cut(marker.span, MilestoneKind.NOTE_MARKER, marker.label) for marker in self._markers(region)]
        inline += [_page_cut(source, match) for match in PAGE.finditer(source, region.start, region.end)]
        inline += [
            Cut(hyphen.span, MilestoneKind.LINE_END_HYPHEN, hyphen.printed)
            for hyphen in (self.hyphens[at] for at in _within(self._hyphen_places, region))
        ]
        inline += [Cut(place, MilestoneKind.LAYOUT) for place in self._bullets(part)]
        headings = [piece for line in part.headings for piece in _less(line, [cut.span for cut in inline])]
        return sorted([*inline, *(Cut(piece, MilestoneKind.HEADING, piece.of(source)) for piece in headings)])

    def _page_in_force(self, index: int) -> Iterator[Milestone]:
        """The page on which an attachment begins in the middle, as a milestone without letters."""
        start = self.parts[index].region.start
        at = bisect_left(self._pages, start, key=lambda page: page.start())
        if at > 0 and (at == len(self._pages) or self._pages[at].start() > start):
            yield Milestone(0, MilestoneKind.PAGE, self._pages[at - 1][1], "")

    def _find_homes(self) -> list[tuple[int, NotePlace, Marker | None]]:
        """Each note with its marker and the part that it hangs in; one without a marker goes with the note before."""
        markers: dict[str, list[Marker]] = {}
        for marker in self.markers:
            markers.setdefault(marker.label, []).append(marker)
        starts = [part.region.start for part in self.parts]
        homes, home = [], 0
        for note in self.notes:
            own = markers[note.number].pop(0) if markers.get(note.number) else None
            home = bisect_right(starts, own.span.start) - 1 if own else home
            homes.append((home, note, own))
        return sorted(homes, key=lambda home: home[0])

    def _notes(self, index: int, version: Version, cutting: Cutting) -> Iterator[Note]:
        """The notes whose markers hang in the part."""
        first, last = (side(self._homes, index, key=lambda home: home[0]) for side in (bisect_left, bisect_right))
        seen = Counter[str]()
        for _, place, marker in self._homes[first:last]:
            seen[place.number] += 1
            note = self._note(place, marker, version, cutting)
            yield replace(note, id=f"{note.id}-{seen[place.number]}") if seen[place.number] > 1 else note

    def _note(self, note: NotePlace, marker: Marker | None, version: Version, cutting: Cutting) -> Note:
        words = collapse(note.span.of(self.source))
        kind = "source" if words.startswith(("Source:", "[Source:")) else "footnote"
        if marker is None:
            return Note(note.number, version.work, note.number, words, AnchorPlace.NONE, kind=kind)
        if self._in_heading(marker):
            return Note(note.number, version.work, note.number, words, AnchorPlace.HEADING, version.id, kind=kind)
        at = cutting.place(marker.span.start)
        return Note(note.number, version.work, note.number, words, AnchorPlace.TEXT, version.id, at, kind)

    def _in_heading(self, marker: Marker) -> bool:
        """True if the marker stands in a heading line."""
        at = bisect_right(self._headings, marker.span.start, key=lambda line: line.start) - 1
        return at >= 0 and marker.span.start < self._headings[at].end


def _within(places: Sequence[int], region: Span) -> range:
    """The numbers of those places (rising) that lie in the region."""
    return range(bisect_left(places, region.start), bisect_left(places, region.end))


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


def _first_date(text: str, blocks: Sequence[Block]) -> str | None:
    """The date in the first dateline."""
    datelines = (block.span.of(text) for block in blocks if block.kind is BlockKind.DATELINE)
    return read_date(next(datelines, ""))


def _blocks(cutting: Cutting, bullets: Sequence[Span]) -> tuple[Block, ...]:
    """The blocks of the text; what stood after a bullet is an item."""
    starts = sorted({cutting.place(bullet.end) for bullet in bullets})
    items = frozenset(starts)
    pieces = [
        (BlockKind.ITEM if piece.start in items else block.kind, piece)
        for block in split_blocks(cutting.text)
        for piece in _parted(cutting.text, block.span, starts)
    ]
    return settle_blocks(cutting.text, pieces)


def _parted(text: str, block: Span, starts: Sequence[int]) -> Iterator[Span]:
    inside = starts[bisect_right(starts, block.start) : bisect_left(starts, block.end)]
    edges = [block.start, *inside, block.end]
    for start, end in pairwise(edges):
        yield Span(start, start + len(text[start:end].rstrip()))
