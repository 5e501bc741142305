"""What PostgreSQL alone knows: how a database is reached, locked, checked and searched, and what its errors mean.

A read sees one state from its beginning to its end (REPEATABLE READ). Whoever writes takes one lock of the library
before anything else, so that writers come one after another in the order in which they asked, none can stand in
another's way twice, and the numbers that are given out are given once; readers never wait for it. A writer waits a
minute for each of those who asked before him, with a word after the first seconds and every half minute.

The connections of a process are kept for its next question and tried before they are used, so that work goes on when
a server that was away is back. Needs psycopg 3 (the extra `postgres`).
"""

import atexit
import json
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from threading import Event, Lock, Thread
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Engine,
    Integer,
    MetaData,
    Select,
    Table,
    Text,
    cast,
    create_engine,
    event,
    false,
    func,
    insert,
    inspect,
    make_url,
    or_,
    select,
)
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from provenance.errors import BrokenPromise, NotFound, ProvenanceError, StoreTrouble
from provenance.store import fts5_words
from provenance.store.batches import in_batches
from provenance.store.dialects import Reached
from provenance.store.fts5_words import Collection, Sought
from provenance.store.tables import metadata, passages
from provenance.store.trouble import SAYS_SO_AFTER, SAYS_SO_EVERY, CannotWrite, busy, damaged, say_waiting
from provenance.text.numbers import number_of

DRIVER_ERRORS: tuple[type[Exception], ...] = ()
"""SQLAlchemy passes all errors of the driver on as its own."""

WRITES = "provenance_writes"
"""The option of a connection that is to be written on."""

PATIENCE = 60
"""How long a writer waits for each of the others, in seconds."""

_LOCK = 1886547830
"""The first number of the lock, the letters "prov"; the second is that of the schema."""

_ANSWERS_WITHIN = 10
"""How long we wait for a server to answer at all, in seconds."""


# ---- opening

_engines: dict[str, Engine] = {}
_opening = Lock()


def reach(location: str) -> Reached:
    """The database opened; NotFound if the server has none of that name."""
    url = _url_of(location)
    engine = _engine(url)
    try:
        with engine.connect() as connection:
            read_only = connection.exec_driver_sql("SHOW transaction_read_only").scalar() == "on"
    except DBAPIError as error:
        if _is_missing(url):
            raise NotFound(f"no database at {_shown(url)}; run `provenance init` to make one") from error
        raise explain(error.orig, _shown(url)) from error
    reading = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    writing = engine.execution_options(isolation_level="READ COMMITTED", **{WRITES: True})
    return Reached(reading, writing, _shown(url), read_only, _nothing)


def make(location: str) -> Reached:
    """The database opened, made if the server has none of that name and lets us."""
    url = _url_of(location)
    try:
        opened = reach(location)
    except NotFound:
        _make_database(url)
        opened = replace(reach(location), take_back=partial(_drop_database, url))
    with opened.reader.begin() as connection:
        encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
    if encoding != "UTF8":
        raise StoreTrouble(f"{_shown(url)} is kept in {encoding}; a library needs a database with the encoding UTF8")
    return opened


def shown(location: str) -> str:
    """The URL as it was typed, without its password."""
    return _shown(_url_of(location))


def let_go_of_all() -> None:
    """Close every connection of this process."""
    with _opening:
        while _engines:
            _engines.popitem()[1].dispose()


def _nothing() -> None:
    """The connections stay for the next question."""


def _url_of(location: str) -> URL:
    url = make_url(location).set(drivername="postgresql+psycopg")
    if "@" in (url.host or ""):  # what stands before it is the rest of a password
        raise StoreTrouble("the address of the database has two @; write the one in the password as %40")
    if not url.database and "dbname" not in url.query:
        raise StoreTrouble(f"{_shown(url)} names no database; write its name behind the last /")
    return url


def _shown(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=True).replace("%2F", "/")


def _engine(url: URL) -> Engine:
    """The way to a database, one for the whole process."""
    place = url.render_as_string(hide_password=False)
    with _opening:
        if not _engines:
            atexit.register(let_go_of_all)
        if place not in _engines:
            _engines[place] = _new_engine(url)
        return _engines[place]


