"""The library: works, what is said of them and what was concluded, kept in a database. This file writes.

Every method is one transaction: it is kept as a whole, or the library stays as it was. Nothing that a source says is
ever overwritten. What the program concludes is replaced when it is computed anew, and counts as out of date as soon
as something is added to its work or withdrawn.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from sqlalchemy import and_, select, update

from provenance.errors import NotFound, StoreTrouble
from provenance.model.attributions import Apparatus
from provenance.model.receipts import Received
from provenance.model.testimony import Claim, Person
from provenance.model.versions import Version, Witness
from provenance.store import concluding, keeping, queries, tables
from provenance.store.database import Database, create_database, open_database
from provenance.store.keeping import Fate
from provenance.store.shelves import Shelves


def open_library(location: str) -> "Library":
    """The library in the database at `location`, a path or an SQLAlchemy URL; NotFound if there is none."""
    return Library(open_database(location))


def create_library(location: str) -> "Library":
    """The library at `location`, made if there is none yet."""
    return Library(create_database(location))


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a file that was received: ids of works.

    `new` were not in the library; `extended` were, and got further versions; `present` were there already, with the
    same words. `same_file` is true if this very file was received before: then nothing was changed.
    """

    new: tuple[str, ...] = ()
    extended: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    same_file: bool = False


class Library(Shelves):
    """A library, to be used in a `with` block, which lets go of the database at its end."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._database = database

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

    def transaction(self) -> AbstractContextManager[object]:
        """A `with` block whose every change is kept together at its end, or none of them."""
        return self._database.write()

    @property
    def location(self) -> str:
        """Where the library is, as it was asked for."""
        return self._database.location

    def save_received(self, received: Received, claims: Sequence[Claim] = ()) -> Saved:
        """Keep what was read from a file, and the claims found in it.

        The same file again changes nothing. A work that is there already may get further versions; if a version that
        is there has other words now, StoreTrouble is raised and nothing is kept.
        """
        with self._database.write() as connection:
            if keeping.is_kept_whole(connection, received):
                return Saved(present=tuple(one.work.id for one in received.works), same_file=True)
            keeping.save_people(connection, received.people)
            fates = {one.work.id: keeping.save_work(connection, one, received.name) for one in received.works}
            keeping.save_source(connection, received)
            touched = [work for work, fate in fates.items() if fate is not Fate.PRESENT]
            keeping.save_claims(connection, [claim for claim in claims if claim.work in touched])
            for work in touched:
                keeping.touch(connection, work)
        new, extended, present = (tuple(work for work, fate in fates.items() if fate is one) for one in Fate)
        return Saved(new, extended, present)

    def save_version(self, version: Version, witness: Witness | None = None) -> None:
        """Keep a further version of a work, with what carries it.

        It stands before the final version, unless it was made from that one: then it is the final one now.
        """
        with self._database.write() as connection:
            queries.work(connection, version.work)
            if witness is not None:
                keeping.save_witnesses(connection, version.work, [witness])
            keeping.save_further_version(connection, version)
            keeping.touch(connection, version.work)

    def replace_reconstructions(
        self, work: str, versions: Sequence[Version], witnesses: Sequence[Witness] = ()
    ) -> None:
        """Put newly reconstructed versions in the place of the earlier ones; what is extant stays.

        `versions` are all of the work, in the order in which they shall stand.
        """
        with self._database.write() as connection:
            keeping.save_witnesses(connection, work, witnesses)
            keeping.replace_reconstructions(connection, work, versions)
            keeping.touch(connection, work)

    def save_people(self, people: Sequence[Person]) -> None:
        """Keep persons; of one who is there already, further names and a role not yet known are added."""
        with self._database.write() as connection:
            keeping.save_people(connection, people)

    def save_claims(self, claims: Sequence[Claim]) -> None:
        """Keep claims. One that is there already with the same words is left alone; with others, it is refused."""
        with self._database.write() as connection:
            keeping.save_claims(connection, claims)
            for work in dict.fromkeys(claim.work for claim in claims):
                keeping.touch(connection, work)

    def withdraw_claim(self, work: str, claim: str, by: str, at: str) -> None:
        """Mark a claim as withdrawn by somebody on a date; it stays in the library. Withdrawn once, it stays so.

        `claim` is its id, which may be given without the work before it ("c2").
        """
        columns = tables.claims.c
        found = and_(columns.work == work, columns.id.in_([claim, f"{work}/{claim}"]))
        with self._database.write() as connection:
            row = connection.execute(select(columns.withdrawn_by, columns.withdrawn_at).where(found)).first()
            if row is None:
                raise NotFound(f"no claim on {work} is called {claim!r}")
            if row.withdrawn_at is not None:
                raise StoreTrouble(f"claim {claim} was already withdrawn by {row.withdrawn_by} on {row.withdrawn_at}")
            connection.execute(update(tables.claims).where(found).values(withdrawn_by=by, withdrawn_at=at))
            keeping.touch(connection, work)

    def keep_apparatus(self, apparatus: Apparatus) -> None:
        """The same where the library may be written to; where not, it is computed again when it is asked for."""
        if not self._database.read_only:
            self.save_apparatus(apparatus)

    def save_apparatus(self, apparatus: Apparatus) -> None:
        """Keep what was concluded from two versions, in the place of what was concluded of them before."""
        with self._database.write() as connection:
            keeping.save_people(connection, apparatus.people)
            concluding.save_apparatus(connection, apparatus)
