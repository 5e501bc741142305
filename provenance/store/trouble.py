"""A database's troubles put into sentences: what is wrong, where, and what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from provenance.errors import BrokenPromise, ProvenanceError, StoreTrouble


class CannotWrite(StoreTrouble):
    """The file or its folder is read-only, or the disk is full (it may still be read)."""


_SENTENCES = {
    "SQLITE_BUSY": "{0} is being written by another program; try again when it is done",
    "SQLITE_LOCKED": "{0} is being written by another program; try again when it is done",
    "SQLITE_NOTADB": "{0} is not a database",
    "SQLITE_CORRUPT": "{0} is damaged ({1}); restore it from a copy, or make a new one with `provenance init`",
    "SQLITE_FULL": "the disk is full: nothing was written to {0}",
    "SQLITE_IOERR": "the disk does not let {0} be read or written ({1})",
    "SQLITE_TOOBIG": "a text is too long to be stored in {0}",
}


@contextmanager
def explained(location: str) -> Iterator[None]:
    """Whatever goes wrong with the database inside comes out as a sentence about `location`."""
    try:
        yield
    except DBAPIError as error:
        raise _explain(error.orig, location) from error
    except sqlite3.Error as error:
        raise _explain(error, location) from error
    except UnicodeDecodeError as error:
        raise damaged(location, error) from error
    except UnicodeEncodeError as error:
        raise StoreTrouble(f"a text holds half of a character (U+{ord(error.object[error.start]):04X})") from error


def damaged(location: str, error: Exception | str) -> StoreTrouble:
    """That the database holds what cannot have been stored."""
    return StoreTrouble(_SENTENCES["SQLITE_CORRUPT"].format(location, error))


def _explain(error: BaseException | None, location: str) -> ProvenanceError:
    code = getattr(error, "sqlite_errorname", "") or ""
    kind = "_".join(code.split("_")[:2])
    if kind in ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH"):
        return CannotWrite(f"{location} cannot be opened or written ({error}); see who may write there")
    if kind in ("SQLITE_FULL", "SQLITE_IOERR"):
        return CannotWrite(_SENTENCES[kind].format(location, error))
    if kind in _SENTENCES:
        return StoreTrouble(_SENTENCES[kind].format(location, error))
    if not code and isinstance(error, sqlite3.OperationalError):
        return damaged(location, f"{str(error).splitlines()[0][:40]} …")
    if isinstance(error, UnicodeEncodeError):
        return StoreTrouble(f"a text holds half of a character (U+{ord(error.object[error.start]):04X})")
    return BrokenPromise(f"{location} refused what was to be stored: {error}")


def undone(connection: Connection) -> BrokenPromise | None:
    """A transaction that could not be ended is undone; if rows name others that are not there, tell which."""
    driver: Any = connection.connection.driver_connection
    try:
        wrong = driver.execute("PRAGMA foreign_key_check").fetchone()
    finally:
        driver.rollback()
    return wrong and BrokenPromise(f"{wrong[0]} would name {wrong[2]} that are not in the library; nothing was stored")
