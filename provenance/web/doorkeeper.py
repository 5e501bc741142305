"""Who a visitor is, and what he may do: by the token of this start, by a login, or by the word of a proxy.

A session is a signed cookie that scripts cannot read and that other sites' pages do not send. Nothing is kept on the
server; a session ends after twelve hours, with a new password, or when the room is closed.
"""

import hashlib
import secrets
from collections import deque
from dataclasses import dataclass
from time import monotonic
from typing import Any

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import Response

from provenance.web.accounts import Role, User, check_password, read_users
from provenance.web.room_settings import RoomSettings

_HOURS = 12
_OWN = "token"
_WORD_OF_TOKEN = "bearer "


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who reads, or writes; his name stands in the log with what he changes."""

    name: str
    role: Role

    @property
    def may_write(self) -> bool:
        """True for an editor."""
        return self.role is Role.EDITOR


class Doorkeeper:
    """Knows visitors by their cookies, and gives new ones."""

    def __init__(self, settings: RoomSettings) -> None:
        self._settings = settings
        self._signer = URLSafeTimedSerializer(settings.secret, salt="reading room")
        self._cookie = f"provenance-{hashlib.sha256(settings.database.encode()).hexdigest()[:8]}"
        self._users: tuple[int, dict[str, User]] = (0, {})
        self._tries: dict[str, deque[float]] = {}

    @property
    def asks_for_password(self) -> bool:
        """True if visitors log in by name."""
        return self._settings.users is not None and self._settings.user_header is None

    @property
    def is_shared(self) -> bool:
        """True if there may be several visitors."""
        return self._settings.token is None

    def visitor(self, request: Request) -> Visitor | None:
        """Who makes the request; None for a stranger."""
        if self._settings.user_header is not None:
            return self._named_by_proxy(request)
        if self._settings.token is not None and self._has_token(request):
            return Visitor(self._settings.reader, Role.EDITOR)
        session = self._session(request)
        if session is None:
            return None
        if self._settings.token is not None:
            return Visitor(self._settings.reader, Role.EDITOR) if session.get("by") == _OWN else None
        user = self.users().get(str(session.get("name")))
        return Visitor(user.name, user.role) if user and session.get("by") == _mark(user) else None

    def users(self) -> dict[str, User]:
        """The users as the file has them now."""
        path = self._settings.users
        if path is None:
            return {}
        changed = path.stat().st_mtime_ns
        if self._users[0] != changed:
            self._users = (changed, read_users(path))
        return self._users[1]

    def is_token(self, given: str) -> bool:
        """True if it is the token of this start."""
        token = self._settings.token
        return token is not None and secrets.compare_digest(given.encode(), token.encode())

    def login(self, name: str, password: str) -> User | None:
        """The user whose name and password these are."""
        user = self.users().get(name)
        return user if check_password(user, password) else None

    def has_to_wait(self, *keys: str) -> bool:
        """True if one of these (an address, a name) has failed to come in too often in the last minute."""
        now, most = monotonic(), self._settings.limits.logins_a_minute
        tries = [self._tries[key] for key in keys if key in self._tries]
        return any(len(one) == most and now - one[0] < 60 for one in tries)

    def has_failed(self, *keys: str) -> None:
        """Count an attempt that failed."""
        if len(self._tries) > 10_000:
            self._tries.clear()
        for key in keys:
            self._tries.setdefault(key, deque(maxlen=self._settings.limits.logins_a_minute)).append(monotonic())

    def peer(self, request: Request) -> str:
        """The address that a request comes from; behind a proxy of ours, the one that the proxy names last."""
        host = request.client.host if request.client else "unknown"
        if self.is_shared and host in self._settings.proxies:
            return request.headers.get("x-forwarded-for", host).rsplit(",", 1)[-1].strip()
        return host

    def scheme(self, request: Request) -> str:
        """How the visitor reached the room: https where a proxy of ours says so."""
        host = request.client.host if request.client else ""
        if self.is_shared and host in self._settings.proxies and request.headers.get("x-forwarded-proto") == "https":
            return "https"
        return request.url.scheme

    def let_in(self, response: Response, request: Request, user: User | None = None) -> None:
        """Give the visitor the cookie by which he is known from now on."""
        session = {"by": _OWN} if user is None else {"name": user.name, "by": _mark(user)}
        response.set_cookie(
            self._cookie, self._signer.dumps(session), max_age=_HOURS * 3600, path="/", httponly=True,
            samesite="strict", secure=self.scheme(request) == "https",
        )  # fmt: skip

    def let_out(self, response: Response) -> None:
        """Take the cookie away."""
        response.delete_cookie(self._cookie, path="/", httponly=True, samesite="strict")

    def _named_by_proxy(self, request: Request) -> Visitor | None:
        """Whom the proxy names; its word counts only if it comes from the proxy's address and is given once."""
        if request.client is None or request.client.host not in self._settings.proxies:
            return None
        names = request.headers.getlist(self._settings.user_header or "")
        if len(names) != 1 or not names[0].strip():
            return None
        name = names[0].strip()
        user = self.users().get(name)
        return Visitor(name, user.role if user else Role.READER)

    def _has_token(self, request: Request) -> bool:
        given = request.headers.get("authorization", "")
        return given.lower().startswith(_WORD_OF_TOKEN) and self.is_token(given[len(_WORD_OF_TOKEN) :].strip())

    def _session(self, request: Request) -> dict[str, Any] | None:
        try:
            session = self._signer.loads(request.cookies.get(self._cookie, ""), max_age=_HOURS * 3600)
        except BadSignature:
            return None
        return session if isinstance(session, dict) else None


def _mark(user: User) -> str:
    """What ties a session to the password with which it began, without telling anything of it."""
    return hashlib.sha256(f"{user.name}:{user.hash}".encode()).hexdigest()[:16]
