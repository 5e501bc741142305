"""Whether what was drafted or revised is the whole text."""

import re

from provenance.evidence.clauses.clause import Clause, Voice
from provenance.evidence.doing.other_papers import NEAR
from provenance.evidence.lexicon import Lexicon
from provenance.evidence.sketch import AGENT, Sketch

_WHOLE = re.compile(
    r"\s*(?:and (?:then )?\w+ )?(?:this|the)\s+(?:memorandum|letter|draft|message|text|paper|statement|speech|telegram)\b"
)

_FORMULA = re.compile(
    r"\s*(?:(?:this|the)\s+(?:\w+\s+){1,3}?(?:was\s+|is\s+)?|(?:this|the)\s+(?:\w+\s+)?\w+,\s+)?(?:originally\s+|initially\s+|first\s+)?(?:drafted|prepared|dictated|written|composed|typed)\b"
    rf"[^.“”;]*?(?:[{AGENT}]|\b(?:in|by)\b)[^.“”]*?(?:,|;|\band)\s*(?:(?:and|then|later|further|only|was|it\s+was|\w+ly)\s+)*\Z",
    re.IGNORECASE,
)
"""A source note's formula up to its next verb: "Drafted by A, …" revised by B."""

_FORMULA_LENGTH = 400

_TO_VERB = 40
"""How many letters may lie between the name of the text and a passive verb."""

_GOVERNED = re.compile(r"\b(?:for|about|to|with|from|by)\s+(?:[\w’-]+\s+){0,3}\Z")

_TELLS_WRITER = re.compile(
    rf"\s*by\s+[{AGENT}][^.;“”]{{0,80}}?,?\s+(?:(?:had|has|have|was|were|been|later|then|and|it)\s+)*\Z"
)


def writes_whole(lines: str, clause: Clause) -> bool:
    """Whether it says that somebody wrote the whole text ("wrote this memorandum")."""
    return clause.voice is Voice.ACTIVE and bool(_WHOLE.match(lines, clause.span.end, clause.sentence.end))


def takes_whole(sketch: Sketch, clause: Clause, lexicon: Lexicon) -> bool:
    """Whether what the verb takes is the whole text ("revised the draft", "the letter was revised")."""
    lines = sketch.lines
    if clause.voice is Voice.PASSIVE:
        if re.match(r"\s+(?:its|their|his|her)\b", lines[clause.span.end :][:10]):
            return False  # "a directive changed its name": it does something, and nothing is done to it
        sentence = clause.sentence.start
        head = lines[max(clause.before.start, clause.span.start - NEAR) : clause.span.start]
        if not lines[sentence : clause.span.start].strip() and re.match(
            rf"\s+(?:\w+ly\s+)?by\s+[{AGENT}]", lines[clause.span.end :][:40]
        ):
            return True
        if clause.span.start - sentence <= _FORMULA_LENGTH and _FORMULA.match(lines[sentence : clause.span.start]):
            return True
        if clause.before.start > sentence and _TELLS_WRITER.match(head):
            head = lines[max(sentence, clause.span.start - 2 * NEAR) : clause.span.start]
        if re.search(r"\b[Ii]t\s+(?:was|had been|has been|is)\s+(?:\w+\s+)?\Z", head) and lexicon.text_nouns.search(
            lines, sentence, clause.span.start
        ):
            return True
        return any(
            len(head) - match.end() <= _TO_VERB
            and not re.search(r"(?<!\bNo)[.;]", head[match.end() :])
            and not _GOVERNED.search(head[: match.start()])
            for match in lexicon.text_nouns.finditer(head)
        )
    rest = lines[clause.span.end : min(clause.sentence.end, clause.span.end + NEAR)]
    return bool(
        re.match(
            rf"\s*(?:extensively\s+|heavily\s+)?(?:(?:,\s*)?(?:and\s+|(?<=,)\s*)(?:\w+ly\s+)?\w+ed\s+(?:in\s+)?)?(?:(?:the|this|his|her|it|a|an|[\ue001]+)\s+)?(?:(?!(?:in|of|to|by|from|with|for|on|at|and|its|their|that)\b)[\w-]+\s+){{0,3}}?(?:{lexicon.text_nouns.pattern}|it)\b",
            rest,
            re.IGNORECASE,
        )
    )
