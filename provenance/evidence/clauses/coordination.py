"""Names told one after the other, the last of which may begin the next clause ("struck out by X and Y, and Z added “a”")."""

from itertools import pairwise

from provenance.evidence.chunks.chunk import ChunkKind
from provenance.evidence.clauses.line import Line
from provenance.evidence.people import Who

_JOINING = {"and", "or"}
_LONGEST_ASIDE = 10
"""Of how many chunks an aside between a name and its verb may be."""


def governed(line: Line, first: int, end: int, whos: tuple[Who, ...]) -> tuple[Who, ...]:
    """Of a row of names after "by" or "in the hand of" those who did it: none who does something himself behind it."""
    places = _places(line, first, end)
    if len(whos) < 2 or len(places) != len(whos):
        return whos
    count = _governed(line, places)
    if _goes_on(line, end, is_parted=any(line.word(at) == "," for at in range(places[count - 1], places[count]))):
        return whos[:count]
    return whos


def ungoverned(line: Line, first: int, last: int, whos: tuple[Who, ...]) -> tuple[int, tuple[Who, ...]]:
    """Of such a row those who do what comes behind it, and where the first of them stands."""
    places = _places(line, first, last + 1)
    if len(places) != len(whos):
        return last, whos[-1:]
    count = _governed(line, places)
    return places[count], whos[count:]


def _places(line: Line, first: int, end: int) -> list[int]:
    """Where somebody is named."""
    return [at for at in range(first, end) if line.chunks[at].who is not None]


def _governed(line: Line, places: list[int]) -> int:
    """How many belong to the word before the row: up to the first "and" with the name behind it, if more follow.

    Of "X, and Y and Z" only the first: a comma parts no two names; so of "X, Y and Z" ("with the help of X, Y and Z did").
    """
    gaps = [{line.word(at) for at in range(one + 1, other)} for one, other in pairwise(places)]
    listed = next((number for number, gap in enumerate(gaps) if gap & _JOINING), len(gaps))
    if listed + 2 < len(places) and (listed or "," not in gaps[0]):
        return listed + 2
    return 1 if "," in gaps[0] else len(places) - 1


def _goes_on(line: Line, at: int, is_parted: bool) -> bool:
    """Whether the last of those named does something himself; behind a comma any verb shows it."""
    start = at + (line.kind(at) is ChunkKind.ASIDE)
    first = at = _past_aside(line, start)
    while line.is_adverb(at) or line.word(at) in {"had", "has"}:
        at += 1
    if is_parted and (line.is_one(at, "auxiliaries") or at > first) and line.word(at) != "to":
        return True
    is_next = line.word(at - 1) != "," or first > start
    return line.is_one(at, "pasts") or (line.word(at).endswith("ed") and is_next)


def _past_aside(line: Line, at: int) -> int:
    """Behind what stands between two commas ("and Y, | in his own hand, | struck out"), if it names nobody and quotes nothing."""
    if line.word(at) != ",":
        return at
    for end in range(at + 1, min(len(line), at + _LONGEST_ASIDE)):
        if line.word(end) == ",":
            return end + 1
        if line.kind(end) not in {ChunkKind.WORD, ChunkKind.OWNER}:
            break
    return at
