"""Who comes in, and what he may do: by token, by name and password, or by the word of a proxy."""

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from provenance.web.accounts import Role, add_user
from provenance.web.room_settings import Limits

HOST = "127.0.0.1:8765"
OWN = {"origin": f"http://{HOST}"}
PASSWORD = "a long enough password"
Visitors = Callable[..., httpx.Client]


@pytest.fixture
def users(tmp_path: Path) -> Path:
    file = tmp_path / "users"
    add_user(file, "Ruth Hanley", Role.EDITOR, PASSWORD)
    add_user(file, "A. Reader", Role.READER, PASSWORD)
    return file


@pytest.fixture
def shared(letter_library: Path, users: Path, visitor_of: Visitors) -> httpx.Client:
    return visitor_of(letter_library, enters=False, users=users)


def log_in(client: httpx.Client, name: str, password: str = PASSWORD, to: str = "/") -> int:
    sent = {"name": name, "password": password, "to": to}
    return client.post("/door", data=sent, headers=OWN, follow_redirects=False).status_code


def test_a_stranger_is_sent_to_the_door_and_then_where_he_wanted(shared: httpx.Client) -> None:
    sent = shared.get("/works/frus1969-76v13-d309a1/who/8.3", follow_redirects=False)
    assert sent.status_code == 303
    assert sent.headers["location"] == "/door?to=%2Fworks%2Ffrus1969-76v13-d309a1%2Fwho%2F8.3"
    assert log_in(shared, "Ruth Hanley") == 303
    assert shared.get("/works/frus1969-76v13-d309a1/who/8.3").status_code == 200


@pytest.mark.parametrize(
    ("name", "password"), [("Ruth Hanley", "wrong"), ("nobody", PASSWORD), ("", ""), ("Ruth Hanley", "")]
)
def test_a_wrong_password_does_not_let_in(shared: httpx.Client, name: str, password: str) -> None:
    assert log_in(shared, name, password) == 403
    assert shared.get("/", follow_redirects=False).status_code == 303


def test_who_tries_too_often_has_to_wait(letter_library: Path, users: Path, visitor_of: Visitors) -> None:
    client = visitor_of(letter_library, enters=False, users=users, limits=Limits(logins_a_minute=3))
    assert [log_in(client, "Ruth Hanley", "wrong") for _ in range(3)] == [403, 403, 403]
    assert log_in(client, "Ruth Hanley") == 429


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "/\\evil.example", "/door?to=/door", "x"])
def test_the_door_leads_nowhere_else(shared: httpx.Client, to: str) -> None:
    sent = shared.post(
        "/door", data={"name": "Ruth Hanley", "password": PASSWORD, "to": to}, headers=OWN, follow_redirects=False
    )
    assert sent.headers["location"] == "/"


def test_the_cookie_is_kept_from_scripts_and_from_other_sites(shared: httpx.Client) -> None:
    sent = shared.post("/door", data={"name": "Ruth Hanley", "password": PASSWORD}, headers=OWN, follow_redirects=False)
    cookie = sent.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_a_forged_or_old_session_is_nobody_s(shared: httpx.Client, users: Path) -> None:
    assert log_in(shared, "A. Reader") == 303
    [name] = shared.cookies.keys()
    good = shared.cookies[name]
    shared.cookies.set(name, good[:-2] + ("aa" if good[-2:] != "aa" else "bb"))
    assert shared.get("/", follow_redirects=False).status_code == 303
    shared.cookies.clear()
    assert log_in(shared, "A. Reader") == 303
    add_user(users, "A. Reader", Role.READER, "another long password")
    assert shared.get("/", follow_redirects=False).status_code == 303


def test_logging_out_ends_the_visit(shared: httpx.Client) -> None:
    log_in(shared, "Ruth Hanley")
    assert shared.post("/leave", headers=OWN, follow_redirects=False).status_code == 303
    assert shared.get("/", follow_redirects=False).status_code == 303


def test_behind_a_proxy_that_speaks_https_addresses_and_cookies_do_so_too(shared: httpx.Client) -> None:
    sent = {"name": "Ruth Hanley", "password": PASSWORD}
    secure = OWN | {"x-forwarded-proto": "https"}
    cookie = shared.post("/door", data=sent, headers=secure, follow_redirects=False).headers["set-cookie"]
    assert "secure" in cookie.lower()
    log_in(shared, "Ruth Hanley")
    page = shared.get("/works/frus1969-76v13-d309a1/who/8.3", headers={"x-forwarded-proto": "https"}).text
    assert "https://127.0.0.1:8765/works/frus1969-76v13-d309a1/who/8.3" in page


def test_a_proxy_names_the_visitor(letter_library: Path, users: Path, visitor_of: Visitors) -> None:
    client = visitor_of(letter_library, enters=False, user_header="X-Remote-User", users=users)
    assert client.get("/", follow_redirects=False).status_code == 303
    assert client.get("/", headers={"x-remote-user": "A. Reader"}).status_code == 200


def test_the_word_of_anybody_else_does_not_count(letter_library: Path, visitor_of: Visitors) -> None:
    client = visitor_of(letter_library, enters=False, user_header="X-Remote-User", proxies=frozenset({"10.9.9.9"}))
    assert client.get("/", headers={"x-remote-user": "Ruth Hanley"}, follow_redirects=False).status_code == 303


def test_who_follows_a_link_from_elsewhere_comes_in_with_his_cookie(shared: httpx.Client) -> None:
    sent = shared.get("/works/a%22b", headers={"sec-fetch-site": "cross-site"}, follow_redirects=False)
    assert sent.status_code == 200
    assert 'http-equiv="refresh"' in sent.text
    assert 'a"b' not in sent.text
