"""What differs between two versions: edits to the letter, gathered into changes as a reader would see them."""

from dataclasses import dataclass
from enum import StrEnum

from provenance.model.spans import Span


class ChangeKind(StrEnum):
    """What sort of change it is (TEI `add`, `del`, `subst`, `transpose`; orthographic: letters, not words)."""

    INSERTION = "insertion"
    DELETION = "deletion"
    SUBSTITUTION = "substitution"
    TRANSPOSITION = "transposition"
    ORTHOGRAPHIC = "orthographic"


RECORDED = "recorded"
"""How the engine of a comparison is called that the source itself records."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Words at a place in one version (TEI `rdg`), without the white space around them."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters `base` of the base text give way to `text`, which stands at `revised` in the revised text.

    White space included: applying the edits of a comparison gives the revised text to the letter.
    """

    base: Span
    revised: Span
    text: str

    def __post_init__(self) -> None:
        if len(self.revised) != len(self.text):
            raise ValueError("an edit's text is as long as the place that it takes")


@dataclass(frozen=True, slots=True)
class Change:
    """One change as a reader sees it: the words `before` in the base, the words `after` in the revised text.

    `edits` are the exact operations (one as a rule; two for a transposition: out here, in there). `inner` are
    the finer edits inside a substitution or a moved passage that was also reworded, for display only.
    """

    id: str
    kind: ChangeKind
    before: Reading | None
    after: Reading | None
    edits: tuple[Edit, ...]
    inner: tuple[Edit, ...] = ()

    def __post_init__(self) -> None:
        if self.before is None and self.after is None:
            raise ValueError(f"change {self.id} has words neither before nor after")
        if not self.edits:
            raise ValueError(f"change {self.id} has no edit")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every change from version `base` to version `revised` (ids), in the order of the revised text.

    `engine` names what computed it, with its version, so that it can be repeated. `unknown` are edits of which nobody
    can say that they are changes, because one of the two versions has a gap there: they belong to the replay, and no
    answer tells them as changes.
    """

    base: str
    revised: str
    changes: tuple[Change, ...]
    engine: str
    unknown: tuple[Edit, ...] = ()

    @property
    def is_recorded(self) -> bool:
        """True if the source itself records the changes of this step, as far as it records any."""
        return self.engine.startswith(RECORDED)
