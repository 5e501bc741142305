"""A document of a TEI volume and its attachments as works.

A document is read in two steps, so that a whole volume can be looked through quickly: the words of its notes, which
is cheap, and everything else, only for those who ask.
"""

from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from lxml import etree

from provenance.model.receipts import Received, ReceivedWork
from provenance.model.testimony import AnchorPlace, Note, Person
from provenance.model.versions import Work
from provenance.sources.harmless_xml import attribute, local
from provenance.sources.line_end_hyphens import LineEndHyphen, find_line_end_hyphens
from provenance.sources.tei.tei_dates import document_date, own_date
from provenance.sources.tei.tei_headings import attachment_title, document_title, find_headings
from provenance.sources.tei.tei_names import people_in, people_meant
from provenance.sources.tei.tei_notes import CALLING, Mentions, lost_notes, read_note, rough_words, unread_changes
from provenance.sources.tei.tei_parts import TeiPart
from provenance.sources.tei.tei_volume import Volume
from provenance.text.telling_apart import tell_apart


@dataclass(frozen=True, slots=True)
class TeiDocument:
    """One document in a volume: `key` is its id there ("d309"), `page` the page in force where it begins and
    `picture` the link to that page's picture, `notes` all notes in it, those of its attachments too.

    `index` counts the documents of the volume from 0, `order` its works, attachments among them. `is_twin` is true if
    an earlier document has the id that the volume gives it, so that `key` is that id with a number.

    It lives until the next one is taken from the stream; what is read from it stays.
    """

    element: etree._Element
    volume: Volume
    key: str
    page: str | None
    picture: str | None
    notes: tuple[etree._Element, ...]
    index: int
    order: int
    is_twin: bool = False

    @property
    def id(self) -> str:
        """The id of its work."""
        return self.volume.id_of(self.key)

    @property
    def number(self) -> str:
        """Its printed number."""
        return self.element.get("n") or self.key.removeprefix("d")

    @property
    def title(self) -> str:
        """Its heading, without the number."""
        return document_title(find_headings(self.element), self.number)

    @property
    def date(self) -> str | None:
        """The day it was written, as the volume gives it (ISO), or None."""
        return document_date(self.element, lambda: self.title)

    def pictures(self) -> dict[str, str]:
        """The links to the pictures of its pages, by their numbers."""
        turned = [(self.page, self.picture), *map(self.volume.page_of, self.element.iter("{*}pb"))]
        return {number: picture for number, picture in turned if number and picture}

    def bare_notes(self, wanted: Callable[[str], bool], told: Callable[[str], bool] = bool) -> Iterator["BareNote"]:
        """Those of its notes whose rough words are `wanted` and whose words then are `told`, without the text."""
        for note in self.notes:
            if wanted(rough_words(note)) and told((read := read_note(note, self.volume.persons))[0]):
                yield BareNote(self, next(note.iterancestors("{*}attachment"), self.element), *read)

    def works(self) -> tuple[ReceivedWork, ...]:
        """The document and its attachments, each a work with the printed text, its notes and marks."""
        date = self.date
        parts = [self._part(*part, page, date) for part, page in zip(self._parts(), self._pages(), strict=True)]
        hyphens = _line_end_hyphens([part.text for part in parts])
        return tuple(part.received(found) for part, found in zip(parts, hyphens, strict=True))

    def not_read(self, ids: Container[str]) -> list[str]:
        """What of its changes and notes, and of those of its attachments, cannot be read; `ids` are the volume's."""
        own: dict[etree._Element, list[etree._Element]] = {element: [] for element, _, _ in self._parts()}
        for each in self.element.iter(*CALLING):
            own[next(each.iterancestors("{*}attachment"), self.element)].append(each)
        told = [f"{self.id}: {sentence}" for sentence in unread_changes(self.element)]
        return told + [
            f"{work}: {lost}" for element, work, _ in self._parts() for lost in lost_notes(own[element], ids)
        ]

    def received(self, name: str) -> Received:
        """The document with its attachments as a file called `name` gives it, alone of its volume."""
        works = self.works()
        known = (*people_in(self.volume.persons, works), *self.volume.hands.people)
        people = {person.name: person for person in known}
        return Received(name, self.volume.sha256, works, tuple(people.values()), volume=self.volume.id)

    def people_meant(self, notes: Iterable[Note]) -> tuple[Person, ...]:
        """The persons of the volume's list whom the notes may mean."""
        return people_meant(self.volume.persons, notes)

    def _parts(self) -> list[tuple[etree._Element, str, int]]:
        """The document and each attachment, with the id of its work and its number (0: the document)."""
        elements = [self.element, *self.element.iter("{*}attachment")]
        ids = tell_apart([self.id, *(self._attachment_id(part, at) for at, part in enumerate(elements[1:], 1))])
        return list(zip(elements, ids, range(len(ids)), strict=True))

    def _part(self, element: etree._Element, work_id: str, at: int, page: str | None, date: str | None) -> TeiPart:
        """The document itself (0) or an attachment, walked; one that gives no day of its own has the document's."""
        headings = find_headings(element)
        title = attachment_title(element, headings, at, self.number) if at else document_title(headings, self.number)
        own = (own_date(element) if at else None) or date
        cited = self.volume.cite(self.key, self.number) or self.title
        work = Work(work_id, title, cited, own, self.volume.url_of(self.key), self.order + at)
        return TeiPart(self.volume, self.key, work, element, headings, page)

    def title_of(self, part: etree._Element) -> str:
        """What the document or an attachment of it is called."""
        if part is self.element:
            return self.title
        number = 1 + list(self.element.iter("{*}attachment")).index(part)
        return attachment_title(part, find_headings(part), number, self.number)

    def date_of(self, part: etree._Element) -> str | None:
        """When the document or an attachment of it was written; one that gives no day of its own has the document's."""
        return (own_date(part) if part is not self.element else None) or self.date

    def _attachment_id(self, element: etree._Element, at: int) -> str:
        key = attribute(element, "id")
        return f"{self.id}a{at}" if key is None else self.volume.id_of(key)

    def _pages(self) -> Iterator[str | None]:
        """The page in force where the document and each attachment begins."""
        yield self.page
        page = self.page
        for element in self.element.iter("{*}pb", "{*}attachment"):
            if local(element.tag) == "pb":
                page = element.get("n") or page
            else:
                yield page


@dataclass(frozen=True, slots=True)
class BareNote:
    """A note of which no more is known than its words, whom they name, and in which part of the document it stands."""

    document: TeiDocument
    part: etree._Element
    words: str
    mentions: Mentions

    @property
    def date(self) -> str | None:
        """The date of its part."""
        return self.document.date_of(self.part)

    def title(self) -> str:
        """The title of its part."""
        return self.document.title_of(self.part)

    @property
    def note(self) -> Note:
        """The note as if it hung at the beginning of the text."""
        return Note("", self.document.id, None, self.words, AnchorPlace.TEXT, at=0, mentions=self.mentions)


def _line_end_hyphens(texts: Sequence[str]) -> list[list[LineEndHyphen]]:
    """The line-end hyphens of each text, judged by the words of all of them."""
    found: list[list[LineEndHyphen]] = [[] for _ in texts]
    starts = [0, *accumulate(len(text) + 1 for text in texts[:-1])]
    for hyphen in find_line_end_hyphens("\n".join(texts)):
        at = bisect_right(starts, hyphen.span.start) - 1
        found[at].append(LineEndHyphen(hyphen.span.moved(-starts[at]), hyphen.printed))
    return found
