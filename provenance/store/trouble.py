"""A database's troubles put into sentences: what is wrong, where, and what to do."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, NoResultFound
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from provenance.errors import StoreTrouble, half_character
from provenance.store.dialects import Dialect

SAYS_SO_AFTER, SAYS_SO_EVERY = 2.0, 30.0
"""When a writer who waits for others says so, for the first time and then again and again, in seconds."""

_log = logging.getLogger(__name__)


class CannotWrite(StoreTrouble):
    """The file or its folder is read-only, or the disk is full (it may still be read)."""


class DiskFails(CannotWrite):
    """The disk is full, has a limit that was reached, or fails."""


@contextmanager
def explained(location: str, dialect: Dialect) -> Iterator[None]:
    """Whatever goes wrong with the database inside comes out as a sentence about `location`."""
    try:
        yield
    except DBAPIError as error:
        raise dialect.explain(error.orig, location) from error
    except dialect.DRIVER_ERRORS as error:
        raise dialect.explain(error, location) from error
    except NoConnectionFree as error:
        raise StoreTrouble(f"too many questions at once are put to {location}; try again in a moment") from error
    except UnicodeDecodeError as error:
        raise damaged(location, error) from error
    except NoResultFound as error:  # of a row that another one names
        raise damaged(location, "a row that must be there is missing") from error
    except UnicodeEncodeError as error:
        raise half_character(error) from error


def damaged(location: str, error: Exception | str) -> StoreTrouble:
    """That the database holds what cannot have been stored."""
    return StoreTrouble(
        f"{location} is damaged ({error}); restore it from a copy, or make a new one with `provenance init`"
    )


def busy(location: str) -> StoreTrouble:
    """That another program has been writing for too long."""
    return StoreTrouble(f"{location} is being written by another program; try again when it is done")


def say_waiting(location: str, seconds: float) -> None:
    """Say to whoever is to write that others write, and how long he has waited."""
    if seconds < SAYS_SO_EVERY:
        _log.warning("provenance: %s is being written by another program; waiting for it", location)
    else:
        _log.warning("provenance: still waiting to write to %s, for %.0f seconds now", location, seconds)
