"""Works of many revisions entered, and the words of any work followed through its versions.

`HistoryShelf.enter` takes revisions one after another and writes them in batches, each batch one transaction and one
entry of the log (shown as one with the first); what was written is whole revisions, and a later call goes on from the
last of them. Whoever enters the same history at the same time is noticed at the next batch: then what is stored is read
again, and only what is new is added.

A lineage is kept beside the versions, so that their words need not be followed again. It is never more than that: if
the versions are changed, or another engine made it, it is made anew from the texts.
"""

import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, count, islice
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, RowMapping, func, insert, select

from provenance.attribution.choosing import parents_first
from provenance.errors import NotFound, StoreTrouble, UnreadableInput
from provenance.lineage.lineage import Lineage, StoredRevision, StoredSegment
from provenance.lineage.subsequence import common_end, common_start
from provenance.model.histories import Revision
from provenance.model.versions import Outline, Standing
from provenance.store import queries, tables, uncut_past
from provenance.store.database import Database, create_database
from provenance.store.forgetting import forget_lineage
from provenance.store.journal import Act, Journal, write_entry
from provenance.store.keeping import save_warnings
from provenance.store.packed_texts import PackedText, Packing, Texts, hash_of, keep_texts
from provenance.store.rows import Row
from provenance.store.whose import system_user

ENGINE = "provenance.lineage 4"
_BATCH_REVISIONS = 64
_BATCH_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class History:
    """A work that is read revision by revision: its id, its title, where it is read from, and how it is cited."""

    id: str
    title: str
    source: str
    citation: str | None = None


def create_shelf(location: str, by: str | None = None) -> "HistoryShelf":
    """The histories in the database at `location`, made if there is none yet; `by` is who changes them."""
    return HistoryShelf(create_database(location), by)


class HistoryShelf:
    """The works of a library that are read revision by revision, to be used in a `with` block."""

    def __init__(self, database: Database, by: str | None = None) -> None:
        self._database = database
        self._by = by or system_user()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def histories(self) -> tuple[History, ...]:
        """All of them, in the order in which they were first read."""
        columns = tables.works.c
        query = select(tables.works).where(columns.read_from.is_not(None)).order_by(columns.number)
        with self._database.read() as connection:
            return tuple(History(row.id, row.title, row.read_from) for row in connection.execute(query))

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

    def place_for(self, title: str, source: str, first: str, id: str | None = None) -> History:
        """The history that a source belongs to: read from it, or with its first revision; else a new one.

        A new one gets the `id` that is asked for, if no other work has it, or one made from its title.
        """
        for one in self.histories():
            if one.source == source or (title in (one.title, one.id) and self._has(one, first)):
                return one
        with self._database.read() as connection:
            taken = set(connection.execute(select(tables.works.c.id)).scalars())
        if id in taken:
            raise StoreTrouble(f"another work is called {id}; choose another --id")
        if id is not None:
            return History(id, title, source)
        names = chain([title], (f"{title}-{number}" for number in count(2)))
        return History(next(name for name in names if name not in taken), title, source)

    def _has(self, history: History, revision: str) -> bool:
        columns = tables.versions.c
        query = select(columns.id).where(columns.work == history.id, columns.id == revision)
        with self._database.read() as connection:
            return connection.execute(query).first() is not None

    def enter(self, history: History, source: Iterable[Revision], told: Sequence[str] = ()) -> Iterator[Revision]:
        """Store the revisions that are not there yet, and give each back when its origins are found.

        A revision that is stored already must have the same text; another one under its id is refused. `told` is what
        has been said of the record when all of it is read; it is kept beside the work.
        """
        source = iter(source)
        begins = list(islice(source, 1))
        lifted = None
        if begins and self._begins_before(history, begins[0]):
            lifted, new = self._put_before(history, [*begins, *source])
            yield from new
        entry = _Entry(self._database, history, self._by, lifted)
        try:
            for revision in chain(begins, source):
                if entry.take(revision):
                    yield revision
            entry.write()
            entry.write_warnings(told)
        except UnreadableInput:
            entry.write()
            raise

    def _begins_before(self, history: History, first: Revision) -> bool:
        with self._database.read() as connection:
            return uncut_past.is_lifted(connection, history.id, first)

    def _put_before(self, history: History, revisions: Sequence[Revision]) -> tuple[int | None, tuple[Revision, ...]]:
        """Store a history whole of which only the end was known; the number of the entry, and what is new."""
        with self._database.write() as connection:
            if not uncut_past.is_lifted(connection, history.id, revisions[0]):
                return None, ()
            journal = Journal(connection)
            new = uncut_past.put_before(journal, history.id, revisions)
            what = f"ingested {Path(history.source).name}: the past that had been cut off"
            entry = write_entry(connection, Act(what, history.id, self._by), journal.steps)
            keep_lineage(connection, history.id)
        return entry, new

    def load(self, history: History) -> tuple[Lineage, tuple[Revision, ...]]:
        """The lineage of a history, and its revisions without their texts."""
        with self._database.read() as connection:
            return load_lineage(connection, history.id), queries.revisions(connection, history.id)

    def outlines(self, history: History) -> tuple[Outline, ...]:
        """The revisions as versions without their texts; a gap, whose text nobody knows, is none."""
        with self._database.read() as connection:
            return queries.outlines(connection, history.id).get(history.id, ())

    def kept(self, history: History) -> str:
        """What a history that broke off has left in the library, in words."""
        number = len(self.outlines(history))
        are = "revision of {} is" if number == 1 else "revisions of {} are"
        return f"{number} whole {are.format(history.id)} stored"

    def texts(self, history: History) -> Iterator[tuple[str, str]]:
        """The id and the text of every revision, in order; a gap has none."""
        with self._database.read() as connection:
            for id, _, text in queries.each_text(connection, history.id):
                yield id, text

    def text(self, history: History, revision: str) -> str | None:
        """The text of one revision, to the letter; None if it is a gap."""
        columns = tables.versions.c
        query = select(columns.text).where(columns.work == history.id, columns.id == revision)
        with self._database.read() as connection:
            row = connection.execute(query).first()
            if row is None:
                raise NotFound(f"there is no revision {revision} in {history.id}")
            return None if row.text is None else Texts(connection).read(row.text)


