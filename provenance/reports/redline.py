"""The redline: both texts in one, block by block, every changed passage between marks that name its hand.

    [+K words put in by K K+]   [-K words taken out K-]   [>K words moved here K>]   [<K words moved away K<]
    [? words of one text, and what the other has there is not known ?]

The letters are the hand's siglum; no letters mean that the change is attributed to no one. A `?` at a mark means
that the evidence does not settle exactly where the passage begins or ends.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from provenance.attribution.listing import listed
from provenance.model.attributions import Apparatus, Attribution
from provenance.model.changes import Change, ChangeKind, Reading
from provenance.model.spans import Block, BlockKind, MilestoneKind, Span
from provenance.model.testimony import Certainty
from provenance.model.versions import Version
from provenance.reports.palette import Siglum, sigla
from provenance.reports.passages import Passage, PassageKind, read_passages
from provenance.text.blocks import words_in
from provenance.text.tokens import count_words

_LINES = re.compile(r"\n+|[^\n]+")
_SIGNS = {PassageKind.INSERTED: "+", PassageKind.DELETED: "-", PassageKind.MOVED_IN: ">", PassageKind.MOVED_OUT: "<"}


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one block with one fate, and their place in the revised text (empty if they are not in it).

    `siglum` is None for kept words and for changes attributed to no one; `opening` and `closing` are the marks
    to print around the words, empty for kept words.
    """

    text: str
    kind: PassageKind
    place: Span
    attribution: Attribution | None = None
    siglum: Siglum | None = None
    opening: str = ""
    closing: str = ""
    part: str | None = None


