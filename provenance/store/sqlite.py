"""What SQLite alone knows: how a file is opened, locked, checked and searched, and what its errors mean.

Every connection keeps foreign keys and writes ahead into a log (WAL), so that readers never wait and a killed process
leaves the state before. A read sees one state from its beginning to its end. A write takes the lock at once, so that it
cannot fail half-way for want of it. It waits in line, in the order of coming, as long as others get their turn, and a
minute beyond that, with a word after the first seconds and every half minute.
"""

import json
import os
import random
import shutil
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Any
from urllib.parse import quote

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Integer,
    Select,
    Text,
    cast,
    column,
    create_engine,
    event,
    make_url,
    select,
)
from sqlalchemy import text as sql
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, OperationalError

from provenance.errors import BrokenPromise, NotFound, ProvenanceError, StoreTrouble, half_character
from provenance.store.dialects import Reached
from provenance.store.fts5_words import HIGHLIGHTED, TOKENIZER
from provenance.store.trouble import SAYS_SO_AFTER, SAYS_SO_EVERY, CannotWrite, DiskFails, busy, damaged, say_waiting

WRITES = "provenance_writes"
"""The option of a connection that is to be written on."""

PATIENCE = 60.0
"""How long a writer waits while no other gets on, in seconds."""

DRIVER_ERRORS: tuple[type[Exception], ...] = (sqlite3.Error,)
"""What is raised while a connection is made ready."""

_READS_WAIT = 5000
"""How long a reader waits while a log is being recovered, in milliseconds."""

_json = json.JSONEncoder(ensure_ascii=False).encode
"""Lists are kept in the letters of their words, so that names can be looked up in them."""


# ---- opening


def reach(location: str) -> Reached:
    """The file opened for writing or, where the place is read-only, for reading; NotFound if there is none."""
    path = _path_of(location)
    if path is not None and not path.exists():
        path.absolute()  # OSError where the folder that is worked in is gone, which is then what is told
        raise NotFound(f"no database at {location}; run `provenance init` to make one")
    return _reachable(location, path)


def make(location: str) -> Reached:
    """The file opened, made if there is none yet."""
    path = _path_of(location)
    if path is not None and path.is_symlink():
        path = Path(os.path.realpath(path))
    if path is not None and not path.parent.is_dir():
        raise StoreTrouble(f"cannot make a database at {location}: there is no folder {path.parent}")
    if path is not None and path.exists() and path.stat().st_size > 0:
        return _reachable(location, path)
    is_new = path is not None and _is_made_now(path)
    return _opened(location, path, "rwc", take_back=partial(_remove_file, path) if path and is_new else _nothing)


def shown(location: str) -> str:
    """What the file is called in sentences: as it was typed."""
    return location


def _path_of(location: str) -> Path | None:
    """The file that `location` names; None for a database in memory."""
    name: str | None = location
    if "://" in location:
        url = make_url(location)
        if url.host or url.username or url.query:
            shown = url.render_as_string(hide_password=True)
            raise StoreTrouble(
                f"{shown} is no address of a file; write sqlite:///letters.db, with nothing behind the name"
            )
        name = url.database
    if name in (None, "", ":memory:"):
        return None
    if "\0" in str(name):
        raise StoreTrouble(f"{location} has a NUL in it, as no file can; check the name")
    path = Path(str(name))
    if path.is_dir():
        raise StoreTrouble(f"{location} is a folder, not a database")
    if path.exists() and not path.is_file():  # whoever opens a pipe would wait for ever
        raise StoreTrouble(f"{location} is a pipe, a socket or a device, not a database")
    return path


def _is_made_now(path: Path) -> bool:
    """True if the file was not there and is made by us, and not by another program at the same moment."""
    try:
        path.touch(exist_ok=False)
    except OSError:
        return False
    return True


