"""Everything that was ever struck out, in the order in which it went, so that what comes back is known again.

The tokens of each segment that a revision does not keep are written one after another into one long text. A *place*
is a number in it. Whole segments, sentences (across lines) and every run of four codes that starts with a word can be
looked up.
The same instance may stand there several times, in the context that it had each time.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import compress, repeat

from provenance.lineage.instances import Instances, TracedSegment
from provenance.lineage.token_codes import SENTENCE, SENTENCE_ENDS, codes_of, numbers_of

NGRAM = 4
_BREAK = 0
_TRIED = 24
_CODE_BITS = 21
"""A code is a character: this many bits hold it."""
_EDGE = re.compile(rb"\x00(?=\x01)|\x01(?=\x00)")


class Deletions:
    """The text of all deleted instances, with its indexes."""

    __slots__ = (
        "_again",
        "_again_tokens",
        "_before",
        "_behind",
        "_first",
        "_pending",
        "_previous",
        "_runs",
        "_starts",
        "_traced",
        "_whole",
        "codes",
        "instances",
        "weights",
    )

    def __init__(self) -> None:
        self._first = 0
        self._again: dict[int, TracedSegment] = {}
        self._again_tokens = 0
        self.codes = array("I", [_BREAK])
        self.weights = bytearray(1)
        self.instances = array("I", [0])
        self._whole: dict[str, list[int]] = {}
        self._runs: dict[int, int] = {}
        self._previous = array("I", [0])
        self._pending: list[tuple[int, int]] = []
        self._behind: dict[int, int] = {}
        self._before: dict[int, int] = {}
        self._starts = array("I")
        self._traced: list[TracedSegment] = []

    def begin(self) -> None:
        """Begin a revision: what is struck from now on is struck by it."""
        self._first = len(self.codes)
        self._again.clear()
        self._again_tokens = 0

    def is_struck_now(self, place: int) -> bool:
        """True if this revision has struck out what stands at a place, whoever had struck it before."""
        return place >= self._first or (bool(self._again) and self.traced_at(place).number in self._again)

    def struck_now(self) -> "tuple[str, bytes, array[int]]":
        """All that this revision has struck out: codes, weights and instances, a break behind each part of it."""
        codes, instances = self.codes[self._first :], self.instances[self._first :]
        weights = self.weights[self._first :]
        for one in self._again.values():
            part = slice(one.place, one.place + len(one.instances))
            codes.extend((*self.codes[part], _BREAK))
            instances.extend((*self.instances[part], 0))
            weights.extend((*self.weights[part], 0))
        return codes_of(codes), bytes(weights), instances

    def count_since(self, place: int) -> int:
        """How many places there are from this one on; of what is struck now, at which it may have stood."""
        if place < self._first and self.is_struck_now(place):
            return len(self.codes) - self._first + self._again_tokens
        return len(self.codes) - place

    def strike(self, traced: Sequence[TracedSegment], kept: set[int], revision: int, instances: Instances) -> None:
        """Free every segment of a revision that is not kept, and write down those that are not there yet."""
        together: list[TracedSegment] = []
        for one in traced:
            if one.number not in kept:
                one.last = revision
                instances.free(one.instances)
                if not one.place:
                    together.append(one)
                    continue
                if one.place < self._first:
                    self._again_tokens += len(one.instances) * (one.number not in self._again)
                    self._again[one.number] = one
            if together:
                self._write(together)
                together = []
        if together:
            self._write(together)

    def note_edges(self, taken: bytearray) -> None:
        """Remember the words that this revision has struck out right beside one that it keeps, which is `taken`."""
        self._note_edges(taken, self._first, len(self.codes))
        for one in self._again.values():
            self._note_edges(taken, one.place, one.place + len(one.instances))

    def _note_edges(self, taken: bytearray, first: int, last: int) -> None:
        codes, instances = self.codes, self.instances
        stands = bytes(map(taken.__getitem__, instances[first:last]))
        for match in _EDGE.finditer(stands):
            place = first + match.end()
            before, behind = instances[place - 1], instances[place]
            if not (before and behind):
                continue
            if stands[match.start()]:
                self._behind[before << _CODE_BITS | codes[place]] = place
            else:
                self._before[behind << _CODE_BITS | codes[place - 1]] = place - 1

    def struck_behind(self, instance: int, code: int) -> int:
        """Where this code stands that was last struck out right behind a word that was kept; 0 if it never was."""
        return self._behind.get(instance << _CODE_BITS | code, 0)

    def struck_before(self, instance: int, code: int) -> int:
        """Where this code stands that was last struck out right before a word that was kept; 0 if it never was."""
        return self._before.get(instance << _CODE_BITS | code, 0)

    def _write(self, traced: Sequence[TracedSegment]) -> None:
        """Write neighbouring segments down at the end."""
        start = at = len(self.codes)
        seen: set[tuple[str, int]] = set()
        for one in traced:
            codes = one.segment.codes
            one.place = at
            self._starts.append(at)
            self._traced.append(one)
            self.codes.extend(numbers_of(codes))
            self.weights.extend(one.segment.weights)
            self.instances.extend(one.instances)
            if len(codes) >= NGRAM:
                self._whole.setdefault(codes, []).append(at)
                seen.add((codes, at))
            at += len(codes)
        self._note_sentences("".join([one.segment.codes for one in traced]), start, seen)
        self._pending.append((start, at))
        self.codes.append(_BREAK)
        self.weights.append(0)
        self.instances.append(0)

    def _note_sentences(self, codes: str, at: int, seen: set[tuple[str, int]]) -> None:
        for sentence in SENTENCE.findall(codes):
            if len(sentence) >= NGRAM and (sentence, at) not in seen:
                self._whole.setdefault(sentence, []).append(at)
            at += len(sentence)

    def has_whole(self, codes: str) -> bool:
        """True if exactly this segment or sentence was deleted."""
        return codes in self._whole

    def find_whole(self, codes: str) -> Iterable[int]:
        """The places where exactly this segment or sentence stands, the latest first."""
        return reversed(self._whole.get(codes, [])[-_TRIED:])

    def traced_at(self, place: int) -> TracedSegment:
        """The segment that a place belongs to."""
        return self._traced[bisect_right(self._starts, place) - 1]

    def starts_segment(self, place: int) -> bool:
        """True if a segment begins at a place."""
        at = bisect_right(self._starts, place) - 1
        return at >= 0 and self._starts[at] == place

    def ends_segment(self, place: int) -> bool:
        """True if a segment ends right before a place."""
        return self.codes[place] == _BREAK or self.starts_segment(place)

    def find_runs(self, codes: "array[int]", weights: bytes, start: int, end: int) -> list[tuple[int, int]]:
        """Where in these codes runs start that were deleted, as far as a hash can tell: with the latest place."""
        starts, keys = _keys(codes[start:end], weights[start:end], start)
        found = list(map(self._runs.get, keys, repeat(0)))
        return list(compress(zip(starts, found, strict=True), found))

    def find_longest(self, wanted: "array[int]", start: int, end: int, place: int, taken: bytearray) -> tuple[int, int]:
        """Where the longest free run stands that these codes begin with, and its length: there or earlier, or 0."""
        codes, instances, previous = self.codes, self.instances, self._previous
        best, longest = 0, NGRAM - 1
        limit, total = end - start, len(codes)
        if limit <= longest:
            return best, longest
        ahead = wanted[start + longest]
        for _ in range(_TRIED):
            if not place:
                break
            if place + longest < total and codes[place + longest] == ahead and not taken[instances[place]]:
                size = 0
                while size < limit and codes[place + size] == wanted[start + size]:
                    if taken[instances[place + size]]:
                        break
                    size += 1
                if size > longest:
                    best, longest = place, size
                    if size == limit:
                        break
                    ahead = wanted[start + size]
            place = previous[place]
        return best, longest

    def spell(self, start: int, end: int) -> str:
        """The codes from one place up to another."""
        return codes_of(self.codes[start:end])

    def sentence_end(self, place: int) -> int:
        """Where the sentence (the rest of a sentence) that goes on at a place ends."""
        while self.codes[place] > len(SENTENCE_ENDS):
            place += 1
        return place + (self.codes[place] != _BREAK)

    def sentence_start(self, place: int) -> int:
        """Where the sentence that leads up to a place starts."""
        while self.codes[place - 1] > len(SENTENCE_ENDS):
            place -= 1
        return place

    def index_runs(self) -> None:
        """Make what was added since the last time findable by its runs."""
        if self._pending:
            self._previous.extend([0] * (len(self.codes) - len(self._previous)))
            for start, end in self._pending:
                self._index_part(start, end)
            self._pending.clear()

    def _index_part(self, start: int, end: int) -> None:
        places, keys = _keys(self.codes[start:end], self.weights[start:end], start)
        runs, previous, instances = self._runs, self._previous, self.instances
        for place, key, last in zip(places, keys, map(runs.get, keys), strict=True):
            runs[key] = place
            if last:
                if instances[last] == instances[place] and instances[last + NGRAM - 1] == instances[place + NGRAM - 1]:
                    last = previous[last]  # the same words in the same order stand there too: one of the two is enough
                previous[place] = last


def _keys(codes: "array[int]", weights: bytes | bytearray, start: int) -> tuple[list[int], list[int]]:
    """Where runs start with a word in these codes, the first of which is at `start`; and a number for each run.

    The number is the same for the same run. Runs that start with a mark are left out: what makes a run sure to be the
    same one is its words, and a run is followed to both sides.
    """
    numbers = codes.tolist()
    words = weights[: 1 - NGRAM]
    runs = zip(numbers, numbers[1:], numbers[2:], numbers[3:], strict=False)
    return list(compress(range(start, start + len(words)), words)), list(map(hash, compress(runs, words)))
