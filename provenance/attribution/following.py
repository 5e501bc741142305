"""Words followed through the versions between two: on which step each came in, went out, or was moved.

The lineage tells of every word of every version which word of the parent it is. Going back from the revised version, a
word belongs to the step on which it was put in (or back in); a word of the base that is gone, to the step after which
it was never seen again; one that merely moved, to the step on which it and what it has passed changed their order, or
on which it lost both its neighbours.
"""

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import groupby, pairwise
from operator import itemgetter

from provenance.attribution.course import Course
from provenance.attribution.descent import Descent, Made
from provenance.attribution.spacing import Spacing
from provenance.lineage.lineage import Lineage
from provenance.lineage.subsequence import longest_rising
from provenance.model.changes import Edit
from provenance.model.spans import Span
from provenance.model.versions import Version

Instances = frozenset[int]
Runs = list[tuple[Span, Made]]
"""A place in pieces, each with the version that made it."""

_FEWEST_COPIED = 4
"""Fewer words that stand elsewhere too may do so by chance."""


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


def words_of(course: Course) -> Callable[[str], Words]:
    """The words of any version of a work, cut once for all who ask for them."""
    return cache(lambda version: Words(course.lineage, course.version(version)))


class Following:
    """The words of two versions, each with the step to which its coming or going belongs."""

    def __init__(self, course: Course, base: Version, revised: Version, moved: Iterable[Span] = ()) -> None:
        """`moved` are the passages of the revised text that the comparison sees to have moved.

        No step is meant that led to the base, or to anything that it goes back to.
        """
        self._lineage = lineage = course.lineage
        self._base, self._revised, self._before = base, revised, course.ancestors(base.id)
        self._version = course.version
        self.old, self.new = Words(lineage, base), Words(lineage, revised)
        self._was, self._is = (
            {instance: number for number, instance in enumerate(one.instances)} for one in (self.old, self.new)
        )
        touched = cache(lineage.touched)
        self._descent = Descent(lineage, touched, self._was, self._is, revised.id, self._before)
        self._moved = frozenset(self.new.instances[number] for place in moved for number in self.new.numbers(place))
        had, has = frozenset(self.old.instances), frozenset(self.new.instances)
        self._came = self._follow(has - had, lambda version, parent: touched(version, parent).came)
        self._went = self._follow(had - has, lambda version, parent: touched(version, parent).went, went=True)

    def coming(self, place: Span) -> Runs:
        """A place of the revised text in runs of words with the version that brought them in."""
        return self._runs(place, self.new, self._came)

    def going(self, place: Span) -> Runs:
        """A place of the base in runs of words with the version that took them out."""
        return self._runs(place, self.old, self._went)

    def typed_anew(self, place: Span, shift: int) -> list[tuple[Span, int, Made]]:
        """The words in a place of the revised text that the base has too, so many characters further on.

        Where one is another word, later than the base, though it has the same letters: the instance of the base's own,
        and the versions that took that out; else none.
        """
        found = list[tuple[Span, int, Made]]()
        for number in self.new.numbers(place):
            here, old = self.new.places[number], 0
            if self.new.instances[number] in self._later and here.end <= place.end:
                there = self.old.numbers(here.moved(shift))
                old = self.old.instances[there[0]] if there else 0
            found.append((here, old, self._went.get(old, ())))
        return found

    def are_others(self, new: Span, old: Span) -> bool:
        """True if two places with the same words do not have them as the same instances."""
        here, there = self.new.numbers(new), self.old.numbers(old)
        now, then = self.new.instances[here.start : here.stop], self.old.instances[there.start : there.stop]
        return len(now) == len(then) and now != then

    def side_by_side(self, new: Span, old: Span) -> Iterator[tuple[Span, Span]]:
        """The words of two places with the same words, one by one."""
        for here, there in zip(self.new.numbers(new), self.old.numbers(old), strict=True):
            yield self.new.places[here], self.old.places[there]

    def same_words(self, new: Span, old: Span) -> list[tuple[Span, Span]]:
        """The words in two places that are the same ones, in one order and with the same letters."""
        there = self.old.numbers(old)
        pairs = [
            (here, was)
            for here in self.new.numbers(new)
            if (was := self._was.get(self.new.instances[here], -1)) in there
        ]
        places = ((self.new.places[here], self.old.places[was]) for here, was in longest_rising(pairs))
        return [pair for pair in places if pair[0].of(self._revised.text) == pair[1].of(self._base.text)]

    @cached_property
    def _later(self) -> Instances:
        """The words of the revised text of which no version put one in that the base goes back to."""
        own = [one for one in self.new.instances if one not in self._was]
        alike = self._lineage.alike(self._revised.id)
        origins = ((one, self._lineage.origins_of(array("I", alike.get(one, (one,))))) for one in own)
        return frozenset(one for one, versions in origins if self._before.isdisjoint(versions))

    def moving(self, old: Span, place: Span) -> list[tuple[int, int, tuple[Made, ...]]]:
        """A passage that moved to a place of the revised text, in runs: where each began, where it begins, its movers.

        Movers are the versions that moved it there or, if it stayed, each part of what it passed; where the words were
        written anew and the old ones struck, the versions that did so; none if that cannot be told. It is one run
        unless several versions moved parts of it.
        """
        was = self._was
        kept = [number for number in self.new.numbers(place) if self.new.instances[number] in was]
        words = [number for number in kept if self._revised.text[self.new.places[number].start].isalnum()]
        moved = [self.new.instances[number] for number in words or kept]
        if not moved:
            makers = dict.fromkeys((*_chief(self.coming(place)), *_chief(self.going(old))))
            return [(0, place.start, tuple((version,) for version in makers))]
        runs = self._parts(moved)
        passed = [others[0] for others in self._parts(self._passed(moved[0]))]
        movers = [self._movers(run[0], run[-1], passed) for run in runs]
        starts = [was[run[0]] for run in runs]
        if () in movers or starts != sorted(starts):
            return [(0, place.start, self._movers(moved[0], moved[-1], passed))]
        places = [
            (self.old.places[was[run[0]]].start, self.new.places[self._is[run[0]]].start, versions)
            for run, versions in zip(runs, movers, strict=True)
        ]
        return [next(same) for _, same in groupby(places, key=itemgetter(2))]

    def spacing(self, edit: Edit) -> Made:
        """The version since which the words around a place are neighbours, with the white space that is there now."""
        before = self.new.numbers(Span(0, edit.revised.end)).stop - 1
        return self._spaced.get(self.new.instances[before], ()) if before >= 0 else ()

    @cached_property
    def _spaced(self) -> Mapping[int, Made]:
        """The words that others, or other white space, followed in the base, each with the version that changed it."""
        before, now = (
            Spacing(one.text, self._lineage.segments(one.id)).spaces() for one in (self._base, self._revised)
        )
        changed = {one: space for one, space in now.items() if before.get(one) != space}
        return self._descent.spacers(changed, lambda version: self._version(version).text)

    def _parts(self, instances: Sequence[int]) -> list[list[int]]:
        """Words that stand side by side, cut where others of both texts stood between in a version on the way."""
        parted = self._descent.parted(instances)
        cuts = [0, *(at for at, one in enumerate(instances) if one in parted), len(instances)]
        return [list(instances[start:end]) for start, end in pairwise(cuts) if start < end]

    def _runs(self, place: Span, words: Words, steps: Mapping[int, Made]) -> Runs:
        """The place cut into runs of words of one step, white space with the run before it.

        Words that are in both versions have moved, and are taken together.
        """
        runs: list[tuple[int, Made]] = []

        def step_of(number: int) -> Made:
            instance = words.instances[number]
            return steps.get(instance) or self._reshaped.get(instance, ())

        for step, run in groupby(words.numbers(place), key=step_of):
            numbers = list(run)
            first, last = words.instances[numbers[0]], words.instances[numbers[-1]]
            mover = () if step else self._descent.movers(first, last)
            found = step or mover or _slid(words, numbers[0], len(numbers), steps)
            made = found or self._turner(first) or self._shifters(first, last)
            runs.append((words.places[numbers[0]].start if runs else place.start, made))
        if not runs:
            return [(place, ())] if len(place) else []
        ends = [start for start, _ in runs[1:]] + [place.end]
        return [(Span(start, end), made) for (start, made), end in zip(runs, ends, strict=True)]

    def _follow(
        self, instances: Instances, made: Callable[[str, str], Instances], *, went: bool = False
    ) -> Mapping[int, Made]:
        """For each instance the version back to which its state lasts; `made` are those that a step gave that state.

        What has that state in several parents of a merge is followed through all of them: several versions may have
        given it. An instance whose state reaches back to where the base came from, or to the very first version, is
        left out; unless it came in by a merge with what the base did not have any more, which is the merger's choice.
        """
        order = {version: number for number, version in enumerate(self._lineage.revisions)}
        steps, same = defaultdict[int, list[str]](list), dict[int, int]()
        taken_up: dict[int, str] = {}
        ahead = {self._revised.id: instances}
        while ahead:
            at = max(ahead, key=order.__getitem__)
            wanted = left = ahead.pop(at)
            parents = self._lineage.parents(at)
            for parent in parents:
                kept = wanted - made(at, parent)
                if len(parents) > 1 and went:
                    kept = self._once_held(parent, kept)
                elif len(parents) > 1:
                    alike = self._lineage.agreement(at, parent)
                    theirs = {alike[one]: one for one in wanted if one in alike}
                    same |= {their: one for their, one in theirs.items() if their not in instances | same.keys()}
                    kept, left = kept | theirs.keys(), left.difference(theirs.values())
                left -= kept
                if len(parents) > 1 and not went:
                    taken_up |= dict.fromkeys(wanted - kept, at)
                if kept:
                    ahead[parent] = ahead.get(parent, frozenset()) | kept
            if at not in self._before and parents:
                for instance in left:
                    steps[_root(instance, same)].append(at)
        for instance, merge in taken_up.items():
            if _root(instance, same) not in steps:
                steps[_root(instance, same)].append(merge)
        return {instance: tuple(dict.fromkeys(sorted(made, key=order.__getitem__))) for instance, made in steps.items()}

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

    @cached_property
    def _reshaped(self) -> Mapping[int, Made]:
        """The words that had other letters (a capital) before, each with the version that gave it those of now."""
        before = dict(zip(self.old.instances, self._lineage.tokens(self._base.id), strict=True))
        now = zip(self.new.instances, self._lineage.tokens(self._revised.id), strict=True)
        letters = {instance: token for instance, token in now if before.get(instance, token) != token}
        return self._descent.reshapers(letters)

    def _movers(self, first: int, last: int, passed: Sequence[int]) -> tuple[Made, ...]:
        """The steps that moved a passage or, if it stayed, each part of what it has `passed`.

        That one passage went past another is the same as that the other went the other way.
        """
        if turners := self._turners(first, passed):
            return turners
        movers, shifters = self._descent.movers(first, last), self._descent.shifters(first, last)
        made = movers or (shifters if len(shifters) == 1 else ())
        return (made,) if made else ()

    def _shifters(self, first: int, last: int) -> Made:
        """The steps that shifted a passage of both texts; what only one of them has was never shifted on the way."""
        return self._descent.shifters(first, last) if first in self._was and first in self._is else ()

    def _passed(self, instance: int) -> list[int]:
        """What a word of both texts has passed, in the order of the revised text, but for what moved itself."""
        here, at = self._was.get(instance), self._is.get(instance)
        if here is None or at is None:
            return []
        return [self.new.instances[number] for number, was in self._stayed if (number < at) is not (was < here)]

    @cached_property
    def _stayed(self) -> list[tuple[int, int]]:
        """The words of both texts that did not move, with their numbers in the revised text and in the base."""
        was = self._was
        return [(number, was[one]) for one, number in self._is.items() if one in was and one not in self._moved]

    def _turners(self, instance: int, passed: Iterable[int]) -> tuple[Made, ...]:
        """The steps on which a word changed its order with others."""
        steps = (self._descent.order_since(instance, other) for other in passed)
        return tuple(dict.fromkeys(filter(None, steps)))

    def _turner(self, instance: int) -> Made:
        """The step on which a word changed its order with the nearest of what it has passed."""
        nearest = min(self._passed(instance), key=lambda one: abs(self._is[one] - self._is[instance]), default=None)
        return () if nearest is None else self._descent.order_since(instance, nearest)


