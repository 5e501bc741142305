"""Where the clause of a verb begins and ends."""

import re
from collections.abc import Iterator, Sequence

from provenance.evidence.sketch import AGENT
from provenance.model.spans import Span

_SOFT_BREAK = re.compile(r";\s|,?\s(?:while|whereas|but)\s|,\sand\s|,\swhich\s")

_TOLD_CLAUSE = re.compile(
    r"\b(?:stood|reads?|began|begins|ended|had|contained|included|appeared|is|was|are|were)\b[^;]*;\s(?=[^;]*[“\"\w])"
)
"""A clause with a verb of its own that a semicolon closes ("“a” originally stood here; …")."""

_AND = re.compile(r"\sand\s")


_SUBORDINATE = re.compile(
    rf"[”\"\w]\s?,?\s+(?:after|because|since|although|when|once)\s+[{AGENT}]+\s+(?:had\s+)?(?:[a-z]+ly\s+)?[a-z]+(?:ed|id|ote|ought|ade|ound)\b"
)


def cut_subordinate(lines: str, start: int, end: int) -> int:
    """The end of the object, or where a clause begins that tells what somebody else did before ("after X had objected that “b”")."""
    clause = _SUBORDINATE.search(lines, start, end)
    return clause.start() + 1 if clause else end


def find_reach(lines: str, start: int, following: int, end: int) -> int:
    """Where the object of an active verb ends: before the next saying's own subject, or at the end of the sentence."""
    if following >= end:
        return end
    between = lines[start:following]
    breaks = [match.start() for match in _SOFT_BREAK.finditer(between)]
    if breaks:
        return start + breaks[-1]
    joined = [match.start() for match in _AND.finditer(between)]
    return start + joined[-1] if joined else following


def find_start(lines: str, floor: int, end: int, continued: bool) -> int:
    """Where the clause of a passive verb begins: at the sentence's start, or after the last verb's own clause."""
    between = lines[floor:end]
    breaks = [match.end() for match in _SOFT_BREAK.finditer(between)]
    if not continued:
        told = list(_TOLD_CLAUSE.finditer(between))
        return floor + told[-1].end() if told else floor
    if breaks:
        return floor + breaks[0]
    joined = _AND.search(between)
    return floor + joined.end() if joined else floor


def find_stops(lines: str, taken: Sequence[Span], start: int) -> Iterator[int]:
    """Where clauses end that a phrase has told and a semicolon has closed."""
    for span in taken:
        stop = lines.find(";", span.end, start) if span.end <= start else -1
        if stop >= 0:
            yield stop
