"""A Word file with its tracked changes: who inserted, deleted and moved which words, as the file itself records it.

All parts that hold words are read: the body, then footnotes, endnotes, headers, footers and text boxes, each under its
name. Nothing is run, fetched or followed: macros and encrypted files are refused, what lies outside the file is passed
over and named in a warning.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from lxml import etree

from provenance.errors import UnreadableInput
from provenance.formats.word.original import Ending, Original
from provenance.formats.word.strict_names import as_ordinary, is_strict
from provenance.formats.word.tracked_text import (
    PLAIN,
    Item,
    Marking,
    Writing,
    has_words,
    without_last_break,
    without_marker,
)
from provenance.model.receipts import NUMBERS, Received
from provenance.model.testimony import AnchorPlace
from provenance.sources.harmless_xml import attribute, local
from provenance.sources.reader import SourceFile
from provenance.sources.word.beside_words import beside_words, in_order
from provenance.sources.word.docx_memory import Memory, read_memory
from provenance.sources.word.docx_numbering import read_numbering
from provenance.sources.word.docx_package import DocxPackage, looks_like_flat_word
from provenance.sources.word.docx_walk import Told, Walk, read_date, read_plain
from provenance.sources.word.office_package import is_other_kind, parse_part
from provenance.sources.word.tracked_work import Aside, TrackedDocument, receive
from provenance.text.digits import number_in

_SUFFIXES = {".docx", ".dotx", ".docm", ".dotm", ".doc", ".dot", ".rtf", ".pages", ".pdf", ".wpd", ".wps"}
_FORMATTING = frozenset({"rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange"})
_KEYS_OF_NOTES = {"footnote": "fn", "endnote": "en"}
"""How the keys begin under which notes of a kind are called."""
_KINDS_OF_PAGE = {"default": "", "first": "first-page ", "even": "even-page "}


def recognises(file: SourceFile) -> bool:
    """True for a Word file, by its parts or by its name; and for what other word processors write, to be told of."""
    named = file.path.suffix.lower() in _SUFFIXES
    if file.data.startswith(b"PK"):
        return b"word/document.xml" in file.data or b"word\\document.xml" in file.data or named
    return is_other_kind(file) or looks_like_flat_word(file.data) or named


def read(file: SourceFile, document: str | None = None) -> Received:
    """One work: the text with all changes rejected, a layer for each author, the text with all accepted."""
    if document is not None:
        raise UnreadableInput(f"{file.name}: a Word file is one document; leave {document!r} out")
    return _Reading(file).received()


def open_original(file: SourceFile) -> Original:
    """A Word file opened so that a report can be written in it; UnreadableInput if it is none."""
    reading = _Reading(file)
    parts = reading.package.bytes_of_all()
    strict = frozenset(part for part, data in parts.items() if is_strict(data))
    return _opened(file.path, parts, strict) if strict else reading.original()


def _opened(path: Path, parts: Mapping[str, bytes], strict: frozenset[str]) -> Original:
    """A file made of these parts, of which the `strict` ones are read under ordinary names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for part, data in parts.items():
            package.writestr(part, as_ordinary(data) if part in strict else data)
    return replace(_Reading(SourceFile(path, buffer.getvalue())).original(), strict=strict)


