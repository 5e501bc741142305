"""Sentences that this revision moved and reworded, each with the one that it struck out elsewhere.

Who moves a sentence past another and changes it at several places leaves no long run of it. It is known again by what
it shares with one sentence that was struck out just now: words that were found to be that sentence's (`restoration`),
or else half of the words of the shorter, if chance does not explain that they stand in both. The rest is then matched
as if the sentence had stayed in its place (`token_matching`). One that did stay was matched before, and is not meant.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain, compress
from math import log2

from provenance.lineage.deletions import Deletions
from provenance.lineage.subsequence import align
from provenance.lineage.unmatched import Counterpart, Unmatched

_LONGEST = 200
"""Tokens of a sentence; what is longer is none."""
_LEAST, _LEAST_ALONE = 2, 8
"""Less is left where one short word, or marks alone, are to be explained; where nothing was moved, a few words."""
_MOST_PLACES = 8
"""A word that stands at more places tells nothing."""
_LIKELY = 3
"""So many sentences of the new text, those that share the most words with one that was struck, may be that one."""
_MARGIN = 22.0
"""Bits that what two sentences share must surprise above chance."""
_OTHER_WAY = bytes.maketrans(b"\0\1", b"\1\0")
"""Makes what is taken free, and what is free taken."""
_SENTENCE = re.compile("[^\x00-\x09]+[\x01-\x09]*|[\x01-\x09]+")


def find_moved_sentences(tokens: Unmatched, deleted: Deletions, restored: list[int]) -> Iterator[Counterpart]:
    """What each sentence that is not wholly explained was before it was moved and reworded, if it was.

    `restored` has, for each token that is known to have stood elsewhere, where that was; 0 for any other.
    """
    if sum(compress(tokens.weights, tokens.open)) < (_LEAST if any(restored) else _LEAST_ALONE):
        return
    codes, weights, instances = deleted.struck_now()
    is_free = bytes(map(tokens.taken.__getitem__, instances)).translate(_OTHER_WAY)
    shared = set(compress(tokens.codes, tokens.open)).intersection(compress(codes, is_free))
    words = shared.intersection(compress(codes, weights))
    if not words:
        return
    places = Counter(codes)
    struck, here = _sentences(codes), _sentences(tokens.codes)
    holding: dict[str, list[int]] = {code: [] for code in words if places[code] <= _MOST_PLACES}
    for of, (start, end) in enumerate(struck):
        for code in holding.keys() & compress(codes[start:end], is_free[start:end]):
            holding[code].append(of)
    common: dict[int, list[tuple[int, int]]] = {}
    for number, (start, end) in enumerate(here):
        those = map(holding.get, compress(tokens.codes[start:end], tokens.open[start:end]))
        for of, shares in Counter(chain.from_iterable(filter(None, those))).items():
            common.setdefault(of, []).append((-shares, number))
    likely = [(number, shares, of) for of, several in common.items() for shares, number in sorted(several)[:_LIKELY]]
    done = -1
    for number, shares, of in sorted(likely):
        start, end = here[number]
        first, last = struck[of]
        known = end - start - restored[start:end].count(0)
        most = max(end - start - tokens.weights.count(0, start, end), last - first - weights.count(0, first, last))
        if number == done or 2 * (known - shares) < most or max(end - start, last - first) > _LONGEST:
            continue
        found = Counterpart(start, end, codes[first:last], weights[first:last], instances[first:last])
        if _is_same(tokens, found, most, len(codes)):
            done = number
            yield found


def _sentences(codes: str) -> list[tuple[int, int]]:
    """Where each sentence of some codes starts and ends."""
    return [match.span() for match in _SENTENCE.finditer(codes)]


def _is_same(tokens: Unmatched, moved: Counterpart, most: int, struck: int) -> bool:
    """True if the sentences share, in order, half the words of the longer one, and more than chance explains.

    That one has the `most` words; so many tokens were `struck` out. What a word of the sentence is already known to
    have been counts only if it is in the other.
    """
    codes, weights = tokens.codes, tokens.weights
    shared, bits, needed = 0, 0.0, log2(struck * len(codes)) + _MARGIN
    for at, to, size in align(moved.codes, codes[moved.start : moved.end]):
        first = moved.start + to
        own = (tokens.open[first + n] or tokens.instances[first + n] == moved.instances[at + n] for n in range(size))
        shared += sum(map(bool, compress(weights[first : first + size], own)))
        bits += tokens.chance.surprise(codes[first : first + size], weights[first : first + size], needed)
    return 2 * shared >= most and bits >= needed
