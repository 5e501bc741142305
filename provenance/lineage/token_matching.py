"""A revision's unmatched tokens, each given the earlier instance that it continues, or none.

Unmatched is what the parents' segments do not explain as they stand. In order of trust, and every instance once:

1. sentences (across lines) that stand in the same order in the parent's text at that place;
2. segments and sentences that stand anywhere in the deleted text: moved within this revision, or restored;
3. words in the same order in the parent's text at that place, but for those that agree by chance (`chance`): two
   sentences that have nothing to do with one another still share "the", "of" and a comma; and between them words that
   had run together, or do now (`run_together`);
4. runs of four and more words anywhere in the deleted text, but in no sentence that is a copy of one that stands; and
   the other words of sentences that were moved and reworded (`moved_sentences`), as in 3;
5. what lies between two restored runs, as far as it agrees with what lay between them when they were deleted.

The steps 2, 4 and 5 are told in `restoration`.
"""

from collections.abc import Collection, Iterable, Sequence

from provenance.lineage.chance import drop_chance_blocks
from provenance.lineage.deletions import NGRAM, Deletions
from provenance.lineage.duplicates import match_duplicates
from provenance.lineage.moved_sentences import find_moved_sentences
from provenance.lineage.restoration import Restoration
from provenance.lineage.run_together import MOST_TOGETHER, find_parts
from provenance.lineage.slides import Side, end_of, join_changes, slide_changes
from provenance.lineage.subsequence import MatchingBlock, align, align_sequences, gaps, longest_rising
from provenance.lineage.token_codes import SENTENCE_END_CODES, level, split_sentences
from provenance.lineage.unmatched import NEW, Counterpart, Unmatched

_MARGIN = 1.2
"""Bits that a run kept in its place must surprise above chance."""
_FEW = 3
"""Words of the parent's text at a place where letters are looked at to see which of them grew."""


def match_tokens(
    tokens: Unmatched,
    counterparts: Iterable[Counterpart],
    segments: Collection[tuple[int, int]],
    restoration: Restoration,
    deleted: Deletions,
) -> None:
    """Find what each unmatched token continues; `segments` are the places of whole segments."""
    here = _side(tokens.codes, tokens.weights, frozenset([start for start, _ in segments]))
    matchings = [_ParentMatching(tokens, counterpart, here, restoration) for counterpart in counterparts]
    for matching in matchings:
        matching.match_sentences()
    restoration.restore_whole(segments)
    for start, end in tokens.runs(NGRAM):
        restoration.restore_whole(split_sentences(tokens.codes, start, end))
    for matching in matchings:
        matching.match_words()
    restoration.restore_runs()
    for moved in find_moved_sentences(tokens, deleted, restoration.places):
        _ParentMatching(tokens, moved, here, restoration).match_words()
    restoration.restore_beside()
    restoration.restore_put_back()


