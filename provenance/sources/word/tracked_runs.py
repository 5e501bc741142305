"""The changes and comments of a tracked text as stretches of its items."""

from collections.abc import Sequence
from dataclasses import dataclass

from provenance.sources.word.tracked_text import Hook, HookKind, Piece, Track


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring pieces inside one change: items `first` up to, not including, `end`."""

    track: Track
    first: int
    end: int


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


def read_remarks(items: Sequence[Piece | Hook]) -> list[tuple[str, ...]]:
    """For every item the keys of the comments that speak of it."""
    ended = {item.key for item in items if isinstance(item, Hook) and item.kind is HookKind.COMMENT_END}
    speaking: dict[str, None] = {}
    found = []
    for item in items:
        if isinstance(item, Hook) and item.kind is HookKind.COMMENT_START and item.key in ended:
            speaking[item.key] = None
        elif isinstance(item, Hook) and item.kind is HookKind.COMMENT_END:
            speaking.pop(item.key, None)
        found.append(tuple(speaking))
    return found


def is_undone(item: Piece) -> bool:
    """True if an author took out what he had put in himself, so that no version ever holds it."""
    added = {track.author for track in item.tracks if track.adds}
    return any(not track.adds and track.author in added for track in item.tracks)
