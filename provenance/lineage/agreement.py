"""Words that a merge and one of its parents have alike, though they are not the same instances.

Two who each worked on a copy may both have put in "fully" at the same place. The merge then has the word once, as the
instance of one parent; the other parent has one of its own there. Neither copied from the other as far as is known, so
the word is as much the one's as the other's. Where the parent's word is older than the copies (one of them struck it
out and typed it again), it is that older word.
"""

from collections.abc import Mapping, Sequence
from itertools import chain

from provenance.lineage.chance import Chance, drop_chance_blocks
from provenance.lineage.instances import TracedSegment
from provenance.lineage.subsequence import MatchingBlock, align, common_end, common_start, gaps, longest_rising
from provenance.lineage.token_codes import level

_MARGIN = 1.2
"""Bits that words must surprise above chance; as for what stands in its place in a parent (`token_matching`)."""


class _Words:
    """The tokens of a few segments: their codes, weights and instances, one of each for every token."""

    def __init__(self, segments: Sequence[TracedSegment]) -> None:
        self.codes = level("".join([one.segment.codes for one in segments]))
        self.weights = b"".join([one.segment.weights for one in segments])
        self.instances = list(chain.from_iterable([one.instances for one in segments]))

    def without(self, shared: frozenset[int], start: int, end: int) -> "_Words":
        """The tokens from `start` to `end` that are not among these."""
        left = _Words(())
        own = [at for at in range(start, end) if self.instances[at] not in shared]
        left.codes = "".join([self.codes[at] for at in own])
        left.weights = bytes([self.weights[at] for at in own])
        left.instances = [self.instances[at] for at in own]
        return left


def find_agreement(merged: Sequence[TracedSegment], parent: Sequence[TracedSegment]) -> Mapping[int, int]:
    """The instances of a merge for which a parent has another instance of the same word at the same place.

    The place is what lies between words that both have as the same instances.
    """
    start = common_start(parent, merged)
    end = common_end(parent, merged, start)
    old, new = (_Words(one[start : len(one) - end]) for one in (parent, merged))
    where = {instance: at for at, instance in enumerate(old.instances)}
    both = [(to, where[instance]) for to, instance in enumerate(new.instances) if instance in where]
    shared = frozenset(new.instances[to] for to, _ in both)
    blocks = [(at, to, 1) for to, at in longest_rising(both)]
    chance = Chance(lambda: level("".join([one.segment.codes for one in merged])))
    found: dict[int, int] = {}
    for at, last, to, last_to in gaps(blocks, len(old.instances), len(new.instances)):
        theirs, ours = old.without(shared, at, last), new.without(shared, to, last_to)
        for first, second, size in _align(theirs, ours, chance):
            found |= zip(ours.instances[second : second + size], theirs.instances[first : first + size], strict=True)
    return found


def _align(theirs: _Words, ours: _Words, chance: Chance) -> Sequence[MatchingBlock]:
    """What the tokens of two gaps share, not by chance."""

    def surprise(block: MatchingBlock, enough: float) -> float:
        first, _, size = block
        return chance.surprise(theirs.codes[first : first + size], theirs.weights[first : first + size], enough)

    ends = len(theirs.codes), len(ours.codes)
    return drop_chance_blocks(align(theirs.codes, ours.codes), (0, 0), ends, surprise, _MARGIN) if all(ends) else ()
