"""One revision laid against its parents: which of their segments it keeps, and where the rest came from.

A parent's segments that stand in the same order are kept as they are. If segments that are left stood together in some
earlier revision (a deleted section comes back, a vandal is reverted by somebody who also mends a comma), that revision
is consulted as if it were a parent too. What no segment explains is matched word by word (`token_matching`).
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from provenance.lineage.chance import Chance
from provenance.lineage.deletions import NGRAM, Deletions
from provenance.lineage.duplicates import match_duplicates
from provenance.lineage.instances import Instances, TracedSegment
from provenance.lineage.restoration import Restoration
from provenance.lineage.segments import Cut, Segment
from provenance.lineage.slides import slide_insertions
from provenance.lineage.subsequence import MatchingBlock, align_sequences, gaps, rising
from provenance.lineage.token_matching import match_tokens
from provenance.lineage.unmatched import NEW, Counterpart, Unmatched

_CONSULTED = 3

Placed = tuple[Segment, "array[int]"]
"""A segment and the instance of each of its tokens, where no traced segment holds just these."""

Matched = TracedSegment | Placed

Strike = Callable[[tuple[int, ...], Sequence[Sequence[TracedSegment]], Sequence[TracedSegment]], None]
"""Strikes out what parents (their numbers, their segments) have and these segments are not."""


@dataclass(frozen=True, slots=True)
class Source:
    """A revision that words may come from: its segments, and which (by number) it shares in which order."""

    traced: Sequence[TracedSegment]
    segments: Sequence[int]
    blocks: list[MatchingBlock]


class SegmentMatching:
    """The segments of a revision (of the `whole` those from the `first` on), each with the traced one that it keeps."""

    def __init__(
        self,
        segments: Sequence[Segment],
        instances: Instances,
        deleted: Deletions,
        whole: Cut,
        first: int,
        spell: Callable[[str], list[str]],
    ) -> None:
        self._spell = spell
        self._segments = segments
        self._codes = [segment.codes for segment in segments]
        self._whole = whole
        self._first = first
        self._kept: list[Matched | None] = [None] * len(segments)
        self._instances = instances
        self._deleted = deleted
        self._sources: list[Source] = []
        self._used: set[int] = set()

    def match(
        self,
        above: tuple[int, ...],
        parents: Sequence[Sequence[TracedSegment]],
        revisions: Sequence[Sequence[TracedSegment]],
        strike: Strike,
    ) -> list[Matched]:
        """Every segment as a traced one or with its instances; words that come from nowhere are put down anew.

        `above` are the numbers of the parents, `parents` what is looked at of them. What they have and this revision
        does not keep is struck out before the rest is looked for: a moved word comes back from what was struck out.
        """
        self._sources = [self._keep_parent(traced, joined=len(parents) > 1) for traced in parents]
        strike(above, parents, [kept for kept in self._kept if isinstance(kept, TracedSegment)])
        self._take_respelt()
        self._consult(revisions, above)
        left = [number for number, kept in enumerate(self._kept) if kept is None]
        if left:
            self._match_tokens(left)
        return [kept for kept in self._kept if kept is not None]

    # What stays

    def _keep_parent(self, traced: Sequence[TracedSegment], joined: bool) -> Source:
        before, after = [one.segment.codes for one in traced], self._codes
        kept = match_duplicates(align_sequences(before, after), before, after)
        blocks = rising(kept)
        if not joined and len(blocks) == len(kept):
            kept = blocks = slide_insertions(blocks, after, self._starts_paragraph)
        if joined:
            self._join(traced, blocks)
        else:
            for at, to, size in kept:
                held = traced[at : at + size]
                self._kept[to : to + size] = held
                if [one.segment for one in held] != self._segments[to : to + size]:
                    self._respell(range(to, to + size))
        return Source(traced, range(len(self._segments)), blocks)

    def _starts_paragraph(self, place: int) -> bool:
        return self._whole.starts_paragraph(place + self._first)

    def _respell(self, numbers: Sequence[int]) -> None:
        """Where a kept segment differs in capitals or white space, keep its instances only."""
        for number in numbers:
            kept = self._kept[number]
            if isinstance(kept, TracedSegment) and kept.segment.text != self._segments[number].text:
                self._kept[number] = (self._segments[number], kept.instances)

    def _join(self, traced: Sequence[TracedSegment], blocks: list[MatchingBlock]) -> None:
        """Keep what a further parent has as well; where both have a word, the earlier origin."""
        seen: set[int] = set()
        for at, to, size in blocks:
            for one, number in zip(traced[at : at + size], range(to, to + size), strict=True):
                kept = self._kept[number]
                if kept is None and self._used.isdisjoint(one.instances) and seen.isdisjoint(one.instances):
                    self._kept[number] = one
                    self._used.update(one.instances)
                elif kept is not None and (ours := _instances(kept)) != one.instances:
                    earliest = self._earliest(ours, one.instances, seen)
                    self._kept[number] = (self._segments[number], earliest)
                    seen.update(ours)
                    self._used.difference_update(ours)
                    self._used.update(earliest)
                seen.update(one.instances)
                self._respell((number,))

    def _earliest(self, ours: "array[int]", theirs: "array[int]", seen: set[int]) -> "array[int]":
        """Of two instances of each word the one put in first, if it stands nowhere else in the revision."""
        origins = self._instances.origins
        return array(
            "I",
            [
                b if b not in self._used and b not in seen and origins[b] < origins[a] else a
                for a, b in zip(ours, theirs, strict=True)
            ],
        )

    def _take_respelt(self) -> None:
        """Take the instances of kept segments that are spelt otherwise now, and so were struck out."""
        for kept in self._kept:
            if isinstance(kept, tuple):
                self._instances.take(kept[1])

    # What comes back together

    def _consult(self, revisions: Sequence[Sequence[TracedSegment]], above: Sequence[int]) -> None:
        """Keep in order what stood together in earlier revisions."""
        for _ in range(_CONSULTED):
            left = [number for number, kept in enumerate(self._kept) if kept is None]
            number = self._find_common_source(left)
            if number is None:
                return
            taken, all_free = self._instances.taken, self._instances.all_free
            free = [s for s in revisions[number] if not taken[s.instances[0]] and all_free(s.instances)]
            blocks = align_sequences(
                [one.segment.codes for one in free], [self._segments[number].codes for number in left]
            )
            self._sources.append(Source(free, left, blocks))
            for at, to, size in blocks:
                for one, place in zip(free[at : at + size], left[to : to + size], strict=True):
                    self._kept[place] = one if one.last not in above else (self._segments[place], one.instances)
                    self._respell((place,))
                    self._instances.take(one.instances)

    def _find_common_source(self, left: Sequence[int]) -> int | None:
        """The earlier revision in which most of the segments that are left last stood, if two or more did."""
        votes: defaultdict[int, int] = defaultdict(int)
        voters: defaultdict[int, int] = defaultdict(int)
        for number in left:
            codes = self._segments[number].codes
            if len(codes) < NGRAM:
                continue
            for place in self._deleted.find_whole(codes):
                if self._instances.all_free(self._deleted.instances[place : place + len(codes)]):
                    last = self._deleted.traced_at(place).last
                    votes[last] += len(codes)
                    voters[last] += 1
                    break
        if not votes:
            return None
        best = max(votes, key=votes.__getitem__)
        return best if voters[best] > 1 else None

    # What is left

    def _match_tokens(self, left: Sequence[int]) -> None:
        places, codes, weights = self._lay_out(left)
        tokens = Unmatched(codes, weights, self._instances.taken, Chance(self._whole.codes), self._spell)
        restoration = Restoration(tokens, self._deleted, self._whole.codes)
        match_tokens(tokens, self._counterparts(places), places.values(), restoration, self._deleted)
        for number, (start, end) in places.items():
            self._kept[number] = (self._segments[number], self._put_down(tokens.instances[start:end]))

    def _put_down(self, found: list[int]) -> "array[int]":
        """The instances that were found, with new ones where there is none."""
        missing = found.count(NEW)
        if not missing:
            return array("I", found)
        fresh = self._instances.put_down(missing)
        if missing == len(found):
            return array("I", fresh)
        new = iter(fresh)
        return array("I", [next(new) if instance == NEW else instance for instance in found])

    def _lay_out(self, left: Sequence[int]) -> tuple[dict[int, tuple[int, int]], str, bytes]:
        """Where each of the segments that are left is in one string of their codes; that string, and its weights.

        The string is broken by a code 0 where other segments stand between.
        """
        places: dict[int, tuple[int, int]] = {}
        codes: list[str] = []
        weights: list[bytes] = []
        at = 0
        for number, following in pairwise((*left, -1)):
            segment = self._segments[number]
            places[number] = at, at + len(segment.codes)
            codes.append(segment.codes)
            weights.append(segment.weights)
            at += len(segment.codes)
            if following != number + 1:
                codes.append("\0")
                weights.append(b"\0")
                at += 1
        return places, "".join(codes), b"".join(weights)

    def _counterparts(self, places: dict[int, tuple[int, int]]) -> Iterator[Counterpart]:
        """What stood in each source where segments that are left now stand."""
        for source in self._sources:
            for start, end, first, last in gaps(source.blocks, len(source.traced), len(source.segments)):
                here = [places[number] for number in source.segments[first:last] if number in places]
                there = [one for one in source.traced[start:end] if here and self._instances.any_free(one.instances)]
                if there:
                    yield Counterpart(
                        here[0][0],
                        here[-1][1],
                        "".join([one.segment.codes for one in there]),
                        b"".join([one.segment.weights for one in there]),
                        list(chain.from_iterable([one.instances for one in there])),
                    )


def _instances(kept: Matched) -> "array[int]":
    return kept.instances if isinstance(kept, TracedSegment) else kept[1]