def _new_engine(url: URL) -> Engine:
    try:
        engine = create_engine(
            url,
            json_serializer=partial(json.dumps, ensure_ascii=False),
            pool_pre_ping=True,
            pool_size=8,
            max_overflow=40,
            connect_args={
                "connect_timeout": _ANSWERS_WITHIN,
                "application_name": "provenance",
                "client_encoding": "UTF8",  # else words come as bytes from a database that knows no encoding
            },
        )
    except ModuleNotFoundError as missing:
        raise StoreTrouble(
            f"{_shown(url)} needs the package {missing.name}; install it with "
            "`pip install 'draft-provenance[postgres]'`"
        ) from missing
    event.listen(engine, "begin", partial(_on_begin, _shown(url)))
    return engine


def _is_missing(url: URL) -> bool:
    """True if the server answers, and says that it has no database of that name."""
    found = _ask_server(url, "SELECT 1 FROM pg_database WHERE datname = :name", {"name": url.database})
    return found == []


def _make_database(url: URL) -> None:
    """A new database, kept in UTF-8, whose letters are ordered by their numbers."""
    made = f"CREATE DATABASE {_quoted(url)} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
    if _ask_server(url, made, {}) is None and _is_missing(url):
        raise StoreTrouble(
            f"no database at {_shown(url)}, and it cannot be made by this user; "
            f"ask whoever runs the server for `createdb -E UTF8 -T template0 {url.database}`"
        )


def _drop_database(url: URL) -> None:
    """Take away a database that was made a moment ago, if nothing is in it and nobody else uses it."""
    engine = _engine(url)
    try:
        with engine.connect() as connection:
            holds_nothing = is_empty(connection)
    except DBAPIError:
        return
    finally:
        engine.dispose()
    if holds_nothing:
        _ask_server(url, f"DROP DATABASE {_quoted(url)}", {})


def _quoted(url: URL) -> str:
    return '"' + str(url.database).replace('"', '""') + '"'


def _ask_server(url: URL, question: str, values: dict[str, Any]) -> list[Any] | None:
    """What the server answers in its own database `postgres`; None if it does not."""
    engine = create_engine(
        url.set(database="postgres"),
        isolation_level="AUTOCOMMIT",
        connect_args={"connect_timeout": _ANSWERS_WITHIN},
    )
    try:
        with engine.connect() as connection:
            result = connection.execute(sql(question), values)
            return list(result) if result.returns_rows else []
    except DBAPIError:
        return None
    finally:
        engine.dispose()


# ---- taking turns


_BE_PATIENT = sql(
    "SELECT set_config('lock_timeout', (:seconds * greatest(1, count(*))) || 's', true) FROM pg_locks "
    "WHERE locktype = 'advisory' AND classid = :lock"
)
_TAKE_TURN = sql("SELECT pg_advisory_xact_lock(:lock, hashtext(current_schema()))")


def _on_begin(location: str, connection: Connection) -> None:
    """Take the lock of the library, if the transaction is to write."""
    if not connection.get_execution_options().get(WRITES):
        return
    has_turn = Event()
    Thread(target=_say_waiting, args=(location, has_turn), daemon=True).start()
    try:
        connection.execute(_BE_PATIENT, {"lock": _LOCK, "seconds": PATIENCE})
        connection.execute(_TAKE_TURN, {"lock": _LOCK})
        connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
    finally:
        has_turn.set()


def _say_waiting(location: str, has_turn: Event) -> None:
    """Say that we wait, after the first seconds and now and then, until it is our turn."""
    started, pause = time.monotonic(), SAYS_SO_AFTER
    while not has_turn.wait(pause):
        say_waiting(location, time.monotonic() - started)
        pause = SAYS_SO_EVERY


# ---- what is in it


def is_empty(connection: Connection) -> bool:
    """True if there is no table in the database."""
    return (
        connection.execute(sql("SELECT 1 FROM pg_tables WHERE schemaname = current_schema() LIMIT 1")).first() is None
    )


def has_table(connection: Connection, name: str) -> bool:
    """True if there is a table of that name."""
    asked = sql("SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = :name")
    return connection.execute(asked, {"name": name}).first() is not None


_BROKEN_INDEXES = sql("SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid")
_DOES_BY_ITSELF = sql(
    "SELECT 'trigger ' || tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
    "WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace "
    "UNION ALL SELECT 'rule ' || rulename FROM pg_rules WHERE schemaname = current_schema() "
    "UNION ALL SELECT 'index ' || relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid "
    "WHERE indisunique AND relnamespace = current_schema()::regnamespace "
    "AND indexrelid NOT IN (SELECT conindid FROM pg_constraint)"
)
_INDEXED_OTHERWISE = sql(
    "SELECT count(*) FROM unnest(CAST(:numbers AS bigint[]), CAST(:sizes AS integer[]), CAST(:words AS text[])) "
    "AS made (number, size, words) LEFT JOIN passage_index AS kept USING (number) "
    "WHERE (kept.size, kept.words) IS DISTINCT FROM (made.size, CAST(made.words AS tsvector))"
)
"""How many of some passages are not in the index, or not with these words."""
_INDEXED_BESIDES = sql("SELECT count(*) FROM passage_index WHERE number NOT IN (SELECT number FROM passages)")


