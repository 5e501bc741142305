"""The line by which a version descends from another: which step put its words where they stand.

It goes by first parents; what a merge seems to have made may stand so in another of its parents, and is then looked for
on the line of that one. Only the steps that touched a word are looked at: a text keeps most of its words from one
version to the next.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TypeVar

from provenance.attribution.spacing import Space, spaced_since
from provenance.lineage.lineage import Lineage
from provenance.lineage.word_origins import Touched

Wanted = TypeVar("Wanted")

Words = Mapping[int, int]
"""The words of a version, each by its instance, with its number in the text."""

Makers = Iterator[tuple[int, str]]
"""Words, each with the step that made it stand as it does."""

Steps = Sequence[tuple[str, str, Touched]]
"""Steps that lead back from a version: each version with its parent, and the words that the step touched."""


class Descent:
    """The steps from a version back to another's ancestors, asked about words that both versions have."""

    def __init__(
        self,
        lineage: Lineage,
        touched: Callable[[str, str], Touched],
        old: Words,
        new: Words,
        revised: str,
        before: frozenset[str],
    ) -> None:
        """`old` and `new` are the words of the two versions; `before` are the versions that no step may lead to.

        `touched` tells which words a step, from a parent to a version, touched.
        """
        self._lineage, self._touched, self._old, self._new = lineage, touched, old, new
        self._revised, self._before = revised, before
        self._spelt = lru_cache(maxsize=64)(lambda version: lineage.spell(version)[1])

    def movers(self, first: int, last: int) -> tuple[str, ...]:
        """The step on which a passage from one word to another lost both its neighbours, or came back; none if none."""
        if first not in self._new or first not in self._old:
            return ()

        def find(steps: Steps) -> tuple[str, ...]:
            for version, parent, _ in _touching(steps, first, last):
                now, then = (self._neighbours(one, first, last) for one in (version, parent))
                if then is None or (now is not None and now[0] != then[0] and now[1] != then[1]):
                    return (version,)
            return ()

        return self._before_merges(find, self._steps)

    def order_since(self, one: int, other: int) -> tuple[str, ...]:
        """The step since which two words stand in the order that they have now; none if they always did."""
        order = self._new[one] < self._new[other]

        def find(steps: Steps) -> tuple[str, ...]:
            since, parted = self._revised, False
            for version, parent, _ in _touching(steps, one, other):
                since = since if parted else version
                spelt = self._spelt(parent)
                parted = one not in spelt or other not in spelt
                if not parted and (spelt.index(one) < spelt.index(other)) is not order:
                    return (since,)
            return ()

        return self._before_merges(find, self._steps)

    def shifters(self, first: int, last: int) -> tuple[str, ...]:
        """The steps on which a passage lost or changed a neighbour: on one of them it came to stand as it does."""

        def find(steps: Steps) -> tuple[str, ...]:
            return tuple(
                version
                for version, parent, _ in reversed(list(_touching(steps, first, last)))
                if self._neighbours(version, first, last) != self._neighbours(parent, first, last)
            )

        return self._before_merges(find, self._steps)

    def spacers(self, spaces: Mapping[int, Space], text: Callable[[str], str]) -> Makers:
        """Words with the white space that follows them now, each with the step that put it there.

        `text` gives that of a version.
        """

        def find(steps: Steps, wanted: Mapping[int, Space]) -> Makers:
            return spaced_since(self._lineage, [step[:2] for step in steps], text, wanted)

        return iter(self._each_before_merges(find, self._steps, spaces).items())

    def parted(self, instances: Sequence[int]) -> frozenset[int]:
        """Which of these words did not follow the one before them on the way, among those that both texts have."""
        found, both = set[int](), self._old.keys() & self._new.keys()
        for _, parent, touched in _touching(self._steps, *instances):
            stood = {one: at for at, one in enumerate(filter(both.__contains__, self._spelt(parent)))}
            found.update(
                b
                for a, b in pairwise(instances)
                if (a in touched.around or b in touched.around)
                and a in stood
                and stood.get(b, stood[a] + 1) != stood[a] + 1
            )
        return frozenset(found)

    def reshapers(self, letters: Mapping[int, str]) -> Makers:
        """Words with the letters that they have now, each with the step that gave it these."""

        def find(steps: Steps, wanted: Mapping[int, str]) -> Makers:
            left = dict(wanted)
            for version, parent, touched in steps:
                if met := touched.around.intersection(left):
                    spelt = dict(zip(self._spelt(parent), self._lineage.tokens(parent), strict=True))
                    for instance in [one for one in met if spelt.get(one, left[one]) != left[one]]:
                        del left[instance]
                        yield instance, version

        return iter(self._each_before_merges(find, self._steps, letters).items())

    @cached_property
    def _steps(self) -> Steps:
        return self._line(self._revised)

    def _line(self, version: str) -> list[tuple[str, str, Touched]]:
        """The steps that lead back from a version by first parents."""
        steps = list[tuple[str, str, Touched]]()
        while version not in self._before and (parents := self._lineage.parents(version)):
            steps.append((version, parents[0], self._touched(version, parents[0])))
            version = parents[0]
        return steps

    def _other_lines(self, steps: Steps, merge: str) -> Iterator[Steps]:
        """The same steps, but that from a merge they go on by another of its parents."""
        first = next(number for number, (version, _, _) in enumerate(steps) if version == merge)
        for parent in self._lineage.parents(merge):
            if parent != steps[first][1]:
                yield [*steps[:first], (merge, parent, self._touched(merge, parent)), *self._line(parent)]

    def _before_merges(self, find: Callable[[Steps], tuple[str, ...]], steps: Steps) -> tuple[str, ...]:
        """The steps that are found; where a merge alone is, those of a branch that had made the same before it."""
        made = find(steps)
        for line in self._other_lines(steps, made[0]) if len(made) == 1 else ():
            before = self._before_merges(find, line)
            if before and made[0] not in before:
                return before
        return made

    def _each_before_merges(
        self, find: Callable[[Steps, Mapping[int, Wanted]], Makers], steps: Steps, wanted: Mapping[int, Wanted]
    ) -> dict[int, str]:
        """The same for many words, each of which may be of another step."""
        made = dict(find(steps, wanted))
        for merge in dict.fromkeys(made.values()):
            of_merge = {one: wanted[one] for one, version in made.items() if version == merge}
            for line in self._other_lines(steps, merge):
                before = self._each_before_merges(find, line, of_merge)
                made |= {one: version for one, version in before.items() if version != merge}
        return made

    def _neighbours(self, version: str, first: int, last: int) -> tuple[int, int] | None:
        spelt = self._spelt(version)
        try:
            start = spelt.index(first)
            end = spelt.index(last, start) if last in spelt[start : start + 64] else spelt.index(last)
        except ValueError:
            return None
        return (spelt[start - 1] if start else 0), (spelt[end + 1] if end + 1 < len(spelt) else 0)


def _touching(steps: Steps, *instances: int) -> Iterator[tuple[str, str, Touched]]:
    wanted = frozenset(instances)
    return (step for step in steps if not wanted.isdisjoint(step[2].around))
