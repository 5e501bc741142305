"""Histories of many revisions: what each one said, who is recorded as its author, and what cannot be seen any more."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Revision:
    """One recorded state of a text in a history of many.

    `id` is unique in its history. `text` is None where the revision is known to have been made but its words are
    hidden or lost: a gap, not an omission. `parents` are ids; None means that it follows the revision before it, ()
    that it follows nothing. `authors` are those whom the record names, several = jointly, none = not known. `date` is
    ISO 8601 as recorded.
    """

    id: str
    text: str | None
    parents: tuple[str, ...] | None = None
    authors: tuple[str, ...] = ()
    date: str | None = None
    comment: str | None = None

    def __post_init__(self) -> None:
        if not self.id:
            raise ValueError("a revision needs an id")
        if self.parents is not None and self.id in self.parents:
            raise ValueError(f"revision {self.id} cannot be its own parent")
