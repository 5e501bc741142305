"""Unsettled words given back the instances that they had before they were struck out, wherever that was.

A word moved within a revision is first struck out and then restored, so both are found in the same way: on the roll
of the retired (`lineage_retired`). What may be restored, in order of trust:

* whole pieces and passages;
* runs of four and more words, if they are sure to be the same ones: by their own words, or because words that stood
  around them then stand around them now. Of several places that claim one run, that has it whose surroundings agree
  best (`lineage_context`);
* what lies beside a restored run, as far as it agrees with what lay there when the run was retired; but not if what
  agrees is little more than the marks and names of a citation's parts, which are the same wherever they stand.
"""

from collections.abc import Callable, Iterable
from itertools import compress

from provenance.lineage.lineage_alignment import align
from provenance.lineage.lineage_context import WINDOW, agreement, around, rival_claims, worthiest_first
from provenance.lineage.lineage_passages import split_passages
from provenance.lineage.lineage_retired import RUN, Retired
from provenance.lineage.lineage_tokens import PASSAGE, SENTENCE_ENDS
from provenance.lineage.lineage_unsettled import Unsettled
from provenance.lineage.lineage_weights import find_telling, tell

SENTENCE_END_CODES = [chr(code) for code in range(1, len(SENTENCE_ENDS) + 1)]
_TELLING = 2
_LONG = 16
_NEAR = 30
_COMPANY = 20
_FILLED = 200
_FURNITURE = -6

Seed = tuple[int, int, int]
"""Where a run may be restored: its start, the end of the unsettled codes there, and a place of the roll."""


