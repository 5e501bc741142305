"""The day that a dateline gives, as exactly as it is printed."""

import re
from calendar import month_name

_MONTHS = {name.lower(): number for number, name in enumerate(month_name) if name}
_DAY_LAST = re.compile(r"\b(?P<month>[A-Z][a-z]+) (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>1[5-9]\d\d|20\d\d)\b")
_DAY_FIRST = re.compile(r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)? (?P<month>[A-Z][a-z]+),? (?P<year>1[5-9]\d\d|20\d\d)\b")
_MONTH_ALONE = re.compile(r"\b(?P<month>[A-Z][a-z]+),? (?P<year>1[5-9]\d\d|20\d\d)\b")


def read_date(dateline: str) -> str | None:
    """The date in a dateline (ISO 8601), None if it gives none or more than one.

    >>> read_date("Washington, August 5, 1971, 10 a.m."), read_date("Paris, 2 May 1919"), read_date("Bonn, May 1960")
    ('1971-08-05', '1919-05-02', '1960-05')
    >>> read_date("Washington, undated") is None
    True
    """
    for form in (_DAY_LAST, _DAY_FIRST, _MONTH_ALONE):
        dates = {date for match in form.finditer(dateline) if (date := _iso(match.groupdict()))}
        if dates:
            return dates.pop() if len(dates) == 1 else None
    return None


def _iso(parts: dict[str, str]) -> str | None:
    month = _MONTHS.get(parts["month"].lower())
    if month is None:
        return None
    date = f"{parts['year']}-{month:02}"
    day = int(parts.get("day", 0))
    return f"{date}-{day:02}" if 1 <= day <= 31 else date
