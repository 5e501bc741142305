"""Histories kept and gone on with: every revision's text, author and words, and the lineage as it stood at the end.

`HistoryShelf.enter` takes revisions one after another and writes them in batches, each batch one transaction; what was
written is whole revisions, and a later call goes on from the last of them.
"""

import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain, count
from time import monotonic
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Row, insert, select

from provenance.errors import NotFound, StoreTrouble, UnreadableInput
from provenance.lineage.lineage import Lineage, StoredRevision, StoredSegment
from provenance.lineage.subsequence import common_end, common_start
from provenance.model.histories import Revision
from provenance.model.versions import Outline, Standing
from provenance.store.database import Database, create_database, open_database
from provenance.store.history_tables import histories, revisions, stretches
from provenance.text.short_ids import short_ids

ENGINE = "provenance.lineage 3"
_BATCH_REVISIONS = 64
_BATCH_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class History:
    """A history that is kept: its id, title and source."""

    id: str
    title: str
    source: str


def open_shelf(location: str) -> "HistoryShelf":
    """The histories in the database at `location`; NotFound if there is no database."""
    return HistoryShelf(open_database(location))


def create_shelf(location: str) -> "HistoryShelf":
    """The histories in the database at `location`, made if there is none yet."""
    return HistoryShelf(create_database(location))