def integrity(connection: Connection) -> Iterator[str]:
    """Indexes that are not whole, rows that name others that are not there, passages that are not rightly indexed."""
    for (index,) in connection.execute(_BROKEN_INDEXES):
        yield f"the index {index} is not whole; REINDEX makes it anew"
    for (name,) in connection.execute(_DOES_BY_ITSELF):
        yield f"the {name} was put in by another program"
    for table in metadata.sorted_tables:
        for link in table.foreign_key_constraints:
            other = link.referred_table.alias()
            own, theirs = [each.parent for each in link.elements], [other.c[each.column.name] for each in link.elements]
            there = select(1).where(*(one == two for one, two in zip(own, theirs, strict=True))).exists()
            lost = select(*table.primary_key).where(*(one.is_not(None) for one in own), ~there).order_by(*own)
            for row in connection.execute(lost):
                key = ", ".join(map(str, row))
                yield f"{table.name}, row {key}: names {link.referred_table.name} that are not there"
    if not {each.name for each in _index.c} <= {each["name"] for each in inspect(connection).get_columns(_index.name)}:
        yield "the index of words: a column was taken away by another program"
    elif wrong := sum(_indexed_otherwise(connection)):
        yield f"the index of words: {number_of(wrong, 'passage')} not rightly indexed"


def _indexed_otherwise(connection: Connection) -> Iterator[int]:
    """How many passages, of some after others, are not in the index of words as they would be entered now.

    The last number is of those that are in the index alone.
    """
    for some in in_batches(connection.execute(select(passages.c.number, passages.c.text)).all()):
        rows = _index_rows(dict(some))
        named = {f"{name}s": [row[name] for row in rows] for name in ("number", "size")}
        yield connection.execute(_INDEXED_OTHERWISE, {**named, "words": [row["words"] for row in rows]}).scalar_one()
    yield connection.execute(_INDEXED_BESIDES).scalar_one()


# ---- what its errors mean

_OF_CLASS = {
    "08": "the server of {0} is away; try again when it is back ({1})",
    "57": "the server of {0} is away; try again when it is back ({1})",
    "53": "the server of {0} has no room or no connection left: nothing was written ({1})",
    "58": "the disk of the server does not let {0} be read or written ({1})",
    "XX": "{0} is damaged ({1}); restore it from a backup",
    "54": "a text is too long to be stored in {0} ({1})",
    "40": "{0} was changed by others at the same moment; nothing was written, do it again ({1})",
}
"""The class of an error (https://www.postgresql.org/docs/current/errcodes-appendix.html) → a sentence."""


def explain(error: BaseException | None, location: str) -> ProvenanceError:
    """What PostgreSQL, or the way to it, says, as a sentence about `location`."""
    state = getattr(error, "sqlstate", None) or ""
    said = " ".join((str(error).strip().splitlines() or ["no reason given"])[0].split())
    if state == "55P03":
        return busy(location)
    if state in {"42501", "25006", "28000", "28P01"}:
        return CannotWrite(f"{location} cannot be opened or written ({said}); see which role you have there")
    if state in {"57014", "25P03", "25P04"}:  # of a statement, of a transaction that waits for us, of a long one
        return StoreTrouble(f"the server of {location} broke off what was asked ({said}); ask its keeper for more time")
    if state in {"42P01", "42703"} or _is_put_in(error, state):
        return damaged(location, said)
    if state == "3F000":
        return StoreTrouble(f"{location} has no schema in which a library can be made ({said}); ask its keeper for one")
    if state[:2] in _OF_CLASS:
        return StoreTrouble(_OF_CLASS[state[:2]].format(location, said))
    if not state and type(error).__name__ == "OperationalError":
        return StoreTrouble(f"the server of {location} cannot be reached, or does not let you in ({said})")
    if not state and type(error).__name__ == "ProgrammingError":  # of what libpq makes of the address itself
        return StoreTrouble(f"{location} is no address of a database that can be used ({said}); correct it")
    return BrokenPromise(f"{location} refused what was to be stored: {said}")


