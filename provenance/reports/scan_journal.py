"""A scan's rows while it is under way, in a file beside the result, so that an interrupted scan goes on where it was.

Every line of the journal is one volume that was read whole: its name and hash, its rows, and what was wrong with it. A
line that was cut off is no line; the volume is read again. The result is written at the end, in one step.
"""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

from provenance.errors import UnreadableInput
from provenance.reports.found import FoundClaim, writer_for


@dataclass(frozen=True, slots=True)
class ScannedVolume:
    """What was found in one file: rows in the order of its documents, and a sentence on each trouble."""

    name: str
    sha256: str
    documents: int
    notes: int
    rows: tuple[FoundClaim, ...]
    troubles: tuple[str, ...]

    def as_line(self) -> str:
        """The volume as one line of JSON."""
        rows = [row.as_json() for row in self.rows]
        fields = (self.name, self.sha256, self.documents, self.notes, rows, self.troubles)
        return json.dumps(fields, ensure_ascii=False) + "\n"

    @classmethod
    def from_line(cls, line: str) -> "ScannedVolume":
        """The volume that `as_line` wrote."""
        name, sha256, documents, notes, rows, troubles = json.loads(line)
        return cls(name, sha256, documents, notes, tuple(map(FoundClaim.from_json, rows)), tuple(troubles))


@dataclass(frozen=True, slots=True)
class Tally:
    """How much was read and found, and every trouble."""

    volumes: int
    documents: int
    notes: int
    found: int
    troubles: tuple[str, ...]


def tally(volumes: Iterable[ScannedVolume]) -> Tally:
    """The volumes added up, one in memory at a time."""
    read = documents = notes = found = 0
    troubles: list[str] = []
    for volume in volumes:
        read += 1
        documents += volume.documents
        notes += volume.notes
        found += len(volume.rows)
        troubles += volume.troubles
    return Tally(read, documents, notes, found, tuple(troubles))


class Journal:
    """The journal of a scan whose result goes to `target`; `reading` says by which rules its notes are read."""

    def __init__(self, target: Path, reading: str) -> None:
        """Take up the journal that an interrupted scan by the same rules left, or begin one."""
        self.target = target
        self.write = writer_for(target)
        self.path = target.with_name(f"{target.name}.unfinished")
        self._heading = json.dumps({"scan": reading}) + "\n"
        self.done = self._taken_up()

    def append(self, volume: ScannedVolume) -> None:
        """Put a volume on record, so that it survives whatever happens next."""
        try:
            with self._opened("ab") as file:
                file.write(volume.as_line().encode())
                file.flush()
                os.fsync(file.fileno())
        except OSError as trouble:
            raise self._not_written(self.path, trouble) from None

    def volumes(self, order: Iterable[tuple[str, str]]) -> Iterator[ScannedVolume]:
        """The volumes of `order` (name and hash) from the record, one at a time."""
        places = self._places()
        with self.path.open("rb") as file:
            for key in order:
                file.seek(places[key])
                yield ScannedVolume.from_line(file.readline().decode())

    def finish(self, order: Iterable[tuple[str, str]]) -> None:
        """Write the result, put it in place in one step, and take the journal away."""
        half = self.target.with_name(f"{self.target.name}.writing")
        try:
            self.write((row for volume in self.volumes(order) for row in volume.rows), half)
            half.replace(self.target)
        except (OSError, sqlite3.Error) as trouble:
            raise self._not_written(self.target, trouble) from None
        finally:
            half.unlink(missing_ok=True)
        self.path.unlink()

    def _not_written(self, path: Path, trouble: Exception) -> UnreadableInput:
        """A full disk or the like; nothing that was found is lost by it."""
        reason = getattr(trouble, "strerror", None) or trouble
        kept = f"what was found is kept in {self.path}; make room, and the same command goes on"
        return UnreadableInput(f"{path}: cannot be written ({reason}); {kept}")

    def _places(self) -> dict[tuple[str, str], int]:
        """Where in the journal each volume stands."""
        places, at = {}, 0
        with self.path.open("rb") as file:
            for line in file:
                if at:
                    name, sha256, *_ = json.loads(line)
                    places[name, sha256] = at
                at += len(line)
        return places

    def _taken_up(self) -> frozenset[tuple[str, str]]:
        """What an earlier scan by the same rules has read; a journal by other rules is begun anew."""
        if self.path.exists():
            with self._opened("r+b") as file:
                if file.readline() == self._heading.encode():
                    file.truncate(self._whole_lines())
                    return frozenset(self._places())
        with self._opened("wb") as file:
            file.write(self._heading.encode())
        return frozenset()

    def _whole_lines(self) -> int:
        """The length of the journal without a line that was cut off."""
        length = 0
        with self.path.open("rb") as file:
            for line in file:
                if not line.endswith(b"\n"):
                    break
                length += len(line)
        return length

    def _opened(self, mode: Literal["ab", "wb", "r+b"]) -> IO[bytes]:
        try:
            return self.path.open(mode)
        except OSError as trouble:
            reason = f"cannot be written ({trouble.strerror}); choose another place"
            raise UnreadableInput(f"{self.path}: {reason}") from None
