"""Works, the witnesses that carry them, and the versions of their text."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from provenance.model.spans import PICTURE, Block, Milestone, MilestoneKind


class Standing(StrEnum):
    """Whether a version is on paper before us or was made by us from testimony."""

    EXTANT = "extant"
    RECONSTRUCTED = "reconstructed"


NOT_READ = "not read: "
"""What the remark on a version begins with that tells what its file holds and the reader cannot read."""


@dataclass(frozen=True, slots=True)
class Work:
    """A letter, memorandum or file that went through drafts.

    `id` is unique in a library and made from the source ("frus1969-76v13-d309a1"); `source` is the citation.
    `order` is the place of the work among the works of one source.
    """

    id: str
    title: str
    source: str
    date: str | None = None
    url: str | None = None
    order: int = 0


@dataclass(frozen=True, slots=True)
class Witness:
    """What carries a text (TEI `witness`): a printed page, a typescript, a docx, a commit.

    `siglum` is the letter by which an apparatus calls it. A witness that is `seen` lies before us and `sha256`
    (hex, of the file's bytes) says which file; one that is not seen is only attested, by the words
    `attested_by` of a source, and has no text.
    """

    id: str
    work: str
    siglum: str
    title: str
    source: str
    seen: bool
    sha256: str | None = None
    attested_by: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A place of a version where its witness says nothing, or is lost (TEI `gap`, lacuna): unknown, never a deletion.

    `at` is the place in the version's text; `reason` says in a few words why nothing is known ("not cited here").
    """

    at: int
    reason: str


@dataclass(frozen=True, slots=True)
class Version:
    """One state of a work's text.

    `text` is stored as it stands and never altered; `blocks` and `milestones` are places in it. `authors` are
    canonical names, several = jointly, none = not known. `date` is ISO 8601, as exact as the source is
    ("1971-08", "--08-03" where a note gives day and month alone), or None. `parents` are version ids; several
    mean that layers were joined. `witness` is the id of what carries it; for a reconstruction, of the lost
    witness that it stands for, if any. `method` says what was done to reconstruct it (None if extant). `gaps` are
    places at which it is not known what it read.
    """

    id: str
    work: str
    label: str
    text: str
    standing: Standing
    blocks: tuple[Block, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    authors: tuple[str, ...] = ()
    date: str | None = None
    parents: tuple[str, ...] = ()
    witness: str | None = None
    method: str | None = None
    comment: str | None = None
    gaps: tuple[Gap, ...] = ()

    def __post_init__(self) -> None:
        if (self.standing is Standing.RECONSTRUCTED) != (self.method is not None):
            raise ValueError(f"version {self.id}: a reconstructed version, and no other, says how it was made")

    @property
    def sha256(self) -> str:
        """The hash of the text in UTF-8, hex: by it anyone can verify which text is meant."""
        return _hash_of(self.text)

    @property
    def pictures(self) -> tuple[tuple[int, str], ...]:
        """The place where each page begins of which there is a picture, and its address as the source gives it."""
        told = (mark for mark in self.milestones if mark.kind is MilestoneKind.LAYOUT)
        return tuple((m.at, m.label.removeprefix(PICTURE)) for m in told if m.label.startswith(PICTURE))

    @property
    def outline(self) -> "Outline":
        """All but the text."""
        return Outline(
            self.id,
            self.work,
            self.label,
            self.standing,
            self.authors,
            self.date,
            self.parents,
            self.sha256,
            self.method,
            self.witness,
            self.comment,
        )


@dataclass(frozen=True, slots=True)
class Step:
    """A version and one made from it (PROV Revision), by their ids."""

    base: str
    revised: str


@dataclass(frozen=True, slots=True)
class Outline:
    """A version without its text: enough to list it, choose it and follow its parents."""

    id: str
    work: str
    label: str
    standing: Standing
    authors: tuple[str, ...]
    date: str | None
    parents: tuple[str, ...]
    sha256: str
    method: str | None = None
    witness: str | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Removed:
    """A version that was taken out of a library, and the label of the one that was made from it and stays."""

    label: str
    authors: tuple[str, ...]
    followed_by: str


@dataclass(frozen=True, slots=True)
class Holding:
    """A work as a library holds it: its versions, parents first, without their texts, and its witnesses.

    A parent that is not among the versions was made, but its words are not known.
    """

    work: Work
    versions: tuple[Outline, ...]
    witnesses: tuple[Witness, ...] = ()


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Words found: sentence `ref` of the version called `label`, its `text`, and the labels of all that have it."""

    work: str
    version: str
    label: str
    ref: str | None
    text: str
    labels: tuple[str, ...]


@lru_cache(maxsize=16)
def _hash_of(text: str) -> str:
    """The hash of a text, kept for those that are asked for again and again."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
