"""Whether a saying is about this text, about another paper, about the world, or the modern editors' own work."""

import re
from functools import lru_cache

from provenance.evidence.lexicon import Lexicon
from provenance.evidence.sayings import Saying, Voice
from provenance.evidence.sketch import AGENT, OWNER, Sketch
from provenance.model.spans import Span
from provenance.model.testimony import Act

_NEAR = 70
CHANGING = {Act.INSERT, Act.DELETE, Act.REPLACE, Act.MOVE, Act.DRAFT, Act.REVISE}


def speaks_of_other_paper(lines: str, sentence: Span, carried: bool, lexicon: Lexicon) -> bool:
    """Whether the sentence is about another paper; `carried` if the sentence before it was."""
    other, this = _papers(lines, sentence, lexicon)
    return not this and (other or carried)


_NOT_PRINTED = re.compile(r"\s*(?:(?:[Aa]ttached|[Tt]ab \w+|[Ee]nclosed)\b[^.]{0,60}|)[Nn]ot (?:attached|printed)\s?\.")
_PRINTED_HERE = re.compile(
    r"\b(?:[Tt]his (?:text|letter|draft|document|message|paper|memorandum|sentence|paragraph|telegram|copy|passage|phrase|word)|printed here|source text)\b"
)


def is_of_enclosure(lines: str, first: Span, sentence: Span) -> bool:
    """Whether a note that begins "Not printed." goes on about the paper that is not printed."""
    return bool(_NOT_PRINTED.fullmatch(first.of(lines).rstrip())) and not _PRINTED_HERE.search(sentence.of(lines))


@lru_cache(maxsize=64)
def _papers(lines: str, sentence: Span, lexicon: Lexicon) -> tuple[bool, bool]:
    """Whether the sentence names another paper, and whether this text ("the draft" in "the draft treaty" does not)."""
    others = [Span(*match.span()) for match in lexicon.others.finditer(lines, sentence.start, sentence.end)]
    if elsewhere := lexicon.elsewhere.match(lines, sentence.start, sentence.end):
        others.append(Span(*elsewhere.span()))
    this = [Span(*match.span()) for match in lexicon.this_text.finditer(lines, sentence.start, sentence.end)]
    return bool(others), any(not any(span.overlaps(other) for other in others) for span in this)


def _what_it_takes(sketch: Sketch, saying: Saying) -> Span:
    """Where the thing is named that the verb takes; quoted words, where it takes them, are the thing itself."""
    if saying.voice is Voice.PASSIVE:
        quotes = sketch.quotes_in(saying.before)
        start = max(saying.before.start, saying.span.start - _NEAR, *(quote.end for quote in quotes[-1:]))
        return Span(start, max(start, saying.span.start))
    quotes = sketch.quotes_in(saying.after)
    end = min(saying.sentence.end, saying.span.end + _NEAR, *(quote.start for quote in quotes[:1]))
    return Span(saying.span.end, max(saying.span.end, end))


_ORAL = re.compile(
    rf"\bin\s+(?:(?:the|[{OWNER}]+)\s+)?(?:oral\s+)?(?:translation|interpretation)\b"
    rf"|\b(?:from|in|to)\s+(?:[{OWNER}]+|his|her|their)\s+(?:memoirs?|diary|diaries|book|autobiography|testimony|account|recollections)\b"
)
_PAPER_OF_ANOTHER = re.compile(
    rf"[{OWNER}]+\s+(?:\w+\s+){{0,2}}(?:reply|letter|statement|speech|remarks|note|message|memorandum|telegram|response|report|account|record)\s+(?:[a-z]+ly\s+)?\Z"
)
_PRINTED_ELSEWHERE = re.compile(
    r"\b(?:for\s+(?:the\s+)?(?:full\s+)?texts?\b|(?:is|are)\s+(?:also\s+)?printed\s+(?:in|as|ibid)|(?:is|as)\s+Document\s+\d)",
    re.IGNORECASE,
)


