"""The users of a shared reading room: a text file of one line a user, `name:role:hash`, passwords hashed by argon2.

The file can be read and mended by hand; a line that begins with # is a remark. A user without a hash cannot log in
here, but may be let in by a proxy.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from provenance.errors import UnreadableInput
from provenance.reports.result_file import put_in_place


class Role(StrEnum):
    """What a visitor may do: read, or also write."""

    READER = "reader"
    EDITOR = "editor"


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may come in."""

    name: str
    role: Role
    hash: str = ""


_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash("nobody has this password")
_LARGEST = 8 * 1024 * 1024
"""How many bytes a file of users may have."""

SHORTEST = 12
"""How many signs a password has at least (NIST SP 800-63B asks for 8, advises 15 where it stands alone)."""


def read_users(path: Path) -> dict[str, User]:
    """The users by name; UnreadableInput names the line that is wrong."""
    try:
        if path.exists() and not path.is_file():
            raise UnreadableInput(f"{path}: this is no ordinary file; name another")
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            raise UnreadableInput(f"{path}: too long for a file of users; check the name")
        lines = data.decode("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise UnreadableInput(f"{path}: is not UTF-8, as a file of users is; name another") from error
    except OSError as error:
        raise UnreadableInput(f"{path}: the file of users cannot be read; `provenance user add` makes one") from error
    found: dict[str, User] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = line.split(":", 2)
        if len(parts) != 3 or not parts[0].strip() or parts[1] not in set(Role):
            raise UnreadableInput(f"{path}, line {number}: should read name:reader:hash or name:editor:hash")
        if parts[0] in found:
            raise UnreadableInput(f"{path}, line {number}: {parts[0]} stands there already; keep one of the two lines")
        found[parts[0]] = User(parts[0], Role(parts[1]), parts[2].strip())
    return found


def add_user(path: Path, name: str, role: Role, password: str | None) -> bool:
    """Write a user into the file, in the place of one of the same name; True if the name is new. Without a password
    the user can come in only through a proxy."""
    if not name.strip() or ":" in name or name.startswith("#") or any(ord(sign) < 0x20 for sign in name):
        raise UnreadableInput(
            f"{name!r} cannot be a user's name: it is empty, begins with #, or has a colon or a line break in it"
        )
    if password is not None and len(password) < SHORTEST:
        raise UnreadableInput(f"the password is too short; use at least {SHORTEST} signs")
    try:
        user = User(name, role, _HASHER.hash(password) if password is not None else "")
    except UnicodeEncodeError:
        raise UnreadableInput("the password is not UTF-8; write it in UTF-8") from None
    try:
        with _one_at_a_time(path.absolute().parent):
            users = read_users(path) if path.exists() else {}
            is_new = name not in users
            users[name] = user
            _write(path, "".join(f"{user.name}:{user.role}:{user.hash}\n" for user in users.values()))
            return is_new
    except OSError as error:
        raise UnreadableInput(f"{path}: cannot be written ({error.strerror}); choose another place") from error


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Let nobody else add a user in this folder meanwhile, where folders can be locked."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(ImportError, OSError):
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _write(path: Path, content: str) -> None:
    """The file as a whole or not at all: a new one for its owner's eyes only, an old one with the mode that it has.

    Through a link what it leads to is written; what is protected against writing is left alone.
    """
    path = path.resolve()
    if path.exists() and not path.stat().st_mode & 0o222:
        raise UnreadableInput(f"{path}: is protected against writing; let it be written, or choose another place")
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    half = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(content)
        put_in_place(half, path, mode=0o600)
    finally:
        half.unlink(missing_ok=True)


def check_password(user: User | None, password: str) -> bool:
    """True if it is the user's password. It takes as long for a name that does not exist as for one that does."""
    try:
        _HASHER.verify(user.hash if user and user.hash else _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return user is not None and bool(user.hash)
