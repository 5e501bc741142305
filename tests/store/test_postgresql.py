"""A library on a PostgreSQL server: every trouble is one sentence, and work goes on when the server is back."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import psycopg
import pytest

from provenance.errors import BrokenPromise, NotFound, ProvenanceError, StoreTrouble
from provenance.model.receipts import Received
from provenance.model.testimony import Claim
from provenance.model.versions import Standing, Version
from provenance.store import postgresql
from provenance.store.library import Library, create_library, open_library
from provenance.store.verify import verify

ANOTHER = Version("v", "letter", "v", "Dear!", Standing.EXTANT)


@pytest.fixture
def place(lend: Callable[[str], str]) -> str:
    """Where an empty library is on the server."""
    return lend("postgresql")


@pytest.fixture
def writer(filled: Library, place: str) -> Iterator[psycopg.Connection[Any]]:
    """Another program that is writing in the library that holds the letter."""
    connection = psycopg.connect(place.replace("+psycopg", ""))
    connection.execute(f"SELECT pg_advisory_xact_lock({postgresql._LOCK}, hashtext(current_schema()))")
    yield connection
    connection.close()


def sentence(location: str) -> str:
    with pytest.raises(ProvenanceError) as caught:
        open_library(location).close()
    assert not isinstance(caught.value, BrokenPromise)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_database_that_the_server_does_not_have_is_made_by_init_alone(server: Any) -> None:
    place = server.url("newcomer")
    with pytest.raises(NotFound, match="run `provenance init`"):
        open_library(place)
    create_library(place).close()
    with open_library(place) as library:
        assert library.works() == ()
    server.let_go()
    server.ask("postgres", "DROP DATABASE newcomer")


def test_a_server_that_is_away_is_told_in_a_sentence_without_a_password() -> None:
    told = sentence("postgresql+psycopg://me:secret@localhost:1/letters")
    assert told.startswith("the server of postgresql://me:***@localhost:1/letters cannot be reached")
    assert "secret" not in told


def test_an_address_may_leave_the_driver_out(filled: Library, place: str) -> None:
    for kind in ("postgresql", "postgres"):
        with open_library(place.replace("postgresql+psycopg", kind)) as library:
            assert [work.id for work in library.works()] == ["letter"]


def test_work_goes_on_after_the_server_was_away(filled: Library, server: Any, place: str) -> None:
    filled.works()
    server.ask("postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'copy%'")
    assert [work.id for work in filled.works()] == ["letter"]
    filled.save_version(ANOTHER)


def test_a_server_that_goes_away_in_the_middle_leaves_the_library_as_it_was(filled: Library, server: Any) -> None:
    with pytest.raises(StoreTrouble, match=r"the server of .* is away|cannot be reached"):
        lose_the_server(filled, server)
    assert len(filled.versions("letter")) == 2
    assert verify(filled).faults == ()


def lose_the_server(library: Library, server: Any) -> None:
    with library.entry("broken off"):
        library.save_version(ANOTHER)
        server.ask("postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'copy%'")
        library.works()


def test_a_second_writer_waits_says_so_and_then_writes(
    filled: Library,
    place: str,
    writer: psycopg.Connection[Any],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(postgresql, "SAYS_SO_AFTER", 0.05)
    monkeypatch.setattr(postgresql, "SAYS_SO_EVERY", 0.3)
    threading.Timer(0.5, writer.commit).start()
    filled.save_version(ANOTHER)
    assert len(filled.versions("letter")) == 3
    said = [record.getMessage() for record in caplog.records]
    assert len(said) == 2
    assert said[0].endswith("is being written by another program; waiting for it")


@pytest.mark.usefixtures("writer")
def test_a_writer_that_waits_too_long_says_so_and_readers_never_wait(
    filled: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "PATIENCE", 1)
    with pytest.raises(StoreTrouble, match="is being written by another program; try again"):
        filled.save_version(ANOTHER)
    assert len(filled.versions("letter")) == 2


def test_a_read_sees_one_state(filled: Library, place: str) -> None:
    with filled.database.read() as connection, open_library(place) as other:
        before = connection.exec_driver_sql("SELECT count(*) FROM versions").scalar_one()
        other.save_version(ANOTHER)
        assert connection.exec_driver_sql("SELECT count(*) FROM versions").scalar_one() == before
    assert len(filled.versions("letter")) == before + 1


def test_whoever_may_only_read_reads_and_is_told_why_he_cannot_write(filled: Library, place: str, server: Any) -> None:
    name = place.split("?")[0].rsplit("/", 1)[1]
    server.ask(name, "DROP ROLE IF EXISTS reader", "CREATE ROLE reader LOGIN")
    server.ask(name, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")
    with open_library(place.replace("office@", "reader@")) as library:
        assert len(library.search("Dear")) == 1
        with pytest.raises(StoreTrouble, match=r"cannot be opened or written .*permission denied"):
            library.save_version(ANOTHER)
    server.let_go()
    server.ask(name, "DROP OWNED BY reader", "DROP ROLE reader")


def test_the_database_of_another_program_is_left_alone(server: Any) -> None:
    server.ask("postgres", "CREATE DATABASE songs TEMPLATE template0")
    server.ask("songs", "CREATE TABLE songs (title text)")
    for opened in (open_library, create_library):
        with pytest.raises(StoreTrouble, match="of another program"):
            opened(server.url("songs"))
    server.let_go()
    server.ask("postgres", "DROP DATABASE songs")


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("LATIN1", "needs a database with the encoding UTF8"), ("SQL_ASCII", "is kept in SQL_ASCII; a library needs")],
)
def test_a_database_that_is_not_in_utf_8_is_refused(server: Any, encoding: str, said: str) -> None:
    server.ask("postgres", f"CREATE DATABASE plain TEMPLATE template0 ENCODING '{encoding}' LOCALE 'C'")
    with pytest.raises(StoreTrouble, match=said):
        create_library(server.url("plain"))
    server.let_go()
    server.ask("postgres", "DROP DATABASE plain")


@pytest.mark.parametrize(
    ("done", "said"),
    [
        ("ALTER TABLE versions DROP COLUMN label CASCADE", 'is damaged (column "label" of relation'),
        ("DROP TABLE passage_index", 'is damaged (relation "passage_index" does not exist)'),
        ("ALTER TABLE versions ADD CONSTRAINT short CHECK (length(label) < 1) NOT VALID", 'check constraint "short"'),
        ("ALTER TABLE versions ADD COLUMN x int NOT NULL DEFAULT 1; ALTER TABLE versions ALTER x DROP DEFAULT", '"x"'),
    ],
)
def test_what_another_hand_did_to_the_tables_is_no_fault_of_ours(
    filled: Library, place: str, server: Any, done: str, said: str
) -> None:
    with altered(filled, place, server, done) as library:
        asked = partial(library.search, "Dear") if "passage_index" in done else partial(library.save_version, ANOTHER)
        with pytest.raises(StoreTrouble, match="restore it from a copy") as told:
            asked()
    assert said in str(told.value)


@pytest.mark.parametrize(
    ("done", "found"),
    [
        ("DROP TABLE passage_index", "the table passage_index was taken away by another program"),
        (
            "ALTER TABLE versions DROP COLUMN label CASCADE",
            "the column label of versions was taken away by another program",
        ),
        (
            "ALTER TABLE passage_index RENAME words TO others",
            "the index of words: a column was taken away by another program",
        ),
    ],
)
def test_a_table_or_a_column_that_was_taken_away_is_missed(
    filled: Library, place: str, server: Any, done: str, found: str
) -> None:
    with altered(filled, place, server, done) as library:
        assert verify(library).faults == (found,)


@contextmanager
def altered(library: Library, place: str, server: Any, done: str) -> Iterator[Library]:
    """A copy of the library to which another hand has done something."""
    library.close()
    server.let_go()
    name = server.copy(place.split("?")[0].rsplit("/", 1)[1])
    try:
        server.ask(name, *done.split("; "))
        with open_library(server.url(name)) as copy:
            yield copy
    finally:
        server.let_go()
        server.ask("postgres", f"DROP DATABASE {name} WITH (FORCE)")


def test_a_server_that_breaks_off_for_want_of_time_is_not_called_away() -> None:
    timeout = psycopg.errors.QueryCanceled("canceling statement due to statement timeout")
    assert "broke off what was asked" in str(postgresql.explain(timeout, "letters"))
    idle = psycopg.errors.IdleInTransactionSessionTimeout("terminating connection due to idle-in-transaction timeout")
    assert "broke off what was asked" in str(postgresql.explain(idle, "letters"))
    lost = psycopg.errors.InvalidSchemaName("no schema has been selected to create in")
    assert "has no schema in which a library can be made" in str(postgresql.explain(lost, "letters"))


def test_an_address_without_a_database_is_incomplete() -> None:
    assert "names no database" in sentence("postgresql://me@localhost")


def test_a_password_with_an_at_sign_is_not_shown() -> None:
    told = sentence("postgresql://me:se@cret@localhost/letters")
    assert "write the one in the password as %40" in told
    assert "cret" not in told


def test_what_is_missing_in_the_index_of_words_is_found_out(
    filled: Library, place: str, directly: Callable[..., list[Any]]
) -> None:
    directly(place, "DELETE FROM passage_index WHERE number = 1")
    assert verify(filled).faults == ("the index of words: 1 passage not rightly indexed",)


def test_a_row_that_names_another_that_is_not_there_is_found_out(
    filled: Library, place: str, directly: Callable[..., list[Any]]
) -> None:
    directly(place, "DELETE FROM notes")
    assert "claims, row letter, letter:1: names notes that are not there" in verify(filled).faults


KILLED = """
import os, signal, sys
from provenance.model.versions import Standing, Version
from provenance.store.library import open_library
with open_library(sys.argv[1]) as library, library.entry("broken off"):
    library.save_version(Version("v", "letter", "v", "Dear!", Standing.EXTANT))
    print("in the middle", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_writer_leaves_the_library_as_it_was(filled: Library, place: str, claims: tuple[Claim, ...]) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, place], capture_output=True, timeout=120, check=False)
    assert (killed.returncode, killed.stdout) == (-signal.SIGKILL, b"in the middle\n")
    assert len(filled.versions("letter")) == 2
    assert filled.claims("letter") == claims
    filled.save_version(ANOTHER)


def test_without_its_driver_the_sentence_says_what_to_install() -> None:
    code = "import sys; sys.modules['psycopg'] = None\nfrom provenance.commands.launch import main; main()"
    command = [sys.executable, "-c", code, "--db", "postgresql://localhost/letters", "list"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "COLUMNS": "200"})
    assert done.returncode == 2
    assert "pip install 'draft-provenance[postgres]'" in done.stderr


def test_a_library_in_a_file_loads_nothing_of_postgresql(letter: Received, tmp_path: Any) -> None:
    code = (
        "import sys; from provenance.store.library import create_library\n"
        f"with create_library({str(tmp_path / 'one.db')!r}) as library: library.search('Dear')\n"
        "print([name for name in ('psycopg', 'provenance.store.postgresql') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert (ran.stdout, ran.stderr) == ("[]\n", "")
