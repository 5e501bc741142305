"""What each kind of database must be able to do, and the table of the kinds there are.

What only one of them knows (how it is opened, locked, checked and searched, and what its errors mean) stands in the
module of its name. It is imported when such a database is met, so that nobody loads what they do not use.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol, cast

from sqlalchemy import ColumnElement, Connection, Engine, Select, make_url
from sqlalchemy.exc import ArgumentError

from provenance.errors import BrokenPromise, ProvenanceError, StoreTrouble

MODULES = {"sqlite": "sqlite", "postgresql": "postgresql", "postgres": "postgresql"}
"""The kind of database, as a URL names it → its module."""


@dataclass(frozen=True, slots=True)
class Reached:
    """A database that was opened: the ways to read and to write, what it is called in sentences, how to let go of it.

    `take_back` removes what was made a moment ago, where making it failed in the middle; `hindrance` is what the disk
    says where it is the disk that does not let the database be written.
    """

    reader: Engine
    writer: Engine
    location: str
    read_only: bool
    let_go: Callable[[], None]
    take_back: Callable[[], None] = lambda: None
    hindrance: str = ""


class Dialect(Protocol):
    """One kind of database. The modules of the table have these functions."""

    DRIVER_ERRORS: tuple[type[Exception], ...]
    """What its driver raises past SQLAlchemy."""

    def reach(self, location: str) -> Reached:
        """The database opened; NotFound if there is none."""

    def make(self, location: str) -> Reached:
        """The database opened, made if there is none."""

    def shown(self, location: str) -> str:
        """What the database is called in sentences: as it was typed, without a password."""

    def explain(self, error: BaseException | None, location: str) -> ProvenanceError:
        """What the driver says, as a sentence about `location`."""

    def undone(self, connection: Connection, error: BaseException | None) -> BrokenPromise | None:
        """A transaction that could not be ended is undone; if rows name others that are not there, tell which."""

    def is_empty(self, connection: Connection) -> bool:
        """True if there is no table in the database."""

    def has_table(self, connection: Connection, name: str) -> bool:
        """True if there is a table of that name."""

    def integrity(self, connection: Connection) -> Iterator[str]:
        """What is wrong with the database itself, or with rows that name others that are not there."""

    def as_text(self, column: ColumnElement[Any]) -> ColumnElement[str]:
        """A column as plain text, in which only the letters A to Z have capitals."""

    def index_passages(self, connection: Connection, passages: Sequence[tuple[int, str]]) -> None:
        """Enter new passages, each a number and a text, in the index of words."""

    def matching(self, connection: Connection, words: str) -> Select[tuple[int]]:
        """The question after the numbers of the passages that hold all of the words."""

    def passages_with(self, connection: Connection, words: str, mark: str) -> Iterator[tuple[int, str, str | None]]:
        """Number, text, and text with marks around the words (None of a long one) of every such passage, best first."""


def shown_place(location: str) -> str:
    """What the database at a path or an SQLAlchemy URL is called in sentences: never with its password."""
    return dialect_at(location).shown(location)


def dialect_of(connection: Connection) -> Dialect:
    """The kind of database that a connection leads to."""
    return _module(connection.dialect.name)


def dialect_at(location: str) -> Dialect:
    """The kind of database that a path or an SQLAlchemy URL names; StoreTrouble if it is none of ours."""
    if "://" not in location:
        return _module("sqlite")
    try:
        url = make_url(location)
    except (ArgumentError, ValueError) as error:
        shown = re.sub("//[^/@]*@", "//***@", location)
        raise StoreTrouble(f"{shown} is neither a path nor a database URL") from error
    kind = url.get_backend_name()
    if kind not in MODULES:
        shown = url.render_as_string(hide_password=True)
        raise StoreTrouble(f"{shown}: give a path, or the URL of an SQLite or PostgreSQL database")
    return _module(kind)


def _module(kind: str) -> Dialect:
    return cast(Dialect, import_module(f"provenance.store.{MODULES[kind]}"))
