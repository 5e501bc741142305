"""The running redline cut into the headings, paragraphs and signatures that TEI wants.

The blocks are those of the revised text, and beside them the blocks of the base that were taken out whole. Every
character of both texts is in some block: the white space between two paragraphs is kept at the end of the first. A
passage that runs across the edge of a block is cut there. A paragraph of the base that begins inside a block of the
revised text is marked where it begins.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest

from provenance.model.attributions import Apparatus, Attribution
from provenance.model.spans import Block, BlockKind, Milestone, MilestoneKind, Span
from provenance.model.testimony import Note
from provenance.model.versions import Standing, Version
from provenance.reports.passages import Passage, PassageKind, StruckAgain, read_passages, read_struck_again


@dataclass(frozen=True, slots=True)
class ParagraphStart:
    """Here a block of this kind begins in the base text, and none does in the revised text."""

    kind: BlockKind


Mark = Milestone | Note | ParagraphStart | StruckAgain


@dataclass(frozen=True, slots=True)
class Hung:
    """What hangs between two characters, `at` characters from the start of its run, and the version it is from.

    `clings` is the character that it goes with: a note with the one before it, a page break with the next.
    """

    at: int
    clings: int
    mark: Mark
    version: Version

    def moved(self, by: int) -> "Hung":
        """The same, counted from another place."""
        return replace(self, at=self.at + by, clings=self.clings + by)


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one block with one fate, and what stands between them."""

    kind: PassageKind
    text: str
    attribution: Attribution | None
    hung: tuple[Hung, ...] = ()


@dataclass(slots=True)
class Part:
    """A block and its runs; `block` is None for text that lies outside all blocks."""

    block: Block | None
    runs: list[Run] = field(default_factory=list)


def read_parts(apparatus: Apparatus) -> list[Part]:
    """Base and revised text together, block after block; text that has no block before it joins the first one."""
    laying = _Laying(apparatus)
    passages = read_passages(apparatus)
    for passage, following in zip_longest(passages, passages[1:]):
        laying.lay(passage, following)
    if not passages:
        laying.parts[0].runs.append(Run(PassageKind.KEPT, "", None, tuple(_passing_in(apparatus))))
    parts = laying.parts
    if len(parts) > 1 and not "".join(run.text for run in parts[0].runs).strip():
        before = parts.pop(0)
        parts[0].runs[:0] = before.runs
    return parts


class _Laying:
    """Passages laid into blocks one after the other; `opened` are the places at which a block has begun."""

    def __init__(self, apparatus: Apparatus) -> None:
        self.apparatus = apparatus
        self.parts = [Part(None)]
        self.opened: set[int] = set()
        self._holds_base = False
        """Whether words of the base stand in the last part."""
        passing = tuple(_passing_in(apparatus))
        self._hung = [
            _in_order((*_hung_in(version, apparatus), *(one for one in passing if one.version is version)))
            for version in (apparatus.base, apparatus.revised)
        ]

    def lay(self, passage: Passage, following: Passage | None) -> None:
        """Cut one passage at the edges of blocks and lay its runs into the parts, opening new ones."""
        starts: dict[int, BlockKind] = {}
        if passage.kind.in_revised:
            cuts = self._revised_cuts(passage)
            starts = self._kept_starts(passage, cuts)
        else:
            cuts, starts = self._base_cuts(passage, following)
        if not self._holds_base:
            starts.pop(0, None)
        offsets = sorted({0, len(passage.text), *cuts})
        inside: list[list[Hung]] = [[] for _ in offsets]
        base = self.apparatus.base
        begun = (Hung(at, at, ParagraphStart(kind), base) for at, kind in starts.items())
        for one in (*self._hung_at(passage), *begun):
            number = bisect_right(offsets, one.clings) - 1
            inside[number].append(one.moved(-offsets[number]))
        for (start, end), hung in zip(pairwise(offsets), inside, strict=False):
            if start in cuts:
                self.parts.append(Part(cuts[start]))
                self._holds_base = False
            run = tuple(sorted(hung, key=lambda one: one.at))
            self.parts[-1].runs.append(Run(passage.kind, passage.text[start:end], passage.attribution, run))
            self._holds_base = self._holds_base or passage.kind.in_base

    def _revised_cuts(self, passage: Passage) -> dict[int, Block]:
        """Where blocks of the revised text begin in a passage that stands in it."""
        here = passage.revised
        blocks = [b for b in _beginning_in(self.apparatus.revised, here) if b.span.start not in self.opened]
        self.opened.update(block.span.start for block in blocks)
        return {block.span.start - here.start: block for block in blocks}

    def _kept_starts(self, passage: Passage, cuts: Mapping[int, Block]) -> dict[int, BlockKind]:
        """Where blocks begin in kept words, in the base alone or where the revised text's has been opened before.

        A paragraph after a blank line that was taken out is told by that.
        """
        if not passage.kind.in_base:
            return {}
        base, start = self.apparatus.base, passage.base.start
        begun = {b.span.start - start: b.kind for b in _beginning_in(base, passage.base)}
        blank = {at for at in begun if base.text[: start + at].rstrip(" ").endswith("\n\n")}
        return {at: begun[at] for at in begun if at not in cuts and (at not in blank or begun[at] is BlockKind.ITEM)}

    def _base_cuts(self, passage: Passage, following: Passage | None) -> tuple[dict[int, Block], dict[int, BlockKind]]:
        """Where blocks begin in a passage taken out: blocks of their own or the block at its place; and mere starts."""
        place = passage.revised.start
        around = self.apparatus.revised.blocks
        number = bisect_left(around, place, key=_start)
        begins = around[number] if number < len(around) and around[number].span.start == place else None
        inside = number > 0 and place < around[number - 1].span.end
        blocks = _beginning_in(self.apparatus.base, passage.base)
        replaced = following and following.kind.in_revised and following.attribution == passage.attribution
        cuts: dict[int, Block] = {}
        starts: dict[int, BlockKind] = {}
        for block in blocks:
            offset = block.span.start - passage.base.start
            whole = passage.base.contains(block.span) and not (replaced and begins and block == blocks[-1])
            if whole and not inside:
                cuts[offset] = replace(block, paragraph=None)
            elif begins and place not in self.opened:
                cuts[offset] = begins
                self.opened.add(place)
            else:
                starts[offset] = block.kind
        return cuts, starts

    def _hung_at(self, passage: Passage) -> Iterator[Hung]:
        """The notes and milestones in a passage, from each text that it stands in, counted from its start."""
        base, revised = self.apparatus.base, self.apparatus.revised
        if passage.kind.in_revised:
            yield from (one.moved(-passage.revised.start) for one in _clinging_to(self._hung[1], passage.revised))
        if passage.kind.in_base:
            kept = passage.kind is PassageKind.KEPT
            for one in _clinging_to(self._hung[0], passage.base):
                if not kept or isinstance(one.mark, Note | StruckAgain) or _has_own_page(one.mark, base, revised):
                    yield one.moved(-passage.base.start)


