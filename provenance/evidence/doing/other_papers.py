"""Whether a clause is about this text, or about another paper or a thing of the world."""

import re
from functools import lru_cache

from provenance.evidence.clauses.clause import Clause, Voice
from provenance.evidence.lexicon import Lexicon
from provenance.evidence.sketch import OWNER, Sketch
from provenance.model.spans import Span
from provenance.model.testimony import Act

NEAR = 70

_NOT_PRINTED = re.compile(r"\s*(?:(?:[Aa]ttached|[Tt]ab \w+|[Ee]nclosed)\b[^.]{0,60}|)[Nn]ot (?:attached|printed)\s?\.")

_OTHER_IS_MEANT = re.compile(
    r"\W*(?:[Ss]ee\s+(?:also\s+)?(?:footnote|[Dd]ocument|[Nn]o\.)\s+\d+(?:,\s*(?:above|below|supra|infra|ante|post))?|[^.;“”]{1,160}\b(?:is|are|was|were)\s+not\s+(?:attached|printed|found))\s?\."
)
"""How a note begins whose next sentences, quoting nothing, go on about the other paper ("See Document 9.", "The draft is not attached.")."""

_SIC = re.compile(r"\W*[Ss]ic\b\W")
"""How a note begins that speaks of a slip of the pen or of the press."""

_PRINTED_HERE = re.compile(
    r"\b(?:[Tt]his (?:text|letter|draft|document|message|paper|memorandum|sentence|paragraph|telegram|copy|passage|phrase|word)|printed here|source text)\b"
)

_ORAL = re.compile(
    rf"\bin\s+(?:(?:the|[{OWNER}]+)\s+)?(?:oral\s+)?(?:translation|interpretation)\b"
    rf"|\b(?:from|in|to)\s+(?:[{OWNER}]+|his|her|their)\s+(?:memoirs?|diary|diaries|book|autobiography|testimony|account|recollections)\b"
    rf"|\b(?:from|in)\s+(?:[{OWNER}]+|his|her|their)\s+(?:oral\s+)?(?:presentation|talk|remarks|exposition|delivery|reading)\b"
    rf"|\bin\s+(?:its|their|his|her|[{OWNER}]+)\s+(?:communiqué|communique|declaration|resolution|platform|speech|report|reply)\b"
)

_PAPER_OF_ANOTHER = re.compile(
    rf"[{OWNER}]+\s+(?:\w+\s+){{0,2}}(?:reply|letter|statement|speech|remarks|note|message|memorandum|telegram|response|report|account|record)\s+(?:[a-z]+ly\s+)?\Z"
)

_PRINTED_ELSEWHERE = re.compile(
    r"\b(?:for\s+(?:the\s+)?(?:full\s+)?texts?\b|(?:is|are)\s+(?:also\s+)?printed\s+(?:in|on|as|ibid)|(?:is|as)\s+Document\s+\d)",
    re.IGNORECASE,
)

_PAPER_DOES = re.compile(
    r"\W*(?:[Tt]elegrams?|[Dd]espatch|[Dd]ispatch|[Aa]irgram|[Cc]ircular telegram|[Mm]essage|Tosec|Secto|Todel|Dulte)\s?(?:No\.\s?)?[\w-]*\d"
)
"""Another paper for the subject of a sentence ("Telegram 40 modified the guidance")."""

_TELEGRAM = re.compile(r"\b[Tt]elegram\s(?:No\.\s?)?[\w-]*\d")

_IT = re.compile(r"\W*It\s+(?!was\b|is\b|had been\b|has been\b)")

_DONE_TO = re.compile(r"\b(?:was|were|been|by|of|which|that)\b|[“;]")

_ABSENT = re.compile(
    r"[^.;“”]{0,120}?\b(?:is|are|was|were)\s+(?:not|neither)\s+(?:(?:attached|printed|found|enclosed)\b|(?:attached|printed)\s+nor\b)[^.;]{0,40}?[;,]?\s+but\b"
)
"""What is told of a paper that is not printed here ("The revised text is not attached, but a draft … is in …")."""

