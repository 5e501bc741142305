"""What was concluded a moment ago, kept as long as nothing in the library has changed."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from provenance.model.attributions import Apparatus

_MOST = 24


class Remembered:
    """The last apparatuses, each with the state of the library from which it was concluded."""

    def __init__(self) -> None:
        self._found: OrderedDict[Hashable, tuple[int, Apparatus]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, state: int, make: Callable[[], Apparatus]) -> Apparatus:
        """The apparatus concluded from that state of the library; made now if there is none."""
        with self._lock:
            kept = self._found.get(key)
            if kept is not None and kept[0] == state:
                self._found.move_to_end(key)
                return kept[1]
        made = make()
        with self._lock:
            self._found[key] = (state, made)
            while len(self._found) > _MOST:
                self._found.popitem(last=False)
        return made
