"""The changes of a tracked text as the marks of the step from its first to its last state, exact to the letter.

Neighbouring words that one author changed on one date in one way are one mark, however the file cuts them. A move is
one mark with the place that the words came from; what was struck in it after it had moved is a deletion there. Words
that were put in and struck again stand in neither state: two marks tell of them, at the place where they stood.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from provenance.formats.word.tracked_text import Hook, HookKind, Item, Piece, State, Track, TrackKind
from provenance.model.spans import Span
from provenance.model.testimony import Act

_MOST_SPEAKING = 50
"""So many comments may be tied to one change; all are shown where they hang."""


@dataclass(slots=True)
class Group:
    """Items changed together: those that `track` put in or took out; `later` struck them again."""

    track: Track
    items: list[int] = field(default_factory=list)
    later: Track | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """A mark to be: what was done, by which change of the file, where; `origin` is where a move came from.

    `span` is a place in the last state, for a deletion in the first. `items` are those of the tracked text.
    """

    act: Act
    track: Track
    span: Span
    text: str
    items: tuple[int, ...]
    origin: Span | None = None


def record(items: Sequence[Item], base: State, final: State) -> list[Recorded]:
    """The marks in the order of the document."""
    return sorted(
        _Recording(items, base, final).marks(), key=lambda m: (m.items[0], m.act is not Act.DELETE, m.items[-1])
    )


class _Recording:
    """A tracked text on its way to marks."""

    def __init__(self, items: Sequence[Item], base: State, final: State) -> None:
        self.items, self.base, self.final = items, base, final
        self.out, self.into, self.struck = _gather(items)
        self.settled: set[int] = set()

    def marks(self) -> Iterator[Recorded]:
        """Every mark, not yet in order."""
        for left, arrived in self._pairs():
            yield from self._move(left, arrived)
        for act, state, groups in ((Act.DELETE, self.base, self.out), (Act.INSERT, self.final, self.into)):
            for group in groups:
                standing = [i for i in group.items if i not in self.settled and state.places[i] is not None]
                if standing:
                    span = self._hull(standing, state)
                    yield Recorded(act, group.track, span, span.of(state.text), tuple(standing))
        yield from self._struck_words()

    def _struck_words(self) -> Iterator[Recorded]:
        """That words were put in, and that they were struck."""
        ends = ends_of(self.base), ends_of(self.final)
        for group in self.struck:
            where = tuple(index for index in group.items if index not in self.settled)
            if where and group.later:
                words, points = self._words(where), [Span(end[where[0]], end[where[0]]) for end in ends]
                yield Recorded(Act.INSERT, group.track, points[1], words, where)
                yield Recorded(Act.DELETE, group.later, points[0], words, where)

    def _pairs(self) -> Iterator[tuple[Group, Group]]:
        """The ends of moves that belong together: by their words, else by the name alone that the file gives them."""
        left, arrived = ([group for group in groups if group.track.moves] for groups in (self.out, self.into))
        for is_named in (False, True):
            waiting: dict[object, list[Group]] = defaultdict(list)
            for group in reversed(left):
                waiting[self._tie(group, is_named=is_named)].append(group)
            pairs = [
                (queue.pop(), group)
                for group in arrived
                if (group.track.move or not is_named) and (queue := waiting[self._tie(group, is_named=is_named)])
            ]
            yield from pairs
            paired = {id(group) for pair in pairs for group in pair}
            left, arrived = ([one for one in groups if id(one) not in paired] for groups in (left, arrived))

    def _tie(self, group: Group, *, is_named: bool) -> object:
        return group.track.move, group.track.author, None if is_named else self._words(group.items).strip()

    def _move(self, left: Group, arrived: Group) -> Iterator[Recorded]:
        """A move, the white space at its ends, and what was struck in it at its new place."""
        if all(self.final.places[index] is None for index in arrived.items):
            return
        old, came = self._hull(left.items, self.base), self._words(arrived.items)
        went = old.of(self.base.text)
        lead, size = (0, len(went)) if went == came else (len(went) - len(went.lstrip()), len(went.strip()))
        core = Span(old.start + lead, old.start + lead + size)
        self.settled.update(left.items)
        for place in (Span(old.start, core.start), Span(core.end, old.end)):
            if len(place):
                yield Recorded(Act.DELETE, left.track, place, place.of(self.base.text), tuple(left.items))
        if went.strip() == came.strip():
            at = core.start - (0 if went == came else len(came) - len(came.lstrip()))
            yield from self._letter_by_letter(core, at, arrived)
        else:
            yield from self._reworded(core, arrived)

    def _reworded(self, core: Span, arrived: Group) -> Iterator[Recorded]:
        """A passage that does not read the same at its new place, as one move."""
        standing = [index for index in arrived.items if self.final.places[index] is not None]
        self.settled.update(standing)
        new = self._hull(standing, self.final)
        words = new.of(self.final.text)
        start = new.start + len(words) - len(words.lstrip())
        place = Span(start, start + len(words.strip()))
        yield Recorded(Act.MOVE, arrived.track, place, words.strip(), tuple(standing), core)
        for blank in (Span(new.start, place.start), Span(place.end, new.end)):
            if len(blank):
                yield Recorded(Act.INSERT, arrived.track, blank, blank.of(self.final.text), tuple(standing))

    def _letter_by_letter(self, core: Span, at: int, arrived: Group) -> Iterator[Recorded]:
        """A passage that reads the same at both places; its first letter comes from `at`, or before `core`."""
        self.settled.update(arrived.items)
        going: list[tuple[Span, Span, int]] = []
        for index in arrived.items:
            length = len(self._words([index]))
            origin = core.shared(Span(max(at, 0), at + length)) if at + length > 0 else None
            landed = self.final.places[index]
            if landed is None:
                yield from self._flush(going, arrived.track)
                going = []
                if origin:
                    yield self._struck_after_moving(index, origin)
            else:
                if origin:
                    start = landed.start + origin.start - at
                    going.append((Span(start, start + len(origin)), origin, index))
                yield from self._blanks(landed, at, origin, arrived.track, index)
            at += length
        yield from self._flush(going, arrived.track)

    def _blanks(self, landed: Span, at: int, origin: Span | None, track: Track, index: int) -> Iterator[Recorded]:
        """The white space at the ends of a passage that arrived, which did not come from where it left."""
        lead = origin.start - at if origin else len(landed)
        trail = landed.start + lead + (len(origin) if origin else 0)
        for place in (Span(landed.start, landed.start + lead), Span(trail, landed.end)):
            if len(place):
                yield Recorded(Act.INSERT, track, place, place.of(self.final.text), (index,))

    def _struck_after_moving(self, index: int, origin: Span) -> Recorded:
        track = self.items[index].marking.taken_out
        if track is None:
            raise ValueError("what does not stand in the last state was taken out by somebody")
        return Recorded(Act.DELETE, track, origin, origin.of(self.base.text), (index,))

    def _flush(self, going: Sequence[tuple[Span, Span, int]], track: Track) -> Iterator[Recorded]:
        """Pieces of a moved passage that follow each other, as one move."""
        if going:
            new = Span(going[0][0].start, going[-1][0].end)
            origin = Span(going[0][1].start, going[-1][1].end)
            where = tuple(index for _, _, index in going)
            yield Recorded(Act.MOVE, track, new, new.of(self.final.text), where, origin)

    def _hull(self, indexes: Sequence[int], state: State) -> Span:
        first, last = state.places[indexes[0]], state.places[indexes[-1]]
        if first is None or last is None:
            raise ValueError("items of a change stand in the state that it made or left")
        return Span(first.start, last.end)

    def _words(self, indexes: Iterable[int]) -> str:
        return "".join(item.text for index in indexes if isinstance(item := self.items[index], Piece))


def _gather(items: Sequence[Item]) -> tuple[list[Group], list[Group], list[Group]]:
    """What was taken out; what was put in, moved words with what was struck of them; what was put in and struck."""
    shared = _shared_names(items)
    out, into, struck = _Growing(shared), _Growing(shared), _Growing(shared)
    for index, item in enumerate(items):
        if isinstance(item, Hook) or not item.text:
            continue
        given, taken = item.marking.put_in, item.marking.taken_out
        if given and taken:
            struck.grow(index, given, item.part, taken)
            if given.moves:
                into.grow(index, given, item.part)
            continue
        struck.stop()
        if given:
            into.grow(index, given, item.part)
        elif taken:
            out.grow(index, taken, item.part)
        else:
            into.stop()
            out.stop()
    return out.groups, into.groups, struck.groups


def _shared_names(items: Iterable[Item]) -> set[str]:
    """The names under which several passages moved, each from a range of its own to a range of its own."""
    ranges: dict[str, dict[TrackKind, set[int]]] = {}
    for item in items:
        for track in item.marking.tracks:
            if track.move is not None and track.range is not None:
                ranges.setdefault(track.move, {}).setdefault(track.kind, set()).add(track.range)
    return {name for name, ends in ranges.items() if len(ends) == 2 and all(len(end) > 1 for end in ends.values())}


class _Growing:
    """Groups that grow as long as what follows is by the same author, of the same date and kind, and of the same range
    of a move if its name is shared."""

    def __init__(self, shared: Container[str]) -> None:
        self._shared = shared
        self.groups: list[Group] = []
        self._key: object = None

    def grow(self, index: int, track: Track, part: str | None, later: Track | None = None) -> None:
        """One more item."""
        key = (self._told_apart(track), part, later and self._told_apart(later))
        if key != self._key:
            self.groups.append(Group(track, [], later))
            self._key = key
        self.groups[-1].items.append(index)

    def _told_apart(self, track: Track) -> Track:
        return track if track.range is None or track.move in self._shared else replace(track, range=None)

    def stop(self) -> None:
        """Something else stands here."""
        self._key = None


def ends_of(state: State) -> list[int]:
    """For every item the place at which it stands, or would stand."""
    return [0, *accumulate((0 if place is None else len(place)) for place in state.places)]


def read_remarks(items: Sequence[Item]) -> list[tuple[str, ...]]:
    """For every item the keys of the comments that speak of it; of very many, those that began last."""
    ended = {item.key for item in items if isinstance(item, Hook) and item.kind is HookKind.COMMENT_END}
    begun: dict[str, int] = {}
    speaking: list[tuple[int, str]] = []
    found: list[tuple[str, ...]] = []
    said: tuple[str, ...] = ()
    for number, item in enumerate(items):
        if isinstance(item, Hook) and item.kind in {HookKind.COMMENT_START, HookKind.COMMENT_END}:
            if item.key in begun:
                del speaking[bisect_left(speaking, (begun.pop(item.key), item.key))]
            if item.kind is HookKind.COMMENT_START and item.key in ended:
                begun[item.key] = number
                speaking.append((number, item.key))
            said = tuple(key for _, key in speaking[-_MOST_SPEAKING:])
        found.append(said)
    return found
