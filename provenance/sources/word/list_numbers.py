"""What is printed before the paragraphs of a list, and is no word of them, counted as word processors count.

Two files with the same numbers read alike, whatever their lists are called and whichever program wrote them: the next
paragraph of a level counts on, deeper levels begin anew, and a list may say at which number it starts. A bullet is a
bullet, whatever its sign. The first words of a paragraph go with its number, so that a number that passes from one
paragraph to another is seen.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

BULLET = "bullet"
NO_NUMBER = "none"
_LONGEST = 60
_NO_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: the kind of its numbers, in Word's words ("lowerLetter"), and its first one.

    `parts` is what is printed: signs, and the levels, from 0, whose numbers stand between them. The level begins anew
    after each paragraph of one of the first `begun_by` levels. In a `legal` one all numbers are printed as figures.
    """

    format: str
    parts: tuple[str | int, ...]
    start: int = 1
    begun_by: int = 99
    legal: bool = False


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paragraph in a list: what it counts in, the levels of that, its own, and its number where that is told."""

    list: str
    levels: Mapping[int, Level]
    level: int
    start: int | None = None


class Counts:
    """How far each list of a file has been counted."""

    def __init__(self) -> None:
        """Begin with no list."""
        self._at: dict[str, dict[int, int]] = {}

    def printed(self, one: Numbered, words: str) -> str:
        """The level of the next paragraph, what is printed before it, and its first words; "" if nothing is printed.

        >>> levels = {0: Level("decimal", (0, ".")), 1: Level("lowerLetter", (0, ".", 1))}
        >>> counts = Counts()
        >>> [counts.printed(Numbered("a", levels, level), "") for level in (0, 1, 1)]
        ['0 <decimal 1>. ', '1 <decimal 1>.<lowerLetter 1> ', '1 <decimal 1>.<lowerLetter 2> ']
        """
        level = one.levels.get(one.level)
        if level is None:
            return ""
        at = self._at.setdefault(one.list, {})
        at[one.level] = at.get(one.level, level.start - 1) + 1 if one.start is None else one.start
        for deeper in [n for n in at if n > one.level]:
            if deeper not in one.levels or one.level < one.levels[deeper].begun_by:
                del at[deeper]
        printed = (
            BULLET if level.format == BULLET else "".join(_print(part, one.levels, at, level) for part in level.parts)
        )
        return f"{one.level} {printed} {_NO_LETTERS.sub('', words.casefold())[:_LONGEST]}" if printed.strip() else ""

    def begin(self, list: str, levels: Mapping[int, Level], level: int) -> None:
        """Count the levels above a paragraph's as begun, where no paragraph of the list began them."""
        at = self._at.setdefault(list, {})
        for upper, told in levels.items():
            if upper < level:
                at.setdefault(upper, told.start)

    def forget(self, list: str, level: int) -> None:
        """Let a level of a list, and all deeper ones, begin anew."""
        at = self._at.get(list, {})
        for deeper in [n for n in at if n >= level]:
            del at[deeper]


def _print(part: str | int, levels: Mapping[int, Level], at: Mapping[int, int], own: Level) -> str:
    """Signs as they are, and the number of a level; of one that is not begun, the number that it would begin with."""
    if isinstance(part, str):
        return part
    level = levels.get(part, Level("decimal", ()))
    kind = "decimal" if own.legal else level.format
    return "" if kind in {NO_NUMBER, BULLET} else f"<{kind} {at.get(part, level.start)}>"
