"""Sentences that left one place and stand in another: which left-over units of two texts are one passage, moved."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from provenance.diff.chains import Pair
from provenance.diff.likeness import likeness, possible_pairs
from provenance.diff.sheet import Sheet, Unit
from provenance.diff.stretches import Fate, Stretch

_LEAST_WORDS = 3
_LEAST_WORDS_REWORDED = 6
_LEAST_LIKENESS = 0.6
_LEAST_WORDS_OF_A_CLAUSE = 5


@dataclass(frozen=True, slots=True)
class Move:
    """Units `b1` to `b2` of the base stand as units `r1` to `r2` in the revised text (half-open), maybe reworded."""

    b1: int
    b2: int
    r1: int
    r2: int


def find_same(base: Sheet, revised: Sheet, left: Iterable[int], right: Iterable[int]) -> list[tuple[int, int]]:
    """The left-over units with the same content, first with first where it occurs several times."""
    places: dict[str, list[int]] = defaultdict(list)
    for r in right:
        places[revised.units[r].key].append(r)
    for queue in places.values():
        queue.reverse()
    pairs = []
    for b in left:
        unit = base.units[b]
        if len(unit.words) >= _LEAST_WORDS and places.get(unit.key):
            pairs.append((b, places[unit.key].pop()))
    return pairs


def find_reworded(base: Sheet, revised: Sheet, left: Sequence[int], right: Sequence[int]) -> list[tuple[int, int]]:
    """The left-over units that are much alike, the most alike first, each used once."""
    olds = [(b, base.units[b]) for b in left if _is_long(base.units[b])]
    news = [(r, revised.units[r]) for r in right if _is_long(revised.units[r])]
    scored: list[Pair] = [(b, r, likeness(base.units[b], revised.units[r])) for b, r in possible_pairs(olds, news)]
    taken: set[int] = set()
    given: set[int] = set()
    pairs = []
    for b, r, score in sorted(scored, key=lambda pair: (-pair[2], pair[0], pair[1])):
        if score >= _LEAST_LIKENESS and b not in taken and r not in given:
            taken.add(b)
            given.add(r)
            pairs.append((b, r))
    return pairs


def _is_long(unit: Unit) -> bool:
    return len(unit.words) >= _LEAST_WORDS_REWORDED


def gather_moves(base: Sheet, revised: Sheet, pairs: Iterable[tuple[int, int]]) -> list[Move]:
    """The pairs as moves: units that follow each other in both texts, breaks apart, moved together."""
    moves: list[Move] = []
    for b, r in sorted(pairs):
        last = moves[-1] if moves else None
        if last and _follows(base.units, last.b2, b) and _follows(revised.units, last.r2, r):
            moves[-1] = Move(last.b1, b + 1, last.r1, r + 1)
        else:
            moves.append(Move(b, b + 1, r, r + 1))
    return moves


def _follows(units: Sequence[Unit], end: int, number: int) -> bool:
    """True if unit `number` is the next one from `end` that is no break."""
    return number == end or (number == end + 1 and units[end].is_break)


def pair_clauses(base: Sheet, revised: Sheet, stretches: Sequence[Stretch]) -> list[Stretch]:
    """The stretches with words that were taken out here and put in, the same, there told as moved."""
    marked = list(stretches)
    number = max((stretch.move for stretch in marked), default=-1)
    taken_out: dict[str, list[int]] = defaultdict(list)
    for index, stretch in enumerate(marked):
        if stretch.is_one_sided and base.count_words(stretch.b1, stretch.b2) >= _LEAST_WORDS_OF_A_CLAUSE:
            taken_out[base.content(stretch.b1, stretch.b2)].append(index)
    for index, stretch in enumerate(marked):
        places = taken_out.get(revised.content(stretch.r1, stretch.r2)) if stretch.is_one_sided else None
        if places and stretch.b1 == stretch.b2:
            number += 1
            out = places.pop(0)
            marked[out] = replace(marked[out], fate=Fate.MOVED_OUT, move=number)
            marked[index] = replace(stretch, fate=Fate.MOVED_IN, move=number)
    return marked
