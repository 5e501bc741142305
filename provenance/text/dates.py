"""Dates as sources give them, as exact as they are and no more."""

import re
from calendar import month_name
from datetime import datetime
from functools import lru_cache
from typing import Any

from provenance.errors import UnreadableInput

_ISO = re.compile(r"(?P<year>\d{4}|-)-(?P<month>\d\d)(?:-(?P<day>\d\d))?(?P<time>T.*)?\Z")


_SEASON = re.compile(r"(?P<year>\d{4})-(?P<season>2[1-4])\Z")
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_DOUBTS = {"?": "uncertain", "~": "approximate", "%": "uncertain and approximate"}
MONTHS = "|".join(month_name[1:])
"""The names of the months, as the alternatives of a pattern."""
_NAMED = re.compile(rf"\b({MONTHS}) (\d{{1,2}})(?:, (\d{{4}}))?(?![\d–-])")


def check_date(date: str) -> str:
    """The date, if it is one in EDTF (the Extended Date/Time Format of the Library of Congress), as it stands.

    >>> [check_date(date) for date in ("1971-08-03", "1971-08", "1948-23", "1971-08-03?")]
    ['1971-08-03', '1971-08', '1948-23', '1971-08-03?']
    """
    from edtf import EDTFParseException

    date = date.strip()
    try:
        _parsed(date)
    except (EDTFParseException, ValueError) as trouble:
        raise UnreadableInput(
            f"{date!r} is no date; write it as exactly as it is known, such as 1971-08-03, 1971-08, 1971, "
            "1948-23 (autumn 1948) or 1971-08-03? (uncertain)"
        ) from trouble
    return date


@lru_cache(maxsize=16_384)
def _parsed(date: str) -> Any:
    """A date in EDTF taken apart, which takes some milliseconds and is asked for several times."""
    from edtf import parse_edtf

    return parse_edtf(date)


def is_date(date: str) -> bool:
    """Whether it can be read as a date, in ISO 8601 or in EDTF.

    >>> [is_date(date) for date in ("1971-08-03T10:00:00Z", "1971-08-03 10:00", "1971-08?", "1971-02-30", "soon")]
    [True, True, True, False, False]
    """
    try:  # most are in ISO 8601, and EDTF takes its time
        datetime.fromisoformat(date)
    except ValueError:
        try:
            check_date(date)
        except UnreadableInput:
            return False
    return True


def is_later(date: str | None, other: str | None) -> bool:
    """Whether a date in EDTF begins after all of another; False where either is missing or is none.

    >>> is_later("1971-08-04", "1971-08-03"), is_later("1971-08-04", "1971-08"), is_later("1971-08-04", None)
    (True, False, False)
    """
    if not (date and other):
        return False
    from edtf import EDTFParseException

    try:
        return bool(_parsed(date).lower_strict() > _parsed(other).upper_strict())
    except (EDTFParseException, ValueError, OverflowError):
        return False


def find_date(words: str) -> str | None:
    """The one day that the words name, in ISO 8601, without a year if they give none; None if none or several.

    >>> find_date("He forwarded a draft on August 3."), find_date("on August 3, 1971, at noon")
    ('--08-03', '1971-08-03')
    """
    found = _NAMED.findall(words)
    if len(found) != 1:
        return None
    month, day, year = found[0]
    number = list(month_name).index(month)
    return f"{year or '-'}-{number:02}-{int(day):02}"


def date_in_words(date: str) -> str:
    """A date in ISO 8601 as a reader says it; one without a year says that none is given.

    >>> date_in_words("1971-08-03"), date_in_words("1971-08"), date_in_words("--08-03")
    ('August 3, 1971', 'August 1971', 'August 3 (no year given)')
    >>> date_in_words("1948-23"), date_in_words("1971-08-03?")
    ('autumn 1948', 'August 3, 1971 (uncertain)')
    """
    if date[-1:] in _DOUBTS:
        return f"{date_in_words(date[:-1])} ({_DOUBTS[date[-1]]})"
    if season := _SEASON.match(date):
        return f"{_SEASONS[season['season']]} {season['year']}"
    found = _ISO.match(date)
    if not found or not 1 <= int(found["month"]) <= 12:
        return date
    day = f" {int(found['day'])}" if found["day"] else ""
    month = f"{month_name[int(found['month'])]}{day}"
    if found["year"] == "-":
        return f"{month} (no year given)"
    return f"{month}, {found['year']}" if day else f"{month} {found['year']}"
