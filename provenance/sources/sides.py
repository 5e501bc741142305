"""One side of a comparison: a file, standard input, a pipe, or nothing at all."""

import sys
from pathlib import Path

from provenance.errors import UnreadableInput
from provenance.model.receipts import Received, ReceivedWork
from provenance.model.versions import Standing, Version, Work
from provenance.sources import guard
from provenance.sources.packed import open_stream
from provenance.sources.reader import SourceFile
from provenance.sources.source_catalogue import read_source

STANDARD_INPUT = "-"


def read_side(path: Path) -> Received:
    """What stands at `path`, `-` being standard input; an empty file, unlike elsewhere, is a text without words."""
    data = _bytes(path)
    if not data.strip():
        return empty(path)
    return read_source(SourceFile(path, data))


def _bytes(path: Path) -> bytes:
    if str(path) == STANDARD_INPUT:
        data = sys.stdin.buffer.read(guard.LARGEST + 1)
    elif path.is_fifo() or path.is_char_device():
        with open_stream(path) as pipe:
            data = pipe.read(guard.LARGEST + 1)
    elif path.is_file() and path.stat().st_size == 0:  # or one that tells no size, as under /proc
        with open_stream(path) as file:
            data = file.read(guard.LARGEST + 1)
    else:
        return guard.read_bytes(path)
    if len(data) > guard.LARGEST:
        raise UnreadableInput(f"{path}: larger than {guard.LARGEST // 1024**2} MB, the most that is read")
    return data


def empty(path: Path) -> Received:
    """A text without words."""
    name = str(path)
    version = Version(f"{name}@final", name, "final", "", Standing.EXTANT)
    return Received(name, version.sha256, (ReceivedWork(Work(name, name, name), (), (version,)),))
