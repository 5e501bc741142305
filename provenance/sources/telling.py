"""Sentences that a reader says about what it reads: that a history is cut off, or that a part was not read."""

from collections.abc import Callable

from provenance.model.receipts import Received

Tell = Callable[[str], None]
"""Takes a sentence for the user."""


def unheard(_sentence: str) -> None:
    """Where nobody is there to be told."""


def told_by(received: Received, tell: Tell) -> Received:
    """What was received, its warnings told with the file's name before them."""
    for warning in received.warnings:
        tell(f"{received.name}: {warning}")
    return received
