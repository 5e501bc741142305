"""The life of a passage: each place where it stands is followed from version to version by its words.

What a merge has from one of its parents happened there, and is not told of the merge.
"""

from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import accumulate, chain, groupby, pairwise

from provenance.lineage.lineage import Lineage
from provenance.lineage.subsequence import longest_rising
from provenance.lineage.token_codes import find_tokens, split_tokens

Passage = tuple[int, ...]
"""The instances of the words at one place, as they were when the whole passage stood there."""


_NEAR = 16
"""Words of a passage between which more stands are parts of it."""


_LONG, _MANY = 4, 200
"""A passage of so many words is known again when a part of it comes back, if it did not stand at so many places."""


class Turn(StrEnum):
    """What happened to certain words in a version: to all of them, to a part of them, or between them."""

    ENTERED = "entered"
    MOVED = "moved"
    VANISHED = "vanished"
    RETURNED = "returned"
    STRUCK = "struck"
    PUT_IN = "put in"
    RESPELT = "respelt"


@dataclass(frozen=True, slots=True)
class Turning:
    """What happened to words in a version: their instances, and where each stands in `text`."""

    turn: Turn
    instances: Sequence[int]
    text: str
    places: Sequence[tuple[int, int]]

    def words(self, which: range) -> str:
        """Some of the words, as they are written."""
        return self.text[self.places[which.start][0] : self.places[which.stop - 1][1]]


@dataclass(frozen=True, slots=True)
class _Standing:
    """What stands of a passage in a version: its words in order, with their letters, and the neighbours.

    `parts` are its words cut where much lies between; `between` are those that stand among the words of a part.
    """

    words: Passage
    parts: tuple[Passage, ...]
    between: Passage
    beside: tuple[int, int]
    letters: tuple[str, ...]

    def renamed(self, ours: Mapping[int, int]) -> "_Standing":
        """The same with the instances that another version has for these words."""
        words, between, beside = (_named(one, ours) for one in (self.words, self.between, self.beside))
        parts = tuple(_named(part, ours) for part in self.parts)
        return _Standing(words, parts, between, (beside[0], beside[1]), self.letters)


_Standings = Mapping[Passage, _Standing]


class Tracing:
    """The places of certain words, followed from version to version; the versions are asked for in their order."""

    def __init__(self, lineage: Lineage, words: str, wanted: str) -> None:
        """`wanted` are the codes of the words."""
        self._lineage, self._words, self._wanted = lineage, words, wanted
        self._tokens = find_tokens(words)
        self._standings: dict[str, _Standings] = {}
        self._ever: dict[str, Set[Passage]] = {}

    def step(self, version: str) -> Iterator[Turning]:
        """What happened to the words in the next version."""
        parents = self._lineage.parents(version)
        if self._lineage.is_gap(version):
            self._standings[version] = self._standings[parents[0]] if parents else {}
            self._ever[version] = self._ever[parents[0]] if parents else frozenset()
            return
        befores, evers = self._before(version, parents)
        ever = frozenset[Passage]().union(*evers) if len(evers) > 1 else next(iter(evers), frozenset())
        text = _Text(self._lineage, version, self._wanted)
        heirs = _heirs(text.whole, befores)
        carried = dict.fromkeys(heirs.get(there, there) for there in chain.from_iterable(befores))
        befores = [{heirs.get(there, there): one for there, one in before.items()} for before in befores]
        gone = [one for one in ever if len(one) >= _LONG and one not in carried] if len(ever) < _MANY else []
        now = {there: one for there in (*text.whole, *carried, *sorted(gone)) if (one := text.standing(there))}
        self._standings[version] = now
        for there, standing in now.items():
            stood = [before[there] for before in befores if there in before]
            if not stood:
                yield self._of(Turn.RETURNED if there in ever else Turn.ENTERED, there, standing.words)
            elif standing not in stood:
                yield from min((list(self._altered(there, one, standing, text)) for one in stood), key=len)
        for there in carried:
            lost = (there in been and there not in before for before, been in zip(befores, evers, strict=True))
            if there not in now and not any(lost):
                stood = [before[there] for before in befores if there in before]
                yield self._of(Turn.VANISHED, there, [one for one in stood[0].words if one not in text.where])
        self._ever[version] = ever if now.keys() <= ever else ever | now.keys()

    def _altered(self, there: Passage, was: _Standing, now: _Standing, text: "_Text") -> Iterator[Turning]:
        """What happened to a passage that still stands, though not as it did."""
        stood = frozenset(was.words)
        gone = [one for one in was.words if one not in text.where]
        back = [one for one in now.words if one not in stood]
        yield from self._runs(Turn.STRUCK, there, gone)
        yield from self._runs(Turn.RETURNED if len(now.words) == len(there) else Turn.PUT_IN, there, back)
        known = stood.union(was.between)
        between = [one for one in now.between if one not in known]
        if between:
            yield text.turning(Turn.PUT_IN, between)
        yield from self._runs(Turn.MOVED, there, _moved(was, now, text.where))
        letters = dict(zip(was.words, was.letters, strict=True))
        other = [o for o, spelt in zip(now.words, now.letters, strict=True) if letters.get(o, spelt) != spelt]
        if other:
            yield text.turning(Turn.RESPELT, other)

    def _runs(self, turn: Turn, there: Passage, which: Sequence[int]) -> Iterator[Turning]:
        """The same told of each run of these words that stands together in the passage."""
        meant = frozenset(which)
        numbers = [number for number, one in enumerate(there) if one in meant]
        for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
            yield self._of(turn, there, [there[number] for _, number in run])

    def _of(self, turn: Turn, there: Passage, which: Sequence[int]) -> Turning:
        at = dict(zip(there, self._tokens, strict=True))
        return Turning(turn, tuple(which), self._words, [at[one] for one in which])

    def _before(self, version: str, parents: Sequence[str]) -> tuple[list[_Standings], list[Set[Passage]]]:
        """What stands in each parent, and all that ever stood up to it, by the instances that this version has."""
        befores, evers = [self._standings[one] for one in parents], [self._ever[one] for one in parents]
        if len(parents) < 2:
            return befores, evers
        for number, parent in enumerate(parents):
            ours = {their: own for own, their in self._lineage.agreement(version, parent).items()}
            befores[number] = {_named(there, ours): one.renamed(ours) for there, one in befores[number].items()}
            evers[number] = frozenset(_named(there, ours) for there in evers[number])
        return befores, evers


