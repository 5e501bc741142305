"""Where every word of every revision comes from: the lineage of a text through many revisions.

    lineage = Lineage()
    lineage.add("r1", "the draft letter")
    lineage.add("r2", "the second draft letter")
    lineage.origins("r2")   # [("the", "r1"), ("second", "r2"), ("draft", "r1"), ("letter", "r1")]

Every word put down is an *instance* with a number of its own and one origin, the revision in which it entered.
A revision is a series of *stretches*: pieces of text (see `lineage_tokens`) with the instances of their words. Most
stretches are those of the parent, the same objects; so a revision costs what it changes, plus one pass over its text.
What is left is settled (`lineage_settling`) against the parent and all that was ever retired (`lineage_retired`).

The laws: every token has exactly one origin, which is the revision or an ancestor of it. No instance stands twice in
a revision. A text that an ancestor had word for word takes that ancestor's origins. In a merge, words come from the
parent that has them, the earliest origin on ties.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from provenance.diff.lineage_alignment import common_end, common_start
from provenance.diff.lineage_retired import Retired
from provenance.diff.lineage_revision import Placed, Placement
from provenance.diff.lineage_stretches import Instances, Stretch
from provenance.diff.lineage_tokens import Cutter, Piece, split_tokens
from provenance.errors import NotFound, UnreadableInput


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


class Lineage:
    """The origins of every word of a history, revision after revision."""

    def __init__(self) -> None:
        self._cutter = Cutter()
        self._retired = Retired()
        self._instances = Instances()
        self._ids: list[str] = []
        self._numbers: dict[str, int] = {}
        self._parents: list[tuple[int, ...]] = []
        self._revisions: list[list[Stretch]] = []
        self._texts: dict[int, list[int]] = {}
        self._stretches = 0
        self._news: list[Stretch] = []
        self._firsts: list[int] = []
        self._gaps: set[int] = set()
        self._standing = -1
        self._ancestors = bytearray()

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, revision: object) -> bool:
        return revision in self._numbers

    @property
    def revisions(self) -> tuple[str, ...]:
        """The ids of all revisions, in the order in which they were added."""
        return tuple(self._ids)

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
        pieces = self._cutter.cut(text)
        digest = _digest(pieces)
        self._stand_on(above)
        self._instances.begin()
        stretches = None
        if len(above) == 1:
            stretches = self._recall(pieces, digest) or self._rewrap(pieces, above[0])
        if stretches is None:
            stretches = self._place(pieces, above)
        else:
            self._retire(above, [self._revisions[above[0]]], stretches)
            self._instances.take(list(chain.from_iterable([stretch.instances for stretch in stretches])))
        self._record(revision, above, stretches, digest)

    def _pass_over(self, revision: str, above: tuple[int, ...]) -> None:
        held = self._revisions[above[0]] if above else []
        self._stand_on(above)
        self._instances.begin()
        self._retire(above, [self._revisions[number] for number in above], held)
        self._gaps.add(len(self._ids))
        self._record(revision, above, held, None)

    def gaps_before(self, revision: str) -> tuple[str, ...]:
        """The revisions without a known text right before this one: its own words may have entered in them."""
        found: list[int] = []
        ahead = list(self._parents[self._number(revision)])
        while ahead:
            number = ahead.pop()
            if number in self._gaps and number not in found:
                found.append(number)
                ahead += self._parents[number]
        return tuple(self._ids[number] for number in sorted(found))

    def is_gap(self, revision: str) -> bool:
        """True if the revision's text is not known."""
        return self._number(revision) in self._gaps

    def parents(self, revision: str) -> tuple[str, ...]:
        """The revisions that this one followed."""
        return tuple(self._ids[number] for number in self._parents[self._number(revision)])

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
        for number, revision in enumerate(revisions):
            held = [made[one] for one in revision.stretches]
            if revision.gap:
                self._gaps.add(number)
            self._retire(revision.parents, [self._revisions[parent] for parent in revision.parents], held)
            digest = None if revision.gap else _digest([stretch.piece for stretch in held])
            self._record(revision.id, revision.parents, held, digest, revision.first)
        self._standing = -1

    def _place(self, pieces: list[Piece], above: tuple[int, ...]) -> list[Stretch]:
        """The stretches of a new text. What a single parent has at its start and its end is no matter of doubt."""
        before = [self._revisions[number] for number in above]
        start = end = 0
        if len(before) == 1:
            old = [stretch.piece for stretch in before[0]]
            start = common_start(old, pieces)
            end = common_end(old, pieces, start)
        inner = [stretches[start : len(stretches) - end] for stretches in before]
        pieces = pieces[start : len(pieces) - end]
        placement = Placement(pieces, inner, self._instances, self._retired, self._cutter.vocabulary)
        self._retire(above, inner, placement.kept_stretches())
        placement.hold()
        placement.consult(self._revisions, above)
        middle = self._finish(placement.settle())
        return [*before[0][:start], *middle, *before[0][len(before[0]) - end :]] if before else list(middle)

    def spell(self, revision: str) -> "tuple[str, array[int]]":
        """A revision as codes and as instances, one of each for every token (see `encode`)."""
        held = self._held(revision)
        instances = array("I", b"".join([stretch.instances.tobytes() for stretch in held]))
        return "".join([stretch.piece.codes for stretch in held]), instances

    def encode(self, text: str) -> str:
        """The codes of a text's tokens, by which it can be looked for in any revision."""
        return self._cutter.vocabulary.encode(split_tokens(text))

    def origins_of(self, instances: "array[int]") -> tuple[str, ...]:
        """The revisions in which these instances entered."""
        return tuple(self._ids[self._instances.origins[instance]] for instance in instances)

    def words_put_down(self) -> list[int]:
        """How many words (marks of punctuation not counted) entered in each revision, in the order of `revisions`."""
        counts = [0] * len(self._ids)
        counted = bytearray(len(self._instances.origins))
        weights = self._cutter.vocabulary.weights
        for stretch in {id(stretch): stretch for held in self._revisions for stretch in held}.values():
            for code, instance in zip(stretch.piece.codes, stretch.instances, strict=True):
                if not counted[instance]:
                    counted[instance] = 1
                    counts[self._instances.origins[instance]] += weights[ord(code)] > 0
        return counts

    def origins(self, revision: str) -> list[tuple[str, str]]:
        """Every token of a revision, in order, with the id of the revision in which it entered."""
        return list(zip(self.tokens(revision), map(self._ids.__getitem__, self.origin_numbers(revision)), strict=True))

    def tokens(self, revision: str) -> Iterator[str]:
        """The tokens of a revision, in order."""
        return chain.from_iterable(split_tokens(stretch.piece.text) for stretch in self._held(revision))

    def origin_numbers(self, revision: str) -> "array[int]":
        """The origin of every token of a revision, in order, as a number into `revisions`."""
        return array("I", b"".join([stretch.origins for stretch in self._held(revision)]))

    def _held(self, revision: str) -> list[Stretch]:
        return self._revisions[self._number(revision)]

    def _number(self, revision: str) -> int:
        if revision not in self._numbers:
            raise NotFound(f"there is no revision {revision} in this history")
        return self._numbers[revision]

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

    def _recall(self, pieces: list[Piece], digest: int) -> list[Stretch] | None:
        """The stretches of the latest ancestor that had exactly this text, cut at the same places."""
        for number in reversed(self._texts.get(digest, ())):
            stretches = self._revisions[number]
            if self._ancestors[number] and [stretch.piece.text for stretch in stretches] == [p.text for p in pieces]:
                return stretches
        return None

    def _rewrap(self, pieces: list[Piece], parent: int) -> list[Stretch] | None:
        """The parent's words in order, where the text differs from the parent's in nothing but white space."""
        held = self._revisions[parent]
        if "".join([piece.codes for piece in pieces]) != "".join([stretch.piece.codes for stretch in held]):
            return None
        instances = array("I", b"".join([stretch.instances.tobytes() for stretch in held]))
        settled: list[Stretch | Placed] = []
        at = 0
        for piece in pieces:
            settled.append((piece, instances[at : at + len(piece.codes)]))
            at += len(piece.codes)
        return list(self._finish(settled))

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
        digest: int | None,
        first: int | None = None,
    ) -> None:
        number = len(self._ids)
        self._ids.append(revision)
        self._numbers[revision] = number
        self._parents.append(above)
        self._revisions.append(stretches)
        self._firsts.append(self._instances.first if first is None else first)
        if digest is not None:
            self._texts.setdefault(digest, []).append(number)
        self._ancestors.append(1)
        self._standing = number


def _digest(pieces: Sequence[Piece]) -> int:
    """A number that two equal texts share."""
    return hash(tuple([piece.codes for piece in pieces]))
