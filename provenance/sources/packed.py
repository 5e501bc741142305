"""A file that may be packed, opened to be read from its beginning to its end, whatever its length.

A history can be larger than any single document, so it is never held in memory as a whole; one revision is.
"""

import bz2
import gzip
import lzma
import os
import select
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from provenance.errors import UnreadableInput

LARGEST_REVISION = 64 * 1024 * 1024
"""No revision is read that is larger than this many bytes."""


@contextmanager
def open_packed(path: Path) -> Iterator[BinaryIO]:
    """The bytes of a file, unpacked as its name says; what goes wrong while it is read ends in one sentence."""
    with told_of(path), open_stream(path) as stored, _unpacked(path, stored) as file:
        yield file


@contextmanager
def told_of(path: Path) -> Iterator[None]:
    """Whatever goes wrong inside while a file is opened, read and unpacked comes out as a sentence about it."""
    try:
        yield
    except FileNotFoundError:
        raise UnreadableInput(f"{path}: there is no such file; check the name") from None
    except IsADirectoryError:
        raise UnreadableInput(f"{path}: this is a folder; name a file in it") from None
    except PermissionError:
        raise UnreadableInput(f"{path}: you have no permission to read this file; ask its owner") from None
    except (EOFError, lzma.LZMAError, zlib.error, gzip.BadGzipFile) as trouble:
        raise UnreadableInput(f"{path}: cannot be unpacked ({trouble}); fetch the file again") from None
    except OSError as trouble:
        reason = trouble.strerror or trouble
        raise UnreadableInput(f"{path}: cannot be read ({reason}); check the name and the disk") from None


_PATIENCE = 5
"""How long a pipe may say nothing, in seconds."""


def open_stream(path: Path) -> BinaryIO:
    """A file, pipe or device to be read. Into a pipe in a folder somebody must write soon, lest we wait for ever."""
    if not path.is_fifo() or str(path.absolute()).startswith(("/dev/", "/proc/")):
        return path.open("rb")
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    if not select.select([handle], [], [], _PATIENCE)[0]:
        os.close(handle)
        raise UnreadableInput(f"{path}: nothing has come out of this pipe for {_PATIENCE} seconds; write into it first")
    os.set_blocking(handle, True)
    return os.fdopen(handle, "rb")


def _unpacked(path: Path, stored: BinaryIO) -> BinaryIO:
    match path.suffix.lower():
        case ".gz":
            return cast(BinaryIO, gzip.open(stored, "rb"))
        case ".xz":
            return cast(BinaryIO, lzma.open(stored, "rb"))
        case ".bz2":
            return cast(BinaryIO, bz2.open(stored, "rb"))
        case _:
            return stored
