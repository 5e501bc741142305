"""A scan's rows while it is under way, in a file beside the result, so that an interrupted scan goes on where it was.

Every line of the journal is one volume that was read whole: its name and hash, its rows, and what was wrong with it. A
line that was cut off is no line; the volume is read again. The result is written at the end, in one step.
"""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from provenance.errors import UnreadableInput
from provenance.model.receipts import Received
from provenance.reports.found import FoundClaim, holds_nothing_else, kind_for, writer_for
from provenance.reports.result_file import Kind, check_place, making


@dataclass(frozen=True, slots=True)
class ScannedVolume:
    """What was found in one file: rows in the order of its documents, and a sentence on each trouble.

    `id` is the volume's own, None where it gives none; `twins` are the documents, by their ids in our rows, to which
    the volume gives the id of an earlier one. `doubtful` are the documents that were to be kept, and stand in no
    journal.
    """

    name: str
    sha256: str
    documents: int
    notes: int
    rows: tuple[FoundClaim, ...]
    troubles: tuple[str, ...]
    id: str | None = None
    twins: tuple[str, ...] = ()
    doubtful: Received | None = None

    def as_line(self) -> str:
        """The volume as one line of JSON."""
        rows = [row.as_json() for row in self.rows]
        fields = (self.name, self.sha256, self.documents, self.notes, rows, self.troubles, self.id, self.twins)
        return json.dumps(fields) + "\n"

    @classmethod
    def from_line(cls, line: str) -> "ScannedVolume":
        """The volume that `as_line` wrote; ValueError, TypeError or KeyError if it did not."""
        name, sha256, documents, notes, rows, troubles, id, twins = json.loads(line)
        if not (isinstance(name, str) and isinstance(sha256, str)):
            raise TypeError("a volume has a name and a hash")
        found = tuple(map(FoundClaim.from_json, rows))
        return cls(name, sha256, int(documents), int(notes), found, tuple(troubles), id, tuple(twins))


@dataclass(frozen=True, slots=True)
class Tally:
    """How much was read and found, every trouble, and a sentence on each id that several volumes or documents have."""

    volumes: int
    documents: int
    notes: int
    found: int
    troubles: tuple[str, ...]
    alike: tuple[str, ...] = ()


def tally(volumes: Iterable[ScannedVolume]) -> Tally:
    """The volumes added up, one in memory at a time."""
    read = documents = notes = found = 0
    troubles: list[str] = []
    alike: list[str] = []
    first: dict[str | None, tuple[str, str]] = {}
    for volume in volumes:
        name, sha256 = first.setdefault(volume.id, (volume.name, volume.sha256)) if volume.documents else ("", "")
        if volume.documents and sha256 != volume.sha256:
            called = f"has the id {volume.id} of {name}" if volume.id else f"gives no id of its volume, nor does {name}"
            alike.append(f"{volume.name}: {called}, and other words; the rows of the two stand under one name")
        alike += [
            f"{volume.name}: several documents have one id; a later one is listed as {key}" for key in volume.twins
        ]
        read += 1
        documents += volume.documents
        notes += volume.notes
        found += len(volume.rows)
        troubles += volume.troubles
    return Tally(read, documents, notes, found, tuple(troubles), tuple(alike))


