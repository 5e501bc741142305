"""A part of a TEI document, the document itself or an attachment, as a work: text, blocks, pages, notes and marks."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import etree

from provenance.model.receipts import ReceivedWork
from provenance.model.spans import Milestone, MilestoneKind, Span
from provenance.model.testimony import COMMENT, AnchorPlace, Mark, Note
from provenance.model.versions import Version, Work
from provenance.sources.harmless_xml import attribute
from provenance.sources.line_end_hyphens import LineEndHyphen
from provenance.sources.printed_text import printed_version, printed_witness
from provenance.sources.settled_blocks import settle_blocks
from provenance.sources.stand_off import Cut, Cutting
from provenance.sources.tei.tei_alterations import Alteration
from provenance.sources.tei.tei_findings import FoundMark, FoundNote
from provenance.sources.tei.tei_notes import read_note
from provenance.sources.tei.tei_pointers import keys_of
from provenance.sources.tei.tei_volume import Volume
from provenance.sources.tei.tei_walk import Walk
from provenance.text.telling_apart import tell_apart


class TeiPart:
    """A part that has been walked, and waits for the line-end hyphens of the whole document."""

    def __init__(
        self,
        volume: Volume,
        key: str,
        work: Work,
        part: etree._Element,
        headings: Sequence[etree._Element],
        page: str | None,
    ) -> None:
        """Walk through `part` of the document `key`, the page in force where it begins being `page`."""
        self.volume = volume
        self.key = key
        self.work = work
        self.walk = Walk(headings)
        found = self.walk.through(part)
        self.text = self.walk.writer.text
        self.milestones = _with_pages(found, page, len(self.text))

    def received(self, hyphens: Sequence[LineEndHyphen]) -> ReceivedWork:
        """The work, with the hyphens that only line ends put there taken out."""
        cuts = [Cut(hyphen.span, MilestoneKind.LINE_END_HYPHEN, hyphen.printed) for hyphen in hyphens]
        cutting = Cutting(self.text, Span(0, len(self.text)), cuts)
        milestones, pieces = self.milestones, self.walk.writer.blocks
        if hyphens:
            moved = [replace(milestone, at=cutting.place(milestone.at)) for milestone in milestones]
            milestones = tuple(sorted([*moved, *cutting.milestones], key=lambda milestone: milestone.at))
            pieces = [(kind, _moved(span, cutting)) for kind, span in pieces]
        version = printed_version(self.work, cutting.text, settle_blocks(cutting.text, pieces), milestones)
        witness = printed_witness(self.work, self.volume.sha256, milestones)
        notes = tuple(self._notes(version, cutting))
        marks = tuple(self._marks(version, cutting))
        return ReceivedWork(self.work, (witness,), (version,), notes, marks)

    def _notes(self, version: Version, cutting: Cutting) -> Iterator[Note]:
        keys = tell_apart(
            [attribute(found.element, "id") or f"{self.key}n{at}" for at, found in enumerate(self.walk.notes, 1)]
        )
        for key, found in zip(keys, self.walk.notes, strict=True):
            yield _note(key, found, version, cutting, self.volume)

    def _marks(self, version: Version, cutting: Cutting) -> Iterator[Mark]:
        """The changes that the print shows; words struck out one by one and next to each other are one mark."""
        for number, group in enumerate(_runs(self.walk.marks, self.text), 1):
            start, end = group[0].span(self.text).start, group[-1].span(self.text).end
            span = _moved(Span(start, end), cutting)
            key, words, act = f"{self.work.id}/m{number}", span.of(version.text), group[0].act
            around = tuple(group[0].element.iterancestors("{*}subst", "{*}mod"))
            said = self.volume.hands.testimony(Alteration(group[0].element, act, around))
            yield Mark(
                key,
                self.work.id,
                version.id,
                act,
                span,
                words,
                said.revisers,
                said.date,
                certainty=said.certainty,
                interpreter=said.interpreter,
            )


def _with_pages(found: Sequence[Milestone], page: str | None, length: int) -> tuple[Milestone, ...]:
    """The milestones with the page on which the part begins, without those that begin where it has ended."""
    begins = bool(found) and found[0].kind is MilestoneKind.PAGE and found[0].at == 0
    in_force = () if page is None or begins else (Milestone(0, MilestoneKind.PAGE, page, ""),)
    return (*in_force, *(one for one in found if one.kind is not MilestoneKind.PAGE or one.at < length or not length))


def _runs(marks: Sequence[FoundMark], text: str) -> Iterator[list[FoundMark]]:
    """Marks of one act and hand with nothing but white space between them."""
    run: list[FoundMark] = []
    for mark in marks:
        same = run and mark.act is run[-1].act and keys_of(mark.element) == keys_of(run[-1].element)
        between = text[run[-1].span(text).end : mark.span(text).start] if run else ""
        if run and not (same and not between.strip() and "\n" not in between and mark.start >= run[-1].end):
            yield run
            run = []
        run.append(mark)
    if run:
        yield run


def _note(key: str, found: FoundNote, version: Version, cutting: Cutting, volume: Volume) -> Note:
    """The note at its place; what one of the hands of the text wrote, or what speaks of another text, is a remark."""
    text, mentions = read_note(found.element, volume.persons)
    is_remark, by = volume.hands.remark(found.element, ())
    kind = found.element.get("type") or ("inline" if found.element.get("rend") == "inline" else "footnote")
    kind = COMMENT if is_remark else kind
    if found.in_heading:
        return Note(key, version.work, found.number, text, AnchorPlace.HEADING, version.id, None, kind, mentions, by)
    at = cutting.place(found.at)
    return Note(key, version.work, found.number, text, AnchorPlace.TEXT, version.id, at, kind, mentions, by)


def _moved(span: Span, cutting: Cutting) -> Span:
    return Span(cutting.place(span.start), cutting.place(span.end))
