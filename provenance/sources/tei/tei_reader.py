"""TEI P5: volumes of *Foreign Relations of the United States* and single documents, drafts, and apparatus.

A volume is streamed, one document in memory at a time; everything is read or nothing is.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from lxml import etree

from provenance.errors import NotFound, UnreadableInput
from provenance.model.receipts import Received, ReceivedWork
from provenance.model.testimony import Person
from provenance.sources.frus.frus_citation import parse_frus_id
from provenance.sources.harmless_xml import attribute, local, opening
from provenance.sources.plain.text_reader import slug
from provenance.sources.reader import SourceFile
from provenance.sources.tei.tei_documents import TeiDocument
from provenance.sources.tei.tei_drafts import Transcribed, read_transcription
from provenance.sources.tei.tei_elements_known import elements_told
from provenance.sources.tei.tei_flattened import raise_flattened
from provenance.sources.tei.tei_hands import Hands
from provenance.sources.tei.tei_includes import read_beside, read_whole
from provenance.sources.tei.tei_names import people_in, persons_named, read_persons
from provenance.sources.tei.tei_notes import CALLING, lost_notes
from provenance.sources.tei.tei_parsing import ids_in, parse_elements, repeated_ids
from provenance.sources.tei.tei_volume import Volume
from provenance.sources.tei.tei_walk import BeyondMeasure, heading_words
from provenance.text.telling_apart import tell_apart

_TAGS = ("div", "pb", "listPerson", "titleStmt", "handNotes")
_LISTS_OF_PERSONS = ("{*}listPerson", "{*}listOrg", "{*}titleStmt", "{*}sourceDesc")
_BARE = frozenset({"surface", "surfaceGrp", "zone", "div", "body", "text"})
_EXAMPLE = "{*}egXML"


def recognises(file: SourceFile) -> bool:
    """True for XML that is no wiki's export."""
    head = opening(file.data)
    looks_like_xml = head.startswith((b"<?xml", b"<TEI", b"<tei", b"<!DOCTYPE TEI", b"<div")) or (
        head.startswith(b"<") and file.path.suffix.lower() in {".xml", ".tei"}
    )
    return looks_like_xml and b"<mediawiki" not in head


def read(file: SourceFile, document: str | None = None) -> Received:
    """Every document of the file with its attachments, or only `document` ("d309")."""
    with _naming(file.name):
        return _read(file, document)


@contextmanager
def _naming(name: str) -> Iterator[None]:
    """Say in which file elements lie too deep."""
    try:
        yield
    except BeyondMeasure as trouble:
        raise UnreadableInput(f"{name}: {trouble}") from None


def _read(file: SourceFile, document: str | None) -> Received:
    works: list[ReceivedWork] = []
    persons: dict[str, Person] = {}
    known: list[str] = []
    hands: tuple[Person, ...] = ()
    lost: list[str] = []
    ids = ids_in(file.data, file.name)
    volume: str | None = None
    for each in _documents(file):
        known.append(each.key)
        persons.update(each.volume.persons)
        volume = each.volume.id
        if document is None or document in {each.key, each.id, each.number}:
            works += each.works()
            hands = each.volume.hands.people
            lost += each.not_read(ids)
    if not known:
        return _read_transcription(file, document)
    if not works:
        raise NotFound(f"{file.name}: holds no document {document}; it has {known[0]} to {known[-1]}")
    _refuse_twins(works, file.name)
    warnings = (*repeated_ids(file.data), *_recorded_by_programs(file.data), *lost, *_warnings(works))
    people = {person.name: person for person in (*people_in(persons, works), *hands)}
    return Received(file.name, file.sha256, tuple(works), tuple(people.values()), warnings, volume=volume)


def _recorded_by_programs(data: bytes) -> Iterator[str]:
    """That the file has changes and remarks in instructions of an editing program, which are no TEI."""
    if found := re.search(rb"<\?(oxygen_\w+)", data):
        name = found[1].decode()
        yield f"changes and remarks that an editing program recorded (<?{name} …?>) are not read, and name nobody"


def _read_transcription(file: SourceFile, document: str | None) -> Received:
    """A file without documents of its own: a draft or an apparatus is one work, and so is each text of a corpus."""
    if document is not None:
        raise NotFound(
            f"{file.name}: holds no document {document}; it is no volume of documents, so leave the choice out"
        )
    root, warnings = read_whole(file)
    warnings += _recorded_by_programs(file.data)
    if b"sID=" in file.data:
        warnings += raise_flattened(root)
    if next(root.iter(_EXAMPLE), None) is not None:
        etree.strip_elements(root, _EXAMPLE, with_tail=False)
        warnings.append("what the file only shows as an example of encoding (egXML) is no part of its text")
    beside, left_out = read_beside(file, root)
    warnings += left_out
    ids = {id for each in (root, *beside) for one in each.iter(etree.Element) if (id := attribute(one, "id"))}
    calling = dict.fromkeys(one for each in root.iter("{*}text", "{*}sourceDoc") for one in each.iter(*CALLING))
    lost = list(lost_notes(calling, ids))
    persons = persons_named(root, ids)
    for source in (*beside, root):
        for section in source.iter(*_LISTS_OF_PERSONS):
            persons.update(read_persons(section))
    read: list[Transcribed] = []
    for header, text, key in _texts(root, file):
        read.append(read_transcription(header, text, file, persons, key))
        warnings += [*read[-1].warnings, *elements_told(text, *header.iter("{*}standOff"))]
    if not read:
        why = "; ".join(("TEI has its words in a text element or a sourceDoc", *warnings))
        raise UnreadableInput(f"{file.name}: holds no text; {why}")
    works = [one.work for one in read]
    hands = {person.name: person for one in read for person in one.people}
    people = {person.name: person for person in people_in(persons, works)} | hands
    warnings += [*lost, *_of_works_without_words(works)]
    return Received(file.name, file.sha256, tuple(works), tuple(people.values()), tuple(warnings))


