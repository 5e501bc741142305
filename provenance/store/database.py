"""A library's database: opened, made, brought up to date. What SQLite alone knows is in `sqlite`."""

import os
import shutil
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from provenance.errors import NotFound, StoreTrouble
from provenance.store import sqlite
from provenance.store.trouble import CannotWrite, damaged, explained, undone

SCHEMA = "0005"
"""The newest migration: the schema that this program reads and writes."""

_FIRST_WITH_LOG = "0003"


class Database:
    """An open database. `read` and `write` give connections, each one transaction; trouble comes out as a sentence."""

    def __init__(
        self, engine: Engine, location: str, *, read_only: bool, copied: "TemporaryDirectory[str] | None" = None
    ) -> None:
        self._engine = engine
        self._copied = copied
        self._writer = engine.execution_options(**{sqlite.WRITES: True})
        self._writing: Connection | None = None
        self.location = location
        self.read_only = read_only

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the library, whatever others write meanwhile."""
        if self._writing is not None:
            yield self._writing
            return
        with explained(self.location), self._engine.begin() as connection:
            try:
                yield connection
            except (ValueError, zlib.error) as error:
                raise damaged(self.location, error) from error

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection whose every change is kept at the end, or none; a write inside a write is part of it."""
        if self._writing is not None:
            yield self._writing
            return
        if self.read_only:
            raise StoreTrouble(f"{self.location} can be read but not written; copy it to a place where you may write")
        with explained(self.location), self._writer.connect() as connection, connection.begin() as transaction:
            self._writing = connection
            try:
                yield connection
            finally:
                self._writing = None
            try:
                transaction.commit()
            except DBAPIError as error:
                raise undone(connection) or error from error

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()
        if self._copied is not None:
            self._copied.cleanup()


# ---- opening


def open_database(location: str) -> Database:
    """The database at `location` (a path or an SQLAlchemy URL), which must be there; an older schema is brought up."""
    path = _path_of(location)
    if path is not None and not path.exists():
        raise NotFound(f"no database at {location}; run `provenance init` to make one")
    return _ready(_reachable(location, path), _bring_up)


def create_database(location: str) -> Database:
    """The database at `location`, made if there is none yet."""
    path = _path_of(location)
    if path is not None and not path.parent.is_dir():
        raise StoreTrouble(f"cannot make a database at {location}: there is no folder {path.parent}")
    if path is None or not path.exists() or path.stat().st_size == 0:
        is_new = path is not None and _is_made_now(path)
        try:
            return _ready(Database(sqlite.make_engine(path, "rwc"), location, read_only=False), _upgrade)
        except BaseException:
            if path is not None and is_new:
                sqlite.remove_file(path)
            raise
    return _ready(_reachable(location, path), _fill_or_bring_up)


def _is_made_now(path: Path) -> bool:
    """True if the file was not there and is made by us, and not by another program at the same moment."""
    try:
        path.touch(exist_ok=False)
    except OSError:
        return False
    return True


def _ready(database: Database, prepare: Callable[[Database], None]) -> Database:
    """The database made ready for use, or let go of if that fails."""
    try:
        prepare(database)
    except BaseException:
        database.close()
        raise
    return database


def _path_of(location: str) -> Path | None:
    """The file that `location` names; None for a database in memory."""
    if "://" not in location:
        return _file(location, None if location == ":memory:" else location)
    try:
        url = make_url(location)
    except ArgumentError as error:
        raise StoreTrouble(f"{location} is neither a path nor a database URL") from error
    if url.get_backend_name() != "sqlite":
        raise StoreTrouble(f"{url.render_as_string(hide_password=True)}: only SQLite databases are supported so far")
    return _file(location, None if url.database in (None, "", ":memory:") else str(url.database))


def _file(location: str, name: str | None) -> Path | None:
    if name is not None and Path(name).is_dir():
        raise StoreTrouble(f"{location} is a folder, not a database")
    return None if name is None else Path(name)


def _reachable(location: str, path: Path | None) -> Database:
    """The database opened for writing or, where the place is read-only, for reading."""
    trouble: StoreTrouble | None = None
    for mode in ("rw", "ro", "immutable"):
        if mode == "immutable" and path is not None and sqlite.has_log(path):
            break
        is_locked = path is not None and not os.access(path, os.W_OK)
        database = Database(sqlite.make_engine(path, mode), location, read_only=is_locked or mode != "rw")
        try:
            with database.read() as connection:
                sqlite.is_empty(connection)
            return database
        except StoreTrouble as error:
            database.close()
            trouble = trouble or error
            if not isinstance(error, CannotWrite):
                raise
    if path is not None and sqlite.has_log(path) and os.access(path, os.R_OK):
        return _copied(location, path)
    raise trouble or StoreTrouble(f"{location} cannot be opened")


def _copied(location: str, path: Path) -> Database:
    """A copy to be read, where another program left words in the log of a database that we may not write."""
    folder = TemporaryDirectory(prefix="provenance-")
    copy = Path(folder.name) / path.name
    try:
        for ending in ("", "-wal"):
            shutil.copyfile(path.with_name(path.name + ending), copy.with_name(copy.name + ending))
    except OSError as error:
        folder.cleanup()
        raise CannotWrite(f"{location} cannot be opened ({error.strerror}); see who may write there") from error
    return Database(sqlite.make_engine(copy, "rw"), location, read_only=True, copied=folder)


# ---- schema


def schema_of(connection: Connection) -> str | None:
    """Which migration the database stands at; None if it has none of our tables."""
    if not sqlite.has_table(connection, "alembic_version"):
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if found is None else str(found)


def _fill_or_bring_up(database: Database) -> None:
    """The schema made where there is none yet (an earlier attempt was cut off), else brought up to ours."""
    with database.read() as connection:
        is_empty = sqlite.is_empty(connection)
    (_upgrade if is_empty else _bring_up)(database)


def _bring_up(database: Database) -> None:
    """The schema brought up to ours; refused where the database is not ours or of a newer program."""
    with database.read() as connection:
        schema = schema_of(connection)
        is_empty = sqlite.is_empty(connection)
    if schema == SCHEMA:
        return
    if is_empty:
        raise NotFound(f"the database at {database.location} is empty; run `provenance init` to fill it")
    if schema is None:
        raise StoreTrouble(f"{database.location} is a database of another program")
    if not schema.isdigit() or schema > SCHEMA:
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
        if before is not None and before < _FIRST_WITH_LOG:
            write_baseline(connection)
