"""Every trouble with a database in a file is one clear sentence, and what was stored stays whole."""

import fcntl
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path

import pytest

from provenance.errors import BrokenPromise, NotFound, ProvenanceError, StoreTrouble
from provenance.model.receipts import Received
from provenance.model.testimony import Claim, Person
from provenance.model.versions import Standing, Version
from provenance.store import database, mending, sqlite
from provenance.store.library import Library, create_library, open_library
from provenance.store.mending import WorkEdit
from provenance.store.verify import verify


@pytest.fixture
def place(tmp_path: Path) -> str:
    """Where a library may be made in a file."""
    return str(tmp_path / "provenance.db")


def read_all(location: str) -> None:
    with open_library(location) as library:
        for work in library.works():
            library.dossier(work.id)
        library.search("Dear")


def trouble(location: str | Path) -> str:
    """The sentence with which opening a library, or reading it, fails."""
    with pytest.raises(ProvenanceError) as caught:
        read_all(str(location))
    assert not isinstance(caught.value, BrokenPromise)
    assert "\n" not in str(caught.value)
    assert str(location) in str(caught.value)
    return str(caught.value)


def change(place: str, *statements: str) -> None:
    connection = sqlite3.connect(place)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_a_missing_database_is_not_found_and_not_made(tmp_path: Path) -> None:
    assert "run `provenance init`" in trouble(tmp_path / "none.db")
    with pytest.raises(NotFound):
        open_library(str(tmp_path / "none.db"))
    assert list(tmp_path.iterdir()) == []


def test_a_schema_of_another_program_is_not_called_newer_and_one_that_is_gone_is_damage(
    filled: Library, place: str
) -> None:
    filled.close()
    for done, said in (
        ("UPDATE alembic_version SET version_num = 'a1b2c3'", "is a database of another program"),
        ("UPDATE alembic_version SET version_num = '9999'", "was made by a newer version of this program"),
        ("DELETE FROM alembic_version", "is damaged (it does not say any more which schema it has)"),
    ):
        with closing(sqlite3.connect(place)) as connection, connection:
            connection.execute(done)
        assert said in trouble(Path(place))


def test_init_does_not_call_a_library_ready_that_lacks_a_table(filled: Library, place: str) -> None:
    filled.close()
    change(place, "ALTER TABLE witnesses RENAME TO witnesses_of_old")
    with pytest.raises(StoreTrouble, match="no such table: witnesses"):
        create_library(place)


def test_a_head_that_tells_of_another_format_is_damage(filled: Library, place: str) -> None:
    filled.close()
    with Path(place).open("r+b") as file:
        file.seek(44)
        file.write(b"\xff\xff\xff\xff")
    assert "is damaged (unsupported file format)" in trouble(Path(place))


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    assert "is a folder" in trouble(tmp_path)
    with pytest.raises(StoreTrouble, match="is a folder"):
        create_library(str(tmp_path))
    with pytest.raises(StoreTrouble, match="there is no folder"):
        create_library(str(tmp_path / "no" / "such.db"))


def test_another_kind_of_file_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Sir, " * 500)
    assert "is not a database" in trouble(tmp_path / "letter.txt")
    with pytest.raises(StoreTrouble, match="is not a database"):
        create_library(str(tmp_path / "letter.txt"))


