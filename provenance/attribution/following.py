"""Words followed through the versions between two: on which step each came in, went out, or was moved.

The lineage tells of every word of every version which word of the parent it is. Going back from the revised version, a
word belongs to the step on which it was put in (or back in); a word of the base that is gone, to the step after which
it was never seen again; one that merely moved, to the step on which it lost both its neighbours.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby

from provenance.lineage.lineage import Lineage
from provenance.model.spans import Span
from provenance.model.versions import Version

Instances = frozenset[int]


class Words:
    """Where the words of one version stand in its text, and which instance each of them is."""

    def __init__(self, lineage: Lineage, version: Version) -> None:
        self.places: list[Span] = []
        at = 0
        for token in lineage.tokens(version.id):
            start = version.text.index(token, at)
            at = start + len(token)
            self.places.append(Span(start, at))
        self.instances: Sequence[int] = lineage.spell(version.id)[1]

    def numbers(self, place: Span) -> range:
        """The numbers of the words that begin in a place."""
        first = bisect_left(self.places, place.start, key=lambda token: token.start)
        last = bisect_left(self.places, place.end, key=lambda token: token.start)
        return range(first, last)

    def place_of(self, instance: int) -> Span | None:
        """Where a word stands, or None."""
        return self.places[self.instances.index(instance)] if instance in self.instances else None


class Following:
    """The words of two versions, each with the step to which its coming or going belongs."""

    def __init__(self, lineage: Lineage, base: Version, revised: Version, before: frozenset[str]) -> None:
        """`before` are the ids of the base and of all that it goes back to: no step that led there is meant."""
        self._lineage, self._base, self._revised, self._before = lineage, base, revised, before
        self._held = lru_cache(maxsize=64)(lambda version: frozenset(lineage.spell(version)[1]))
        self.old, self.new = Words(lineage, base), Words(lineage, revised)
        had, has = self._held(base.id), self._held(revised.id)
        self._came = self._follow(has - had, lambda version, some: some & self._held(version))
        self._went = self._follow(had - has, lambda version, some: some - self._held(version))

    def coming(self, place: Span) -> list[tuple[Span, str | None]]:
        """A place of the revised text in runs of words with the version that brought them in."""
        return self._runs(place, self.new, self._came)

    def going(self, place: Span) -> list[tuple[Span, str | None]]:
        """A place of the base in runs of words with the version that took them out."""
        return self._runs(place, self.old, self._went)

    def moving(self, place: Span) -> str | None:
        """The version that moved the words in a place of the revised text there; None if it cannot be told."""
        instances = [self.new.instances[number] for number in self.new.numbers(place)]
        return self._mover(instances[0], instances[-1]) if instances else None

    def _runs(self, place: Span, words: Words, steps: Mapping[int, str]) -> list[tuple[Span, str | None]]:
        """The place cut into runs of words of one step, white space with the run before it.

        Words that are in both versions have moved, and are taken together.
        """
        runs: list[tuple[int, str | None]] = []
        for step, run in groupby(words.numbers(place), key=lambda number: steps.get(words.instances[number])):
            numbers = list(run)
            found = step or self._mover(words.instances[numbers[0]], words.instances[numbers[-1]])
            runs.append((words.places[numbers[0]].start if runs else place.start, found))
        if not runs:
            return [(place, None)] if len(place) else []
        ends = [start for start, _ in runs[1:]] + [place.end]
        return [(Span(start, end), step) for (start, step), end in zip(runs, ends, strict=True)]

    def _follow(self, instances: Instances, same: Callable[[str, Instances], Instances]) -> Mapping[int, str]:
        """For each instance the version back to which its state lasts; `same` picks those with that state in a parent.

        An instance whose state reaches back to where the base came from, or to the very first version, is left out.
        """
        steps: dict[int, str] = {}
        open_ = [(self._revised.id, instances)]
        while open_:
            at, wanted = open_.pop()
            parents = self._lineage.parents(at)
            for parent in parents:
                kept = same(parent, wanted)
                if kept:
                    open_.append((parent, kept))
                    wanted -= kept
            if at not in self._before and parents:
                steps.update(dict.fromkeys(wanted, at))
        return steps

    def _mover(self, first: int, last: int) -> str | None:
        """The step on which words of both versions lost their neighbours, or came back, going back by first parents."""
        version = self._revised.id
        if first not in self._held(version) or first not in self._held(self._base.id):
            return None
        while version not in self._before:
            parents = self._lineage.parents(version)
            if not parents:
                return None
            now, then = (self._neighbours(one, first, last) for one in (version, parents[0]))
            if then is None or (now is not None and now[0] != then[0] and now[1] != then[1]):
                return version
            version = parents[0]
        return None

    def _neighbours(self, version: str, first: int, last: int) -> tuple[int, int] | None:
        spelt = self._lineage.spell(version)[1]
        if first not in spelt or last not in spelt:
            return None
        start, end = spelt.index(first), spelt.index(last)
        return (spelt[start - 1] if start else 0), (spelt[end + 1] if end + 1 < len(spelt) else 0)
