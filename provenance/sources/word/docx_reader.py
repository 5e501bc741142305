"""A Word file with its tracked changes: who inserted, deleted and moved which words, as the file itself records it.

Nothing is run, fetched or followed: macros and encrypted files are refused, what lies outside the file is passed over
and named in a warning.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from posixpath import join, normpath

from lxml import etree

from provenance.errors import UnreadableInput
from provenance.model.receipts import Received
from provenance.model.testimony import AnchorPlace
from provenance.sources.reader import SourceFile
from provenance.sources.tei.tei_parsing import attribute
from provenance.sources.word.docx_memory import Memory, read_memory
from provenance.sources.word.docx_walk import Walk, read_plain
from provenance.sources.word.office_package import OLE, OfficePackage
from provenance.sources.word.tracked_text import PARAGRAPH_BREAK, Hook, Piece
from provenance.sources.word.tracked_work import Aside, TrackedDocument, receive

_SUFFIXES = {".docx", ".dotx", ".docm", ".dotm", ".doc"}
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}.main+xml"
_MAINS = {_MAIN.format("document"), _MAIN.format("template")}


def recognises(file: SourceFile) -> bool:
    """True for a Word file, by its parts or by its name; old and encrypted ones too, so that they are told of."""
    if file.data.startswith(b"PK"):
        return b"word/document.xml" in file.data or file.path.suffix.lower() in _SUFFIXES
    return file.data.startswith(OLE) or file.path.suffix.lower() in _SUFFIXES


def read(file: SourceFile, document: str | None = None) -> Received:
    """One work: the text with all changes rejected, a layer for each author, the text with all accepted."""
    if document is not None:
        raise UnreadableInput(f"{file.name}: a Word file is one document; leave {document!r} out")
    package = OfficePackage(file)
    main = _main_part(package)
    root = package.parse(main, "document")
    body = None if root is None else root.find("{*}body")
    if root is None or body is None:
        raise UnreadableInput(f"{file.name}: the document has no body; save it again in Word")
    relations = _Relations.of(package, main)
    memory = _memory(package, relations)
    walk = Walk(_styles(package, relations), own=memory is not None)
    walk.through(body)
    if walk.framed and memory is None:
        raise UnreadableInput(
            f"{file.name}: is a report of this program without its record of which text is reconstructed, lost when "
            "another program saved it; read the docx as it was written"
        )
    if not any(item.text.strip() for item in walk.items if isinstance(item, Piece)):
        raise UnreadableInput(f"{file.name}: the document holds no words; there is nothing to read")
    asides = [*_notes(package, relations, walk, root), *_comments(package, relations)]
    told = tuple(_remember(asides, memory))
    return receive(file, TrackedDocument(tuple(walk.items), told, memory, _warnings(package, walk)), "Word file")


@dataclass(frozen=True, slots=True)
class _Relations:
    """Which parts belong to the main part: kind (the last word of its type) → parts inside the file."""

    parts: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, package: OfficePackage, part: str) -> "_Relations":
        folder, _, name = part.rpartition("/")
        found: dict[str, tuple[str, ...]] = {}
        for kind, target, is_external in _relations(package, join(folder, "_rels", f"{name}.rels")):
            if not is_external:
                inside = normpath(join("/", folder, target)).lstrip("/")
                found[kind] = (*found.get(kind, ()), inside)
        return cls(found)

    def root(self, package: OfficePackage, kind: str, root: str) -> etree._Element | None:
        """The root of the first part of a kind, or None if there is none."""
        return package.parse(self.parts[kind][0], root) if kind in self.parts else None


def _relations(package: OfficePackage, part: str) -> Iterator[tuple[str, str, bool]]:
    """Every relation in a part of relations: its kind, its target, whether that lies outside the file."""
    root = package.parse(part, "Relationships")
    for relation in () if root is None else root.iter("{*}Relationship"):
        kind = (attribute(relation, "Type") or "").rpartition("/")[2]
        yield kind, attribute(relation, "Target") or "", attribute(relation, "TargetMode") == "External"


def _main_part(package: OfficePackage) -> str:
    """The name of the part that holds the text; UnreadableInput if the file is no Word document after all."""
    mains = [(target, out) for kind, target, out in _relations(package, "_rels/.rels") if kind == "officeDocument"]
    if not mains or mains[0][1]:
        raise UnreadableInput(f"{package.name}: holds no Word document; save it as .docx")
    part = mains[0][0].lstrip("/")
    content = _content_type(package, part)
    if "macroEnabled" in content:
        raise UnreadableInput(f"{package.name}: is a document with macros; save it as .docx, without them")
    if content not in _MAINS or part not in package.parts:
        raise UnreadableInput(f"{package.name}: its content type is {content or 'missing'}, not a Word document's")
    return part


def _content_type(package: OfficePackage, part: str) -> str:
    """The content type that the file declares for a part; "" if none."""
    root = package.parse("[Content_Types].xml", "Types")
    for override in () if root is None else root.iter("{*}Override"):
        if (attribute(override, "PartName") or "").lstrip("/") == part:
            return attribute(override, "ContentType") or ""
    return ""


def _styles(package: OfficePackage, relations: _Relations) -> dict[str, str]:
    """The name of each style by its id; ids are in the language of the Word that wrote them, names are not."""
    root = relations.root(package, "styles", "styles")
    found = {}
    for style in () if root is None else root.iter("{*}style"):
        name = style.find("{*}name")
        found[attribute(style, "styleId") or ""] = "" if name is None else attribute(name, "val") or ""
    return found


def _memory(package: OfficePackage, relations: _Relations) -> Memory | None:
    """The memory of our own report, if this is one."""
    for part in relations.parts.get("customXml", ()):
        data = package.read(part)
        if data is not None and b"urn:provenance:docx:1" in data:
            record = package.parse(part, "provenance")
            return None if record is None else read_memory(record)
    return None


def _notes(package: OfficePackage, relations: _Relations, walk: Walk, document: etree._Element) -> Iterator[Aside]:
    """The footnotes and endnotes in the order in which they are called, numbered as Word numbers them."""
    hung = [item.key for item in walk.items if isinstance(item, Hook)]
    for kind, key in (("footnote", "fn"), ("endnote", "en")):
        root = relations.root(package, f"{kind}s", f"{kind}s")
        found = {f"{key}{attribute(e, 'id')}": e for e in (() if root is None else root.iter(f"{{*}}{kind}"))}
        starts = document.iterfind(f".//{{*}}{kind}Pr/{{*}}numStart")
        number = next((int(v) for e in starts if (v := attribute(e, "val") or "").isdecimal()), 1)
        titled = [one for one, is_titled in walk.outside.items() if is_titled]
        for one in (one for one in dict.fromkeys([*titled, *hung, *walk.outside]) if one in found):
            mark = walk.printed.get(one)
            text = _without_marker(read_plain(found[one]), mark)
            place = None if one in hung else AnchorPlace.HEADING if walk.outside[one] else AnchorPlace.NONE
            yield Aside(one, text, kind, mark or str(number), place=place, id=f"{key}{mark or number}")
            number += mark is None


def _without_marker(text: str, mark: str | None) -> str:
    """The words of a note without the marker that stands before them and the blank after it."""
    text = text.removeprefix(mark) if mark else text
    return text.removeprefix("\t").removeprefix(" ")


def _comments(package: OfficePackage, relations: _Relations) -> Iterator[Aside]:
    """The comments in the order of the file."""
    root = relations.root(package, "comments", "comments")
    for comment in () if root is None else root.iter("{*}comment"):
        key, author = f"c{attribute(comment, 'id')}", attribute(comment, "author") or None
        yield Aside(key, read_plain(comment).replace(PARAGRAPH_BREAK, "\n"), "comment", author=author)


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


def _warnings(package: OfficePackage, walk: Walk) -> tuple[str, ...]:
    """What was passed over, each in a sentence."""
    found = []
    if walk.formatting:
        found.append(f"{walk.formatting} tracked changes of formatting alter no words and are not read")
    found += [f"{what} are not read" for what in walk.left_out]
    outside = [
        kind
        for part in package.parts
        if part.endswith(".rels")
        for kind, _, is_external in _relations(package, part)
        if is_external and kind != "hyperlink"
    ]
    if outside:
        found.append(f"links to things outside the file ({', '.join(sorted(set(outside)))}) were not followed")
    return tuple(found)
