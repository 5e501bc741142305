"""The parts of a docx or odt from a stranger, or one sentence on why the file is not opened.

Nothing is unpacked to disk, nothing outside the file is fetched, no part is read beyond what guard allows. A file is
refused that holds macros, is encrypted, is an old Word file under a new name, or unpacks to far more than it weighs.
"""

import io
import lzma
import struct
import zipfile
import zlib

from lxml import etree

from provenance.errors import UnreadableInput
from provenance.sources import guard
from provenance.sources.reader import SourceFile
from provenance.sources.tei.tei_parsing import parse_elements

MOST_PARTS = 4096
"""No file is read that has more parts than this."""
MOST_UNPACKED = 4 * guard.LARGEST
"""No file is read whose parts unpack to more bytes than this, pictures and all."""
MOST_SWELLING = 200
"""No part of more than a megabyte may unpack to more than this many times its packed size."""

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


class OfficePackage:
    """A file that is a zip of XML parts, found to be harmless to open."""

    def __init__(self, file: SourceFile) -> None:
        self.name = file.name
        _refuse_other_kinds(file)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(file.data))
        except _DAMAGE as trouble:
            raise UnreadableInput(f"{self.name}: the file is damaged ({trouble}); fetch or save it again") from None
        self._refuse_bombs()
        self._refuse_macros()
        self._left = guard.LARGEST

    @property
    def parts(self) -> list[str]:
        """The names of the parts."""
        return self._zip.namelist()

    def read(self, part: str) -> bytes | None:
        """The bytes of a part, or None if there is no such part."""
        try:
            with self._zip.open(part) as stream:
                data = stream.read(self._left + 1)
        except KeyError:
            return None
        except _DAMAGE as trouble:
            raise UnreadableInput(f"{self.name}: {part} cannot be unpacked ({trouble}); save the file again") from None
        self._left -= len(data)
        if self._left < 0:
            limit = guard.LARGEST // 1024**2
            raise UnreadableInput(f"{self.name}: {part} unpacks to more than {limit} MB, the most that is read")
        return data

    def parse(self, part: str, root: str) -> etree._Element | None:
        """The root element of a part, whose local name is `root`; None if there is no such part."""
        data = self.read(part)
        if data is None:
            return None
        where = f"{self.name}: {part}"
        if b"<!DOCTYPE" in data:
            raise UnreadableInput(f"{where}: has a document type, which no word processor writes; it is not read")
        found = None
        for element in parse_elements(data, where, [root]):
            found = element
        if found is None:
            raise UnreadableInput(f"{where}: has no <{root}>; save the file again in a word processor")
        return found

    def _refuse_bombs(self) -> None:
        entries = self._zip.infolist()
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise UnreadableInput(f"{self.name}: is encrypted; open it with its password and save it without one")
        if len({entry.filename for entry in entries}) < len(entries):
            raise UnreadableInput(f"{self.name}: holds two parts of one name; save it again in a word processor")
        if len(entries) > MOST_PARTS:
            raise UnreadableInput(f"{self.name}: has {len(entries)} parts, more than any document needs; not opened")
        total = sum(entry.file_size for entry in entries)
        swollen = any(e.file_size > max(1024**2, MOST_SWELLING * e.compress_size) for e in entries)
        if total > MOST_UNPACKED or swollen:
            raise UnreadableInput(
                f"{self.name}: would unpack to {total // 1024**2} MB, far more than it weighs, as a zip bomb does; "
                "it is not opened"
            )

    def _refuse_macros(self) -> None:
        lowered = [part.lower() for part in self.parts]
        if any(
            "vbaproject" in part or "vbadata" in part or part.startswith(("basic/", "scripts/")) for part in lowered
        ):
            raise UnreadableInput(f"{self.name}: holds macros; save it as a document without macros")


def _refuse_other_kinds(file: SourceFile) -> None:
    """UnreadableInput for what only looks like a docx or odt."""
    if file.data.startswith(OLE):
        if _ENCRYPTED in file.data:
            raise UnreadableInput(f"{file.name}: is encrypted; open it with its password and save it without one")
        raise UnreadableInput(f"{file.name}: this is an old Word file; save it as .docx")
    if file.data.startswith(b"{\\rtf"):
        raise UnreadableInput(f"{file.name}: this is a rich text file (RTF); save it as .docx")
    if not file.data.startswith(b"PK"):
        raise UnreadableInput(f"{file.name}: this is no docx or odt, whatever its name says; save it as .docx")