class _Entry:
    """Revisions on their way into the database."""

    def __init__(self, database: Database, history: History, by: str, first_entry: int | None = None) -> None:
        self._database, self._history, self._by = database, history, by
        self._first_entry = first_entry
        self._first: tuple[str, str | None] | None = None
        self._fetch()

    def _fetch(self) -> None:
        """What is stored of the history, to go on from."""
        self._pending: list[Revision] = []
        self._rows: list[Row] = []
        self._traced: list[Row] = []
        self._stretches_new: list[Row] = []
        self._packed: list[PackedText] = []
        self._stretches = array("I")
        self._since = monotonic()
        with self._database.read() as connection:
            number = _number_of(connection, self._history)
            kept = queries.of_work(connection, tables.versions, self._history.id)
            self._lineage = load_lineage(connection, self._history.id)
            self._is_traced = number is not None and _is_current(connection, number)
            text = Texts(connection).read(kept[-1]["text"]) if kept and kept[-1]["text"] is not None else None
        self._known: dict[str, str | None] = {row["id"]: row["sha256"] for row in kept}
        self._stored, self._position = len(kept), kept[-1]["position"] + 1 if kept else 0
        self._packing = Packing() if text is None else Packing(text, 0)
        if kept and not self._is_traced:
            self._trace_all([row["id"] for row in _parents_first(kept)])
        elif kept:
            self._stretches = self._lineage.kept(kept[-1]["id"]).segments

    def _trace_all(self, ids: Sequence[str]) -> None:
        """Make ready to store what was followed anew."""
        self._traced = [self._traced_row(number, id) for number, id in enumerate(ids)]
        self._stretches_new = _stretch_rows(self._lineage)

    def take(self, revision: Revision) -> bool:
        """Add a revision; False if it is stored already."""
        digest = None if revision.text is None else hash_of(revision.text)
        self._first = self._first or (revision.id, digest)
        if revision.id in self._known:
            if self._known[revision.id] != digest:
                raise UnreadableInput(
                    f"revision {revision.id} comes twice, with different texts; one of them is not it"
                )
            return False
        self._lineage.add(revision.id, revision.text, revision.parents)
        self._known[revision.id] = digest
        self._stretches_new += _stretch_rows(self._lineage)
        row = self._traced_row(len(self._lineage) - 1, revision.id)
        self._traced.append(row)
        self._rows.append(self._version_row(revision, digest))
        self._pending.append(revision)
        if len(self._rows) >= _BATCH_REVISIONS or monotonic() - self._since > _BATCH_SECONDS:
            self.write()
        return True

    def _version_row(self, revision: Revision, digest: str | None) -> Row:
        if revision.text is not None and digest is not None:
            self._packed.append(self._packing.pack(revision.text, digest))
        return {
            "work": self._history.id,
            "id": revision.id,
            "position": self._position + len(self._rows),
            "label": revision.id,
            "text": None,
            "sha256": digest,
            "standing": Standing.EXTANT.value,
            "date": revision.date,
            "comment": revision.comment,
            "parents": list(self._lineage.parents(revision.id)),
            "authors": list(revision.authors),
            "milestones": [],
            "gaps": [],
        }

    def _traced_row(self, number: int, id: str) -> Row:
        row = _traced_row(self._lineage, number, id, self._stretches)
        self._stretches = self._lineage.kept(id).segments
        return row

    def write(self) -> None:
        """Write what has been taken, in one transaction; if another program wrote meanwhile, only what it did not."""
        if not self._rows:
            return
        with self._database.write() as connection:
            if self._is_as_it_was(connection):
                self._write(connection)
                self._stored += len(self._rows)
                self._position += len(self._rows)
                self._rows, self._traced, self._stretches_new, self._packed = [], [], [], []
                self._pending, self._since = [], monotonic()
                return
        again = self._pending
        self._fetch()
        for revision in again:
            self.take(revision)
        self.write()

    def write_warnings(self, told: Sequence[str]) -> None:
        """Keep what was said of the record, in the place of what was said of it before."""
        name = Path(self._history.source).name
        with self._database.read() as connection:
            kept = [words for file, words in queries.warnings(connection, self._history.id) if file == name]
            if kept == list(told) or _number_of(connection, self._history) is None:
                return
        with self._database.write() as connection:
            journal = Journal(connection)
            save_warnings(journal, self._history.id, name, hash_of(f"history {self._history.source}"), told)
            if journal.steps:
                self._write_entry(connection, journal)

    def _is_as_it_was(self, connection: Connection) -> bool:
        work = tables.works.c
        columns = tables.versions.c
        place = connection.execute(select(work.read_from).where(work.id == self._history.id)).first()
        if place is not None and place.read_from != self._history.source and self._first is not None:
            id, digest = self._first
            there = select(columns.sha256).where(columns.work == self._history.id, columns.id == id)
            if list(connection.execute(there).scalars()) != [digest]:
                raise StoreTrouble(f"another program has just stored another work as {self._history.id}; do it again")
        query = select(func.count()).where(columns.work == self._history.id)
        return connection.execute(query).scalar_one() == self._stored

    def _write(self, connection: Connection) -> None:
        journal = Journal(connection)
        number = _number_of(connection, self._history) or self._make(journal)
        numbers = keep_texts(connection, self._packed)
        for row in self._rows:
            row["text"] = numbers[row["sha256"]] if row["sha256"] else None
        journal.add(tables.versions, self._rows)
        if not self._is_traced:
            forget_lineage(connection, self._history.id)
            connection.execute(insert(tables.lineages), {"work": number, "engine": ENGINE})
            self._is_traced = True
        if self._stretches_new:
            connection.execute(insert(tables.stretches), [{"work": number, **one} for one in self._stretches_new])
        connection.execute(insert(tables.traced), [{"work": number, **one} for one in self._traced])
        self._write_entry(connection, journal)

    def _write_entry(self, connection: Connection, journal: Journal) -> None:
        act = Act(
            f"ingested {Path(self._history.source).name}", self._history.id, self._by, continues=self._first_entry
        )
        entry = write_entry(connection, act, journal.steps)
        self._first_entry = self._first_entry or entry

    def _make(self, journal: Journal) -> int:
        number = journal.next_number(tables.works)
        history = self._history
        row = {"number": number, "id": history.id, "title": history.title, "order": 0}
        place = {
            "source": history.citation or Path(history.source).name,
            "read_from": history.source,
            "is_indexed": False,
        }
        journal.add(tables.works, [{**row, **place}])
        return number


