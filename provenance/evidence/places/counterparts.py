"""The printed words that took the place of a reading that is not printed: alike at the ends, or of the same kind."""

import re
from collections import Counter
from collections.abc import Sequence

from provenance.evidence.places.place import Place
from provenance.evidence.places.viewpoint import Viewpoint
from provenance.model.spans import Span
from provenance.model.testimony import Certainty, Scope
from provenance.text.dates import MONTHS

_ONES = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"

_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"

_MANY = "hundred|thousand|million|billion"

_SPELLED = rf"(?:(?:(?:{_TENS})(?:[- ](?:{_ONES}))?|{_ONES})(?:\s+(?:{_MANY}))*|a\s+(?:{_MANY}))"

_DATE = re.compile(rf"(?:{MONTHS})\s+\d{{1,2}}(?:,\s+\d{{4}})?")

_KINDS = (
    _DATE,
    *(
        re.compile(pattern)
        for pattern in (
            r"(?:\d{1,2}(?::\d\d)?\s*[ap]\.\s?m\.|\bnoon\b|\bmidnight\b)",
            r"(?i:\b(?:(?:this|tomorrow|yesterday|last|next)\s+(?:morning|noon|afternoon|evening|night)|tonight|today|tomorrow|yesterday)\b)",
            r"[$£]\s?\d[\d,.]*\d(?:\s+(?:million|billion))?|[$£]\d",
            r"\b(?<![\d,.][,.])\d[\d,.]*(?:\s+percent|%)",
            r"\b\d[\d,]*(?:\.\d+)?\b(?!\s*(?:percent|%))",
            rf"(?i:\b{_SPELLED}\b)",
        )
    ),
)
"""Dates, hours, times of day, sums, shares, numbers: a reading of one kind took the place of another of the same kind."""

_COUNTED = re.compile(rf"(?i:\b(?:{_SPELLED}|\d[\d,]*)\b)\s+(?P<what>[a-z]+)")
"""So many of something: the reading and its counterpart count the same thing."""

_LONGEST = 3
"""How many times longer than a reading its counterpart may be, in words."""

_SURELY_ALIKE = 3
"""From how many first words in common two readings are the same passage, up to the marker."""

_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")


def find_like(view: Viewpoint, reading: str) -> Place | None:
    """The words at the marker that begin and end as another reading does, where the rest was reworded."""
    holder = view.layout.sentence_at(view.at) if view.at is not None else None
    words = re.findall(r"[^\W_]+(?:[’'.-][^\W_]+)*", reading)
    if holder is None or len(words) < 4:
        return None
    starts = next((found for n in (4, 3, 2) if (found := _find_inside(view, words[:n], holder))), ())
    ends = next((found for n in (4, 3, 2, 1) if (found := _find_inside(view, words[-n:], holder))), ())
    fits = [Span(start.start, end.end) for start in starts for end in ends if end.end > start.end]
    if not fits:
        return None
    return Place(Scope.PHRASE, min(fits, key=len), start=Certainty.MEDIUM, end=Certainty.MEDIUM)


def alike(text: str, reading: str) -> float:
    """What share of their words two passages have in common."""
    first, second = (Counter(word.lower() for word in _WORD.findall(side)) for side in (text, reading))
    return (first & second).total() / max(first.total(), second.total(), 1)


def find_reworded(view: Viewpoint, reading: str) -> Place | None:
    """The sentence, or as many in a row as the reading has, that share the most words with another reading of them."""
    number = max(1, len(re.findall(r"[.?!][”\"]?\s+(?=[A-Z])", reading)) + 1)
    spans = view.layout.sentences
    rows = [Span(spans[n].start, spans[n + number - 1].end) for n in range(len(spans) - number + 1)]
    rated = [(alike(row.of(view.layout.text), reading), -n) for n, row in enumerate(rows)]
    share, place = max(rated, default=(0.0, 0))
    if share < _REWORDED:
        return None
    return Place(Scope.SENTENCE if number == 1 else Scope.SENTENCES, rows[-place])


_REWORDED = 0.6
"""What share of its words a reworded sentence keeps."""


def find_counterpart(view: Viewpoint, reading: str) -> Place | None:
    """The words before the marker that took the place of another reading: alike at one end, or of the same kind."""
    sentence = view.layout.sentence_at(view.at) if view.at is not None else None
    if sentence is None or view.at is None or not reading.strip():
        return None
    before = Span(sentence.start, max(sentence.start, min(view.at, sentence.end)))
    span = _ending_alike(view.layout.text, before, reading)
    span = _from_head(view.layout.text, before, span, reading) if span else _governed_alike(view, before, reading)
    alike = Place(Scope.PHRASE, span, start=Certainty.LOW, end=Certainty.LOW) if span else None
    return find_same_kind(view, reading) or alike


