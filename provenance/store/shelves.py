"""What can be asked of a library: each method reads one state of it, in one transaction."""

from sqlalchemy import select

from provenance.attribution.choosing import find_work
from provenance.model.attributions import Apparatus, Dossier
from provenance.model.receipts import Received
from provenance.model.testimony import Claim, Mark, Note, Person, Withdrawal
from provenance.model.versions import Outline, Version, Witness, Work
from provenance.store import queries, tables
from provenance.store.database import Database
from provenance.store.word_index import Hit, search


class Shelves:
    """What can be asked of a library. Works come in the order of their documents, all else as it was received."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def works(self) -> tuple[Work, ...]:
        """Every work, in the order in which the files were received and the works stand in them."""
        with self._database.read() as connection:
            return queries.works(connection)

    def find(self, name: str | None) -> Work:
        """The work called `name` (its id, or words of its title); without a name, the one work that has revisions."""
        return find_work(self.works(), self.outlines(), name)

    def work(self, id: str) -> Work:
        """The work called `id`."""
        with self._database.read() as connection:
            return queries.work(connection, id)

    def witnesses(self, work: str) -> tuple[Witness, ...]:
        """What carries the texts of a work."""
        with self._database.read() as connection:
            return queries.witnesses(connection, work)

    def versions(self, work: str) -> tuple[Version, ...]:
        """Every version of a work; the last one is the final one."""
        with self._database.read() as connection:
            return queries.versions(connection, work)

    def version(self, work: str, name: str) -> Version:
        """The version of `work` with that id or label; the last one is also called `final`."""
        with self._database.read() as connection:
            return queries.version(connection, work, name)

    def notes(self, work: str) -> tuple[Note, ...]:
        """The editors' notes on a work."""
        with self._database.read() as connection:
            return queries.notes(connection, work)

    def marks(self, work: str) -> tuple[Mark, ...]:
        """The changes that the sources of a work themselves record."""
        with self._database.read() as connection:
            return queries.marks(connection, work)

    def claims(self, work: str) -> tuple[Claim, ...]:
        """What is said of the making of a work; claims that were withdrawn are left out."""
        with self._database.read() as connection:
            return queries.standing_claims(connection, work)

    def all_claims(self, work: str) -> tuple[Claim, ...]:
        """What is or was said of the making of a work, withdrawn claims too (see `withdrawals`)."""
        with self._database.read() as connection:
            return queries.claims(connection, work)

    def withdrawals(self, work: str) -> tuple[Withdrawal, ...]:
        """Which claims on a work were withdrawn, by whom and when."""
        columns = tables.claims.c
        query = select(columns.id, columns.withdrawn_by, columns.withdrawn_at).order_by(columns.position)
        with self._database.read() as connection:
            found = connection.execute(query.where(columns.work == work, columns.withdrawn_at.is_not(None)))
            return tuple(Withdrawal(claim, by, at) for claim, by, at in found)

    def people(self) -> tuple[Person, ...]:
        """Everybody that the library knows, in the order in which they were met."""
        with self._database.read() as connection:
            return queries.people(connection)

    def dossier(self, work_id: str) -> Dossier:
        """All that is held on one work, read at one moment."""
        with self._database.read() as connection:
            return Dossier(
                work=queries.work(connection, work_id),
                witnesses=queries.witnesses(connection, work_id),
                versions=queries.versions(connection, work_id),
                notes=queries.notes(connection, work_id),
                claims=queries.standing_claims(connection, work_id),
                people=queries.people(connection),
            )

    def outlines(self) -> dict[str, tuple[Outline, ...]]:
        """The versions of every work without their texts, by the ids of the works."""
        with self._database.read() as connection:
            return queries.outlines(connection)

    def received(self, sha256: str) -> Received | None:
        """What was read from the file with that hash, as it stands in the library now; None if it was not received."""
        with self._database.read() as connection:
            return queries.received(connection, sha256)

    def load_apparatus(self, work_id: str, base: str, revised: str) -> Apparatus | None:
        """The apparatus of the versions with these ids; None if there is none, or the work has changed since."""
        with self._database.read() as connection:
            from provenance.store.apparatus import apparatus

            return apparatus(connection, work_id, base, revised)

    def search(self, words: str) -> tuple[Hit, ...]:
        """Where words stand in any version of any work, the best fitting passages first.

        All of them must stand in one passage. "Words in quotes" must follow each other; a word that ends with *
        stands for all that begin so. Accents and capitals do not matter.
        """
        with self._database.read() as connection:
            return search(connection, words)
