"""Words followed through the versions between two: on which step each came in, went out, or was moved.

The lineage tells of every word of every version which word of the parent it is. Going back from the revised version, a
word belongs to the step on which it was put in (or back in); a word of the base that is gone, to the step after which
it was never seen again; one that merely moved, to the step on which it lost both its neighbours.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import groupby, pairwise, takewhile
from operator import itemgetter

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
        self.codes, self.instances = lineage.spell(version.id)

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
        self._spelt = lru_cache(maxsize=1024)(lambda version: lineage.spell(version)[1])
        self._held = lru_cache(maxsize=64)(lambda version: frozenset(self._spelt(version)))
        self.old, self.new = Words(lineage, base), Words(lineage, revised)
        had, has = self._held(base.id), self._held(revised.id)
        self._came = self._follow(has - had, lambda version, some: some & self._held(version))
        self._went = self._follow(had - has, self._lacking)
        self._reshaped: Mapping[int, str] | None = None

    def coming(self, place: Span) -> list[tuple[Span, str | None]]:
        """A place of the revised text in runs of words with the version that brought them in."""
        return self._runs(place, self.new, self._came)

    def going(self, place: Span) -> list[tuple[Span, str | None]]:
        """A place of the base in runs of words with the version that took them out."""
        return self._runs(place, self.old, self._went)

    def moving(self, place: Span) -> list[tuple[int, int, tuple[str, ...]]]:
        """A passage of the revised text that moved, in runs: where each began in the base, where it begins, its movers.

        Movers are the versions that moved it there or, if it stayed, what it passed; none if that cannot be told. It is
        one run unless several versions moved parts of it.
        """
        was = self._was
        moved = [self.new.instances[number] for number in self.new.numbers(place)]
        kept = [instance for instance in moved if instance in was]
        if not kept:
            return [(0, place.start, ())]
        if whole := self._mover(moved[0], moved[-1]):
            return [(0, place.start, (whole,))]
        runs = self._parts(kept)
        movers = [self._mover(run[0], run[-1]) for run in runs]
        starts = [was[run[0]] for run in runs]
        if None in movers or starts != sorted(starts):
            return [(0, place.start, self._movers_past(self.new.numbers(place)))]
        places = (
            (self.old.places[was[run[0]]].start, here.start) for run in runs if (here := self.new.place_of(run[0]))
        )
        found = [(*starts, (mover,)) for starts, mover in zip(places, movers, strict=True) if mover]
        return [next(same) for _, same in groupby(found, key=itemgetter(2))]

    @cached_property
    def _was(self) -> dict[int, int]:
        """The number of each word of the base in its text."""
        return {instance: number for number, instance in enumerate(self.old.instances)}

    def _parts(self, instances: Sequence[int]) -> list[list[int]]:
        """Words that stand side by side, cut where others of both texts stood between in a version on the way."""
        both = set(self.old.instances).intersection(self.new.instances)
        parted, version = set[int](), self._revised.id
        while version not in self._before and (parents := self._lineage.parents(version)):
            version = parents[0]
            stood = {one: at for at, one in enumerate(filter(both.__contains__, self._spelt(version)))}
            parted.update(
                b for a, b in pairwise(instances) if a in stood and stood.get(b, stood[a] + 1) != stood[a] + 1
            )
        cuts = [0, *(at for at, one in enumerate(instances) if one in parted), len(instances)]
        return [list(instances[start:end]) for start, end in pairwise(cuts) if start < end]

    def _runs(self, place: Span, words: Words, steps: Mapping[int, str]) -> list[tuple[Span, str | None]]:
        """The place cut into runs of words of one step, white space with the run before it.

        Words that are in both versions have moved, and are taken together.
        """
        runs: list[tuple[int, str | None]] = []

        def step_of(number: int) -> str | None:
            return steps.get(words.instances[number]) or self._reshaping(words.instances[number])

        for step, run in groupby(words.numbers(place), key=step_of):
            numbers = list(run)
            found = step or self._mover(words.instances[numbers[0]], words.instances[numbers[-1]])
            found = found or _slid(words, numbers[0], len(numbers), steps)
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
                if len(parents) > 1 and same == self._lacking:
                    kept = self._once_held(parent, kept)
                if kept:
                    open_.append((parent, kept))
                    wanted -= kept
            if at not in self._before and parents:
                steps.update(dict.fromkeys(wanted, at))
        return steps

    def _lacking(self, version: str, some: Instances) -> Instances:
        return some - self._held(version)

    def _once_held(self, parent: str, instances: Instances) -> Instances:
        """Those that a merge's parent, or what it goes back to, once had: of others the merge itself was the end."""
        if not instances:
            return instances
        line, ahead = {parent}, [parent]
        while ahead:
            above = [one for one in self._lineage.parents(ahead.pop()) if one not in line]
            line.update(above)
            ahead += above
        known = list(instances)
        origins = self._lineage.origins_of(array("I", known))
        return frozenset(one for one, origin in zip(known, origins, strict=True) if origin in line)

    def _reshaping(self, instance: int) -> str | None:
        """The version that gave a word the letters that it has now, where it had others (a capital) before."""
        if self._reshaped is None:
            self._reshaped = dict(self._find_reshaped())
        return self._reshaped.get(instance)

    def _find_reshaped(self) -> Iterator[tuple[int, str]]:
        before = dict(zip(self.old.instances, self._lineage.tokens(self._base.id), strict=True))
        now = list(zip(self.new.instances, self._lineage.tokens(self._revised.id), strict=True))
        wanted = {instance: letters for instance, letters in now if before.get(instance, letters) != letters}
        version = self._revised.id
        while wanted and version not in self._before:
            parents = self._lineage.parents(version)
            if not parents:
                return
            spelt = dict(zip(self._spelt(parents[0]), self._lineage.tokens(parents[0]), strict=True))
            for instance in [one for one, letters in wanted.items() if spelt.get(one, letters) != letters]:
                del wanted[instance]
                yield instance, version
            version = parents[0]

    def _movers_past(self, numbers: range) -> tuple[str, ...]:
        """The steps that moved what the passage has passed, or that put it back in another place.

        That one passage went past another is the same as that the other went the other way.
        """
        was = self._was
        here = was.get(self.new.instances[numbers[0]])
        if here is None:
            return ()
        after = list(takewhile(lambda one: was.get(one, here) < here, self.new.instances[numbers[-1] + 1 :]))
        ahead = list(takewhile(lambda one: was.get(one, here) > here, reversed(self.new.instances[: numbers[0]])))
        for passed in (after, ahead[::-1]):
            if passed and (found := self._mover(passed[0], passed[-1]) or self._returned(passed[0])):
                return (found,)
        for passed in (after, ahead[::-1]):
            movers = [self._mover(run[0], run[-1]) for run in self._parts(passed)]
            if movers and None not in movers:
                return tuple(dict.fromkeys(mover for mover in movers if mover))
        return ()

    def _returned(self, instance: int) -> str | None:
        """The step that put a word back which both texts have, and a version between them has not."""
        version = self._revised.id
        while version not in self._before:
            parents = self._lineage.parents(version)
            if not parents:
                return None
            if instance not in self._held(parents[0]):
                return version
            version = parents[0]
        return None

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
        spelt = self._spelt(version)
        try:
            start = spelt.index(first)
            end = spelt.index(last, start) if last in spelt[start : start + 64] else spelt.index(last)
        except ValueError:
            return None
        return (spelt[start - 1] if start else 0), (spelt[end + 1] if end + 1 < len(spelt) else 0)


def _slid(words: Words, first: int, count: int, steps: Mapping[int, str]) -> str | None:
    """The step of like words beside these: of words that are repeated, nobody can say which of them is the new one."""
    codes = words.codes
    for way in (1, -1):
        at = first
        while at + way >= 0 and at + way + count <= len(codes):
            leaves, comes = (at, at + count) if way > 0 else (at + count - 1, at - 1)
            if codes[leaves] != codes[comes]:
                break
            at += way
            found = {steps.get(instance) for instance in words.instances[at : at + count]}
            if len(found) == 1 and (step := found.pop()) is not None:
                return step
    return None
