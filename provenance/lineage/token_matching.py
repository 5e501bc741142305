"""A revision's unmatched tokens, each given the earlier instance that it continues, or none.

Unmatched is what the parents' segments do not explain as they stand. In order of trust, and every instance once:

1. sentences (across lines) that stand in the same order in the parent's text at that place;
2. segments and sentences that stand anywhere in the deleted text: moved within this revision, or restored;
3. words in the same order in the parent's text at that place, where the sentences are alike enough that one can be
   called a revision of the other (two sentences that share "the" and a comma are not);
4. runs of four and more words anywhere in the deleted text, but in no sentence that is a copy of one that stands;
5. what lies between two restored runs, as far as it agrees with what lay between them when they were deleted.

The steps 2, 4 and 5 are told in `restoration`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from provenance.lineage.deletions import NGRAM
from provenance.lineage.duplicates import match_duplicates
from provenance.lineage.restoration import Restoration
from provenance.lineage.sentence_likeness import Sentences, alike, split_sentences
from provenance.lineage.subsequence import MatchingBlock, align, align_sequences, gaps, longest_rising
from provenance.lineage.token_codes import SENTENCE_END_CODES, level
from provenance.lineage.unmatched import NEW, Unmatched


@dataclass(slots=True, eq=False)
class Counterpart:
    """What stood in a parent where now `start` to `end` of the unmatched codes stand: codes, weights and instances."""

    start: int
    end: int
    codes: str
    weights: bytes
    instances: Sequence[int]


def match_tokens(
    tokens: Unmatched,
    counterparts: Iterable[Counterpart],
    segments: Iterable[tuple[int, int]],
    restoration: Restoration,
) -> None:
    """Find what each unmatched token continues; `segments` are the places of whole segments."""
    matchings = [_ParentMatching(tokens, counterpart) for counterpart in counterparts]
    for matching in matchings:
        matching.match_sentences()
    restoration.restore_whole(segments)
    for start, end in tokens.runs(NGRAM):
        restoration.restore_whole(split_sentences(tokens.codes, start, end))
    for matching in matchings:
        matching.match_words()
    restoration.restore_runs()
    restoration.restore_beside()


class _ParentMatching:
    """Matches unmatched tokens with those that stood in their place in a parent."""

    def __init__(self, tokens: Unmatched, parent: Counterpart) -> None:
        self._tokens = tokens
        self._parent = parent
        self._old = Sentences(parent.codes, parent.weights, 0, len(parent.codes))
        self._new = Sentences(tokens.codes, tokens.weights, parent.start, parent.end)

    def match_sentences(self) -> None:
        """Step 1."""
        old, new = self._old.ranges, self._new.ranges
        if len(old) == 1 and len(new) == 1:
            return
        before = [self._parent.codes[start:end] for start, end in old]
        after = [self._tokens.codes[start:end] for start, end in new]
        for at, to, size in match_duplicates(align_sequences(before, after), before, after):
            for (start, end), (first, _) in zip(old[at : at + size], new[to : to + size], strict=True):
                if size > 1 or end - start >= NGRAM:
                    self._take(start, first, end - start)

    def _take(self, at: int, to: int, size: int) -> None:
        self._tokens.take_all(to, self._parent.instances[at : at + size])

    def match_words(self) -> None:
        """Step 3, between what is already matched."""
        parent, codes = self._parent, self._tokens.codes
        if self._tokens.open.find(1, parent.start, parent.end) < 0:
            return
        for start, end, first, last in gaps(self._matched(), len(parent.codes), parent.end - parent.start):
            if start < end and first < last:
                first, last = first + parent.start, last + parent.start
                blocks = align(level(parent.codes[start:end]), level(codes[first:last]))
                near = alike([(at + start, to + first, size) for at, to, size in blocks], self._old, self._new)
                for at, to, size in near:
                    self._take(at, to, size)
                for at, to, size in near:
                    self._go_on(at - 1, to - 1, -1)
                    self._go_on(at + size, to + size, 1)

    def _matched(self) -> list[MatchingBlock]:
        """What is matched with the parent's words, in their order."""
        here = self._tokens.instances[self._parent.start : self._parent.end]
        if here.count(NEW) + here.count(0) == len(here):
            return []
        where = {instance: at for at, instance in enumerate(self._parent.instances)}
        matched = [(to, where[instance]) for to, instance in enumerate(here) if instance in where]
        return [(at, to, 1) for to, at in longest_rising(matched)]

    def _go_on(self, at: int, to: int, step: int) -> None:
        """Take what goes on beside a run as it did in the parent, up to the sentence's end."""
        parent, tokens = self._parent, self._tokens
        while 0 <= at < len(parent.codes) and parent.start <= to < parent.end:
            instance = parent.instances[at]
            if parent.codes[at] != tokens.codes[to] or not tokens.open[to] or tokens.taken[instance]:
                return
            if tokens.codes[to if step < 0 else to - 1] in SENTENCE_END_CODES:
                return
            tokens.take(to, instance)
            at, to = at + step, to + step
