"""What was concluded a moment ago, kept as long as nothing in the library has changed."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

_Found = TypeVar("_Found")
_MOST = 24


class Remembered:
    """The last apparatuses and the like, each with the state of the library from which it was concluded."""

    def __init__(self) -> None:
        self._found: OrderedDict[Hashable, tuple[int, Any]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, state: int, make: Callable[[], _Found]) -> _Found:
        """What was concluded from that state of the library; made now if there is none."""
        with self._lock:
            kept = self._found.get(key)
            if kept is not None and kept[0] == state:
                self._found.move_to_end(key)
                found: _Found = kept[1]
                return found
        made = make()
        with self._lock:
            self._found[key] = (state, made)
            while len(self._found) > _MOST:
                self._found.popitem(last=False)
        return made
