"""Changes of punctuation, capitals or spaces alone, set aside for whoever asks not to see them."""

import re
from collections.abc import Callable
from dataclasses import replace

from provenance.errors import UnreadableInput
from provenance.model.attributions import Apparatus, Attribution
from provenance.model.changes import ChangeKind, Reading

_FORGETTING: dict[str, Callable[[str], str]] = {
    "punctuation": lambda text: re.sub(r"[^\w\s]|_", "", text),
    "case": str.casefold,
    "space": lambda text: re.sub(r"\s+", "", text),
}


def ignoring(apparatus: Apparatus, kinds: str) -> Apparatus:
    """The apparatus with changes of these kinds alone ("punctuation,case") told as orthographic, which is not listed.

    Raises UnreadableInput where a kind is not known.
    """
    names = [kind.strip() for kind in kinds.split(",")]
    for name in names:
        if name not in _FORGETTING:
            raise UnreadableInput(f"--ignore does not know {name!r}; there are {', '.join(_FORGETTING)}")
    attributions = tuple(_told(attribution, names) for attribution in apparatus.attributions)
    return replace(apparatus, attributions=attributions)


def _told(attribution: Attribution, names: list[str]) -> Attribution:
    change = attribution.change
    if change.kind is ChangeKind.TRANSPOSITION or _forget(change.before, names) != _forget(change.after, names):
        return attribution
    return replace(attribution, change=replace(change, kind=ChangeKind.ORTHOGRAPHIC))


def _forget(reading: Reading | None, names: list[str]) -> str:
    text = reading.text if reading else ""
    for name in names:
        text = _FORGETTING[name](text)
    return text.strip()