def _from_head(text: str, before: Span, span: Span, reading: str) -> Span:
    """The span from the head of its sentence, where the reading stood at the head of one and the span begins not far from it."""
    first = _WORD.search(reading)
    ahead = _WORD.findall(text, before.start, span.start)
    if first is None or not first.group()[0].isupper() or len(ahead) > _NEAR_HEAD:
        return span
    return span if text[span.start : span.start + len(first.group())] == first.group() else Span(before.start, span.end)


_NEAR_HEAD = 4
"""How many words may stand between the head of a sentence and words that took the place of its beginning."""


def _governed_alike(view: Viewpoint, before: Span, reading: str) -> Span | None:
    """The few words from the last preposition to the marker, where the reading is such a phrase too ("within a week" and "soon after")."""
    told = [word.lower() for word in _WORD.findall(reading)]
    words = list(_WORD.finditer(view.layout.text, before.start, before.end))[-_GOVERNED:]
    prepositions = view.lexicon.grammar["prepositions"] - {"of"}
    if not told or told[0] not in prepositions or len(told) > _GOVERNED:
        return None
    first = next((word for word in reversed(words[:-1]) if word.group().lower() in prepositions), None)
    return Span(first.start(), words[-1].end()) if first else None


_GOVERNED = 6
"""Of how many words a preposition and what it governs may be made."""


def find_same_kind(view: Viewpoint, reading: str) -> Place | None:
    """The date, time of day, sum, number or so many of a thing in the marker's sentence, where the reading is another such."""
    sentence = view.layout.sentence_at(view.at) if view.at is not None else None
    if sentence is None or view.at is None:
        return None
    text, at = view.layout.text, view.at
    span = _number_like(text, sentence, reading, at) or _counted_like(text, sentence, reading, at)
    return Place(Scope.PHRASE, span, start=Certainty.LOW, end=Certainty.LOW) if span else None


def find_opening(view: Viewpoint, reading: str) -> Place | None:
    """The words before the marker in whose place stood words of which only the first are told: from the clause that begins alike."""
    sentence = view.layout.sentence_at(view.at) if view.at is not None else None
    first = _WORD.search(reading)
    if sentence is None or view.at is None or first is None:
        return None
    text = view.layout.text
    starts = [
        match.end()
        for match in re.finditer(r"(?:\A|[,;:—–]\s*)", text[sentence.start : min(view.at, sentence.end)])
        if re.match(rf"{re.escape(first.group())}\b", text[sentence.start + match.end() :], re.IGNORECASE)
    ]
    if len(starts) != 1:
        return None
    end = sentence.start + len(text[sentence.start : max(view.at, sentence.start)].rstrip(" ,;:—–"))
    return Place(Scope.CLAUSE, Span(sentence.start + starts[0], end), start=Certainty.MEDIUM, end=Certainty.MEDIUM)


def find_head(view: Viewpoint, reading: str) -> Place | None:
    """The beginning of the sentence at the marker, up to the two words with which another beginning ends too."""
    sentence = view.layout.sentence_at(view.at) if view.at is not None else None
    last = _WORD.findall(reading)[-2:]
    found = _find_inside(view, last, sentence) if sentence is not None and len(last) > 1 else ()
    if sentence is None or len(found) != 1:
        return None
    return Place(Scope.CLAUSE, Span(sentence.start, found[0].end), end=Certainty.MEDIUM)


def find_ending(view: Viewpoint, reading: str) -> Place | None:
    """The end of the sentence at the marker, from the word with which another ending began."""
    sentence = view.layout.sentence_at(view.at) if view.at is not None else None
    first = _WORD.search(reading)
    if sentence is None or first is None:
        return None
    alike = list(re.finditer(rf"\b{re.escape(first.group())}\b", sentence.of(view.layout.text)))
    if not alike or alike[-1].start() == 0:
        return None
    start = sentence.start + alike[-1].start()
    return Place(
        Scope.PHRASE,
        Span(start, sentence.start + len(sentence.of(view.layout.text).rstrip(" .!?”"))),
        start=Certainty.LOW,
    )


