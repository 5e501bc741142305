"""Words that stand side by side twice: which of two equal ones was kept, settled by where each of them came from.

"Winter" became "winter, ships, winter". A comparison of the two texts alone keeps one of the two at random; what lies
between may show that the first is the old one. Then "ships, winter" was put in behind it, and not "winter, ships"
before it. The same holds of two that stood in the base of which one is left.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from provenance.attribution.following import Following, Kept
from provenance.attribution.pieces import finest, piece_of
from provenance.model.changes import Change, ChangeKind, Edit
from provenance.model.spans import Span

OF_WORDS = (ChangeKind.INSERTION, ChangeKind.DELETION, ChangeKind.SUBSTITUTION)
"""The kinds of change that put words in or take them out."""

Pair = tuple[Span, Span]
"""What stands in the revised text, and what instead of it in the base."""


def settle_ties(changes: Sequence[Change], base: str, revised: str, following: Following) -> Iterator[Change]:
    """The changes; where an edit holds the very word that seems to be kept beside it, it is that one which is kept."""
    edits = sorted(
        ((edit.revised, edit.base), number)
        for number, change in enumerate(changes)
        for edit in (finest(change, base, revised) if change.kind in OF_WORDS else change.edits)
    )
    end = (Span(len(revised), len(revised)), Span(len(base), len(base)))
    settled: list[list[Pair]] = [[] for _ in changes]
    before = Span(0, 0), Span(0, 0)
    for (pair, number), (behind, _) in pairwise([*edits, (end, -1)]):
        pairs = [pair]
        if changes[number].kind in OF_WORDS:
            _settle(pairs, before, behind, following)
        settled[number] += pairs
        before = pairs[-1]
    for change, pairs in zip(changes, settled, strict=True):
        is_cut = change.kind in OF_WORDS and len(pairs) > len(finest(change, base, revised))
        made = list(_trimmed(pairs, base, revised)) if is_cut else []
        yield piece_of(change.id, made, base, revised) if made else change


def _settle(pairs: list[Pair], before: Pair, behind: Pair, following: Following) -> None:
    """Cut an edit around words that are those kept behind it, and around those before it."""
    (new, old), (start, _), (end, _) = pairs[0], before, behind
    shift = old.start - new.start
    for number in reversed(following.new.numbers(Span(min(start.end, new.start), new.start))):
        word = following.kept(number, shift)
        place = _place_in(pairs[0], word) if word else None
        if not word or not place:
            break
        pairs[:1] = _cut((word.new.start, word.old.start), place, (pairs[0][0].end, pairs[0][1].end))
    shift = old.end - new.end
    for number in following.new.numbers(Span(new.end, max(end.start, new.end))):
        word = following.kept(number, shift)
        place = _place_in(pairs[-1], word) if word else None
        if not word or not place:
            break
        pairs[-1:] = _cut((pairs[-1][0].start, pairs[-1][1].start), place, (word.new.end, word.old.end))


def _place_in(pair: Pair, word: Kept) -> Pair | None:
    """Where an edit holds the word that one of the two texts has beside it, and where the other text has it."""
    new, old = pair
    if word.now and new.contains(word.now):
        return word.now, word.old
    return (word.new, word.was) if word.was and old.contains(word.was) else None


def _cut(start: tuple[int, int], kept: Pair, end: tuple[int, int]) -> list[Pair]:
    new, old = kept
    return [(Span(start[0], new.start), Span(start[1], old.start)), (Span(new.end, end[0]), Span(old.end, end[1]))]


def _trimmed(pairs: Sequence[Pair], base: str, revised: str) -> Iterator[Edit]:
    """The edits without the white space that both texts have at an end of theirs."""
    for new, old in pairs:
        words, gone = new.of(revised), old.of(base)
        lead = _shared_blanks(words, gone)
        tail = _shared_blanks(words[lead:][::-1], gone[lead:][::-1])
        place = Span(new.start + lead, new.end - tail)
        if len(words) + len(gone) > 2 * (lead + tail):
            yield Edit(Span(old.start + lead, old.end - tail), place, place.of(revised))


def _shared_blanks(one: str, other: str) -> int:
    number = 0
    while number < min(len(one), len(other)) and one[number] == other[number] and one[number].isspace():
        number += 1
    return number