def _root(instance: int, same: Mapping[int, int]) -> int:
    """The instance for which this one stood on a branch."""
    while instance in same:
        instance = same[instance]
    return instance


def _chief(runs: Runs) -> tuple[str, ...]:
    """The version to which most of a passage belongs."""
    shares = Counter[tuple[str, ...]]()
    for place, versions in runs:
        shares[versions] += len(place)
    return max(shares, key=shares.__getitem__, default=())


def _slid(words: Words, first: int, count: int, steps: Mapping[int, Made]) -> Made:
    """The step of like words beside these: of words that are repeated, nobody can say which of them is the new one."""
    codes = words.codes
    for way in (1, -1):
        at = first
        while at + way >= 0 and at + way + count <= len(codes):
            leaves, comes = (at, at + count) if way > 0 else (at + count - 1, at - 1)
            if codes[leaves] != codes[comes]:
                break
            at += way
            found = {steps.get(instance, ()) for instance in words.instances[at : at + count]}
            if len(found) == 1 and (step := found.pop()):
                return step
    return _copied(words, first, count, steps) if count >= _FEWEST_COPIED else ()


def _copied(words: Words, first: int, count: int, steps: Mapping[int, Made]) -> Made:
    """The step of like words elsewhere in the text, if they all came, or all went, on one."""
    codes, at = words.codes[first : first + count], -1
    while (at := words.codes.find(codes, at + 1)) >= 0:
        found = {steps.get(instance, ()) for instance in words.instances[at : at + count]}
        if len(found) == 1 and (step := found.pop()):
            return step
    return ()
