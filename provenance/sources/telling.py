"""Sentences that a reader says about what it reads: that a history is cut off, or that a part was not read."""

from collections.abc import Callable, Iterable
from pathlib import Path

from provenance.model.receipts import Received
from provenance.text.visible import in_letters

Tell = Callable[[str], None]
"""Takes a sentence for the user."""


def unheard(_sentence: str) -> None:
    """Where nobody is there to be told."""


def told_by(received: Received, tell: Tell) -> Received:
    """What was received, its warnings told with the file's name before them."""
    for warning in received.warnings:
        tell(f"{received.name}: {warning}")
    return received


def tell_of_links(folder: Path, files: Iterable[Path], tell: Tell) -> None:
    """Tell which files of a folder are links that lead out of it: what was read may be no part of what was given."""
    inside = folder.resolve()
    out = [(file, place) for file in files if not (place := file.resolve()).is_relative_to(inside)]
    if not out:
        return
    named = ", ".join(f"{in_letters(file.name)} (to {in_letters(place)})" for file, place in out[:3])
    more = f" and {len(out) - 3} more" if len(out) > 3 else ""
    what = "is a link that leads" if len(out) == 1 else "are links that lead"
    tell(f"{folder}: {named}{more} {what} out of the folder, and what stands there was read")
