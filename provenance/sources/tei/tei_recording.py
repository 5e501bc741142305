"""What a walk through a transcription records of its changes: alterations, spans, what cancels or repeats them, and
which of them are one act.

Changes may be told apart from the words that they change: a span ends at a mark that follows, an `undo` points back, a
`substJoin` makes one substitution of a deletion and an addition, `@next` and `@prev` make one act of several pieces.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from lxml import etree

from provenance.model.testimony import Act
from provenance.sources.harmless_xml import attribute, local
from provenance.sources.tei.tei_alterations import Alteration, Stage, Turn
from provenance.sources.tei.tei_events import Score, Stroke
from provenance.sources.tei.tei_pointers import pointed
from provenance.text.digits import number_in

_MOST_SPANS = 200
_MOST_SPEAKERS = 8
_TELLING = ("hand", "change", "seq", "cert", "resp", "when")


@dataclass(slots=True, eq=False)
class Entry:
    """An entry of the apparatus: its readings, and, where it is attached from afar, the ids of its two ends."""

    element: etree._Element
    readings: tuple[etree._Element, ...]
    ends: tuple[str, str] | None = None
    strokes: tuple[int, int] = (0, 0)


@dataclass(slots=True, eq=False)
class Transposition:
    """Passages that changed places: the ids in the order in which they come to stand."""

    alteration: Alteration
    order: tuple[str, ...]


@dataclass(slots=True)
class Found:
    """What a walk met: alterations in order, entries of the apparatus, transpositions, and where ids begin and end."""

    alterations: list[Alteration] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    transpositions: list[Transposition] = field(default_factory=list)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _OpenSpan:
    """A span that has no end yet: its first stroke, and the alterations and the hand in which it was begun."""

    alteration: Alteration
    start: int
    within: tuple[Alteration, ...]
    hand: str | None

    def take(self, stroke: Stroke) -> None:
        """Let words belong to the span, inside of what it was begun in; a hand that wrote before does not reach in."""
        around = stroke.alterations
        shared = sum(takewhile(bool, (one is other for one, other in zip(self.within, around, strict=False))))
        stroke.alterations = (*around[:shared], self.alteration, *around[shared:])
        if self.alteration.is_signed and stroke.hand == self.hand:
            stroke.hand = None


class Recording:
    """The changes met so far. `around` are the substitutions that speak for what is met next, `restoring` what lets
    deletions stand again, `superseded` the stage in which a reading gave way, `ends` the places where spans may end."""

    def __init__(self, stages: Mapping[str, int], score: Score) -> None:
        """Begin with nothing; `stages` gives the order of the stages by their ids."""
        self.found = Found()
        self.around: tuple[etree._Element, ...] = ()
        self.restoring: Alteration | None = None
        self.superseded: Stage | None = None
        self.ends: frozenset[str] = frozenset()
        self._stages, self._score = stages, score
        self._spans: dict[str, list[_OpenSpan]] = {}
        self._by_id: dict[str, Alteration] = {}
        self._turns: list[Alteration] = []
        self._joins: list[etree._Element] = []

    @property
    def inmost(self) -> Alteration | None:
        """The alteration that stands nearest around what is written now."""
        return self._score.alterations[-1] if self._score.alterations else None

    def new(self, element: etree._Element, act: Act) -> Alteration:
        """An alteration that the element records."""
        alteration = self._made(element, act)
        self.found.alterations.append(alteration)
        if (key := attribute(element, "id")) is not None:
            self._by_id.setdefault(key, alteration)
        return alteration

    def turn(self, element: etree._Element) -> None:
        """An alteration that is cancelled (`undo`) or made once more (`redo`)."""
        self._turns.append(self._made(element, Act.MOVE))

    def join(self, element: etree._Element) -> None:
        """Deletions and additions that are one substitution (`substJoin`)."""
        self._joins.append(element)

    def open_span(self, element: etree._Element) -> None:
        """Words added or struck out from here to the place that `@spanTo` names, which may be another such element."""
        if not element.get("spanTo") and (end := element.get("anchor")):
            self.close_span(end.rpartition("#")[2])
            return
        target = (element.get("spanTo") or element.get("to") or "").rpartition("#")[2]
        if target not in self.ends:
            self._warn_of_end(element, target)
            return
        if sum(map(len, self._spans.values())) >= _MOST_SPANS:
            self._warn(element, f"more than {_MOST_SPANS} spans are open; one is left out")
            return
        act = Act.INSERT if local(element.tag) in {"addSpan", "add"} else Act.DELETE
        score = self._score
        opened = _OpenSpan(self.new(element, act), len(score.strokes), score.alterations, score.hand)
        self._spans.setdefault(target, []).append(opened)

    def close_span(self, key: str | None) -> None:
        """Give the words since the beginning of a span to its alteration; the paragraphs among them stay paragraphs."""
        for opened in self._spans.pop(key, []) if key is not None else []:
            for stroke in self._score.strokes[opened.start :]:
                if not stroke.is_block:
                    opened.take(stroke)

    def finish(self) -> Found:
        """All that was recorded, once the last word is written."""
        self._drop_open_spans()
        self._settle_turns()
        for join in self._joins:
            for one in self._altered(join, "target"):
                self._speak_for(one, (join,), is_first=True)
        for chain in self._chains():
            told = tuple(piece.element for piece in chain if _tells(piece.element))[:_MOST_SPEAKERS]
            for piece in chain:
                self._speak_for(piece, told, is_first=False)
        return self.found

    def _made(self, element: etree._Element, act: Act) -> Alteration:
        stage = self._stage(element, self.around) or (self.superseded if act is Act.DELETE else None)
        hand = self._score.hand if act is Act.INSERT else None
        return Alteration(element, act, self.around, stage, hand, self.inmost)

    def _stage(self, element: etree._Element, around: Sequence[etree._Element]) -> Stage | None:
        """The stage that the element names, or those around it; `@seq` and `@varSeq` order what one stage holds."""
        for one in (element, *around):
            named = [self._stages[key] for key in pointed(one, "change") if key in self._stages]
            number = number_in((one.get("seq") or one.get("varSeq") or "").strip())
            if named or number is not None:
                return max(named, default=0), number or 0
        return None

    def _speak_for(self, one: Alteration, others: tuple[etree._Element, ...], *, is_first: bool) -> None:
        """Let other elements speak for an alteration where its own says nothing: before those around it, or last."""
        new = tuple(each for each in others if each is not one.element and each not in one.around)
        one.around = (*new, *one.around) if is_first else (*one.around, *new)
        one.stage = one.stage or self._stage(one.element, one.around)

    def _altered(self, element: etree._Element, name: str) -> Iterator[Alteration]:
        """The alterations that an element points at; a warning for what is none."""
        for key in pointed(element, name):
            if key in self._by_id:
                yield self._by_id[key]
            else:
                called = local(element.tag)
                self._warn(element, f"the {called} points at {key!r}, which is no recorded change; it is left out")

    def _chains(self) -> Iterator[list[Alteration]]:
        """The acts that were recorded in several pieces (`@next`, `@prev`), each with its pieces in their order."""
        tied: dict[Alteration, list[Alteration]] = {}
        for one in self.found.alterations:
            for key in (*pointed(one.element, "next"), *pointed(one.element, "prev")):
                other = self._by_id.get(key)
                if other is not None and other is not one and other.act is one.act:
                    tied.setdefault(one, []).append(other)
                    tied.setdefault(other, []).append(one)
        order = {one: number for number, one in enumerate(self.found.alterations)}
        seen: set[Alteration] = set()
        for first in tied:
            chain, waiting = [], [first]
            while waiting:
                one = waiting.pop()
                if one not in seen:
                    seen.add(one)
                    chain.append(one)
                    waiting += tied[one]
            if chain:
                yield sorted(chain, key=lambda one: order[one])

    def _drop_open_spans(self) -> None:
        """Leave out the spans that have no end, and whatever else points at them."""
        dropped = {opened.alteration for spans in self._spans.values() for opened in spans}
        self.found.alterations = [one for one in self.found.alterations if one not in dropped]
        self._by_id = {key: one for key, one in self._by_id.items() if one not in dropped}
        for key, spans in self._spans.items():
            for opened in spans:
                self._warn_of_end(opened.alteration.element, key)

    def _warn_of_end(self, element: etree._Element, key: str) -> None:
        where = f"ends at {key!r}, which does not follow" if key else "does not say where it ends"
        self._warn(element, f"the {local(element.tag)} {where}; its words are left as they stand")

    def _settle_turns(self) -> None:
        for turn in self._turns:
            for one in self._altered(turn.element, "target"):
                self.found.alterations.append(turn)
                one.turns.append(Turn(turn, local(turn.element.tag) == "redo"))

    def _warn(self, element: etree._Element, sentence: str) -> None:
        self.found.warnings.append(f"line {element.sourceline}: {sentence}")


def _tells(element: etree._Element) -> bool:
    """True if a piece says anything of the act that it is a piece of."""
    return any(element.get(name) for name in _TELLING)
