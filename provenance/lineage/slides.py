"""Where exactly something was put in, when several places would give the same text.

"… the end. [New words, the end.] Next" could as well be "… [the end. New words,] the end. Next". Order alone would take
one of the two at random. A writer puts in paragraphs before lines, and sentences before words: so what was put in is
slid, as far as the text allows, to where it starts and ends as they do. A single token is left where it is.
"""

from collections.abc import Callable, Hashable, Sequence

from provenance.lineage.subsequence import MatchingBlock

Boundary = Callable[[int], int]
"""How well a place of the revised text suits as the start or the end of what was put in."""


def slide_insertions(
    blocks: Sequence[MatchingBlock], revised: Sequence[Hashable], boundary: Boundary
) -> list[MatchingBlock]:
    """The blocks of two texts, with what was put in between two of them slid to the best boundaries.

    >>> slide_insertions([(0, 0, 4), (4, 8, 1)], "a.b.c.b.d", lambda place: place in (0, 4))
    [(0, 0, 4), (4, 8, 1)]
    >>> slide_insertions([(0, 0, 3), (3, 7, 2)], "a.b.c.b.d", lambda place: place in (2, 6))
    [(0, 0, 2), (2, 6, 3)]
    """
    slid = list(blocks[:1])
    for at, to, size in blocks[1:]:
        base, start, length = slid[-1]
        if base + length == at and start + length + 1 < to:
            shift = _slide(revised, (start + length, to), (start, to + size), boundary)
            slid[-1] = (base, start, length + shift)
            at, to, size = at + shift, to + shift, size - shift
        slid.append((at, to, size))
    return [block for block in slid if block[2]]


def _slide(revised: Sequence[Hashable], new: tuple[int, int], limits: tuple[int, int], boundary: Boundary) -> int:
    """How far to slide what stands there, to the left (less than 0) or to the right."""
    start, end = new
    lowest, highest = limits
    if revised[start - 1] != revised[end - 1] and (end == highest or revised[start] != revised[end]):
        return 0
    best, best_score = 0, boundary(start) + boundary(end)
    for step in (-1, 1):
        shift = 0
        while True:
            leaving, entering = (end + shift - 1, start + shift - 1) if step < 0 else (start + shift, end + shift)
            if not lowest <= entering < highest or revised[leaving] != revised[entering]:
                break
            shift += step
            score = boundary(start + shift) + boundary(end + shift)
            if score > best_score:
                best, best_score = shift, score
    return best
