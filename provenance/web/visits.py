"""A visit to a page: what is asked for, by whom; and the answer, as a page or as the JSON of the command line.

A page is a function of a `Visit` that gives an answer. It runs in a thread of its own, so that nobody waits for
another one's text. Every page asks for a visitor; one that writes asks for an editor and a POST.
"""

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from provenance.errors import UnreadableInput
from provenance.text.digits import number_in
from provenance.web.doorkeeper import Doorkeeper, Visitor
from provenance.web.gate import policy_with
from provenance.web.intake import Intake
from provenance.web.page_addresses import address
from provenance.web.remembering import Remembered
from provenance.web.room_settings import RoomSettings
from provenance.web.setting import render


@dataclass(frozen=True, slots=True)
class Room:
    """What every page may use: the settings, the doorkeeper, and the files that are being read."""

    settings: RoomSettings
    doorkeeper: Doorkeeper
    intake: Intake
    remembered: Remembered = field(default_factory=Remembered)


@dataclass(frozen=True)
class Visit:
    """One request for a page."""

    room: Room
    request: Request
    visitor: Visitor
    names: Mapping[str, str]
    form: FormData | None = None

    @property
    def database(self) -> str:
        """The library's place, as the pipeline wants it."""
        return self.room.settings.database

    @property
    def base(self) -> str:
        """The room's address as the visitor knows it, without a stroke at its end."""
        return f"{self.room.doorkeeper.scheme(self.request)}://{self.request.url.netloc}"

    @cached_property
    def wants_json(self) -> bool:
        """True if the address ends in .json, or the visitor accepts JSON and no page."""
        accepted = self.request.headers.get("accept", "")
        return bool(self.request.scope.get("as_json")) or (
            "application/json" in accepted and "text/html" not in accepted
        )

    def name(self, key: str) -> str:
        """A name out of the address."""
        return self.names[key]

    def asked(self, key: str) -> str | None:
        """What was asked for behind the question mark, or filled into a form; None if it is empty.

        UnreadableInput if several things are, of which all but one would be passed over.
        """
        values = tuple(dict.fromkeys(self.asked_all(key)))
        if len(values) > 1:
            raise UnreadableInput(f"“{key}” is given {len(values)} times; give it once")
        return values[0] if values else None

    def asked_number(self, key: str, least: int) -> int | None:
        """The same where it is a whole number; UnreadableInput if it is none, or less than `least`."""
        value = self.asked(key)
        if value is None:
            return None
        number = number_in(value)
        if number is None or number < least:
            raise UnreadableInput(f"“{key}” must be a number from {least} on, not {value!r:.40}")
        return number

    def asked_all(self, key: str) -> tuple[str, ...]:
        """Everything that was chosen under one name."""
        source = self.form if self.form is not None else self.request.query_params
        return tuple(value.strip() for value in source.getlist(key) if isinstance(value, str) and value.strip())

    def needed(self, key: str, what: str) -> str:
        """The same where nothing can be done without it."""
        value = self.asked(key)
        if value is None:
            raise UnreadableInput(f"{what} is missing; fill it in")
        return value

    def uploads(self, key: str) -> list[UploadFile]:
        """Every file that was sent under one name."""
        sent = self.form.getlist(key) if self.form is not None else []
        return [one for one in sent if isinstance(one, UploadFile) and one.filename]

    def upload(self, key: str) -> UploadFile | None:
        """A file that was sent, if there is one with anything in it."""
        value = self.form.get(key) if self.form is not None else None
        return value if isinstance(value, UploadFile) and value.filename else None


