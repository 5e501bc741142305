"""What is answered when something goes wrong: a sentence and a number, never a path or a trace.

What is behind the number is written to standard error, where whoever runs the room finds it.
"""

import re
import secrets
import sys
import traceback
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from provenance.errors import AlreadyDecided, BrokenPromise, NotFound, ProvenanceError, StoreTrouble
from provenance.store.dialects import shown_place
from provenance.text.visible import one_line
from provenance.web.gate import TooLarge, TooSlow
from provenance.web.setting import render
from provenance.web.visits import NotAllowed, Room

_COMMAND = re.compile(r"[;,] (?:run |use )?`provenance [^`]*`[^;]*$")
_OPTION = re.compile(r"(?<!\S)--(?=[a-z])")
_NAMES_A_FILE = re.compile(r"\S+:|[^:]*\.\w+:")
"""How a sentence begins that is about a file; its name stays as it is written."""
_PATH = re.compile(r"(?<![\w/])(?:/[^\s/:;,“”'\"]+){2,}|[A-Za-z]:\\\S+")
_SENTENCES = {
    401: "Log in first.",
    403: "You may read here, but not change anything.",
    404: "There is no such page.",
    408: "What was sent did not come to its end in time.",
    405: "Only reading (GET) and sending (POST) are possible here.",
    413: "That is more than can be sent at once.",
}


def incident(request: Request, error: Exception) -> Response:
    """The answer to any trouble."""
    status, sentence = _told(request, error)
    number = secrets.token_hex(4)
    if status >= 500:
        sys.stderr.write(f"incident {number}: {request.method} {request.url.path}\n")
        if isinstance(error, ProvenanceError) and not isinstance(error, BrokenPromise):
            sys.stderr.write(f"provenance: {one_line(str(error))}\n")
        else:
            traceback.print_exception(error, file=sys.stderr)
    accept = request.headers.get("accept", "")
    if request.scope.get("as_json") or ("application/json" in accept and "text/html" not in accept):
        return JSONResponse({"error": sentence, "incident": number}, status)
    shown = {"title": "Not possible", "style": "", "visit": None, "sentence": sentence, "incident": number}
    return HTMLResponse(render("trouble.html", {**shown, "status": status}), status)


def _told(request: Request, error: Exception) -> tuple[int, str]:
    if isinstance(error, NotAllowed):
        return 403, _SENTENCES[403]
    if isinstance(error, TooLarge):
        return 413, _SENTENCES[413]
    if isinstance(error, TooSlow):
        return 408, _SENTENCES[408]
    if isinstance(error, HTTPException):
        return error.status_code, _SENTENCES.get(error.status_code, "That request cannot be answered.")
    if isinstance(error, NotFound):
        return 404, cleaned(str(error), request)
    if isinstance(error, AlreadyDecided):
        return 409, cleaned(str(error), request)
    if isinstance(error, StoreTrouble):
        return 503, cleaned(str(error), request)
    if isinstance(error, ProvenanceError) and not isinstance(error, BrokenPromise):
        return 400, cleaned(str(error), request)
    return 500, "This is our fault, not yours. Tell whoever runs this reading room the number below."


def cleaned(message: str, request: Request) -> str:
    """The sentence without places of this machine and without commands and options, which are the terminal's."""
    room: Room = request.app.state.room
    database = room.settings.database
    for place in dict.fromkeys((database, shown_place(database), str(Path(database).absolute()))):
        message = message.replace(place, "the library")
    sentence = _OPTION.sub("", _PATH.sub("a file", _COMMAND.sub("", message))).strip()
    if not _NAMES_A_FILE.match(sentence):
        sentence = sentence[:1].upper() + sentence[1:]
    return f"{sentence}{'' if sentence.endswith(('.', '?', '!')) else '.'}"
