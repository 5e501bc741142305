"""The stretches of two texts laid side by side: what was kept, what was changed, what moved out and in.

Stretches in order tile the tokens of both texts: each begins, on both sides, where the one before it ends.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum


class Fate(StrEnum):
    """What became of a stretch."""

    KEPT = "kept"
    CHANGED = "changed"
    MOVED_OUT = "moved out"
    MOVED_IN = "moved in"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens `b1` to `b2` of the base and `r1` to `r2` of the revised text (half-open) with one fate.

    Kept stretches are as long on both sides and pair token with token. `move` numbers the two ends of a move.
    `inner` are the stretches that a changed one is made of, where some of its words were kept.
    """

    fate: Fate
    b1: int
    b2: int
    r1: int
    r2: int
    move: int = -1
    inner: tuple["Stretch", ...] = ()

    @property
    def is_one_sided(self) -> bool:
        """True for what was only taken out or only put in."""
        return self.fate is Fate.CHANGED and (self.b1 == self.b2) != (self.r1 == self.r2)


def kept(b1: int, r1: int, length: int) -> Stretch:
    """`length` tokens that stand in both texts."""
    return Stretch(Fate.KEPT, b1, b1 + length, r1, r1 + length)


def changed(b1: int, b2: int, r1: int, r2: int, inner: tuple[Stretch, ...] = ()) -> Stretch:
    """Tokens of the base that gave way to tokens of the revised text."""
    return Stretch(Fate.CHANGED, b1, b2, r1, r2, inner=inner)


def coalesce(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """The same stretches, with neighbouring kept ones joined and empty ones left out."""
    last: Stretch | None = None
    for stretch in stretches:
        if stretch.b1 == stretch.b2 and stretch.r1 == stretch.r2:
            continue
        if last and last.fate is Fate.KEPT and stretch.fate is Fate.KEPT:
            last = replace(last, b2=stretch.b2, r2=stretch.r2)
            continue
        if last:
            yield last
        last = stretch
    if last:
        yield last
