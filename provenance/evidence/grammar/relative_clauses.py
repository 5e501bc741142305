"""What a relative clause takes up ("“a,” which X struck out", "the letter that X had revised")."""

import re

from provenance.evidence.grammar.saying import LONG, PEOPLE
from provenance.evidence.sketch import Sketch
from provenance.model.spans import Span

_RELATIVE = re.compile(
    rf"(?P<quote>[”\"]\)?)?,?\s+(?:which|that)\s+(?:(?:{PEOPLE})\s+)?(?:(?:was|were|is|are|has|had|have|been|be|then|later|also|[a-z]+ly)\s+)*\Z"
)

_TEXT_HEAD = re.compile(
    r"\b(?:letter|draft|text|memorandum|telegram|message|cable|paper|statement|speech|version|reply|note|sentence|paragraph|phrase|passage|clause|words?)\Z"
)

GOES_ON = re.compile(r",|\s+(?:was|were|is|are|has been|had been)\s")


def find_antecedent(sketch: Sketch, floor: int, sentence: Span, span: Span) -> Span | None:
    """What a relative clause takes up ("“a,” which X struck out", "the letter that X had revised"): where its noun stands."""
    start = max(floor, sentence.start)
    match = _RELATIVE.search(sketch.lines, max(start, span.start - LONG), span.start)
    if match is None:
        return None
    if match["quote"]:
        quotes = sketch.quotes_in(Span(start, match.start() + 1))
        return (
            Span(max(start, quotes[-1].start - 25, *(q.end + 2 for q in quotes[-2:-1])), match.start() + 1)
            if quotes
            else None
        )
    tail = sketch.lines[start : match.start()]
    return Span(start, match.start()) if _TEXT_HEAD.search(tail) else None
