"""The reading room run by a server on this machine."""

import logging
import signal
import socket
import threading
import webbrowser
from asyncio import TimerHandle, Transport
from typing import ClassVar

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from provenance.errors import UnreadableInput
from provenance.web.reading_room import open_room
from provenance.web.room_settings import RoomSettings

_SECONDS_TO_ASK = 15
_MOST_SILENT = 100


class _Patient(H11Protocol):
    """A visitor's connection: whoever does not ask in time is let go, and so is one whose request makes no sense.

    Of those that ask for nothing, before their first request or after one, only so many are kept: the one that has been
    silent longest makes room for the next. So silent ones, however many, never shut out a reader, who asks at once.
    """

    _silent: ClassVar[dict["_Patient", TimerHandle]] = {}

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._wait_no_more()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        """Take what was sent; it may be a request."""
        before = self.cycle
        super().handle_events()
        if self.cycle is not before:
            self._wait_no_more()

    def on_response_complete(self) -> None:
        """Begin to wait for the next request, which may have come already."""
        self._wait()
        super().on_response_complete()

    def _wait(self) -> None:
        self._wait_no_more()
        self._silent[self] = self.loop.call_later(_SECONDS_TO_ASK, self._let_go)
        if len(self._silent) > _MOST_SILENT:
            next(iter(self._silent))._let_go()

    def _wait_no_more(self) -> None:
        if (timer := self._silent.pop(self, None)) is not None:
            timer.cancel()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP; whoever is at work on its beginning already has nobody to answer any more."""
        if self.cycle is not None:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        super().send_400_response(msg)

    def _let_go(self) -> None:
        self._wait_no_more()
        self.transport.close()


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there; UnreadableInput if the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise UnreadableInput(f"{host}:{port} cannot be used ({error.strerror}); choose another --port") from error
    return listening


def run(settings: RoomSettings, listening: socket.socket, open_at: str | None) -> None:
    """Answer until somebody ends it, or closes the terminal from which it was begun."""
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, lambda *_: signal.raise_signal(signal.SIGTERM))
    if open_at is not None:
        threading.Timer(0.5, webbrowser.open, [open_at]).start()
    logging.getLogger("python_multipart").addHandler(logging.NullHandler())
    config = uvicorn.Config(
        open_room(settings),
        http=_Patient,
        log_level="error",  # what a visitor sends wrongly is told to him, not to the terminal
        access_log=False,
        server_header=False,
        proxy_headers=False,
        h11_max_incomplete_event_size=64 * 1024,
        timeout_keep_alive=10,
        limit_concurrency=_MOST_SILENT + 200,
        timeout_graceful_shutdown=5,
    )
    uvicorn.Server(config).run([listening])
