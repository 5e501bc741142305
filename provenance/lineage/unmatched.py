"""The tokens of one revision that its parents' segments do not explain, and what has been found for each."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from provenance.lineage.chance import Chance
from provenance.lineage.token_codes import numbers_of

NEW = -1
"""In the place of an instance: none has been found, the word is new."""


@dataclass(slots=True, eq=False)
class Counterpart:
    """What stood before where now `start` to `end` of the unmatched codes stand: codes, weights and instances."""

    start: int
    end: int
    codes: str
    weights: bytes
    instances: Sequence[int]


class Unmatched:
    """The unmatched codes of a revision, with the instance that each has been found to continue (or `NEW`).

    The one owner of that state: those that match tokens (`token_matching`, `restoration`) read it and take instances
    through it. A code 0 stands where other words lie between two of the codes. `weights` are what each code counts,
    `open` marks the codes for which nothing has been found, `taken` the instances that stand already. `spell` gives the
    letters of codes.
    """

    __slots__ = ("chance", "codes", "instances", "numbers", "open", "spell", "taken", "weights")

    def __init__(
        self, codes: str, weights: bytes, taken: bytearray, chance: Chance, spell: Callable[[str], list[str]]
    ) -> None:
        self.spell = spell
        self.codes = codes
        self.weights = weights
        self.taken = taken
        self.chance = chance
        self.numbers = numbers_of(codes)
        self.instances = [NEW] * len(codes)
        self.open = bytearray(b"\1") * len(codes)
        at = codes.find("\0")
        while at >= 0:
            self.instances[at] = self.open[at] = 0
            at = codes.find("\0", at + 1)

    def take(self, at: int, instance: int) -> None:
        """Let the code at `at` continue this instance."""
        self.instances[at] = instance
        self.open[at] = 0
        self.taken[instance] = 1

    def take_all(self, to: int, instances: Sequence[int]) -> None:
        """Take these from `to` on, but for those that stand already and where something else is matched."""
        taken = self.taken
        if self.open.find(0, to, to + len(instances)) < 0 and not any(map(taken.__getitem__, instances)):
            self.instances[to : to + len(instances)] = instances
            self.open[to : to + len(instances)] = bytes(len(instances))
            for instance in instances:
                taken[instance] = 1
            return
        for at, instance in enumerate(instances, to):
            if self.open[at] and not taken[instance]:
                self.take(at, instance)

    def close(self, start: int, end: int) -> None:
        """Leave new what stands from `start` to `end`."""
        self.open[start:end] = bytes(end - start)

    def runs(self, least: int = 1) -> Iterator[tuple[int, int]]:
        """Where unmatched codes stand side by side, at least so many of them."""
        start = self.open.find(1)
        while start >= 0:
            end = self.open.find(0, start)
            end = len(self.open) if end < 0 else end
            if end - start >= least:
                yield start, end
            start = self.open.find(1, end)
