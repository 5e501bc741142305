"""`provenance serve`: the library in a browser."""

import os
import re
import secrets
from contextlib import closing
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from provenance.commands.output import notice
from provenance.commands.parameters import DEFAULT_DATABASE, Database
from provenance.errors import UnreadableInput

if TYPE_CHECKING:
    from provenance.web.room_settings import RoomSettings

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def serve(
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 for any that is free.")] = 8765,
    host: Annotated[str, typer.Option("--host", help="The address to listen on; default: this machine alone.")] = (
        "127.0.0.1"
    ),
    open_it: Annotated[bool, typer.Option("--open", help="Open the reading room in the browser.")] = False,
    users: Annotated[
        Path | None, typer.Option("--users", metavar="FILE", help="Who may log in; `provenance user add` writes it.")
    ] = None,
    trust_user_header: Annotated[
        str | None,
        typer.Option("--trust-user-header", metavar="NAME", help="The header in which a proxy names the visitor."),
    ] = None,
    proxy: Annotated[
        list[str] | None,
        typer.Option("--proxy", metavar="ADDRESS", help="Where that proxy calls from; default: this machine."),
    ] = None,
    public_name: Annotated[
        list[str] | None,
        typer.Option("--public-name", metavar="NAME[:PORT]", help="A name by which visitors reach it; repeat."),
    ] = None,
    reader: Annotated[
        str | None, typer.Option("--as", metavar="NAME", help="Whose name stands in the log; default: your login name.")
    ] = None,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Open the library in a browser, for you alone; or for an office, with --users or behind a proxy.

    Without --users or --trust-user-header it listens on this machine alone, and whoever comes in needs the token in
    the address that is printed.
    """
    from provenance.store.library import open_library

    open_library(db).close()
    try:
        from provenance.web.serving import listen, run
    except ModuleNotFoundError as missing:
        raise UnreadableInput(
            f"the reading room needs {missing.name}, which is not installed: pip install 'draft-provenance[serve]'"
        ) from missing
    shared = users is not None or trust_user_header is not None
    if host not in _LOOPBACK and not shared:
        raise UnreadableInput(
            f"--host {host} lets others in, so somebody must say who they are: "
            "add --users FILE, or --trust-user-header NAME behind a proxy"
        )
    if host in {"0.0.0.0", "::"} and not public_name:
        raise UnreadableInput(f"--host {host} needs --public-name, the name that visitors type; any other is refused")
    if proxy and trust_user_header is None:
        raise UnreadableInput("--proxy says whose --trust-user-header is believed; give that too, or leave it out")
    if reader is not None and shared:
        raise UnreadableInput("--as is for a reader alone; with --users or a proxy each visitor has a name of his own")
    with closing(listen(host, port)) as listening:
        port = listening.getsockname()[1]
        settings = _settings(db, host, port, users, trust_user_header, proxy, public_name, reader)
        address = _address(host, port, public_name)
        where = f"{address}/door?token={settings.token}" if settings.token else f"{address}/"
        notice(f"The reading room is open at {where}")
        notice("Press Ctrl-C to close it.")
        run(settings, listening, where if open_it else None)


def _settings(
    db: str,
    host: str,
    port: int,
    users: Path | None,
    header: str | None,
    proxies: list[str] | None,
    names: list[str] | None,
    reader: str | None,
) -> "RoomSettings":
    """What the options ask for."""
    from provenance.web.accounts import read_users
    from provenance.web.room_settings import RoomSettings

    own = {f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]")} if host in _LOOPBACK else set()
    own |= {f"{name}:80".removesuffix(":80") for name in ("127.0.0.1", "localhost")} if port == 80 else set()
    wide = set() if host in _LOOPBACK | {"0.0.0.0", "::"} else {f"[{host}]:{port}" if ":" in host else f"{host}:{port}"}
    given = {name.lower() for name in names or ()}
    given |= {f"{name}:{port}" for name in given if ":" not in name}
    for name in given:
        if not re.fullmatch(r"[a-z0-9.-]+(?::\d{1,5})?|\[[0-9a-f:.]+\](?::\d{1,5})?", name):
            raise UnreadableInput(
                f"--public-name {name!r} is no name of a host; give it as visitors type it, without http://"
            )
    for proxy in proxies or ():
        try:
            ip_address(proxy)
        except ValueError:
            raise UnreadableInput(f"--proxy {proxy!r} is no address; give the proxy's, such as 192.0.2.1") from None
    if header is not None and not re.fullmatch(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+", header):
        raise UnreadableInput(f"--trust-user-header {header!r} is no name of a header; it is one word, such as X-User")
    if users is not None and not read_users(users) and header is None:
        raise UnreadableInput(f"{users}: holds no user, so nobody could come in; `provenance user add` adds one")
    return RoomSettings(
        database=db,
        hosts=frozenset(own | wide | given),
        token=None if users is not None or header is not None else secrets.token_urlsafe(24),
        reader=reader or _login_name(),
        users=users,
        user_header=header,
        proxies=frozenset(proxies or ("127.0.0.1", "::1")),
    )


def _login_name() -> str:
    return os.environ.get("USER") or os.environ.get("USERNAME") or "the reader"


def _address(host: str, port: int, names: list[str] | None) -> str:
    name = names[0] if names and host not in _LOOPBACK else f"{f'[{host}]' if ':' in host else host}:{port}"
    return f"http://{name}"
