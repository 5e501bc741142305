"""One revision laid against its parents: which of their stretches it keeps, and where the rest came from.

A parent's pieces that stand in the same order are kept as they are. If pieces that are left stood together in some
earlier revision (a deleted section comes back, a vandal is reverted by somebody who also mends a comma), that revision
is consulted as if it were a parent too. What no piece explains is settled word by word (`lineage_settling`).
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from provenance.lineage.lineage_alignment import Block, align_sequences, gaps, rising
from provenance.lineage.lineage_context import settle_rivals
from provenance.lineage.lineage_pieces import Piece
from provenance.lineage.lineage_retired import RUN, Retired
from provenance.lineage.lineage_settling import Counterpart, Settling
from provenance.lineage.lineage_stretches import Instances, Stretch
from provenance.lineage.lineage_unsettled import NEW

_CONSULTED = 3

Placed = tuple[Piece, "array[int]"]
"""A piece and the instance of each of its tokens, where no stretch holds just these."""


@dataclass(frozen=True, slots=True)
class Source:
    """A revision that words may come from: its stretches, and which pieces (by number) it shares in which order."""

    stretches: Sequence[Stretch]
    pieces: Sequence[int]
    blocks: list[Block]


class Placement:
    """The pieces of a revision, each with the stretch that it keeps, if any."""

    def __init__(
        self,
        pieces: Sequence[Piece],
        parents: Sequence[Sequence[Stretch]],
        instances: Instances,
        retired: Retired,
        standing: Callable[[], str],
    ) -> None:
        self.pieces = pieces
        self._standing = standing
        self.kept: list[Stretch | Placed | None] = [None] * len(pieces)
        self._instances = instances
        self._retired = retired
        self._sources = [self._keep_parent(stretches, joined=len(parents) > 1) for stretches in parents]

    # What stays

    def _keep_parent(self, stretches: Sequence[Stretch], joined: bool) -> Source:
        before, after = [stretch.piece.codes for stretch in stretches], [piece.codes for piece in self.pieces]
        kept = settle_rivals(align_sequences(before, after), before, after)
        blocks = rising(kept)
        if joined:
            self._join(stretches, blocks)
        else:
            for at, to, size in kept:
                held = stretches[at : at + size]
                self.kept[to : to + size] = held
                if [stretch.piece for stretch in held] != self.pieces[to : to + size]:
                    self._respell(range(to, to + size))
        return Source(stretches, range(len(self.pieces)), blocks)

    def _respell(self, numbers: Sequence[int]) -> None:
        """Where a kept piece differs in capitals or white space, keep its instances only."""
        for number in numbers:
            kept = self.kept[number]
            if isinstance(kept, Stretch) and kept.piece.text != self.pieces[number].text:
                self.kept[number] = (self.pieces[number], kept.instances)

    def _join(self, stretches: Sequence[Stretch], blocks: list[Block]) -> None:
        """Keep what a further parent has as well; where both have a word, the earlier origin."""
        used = set(chain.from_iterable(_instances(kept) for kept in self.kept if kept is not None))
        for at, to, size in blocks:
            for stretch, number in zip(stretches[at : at + size], range(to, to + size), strict=True):
                kept = self.kept[number]
                if kept is None and used.isdisjoint(stretch.instances):
                    self.kept[number] = stretch
                elif kept is not None and _instances(kept) != stretch.instances:
                    self.kept[number] = (self.pieces[number], self._earliest(_instances(kept), stretch.instances, used))
                used.update(stretch.instances)
                self._respell((number,))

    def _earliest(self, ours: "array[int]", theirs: "array[int]", used: set[int]) -> "array[int]":
        origins = self._instances.origins
        return array(
            "I", [b if b not in used and origins[b] < origins[a] else a for a, b in zip(ours, theirs, strict=True)]
        )

    def kept_stretches(self) -> list[Stretch]:
        """The stretches kept as they are."""
        return [kept for kept in self.kept if isinstance(kept, Stretch)]

    def hold(self) -> None:
        """Take the instances of kept pieces whose stretches were struck out."""
        for kept in self.kept:
            if isinstance(kept, tuple):
                self._instances.take(kept[1])

    # What comes back together

    def consult(self, revisions: Sequence[list[Stretch]], above: Sequence[int]) -> None:
        """Keep in order what stood together in earlier revisions."""
        for _ in range(_CONSULTED):
            left = [number for number, kept in enumerate(self.kept) if kept is None]
            number = self._elect(left)
            if number is None:
                return
            taken, all_free = self._instances.taken, self._instances.all_free
            free = [s for s in revisions[number] if not taken[s.instances[0]] and all_free(s.instances)]
            blocks = align_sequences(
                [stretch.piece.codes for stretch in free], [self.pieces[number].codes for number in left]
            )
            self._sources.append(Source(free, left, blocks))
            for at, to, size in blocks:
                for stretch, place in zip(free[at : at + size], left[to : to + size], strict=True):
                    self.kept[place] = stretch if stretch.last not in above else (self.pieces[place], stretch.instances)
                    self._respell((place,))
                    self._instances.take(stretch.instances)

    def _elect(self, left: Sequence[int]) -> int | None:
        """The earlier revision in which most of the pieces that are left last stood, if two or more did."""
        votes: Counter[int] = Counter()
        voters: Counter[int] = Counter()
        for number in left:
            codes = self.pieces[number].codes
            if len(codes) < RUN:
                continue
            for place in self._retired.find_whole(codes):
                if self._instances.all_free(self._retired.instances[place : place + len(codes)]):
                    last = self._retired.stretch_at(place).last
                    votes[last] += len(codes)
                    voters[last] += 1
                    break
        if not votes:
            return None
        (best, _), *_ = votes.most_common(1)
        return best if voters[best] > 1 else None

    # What is left

    def settle(self) -> list[Stretch | Placed]:
        """Every piece with a stretch or its instances; words that come from nowhere are put down anew."""
        left = [number for number, kept in enumerate(self.kept) if kept is None]
        if left:
            self._settle(left)
        return [kept for kept in self.kept if kept is not None]

    def _settle(self, left: Sequence[int]) -> None:
        spans, codes, weights = self._lay_out(left)
        settling = Settling(codes, weights, self._instances.taken, self._retired, self._standing)
        settling.settle(self._counterparts(spans), spans.values())
        for number, (start, end) in spans.items():
            self.kept[number] = (self.pieces[number], self._put_down(settling.instances[start:end]))

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
        """Where each of the pieces that are left is in one string of their codes; that string, and what the codes tell.

        The string is broken by a code 0 where other pieces stand between.
        """
        spans: dict[int, tuple[int, int]] = {}
        codes: list[str] = []
        weights: list[bytes] = []
        at = 0
        for number, following in pairwise((*left, -1)):
            piece = self.pieces[number]
            spans[number] = at, at + len(piece.codes)
            codes.append(piece.codes)
            weights.append(piece.weights)
            at += len(piece.codes)
            if following != number + 1:
                codes.append("\0")
                weights.append(b"\0")
                at += 1
        return spans, "".join(codes), b"".join(weights)

    def _counterparts(self, spans: dict[int, tuple[int, int]]) -> Iterator[Counterpart]:
        """What stood in each source where pieces that are left now stand."""
        for source in self._sources:
            for start, end, first, last in gaps(source.blocks, len(source.stretches), len(source.pieces)):
                here = [spans[number] for number in source.pieces[first:last] if number in spans]
                there = [
                    stretch
                    for stretch in source.stretches[start:end]
                    if here and self._instances.any_free(stretch.instances)
                ]
                if there:
                    yield Counterpart(
                        here[0][0],
                        here[-1][1],
                        "".join([stretch.piece.codes for stretch in there]),
                        b"".join([stretch.piece.weights for stretch in there]),
                        list(chain.from_iterable([stretch.instances for stretch in there])),
                    )


def _instances(kept: "Stretch | Placed") -> "array[int]":
    return kept.instances if isinstance(kept, Stretch) else kept[1]