def _number_of(connection: Connection, history: History) -> int | None:
    columns = tables.works.c
    row = connection.execute(select(columns.number).where(columns.id == history.id)).first()
    return None if row is None else int(row.number)


# ---- lineages


def keep_lineage(connection: Connection, work: str) -> None:
    """Follow the words of a work of many versions anew, where a change of its versions made that forgotten."""
    row = connection.execute(select(tables.works).where(tables.works.c.id == work)).first()
    if row is None or row.is_indexed or _is_current(connection, row.number):
        return
    rows = _parents_first(queries.of_work(connection, tables.versions, work))
    lineage = load_lineage(connection, work)
    forget_lineage(connection, work)
    connection.execute(insert(tables.lineages), {"work": row.number, "engine": ENGINE})
    new, held = _stretch_rows(lineage), array("I")
    if new:
        connection.execute(insert(tables.stretches), [{"work": row.number, **one} for one in new])
    traced = []
    for number, one in enumerate(rows):
        traced.append({"work": row.number, **_traced_row(lineage, number, one["id"], held)})
        held = lineage.kept(one["id"]).segments
    if traced:
        connection.execute(insert(tables.traced), traced)


def _traced_row(lineage: Lineage, number: int, id: str, before: "array[int]") -> Row:
    """A version as it is kept, its segments against those of the version before."""
    kept = lineage.kept(id)
    first = common_start(before, kept.segments)
    last = common_end(before, kept.segments, first)
    return {
        "number": number,
        "version": id,
        "parents": list(kept.parents),
        "is_gap": kept.gap,
        "first_instance": kept.first,
        "stretches_start": first,
        "stretches_end": last,
        "stretches": _packed(kept.segments[first : len(kept.segments) - last]),
    }