def _remove_file(path: Path) -> None:
    """Take away a database that could not be made, so that an empty file is not taken for one."""
    for ending in ("", "-journal", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _nothing() -> None:
    """Nothing is to be done."""


def _opened(location: str, path: Path | None, mode: str, take_back: Any = _nothing) -> Reached:
    engine = make_engine(path, mode)
    is_locked = path is not None and not os.access(path, os.W_OK)
    read_only = is_locked or mode in {"ro", "immutable"}
    writer = engine.execution_options(**{WRITES: True})
    return Reached(engine, writer, location, read_only, engine.dispose, take_back)


def _reachable(location: str, path: Path | None) -> Reached:
    """The database opened in the first way in which it can be read."""
    if path is not None:
        _refuse_what_is_no_file(location, path)
        _refuse_foreign_log(location, path)
        _refuse_foreign_journal(location, path)
    trouble: ProvenanceError | None = None
    for mode in ("rw", "ro", "immutable"):
        if mode == "immutable" and path is not None and _has_log(path):
            break
        opened = _opened(location, path, mode)
        try:
            with opened.reader.begin() as connection:
                is_empty(connection)
                if path is not None:
                    _refuse_cut_off(location, path, connection)
            return replace(opened, hindrance=str(trouble)) if isinstance(trouble, DiskFails) else opened
        except (DBAPIError, sqlite3.Error) as error:
            opened.let_go()
            found = explain(getattr(error, "orig", error), location)
            trouble = trouble or found
            if not isinstance(found, CannotWrite):
                raise found from error
        except UnicodeDecodeError as error:
            opened.let_go()
            raise damaged(location, error) from error
        except BaseException:
            opened.let_go()
            raise
    if path is not None and _has_log(path) and os.access(path, os.R_OK):
        return _copied(location, path)
    raise trouble or StoreTrouble(f"{location} cannot be opened")


def _refuse_what_is_no_file(location: str, path: Path) -> None:
    """StoreTrouble if what is called as a log or a journal of the file is none: SQLite would wait for a pipe."""
    for ending in ("-wal", "-shm", "-journal"):
        beside = path.with_name(path.name + ending)
        if beside.exists() and not beside.is_file():
            raise StoreTrouble(
                f"{location}{ending} is no file, and so no part of the library; move it to another place"
            )


def _refuse_cut_off(location: str, path: Path, connection: Connection) -> None:
    """StoreTrouble if the last page of the file is not whole, which SQLite would read as it is.

    Asked of SQLite: whoever opens the file himself and closes it again lets go of the locks that this very process has
    on it (fcntl(2)), and another program would take the log away under a thread that writes.
    """
    (page,), (count,) = (execute(connection, f"PRAGMA {asked}")[0] for asked in ("page_size", "page_count"))
    if (size := path.stat().st_size) < page * count and not _has_log(path):
        raise damaged(location, f"cut off after {size} of {page * count} bytes")


def _refuse_foreign_log(location: str, path: Path) -> None:
    """StoreTrouble if a log lies beside the file with which it is no sound library any more, and without which it is.

    One of another library of ours, or of a later or an earlier state of this one, is known by the chain of changes,
    which breaks, or ends before that of the file.
    Whoever opened them together would write the log, which another database left, into the library. The log of a
    program that has the library open is its own.
    """
    index = path.with_name(path.name + "-shm")
    was_there = index.exists()
    if not _has_log(path) or (was_there and _is_in_use(index)):
        return
    alone, together = _asked_alone(path, "immutable=1"), _asked_alone(path, "mode=ro")
    if not alone or together is None or (together and _goes_on(alone[1:], together[1:])):
        return
    if not was_there:  # made by our looking, and taken for a sign of another program the next time
        index.unlink(missing_ok=True)
    if together and _goes_on(together[1:], alone[1:]):
        number = len(alone) - len(together)
        taken = "change" if number == 1 else f"{number} changes"
        raise StoreTrouble(
            f"{location}-wal is older than the library, and would take back its last {taken}; move it to another place"
        )
    raise StoreTrouble(f"{location}-wal is not of this library, and would damage it; move it to another place")


_LOCKS = Path("/proc/locks")


def _is_in_use(index: Path) -> bool:
    """True if some program holds a lock on the index of a log, as all do that have the library open.

    Where the system does not tell of locks, every index is taken for one that is in use. It is not opened for the
    question: closing it again would let go of the locks that this very process has on it (fcntl(2)).
    """
    try:
        number = index.stat().st_ino
        return any(f":{number} " in line for line in _LOCKS.read_text("ascii").splitlines())
    except (OSError, ValueError):
        return True


_HOT = bytes.fromhex("d9d505f920a163d7")
"""How a rollback journal begins that is to be written back (https://sqlite.org/fileformat.html, section 3)."""


def _refuse_foreign_journal(location: str, path: Path) -> None:
    """StoreTrouble if a rollback journal of another database lies beside the file: SQLite would write it into the file.

    A library writes ahead, and so leaves none. Where another program has changed that, the journal is tried on a copy:
    ours gives an earlier state of what is there.
    """
    journal = path.with_name(path.name + "-journal")
    try:
        with journal.open("rb") as file:
            if file.read(len(_HOT)) != _HOT:
                return
        with path.open("rb") as file:
            versions = file.read(20)[18:]
    except OSError:
        return
    if versions != b"\2\2":
        alone, before = _asked_alone(path, "immutable=1"), _rolled_back(path)
        if not alone or before is None or (before and _goes_on(before[1:], alone[1:])):
            return
    raise StoreTrouble(f"{location}-journal is not of this library, and would damage it; move it to another place")


def _rolled_back(path: Path) -> list[tuple[str, str]] | None:
    """What is known of a copy of the file after its rollback journal was written back into it; None if none is made."""
    with TemporaryDirectory(prefix="provenance-") as folder:
        try:
            for ending in ("", "-journal"):
                shutil.copyfile(path.with_name(path.name + ending), Path(folder, f"copy{ending}"))
        except OSError:
            return None
        return _asked_alone(Path(folder, "copy"), "mode=rw")


def _goes_on(earlier: Sequence[tuple[str, str]], later: Sequence[tuple[str, str]]) -> bool:
    """True if the second log of changes begins with all of the first, and each entry knows the one before it."""
    is_chain = all(one[1] == before[0] for before, one in pairwise([("", ""), *later]))
    return later[: len(earlier)] == earlier and is_chain


def _asked_alone(path: Path, access: str) -> list[tuple[str, str]] | None:
    """What is known of the file, opened in this way: nothing if it is no sound library of ours, else one pair more
    than its log of changes has entries, with the hash of each and of the one before it.

    None if it cannot be opened so, as where nothing can be written beside it.
    """
    place = f"file:{quote(os.fsencode(path.absolute()))}?{access}"
    try:
        with closing(sqlite3.connect(place, uri=True)) as connection:
            (told,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
            if told != "ok" or "alembic_version" not in names:
                return []
            if "entries" not in names:  # a library of the first schemas
                return [("", "")]
            return [("", ""), *connection.execute("SELECT hash, previous FROM entries ORDER BY number")]
    except (sqlite3.Error, UnicodeDecodeError) as trouble:
        kind = getattr(trouble, "sqlite_errorname", "")
        return None if kind.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_BUSY", "SQLITE_IOERR")) else []


def _has_log(path: Path) -> bool:
    """True if something stands in the write-ahead log that has not yet reached the file itself."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _copied(location: str, path: Path) -> Reached:
    """A copy to be read, where another program left words in the log of a database that we may not write."""
    folder = TemporaryDirectory(prefix="provenance-")
    copy = Path(folder.name) / path.name
    try:
        for ending in ("", "-wal"):
            shutil.copyfile(path.with_name(path.name + ending), copy.with_name(copy.name + ending))
    except OSError as error:
        folder.cleanup()
        raise CannotWrite(f"{location} cannot be opened ({error.strerror}); see who may write there") from error
    engine = make_engine(copy, "rw")

    def let_go() -> None:
        engine.dispose()
        folder.cleanup()

    return Reached(engine, engine, location, True, let_go)


def make_engine(path: Path | None, mode: str) -> Engine:
    """The way to a file (None: to a database in memory), opened as `rwc`, `rw`, `ro` or `immutable`."""
    if path is None:
        engine = create_engine("sqlite://", json_serializer=_json)
    else:
        access = {"mode": "ro", "immutable": "1"} if mode == "immutable" else {"mode": mode}
        file = "file:" + quote(os.fsencode(path.absolute()))
        url = URL.create("sqlite", database=file, query={**access, "uri": "true"})
        engine = create_engine(url, json_serializer=_json)
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", partial(_on_begin, path))
    if mode == "rwc":
        event.listen(engine, "connect", _write_ahead)
    return engine


def _on_connect(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in (f"busy_timeout={_READS_WAIT}", "foreign_keys=ON", "synchronous=NORMAL"):
        connection.execute(f"PRAGMA {pragma}")


def _write_ahead(connection: Any, _record: object) -> None:
    """Write ahead from now on; whoever makes the same file at the same time is waited for."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as trouble:
            if not _is_busy(trouble) or time.monotonic() > until:
                raise
            time.sleep(random.uniform(0.01, 0.1))


def _on_begin(path: Path | None, connection: Connection) -> None:
    if not connection.get_execution_options().get(WRITES):
        execute(connection, "BEGIN")
        return
    execute(connection, "PRAGMA busy_timeout=0")
    try:
        _wait_for_turn(path, connection)
    finally:
        if not connection.invalidated:
            execute(connection, f"PRAGMA busy_timeout={_READS_WAIT}")


def _wait_for_turn(path: Path | None, connection: Connection) -> None:
    """Begin to write after those who came before, or give up when nobody has got on for a minute.

    Whoever stands in line also tries his luck every two seconds, lest all wait for one who was stopped.
    """
    started = since = time.monotonic()
    seen, tells_at = None, started + SAYS_SO_AFTER
    with _in_line(path) as is_first:
        while True:
            is_first.wait(SAYS_SO_AFTER)
            try:
                execute(connection, "BEGIN IMMEDIATE")
                return
            except OperationalError as trouble:
                now = time.monotonic()
                if not _is_busy(trouble.orig) or now - since > PATIENCE:
                    raise
            if (found := _commits(connection)) != seen:
                seen, since = found, now
            if now >= tells_at:
                say_waiting(str(path), now - started)
                tells_at = now + SAYS_SO_EVERY
            time.sleep(0.005)


@contextmanager
def _in_line(path: Path | None) -> Iterator[Event]:
    """Stand in line with all who are to write in the folder of the file; what is given is set when it is our turn.

    The line is a lock of the folder, which the system hands on in the order of coming, and takes from whoever ends
    (flock(2)). Where there are no such locks everybody is first, and tries his luck. A database in memory has no line.
    """
    is_first, has_left = Event(), Event()
    if path is None:
        is_first.set()
        yield is_first
        return

    def stand() -> None:
        try:
            import fcntl

            folder = os.open(Path(os.path.realpath(path)).parent, os.O_RDONLY)
        except (ImportError, OSError):
            is_first.set()
            return
        with suppress(OSError):
            fcntl.flock(folder, fcntl.LOCK_EX)
        is_first.set()
        has_left.wait()
        with suppress(OSError):  # a process that was forked meanwhile has the lock too
            fcntl.flock(folder, fcntl.LOCK_UN)
        os.close(folder)

    try:
        Thread(target=stand, daemon=True).start()
    except RuntimeError:  # the system lets us have no thread more
        is_first.set()
    try:
        yield is_first
    finally:
        has_left.set()


def _commits(connection: Connection) -> object:
    """What is another number after every change that others have made."""
    try:
        return execute(connection, "PRAGMA data_version")
    except OperationalError:
        return None


def _is_busy(trouble: object) -> bool:
    return str(getattr(trouble, "sqlite_errorname", "")).startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))


