"""Versions before and after a version, as far as each names those that it derives from."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from provenance.model.versions import Standing, Version


class Ancestry:
    """What derives from what among the versions of one work."""

    def __init__(self, versions: Sequence[Version]) -> None:
        self._known = {version.id: version for version in versions}
        self._later: dict[str, list[Version]] = {}
        for version in versions:
            for parent in version.parents:
                self._later.setdefault(parent, []).append(version)

    def before(self, version: Version) -> Iterator[Version]:
        """Every version that this one derives from, near or far, each once, the nearest first."""
        return _reach(version, self.parents)

    def after(self, version: Version) -> Iterator[Version]:
        """Every version that derives from this one, near or far, each once, the nearest first."""
        return _reach(version, lambda one: self._later.get(one.id, ()))

    def parents(self, version: Version) -> list[Version]:
        """Those that the version itself names."""
        return [self._known[parent] for parent in version.parents if parent in self._known]

    def extant_near(self, version: Version) -> Version | None:
        """The extant text that a reconstruction was made of: the nearest after it, or, if there is none, before it."""
        near = chain(self.after(version), self.before(version))
        return next((one for one in near if one.standing is Standing.EXTANT), None)


def _reach(start: Version, next_to: Callable[[Version], Iterable[Version]]) -> Iterator[Version]:
    seen, left = {start.id}, deque(next_to(start))
    while left:
        version = left.popleft()
        if version.id not in seen:
            seen.add(version.id)
            yield version
            left += next_to(version)
