"""The states of a transcription: which strokes stand in a version, in which order, and how a version is written out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from provenance.model.spans import Block
from provenance.model.testimony import Act
from provenance.sources.settled_blocks import settle_blocks
from provenance.sources.tei.tei_alterations import Alteration
from provenance.sources.tei.tei_draft_walk import RUNNING
from provenance.sources.tei.tei_events import Score, Stroke, Written, runs_of, write_out
from provenance.sources.tei.tei_recording import Entry, Found, Transposition
from provenance.sources.tei.tei_walk import BeyondMeasure
from provenance.sources.tei.tei_witnesses import Carrier, Choices

_MOST_WRITTEN = 10_000_000
"""So many passages are written out in all versions together; the witnesses of Leaves of Grass (1855) have 123,000."""
Moved = Mapping[Stroke, tuple[int, Alteration]]
"""The strokes of passages that change places in a step, with the number of the passage and what records the move."""


@dataclass(slots=True)
class State:
    """A version as it was written out, its blocks, and its layer, counted from 0."""

    written: Written
    blocks: tuple[Block, ...]
    layer: int


class States:
    """All states that a walk found, written out once for all the witnesses that read the same."""

    def __init__(self, score: Score, found: Found) -> None:
        """Bring the entries that are attached from afar to their places."""
        self.strokes, self.places = attach(score.strokes, found)
        self._paper = score.paper
        self._transpositions: list[Transposition] = []
        self._moving: set[int] = set()
        for one in found.transpositions:
            if self._fits(one, found.warnings):
                self._transpositions.append(one)
        self._turning = {turn.by for one in found.alterations for turn in one.turns}
        self._turning |= {one.alteration for one in self._transpositions}
        self._by_name = any(stroke.wit for stroke in self.strokes)
        self._parts = runs_of(self.strokes, self._paper) if found.entries else list(self.strokes)
        self._settled: dict[str, tuple[Block, ...]] = {}
        self._made: dict[tuple[int, tuple[int, ...], str | None], State] = {}

    def of(self, carrier: Carrier, choices: Choices, layers: int, apart: bool) -> list[State]:
        """The states of a witness in their order; where it is one of several, without those that differ in nothing."""
        states: list[State] = []
        for layer in range(max(layers + 1, choices.layers(carrier))):
            state = self._state(layer, choices.at(carrier, layer), carrier.siglum if self._by_name else None)
            if apart and states and state.written.standing == states[-1].written.standing:
                states.pop()
            states.append(state)
        return states

    def alters(self, one: Alteration) -> bool:
        """True if an alteration changes a text: a restoration or a turn does so by another, a move if it fits."""
        return one.act is not Act.MOVE or one in self._turning

    def moved(self, base: State, revised: State) -> Moved:
        """The passages that change places in a step; one that was altered within moves piece by piece."""
        old, new, pieces = base.written.places, revised.written.places, 0
        moved: dict[Stroke, tuple[int, Alteration]] = {}
        for one in self._transpositions:
            if one.alteration.state(base.layer)[0] == one.alteration.state(revised.layer)[0]:
                continue
            for key in one.order:
                pieces += 1
                for stroke in self.strokes[slice(*self.places[key])]:
                    if stroke in old and stroke in new:
                        moved[stroke] = pieces, one.alteration
                    elif stroke.words:
                        pieces += 1
        return moved

    def _state(self, layer: int, choices: tuple[int, ...], siglum: str | None) -> State:
        key = layer, choices, siglum
        if key not in self._made:
            if len(self._made) * len(self._parts) > _MOST_WRITTEN:
                told = f"{len(self._parts):,} passages for more than {len(self._made):,} witnesses that read otherwise"
                raise BeyondMeasure(f"it has {told}, too many to lay side by side; keep fewer of them in one file")
            written = write_out(self._order(layer), lambda stroke: stands(stroke, layer, choices), siglum, self._paper)
            if written.text not in self._settled:
                self._settled[written.text] = settle_blocks(written.text, written.blocks)
            written.put_away()
            self._made[key] = State(written, self._settled[written.text], layer)
        return self._made[key]

    def _order(self, layer: int) -> Iterator[Stroke | Written]:
        """The strokes in the order of a layer, the passages that have changed places by then in their new ones."""
        instead: dict[int, tuple[int, int]] = {}
        for one in self._transpositions:
            if one.alteration.state(layer)[0]:
                slots = sorted(self.places[key] for key in one.order)
                instead |= {slot[0]: self.places[key] for slot, key in zip(slots, one.order, strict=True)}
        if not instead:
            yield from self._parts
            return
        ends = dict(self.places[key] for one in self._transpositions for key in one.order)
        at = 0
        for start in sorted(instead):
            yield from self.strokes[at:start]
            yield from self.strokes[slice(*instead[start])]
            at = ends[start]
        yield from self.strokes[at:]

    def _fits(self, one: Transposition, warnings: list[str]) -> bool:
        """True if the passages are there and stand apart from each other and from those of other transpositions."""
        line = one.alteration.element.sourceline
        missing = next((key for key in one.order if key not in self.places), None)
        if missing is not None or len(one.order) < 2:
            warnings.append(
                f"line {line}: a transposition of {missing or 'nothing'!r}, which is not in the text, is left out"
            )
            return False
        taken = [n for key in one.order for n in range(*self.places[key])]
        if len(set(taken)) < len(taken) or not self._moving.isdisjoint(taken):
            warnings.append(f"line {line}: a transposition of passages that lie in one another is left out")
            return False
        self._moving.update(taken)
        return True


def stands(stroke: Stroke, layer: int, choices: Sequence[int]) -> bool:
    """True if a stroke stands in the version of a layer with these readings."""
    for entry, reading in stroke.choices:
        if choices[entry] != reading:
            return False
    for one in stroke.alterations:
        if one.act is not Act.MOVE and one.state(layer)[0] is (one.act is Act.DELETE):
            return False
    return True


def attach(strokes: Sequence[Stroke], found: Found) -> tuple[list[Stroke], dict[str, tuple[int, int]]]:
    """The strokes with the readings of entries that are attached from afar brought to their places, and where each id
    begins and ends among them."""
    coming: dict[int, list[tuple[int, int]]] = {}
    away: set[int] = set()
    instead: dict[Stroke, list[tuple[int, int]]] = {}
    reached = 0
    for number, entry in enumerate(found.entries):
        if entry.ends is None:
            continue
        away.update(range(*entry.strokes))
        place = _place(entry, found)
        if place is not None:
            coming.setdefault(place[0], []).append(entry.strokes)
            if (reached := reached + place[1] - place[0]) > _MOST_WRITTEN:
                raise BeyondMeasure("too many entries of its apparatus reach over each other's places; part the file")
            for stroke in strokes[slice(*place)]:
                if not stroke.is_block:
                    instead.setdefault(stroke, []).append((number, RUNNING))
    for stroke, readings in instead.items():
        stroke.choices = (*stroke.choices, *readings)
    return _rearranged(strokes, coming, away, found.places)


def _place(entry: Entry, found: Found) -> tuple[int, int] | None:
    """Where an entry is attached: from the beginning of its first end to the end of its last."""
    first, last = (found.places.get(key) for key in entry.ends or ("", ""))
    if first is None or last is None or first[0] > last[1]:
        found.warnings.append(
            f"line {entry.element.sourceline}: the apparatus entry from {' to '.join(map(repr, entry.ends or ()))} "
            "has no place in the text; its readings are left out"
        )
        return None
    return first[0], last[1]


def _rearranged(
    strokes: Sequence[Stroke],
    coming: Mapping[int, Sequence[tuple[int, int]]],
    away: set[int],
    places: Mapping[str, tuple[int, int]],
) -> tuple[list[Stroke], dict[str, tuple[int, int]]]:
    if not away:
        return list(strokes), dict(places)
    ordered: list[Stroke] = []
    shifted: list[int] = []
    for at in range(len(strokes) + 1):
        for chunk in coming.get(at, ()):
            ordered += strokes[slice(*chunk)]
        shifted.append(len(ordered))
        if at < len(strokes) and at not in away:
            ordered.append(strokes[at])
    return ordered, {key: (shifted[start], shifted[end]) for key, (start, end) in places.items()}
