"""One revision's unsettled words, each given the earlier instance that it continues, or none.

Unsettled is what the parents' pieces do not explain as they stand. In order of trust, and every instance once:

1. passages (sentences across lines) that stand in the same order in the parent's text at that place;
2. pieces and passages that stand anywhere among what has been retired: moved within this revision, or restored;
3. words in the same order in the parent's text at that place, where the sentences are alike enough that one can be
   called a revision of the other (two sentences that share "the" and a comma are not);
4. runs of four and more words anywhere among the retired, but in no sentence that is a copy of one that stands;
5. what lies between two restored runs, as far as it agrees with what lay between them when they were retired.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from provenance.diff.lineage_alignment import Block, align, align_sequences, gaps, longest_rising
from provenance.diff.lineage_passages import Passages, alike, split_passages
from provenance.diff.lineage_retired import RUN, Retired
from provenance.diff.lineage_tokens import PASSAGE, SENTENCE_ENDS, Vocabulary, numbers_of

NEW = -1
TELLING = 2
_FILLED = 200
_ENDS = [chr(code) for code in range(1, len(SENTENCE_ENDS) + 1)]


@dataclass(frozen=True, slots=True)
class Counterpart:
    """What stood in a parent where now `start` to `end` of the unsettled codes stand: codes and instances."""

    start: int
    end: int
    codes: str
    instances: Sequence[int]


class Settling:
    """The unsettled codes of a revision, with the instance that each has been found to continue (or `NEW`)."""

    __slots__ = ("_numbers", "_open", "_places", "_retired", "_standing", "_taken", "_vocabulary", "codes", "instances")

    def __init__(
        self, codes: str, taken: bytearray, retired: Retired, vocabulary: Vocabulary, standing: Callable[[], str]
    ) -> None:
        self.codes = codes
        self.instances = [NEW] * len(codes)
        self._open = bytearray(b"\1") * len(codes)
        at = codes.find("\0")
        while at >= 0:
            self.instances[at] = self._open[at] = 0
            at = codes.find("\0", at + 1)
        self._numbers = numbers_of(codes)
        self._places = [0] * len(codes)
        self._taken = taken
        self._retired = retired
        self._vocabulary = vocabulary
        self._standing = standing

    def settle(self, counterparts: Sequence[Counterpart], pieces: Iterable[tuple[int, int]]) -> None:
        """Find what each code continues; `pieces` are the places of whole pieces."""
        for counterpart in counterparts:
            self._settle_passages(counterpart)
        self._settle_whole(pieces)
        for start, end in self._unsettled(RUN):
            self._settle_whole(split_passages(self.codes, start, end))
        for counterpart in counterparts:
            self._settle_words(counterpart)
        self._settle_runs()
        self._fill()

    def _take(self, at: int, instance: int) -> None:
        self.instances[at] = instance
        self._open[at] = 0
        self._taken[instance] = 1

    def _unsettled(self, least: int = 1) -> Iterator[tuple[int, int]]:
        """The runs of unsettled codes of at least this length."""
        start = self._open.find(1)
        while start >= 0:
            end = self._open.find(0, start)
            end = len(self._open) if end < 0 else end
            if end - start >= least:
                yield start, end
            start = self._open.find(1, end)

    # In the parent's order

    def _settle_passages(self, counterpart: Counterpart) -> None:
        """Step 1."""
        if not counterpart.codes:
            return
        old = split_passages(counterpart.codes, 0, len(counterpart.codes))
        new = split_passages(self.codes, counterpart.start, counterpart.end)
        if len(old) == 1 and len(new) == 1:
            return
        for at, to, size in align_sequences(
            [counterpart.codes[start:end] for start, end in old], [self.codes[start:end] for start, end in new]
        ):
            for (old_start, old_end), (new_start, _) in zip(old[at : at + size], new[to : to + size], strict=True):
                if size > 1 or old_end - old_start >= RUN:
                    self._take_run(counterpart, old_start, new_start, old_end - old_start)

    def _take_run(self, counterpart: Counterpart, at: int, to: int, size: int) -> None:
        self._take_all(to, counterpart.instances[at : at + size])

    def _take_all(self, to: int, instances: Sequence[int]) -> None:
        """Take these from `to` on, but for those that stand already and where something else is settled."""
        taken = self._taken
        if self._open.find(0, to, to + len(instances)) < 0 and not any(map(taken.__getitem__, instances)):
            self.instances[to : to + len(instances)] = instances
            self._open[to : to + len(instances)] = bytes(len(instances))
            for instance in instances:
                taken[instance] = 1
            return
        for at, instance in enumerate(instances, to):
            if self._open[at] and not taken[instance]:
                self._take(at, instance)

    def _settle_words(self, counterpart: Counterpart) -> None:
        """Step 3, in every stretch between what is already settled."""
        if not counterpart.codes or self._open.find(1, counterpart.start, counterpart.end) < 0:
            return
        known = self._known(counterpart)
        old = Passages(counterpart.codes, 0, len(counterpart.codes), self._vocabulary)
        new = Passages(self.codes, counterpart.start, counterpart.end, self._vocabulary)
        for start, end, first, last in gaps(known, len(counterpart.codes), counterpart.end - counterpart.start):
            if start < end and first < last:
                first, last = first + counterpart.start, last + counterpart.start
                blocks = [
                    (at + start, to + first, size)
                    for at, to, size in align(counterpart.codes[start:end], self.codes[first:last])
                ]
                for at, to, size in alike(blocks, old, new):
                    self._take_run(counterpart, at, to, size)

    def _known(self, counterpart: Counterpart) -> list[Block]:
        """What is settled as the counterpart's words, in its order."""
        here = self.instances[counterpart.start : counterpart.end]
        if here.count(NEW) + here.count(0) == len(here):
            return []
        where = {instance: at for at, instance in enumerate(counterpart.instances)}
        settled = [(to, where[instance]) for to, instance in enumerate(here) if instance in where]
        return [(at, to, 1) for to, at in longest_rising(settled)]

    # Anywhere among the retired

    def _settle_whole(self, spans: Iterable[tuple[int, int]]) -> None:
        """Step 2."""
        for start, end in spans:
            codes = self.codes[start:end]
            if end - start < RUN or self._open.find(0, start, end) >= 0:
                continue
            best, best_score = 0, (-1, -1)
            for place in self._retired.find_whole(codes):
                if self._free(place, end - start):
                    score = self._neighbourhood(start, end, place), self._retired.stretch_at(place).last
                    if score > best_score:
                        best, best_score = place, score
            if best and (best_score[0] or self._vocabulary.weigh(codes) > TELLING):
                self._restore(start, end, best)

    def _free(self, place: int, length: int) -> bool:
        return not any(map(self._taken.__getitem__, self._retired.instances[place : place + length]))

    def _neighbourhood(self, start: int, end: int, place: int) -> int:
        """2 if both neighbours are those that it had at that place, 1 if one is, 0 if none."""
        instances, roll = self.instances, self._retired.instances
        before = start > 0 and instances[start - 1] > 0 and instances[start - 1] == roll[place - 1]
        behind = end < len(instances) and instances[end] > 0 and instances[end] == roll[place + end - start]
        return before + behind

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

    def _settle_runs(self) -> None:
        """Step 4."""
        for start, end in self._unsettled(RUN):
            self._retired.index_runs()
            found = self._retired.find_runs(self.codes, start, end)
            if found:
                self._close_copies(start, end)
            resume = start
            for at, place in found:
                if at >= resume and self._open[at]:
                    resume = self._restore_run(at, end, place)

    def _close_copies(self, start: int, end: int) -> None:
        """Leave new what is a copy, whole, of a sentence that stands in this revision already."""
        for first, last in split_passages(self.codes, start, end):
            passage = self.codes[first:last]
            whole = last - first >= RUN and passage[-1] in _ENDS and _starts(self.codes, first)
            if whole and _count_whole(self._standing(), passage) > _count_whole(self.codes, passage):
                self._open[first:last] = bytes(last - first)

    def _restore_run(self, at: int, end: int, place: int) -> int:
        """Restore the longest run from `at` on that starts as at this place of the roll; the point to go on from."""
        closed = self._open.find(0, at, end)
        best, size = self._retired.find_longest(self._numbers, at, end if closed < 0 else closed, place, self._taken)
        if not best or self._vocabulary.tell(self.codes[at : at + size]) < TELLING:
            return at + 1
        self._restore(at, at + size, best)
        further = self._open.find(1, at, end)
        return end if further < 0 else further

    def _fill(self) -> None:
        """Step 5."""
        for start, end in self._unsettled():
            before = self._places[start - 1] if start else 0
            behind = self._places[end] if end < len(self.codes) else 0
            if before and behind:
                self._fill_one(start, end, before + 1, behind)
                continue
            if before:
                match = PASSAGE.match(self.codes, start, end)
                self._fill_one(start, match.end() if match else end, before + 1, self._retired.passage_end(before + 1))
            if behind:
                first = start + max(self.codes.rfind(mark, start, end) + 1 - start for mark in _ENDS)
                self._fill_one(max(first, start), end, self._retired.passage_start(behind), behind)

    def _fill_one(self, start: int, end: int, first: int, last: int) -> None:
        """Lay `start` to `end` against these places of the roll, if they are not too far apart."""
        if not (start < end and first < last <= first + _FILLED):
            return
        for at, to, size in align(self._retired.spell(first, last), self.codes[start:end]):
            word = self._vocabulary.weigh(self.codes[start + to : start + to + size])
            for step in range(size if word else 0):
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
