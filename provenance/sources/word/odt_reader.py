"""An OpenDocument text with its tracked changes: who inserted and deleted which words, as the file records it.

All parts that hold words are read, as of a Word file; so is the flat form (`.fodt`), one XML document with all in it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from lxml import etree

from provenance.errors import UnreadableInput
from provenance.formats.word.tracked_text import Item, has_words, without_last_break, without_marker
from provenance.model.receipts import NUMBERS, Received
from provenance.sources.harmless_xml import attribute, local, opening
from provenance.sources.reader import SourceFile
from provenance.sources.word.beside_words import beside_words, in_order
from provenance.sources.word.odt_numbering import Numbering, read_lists
from provenance.sources.word.odt_walk import Told, Walk, read_date, read_plain, read_regions
from provenance.sources.word.office_package import OfficePackage, parse_part
from provenance.sources.word.tracked_work import Aside, TrackedDocument, receive

_TYPE = b"application/vnd.oasis.opendocument.text"
_SUFFIXES = {".odt", ".ott", ".fodt"}
_FLAT = b"urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_NAMED_TYPE = re.compile(rb"<!DOCTYPE[^\[>]*>")
"""A document type that declares nothing itself, as OpenOffice wrote before formulas; what it names is not fetched."""
_KINDS_OF_PAGE = {"": "", "-left": "left-page ", "-first": "first-page "}


def recognises(file: SourceFile) -> bool:
    """True for an OpenDocument text, by its first bytes or by its name."""
    is_word = file.data.startswith(b"PK") and b"word/document.xml" in file.data
    by_name = file.path.suffix.lower() in _SUFFIXES and not is_word
    return _TYPE in file.data[:200] or _is_flat(file.data) or by_name


def read(file: SourceFile, document: str | None = None) -> Received:
    """One work: the text with all changes rejected, a layer for each author, the text with all accepted."""
    if document is not None:
        raise UnreadableInput(f"{file.name}: an OpenDocument text is one document; leave {document!r} out")
    return _Reading(file).received()


def _is_flat(data: bytes) -> bool:
    head = opening(data)
    return head.startswith(b"<") and _FLAT in head and b"office:document" in head


class _Reading:
    """One file as it is read, part by part."""

    def __init__(self, file: SourceFile) -> None:
        self.file = file
        self.package: OfficePackage | None = None
        content: etree._Element | None
        styles: etree._Element | None
        if _is_flat(file.data):
            content = styles = parse_part(file.data, file.name, "document")
        else:
            self.package = OfficePackage(file)
            self._refuse_other_types(self.package)
            content = self._part("content.xml", "document-content")
            styles = self._part("styles.xml", "document-styles")
        body = None if content is None else content.find("{*}body/{*}text")
        if content is None or body is None:
            raise UnreadableInput(f"{file.name}: the document has no body that holds text; save it as .odt")
        self.body, self.styles = body, styles
        self.roots = list(dict.fromkeys(root for root in (styles, content) if root is not None))
        self.told = Told(_style_names(self.roots), self._formula)
        self.regions = [read_regions(self.body)]
        self.asides: list[Aside] = []

    def received(self) -> Received:
        """The work that the file holds."""
        body = without_last_break(Walk(self.told, self.regions[0]).through(self.body).items)
        if self.told.framed:
            raise UnreadableInput(
                f"{self.file.name}: is a report of this program saved by another, and its record of which text is "
                "reconstructed is lost; read the docx as it was written"
            )
        items = [*body, *(item for part in self._parts() for item in part)]
        if not has_words(items):
            raise UnreadableInput(
                f"{self.file.name}: the document holds no words in any of its parts; there is nothing to read"
            )
        left_out = tuple(self._left_out())
        warnings = (*(self.package.warnings if self.package else ()), *(f"{what} are not read" for what in left_out))
        told = (*self.asides, *_comments(self.told))
        made = receive(self.file, TrackedDocument(tuple(items), told, None, warnings, left_out), "OpenDocument file")
        return replace(made, beside=partial(self._beside, told))

    def _beside(self, told: Sequence[Aside]) -> tuple[tuple[str, str], ...]:
        """What the file holds beside its words."""
        return (*beside_words(self.roots, self._fingerprint, told), in_order(NUMBERS, self._numbers()))

    def _numbers(self) -> Iterator[str]:
        """What is printed before each numbered paragraph, of the body first."""
        numbering = Numbering()
        yield from numbering.printed(self.body, read_lists(*self.roots))
        of_pages = read_lists(*self.roots[:1])
        for _, element in self._pages():
            yield from numbering.printed(element, of_pages)

    def _left_out(self) -> dict[str, None]:
        """What is not read: what was met on the way, changes that share an id, and deletions without a place."""
        found = self.told.left_out
        for region in (region for part in self.regions for region in part.values()):
            if not region.is_one:
                found["the changes that share an id"] = None
            elif region.deleted and region not in self.told.placed:
                found["the deletions that have no place in the text"] = None
        return found

    def _refuse_other_types(self, package: OfficePackage) -> None:
        """UnreadableInput for what is no OpenDocument text, or encrypted."""
        if b"encryption-data" in (package.read("META-INF/manifest.xml") or b""):
            raise UnreadableInput(f"{package.name}: is encrypted; open it with its password and save it without one")
        kind = (package.read("mimetype") or b"").strip()
        if not kind and package.has("content.xml"):
            package.warnings.append("the file does not say of what kind it is; it was read as an OpenDocument text")
        elif kind not in {_TYPE, _TYPE + b"-template"}:
            named = kind[:100].decode("ascii", "replace")
            told = (named or "missing") if kind.isascii() and named.isprintable() else "unreadable"
            raise UnreadableInput(f"{package.name}: its type is {told}, not an OpenDocument text's; save it as .odt")

    def _part(self, name: str, root: str) -> etree._Element | None:
        return self.package.parse(name, root) if self.package else None

    def _fingerprint(self, _: etree._Element, address: str) -> str:
        """What tells a picture or an embedded document from others; an address outside the file tells of itself."""
        inside = address.removeprefix("./")
        for part in (inside, f"{inside}/content.xml"):
            if self.package and self.package.has(part):
                return self.package.fingerprint(part)
        return address

    def _formula(self, address: str) -> str:
        """An embedded formula as it was typed, or its letters; "" for what is no formula."""
        data = self.package.read(f"{address.removeprefix('./')}/content.xml") if self.package else None
        if data is None or b"MathML" not in data[:4096]:
            return ""
        root = parse_part(_NAMED_TYPE.sub(b"", data, count=1), self.file.name, None)
        typed = root.findtext(".//{*}annotation")
        return " ".join((typed or "".join(str(t) for t in root.itertext())).split())

    def _parts(self) -> Iterator[list[Item]]:
        """What stands beside the body, in order: its notes, headers and footers, text boxes, and the notes of these."""
        yield from self._notes_met()
        for name, element in self._pages():
            self.regions.append({**self.regions[0], **read_regions(element)})
            yield Walk(self.told, self.regions[-1], name).through(element).as_part()
        number = 0
        while number < len(self.told.boxes):
            box, marking = self.told.boxes[number]
            number += 1
            walk = Walk(self.told, self.regions[0], f"text box {number}", marking)
            yield walk.through(box).as_part(marking)
            if number == len(self.told.boxes):
                yield from self._notes_met()
        yield from self._notes_met()

    def _notes_met(self) -> Iterator[list[Item]]:
        """The notes that stand in what was read since the last ones."""
        while len(self.asides) < len(self.told.notes):  # a note may hold another
            new = list(_notes(self.told))[len(self.asides) :]
            self.asides += new
            for kind in ("footnote", "endnote"):
                for aside in (aside for aside in new if aside.kind == kind):
                    note, marking = self.told.notes[aside.key]
                    body = note.find("{*}note-body")
                    if body is not None:
                        name = f"{aside.kind} {aside.number or aside.key}"
                        walk = Walk(self.told, self.regions[0], name, marking)
                        yield without_marker(walk.through(body).as_part(marking))

    def _pages(self) -> Iterator[tuple[str, etree._Element]]:
        """The headers, then the footers, of all kinds of pages, by their names."""
        taken: set[str] = set()
        pages = [] if self.styles is None else list(self.styles.iterfind("{*}master-styles/{*}master-page"))
        for kind in ("header", "footer"):
            for page in pages:
                for ending, which in _KINDS_OF_PAGE.items():
                    for element in page.iterfind(f"{{*}}{kind}{ending}"):
                        if attribute(element, "display") == "false":
                            continue
                        number, name = 1, which + kind
                        while (called := name if number == 1 else f"{name} {number}") in taken:
                            number += 1
                        taken.add(called)
                        yield called, element


def _style_names(roots: list[etree._Element]) -> dict[str, str]:
    """The name of each style as people see it; of an automatic style that of its parent."""
    named: dict[str, str] = {}
    automatic: dict[str, str] = {}
    for root in roots:
        for style in root.iter("{*}style"):
            name = attribute(style, "name") or ""
            named[name] = attribute(style, "display-name") or name
            holder = style.getparent()
            if holder is not None and local(holder.tag) == "automatic-styles":
                automatic[name] = attribute(style, "parent-style-name") or ""
    parents = {name: automatic.get(name, name) for name in named}
    return {name: named.get(parent, parent).replace("_20_", " ") for name, parent in parents.items()}


def _notes(told: Told) -> Iterator[Aside]:
    """The footnotes and endnotes, numbered as the file prints them."""
    taken: set[str] = set()
    for key, (note, _) in told.notes.items():
        kind = "endnote" if attribute(note, "note-class") == "endnote" else "footnote"
        number = (note.findtext("{*}note-citation") or "").strip() or None
        id = f"{'en' if kind == 'endnote' else 'fn'}{number or key}"
        while id in taken:
            id += "b"
        taken.add(id)
        body = note.find("{*}note-body")
        yield Aside(key, "" if body is None else read_plain(body), kind, number, id=id)


def _comments(told: Told) -> Iterator[Aside]:
    for key, comment in told.comments.items():
        author = " ".join((comment.findtext("{*}creator") or "").split()) or None
        text = read_plain(comment).replace("\n\n", "\n")
        yield Aside(key, text, "comment", author=author, date=read_date(comment.findtext("{*}date")))
