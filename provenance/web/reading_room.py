"""The reading room put together: its addresses, its gate, and its answers to trouble."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from provenance.errors import ProvenanceError
from provenance.web import (
    adding_pages,
    compare_pages,
    copies_pages,
    door_pages,
    evidence_pages,
    history_pages,
    library_pages,
    log_pages,
    mending_pages,
    report_pages,
    review_pages,
    sentence_pages,
    work_pages,
)
from provenance.web.doorkeeper import Doorkeeper
from provenance.web.gate import Gate, TooLarge, TooSlow
from provenance.web.incidents import incident
from provenance.web.intake import Intake
from provenance.web.room_settings import RoomSettings
from provenance.web.visits import NotAllowed, Room, reading, writing

_KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_OURS = {
    "report.css": "provenance.reports",
    "report.js": "provenance.reports",
    "room.css": "provenance.web",
    "room.js": "provenance.web",
    "room.svg": "provenance.web",
}


def open_room(settings: RoomSettings) -> Starlette:
    """The application, ready for a server."""
    work = "/works/{work:name}"
    room = Room(settings, Doorkeeper(settings), Intake(settings.limits))

    @asynccontextmanager
    async def open_until_closed(_app: Starlette) -> AsyncIterator[None]:
        yield
        room.intake.close()

    app = Starlette(
        routes=[
            Route("/assets/{name}", asset),
            Route("/door", door_pages.door, methods=["GET"]),
            Route("/door", door_pages.enter, methods=["POST"]),
            Route("/leave", door_pages.leave, methods=["POST"]),
            reading("/", library_pages.library),
            reading("/works", library_pages.works),
            reading("/search", library_pages.search),
            reading("/add", adding_pages.add_form),
            writing("/add", adding_pages.add_file),
            reading("/add/{number:name}", adding_pages.look),
            writing("/add/{number:name}/keep", adding_pages.keep),
            writing("/add/{number:name}/drop", adding_pages.drop),
            reading("/copies", copies_pages.copies_form),
            writing("/copies", copies_pages.send_copies),
            reading("/copies/{number:name}", copies_pages.copies),
            reading("/copies/{number:name}/{format:name}", copies_pages.copies_file),
            reading("/review", review_pages.review),
            writing("/review", review_pages.decide),
            reading("/review/labels.jsonl", review_pages.labels),
            reading("/log", log_pages.log),
            writing("/log/undo", log_pages.undo),
            reading("/people", mending_pages.people),
            writing("/people", mending_pages.edit_person),
            reading(f"{work}/history", history_pages.history),
            reading(f"{work}/trace", history_pages.trace),
            reading(work, work_pages.work),
            reading(f"{work}/text/{{version:name}}", work_pages.text),
            reading(f"{work}/compare", compare_pages.choose),
            reading(f"{work}/compare/{{base:name}}/{{revised:name}}", compare_pages.compare),
            reading(f"{work}/readings", compare_pages.readings),
            reading(f"{work}/changes", compare_pages.changes),
            reading(f"{work}/who", sentence_pages.sentences),
            reading(f"{work}/who/{{ref:name}}", sentence_pages.sentence),
            reading(f"{work}/evidence", evidence_pages.evidence),
            reading(f"{work}/add", adding_pages.know_form),
            writing(f"{work}/claims", adding_pages.add_claim),
            writing(f"{work}/claims/withdraw", adding_pages.withdraw),
            writing(f"{work}/claims/restore", mending_pages.restore_claim),
            writing(f"{work}/versions", adding_pages.add_version),
            reading(f"{work}/mend", mending_pages.mend_form),
            writing(f"{work}/mend", mending_pages.edit_work),
            writing(f"{work}/mend/{{version:name}}", mending_pages.edit_version),
            writing(f"{work}/mend/{{version:name}}/remove", mending_pages.remove_version),
            writing(f"{work}/remove", mending_pages.remove_work),
            reading(f"{work}/reports", report_pages.reports),
            reading(f"{work}/reports/{{format:name}}", report_pages.report),
        ],
        lifespan=open_until_closed,
        middleware=[Middleware(Gate, settings=settings), Middleware(Suffix)],
        exception_handlers=dict.fromkeys(
            (ProvenanceError, NotAllowed, TooLarge, TooSlow, HTTPException, Exception), incident
        ),
    )
    app.state.room = room
    return app


def asset(request: Request) -> Response:
    """A file of the room's own."""
    name = request.path_params["name"]
    if name not in _OURS:
        return Response("There is no such file.\n", 404, media_type="text/plain")
    content = (files(_OURS[name]) / "assets" / name).read_bytes()
    kind = _KINDS[name.rsplit(".", 1)[1]]
    return Response(content, media_type=kind, headers={"Cache-Control": "no-cache"})


class Suffix:
    """Takes `.json` off the end of an address: the page it belongs to then answers with JSON."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        path = scope.get("path", "")
        if scope["type"] == "http" and path.endswith(".json") and not path.endswith("/.json"):
            scope = {**scope, "path": path.removesuffix(".json"), "as_json": True}
        await self._app(scope, receive, send)