class _Reading:
    """One file as it is read, part by part."""

    def __init__(self, file: SourceFile) -> None:
        self.file = file
        self.package = DocxPackage(file)
        self.root = self.package.document
        self.memory = self._memory()
        self.told = Told(self._styles(), own=self.memory is not None)
        self.formatting = 0
        self.notes: dict[str, tuple[str, str | None, str]] = {}
        self.asides: list[Aside] = []
        self.endings: list[object] = []

    def original(self) -> Original:
        """The file opened to be written in."""
        self._items()
        comments, parts = self.package.parts_of("comments"), self.package.bytes_of_all()
        return Original(
            self.file.name,
            parts,
            self.package.trees(),
            self.package.real_name(self.package.main),
            self.package.real_name(comments[0]) if comments else None,
            self._items,
            lambda more: _opened(self.file.path, {**parts, **more}, frozenset()),
        )

    def _items(self) -> tuple[list[Item], list[Ending]]:
        """The text as it now is, and where each of its parts ends."""
        self.told = Told(self._styles())
        self.notes, self.asides, self.endings = {}, [], []
        body = self._walk(self.root.body, None)
        items = without_last_break(body.items)
        endings = [Ending(len(items), body.end)]
        for part in self._parts():
            items += part
            if part:
                endings.append(Ending(len(items), self.endings[-1]))
        return items, endings

    def received(self) -> Received:
        """The work that the file holds."""
        body = without_last_break(self._walk(self.root.body, None).items)
        if self.told.framed and self.memory is None:
            raise UnreadableInput(
                f"{self.file.name}: is a report of this program without its record of which text is reconstructed, "
                "lost when another program saved it; read the docx as it was written"
            )
        items = [*body, *(item for part in self._parts() for item in part)]
        if not has_words(items):
            raise UnreadableInput(
                f"{self.file.name}: the document holds no words in any of its parts; there is nothing to read"
            )
        self.told.left_out |= dict.fromkeys(self._uncalled())
        told = tuple(_remember([*self.asides, *self._comments()], self.memory))
        warnings, left_out = self._warnings(), tuple(self.told.left_out)
        made = receive(self.file, TrackedDocument(tuple(items), told, self.memory, warnings, left_out), "Word file")
        return replace(made, data=self.file.data, beside=partial(self._beside, told))

    def _beside(self, told: Sequence[Aside]) -> tuple[tuple[str, str], ...]:
        """What the file holds beside its words."""
        trees = self.package.trees().values()
        return (*beside_words(trees, self.package.fingerprint, told), in_order(NUMBERS, self._numbers()))

    def _walk(self, container: etree._Element, part: str | None, marking: Marking = PLAIN) -> Writing:
        self.formatting += sum(1 for element in container.iter() if local(element.tag) in _FORMATTING)
        writing = Walk(self.told, part, marking).through(container)
        self.endings.append(writing.end)
        return writing

    def _parts(self) -> Iterator[list[Item]]:
        """What stands beside the body, in order: its notes, headers and footers, text boxes, and the notes of these."""
        yield from self._notes_called()
        self._edges: set[tuple[str, str]] = set()
        for kind in ("header", "footer"):
            for name, element in self._pages(kind):
                yield self._walk(element, name).as_part()
        number = 0
        while number < len(self.told.boxes):
            box, marking, drawing = self.told.boxes[number]
            number += 1
            yield self._walk(box, f"text box {number}", marking).as_part(marking, drawing)
            if number == len(self.told.boxes):
                yield from self._notes_called()
        yield from self._notes_called()

    def _notes_called(self) -> Iterator[list[Item]]:
        """The notes that are called in what was read since the last ones; those of a report of ours are no parts."""
        read = -1
        while read < len(self.asides):  # a note may call another
            read = len(self.asides)
            for kind in _KEYS_OF_NOTES:
                found = self._of_kind(kind)
                new = list(self._asides(kind, found))
                self.asides += new
                for one in (aside.key for aside in new if aside.place is None and self.memory is None):
                    yield self._note_items(one, found[one])

    def _note_items(self, key: str, element: etree._Element) -> list[Item]:
        """A note as a part of the text, without the marker that stands before its words."""
        marking, call = self.told.called[key]
        items = self._walk(element, self.notes[key][0], marking).as_part(marking, call)
        return without_marker(items, self.notes[key][1] or "")

    def _of_kind(self, kind: str) -> dict[str, etree._Element]:
        """The footnotes or endnotes that the file holds, by the keys under which they are called."""
        root = self.package.related(f"{kind}s")
        notes = () if root is None else root.iter(f"{{*}}{kind}")
        return {f"{_KEYS_OF_NOTES[kind]}{attribute(note, 'id')}": note for note in notes}

    def _uncalled(self) -> Iterator[str]:
        """The kinds of notes of which some have words, and nothing in the text calls them."""
        for kind in _KEYS_OF_NOTES:
            found = self._of_kind(kind)
            lost = found.keys() - self.told.called.keys() - self.told.outside.keys()
            if any(not attribute(found[one], "type") and read_plain(found[one]).strip() for one in lost):
                yield f"the {kind}s that nothing in the text calls"

    def _asides(self, kind: str, found: Mapping[str, etree._Element]) -> Iterator[Aside]:
        """The new ones of a kind of notes in the order in which they are called, numbered as Word numbers them."""
        key, hung = _KEYS_OF_NOTES[kind], self.told.called
        starts = self.root.element.iterfind(f".//{{*}}{kind}Pr/{{*}}numStart")
        number = next((n for e in starts if (n := number_in(attribute(e, "val") or "")) is not None), 1)
        number += sum(mark is None for _, mark, its in self.notes.values() if its == kind)
        titled = [one for one, is_titled in self.told.outside.items() if is_titled]
        for one in dict.fromkeys([*titled, *hung, *self.told.outside]):
            if one not in found or one in self.notes:
                continue
            mark = self.told.printed.get(one)
            text = _without_marker(read_plain(found[one]), mark)
            place = None if one in hung else AnchorPlace.HEADING if self.told.outside[one] else AnchorPlace.NONE
            self.notes[one] = (f"{kind} {mark or number}", mark, kind)
            yield Aside(one, text, kind, mark or str(number), place=place, id=f"{key}{mark or number}")
            number += mark is None

    def _pages(self, kind: str) -> Iterator[tuple[str, etree._Element]]:
        """The headers or footers of all sections, each once, by their names."""
        taken: set[str] = set()
        for reference in self.root.element.iter(f"{{*}}{kind}Reference"):
            edge = self.package.edge_of_page(attribute(reference, "id") or "", kind)
            if edge is None or edge in self._edges:
                continue
            self._edges.add(edge)
            element = self.package.parse(*edge)
            name = _KINDS_OF_PAGE.get(attribute(reference, "type") or "default", "") + kind
            number = 1
            while (called := name if number == 1 else f"{name} {number}") in taken:
                number += 1
            taken.add(called)
            if element is not None:
                yield called, element

    def _comments(self) -> Iterator[Aside]:
        """The comments in the order of the file."""
        root = self.package.related("comments")
        for comment in () if root is None else root.iter("{*}comment"):
            author = " ".join((attribute(comment, "author") or "").split()) or None
            text = read_plain(comment).replace("\n\n", "\n")
            yield Aside(f"c{attribute(comment, 'id')}", text, "comment", author=author, date=read_date(comment))

    def _styles(self) -> dict[str, str]:
        """The name of each style by its id; ids are in the language of the Word that wrote them, names are not."""
        root = self.package.related("styles")
        found = {}
        for style in () if root is None else root.iter("{*}style"):
            name = style.find("{*}name")
            found[attribute(style, "styleId") or ""] = "" if name is None else attribute(name, "val") or ""
        return found

    def _numbers(self) -> Iterator[str]:
        """What is printed before each numbered paragraph; nothing where the part that tells of it cannot be read."""
        parts = self.package.parts_of("numbering")
        data = self.package.read(parts[0]) if parts else None
        try:
            numbering = parse_part(data or b"", self.file.name, "numbering")
        except UnreadableInput:
            return iter(())
        return read_numbering(self.package.related("styles"), numbering).printed(self.package.trees().values())

    def _memory(self) -> Memory | None:
        """The memory of our own report, if this is one."""
        for part in self.package.parts_of("customXml"):
            data = self.package.read(part)
            if data is not None and b"urn:provenance:docx:1" in data:
                record = self.package.parse(part, "provenance")
                return None if record is None else read_memory(record)
        return None

    def _warnings(self) -> tuple[str, ...]:
        """What was passed over or odd, each in a sentence."""
        found = list(self.package.warnings)
        if self.formatting:
            changes = "1 tracked change" if self.formatting == 1 else f"{self.formatting} tracked changes"
            verb = "alters no words and is" if self.formatting == 1 else "alter no words and are"
            found.append(f"{changes} of formatting {verb} not read")
        if lost := [key for key in self.told.called if key not in self.notes]:
            notes = "1 note is" if len(lost) == 1 else f"{len(lost)} notes are"
            found.append(f"{notes} called in the text and not in the file")
        if self.told.hidden:
            found.append("some words are formatted as hidden; they are read as all others are")
        found += [f"{what} are not read" for what in self.told.left_out]
        outside = self.package.links_outside()
        if outside:
            found.append(f"links to things outside the file ({', '.join(outside)}) were not followed")
        return tuple(found)


def _without_marker(text: str, mark: str | None) -> str:
    """The words of a note without the marker that stands before them and the blank after it."""
    text = text.removeprefix(mark) if mark else text
    return text.removeprefix("\t").removeprefix(" ")


def _remember(asides: list[Aside], memory: Memory | None) -> Iterator[Aside]:
    """The asides; in a file of ours with the names and numbers that the notes had in the work they came from."""
    notes = [aside for aside in asides if aside.kind == "footnote"]
    if memory is None or len(memory.notes) != len(notes):
        yield from asides
        return
    told = iter(memory.notes)
    for aside in asides:
        if aside.kind != "footnote":
            yield aside
            continue
        note = next(told)
        place = None if aside.place is None else note.place
        text = aside.text.removeprefix(note.prefix)
        yield replace(aside, text=text, kind=note.kind, number=note.number, place=place, id=note.id)
