r"""The parts of a docx or odt from a stranger, or one sentence on why the file is not opened.

Nothing is unpacked to disk, nothing outside the file is fetched, no part is read beyond what guard allows. A file is
refused that holds macros, is encrypted, is of another program, or unpacks to far more than it weighs. One that is only
put together carelessly (a part twice, names in the wrong case, `\\` for `/`) is read, with a warning.
"""

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from hashlib import sha256

from lxml import etree

from provenance.errors import UnreadableInput
from provenance.sources import guard
from provenance.sources.harmless_xml import HARMLESS, local, wide_encoding
from provenance.sources.reader import SourceFile

MOST_PARTS = 4096
"""No file is read that has more parts than this."""
MOST_UNPACKED = 4 * guard.LARGEST
"""No file is read whose parts unpack to more bytes than this, pictures and all."""
MOST_SWELLING = 200
"""No part of more than `LIGHT` bytes may unpack to more than this many times its packed size; empty pictures do."""
LIGHT = 8 * 1024**2

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
"""What `zipfile` raises where a zip is damaged or of a kind that it does not know."""


_KINDS = (
    (b"{\\rtf", "a rich text file (RTF)"),
    (b"%PDF", "a PDF"),
    (b"\xffWPC", "a WordPerfect file"),
)
_BY_NAME = {
    ".rtf": "a rich text file (RTF)",
    ".pages": "a document of Apple's Pages",
    ".pdf": "a PDF",
    ".wpd": "a WordPerfect file",
    ".wps": "a file of Microsoft Works",
}


class OfficePackage:
    """A file that is a zip of XML parts, found to be harmless to open; or `flat` parts with their content types."""

    def __init__(self, file: SourceFile, flat: Mapping[str, tuple[bytes, str]] | None = None) -> None:
        self.name = file.name
        self.warnings: list[str] = []
        self._warned: set[str] = set()
        self._flat = flat
        self._left = guard.LARGEST
        self._names: dict[str, str | zipfile.ZipInfo] = {}
        if flat is not None:
            self._names = {name.lower(): name for name in flat}
            return
        _refuse_other_kinds(file)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(file.data))
        except _DAMAGE as trouble:
            raise UnreadableInput(f"{self.name}: the file is damaged ({trouble}); fetch or save it again") from None
        self._refuse_bombs()
        entries = sorted(self._zip.infolist(), key=lambda entry: _plain_name(entry.filename) == entry.filename.lower())
        self._names = {_plain_name(entry.filename): entry for entry in entries}
        self._refuse_macros()

    @property
    def parts(self) -> list[str]:
        """The names of the parts, in small letters."""
        return list(self._names)

    def real_name(self, part: str) -> str:
        """The name of a part as the file writes it."""
        found = self._names.get(_plain_name(part), part)
        return found if isinstance(found, str) else found.filename

    def has(self, part: str) -> bool:
        """True if there is such a part."""
        return _plain_name(part) in self._names

    def content_type(self, part: str) -> str:
        """The content type that a flat file gives with the part itself; "" if none."""
        return self._flat[part][1] if self._flat is not None and part in self._flat else ""

    def read(self, part: str) -> bytes | None:
        """The bytes of a part, or None if there is no such part."""
        found = self._names.get(_plain_name(part))
        if found is None:
            return None
        if self._flat is not None:
            return self._flat[str(found)][0]
        try:
            with self._zip.open(found) as stream:
                data = stream.read(self._left + 1)
        except _DAMAGE as trouble:
            raise UnreadableInput(f"{self.name}: {part} cannot be unpacked ({trouble}); save the file again") from None
        self._left -= len(data)
        if self._left < 0:
            limit = guard.LARGEST // 1024**2
            raise UnreadableInput(f"{self.name}: {part} unpacks to more than {limit} MB, the most that is read")
        return data

    def fingerprint(self, part: str) -> str:
        """What tells the bytes of a part from others, as the zip has it, so that none need be unpacked."""
        found = self._names.get(_plain_name(part))
        if isinstance(found, zipfile.ZipInfo):
            return f"{found.CRC:08x}-{found.file_size}"
        return sha256(self.read(part) or part.encode()).hexdigest()

    def parse(self, part: str, root: str) -> etree._Element | None:
        """The root element of a part, whose local name is `root`; None if there is no such part."""
        data = self.read(part)
        if data is None:
            return None
        found = parse_part(data, f"{self.name}: {part}", root)
        if b"xml:id" in data and part not in self._warned and _has_an_id_twice(found):
            self._warned.add(part)
            self.warnings.append(f"{part} gives an id to two things; nothing that is read hangs on it")
        return found

    def _refuse_bombs(self) -> None:
        entries = self._zip.infolist()
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise UnreadableInput(f"{self.name}: is encrypted; open it with its password and save it without one")
        if len({_plain_name(entry.filename) for entry in entries}) < len(entries):
            self.warnings.append(
                "the file holds two parts of one name; the later one, or the one that is named without a slash, is read"
            )
        if len(entries) > MOST_PARTS:
            raise UnreadableInput(f"{self.name}: has {len(entries)} parts, more than any document needs; not opened")
        total = sum(entry.file_size for entry in entries)
        swollen = any(e.file_size > max(LIGHT, MOST_SWELLING * e.compress_size) for e in entries)
        if total > MOST_UNPACKED or swollen:
            raise UnreadableInput(
                f"{self.name}: would unpack to {total // 1024**2} MB, far more than it weighs, as a zip bomb does; "
                "it is not opened"
            )

    def _refuse_macros(self) -> None:
        if any(
            "vbaproject" in part or "vbadata" in part or part.startswith(("basic/", "scripts/")) for part in self.parts
        ):
            raise UnreadableInput(f"{self.name}: holds macros; save it as a document without macros")


