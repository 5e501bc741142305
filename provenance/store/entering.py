"""Revisions on their way into a library: written in batches, each one transaction and one entry of the log.

The entries of one history are shown as one with the first. Whoever enters the same history at the same time is noticed
at the next batch: then what is stored is read again, and only what is new is added.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from provenance.errors import StoreTrouble, UnreadableInput
from provenance.lineage.lineage import Lineage
from provenance.model.histories import Revision
from provenance.model.versions import Standing
from provenance.store import queries, tables
from provenance.store.database import Database
from provenance.store.forgetting import forget_lineage
from provenance.store.journal import Act, Journal, write_entry
from provenance.store.keeping import save_warnings
from provenance.store.lineages import LineageRows, begin_lineage, is_current, load_lineage, parents_before_children
from provenance.store.packed_texts import PackedText, Packing, Texts, hash_of, keep_texts
from provenance.store.rows import Row

_BATCH_REVISIONS = 256
_BATCH_LETTERS = 1 << 22
_BATCH_SECONDS = 2.0
"""What is written at once: each batch costs a dozen questions, and what is not written yet can be lost."""


@dataclass(frozen=True, slots=True)
class History:
    """A work that is read revision by revision: its id, its title, where it is read from, and how it is cited."""

    id: str
    title: str
    source: str
    citation: str | None = None


class Stored(NamedTuple):
    """A work as it is stored: its number, where it was read from, and how many versions it has."""

    number: int
    read_from: str | None
    versions: int


class Entering:
    """The revisions of one history, entered in the name of `by`; `first_entry` is the entry that they go on from.

    `differing` are those that the record tells otherwise than they are stored: what it says now of authors or date.
    `left` are the last revisions that were stored before, which the record has not any more and does not go on from.
    """

    def __init__(self, database: Database, history: History, by: str, first_entry: int | None = None) -> None:
        self._database, self._history, self._by = database, history, by
        self._first_entry = first_entry
        self._first: tuple[str, str | None] | None = None
        self._last: str | None = None
        self.differing: dict[str, str] = {}
        self._seen: set[str] = set()
        self._fetch()
        self._stored_before = frozenset(self._known)

    @property
    def left(self) -> list[str]:
        """What was stored before, is not in the record now, and has nothing made from it."""
        gone = self._stored_before - self._seen
        if not gone or not self._seen:
            return []
        parents = {parent for id in self._known for parent in self._lineage.parents(id)}
        return [id for id in self._known if id in gone and id not in parents]

    def _fetch(self) -> None:
        """What is stored of the history, to go on from."""
        self._pending: list[Revision] = []
        self._rows: list[Row] = []
        self._packed: list[PackedText] = []
        self._letters, self._since = 0, monotonic()
        with self._database.read() as connection:
            work = _find_work(connection, self._history)
            self._is_new = work is None
            kept = [] if work is None else queries.of_work(connection, tables.versions, self._history.id)
            self._lineage = load_lineage(connection, self._history.id) if kept else Lineage()
            self._is_traced = work is not None and is_current(connection, work.number)
            text = Texts(connection).read(kept[-1]["text"]) if kept and kept[-1]["text"] is not None else None
        self._known: dict[str, str | None] = {row["id"]: row["sha256"] for row in kept}
        self._recorded = {row["id"]: (tuple(row["authors"]), row["date"]) for row in kept}
        self._stored, self._position = len(kept), kept[-1]["position"] + 1 if kept else 0
        self._packing = Packing() if text is None else Packing(text, 0)
        ids = [row["id"] for row in parents_before_children(kept)]
        self._words = LineageRows(self._lineage, ids if self._is_traced else ())
        for id in () if self._is_traced else ids:
            self._words.add(id)

    def take(self, revision: Revision) -> bool:
        """Add a revision; False if it is stored already, though its words be hidden this time."""
        digest = None if revision.text is None else hash_of(revision.text)
        self._first = self._first or (revision.id, digest)
        before, self._last = self._last, revision.id
        self._seen.add(revision.id)
        if revision.id in self._known:
            if self._known[revision.id] != digest and digest is not None:
                raise UnreadableInput(self._two_texts(revision.id))
            self._compare_record(revision)
            return False
        if revision.parents is None and before is not None:  # of the record: something else may be stored after it
            revision = replace(revision, parents=(before,))
        self._lineage.add(revision.id, revision.text, revision.parents)
        self._known[revision.id] = digest
        self._words.add(revision.id)
        self._rows.append(self._version_row(revision, digest))
        self._pending.append(revision)
        self._letters += len(revision.text or "")
        if self._is_full():
            self.write()
        return True

    def _two_texts(self, id: str) -> str:
        """What is wrong where a revision has another text than it had before: in the record, or in the library."""
        if id not in self._stored_before:
            return f"revision {id} comes twice, with different texts; one of them is not it"
        return f"revision {id} is stored in {self._history.id} with another text; another --id makes this another work"

    def _compare_record(self, revision: Revision) -> None:
        """Note what the record says of a stored revision, where it says something else than before."""
        for said, stored in zip((revision.authors, revision.date), self._recorded.get(revision.id, ()), strict=False):
            if said and said != stored:
                self.differing[revision.id] = said if isinstance(said, str) else " and ".join(said)

    def _is_full(self) -> bool:
        """Whether as much has been taken as is written at once."""
        is_much = len(self._rows) >= _BATCH_REVISIONS or self._letters >= _BATCH_LETTERS
        return is_much or monotonic() - self._since > _BATCH_SECONDS

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

    def write(self) -> None:
        """Write what has been taken, in one transaction; if another program wrote meanwhile, only what it did not."""
        if not self._rows:
            return
        with self._database.write() as connection:
            work = _find_work(connection, self._history)
            if self._is_as_it_was(connection, work):
                self._write(connection, work)
                self._stored += len(self._rows)
                self._position += len(self._rows)
                self._rows, self._packed = [], []
                self._pending, self._letters, self._since = [], 0, monotonic()
                return
        again = self._pending
        self._fetch()
        for revision in again:
            self.take(revision)
        self.write()

    def write_warnings(self, told: Sequence[str]) -> None:
        """Keep what was said of the record, in the place of what was said of it before."""
        if self._is_new and not told:
            return
        name = Path(self._history.source).name
        with self._database.read() as connection:
            kept = [words for file, words in queries.warnings(connection, self._history.id) if file == name]
            if kept == list(told) or _find_work(connection, self._history) is None:
                return
        with self._database.write() as connection:
            journal = Journal(connection)
            save_warnings(journal, self._history.id, name, hash_of(f"history {self._history.source}"), told)
            if journal.steps:
                self._write_entry(connection, journal)

    def _is_as_it_was(self, connection: Connection, work: Stored | None) -> bool:
        if work is not None and work.read_from != self._history.source and self._first is not None:
            id, digest = self._first
            columns = tables.versions.c
            there = select(columns.sha256).where(columns.work == self._history.id, columns.id == id)
            stored = list(connection.execute(there).scalars())
            if not stored or (digest is not None and stored != [digest]):
                raise StoreTrouble(f"another program has just stored another work as {self._history.id}; do it again")
        return (work.versions if work else 0) == self._stored

    def _write(self, connection: Connection, work: Stored | None) -> None:
        journal = Journal(connection)
        number = work.number if work else self._make(journal)
        if work and not self._is_traced:
            forget_lineage(connection, self._history.id)
        numbers = keep_texts(connection, self._packed)
        for row in self._rows:
            row["text"] = numbers[row["sha256"]] if row["sha256"] else None
        journal.add(tables.versions, self._rows)
        if not self._is_traced:
            begin_lineage(connection, number)
            self._is_traced = True
        self._words.write(connection, number)
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


def _find_work(connection: Connection, history: History) -> Stored | None:
    work, versions = tables.works.c, tables.versions.c
    stored = select(func.count()).where(versions.work == work.id).scalar_subquery()
    row = connection.execute(select(work.number, work.read_from, stored).where(work.id == history.id)).first()
    return None if row is None else Stored(*row)