class Journal:
    """The journal of a scan whose result goes to `target`; `reading` says by which rules its notes are read.

    To be used in a `with` block. `unread` counts the lines of an earlier scan that cannot be read any more.
    """

    def __init__(self, target: Path, reading: str, inputs: Sequence[Path] = ()) -> None:
        """Take up the journal that an interrupted scan by the same rules left, or begin one."""
        self.target = target
        self.write = writer_for(target)
        _check_target(target, inputs)
        self.path = target.with_name(f"{target.name}.unfinished")
        self._heading = json.dumps({"scan": reading}) + "\n"
        self._file = self._opened()
        self._places: dict[tuple[str, str], int] = {}
        self.unread = 0
        try:
            self._take_up()
        except OSError as trouble:
            self._close()
            raise self._not_written(self.path, trouble) from None
        except BaseException:
            self._close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def _close(self) -> None:
        """Let the journal go; what a full disk did not take has been told of already."""
        with suppress(OSError):
            self._file.close()

    @property
    def done(self) -> Set[tuple[str, str]]:
        """Name and hash of every volume on record."""
        return self._places.keys()

    def append(self, volume: ScannedVolume) -> None:
        """Put a volume on record, so that it survives whatever happens next."""
        try:
            at = self._file.seek(0, os.SEEK_END)
            self._file.write(volume.as_line().encode())
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as trouble:
            raise self._not_written(self.path, trouble) from None
        self._places[volume.name, volume.sha256] = at

    def volumes(self, order: Iterable[tuple[str, str]]) -> Iterator[ScannedVolume]:
        """The volumes of `order` (name and hash) from the record, one at a time."""
        for key in order:
            self._file.seek(self._places[key])
            yield ScannedVolume.from_line(self._file.readline().decode())

    def finish(self, order: Iterable[tuple[str, str]]) -> None:
        """Write the result, put it in place in one step, and take the journal away."""
        try:
            with making(self.target) as half:
                self.write((row for volume in self.volumes(order) for row in volume.rows), half)
        except sqlite3.Error as trouble:
            raise self._not_written(self.target, trouble) from None
        except UnreadableInput as trouble:
            raise UnreadableInput(f"{trouble}; {self._kept}") from None
        self.path.unlink()

    @property
    def _kept(self) -> str:
        return f"what was found is kept in {self.path}; make room, and the same command goes on"

    def _not_written(self, path: Path, trouble: Exception) -> UnreadableInput:
        """A full disk or the like; nothing that was found is lost by it."""
        reason = getattr(trouble, "strerror", None) or trouble
        return UnreadableInput(f"{path}: cannot be written ({reason}); {self._kept}")

    def _take_up(self) -> None:
        """Find what an earlier scan by the same rules has read; a journal by other rules is begun anew."""
        heading = self._file.readline()
        if heading == self._heading.encode():
            at = len(heading)
            for line in self._file:
                if not line.endswith(b"\n"):
                    break
                try:
                    volume = ScannedVolume.from_line(line.decode())
                except (ValueError, TypeError, KeyError, RecursionError):
                    self.unread += 1
                else:
                    self._places[volume.name, volume.sha256] = at
                at += len(line)
            self._file.truncate(at)
        elif not heading.startswith(b'{"scan": ') and not self._heading.encode().startswith(heading):
            raise UnreadableInput(f"{self.path}: is in the way and no scan left it; move it, or choose another name")
        else:
            self._file.truncate(0)
            self._file.seek(0)
            self._file.write(self._heading.encode())
            self._file.flush()

    def _opened(self) -> BinaryIO:
        """The journal, which belongs to one scan at a time."""
        try:
            if self.path.exists() and not self.path.is_file():
                raise UnreadableInput(f"{self.path}: is in the way; move it, or choose another name")
            file = os.fdopen(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o666), "r+b")
        except OSError as trouble:
            reason = f"cannot be written ({trouble.strerror}); choose another place"
            raise UnreadableInput(f"{self.path}: {reason}") from None
        if not _is_ours_alone(file):
            file.close()
            raise UnreadableInput(f"{self.path}: another scan is writing this; wait for it, or choose another name")
        return file


def _is_ours_alone(file: BinaryIO) -> bool:
    """True if no other scan has the journal open; where files cannot be locked, none is taken to have."""
    try:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except (ImportError, OSError):
        pass
    return True


def _check_target(target: Path, inputs: Sequence[Path]) -> None:
    """Refuse to write over what is no result of a scan."""
    kind = kind_for(target)
    check_place(target, kind, inputs)
    if kind is Kind.DATABASE and target.is_file() and target.stat().st_size and not holds_nothing_else(target):
        raise UnreadableInput(
            f"{target}: this database holds more than a scan writes, as a library does; choose another name"
        )