_MONEY = re.compile(r"\s+(?:an additional\s+)?(?:[$£¥]|\d[\d,.]*\s+(?:million|billion|percent|men|troops|aircraft))")

_THE = re.compile(r"\b[Tt]he\s+(\w+)")

_SUBJECT = re.compile(r"\W*(?:[Tt]he|[Aa]n?)\s+(?:\w+\s+){0,2}?(?P<thing>\w+)\s+(?:was|were|had been|has been)\b")


def speaks_of_other_paper(
    lines: str, sentence: Span, carried: bool, lexicon: Lexicon, own: frozenset[str] = frozenset()
) -> bool:
    """Whether the sentence is about another paper; `carried` if the sentence before it was; `own` are the words of the title."""
    other, this = _papers(lines, sentence, lexicon, own)
    if _meets_on(lines, sentence, lexicon, own):
        return False
    return not this and (other or (carried and not _is_called(lines, sentence, lexicon, own)))


def _meets_on(lines: str, sentence: Span, lexicon: Lexicon, own: frozenset[str]) -> bool:
    """Whether a body did something at a meeting to the text, called by a word of its title ("At its meeting the Board revised the report")."""
    if not _MEETING.match(lines, sentence.start, sentence.end):
        return False
    names = own & (lexicon.papers["nouns"] | lexicon.papers["foreign"]) - _CALLED_ALIKE
    takes = _TAKES.finditer(lines, sentence.start, sentence.end)
    return any(match[1].lower() in names for match in takes)


_MEETING = re.compile(r"\W*[Aa]t\s+(?:a|the|an|its|their)\s+(?:[\w-]+\s+){0,3}?(?:meeting|session)\b")

_TAKES = re.compile(
    r"\b(?:revised|amended|altered|modified|corrected)(?:\s+(?:and|or)\s+\w+(?:\s+in)?)*\s+(?:the|this)\s+(?:draft\s+)?(\w+)"
)

_CALLED_ALIKE = frozenset({"telegram", "letter", "message", "memorandum", "note"})
"""Words by which a note calls other papers as often as this one."""


def _is_called(lines: str, sentence: Span, lexicon: Lexicon, own: frozenset[str]) -> bool:
    """Whether the sentence names the text by a word of its title that is no telegram’s or letter’s ("the paper", "the checklist")."""
    names = own & lexicon.papers["nouns"] - lexicon.papers["unlike"] - _CALLED_ALIKE
    return bool(names) and any(
        match[1].lower() in names for match in _THE.finditer(lines, sentence.start, sentence.end)
    )


def is_of_enclosure(lines: str, first: Span, sentence: Span) -> bool:
    """Whether a note that begins "Not printed." goes on about the paper that is not printed."""
    own, head = sentence.of(lines), first.of(lines).rstrip()
    other = _NOT_PRINTED.fullmatch(head) or (not re.search('[“"]', own) and _OTHER_IS_MEANT.fullmatch(head))
    return bool(other) and not _PRINTED_HERE.search(own)


@lru_cache(maxsize=64)
def _papers(lines: str, sentence: Span, lexicon: Lexicon, own: frozenset[str] = frozenset()) -> tuple[bool, bool]:
    """Whether the sentence names another paper, and whether this text ("the draft" in "the draft treaty" does not)."""
    others = [Span(*match.span()) for match in lexicon.others.finditer(lines, sentence.start, sentence.end)]
    if elsewhere := lexicon.elsewhere.match(lines, sentence.start, sentence.end):
        others.append(Span(*elsewhere.span()))
    this = [Span(*match.span()) for match in lexicon.this_text.finditer(lines, sentence.start, sentence.end)]
    for match in _THIS.finditer(lines, sentence.start, sentence.end):
        if own & set(match.group().lower().split()):
            return bool(others), True  # "this draft agreement", where the title calls the text so
    return bool(others), any(not any(span.overlaps(other) for other in others) for span in this)


