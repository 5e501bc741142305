"""The ranges that are open at a place of a file, of which the one begun last counts.

Ranges may cross, and may never end: to begin, to end and to ask for the last takes the same time however many are open.
"""

from typing import Generic, TypeVar

T = TypeVar("T")


class OpenRanges(Generic[T]):
    """Ranges by their keys, each with what it says."""

    def __init__(self) -> None:
        """Begin with none."""
        self._begun: list[tuple[T] | None] = []
        self._places: dict[str, int] = {}

    @property
    def last(self) -> T | None:
        """What the range says that was begun last and is open; None if none is."""
        return self._begun[-1][0] if self._begun and self._begun[-1] else None

    def begin(self, key: str, says: T) -> None:
        """Open a range; one of the same key that was open ends."""
        self.end(key)
        self._places[key] = len(self._begun)
        self._begun.append((says,))

    def end(self, key: str) -> T | None:
        """Close the range of this key; what it said, None if it was not open."""
        if key not in self._places:
            return None
        place = self._places.pop(key)
        ended, self._begun[place] = self._begun[place], None
        while self._begun and self._begun[-1] is None:
            self._begun.pop()
        return ended[0] if ended else None
