"""Between two revisions: in which one every word came in, went out, or took another place.

    found = follow(lineage, "draft", "final")
    found.entered[instance]     # "carbon": the revision that put the word in (or back in)
    found.vanished[instance]    # "final": the one that took it out
    found.moved[instance]       # "carbon": the one that put it in another order

What was put in and struck out again between the two, and what was struck out and put back, is in neither. Words of a
merge are its parents': only what no parent has is the merger's.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from provenance.lineage.subsequence import longest_rising
from provenance.lineage.word_origins import WordOrigins

Held = Callable[[str], tuple[int, ...]]
"""The instances of a revision, in order."""


@dataclass(frozen=True, slots=True)
class Following:
    """What became of the words between two revisions: instance → the revision that did it.

    A word of the base that the line of the revised text never had (the two are on different branches) has vanished in
    no revision: it stands under None.
    """

    entered: Mapping[int, str]
    vanished: Mapping[int, str | None]
    moved: Mapping[int, str]


def follow(lineage: WordOrigins, base: str, revised: str) -> Following:
    """The revisions in which the words of two revisions came, went and moved.

    Raises NotFound if there is no such revision.
    """
    held = lru_cache(maxsize=256)(lambda revision: tuple(lineage.spell(revision)[1]))
    sets = lru_cache(maxsize=256)(lambda revision: frozenset(held(revision)))
    before, after = sets(base), sets(revised)
    entered = _trace_back(lineage, revised, after - before, lambda revision, wanted: wanted & sets(revision))
    gone = _trace_back(lineage, revised, before - after, lambda revision, wanted: wanted - sets(revision))
    vanished = {
        instance: revision if any(instance in sets(parent) for parent in lineage.parents(revision)) else None
        for instance, revision in gone.items()
    }
    return Following(entered, vanished, _find_moved(lineage, base, revised, held))


def _trace_back(
    lineage: WordOrigins,
    revision: str,
    instances: frozenset[int],
    same: Callable[[str, frozenset[int]], frozenset[int]],
) -> dict[int, str]:
    """For each instance the revision back to which its state lasts; `same` picks those with that state in a parent."""
    found: dict[int, str] = {}
    ahead = [(revision, instances)]
    while ahead:
        at, wanted = ahead.pop()
        for parent in lineage.parents(at):
            kept = same(parent, wanted)
            if kept:
                ahead.append((parent, kept))
                wanted -= kept
        found.update(dict.fromkeys(wanted, at))
    return found


def _find_moved(lineage: WordOrigins, base: str, revised: str, held: Held) -> dict[int, str]:
    """The words that stand in another order in the two revisions, and the last step that changed it."""
    wanted = set(_out_of_order(held(base), held(revised)))
    moved: dict[int, str] = {}
    for parent, child in _steps(lineage, base, revised):
        if not wanted:
            break
        here = wanted.intersection(_out_of_order(held(parent), held(child)))
        moved |= dict.fromkeys(here, child)
        wanted -= here
    return moved | dict.fromkeys(wanted, revised)


def _steps(lineage: WordOrigins, base: str, revised: str) -> Iterator[tuple[str, str]]:
    """The steps that lead from the base to the revised text, the last first: by first parents, if the base is there."""
    at = revised
    while at != base and lineage.parents(at):
        parents = lineage.parents(at)
        at, child = next((one for one in parents if one == base or base in lineage.ancestors(one)), parents[0]), at
        yield at, child


def _out_of_order(before: tuple[int, ...], after: tuple[int, ...]) -> list[int]:
    """The instances that both have, without the longest series that stands in the same order in both."""
    where = {instance: at for at, instance in enumerate(before)}
    pairs = [(to, where[instance]) for to, instance in enumerate(after) if instance in where]
    kept = {to for to, _ in longest_rising(pairs)}
    return [after[to] for to, _ in pairs if to not in kept]