class Answer(Protocol):
    """What a page gives."""

    def respond(self, visit: Visit) -> Response:
        """The answer as it is sent."""
        ...


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its template and what is shown in it; `json` gives the same for programs, under the name of a command.

    `style` are rules of this page alone; they are let in by their hash.
    """

    template: str
    title: str
    shown: dict[str, Any] = field(default_factory=dict)
    json: tuple[str, Callable[[], Mapping[str, Any]]] | None = None
    style: str = ""
    status: int = 200
    refresh: int | None = None

    def respond(self, visit: Visit) -> Response:
        """As JSON if that is wanted and there is any, else as a page."""
        if visit.wants_json and self.json is not None:
            return as_json(self.json[0], self.json[1](), self.status)
        context = {"title": self.title, "style": self.style, "visit": visit, **self.shown}
        response = HTMLResponse(render(self.template, context), self.status)
        if self.style:
            response.headers["Content-Security-Policy"] = policy_with([hash_of(self.style)])
        if self.refresh is not None:
            response.headers["Refresh"] = str(self.refresh)
        return response


@dataclass(frozen=True, slots=True)
class Forward:
    """Another page to go to, after something was done or looked up; what is to be `told` of it is told first.

    `json` is what the command prints that does the same.
    """

    to: str
    told: Sequence[str] = ()
    json: tuple[str, Mapping[str, Any]] | None = None

    def respond(self, visit: Visit) -> Response:
        """See other, or a page with what is told and the way on."""
        if visit.wants_json and self.json is not None:
            return as_json(*self.json)
        if self.told:
            return Page("done.html", "Done", {"told": self.told, "to": self.to}).respond(visit)
        return RedirectResponse(self.to, 303)


@dataclass(frozen=True, slots=True)
class Download:
    """A file to keep."""

    name: str
    kind: str
    content: bytes

    def respond(self, visit: Visit) -> Response:
        """The file under its name."""
        plain = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_.") else "_" for sign in self.name)
        named = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(self.name, safe='')}"
        return Response(self.content, media_type=self.kind, headers={"Content-Disposition": named})


def as_json(command: str, payload: Mapping[str, Any], status: int = 200) -> Response:
    """The JSON that the command prints."""
    from provenance.reports.public_json import dump

    content = f"{dump(command, payload)}\n".encode("utf-8", "replace")
    return Response(content, status, media_type="application/json")


def hash_of(style: str) -> str:
    """A style sheet's hash as a Content-Security-Policy names it."""
    import hashlib
    from base64 import b64encode

    return f"sha256-{b64encode(hashlib.sha256(style.encode()).digest()).decode()}"


Handler = Callable[[Visit], Answer]


def reading(path: str, handler: Handler) -> Route:
    """A page that is read."""
    return Route(path, _endpoint(handler, writes=False), methods=["GET"], name=handler.__name__)


def writing(path: str, handler: Handler) -> Route:
    """A form that is sent."""
    return Route(path, _endpoint(handler, writes=True), methods=["POST"], name=handler.__name__)


def _endpoint(handler: Handler, *, writes: bool) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        room: Room = request.app.state.room
        visitor = await run_in_threadpool(room.doorkeeper.visitor, request)
        if visitor is None:
            return _sent_to_the_door(room, request)
        if writes and not visitor.may_write:
            raise NotAllowed
        if not writes:
            visit = Visit(room, request, visitor, request.path_params)
            return await run_in_threadpool(lambda: handler(visit).respond(visit))
        async with request.form(max_files=24, max_fields=200, max_part_size=room.settings.limits.form_bytes) as form:
            sent = Visit(room, request, visitor, request.path_params, form)
            return await run_in_threadpool(lambda: handler(sent).respond(sent))

    return endpoint


class NotAllowed(Exception):
    """A reader tried what only an editor may do."""


def _sent_to_the_door(room: Room, request: Request) -> Response:
    """The door for a stranger. Whoever followed a link from elsewhere comes once more from here, with his cookie."""
    where = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    if request.headers.get("sec-fetch-site") == "cross-site" and request.method == "GET":
        again = html.escape(where, quote=True)
        return HTMLResponse(
            f'<!doctype html><html lang="en"><title>Reading room</title>'
            f'<meta http-equiv="refresh" content="0; url={again}"><p><a href="{again}">Open the page</a></p></html>'
        )
    if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
        return RedirectResponse(address("door", to=where if where != "/" else None), 303)
    return Response("Log in first.\n", 401, media_type="text/plain")


def file_name(work: str, ending: str) -> str:
    """A name for a file about a work."""
    return f"{Path(work.replace('/', '_')).name or 'work'}{ending}"
