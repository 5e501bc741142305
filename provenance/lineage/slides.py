"""Where exactly something was put in, when several places would give the same text.

"… the end. [New words, the end.] Next" could as well be "… [the end. New words,] the end. Next". Order alone would take
one of the two at random. A writer puts in paragraphs before lines, and sentences before words: so what was put in is
slid, as far as the text allows, to where it starts and ends as they do, and of equal places to the last: he adds to
what is there.

Nor does he change a text at two places for what one place explains. Of "and in he grain in river" he strikes "and in he
grain", and not "and" and "he grain in". So a run between two changes is taken, of equal ones, to be that which leaves
but one.
"""

from collections.abc import Callable, Hashable, Sequence

from provenance.lineage.subsequence import MatchingBlock

Boundary = Callable[[int], int]
"""How well a place of the revised text suits as the start or the end of what was put in."""


def slide_insertions(
    blocks: Sequence[MatchingBlock],
    revised: Sequence[Hashable],
    boundary: Boundary,
    start: tuple[int, int] = (0, 0),
    fixed: Callable[[int], bool] = lambda _: True,
) -> list[MatchingBlock]:
    """The blocks of two texts (from `start` on), with what was put in before one of them slid to the best boundaries.

    A single token that is `fixed` at its place is left there.

    >>> slide_insertions([(0, 0, 4), (4, 8, 1)], "a.b.c.b.d", lambda place: place in (0, 4))
    [(0, 0, 4), (4, 8, 1)]
    >>> slide_insertions([(0, 0, 3), (3, 7, 2)], "a.b.c.b.d", lambda place: place in (2, 6))
    [(0, 0, 2), (2, 6, 3)]
    """
    slid = [(*start, 0)]
    for at, to, size in blocks:
        base, first, length = slid[-1]
        if base + length == at and first + length < to and (first + length + 1 < to or not fixed(to - 1)):
            shift = _slide(revised, (first + length, to), (first, to + size), boundary)
            slid[-1] = (base, first, length + shift)
            at, to, size = at + shift, to + shift, size - shift
        slid.append((at, to, size))
    return [block for block in slid if block[2]]


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
    number = 1
    while number < len(kept) - 1:
        before, block, behind = kept[number - 1 : number + 2]
        place = _joining_place(before, block, behind, (base, revised))
        if place:
            kept[number] = (*place, block[2])
        number = max(1, number - 1) if place else number + 1
    joined: list[MatchingBlock] = []
    for at, to, size in kept[1:-1]:
        touches = joined and end_of(joined[-1]) == (at, to)
        first, first_to, length = joined.pop() if touches else (at, to, 0)
        joined.append((first, first_to, length + size))
    return joined


def _joining_place(
    before: MatchingBlock, block: MatchingBlock, behind: MatchingBlock, texts: tuple[Sequence[Hashable], ...]
) -> tuple[int, int] | None:
    """Where a block that has changes on both sides could stand as well, so that there would be one; None if nowhere."""
    here, size = block[:2], block[2]
    if end_of(before) == here or end_of(block) == behind[:2]:
        return None
    for place in ((behind[0] - size, behind[1] - size), end_of(before)):
        differing = [side for side in (0, 1) if place[side] != here[side]]
        if len(differing) == 1:
            text, now, then = texts[differing[0]], here[differing[0]], place[differing[0]]
            if text[now : now + size] == text[then : then + size]:
                return place
    return None


def end_of(block: MatchingBlock) -> tuple[int, int]:
    """Where a block ends in either text."""
    at, to, size = block
    return at + size, to + size


def _slide(revised: Sequence[Hashable], new: tuple[int, int], limits: tuple[int, int], boundary: Boundary) -> int:
    """How far to slide what stands there, to the left (less than 0) or to the right."""
    start, end = new
    lowest, highest = limits
    best, best_score = 0, boundary(start) + boundary(end)
    for step in (-1, 1):
        shift = 0
        while True:
            leaving, entering = (end + shift - 1, start + shift - 1) if step < 0 else (start + shift, end + shift)
            if not lowest <= entering < highest or revised[leaving] != revised[entering]:
                break
            shift += step
            score = boundary(start + shift) + boundary(end + shift)
            if score > best_score or (step > 0 and score == best_score):
                best, best_score = shift, score
    return best
