"""The changes of a report together as a Word file can show them, cut where the file can be cut.

A change is made smaller where it can be: cell by cell, without the white space on both sides. It is made larger where
Word has no other way: a formula, the end of a paragraph and the row of a table in which cells came or went change as a
whole. Of two places that give the same text that one is taken which begins where a row or a note begins.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from provenance.formats.word.tracked_text import PARAGRAPH_BREAK
from provenance.model.spans import Span
from provenance.reports.passages import Passage, PassageKind
from provenance.text.normalize import white_ends

_SEAM = re.compile(r"[\t\n]")
_MOVES = frozenset({PassageKind.MOVED_IN, PassageKind.MOVED_OUT})


class NotInOriginal(Exception):
    """Why a report cannot be written into a file."""


@dataclass(frozen=True, slots=True)
class Group:
    """Changed passages that nothing kept parts, and the places that they take up in both texts."""

    passages: tuple[Passage, ...]
    base: Span
    revised: Span

    def held(self, in_revised: bool) -> Span:
        """The place in one of the two texts."""
        return self.revised if in_revised else self.base

    def of_side(self, in_revised: bool) -> list[Passage]:
        """The passages that stand in one of the two texts."""
        return [p for p in self.passages if (p.kind.in_revised if in_revised else p.kind.in_base)]

    @property
    def moves(self) -> bool:
        """True if something came from, or went to, another place."""
        return any(passage.kind in _MOVES for passage in self.passages)

    @property
    def is_of_several(self) -> bool:
        """True if several hands changed words here: each change then keeps its own place and all of its letters."""
        return len({_hand(passage) for passage in self.passages}) > 1

    def without_ends(self, start: int, end: int) -> "Group":
        """The group less so many letters at either end, which both sides have."""
        base = Span(self.base.start + start, self.base.end - end)
        revised = Span(self.revised.start + start, self.revised.end - end)
        cut = (within(p, base if p.kind.in_base else revised) for p in self.passages)
        return Group(tuple(p for p in cut if p is not None), base, revised)


@dataclass(frozen=True, slots=True)
class Grain:
    """How far the text of a file can be cut: `whole` are the places that cannot be cut at all, `rows` those of the
    rows of tables, both in order; `parts` where notes and text boxes begin, `tables` where the last row has ended."""

    whole: tuple[Span, ...] = ()
    rows: tuple[Span, ...] = ()
    parts: frozenset[int] = frozenset()
    tables: frozenset[int] = frozenset()


def read_groups(passages: Iterable[Passage]) -> Iterator[Group]:
    """The changed passages, those together that have nothing kept between them."""
    for is_kept, found in groupby(passages, key=lambda passage: passage.kind is PassageKind.KEPT):
        if not is_kept:
            group = tuple(found)
            base = Span(group[0].base.start, group[-1].base.end)
            yield from _by_cells(Group(group, base, Span(group[0].revised.start, group[-1].revised.end)))


def _by_cells(group: Group) -> Iterator[Group]:
    """A group that is one passage for another, cell by cell and line by line where both have as many of them."""
    kinds = [passage.kind for passage in group.passages]
    if kinds != [PassageKind.DELETED, PassageKind.INSERTED] or group.is_of_several:
        yield group
        return
    old, new = (passage.text for passage in group.passages)
    seams = [[found.start() for found in _SEAM.finditer(text)] for text in (old, new)]
    if [old[at] for at in seams[0]] != [new[at] for at in seams[1]]:
        yield group
        return
    edges = [[-1, *places, len(text)] for places, text in zip(seams, (old, new), strict=True)]
    for (b1, b2), (r1, r2) in zip(*map(pairwise, edges), strict=True):
        if old[b1 + 1 : b2] != new[r1 + 1 : r2]:
            base = Span(group.base.start + b1 + 1, group.base.start + b2)
            revised = Span(group.revised.start + r1 + 1, group.revised.start + r2)
            cut = (within(p, base if p.kind.in_base else revised) for p in group.passages)
            yield Group(tuple(p for p in cut if p is not None), base, revised)


def trimmed(group: Group) -> Group:
    """The group without the white space with which both of its sides begin or end; a move stays whole, and what
    several hands changed."""
    if group.moves or group.is_of_several:
        return group
    start, end = white_ends(*("".join(p.text for p in group.of_side(side)) for side in (False, True)))
    return group.without_ends(start, end) if start or end else group


def joined(groups: Iterable[Group], base: str) -> Iterator[Group]:
    """The groups, two as one that only line feeds part where less changes so; `base` is the base's text.

    A text can be told to have lost one blank line and won another beside it, where it has only won words.
    """
    last: Group | None = None
    for group in groups:
        one = last and _as_one(last, group, base)
        if last and not one:
            yield last
        last = group if one is None else one if one.passages else None
    if last:
        yield last


def _as_one(first: Group, second: Group, base: str) -> Group | None:
    """Two groups with the line feeds between them as one, if it is the smaller and of one hand."""
    passages = (*first.passages, *second.passages)
    is_one = len({_hand(p) for p in passages}) == 1 and not (first.moves or second.moves)
    if not is_one or base[first.base.end : second.base.start].strip("\n"):
        return None
    found = trimmed(_filled([first, second], Span(first.base.start, second.base.end), base, False))
    return found if _letters(found.passages) < _letters(passages) else None


def _letters(passages: Iterable[Passage]) -> int:
    return sum(len(passage.text) for passage in passages)


def fit(groups: Sequence[Group], grain: Grain, begun: frozenset[int], base: str, in_revised: bool) -> Iterator[Group]:
    """The groups with their edges where the file that carries one of the texts can be cut.

    `begun` are the places where the parts of the other text begin, `base` is the base's text.

    NotInOriginal where changes of several hands would become one.
    """
    ends = [0, *(group.held(in_revised).end for group in groups)]
    starts = [*(group.held(in_revised).start for group in groups[1:]), None]
    placed = zip(groups, ends, starts, strict=False)
    moved = (_shifted(*one, grain, begun, base, in_revised) for one in placed)
    parted = (
        part
        for group in moved
        for one in _around_end(group, grain, in_revised)
        for part in _by_tables(one, grain, base, in_revised)
    )
    for place, found in _clusters(parted, grain, in_revised):
        if len(found) == 1 and found[0].held(in_revised) == place:
            yield found[0]
        elif len({_hand(passage) for group in found for passage in group.passages}) > 1:
            raise NotInOriginal("changes of several hands meet in one formula, row or end of a paragraph")
        else:
            yield _filled(found, place, base, in_revised)


def _shifted(
    group: Group, after: int, before: int | None, grain: Grain, begun: frozenset[int], base: str, in_revised: bool
) -> Group:
    """A lone passage that gives the same text where a part or a row begins, moved there.

    A whole part goes with the break before it; the last paragraph of a part with that, too, and not with the next part.
    """
    place = group.held(in_revised)
    *others, passage = group.passages
    if others or group.moves:
        return group
    own = passage.revised if passage.kind.in_revised else passage.base
    ends_part = own.end in grain.parts if len(place) else own.end in begun and own.start not in begun
    if ends_part and place.start - 2 >= after and base.endswith(PARAGRAPH_BREAK, 0, group.base.start):
        return _moved(group, -2, base)
    ends = {row.end for row in grain.rows} if passage.text[0] == "\n" else set()
    if {place.start + 1, place.end + 1} <= ends and (before is None or place.end < before):
        return _moved(group, 1, base)
    return group


def _around_end(group: Group, grain: Grain, in_revised: bool) -> Iterator[Group]:
    """Rows at the end of a table and words in an empty paragraph after it, parted by the end, which both sides have."""
    end, *others = sorted(group.passages, key=lambda one: len(one.text))
    if len(others) == 1 and end.text == "\n" and not group.moves and end.kind.in_base != others[0].kind.in_base:
        [passage] = others
        at, elsewhere = passage.text.find(PARAGRAPH_BREAK) + 1, group.held(passage.kind.in_base).start
        place = group.held(in_revised).start + (at if passage.kind.in_revised == in_revised else 0)
        if at and place in grain.tables:
            yield _cut_off(_alone(group, passage, elsewhere), 0, len(passage.text) - at)
            yield _cut_off(_alone(group, passage, elsewhere + 1), at + 1, 0)
            return
    yield group


def _by_tables(group: Group, grain: Grain, base: str, in_revised: bool) -> Iterator[Group]:
    """Rows and the paragraphs after them, parted by the end of the table, which is kept.

    They may stand in the place of other rows, of which the last has kept its line feed.
    """
    place, kept = group.held(in_revised), len(group.passages)
    *others, passage = sorted(group.passages, key=lambda one: PARAGRAPH_BREAK in one.text)
    at = passage.text.find(PARAGRAPH_BREAK) + 2 - kept
    is_carried = passage.kind.in_revised if in_revised else passage.kind.in_base
    ends = (place.start + at if is_carried else place.end) + kept - 1
    is_parted = at > 1 - kept and ends in grain.tables and base.startswith("\n" * kept, group.base.end)
    if not is_parted or kept > 2 or any(PARAGRAPH_BREAK in one.text for one in others) or group.moves:
        yield group
        return
    in_base, base_end, revised_end = passage.kind.in_base, group.base.end, group.revised.end
    alone = _alone(group, passage, revised_end if in_base else base_end)
    [rows] = _cut_off(alone, 0, len(passage.text) - at).passages
    left = tuple(rows if one is passage else one for one in group.passages)
    yield Group(left, rows.base if in_base else group.base, group.revised if in_base else rows.revised)
    yield _moved(_cut_off(alone, at, 0), kept, base)


def _alone(group: Group, passage: Passage, elsewhere: int) -> Group:
    """One passage of a group, of which the other text holds nothing but a place."""
    nothing = Span(elsewhere, elsewhere)
    return Group((passage,), group.base, nothing) if passage.kind.in_base else Group((passage,), nothing, group.revised)


def _cut_off(group: Group, start: int, end: int) -> Group:
    """A group of one passage less so many letters at either end."""
    [passage] = group.passages
    text = passage.text[start : len(passage.text) - end]
    spans = [Span(one.start + start, one.end - end) if len(one) else one for one in (group.base, group.revised)]
    return Group((replace(passage, text=text, base=spans[0], revised=spans[1]),), *spans)


def _moved(group: Group, by: int, base: str) -> Group:
    [passage] = group.passages
    kept = base[group.base.start + by : group.base.start] if by < 0 else base[group.base.end : group.base.end + by]
    text = kept + passage.text[:by] if by < 0 else passage.text[by:] + kept
    places = group.base.moved(by), group.revised.moved(by)
    return Group((replace(passage, text=text, base=places[0], revised=places[1]),), *places)


def _clusters(groups: Iterable[Group], grain: Grain, in_revised: bool) -> list[tuple[Span, list[Group]]]:
    """The groups, those together that one thing of the file holds which cannot be cut."""
    found: list[tuple[Span, list[Group]]] = []
    for group in groups:
        place = _reaching(group.held(in_revised), grain.whole)
        text = "".join(passage.text for passage in group.passages)
        if _SEAM.search(text):
            row = _holding(place.start, grain.rows) if not len(place) and not text.endswith("\n") else None
            place = row or _reaching(place, grain.rows)
        if found and place.start < found[-1][0].end:
            last, others = found[-1]
            found[-1] = Span(last.start, max(last.end, place.end)), [*others, group]
        else:
            found.append((place, [group]))
    return found


def _reaching(place: Span, whole: Sequence[Span]) -> Span:
    """The place made so large that neither of its ends lies within one of the others."""
    first, last = _holding(place.start, whole), _holding(place.end, whole)
    end = last.end if last and last.start < place.end else place.end
    return Span(first.start if first else place.start, end)


def _holding(at: int, whole: Sequence[Span]) -> Span | None:
    """The one that holds the character after a place."""
    number = bisect_right(whole, at, key=lambda one: one.start) - 1
    return whole[number] if number >= 0 and at < whole[number].end else None


def _filled(groups: Sequence[Group], place: Span, base: str, in_revised: bool) -> Group:
    """One group of several, with what was kept between and around them taken out and put in again."""
    first, last = groups[0], groups[-1]
    before = first.held(in_revised).start - place.start
    after = place.end - last.held(in_revised).end
    old = Span(first.base.start - before, last.base.end + after)
    new = Span(first.revised.start - before, last.revised.end + after)
    inner, at = [], old.start
    for group in groups:
        inner += [base[at : group.base.start], "".join(p.text for p in group.of_side(True))]
        at = group.base.end
    told = first.passages[0]
    gone = replace(told, kind=PassageKind.DELETED, text=old.of(base), base=old, revised=Span(new.start, new.start))
    come = replace(
        told,
        kind=PassageKind.INSERTED,
        text="".join(inner) + base[at : old.end],
        base=Span(old.end, old.end),
        revised=new,
    )
    return Group(tuple(p for p in (gone, come) if p.text), old, new)


def _hand(passage: Passage) -> object:
    """Who is behind a passage, and when."""
    told = passage.attribution
    return told and (told.revisers, told.candidates, told.date)


def within(passage: Passage, place: Span) -> Passage | None:
    """So much of a passage as lies within a place of its own text; None where nothing does."""
    held = passage.base if passage.kind.in_base else passage.revised
    start, end = max(held.start, place.start), min(held.end, place.end)
    if start >= end:
        return None
    text = passage.text[start - held.start : end - held.start]
    if passage.kind.in_base:
        return replace(passage, text=text, base=Span(start, end))
    return replace(passage, text=text, revised=Span(start, end))
