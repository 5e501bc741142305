"""Which of two equal stretches is the old one and which the copy: the one whose neighbours are the old one's.

Somebody puts a sentence in twice, or strikes one of two that are the same. Order alone would say that the first of
them is the old one. A reader looks at what stands around: the one between the words between which it always stood is
the old one, wherever the other is. Order decides where the surroundings do not.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, product

from rapidfuzz.distance import LCSseq

from provenance.lineage.lineage_alignment import Block, in_blocks
from provenance.lineage.lineage_retired import RUN

Span = tuple[int, int]
"""Where a stretch starts and ends in its text."""

WINDOW = 24
MOST_RIVALS = 16


def agreement(old_before: str, old_behind: str, new_before: str, new_behind: str) -> int:
    """How many codes two stretches have in common, in order, right before and right behind them.

    >>> agreement("the draft of", "was sent", "draft of", "is lost")
    12
    """
    return int(LCSseq.similarity(old_before, new_before) + LCSseq.similarity(old_behind, new_behind))


def around(codes: str, at: int, size: int) -> tuple[str, str]:
    """What stands right before and right behind a stretch of these codes."""
    return codes[max(0, at - WINDOW) : at], codes[at + size : at + size + WINDOW]


def worthiest_first(spans: list[Span], codes_of: Callable[[Span], str], worth: Callable[[Span], int]) -> list[Span]:
    """The spans in order, but of those with the same codes the one that is worth most first.

    >>> worthiest_first([(0, 1), (1, 3), (3, 4)], lambda span: "abca"[slice(*span)], lambda span: span[0])
    [(3, 4), (1, 3), (0, 1)]
    """
    same: dict[str, list[int]] = {}
    for number, span in enumerate(spans):
        same.setdefault(codes_of(span), []).append(number)
    ordered = spans[:]
    for numbers in same.values():
        if 1 < len(numbers) <= MOST_RIVALS:
            rivals = sorted((spans[number] for number in numbers), key=worth, reverse=True)
            for number, span in zip(numbers, rivals, strict=True):
                ordered[number] = span
    return ordered


def rival_claims(seeds: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, list[Span]]]:
    """The places that several runs claim, with where those start and may end: once for each run, at its start."""
    claims: dict[int, list[Span]] = {}
    for at, end, place in seeds:
        claims.setdefault(place, []).append((at, end))
    for place, rivals in claims.items():
        if 1 < len(rivals) <= MOST_RIVALS and not any(
            rivals == [(at + back, end) for at, end in claims.get(place - back, ())] for back in range(1, RUN + 1)
        ):
            yield place, rivals


def settle_rivals(blocks: list[Block], old: Sequence[str], new: Sequence[str]) -> list[Block]:
    """The blocks of two texts in stretches, each stretch with another partner if that one's surroundings agree better.

    Only what stands more often in one text than in the other has a choice. A partner may be chosen out of order.

    >>> settle_rivals([(0, 0, 1)], ["copied line", "its end"], ["copied line", "other", "copied line", "its end."])
    [(0, 2, 1)]
    """
    rivals = _rivals(old, new)
    if not rivals:
        return blocks
    pairs = [(at + step, to + step) for at, to, size in blocks for step in range(size)]
    here, there = _Text(old), _Text(new)
    chosen = [pair for pair in pairs if old[pair[0]] not in rivals]
    kept = set(pairs)
    for olds, news in rivals.values():
        chosen += _pair_up(olds, news, kept, here, there)
    return in_blocks(sorted(chosen))


class _Text:
    """A text in stretches, with what stands before and behind each; its ends count as surroundings that agree."""

    def __init__(self, stretches: Sequence[str]) -> None:
        self._codes = "\0" + "".join(stretches) + "\0"
        self._starts = [1]
        for stretch in stretches:
            self._starts.append(self._starts[-1] + len(stretch))

    def around(self, number: int) -> tuple[str, str]:
        start, end = self._starts[number], self._starts[number + 1]
        return around(self._codes, start, end - start)


def _rivals(old: Sequence[str], new: Sequence[str]) -> dict[str, tuple[list[int], list[int]]]:
    """The stretches that stand in both texts, and not equally often: where they do."""
    if len(set(old)) == len(old) and len(set(new)) == len(new):
        return {}
    before, after = Counter(old), Counter(new)
    repeated = [codes for codes, count in chain(before.items(), after.items()) if count > 1 and len(codes) >= RUN]
    rivals: dict[str, tuple[list[int], list[int]]] = {
        codes: ([], [])
        for codes in repeated
        if 0 < before[codes] <= MOST_RIVALS and 0 < after[codes] <= MOST_RIVALS and before[codes] != after[codes]
    }
    if rivals:
        for side, stretches in enumerate((old, new)):
            for number, codes in enumerate(stretches):
                if codes in rivals:
                    rivals[codes][side].append(number)
    return rivals


def _pair_up(
    olds: list[int], news: list[int], kept: set[tuple[int, int]], here: _Text, there: _Text
) -> list[tuple[int, int]]:
    """As many pairs as can be had, in order, whose surroundings agree best; the pairs already `kept` on ties."""
    worth = {
        (i, j): 2 * agreement(*here.around(i), *there.around(j)) + ((i, j) in kept) for i, j in product(olds, news)
    }
    best: dict[tuple[int, int], tuple[int, list[tuple[int, int]]]] = defaultdict(lambda: (0, []))
    few, many, turned = (olds, news, False) if len(olds) <= len(news) else (news, olds, True)
    for row, one in enumerate(few, 1):
        for column in range(row, len(many) - len(few) + row + 1):
            other = many[column - 1]
            pair = (other, one) if turned else (one, other)
            score, series = best[row - 1, column - 1]
            taken = score + worth[pair], [*series, pair]
            best[row, column] = max(taken, best[row, column - 1], key=lambda found: (len(found[1]), found[0]))
    return best[len(few), len(many)][1]
