"""An OpenDocument text with its tracked changes: who inserted and deleted which words, as the file records it."""

from collections.abc import Iterator

from lxml import etree

from provenance.errors import UnreadableInput
from provenance.model.receipts import Received
from provenance.sources.reader import SourceFile
from provenance.sources.tei.tei_parsing import attribute
from provenance.sources.word.odt_walk import Walk, read_regions
from provenance.sources.word.office_package import OfficePackage
from provenance.sources.word.tracked_text import Piece
from provenance.sources.word.tracked_work import Aside, TrackedDocument, receive

_TYPE = b"application/vnd.oasis.opendocument.text"
_SUFFIXES = {".odt", ".ott"}


def recognises(file: SourceFile) -> bool:
    """True for an OpenDocument text, by its first bytes or by its name."""
    is_word = file.data.startswith(b"PK") and b"word/document.xml" in file.data
    return _TYPE in file.data[:200] or (file.path.suffix.lower() in _SUFFIXES and not is_word)


def read(file: SourceFile, document: str | None = None) -> Received:
    """One work: the text with all changes rejected, a layer for each author, the text with all accepted."""
    if document is not None:
        raise UnreadableInput(f"{file.name}: an OpenDocument text is one document; leave {document!r} out")
    package = OfficePackage(file)
    body = _body(package)
    walk = Walk(_styles(package), read_regions(body))
    walk.through(body)
    if walk.framed:
        raise UnreadableInput(
            f"{file.name}: is a report of this program saved by another, and its record of which text is reconstructed "
            "is lost; read the docx as it was written"
        )
    if not any(item.text.strip() for item in walk.items if isinstance(item, Piece)):
        raise UnreadableInput(f"{file.name}: the document holds no words; there is nothing to read")
    asides = (*_notes(walk), *_comments(walk))
    warnings = tuple(f"{what} are not read" for what in walk.left_out)
    return receive(file, TrackedDocument(tuple(walk.items), asides, None, warnings), "OpenDocument file")


def _body(package: OfficePackage) -> etree._Element:
    """The element that holds the text; UnreadableInput for what is no OpenDocument text, or encrypted."""
    if b"encryption-data" in (package.read("META-INF/manifest.xml") or b""):
        raise UnreadableInput(f"{package.name}: is encrypted; open it with its password and save it without one")
    kind = (package.read("mimetype") or b"").strip()
    if kind not in {_TYPE, _TYPE + b"-template"}:
        told = kind[:100].decode("ascii", "replace") or "missing"
        raise UnreadableInput(f"{package.name}: its type is {told}, not an OpenDocument text's; save it as .odt")
    root = package.parse("content.xml", "document-content")
    body = None if root is None else root.find("{*}body/{*}text")
    if body is None:
        raise UnreadableInput(f"{package.name}: the document has no body; save it again")
    return body


def _styles(package: OfficePackage) -> dict[str, str]:
    """The name of each style as people see it; of an automatic style that of its parent."""
    named: dict[str, str] = {}
    automatic: dict[str, str] = {}
    for part, root_name in (("styles.xml", "document-styles"), ("content.xml", "document-content")):
        root = package.parse(part, root_name)
        for style in () if root is None else root.iter("{*}style"):
            name = attribute(style, "name") or ""
            named[name] = attribute(style, "display-name") or name
            if style.getparent() is not None and str(style.getparent().tag).endswith("}automatic-styles"):  # type: ignore[union-attr]
                automatic[name] = attribute(style, "parent-style-name") or ""
    parents = {name: automatic.get(name, name) for name in named}
    return {name: named.get(parent, parent).replace("_20_", " ") for name, parent in parents.items()}


def _notes(walk: Walk) -> Iterator[Aside]:
    """The footnotes and endnotes, numbered as the file prints them."""
    taken: set[str] = set()
    for key, note in walk.notes.items():
        kind = "endnote" if attribute(note, "note-class") == "endnote" else "footnote"
        number = (note.findtext("{*}note-citation") or "").strip() or None
        id = f"{'en' if kind == 'endnote' else 'fn'}{number or key}"
        while id in taken:
            id += "b"
        taken.add(id)
        body = note.find("{*}note-body")
        yield Aside(key, "" if body is None else _plain(body), kind, number, id=id)


def _comments(walk: Walk) -> Iterator[Aside]:
    for key, comment in walk.comments.items():
        author = comment.findtext("{*}creator") or None
        yield Aside(key, _plain(comment).replace("\n\n", "\n"), "comment", author=author)


def _plain(container: etree._Element) -> str:
    """The words of a note or comment as they stand."""
    walk = Walk({}, {})
    for paragraph in container.iter("{*}p", "{*}h"):
        walk.paragraph(paragraph, None)
    return "".join(item.text for item in walk.items if isinstance(item, Piece)).strip()