class HistoryShelf:
    """The histories of a library, to be used in a `with` block."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def histories(self) -> tuple[History, ...]:
        """All histories, in the order in which they were first read."""
        with self._database.read() as connection:
            rows = connection.execute(select(histories).order_by(histories.c.number)).all()
        return tuple(History(row.id, row.title, row.source) for row in rows)

    def find(self, wanted: str | None) -> History:
        """The history called so, by id, by source, or by words of its title; unnamed, the only one there is."""
        kept = self.histories()
        if wanted is None:
            if len(kept) == 1:
                return kept[0]
            names = f"; there are {', '.join(one.id for one in kept)}" if kept else "; `provenance ingest` stores one"
            raise NotFound(f"say which history is meant{names}")
        for fits in (
            [one for one in kept if wanted in (one.id, one.source)],
            [one for one in kept if wanted.casefold() in one.title.casefold()],
        ):
            if len(fits) == 1:
                return fits[0]
        raise NotFound(f"no history is called {wanted!r}; `provenance ingest` stores one")

    def place_for(self, title: str, source: str, first: str) -> History:
        """The history that a source belongs to: read from it, or with its first revision; else a new one."""
        kept = self.histories()
        for one in kept:
            if one.source == source or (one.title == title and self._has(one, first)):
                return one
        taken = {one.id for one in kept}
        names = chain([title], (f"{title}-{number}" for number in count(2)))
        return History(next(name for name in names if name not in taken), title, source)

    def _has(self, history: History, revision: str) -> bool:
        query = (
            select(revisions.c.number)
            .join(histories, histories.c.number == revisions.c.history)
            .where(histories.c.id == history.id, revisions.c.id == revision)
        )
        with self._database.read() as connection:
            return connection.execute(query).first() is not None

    def enter(self, history: History, source: Iterable[Revision]) -> Iterator[Revision]:
        """Store the revisions that are not there yet, and give each back when its origins are found.

        A revision that is stored already must have the same text; another one under its id is refused.
        """
        entry = _Entry(self._database, history)
        try:
            for revision in source:
                if entry.take(revision):
                    yield revision
            entry.write()
        except UnreadableInput:
            entry.write()
            raise

    def load(self, history: History) -> tuple[Lineage, tuple[Revision, ...]]:
        """The lineage of a history, and its revisions without their texts."""
        with self._database.read() as connection:
            number = _number_of(connection, history)
            return _load(connection, number, [row for row, _ in _rows(connection, number)])

    def outlines(self, history: History) -> tuple[Outline, ...]:
        """The revisions as versions without their texts; a gap, whose text nobody knows, is none."""
        with self._database.read() as connection:
            rows = list(_rows(connection, _number_of(connection, history)))
        ids = [row.id for row, _ in rows]
        short = short_ids(ids)
        return tuple(
            Outline(
                row.id,
                history.id,
                short[row.id],
                Standing.EXTANT,
                tuple(row.authors),
                row.date,
                tuple(ids[number] for number in row.parents),
                sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
            )
            for row, text in rows
            if not row.is_gap
        )

    def texts(self, history: History) -> Iterator[tuple[str, str]]:
        """The id and the text of every revision, in order; a gap has none."""
        with self._database.read() as connection:
            for row, text in _rows(connection, _number_of(connection, history)):
                if not row.is_gap:
                    yield row.id, text

    def text(self, history: History, revision: str) -> str | None:
        """The text of one revision, to the letter; None if it is a gap."""
        with self._database.read() as connection:
            for row, text in _rows(connection, _number_of(connection, history)):
                if row.id == revision:
                    return None if row.is_gap else text
        raise NotFound(f"there is no revision {revision} in {history.id}")


class _Entry:
    """Revisions on their way into the database."""

    def __init__(self, database: Database, history: History) -> None:
        self._database = database
        self._known: dict[str, int | None] = {}
        self._text = ""
        self._stretches = array("I")
        self._rows: list[dict[str, Any]] = []
        self._new: list[dict[str, Any]] = []
        self._since = monotonic()
        self._history = history
        rows = []
        with database.read() as connection:
            number = _find_number(connection, history)
            for row, text in _rows(connection, number):
                rows.append(row)
                self._text = text
                self._known[row.id] = None if row.is_gap else zlib.crc32(text.encode())
            self._lineage, _ = _load(connection, number, rows)
        if rows:
            self._stretches = self._lineage.kept(rows[-1].id).segments

    def take(self, revision: Revision) -> bool:
        """Add a revision; False if it is stored already."""
        if revision.id in self._known:
            mark = None if revision.text is None else zlib.crc32(revision.text.encode())
            if self._known[revision.id] != mark:
                raise UnreadableInput(
                    f"revision {revision.id} comes twice, with different texts; one of them is not it"
                )
            return False
        self._lineage.add(revision.id, revision.text, revision.parents)
        self._known[revision.id] = None if revision.text is None else zlib.crc32(revision.text.encode())
        self._new += [
            {"number": one.number, "text": one.text, "instances": _runs(one.instances)}
            for one in self._lineage.take_new_segments()
        ]
        self._rows.append(self._row(revision))
        if len(self._rows) >= _BATCH_REVISIONS or monotonic() - self._since > _BATCH_SECONDS:
            self.write()
        return True

    def _row(self, revision: Revision) -> dict[str, Any]:
        kept = self._lineage.kept(revision.id)
        text = revision.text or ""
        start = common_start(self._text, text)
        end = common_end(self._text, text, start)
        first = common_start(self._stretches, kept.segments)
        last = common_end(self._stretches, kept.segments, first)
        self._text, self._stretches = text, kept.segments
        return {
            "number": len(self._lineage) - 1,
            "id": revision.id,
            "parents": list(kept.parents),
            "authors": list(revision.authors),
            "date": revision.date,
            "comment": revision.comment,
            "is_gap": kept.gap,
            "first_instance": kept.first,
            "text_start": start,
            "text_end": end,
            "text": zlib.compress(text[start : len(text) - end].encode(), 1),
            "stretches_start": first,
            "stretches_end": last,
            "stretches": _packed(kept.segments[first : len(kept.segments) - last]),
        }

    def write(self) -> None:
        """Write what has been taken, in one transaction."""
        self._since = monotonic()
        if not self._rows:
            return
        with self._database.write() as connection:
            number = _find_number(connection, self._history) or _make(connection, self._history)
            if self._new:
                connection.execute(insert(stretches), [{"history": number, **one} for one in self._new])
            connection.execute(insert(revisions), [{"history": number, **one} for one in self._rows])
        self._rows, self._new = [], []


def _find_number(connection: Connection, history: History) -> int | None:
    row = connection.execute(select(histories.c.number).where(histories.c.id == history.id)).first()
    return None if row is None else int(row.number)


def _number_of(connection: Connection, history: History) -> int:
    number = _find_number(connection, history)
    if number is None:
        raise NotFound(f"no history is called {history.id!r}")
    return number


def _make(connection: Connection, history: History) -> int:
    values = {"id": history.id, "title": history.title, "source": history.source, "engine": ENGINE}
    return int(connection.execute(insert(histories).returning(histories.c.number), values).scalar_one())


def _rows(connection: Connection, history: int | None) -> Iterator[tuple[Row[Any], str]]:
    """The revisions of a history as they are stored, each with its text."""
    text = ""
    for row in connection.execute(select(revisions).where(revisions.c.history == history).order_by(revisions.c.number)):
        middle = zlib.decompress(row.text).decode()
        text = text[: row.text_start] + middle + text[len(text) - row.text_end :]
        yield row, text


def _load(
    connection: Connection, history: int | None, rows: Sequence[Row[Any]]
) -> tuple[Lineage, tuple[Revision, ...]]:
    engine = connection.execute(select(histories.c.engine).where(histories.c.number == history)).scalar()
    if engine not in (None, ENGINE):
        raise StoreTrouble(
            f"this history's words were traced by another version of the program ({engine}, here {ENGINE}); "
            "ingest it into a new database"
        )
    kept: list[StoredRevision] = []
    held = array("I")
    for row in rows:
        held = held[: row.stretches_start] + _unpacked(row.stretches) + held[len(held) - row.stretches_end :]
        kept.append(StoredRevision(row.id, tuple(row.parents), row.first_instance, held, row.is_gap))
    signed = tuple(
        Revision(
            row.id, None, tuple(kept[parent].id for parent in row.parents), tuple(row.authors), row.date, row.comment
        )
        for row in rows
    )
    query = select(stretches).where(stretches.c.history == history).order_by(stretches.c.number)
    pieces = (StoredSegment(row.number, row.text, _instances(row.instances)) for row in connection.execute(query))
    return Lineage.resume(pieces, kept), signed


def _runs(instances: Sequence[int]) -> bytes:
    """Instances as runs of numbers that follow one another."""
    runs = array("I")
    first, count = instances[0], 1
    for instance in instances[1:]:
        if instance == first + count:
            count += 1
        else:
            runs.extend((first, count))
            first, count = instance, 1
    runs.extend((first, count))
    return _packed(runs)


def _instances(data: bytes) -> "array[int]":
    runs = _unpacked(data)
    instances = array("I")
    for first, size in zip(runs[::2], runs[1::2], strict=True):
        instances.extend(range(first, first + size))
    return instances


def _packed(numbers: "array[int]") -> bytes:
    if sys.byteorder == "big":
        numbers = array("I", numbers)
        numbers.byteswap()
    return numbers.tobytes()


def _unpacked(data: bytes) -> "array[int]":
    numbers = array("I", data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
