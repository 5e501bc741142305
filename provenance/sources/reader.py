"""What every reader of a kind of file gives: the two functions of a reader module, and what they are handed.

A new source is one file with these two functions and one line in `source_catalogue`.
"""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from provenance.model.receipts import Received
from provenance.sources import guard
from provenance.text.visible import in_letters


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to be read: its path, and its bytes (unpacked where the file was packed)."""

    path: Path
    data: bytes

    @classmethod
    def at(cls, path: Path) -> "SourceFile":
        """The file at `path`, read; UnreadableInput if it is missing, empty, too large or not to be read."""
        return cls(path, guard.read_bytes(path))

    @property
    def name(self) -> str:
        """The file's name as given, for people; what is not UTF-8 in it is replaced."""
        return in_letters(self.path)

    @property
    def bare_name(self) -> str:
        """The same without the folders."""
        return in_letters(self.path.name)

    @property
    def stem(self) -> str:
        """The file's bare name, without folders and without `.txt`, `.xml.xz` and the like.

        >>> SourceFile(Path("volumes/frus1919Parisv11.xml.xz"), b"").stem
        'frus1919Parisv11'
        """
        bare = self.bare_name
        for suffix in reversed(self.path.suffixes):
            if suffix.lower() not in _SUFFIXES:
                break
            bare = bare[: -len(suffix)]
        return bare or self.bare_name

    @property
    def sha256(self) -> str:
        """The hash of the bytes, hex."""
        return sha256(self.data).hexdigest()

    def letters(self) -> str:
        """The bytes as UTF-8 text, line ends as one line feed; UnreadableInput says where they are no text."""
        return guard.decode_text(self.data, self.name)


_SUFFIXES = {".txt", ".md", ".xml", ".tei", ".docx", ".odt", ".json", ".jsonl", ".gz", ".xz"}


class Reader(Protocol):
    """A module that reads one kind of file."""

    def recognises(self, file: SourceFile) -> bool:
        """True if the file is of this kind, by its name and its first bytes; it never raises."""
        ...

    def read(self, file: SourceFile, document: str | None = None) -> Received:
        """Everything that the file holds, or only `document` ("d309") where it holds several."""
        ...
