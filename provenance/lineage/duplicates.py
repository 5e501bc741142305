"""Which of two equal segments is the old one and which the copy: the one whose neighbours are the old one's.

Somebody puts a sentence in twice, or strikes one of two that are the same. Order alone would say that the first of
them is the old one. A reader looks at what stands around: the one between the words between which it always stood is
the old one, wherever the other is. Order decides where the context does not.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, product

from rapidfuzz.distance import LCSseq

from provenance.lineage.deletions import NGRAM
from provenance.lineage.subsequence import MatchingBlock, in_blocks

TokenRange = tuple[int, int]
"""Where some tokens start and end in their text."""

WINDOW = 24
MOST_DUPLICATES = 16


def agreement(old_before: str, old_behind: str, new_before: str, new_behind: str) -> int:
    """How many codes two segments have in common, in order, right before and right behind them.

    >>> agreement("the draft of", "was sent", "draft of", "is lost")
    12
    """
    return int(LCSseq.similarity(old_before, new_before) + LCSseq.similarity(old_behind, new_behind))


def around(codes: str, at: int, size: int) -> tuple[str, str]:
    """What stands right before and right behind some of these codes."""
    return codes[max(0, at - WINDOW) : at], codes[at + size : at + size + WINDOW]


def best_supported_first(
    ranges: list[TokenRange], codes_of: Callable[[TokenRange], str], support: Callable[[TokenRange], int]
) -> list[TokenRange]:
    """The ranges in order, but of those with the same codes the one for which most speaks first.

    >>> best_supported_first([(0, 1), (1, 3), (3, 4)], lambda found: "abca"[slice(*found)], lambda found: found[0])
    [(3, 4), (1, 3), (0, 1)]
    """
    same: dict[str, list[int]] = {}
    for number, one in enumerate(ranges):
        same.setdefault(codes_of(one), []).append(number)
    ordered = ranges[:]
    for numbers in same.values():
        if 1 < len(numbers) <= MOST_DUPLICATES:
            by_support = sorted((ranges[number] for number in numbers), key=support, reverse=True)
            for number, one in zip(numbers, by_support, strict=True):
                ordered[number] = one
    return ordered


def duplicate_matches(seeds: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, list[TokenRange]]]:
    """The places that several runs match, with where those start and may end: once for each run, at its start."""
    matches: dict[int, list[TokenRange]] = {}
    for at, end, place in seeds:
        matches.setdefault(place, []).append((at, end))
    for place, found in matches.items():
        if 1 < len(found) <= MOST_DUPLICATES and not any(
            found == [(at + back, end) for at, end in matches.get(place - back, ())] for back in range(1, NGRAM + 1)
        ):
            yield place, found


def match_duplicates(blocks: list[MatchingBlock], old: Sequence[str], new: Sequence[str]) -> list[MatchingBlock]:
    """The blocks of two texts in segments, each segment with another partner if that one's context agrees better.

    Only what stands more often in one text than in the other has a choice. A partner may be chosen out of order.

    >>> match_duplicates([(0, 0, 1)], ["copied line", "its end"], ["copied line", "other", "copied line", "its end."])
    [(0, 2, 1)]
    """
    duplicates = _duplicates(old, new)
    if not duplicates:
        return blocks
    pairs = [(at + step, to + step) for at, to, size in blocks for step in range(size)]
    here, there = _Text(old), _Text(new)
    chosen = [pair for pair in pairs if old[pair[0]] not in duplicates]
    kept = set(pairs)
    for olds, news in duplicates.values():
        chosen += _pair_up(olds, news, kept, here, there)
    return in_blocks(sorted(chosen))


class _Text:
    """A text in segments, with what stands before and behind each; its ends count as context that agrees."""

    def __init__(self, segments: Sequence[str]) -> None:
        self._codes = "\0" + "".join(segments) + "\0"
        self._starts = [1]
        for one in segments:
            self._starts.append(self._starts[-1] + len(one))

    def around(self, number: int) -> tuple[str, str]:
        start, end = self._starts[number], self._starts[number + 1]
        return around(self._codes, start, end - start)


def _duplicates(old: Sequence[str], new: Sequence[str]) -> dict[str, tuple[list[int], list[int]]]:
    """The segments that stand in both texts, and not equally often: where they do."""
    if len(set(old)) == len(old) and len(set(new)) == len(new):
        return {}
    before, after = Counter(old), Counter(new)
    repeated = [codes for codes, count in chain(before.items(), after.items()) if count > 1 and len(codes) >= NGRAM]
    duplicates: dict[str, tuple[list[int], list[int]]] = {
        codes: ([], [])
        for codes in repeated
        if 0 < before[codes] <= MOST_DUPLICATES
        and 0 < after[codes] <= MOST_DUPLICATES
        and before[codes] != after[codes]
    }
    if duplicates:
        for side, segments in enumerate((old, new)):
            for number, codes in enumerate(segments):
                if codes in duplicates:
                    duplicates[codes][side].append(number)
    return duplicates


def _pair_up(
    olds: list[int], news: list[int], kept: set[tuple[int, int]], here: _Text, there: _Text
) -> list[tuple[int, int]]:
    """As many pairs as can be had, in order, whose context agrees best; the pairs already `kept` on ties."""
    support = {
        (i, j): 2 * agreement(*here.around(i), *there.around(j)) + ((i, j) in kept) for i, j in product(olds, news)
    }
    best: dict[tuple[int, int], tuple[int, list[tuple[int, int]]]] = defaultdict(lambda: (0, []))
    few, many, turned = (olds, news, False) if len(olds) <= len(news) else (news, olds, True)
    for row, one in enumerate(few, 1):
        for column in range(row, len(many) - len(few) + row + 1):
            other = many[column - 1]
            pair = (other, one) if turned else (one, other)
            score, series = best[row - 1, column - 1]
            taken = score + support[pair], [*series, pair]
            best[row, column] = max(taken, best[row, column - 1], key=lambda found: (len(found[1]), found[0]))
    return best[len(few), len(many)][1]
