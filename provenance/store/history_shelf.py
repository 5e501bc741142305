"""The works of a library that are read revision by revision.

`HistoryShelf.enter` takes revisions one after another and writes them in batches (`entering`); what was written is
whole revisions, and a later call goes on from the last of them.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count, islice
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import select

from provenance.errors import NotFound, StoreTrouble, UnreadableInput
from provenance.lineage.lineage import Lineage
from provenance.model.histories import Revision
from provenance.model.versions import Outline, Work
from provenance.store import keeping, queries, tables, uncut_past
from provenance.store.database import Database, create_database
from provenance.store.entering import Entering, History
from provenance.store.journal import Act, Journal, write_entry
from provenance.store.lineages import keep_lineage, load_lineage
from provenance.store.packed_texts import Texts, hash_of
from provenance.store.whose import signed
from provenance.text.normalize import fold


def create_shelf(location: str, by: str | None = None) -> "HistoryShelf":
    """The histories in the database at `location`, made if there is none yet; `by` is who changes them."""
    return HistoryShelf(create_database(location), by)


class HistoryShelf:
    """The works of a library that are read revision by revision, to be used in a `with` block.

    `differing` are stored revisions of which a record that was entered says something else than it did before, `left`
    those that it has not any more and does not go on from.
    """

    def __init__(self, database: Database, by: str | None = None) -> None:
        self.differing: dict[str, str] = {}
        self.left: list[str] = []
        self._database = database
        self._by = signed(by)

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

    def place_for(self, title: str, source: str, first: Revision, id: str | None = None) -> History:
        """The history that a source belongs to: read from it, or called so and with its first revision; else a new one.

        If an `id` is asked for, no other will do, and a new one gets it, unless another work has it; without, the new
        one gets an id made from its title.
        """
        for one in self.histories():
            if id in (None, one.id) and (
                one.source == source or (title in (one.title, one.id) and self._has(one, first))
            ):
                return one
        with self._database.read() as connection:
            taken = set(connection.execute(select(tables.works.c.id)).scalars())
        if id in taken:
            raise StoreTrouble(f"another work is called {id}; choose another --id")
        if id is not None:
            keeping.refuse_twin(id, taken)
            return History(id, title, source)
        names = chain([title], (f"{title}-{number}" for number in count(2)))
        folded = set(map(fold, taken))
        return History(next(name for name in names if fold(name) not in folded), title, source)

    def _has(self, history: History, revision: Revision) -> bool:
        """Whether the revision is stored, with this text if both are known."""
        columns = tables.versions.c
        query = select(columns.sha256).where(columns.work == history.id, columns.id == revision.id)
        with self._database.read() as connection:
            row = connection.execute(query).first()
        return row is not None and (row.sha256 is None or revision.text is None or row.sha256 == hash_of(revision.text))

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
        entry = Entering(self._database, history, self._by, lifted)
        try:
            for revision in chain(begins, source):
                if entry.take(revision):
                    yield revision
            entry.write()
            entry.write_warnings(told)
            self.differing.update(entry.differing)
            self.left += entry.left
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

    def work(self, history: History) -> Work:
        """The work that a history is stored as."""
        with self._database.read() as connection:
            return queries.work(connection, history.id)

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
