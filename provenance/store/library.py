"""The library: works and what is said of them, kept in a database. This file writes.

Every method is one transaction and one entry of the log: it is kept as a whole, or the library stays as it was. Several
in one `with library.entry(...)` block are one entry together. Nothing that a source says is ever overwritten.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, select

from provenance.model.receipts import Received, ReceivedWork
from provenance.model.testimony import Claim, Person
from provenance.model.versions import Version, Witness
from provenance.store import keeping, queries, tables
from provenance.store.database import Database, create_database, open_database
from provenance.store.journal import Act, Journal, write_entry
from provenance.store.keeping import Fate
from provenance.store.shelves import Shelves
from provenance.store.whose import signed


def open_library(location: str, by: str | None = None) -> "Library":
    """The library in the database at `location`, a path or an SQLAlchemy URL; NotFound if there is none.

    `by` is who changes it; without a name, the system's user.
    """
    return Library(open_database(location), by)


def create_library(location: str, by: str | None = None) -> "Library":
    """The library at `location`, made if there is none yet."""
    return Library(create_database(location), by)


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a file that was received: ids of works.

    `new` were not in the library; `extended` were, and got further versions; `present` were there already, with the
    same words. `same_file` is true if this very file was received before: then nothing was changed. `told` says what
    another file has brought under the same ids.
    """

    new: tuple[str, ...] = ()
    extended: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    same_file: bool = False
    told: tuple[str, ...] = ()


class Library(Shelves):
    """A library, to be used in a `with` block, which lets go of the database at its end."""

    def __init__(self, database: Database, by: str | None = None) -> None:
        super().__init__(database)
        self._database = database
        self._journal: Journal | None = None
        self.by = signed(by)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    @property
    def database(self) -> Database:
        """The database that the library is kept in."""
        return self._database

    @property
    def location(self) -> str:
        """Where the library is, as it was asked for."""
        return self._database.location

    @contextmanager
    def entry(
        self, what: str, work: str | None = None, reason: str | None = None, undoes: int | None = None
    ) -> Iterator[Journal]:
        """A block whose every change is kept together at its end, or none of them, and is one entry of the log.

        A block within a block is part of the outer one. If nothing was changed, nothing is entered.
        """
        if self._journal is not None:
            yield self._journal
            return
        with self._database.write() as connection:
            self._journal = Journal(connection)
            try:
                yield self._journal
                if self._journal.steps:
                    _follow_anew(connection, self._journal)
                    write_entry(connection, Act(what, work, self.by, reason, undoes), self._journal.steps)
            finally:
                self._journal = None

    def save_received(self, received: Received, claims: Sequence[Claim] = ()) -> Saved:
        """Keep what was read from a file, and the claims found in it.

        The same file again changes nothing. A work that is there already may get further versions; if a version that
        is there has other words now, StoreTrouble is raised and nothing is kept.
        """
        works = [one.work.id for one in received.works]
        with self.entry(f"ingested {Path(received.name).name}", works[0] if len(works) == 1 else None) as journal:
            if keeping.is_kept_whole(journal.connection, received):
                return Saved(present=tuple(works), same_file=True)
            keeping.save_people(journal, received.people)
            fates = {one.work.id: keeping.save_work(journal, one, received.name) for one in received.works}
            keeping.save_source(journal, received)
            touched = [work for work, fate in fates.items() if fate is not Fate.PRESENT]
            keeping.save_claims(journal, [claim for claim in claims if claim.work in touched])
            told = tuple(keeping.told_of_ids(journal.connection, received, fates.keys() - touched))
        new, extended, present = (tuple(work for work, fate in fates.items() if fate is one) for one in Fate)
        return Saved(new, extended, present, told=told)

    def save_anew(self, read: Callable[[], tuple[Received, Sequence[Claim]]]) -> Saved:
        """Keep what `read` gives, and once more if another program took its id between the reading and the keeping."""
        try:
            return self.save_received(*read())
        except keeping.IdTaken:
            return self.save_received(*read())

    def free_id(self, one: ReceivedWork, sha256: str) -> str:
        """The id under which a work can be stored that has none but the name of its file.

        It is its own where no work has it, or the one that does has the same words or came from the same file.
        """
        with self._database.read() as connection:
            return keeping.free_id(connection, one, sha256)

    def save_version(self, version: Version, witness: Witness | None = None) -> None:
        """Keep a further version of a work, with what carries it.

        It stands before the final version, unless it was made from that one: then it is the final one now.
        """
        with self.entry(f"added version “{version.label}”", version.work) as journal:
            queries.work(journal.connection, version.work)
            if witness is not None:
                keeping.save_witnesses(journal, version.work, [witness])
            keeping.save_further_version(journal, version)

    def replace_reconstructions(
        self, work: str, versions: Sequence[Version], witnesses: Sequence[Witness] = ()
    ) -> None:
        """Put newly reconstructed versions in the place of the earlier ones; what is extant stays.

        `versions` are all of the work, in the order in which they shall stand.
        """
        with self.entry("reconstructed anew", work) as journal:
            keeping.save_witnesses(journal, work, witnesses)
            keeping.replace_reconstructions(journal, work, versions)

    def save_people(self, people: Sequence[Person]) -> None:
        """Keep persons; of one who is there already, further names and a role not yet known are added."""
        with self.entry("added persons") as journal:
            keeping.save_people(journal, people)

    def save_claims(self, claims: Sequence[Claim]) -> None:
        """Keep claims. One that is there already with the same words is left alone; with others, it is refused."""
        works = {claim.work for claim in claims}
        with self.entry("added claims", works.pop() if len(works) == 1 else None) as journal:
            keeping.save_claims(journal, claims)


def _follow_anew(connection: Connection, journal: Journal) -> None:
    """Follow the words of works of many versions again whose versions were changed; it is read more often than done."""
    works = {str(step.key[0]) for step in journal.steps if step.table == tables.versions.name}
    columns = tables.works.c
    many = select(columns.id).where(columns.id.in_(works), columns.is_indexed.is_(False))
    for work in connection.execute(many).scalars().all() if works else ():
        from provenance.store.lineages import keep_lineage

        keep_lineage(connection, work)