def load_lineage(connection: Connection, work: str) -> Lineage:
    """The words of a work followed through its versions, as stored or, where they are not (any more), followed now."""
    number = connection.execute(select(tables.works.c.number).where(tables.works.c.id == work)).scalar()
    if number is not None and _is_current(connection, number):
        with suppress(*_NOT_OURS):
            return _load(connection, number)
    return _followed(connection, work)


_NOT_OURS = (ValueError, TypeError, LookupError, AttributeError, OverflowError)
"""What comes of values that no program of ours has stored."""


def is_rightly_kept(connection: Connection, work: str) -> bool:
    """Whether the words of a work, followed now, come out as they are stored; True where nothing is stored."""
    number = connection.execute(select(tables.works.c.number).where(tables.works.c.id == work)).scalar()
    if number is None or not _is_current(connection, number):
        return True
    columns = tables.stretches.c
    query = select(columns.number, columns.text, columns.instances).where(columns.work == number)
    kept = [dict(row) for row in connection.execute(query.order_by(columns.number)).mappings()]
    followed = _followed(connection, work)
    try:
        stored = _load(connection, number)
        ids = [row["id"] for row in queries.of_work(connection, tables.versions, work)]
        return kept == _stretch_rows(followed) and all(stored.kept(id) == followed.kept(id) for id in ids)
    except _NOT_OURS:
        return False


def _followed(connection: Connection, work: str) -> Lineage:
    lineage = Lineage()
    rows = _parents_first(queries.of_work(connection, tables.versions, work))
    texts = Texts(connection).read_all([row["text"] for row in rows if row["text"] is not None])
    for row in rows:
        lineage.add(row["id"], None if row["text"] is None else next(texts), tuple(row["parents"]))
    return lineage


def _parents_first(rows: Sequence[RowMapping]) -> list[RowMapping]:
    """The versions as they stand, but none before those that it was made from."""
    by_id = {row["id"]: row for row in rows}
    return [by_id[id] for id in parents_first({row["id"]: row["parents"] for row in rows})]


def _is_current(connection: Connection, work: int) -> bool:
    """Whether the words were followed by this very engine."""
    columns = tables.lineages.c
    return connection.execute(select(columns.engine).where(columns.work == work)).scalar() == ENGINE


def _load(connection: Connection, work: int) -> Lineage:
    kept: list[StoredRevision] = []
    held = array("I")
    columns = tables.traced.c
    for row in connection.execute(select(tables.traced).where(columns.work == work).order_by(columns.number)):
        held = held[: row.stretches_start] + _unpacked(row.stretches) + held[len(held) - row.stretches_end :]
        kept.append(StoredRevision(row.version, tuple(row.parents), row.first_instance, held, row.is_gap))
    pieces = tables.stretches.c
    query = select(tables.stretches).where(pieces.work == work).order_by(pieces.number)
    stretches = (StoredSegment(row.number, row.text, _instances(row.instances)) for row in connection.execute(query))
    return Lineage.resume(stretches, kept)


def _stretch_rows(lineage: Lineage) -> list[dict[str, Any]]:
    return [
        {"number": one.number, "text": one.text, "instances": _runs(one.instances)}
        for one in lineage.take_new_segments()
    ]


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
