"""Which of several equal words was kept, settled by where each of them came from.

"Winter" became "winter, ships, winter". A comparison of the two texts alone keeps one of the two at random; what lies
between may show that the first is the old one. Then "ships, winter" was put in behind it, and not "winter, ships"
before it. The same holds of two that stood in the base of which one is left, and of equal words within several changes:
where the comparison keeps words that what lies between shows to be others, those changes and what is kept between them
are laid side by side anew, by the words that are the same ones.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from provenance.attribution.following import Following
from provenance.attribution.pieces import finest, piece_of
from provenance.model.changes import Change, ChangeKind, Edit
from provenance.model.spans import Span

OF_WORDS = (ChangeKind.INSERTION, ChangeKind.DELETION, ChangeKind.SUBSTITUTION)
"""The kinds of change that put words in or take them out."""

Pair = tuple[Span, Span]
"""A place of the revised text, and the place of the base that answers to it."""


@dataclass(slots=True)
class _Stretch:
    """Edits that stand together, each with the number of its change, and what the comparison keeps beside them."""

    edits: list[tuple[Edit, int]] = field(default_factory=list)
    kept: list[Pair] = field(default_factory=list)

    def hull(self) -> Pair:
        """From where to where it goes in both texts."""
        parts = [*self.kept, *((edit.revised, edit.base) for edit, _ in self.edits)]
        first, last = min(parts), max(parts, key=lambda pair: (pair[0].end, pair[1].end))
        return Span(first[0].start, last[0].end), Span(first[1].start, last[1].end)


def settle_ties(
    changes: Sequence[Change], base: str, revised: str, following: Following, is_typed_anew: Callable[[Pair], bool]
) -> Iterator[Change]:
    """The changes, with those words kept that are the same ones in both texts where the comparison keeps others.

    `is_typed_anew` tells of a word that both texts seem to have whether it was struck out on the way, and typed anew.
    """
    edits, laid_anew = defaultdict[int, list[Edit]](list), set[int]()
    for stretch in _stretches(changes, base, revised, following):
        laid = list(_lay_anew(stretch, base, revised, following, is_typed_anew)) if stretch.kept else []
        for edit, number in laid or stretch.edits:
            edits[number].append(edit)
        laid_anew.update(number for _, number in stretch.edits if laid)
    _give_blanks_to_words(edits, laid_anew, base)
    for number, change in enumerate(changes):
        if number not in laid_anew:
            yield change
        elif edits[number]:
            yield piece_of(change.id, edits[number], base, revised)


def _give_blanks_to_words(edits: dict[int, list[Edit]], laid_anew: Collection[int], base: str) -> None:
    """Let no change be left with white space alone, as happens where its words became another's: that one takes it."""
    words = [n for n in sorted(laid_anew) if any(e.text.strip() or e.base.of(base).strip() for e in edits.get(n, ()))]
    for number in sorted(set(laid_anew).difference(words)):
        if words and (blanks := edits.pop(number, None)):
            at = bisect_left(words, number)
            nearest = min(words[max(at - 1, 0) : at + 1], key=lambda one: abs(one - number))
            edits[nearest] = sorted([*edits[nearest], *blanks], key=lambda edit: (edit.revised, edit.base))


def _stretches(changes: Sequence[Change], base: str, revised: str, following: Following) -> Iterator[_Stretch]:
    """The edits of words in order; those are in one between which the comparison keeps words that are not the same."""
    edits = sorted(
        (
            (edit, number)
            for number, change in enumerate(changes)
            for edit in (finest(change, base, revised) if change.kind in OF_WORDS else change.edits)
        ),
        key=lambda one: (one[0].revised, one[0].base),
    )
    end = Edit(Span(len(base), len(base)), Span(len(revised), len(revised)), "")
    stretch, last = _Stretch(), Edit(Span(0, 0), Span(0, 0), "")
    for edit, number in (*edits, (end, -1)):
        kept = Span(last.revised.end, edit.revised.start), Span(last.base.end, edit.base.start)
        if following.are_others(*kept):
            stretch.kept.append(kept)
        elif stretch.edits:
            yield stretch
            stretch = _Stretch()
        if number >= 0 and changes[number].kind in OF_WORDS:
            stretch.edits.append((edit, number))
        else:
            if stretch.edits:
                yield stretch
            stretch = _Stretch()
        last = edit


def _lay_anew(
    stretch: _Stretch, base: str, revised: str, following: Following, is_typed_anew: Callable[[Pair], bool]
) -> Iterator[tuple[Edit, int]]:
    """The edits of a stretch, each with the number of its change, if other equal words in it are the same; else none.

    Words that the comparison keeps are given up if one of them is kept elsewhere, or they were typed anew on the way.
    """
    new, old = stretch.hull()
    same = following.same_words(new, old)
    of_comparison = [pair for kept in stretch.kept for pair in following.side_by_side(*kept)]
    kept = _fitted(same, of_comparison)
    news, olds = ({pair[side] for pair in kept} for side in (0, 1))
    given_up = (pair for pair in of_comparison if pair[0] not in news and pair[1] not in olds)
    if set(same) <= set(of_comparison) or not all(map(is_typed_anew, given_up)):
        return
    ends = (Span(new.start, new.start), Span(old.start, old.start)), (Span(new.end, new.end), Span(old.end, old.end))
    last = stretch.edits[0][1]
    for before, behind in pairwise([ends[0], *kept, ends[1]]):
        edit = _trimmed(Span(before[0].end, behind[0].start), Span(before[1].end, behind[1].start), base, revised)
        if edit:
            last = next((number for one, number in stretch.edits if number >= last and _meet(one, edit)), last)
            yield edit, last


def _fitted(same: Sequence[Pair], others: Sequence[Pair]) -> list[Pair]:
    """The pairs of words that are the same, and of others those that stand in order with them."""
    fitted = list(same)
    for pair in others:
        at = bisect_left(fitted, pair)
        before, behind = fitted[at - 1] if at else None, fitted[at] if at < len(fitted) else None
        if (not before or (before[0].end <= pair[0].start and before[1].end <= pair[1].start)) and (
            not behind or (pair[0].end <= behind[0].start and pair[1].end <= behind[1].start)
        ):
            fitted.insert(at, pair)
    return fitted


def _meet(one: Edit, other: Edit) -> bool:
    """True if two edits take out, or put in, some of the same words."""
    return one.base.overlaps(other.base) or one.revised.overlaps(other.revised)


def _trimmed(new: Span, old: Span, base: str, revised: str) -> Edit | None:
    """What stands between two words in both texts as an edit, without the white space that both have at its ends."""
    words, gone = new.of(revised), old.of(base)
    lead = _shared_blanks(words, gone)
    tail = _shared_blanks(words[lead:][::-1], gone[lead:][::-1])
    place = Span(new.start + lead, new.end - tail)
    if len(words) + len(gone) == 2 * (lead + tail):
        return None
    return Edit(Span(old.start + lead, old.end - tail), place, place.of(revised))


def _shared_blanks(one: str, other: str) -> int:
    number = 0
    while number < min(len(one), len(other)) and one[number] == other[number] and one[number].isspace():
        number += 1
    return number
