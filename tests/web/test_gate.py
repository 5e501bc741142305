"""What is let in: requests that name the room, from its own pages, of a fair size, for an address it may have."""

import socket
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from provenance.web.room_settings import Limits

HOST, TOKEN, WORK = "127.0.0.1:8765", "the-token-of-the-tests", "frus1969-76v13-d309a1"
Visitors = Callable[..., httpx.Client]


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:80", "localhost:8765.evil.example", "", "127.0.0.1:8765@evil"]
)
def test_a_forged_host_is_refused(reader: httpx.Client, host: str) -> None:
    answer = reader.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "Letter" not in answer.text


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", f"http://{HOST}.evil.example", "https://127.0.0.1", "http://127.0.0.1:9"]
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_page_of_another_site_can_neither_read_nor_write(reader: httpx.Client, origin: str, method: str) -> None:
    answer = reader.request(method, "/", headers={"origin": origin})
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers


def test_writing_needs_a_page_of_the_room(reader: httpx.Client) -> None:
    assert reader.post("/leave").status_code == 403
    assert reader.post("/leave", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert reader.post("/leave", headers={"sec-fetch-site": "same-site"}).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/../etc/passwd", "/works/..%2f..%2fetc/passwd", "/assets/..%2froom_settings.py", "/assets/%2e%2e/gate.py",
        "/works/%00", "/works/a%5c..%5cb", "/assets//etc/passwd", "/works/x%0d%0aSet-Cookie:a=b", "/assets/gate.py",
    ],
)  # fmt: skip
def test_tricks_with_paths_lead_nowhere(reader: httpx.Client, path: str) -> None:
    answer = reader.get(path)
    assert answer.status_code in {400, 404}
    assert "root:" not in answer.text
    assert "import" not in answer.text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"])
def test_other_methods_are_refused(reader: httpx.Client, method: str) -> None:
    assert reader.request(method, "/").status_code == 405


def test_a_body_too_large_is_refused_before_it_is_read(reader: httpx.Client) -> None:
    place = reader.base_url
    with socket.create_connection((place.host, place.port or 80), timeout=10) as line:
        line.sendall(f"POST /door HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: {10**12}\r\n\r\nto=/".encode())
        assert b" 4" in line.recv(1000).split(b"\r\n")[0]


def test_a_body_that_lies_about_its_size_is_cut_off(letter_library: Path, visitor_of: Visitors) -> None:
    client = visitor_of(letter_library, limits=Limits(upload_bytes=1000))
    sent = {"origin": f"http://{HOST}", "content-type": "application/x-www-form-urlencoded"}
    pieces = (b"a=" + b"x" * 500 for _ in range(10))
    answer = client.post("/door", content=pieces, headers=sent)
    assert answer.status_code in {400, 413}


@pytest.mark.parametrize("least", [0, 10**9])
def test_a_body_that_stands_still_or_only_drips_is_waited_for_no_longer(
    letter_library: Path, visitor_of: Visitors, least: int
) -> None:
    pause = 0.0 if least else 0.05
    client = visitor_of(letter_library, limits=Limits(pause_seconds=pause or 0.01, least_bytes_a_second=least))
    place = client.base_url
    with socket.create_connection((place.host, place.port or 80), timeout=10) as line:
        line.sendall(
            f"POST /door HTTP/1.1\r\nHost: {HOST}\r\nOrigin: http://{HOST}\r\nContent-Length: 1000\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n\r\nto=/".encode()
        )
        assert b" 408" in line.recv(1000).split(b"\r\n")[0]


@pytest.mark.parametrize("path", ["/", f"/works/{WORK}", "/nothing", "/door", "/assets/room.css"])
def test_every_answer_carries_the_headers_that_keep_it_safe(reader: httpx.Client, path: str) -> None:
    answer = reader.get(path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_no_page_has_script_or_style_in_its_markup(reader: httpx.Client) -> None:
    for path in ("/", f"/works/{WORK}", f"/works/{WORK}/compare/reconstructed-draft/final", f"/works/{WORK}/who/8.3"):
        page = reader.get(path).text
        assert " style=" not in page
        assert " onclick=" not in page
        assert page.count("<script") == page.count('<script src="/assets/')


def test_the_token_may_come_in_a_header(letter_library: Path, visitor_of: Visitors) -> None:
    client = visitor_of(letter_library, enters=False)
    assert client.get("/works.json", headers={"accept": "application/json"}).status_code == 401
    assert client.get("/works.json", headers={"authorization": f"Bearer {TOKEN}"}).json()["works"]
    wrong = {"authorization": "Bearer wrong", "accept": "application/json"}
    assert client.get("/works.json", headers=wrong).status_code == 401
