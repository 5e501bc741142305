"""What SQLite alone knows: how a file is opened, locked, checked and searched.

Every connection keeps foreign keys and writes ahead into a log (WAL), so that readers never wait and a killed process
leaves the state before. A read sees one state from its beginning to its end. A write takes the lock at once, so that it
cannot fail half-way for want of it, and waits its turn for as long as a minute, with a word after the first seconds.
"""

import json
import logging
import random
import sqlite3
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy import text as sql
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError

WRITES = "provenance_writes"
"""The option of a connection that is to be written on."""

PATIENCE = 60.0
"""How long a writer waits for others, in seconds."""

_READS_WAIT = 5000
"""How long a reader waits while a log is being recovered, in milliseconds."""

_TURN = 400
"""How long SQLite itself tries before we look at the clock, in milliseconds."""

_SAYS_SO_AFTER = 2.0

_json = partial(json.dumps, ensure_ascii=False)
"""Lists are kept in the letters of their words, so that names can be looked up in them."""


def make_engine(path: Path | None, mode: str) -> Engine:
    """The way to a file (None: to a database in memory), opened as `rwc`, `rw`, `ro` or `immutable`."""
    if path is None:
        engine = create_engine("sqlite://", json_serializer=_json)
    else:
        access = {"mode": "ro", "immutable": "1"} if mode == "immutable" else {"mode": mode}
        file = "file:" + quote(str(path.absolute()))
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
    started, has_told = time.monotonic(), False
    execute(connection, f"PRAGMA busy_timeout={_TURN}")
    try:
        while True:
            try:
                execute(connection, "BEGIN IMMEDIATE")
                return
            except OperationalError as trouble:
                waited = time.monotonic() - started
                if not _is_busy(trouble.orig) or waited > PATIENCE:
                    raise
                if waited > _SAYS_SO_AFTER and not has_told:
                    has_told = True
                    _log.warning("provenance: %s is being written by another program; waiting for it", path)
                time.sleep(random.uniform(0.01, 0.1))
    finally:
        if not connection.invalidated:
            execute(connection, f"PRAGMA busy_timeout={_READS_WAIT}")


_log = logging.getLogger(__name__)


def _is_busy(trouble: object) -> bool:
    return str(getattr(trouble, "sqlite_errorname", "")).startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))


def execute(connection: Connection, statement: str) -> list[Any]:
    """The rows that SQLite answers to a statement of its own."""
    result = connection.exec_driver_sql(statement)
    return list(result) if result.returns_rows else []


def has_log(path: Path) -> bool:
    """True if something stands in the write-ahead log that has not yet reached the file itself."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def remove_file(path: Path) -> None:
    """Take away a database that could not be made, so that an empty file is not taken for one."""
    for ending in ("", "-journal", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


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


# ---- the index of words (FTS5)

MATCHING = sql("SELECT rowid FROM passage_index WHERE passage_index MATCH :words")
"""The numbers of the passages that hold all of the words."""

_PASSAGES = sql(
    """
    SELECT passages.number, passages.text, highlight(passage_index, 0, :mark, :mark) AS marked
      FROM passage_index JOIN passages ON passages.number = passage_index.rowid
     WHERE passage_index MATCH :words
     ORDER BY passage_index.rank, passages.number
    """
)

_PLACES = sql(
    """
    SELECT version_passages.passage, version_passages.work, version_passages.version, version_passages.start
      FROM version_passages
      JOIN versions ON versions.work = version_passages.work AND versions.id = version_passages.version
      JOIN works ON works.id = versions.work
     WHERE version_passages.passage IN (SELECT rowid FROM passage_index WHERE passage_index MATCH :words)
     ORDER BY works.number, versions.position, version_passages.start
    """
)


def passages_with(connection: Connection, words: str, mark: str) -> Iterator[tuple[int, str, str]]:
    """Number, text, and text with the words between marks of every passage that holds them, the best fitting first."""
    yield from (tuple(row) for row in connection.execute(_PASSAGES, {"mark": mark, "words": words}))


def places_with(connection: Connection, words: str) -> Iterator[tuple[int, str, str, int]]:
    """Passage, work, version and start of every place where a passage with the words stands."""
    yield from (tuple(row) for row in connection.execute(_PLACES, {"words": words}))
