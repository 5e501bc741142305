"""What a history is made of: segments of text whose every word is a numbered instance with one origin."""

from array import array
from collections.abc import Sequence

from provenance.lineage.segments import Segment


class TracedSegment:
    """A segment of text as it stands in the history: the instance of every token, and its origin.

    The same object stands in every revision that has kept it. `place` is where it has been written into the deleted
    text, 0 if it has not; `last` is the number of the revision that it was last struck from.
    """

    __slots__ = ("instances", "last", "number", "origins", "place", "segment")

    def __init__(self, number: int, segment: Segment, instances: "array[int]", origins: bytes) -> None:
        self.number = number
        self.segment = segment
        self.instances = instances
        self.origins = origins
        self.place = 0
        self.last = -1


class Instances:
    """Every instance of a word: the revision in which it was put down, and whether it may be used again.

    `taken` marks those that stand in the revision being matched, and those that none of its ancestors ever had.
    Instance 0 is nobody's and always taken.
    """

    __slots__ = ("_firsts", "origins", "taken")

    def __init__(self) -> None:
        self.origins = array("I", [0])
        self.taken = bytearray(b"\1")
        self._firsts: list[int] = []

    def begin(self) -> None:
        """Count what is put down from now on to the next revision."""
        self._firsts.append(len(self.origins))

    @property
    def first(self) -> int:
        """The first instance of the revision begun last."""
        return self._firsts[-1]

    def put_down(self, count: int) -> range:
        """New instances of the revision begun last."""
        first = len(self.origins)
        self.origins.extend(array("I", [len(self._firsts) - 1]) * count)
        self.taken.extend(b"\1" * count)
        return range(first, first + count)

    def origins_of(self, instances: "array[int]") -> bytes:
        """The origins of these instances, each as an unsigned machine integer."""
        return array("I", list(map(self.origins.__getitem__, instances))).tobytes()

    def take(self, instances: Sequence[int]) -> None:
        """Mark these as standing."""
        taken = self.taken
        for instance in instances:
            taken[instance] = 1

    def free(self, instances: Sequence[int]) -> None:
        """Mark these as struck out."""
        taken = self.taken
        for instance in instances:
            taken[instance] = 0

    def all_free(self, instances: Sequence[int]) -> bool:
        """True if none of these stands in the revision being matched."""
        taken = self.taken
        return not any(map(taken.__getitem__, instances))

    def any_free(self, instances: Sequence[int]) -> bool:
        """True if some of these do not stand in the revision being matched."""
        return not all(map(self.taken.__getitem__, instances))

    def see_from(self, ancestors: bytearray) -> None:
        """Free what the revisions marked in `ancestors` put down, and take everything else."""
        bounds = [*self._firsts, len(self.origins)]
        self.taken = bytearray(b"\1" * len(self.origins))
        for number, mine in enumerate(ancestors):
            if mine:
                self.taken[bounds[number] : bounds[number + 1]] = bytes(bounds[number + 1] - bounds[number])