def is_about_other(sketch: Sketch, saying: Saying, carried: bool, lexicon: Lexicon) -> bool:
    """Whether what was changed is another paper or no paper at all."""
    lines, sentence = sketch.lines, saying.sentence
    other, this = _papers(lines, sentence, lexicon)
    if _ORAL.search(lines, sentence.start, sentence.end):
        return True
    whole = saying.wording.act in {Act.REVISE, Act.DRAFT, Act.REPLACE} and not sketch.quotes_in(sentence)
    if whole and not this and _PRINTED_ELSEWHERE.search(lines, sentence.start, sentence.end):
        return True
    if (
        saying.voice is Voice.ACTIVE
        and not saying.whos
        and _PAPER_OF_ANOTHER.search(lines, max(sentence.start, saying.span.start - _NEAR), saying.span.start)
    ):
        return True
    if carried or (other and not this) or re.search(r"\b[Ss]ee\s", lines[sentence.start : saying.span.start]):
        return True
    near = _what_it_takes(sketch, saying)
    return bool(lexicon.things.search(lines, near.start, near.end)) and not this


_MONEY = re.compile(r"\s+(?:an additional\s+)?(?:[$£¥]|\d[\d,.]*\s+(?:million|billion|percent|men|troops|aircraft))")


_SUBJECT = re.compile(r"\W*(?:[Tt]he|[Aa]n?)\s+(?:\w+\s+){0,2}?(?P<thing>\w+)\s+(?:was|were|had been|has been)\b")


def changes_world(sketch: Sketch, saying: Saying, lexicon: Lexicon) -> bool:
    """Whether a verb of its own sentence takes money or another thing of the world: what its subject does next is no editing."""
    lines = sketch.lines
    if _papers(lines, saying.sentence, lexicon)[1]:
        return False
    if saying.voice is Voice.PASSIVE:
        subject = _SUBJECT.match(lines, saying.sentence.start, saying.span.start)
        return bool(subject and lexicon.things.fullmatch(lines, subject.start("thing"), subject.end("thing")))
    return saying.voice is Voice.ACTIVE and bool(_MONEY.match(lines, saying.span.end, saying.after.end))


def is_of_text(sketch: Sketch, saying: Saying, has_place: bool, after_deletion: bool, lexicon: Lexicon) -> bool:
    """Whether the saying speaks of written words at all ("added the word", not "added that he agreed")."""
    if saying.wording.textual or saying.voice is Voice.PHRASE:
        return True
    lines = sketch.lines
    if saying.voice is not Voice.NOUN and re.match(
        r"\s*(?:,\s|,[^,;.]{1,100},\s)?that\b|\s*[:,]\s*[“\"]", lines[saying.span.end : saying.span.end + 112]
    ):
        return False
    if (has_place and saying.voice is not Voice.NOUN) or saying.wording.act not in CHANGING:
        return True
    if after_deletion and saying.voice is Voice.ACTIVE and re.match(r"\s+[“\"]", lines[saying.span.end :][:3]):
        return True
    if saying.voice is not Voice.NOUN and _takes_part(sketch, saying, lexicon):
        return True
    if saying.wording.name.startswith("write") and _is_written_here(lines, saying, after_deletion, lexicon):
        return True
    if (
        lines[saying.span.start : saying.span.end]
        .lower()
        .startswith(("handwr", "hand-wr", "penned", "pencil", "inked"))
    ):
        return True
    own = lines[saying.before.start : saying.after.end]
    by_hand = lexicon.by_hand.search(own) or re.search(rf"\bin\s+[{OWNER}]+\s+(?:own\s+)?hand\b", own)
    if saying.voice is Voice.NOUN and saying.wording.act is not Act.REVISE:
        return has_place or tells_of_several(lines, saying) or bool(by_hand and sketch.quotes_in(saying.after))
    if saying.voice is Voice.NOUN:
        if has_place and saying.whos:
            return True
        if saying.whos and _makes_changes_only(lines, saying, lexicon):
            return True
        return bool(
            by_hand or (saying.whos and (saying.wording.name == "revision" or _of_document(lines, saying, lexicon)))
        )
    here = re.search(r"\b(?:at this point|here)\b", own, re.IGNORECASE)
    if saying.wording.act is Act.DRAFT:
        return True
    if saying.wording.name == "include":
        return False
    return bool(by_hand or here or (saying.wording.whole and whole_text(sketch, saying, lexicon)))


