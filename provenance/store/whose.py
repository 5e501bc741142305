"""Who changes the library, where nobody says so: the user of the system."""

import getpass


def system_user() -> str:
    """The name of the system's user, or that it is not known."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "somebody not known"