class _Text:
    """A version's words, and where the whole passage stands in it."""

    def __init__(self, lineage: Lineage, version: str, wanted: str) -> None:
        codes, self._instances = lineage.spell(version)
        self._segments = lineage.segments(version)
        self._starts = [0, *accumulate(len(one.instances) for one in self._segments)]
        self._letters: dict[int, list[str]] = {}
        self.whole: dict[Passage, int] = {}
        at = codes.find(wanted)
        while at >= 0:
            self.whole[tuple(self._instances[at : at + len(wanted)])] = at
            at = codes.find(wanted, at + 1)

    @cached_property
    def where(self) -> Mapping[int, int]:
        """Every instance with its number in the text."""
        return {one: at for at, one in enumerate(self._instances)}

    def standing(self, there: Passage) -> _Standing | None:
        """What stands of a passage; None where that is less than half of its words."""
        at = self.whole.get(there)
        numbers = (
            range(at, at + len(there)) if at is not None else sorted(self.where[o] for o in there if o in self.where)
        )
        if 2 * len(numbers) < len(there) or not numbers:
            return None
        first, last = numbers[0], numbers[-1]
        beside = (
            self._instances[first - 1] if first else 0,
            self._instances[last + 1] if last + 1 < len(self._instances) else 0,
        )
        cuts = [0, *(n for n in range(1, len(numbers)) if numbers[n] - numbers[n - 1] > _NEAR), len(numbers)]
        places = [numbers[start:end] for start, end in pairwise(cuts)]
        parts = tuple(tuple(self._instances[number] for number in part) for part in places)
        words = tuple(chain.from_iterable(parts))
        own = frozenset(words)
        inside = chain.from_iterable(range(part[0], part[-1] + 1) for part in places)
        between = tuple(self._instances[number] for number in inside if self._instances[number] not in own)
        return _Standing(words, parts, between, beside, tuple(map(self._letters_at, numbers)))

    def turning(self, turn: Turn, which: Sequence[int]) -> Turning:
        """What happened to words of this version, as they are written in it."""
        tokens = [self._letters_at(self.where[one]) for one in which]
        ends = list(accumulate(len(token) + 1 for token in tokens))
        places = [(end - len(token) - 1, end - 1) for token, end in zip(tokens, ends, strict=True)]
        return Turning(turn, tuple(which), " ".join(tokens), places)

    def _letters_at(self, at: int) -> str:
        number = bisect_right(self._starts, at) - 1
        if number not in self._letters:
            self._letters[number] = split_tokens(self._segments[number].segment.text)
        return self._letters[number][at - self._starts[number]]


def _heirs(whole: Iterable[Passage], befores: Sequence[_Standings]) -> Mapping[Passage, Passage]:
    """Places where a part of the passage stood that is whole again, with a word typed anew, each with the place now."""
    found: dict[Passage, Passage] = {}
    for now in whole:
        parts = (
            there for before in befores for there in before if there not in found and not set(there).isdisjoint(now)
        )
        if all(now not in before for before in befores) and (part := next(parts, None)):
            found[part] = now
    return found


def _named(there: Passage, ours: Mapping[int, int]) -> Passage:
    return tuple(ours.get(one, one) for one in there)


def _moved(was: _Standing, now: _Standing, standing: Container[int]) -> Sequence[int]:
    """The words of a passage that were moved: all of them, or a part past others, away from it, or back to it."""
    stood = {one: at for at, one in enumerate(was.words)}
    kept = [one for one in now.words if one in stood]
    if len(was.parts) != len(now.parts):
        has_neighbour = [one == other for one, other in zip(was.beside, now.beside, strict=True)]
        parts = max(was.parts, now.parts, key=len)
        at_edge = {parts[0]: has_neighbour[0], parts[-1]: has_neighbour[1]}
        chief = max(parts, key=lambda part: (at_edge.get(part, False), len(part)))
        stayed = frozenset(chief)
        return [one for one in kept if one not in stayed]
    if _is_moved(was.beside, now.beside, standing):
        return kept
    in_order = {at for at, _ in longest_rising([(at, stood[one]) for at, one in enumerate(kept)])}
    return [one for at, one in enumerate(kept) if at not in in_order]


def _is_moved(before: tuple[int, int], now: tuple[int, int], standing: Container[int]) -> bool:
    """True if both neighbours are new ones though an old one still stands somewhere."""
    return before[0] != now[0] and before[1] != now[1] and any(one in standing for one in before if one)
