"""Where exactly something was put in, or struck, when several places would give the same text.

"… the end. [New words, the end.] Next" could as well be "… [the end. New words,] the end. Next". Order alone would take
one of the two at random. A writer puts in paragraphs before lines, and sentences before words: so what was put in is
slid, as far as the text allows, to where it starts and ends as they do, and of equal places to the last: he adds to
what is there.

Nor does he change a text at two places for what one place explains. Of "and in he grain in river" he strikes "and in he
grain", and not "and" and "he grain in". So a run between two changes is taken, of equal ones, to be that which leaves
but one.
"""

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

from provenance.lineage.subsequence import MatchingBlock

Boundary = Callable[[int], int]
"""How well a place of a text suits as the start or the end of what one of the two texts alone has."""


def slide_insertions(
    blocks: Sequence[MatchingBlock], revised: Sequence[Hashable], boundary: Boundary
) -> list[MatchingBlock]:
    """The blocks of two texts, with what was put in before one of them slid to the best boundaries.

    >>> slide_insertions([(0, 0, 4), (4, 8, 1)], "a.b.c.b.d", lambda place: place in (0, 4))
    [(0, 0, 4), (4, 8, 1)]
    >>> slide_insertions([(0, 0, 3), (3, 7, 2)], "a.b.c.b.d", lambda place: place in (2, 6))
    [(0, 0, 2), (2, 6, 3)]
    """
    return slide_changes(blocks, (0, 0), (None, Side(revised, boundary)))


class Side(NamedTuple):
    """One of two texts: its tokens, how well a place suits as an edge, and whether a single token may be slid."""

    tokens: Sequence[Hashable]
    boundary: Boundary
    is_free: Callable[[int], bool] = lambda _: False


def slide_changes(
    blocks: Sequence[MatchingBlock], start: tuple[int, int], sides: tuple[Side | None, Side | None]
) -> list[MatchingBlock]:
    """The blocks of two texts, from `start` on, with what only one of them has before one slid to the best boundaries.

    A side that is None stays as it is.
    """
    slid = [(*start, 0)]
    for block in blocks:
        (at, to, size), ends = block, end_of(slid[-1])
        lengths = at - ends[0], to - ends[1]
        if all(lengths) and (mark := _mark_before_sentences(ends, block, sides)):
            slid.append((*mark, 1))
            at, to, size = at + 1, to + 1, size - 1
        if 0 in lengths and any(lengths):
            which = lengths.index(0) ^ 1
            side = sides[which]
            if side and (lengths[which] > 1 or side.is_free(ends[which])):
                shift = _slide(side, (ends[which], block[which]), (slid[-1][which], block[which] + size))
                slid[-1] = (*slid[-1][:2], slid[-1][2] + shift)
                at, to, size = at + shift, to + shift, size - shift
        slid.append((at, to, size))
    return [block for block in slid if block[2]]


def _mark_before_sentences(
    ends: tuple[int, int], block: MatchingBlock, sides: tuple[Side | None, Side | None]
) -> tuple[int, int] | None:
    """Where the mark stands in both texts that ended a sentence in which something changed; None if there is none.

    "Broken. Nobody mends it." became "broken again.": the second sentence was struck, and not the mark of the first.
    """
    for which, side in enumerate(sides):
        if side is None or side.is_free(block[which]):
            continue
        start, end = ends[which], block[which]
        if side.tokens[start] == side.tokens[end] and min(side.boundary(start + 1), side.boundary(end + 1)) > 1:
            return (start, block[1]) if which == 0 else (block[0], start)
    return None


def join_changes(
    blocks: Sequence[MatchingBlock],
    base: Sequence[Hashable],
    revised: Sequence[Hashable],
    start: tuple[int, int],
    end: tuple[int, int],
) -> list[MatchingBlock]:
    """The blocks of two texts, from `start` to `end` of each, with as few changes between them as equal runs allow.

    >>> join_changes([(0, 0, 1), (2, 1, 1), (5, 2, 1)], "b&ihir", "bir", (0, 0), (6, 3))
    [(0, 0, 1), (4, 1, 2)]
    """
    kept = [(*start, 0), *blocks, (*end, 0)]
    number, is_joined = 1, False
    while number < len(kept) - 1:
        place = _joining_place(kept[number - 1], kept[number], kept[number + 1], (base, revised))
        if place:
            kept[number] = (*place, kept[number][2])
            number, is_joined = max(1, number - 1), True
        else:
            number += 1
    return _in_one(kept[1:-1]) if is_joined else list(blocks)


def _joining_place(
    before: MatchingBlock, block: MatchingBlock, behind: MatchingBlock, texts: tuple[Sequence[Hashable], ...]
) -> tuple[int, int] | None:
    """Where a block that has changes on both sides could stand as well, so that there would be one; None if nowhere."""
    at, to, size = block
    first, first_to = before[0] + before[2], before[1] + before[2]
    last, last_to = behind[0] - size, behind[1] - size
    if (first == at and first_to == to) or (last == at and last_to == to):
        return None
    for there, there_to in ((last, last_to), (first, first_to)):
        if (there == at) is not (there_to == to):
            text, now, then = (texts[1], to, there_to) if there == at else (texts[0], at, there)
            if text[now] == text[then] and text[now : now + size] == text[then : then + size]:
                return there, there_to
    return None


def _in_one(blocks: Sequence[MatchingBlock]) -> list[MatchingBlock]:
    """The blocks, those that touch in one."""
    joined: list[MatchingBlock] = []
    for at, to, size in blocks:
        touches = joined and end_of(joined[-1]) == (at, to)
        first, first_to, length = joined.pop() if touches else (at, to, 0)
        joined.append((first, first_to, length + size))
    return joined


def end_of(block: MatchingBlock) -> tuple[int, int]:
    """Where a block ends in either text."""
    at, to, size = block
    return at + size, to + size


def _slide(side: Side, new: tuple[int, int], limits: tuple[int, int]) -> int:
    """How far to slide what stands there, to the left (less than 0) or to the right."""
    start, end = new
    lowest, highest = limits
    tokens, boundary = side.tokens, side.boundary
    moves_left = start > lowest and tokens[start - 1] == tokens[end - 1]
    if not moves_left and (end >= highest or tokens[start] != tokens[end]):
        return 0
    best, best_score = 0, boundary(start) + boundary(end)
    for step in (-1, 1):
        shift = 0
        while True:
            leaving, entering = (end + shift - 1, start + shift - 1) if step < 0 else (start + shift, end + shift)
            if not lowest <= entering < highest or tokens[leaving] != tokens[entering]:
                break
            shift += step
            score = boundary(start + shift) + boundary(end + shift)
            if score > best_score or (step > 0 and score == best_score):
                best, best_score = shift, score
    return best
