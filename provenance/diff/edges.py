"""Edges where a reader would put them: what was only put in or only taken out is slid to the best place it fits.

An insertion may often stand in several places with the same result: "the [big] [the] dog". Of these, the edges of
paragraphs are best, then those of sentences, then whole lines (of verse, of a table), then marks of punctuation, then
any place between two words.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from provenance.diff.fellows import is_balanced
from provenance.diff.sheet import BREAK, Sheet
from provenance.diff.stretches import Fate, Stretch, coalesce, kept

_PARAGRAPH, _LAST_OF_PARAGRAPH, _SENTENCE, _STRONG, _WEAK, _BRACKET, _BLANK = 12, 10, 9, 4, 3, 2, 1
_WHOLE_LINES = 13
_STRONGLY, _WEAKLY = frozenset(";:"), frozenset(",-")
_CLOSING, _OPENING = frozenset(")]}\"'"), frozenset("([{\"'")


def slide(base: Sheet, revised: Sheet, stretches: Iterable[Stretch]) -> list[Stretch]:
    """The stretches with every one-sided change slid, as far as the kept ones around it allow, to the best edges."""
    spaced = list(_spaced(stretches))
    for number, stretch in enumerate(spaced):
        if stretch.inner:
            spaced[number] = replace(stretch, inner=tuple(slide(base, revised, stretch.inner)))
        elif stretch.is_one_sided:
            spaced[number - 1 : number + 2] = _slid(base, revised, spaced[number - 1 : number + 2])
    return list(coalesce(spaced))


def _spaced(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """The stretches with a kept one, maybe empty, before and after every one-sided change."""
    last: Stretch | None = None
    for stretch in stretches:
        if (stretch.is_one_sided and not _is_kept(last)) or (last and last.is_one_sided and not _is_kept(stretch)):
            yield kept(stretch.b1, stretch.r1, 0)
        yield stretch
        last = stretch
    if last and last.is_one_sided:
        yield kept(last.b2, last.r2, 0)


def _is_kept(stretch: Stretch | None) -> bool:
    return stretch is not None and stretch.fate is Fate.KEPT


def _slid(base: Sheet, revised: Sheet, around: Sequence[Stretch]) -> list[Stretch]:
    """The kept stretch before, the change, and the kept one after, with the change where it fits best."""
    before, stretch, after = around
    sheet, first, last = (
        (base, stretch.b1, stretch.b2) if stretch.b1 < stretch.b2 else (revised, stretch.r1, stretch.r2)
    )
    back = _reach(sheet.keys, first - 1, last - 1, -1, before.b2 - before.b1)
    forth = _reach(sheet.keys, first, last, 1, after.b2 - after.b1)
    best = sorted(range(-back, forth + 1), key=lambda by: (_merit(sheet, first + by, last + by), by), reverse=True)
    step = next((by for by in best if is_balanced(sheet, first + by, last + by)), best[0])
    return [
        replace(before, b2=before.b2 + step, r2=before.r2 + step),
        replace(stretch, b1=stretch.b1 + step, b2=stretch.b2 + step, r1=stretch.r1 + step, r2=stretch.r2 + step),
        replace(after, b1=after.b1 + step, r1=after.r1 + step),
    ]


def _merit(sheet: Sheet, first: int, last: int) -> int:
    """How well a change stands at these tokens by its edges; brackets with their fellows go before, further on last."""
    edges = _edge(sheet, first) + _edge(sheet, last)
    return max(edges, _WHOLE_LINES) if _opens_line(sheet, first) and _opens_line(sheet, last) else edges


def _opens_line(sheet: Sheet, place: int) -> bool:
    """True if a line begins with token `place`, or the text ends before it. A lone edge may be the typist's."""
    if place in {0, len(sheet.keys)}:
        return True
    return "\n" in sheet.text[sheet.ends[place - 1] : sheet.starts[place]] or BREAK in sheet.keys[place - 1 : place + 1]


def _reach(keys: Sequence[str], one: int, other: int, step: int, limit: int) -> int:
    """How far the change can slide: as long as the token that it leaves is the one that it takes in."""
    reach = 0
    while reach < limit and keys[one + step * reach] == keys[other + step * reach]:
        reach += 1
    return reach


def _edge(sheet: Sheet, place: int) -> int:
    """How good an edge the place before token `place` makes."""
    if place in {0, len(sheet.keys)} or sheet.keys[place - 1] == BREAK:
        return _PARAGRAPH
    before, after = sheet.keys[place - 1], sheet.keys[place]
    if after == BREAK:
        return _LAST_OF_PARAGRAPH
    if sheet.unit_of[place - 1] != sheet.unit_of[place]:
        return _SENTENCE
    if before in _STRONGLY:
        return _STRONG
    if before in _WEAKLY:
        return _WEAK
    if sheet.ends[place - 1] < sheet.starts[place]:
        return _BRACKET if before in _CLOSING or after in _OPENING else _BLANK
    return 0
