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
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

PROGRAM = str(Path(sys.executable).parent / "provenance")


def run(library: Path, *arguments: str, stdin: str = "") -> Any:
    environment = {**os.environ, "PROVENANCE_DB": str(library), "COLUMNS": "80"}
    return subprocess.run(
        [PROGRAM, *arguments], env=environment, input=stdin, capture_output=True, text=True, timeout=120, check=False
    )


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
    ],
)
def test_nobody_is_let_in_unasked(letter_library: Path, arguments: list[str], told: str) -> None:
    ended = run(letter_library, "serve", *arguments)
    assert ended.returncode == 2
    assert told in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_file_that_holds_no_user_lets_nobody_in_and_is_refused(letter_library: Path, tmp_path: Path) -> None:
    (tmp_path / "users").write_text("")
    ended = run(letter_library, "serve", "--users", str(tmp_path / "users"))
    assert ended.returncode == 2
    assert "holds no user" in ended.stderr


def test_users_are_added_with_a_password_from_standard_input(letter_library: Path, tmp_path: Path) -> None:
    file = tmp_path / "users"
    added = run(
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
    short = run(letter_library, "user", "add", "Ruth Hanley", "--users", str(file), stdin="short\n")
    assert short.returncode == 2
    assert file.read_text("utf-8").startswith("Ruth Hanley:editor:$argon2id$")


def test_the_printed_address_opens_the_room_and_a_killed_server_leaves_the_library_whole(own_library: Path) -> None:
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
    assert run(own_library, "who", "frus1969-76v13-d309a1", "--sentence", "8.3").returncode == 0


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


def test_whoever_asks_for_nothing_is_let_go_and_others_are_answered_then(own_library: Path) -> None:
    with opened(own_library) as (_, address):
        host, port = re.findall(r"//([^:]+):(\d+)", address)[0]
        silent = [socket.create_connection((host, int(port))) for _ in range(220)]
        for one in silent:
            one.sendall(b"GET / HTTP/1.1\r\nHost: 127")
        answers = []
        for _ in range(60):
            answers.append(httpx.get(f"http://{host}:{port}/", timeout=60, trust_env=False).status_code)
            if answers[-1] == 401:
                break
            time.sleep(0.5)
        assert answers[-1] == 401, answers
        for one in silent:
            one.close()


@pytest.mark.parametrize("sign", [signal.SIGHUP, signal.SIGINT, signal.SIGTERM])
def test_whatever_signal_ends_a_room_leaves_no_trace_of_the_program(own_library: Path, sign: signal.Signals) -> None:
    with opened(own_library) as (server, _):
        server.send_signal(sign)
        assert server.stderr
        assert "Traceback" not in server.stderr.read()


def test_a_request_that_makes_no_sense_in_its_middle_leaves_no_trace_of_the_program(own_library: Path) -> None:
    with opened(own_library) as (server, address):
        host, port = re.findall(r"//([^:]+):(\d+)", address)[0]
        with socket.create_connection((host, int(port)), timeout=10) as asking:
            asking.sendall(
                f"POST / HTTP/1.1\r\nHost: {host}:{port}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n".encode()
            )
            assert asking.recv(100).startswith(b"HTTP/1.1 400")
        time.sleep(0.5)
        server.send_signal(signal.SIGINT)
        assert server.stderr
        assert "Traceback" not in server.stderr.read()
