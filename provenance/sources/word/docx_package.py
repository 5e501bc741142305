"""A docx as its parts and how they hang together (ECMA-376, part 2), however carelessly the file was put together.

The part that holds the text is found by the relations; where they are missing or wrong, by its usual name. Flat Word
files, which are one XML document with all parts in it, are read as what they are.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from posixpath import join, normpath

from lxml import etree

from provenance.errors import UnreadableInput
from provenance.sources.harmless_xml import attribute, local, opening
from provenance.sources.reader import SourceFile
from provenance.sources.word.beside_words import letters_in
from provenance.sources.word.office_package import OfficePackage, parse_part

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}.main+xml"
_MAINS = {_MAIN.format("document"), _MAIN.format("template")}
_EDGES = {"header": "hdr", "footer": "ftr"}
_USUAL = "word/document.xml"
_FLAT = b"http://schemas.microsoft.com/office/2006/xmlPackage"
_FLAT_2003 = b"http://schemas.microsoft.com/office/word/2003/wordml"


def looks_like_flat_word(data: bytes) -> bool:
    """True for XML that says in its first letters that it is a Word document in one file."""
    head = opening(data)
    return head.startswith(b"<") and (_FLAT in head or _FLAT_2003 in head)


@dataclass(frozen=True, slots=True)
class Document:
    """The part that holds the text: its root element, and the body in it."""

    element: etree._Element
    body: etree._Element


@dataclass(frozen=True, slots=True)
class _Relation:
    """A relation of one part: its kind (the last word of its type), the part meant, whether that lies outside."""

    id: str
    kind: str
    target: str
    is_external: bool


class DocxPackage:
    """The parts of a Word file. `warnings` say what was odd."""

    def __init__(self, file: SourceFile) -> None:
        self.name = file.name
        flat = _flat_parts(file) if looks_like_flat_word(file.data) else None
        self._package = OfficePackage(file, flat)
        self.warnings = list(self._package.warnings)
        self._trees: dict[str, etree._Element | None] = {}
        self.main = self._main_part()
        root = self._package.parse(self.main, "document")
        bodies = [] if root is None else root.findall("{*}body")
        if root is None or not bodies:
            raise UnreadableInput(f"{file.name}: the document has no body; save it again in Word")
        body = bodies[0]
        if len(bodies) > 1:
            self.warnings.append(f"the document has {len(bodies)} bodies, where Word allows one; they are read as one")
        for other in bodies[1:]:
            body.extend(list(other))
            root.remove(other)
        self.document = Document(root, body)
        self._relations = list(self._relations_of(self.main))
        self._fingerprints: dict[str, dict[str, _Relation]] = {}

    def read(self, part: str) -> bytes | None:
        """The bytes of a part, or None if there is no such part."""
        return self._package.read(part)

    def parse(self, part: str, root: str) -> etree._Element | None:
        """The root of a part, the same whenever it is asked for."""
        if part == self.main:
            return self.document.element
        if part not in self._trees:
            self._trees[part] = self._package.parse(part, root)
        return self._trees[part]

    def trees(self) -> dict[str, etree._Element]:
        """The parts that were parsed, by their names in the file."""
        trees = {**self._trees, self.main: self.document.element}
        return {self.real_name(part): tree for part, tree in trees.items() if tree is not None}

    def real_name(self, part: str) -> str:
        """The name of a part as the file writes it."""
        return self._package.real_name(part)

    def bytes_of_all(self) -> dict[str, bytes]:
        """All parts with their bytes."""
        return {self.real_name(part): self.read(part) or b"" for part in self._package.parts}

    def parts_of(self, kind: str) -> list[str]:
        """The parts of a kind that belong to the document."""
        return [relation.target for relation in self._relations if relation.kind == kind and not relation.is_external]

    def fingerprint(self, element: etree._Element, id: str) -> str:
        """What tells a picture, chart or address from others, by its relation to the part that an element stands in."""
        tree = element.getroottree().getroot()
        part = next((name for name, root in self._trees.items() if root is tree), self.main)
        if part not in self._fingerprints:
            self._fingerprints[part] = {relation.id: relation for relation in self._relations_of(part)}
        relation = self._fingerprints[part].get(id)
        if relation is None:
            return ""
        if relation.is_external:
            return relation.target
        if relation.kind in {"chart", "diagramData"}:
            return letters_in(self.read(relation.target) or b"")
        return self._package.fingerprint(relation.target)

    def edge_of_page(self, id: str, kind: str) -> tuple[str, str] | None:
        """The header or footer that a relation of the document names, and its root's name; None if it is neither.

        What is called a header and is a footer is read: nobody would miss its words less.
        """
        found = next((r for r in self._relations if r.id == id and not r.is_external), None)
        if found is None:
            return None
        if found.kind not in _EDGES:
            self.warnings.append(f"what the file calls a {kind} is none ({found.target}); it is left out")
            return None
        return found.target, _EDGES[found.kind]

    def related(self, kind: str) -> etree._Element | None:
        """The root of the first part of a kind, which is called as its kind is; None if there is none."""
        parts = self.parts_of(kind)
        return self.parse(parts[0], kind) if parts else None

    def links_outside(self) -> list[str]:
        """The kinds of things outside the file that it wants, but for links that a reader may click."""
        found = (
            relation.kind
            for part in self._package.parts
            if part.endswith(".rels")
            for relation in self._relations_in(part, "")
            if relation.is_external and relation.kind != "hyperlink"
        )
        return sorted(set(found))

    def _relations_of(self, part: str) -> Iterator[_Relation]:
        folder, _, name = part.rpartition("/")
        return self._relations_in(join(folder, "_rels", f"{name}.rels"), folder)

    def _relations_in(self, part: str, folder: str) -> Iterator[_Relation]:
        root = self._package.parse(part, "Relationships")
        for relation in () if root is None else root.iter("{*}Relationship"):
            target, is_external = attribute(relation, "Target") or "", attribute(relation, "TargetMode") == "External"
            inside = target if is_external else normpath(join("/", folder, target.replace("\\", "/"))).lstrip("/")
            kind = (attribute(relation, "Type") or "").rpartition("/")[2]
            yield _Relation(attribute(relation, "Id") or "", kind, inside, is_external)

    def _main_part(self) -> str:
        """The name of the part that holds the text; UnreadableInput if the file is no Word document after all."""
        mains = [r for r in self._relations_in("_rels/.rels", "") if r.kind == "officeDocument"]
        part = mains[0].target if mains and not mains[0].is_external else _USUAL
        if not self._package.has(part):
            part = _USUAL
        if not self._package.has(part):
            raise UnreadableInput(f"{self.name}: holds no Word document; save it as .docx")
        if not mains:
            self.warnings.append("the file does not say which part holds its text; it was found by its name")
        content = self._content_type(part)
        if "macroEnabled" in content:
            raise UnreadableInput(f"{self.name}: is a document with macros; save it as .docx, without them")
        if not content:
            self.warnings.append("the file does not say of what kind its parts are; it was read as a Word document")
        elif content not in _MAINS and not content.endswith(".main+xml"):
            self.warnings.append(f"the file calls its text {content}; it was read as a Word document")
        elif content not in _MAINS:
            raise UnreadableInput(f"{self.name}: its content type is {content}, not a Word document's")
        return part

    def _content_type(self, part: str) -> str:
        """The content type that the file declares for a part, by its name or by its ending; "" if none that says more
        than that it is XML."""
        own = self._package.content_type(part)
        root = self._package.parse("[Content_Types].xml", "Types")
        named: Mapping[str, str] = {}
        endings: Mapping[str, str] = {}
        if root is not None:
            named = {
                (attribute(e, "PartName") or "").lstrip("/").lower(): attribute(e, "ContentType") or ""
                for e in root.iter("{*}Override")
            }
            endings = {
                (attribute(e, "Extension") or "").lower(): attribute(e, "ContentType") or ""
                for e in root.iter("{*}Default")
            }
        declared = own or named.get(part.lower()) or endings.get(part.rpartition(".")[2].lower(), "")
        return "" if declared in {"application/xml", "text/xml"} else declared


def _flat_parts(file: SourceFile) -> dict[str, tuple[bytes, str]]:
    """The parts of a flat file with their content types."""
    root = parse_part(file.data, file.name, None)
    if local(root.tag) != "package":
        raise UnreadableInput(f"{file.name}: this is Word XML of 2003; save it as .docx")
    found: dict[str, tuple[bytes, str]] = {}
    for part in root.iterfind("{*}part"):
        holder = part.find("{*}xmlData")
        content = [] if holder is None else list(holder)
        name = (attribute(part, "name") or "").lstrip("/")
        if content:
            found[name] = (etree.tostring(content[0]), attribute(part, "contentType") or "")
    return found
