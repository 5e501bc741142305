"""Sentences that this revision moved and reworded, each with the one that it struck out elsewhere.

Who moves a sentence past another and changes it at several places leaves no long run of it. It is known again by what
it shares with one sentence that was struck out just now: words that were found to be that sentence's (`restoration`),
or else half of the words of the shorter, if chance does not explain that they stand in both. The rest is then matched
as if the sentence had stayed in its place (`token_matching`). One that did stay was matched before, and is not meant.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress
from math import log2
from operator import not_

from provenance.lineage.deletions import Deletions
from provenance.lineage.subsequence import align
from provenance.lineage.unmatched import Counterpart, Unmatched

_LONGEST = 200
"""Tokens of a sentence; what is longer is none."""
_LEAST = 2
"""Less is left where one short word, or marks alone, are to be explained."""
_MOST_PLACES = 8
"""A word that stands at more places tells nothing."""
_MARGIN = 22.0
"""Bits that what two sentences share must surprise above chance."""
_SENTENCE = re.compile("[^\x00-\x09]+[\x01-\x09]*|[\x01-\x09]+")


def find_moved_sentences(tokens: Unmatched, deleted: Deletions, restored: Sequence[int]) -> Iterator[Counterpart]:
    """What each sentence that is not wholly explained was before it was moved and reworded, if it was.

    `restored` has, for each token that is known to have stood elsewhere, where that was; 0 for any other.
    """
    if sum(compress(tokens.weights, tokens.open)) < _LEAST:
        return
    codes, weights, instances = deleted.struck_now()
    is_free = bytes(map(not_, map(tokens.taken.__getitem__, instances)))
    shared = set(compress(codes, is_free)).intersection(compress(tokens.codes, tokens.open))
    words = [code for code in shared if weights[codes.index(code)] and codes.count(code) <= _MOST_PLACES]
    if not words:
        return
    struck, here = _Sentences(codes), _Sentences(tokens.codes)
    pairs = defaultdict[int, Counter[int]](Counter)
    for code in words:
        of = set(map(struck.number, _places(code, codes, is_free)))
        for number in map(here.number, _places(code, tokens.codes, tokens.open)):
            pairs[number].update(dict.fromkeys(of, 1))
    where = {instance: at for at, instance in enumerate(instances)}
    for number in sorted(pairs):
        start, end = here.spans[number]
        again, stayed = Counter[int](), set[int]()
        for at in range(start, end):
            if (place := where.get(tokens.instances[at])) and restored[at]:
                again[struck.number(place)] += 1
            elif place:
                stayed.add(struck.number(place))
        moved = pairs[number].keys() - stayed
        if not moved:
            continue
        best = max(moved, key=lambda of: (again[of], pairs[number][of], of))
        first, last = struck.spans[best]
        if max(end - start, last - first) > _LONGEST:
            continue
        found = Counterpart(start, end, codes[first:last], weights[first:last], instances[first:last])
        if _is_same(tokens, found, len(codes)):
            yield found


class _Sentences:
    """The sentences of some codes: where each starts and ends, and in which one a code stands."""

    def __init__(self, codes: str) -> None:
        self.spans = [match.span() for match in _SENTENCE.finditer(codes)]
        self._starts = [start for start, _ in self.spans]

    def number(self, at: int) -> int:
        """The number of the sentence that a code belongs to."""
        return bisect_right(self._starts, at) - 1


def _places(code: str, codes: str, wanted: bytes | bytearray) -> Iterator[int]:
    """Where a code stands that is wanted there."""
    at = codes.find(code)
    while at >= 0:
        if wanted[at]:
            yield at
        at = codes.find(code, at + 1)


def _is_same(tokens: Unmatched, moved: Counterpart, struck: int) -> bool:
    """True if the sentences share, in order, half the words of the longer one, and more than chance explains.

    What a word of the sentence is already known to have been counts only if it is in the other.
    """
    codes, weights = tokens.codes, tokens.weights
    shared, bits, needed = 0, 0.0, log2(struck * len(codes)) + _MARGIN
    for at, to, size in align(moved.codes, codes[moved.start : moved.end]):
        first = moved.start + to
        own = (tokens.open[first + n] or tokens.instances[first + n] == moved.instances[at + n] for n in range(size))
        shared += _count(compress(weights[first : first + size], own))
        bits += tokens.chance.surprise(codes[first : first + size], weights[first : first + size], needed)
    words = max(_count(weights[moved.start : moved.end]), _count(moved.weights))
    return 2 * shared >= words and bits >= needed


def _count(weights: Iterable[int]) -> int:
    """How many of these tokens are words."""
    return sum(weight > 0 for weight in weights)
