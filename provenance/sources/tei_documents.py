"""A document of a TEI volume and its attachments as works: text, blocks, pages, notes, and changes shown in print.

A document is read in two steps, so that a whole volume can be looked through quickly: the words of its notes, which
is cheap, and everything else, only for those who ask.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from lxml import etree

from provenance.model.receipts import ReceivedWork
from provenance.model.spans import Milestone, MilestoneKind, Span
from provenance.model.testimony import AnchorPlace, Mark, Note, Person
from provenance.model.versions import Version, Work
from provenance.sources.collapsing import collapse
from provenance.sources.frus_citation import FrusId
from provenance.sources.line_end_hyphens import LineEndHyphen, find_line_end_hyphens
from provenance.sources.printed_text import printed_version, printed_witness
from provenance.sources.settled_blocks import settle_blocks
from provenance.sources.stand_off import Cut, Cutting
from provenance.sources.tei_names import people_meant
from provenance.sources.tei_parsing import attribute, local
from provenance.sources.tei_walk import (
    HEADING_RENDS,
    FoundMark,
    FoundNote,
    View,
    Walk,
    heading_words,
    keys_of,
    read_note,
)

_LABEL = re.compile(
    r"\[?(?:Attachment|Enclosure|Tab|Annex|Appendix|Subenclosure|Attached|Addendum|Exhibit)\b[^.]{0,20}\]?",
    re.IGNORECASE,
)
_DATE = re.compile(r"-?\d{4}(?:-\d\d(?:-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Volume:
    """What a volume says of itself: its id, its full title, its persons, and the file it came in."""

    id: str | None
    title: str | None
    persons: Mapping[str, Person]
    sha256: str

    @property
    def names(self) -> Mapping[str, str]:
        """The full names of persons by their `@xml:id`."""
        return {key: person.name for key, person in self.persons.items()}


@dataclass(frozen=True, slots=True)
class TeiDocument:
    """One document in a volume: `key` is its id there ("d309"), `page` the page in force where it begins, `notes` all
    notes in it, those of its attachments too.

    `index` counts the documents of the volume from 0, `order` its works, attachments among them.

    It lives until the next one is taken from the stream; what is read from it stays.
    """

    element: etree._Element
    volume: Volume
    key: str
    page: str | None
    notes: tuple[etree._Element, ...]
    index: int
    order: int

    @property
    def id(self) -> str:
        """The id of its work."""
        return f"{self.volume.id}-{self.key}" if self.volume.id else self.key

    @property
    def number(self) -> str:
        """Its printed number."""
        return self.element.get("n") or self.key.removeprefix("d")

    @property
    def title(self) -> str:
        """Its heading, without the number."""
        return _title(self, _headings(self.element), None)

    @property
    def date(self) -> str | None:
        """The day it was written, as the volume gives it (ISO), or None."""
        given = attribute(self.element, "doc-dateTime-min")
        if given is None:
            dated = next((date for date in self.element.iter("{*}date") if date.get("when")), None)
            given = dated.get("when") if dated is not None else None
        match = _DATE.match(given or "")
        return match[0] if match else None

    @property
    def citation(self) -> str:
        """The volume by its own title, or as its id tells, and the document's number."""
        if self.volume.title:
            return f"{self.volume.title}, document {self.number}"
        return FrusId(self.volume.id, self.key).citation if self.volume.id else self.title

    @property
    def url(self) -> str | None:
        """The link to the published document, for volumes of the series."""
        is_frus = self.volume.id is not None and self.volume.id.startswith("frus")
        return FrusId(self.volume.id or "", self.key).url if is_frus else None

    def note_words(self) -> Iterator[str]:
        """The words of each note, roughly and quickly: enough to tell whether it may speak of revision."""
        return map(rough_words, self.notes)

    def bare_notes(self) -> tuple[Note, ...]:
        """Its notes as they read, hung nowhere and in no order of works: to be read before the text is put together."""
        read = (read_note(note, self.volume.names) for note in self.notes)
        return tuple(
            Note(f"{self.key}n{number}", self.id, None, words, AnchorPlace.NONE, mentions=mentions)
            for number, (words, mentions) in enumerate(read, 1)
        )

    def works(self) -> tuple[ReceivedWork, ...]:
        """The document and its attachments, each a work with the printed text, its notes and marks."""
        parts = [self.element, *self.element.iter("{*}attachment")]
        ids = _unique([self.id, *(self._attachment_id(part, at) for at, part in enumerate(parts[1:], 1))])
        pages = list(self._pages(parts))
        drafts = [
            _Draft(self, part, work_id, at, page)
            for at, (part, work_id, page) in enumerate(zip(parts, ids, pages, strict=True))
        ]
        hyphens = _line_end_hyphens([draft.text for draft in drafts])
        return tuple(draft.received(found) for draft, found in zip(drafts, hyphens, strict=True))

    def people_meant(self, notes: Iterable[Note]) -> tuple[Person, ...]:
        """The persons of the volume's list whom the notes may mean."""
        return people_meant(self.volume.persons, notes)

    def _attachment_id(self, part: etree._Element, at: int) -> str:
        key = attribute(part, "id")
        if key is None:
            return f"{self.id}a{at}"
        return f"{self.volume.id}-{key}" if self.volume.id else key

    def _pages(self, parts: Sequence[etree._Element]) -> Iterator[str | None]:
        """The page in force where each part begins."""
        yield self.page
        page = self.page
        attachments = iter(parts[1:])
        for element in self.element.iter("{*}pb", "{*}attachment"):
            if local(element.tag) == "pb":
                page = element.get("n") or page
            else:
                yield page
                next(attachments, None)


