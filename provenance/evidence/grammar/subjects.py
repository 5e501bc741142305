"""Who stands before an active verb: its own subject, or that of the clause to which it is joined."""

import re

from provenance.evidence.grammar.saying import LONG, PEOPLE, REST, Saying, persons_in
from provenance.evidence.people import Who
from provenance.evidence.sketch import AGENT, OWNER, QUOTED, Sketch
from provenance.model.spans import Span

_AGENTS = re.compile(rf"([{AGENT}]+\s+and\s+[{OWNER}]+\s+(?:\w+\s+){{1,3}}[{AGENT}]+|{PEOPLE})\Z")

_APPOSITION = re.compile(rf"(?<=[{AGENT}]),\s[^,;.{AGENT}]{{1,90}},\Z")

_PARENTHESIS = re.compile(rf"(?<=[{AGENT}])\s*\([^()]{{0,80}}\)\Z")

_CIRCUMSTANCE = re.compile(
    rf"(?<=[{AGENT}]),\s(?:acting|working|writing|speaking|at|after|with|without|on|in|following|when|while)\s[^,;.{QUOTED}]{{1,90}},\Z"
)

_MOTION = re.compile(
    rf"(?<=[{AGENT}]),\s(?:on|upon|at)\s(?:the\s|a\s)?(?:motion|suggestion|advice|request|urging|insistence|recommendation|instance)\s(?:of|from|by)\s(?:the\s)?[{AGENT}]+(?:\sand\s[{AGENT}]+)?,\Z"
)

_AFFILIATION = re.compile(rf"(?<=[{AGENT}])(?:,)?\s(?:of|from|at)\s(?:the\s)?[^,;.{AGENT}{QUOTED}]{{1,50}}\Z")

_ADVERB = re.compile(
    r"(?:(?<=\s)|\A|(?<=,))(?:(?!reply|supply|assembly|ally|family)[a-z]+ly|has|have|had|also|then|later|again|first|twice|himself|herself|themselves|may|might|must|both|each|did|does|do|"
    r"seems?\sto|appears?\sto|appeared\sto|seemed\sto|having|said\sto|is\ssaid\sto|in\sturn|who|and\swho|by\shand|perhaps|further|just|thereupon|thereafter|afterwards?|meanwhile|now|still|instead|once|too|even|simply|therefore|however|soon|as\swell|"
    r"in\s(?:red|blue|black)?\s?(?:pencil|ink|pen|longhand|manuscript|the\smargin)|in\s(?:his|her)\sown\s(?:hand|handwriting)|on\s[A-Z][a-z]+\s\d{1,2}),?\Z"
)

_BE = re.compile(r"(?:\A|\s)(?:was|were|is|are|been|being|be|got)\Z")

NOT = re.compile(r"(?:\s|\A)(?:not|never|nor|neither|no|without)\Z")

_CONJOINED = re.compile(r"(?:\band|\bbut|\bthen|\bor)\s+(?:(?:also|then|later|again|himself|had|has|[a-z]+ly)\s+)*\Z")

_CLAUSE = re.compile(
    rf"(?P<lead>\b\w+\s+)?(?P<who>{PEOPLE})(?:\s*\([^()]*\)|,[^,;{AGENT}{QUOTED}]{{1,60}},)?\s+(?:(?:also|then|later|first|himself|herself|had|has|have|[a-z]+ly)\s+)*"
    r"(?:[a-z]{2,}ed|wrote|made|took|read|sent|gave|put|drew|kept|left|saw|held|chose|met|did|began|brought|got|ran|let|set|cut|laid|lost|paid|went|knew|rose|found|built|spent|told|said|spoke|thought|felt)\b"
)

_EMBEDDING = re.compile(
    r"(?:that|which|whom|whose|when|after|before|because|since|while|as|if|by|to|from|of|with|for)\s+\Z", re.IGNORECASE
)

_EMBEDDED = re.compile(rf"\b(?:that|which|whom|whose|when|after|before|because|while|if)\s+[{AGENT}]")

_OF_ANOTHER = re.compile(r"\b(?:by|to|from|of|with|for)\s+\Z")


def strip_adverbs(left: str) -> tuple[str, bool, bool]:
    """What stands before the verb without its adverbs; whether a form of "to be" and whether a negation stood there."""
    passive = negated = False
    left = left.rstrip()
    for _ in range(12):
        left = re.sub(r",\s+who\Z", "", left)
        if NOT.search(left):
            negated, left = True, NOT.sub("", left).rstrip()
            continue
        if _BE.search(left):
            passive, left = True, _BE.sub("", left).rstrip()
            continue
        shorter = left
        for pattern in (_ADVERB, _PARENTHESIS, _APPOSITION, _CIRCUMSTANCE, _MOTION, _AFFILIATION):
            shorter = pattern.sub("", shorter).rstrip()
        if shorter == left:
            break
        left = shorter
    return left, passive, negated


def find_subject(sketch: Sketch, left: str, span: Span, start: int) -> tuple[Who, ...]:
    """Those named right before an active verb; of several, before "who … his own hand", the last alone."""
    agents = _AGENTS.search(re.sub(rf"(?<=\w,\s)([{AGENT}]+),\Z", r"\1", left))
    who = re.search(r",\s+who\s+(?:\w+\s+){0,2}\Z", sketch.lines[max(0, span.start - 30) : span.start])
    if not agents or (not who and agents[1].count(",") == 0 and _OF_ANOTHER.search(left[: agents.start(1)])):
        return ()
    offset = max(start, span.start - LONG)
    whos = persons_in(sketch, Span(offset + agents.start(1) + _aside(left, agents), offset + agents.end(1)))
    lines = sketch.lines
    if who and re.search(r"\b(?:himself|herself)\b|[\ue001]+\sown\b", lines[span.end : span.end + 120]):
        return whos[-1:]
    return whos


def _aside(left: str, agents: re.Match[str]) -> int:
    """How far into "with the help of A, B and C" the subject begins: the one whom a preposition takes is not in it."""
    preposition = re.search(r"\b(?:of|to|from|with|for|by|at|on|in)\s+\Z", left[: agents.start(1)], re.IGNORECASE)
    comma = agents[1].find(",")
    return comma + 1 if preposition and comma >= 0 else 0


def find_shared_subject(sketch: Sketch, sentence: Span, span: Span, last: Saying | None) -> tuple[Who, ...]:
    """Whose verb it is that "and" joins to another of no revision ("the President signed the letter and added a line")."""
    lines = sketch.lines
    if not _CONJOINED.search(lines[max(sentence.start, span.start - 40) : span.start]):
        return ()
    return find_clause_subject(sketch, sentence, span, last)


def find_clause_subject(sketch: Sketch, sentence: Span, span: Span, last: Saying | None) -> tuple[Who, ...]:
    """Who stands at the head of the clause, before the first of its verbs."""
    lines = sketch.lines
    clauses = list(_CLAUSE.finditer(lines, max(sentence.start, span.start - REST), span.start))
    if not clauses or (last is not None and clauses[-1].start("who") <= last.span.end):
        return ()
    between = lines[clauses[-1].end() : span.start]
    if _EMBEDDING.search(clauses[-1]["lead"] or "") or ";" in between or _EMBEDDED.search(between):
        return ()
    return persons_in(sketch, Span(*clauses[-1].span("who")))
