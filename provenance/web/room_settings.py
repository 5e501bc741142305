"""What a reading room is opened with: its library, the names it answers to, who may come in, and its limits."""

import secrets
from dataclasses import dataclass, field
from pathlib import Path

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a visitor may send, how slowly, and how long and with how much memory a file may be read."""

    upload_bytes: int = 64 * MEGABYTE
    form_bytes: int = 2 * MEGABYTE
    reading_seconds: int = 120
    reading_bytes: int = 3 * 1024 * MEGABYTE
    logins_a_minute: int = 5
    pause_seconds: float = 15
    least_bytes_a_second: int = 1000


@dataclass(frozen=True, slots=True)
class RoomSettings:
    """A reading room.

    `hosts` are the values of the Host header that it answers to, port included; any other is refused, so that no
    name that somebody points at this machine can read from it. One of three kinds of entry holds: `token`, for the
    one user of this machine, who is called `reader`; `users`, a file of names and hashes; or `user_header`, set by
    a proxy whose address is among `proxies`.
    """

    database: str
    hosts: frozenset[str]
    token: str | None = None
    reader: str = "the reader"
    users: Path | None = None
    user_header: str | None = None
    proxies: frozenset[str] = frozenset({"127.0.0.1", "::1"})
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    limits: Limits = Limits()

    def __post_init__(self) -> None:
        if not (self.token or self.users or self.user_header):
            raise ValueError("a reading room needs a token, a file of users, or a proxy that names them")
        if not self.hosts:
            raise ValueError("a reading room needs at least one name to answer to")