_A_PART = re.compile(
    r"\s+(?:a|an|another|one|two|three|several|some|the|this)\s+(?:[\w-]+\s+){0,2}?(?:sentence|paragraph|phrase|clause|passage|postscript|word|subparagraph)s?\b(?!\s+from\s+(?:his|her|the)\s+speech)"
)


def _takes_part(sketch: Sketch, saying: Saying, lexicon: Lexicon) -> bool:
    """Whether the verb takes a part of a text ("omitted a paragraph on oil"), or quoted words in one ("added “a” to the draft")."""
    lines = sketch.lines
    if saying.voice is Voice.ACTIVE and _A_PART.match(lines, saying.span.end, saying.sentence.end):
        return True
    if saying.voice is Voice.PASSIVE and _A_PART.match(f" {saying.before.of(lines).strip().lower()}"):
        return True
    region = saying.before if saying.voice is Voice.PASSIVE else saying.after
    return bool(sketch.quotes_in(region)) and bool(
        re.search(
            rf"[”\"]?\s(?:to|in|into|from|on)\s+(?:the|this|{OWNER}+)\s+(?:\w+\s+){{0,2}}?(?:{lexicon.text_nouns.pattern})",
            lines[saying.span.end : saying.after.end],
            re.IGNORECASE,
        )
    )


_KINDS_OF_CHANGE = (
    "minor|stylistic|substantive|editorial|drafting|textual|verbal|extensive|several|few|some|numerous|substantial|slight|certain|major|"
    "small|wording|final|handwritten|further|additional|many|only|a|two|three|one|significant|important|considerable|other|various"
)
_MADE_CHANGES = re.compile(rf"\bma[dk]es?\s+(?:(?:{_KINDS_OF_CHANGE}),?\s+(?:and\s+|but\s+)?)*\Z")


def _makes_changes_only(lines: str, saying: Saying, lexicon: Lexicon) -> bool:
    """Whether somebody "made minor changes", full stop, in a note that has spoken of a draft or text."""
    return bool(
        _MADE_CHANGES.search(lines[max(saying.sentence.start, saying.span.start - 80) : saying.span.start])
        and re.match(
            r"\s*(?:[.;,)]|(?:before|and|prior|on\s[A-Z]|by hand|himself|herself)\b)", lines[saying.span.end :][:20]
        )
        and lexicon.text_nouns.search(lines, 0, saying.span.start)
    )


def _is_written_here(lines: str, saying: Saying, after_deletion: bool, lexicon: Lexicon) -> bool:
    """Whether words were written into the text or beside it: a comment too is written, but a book is not meant."""
    rest = lines[saying.span.end : saying.after.end]
    if writes_whole(lines, saying):
        return True
    if lexicon.comment_places.search(lines, saying.sentence.start, saying.sentence.end) or after_deletion:
        return True
    direct = re.match(r"\s*[“\"]", rest) and saying.wording.name == "write in"
    return bool(
        direct
        or re.search(
            r"\b(?:above|over|in place of|in its place|at the (?:end|beginning) of (?:this|the) (?:sentence|paragraph|line))\b",
            rest,
        )
    )


def tells_of_several(lines: str, saying: Saying) -> bool:
    """Whether it speaks of somebody's additions or deletions all together ("Smith’s additions are noted below")."""
    plural = lines[saying.span.start : saying.span.end].lower().endswith("s")
    return saying.voice is Voice.NOUN and plural and bool(saying.whos)


