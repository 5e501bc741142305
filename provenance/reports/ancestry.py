"""Versions before and after a version, as far as each names those that it derives from."""

from collections.abc import Callable, Iterator, Sequence

from provenance.model.versions import Standing, Version


def ancestors_of(version: Version, versions: Sequence[Version]) -> Iterator[Version]:
    """Every version that this one derives from, near or far, each once, the nearest first."""
    return _reach(version, lambda one: [other for other in versions if other.id in one.parents])


def descendants_of(version: Version, versions: Sequence[Version]) -> Iterator[Version]:
    """Every version that derives from this one, near or far, each once, the nearest first."""
    return _reach(version, lambda one: [other for other in versions if one.id in other.parents])


def extant_near(version: Version, versions: Sequence[Version]) -> list[Version]:
    """The extant text that a reconstruction was made of: the nearest after it, or, if there is none, before it."""
    for relatives in descendants_of, ancestors_of:
        found = [one for one in relatives(version, versions) if one.standing is Standing.EXTANT]
        if found:
            return found[:1]
    return []


def _reach(start: Version, next_to: Callable[[Version], list[Version]]) -> Iterator[Version]:
    seen, left = {start.id}, next_to(start)
    while left:
        version = left.pop(0)
        if version.id not in seen:
            seen.add(version.id)
            yield version
            left += next_to(version)
