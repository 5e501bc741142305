"""Words that a merge and one of its parents have alike, though they are not the same instances.

Two who each worked on a copy may both have put in "fully" at the same place. The merge then has the word once, as the
instance of one parent; the other parent has one of its own there. Neither copied from the other as far as is known, so
the word is as much the one's as the other's. Where the parent's word is older than the copies (one of them struck it
out and typed it again), it is that older word.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import chain, groupby

from provenance.lineage.chance import Chance, drop_chance_blocks
from provenance.lineage.instances import TracedSegment
from provenance.lineage.subsequence import MatchingBlock, align, common_end, common_start
from provenance.lineage.token_codes import level

_MARGIN = 1.2
"""Bits that words must surprise above chance; as for what stands in its place in a parent (`token_matching`)."""

Run = tuple[int, int]
"""Where tokens that stand side by side start and end."""


class _Words:
    """The tokens of a few segments: their codes, weights and instances, one of each for every token."""

    def __init__(self, segments: Sequence[TracedSegment]) -> None:
        self.codes = level("".join([one.segment.codes for one in segments]))
        self.weights = b"".join([one.segment.weights for one in segments])
        self.instances = list(chain.from_iterable([one.instances for one in segments]))

    def runs_without(self, shared: Container[int]) -> Iterator[Run]:
        """Where tokens stand side by side that are not among these."""
        for is_shared, run in groupby(range(len(self.instances)), lambda at: self.instances[at] in shared):
            if not is_shared:
                numbers = list(run)
                yield numbers[0], numbers[-1] + 1


def find_agreement(
    merged: Sequence[TracedSegment], parent: Sequence[TracedSegment], stand: Container[int]
) -> Mapping[int, int]:
    """The instances of a merge for which a parent has another instance of the same word at the same place.

    The place is right behind, or right before, a word that both have as the same instance, wherever that stands. All
    instances that `stand` in the merge are given, as they are the same for all its parents: most have no others.
    """
    start = common_start(parent, merged)
    end = common_end(parent, merged, start)
    old = _Words(parent[start : len(parent) - end])
    theirs = list(old.runs_without(stand))
    if not theirs:
        return {}
    new = _Words(merged[start : len(merged) - end])
    where = {instance: at for at, instance in enumerate(old.instances)}
    by_start, by_end = {run[0]: run for run in theirs}, {run[1]: run for run in theirs}
    chance = Chance(lambda: level("".join([one.segment.codes for one in merged])))
    found: dict[int, int] = {}
    for first, last in new.runs_without(where):
        behind = by_start.get(where[new.instances[first - 1]] + 1 if first else 0)
        before = by_end.get(where[new.instances[last]] if last < len(new.instances) else len(old.instances))
        for run in filter(None, dict.fromkeys((behind, before))):
            for at, to, size in _align(old, run, new, (first, last), chance):
                pairs = zip(new.instances[to : to + size], old.instances[at : at + size], strict=True)
                found |= {own: other for own, other in pairs if own not in found}
    return found


def _align(old: _Words, theirs: Run, new: _Words, ours: Run, chance: Chance) -> Sequence[MatchingBlock]:
    """What two runs of tokens share, not by chance."""

    def surprise(block: MatchingBlock, enough: float) -> float:
        at, _, size = block
        return chance.surprise(old.codes[at : at + size], old.weights[at : at + size], enough)

    (at, last), (to, last_to) = theirs, ours
    blocks = [(at + one, to + other, size) for one, other, size in align(old.codes[at:last], new.codes[to:last_to])]
    return drop_chance_blocks(blocks, (at, to), (last, last_to), surprise, _MARGIN)
