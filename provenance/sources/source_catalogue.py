"""The readers that there are, by the name of the format, and the one that fits a file.

A reader is imported when it is first asked, so that nobody waits for libraries that he does not use.
"""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import cast

from provenance.errors import UnreadableInput
from provenance.model.receipts import Received
from provenance.model.versions import Standing
from provenance.sources.other_kinds import refuse_other_kinds, refuse_unread
from provenance.sources.reader import Reader, SourceFile
from provenance.sources.telling import Tell, unheard
from provenance.text.numbers import number_of

_PLAIN_NAMES = frozenset({".txt", ".text", ".md", ""})
_MARKED_UP = (b"<", b"\xef\xbb\xbf<", b"PK", b"\xd0\xcf\x11\xe0")

READERS: dict[str, str] = {
    "docx": "provenance.sources.word.docx_reader",
    "odt": "provenance.sources.word.odt_reader",
    "tei": "provenance.sources.tei.tei_reader",
    "frus": "provenance.sources.frus.frus_reader",
    "text": "provenance.sources.plain.text_reader",
}
"""Format → module, in the order in which they are asked whether a file is theirs; the last takes any text."""

PLAIN = ("frus", "text")
"""Those that are asked of a file whose name and first bytes show plain text, so that no library need be loaded."""


def read_file(path: Path, format: str | None = None, document: str | None = None) -> Received:
    """Everything that the file at `path` holds, read as `format` or as what it looks like.

    `document` ("d309") chooses one document of a file that holds several.
    """
    return read_source(SourceFile.at(path), format, document)


def read_source(file: SourceFile, format: str | None = None, document: str | None = None) -> Received:
    """The same for a file whose bytes are at hand."""
    return (_reader(format) if format else _reader_for(file)).read(file, document)


def is_plain_text(path: Path) -> bool:
    """True if the file is a text without a form of its own, as far as the readers can tell."""
    return _reader_for(SourceFile.at(path)) is _reader("text")


def read_text_version(path: Path, tell: Tell = unheard) -> str:
    """The text of a draft alone, as its last extant version stands in the file at `path`.

    What the file holds beside it is told.
    """
    file = SourceFile.at(path)
    refuse_other_kinds(file)
    received = (_reader("text") if _is_plain(file) else _reader_for(file)).read(file)
    extant = [v for work in received.works for v in work.versions if v.standing is Standing.EXTANT]
    if len(received.works) != 1 or not extant:
        found = f"{len(received.works)} works" if received.works else "no text"
        raise UnreadableInput(
            f"{path}: holds {found}, where the text of one draft is wanted; put it into a file of its own"
        )
    for left_out in _beside_the_text(received):
        tell(f"{path.name}: {left_out}")
    return extant[-1].text


def _beside_the_text(received: Received) -> Iterator[str]:
    """What was odd in a file, or is not taken of it where its text alone is wanted."""
    yield from received.warnings
    [work] = received.works
    if marks := len(work.marks):
        told = number_of(marks, "change")
        yield f"records {told} of its own; its last text is taken alone, and nobody from its record"
    if notes := len(work.notes):
        yield f"has {number_of(notes, 'note')}, which {'is' if notes == 1 else 'are'} not taken as evidence here"


def _reader(format: str) -> Reader:
    if format not in READERS:
        raise UnreadableInput(f"format {format!r} is not known; there are {', '.join(READERS)}")
    return cast(Reader, import_module(READERS[format]))


def _reader_for(file: SourceFile) -> Reader:
    refuse_other_kinds(file)
    for format in PLAIN if _is_plain(file) else READERS:
        reader = _reader(format)
        if format == "text":
            refuse_unread(file)
        if reader.recognises(file):
            return reader
    return _reader("text")


def _is_plain(file: SourceFile) -> bool:
    return file.path.suffix.lower() in _PLAIN_NAMES and not file.data.startswith(_MARKED_UP)
