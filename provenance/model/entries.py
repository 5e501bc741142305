"""The log of a library: who changed what in it, when and why."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One change of the library (PROV Activity).

    `what` says in a few words what was done, `work` to which work (None: to several, or to a person), `by` whom and
    `reason` why, as he gave it; `at` is the moment in UTC, ISO 8601. An entry that was `undone` has been taken back by
    a later one, which `undoes` it. `hash` covers the entry and, through the one before, the whole log up to it.
    """

    id: str
    what: str
    work: str | None
    by: str
    at: str
    reason: str | None = None
    undone: bool = False
    undoes: str | None = None
    hash: str = ""
