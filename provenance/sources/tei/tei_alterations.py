"""What a transcription records of its making: alterations, each with its hand, its layer and its reach.

An alteration that puts words in (`add`, `addSpan`, a later reading) or takes them out (`del`, `delSpan`) takes effect
in a layer, and may be cancelled in a later one (`restore`, `undo`) and take effect once more (`redo`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lxml import etree

from provenance.formats.tei_vocabulary import GAP_TYPE
from provenance.model.testimony import Act

Stage = tuple[int, int]
"""The place of an alteration in the order of the work: the stage that the header lists (0: none), and its `@seq`."""


@dataclass(slots=True, eq=False)
class Alteration:
    """One recorded alteration: the element that records it, those around that speak for it too, and the stage, if told.

    `around` are the substitution or modification that it belongs to; `hand` is the hand in force by a `handShift` or by
    a reading's `@hand`, for words that were written in it. `inside` is the alteration that it stands in.
    """

    element: etree._Element
    act: Act
    around: tuple[etree._Element, ...] = ()
    stage: Stage | None = None
    hand: str | None = None
    inside: "Alteration | None" = None
    layer: int = 1
    turns: list["Turn"] = field(default_factory=list)

    @property
    def is_signed(self) -> bool:
        """True of an addition of which it is told whose it is: what others put in among its words, unsigned, may be in
        that hand, or in the one that wrote before."""
        return self.act is Act.INSERT and any(each.get("hand") for each in (self.element, *self.around))

    @property
    def is_silence(self) -> bool:
        """True if it records no change: one text has words where the other, a report of ours says, has a gap."""
        return self.element.get("type") == GAP_TYPE

    def state(self, layer: int) -> "tuple[bool, Alteration]":
        """Whether it is in force in a layer, and the alteration that made it so."""
        if layer < self.layer:
            return False, self
        found: tuple[bool, Alteration] = True, self
        for turn in self.turns:
            if turn.by.layer <= layer:
                found = turn.in_force, turn.by
        return found


@dataclass(frozen=True, slots=True)
class Turn:
    """An alteration `by` which another one is cancelled, or put in force again."""

    by: Alteration
    in_force: bool


def settle_layers(alterations: Sequence[Alteration], nested: Iterable[tuple[Alteration, ...]]) -> list[Stage]:
    """Give every alteration its layer, counted from 1; the stage of each layer, in order.

    What is given no stage takes effect in the first layer in which it can: words that were added later can be altered
    from then on, and what is struck was altered before. `nested` are all alterations that words stand in, the outermost
    first.
    """
    _join_substitutions(alterations)
    stages = sorted({one.stage for one in alterations if one.stage is not None}) or [(0, 0)]
    ranks = {stage: rank for rank, stage in enumerate(stages, 1)}
    for one in alterations:
        one.layer = max(ranks.get(one.stage, 1) if one.stage is not None else 1, _earliest(one))
    for around in set(nested):
        _strike_last(around)
    for one in alterations:
        one.turns.sort(key=lambda turn: turn.by.layer)
    return stages


def _strike_last(around: Sequence[Alteration]) -> None:
    """Let a deletion without a stage come after the alterations of the words that it strikes."""
    latest = 1
    for one in reversed(around):
        if one.act is Act.DELETE and one.stage is None:
            one.layer = max(one.layer, latest)
        latest = max(latest, one.layer)


def _earliest(one: Alteration) -> int:
    """The layer in which the words around an alteration came to be; the outer one is settled before the inner."""
    outer = one.inside
    while outer is not None and outer.act is not Act.INSERT:
        outer = outer.inside
    return outer.layer if outer is not None else 1


def _join_substitutions(alterations: Sequence[Alteration]) -> None:
    """A deletion and the addition that takes its place are one act, though `@seq` counts them one by one."""
    additions: dict[etree._Element, list[Stage]] = {}
    for one in alterations:
        if one.around and one.act is Act.INSERT and one.stage is not None:
            additions.setdefault(one.around[0], []).append(one.stage)
    for one in alterations:
        if one.around and one.act is Act.DELETE and one.stage is not None:
            mine = one.stage
            later = [s for s in additions.get(one.around[0], ()) if s > mine and s[0] == mine[0]]
            one.stage = min(later, default=mine)