def execute(connection: Connection, statement: str) -> list[Any]:
    """The rows that SQLite answers to a statement of its own."""
    result = connection.exec_driver_sql(statement)
    return list(result) if result.returns_rows else []


# ---- what is in it


def is_empty(connection: Connection) -> bool:
    """True if there is no table in the database."""
    return not execute(connection, "SELECT 1 FROM sqlite_master")


def has_table(connection: Connection, name: str) -> bool:
    """True if there is a table of that name."""
    return bool(execute(connection, f"SELECT 1 FROM sqlite_master WHERE name = '{name}'"))


def integrity(connection: Connection) -> Iterator[str]:
    """What is wrong with the file itself, or with rows that name others that are not there."""
    for (told,) in execute(connection, "PRAGMA integrity_check"):
        if told != "ok":
            yield f"the database file: {told}"
    for table, row, other, _ in execute(connection, "PRAGMA foreign_key_check"):
        yield f"{table}, row {row}: names {other} that are not there"
    written = execute(
        connection,
        "SELECT type, name, sql FROM sqlite_master "
        "WHERE type IN ('trigger', 'view') OR name = 'passage_index' OR sql LIKE 'CREATE UNIQUE %'",
    )
    found = {(kind, name): " ".join(as_written.split()) for kind, name, as_written in written}
    for kind, name in sorted({one for one, _ in found.items() ^ _DONE_BY_ITSELF.items()}):
        yield f"the {kind} {name} was put in, altered or taken away by another program"
    if not _is_indexed_rightly(connection):
        yield "the index of words: words are not indexed as they stand in the passages"


