"""The reading room on a PostgreSQL server: read, add, undo; a server that is away, and back."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from provenance import pipeline

HOST = "127.0.0.1:8765"
LETTER = Path(__file__).parents[2] / "data" / "examples" / "frus1969-76v13-d309.txt"
WORK = "/works/frus1969-76v13-d309a1"


@pytest.fixture
def place(server: Any) -> Iterator[str]:
    """A library with the letter on the server."""
    with server.copied("empty") as made:
        pipeline.initialise(made, [LETTER])
        yield made


@pytest.fixture
def editor(place: str, visitor_of: Callable[..., httpx.Client]) -> httpx.Client:
    """Somebody who may write in the room of that library."""
    made = visitor_of(place)
    made.headers["origin"] = f"http://{HOST}"
    return made


def test_what_is_sent_is_read_in_a_process_of_its_own_kept_found_and_undone(editor: httpx.Client) -> None:
    assert "already explained" in editor.get(WORK).text
    sent = editor.post("/add", data={"pasted": "The zeppelin rises.\n\nWe stay.", "name": "Balloon"})
    for _ in range(200):
        if "is being read" not in editor.get(sent.url).text:
            break
        time.sleep(0.1)
    assert "Balloon" in editor.post(f"{sent.url}/keep").text
    assert "Balloon" in editor.get("/", params={"words": "zeppelin"}).text
    assert editor.get("/log").status_code == 200


def test_a_server_that_is_away_is_told_and_work_goes_on_when_it_is_back(
    editor: httpx.Client, server: Any, place: str
) -> None:
    name = place.split("?")[0].rsplit("/", 1)[1]
    assert editor.get(WORK).status_code == 200
    server.ask("postgres", f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    server.ask("postgres", f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
    away = editor.get("/")
    assert away.status_code == 503
    assert "cannot be reached" in away.text
    assert str(server.folder) not in away.text
    server.ask("postgres", f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    assert editor.get(WORK).status_code == 200
