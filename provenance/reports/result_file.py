"""How a result becomes a file, whatever stands at its place already: the one writer of every `-o`.

A plain file is replaced as a whole or not at all, and keeps its mode; through a link, a pipe or a device the result is
written. What is no result of that kind (a library, a folder, a picture, an input of this very command) is refused, and
so is a file that is protected against writing: a mistyped name must cost nobody his work.
"""

import errno
import io
import os
import re
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import IO, BinaryIO

from provenance.errors import UnreadableInput

_OPEN_FILES = re.compile(r"/dev/(std(in|out|err)|fd/\d+)|/proc/(self|\d+)/fd/\d+")
"""Names of what is open already, where a plain file must be gone on with and not be replaced."""

_STANDARD_OUTPUT = frozenset({"/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"})

_OF_A_DATABASE = re.compile(r"(.+)-(wal|shm|journal)")
_HEAD = 4096
_PATIENCE = 5.0
"""How long a pipe may be without a reader, in seconds."""


class Kind(StrEnum):
    """What a file is, as its first bytes show it: only a file of the same kind is replaced by a result."""

    NOTHING = "an empty file"
    DATABASE = "a database"
    WORD = "a Word file"
    PACKAGE = "a packed file that is no Word file"
    PDF = "a PDF file"
    TEXT = "a text"
    OTHER = "a file of another kind"


_MAGIC = {b"SQLite format 3\0": Kind.DATABASE, b"%PDF": Kind.PDF}
_OF_A_PACKAGE = b"PK"
_IN_NO_TEXT = frozenset({*range(0x20), 0x7F} - set(b"\t\n\v\f\r\b\x1b"))
"""Control characters, but white space and those by which terminals draw: pictures and the like have some."""


def file_named(given: str) -> Path:
    """The place of a result as it was given, `-` being standard output under any name.

    UnreadableInput where the name ends as only a folder's does.
    """
    if given in _STANDARD_OUTPUT:
        return Path("-")
    if given.endswith(("/", os.sep)):
        raise _refused(Path(given), "this is a folder; name a file in it")
    return Path(given)


def write_result(path: Path, made: str | bytes, inputs: Sequence[Path] = ()) -> None:
    """The result in its file, as a whole or not at all; `inputs` are files that must not be written over.

    One that holds these very bytes already is left alone.
    """
    data = made.encode("utf-8", "replace") if isinstance(made, str) else made
    if _holds(path, data):
        return
    check_place(path, Kind.TEXT if isinstance(made, str) and made else kind_of(data), inputs)
    with making(path) as half:
        half.write_bytes(data)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def check_place(path: Path, kind: Kind, inputs: Sequence[Path] = ()) -> None:
    """Refuse with a sentence what a result of this kind must not be written over."""
    with _told_of(path):
        _check_companion(path)
        try:
            found = path.stat()
        except FileNotFoundError:
            _check_folder(path)
            return
        if stat.S_ISDIR(found.st_mode):
            raise _refused(path, "this is a folder; name a file in it")
        if stat.S_ISSOCK(found.st_mode) or stat.S_ISBLK(found.st_mode):
            raise _refused(path, "this is no file but a disk or a socket; choose another name")
        if not stat.S_ISREG(found.st_mode):
            return
        if any(os.path.samestat(found, each) for each in _as_they_stand(inputs)):
            raise _refused(path, "this is one of the files that the result is made from; choose another name")
        if not found.st_mode & 0o222 or not os.access(path, os.W_OK):
            raise _refused(path, "is protected against writing; choose another name, or let it be written")
        there = _kind_at(path)
        if there not in {Kind.NOTHING, kind}:
            raise _refused(path, f"is {there.value}, which is not written over; choose another name")


def check_folder(folder: Path, what: str) -> None:
    """Refuse what is no place for a folder in which `what` is kept: a file, or a link that leads nowhere."""
    if folder.is_symlink() and not folder.exists():
        raise _refused(
            folder, f"is a link to {os.readlink(folder)}, which is not there; make it, or name another place"
        )
    if folder.exists() and not folder.is_dir():
        raise _refused(folder, f"{what} is a folder, and this is a file; name another place")


def _as_they_stand(inputs: Sequence[Path]) -> Iterator[os.stat_result]:
    """What the system says of each input; `-` is whatever file standard input reads."""
    for each in inputs:
        try:
            yield os.fstat(0) if str(each) == "-" else each.stat()
        except OSError:
            continue