def find_date(view: Viewpoint) -> Place:
    """The date that is printed nearest to the marker, with its year: in the line of the marker, or else in its paragraph."""
    holder = view.layout.paragraph_at(view.at) if view.at is not None else None
    if holder is None or view.at is None:
        return Place(Scope.PHRASE)
    at = view.at
    found = [Span(*match.span()) for match in _DATE.finditer(view.layout.text, holder.start, holder.end)]
    return Place(Scope.PHRASE, min(found, key=lambda span: (span.start > at, abs(span.end - at)), default=None))


def find_number(view: Viewpoint) -> Span | None:
    """The number, sum or share that stands nearest before the marker in its sentence."""
    sentence = view.layout.sentence_at(view.at) if view.at is not None else None
    if sentence is None or view.at is None:
        return None
    places = (kind.finditer(view.layout.text, sentence.start, view.at) for kind in _KINDS[3:])
    return max((Span(*match.span()) for found in places for match in found), key=_by_end, default=None)


def _by_end(span: Span) -> tuple[int, int]:
    return span.end, -span.start


def find_name(view: Viewpoint) -> Span | None:
    """The words with capitals that stand right before the marker."""
    if view.at is None:
        return None
    match = _NAME.search(view.layout.text, max(0, view.at - _LONGEST_NAME), view.at)
    return Span(*match.span(1)) if match else None


_NAME = re.compile(r"((?:[A-Z][\w.’'-]*\s+){0,4}[A-Z][\w’'-]*)[\s.,;:”)]*\Z")
_LONGEST_NAME = 60


def _find_inside(view: Viewpoint, words: Sequence[str], holder: Span) -> tuple[Span, ...]:
    return view.layout.nearest(" ".join(words), None, holder)


def _number_like(text: str, sentence: Span, reading: str, at: int) -> Span | None:
    """The date, hour or number nearest to the marker in its sentence, where the reading is one of that kind."""
    kind = next((kind for kind in _KINDS if kind.fullmatch(reading.strip(" .,;"))), None)
    if kind is None:
        return None
    found = [Span(*match.span()) for match in kind.finditer(text, sentence.start, sentence.end)]
    return min(found, key=lambda span: (span.start > at, abs(span.end - at)), default=None)


def _counted_like(text: str, sentence: Span, reading: str, at: int) -> Span | None:
    """The number with what it counts, where the reading is another number of the same ("two years" and "eighteen years")."""
    told = _COUNTED.fullmatch(reading.strip(" .,;"))
    if told is None:
        return None
    found = [
        Span(*match.span())
        for match in _COUNTED.finditer(text, sentence.start, sentence.end)
        if _stem(match["what"]).rstrip("s") == _stem(told["what"]).rstrip("s")
    ]
    return min(found, key=lambda span: (span.start > at, abs(span.end - at)), default=None)


def _ending_alike(text: str, before: Span, reading: str) -> Span | None:
    """Of the runs of words that end at the marker the one most like the reading; they must agree in their first or last word."""
    told = [_stem(word) for word in _WORD.findall(reading)]
    words = list(_WORD.finditer(text, before.start, before.end))[-(_LONGEST * len(told) + 3) :]
    if not told or not words:
        return None
    best: tuple[bool, float, bool, int, int, int] | None = None
    stems = [_stem(word.group()) for word in words]
    for first in range(len(words)):
        for end in range(first + 1, len(words) + 1):
            run = stems[first:end]
            if not _agrees(run, told, end == len(words)):
                continue
            likeness = sum((Counter(run) & Counter(told)).values()) / max(len(run), len(told))
            near = end == len(words) and len(run) <= len(told) + 2
            whole = near and _shared_start(run, told) >= _SURELY_ALIKE
            rating = (whole, likeness, run[0] in told and len(run) > 1, -abs(len(run) - len(told)), first, end)
            best = max(best, rating) if best else rating
    return Span(words[best[4]].start(), words[best[5] - 1].end()) if best else None


def _agrees(run: Sequence[str], told: Sequence[str], at_marker: bool) -> bool:
    """Whether a run begins or ends as the reading does; one that does not reach the marker must share its first two words."""
    if not at_marker:
        return len(told) > 2 and len(run) > 2 and run[:2] == told[:2]
    return run[0] == told[0] or (run[-1] == told[-1] and len(told) > 1)


def _shared_start(run: Sequence[str], told: Sequence[str]) -> int:
    """With how many words alike two runs begin."""
    return next(
        (n for n, (one, other) in enumerate(zip(run, told, strict=False)) if one != other), min(len(run), len(told))
    )


def _stem(word: str) -> str:
    return word.lower()[:5]
