"""Where every word of every revision comes from: the lineage of a text through many revisions.

    lineage = Lineage()
    lineage.add("r1", "the draft letter")
    lineage.add("r2", "the second draft letter")
    lineage.origins("r2")   # [("the", "r1"), ("second", "r2"), ("draft", "r1"), ("letter", "r1")]

Every word put down is an *instance* with a number of its own and one origin, the revision in which it entered.
A revision is a series of *stretches*: pieces of text (see `lineage_tokens`) with the instances of their words. Most
stretches are those of the parent, the same objects. So a revision costs what it changes, plus one pass over its text:

1. the lines that it shares with the text before at its start and end are its parent's (`lineage_pieces`);
2. what remains may be, word for word, what an ancestor had: it takes that ancestor's stretches;
3. or the parent's words, wrapped otherwise: it takes their instances;
4. else whole pieces are kept where they stand in the parent's order, or stood together once (`lineage_revision`);
5. what is left is settled, sentence by sentence and word by word, against the parent (`lineage_settling`) and against
   all that was ever retired (`lineage_restoring`); what comes from nowhere is put down anew.

The laws: every token has exactly one origin, which is the revision or an ancestor of it. No instance stands twice in
a revision. A text that an ancestor had word for word takes that ancestor's origins. In a merge, words come from the
parent that has them, the earliest origin on ties.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from provenance.errors import UnreadableInput
from provenance.lineage.lineage_alignment import common_end, common_start
from provenance.lineage.lineage_annotated import Annotated
from provenance.lineage.lineage_pieces import Piece
from provenance.lineage.lineage_retired import Retired
from provenance.lineage.lineage_revision import Placed, Placement
from provenance.lineage.lineage_stretches import Stretch
from provenance.lineage.lineage_tokens import level

_CODES = attrgetter("codes")


@dataclass(frozen=True, slots=True)
class KeptStretch:
    """A stretch as plain values, to be stored: its letters and the instance of each token."""

    number: int
    text: str
    instances: "array[int]"


@dataclass(frozen=True, slots=True)
class KeptRevision:
    """A revision as plain values: numbers of its parents and stretches, and the first instance put down in it."""

    id: str
    parents: tuple[int, ...]
    first: int
    stretches: "array[int]"
    gap: bool = False


class Lineage(Annotated):
    """The origins of every word of a history, revision after revision."""

    def __init__(self) -> None:
        super().__init__()
        self._retired = Retired()
        self._texts: dict[int, list[int]] = {}
        self._digests: list[int] = []
        self._cut_last: list[Stretch] | None = None
        self._stretches = 0
        self._news: list[Stretch] = []
        self._firsts: list[int] = []
        self._standing = -1
        self._ancestors = bytearray()

    @classmethod
    def resume(cls, stretches: Iterable[KeptStretch], revisions: Iterable[KeptRevision]) -> "Lineage":
        """The lineage that was kept as these values, ready for the next revision."""
        lineage = cls()
        lineage._load(list(stretches), list(revisions))
        return lineage

    def add(self, revision: str, text: str | None, parents: Sequence[str] | None = None) -> None:
        """Find the origins of a revision's words. Without `parents` it follows the one added last.

        A revision whose text is not known (None) is a gap: what stood before it is taken to stand on, and what comes
        after it may have entered in it. Raises UnreadableInput if the revision is there already, or a parent is not.
        """
        above = self._find_parents(revision, parents)
        if text is None:
            self._pass_over(revision, above)
            return
        cut, cut_last, self._cut_last = self._cutter.cut(text), self._cut_last, None
        self._stand_on(above)
        self._instances.begin()
        if len(above) == 1:
            held = self._revisions[above[0]]
            shared = (cut.start, cut.end) if held is cut_last else (0, 0)
            stretches, digest = self._follow(cut.pieces, above[0], *shared)
        else:
            stretches, digest = (
                self._place(cut.pieces, above, [self._revisions[n] for n in above], cut.pieces),
                _digest(cut.pieces),
            )
        self._cut_last = stretches
        self._record(revision, above, stretches, digest)
        self._texts.setdefault(digest, []).append(len(self._ids) - 1)

    def _pass_over(self, revision: str, above: tuple[int, ...]) -> None:
        held = self._revisions[above[0]] if above else []
        self._stand_on(above)
        self._instances.begin()
        self._retire(above, [self._revisions[number] for number in above], held)
        self._gaps.add(len(self._ids))
        self._record(revision, above, held, self._digests[above[0]] if above else 0)

    def kept(self, revision: str) -> KeptRevision:
        """A revision as plain values."""
        number = self._number(revision)
        stretches = array("I", [stretch.number for stretch in self._revisions[number]])
        return KeptRevision(revision, self._parents[number], self._firsts[number], stretches, number in self._gaps)

    def take_news(self) -> list[KeptStretch]:
        """The stretches made since the last time, as plain values."""
        news, self._news = self._news, []
        return [KeptStretch(stretch.number, stretch.piece.text, stretch.instances) for stretch in news]

    def _load(self, stretches: Sequence[KeptStretch], revisions: Sequence[KeptRevision]) -> None:
        for at, revision in enumerate(revisions):
            self._instances.begin()
            later = revisions[at + 1].first if at + 1 < len(revisions) else None
            last = later or 1 + max((max(kept.instances) for kept in stretches), default=0)
            self._instances.put_down(last - revision.first)
        origins_of, piece = self._instances.origins_of, self._cutter.piece
        made = {
            kept.number: Stretch(kept.number, piece(kept.text), kept.instances, origins_of(kept.instances))
            for kept in stretches
        }
        self._stretches = 1 + max(made, default=-1)
        numbers, held, digest = array("I"), list[Stretch](), 0
        for number, revision in enumerate(revisions):
            start = common_start(numbers, revision.stretches)
            end = common_end(numbers, revision.stretches, start)
            old = held[start : len(held) - end]
            new = [made[one] for one in revision.stretches[start : len(revision.stretches) - end]]
            if old or new:
                held = [*held[:start], *new, *held[len(held) - end :]]
                digest += _digest([stretch.piece for stretch in new]) - _digest([stretch.piece for stretch in old])
            if revision.parents == (number - 1,):
                self._retire(revision.parents, [old], new)
            else:
                self._retire(revision.parents, [self._revisions[parent] for parent in revision.parents], held)
            numbers = revision.stretches
            self._record(revision.id, revision.parents, held, digest, revision.first)
            if revision.gap:
                self._gaps.add(number)
            else:
                self._texts.setdefault(digest, []).append(number)
        self._standing = -1

    def _follow(self, pieces: list[Piece], parent: int, start: int, end: int) -> tuple[list[Stretch], int]:
        """The stretches of a text that follows another, and its digest.

        So many pieces at its start and its end are known to be the parent's, and what it shares is no matter of doubt:
        as many pieces as can be at its start, then as many as can be at its end.
        """
        held = self._revisions[parent]
        shorter = min(len(held), len(pieces))
        while start < shorter and held[start].piece.text == pieces[start].text:
            start += 1
        end = min(end, shorter - start)
        while end < shorter - start and held[-1 - end].piece.text == pieces[-1 - end].text:
            end += 1
        old = [stretch.piece for stretch in held[start : len(held) - end]]
        new = pieces[start : len(pieces) - end]
        digest = self._digests[parent] - _digest(old) + _digest(new)
        if not old and not new:
            return held, digest
        recalled = self._recall(pieces, digest, parent)
        if recalled:
            return recalled, digest
        inner = held[start : len(held) - end]
        middle = self._rewrap(new, inner, parent) or self._place(new, (parent,), [inner], pieces)
        return [*held[:start], *middle, *held[len(held) - end :]], digest

    def _place(
        self, pieces: list[Piece], above: tuple[int, ...], before: Sequence[list[Stretch]], whole: list[Piece]
    ) -> list[Stretch]:
        """The stretches of a new text, or of the part of it that its parent does not share as it stands."""
        standing = lru_cache(lambda: "".join([piece.codes for piece in whole]))
        placement = Placement(pieces, before, self._instances, self._retired, standing)
        self._retire(above, before, placement.kept_stretches())
        placement.hold()
        placement.consult(self._revisions, above)
        return list(self._finish(placement.settle()))

    def _find_parents(self, revision: str, parents: Sequence[str] | None) -> tuple[int, ...]:
        if revision in self._numbers:
            raise UnreadableInput(f"revision {revision} comes twice")
        if parents is None:
            return (len(self._ids) - 1,) if self._ids else ()
        for parent in parents:
            if parent not in self._numbers:
                raise UnreadableInput(f"revision {revision} follows {parent}, which does not come before it")
        return tuple(dict.fromkeys(self._numbers[parent] for parent in parents))

    def _stand_on(self, above: tuple[int, ...]) -> None:
        """See the history as from these parents: what is not among their ancestors' words cannot be used."""
        if above == (self._standing,):
            return
        ancestors = bytearray(len(self._ids))
        ahead = list(above)
        while ahead:
            number = ahead.pop()
            if not ancestors[number]:
                ancestors[number] = 1
                ahead += self._parents[number]
        self._ancestors = ancestors
        self._instances.see_from(ancestors)
        for number in above:
            for stretch in self._revisions[number]:
                self._instances.take(stretch.instances)

    def _recall(self, pieces: list[Piece], digest: int, parent: int) -> list[Stretch] | None:
        """The stretches of the latest ancestor that had exactly this text, cut at the same places."""
        for number in reversed(self._texts.get(digest, ())):
            stretches = self._revisions[number]
            if self._ancestors[number] and [stretch.piece.text for stretch in stretches] == [p.text for p in pieces]:
                held = self._revisions[parent]
                start = common_start(held, stretches)
                end = common_end(held, stretches, start)
                back = stretches[start : len(stretches) - end]
                self._retire((parent,), [held[start : len(held) - end]], back)
                for stretch in back:
                    self._instances.take(stretch.instances)
                return stretches
        return None

    def _rewrap(self, pieces: list[Piece], held: list[Stretch], parent: int) -> list[Stretch] | None:
        """The parent's words in order, where the text differs from the parent's in nothing but white space."""
        now, before = ("".join([piece.codes for piece in one]) for one in (pieces, [s.piece for s in held]))
        if len(now) != len(before) or level(now) != level(before):
            return None
        instances = array("I", b"".join([stretch.instances.tobytes() for stretch in held]))
        settled: list[Stretch | Placed] = []
        at = 0
        for piece in pieces:
            settled.append((piece, instances[at : at + len(piece.codes)]))
            at += len(piece.codes)
        stretches = list(self._finish(settled))
        self._retire((parent,), [held], stretches)
        self._instances.take(instances)
        return stretches

    def _retire(self, above: tuple[int, ...], parents: Sequence[Sequence[Stretch]], kept: Sequence[Stretch]) -> None:
        """Strike out the parents' stretches that are not kept."""
        still = {stretch.number for stretch in kept}
        for number, stretches in zip(above, parents, strict=True):
            self._retired.strike(stretches, still, number, self._instances)
        if len(above) > 1:  # what one parent lacks and another has is kept
            for stretch in kept:
                self._instances.take(stretch.instances)

    def _finish(self, settled: list[Stretch | Placed]) -> Iterator[Stretch]:
        for item in settled:
            if isinstance(item, Stretch):
                yield item
            else:
                piece, instances = item
                stretch = Stretch(self._stretches, piece, instances, self._instances.origins_of(instances))
                self._stretches += 1
                self._news.append(stretch)
                yield stretch

    def _record(
        self,
        revision: str,
        above: tuple[int, ...],
        stretches: list[Stretch],
        digest: int,
        first: int | None = None,
    ) -> None:
        number = len(self._ids)
        self._ids.append(revision)
        self._numbers[revision] = number
        self._parents.append(above)
        self._revisions.append(stretches)
        self._firsts.append(self._instances.first if first is None else first)
        self._digests.append(digest)
        self._ancestors.append(1)
        self._standing = number


def _digest(pieces: Sequence[Piece]) -> int:
    """A number that equal texts share."""
    return sum(map(hash, map(_CODES, pieces)))
