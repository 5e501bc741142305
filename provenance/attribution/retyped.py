"""Words that two versions share though between them they were struck out and typed anew inside another phrase.

"Shall accept the terms" became "shall consider them", and then "shall study and then accept it": a comparison of the
first with the last finds "accept" in both, but it is not the first writer's word any more. It belongs to the phrase in
which it was typed, and so to the change beside which it stands. What was put back between the very words between which
it had stood is the old word; the lineage knows that, and it is not meant here.
"""

from collections.abc import Callable, Iterator, Sequence

from provenance.attribution.pieces import finest
from provenance.attribution.ties import OF_WORDS
from provenance.model.changes import Change, Edit
from provenance.model.spans import Span


def find_retyped(
    changes: Sequence[Change], base: str, revised: str, typed_anew: Callable[[Span, int], Sequence[tuple[Span, bool]]]
) -> Iterator[tuple[str, Edit]]:
    """What changes have to take up right before or behind them: the id of each, and an edit that changes no letter.

    `typed_anew` gives the words of a place in the revised text, each with whether it was typed anew; so many characters
    further on is the place of the same words in the base.
    """
    edits = sorted(
        (
            (edit, change)
            for change in changes
            for edit in (finest(change, base, revised) if change.kind in OF_WORDS else change.edits)
        ),
        key=lambda one: (one[0].revised, one[0].base),
    )
    for before, behind in zip([None, *edits], [*edits, None], strict=True):
        here = Span(before[0].revised.end if before else 0, behind[0].revised.start if behind else len(revised))
        shift = before[0].base.end - before[0].revised.end if before else 0
        words = list(typed_anew(here, shift)) if len(here) else []
        lead = next((number for number, (_, anew) in enumerate(words) if not anew), len(words))
        tail = next((number for number, (_, anew) in enumerate(reversed(words)) if not anew), len(words))
        if before and before[1].kind in OF_WORDS and lead:
            place = Span(here.start, words[lead - 1][0].end)
            tail = min(tail, len(words) - lead)
            yield from _taken_up(before[1], place, shift, revised)
        if behind and behind[1].kind in OF_WORDS and tail:
            yield from _taken_up(behind[1], Span(words[-tail][0].start, here.end), shift, revised)


def _taken_up(change: Change, place: Span, shift: int, revised: str) -> Iterator[tuple[str, Edit]]:
    words = place.of(revised)
    if any(map(str.isalnum, words)):
        yield change.id, Edit(place.moved(shift), place, words)