def _texts(root: etree._Element, file: SourceFile) -> Iterator[tuple[etree._Element, etree._Element, str | None]]:
    """Every text with the element that has its header, and the id of its work where the file holds several."""
    parts = [each for each in root.iter("{*}TEI", "{*}TEI.2") if each is not root]
    if not parts or _has_words_beside(root, parts):
        parts = [root]
    found = [(part, text) for part in parts if (text := _words_of(part)) is not None]
    keys = tell_apart([attribute(part, "id") or f"{slug(file.stem)}-{n}" for n, (part, _) in enumerate(found, 1)])
    for (part, text), key in zip(found, keys, strict=True):
        yield part, text, key if len(found) > 1 else None


def _has_words_beside(root: etree._Element, parts: list[etree._Element]) -> bool:
    """True of a text that includes other files whole, between words of its own: all of it is one text."""
    text = root.find("{*}text")
    inside = {part for part in parts if text in part.iterancestors()} if text is not None else set()
    outmost = [part for part in inside if not any(around in inside for around in part.iterancestors())]
    return text is not None and _letters(text) > sum(map(_letters, outmost))


def _letters(element: etree._Element) -> int:
    return sum(len("".join(str(words).split())) for words in element.itertext())


def _words_of(part: etree._Element) -> etree._Element | None:
    """Where the words of a text stand: in its `text`, else its `sourceDoc`, else on whatever pages the file holds."""
    for name in ("{*}text", "{*}sourceDoc"):
        full = next((each for each in part.iter(name) if "".join(map(str, each.itertext())).strip()), None)
        if full is not None:
            return full
    return next((part for each in part.iter() if local(each.tag) in _BARE), None)


def stream_documents(path: Path) -> Iterator[TeiDocument]:
    """The documents of the volume at `path` in order, one at a time; each lives until the next is taken."""
    with _naming(str(path)):
        yield from _documents(SourceFile.at(path))


def _documents(file: SourceFile) -> Iterator[TeiDocument]:
    persons: dict[str, Person] = {}
    hands: list[etree._Element] = []
    title = None
    page: tuple[str | None, str | None] = (None, None)
    volume: Volume | None = None
    keys: set[str] = set()
    turned: list[etree._Element] = []
    index = order = 0
    for element in parse_elements(file.data, file.name, _TAGS):
        match local(element.tag):
            case "pb":
                turned.append(element)
            case "titleStmt":
                title = _complete_title(element)
                hands.append(element)
            case "listPerson":
                persons.update(read_persons(element))
            case "handNotes":
                hands.append(element)
            case "div" if attribute(element, "id") == "persons":
                persons.update(read_persons(element))
            case "div" if element.get("type") == "document":
                volume = volume or Volume(_volume_id(element, file), title, persons, file.sha256, Hands(hands, persons))
                given = attribute(element, "id") or f"d{element.get('n') or index + 1}"
                key = _unused(given, keys)
                inside = len(turned) - len(list(element.iter("{*}pb")))
                page = next((volume.page_of(each) for each in reversed(turned[:inside])), page)
                yield TeiDocument(
                    element, volume, key, *page, tuple(element.iter("{*}note")), index, order, key != given
                )
                index, order = index + 1, order + 1 + len(list(element.iter("{*}attachment")))
                last = next((volume.page_of(each) for each in reversed(turned[inside:])), page)
                page = last if last[0] else page
                turned.clear()
                _forget(element)


def _unused(key: str, keys: set[str]) -> str:
    """The key, or where an earlier document has it, the key with a number; put on record."""
    unused = key if key not in keys else next(k for n in count(2) if (k := f"{key}-{n}") not in keys)
    keys.add(unused)
    return unused


def _forget(element: etree._Element) -> None:
    """Give the memory of an element back, keeping the text after it."""
    tail = element.tail
    element.clear()
    element.tail = tail


def _complete_title(statement: etree._Element) -> str | None:
    complete = [each for each in statement.iterchildren("{*}title") if each.get("type") == "complete"]
    return (heading_words(complete[0]) or None) if complete else None


def _volume_id(element: etree._Element, file: SourceFile) -> str | None:
    root = element.getroottree().getroot()
    given = attribute(root, "id") if root is not element else None
    from_name = parse_frus_id(file.stem)
    return given or (from_name.volume if from_name else None)


def _refuse_twins(works: list[ReceivedWork], name: str) -> None:
    """Two works may not share an id."""
    seen: set[str] = set()
    for work in works:
        if work.work.id in seen:
            raise UnreadableInput(f"{name}: two documents or attachments are called {work.work.id}; rename one")
        seen.add(work.work.id)


def _of_works_without_words(works: list[ReceivedWork]) -> Iterator[str]:
    for work in works:
        if not any(version.text.strip() for version in work.versions):
            yield f"the text of {work.work.id} holds no words"


def _warnings(works: list[ReceivedWork]) -> Iterator[str]:
    if not any(work.notes for work in works):
        yield "no document has notes, so nothing says who revised it"
    yield from _of_works_without_words(works)
