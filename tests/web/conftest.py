"""A reading room for the tests: asked without a network, or served to a real browser; one of each for a module."""

import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("uvicorn", reason="the reading room is not installed: pip install '.[serve]'")

import httpx

from provenance import pipeline
from provenance.web.reading_room import open_room
from provenance.web.room_settings import RoomSettings

LETTER = Path(__file__).parents[2] / "data" / "examples" / "frus1969-76v13-d309.txt"
WORK = "frus1969-76v13-d309a1"
HOST = "127.0.0.1:8765"
TOKEN = "the-token-of-the-tests"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
Visitors = Callable[..., httpx.Client]


@pytest.fixture(scope="session")
def letter_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the letter; not to be written to."""
    path = tmp_path_factory.mktemp("room") / "letter.db"
    pipeline.initialise(str(path), [LETTER])
    return path


@pytest.fixture
def own_library(letter_library: Path, tmp_path: Path) -> Path:
    """A copy of it that may be written to."""
    copy = tmp_path / "own.db"
    shutil.copy(letter_library, copy)
    return copy


def settings_for(library: Path, **more: Any) -> RoomSettings:
    """The settings of a room with a token, unless something else is given."""
    given = {"database": str(library), "hosts": frozenset({HOST}), "reader": "R. Hanley"}
    if not {"users", "user_header"} & set(more):
        given["token"] = TOKEN
    return RoomSettings(**{**given, **more})


class Served:
    """A reading room that a browser can go to."""

    def __init__(self, library: Path, **more: Any) -> None:
        import uvicorn

        self.library = library
        self.visits: list[Any] = []
        self._listening = listening = socket.create_server(("127.0.0.1", 0))
        self.base = f"http://127.0.0.1:{listening.getsockname()[1]}"
        hosts = frozenset({HOST, self.base.removeprefix("http://")})
        app = open_room(settings_for(library, **{"hosts": hosts, **more}))
        config = uvicorn.Config(app, log_level="error", lifespan="on", ws="none")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([listening],), daemon=True)
        self._thread.start()

    def visitor(self, *, enters: bool = True) -> httpx.Client:
        """Somebody who asks without a browser, and has come in if he `enters` with the token."""
        asks = {"host": HOST, "accept": "text/html,*/*"}
        made = httpx.Client(base_url=self.base, headers=asks, timeout=120, follow_redirects=True, trust_env=False)
        if enters:
            made.get(f"/door?token={TOKEN}", follow_redirects=False)
            assert made.cookies
        return made

    def close(self) -> None:
        """Send the browsers home, then close the room: a page left open would still ask for what it lacks."""
        for visit in self.visits:
            visit.close()
        self._server.should_exit = True
        self._thread.join(10)
        self._listening.close()


@pytest.fixture(scope="module")
def served(letter_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The room of the letter, served; the visits of a module share it and its library."""
    copy = tmp_path_factory.mktemp("served") / "library.db"
    shutil.copy(letter_library, copy)
    room = Served(copy)
    yield room
    room.close()


@pytest.fixture(scope="module")
def reader(letter_library: Path) -> Iterator[httpx.Client]:
    """Somebody who reads in the room of the letter."""
    room = Served(letter_library)
    made = room.visitor()
    yield made
    made.close()
    room.close()


@pytest.fixture
def visitor_of() -> Iterator[Visitors]:
    """Makes a visitor of a room of its own: visitor_of(library, enters=…, settings…)."""
    rooms: list[Served] = []
    visitors: list[httpx.Client] = []

    def visitor_of(library: Path, *, enters: bool = True, **more: Any) -> httpx.Client:
        rooms.append(Served(library, **more))
        visitors.append(rooms[-1].visitor(enters=enters))
        return visitors[-1]

    yield visitor_of
    for visitor in visitors:
        visitor.close()
    for room in rooms:
        room.close()


@pytest.fixture
def editor(own_library: Path, visitor_of: Visitors) -> httpx.Client:
    """Somebody who may write, in a library of his own."""
    made = visitor_of(own_library)
    made.headers["origin"] = f"http://{HOST}"
    return made


@pytest.fixture
def own_room(own_library: Path) -> Iterator[Served]:
    """A room whose library may be changed."""
    room = Served(own_library)
    yield room
    room.close()


@pytest.fixture
def serve() -> Iterator[Callable[[Path], Served]]:
    """Serves a library."""
    rooms: list[Served] = []

    def serve(library: Path) -> Served:
        rooms.append(Served(library))
        return rooms[-1]

    yield serve
    for room in rooms:
        room.close()


@pytest.fixture
def empty_room(tmp_path: Path) -> Iterator[Served]:
    """A room whose library holds nothing yet."""
    pipeline.initialise(str(tmp_path / "empty.db"), [])
    room = Served(tmp_path / "empty.db")
    yield room
    room.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, started once."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install '.[test]'")
    if CHROMIUM is None:
        pytest.skip("needs Debian's chromium: apt-get install chromium")
    with playwright.sync_playwright() as running:
        started = running.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def enter(browser: Any, served: Served) -> Iterator[Callable[..., Any]]:
    """Comes in with the token; at the end no page may have complained, nor asked anything of another place."""
    troubles: list[str] = []
    contexts: list[Any] = []

    def enter(path: str = "/", width: int = 1300, height: int = 900, room: Served | None = None, **more: Any) -> Any:
        visited = room or served
        place = visited.base
        context = browser.new_context(viewport={"width": width, "height": height}, **more)
        context.set_default_timeout(15_000)
        contexts.append(context)
        visited.visits.append(context)
        page = context.new_page()
        page.on("console", lambda message: troubles.append(message.text))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("request", lambda one: None if one.url.startswith(place) else troubles.append(one.url))
        page.goto(f"{place}/door?token={TOKEN}")
        page.goto(place + path)
        return page

    yield enter
    for context in contexts:
        context.close()
    assert troubles == []