def _start(block: Block) -> int:
    return block.span.start


def _beginning_in(version: Version, place: Span) -> Sequence[Block]:
    """The blocks of a version that begin in a place."""
    blocks = version.blocks
    return blocks[bisect_left(blocks, place.start, key=_start) : bisect_left(blocks, place.end, key=_start)]


_Ordered = list[tuple[int, int, Hung]]


def _in_order(hung: Iterable[Hung]) -> _Ordered:
    """What hangs in a text by the characters that it goes with, each with its number among all."""
    return sorted(((one.clings, number, one) for number, one in enumerate(hung)), key=lambda one: one[:2])


def _clinging_to(ordered: _Ordered, place: Span) -> list[Hung]:
    """What goes with a character of a place, in the order in which it was told."""
    start, end = (bisect_left(ordered, at, key=lambda one: one[0]) for at in (place.start, place.end))
    return [one for _, _, one in sorted(ordered[start:end], key=lambda one: one[1])]


def _hung_in(version: Version, apparatus: Apparatus) -> Iterator[Hung]:
    """What hangs in a version; the page breaks of a reconstruction are those of another text and are left out.

    Blank lines of the source are left out too, and the markers of notes that are there themselves.
    """
    last = len(version.text) - 1
    notes = [note for note in apparatus.notes if note.version == version.id]
    if version.standing is Standing.EXTANT or version is apparatus.revised:
        numbered = {(note.at, note.number) for note in notes}
        for mark in version.milestones:
            before = mark.kind in {MilestoneKind.LINE_END_HYPHEN, MilestoneKind.NOTE_MARKER}
            clings = max(mark.at - 1, 0) if before else min(mark.at, last)
            told = mark.kind is MilestoneKind.NOTE_MARKER and (mark.at, mark.label) in numbered
            if not told and (mark.label or mark.letters.strip()):
                yield Hung(mark.at, clings, mark, version)
    for note in notes:
        if note.at is not None:
            yield Hung(note.at, max(note.at - 1, 0), note, version)


def _passing_in(apparatus: Apparatus) -> Iterator[Hung]:
    """Words put in and struck again in the step: at their place in the later text, or among words taken out."""
    for struck in read_struck_again(apparatus):
        yield Hung(struck.at, max(struck.at - 1, 0), struck, struck.version)


def _has_own_page(mark: Mark, base: Version, revised: Version) -> bool:
    """True for a page break of the base that is not also one of the revised text."""
    return isinstance(mark, Milestone) and mark.kind is MilestoneKind.PAGE and base.witness != revised.witness