def test_an_empty_file_is_an_empty_database_that_can_be_filled(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    assert "is empty; run `provenance init`" in trouble(tmp_path / "empty.db")
    with create_library(str(tmp_path / "empty.db")) as library:
        assert library.works() == ()


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "other.db"
    change(str(place), "CREATE TABLE songs (title TEXT)")
    before = place.read_bytes()
    assert "of another program" in trouble(place)
    with pytest.raises(StoreTrouble, match="of another program"):
        create_library(str(place))
    assert place.read_bytes() == before


@pytest.mark.parametrize("address", ["sqlite://letters.db", "sqlite://me@letters.db/x", "sqlite:///letters.db?mode=ro"])
def test_an_address_that_holds_more_than_a_file_is_refused(address: str) -> None:
    for opened in (open_library, create_library):
        with pytest.raises(StoreTrouble, match="is no address of a file; write sqlite:"):
            opened(address)


def test_a_damaged_database_is_called_so(filled: Library, place: str, tmp_path: Path) -> None:
    filled.close()
    whole = Path(place).read_bytes()
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(whole[:8192] + b"\xff" * 60_000 + whole[68_192:])
    assert "is damaged" in trouble(damaged)


def test_a_database_cut_off_in_the_middle_is_called_damaged(filled: Library, place: str, tmp_path: Path) -> None:
    filled.close()
    cut = tmp_path / "cut.db"
    cut.write_bytes(Path(place).read_bytes()[:20_000])
    assert "is damaged" in trouble(cut)


def test_a_database_that_lacks_its_last_bytes_is_called_damaged(filled: Library, place: str, tmp_path: Path) -> None:
    filled.close()
    cut = tmp_path / "cut.db"
    cut.write_bytes(Path(place).read_bytes()[:-1])
    assert "cut off after" in trouble(cut)


@pytest.mark.parametrize("table", ["versions", "persons", "texts", "passages", "passage_index", "passage_index_idx"])
def test_a_database_that_lacks_a_table_is_called_damaged(filled: Library, place: str, table: str) -> None:
    filled.close()
    change(place, "PRAGMA foreign_keys = OFF", f"DROP TABLE {table}")
    assert "is damaged" in trouble(place)


def test_a_name_with_a_nul_in_it_is_no_database() -> None:
    with pytest.raises(StoreTrouble, match="has a NUL in it"):
        open_library("a\0b")


def test_a_pipe_or_a_device_is_no_database_and_nobody_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.db")
    for place in (tmp_path / "pipe.db", Path("/dev/null"), Path("/dev/zero")):
        assert "a pipe, a socket or a device, not a database" in trouble(place)
        with pytest.raises(StoreTrouble, match="not a database"):
            create_library(str(place))


def test_a_database_of_a_newer_program_is_refused(filled: Library, place: str) -> None:
    filled.close()
    change(place, "UPDATE alembic_version SET version_num = '0999'")
    assert "was made by a newer version of this program (schema 0999" in trouble(place)


def test_an_older_database_is_brought_up_to_date(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    create_library(place).close()
    change(
        place,
        *(f"DROP TABLE {t}" for t in ("passage_index",)),
        "DROP TRIGGER passages_indexed",
        "DROP TRIGGER passages_forgotten",
        "UPDATE alembic_version SET version_num = '0000'",
    )
    done = []
    monkeypatch.setattr(database, "_upgrade", lambda older: done.append(older.location))
    open_library(place).close()
    assert done == [place]


def test_a_library_that_is_made_twice_keeps_what_is_in_it(filled: Library, place: str) -> None:
    filled.close()
    with create_library(place) as library:
        assert [work.id for work in library.works()] == ["letter"]


def test_a_url_names_a_database_as_a_path_does(filled: Library, place: str) -> None:
    with open_library(f"sqlite:///{place}") as library:
        assert [work.id for work in library.works()] == ["letter"]


def test_another_kind_of_database_is_refused_without_its_password() -> None:
    with pytest.raises(StoreTrouble, match="SQLite or PostgreSQL") as caught:
        open_library("mysql://me:secret@host/letters")
    assert "secret" not in str(caught.value)
    with pytest.raises(StoreTrouble, match="neither a path nor a database URL"):
        open_library("://")


@pytest.mark.parametrize(
    "name", ["with space.db", "odd#1.db", "per%20cent.db", "what?mode=ro.db", "Ünïcode.db", "a&b=c.db"]
)
def test_any_name_of_a_file_will_do(tmp_path: Path, name: str, letter: Received) -> None:
    with create_library(str(tmp_path / name)) as library:
        library.save_received(letter)
    assert (tmp_path / name).stat().st_size > 0
    with open_library(str(tmp_path / name)) as library:
        assert library.works() != ()


def test_a_database_in_memory_is_made_for_one_use(letter: Received) -> None:
    with create_library(":memory:") as library:
        library.save_received(letter)
        assert library.received(letter.sha256) == letter


def test_a_second_writer_waits_and_then_writes(filled: Library, place: str) -> None:
    other = sqlite3.connect(place, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    threading.Timer(0.3, lambda: other.execute("COMMIT")).start()
    filled.save_version(Version("v", "letter", "v", "Dear!", Standing.EXTANT))
    assert len(filled.versions("letter")) == 3
    other.close()


def test_a_writer_that_waits_too_long_says_so_and_readers_never_wait(
    filled: Library, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.close()
    monkeypatch.setattr(sqlite, "PATIENCE", 0.05)
    other = sqlite3.connect(place, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with open_library(place) as library:
        with pytest.raises(StoreTrouble, match="is being written by another program; try again"):
            library.save_version(Version("v", "letter", "v", "Dear!", Standing.EXTANT))
        assert len(library.versions("letter")) == 2
    other.close()


def test_a_full_disk_leaves_the_library_as_it_was(filled: Library) -> None:
    with filled._database.read() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreTrouble, match="the disk is full, or has no room for temporary files: nothing was written"):
        filled.save_version(Version("v", "letter", "v", "Dear! " * 100_000, Standing.EXTANT))
    assert len(filled.versions("letter")) == 2


KILLED = """
import os, signal, sys
from provenance.model.versions import Standing, Version
from provenance.store import library as writing
from provenance.store.library import open_library
def dies(*_): print("in the middle", flush=True); os.kill(os.getpid(), signal.SIGKILL)
writing.write_entry = dies
with open_library(sys.argv[1]) as library:
    library.save_version(Version("v", "letter", "v", "Dear! " * 100_000, Standing.EXTANT))
"""


def test_a_process_killed_while_it_writes_leaves_the_state_before(
    filled: Library, place: str, claims: tuple[Claim, ...]
) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, place], capture_output=True, timeout=60)
    assert (killed.returncode, killed.stdout) == (-signal.SIGKILL, b"in the middle\n")
    assert len(filled.versions("letter")) == 2
    assert filled.claims("letter") == claims
    filled.save_version(Version("v", "letter", "v", "Dear!", Standing.EXTANT))
    assert len(filled.versions("letter")) == 3


def test_a_library_half_made_by_a_killed_process_can_be_made_again(place: str) -> None:
    connection = sqlite3.connect(place)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()
    with create_library(place) as library:
        assert library.works() == ()


READING = """
import os, sys
from provenance.errors import ProvenanceError
from provenance.model.versions import Standing, Version
from provenance.store.library import open_library
def read(place):
    try:
        with open_library(place) as library:
            print([work.id for work in library.works()], len(library.search("Dear")), library.database.read_only)
            library.save_version(Version("v", "letter", "v", "Dear!", Standing.EXTANT))
    except ProvenanceError as error:
        print(error)
read(sys.argv[1])
os.setgid(65534); os.setuid(65534)
read(sys.argv[2])
"""


def as_nobody(own: Path, place: Path) -> list[str]:
    """What a user without rights sees of the library at `place`; skipped where nobody can become nobody."""
    if not hasattr(os, "setuid") or os.getuid() != 0:
        pytest.skip("only root can become somebody else")
    code = [sys.executable, "-c", READING, str(own), str(place)]
    ran = subprocess.run(code, capture_output=True, text=True, timeout=60)
    assert ran.stderr == ""
    return ran.stdout.splitlines()[1:]


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may enter, which the folders of the tests are not."""
    with tempfile.TemporaryDirectory() as made:
        Path(made).chmod(0o755)
        yield Path(made)


def test_a_library_in_a_place_that_is_read_only_can_be_read(filled: Library, place: str, open_folder: Path) -> None:
    filled.close()
    there = open_folder / "library.db"
    shutil.copy(place, there)
    there.chmod(0o444)
    reads, refuses = as_nobody(Path(place), there)
    assert reads == "['letter'] 1 True"
    assert refuses == f"{there} can be read but not written; copy it to a place where you may write"


def test_a_library_in_a_file_that_is_read_only_can_be_read(filled: Library, place: str, open_folder: Path) -> None:
    filled.close()
    there = open_folder / "library.db"
    shutil.copy(place, there)
    open_folder.chmod(0o777)
    there.chmod(0o444)
    reads, refuses = as_nobody(Path(place), there)
    assert reads == "['letter'] 1 True"
    assert "can be read but not written" in refuses


def test_a_library_that_one_may_not_read_says_so(filled: Library, place: str, open_folder: Path) -> None:
    filled.close()
    there = open_folder / "library.db"
    shutil.copy(place, there)
    there.chmod(0o600)
    (refuses,) = as_nobody(Path(place), there)
    assert refuses.startswith(f"{there} cannot be opened")


def test_reading_needs_neither_the_migrations_nor_the_mapper(filled: Library, place: str) -> None:
    code = (
        "import sys; from provenance.store.library import open_library\n"
        f"with open_library({place!r}) as library: library.works()\n"
        "print([name for name in ('alembic', 'sqlalchemy.orm', 'mako') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (ran.stdout, ran.stderr) == ("[]\n", "")


def test_a_read_sees_one_state(filled: Library, place: str) -> None:
    with filled._database.read() as connection, open_library(place) as other:
        before = connection.exec_driver_sql("SELECT count(*) FROM versions").scalar_one()
        other.save_version(Version("v", "letter", "v", "Dear!", Standing.EXTANT))
        assert connection.exec_driver_sql("SELECT count(*) FROM versions").scalar_one() == before
    assert len(filled.versions("letter")) == before + 1


def test_nothing_is_left_beside_a_library_that_was_closed(filled: Library, place: str) -> None:
    filled.close()
    assert [path.name for path in Path(place).parent.iterdir()] == ["provenance.db"]


def test_writes_inside_a_transaction_are_kept_together_or_not_at_all(library: Library, letter: Received) -> None:
    with suppress(RuntimeError), library.entry("ingested"):
        library.save_received(letter)
        assert library.works(), "seen inside"
        raise RuntimeError
    assert library.works() == ()
    with library.entry("ingested"):
        library.save_received(letter)
    assert [work.id for work in library.works()] == ["letter"]


def test_a_damaged_text_is_told_from_the_one_that_was_stored(filled: Library, place: str) -> None:
    with sqlite3.connect(place) as connection:
        connection.execute("UPDATE texts SET pieces = (SELECT pieces FROM texts WHERE number = 1), base = NULL")
    with pytest.raises(StoreTrouble, match=r"damaged .*does not have the hash"):
        filled.versions("letter")


def test_letters_that_are_no_letters_are_damage_and_not_our_fault(filled: Library, place: str) -> None:
    with sqlite3.connect(place) as connection:
        connection.execute("UPDATE notes SET text = CAST(x'ff41' AS TEXT)")
    with pytest.raises(StoreTrouble, match="damaged"):
        filled.notes("letter")


def test_a_writer_that_waits_says_so(
    filled: Library, place: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sqlite, "SAYS_SO_AFTER", 0.0)
    other = sqlite3.connect(place, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    threading.Timer(0.5, lambda: other.execute("COMMIT")).start()
    filled.save_version(Version("v", "letter", "v", "Dear!", Standing.EXTANT))
    assert [record.getMessage() for record in caplog.records] == [
        f"provenance: {place} is being written by another program; waiting for it"
    ]
    other.close()


def test_a_thread_that_opens_the_library_lets_no_other_program_take_the_log_from_one_that_writes(
    filled: Library, place: str
) -> None:
    count = (
        "import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute('SELECT count(*) FROM versions').fetchone())"
    )
    with filled.database.write():
        filled.save_version(Version("v", "letter", "v", "Dear!", Standing.EXTANT))
        open_library(place).close()
        subprocess.run([sys.executable, "-c", count, place], check=True)
    counted = subprocess.run([sys.executable, "-c", count, place], check=True, capture_output=True, text=True)
    assert counted.stdout == "(3,)\n"


def test_writers_get_their_turn_in_the_order_of_coming(
    filled: Library, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fcntl = pytest.importorskip("fcntl")
    other = sqlite3.connect(place, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    done: list[int] = []
    come = threading.Semaphore(0)
    lock = fcntl.flock

    def told(file: int, how: int) -> None:
        come.release()
        lock(file, how)

    monkeypatch.setattr(fcntl, "flock", told)

    def write(number: int) -> None:
        with open_library(place) as library, library.database.write():
            done.append(number)
            time.sleep(0.02)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(20)]
    for writer in writers:
        writer.start()
        come.acquire()  # it asks for the lock of the line, and only then does the next one come
        time.sleep(0.02)
    other.execute("COMMIT")
    other.close()
    for writer in writers:
        writer.join()
    assert done == sorted(done)
    assert len(done) == 20


def test_a_library_that_was_closed_is_neither_read_nor_written(filled: Library) -> None:
    filled.close()
    filled.close()
    for asked in (filled.works, lambda: filled.search("Dear"), lambda: filled.save_people([Person("A B", "B")])):
        with pytest.raises(StoreTrouble, match="was closed; open it again"):
            asked()


def test_nobody_stands_in_line_for_a_database_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[str] = []
    monkeypatch.setattr(threading.Thread, "start", lambda thread: begun.append(thread.name))
    with create_library("sqlite://") as library:
        library.save_people([Person("Ann Able", "Able")])
    assert begun == []


def test_nobody_waits_for_one_who_was_stopped_in_the_line(filled: Library, place: str, tmp_path: Path) -> None:
    standing = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(standing, fcntl.LOCK_EX)
    filled.save_version(Version("v", "letter", "v", "Dear!", Standing.EXTANT))
    os.close(standing)
    assert len(filled.versions("letter")) == 3


def test_a_log_that_was_left_behind_in_a_place_that_is_read_only_is_read(
    filled: Library, place: str, open_folder: Path
) -> None:
    filled.close()
    writer = sqlite3.connect(place, isolation_level=None)
    writer.execute("PRAGMA wal_autocheckpoint=0")
    writer.execute("UPDATE works SET title = 'Told in the log'")
    for ending in ("", "-wal"):
        shutil.copy(place + ending, open_folder / f"library.db{ending}")
    writer.close()
    for file in open_folder.iterdir():
        file.chmod(0o444)
    reads, refuses = as_nobody(Path(place), open_folder / "library.db")
    assert reads == "['letter'] 1 True"
    assert "can be read but not written" in refuses


def test_where_the_disk_lets_nothing_be_written_that_is_said(filled: Library, place: str) -> None:
    resource = pytest.importorskip("resource", reason="limits are set by Unix alone")
    filled.close()
    code = READING.replace("read(sys.argv[2])", "").replace("os.setgid(65534); os.setuid(65534)", "")
    ran = subprocess.run(
        [sys.executable, "-c", code, place],
        capture_output=True,
        text=True,
        timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024)),
    )
    assert ran.stderr == ""
    reads, refuses = ran.stdout.splitlines()
    assert reads == "['letter'] 1 True"
    assert "can be read but not written (the disk" in refuses


def refuses_its_log(library: Path) -> None:
    """The library is not opened beside the log that lies there, nor when it is asked once more."""
    for _ in range(2):
        with pytest.raises(StoreTrouble, match="-wal is not of this library"):
            open_library(str(library))


def test_a_log_of_another_database_is_not_written_into_the_library(filled: Library, place: str, tmp_path: Path) -> None:
    filled.close()
    one, other = Path(place), tmp_path / "other.db"
    before = one.read_bytes()
    with closing(sqlite3.connect(other, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE others (x)")
        shutil.copyfile(f"{other}-wal", f"{one}-wal")
    refuses_its_log(one)
    Path(f"{one}-wal").unlink()
    assert one.read_bytes() == before
    open_library(str(one)).close()


@pytest.mark.parametrize("endings", [("-wal",), ("-wal", "-shm")], ids=["alone", "with its index"])
def test_a_log_of_another_library_of_ours_is_known_by_its_chain_of_changes(
    filled: Library, place: str, tmp_path: Path, endings: Sequence[str]
) -> None:
    filled.close()
    one, other = Path(place), tmp_path / "other.db"
    with closing(sqlite3.connect(one)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = one.read_bytes()
    other.write_bytes(before)
    with closing(sqlite3.connect(other, isolation_level=None)) as connection:
        connection.execute("PRAGMA wal_autocheckpoint=0")
        connection.execute("UPDATE entries SET hash = 'of another entry'")
        for ending in endings:
            shutil.copyfile(f"{other}{ending}", f"{one}{ending}")
    refuses_its_log(one)
    assert one.read_bytes() == before


def test_an_older_copy_of_its_own_log_is_told_by_the_changes_that_it_would_take_back(
    filled: Library, place: str, letter: Received
) -> None:
    log = Path(f"{place}-wal")
    with filled, closing(sqlite3.connect(place)) as holding:  # so that the log stays
        holding.execute("BEGIN")
        holding.execute("SELECT count(*) FROM works").fetchone()
        mending.edit_work(filled, letter.works[0].work.id, WorkEdit(title="One"))
        older = log.read_bytes()
        mending.edit_work(filled, letter.works[0].work.id, WorkEdit(title="Two"))
    before = Path(place).read_bytes()
    log.write_bytes(older)
    for _ in range(2):
        with pytest.raises(StoreTrouble, match="-wal is older than the library, and would take back its last change"):
            open_library(place)
    assert Path(place).read_bytes() == before
    log.unlink()
    with open_library(place) as library:
        assert library.works()[0].title == "Two"


def test_a_log_whose_index_a_program_at_work_holds_is_its_own(filled: Library, place: str) -> None:
    with closing(sqlite3.connect(place, isolation_level=None)) as connection:
        connection.execute("UPDATE entries SET hash = 'altered by another hand'")
        open_library(place).close()
    filled.close()


def journal_of(database: Path, statement: str) -> bytes:
    """The rollback journal that a program leaves when it is killed in the middle of a change."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("PRAGMA cache_size=1")
        connection.execute("PRAGMA cache_spill=1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(statement)
        connection.execute("CREATE TABLE spilled (x)")
        connection.execute("INSERT INTO spilled SELECT randomblob(40000) FROM alembic_version")
        left = Path(f"{database}-journal").read_bytes()
        database.with_name("half.db").write_bytes(database.read_bytes())
        connection.execute("ROLLBACK")
    return left


@pytest.mark.parametrize("mode", ["WAL", "DELETE"])
def test_a_journal_of_another_library_is_not_written_into_this_one(
    filled: Library, place: str, tmp_path: Path, mode: str
) -> None:
    filled.close()
    one, other = Path(place), tmp_path / "other.db"
    shutil.copyfile(one, other)
    with closing(sqlite3.connect(other)) as connection, connection:
        connection.execute("UPDATE entries SET hash = 'of another entry'")
    left = journal_of(other, "UPDATE entries SET hash = 'of a third'")
    with closing(sqlite3.connect(one, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA journal_mode={mode}")
    before = one.read_bytes()
    Path(f"{one}-journal").write_bytes(left)
    with pytest.raises(StoreTrouble, match="-journal is not of this library, and would damage it; move it"):
        open_library(str(one))
    assert one.read_bytes() == before
    Path(f"{one}-journal").unlink()
    open_library(str(one)).close()


@pytest.mark.parametrize("ending", ["-journal", "-wal", "-shm"])
def test_what_is_called_as_a_log_and_is_a_pipe_is_not_waited_for(filled: Library, place: str, ending: str) -> None:
    filled.close()
    Path(f"{place}{ending}").unlink(missing_ok=True)
    os.mkfifo(f"{place}{ending}")
    with pytest.raises(StoreTrouble, match=f"{ending} is no file, and so no part of the library; move it"):
        open_library(place)


def test_a_journal_of_its_own_is_written_back_as_it_must_be(filled: Library, place: str, tmp_path: Path) -> None:
    filled.close()
    left = journal_of(Path(place), "UPDATE works SET title = 'Half done'")
    half = Path(place).with_name("half.db")
    Path(f"{half}-journal").write_bytes(left)
    with open_library(str(half)) as library:
        assert [work.title for work in library.works()] == ["A letter"]
        assert verify(library).faults == ()


def test_a_log_that_a_killed_program_left_is_read_without_its_index_too(tmp_path: Path) -> None:
    one, kept = tmp_path / "one.db", tmp_path / "kept.db"
    create_library(str(one)).close()
    with closing(sqlite3.connect(one, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE others (x)")
        for ending in ("", "-wal"):
            shutil.copyfile(f"{one}{ending}", f"{kept}{ending}")
    open_library(str(kept)).close()
    with closing(sqlite3.connect(kept)) as connection:
        assert connection.execute("SELECT count(*) FROM others").fetchone() == (0,)