_CHECKS = {str(rule.name) for table in metadata.tables.values() for rule in table.constraints if rule.name}


def _is_put_in(error: BaseException | None, state: str) -> bool:
    """True if what refused a row is a rule that no migration of ours has made: a check, or a column to be filled."""
    told: Any = getattr(error, "diag", None)
    if told is None or told.table_name not in metadata.tables:
        return False
    if state == "23502":
        return told.column_name not in metadata.tables[told.table_name].c
    return state in {"23514", "23P01"} and told.constraint_name not in _CHECKS


def undone(_connection: Connection, error: BaseException | None) -> BrokenPromise | None:
    """Which rows would name others that are not there, where that is why a transaction could not be ended."""
    told = getattr(error, "diag", None)
    if getattr(error, "sqlstate", None) != "23503" or told is None:
        return None
    links = metadata.tables[told.table_name].foreign_key_constraints
    [other] = [link.referred_table.name for link in links if link.name == told.constraint_name]
    return BrokenPromise(f"{told.table_name} would name {other} that are not in the library; nothing was stored")


# ---- the index of words

_TERM = re.compile(r'("([^"]*)"(\*?))')

_index = Table(
    "passage_index", MetaData(), Column("number", BigInteger), Column("size", Integer), Column("words", TSVECTOR)
)


def as_text(column: ColumnElement[Any]) -> ColumnElement[str]:
    """A column as text, in which only the letters A to Z have capitals, whatever the database is set to."""
    return cast(column, Text).collate("C")


def index_passages(connection: Connection, passages: Sequence[tuple[int, str]]) -> None:
    """Enter passages with their words and where each stands."""
    for some in in_batches(passages):
        connection.execute(insert(_index), _index_rows(dict(some)))


def _index_rows(texts: Mapping[int, str]) -> list[dict[str, Any]]:
    """The rows of the index of words for passages."""
    folded = fts5_words.fold(texts)
    return [
        {"number": number, "size": len(tokens), "words": fts5_words.as_vector(tokens)}
        for number, tokens in folded.items()
    ]


def matching(connection: Connection, words: str) -> Select[tuple[int]]:
    """The question after the numbers of the passages that hold all of the words."""
    query = fts5_words.as_query(_sought(words))
    fits = false() if query is None else _index.c.words.op("@@")(cast(query, TSQUERY))
    inexact = list(_read_themselves(connection, words))
    return select(_index.c.number).where(or_(fits, _index.c.number.in_(inexact)) if inexact else fits)


def passages_with(connection: Connection, words: str, mark: str) -> Iterator[tuple[int, str, str | None]]:
    """Number, text, and text with marks around the words (None of a long one) of every such passage, best first."""
    columns = passages.c
    query = select(columns.number, columns.text).where(columns.number.in_(matching(connection, words)))
    found = [(number, text) for number, text in connection.execute(query)]
    sought = _sought(words)
    collection = _collection(connection, sought, len(found))
    ranked = []
    for some in in_batches(found):
        texts = dict(some)
        marked, folded = fts5_words.highlight(texts, words, mark), fts5_words.fold(texts)
        ranked += [(collection.rank(folded[n], sought), n, texts[n], shown) for n, shown in marked.items()]
    for _, number, text, shown in sorted(ranked):
        yield number, text, shown


def _sought(words: str) -> tuple[Sought, ...]:
    return fts5_words.fold_terms([(typed, phrase, bool(star)) for typed, phrase, star in _TERM.findall(words)])


def _read_themselves(connection: Connection, words: str) -> Iterator[int]:
    """The passages too long for the index that hold the words, found by reading them."""
    query = select(passages.c.number, passages.c.text).join(_index, _index.c.number == passages.c.number)
    for some in in_batches(connection.execute(query.where(_index.c.words.is_(None))).all()):
        yield from fts5_words.highlight(dict(some), words, "")


def _collection(connection: Connection, sought: Sequence[Sought], found: int) -> Collection:
    """What ranking needs to know of all passages, of which `found` hold all that is sought."""
    size, every = connection.execute(
        select(func.coalesce(func.sum(_index.c.size), 0), func.count(_index.c.number))
    ).one()
    if len(sought) == 1:
        return Collection(every, int(size), (found,))
    questions = (matching(connection, one.typed).subquery() for one in sought)
    holding = (connection.execute(select(func.count()).select_from(one)).scalar_one() for one in questions)
    return Collection(every, int(size), tuple(holding))
