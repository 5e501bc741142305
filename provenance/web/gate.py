"""What stands before every page: which requests are let in at all, and the headers that every answer carries.

The rules follow the OWASP guidance on DNS rebinding and on cross-site requests: a request must name a host that the
room answers to; whatever writes must come from the room's own pages (Origin, or Sec-Fetch-Site where a browser sends
no Origin) or carry the token in its Authorization header, which no browser adds by itself; no body may be larger
than what is announced and allowed; and none may stand still on its way.
"""

from asyncio import wait_for
from time import monotonic

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from provenance.web.room_settings import RoomSettings

_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
_READING = {"GET", "HEAD"}
_KNOWN = {*_READING, "POST"}


class TooLarge(Exception):
    """A body that is larger than what may be sent."""


class TooSlow(Exception):
    """A body that does not go on, or only drop by drop."""


class Gate:
    """Lets in what may come in, and puts the safety headers on every answer."""

    def __init__(self, app: ASGIApp, settings: RoomSettings) -> None:
        self._app, self._settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        sending = _with_headers(send)
        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, sending)
            return
        await self._app(scope, self._limited(receive), sending)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        """Why the request is not let in; None if it is."""
        headers = Headers(scope=scope)
        if headers.getlist("host") != [host := headers.get("host", "")] or host.lower() not in self._settings.hosts:
            return _refused(421, "This reading room does not answer to that name.")
        if scope["method"] not in _KNOWN:
            return _refused(405, "Only reading (GET) and sending (POST) are possible here.")
        if _is_odd(scope):
            return _refused(400, "That address is not one of this reading room.")
        if not self._is_own(scope["method"], headers, host.lower()):
            return _refused(403, "The request comes from a page of another site and was refused.")
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self._settings.limits.upload_bytes:
            return _refused(413, f"At most {self._settings.limits.upload_bytes:,} bytes can be sent at once.")
        return None

    def _is_own(self, method: str, headers: Headers, host: str) -> bool:
        """True if no page of another site can have made the request, or it only opens a page."""
        origin = headers.get("origin")
        if origin is not None:
            return origin.lower() in {f"http://{host}", f"https://{host}"}
        if method in _READING:
            return True
        return headers.get("sec-fetch-site") == "same-origin" or "authorization" in headers

    def _limited(self, receive: Receive) -> Receive:
        """The same body, cut off when it is longer than it may be, whatever its headers say, or slower."""
        limits, since = self._settings.limits, monotonic()
        got, is_whole = 0, False

        async def counted() -> Message:
            nonlocal got, is_whole
            if is_whole:
                return await receive()
            try:
                message = await wait_for(receive(), limits.pause_seconds)
            except TimeoutError:
                raise TooSlow from None
            got += len(message.get("body", b""))
            is_whole = not message.get("more_body", False)
            if got > limits.upload_bytes:
                raise TooLarge
            if got < (monotonic() - since - limits.pause_seconds) * limits.least_bytes_a_second:
                raise TooSlow
            return message

        return counted


def _is_odd(scope: Scope) -> bool:
    """True for an address with parts that no page of ours has: a step upwards, a backslash, a control character."""
    path = scope["path"]
    steps = path.split("/")
    return ".." in steps or "." in steps or "\\" in path or any(ord(sign) < 0x20 or sign == "\x7f" for sign in path)


def _refused(status: int, sentence: str) -> PlainTextResponse:
    return PlainTextResponse(f"{sentence}\n", status)


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Content-Security-Policy", _POLICY)
        await send(message)

    return sending


def policy_with(style_hashes: list[str]) -> str:
    """The policy for a page that has style of its own, known by its hash; its scripts stay files of ours."""
    return _POLICY.replace("style-src 'self'", " ".join(["style-src 'self'", *(f"'{one}'" for one in style_hashes)]))
