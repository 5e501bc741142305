"""A 7z archive with one file in it, as Wikimedia packs full histories, read as a stream: never unpacked to disk.

py7zr pushes what it unpacks; a pipe between it and the reader turns that round and holds it back to the reader's pace.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO

from provenance.errors import UnreadableInput
from provenance.sources.packed import told_of


@contextmanager
def open_seven_zip(path: Path) -> Iterator[BinaryIO]:
    """The bytes of the one file in the archive at `path`; UnreadableInput where it holds none, or several."""
    import py7zr

    with told_of(path):
        try:
            with py7zr.SevenZipFile(path) as archive:
                names = [each.filename for each in archive.list() if not each.is_directory]
                if len(names) != 1:
                    raise UnreadableInput(f"{path}: holds {len(names)} files, where a dump is one; unpack it first")
                yield from _streamed(archive, path)
        except py7zr.exceptions.ArchiveError as trouble:
            raise UnreadableInput(f"{path}: cannot be unpacked ({trouble}); fetch the file again") from None


def _streamed(archive: Any, path: Path) -> Iterator[BinaryIO]:
    import py7zr

    reading, writing = os.pipe()
    troubles: list[Exception] = []

    class Into(py7zr.io.Py7zIO):  # type: ignore[misc]
        """Whatever is unpacked, written into the pipe."""

        def write(self, data: bytes | bytearray) -> int:
            view = memoryview(data)
            while view:
                view = view[os.write(writing, view) :]
            return len(data)

        def read(self, size: int | None = None) -> bytes:
            return b""

        def seek(self, offset: int, whence: int = 0) -> int:
            return offset

        def flush(self) -> None: ...

        def size(self) -> int:
            return 0

    class Factory(py7zr.io.WriterFactory):  # type: ignore[misc]
        """One writer for the one file."""

        def create(self, filename: str) -> "Into":
            return Into()

    def unpack() -> None:
        try:
            archive.extractall(factory=Factory())
        except BrokenPipeError:
            pass  # the reader has enough
        except Exception as trouble:
            troubles.append(trouble)
        finally:
            os.close(writing)

    thread = Thread(target=unpack, daemon=True)
    thread.start()
    with open(reading, "rb") as file:
        yield file
    thread.join()
    if troubles:
        raise UnreadableInput(f"{path}: cannot be unpacked ({troubles[0]}); fetch the file again")
