"""Few and whole changes: edits with hardly an unchanged word between them are one; a rewritten sentence is one.

A comparison of words finds the most that two sentences have in common, down to a stray "the". A reader sees that a
phrase was replaced. What differs only in quotes, dashes or spaces is never drawn into a change of words unless it
stands inside a passage that was replaced as a whole.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from provenance.diff.edges import slide
from provenance.diff.sheet import Sheet
from provenance.diff.stretches import Fate, Stretch, changed, coalesce, kept

_HARDLY = 1
_FEW = 3
_REWRITTEN = 0.5
_LONGEST_SENTENCE = 200


def gather_words(base: Sheet, revised: Sheet, stretches: Sequence[Stretch]) -> Sequence[Stretch]:
    """One change, where hardly half of the words of a sentence were kept and in pieces; else the stretches as they are.

    A sentence into which words were put, or from which some were taken, keeps most words of the shorter version.
    """
    changes = [stretch for stretch in stretches if _is_of_words(base, revised, stretch)]
    if len(changes) < 2 and not any(s.b2 > s.b1 and s.r2 > s.r1 for s in changes):
        return stretches
    first, last = stretches[0], stretches[-1]
    words = base.count_words(first.b1, last.b2), revised.count_words(first.r1, last.r2)
    kept_words = sum(base.count_words(s.b1, s.b2) for s in stretches if s.fate is Fate.KEPT)
    if (
        max(words) > _LONGEST_SENTENCE
        or kept_words >= _REWRITTEN * min(words)
        or _differ_in_capitals(base, revised, stretches)
    ):
        return stretches
    return [
        changed(
            first.b1, last.b2, first.r1, last.r2, inner=tuple(gather(base, revised, slide(base, revised, stretches)))
        )
    ]


def _differ_in_capitals(base: Sheet, revised: Sheet, stretches: Sequence[Stretch]) -> bool:
    """True if the sentences have the same words, written otherwise."""
    first, last = stretches[0], stretches[-1]
    return base.content(first.b1, last.b2).casefold() == revised.content(first.r1, last.r2).casefold()


def gather(base: Sheet, revised: Sheet, stretches: Iterable[Stretch]) -> list[Stretch]:
    """The stretches with changes that hardly an unchanged word parts made one, each with what it is made of."""
    runs: list[list[Stretch]] = []
    wholes: list[Stretch] = []
    for stretch in stretches:
        runs.append([stretch])
        wholes.append(stretch)
        size = 3 if len(wholes) > 2 and wholes[-2].fate is Fate.KEPT else 2
        if (
            len(wholes) >= size
            and all(len(run) > 1 or _is_of_words(base, revised, run[0]) for run in (runs[-size], runs[-1]))
            and _belong_together(base, revised, *wholes[-size:])
        ):
            first = wholes[-size]
            for run in runs[1 - size :]:
                runs[-size].extend(run)
            del runs[1 - size :]
            wholes[-size:] = [replace(first, b2=stretch.b2, r2=stretch.r2)]
    return list(coalesce(_as_one(whole, run) for whole, run in zip(wholes, runs, strict=True)))


def _as_one(whole: Stretch, run: Sequence[Stretch]) -> Stretch:
    """The whole with its parts as what it is made of, where it has several."""
    if len(run) == 1:
        return whole
    return replace(whole, inner=tuple(part for stretch in run for part in (stretch.inner or (stretch,))))


def _belong_together(base: Sheet, revised: Sheet, before: Stretch, *rest: Stretch) -> bool:
    """True for two changes of words in one sentence that touch, or have hardly a word kept between them."""
    *kept_ones, after = rest
    between = kept_ones[0] if kept_ones else kept(before.b2, before.r2, 0)
    if not _in_one_sentence(base, revised, before, between, after):
        return False
    words = base.count_words(between.b1, between.b2)
    if words and before.is_one_sided and after.is_one_sided and (before.b1 == before.b2) != (after.b1 == after.b2):
        return False  # words were put in on one side of what was kept and taken out on the other
    least = min(_size(base, revised, before), _size(base, revised, after))
    return words == 0 or (words <= _HARDLY and least > 0) or words <= min(_FEW, least - 1)


def _is_of_words(base: Sheet, revised: Sheet, stretch: Stretch) -> bool:
    return stretch.fate is Fate.CHANGED and not is_orthographic(base, revised, stretch)


def is_orthographic(base: Sheet, revised: Sheet, stretch: Stretch) -> bool:
    """True if the two sides differ in nothing but quotes, dashes, hyphens and spaces."""
    return base.content(stretch.b1, stretch.b2) == revised.content(stretch.r1, stretch.r2)


def _size(base: Sheet, revised: Sheet, stretch: Stretch) -> int:
    """The words of the longer side of a change."""
    return max(base.count_words(stretch.b1, stretch.b2), revised.count_words(stretch.r1, stretch.r2))


def _in_one_sentence(base: Sheet, revised: Sheet, before: Stretch, between: Stretch, after: Stretch) -> bool:
    """True if no edge of a sentence stands between the two changes, in either text."""
    left = range(before.b2 - 1 if before.b1 < before.b2 else between.b1, after.b1 + (after.b1 < after.b2))
    right = range(before.r2 - 1 if before.r1 < before.r2 else between.r1, after.r1 + (after.r1 < after.r2))
    return all(
        not places or sheet.unit_of[places[0]] == sheet.unit_of[places[-1]]
        for sheet, places in ((base, left), (revised, right))
    )