@dataclass(frozen=True, slots=True)
class RedlineBlock:
    """A block of the running text: a paragraph with its number, a salutation, a signature.

    `part` names the part of the document in which it stands, if that is not the body ("footnote 2").
    """

    kind: BlockKind
    paragraph: int | None
    runs: tuple[Run, ...]
    part: str | None = None

    @property
    def changed(self) -> bool:
        """True if any of its words was put in, taken out or moved."""
        return any(run.kind is not PassageKind.KEPT for run in self.runs)


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One hand of the redline: how it is marked, who it is, on what evidence, and how many words went in, out or moved.

    Words that only moved are counted as moved, and neither in nor out; of a passage that lost or got words as it moved,
    no more than the shorter reading has.
    """

    siglum: Siglum | None
    who: str
    notes: tuple[str, ...]
    certainty: Certainty
    changes: int
    words_in: int
    words_out: int
    words_moved: int = 0


def draw_redline(apparatus: Apparatus) -> tuple[RedlineBlock, ...]:
    """Every block of the revised text, and those of the base that were taken out, with their runs in order."""
    signs = sigla(apparatus)
    runs = [_run(passage, signs, apparatus) for passage in _shown(apparatus)]
    return tuple(_blocks(runs, apparatus))


def read_legend(apparatus: Apparatus) -> tuple[LegendEntry, ...]:
    """The hands in the order in which they first appear; changes attributed to no one come last."""
    signs = sigla(apparatus)
    parties: dict[tuple[str, ...], list[Attribution]] = {}
    for attribution in listed(apparatus):
        parties.setdefault(attribution.revisers, []).append(attribution)
    named = [party for party in parties if party]
    return tuple(_entry(party, parties[party], signs) for party in [*named, *([()] if () in parties else [])])


def with_context(blocks: Sequence[RedlineBlock], around: int) -> list[list[RedlineBlock]]:
    """The changed blocks with `around` blocks before and after each, in groups with something left out between."""
    groups: list[list[RedlineBlock]] = []
    end = 0
    for n, block in enumerate(blocks):
        if not block.changed:
            continue
        start, stop = max(n - around, 0), min(n + around + 1, len(blocks))
        if not groups or start > end:
            groups.append([])
            end = start
        groups[-1] += blocks[end:stop]
        end = stop
    return groups


def _shown(apparatus: Apparatus) -> Iterator[Passage]:
    """The passages with orthographic changes shown as the revised text has them."""
    shown = {id(attribution) for attribution in listed(apparatus)}
    for passage in read_passages(apparatus):
        if passage.attribution is None or id(passage.attribution) in shown:
            yield passage
        elif passage.kind.in_revised:
            yield replace(passage, kind=PassageKind.KEPT, attribution=None)


def _run(passage: Passage, signs: Mapping[tuple[str, ...], Siglum], apparatus: Apparatus) -> Run:
    attribution = passage.attribution
    siglum = signs.get(attribution.revisers) if attribution and attribution.revisers else None
    part = None if passage.kind.in_revised else part_at(apparatus.base.blocks, passage.base)
    return Run(passage.text, passage.kind, passage.revised, attribution, siglum, part=part)


def part_of_change(apparatus: Apparatus, change: Change) -> str | None:
    """The part of the document in which the change was made, if that is not the body."""
    if change.after:
        return part_at(apparatus.revised.blocks, change.after.span)
    return part_at(apparatus.base.blocks, change.before.span) if change.before else None


def part_at(blocks: Sequence[Block], place: Span) -> str | None:
    """The part of the document in which these words stand, if that is not the body."""
    block = _block_at(place, blocks) or _block_at(Span(place.end, place.end + 1), blocks)
    return block.part if block else None


def _blocks(runs: Sequence[Run], apparatus: Apparatus) -> Iterator[RedlineBlock]:
    """The runs broken at line breaks; each block takes its kind from where its words stand in the revised text."""
    blocks = apparatus.revised.blocks or _blocks_of(apparatus.revised.text)
    current: list[Run] = []
    for run in runs:
        for piece in _LINES.finditer(run.text):
            if piece[0].startswith("\n"):
                yield from _close(current, blocks)
                current = []
            else:
                place = Span(*piece.span()).moved(run.place.start) if run.kind.in_revised else run.place
                current.append(replace(run, text=piece[0], place=place))
    yield from _close(current, blocks)


def _blocks_of(text: str) -> Sequence[Block]:
    """The blocks of a text that came without them, which few do."""
    from provenance.text.blocks import split_blocks

    return split_blocks(text)


def _close(runs: Sequence[Run], blocks: Sequence[Block]) -> Iterator[RedlineBlock]:
    if not any(run.text.strip() for run in runs):
        return
    merged = _merged(runs)
    place = next((run.place for run in merged if run.kind.in_revised and run.text.strip()), None)
    block = _block_at(place, blocks) if place else None
    kind, paragraph = (block.kind, block.paragraph) if block else (BlockKind.PARAGRAPH, None)
    part = block.part if block else next((run.part for run in merged if run.part), None)
    yield RedlineBlock(kind, paragraph, tuple(_marked(run) for run in merged), part)


def _block_at(place: Span, blocks: Sequence[Block]) -> Block | None:
    at = bisect_right(blocks, place.start, key=lambda block: block.span.start) - 1
    return blocks[at] if at >= 0 and blocks[at].span.overlaps(place) else None


def _merged(runs: Sequence[Run]) -> list[Run]:
    """Neighbouring kept runs as one."""
    merged: list[Run] = []
    for run in runs:
        if merged and run.kind is PassageKind.KEPT is merged[-1].kind:
            whole = Span(merged[-1].place.start, run.place.end)
            merged[-1] = replace(merged[-1], text=merged[-1].text + run.text, place=whole)
        else:
            merged.append(run)
    return merged


def _marked(run: Run) -> Run:
    """The run with its marks; kept words and bare white space have none."""
    if not run.text.strip():
        return replace(run, kind=PassageKind.KEPT)
    if run.attribution is None:
        return run if run.kind is PassageKind.KEPT else replace(run, opening="[? ", closing=" ?]")
    sign, letters = _SIGNS[run.kind], run.siglum.letters if run.siglum else ""
    new = run.kind.in_revised
    begins = "?" if new and run.attribution.start is not Certainty.HIGH and run.attribution.revisers else ""
    ends = "?" if new and run.attribution.end is not Certainty.HIGH and run.attribution.revisers else ""
    return replace(run, opening=f"[{sign}{letters}{begins} ", closing=f" {ends}{letters}{sign}]")


def _entry(
    party: tuple[str, ...], attributions: Sequence[Attribution], signs: Mapping[tuple[str, ...], Siglum]
) -> LegendEntry:
    notes = dict.fromkeys(e.note or e.source for a in attributions for e in a.evidence)
    candidates = dict.fromkeys(name for a in attributions for name in a.candidates)
    moves = [a.change for a in attributions if a.change.kind is ChangeKind.TRANSPOSITION]
    changes = [a.change for a in attributions if a.change.kind is not ChangeKind.TRANSPOSITION]
    nobody = "attributed to no one" + (f" (candidates: {', '.join(candidates)})" if candidates else "")
    return LegendEntry(
        siglum=signs.get(party) if party else None,
        who=" and ".join(party) or nobody,
        notes=tuple(notes) if party else (),
        certainty=min((a.certainty for a in attributions), key=list(reversed(Certainty)).index),
        changes=len(attributions),
        words_in=sum(_count(c.after) for c in changes if c.after),
        words_out=sum(_count(c.before) for c in changes if c.before),
        words_moved=sum(min(_count(c.before), _count(c.after)) for c in moves if c.before and c.after),
    )


def _count(reading: Reading) -> int:
    """How many words there are in a reading; a picture is none."""
    return count_words(words_in(reading.text))


class Pages:
    """The printed pages of a version, as far as it records them."""

    def __init__(self, version: Version) -> None:
        pages = sorted((m for m in version.milestones if m.kind is MilestoneKind.PAGE), key=lambda page: page.at)
        self._at = [page.at for page in pages]
        self._labels = [page.label for page in pages]

    def of(self, place: Span) -> str:
        """The page on which words stand ("916", "916–917"); empty if none is recorded."""
        turned, last = bisect_right(self._at, place.start), bisect_left(self._at, place.end)
        within = self._labels[last - 1 : last] if last > turned else []
        return "–".join(self._labels[max(turned - 1, 0) : turned] + within)
