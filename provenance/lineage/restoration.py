"""Unmatched tokens given back the instances that they had before they were struck out, wherever that was.

A word moved within a revision is first struck out and then restored, so both are found in the same way: in the text
that was ever deleted (`deletions`). What may be restored, in order of trust:

* whole segments and sentences;
* runs of four and more words that chance does not explain (`chance`). Chance is reckoned by pairs of words, and turns
  of speech ("at the time of") are longer: a run from an earlier revision must surprise twice as much, or more of its
  sentence agree. Of several places that match one run, that has it whose context agrees best (`duplicates`);
* what lies beside a restored run, as far as it agrees, not by chance, with what lay there when the run was deleted;
* what stands again, whole or for the most part, between the words between which it was struck out;
* a word that had run together with another (`run_together`), and was whole before beside one that stayed.
"""

from collections.abc import Callable, Iterable
from itertools import pairwise
from math import log2

from provenance.lineage.chance import drop_chance_blocks
from provenance.lineage.deletions import NGRAM, Deletions
from provenance.lineage.duplicates import WINDOW, agreement, around, best_supported_first, duplicate_matches
from provenance.lineage.subsequence import MatchingBlock, align
from provenance.lineage.token_codes import SENTENCE, SENTENCE_END_CODES, SENTENCE_ENDS, split_sentences
from provenance.lineage.unmatched import Unmatched

_NEAR = 30
_ENOUGH_CONTEXT = 20
_FILLED = 200

_WHOLE = 20.0
"""Bits that a whole sentence out of an earlier revision must surprise above chance."""
_NEIGHBOUR = 10.0
"""Bits that one neighbour which stood beside it then is worth."""
_RUN = 22.0
"""Bits that a run out of an earlier revision must surprise above chance."""
_ALONE = 44.0
"""The same together with what agrees of the rest of its sentence: alone, it may be a turn of speech that came again."""
_MOVED = 8.0
"""The same for what this revision itself has struck out: moved, not restored."""
_BESIDE = 4.0
"""The same for what lies beside a restored run."""
_MARK = 0.2
"""The part to which a mark counts: those of mark-up are the same wherever they stand."""

_APOSTROPHES = ("'", "’")

Seed = tuple[int, int, int]
"""Where a run may be restored: its start, the end of the unmatched codes there, and its place in the deleted text."""


