"""What a tracked change carries as its author, and as its date: never a name or a day that nobody testifies to."""

import re
from collections.abc import Iterator

from provenance.formats.word.tracked_text import GAP
from provenance.model.attributions import Apparatus, Attribution
from provenance.model.testimony import Claim
from provenance.reports.passages import Passage, read_struck_again

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


def signed(apparatus: Apparatus) -> Iterator[Attribution | Claim]:
    """Everything that carries an author: the changes, and words put in and struck again between the two texts."""
    yield from apparatus.attributions
    for struck in read_struck_again(apparatus):
        yield from (struck.came, struck.gone)


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
