"""Who changes the library, where nobody says so: the user of the system."""

import getpass

from provenance.text.visible import in_letters, is_seen


def system_user() -> str:
    """The name of the system's user, or that it is not known."""
    try:
        name = in_letters(" ".join(getpass.getuser().split()))
    except (OSError, KeyError, ImportError):
        name = ""
    return name if is_seen(name) else "somebody not known"