def kind_of(data: bytes) -> Kind:
    """The kind of a file by its first bytes."""
    if not data:
        return Kind.NOTHING
    if data.startswith(_OF_A_PACKAGE):
        return _kind_of_package(io.BytesIO(data))
    known = next((kind for magic, kind in _MAGIC.items() if data.startswith(magic)), None)
    return known or (Kind.TEXT if _IN_NO_TEXT.isdisjoint(data[:_HEAD]) else Kind.OTHER)


def _kind_of_package(file: IO[bytes]) -> Kind:
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(file) as package:
            return Kind.WORD if "word/document.xml" in package.namelist() else Kind.PACKAGE
    except (BadZipFile, ValueError, NotImplementedError):
        return Kind.OTHER


@contextmanager
def making(path: Path) -> Iterator[Path]:
    """A new file beside the place of the result, or elsewhere if that is no plain file; it takes its place at the end.

    If anything goes wrong within, what stood there stays as it was, and nothing half-written is left.
    """
    with _told_of(path):
        place = None if _is_written_through(path) else Path(os.path.realpath(path))
        handle, name = tempfile.mkstemp(dir=place and place.parent, prefix=".provenance-")
        os.close(handle)
    half = Path(name)
    try:
        yield half
        with _told_of(path):
            if place is None:
                _pour(half, path)
            else:
                put_in_place(half, place)
    except OSError as trouble:
        raise _refused(path, _reason(trouble)) from trouble
    finally:
        half.unlink(missing_ok=True)


def put_in_place(half: Path, place: Path, mode: int | None = None) -> None:
    """The finished file in its place, safely on the disk, with the mode and owner of the one that it replaces.

    One that replaces none gets `mode`, or the one that files have here.
    """
    with half.open("rb+") as file:
        os.fsync(file.fileno())
    try:
        old = place.stat()
    except FileNotFoundError:
        half.chmod(0o666 & ~_umask() if mode is None else mode)
    else:
        half.chmod(stat.S_IMODE(old.st_mode))
        if (old.st_uid, old.st_gid) != (os.geteuid(), os.getegid()) and os.geteuid() == 0:
            os.chown(half, old.st_uid, old.st_gid)
    half.replace(place)


def _pour(half: Path, path: Path) -> None:
    """The finished file written through a pipe, a device, or what is open already."""
    with half.open("rb") as source, open_through(path) as target:
        shutil.copyfileobj(source, target)


def open_through(path: Path) -> BinaryIO:
    """A pipe, a device or an open file, to be written on; nothing is made and nothing cut off.

    UnreadableInput where a pipe has no reader, and none comes within five seconds: nobody waits for ever.
    """
    if not path.is_fifo():
        return os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND), "wb")
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            handle = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as trouble:
            if trouble.errno != errno.ENXIO:
                raise
            if time.monotonic() > until:
                raise _refused(path, "nobody reads from this pipe; start what is to read it, or name a file") from None
            time.sleep(0.05)
        else:
            os.set_blocking(handle, True)
            return os.fdopen(handle, "wb")


def _is_written_through(path: Path) -> bool:
    if _OPEN_FILES.fullmatch(os.path.abspath(path)):
        return True
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except FileNotFoundError:
        return False


def _check_companion(path: Path) -> None:
    """Refuse the names under which a database keeps what it has not yet written into itself."""
    of = _OF_A_DATABASE.fullmatch(path.name)
    if of and path.with_name(of[1]).is_file() and _kind_at(path.with_name(of[1])) is Kind.DATABASE:
        raise _refused(path, f"this name belongs to the database {of[1]}; choose another name")


def _check_folder(path: Path) -> None:
    folder = Path(os.path.realpath(path)).parent
    if not folder.is_dir():
        raise _refused(path, f"there is no folder {folder}; make it, or choose another place")


def _kind_at(path: Path) -> Kind:
    """The kind of an existing file; one that may be written and not read is taken for another kind."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
            return _kind_of_package(file) if head.startswith(_OF_A_PACKAGE) else kind_of(head)
    except PermissionError:
        return Kind.OTHER


@contextmanager
def _told_of(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as trouble:
        raise _refused(path, _reason(trouble)) from trouble


def _reason(trouble: Exception) -> str:
    reason = getattr(trouble, "strerror", None) or trouble
    return f"cannot be written ({reason}); choose another place with -o"


def _refused(path: Path, why: str) -> UnreadableInput:
    return UnreadableInput(f"{path}: {why}")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
