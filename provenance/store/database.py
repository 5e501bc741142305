"""A library's database: opened, made, brought up to date. What one kind alone knows is in the module of its name."""

import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from provenance.errors import NotFound, StoreTrouble
from provenance.store.dialects import Dialect, Reached, dialect_at, dialect_of
from provenance.store.trouble import damaged, explained

SCHEMA = "0009"
"""The newest migration: the schema that this program reads and writes."""

_FIRST_WITH_LOG = "0003"


class Database:
    """An open database. `read` and `write` give connections, each one transaction; trouble comes out as a sentence."""

    def __init__(self, reached: Reached, dialect: Dialect) -> None:
        self._reached, self._dialect = reached, dialect
        self._writing: Connection | None = None
        self.location = reached.location
        self.read_only = reached.read_only
        self._is_closed = False

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the library, whatever others write meanwhile."""
        if self._writing is not None:
            yield self._writing
            return
        self._refuse_closed()
        with explained(self.location, self._dialect), self._reached.reader.begin() as connection:
            try:
                yield connection
            except UnicodeEncodeError:  # a name that was asked for cannot be stored anywhere
                raise
            except (ValueError, zlib.error) as error:
                raise damaged(self.location, error) from error

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection whose every change is kept at the end, or none; a write inside a write is part of it."""
        if self._writing is not None:
            yield self._writing
            return
        self._refuse_closed()
        if self.read_only:
            why = f" ({self._reached.hindrance})" if self._reached.hindrance else ""
            raise StoreTrouble(
                f"{self.location} can be read but not written{why}; copy it to a place where you may write"
            )
        with (
            explained(self.location, self._dialect),
            self._reached.writer.connect() as connection,
            connection.begin() as transaction,
        ):
            self._writing = connection
            try:
                yield connection
            finally:
                self._writing = None
            try:
                transaction.commit()
            except DBAPIError as error:
                raise self._dialect.undone(connection, error.orig) or error from error

    def close(self) -> None:
        """Let go of the database; whoever reads or writes it afterwards is told that it is closed."""
        self._is_closed = True
        self._reached.let_go()

    def _refuse_closed(self) -> None:
        if self._is_closed:
            raise StoreTrouble(f"{self.location} was closed; open it again")


# ---- opening


def open_database(location: str) -> Database:
    """The database at `location` (a path or an SQLAlchemy URL), which must be there; an older schema is brought up."""
    dialect = dialect_at(location)
    return _ready(Database(dialect.reach(location), dialect), _bring_up)


def create_database(location: str) -> Database:
    """The database at `location`, made if there is none yet."""
    dialect = dialect_at(location)
    reached = dialect.make(location)
    try:
        return _ready(Database(reached, dialect), _fill_or_bring_up)
    except BaseException:
        reached.take_back()
        raise


@contextmanager
def filled_at_once(location: str) -> Iterator[tuple[Database, Connection]]:
    """The database at `location`, made if there is none, and a connection to fill it: what is made and what is put
    into it is kept together at the end, or nothing of it.
    """
    dialect = dialect_at(location)
    reached = dialect.make(location)
    try:
        database = Database(reached, dialect)
        with database.write() as connection:
            _fill_or_bring_up(database)
            yield database, connection
    except BaseException:
        reached.let_go()
        reached.take_back()
        raise
    reached.let_go()


def _ready(database: Database, prepare: Callable[[Database], None]) -> Database:
    """The database made ready for use, or let go of if that fails."""
    try:
        prepare(database)
    except BaseException:
        database.close()
        raise
    return database


# ---- schema


def schema_of(connection: Connection) -> str | None:
    """Which migration the database stands at; None if it has none of our tables."""
    if not dialect_of(connection).has_table(connection, "alembic_version"):
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if found is None else str(found)


def missing_tables(connection: Connection) -> list[str]:
    """The tables of ours that the database does not have, the index of words among them."""
    from provenance.store import tables

    has = partial(dialect_of(connection).has_table, connection)
    return [name for name in (*tables.metadata.tables, "passage_index") if not has(name)]


def _fill_or_bring_up(database: Database) -> None:
    """The schema made where there is none yet (an earlier attempt was cut off), else brought up to ours."""
    with database.read() as connection:
        is_empty = dialect_of(connection).is_empty(connection)
    (_upgrade if is_empty else _bring_up)(database)
    with database.read() as connection:
        if lost := missing_tables(connection):
            raise damaged(database.location, f"no such table: {', '.join(lost)}")


def _bring_up(database: Database) -> None:
    """The schema brought up to ours; refused where the database is not ours or of a newer program."""
    with database.read() as connection:
        schema = schema_of(connection)
        is_empty = dialect_of(connection).is_empty(connection)
    if schema == SCHEMA:
        return
    if is_empty:
        raise NotFound(f"the database at {database.location} is empty; run `provenance init` to fill it")
    if schema is None and _has_log_of_changes(database):
        raise damaged(database.location, "it does not say any more which schema it has")
    if schema is None or not re.fullmatch(r"\d{4}", schema):
        raise StoreTrouble(f"{database.location} is a database of another program")
    if schema > SCHEMA:
        raise StoreTrouble(
            f"{database.location} was made by a newer version of this program (schema {schema}, here {SCHEMA}); "
            "install that version to read it"
        )
    if database.read_only:
        raise StoreTrouble(
            f"{database.location} has an older schema ({schema}, here {SCHEMA}) and cannot be written; "
            "copy it to a place where you may write and open it there"
        )
    _upgrade(database)


def _has_log_of_changes(database: Database) -> bool:
    """True if the database has the table that a library alone has beside that of its schema."""
    with database.read() as connection:
        has = partial(dialect_of(connection).has_table, connection)
        return has("alembic_version") and has("entries") and has("version_contents")


def _upgrade(database: Database) -> None:
    """All migrations that are still to be done, in one transaction; a library without a log gets its beginning."""
    from alembic import command
    from alembic.config import Config

    from provenance.resources import migrations_folder
    from provenance.store.journal import write_baseline

    config = Config()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    with database.write() as connection:
        before = schema_of(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if lost := missing_tables(connection):
            raise damaged(database.location, f"no such table: {', '.join(lost)}")
        if before is not None and before < _FIRST_WITH_LOG:
            write_baseline(connection)
