"""The unsettled words of one revision: what its parents' pieces do not explain as they stand."""

from collections.abc import Iterator, Sequence

from provenance.lineage.lineage_tokens import numbers_of

NEW = -1
"""In the place of an instance: none has been found, the word is new."""


class Unsettled:
    """The unsettled codes of a revision, with the instance that each has been found to continue (or `NEW`).

    A code 0 stands where other words lie between two of the codes. `weights` are what each code tells.
    """

    __slots__ = ("_numbers", "_open", "_taken", "codes", "instances", "weights")

    def __init__(self, codes: str, weights: bytes, taken: bytearray) -> None:
        self.codes = codes
        self.weights = weights
        self.instances = [NEW] * len(codes)
        self._open = bytearray(b"\1") * len(codes)
        at = codes.find("\0")
        while at >= 0:
            self.instances[at] = self._open[at] = 0
            at = codes.find("\0", at + 1)
        self._numbers = numbers_of(codes)
        self._taken = taken

    def _take(self, at: int, instance: int) -> None:
        self.instances[at] = instance
        self._open[at] = 0
        self._taken[instance] = 1

    def _take_all(self, to: int, instances: Sequence[int]) -> None:
        """Take these from `to` on, but for those that stand already and where something else is settled."""
        taken = self._taken
        if self._open.find(0, to, to + len(instances)) < 0 and not any(map(taken.__getitem__, instances)):
            self.instances[to : to + len(instances)] = instances
            self._open[to : to + len(instances)] = bytes(len(instances))
            for instance in instances:
                taken[instance] = 1
            return
        for at, instance in enumerate(instances, to):
            if self._open[at] and not taken[instance]:
                self._take(at, instance)

    def _unsettled(self, least: int = 1) -> Iterator[tuple[int, int]]:
        """The runs of unsettled codes of at least this length."""
        start = self._open.find(1)
        while start >= 0:
            end = self._open.find(0, start)
            end = len(self._open) if end < 0 else end
            if end - start >= least:
                yield start, end
            start = self._open.find(1, end)
