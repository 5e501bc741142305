"""What a noun says: "X’s revisions", "the addition of “a”", "changes made by Y"."""

import re

from provenance.evidence.grammar.clauses import find_reach
from provenance.evidence.grammar.passive_agents import find_hand
from provenance.evidence.grammar.saying import LONG, PEOPLE, REST, Saying, Voice, persons_in
from provenance.evidence.grammar.subjects import find_clause_subject
from provenance.evidence.lexicon import Wording
from provenance.evidence.sketch import AGENT, OWNER, Sketch
from provenance.model.spans import Span

_ADJECTIVES = r"(?:(?!(?:by|with|bears?|hand|handwriting|draft|copy|which|are|is|was|were)\b|(?:revision|change|correction|addition|amendment|deletion|insertion|edit|alteration)s?\b)[\w-]+,?\s+(?:and\s+|or\s+)?){0,5}"

_MADE = re.compile(
    rf"({PEOPLE})(?:,[^,{AGENT}]{{1,60}},|,)?\s+(?:(?:who|has|had|also|then|later|each|both|together|\w+ly)\s+)*(?:made|makes|penned|marked|entered|wrote|handwrote|inserted|added|typed|dictated|telephoned|ordered|requested|introduced|effected|pencilled|penciled|contributed|noted|indicated|prepared|did|provided)\s+(?:,?\s*in\s[^,]{{1,40}},\s+)?{_ADJECTIVES}\Z"
)

_WISHED = re.compile(
    rf"({PEOPLE})\s+(?:\w+\s+)?(?:suggested|proposed|recommended|requested|offered|submitted|sought|wanted)\s+{_ADJECTIVES}\Z"
)

_OWNED = re.compile(rf"((?:[{AGENT}]+(?:,?\s+and\s+|,\s+))*[{OWNER}]+)\s+{_ADJECTIVES}\Z")

_MADE_BY = re.compile(
    rf"\A\s*(?:,\s+)?(?:(?:apparently|presumably|probably|possibly|perhaps|evidently)\s+)?(?:(?:(?:made|noted|inserted|added|written|entered|marked|as|in|a|an|the|manuscript|handwritten|interpolation|insertion|pencil|ink|longhand|on|to|this|draft|letter|text|memorandum|message|document|telegram),?\s+)+)?by\s+({PEOPLE})"
)

_WHOSE = re.compile(rf"({PEOPLE}),?\s+whose\s+{_ADJECTIVES}\Z")

_WAS_SENT_BY = re.compile(
    rf"[^.;]{{0,160}}?\b(?:was|were|had been|has been)\s+(?:[a-z]+ly\s+)?(?:telephoned|phoned|cabled|relayed|called|passed|communicated|dictated|sent)\s+(?:in\s+)?(?:to\s+(?:the\s+)?[^,;.]{{1,40}}?\s+)?by\s+({PEOPLE})"
)

_UNSHOWN = re.compile(
    r"\s+(?:[^.;“”]{0,40}?\s)?(?:is|are|was|were|have been)\s+not\s+(?:\w+ly\s+)?(?:indicated|shown|noted|reproduced|printed|marked|given)\b"
)
"""What the modern editors left unprinted ("insertions in the original are not indicated")."""

_WAS_MADE_BY = re.compile(
    rf"[^.;]{{0,160}}?\b(?:was|were|is|are|has been|have been|had been)\s+(?:[a-z]+ly\s+)?(?=by\s|made|done|entered|effected|introduced|marked|carried|the work)(?:made|done|entered|effected|introduced|marked|carried out|the work of)?\s*(?:(?:in|on|at)\s+[^,;.]{{1,40}}?\s+)?(?:by\s+)?({PEOPLE})"
)

_ONLY_WISHED = re.compile(
    r"\b(?:suggested|proposed|recommended|requested|desired|(?:favou?red|opposed|urged|sought|wanted|discussed|considered|requested|suggested|proposed|recommended|supported)\s+(?:its|their|the|his)|(?:suggestions?|proposals?|recommendations?|requests?|instructions?|ideas?)\s+(?:for|of|on|regarding|about))\s+(?:[\w-]+\s+){0,3}\Z",
    re.IGNORECASE,
)

_TAKEN_UP = re.compile(r"\b(?:incorporat|reflect|embod|accept|adopt|includ|carried out|took over|taken over)\w*\b")

_ALSO_MADE = re.compile(
    rf"(?:,|\band|\bbut|\bthen)\s+(?:(?:also|then|later|[a-z]+ly)\s+)*(?:made|entered|wrote|penned)\s+{_ADJECTIVES}\Z"
)

_NO = re.compile(r"\b(?:no|without|any|not|few if any)\s+(?:[\w-]+,?\s+){0,3}\Z", re.IGNORECASE)


def read_noun(
    sketch: Sketch, sentence: Span, wording: Wording, span: Span, floor: int, following: int, last: Saying | None
) -> Saying | None:
    """What a noun of revision says; None where it is denied or tells nothing of its own."""
    lines = sketch.lines
    left = lines[max(sentence.start, span.start - LONG) : span.start]
    start = span.start - len(left)
    if (
        _NO.search(left)
        or re.search(r"\b[Ii]n\s+\Z", left)
        or (
            last is not None
            and re.search(r"\b(?:for|toward|indicating|marking|showing)\s+(?:its\s+|their\s+)?\Z", left)
        )
    ):
        return None
    after = Span(span.end, max(span.end, find_reach(lines, span.end, following, sentence.end)))
    before = Span(min(max(floor, sentence.start), span.start), span.start)
    wished = _WISHED.search(left)
    only = bool(_ONLY_WISHED.search(left)) and not _TAKEN_UP.search(left)
    for match, offset in (
        (_MADE.search(left), start),
        (wished, start),
        (_OWNED.search(left), start),
        (_MADE_BY.search(lines[span.end : min(sentence.end, span.end + REST)]), span.end),
        (_WAS_MADE_BY.match(lines[span.end : min(sentence.end, span.end + REST)]), span.end),
        (_WAS_SENT_BY.match(lines[span.end : min(sentence.end, span.end + REST)]), span.end),
        (_WHOSE.search(left), start),
    ):
        if match:
            whos = persons_in(sketch, Span(offset + match.start(1), offset + match.end(1)))
            return Saying(wording, span, sentence, Voice.NOUN, whos, before, after, wish=only or match is wished)
    if _ALSO_MADE.search(left) and (whos := find_clause_subject(sketch, sentence, span, last)):
        return Saying(wording, span, sentence, Voice.NOUN, whos, before, after, wish=only)
    for offset, words in (
        (span.end, lines[span.end : min(sentence.end, span.end + REST)].split(";")[0]),
        (start, left),
    ):
        hand = find_hand(sketch, offset, words)
        if hand is not None:
            return Saying(wording, span, sentence, Voice.NOUN, hand, before, after, wish=only)
    if _UNSHOWN.match(lines, span.end, sentence.end):
        return None
    shared = re.search(r"\b(?:including|notably|especially|namely)\s+(?:[\w-]+\s+){0,4}\Z", left)
    return Saying(wording, span, sentence, Voice.NOUN, last.whos if last and shared else (), before, after, wish=only)
