"""What a reader of files hands over: everything that one file holds, not yet stored."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from provenance.model.testimony import Mark, Note, Person
from provenance.model.versions import Version, Witness, Work

NUMBERS = "how paragraphs are numbered"
"""The kind of things beside the words of a file that new paragraphs change too: it counts where all words are the same,
between files of which both tell it."""


@dataclass(frozen=True, slots=True)
class ReceivedWork:
    """A work as one file gives it: its witnesses, its versions in order, its notes and recorded changes."""

    work: Work
    witnesses: tuple[Witness, ...]
    versions: tuple[Version, ...]
    notes: tuple[Note, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Received:
    """Everything read from one file: works, persons named in it, and warnings on what was odd in it.

    `name` is the file's name as given; `sha256` (hex) that of its bytes, by which the same file is known again. `data`
    are the bytes of a Word file, kept so that a report can be written into it; of other files there are none. `beside`
    gives, when it is asked, the kinds of things in the file that are no words ("comments"), each with one hash of all;
    None where none is told. `volume` is the id of the volume that the file is, or is a part of, where it gives one.
    """

    name: str
    sha256: str
    works: tuple[ReceivedWork, ...]
    people: tuple[Person, ...] = ()
    warnings: tuple[str, ...] = ()
    data: bytes = field(default=b"", compare=False, repr=False)
    beside: Callable[[], tuple[tuple[str, str], ...]] | None = field(default=None, compare=False, repr=False)
    volume: str | None = None


def known_to(received: Received, people: Sequence[Person]) -> Received:
    """What was received, with the persons whom its reader knows beside those named in it."""
    return replace(received, people=(*received.people, *people))


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of a file: the ids of works that are new, that got further versions, that were there already.

    `revisions` counts what is new of a file read revision by revision (None: it was read as a document), `kind` is the
    kind of history that it was read as.
    """

    new: tuple[str, ...] = ()
    extended: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    revisions: int | None = None
    kind: str | None = None
