"""What a tracked change carries as its author, and as its date: never a name or a day that nobody testifies to."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from provenance.formats.word.tracked_text import GAP
from provenance.model.attributions import Apparatus, Attribution
from provenance.model.changes import ChangeKind
from provenance.model.spans import Span
from provenance.model.testimony import Claim
from provenance.reports.passages import Passage, PassageKind, read_passages, read_struck_again
from provenance.text.nearby import Nearby

UNATTRIBUTED = "unattributed"

_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_MOMENT = re.compile(_DAY.pattern + r"T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-][01]\d:[0-5]\d)?")


def name_author(attribution: Attribution | Claim) -> str:
    """Who is shown as the author of a tracked change; candidates are called unknown, as no one of them is named.

    Joint revisers are one author, "A and B", so that accepting one author's changes gives one layer.
    """
    if attribution.revisers:
        return _join(attribution.revisers, "and")
    if attribution.candidates:
        return f"unknown ({_join(attribution.candidates, 'or')})"
    return UNATTRIBUTED


def read_signed_passages(apparatus: Apparatus) -> tuple[Passage, ...]:
    """The passages of both texts; of returned copies, words that several struck are struck by all of them.

    A change is one person's where copies read otherwise in its place, and so are the words that gave way to it. In Word
    that would leave them standing in the copy of whoever else struck them, when his changes alone are accepted.
    """
    passages = read_passages(apparatus)
    if not apparatus.copies:
        return passages
    attributions = (a for copy in apparatus.copies for a in copy.attributions)
    edits = ((e.base, a) for a in attributions if a.change.kind is not ChangeKind.TRANSPOSITION for e in a.change.edits)
    struck = Nearby((place, (place, attribution.revisers)) for place, attribution in edits if len(place))
    return tuple(part for passage in passages for part in _by_strikers(passage, struck))


def _by_strikers(passage: Passage, struck: Nearby[tuple[Span, tuple[str, ...]]]) -> Iterator[Passage]:
    """A passage, of struck words cut where another copy begins or ends to strike them too."""
    told = passage.attribution
    if passage.kind is not PassageKind.DELETED or told is None:
        yield passage
        return
    place = passage.base
    met = [(span, revisers) for span, revisers in struck.touching(place) if span.overlaps(place)]
    inner = {edge for span, _ in met for edge in (span.start, span.end) if place.start < edge < place.end}
    for start, end in pairwise((place.start, *sorted(inner), place.end)):
        part = Span(start, end)
        all_ = dict.fromkeys((*told.revisers, *(name for span, who in met if span.overlaps(part) for name in who)))
        text = passage.text[start - place.start : end - place.start]
        is_whole = told.revisers == tuple(all_)
        yield replace(
            passage, text=text, base=part, attribution=told if is_whole else replace(told, revisers=tuple(all_))
        )


def signed(apparatus: Apparatus, passages: Iterable[Passage]) -> tuple[Attribution | Claim, ...]:
    """Everything that carries an author: the changes, what several struck of the signed passages, and words put in and
    struck again."""
    of_several = (passage.attribution for passage in passages if apparatus.copies and passage.attribution)
    again = (claim for struck in read_struck_again(apparatus) for claim in (struck.came, struck.gone))
    return (*apparatus.attributions, *of_several, *again)


def author_of(passage: Passage) -> str:
    """Who is shown as the author of a passage; words beside a gap in the other text are told to be no change."""
    if passage.is_open:
        return GAP
    return name_author(passage.attribution) if passage.attribution else UNATTRIBUTED


def _join(names: tuple[str, ...], word: str) -> str:
    """Names as a list in a sentence.

    >>> _join(("A", "B", "C"), "or")
    'A, B or C'
    """
    return f" {word} ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def word_date(date: str | None) -> str | None:
    """The date as `w:date` can hold it, or None: Word has no place for "August 1971" or "August 3, year unknown".

    A day is written as its midnight without a time zone, which is how this report says "this day, hour not known".

    >>> word_date("1971-08-03")
    '1971-08-03T00:00:00'
    >>> word_date("1971-08") is None
    True
    """
    if date and _DAY.fullmatch(date):
        return f"{date}T00:00:00"
    return date if date and _MOMENT.fullmatch(date) else None
