"""One revision's unsettled words, each given the earlier instance that it continues, or none.

Unsettled is what the parents' pieces do not explain as they stand. In order of trust, and every instance once:

1. passages (sentences across lines) that stand in the same order in the parent's text at that place;
2. pieces and passages that stand anywhere among what has been retired: moved within this revision, or restored;
3. words in the same order in the parent's text at that place, where the sentences are alike enough that one can be
   called a revision of the other (two sentences that share "the" and a comma are not);
4. runs of four and more words anywhere among the retired, but in no sentence that is a copy of one that stands;
5. what lies between two restored runs, as far as it agrees with what lay between them when they were retired.

The steps 2, 4 and 5 are told in `lineage_restoring`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from provenance.lineage.lineage_alignment import Block, align, align_sequences, gaps, longest_rising
from provenance.lineage.lineage_context import settle_rivals
from provenance.lineage.lineage_passages import Passages, alike, split_passages
from provenance.lineage.lineage_restoring import SENTENCE_END_CODES, Restoring
from provenance.lineage.lineage_retired import RUN
from provenance.lineage.lineage_tokens import level
from provenance.lineage.lineage_unsettled import NEW


@dataclass(slots=True, eq=False)
class Counterpart:
    """What stood in a parent where now `start` to `end` of the unsettled codes stand: codes, weights and instances."""

    start: int
    end: int
    codes: str
    weights: bytes
    instances: Sequence[int]


class Settling(Restoring):
    """The unsettled codes of a revision, being settled."""

    __slots__ = ()

    def settle(self, counterparts: Iterable[Counterpart], pieces: Iterable[tuple[int, int]]) -> None:
        """Find what each code continues; `pieces` are the places of whole pieces."""
        pairs = [
            (
                one,
                Passages(one.codes, one.weights, 0, len(one.codes)),
                Passages(self.codes, self.weights, one.start, one.end),
            )
            for one in counterparts
        ]
        for pair in pairs:
            self._settle_passages(*pair)
        self.restore_whole(pieces)
        for start, end in self._unsettled(RUN):
            self.restore_whole(split_passages(self.codes, start, end))
        for pair in pairs:
            self._settle_words(*pair)
        self.restore_runs()
        self.restore_beside()

    def _settle_passages(self, counterpart: Counterpart, old: Passages, new: Passages) -> None:
        """Step 1."""
        if len(old.spans) == 1 and len(new.spans) == 1:
            return
        before = [counterpart.codes[start:end] for start, end in old.spans]
        after = [self.codes[start:end] for start, end in new.spans]
        for at, to, size in settle_rivals(align_sequences(before, after), before, after):
            for (start, end), (first, _) in zip(old.spans[at : at + size], new.spans[to : to + size], strict=True):
                if size > 1 or end - start >= RUN:
                    self._take_run(counterpart, start, first, end - start)

    def _take_run(self, counterpart: Counterpart, at: int, to: int, size: int) -> None:
        self._take_all(to, counterpart.instances[at : at + size])

    def _settle_words(self, counterpart: Counterpart, old: Passages, new: Passages) -> None:
        """Step 3, in every stretch between what is already settled."""
        if self._open.find(1, counterpart.start, counterpart.end) < 0:
            return
        known = self._known(counterpart)
        for start, end, first, last in gaps(known, len(counterpart.codes), counterpart.end - counterpart.start):
            if start < end and first < last:
                first, last = first + counterpart.start, last + counterpart.start
                blocks = [
                    (at + start, to + first, size)
                    for at, to, size in align(level(counterpart.codes[start:end]), level(self.codes[first:last]))
                ]
                near = alike(blocks, old, new)
                for at, to, size in near:
                    self._take_run(counterpart, at, to, size)
                for at, to, size in near:
                    self._go_on(counterpart, at - 1, to - 1, -1)
                    self._go_on(counterpart, at + size, to + size, 1)

    def _known(self, counterpart: Counterpart) -> list[Block]:
        """What is settled as the counterpart's words, in its order."""
        here = self.instances[counterpart.start : counterpart.end]
        if here.count(NEW) + here.count(0) == len(here):
            return []
        where = {instance: at for at, instance in enumerate(counterpart.instances)}
        settled = [(to, where[instance]) for to, instance in enumerate(here) if instance in where]
        return [(at, to, 1) for to, at in longest_rising(settled)]

    def _go_on(self, counterpart: Counterpart, at: int, to: int, step: int) -> None:
        """Take what goes on beside a run as it did in the parent, up to the sentence's end."""
        while 0 <= at < len(counterpart.codes) and counterpart.start <= to < counterpart.end:
            instance = counterpart.instances[at]
            if counterpart.codes[at] != self.codes[to] or not self._open[to] or self._taken[instance]:
                return
            if self.codes[to if step < 0 else to - 1] in SENTENCE_END_CODES:
                return
            self._take(to, instance)
            at, to = at + step, to + step
