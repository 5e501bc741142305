"""The running redline cut into the headings, paragraphs and signatures that TEI wants.

The blocks are those of the revised text, and beside them the blocks of the base that were taken out whole. Every
character of both texts is in some block: the white space between two paragraphs is kept at the end of the first. A
passage that runs across the edge of a block is cut there. A paragraph of the base that begins inside a block of the
revised text is marked where it begins.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from provenance.model.attributions import Apparatus, Attribution
from provenance.model.spans import Block, Milestone, MilestoneKind
from provenance.model.testimony import Note
from provenance.model.versions import Standing, Version
from provenance.reports.passages import Passage, PassageKind, read_passages


@dataclass(frozen=True, slots=True)
class ParagraphStart:
    """Here a paragraph begins in the base text, and none does in the revised text."""


Mark = Milestone | Note | ParagraphStart


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
    parts = [Part(None)]
    passages = read_passages(apparatus)
    opened: set[int] = set()
    for number, passage in enumerate(passages):
        following = passages[number + 1] if number + 1 < len(passages) else None
        _lay(passage, following, apparatus, parts, opened)
    if len(parts) > 1 and not "".join(run.text for run in parts[0].runs).strip():
        before = parts.pop(0)
        parts[0].runs[:0] = before.runs
    return parts


def _lay(
    passage: Passage, following: Passage | None, apparatus: Apparatus, parts: list[Part], opened: set[int]
) -> None:
    """Cut one passage at the edges of blocks and lay its runs into `parts`, opening new ones."""
    starts: list[int] = []
    if passage.kind.in_revised:
        cuts = _revised_cuts(passage, apparatus.revised, opened)
    else:
        cuts, starts = _base_cuts(passage, following, apparatus, opened)
    if not any(run.kind.in_base for run in parts[-1].runs):
        starts = [start for start in starts if start > 0]
    hung = [*_hung(passage, apparatus), *(Hung(at, at, ParagraphStart(), apparatus.base) for at in starts)]
    offsets = sorted({0, len(passage.text), *cuts})
    for start, end in pairwise(offsets):
        if start in cuts:
            parts.append(Part(cuts[start]))
        here = [one.moved(-start) for one in hung if start <= one.clings < end]
        inside = tuple(sorted(here, key=lambda one: one.at))
        parts[-1].runs.append(Run(passage.kind, passage.text[start:end], passage.attribution, inside))


def _revised_cuts(passage: Passage, revised: Version, opened: set[int]) -> dict[int, Block]:
    """Where blocks of the revised text begin in a passage that stands in it."""
    here = passage.revised
    blocks = [b for b in revised.blocks if here.start <= b.span.start < here.end and b.span.start not in opened]
    opened.update(block.span.start for block in blocks)
    return {block.span.start - here.start: block for block in blocks}


def _base_cuts(
    passage: Passage, following: Passage | None, apparatus: Apparatus, opened: set[int]
) -> tuple[dict[int, Block], list[int]]:
    """Where blocks begin in a passage taken out: blocks of their own or the block at its place; and mere starts."""
    place = passage.revised.start
    begins = next((b for b in apparatus.revised.blocks if b.span.start == place), None)
    inside = any(b.span.start < place < b.span.end for b in apparatus.revised.blocks)
    blocks = [b for b in apparatus.base.blocks if passage.base.start <= b.span.start < passage.base.end]
    replaced = following and following.kind.in_revised and following.attribution == passage.attribution
    cuts: dict[int, Block] = {}
    starts: list[int] = []
    for block in blocks:
        offset = block.span.start - passage.base.start
        whole = passage.base.contains(block.span) and not (replaced and begins and block == blocks[-1])
        if whole and not inside:
            cuts[offset] = replace(block, paragraph=None)
        elif begins and place not in opened:
            cuts[offset] = begins
            opened.add(place)
        else:
            starts.append(offset)
    return cuts, starts


def _hung(passage: Passage, apparatus: Apparatus) -> Iterator[Hung]:
    """The notes and milestones in a passage, from each text that it stands in, counted from its start."""
    base, revised = apparatus.base, apparatus.revised
    if passage.kind.in_revised:
        yield from (one.moved(-passage.revised.start) for one in _hung_in(revised, apparatus))
    if passage.kind.in_base:
        kept = passage.kind is PassageKind.KEPT
        for one in _hung_in(base, apparatus):
            if not kept or isinstance(one.mark, Note) or _has_own_page(one.mark, base, revised):
                yield one.moved(-passage.base.start)


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


def _has_own_page(mark: Mark, base: Version, revised: Version) -> bool:
    """True for a page break of the base that is not also one of the revised text."""
    return isinstance(mark, Milestone) and mark.kind is MilestoneKind.PAGE and base.witness != revised.witness
