"""The marks of a step in a transcription: every recorded change at its place, with what the source says of it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from provenance.model.spans import Span
from provenance.model.testimony import Act, Mark, Target
from provenance.model.versions import Version
from provenance.sources.harmless_xml import attribute
from provenance.sources.tei.tei_alterations import Alteration
from provenance.sources.tei.tei_events import Stroke, write_out
from provenance.sources.tei.tei_hands import Hands
from provenance.sources.tei.tei_recording import Entry
from provenance.sources.tei.tei_states import Moved, State
from provenance.sources.tei.tei_steps import Recorded, record
from provenance.sources.tei.tei_writer import Writer


@dataclass(frozen=True, slots=True)
class Step:
    """A version and the one made from it, with their states."""

    base: Version
    revised: Version
    before: State
    after: State


class Marker:
    """Writes the marks of one work; `entries` are those of the apparatus."""

    def __init__(
        self,
        work: str,
        strokes: Sequence[Stroke],
        entries: Sequence[Entry],
        hands: Hands,
        paper: Callable[[], Writer] = Writer,
    ) -> None:
        """Begin with what the marks of every step are told from."""
        self._work, self._strokes, self._entries, self._hands = work, strokes, entries, hands
        self._paper = paper
        self._numbers = count(1)
        self._variants: dict[tuple[Alteration, str | None], Alteration] = {}

    def of_step(self, step: Step, moved: Moved) -> Iterator[Mark]:
        """The changes of a step, and both acts for words that were put in and struck before any version holds them."""
        old, new = step.before.written, step.after.written
        by = {
            stroke: self._made_by(stroke, step)
            for stroke in self._strokes
            if stroke.words and (stroke in old.places) != (stroke in new.places)
        }
        for one in record(old, new, by, moved):
            if one.by is None or not one.by.is_silence:
                yield self._mark(one, step)
        for came, gone, run in _passing(self._strokes, step):
            came, words = self._in_hand(came, run[0].hand), self._words(run)
            here, there = new.points.get(run[0], 0), old.points.get(run[0], 0)
            yield self._mark(Recorded(Act.INSERT, Span(here, here), words, came), step)
            yield self._mark(Recorded(Act.DELETE, Span(there, there), words, gone), step)

    def _words(self, run: Sequence[Stroke]) -> str:
        return write_out(run, lambda _: True, paper=self._paper).text

    def of_writing(self, version: Version, state: State) -> Iterator[Mark]:
        """Who wrote down which words of a version, where the transcription tells their hand.

        A stretch ends where any alteration begins, so that it holds no word that others put in.
        """
        run: list[Span] = []
        hand: str | None = None
        for stroke in self._strokes:
            if not stroke.words:
                continue
            here = None if stroke.alterations or stroke not in state.written.places else stroke.hand
            if run and here != hand:
                yield from self._writing(version, run, hand)
                run = []
            if here is not None:
                run.append(state.written.places[stroke])
            hand = here
        yield from self._writing(version, run, hand)

    def _writing(self, version: Version, run: Sequence[Span], hand: str | None) -> Iterator[Mark]:
        names = self._hands.names(hand)
        if run and names:
            span = Span(run[0].start, run[-1].end)
            name = f"{self._work}/m{next(self._numbers)}"
            yield Mark(name, self._work, version.id, Act.DRAFT, span, span.of(version.text), names, made_in=version.id)

    def _made_by(self, stroke: Stroke, step: Step) -> Alteration:
        """What put a stroke in, or took it out: the inmost alteration that took effect in the step, else a reading."""
        for one in reversed(stroke.alterations):
            was, now = one.state(step.before.layer), one.state(step.after.layer)
            if was[0] != now[0]:
                last = self._in_hand(now[1], stroke.hand)
                return self._in_hand(one, stroke.hand) if now[0] and not self._hands.testimony(last).revisers else last
        entry, reading = stroke.choices[-1]
        return Alteration(self._entries[entry].readings[max(reading, 0)], Act.INSERT)

    def _in_hand(self, one: Alteration, hand: str | None) -> Alteration:
        """The alteration, written in the hand that its words are in."""
        if one.act is not Act.INSERT or one.hand == hand:
            return one
        return self._variants.setdefault((one, hand), replace(one, hand=hand))

    def _mark(self, one: Recorded, step: Step) -> Mark:
        said = self._hands.testimony(one.by) if one.by is not None else self._hands.nothing
        key = attribute(one.by.element, "id") if one.by is not None else None
        return Mark(
            f"{self._work}/{key or f'm{next(self._numbers)}'}",
            self._work,
            step.base.id if one.act is Act.DELETE else step.revised.id,
            one.act,
            one.span,
            one.words,
            said.revisers,
            said.date,
            made_in=step.revised.id,
            origin=Target(step.base.id, one.origin) if one.origin is not None else None,
            certainty=said.certainty,
            interpreter=said.interpreter,
        )


def _passing(strokes: Iterable[Stroke], step: Step) -> Iterator[tuple[Alteration, Alteration, list[Stroke]]]:
    """Words that were put in and struck in one step: by which alterations, and their strokes."""
    run: list[Stroke] = []
    between: list[Stroke] = []
    last: tuple[Alteration, Alteration] | None = None
    for stroke in strokes:
        if not stroke.words:
            between.append(stroke)
            continue
        both = _put_in_and_struck(stroke, step)
        if last is not None and both != last:
            yield *last, run
            run = []
        if both is not None:
            run += [*between, stroke] if run else [stroke]
        between, last = [], both
    if last is not None:
        yield *last, run


def _put_in_and_struck(stroke: Stroke, step: Step) -> tuple[Alteration, Alteration] | None:
    if not stroke.alterations or stroke in step.before.written.places or stroke in step.after.written.places:
        return None
    before, after = step.before.layer, step.after.layer
    came = [one for one in stroke.alterations if one.act is Act.INSERT and not one.state(before)[0]]
    gone = [one for one in stroke.alterations if one.act is Act.DELETE and one.state(after)[0]]
    stood = all(one.state(after)[0] for one in stroke.alterations if one.act is Act.INSERT)
    return (came[-1], gone[-1]) if came and stood and gone else None