def _is_indexed_rightly(connection: Connection) -> bool:
    """Whether FTS5 finds a copy of its index sound, and as the passages give it.

    Of the index itself it cannot be asked by whoever only reads, since the question has the form of an insertion.
    """
    try:
        for statement in _INDEX_TRIED:
            execute(connection, statement)
        return not execute(connection, _NOT_FOUND) and not execute(connection, _SET_OTHERWISE)
    except DBAPIError as error:
        if isinstance(explain(error.orig, ""), DiskFails):
            raise
        return False
    finally:
        execute(connection, "DROP TABLE IF EXISTS temp.words")
        execute(connection, "DROP TABLE IF EXISTS temp.tried")
        execute(connection, "DROP VIEW IF EXISTS temp.standing")


_DONE_BY_ITSELF = {
    ("table", "passage_index"): "CREATE VIRTUAL TABLE passage_index USING fts5(text, content = 'parted_passages', "
    f"content_rowid = 'number', tokenize = '{TOKENIZER}')",
    ("trigger", "passages_indexed"): "CREATE TRIGGER passages_indexed AFTER INSERT ON passages BEGIN "
    "INSERT INTO passage_index (rowid, text) VALUES (new.number, coalesce(new.parted, new.text)); END",
    ("trigger", "passages_forgotten"): "CREATE TRIGGER passages_forgotten AFTER DELETE ON passages BEGIN "
    "INSERT INTO passage_index (passage_index, rowid, text) "
    "VALUES ('delete', old.number, coalesce(old.parted, old.text)); END",
    ("view", "parted_passages"): "CREATE VIEW parted_passages AS "
    "SELECT number, coalesce(parted, text) AS text FROM passages",
}
"""What the database does by itself, as the migrations wrote it. Whoever adds to it can write as we do."""

