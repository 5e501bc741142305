"""Where every word of every revision comes from: the lineage of a text through many revisions.

    lineage = Lineage()
    lineage.add("r1", "the draft letter")
    lineage.add("r2", "the second draft letter")
    lineage.origins("r2")   # [("the", "r1"), ("second", "r2"), ("draft", "r1"), ("letter", "r1")]

Every word put down is an *instance* with a number of its own and one origin, the revision in which it entered.
A revision is a series of *traced segments*: pieces of text (see `segments`) with the instances of their words. Most of
them are those of the parent, the same objects. So a revision costs what it changes, plus one pass over its text:

1. the lines that it shares with the text before at its start and end are its parent's (`segments`);
2. what remains may be, word for word, what an ancestor had: it takes that ancestor's segments;
3. or the parent's words, wrapped otherwise: it takes their instances;
4. else whole segments are kept where they stand in the parent's order, or stood together once (`segment_matching`);
5. what is left is matched, sentence by sentence and word by word, against the parent (`token_matching`), against what
   was moved (`moved_sentences`) and all that was ever deleted (`restoration`); what comes from nowhere is new.

The laws: every token has exactly one origin, which is the revision or an ancestor of it. No instance stands twice in
a revision. A text that an ancestor had word for word takes that ancestor's origins. In a merge, words come from the
parent that has them; where several have the same word, each put in by itself, they have several origins (`agreement`),
of which the earliest is told first.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from provenance.errors import UnreadableInput
from provenance.lineage.deletions import Deletions
from provenance.lineage.instances import TracedSegment
from provenance.lineage.segment_matching import Matched, SegmentMatching
from provenance.lineage.segments import Cut, Segment
from provenance.lineage.subsequence import common_end, common_start
from provenance.lineage.token_codes import level
from provenance.lineage.word_origins import WordOrigins

_CODES = attrgetter("codes")


class StoredSegment(NamedTuple):
    """A traced segment as plain values, to be stored: its letters and the instance of each token."""

    number: int
    text: str
    instances: "array[int]"


@dataclass(frozen=True, slots=True)
class StoredRevision:
    """A revision as plain values: numbers of its parents and segments, and the first instance put down in it."""

    id: str
    parents: tuple[int, ...]
    first: int
    segments: "array[int]"
    gap: bool = False


class Lineage(WordOrigins):
    """The origins of every word of a history, revision after revision."""

    def __init__(self) -> None:
        super().__init__()
        self._deleted = Deletions()
        self._texts: dict[int, list[int]] = {}
        self._digests: list[int] = []
        self._cut_last: list[TracedSegment] | None = None
        self._made = 0
        self._new_segments: list[TracedSegment] = []
        self._firsts: list[int] = []
        self._standing = -1
        self._ancestors = bytearray()

    @classmethod
    def resume(cls, segments: Iterable[StoredSegment], revisions: Iterable[StoredRevision]) -> "Lineage":
        """The lineage that was kept as these values, ready for the next revision."""
        lineage = cls()
        lineage._load(list(segments), list(revisions))
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
        self._deleted.begin()
        if len(above) == 1:
            held = self._revisions[above[0]]
            shared = (cut.start, cut.end) if held is cut_last else (0, 0)
            traced, digest = self._follow(cut, above[0], *shared)
        else:
            traced, digest = (
                self._place(cut.segments, above, [self._revisions[n] for n in above], cut, 0),
                _digest(cut.segments),
            )
        self._cut_last = traced
        self._record(revision, above, traced, digest)
        self._texts.setdefault(digest, []).append(len(self._ids) - 1)

    def _pass_over(self, revision: str, above: tuple[int, ...]) -> None:
        held = self._revisions[above[0]] if above else []
        self._stand_on(above)
        self._instances.begin()
        self._deleted.begin()
        self._strike(above, [self._revisions[number] for number in above], held)
        self._gaps.add(len(self._ids))
        self._record(revision, above, held, self._digests[above[0]] if above else 0)

    def kept(self, revision: str) -> StoredRevision:
        """A revision as plain values."""
        number = self._number(revision)
        segments = array("I", [one.number for one in self._revisions[number]])
        return StoredRevision(revision, self._parents[number], self._firsts[number], segments, number in self._gaps)

    def take_new_segments(self) -> list[StoredSegment]:
        """The segments made since the last time, as plain values."""
        new_segments, self._new_segments = self._new_segments, []
        return [StoredSegment(one.number, one.segment.text, one.instances) for one in new_segments]

    def _load(self, segments: Sequence[StoredSegment], revisions: Sequence[StoredRevision]) -> None:
        for at, revision in enumerate(revisions):
            self._instances.begin()
            later = revisions[at + 1].first if at + 1 < len(revisions) else None
            last = later or 1 + max((max(kept.instances) for kept in segments), default=0)
            self._instances.put_down(last - revision.first)
        origins_of, segment = self._instances.origins_of, self._cutter.segment
        made = {
            kept.number: TracedSegment(kept.number, segment(kept.text), kept.instances, origins_of(kept.instances))
            for kept in segments
        }
        self._made = 1 + max(made, default=-1)
        numbers, held, digest = array("I"), list[TracedSegment](), 0
        for number, revision in enumerate(revisions):
            start = common_start(numbers, revision.segments)
            end = common_end(numbers, revision.segments, start)
            old = held[start : len(held) - end]
            new = [made[one] for one in revision.segments[start : len(revision.segments) - end]]
            if old or new:
                held = [*held[:start], *new, *held[len(held) - end :]]
                digest += _digest([one.segment for one in new]) - _digest([one.segment for one in old])
            self._deleted.begin()
            if revision.parents == (number - 1,):
                self._strike(revision.parents, [old], new)
            else:
                self._strike(revision.parents, [self._revisions[parent] for parent in revision.parents], held)
            for one in new if revision.parents == (number - 1,) else held:
                self._instances.take(one.instances)
            numbers = revision.segments
            self._record(revision.id, revision.parents, held, digest, revision.first)
            if revision.gap:
                self._gaps.add(number)
            else:
                self._texts.setdefault(digest, []).append(number)
        self._standing = -1

    def _follow(self, cut: Cut, parent: int, start: int, end: int) -> tuple[list[TracedSegment], int]:
        """The traced segments of a text that follows another, and its digest.

        So many segments at its start and end are known to be the parent's, and what it shares is no matter of doubt:
        as many segments as can be at its start, then as many as can be at its end.
        """
        held, segments = self._revisions[parent], cut.segments
        shorter = min(len(held), len(segments))
        while start < shorter and held[start].segment.text == segments[start].text:
            start += 1
        end = min(end, shorter - start)
        while end < shorter - start and held[-1 - end].segment.text == segments[-1 - end].text:
            end += 1
        old = [one.segment for one in held[start : len(held) - end]]
        new = segments[start : len(segments) - end]
        digest = self._digests[parent] - _digest(old) + _digest(new)
        if not old and not new:
            return held, digest
        recalled = self._recall(segments, digest, parent)
        if recalled:
            return recalled, digest
        inner = held[start : len(held) - end]
        middle = self._rewrap(new, inner, parent) or self._place(new, (parent,), [inner], cut, start)
        return [*held[:start], *middle, *held[len(held) - end :]], digest

    def _place(
        self,
        segments: list[Segment],
        above: tuple[int, ...],
        before: Sequence[list[TracedSegment]],
        whole: Cut,
        first: int,
    ) -> list[TracedSegment]:
        """The traced segments of a new text, or of the part from its `first` on that its parent does not share."""
        matching = SegmentMatching(
            segments, self._instances, self._deleted, whole, first, self._cutter.vocabulary.spell
        )
        return list(self._trace(matching.match(above, before, self._revisions, self._strike)))

    def _find_parents(self, revision: str, parents: Sequence[str] | None) -> tuple[int, ...]:
        if revision in self._numbers:
            raise UnreadableInput(f"revision {revision} comes twice")
        if parents is None:
            return (len(self._ids) - 1,) if self._ids else ()
        for parent in parents:
            if parent not in self._numbers:
                raise UnreadableInput(
                    f"revision {revision} follows {parent}, which does not come before it; give the oldest first"
                )
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
            for one in self._revisions[number]:
                self._instances.take(one.instances)

    def _recall(self, segments: list[Segment], digest: int, parent: int) -> list[TracedSegment] | None:
        """The traced segments of the latest ancestor that had exactly this text, cut at the same places."""
        for number in reversed(self._texts.get(digest, ())):
            traced = self._revisions[number]
            if self._ancestors[number] and [one.segment.text for one in traced] == [p.text for p in segments]:
                held = self._revisions[parent]
                start = common_start(held, traced)
                end = common_end(held, traced, start)
                back = traced[start : len(traced) - end]
                self._strike((parent,), [held[start : len(held) - end]], back)
                for one in back:
                    self._instances.take(one.instances)
                return traced
        return None

    def _rewrap(self, segments: list[Segment], held: list[TracedSegment], parent: int) -> list[TracedSegment] | None:
        """The parent's words in order, where the text differs from the parent's in nothing but white space."""
        now, before = ("".join([segment.codes for segment in one]) for one in (segments, [s.segment for s in held]))
        if len(now) != len(before) or level(now) != level(before):
            return None
        instances = array("I", b"".join([one.instances.tobytes() for one in held]))
        matched: list[Matched] = []
        at = 0
        for segment in segments:
            matched.append((segment, instances[at : at + len(segment.codes)]))
            at += len(segment.codes)
        traced = list(self._trace(matched))
        self._strike((parent,), [held], traced)
        self._instances.take(instances)
        return traced

    def _strike(
        self, above: tuple[int, ...], parents: Sequence[Sequence[TracedSegment]], kept: Sequence[TracedSegment]
    ) -> None:
        """Strike out the parents' segments that are not kept."""
        still = {one.number for one in kept}
        for number, traced in zip(above, parents, strict=True):
            self._deleted.strike(traced, still, number, self._instances)
        if len(above) > 1:  # what one parent lacks and another has is kept
            for one in kept:
                self._instances.take(one.instances)

    def _trace(self, matched: list[Matched]) -> Iterator[TracedSegment]:
        for item in matched:
            if isinstance(item, TracedSegment):
                yield item
            else:
                segment, instances = item
                one = TracedSegment(self._made, segment, instances, self._instances.origins_of(instances))
                self._made += 1
                self._new_segments.append(one)
                yield one

    def _record(
        self,
        revision: str,
        above: tuple[int, ...],
        traced: list[TracedSegment],
        digest: int,
        first: int | None = None,
    ) -> None:
        self._deleted.note_edges(self._instances.taken)
        number = len(self._ids)
        if len(above) > 1:
            self._merges.append(number)
        self._ids.append(revision)
        self._numbers[revision] = number
        self._parents.append(above)
        self._revisions.append(traced)
        self._firsts.append(self._instances.first if first is None else first)
        self._digests.append(digest)
        self._ancestors.append(1)
        self._standing = number


def _digest(segments: Sequence[Segment]) -> int:
    """A number that equal texts share."""
    return sum(map(hash, map(_CODES, segments)))