class _ParentMatching:
    """Matches unmatched tokens with those that stood in their place in a parent."""

    def __init__(self, tokens: Unmatched, parent: Counterpart, here: Side, restoration: Restoration) -> None:
        self._restoration = restoration
        self._tokens = tokens
        self._parent = parent
        self._sides = _side(parent.codes, parent.weights, frozenset({0})), here

    def match_sentences(self) -> None:
        """Step 1."""
        parent, tokens = self._parent, self._tokens
        old = split_sentences(parent.codes, 0, len(parent.codes))
        new = split_sentences(tokens.codes, parent.start, parent.end)
        if len(old) == 1 and len(new) == 1:
            return
        before = [parent.codes[start:end] for start, end in old]
        after = [tokens.codes[start:end] for start, end in new]
        for at, to, size in match_duplicates(align_sequences(before, after), before, after):
            for (start, end), (first, _) in zip(old[at : at + size], new[to : to + size], strict=True):
                if size > 1 or end - start >= NGRAM:
                    self._take(start, first, end - start)

    def _take(self, at: int, to: int, size: int) -> None:
        self._tokens.take_all(to, self._parent.instances[at : at + size])

    def match_words(self) -> None:
        """Step 3, between what is already matched."""
        parent = self._parent
        if self._tokens.open.find(1, parent.start, parent.end) < 0:
            return
        for start, end, first, last in gaps(self._matched(), len(parent.codes), parent.end - parent.start):
            if start < end and first < last:
                first, last = first + parent.start, last + parent.start
                blocks = self._weigh_letters(self._align(start, end, first, last), (start, first), (end, last))
                for at, to, size in blocks:
                    self._take(at, to, size)
                inner = [(at - start, to - first, size) for at, to, size in blocks]
                for one, other, new_one, new_other in gaps(inner, end - start, last - first):
                    self._match_parts(start + one, start + other, first + new_one, first + new_other)
                for at, to, size in blocks:
                    self._go_on(at - 1, to - 1, -1)
                    self._go_on(at + size, to + size, 1)

    def _align(self, start: int, end: int, first: int, last: int) -> list[MatchingBlock]:
        """What these tokens of the parent share with those of the revision, not by chance."""
        old, new = level(self._parent.codes[start:end]), level(self._tokens.codes[first:last])
        shared = join_changes(align(old, new), old, new, (0, 0), (len(old), len(new)))
        blocks = [(at + start, to + first, size) for at, to, size in shared]
        kept = drop_chance_blocks(blocks, (start, first), (end, last), self._surprise, _MARGIN)
        return slide_changes(kept, (start, first), self._sides)

    def _weigh_letters(
        self, blocks: list[MatchingBlock], start: tuple[int, int], end: tuple[int, int]
    ) -> list[MatchingBlock]:
        """The blocks from `start` to `end` of both, but for single words beside which a longer word has grown.

        "a" and "at a loss": rather the writer came to the end of his word than that he wrote before and behind it.
        """
        head = blocks[:1] if blocks and blocks[0][:2] == start else []
        tail = blocks[-1:] if len(blocks) > len(head) and end_of(blocks[-1]) == end else []
        inner = blocks[len(head) : len(blocks) - len(tail)]
        at, to = end_of(head[0]) if head else start
        last_at, last_to = tail[0][:2] if tail else end
        if not inner or last_at - at > _FEW or _count_insertions(inner, to, last_to) < 2:
            return blocks
        old, new = (
            self._tokens.spell(self._parent.codes[at:last_at]),
            self._tokens.spell(self._tokens.codes[to:last_to]),
        )
        return blocks if find_parts(old, new) is None else [*head, *tail]

    def _match_parts(self, start: int, end: int, first: int, last: int) -> None:
        """Keep the words of a gap that had run together, or do now, if nothing but letters was put in there."""
        tokens, instances = self._tokens, self._parent.instances
        if not (start < end <= start + MOST_TOGETHER and first < last) or tokens.open.find(0, first, last) >= 0:
            return
        new = tokens.spell(tokens.codes[first:last])
        for at, to in find_parts(tokens.spell(self._parent.codes[start:end]), new) or ():
            restored = self._restoration.restore_beside_kept(first + to)
            if not restored and len(new[to]) > 1 and not tokens.taken[instances[start + at]]:
                tokens.take(first + to, instances[start + at])

    def _surprise(self, block: MatchingBlock, enough: float) -> float:
        at, _, size = block
        codes, weights = self._parent.codes[at : at + size], self._parent.weights[at : at + size]
        return self._tokens.chance.surprise(codes, weights, enough)

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


def _side(codes: str, weights: bytes, line_starts: frozenset[int]) -> Side:
    """A text whose changes begin and end best with a line's, with a sentence, or behind a mark, and not before one."""

    def boundary(place: int) -> int:
        behind = codes[place - 1] if place else ""
        at_mark = not place or not weights[place - 1]
        before_mark = place < len(codes) and not weights[place]
        return 3 * (place in line_starts) + 2 * (behind in SENTENCE_END_CODES) + at_mark - before_mark

    return Side(codes, boundary, lambda place: weights[place] > 0)


def _count_insertions(blocks: Sequence[MatchingBlock], start: int, end: int) -> int:
    """At how many places, from `start` to `end` of the revised text, something stands that is in no block."""
    starts, ends = [to for _, to, _ in blocks], [to + size for _, to, size in blocks]
    return sum(one < other for one, other in zip([start, *ends], [*starts, end], strict=True))