_WHOLE = re.compile(
    r"\s*(?:and (?:then )?\w+ )?(?:this|the)\s+(?:memorandum|letter|draft|message|text|paper|statement|speech|telegram)\b"
)


def writes_whole(lines: str, saying: Saying) -> bool:
    """Whether it says that somebody wrote the whole text ("wrote this memorandum")."""
    return saying.voice is Voice.ACTIVE and bool(_WHOLE.match(lines, saying.span.end, saying.sentence.end))


_NOTED = re.compile(
    r"(?:,?\s+which|,?\s+that)?\s+(?:are|is|was|were|have been)\s+(?:\w+\s+)?"
    r"(?:noted|indicated|shown|printed|incorporated|reflected|marked|footnoted|recorded|given|described|listed|identified|set out|set forth)\b"
)


def _of_document(lines: str, saying: Saying, lexicon: Lexicon) -> bool:
    """Whether the noun is followed by "in the draft", "to this letter"."""
    rest = lines[saying.span.end : min(saying.sentence.end, saying.span.end + _NEAR)]
    if _NOTED.match(rest):
        return True
    return bool(
        re.match(
            rf"[^.;]{{0,40}}?\b(?:in|on|to|of)\s+(?:the|this|his|an?)\s+(?:\w+\s+){{0,2}}?(?:{lexicon.text_nouns.pattern})"
            r"|\s+(?:in|on|to)\s+(?:it|them)\b",
            rest,
            re.IGNORECASE,
        )
    )


_FORMULA = re.compile(
    r"\s*(?:(?:this|the)\s+\w+\s+(?:was|is)\s+)?(?:originally\s+|initially\s+|first\s+)?(?:drafted|prepared|dictated|written|composed|typed)\b"
    rf"[^.“”;]*?[{AGENT}][^.“”]*?(?:,|;|\band)\s*(?:(?:and|then|later|subsequently|further|extensively|heavily|was|it\s+was)\s+)*\Z",
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


def whole_text(sketch: Sketch, saying: Saying, lexicon: Lexicon) -> bool:
    """Whether what the verb takes is the whole text ("revised the draft", "the letter was revised")."""
    lines = sketch.lines
    if saying.voice is Voice.PASSIVE:
        sentence = saying.sentence.start
        head = lines[max(saying.before.start, saying.span.start - _NEAR) : saying.span.start]
        if not lines[sentence : saying.span.start].strip() and re.match(
            rf"\s+(?:\w+ly\s+)?by\s+[{AGENT}]", lines[saying.span.end :][:40]
        ):
            return True
        if saying.span.start - sentence <= _FORMULA_LENGTH and _FORMULA.match(lines[sentence : saying.span.start]):
            return True
        if saying.before.start > sentence and _TELLS_WRITER.match(head):
            head = lines[max(sentence, saying.span.start - 2 * _NEAR) : saying.span.start]
        if re.search(r"\b[Ii]t\s+(?:was|had been|has been|is)\s+(?:\w+\s+)?\Z", head) and lexicon.text_nouns.search(
            lines, sentence, saying.span.start
        ):
            return True
        return any(
            len(head) - match.end() <= _TO_VERB
            and not re.search(r"[.;]", head[match.end() :])
            and not _GOVERNED.search(head[: match.start()])
            for match in lexicon.text_nouns.finditer(head)
        )
    rest = lines[saying.span.end : min(saying.sentence.end, saying.span.end + _NEAR)]
    return bool(
        re.match(
            rf"\s*(?:extensively\s+|heavily\s+)?(?:(?:the|this|his|her|it|a|an|[\ue001]+)\s+)?(?:(?!(?:in|of|to|by|from|with|for|on|at|and|its|their|that)\b)[\w-]+\s+){{0,3}}?(?:{lexicon.text_nouns.pattern}|it)\b",
            rest,
            re.IGNORECASE,
        )
    )
