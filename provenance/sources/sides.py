"""One side of a comparison: a file, standard input, a pipe, or nothing at all."""

import os
import select
import sys
from pathlib import Path
from typing import BinaryIO

from provenance.errors import UnreadableInput
from provenance.model.receipts import Received, ReceivedWork
from provenance.model.versions import Standing, Version, Work
from provenance.sources import guard
from provenance.sources.reader import SourceFile
from provenance.sources.source_catalogue import read_source

STANDARD_INPUT = "-"
_PATIENCE = 5


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
        with _opened(path) as pipe:
            data = pipe.read(guard.LARGEST + 1)
    elif path.is_file() and path.stat().st_size == 0:
        data = b""
    else:
        return guard.read_bytes(path)
    if len(data) > guard.LARGEST:
        raise UnreadableInput(f"{path}: larger than {guard.LARGEST // 1024**2} MB, the most that is read")
    return data


def _opened(path: Path) -> BinaryIO:
    """A pipe or device to be read. Into a pipe in a folder somebody must write soon, lest we wait for ever."""
    if path.is_char_device() or str(path.absolute()).startswith(("/dev/", "/proc/")):
        return path.open("rb")
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    if not select.select([handle], [], [], _PATIENCE)[0]:
        os.close(handle)
        raise UnreadableInput(f"{path}: nothing has come out of this pipe for {_PATIENCE} seconds; write into it first")
    os.set_blocking(handle, True)
    return os.fdopen(handle, "rb")


def empty(path: Path) -> Received:
    """A text without words."""
    name = str(path)
    version = Version(f"{name}@final", name, "final", "", Standing.EXTANT)
    return Received(name, version.sha256, (ReceivedWork(Work(name, name, name), (), (version,)),))
