"""Who changes the library, where nobody says so: the user of the system."""

import getpass

from provenance.attribution.naming import is_nobody
from provenance.errors import UnreadableInput
from provenance.text.visible import in_letters, is_seen


def signed(by: str | None) -> str:
    """The name that stands in the log: the one that is given, or that of the system's user.

    UnreadableInput if it is written in the place of a name where there is none.
    """
    if not by:
        return system_user()
    if is_nobody(by):
        raise UnreadableInput(f"{by!r} is no name of a person; say who makes this change")
    return by


def system_user() -> str:
    """The name of the system's user, or that it is not known."""
    try:
        name = in_letters(" ".join(getpass.getuser().split()))
    except (OSError, KeyError, ImportError):
        name = ""
    return name if is_seen(name) else "somebody not known"