class Restoring(Unsettled):
    """The unsettled codes of a revision, being looked for among all that was ever struck out."""

    __slots__ = ("_places", "_retired", "_standing")

    def __init__(
        self, codes: str, weights: bytes, taken: bytearray, retired: Retired, standing: Callable[[], str]
    ) -> None:
        super().__init__(codes, weights, taken)
        self._places = [0] * len(codes)
        self._retired = retired
        self._standing = standing

    # Whole pieces and passages

    def restore_whole(self, spans: Iterable[tuple[int, int]]) -> None:
        """Restore those of these stretches that stood on the roll as a piece or a passage."""
        whole = [(a, b) for a, b in spans if b - a >= RUN and self._retired.has_whole(self.codes[a:b])]
        for start, end in worthiest_first(whole, lambda span: self.codes[slice(*span)], self._worth):
            codes = self.codes[start:end]
            if self._open.find(0, start, end) >= 0:
                continue
            best, best_score = 0, (-1, -1)
            for place in self._retired.find_whole(codes):
                if self._free(place, end - start):
                    score = self._neighbourhood(start, end, place), self._retired.stretch_at(place).last
                    if score > best_score:
                        best, best_score = place, score
            if best and (best_score[0] or sum(self.weights[start:end]) > _TELLING):
                self._restore(start, end, best)

    def _worth(self, span: tuple[int, int]) -> int:
        """How far what stands around a span agrees with what stood around it somewhere on the roll, at the best."""
        start, end = span
        places = [place for place in self._retired.find_whole(self.codes[start:end]) if self._free(place, end - start)]
        return max((self._agreement(start, end - start, place) for place in places), default=0)

    def _free(self, place: int, length: int) -> bool:
        return not any(map(self._taken.__getitem__, self._retired.instances[place : place + length]))

    def _neighbourhood(self, start: int, end: int, place: int) -> int:
        """2 if both neighbours are those that it had at that place, 1 if one is, 0 if none."""
        instances, roll = self.instances, self._retired.instances
        before = start > 0 and instances[start - 1] > 0 and instances[start - 1] == roll[place - 1]
        behind = end < len(instances) and instances[end] > 0 and instances[end] == roll[place + end - start]
        return before + behind

    # Surroundings

    def _agreement(self, at: int, size: int, place: int) -> int:
        """How far what stands around a run agrees with what stood around it at a place of the roll."""
        there = around(self._retired.spell(max(0, place - WINDOW), place + size + WINDOW), min(place, WINDOW), size)
        return agreement(*there, *around(self.codes, at, size)) + self._company(at, at + size, place, place + size)

    def _company(self, start: int, end: int, first: int, last: int) -> int:
        """How many words around `first` to `last` of the roll now stand around `start` to `end`, in any order.

        If too few stand there to be company, none.
        """
        start, end = max(0, start - _NEAR), end + _NEAR
        if self._open.count(0, start, end) < _COMPANY:
            return 0
        there = self._retired.instances[max(0, first - _NEAR) : last + _NEAR]
        return len(set(self.instances[start:end]).intersection(there))

    # Runs

    def restore_runs(self) -> None:
        """Restore runs of four and more words, but in no sentence that is a copy of one that stands."""
        seeds: list[Seed] = []
        for start, end in self._unsettled(RUN):
            self._retired.index_runs()
            found = self._retired.find_runs(self._numbers, self.weights, start, end)
            if found:
                self._close_copies(start, end)
                seeds += [(at, end, place) for at, place in found]
        self._restore_rivals(seeds)
        before = self._open.count(1)
        doubtful = self._restore_seeds(seeds)
        if self._open.count(1) < before:
            self._restore_seeds(doubtful)  # what has been restored meanwhile is company

    def _close_copies(self, start: int, end: int) -> None:
        """Leave new what is a copy, whole, of a sentence that stands in this revision already."""
        for first, last in split_passages(self.codes, start, end):
            passage = self.codes[first:last]
            whole = last - first >= RUN and passage[-1] in SENTENCE_END_CODES and _starts(self.codes, first)
            if whole and _count_whole(self._standing(), passage) > _count_whole(self.codes, passage):
                self._open[first:last] = bytes(last - first)

    def _restore_rivals(self, seeds: Iterable[Seed]) -> None:
        """Where one run on the roll is claimed twice, restore the claim whose surroundings agree best with its own."""
        for place, rivals in rival_claims(seeds):
            step = next((step for step in range(RUN) if all(self._open[at + step] for at, _ in rivals)), None)
            if step is None:
                continue
            worth = [self._claim(at + step, end, place + step) for at, end in rivals]
            best = worth.index(max(worth))
            if worth[best] > worth[0]:
                at, end = rivals[best]
                self._restore_seeds([(at + step, end, place + step)])

    def _claim(self, at: int, end: int, place: int) -> int:
        """How much speaks for the longest run from `at` on as the one on the roll: its length, and what is around."""
        best, size = self._find_longest(at, end, place)
        return size + self._agreement(at, size, best) if best and self._tells(at, size, best) else 0

    def _restore_seeds(self, seeds: Iterable[Seed]) -> list[Seed]:
        """Restore the longest run at each of these seeds; those are given back that are too doubtful now."""
        doubtful: list[Seed] = []
        resume = 0
        for seed in seeds:
            at, end, place = seed
            if at < resume or not self._open[at]:
                continue
            best, size = self._find_longest(at, end, place)
            if best and self._tells(at, size, best):
                self._restore(at, at + size, best)
            elif best:
                doubtful.append(seed)
                further = find_telling(self.weights[at + 1 : at + size], _TELLING)
                resume = at + 1 + min(further, size - RUN)
        return doubtful

    def _find_longest(self, at: int, end: int, place: int) -> tuple[int, int]:
        closed = self._open.find(0, at, end)
        return self._retired.find_longest(self._numbers, at, end if closed < 0 else closed, place, self._taken)

    def _tells(self, at: int, size: int, place: int) -> bool:
        """True if a run is sure to be the one on the roll: by its own words, or by the company that it keeps."""
        weights = self.weights[at : at + size]
        if tell(weights) >= _TELLING:
            return True
        words = sum(weights)
        return words >= _LONG or (words > _TELLING and self._company(at, at + size, place, place + size) >= _COMPANY)

    def _restore(self, start: int, end: int, place: int) -> None:
        """Give `start` to `end` the instances at a place, and go on to both sides while the codes agree."""
        self._take_all(start, self._retired.instances[place : place + end - start])
        self._places[start:end] = range(place, place + end - start)
        at, there = start - 1, place - 1
        while self._agrees(at, there):
            self._restore_one(at, there)
            at, there = at - 1, there - 1
        at, there = end, place + end - start
        while self._agrees(at, there):
            self._restore_one(at, there)
            at, there = at + 1, there + 1

    def _restore_one(self, at: int, place: int) -> None:
        self._take(at, self._retired.instances[place])
        self._places[at] = place

    def _agrees(self, at: int, place: int) -> bool:
        """True if the unsettled code at `at` is the free one at a place of the roll."""
        if not 0 <= at < len(self.codes) or not self._open[at]:
            return False
        retired = self._retired
        return retired.codes[place] == self._numbers[at] and not self._taken[retired.instances[place]]

    # What lies beside

    def restore_beside(self) -> None:
        """Restore what lies between two restored runs, or between one and the end of its sentence."""
        for start, end in self._unsettled():
            before = self._places[start - 1] if start else 0
            behind = self._places[end] if end < len(self.codes) else 0
            if before and behind:
                self._fill(start, end, before + 1, behind)
                continue
            if before:
                match = PASSAGE.match(self.codes, start, end)
                self._fill(start, match.end() if match else end, before + 1, self._retired.passage_end(before + 1))
            if behind:
                first = start + max(self.codes.rfind(mark, start, end) + 1 - start for mark in SENTENCE_END_CODES)
                self._fill(max(first, start), end, self._retired.passage_start(behind), behind)

    def _fill(self, start: int, end: int, first: int, last: int) -> None:
        """Restore what `start` to `end` shares with these places of the roll, unless that is furniture."""
        if not (start < end and first < last <= first + _FILLED):
            return
        blocks = align(self._retired.spell(first, last), self.codes[start:end])
        shared = [self.weights[start + to : start + to + size] for _, to, size in blocks]
        if tell(b"".join(shared)) < _FURNITURE and self._company(start, end, first, last) < _COMPANY:
            return
        for at, to, size in compress(blocks, map(any, shared)):
            for step in range(size):
                if self._agrees(start + to + step, first + at + step):
                    self._restore_one(start + to + step, first + at + step)


def _starts(codes: str, at: int) -> bool:
    """True if a sentence may start there."""
    return at == 0 or ord(codes[at - 1]) <= len(SENTENCE_ENDS)


def _count_whole(codes: str, passage: str) -> int:
    """How often a passage stands there as a sentence, not as the end of a longer one."""
    count, at = 0, codes.find(passage)
    while at >= 0:
        count += _starts(codes, at)
        at = codes.find(passage, at + len(passage))
    return count
