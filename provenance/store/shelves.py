"""What can be asked of a library: each method reads one state of it, in one transaction. Nothing here writes."""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from provenance.attribution.choosing import find_work, in_order
from provenance.model.attributions import Dossier
from provenance.model.entries import Entry
from provenance.model.histories import Revision
from provenance.model.receipts import Received
from provenance.model.testimony import Claim, Mark, Note, Person
from provenance.model.versions import Holding, Outline, Version, Witness, Work
from provenance.store import log, queries, tables, text_rows
from provenance.store.database import Database
from provenance.store.removals import removed
from provenance.store.word_index import Hit, search

if TYPE_CHECKING:
    from provenance.lineage.lineage import Lineage


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
        with self._database.read() as connection:
            return _find(connection, name)

    def work(self, id: str) -> Work:
        """The work called `id`."""
        with self._database.read() as connection:
            return queries.work(connection, id)

    def holding(self, name: str | None) -> Holding:
        """The work called `name`, as `find` finds it: its versions, parents first, without texts, and its witnesses."""
        with self._database.read() as connection:
            work = _find(connection, name)
            outlines = queries.outlines(connection, work.id).get(work.id, ())
            return Holding(work, in_order(outlines), queries.witnesses(connection, work.id))

    def holdings(self) -> tuple[Holding, ...]:
        """Every work in the order of the documents, as `holding` gives it."""
        with self._database.read() as connection:
            outlines = queries.outlines(connection)
            return tuple(
                Holding(work, in_order(outlines.get(work.id, ())), queries.witnesses(connection, work.id))
                for work in queries.works(connection)
            )

    def originals(self, work: str) -> tuple[tuple[str, bytes], ...]:
        """The Word files that a work came from, the last one first: their names and bytes."""
        with self._database.read() as connection:
            return queries.originals(connection, work)

    def witnesses(self, work: str) -> tuple[Witness, ...]:
        """What carries the texts of a work."""
        with self._database.read() as connection:
            return queries.witnesses(connection, work)

    def versions(self, work: str, only: Collection[str] | None = None) -> tuple[Version, ...]:
        """Every version of a work with its text, or those whose ids are `only`; the last one is the final one."""
        with self._database.read() as connection:
            return queries.versions(connection, work, only)

    def each_version(self, work: str) -> Callable[[str], Version]:
        """What gives one version of a work after another, each read by its id when it is asked for."""
        with self._database.read() as connection:
            held = queries.at_hand(connection, work)

        def read(id: str) -> Version:
            with self._database.read() as connection:
                return queries.versions(connection, work, {id}, held)[0]

        return read

    def version(self, work: str, id: str) -> Version:
        """The version of `work` with that id, label or beginning of one; the last one is also called `final`."""
        from provenance.attribution.choosing import find_version

        with self._database.read() as connection:
            queries.work(connection, work)
            found = find_version(queries.outlines(connection, work).get(work, ()), id)
            return queries.versions(connection, work, {found.id})[0]

    def revisions(self, work: str) -> tuple[Revision, ...]:
        """What is recorded of every version of a work, without texts; those whose words nobody knows are among them."""
        with self._database.read() as connection:
            return queries.revisions(connection, work)

    def hidden(self, work: str) -> tuple[str, ...]:
        """The ids of those versions of a work that were made, and whose words nobody knows."""
        columns = tables.versions.c
        query = select(columns.id).where(columns.work == work, columns.text.is_(None)).order_by(columns.position)
        with self._database.read() as connection:
            return tuple(connection.execute(query).scalars())

    def is_traced(self, work: str) -> bool:
        """True if its words were followed when it was stored, because there were many versions to come."""
        with self._database.read() as connection:
            row = queries.work_row(connection, work)
            found = select(tables.lineages.c.work).where(tables.lineages.c.work == row["number"])
            return connection.execute(found).first() is not None

    def lineage(self, work: str) -> "Lineage":
        """The words of a work followed through its versions; of those whose words nobody knows, it knows the place."""
        from provenance.store.lineages import load_lineage

        with self._database.read() as connection:
            queries.work(connection, work)
            return load_lineage(connection, work)

    def notes(self, work: str) -> tuple[Note, ...]:
        """The editors' notes on a work."""
        with self._database.read() as connection:
            return queries.notes(connection, work)

    def marks(self, work: str) -> tuple[Mark, ...]:
        """The changes that the sources of a work themselves record."""
        with self._database.read() as connection:
            return queries.marks(connection, work)

    def claims(self, work: str) -> tuple[Claim, ...]:
        """What is said of the making of a work; claims that were set aside say so."""
        with self._database.read() as connection:
            return queries.claims(connection, work)

    def people(self) -> tuple[Person, ...]:
        """Everybody that the library knows, in the order in which they were met."""
        with self._database.read() as connection:
            return queries.people(connection)

    def everybody(self) -> tuple[Person, ...]:
        """The same, and those whom only versions or claims name."""
        with self._database.read() as connection:
            return queries.everybody(connection)

    def dossier(self, work: str, only: Collection[str] | None = None) -> Dossier:
        """All that is held on one work, read at one moment; with `only`, the texts of those versions alone.

        The versions stand with parents before children.
        """
        with self._database.read() as connection:
            order = in_order(queries.outlines(connection, work).get(work, ()))
            versions = {version.id: version for version in queries.versions(connection, work, only)}
            return Dossier(
                work=queries.work(connection, work),
                witnesses=queries.witnesses(connection, work),
                versions=tuple(versions[one.id] for one in order if one.id in versions),
                notes=queries.notes(connection, work),
                claims=queries.claims(connection, work),
                people=queries.people(connection),
                marks=queries.marks(connection, work),
                warnings=queries.warnings(connection, work),
                removed=removed(connection, work),
            )

    def outlines(self) -> dict[str, tuple[Outline, ...]]:
        """The versions of every work without their texts, by the ids of the works."""
        with self._database.read() as connection:
            return queries.outlines(connection)

    def received(self, sha256: str) -> Received | None:
        """What was read from the file with that hash, as it stands in the library now; None if it was not received."""
        with self._database.read() as connection:
            return queries.received(connection, sha256)

    def was_read(self, sha256: str) -> bool:
        """Whether anything in the library was read from the file with that hash."""
        with self._database.read() as connection:
            return queries.was_read(connection, sha256)

    def places_of_histories(self) -> tuple[str, ...]:
        """The files and folders from which histories were read, as they were named."""
        with self._database.read() as connection:
            return queries.places_of_histories(connection)

    def log(self, work: str | None = None) -> tuple[Entry, ...]:
        """Every change of the library, or of one work, the latest last."""
        with self._database.read() as connection:
            return log.read(connection, work)

    def search(self, words: str) -> tuple[Hit, ...]:
        """Where words stand in any version of any work, the best fitting passages first.

        All of them must stand in one passage. "Words in quotes" must follow each other; a word that ends with *
        stands for all that begin so. Accents and capitals do not matter.
        """
        with self._database.read() as connection:
            return search(connection, words)


def _find(connection: Connection, name: str | None) -> Work:
    """The work called `name`. One that is called by its id is found without reading the others."""
    if name is not None:
        row = connection.execute(select(tables.works).where(tables.works.c.id == name)).mappings().first()
        if row is not None:
            return text_rows.work_from(row)
    return find_work(queries.works(connection), queries.outlines(connection), name)
