"""Sentences that a reader of histories says about the record while it reads, such as that it is cut off."""

from collections.abc import Callable

Tell = Callable[[str], None]
"""Takes a sentence for the user."""


def unheard(_sentence: str) -> None:
    """Where nobody is there to be told."""
