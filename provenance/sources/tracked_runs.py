"""The changes and comments of a tracked text as stretches of its items."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from provenance.sources.tracked_text import Hook, HookKind, Piece, Track


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring pieces inside one change: items `first` up to, not including, `end`."""

    track: Track
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Remark:
    """The comment `key` and the items that it speaks of, `first` up to, not including, `end`."""

    key: str
    first: int
    end: int

    def speaks_of(self, run: Run) -> bool:
        """True if some of the run's words are among those that the comment is on."""
        return self.first < run.end and run.first < self.end


def read_runs(items: Sequence[Piece | Hook]) -> list[Run]:
    """The changes in the order in which they begin; what an author put in and took out again himself is none.

    Neighbouring pieces changed by one author on one date in one way are one run, however the file cuts them.
    """
    runs: list[Run] = []
    growing: dict[Track, int] = {}
    for index, item in enumerate(items):
        if isinstance(item, Hook):
            continue
        going_on: dict[Track, int] = {}
        for track in () if is_undone(item) else dict.fromkeys(item.tracks):
            at = going_on[track] = growing.get(track, len(runs))
            if at == len(runs):
                runs.append(Run(track, index, index + 1))
            runs[at] = Run(track, runs[at].first, index + 1)
        growing = going_on
    return runs


def read_remarks(items: Sequence[Piece | Hook]) -> Iterator[Remark]:
    """Every comment with what it speaks of."""
    starts: dict[str, int] = {}
    for index, item in enumerate(items):
        if isinstance(item, Hook) and item.kind is HookKind.COMMENT_START:
            starts.setdefault(item.key, index)
        elif isinstance(item, Hook) and item.kind is HookKind.COMMENT_END and item.key in starts:
            yield Remark(item.key, starts[item.key], index)


def is_undone(item: Piece) -> bool:
    """True if an author took out what he had put in himself, so that no version ever holds it."""
    added = {track.author for track in item.tracks if track.adds}
    return any(not track.adds and track.author in added for track in item.tracks)