_THIS = re.compile(r"\b[Tt]his\s+[\w-]+(?:\s+[A-Za-z]+)?\b")
"""The text called by a word of its title ("this progress report")."""


def _what_it_takes(sketch: Sketch, clause: Clause) -> Span:
    """Where the thing is named that the verb takes; quoted words, where it takes them, are the thing itself."""
    if clause.voice is Voice.PASSIVE:
        quotes = sketch.quotes_in(clause.before)
        start = max(clause.before.start, clause.span.start - NEAR, *(quote.end for quote in quotes[-1:]))
        return Span(start, max(start, clause.span.start))
    quotes = sketch.quotes_in(clause.after)
    end = min(clause.sentence.end, clause.span.end + NEAR, *(quote.start for quote in quotes[:1]))
    return Span(clause.span.end, max(clause.span.end, end))


def is_about_other(
    sketch: Sketch, clause: Clause, carried: bool, lexicon: Lexicon, own: frozenset[str] = frozenset()
) -> bool:
    """Whether what was changed is another paper or no paper at all; `own` are the words of the title."""
    lines, sentence = sketch.lines, clause.sentence
    other, this = _papers(lines, sentence, lexicon, own)
    if clause.wording.whole is not None and _meets_on(lines, sentence, lexicon, own):
        return False
    if _SIC.match(lines) and not clause.whos:
        return True
    if _ORAL.search(lines, sentence.start, sentence.end):
        return True
    doer = _PAPER_DOES.match(lines, sentence.start, clause.span.start)
    if doer is None and _TELEGRAM.search(lines, max(0, sentence.start - NEAR), sentence.start):
        doer = _IT.match(lines, sentence.start, clause.span.start)
    if doer and not clause.whos and not _DONE_TO.search(lines, doer.end(), clause.span.start):
        return True
    if clause.wording.act in {Act.REVISE, Act.DRAFT} and _ABSENT.match(lines, sentence.start, clause.span.start):
        return True
    whole = clause.wording.act in {Act.REVISE, Act.DRAFT, Act.REPLACE} and not sketch.quotes_in(sentence)
    if whole and not this and _PRINTED_ELSEWHERE.search(lines, sentence.start, sentence.end):
        return True
    if (
        clause.voice is Voice.ACTIVE
        and not clause.whos
        and _PAPER_OF_ANOTHER.search(lines, max(sentence.start, clause.span.start - NEAR), clause.span.start)
    ):
        return True
    if clause.wording.covers_whole and _SENT_UNDER.match(lines, clause.span.end, sentence.end):
        return False
    if carried or (other and not this) or re.search(r"(?<!\()\b[Ss]ee\s", lines[sentence.start : clause.span.start]):
        return True
    if clause.wording.covers_whole:
        return False  # a turn of phrase about a whole paper names the paper itself
    near = _what_it_takes(sketch, clause)
    return bool(lexicon.things.search(lines, near.start, near.end)) and not this


_SENT_UNDER = re.compile(
    r"[^.;“”]{0,60}?\b(?:under|with)\s+(?:cover of\s+)?(?:an?|the|his)\s+(?:\w+\s+){0,3}?(?:covering|cover)\b"
)
"""The paper under which a draft was sent, named after what was done to the draft."""


def changes_world(sketch: Sketch, clause: Clause, lexicon: Lexicon) -> bool:
    """Whether a verb of its own sentence takes money or another thing of the world: what its subject does next is no editing."""
    lines = sketch.lines
    if _papers(lines, clause.sentence, lexicon)[1]:
        return False
    if clause.voice is Voice.PASSIVE:
        subject = _SUBJECT.match(lines, clause.sentence.start, clause.span.start)
        return bool(subject and lexicon.things.fullmatch(lines, subject.start("thing"), subject.end("thing")))
    return clause.voice is Voice.ACTIVE and bool(_MONEY.match(lines, clause.span.end, clause.after.end))