_INDEX_TRIED = (
    "CREATE TEMP VIEW standing AS SELECT number, coalesce(parted, text) AS text FROM main.passages",
    "CREATE VIRTUAL TABLE temp.tried USING fts5(text, content = 'standing', content_rowid = 'number', "
    f"tokenize = '{TOKENIZER}')",
    *(
        statement
        for part in ("data", "idx", "docsize")
        for statement in (
            f"DELETE FROM temp.tried_{part}",
            f"INSERT INTO temp.tried_{part} SELECT * FROM main.passage_index_{part}",
        )
    ),
    "INSERT INTO temp.tried (tried, rank) VALUES ('integrity-check', 1)",
    "CREATE VIRTUAL TABLE temp.words USING fts5vocab(temp, tried, row)",
)
"""The index of words copied, and the copy held against the passages (https://sqlite.org/fts5.html, section 6.4)."""

_NOT_FOUND = (
    "SELECT 1 FROM temp.words AS every LEFT JOIN temp.words AS one ON one.term = every.term "
    "WHERE one.doc IS NOT every.doc LIMIT 1"
)
"""A word that stands in the index and is not found by its tree, of which FTS5 does not ask if it is whole."""

_SET_OTHERWISE = (
    "SELECT k, v FROM (SELECT 1, * FROM main.passage_index_config UNION ALL SELECT 2, * FROM temp.tried_config) "
    "GROUP BY k, v HAVING count(*) = 1"
)
"""The settings that the index has, and ours has not, and the other way round."""


