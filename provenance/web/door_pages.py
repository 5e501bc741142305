"""The door: the token of this start, or a login by name; and the way out."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from provenance.web.setting import render
from provenance.web.visits import Room


async def door(request: Request) -> Response:
    """The form; the address that the terminal shows brings its token along and leads on at once."""
    room: Room = request.app.state.room
    token = request.query_params.get("token")
    where = _own_path(request.query_params.get("to"))
    if token is not None and room.doorkeeper.is_token(token):
        return _welcome(room, request, where)
    return _form(room, where, "That is not the token of this reading room." if token is not None else "")


async def enter(request: Request) -> Response:
    """The form sent: in, or the form again with a sentence on what was wrong."""
    room: Room = request.app.state.room
    form = await request.form(max_files=0, max_fields=10, max_part_size=10_000)
    where = _own_path(_text(form.get("to")))
    name = _text(form.get("name"))
    keys = (f"from {room.doorkeeper.peer(request)}", f"as {name}")
    if room.doorkeeper.has_to_wait(*keys):
        return _form(room, where, "Too many attempts. Wait a minute and try again.", 429)
    if not room.doorkeeper.asks_for_password:
        if room.doorkeeper.is_token(_text(form.get("token"))):
            return _welcome(room, request, where)
        room.doorkeeper.has_failed(*keys)
        return _form(room, where, "That is not the token of this reading room.", 403)
    user = await run_in_threadpool(room.doorkeeper.login, name, _text(form.get("password")))
    if user is None:
        room.doorkeeper.has_failed(*keys)
        return _form(room, where, "Name and password do not go together.", 403)
    response = RedirectResponse(where, 303)
    room.doorkeeper.let_in(response, request, user)
    return response


async def leave(request: Request) -> Response:
    """Log out."""
    room: Room = request.app.state.room
    response = RedirectResponse("/door", 303)
    room.doorkeeper.let_out(response)
    return response


def _welcome(room: Room, request: Request, where: str) -> Response:
    response = RedirectResponse(where, 303)
    room.doorkeeper.let_in(response, request)
    return response


def _form(room: Room, where: str, trouble: str, status: int = 200) -> Response:
    shown = {"title": "Reading room", "to": where, "trouble": trouble, "by_name": room.doorkeeper.asks_for_password}
    return HTMLResponse(render("door.html", {"style": "", "visit": None, **shown}), status)


def _own_path(where: str | None) -> str:
    """The page to go on to: one of this room's own, else the library."""
    is_own = where is not None and where.startswith("/") and not where.startswith(("//", "/\\", "/door"))
    return where if is_own and where is not None and all(sign >= " " for sign in where) else "/"


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