class _Draft:
    """A part that has been walked, and waits for the line-end hyphens of the whole document."""

    def __init__(self, document: TeiDocument, part: etree._Element, work_id: str, index: int, page: str | None) -> None:
        headings = _headings(part)
        self.document = document
        self.index = index
        self.walk = Walk(View(), headings)
        found = self.walk.through(part)
        self.text = self.walk.writer.text
        first = found[0] if found else None
        begins_with_page = first is not None and first.kind is MilestoneKind.PAGE and first.at == 0
        in_force = () if page is None or begins_with_page else (Milestone(0, MilestoneKind.PAGE, page, ""),)
        self.milestones = (*in_force, *found)
        self.work = Work(
            work_id,
            _title(document, headings, part if index else None, index),
            document.citation,
            document.date,
            document.url,
            document.order + index,
        )

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
        witness = printed_witness(self.work, self.document.volume.sha256, milestones)
        notes = tuple(self._notes(version, cutting))
        marks = tuple(self._marks(version, cutting))
        return ReceivedWork(self.work, (witness,), (version,), notes, marks)

    def _notes(self, version: Version, cutting: Cutting) -> Iterator[Note]:
        keys = _unique(
            [
                attribute(found.element, "id") or f"{self.document.key}n{at}"
                for at, found in enumerate(self.walk.notes, 1)
            ]
        )
        for key, found in zip(keys, self.walk.notes, strict=True):
            yield _note(key, found, version, cutting, self.document.volume.names)

    def _marks(self, version: Version, cutting: Cutting) -> Iterator[Mark]:
        """The changes that the print shows; words struck out one by one and next to each other are one mark."""
        persons = self.document.volume.persons
        for number, group in enumerate(_runs(self.walk.marks, self.text), 1):
            start, end = group[0].span(self.text).start, group[-1].span(self.text).end
            span = _moved(Span(start, end), cutting)
            revisers = tuple(dict.fromkeys(persons[key].name for key in keys_of(group[0].element) if key in persons))
            words = span.of(version.text)
            yield Mark(f"{self.work.id}/m{number}", self.work.id, version.id, group[0].act, span, words, revisers)


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


def _note(key: str, found: FoundNote, version: Version, cutting: Cutting, names: Mapping[str, str]) -> Note:
    text, mentions = read_note(found.element, names)
    kind = found.element.get("type") or ("inline" if found.element.get("rend") == "inline" else "footnote")
    number = found.element.get("n")
    if found.in_heading:
        return Note(key, version.work, number, text, AnchorPlace.HEADING, version.id, kind=kind, mentions=mentions)
    at = cutting.place(found.at)
    return Note(key, version.work, number, text, AnchorPlace.TEXT, version.id, at, kind, mentions)


def _headings(part: etree._Element) -> list[etree._Element]:
    """What heads a part: its first `head`, and the centred line that names it where the head is a label or missing."""
    headings: list[etree._Element] = []
    for child in part:
        name = local(child.tag)
        if name == "head" and not headings:
            headings.append(child)
            if not _LABEL.fullmatch(heading_words(child)):
                return headings
        elif name == "p" and (child.get("rend") or "").lower() in HEADING_RENDS:
            return [*headings, child]
        elif name not in {"note", "pb", "opener", "dateline"}:
            return headings
    return headings


def _title(
    document: TeiDocument, headings: Sequence[etree._Element], part: etree._Element | None, index: int = 0
) -> str:
    """The heading that names the part, without the document's number; a label ("Enclosure") where there is none."""
    words = heading_words(headings[-1]) if headings else ""
    if part is None:
        number = re.escape(document.number)
        return re.sub(rf"^(?:No\.\s*)?{number}\b\.?\s*", "", words) or f"Document {document.number}"
    if words:
        return words
    label = next((collapse(rough_words(note)) for note in part.iterchildren("{*}note") if not note.get("n")), "")
    return label.strip("[]") or f"Attachment {index} to document {document.number}"


def rough_words(note: etree._Element) -> str:
    """All letters of a note, quickly, with the white space of the file."""
    return etree.tostring(note, method="text", encoding="unicode", with_tail=False)


def _line_end_hyphens(texts: Sequence[str]) -> list[list[LineEndHyphen]]:
    """The line-end hyphens of each text, judged by the words of all of them."""
    found: list[list[LineEndHyphen]] = [[] for _ in texts]
    starts = [0, *accumulate(len(text) + 1 for text in texts[:-1])]
    for hyphen in find_line_end_hyphens("\n".join(texts)):
        at = bisect_right(starts, hyphen.span.start) - 1
        found[at].append(LineEndHyphen(hyphen.span.moved(-starts[at]), hyphen.printed))
    return found


def _moved(span: Span, cutting: Cutting) -> Span:
    return Span(cutting.place(span.start), cutting.place(span.end))


def _unique(keys: Sequence[str]) -> list[str]:
    """The keys in order, those that came before told apart by a number."""
    seen: dict[str, int] = {}
    unique = []
    for key in keys:
        seen[key] = seen.get(key, 0) + 1
        unique.append(key if seen[key] == 1 else f"{key}-{seen[key]}")
    return unique