class Restoration:
    """Looks for the unmatched tokens of a revision in all that was ever struck out.

    `places` tells for each token where it was found there; 0 if it was not.
    """

    __slots__ = ("_deleted", "_standing", "_tokens", "places")

    def __init__(self, tokens: Unmatched, deleted: Deletions, standing: Callable[[], str]) -> None:
        self._tokens = tokens
        self.places = [0] * len(tokens.codes)
        self._deleted = deleted
        self._standing = standing

    # Whole segments and sentences

    def restore_whole(self, ranges: Iterable[tuple[int, int]]) -> None:
        """Restore what stands in these ranges if it was deleted as a whole segment or sentence."""
        tokens, deleted = self._tokens, self._deleted
        whole = [(a, b) for a, b in ranges if b - a >= NGRAM and deleted.has_whole(tokens.codes[a:b])]
        for start, end in best_supported_first(whole, lambda found: tokens.codes[slice(*found)], self._support):
            if tokens.open.find(0, start, end) >= 0:
                continue
            best, best_score = 0, (-1, -1)
            for place in deleted.find_whole(tokens.codes[start:end]):
                if self._free(place, end - start):
                    score = self._neighbourhood(start, end, place), deleted.traced_at(place).last
                    if score > best_score:
                        best, best_score = place, score
            margin = _MOVED if deleted.is_struck_now(best) else _WHOLE
            if best and self._is_sure(start, end - start, best, margin - _NEIGHBOUR * best_score[0]):
                self._restore(start, end, best)

    def _support(self, wanted: tuple[int, int]) -> int:
        """How far the context of these tokens agrees with that of the same tokens somewhere deleted, at the best."""
        start, end = wanted
        places = self._deleted.find_whole(self._tokens.codes[start:end])
        free = [place for place in places if self._free(place, end - start)]
        return max((self._agreement(start, end - start, place) for place in free), default=0)

    def _free(self, place: int, length: int) -> bool:
        return not any(map(self._tokens.taken.__getitem__, self._deleted.instances[place : place + length]))

    def _neighbourhood(self, start: int, end: int, place: int) -> int:
        """2 if both neighbours are those that it had at that place, 1 if one is, 0 if none."""
        now, then = self._tokens.instances, self._deleted.instances
        before = start > 0 and now[start - 1] > 0 and now[start - 1] == then[place - 1]
        behind = end < len(now) and now[end] > 0 and now[end] == then[place + end - start]
        return before + behind

    # Context

    def _agreement(self, at: int, size: int, place: int) -> int:
        """How far the context of a run agrees with the context of a place in the deleted text."""
        there = around(self._deleted.spell(max(0, place - WINDOW), place + size + WINDOW), min(place, WINDOW), size)
        in_order = agreement(*there, *around(self._tokens.codes, at, size))
        return in_order + self._shared_context(at, at + size, place, place + size)

    def _shared_context(self, start: int, end: int, first: int, last: int) -> int:
        """How many words around `first` to `last` of the deleted text now stand around `start` to `end`, in any order.

        If too few stand there to be called a context, none.
        """
        start, end = max(0, start - _NEAR), end + _NEAR
        if self._tokens.open.count(0, start, end) < _ENOUGH_CONTEXT:
            return 0
        there = self._deleted.instances[max(0, first - _NEAR) : last + _NEAR]
        return len(set(self._tokens.instances[start:end]).intersection(there))

    # Runs

    def restore_runs(self) -> None:
        """Restore runs of four and more words, but in no sentence that is a copy of one that stands."""
        tokens, seeds = self._tokens, list[Seed]()
        for start, end in tokens.runs(NGRAM):
            self._deleted.index_runs()
            found = self._deleted.find_runs(tokens.numbers, tokens.weights, start, end)
            if found:
                self._close_copies(start, end)
                seeds += [(at, end, place) for at, place in found]
        self._restore_duplicates(seeds)
        before = tokens.open.count(1)
        doubtful = self._restore_seeds(seeds)
        if tokens.open.count(1) < before:
            self._restore_seeds(doubtful)  # what has been restored meanwhile is context

    def _close_copies(self, start: int, end: int) -> None:
        """Leave new what is a copy, whole, of a sentence that stands in this revision already."""
        codes = self._tokens.codes
        for first, last in split_sentences(codes, start, end):
            sentence = codes[first:last]
            whole = last - first >= NGRAM and sentence[-1] in SENTENCE_END_CODES and _starts(codes, first)
            if whole and _count_whole(self._standing(), sentence) > _count_whole(codes, sentence):
                self._tokens.close(first, last)

    def _restore_duplicates(self, seeds: Iterable[Seed]) -> None:
        """Where one deleted run matches twice, restore it where the context agrees best with its own."""
        for place, matches in duplicate_matches(seeds):
            step = next((step for step in range(NGRAM) if all(self._tokens.open[at + step] for at, _ in matches)), None)
            if step is None:
                continue
            first, *others = [(at + step, end, place + step) for at, end in matches]
            support = [self._match_support(*seed) for seed in others]
            best = max(support)
            if best and best > self._match_support(*first):
                self._restore_seeds([others[support.index(best)]])

    def _match_support(self, at: int, end: int, place: int) -> int:
        """How much speaks for the longest run from `at` on as the deleted one: its length, and its context."""
        best, size = self._find_longest(at, end, place)
        return size + self._agreement(at, size, best) if best and self._is_sure_run(at, size, best) else 0

    def _restore_seeds(self, seeds: Iterable[Seed]) -> list[Seed]:
        """Restore the longest run at each of these seeds; those are given back that are too doubtful now."""
        doubtful: list[Seed] = []
        resume = 0
        for seed in seeds:
            at, end, place = seed
            if at < resume or not self._tokens.open[at]:
                continue
            best, size = self._find_longest(at, end, place)
            if best and self._is_sure_run(at, size, best):
                self._restore(at, at + size, best)
            elif best:
                doubtful.append(seed)
                resume = at + size - NGRAM + 1
        return doubtful

    def _find_longest(self, at: int, end: int, place: int) -> tuple[int, int]:
        tokens = self._tokens
        matched = tokens.open.find(0, at, end)
        return self._deleted.find_longest(tokens.numbers, at, end if matched < 0 else matched, place, tokens.taken)

    def _is_sure(self, at: int, size: int, place: int, margin: float) -> bool:
        """True if chance does not explain that these tokens stand in the deleted text.

        The further back that is, the more places there are at which they could have stood by chance.
        """
        needed = self._chance(place) + margin
        return self._surprise(at, size, needed) >= needed

    def _chance(self, place: int) -> float:
        """How many bits chance explains of a run that stands at a place of the deleted text."""
        return log2(self._deleted.count_since(place) * max(1, self._tokens.open.count(1)))

    def _is_sure_run(self, at: int, size: int, place: int) -> bool:
        if self._deleted.is_struck_now(place):
            return self._is_sure(at, size, place, _MOVED)
        if _is_markup(self._tokens.weights[at : at + size]):
            return False
        chance = self._chance(place)
        bits = self._surprise(at, size, chance + _ALONE)
        return bits >= chance + _RUN and (
            bits >= chance + _ALONE or bits >= chance + (_ALONE - self._company(at, size, place))
        )

    def _company(self, at: int, size: int, place: int) -> float:
        """How many bits the rest of a run's sentence is worth, as far as it agrees with what stood around it then."""
        codes, deleted = self._tokens.codes, self._deleted
        start = max(codes.rfind(mark, 0, at) for mark in ("\0", *SENTENCE_END_CODES)) + 1
        match = SENTENCE.match(codes, at + size)
        end = match.end() if match else at + size
        before = self._shared(start, at, deleted.sentence_start(place), place)
        behind = self._shared(at + size, end, place + size, deleted.sentence_end(place + size))
        return sum(
            self._surprise(first + to, count, _ALONE)
            for first, blocks in ((start, before), (at + size, behind))
            for _, to, count in blocks
        )

    def _restore(self, start: int, end: int, place: int) -> None:
        """Give `start` to `end` the instances at a place, and go on to both sides while the codes agree."""
        self._tokens.take_all(start, self._deleted.instances[place : place + end - start])
        self.places[start:end] = range(place, place + end - start)
        at, there = start - 1, place - 1
        while self._agrees(at, there):
            self._restore_one(at, there)
            at, there = at - 1, there - 1
        at, there = end, place + end - start
        while self._agrees(at, there):
            self._restore_one(at, there)
            at, there = at + 1, there + 1

    def _restore_one(self, at: int, place: int) -> None:
        self._tokens.take(at, self._deleted.instances[place])
        self.places[at] = place

    def _agrees(self, at: int, place: int) -> bool:
        """True if the unmatched code at `at` is the free one at a place of the deleted text."""
        tokens, deleted = self._tokens, self._deleted
        if not 0 <= at < len(tokens.codes) or not tokens.open[at]:
            return False
        return deleted.codes[place] == tokens.numbers[at] and not tokens.taken[deleted.instances[place]]

    # Words beside one that stayed

    def restore_beside_kept(self, at: int) -> bool:
        """Restore a word that was struck out right beside one that stayed, if it stands beside that again."""
        tokens, deleted = self._tokens, self._deleted
        code, last = tokens.numbers[at], len(tokens.codes) - 1
        before, behind = tokens.instances[at - 1] if at else 0, tokens.instances[at + 1] if at < last else 0
        place = deleted.struck_behind(before, code)
        if not (place and self._agrees(at, place)):
            place = deleted.struck_before(behind, code)
        if not (place and self._agrees(at, place)):
            return False
        self._restore_one(at, place)
        return True

    # What was put back

    def restore_put_back(self) -> None:
        """Restore what stands again between the two words between which it was struck out.

        However short and common it is: it is the place that shows it to be the same. A line's start or end counts as a
        word. Words may have been added to it or left out of it, if fewer than were put back; if any were left out, one
        of those put back must be no short one: "of the" that stood in "of the king" is not put back in "of the prince".
        Marks alone are new.
        """
        tokens, deleted = self._tokens, self._deleted
        for start, end in tokens.runs():
            first, last = self._struck_between(start, end) if any(tokens.weights[start:end]) else (0, 0)
            if first == last:
                continue
            pairs = [
                (start + to + step, first + at + step)
                for at, to, size in align(deleted.spell(first, last), tokens.codes[start:end])
                for step in range(size)
            ]
            weights = [tokens.weights[at] for at, _ in pairs]
            back = self._count_words([tokens.codes[at] for at, _ in pairs])
            added = self._count_words(tokens.codes[start:end]) - back
            left_out = self._count_words(deleted.spell(first, last)) - back
            is_same = back > max(added, left_out) and (left_out == 0 or max(weights) > 1)
            if is_same and all(self._agrees(at, place) for at, place in pairs):
                for at, place in pairs:
                    self._restore_one(at, place)

    def _count_words(self, codes: Iterable[str]) -> int:
        """How many of these tokens are words; what stands behind an apostrophe is the end of one."""
        letters = ["", *self._tokens.spell("".join(codes).replace("\0", ""))]
        return sum(one[0].isalnum() and before not in _APOSTROPHES for before, one in pairwise(letters))

    def _struck_between(self, start: int, end: int) -> tuple[int, int]:
        """From where to where that stands which was struck out between the words beside these tokens; else nowhere."""
        tokens, deleted = self._tokens, self._deleted
        before = tokens.instances[start - 1] if start else 0
        behind = tokens.instances[end] if end < len(tokens.codes) else 0
        most = 2 * (end - start)
        if before > 0 and (first := deleted.struck_behind(before, tokens.numbers[start])):
            for last in range(first + 1, min(first + most, len(deleted.codes) - 1) + 1):
                if deleted.instances[last] == behind if behind > 0 else deleted.ends_segment(last):
                    return (first, last) if deleted.instances[first - 1] == before else (0, 0)
        if behind > 0 and (last := deleted.struck_before(behind, tokens.numbers[end - 1])):
            for first in range(last, max(0, last - most), -1):
                if deleted.instances[first - 1] == before if before > 0 else deleted.starts_segment(first):
                    return (first, last + 1) if deleted.instances[last + 1] == behind else (0, 0)
        return 0, 0

    # What lies beside

    def restore_beside(self) -> None:
        """Restore what lies between two restored runs, or between one and the end of its sentence."""
        codes = self._tokens.codes
        for start, end in self._tokens.runs():
            before = self.places[start - 1] if start else 0
            behind = self.places[end] if end < len(codes) else 0
            if before and behind:
                self._fill(start, end, before + 1, behind)
                continue
            if before:
                match = SENTENCE.match(codes, start, end)
                self._fill(start, match.end() if match else end, before + 1, self._deleted.sentence_end(before + 1))
            if behind:
                first = start + max(codes.rfind(mark, start, end) + 1 - start for mark in SENTENCE_END_CODES)
                self._fill(max(first, start), end, self._deleted.sentence_start(behind), behind)

    def _fill(self, start: int, end: int, first: int, last: int) -> None:
        """Restore what `start` to `end` shares with these places of the deleted text, not by chance."""
        tokens = self._tokens
        blocks = self._shared(start, end, first, last)
        if not self._deleted.is_struck_now(first) and _is_markup(
            b"".join([tokens.weights[start + to : start + to + size] for _, to, size in blocks])
        ):
            return
        for at, to, size in blocks:
            for step in range(size):
                if self._agrees(start + to + step, first + at + step):
                    self._restore_one(start + to + step, first + at + step)

    def _shared(self, start: int, end: int, first: int, last: int) -> list[MatchingBlock]:
        """What `start` to `end` shares with these places of the deleted text, not by chance."""
        if not (start < end and first < last <= first + _FILLED):
            return []
        shared = align(self._deleted.spell(first, last), self._tokens.codes[start:end])
        return drop_chance_blocks(
            shared,
            (0, 0),
            (last - first, end - start),
            lambda block, enough: self._surprise(start + block[1], block[2], enough),
            _BESIDE,
        )

    def _surprise(self, at: int, size: int, enough: float) -> float:
        tokens = self._tokens
        return tokens.chance.surprise(tokens.codes[at : at + size], tokens.weights[at : at + size], enough, _MARK)


def _is_markup(weights: bytes) -> bool:
    """True of tokens that are little more than the marks of a citation or a table, the same wherever they stand."""
    return sum(weights) < 40 and 3 * weights.count(0) > sum(weights) + 6


def _starts(codes: str, at: int) -> bool:
    """True if a sentence may start there."""
    return at == 0 or ord(codes[at - 1]) <= len(SENTENCE_ENDS)


def _count_whole(codes: str, sentence: str) -> int:
    """How often a sentence stands there whole, not as the end of a longer one."""
    count, at = 0, codes.find(sentence)
    while at >= 0:
        count += _starts(codes, at)
        at = codes.find(sentence, at + len(sentence))
    return count
