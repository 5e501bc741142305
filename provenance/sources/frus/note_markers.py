"""Which digits in a published text are markers of its notes, decided by the notes that there are.

A marker is glued to a word or its punctuation ("Smith.5", "discussion,2") or stands by itself at the end of a
heading ("Smith 3"). Dates, document numbers and types of aircraft look the same. So every place that could be a
marker is weighed by how it looks, and of all ways to choose places with rising numbers the weightiest one is taken.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from provenance.model.spans import Span
from provenance.text.dates import MONTHS

_FORMS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (8, re.compile(r"(?<=[^\W\d_]\b[.,;:!?])(\d{1,3})(?=\s|[—–)\]]|$)", re.MULTILINE)),
    (8, re.compile(r"(?<=[.,;:!?%…][”’\"')\]])(\d{1,3})(?=\s|[—–]|$)", re.MULTILINE)),
    (6, re.compile(r"(?<=[”’\"')\]…])(\d{1,3})(?=[\s.,;:!?—–)\]]|$)", re.MULTILINE)),
    (6, re.compile(r"(?<=[^\W\d_][a-zà-ÿ])(\d{1,3})(?=[\s.,;:!?—–)\]”’]|$)", re.MULTILINE)),
    (6, re.compile(r"(?<=\S)([ \u00a0](\d{1,3}))(?=[^\S\n]*$)", re.MULTILINE)),
    (3, re.compile(r"(?<=\b[12]\d{3}[.,;:])(\d{1,3})(?=\s|$)", re.MULTILINE)),
    (2, re.compile(r"(?<=\d[.,;:?!])(\d{1,3})(?=\s+[A-Z“‘\[]|\s*$)", re.MULTILINE)),
    (1, re.compile(r"(?<=[A-Z])(\d{1,3})(?=[\s.,;:!?—–)\]”’]|$)", re.MULTILINE)),
)
_TAKES_A_NUMBER = re.compile(
    rf"\b(?:{MONTHS}|Documents?|Nos?|Numbers?"
    r"|Part|Section|Tab|Vol|Volume|Annex|Appendix|Chapter|Article|Option|Phase|Item|Page|pp?|Paragraph|Paper|Box|Book"
    r"|Fig|Figure|Table|Title|Series|Step|Point|Group|Level|Zone|Round|Session|Question|Attachment|Enclosure|Circular"
    r"|Telegram|Airgram|Grade|Class|Type|Mark|Room|Route|Highway|Resolution|NSSM|NSDM|NSC)\.?[,]?[ \u00a0]?$",
    re.IGNORECASE,
)
_LONGEST_HEADING = 300
_UNNUMBERED = 4


@dataclass(frozen=True, slots=True)
class Marker:
    """A place whose digits may mark note `number`; `weight` says how much they look like it."""

    span: Span
    number: int
    weight: int
    sign: str = ""

    @property
    def label(self) -> str:
        """What stands there: the number, or the sign of a note without one ("*")."""
        return self.sign or str(self.number)


@dataclass(frozen=True, slots=True)
class Found:
    """The markers chosen, in order, and a sentence on each that was not certain."""

    markers: tuple[Marker, ...]
    warnings: tuple[str, ...]


def find_markers(text: str, numbers: Collection[int]) -> Found:
    """The marker of each note in `numbers` that has one in `text`, and markers whose note is missing.

    >>> text = "On May 3 the F3 flew to Bonn,3 as agreed.4"
    >>> [(m.number, m.span.start) for m in find_markers(text, [3, 4]).markers]
    [(3, 29), (4, 41)]
    """
    if not numbers:
        return Found((), ())
    candidates = _candidates(text, frozenset(numbers))
    chosen = _weightiest_rising(candidates)
    return Found(chosen, tuple(_doubts(text, chosen, candidates, frozenset(numbers))))


def find_signs(text: str, signs: Sequence[str]) -> Found:
    """The markers of notes that have signs instead of numbers, if there are as many of each as there are notes.

    >>> [m.span.start for m in find_signs("A matter* of weights.** He agreed.*", ["*", "**", "*"]).markers]
    [8, 21, 34]
    """
    chosen: list[Marker] = []
    warnings = []
    for sign in dict.fromkeys(signs):
        form = re.compile(rf"(?<=[^\W_]|[.,;:!?”’\"')\]])(?<![*†‡§]){re.escape(sign)}(?![*†‡§])(?=[\s.,;:!?—–)\]”’]|$)")
        places = [Marker(Span(*match.span()), 0, 8, sign) for match in form.finditer(text)]
        if len(places) == signs.count(sign):
            chosen += places
        else:
            warnings.append(f"notes {sign}: there are {signs.count(sign)}, and {len(places)} markers in the text")
    return Found(tuple(sorted(chosen, key=lambda marker: marker.span.start)), tuple(warnings))


def _candidates(text: str, numbers: frozenset[int]) -> list[Marker]:
    """Every place that could be a marker, in text order; a number without a note only where it looks much like one."""
    allowed = frozenset(range(min(numbers), max(numbers) + 2))
    best: dict[int, Marker] = {}
    for weight, form in _FORMS:
        for match in form.finditer(text):
            number = int(match[match.lastindex or 1])
            if number not in allowed or match[match.lastindex or 1].startswith("0"):
                continue
            if number not in numbers and weight < 8:
                continue
            if not _may_stand(text, match):
                continue
            worth = weight if number in numbers else _UNNUMBERED
            marker = Marker(Span(*match.span(1)), number, worth)
            if match.end() not in best or best[match.end()].weight < worth:
                best[match.end()] = marker
    return [best[end] for end in sorted(best)]


def _may_stand(text: str, match: re.Match[str]) -> bool:
    """False where the word before takes a number ("May 3", "p.3") or the line is no heading."""
    start = match.start(1)
    line = text.rfind("\n", 0, start) + 1
    if _TAKES_A_NUMBER.search(text[max(line, start - 24) : start]):
        return False
    if match[1][0].isdigit():
        return True
    words = text[line:start].strip()
    return len(words) <= _LONGEST_HEADING and words[-1:] not in {".", ";", ","}


def _weightiest_rising(candidates: Sequence[Marker]) -> tuple[Marker, ...]:
    """The choice of candidates with strictly rising numbers that weighs most; of equals, the one found first."""
    top = max((candidate.number for candidate in candidates), default=0)
    weights = [0] * (top + 1)
    last: list[int | None] = [None] * (top + 1)
    before: list[int | None] = []
    for index, candidate in enumerate(candidates):
        lower = max(range(candidate.number), key=weights.__getitem__, default=0)
        before.append(last[lower] if candidate.number else None)
        if weights[lower] + candidate.weight > weights[candidate.number]:
            weights[candidate.number] = weights[lower] + candidate.weight
            last[candidate.number] = index
    chosen, at = [], last[max(range(top + 1), key=weights.__getitem__)]
    while at is not None:
        chosen.append(candidates[at])
        at = before[at]
    return tuple(reversed(chosen))


def _doubts(
    text: str, chosen: Sequence[Marker], candidates: Sequence[Marker], numbers: frozenset[int]
) -> Iterator[str]:
    """A sentence on each note without a marker, marker without a note, and marker that could stand elsewhere too."""
    for missing in sorted(numbers - {marker.number for marker in chosen}):
        yield f"note {missing}: its marker was not found in the text"
    rivals_of: dict[int, list[Marker]] = {}
    for candidate in candidates:
        rivals_of.setdefault(candidate.number, []).append(candidate)
    edges = [0, *(marker.span.start for marker in chosen), len(text)]
    line, counted = 1, 0
    for marker, start, end in zip(chosen, edges, edges[2:], strict=False):
        line, counted = line + text.count("\n", counted, marker.span.start), marker.span.start
        where = f"line {line}"
        if marker.number not in numbers:
            yield f"{where}: the marker {marker.number} has no note"
        rivals = [c for c in rivals_of[marker.number] if c != marker and start < c.span.start < end]
        if any(rival.weight >= marker.weight for rival in rivals):
            yield f"{where}: {marker.number} is taken for the marker of a note, which could stand elsewhere too"
