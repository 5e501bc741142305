"""A history whose words' origins are known, to be asked: the half of a lineage that changes nothing."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from operator import itemgetter
from typing import NamedTuple

from provenance.errors import NotFound
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
        parts = chain.from_iterable(map(_cut_by_origin, self._held(revision)))
        for origin, run in groupby(parts, key=itemgetter(0)):
            yield self._ids[origin], " ".join([words for _, words in run])

    def tokens(self, revision: str) -> Iterator[str]:
        """The tokens of a revision, in order."""
        return chain.from_iterable(split_tokens(one.segment.text) for one in self._held(revision))

    def origin_numbers(self, revision: str) -> "array[int]":
        """The origin of every token of a revision, in order, as a number into `revisions`."""
        return array("I", b"".join([one.origins for one in self._held(revision)]))

    def _held(self, revision: str) -> list[TracedSegment]:
        return self._revisions[self._number(revision)]

    def _number(self, revision: str) -> int:
        if revision not in self._numbers:
            raise NotFound(f"there is no revision {revision} in this history")
        return self._numbers[revision]


def _instances(segments: Iterable[TracedSegment]) -> frozenset[int]:
    return frozenset(chain.from_iterable(one.instances for one in segments))


def _cut_by_origin(one: TracedSegment) -> Iterator[tuple[int, str]]:
    text = one.segment.text
    tokens = zip(array("I", one.origins), find_tokens(text), strict=True)
    for origin, run in groupby(tokens, key=itemgetter(0)):
        ranges = [one for _, one in run]
        yield origin, text[ranges[0][0] : ranges[-1][1]]
