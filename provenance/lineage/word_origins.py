"""A history whose words' origins are known, to be asked: the half of a lineage that changes nothing."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, groupby, takewhile
from typing import NamedTuple

from provenance.errors import NotFound
from provenance.lineage.agreement import find_agreement
from provenance.lineage.instances import Instances, TracedSegment
from provenance.lineage.segments import Cutter
from provenance.lineage.subsequence import common_end, common_start
from provenance.lineage.token_codes import find_tokens, level, split_tokens


class Touched(NamedTuple):
    """The words that a step put in, those that it took out, and these with whatever stood by or between them."""

    came: frozenset[int]
    went: frozenset[int]
    around: frozenset[int]


class WordOrigins:
    """The revisions of a history, each as the segments that it is made of."""

    def __init__(self) -> None:
        self._cutter = Cutter()
        self._instances = Instances()
        self._ids: list[str] = []
        self._numbers: dict[str, int] = {}
        self._parents: list[tuple[int, ...]] = []
        self._revisions: list[list[TracedSegment]] = []
        self._gaps: set[int] = set()
        self._merges: list[int] = []
        self._agreements: dict[tuple[int, int], Mapping[int, int]] = {}
        self._asked_merge: tuple[int, frozenset[int]] = (-1, frozenset())
        self._put_in_alike: dict[int, Mapping[int, tuple[int, ...]]] = {}

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, revision: object) -> bool:
        return revision in self._numbers

    @property
    def revisions(self) -> tuple[str, ...]:
        """The ids of all revisions, in the order in which they were added."""
        return tuple(self._ids)

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

    def spell(self, revision: str) -> "tuple[str, array[int]]":
        """A revision as codes and as instances, one of each for every token (see `encode`)."""
        held = self._held(revision)
        instances = array("I", b"".join([one.instances.tobytes() for one in held]))
        return level("".join([one.segment.codes for one in held])), instances

    def segments(self, revision: str) -> Sequence[TracedSegment]:
        """The segments that a revision is made of; most of them are those of its parent, the same objects."""
        return self._held(revision)

    def touched(self, revision: str, parent: str) -> Touched:
        """What a step did to its words: those that came, those that went, and all that may stand beside others now.

        Quick: most of a revision are its parent's segments, the same objects.
        """
        held, before = self._held(revision), self._held(parent)
        start = common_start(before, held)
        end = common_end(before, held, start)
        now, then = (_instances(one[start : len(one) - end]) for one in (held, before))
        last = next((one.instances[-1:] for one in reversed(held[:start]) if one.instances), ())
        first = next((one.instances[:1] for one in held[len(held) - end :] if one.instances), ())
        return Touched(now - then, then - now, now.union(then, last, first))

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
        for one in {id(one): one for held in self._revisions for one in held}.values():
            for weight, instance in zip(one.segment.weights, one.instances, strict=True):
                if not counted[instance]:
                    counted[instance] = 1
                    counts[self._instances.origins[instance]] += weight > 0
        return counts

    def origins(self, revision: str) -> list[tuple[str, str]]:
        """Every token of a revision, in order, with the id of the revision in which it entered."""
        return list(zip(self.tokens(revision), map(self._ids.__getitem__, self.origin_numbers(revision)), strict=True))

    def words(self, revision: str) -> Iterator[tuple[str, str]]:
        """A revision's words as they stand, cut where the origin changes: the id of each origin, and the words.

        Between two lines, and two sentences of a long line, is one blank.
        """
        numbers = self.origin_numbers(revision)
        for first, words in self.runs(revision, numbers):
            yield self._ids[numbers[first]], words

    def runs(self, revision: str, keys: Sequence[object]) -> Iterator[tuple[int, str]]:
        """A revision's words as they stand, cut where the keys of its tokens change; with the number of their first."""
        at, parts = 0, list[tuple[int, str]]()
        for one in self._held(revision):
            parts += _cut(one.segment.text, at, keys)
            at += len(one.instances)
        for _, run in groupby(parts, key=lambda part: keys[part[0]]):
            (first, words), *others = run
            yield first, " ".join([words, *(more for _, more in others)])

    def tokens(self, revision: str) -> Iterator[str]:
        """The tokens of a revision, in order."""
        return chain.from_iterable(split_tokens(one.segment.text) for one in self._held(revision))

    def origin_numbers(self, revision: str) -> "array[int]":
        """The origin of every token of a revision, in order, as a number into `revisions`."""
        origins = array("I", b"".join([one.origins for one in self._held(revision)]))
        if alike := self.alike(revision):
            first = {one: self._instances.origins[others[0]] for one, others in alike.items()}
            for at, instance in enumerate(self.spell(revision)[1]):
                origins[at] = first.get(instance, origins[at])
        return origins

    def agreement(self, revision: str, parent: str) -> Mapping[int, int]:
        """The instances of a merge for which this parent has one of its own, of the same word at the same place."""
        return self._agreement(self._number(revision), self._number(parent))

    def alike(self, revision: str) -> Mapping[int, tuple[int, ...]]:
        """The words that were put in alike on several branches which were merged in a revision, or before it.

        Each by its instance, with one instance for every branch that put it in by itself, the first of them first;
        where one of them was put in before the branches parted, it is that one.
        """
        number = self._number(revision)
        if number not in self._put_in_alike:
            self._put_in_alike[number] = self._find_alike(number)
        return self._put_in_alike[number]

    def _agreement(self, number: int, parent: int) -> Mapping[int, int]:
        if (number, parent) not in self._agreements:
            if number != self._asked_merge[0]:
                self._asked_merge = number, _instances(self._revisions[number])
            self._agreements[number, parent] = find_agreement(
                self._revisions[number], self._revisions[parent], self._asked_merge[1]
            )
        return self._agreements[number, parent]

    def _find_alike(self, number: int) -> Mapping[int, tuple[int, ...]]:
        if not self._merges or self._merges[0] > number:
            return {}
        same: dict[int, frozenset[int]] = {}
        line = self._ancestors_of(number)
        for merge in takewhile(number.__ge__, self._merges):
            for parent in self._parents[merge] if line[merge] else ():
                for ours, theirs in self._agreement(merge, parent).items():
                    same[ours] = same.get(ours, frozenset({ours})) | same.get(theirs, frozenset({theirs}))
        ancestors_of = cache(self._ancestors_of)
        return {instance: self._first_of(instances, ancestors_of) for instance, instances in same.items()}

    def _first_of(self, instances: frozenset[int], ancestors_of: Callable[[int], bytearray]) -> tuple[int, ...]:
        """Of instances of one word one for each origin, but for origins that go back to another of them."""
        by_origin = {self._instances.origins[instance]: instance for instance in sorted(instances, reverse=True)}
        later = {one for one in by_origin if any(ancestors_of(one)[other] for other in by_origin if other < one)}
        return tuple(by_origin[origin] for origin in sorted(by_origin) if origin not in later)

    def _ancestors_of(self, number: int) -> bytearray:
        """A mark for each revision, up to this one, that this one goes back to; for itself too."""
        ancestors = bytearray(number + 1)
        ahead = [number]
        while ahead:
            one = ahead.pop()
            if not ancestors[one]:
                ancestors[one] = 1
                ahead += self._parents[one]
        return ancestors

    def _held(self, revision: str) -> list[TracedSegment]:
        return self._revisions[self._number(revision)]

    def _number(self, revision: str) -> int:
        if revision not in self._numbers:
            raise NotFound(f"there is no revision {revision} in this history")
        return self._numbers[revision]


def _instances(segments: Iterable[TracedSegment]) -> frozenset[int]:
    return frozenset(chain.from_iterable(one.instances for one in segments))


def _cut(text: str, at: int, keys: Sequence[object]) -> Iterator[tuple[int, str]]:
    """Runs of a segment's words whose tokens, numbered from `at` on, have one key: the first number, and the words."""
    for _, run in groupby(enumerate(find_tokens(text), at), key=lambda token: keys[token[0]]):
        numbers, ranges = zip(*run, strict=True)
        yield numbers[0], text[ranges[0][0] : ranges[-1][1]]