def parse_part(data: bytes, where: str, root: str | None) -> etree._Element:
    """The root element of a part, whose local name is `root`."""
    wide = wide_encoding(data)
    if wide or b"<!DOCTYPE" in data:
        data = data.decode(wide, "replace").encode() if wide else data
        if b"<!DOCTYPE" in data:
            raise UnreadableInput(f"{where}: has a document type, which no word processor writes; it is not read")
        data = re.sub(rb"\A\s*<\?xml[^>]*\?>", b"", data)
    parser = etree.XMLParser(huge_tree=True, **HARMLESS)
    try:
        found: etree._Element = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as trouble:
        line, column = trouble.position
        if "Excessive depth" in str(trouble.msg):
            raise UnreadableInput(
                f"{where}: line {line}, column {column}: is nested more than 2,000 deep, as no word processor writes; "
                "accept some of the changes and save it again"
            ) from None
        reason = re.sub(r",? ?line \d+, column \d+$", "", " ".join(str(trouble.msg or "it is no XML").split()))
        raise UnreadableInput(
            f"{where}: line {line}, column {column}: the XML is broken ({reason}); save the file again"
        ) from None
    if root is not None and local(found.tag) != root:
        raise UnreadableInput(f"{where}: has no <{root}>; save the file again in a word processor")
    return found


def _has_an_id_twice(root: etree._Element) -> bool:
    ids = [id for element in root.iter() if (id := element.get("{http://www.w3.org/XML/1998/namespace}id"))]
    return len(set(ids)) < len(ids)


def _plain_name(part: str) -> str:
    r"""The name of a part as all names are compared: small letters, `/` for `\`."""
    return part.replace("\\", "/").lstrip("/").lower()


def is_other_kind(file: SourceFile) -> bool:
    """True for a file that another word processor wrote, by its first bytes."""
    return file.data.startswith((OLE, *(start for start, _ in _KINDS)))


def _refuse_other_kinds(file: SourceFile) -> None:
    """UnreadableInput for what only looks like a docx or odt, with what it is and what to do."""
    if file.data.startswith(OLE):
        if _ENCRYPTED in file.data:
            raise UnreadableInput(f"{file.name}: is encrypted; open it with its password and save it without one")
        raise UnreadableInput(f"{file.name}: this is an old Word file; save it as .docx")
    suffix = file.path.suffix.lower()
    kind = next((what for start, what in _KINDS if file.data.startswith(start)), None)
    is_zip = b"PK\x03\x04" in file.data[:1024]
    if kind is None and (not is_zip or suffix == ".pages"):
        kind = _BY_NAME.get(suffix)
    if kind:
        raise UnreadableInput(f"{file.name}: this is {kind}; save it as .docx")
    if not is_zip:
        raise UnreadableInput(f"{file.name}: this is no docx or odt, whatever its name says; save it as .docx")
