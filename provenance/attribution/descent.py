"""The ways by which a version descends from another: which steps put its words where they stand.

Going back from the revised version, a state of its words (an order, neighbours, letters, white space) is followed to
every parent that has it, as far as the version whose parents all lack it. What stands alike in several parents of a
merge is followed through all of them: several branches may have brought it about, each by itself. Only the steps that
touched a word are looked at: a text keeps most of its words from one version to the next.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from functools import cached_property, lru_cache
from itertools import pairwise

from provenance.attribution.spacing import Respacing, Space
from provenance.lineage.lineage import Lineage
from provenance.lineage.word_origins import Touched

Words = Mapping[int, int]
"""The words of a version, each by its instance, with its number in the text."""

Made = tuple[str, ...]
"""The version that made something; several if it was one of them, none if that cannot be told."""

Lacks = Callable[[str, str, Touched, Set[int]], Set[int]]
"""Which of some words stand in a version, and not in a parent of it, as they do now; with what the step touched."""


class Descent:
    """The versions back to another's ancestors, asked about words that both versions have."""

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

    def movers(self, first: int, last: int) -> Made:
        """The step on which a passage from one word to another lost both its neighbours, or came back; none if none."""
        if first not in self._new or first not in self._old:
            return ()

        def lacks(version: str, parent: str, touched: Touched, left: Set[int]) -> Set[int]:
            if touched.around.isdisjoint((first, last)):
                return frozenset()
            now, then = (self._neighbours(one, first, last) for one in (version, parent))
            has_moved = then is None or (now is not None and now[0] != then[0] and now[1] != then[1])
            return left if has_moved else frozenset()

        return self._makers({first}, lacks).get(first, ())

    def order_since(self, one: int, other: int) -> Made:
        """The step since which two words stand in the order that they have now; none if they always did."""
        order = self._new[one] < self._new[other]
        parted_since: dict[str, str] = {}

        def lacks(version: str, parent: str, touched: Touched, left: Set[int]) -> Set[int]:
            if not touched.around.isdisjoint((one, other)):
                spelt = self._spelt(parent)
                if one in spelt and other in spelt:
                    return left if (spelt.index(one) < spelt.index(other)) is not order else frozenset()
            elif version not in parted_since:
                return frozenset()
            parted_since.setdefault(parent, parted_since.get(version, version))
            return left if len(self._lineage.parents(version)) > 1 else frozenset()

        made = self._makers({one}, lacks).get(one, ())
        return tuple(dict.fromkeys(parted_since.get(version, version) for version in made))

    def shifters(self, first: int, last: int) -> Made:
        """The steps on which a passage lost or changed a neighbour: on one of them it came to stand as it does."""
        found, ahead = list[str](), {self._revised}
        for version, parents in self._way:
            if version in ahead:
                same = [
                    parent
                    for parent, touched in parents
                    if touched.around.isdisjoint((first, last))
                    or self._neighbours(version, first, last) == self._neighbours(parent, first, last)
                ]
                found += [version] if parents and not same else []
                ahead.update(same or (parent for parent, _ in parents))
        return tuple(reversed(found))

    def spacers(self, spaces: Mapping[int, Space], text: Callable[[str], str]) -> Mapping[int, Made]:
        """Words with the white space that follows them now, each with the step that put it there.

        `text` gives that of a version.
        """
        spacing = Respacing(self._lineage, text, self._revised, spaces)
        made = self._makers(spaces, lambda version, parent, _, left: spacing.lacks(version, parent, left))
        return {one: tuple(map(spacing.seen, versions)) for one, versions in made.items()}

    def parted(self, instances: Sequence[int]) -> frozenset[int]:
        """Which of these words did not follow the one before them on the way, among those that both texts have."""
        found, both = set[int](), self._old.keys() & self._new.keys()
        version = self._revised
        for at, ((parent, touched), *_) in ((at, parents) for at, parents in self._way if parents):
            if at != version:
                continue
            version = parent
            if touched.around.isdisjoint(instances):
                continue
            stood = {one: at for at, one in enumerate(filter(both.__contains__, self._spelt(parent)))}
            found.update(
                b
                for a, b in pairwise(instances)
                if (a in touched.around or b in touched.around)
                and a in stood
                and stood.get(b, stood[a] + 1) != stood[a] + 1
            )
        return frozenset(found)

    def reshapers(self, letters: Mapping[int, str]) -> Mapping[int, Made]:
        """Words with the letters that they have now, each with the step that gave it these."""

        def lacks(version: str, parent: str, touched: Touched, left: Set[int]) -> Set[int]:
            met = touched.around.intersection(left)
            if not met:
                return met
            spelt = dict(zip(self._spelt(parent), self._lineage.tokens(parent), strict=True))
            is_merge = len(self._lineage.parents(version)) > 1
            return {one for one in met if spelt.get(one, "" if is_merge else letters[one]) != letters[one]}

        return self._makers(letters, lacks)

    @cached_property
    def _way(self) -> Sequence[tuple[str, Sequence[tuple[str, Touched]]]]:
        """The versions on all ways back, the latest first, with their parents and what the step from each touched."""
        found, ahead = dict[str, list[tuple[str, Touched]]](), [self._revised]
        while ahead:
            version = ahead.pop()
            if version not in found and version not in self._before:
                found[version] = [(one, self._touched(version, one)) for one in self._lineage.parents(version)]
                ahead += [parent for parent, _ in found[version]]
        order = {version: number for number, version in enumerate(self._lineage.revisions)}
        return sorted(found.items(), key=lambda one: order[one[0]], reverse=True)

    def _makers(self, words: Iterable[int], lacks: Lacks) -> Mapping[int, Made]:
        """Words, each with the versions that made it stand as it does now: those of whose parents none has it so."""
        found, ahead = defaultdict[int, list[str]](list), defaultdict[str, set[int]](set)
        ahead[self._revised] = set(words)
        for version, parents in self._way:
            left = ahead.pop(version, set())
            made = set(left)
            for parent, touched in parents if left else ():
                same = left - lacks(version, parent, touched, left)
                made -= same
                ahead[parent] |= same
            for one in made if parents else ():
                found[one].append(version)
        return {one: tuple(reversed(versions)) for one, versions in found.items()}

    def _neighbours(self, version: str, first: int, last: int) -> tuple[int, int] | None:
        spelt = self._spelt(version)
        try:
            start = spelt.index(first)
            end = spelt.index(last, start) if last in spelt[start : start + 64] else spelt.index(last)
        except ValueError:
            return None
        return (spelt[start - 1] if start else 0), (spelt[end + 1] if end + 1 < len(spelt) else 0)
