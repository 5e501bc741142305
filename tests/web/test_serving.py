"""The commands `serve` and `user`, run as a user runs them."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

PROGRAM = str(Path(sys.executable).parent / "provenance")


Run = Callable[..., Any]


@contextmanager
def opened(library: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running server and the address that it prints; it is ended at the end."""
    environment = {**os.environ, "PROVENANCE_DB": str(library)}
    command = [PROGRAM, "serve", "--port", "0", *arguments]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr
            found = re.search(r"http://\S+", server.stderr.readline())
            assert found
            yield server, found[0]
        finally:
            server.kill()


@pytest.fixture(scope="module")
def letter_room(letter_library: Path) -> Iterator[tuple[str, int]]:
    """Where a room of the letter is served, which nothing is written to."""
    with opened(letter_library) as (_, address):
        host, port = re.findall(r"//([^:]+):(\d+)", address)[0]
        yield host, int(port)


def test_the_command_line_loads_none_of_the_reading_room() -> None:
    code = (
        "import sys, importlib\n"
        "from provenance.commands.app import COMMANDS\n"
        "for module, _ in COMMANDS.values(): importlib.import_module('provenance.commands.' + module.split('.')[0])\n"
        "loaded = {'starlette', 'jinja2', 'uvicorn', 'argon2', 'itsdangerous', 'provenance.web'} & set(sys.modules)\n"
        "assert not loaded, loaded"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120)
    assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--host", "0.0.0.0"], "somebody must say who they are"),
        (["--host", "192.0.2.1"], "add --users FILE"),
        (["--host", "0.0.0.0", "--trust-user-header", "X-User"], "--public-name"),
        (["--users", "/nowhere/users"], "cannot be read"),
        (["--trust-user-header", "X-User", "--proxy", "the proxy"], "is no address"),
        (["--trust-user-header", "X User"], "is no name of a header"),
        (["--public-name", "http://room.example"], "is no name of a host"),
        (["--proxy", "192.0.2.1"], "--trust-user-header"),
        (["--trust-user-header", "X-User", "--as", "Roe"], "--as is for a reader alone"),
    ],
)
def test_nobody_is_let_in_unasked(inside: Run, letter_library: Path, arguments: list[str], told: str) -> None:
    ended = inside(letter_library, "serve", *arguments)
    assert ended.returncode == 2
    assert told in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_file_that_holds_no_user_lets_nobody_in_and_is_refused(
    inside: Run, letter_library: Path, tmp_path: Path
) -> None:
    (tmp_path / "users").write_text("")
    ended = inside(letter_library, "serve", "--users", str(tmp_path / "users"))
    assert ended.returncode == 2
    assert "holds no user" in ended.stderr


def test_users_are_added_with_a_password_from_standard_input(inside: Run, letter_library: Path, tmp_path: Path) -> None:
    file = tmp_path / "users"
    added = inside(
        letter_library,
        "user",
        "add",
        "Ruth Hanley",
        "--users",
        str(file),
        "--role",
        "editor",
        stdin="a long enough password\n",
    )
    assert (added.returncode, added.stdout) == (0, "added Ruth Hanley, editor\n")
    short = inside(letter_library, "user", "add", "Ruth Hanley", "--users", str(file), stdin="short\n")
    assert short.returncode == 2
    assert file.read_text("utf-8").startswith("Ruth Hanley:editor:$argon2id$")


def test_the_printed_address_opens_the_room_and_a_killed_server_leaves_the_library_whole(
    inside: Run, own_library: Path
) -> None:
    before = works(own_library)
    with opened(own_library) as (server, address):
        visitor = httpx.Client(follow_redirects=True, timeout=60, trust_env=False)
        assert "Letter From President Nixon" in visitor.get(address).text
        base = address.split("/door")[0]
        visitor.headers["origin"] = base
        sent = {
            "name": "Long",
            "pasted": "\n\n".join(f"Paragraph {n} of a long text, with words." for n in range(20_000)),
        }
        place = visitor.post(f"{base}/add", data=sent).url
        for _ in range(100):
            if "Keep it" in visitor.get(place).text:
                break
            time.sleep(0.2)
        keeping = threading.Thread(target=_quietly, args=(visitor, f"{place}/keep"))
        keeping.start()
        time.sleep(0.3)
        server.send_signal(signal.SIGKILL)
        keeping.join(60)
        visitor.close()
    time.sleep(1)
    with sqlite3.connect(own_library) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert not connection.execute("PRAGMA foreign_key_check").fetchall()
    connection.close()
    assert before <= works(own_library)
    assert inside(own_library, "who", "frus1969-76v13-d309a1", "--sentence", "8.3").returncode == 0


def _quietly(visitor: httpx.Client, place: str) -> None:
    try:
        visitor.post(place)
    except httpx.HTTPError:
        return


def works(library: Path) -> set[str]:
    connection = sqlite3.connect(library)
    found = {row[0] for row in connection.execute("SELECT id FROM works")}
    connection.close()
    return found


@pytest.mark.parametrize("asks_first", [False, True])
def test_however_many_ask_for_nothing_a_reader_is_answered_at_once(
    letter_room: tuple[str, int], asks_first: bool
) -> None:
    host, port = letter_room
    whole = f"GET /door HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode()
    with ExitStack() as open_:
        silent = [open_.enter_context(socket.create_connection(letter_room)) for _ in range(400)]
        for one in silent:
            with suppress(OSError):  # those that were silent longest are let go
                if asks_first:
                    one.sendall(whole)
                    one.recv(100)
                one.sendall(b"GET / HTTP/1.1\r\nHost: 127")
        for _ in range(3):
            assert httpx.get(f"http://{host}:{port}/", timeout=60, trust_env=False).status_code == 401


@pytest.mark.parametrize("sign", [signal.SIGHUP, signal.SIGINT, signal.SIGTERM])
def test_neither_what_ends_a_room_nor_a_request_that_makes_no_sense_in_its_middle_leaves_a_trace_of_the_program(
    letter_library: Path, sign: signal.Signals
) -> None:
    with opened(letter_library) as (server, address):
        host, port = re.findall(r"//([^:]+):(\d+)", address)[0]
        with socket.create_connection((host, int(port)), timeout=10) as asking:
            asking.sendall(
                f"POST / HTTP/1.1\r\nHost: {host}:{port}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n".encode()
            )
            assert asking.recv(100).startswith(b"HTTP/1.1 400")
        server.send_signal(sign)
        assert server.stderr
        told = server.stderr.read()
        assert "Traceback" not in told
        assert "Invalid" not in told


def test_a_form_that_makes_no_sense_writes_nothing_to_the_terminal(letter_library: Path) -> None:
    with opened(letter_library) as (server, address):
        room = re.sub(r"(//[^/]+).*", r"\1", address)
        with httpx.Client(timeout=60, trust_env=False, follow_redirects=True) as visitor:
            visitor.get(address)
            headers = {"content-type": "multipart/form-data; boundary=here", "origin": room}
            assert visitor.post(f"{room}/add", content=b"--elsewhere\r\nNo form", headers=headers).status_code == 400
        server.send_signal(signal.SIGTERM)
        assert server.stderr
        assert "boundary" not in server.stderr.read()