# ---- what its errors mean

_SENTENCES = {
    "SQLITE_NOTADB": "{0} is not a database",
    "SQLITE_FULL": "the disk is full, or has no room for temporary files: nothing was written to {0}",
    "SQLITE_IOERR": "the disk does not let {0} be read or written ({1})",
    "SQLITE_TOOBIG": "a text is too long to be stored in {0}",
}


_NOT_THERE = (
    "no such table",
    "no such fts5 table",
    "no such column",
    "has no column",
    "vtable constructor failed",
    "malformed",
    "unsupported file format",
    "SQL logic error",
    "invalid fts5 file format",
    "foreign key mismatch",
)
"""What SQLite complains of where a part of the library is gone that no program of ours ever takes away."""


def explain(error: BaseException | None, location: str) -> ProvenanceError:
    """What SQLite says, as a sentence about `location`."""
    code = getattr(error, "sqlite_errorname", "") or ""
    kind = "_".join(code.split("_")[:2])
    if kind in ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH"):
        return CannotWrite(f"{location} cannot be opened or written ({error}); see who may write there")
    if kind in ("SQLITE_FULL", "SQLITE_IOERR"):
        return DiskFails(_SENTENCES[kind].format(location, error))
    if kind in ("SQLITE_BUSY", "SQLITE_LOCKED"):
        return busy(location)
    if kind == "SQLITE_CORRUPT" or (kind == "SQLITE_ERROR" and any(each in str(error) for each in _NOT_THERE)):
        return damaged(location, str(error))
    if kind in _SENTENCES:
        return StoreTrouble(_SENTENCES[kind].format(location, error))
    if not code and isinstance(error, sqlite3.OperationalError):
        return damaged(location, f"{str(error).splitlines()[0][:40]} …")
    if isinstance(error, UnicodeEncodeError):
        return half_character(error)
    return BrokenPromise(f"{location} refused what was to be stored: {error}")


def undone(connection: Connection, _error: BaseException | None) -> BrokenPromise | None:
    """A transaction that could not be ended is undone; if rows name others that are not there, tell which."""
    driver: Any = connection.connection.driver_connection
    try:
        wrong = driver.execute("PRAGMA foreign_key_check").fetchone()
    finally:
        driver.rollback()
    return wrong and BrokenPromise(f"{wrong[0]} would name {wrong[2]} that are not in the library; nothing was stored")


# ---- the index of words (FTS5)


def as_text(column: ColumnElement[Any]) -> ColumnElement[str]:
    """A column as text; SQLite knows capitals of A to Z alone."""
    return cast(column, Text)


def index_passages(_connection: Connection, _passages: Sequence[tuple[int, str]]) -> None:
    """Nothing: a trigger enters each passage as it is put down."""


def matching(_connection: Connection, words: str) -> Select[tuple[int]]:
    """The question after the numbers of the passages that hold all of the words."""
    asked = sql("SELECT rowid FROM passage_index WHERE passage_index MATCH :words").bindparams(words=words)
    found = asked.columns(column("rowid", Integer)).subquery("matching")
    return select(found.c.rowid)


_PASSAGES = sql(
    f"""
    SELECT passages.number, passages.text, {HIGHLIGHTED} AS marked
      FROM passage_index JOIN passages ON passages.number = passage_index.rowid
     WHERE passage_index MATCH :words
     ORDER BY passage_index.rank, passages.number
    """
)


def passages_with(connection: Connection, words: str, mark: str) -> Iterator[tuple[int, str, str | None]]:
    """Number, text, and text with the words between marks (None of a long one) of every passage that holds them.

    The best fitting come first.
    """
    yield from (tuple(row) for row in connection.execute(_PASSAGES, {"mark": mark, "words": words}))
