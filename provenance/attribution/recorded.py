"""What a history's own record says: whose words stand, and how certain words came, went and came back.

The basis of all this is `recorded`: a revision carries its author. Words that entered right after revisions whose text
is hidden may have entered in those, so nobody is named for them alone.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from provenance.errors import NotFound
from provenance.lineage.lineage import Lineage
from provenance.model.histories import Revision

UNKNOWN = "unknown"


def party(revision: Revision) -> str:
    """Who is recorded as the author of a revision, in a few words: several jointly, or unknown."""
    return " and ".join(revision.authors) or UNKNOWN


def parties(lineage: Lineage, revision: Revision, revisions: dict[str, Revision]) -> str:
    """Who may have done what is first seen in a revision: its party, or those of hidden revisions right before it."""
    found = dict.fromkeys(party(one) for one in (*(revisions[g] for g in lineage.gaps_before(revision.id)), revision))
    if len(found) == 1:
        return next(iter(found))
    return f"{UNKNOWN} ({' or '.join(name for name in found if name != UNKNOWN)}?)"


def recorded_author(lineage: Lineage, revision: Revision, revisions: dict[str, Revision]) -> str | None:
    """Who put down the words that entered in a revision; None where the record does not say.

    It does not say either where revisions right before it are hidden, unless all of them are by the same author.
    """
    parties = {party(revision), *(party(revisions[gap]) for gap in lineage.gaps_before(revision.id))}
    return None if len(parties) > 1 or UNKNOWN in parties else parties.pop()


@dataclass(frozen=True, slots=True)
class Share:
    """An author's part in a history: words that stand in the last revision, words ever put down, and when."""

    author: str
    alive: int
    added: int
    share: float
    first: Revision
    last: Revision


def shares(lineage: Lineage, revisions: Sequence[Revision], at: str | None = None) -> tuple[Share, ...]:
    """The part of every author, the largest first, in the text of revision `at` (default: the last one)."""
    if not revisions:
        return ()
    last = at or revisions[-1].id
    by_id = {revision.id: revision for revision in revisions}
    names = [recorded_author(lineage, revision, by_id) or UNKNOWN for revision in revisions]
    numbers = (
        n for n, token in zip(lineage.origin_numbers(last), lineage.tokens(last), strict=True) if _is_word(token)
    )
    alive: Counter[str] = Counter()
    for number, count in Counter(numbers).items():
        alive[names[number]] += count
    added: Counter[str] = Counter()
    first: dict[str, Revision] = {}
    final: dict[str, Revision] = {}
    for name, revision, count in zip(names, revisions, lineage.words_put_down(), strict=True):
        added[name] += count
        first.setdefault(name, revision)
        final[name] = revision
    total = sum(alive.values()) or 1
    found = (Share(n, alive[n], added[n], alive[n] / total, first[n], final[n]) for n in first)
    return tuple(sorted(found, key=lambda one: (-one.alive, -one.added, one.author)))


def _is_word(token: str) -> bool:
    return token[0].isalnum()


class Turn(StrEnum):
    """What happened to certain words in a revision."""

    ENTERED = "entered"
    MOVED = "moved"
    VANISHED = "vanished"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to the words looked for, in which revision, and the revisions that each of them came from."""

    revision: Revision
    turn: Turn
    origins: tuple[str, ...]


def trace(lineage: Lineage, revisions: Iterable[Revision], words: str) -> tuple[Event, ...]:
    """The life of certain words: when they entered, were moved, vanished and came back, and by whom.

    Each place where they stand is followed by itself. Raises NotFound if they never stood there.
    """
    wanted = lineage.encode(words)
    if not wanted:
        raise NotFound("name at least one word to be traced")
    tracing = _Tracing(lineage, wanted)
    events = [event for revision in revisions for event in tracing.step(revision)]
    if not events:
        raise NotFound(f"the words {words!r} stand in no revision; check them letter by letter, or give fewer")
    return tuple(events)


_Places = dict[tuple[int, ...], tuple[int, int]]
"""The instances of the words at each place, with the instances before and behind them."""


class _Tracing:
    def __init__(self, lineage: Lineage, wanted: str) -> None:
        self._lineage = lineage
        self._wanted = wanted
        self._places: dict[str, _Places] = {}
        self._seen: set[tuple[int, ...]] = set()

    def step(self, revision: Revision) -> Iterable[Event]:
        parents = self._lineage.parents(revision.id)
        if self._lineage.is_gap(revision.id):
            self._places[revision.id] = self._places[parents[0]] if parents else {}
            return
        codes, instances = self._lineage.spell(revision.id)
        places = self._find(codes, instances)
        self._places[revision.id] = places
        before: _Places = {}
        for parent in parents:
            before |= self._places[parent]
        standing = set(instances) if before.keys() & places.keys() else set()
        for there, beside in places.items():
            if there not in before:
                yield self._event(revision, Turn.RETURNED if there in self._seen else Turn.ENTERED, there)
            elif _is_moved(before[there], beside, standing):
                yield self._event(revision, Turn.MOVED, there)
        for there in before:
            if there not in places:
                yield self._event(revision, Turn.VANISHED, there)
        self._seen.update(places)

    def _event(self, revision: Revision, turn: Turn, there: tuple[int, ...]) -> Event:
        return Event(revision, turn, self._lineage.origins_of(array("I", there)))

    def _find(self, codes: str, instances: "array[int]") -> _Places:
        places: _Places = {}
        size = len(self._wanted)
        at = codes.find(self._wanted)
        while at >= 0:
            before = instances[at - 1] if at else 0
            behind = instances[at + size] if at + size < len(instances) else 0
            places[tuple(instances[at : at + size])] = (before, behind)
            at = codes.find(self._wanted, at + 1)
        return places


def _is_moved(before: tuple[int, int], now: tuple[int, int], standing: set[int]) -> bool:
    """True if both neighbours are new ones though an old one still stands somewhere."""
    return before[0] != now[0] and before[1] != now[1] and bool(standing.intersection(before) - {0})
