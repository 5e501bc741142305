"""The day on which a document or an attachment was written, as exactly as the volume gives it and no more."""

import re
from collections.abc import Callable

from lxml import etree

from provenance.sources.datelines import read_date
from provenance.sources.harmless_xml import attribute

_DATE = re.compile(r"-?\d{4}(?:-\d\d(?:-\d\d)?)?")
_DATED = ("{*}dateline", "{*}opener", "{*}closer")


def document_date(document: etree._Element, title: Callable[[], str]) -> str | None:
    """The day that is both the volume's earliest and latest; else what dateline or title give, or both days share.

    A volume gives an editorial note on a decade its first day and its last: that note was written on neither.
    """
    first, last = (_iso(attribute(document, f"doc-dateTime-{end}")) for end in ("min", "max"))
    if first and (last is None or first == last):
        return first
    return own_date(document) or read_date(title()) or (_shared(first, last) if first and last else None)


def own_date(part: etree._Element) -> str | None:
    """The day that the first dateline in a part gives, attachments left out."""
    for place in part.iter(*_DATED):
        if next(place.iterancestors("{*}attachment", "{*}note"), None) not in {None, part}:
            continue
        given = next((date for each in place.iter("{*}date") if (date := _iso(each.get("when")))), None)
        if given:
            return given
    return None


def _iso(given: str | None) -> str | None:
    match = _DATE.match(given or "")
    return match[0] if match else None


def _shared(first: str, last: str) -> str | None:
    """The month or the year that two days share, if they do."""
    return next((first[:length] for length in (7, 4) if first[:length] == last[:length]), None)
