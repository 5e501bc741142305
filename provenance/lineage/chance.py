"""How likely it is that a run of tokens stands in two texts by chance, and not because it was kept.

"Of the" stands everywhere; that the one which was struck out is the one that stands there now has to be shown by
something else. "The border envoy's ledger" does not stand everywhere. So every run is given its *surprise*: how many
bits it takes to spell it in the language of the text, where every token is foretold by the one before it. What
repeats in this text (the mark-up of a table, the name of the treaty) is foretold well and surprises little.

Between two gaps of n and of m tokens there are n × m pairs of places at which a run may agree by chance. It is taken
for kept only if it surprises more than so many places can explain: if its bits exceed log2(n × m). Where words were
replaced one by one, what stayed between them stands as far from either end as it did: such places there are only n. The
same holds of what is looked for in all that was ever deleted; there the places are many, and a short run of common
words is new.
"""

from collections.abc import Callable, Sequence
from math import log2

from provenance.lineage.subsequence import MatchingBlock

_PRIORS = (0.03, 0.006, 0.0003)
"""How often a mark, a short word and a long one are met, where the text at hand does not tell."""
_PRIOR_COUNTS = 600
_PAIR_PRIOR_COUNTS = 1.5


class Chance:
    """The surprise of runs of tokens, as measured in one text, which is read when it is first needed."""

    __slots__ = ("_counts", "_pairs", "_read", "_text")

    def __init__(self, read: Callable[[], str]) -> None:
        self._read = read
        self._text: str | None = None
        self._counts: dict[str, int] = {}
        self._pairs: dict[str, float] = {}

    def surprise(self, codes: str, weights: bytes, enough: float, mark: float = 1.0) -> float:
        """How many bits it takes to spell these tokens; counted no further than `enough`.

        The bits of a mark of punctuation are counted to this part.
        """
        bits, before = 0.0, ""
        for code, weight in zip(codes, weights, strict=True):
            pair = before + code
            found = self._pairs.get(pair)
            if found is None:
                found = self._pairs[pair] = self._bits(before, code, weight)
            bits += found if weight else mark * found
            if bits >= enough:
                break
            before = code
        return bits

    def _bits(self, before: str, code: str, weight: int) -> float:
        if self._text is None:
            self._text = self._read()
        text = self._text
        count = self._count(code)
        alone = (count + _PRIOR_COUNTS * _PRIORS[weight]) / (len(text) + _PRIOR_COUNTS)
        if not before:
            return -log2(alone)
        all_pairs = self._count(before)
        together = max(0, text.count(before + code) - 1) if all_pairs and count else 0
        return -log2((together + _PAIR_PRIOR_COUNTS * alone) / (all_pairs + _PAIR_PRIOR_COUNTS))

    def _count(self, code: str) -> int:
        """How often a token stands in the text, not counting the one that is asked about."""
        count = self._counts.get(code)
        if count is None:
            assert self._text is not None
            count = self._counts[code] = max(0, self._text.count(code) - 1)
        return count


def drop_chance_blocks(
    blocks: Sequence[MatchingBlock],
    start: tuple[int, int],
    end: tuple[int, int],
    surprise: Callable[[MatchingBlock, float], float],
    margin: float,
) -> list[MatchingBlock]:
    """The blocks of two texts from `start` to `end` of each, without those that chance explains.

    `surprise` tells how many bits a block is worth, at least up to a limit. A block is weighed against the gaps on
    both its sides; where one is dropped, its neighbours stand in larger gaps and are weighed again. At the end of both
    texts there are fewer places: it need not be looked for.
    """
    kept = [(*start, 0), *blocks, (*end, 0)]
    number = 1
    while number < len(kept) - 1:
        (before, before_to, before_size), block, (end_at, end_to, _) = kept[number - 1 : number + 2]
        start_at, start_to = before + before_size, before_to + before_size
        at, to, size = block
        places = (end_at - start_at) * (end_to - start_to)
        if places <= size * size:
            number += 1
            continue
        touches = (at == start_at and to == start_to) or (at + size == end_at and to + size == end_to)
        is_in_line = to - at == start_to - start_at == end_to - end_at
        reach = log2(end_at - start_at if is_in_line else places)
        needed = (log2(places) / 1.5 if touches else reach) + margin
        if surprise(block, needed) < needed:
            del kept[number]
            number = max(1, number - 1)
        else:
            number += 1
    return kept[1:-1]
