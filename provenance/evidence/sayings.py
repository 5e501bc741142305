"""What a note says was done: each verb, noun or phrase of revision in it, with who did it and what was done to what.

A sentence is read as editors build it: subject, verb, object; or object, verb, "by" somebody or "in X's hand"; or
a noun with an owner ("X's revisions"). Several verbs share one subject ("X crossed out … and wrote …").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from provenance.evidence.lexicon import Lexicon, Wording
from provenance.evidence.people import Who
from provenance.evidence.sketch import AGENT, OWNER, QUOTED, Sketch
from provenance.model.spans import Span
from provenance.model.testimony import Act, PersonKind


class Voice(StrEnum):
    """How the saying is built."""

    ACTIVE = "active"
    PASSIVE = "passive"
    NOUN = "noun"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing that a sentence says was done. `before` and `after` are where its subject and object stand.

    `taken` are the quoted words that a relative clause takes up ("“a,” which X struck out").
    """

    wording: Wording
    span: Span
    sentence: Span
    voice: Voice
    whos: tuple[Who, ...]
    before: Span
    after: Span
    wish: bool = False
    of_noun: bool = False
    taken: Span | None = None
    relative: bool = False
    match: re.Match[str] | None = None


_LONG = 260
_REST = 1200
"""How many letters of a sentence are looked through, before a verb and after it, for who did it."""
PEOPLE = rf"(?:(?:[{AGENT}]+(?:\s*\([^()]*\))?,\s+)*[{AGENT}]+(?:\s*\([^()]*\))?,?\s+(?:and|or),?\s+(?:(?:later|then|subsequently|also|possibly|perhaps|probably),?\s+)?[{AGENT}]+|[{AGENT}]+)"
_AGENTS = re.compile(rf"([{AGENT}]+\s+and\s+[{OWNER}]+\s+(?:\w+\s+){{1,3}}[{AGENT}]+|{PEOPLE})\Z")
_APPOSITION = re.compile(rf"(?<=[{AGENT}]),\s[^,;.{AGENT}]{{1,90}},\Z")
_PARENTHESIS = re.compile(rf"(?<=[{AGENT}])\s*\([^()]{{0,80}}\)\Z")
_CIRCUMSTANCE = re.compile(
    rf"(?<=[{AGENT}]),\s(?:acting|working|writing|speaking|at|after|with|without|on|in|following|when|while)\s[^,;.{QUOTED}]{{1,90}},\Z"
)
_AFFILIATION = re.compile(rf"(?<=[{AGENT}])(?:,)?\s(?:of|from|at)\s(?:the\s)?[^,;.{AGENT}{QUOTED}]{{1,50}}\Z")
_OF_A_BODY = re.compile(rf"(?<=[{AGENT}]),?\s(?:of|from|at|on)\s(?:the\s)?[{AGENT}]+(?:\s[Ss]taff)?\Z")
_ADVERB = re.compile(
    r"(?:(?<=\s)|\A|(?<=,))(?:(?!reply|supply|assembly|ally|family)[a-z]+ly|has|have|had|also|then|later|again|first|twice|himself|herself|themselves|may|might|must|both|each|did|does|do|"
    r"seems?\sto|appears?\sto|appeared\sto|seemed\sto|having|said\sto|is\ssaid\sto|in\sturn|who|and\swho|by\shand|perhaps|further|just|as\swell|"
    r"in\s(?:red|blue|black)?\s?(?:pencil|ink|pen|longhand|manuscript|the\smargin)|in\s(?:his|her)\sown\s(?:hand|handwriting)|on\s[A-Z][a-z]+\s\d{1,2}),?\Z"
)
_BE = re.compile(r"(?:\A|\s)(?:was|were|is|are|been|being|be|got)\Z")
_NOT = re.compile(r"(?:\s|\A)(?:not|never|nor|neither|no|without)\Z")
_JOINED = re.compile(r"(?:\A|[\s,;”\"’)])(?:and|then|but|or|while|after|before)?\Z")
_BY = re.compile(rf"\bby\s+(?:both\s+|either\s+)?({PEOPLE})")
_ANOTHER_DID = re.compile(
    rf"\s*(?:,\s+[{AGENT}]+)*(?:,?\s+and\s+[{AGENT}]+)?\s+(?:(?:[a-z]+ly|also|then|later|both|each|had|has|have)\s+)*"
    r"(?:made|wrote|rewrote|struck|cut|did|drew|put|gave|[a-z]{2,}ed)\b"
)
_MAYBE = re.compile(
    rf"(?P<hand>[{AGENT}]+),\s+(?:apparently|presumably|probably|possibly|perhaps|evidently|(?:most |very )?likely|almost certainly|it seems|seemingly)\s+(?:by\s+)?(?P<name>{PEOPLE}),\Z"
)
_SEEMS = r"(?:appears?|seems?|may|might|is thought|is believed|looks?)\s+(?:to\s+)?(?:be\s+|have\s+been\s+)"
_BY_HAND_OF = re.compile(
    rf"\bin\s+(?:(?P<owner>[{OWNER}]+)\s+(?:own\s+)?(?:\w+\s+)?(?:hand|handwriting|writing|script)\b|the\s+(?:hand|handwriting|writing)\s+of\s+(?P<agent>{PEOPLE})|(?P<hand>[{AGENT}]+)|(?:a\s+)?(?:hand|handwriting|writing|script)\s+(?:that|which)\s+{_SEEMS}(?:that\s+of\s+(?P<like>{PEOPLE})|(?P<likes>[{OWNER}]+))|what\s+{_SEEMS}(?:(?P<whose>[{OWNER}]+)|the\s+(?:hand|handwriting|writing)\s+of\s+(?P<of>{PEOPLE})))"
)
_WISH_FRAME = re.compile(
    r"(?:\b(?:should|could|would|might|must|ought\sto|to|will|shall|can|may)\s+(?:not\s+)?(?:also\s+)?(?:be\s+|\Z)|\bbe\s+)(?:[a-z]+ly\s+)?\Z",
    re.IGNORECASE,
)
_PURPOSE = re.compile(r"\b(?:was|is|were|are|as|so as|in order|change|changes|addition)\s+to\s+\Z", re.IGNORECASE)
_SOFT_BREAK = re.compile(r";\s|,?\s(?:while|whereas|but)\s|,\sand\s|,\swhich\s")
_AND = re.compile(r"\sand\s")


def read_sayings(sketch: Sketch, sentence: Span, lexicon: Lexicon) -> tuple[Saying, ...]:
    """Everything that a sentence says was done to a text, in order, negated and merely mentioned things left out."""
    phrases = list(_phrases(sketch, sentence, lexicon))
    taken = [saying.span for saying in phrases]
    hits = sorted(_hits(sketch.lines, sentence, lexicon), key=lambda hit: hit[1])
    free = [hit for hit in hits if not any(span.overlaps(hit[1]) for span in taken)]
    sayings = [*phrases, *_built(sketch, sentence, free, taken, lexicon)]
    return tuple(sorted(sayings, key=lambda saying: saying.span))


def _phrases(sketch: Sketch, sentence: Span, lexicon: Lexicon) -> Iterator[Saying]:
    taken: list[Span] = []
    words = sentence.of(sketch.lines).lower()
    quoted = QUOTED in words
    for wording in lexicon.phrases:
        pattern = wording.pattern
        if (wording.quotes and not quoted) or (wording.keys and not any(key in words for key in wording.keys)):
            continue
        for match in pattern.finditer(sketch.lines, sentence.start, sentence.end) if pattern else ():
            span = Span(*match.span())
            if any(span.overlaps(other) for other in taken) or _NOT.search(
                sketch.lines[sentence.start : span.start].rstrip()
            ):
                continue
            taken.append(span)
            whos = tuple(who for who in sketch.whos if _grouped(match, who.span))
            yield Saying(
                wording,
                span,
                sentence,
                Voice.PHRASE,
                whos,
                Span(sentence.start, span.start),
                Span(span.end, sentence.end),
                match=match,
            )


def _grouped(match: re.Match[str], span: Span) -> bool:
    """Whether a person stands in one of the phrase's places for persons."""
    return any(
        name.startswith("who") and match.start(name) <= span.start and span.end <= match.end(name)
        for name in match.re.groupindex
        if match[name] is not None
    )


def _hits(lines: str, sentence: Span, lexicon: Lexicon) -> Iterator[tuple[Wording, Span, bool]]:
    """Each verb (True) and noun (False) of revision, with its place."""
    for match in lexicon.verb_forms.finditer(lines, sentence.start, sentence.end):
        rest = lines[match.end() : min(sentence.end, match.end() + _LONG)]
        form = " ".join(match.group().lower().split())
        noun = form in lexicon.nouns and not (
            re.search(rf"(?:\bto|[{AGENT}])\s+\Z", lines[: match.start()][-8:]) or _TAKES_THIS.match(rest)
        )
        if (
            noun
            or _is_light(lexicon, form, rest)
            or _is_adjective(form, lines, match.start(), rest)
            or _describes(lexicon, form, lines, match.end())
        ):
            continue
        for wording in lexicon.verbs[form]:
            end = _complete(wording, rest)
            if end is not None:
                yield wording, Span(match.start(), match.end() + end), True
                break
    for match in lexicon.noun_forms.finditer(lines, sentence.start, sentence.end):
        if re.search(rf"(?:\bto|[{AGENT}]|\bas an?(?:\s\w+)?)\s+\Z", lines[: match.start()][-20:]):
            continue
        if " ".join(match.group().lower().split()) in lexicon.verbs and _TAKES_THIS.match(lines, match.end()):
            continue
        yield lexicon.nouns[" ".join(match.group().lower().split())][0], Span(*match.span()), False


_TAKES_THIS = re.compile(
    r"\s+(?:this|it|these|the (?:words?|phrase|sentence|passage|reading|date|figure|number|name)\b)(?!\s+(?:was|were|is|are|had)\b)[^“”.;]{0,30}?\b(?:to|from|into|so)\b|\s+[“\"]"
)
_ADJECTIVE = r"(?:(?:an?|the|this|several|some|numerous|many|few|two|three|one|following|his|her|handwritten|minor|extensive|additional|further|pencil|ink|manuscript|small|final|substantive|editorial|stylistic|significant|major|other|brief|short)\s+(?:and\s+)?)"


def _is_light(lexicon: Lexicon, form: str, rest: str) -> bool:
    """Whether the verb only carries a noun of revision ("inserted a handwritten correction", "made the changes")."""
    carried = re.match(rf"\s+{_ADJECTIVE}{{0,4}}", rest)
    if carried is None or form.endswith("ing"):
        return False
    noun = lexicon.noun_forms.match(rest, carried.end())
    return noun is not None and lexicon.nouns[" ".join(noun.group().lower().split())][0].act is Act.REVISE


def _describes(lexicon: Lexicon, form: str, lines: str, end: int) -> bool:
    """Whether a word for writing stands before a noun of revision ("handwritten corrections")."""
    return form.endswith(("written", "ed")) and bool(lexicon.noun_forms.match(lines, end + 1))


_ATTRIBUTE = re.compile(
    r"\s+(?!(?:by|in|on|at|above|over|into|as|beside|below|beneath|next|and|to|from|with|out|through|for|after|before|the|a|an|this|these|his|her|it|that|so)\b)[a-z]"
)


def _is_adjective(form: str, lines: str, start: int, rest: str) -> bool:
    """Whether the form only describes a noun ("handwritten notes", "a revised draft", "as a substitute")."""
    lead = lines[max(0, start - 14) : start]
    if form == "drafting" and re.match(r"\s+(?:information|dates?|officers?|office|group|committee|history)\b", rest):
        return True
    if form.startswith("handwritten") and re.search(r"\b(?:a|the)\s+\Z", lead, re.I) and re.match(r"\s+[“\"]", rest):
        return True
    if form == "substitute" and re.search(r"\ba\s+\Z", lead):
        return True
    if form.startswith(("handwritten", "hand-written", "typed", "written")):
        return bool(_ATTRIBUTE.match(rest)) and not re.search(r"\b(?:was|were|been|is|are)\s+\Z", lead)
    described = form.endswith(("ed", "en")) and re.search(
        r"\b(?:a|an|the|this|these|his|her|their|its)\s+(?:\w+ly\s+)?\Z", lead, re.IGNORECASE
    )
    return bool(described and _ATTRIBUTE.match(rest))


def _complete(wording: Wording, rest: str) -> int | None:
    """How far the verb reaches: 0, or to the end of a particle that directly follows; None if what it needs is missing."""
    if wording.needs_after:
        return 0 if wording.needs_after.search(rest) else None
    if wording.particles is None:
        return 0
    match = wording.particles.search(rest.split(";")[0])
    if match is None:
        return None
    return (
        match.end()
        if not rest[: match.start()].strip() and match.group() in {"out", "through", "off", "in", "over", "from"}
        else 0
    )


def _built(
    sketch: Sketch, sentence: Span, hits: list[tuple[Wording, Span, bool]], taken: Sequence[Span], lexicon: Lexicon
) -> Iterator[Saying]:
    """The sayings of verbs and nouns, each with its subject and the stretch of the sentence that it governs."""
    lines, last = sketch.lines, None
    previous_end = sentence.start
    for number, (wording, span, is_verb) in enumerate(hits):
        if span.start < previous_end:
            continue
        previous_end = max([previous_end, *_closed(lines, taken, span.start)])
        following = hits[number + 1][1].start if number + 1 < len(hits) else sentence.end
        saying = (_verb if is_verb else _noun)(sketch, sentence, wording, span, previous_end, following, last)
        if saying is None:
            continue
        previous_end = previous_end if saying.relative and _GOES_ON.match(lines, span.end) else span.end
        if is_verb or saying.whos or last is None:
            last = saying
        yield replace(saying, wish=saying.wish or _is_wished(lines, sentence, span, lexicon))


def _closed(lines: str, taken: Sequence[Span], start: int) -> Iterator[int]:
    """Where clauses end that a phrase has told and a semicolon has closed."""
    for span in taken:
        stop = lines.find(";", span.end, start) if span.end <= start else -1
        if stop >= 0:
            yield stop


def _verb(
    sketch: Sketch, sentence: Span, wording: Wording, span: Span, floor: int, following: int, last: Saying | None
) -> Saying | None:
    lines = sketch.lines
    left, passive, negated = _stripped(
        lines[max(floor if floor > sentence.start else sentence.start, span.start - _LONG) : span.start]
    )
    if (
        negated
        or re.search(r"\bas\Z", left, re.IGNORECASE)
        or (_is_gerund(lines, span) and re.search(r"\b(?:for|of|about|in|on|toward)\Z", left))
        or re.search(r"\bwho (?:may|might|could) have\s*\Z", lines[sentence.start : span.start])
    ):
        return None
    after_end = _reach(lines, span.end, following, sentence.end)
    after = Span(span.end, max(span.end, after_end))
    before = Span(_clause_start(lines, floor, span.start, floor > sentence.start), span.start)
    left = _OF_A_BODY.sub("", left)
    antecedent = _antecedent(sketch, floor, sentence, span)
    if antecedent is not None:
        subject = () if passive else _subject(sketch, left, span, max(floor, sentence.start))
        whos = subject or _passive_agents(sketch, span, sentence, following)
        quotes = sketch.quotes_in(antecedent)
        taken = quotes[-1] if quotes and quotes[-1].end >= antecedent.end - 2 else None
        return Saying(wording, span, sentence, Voice.PASSIVE, whos, antecedent, after, taken=taken, relative=True)
    if last is not None and not passive and _is_aside_participle(lines, span):
        whos = _passive_agents(sketch, span, sentence, following)
        return Saying(wording, span, sentence, Voice.PASSIVE, whos, before, after)
    if (
        last is not None
        and last.voice is Voice.NOUN
        and re.fullmatch(
            rf"\s*(?:(?:made |in ink )?by\s+{PEOPLE}|in\s[^,;.]{{1,30}})?(?:\s*|,\s+)",
            lines[last.span.end : span.start],
        )
        and (last.whos or not passive)
        and (_TAKES_THIS.match(lines, span.end) or last.whos)
    ):
        return Saying(wording, span, sentence, Voice.ACTIVE, last.whos, before, after, of_noun=True)
    maybe = _MAYBE.search(lines, max(floor, sentence.start, span.start - _LONG), len(lines[: span.start].rstrip()))
    if (
        maybe
        and not passive
        and any(who.kind is PersonKind.HAND for who in _between(sketch, Span(*maybe.span("hand"))))
    ):
        whos = _between(sketch, Span(*maybe.span("name")))
        return Saying(wording, span, sentence, Voice.ACTIVE, whos, before, after)
    subject = () if passive else _subject(sketch, left, span, max(floor, sentence.start))
    if subject:
        return Saying(wording, span, sentence, Voice.ACTIVE, subject, before, after)
    shared = () if passive else _shared_subject(sketch, sentence, span, last)
    if shared:
        return Saying(wording, span, sentence, Voice.ACTIVE, shared, before, after)
    if (
        not passive
        and last is not None
        and (
            _is_participle(lines, span)
            or (
                _JOINED.search(left[-12:])
                and not left.strip(" ,").endswith(("to", "of"))
                and _bare(left, sketch.text, lines, span, last)
            )
        )
    ):
        if last.voice is Voice.ACTIVE or (_is_participle(lines, span) and _takes_object(lines, "x", span)):
            return Saying(wording, span, sentence, Voice.ACTIVE, last.whos, before, after)
        own = _passive_agents(sketch, span, sentence, following)
        named = any(who.span.start >= last.span.end for who in last.whos)
        return Saying(wording, span, sentence, Voice.PASSIVE, own if named else own or last.whos, last.before, after)
    if re.search(r"\b(?:was|is|were|are) to\Z", lines[sentence.start : span.start].rstrip()):
        made = list(_BY.finditer(lines[sentence.start : span.start]))
        owned = list(re.finditer(rf"[{OWNER}]+", lines[sentence.start : span.start]))
        chosen = Span(*made[-1].span(1)) if made else (Span(*owned[-1].span()) if owned else Span(0, 0))
        return Saying(
            wording, span, sentence, Voice.ACTIVE, _between(sketch, chosen.moved(sentence.start)), before, after
        )
    if not passive and _takes_object(lines, left, span):
        return Saying(wording, span, sentence, Voice.ACTIVE, (), before, after)
    return Saying(
        wording, span, sentence, Voice.PASSIVE, _passive_agents(sketch, span, sentence, following), before, after
    )


_RELATIVE = re.compile(
    rf"(?P<quote>[”\"]\)?)?,?\s+(?:which|that)\s+(?:(?:{PEOPLE})\s+)?(?:(?:was|were|is|are|has|had|have|been|be|then|later|also|[a-z]+ly)\s+)*\Z"
)


def _antecedent(sketch: Sketch, floor: int, sentence: Span, span: Span) -> Span | None:
    """What a relative clause takes up ("“a,” which X struck out", "the letter that X had revised"): where its noun stands."""
    start = max(floor, sentence.start)
    match = _RELATIVE.search(sketch.lines, max(start, span.start - _LONG), span.start)
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


_TEXT_HEAD = re.compile(
    r"\b(?:letter|draft|text|memorandum|telegram|message|cable|paper|statement|speech|version|reply|note|sentence|paragraph|phrase|passage|clause|words?)\Z"
)


_GOES_ON = re.compile(r",|\s+(?:was|were|is|are|has been|had been)\s")
_CONJOINED = re.compile(r"(?:\band|\bbut|\bthen|\bor)\s+(?:(?:also|then|later|again|himself|had|has|[a-z]+ly)\s+)*\Z")
_CLAUSE = re.compile(
    rf"(?P<lead>\b\w+\s+)?(?P<who>{PEOPLE})(?:\s*\([^()]*\)|,[^,;{AGENT}{QUOTED}]{{1,60}},)?\s+(?:(?:also|then|later|first|himself|herself|had|has|have|[a-z]+ly)\s+)*"
    r"(?:[a-z]{2,}ed|wrote|made|took|read|sent|gave|put|drew|kept|left|saw|held|chose|met|did|began|brought|got|ran|told|said|spoke|thought|felt)\b"
)
_EMBEDDING = re.compile(
    r"(?:that|which|whom|whose|when|after|before|because|since|while|as|if|by|to|from|of|with|for)\s+\Z", re.IGNORECASE
)

_EMBEDDED = re.compile(rf"\b(?:that|which|whom|whose|when|after|before|because|while|if)\s+[{AGENT}]")


def _shared_subject(sketch: Sketch, sentence: Span, span: Span, last: Saying | None) -> tuple[Who, ...]:
    """Whose verb it is that "and" joins to another of no revision ("the President signed the letter and added a line")."""
    lines = sketch.lines
    if not _CONJOINED.search(lines[max(sentence.start, span.start - 40) : span.start]):
        return ()
    return _clause_subject(sketch, sentence, span, last)


def _clause_subject(sketch: Sketch, sentence: Span, span: Span, last: Saying | None) -> tuple[Who, ...]:
    """Who stands at the head of the clause, before the first of its verbs."""
    lines = sketch.lines
    clauses = list(_CLAUSE.finditer(lines, max(sentence.start, span.start - _REST), span.start))
    if not clauses or (last is not None and clauses[-1].start("who") <= last.span.end):
        return ()
    between = lines[clauses[-1].end() : span.start]
    if _EMBEDDING.search(clauses[-1]["lead"] or "") or ";" in between or _EMBEDDED.search(between):
        return ()
    return _between(sketch, Span(*clauses[-1].span("who")))


_OF_ANOTHER = re.compile(r"\b(?:by|to|from|of|with|for)\s+\Z")


def _subject(sketch: Sketch, left: str, span: Span, start: int) -> tuple[Who, ...]:
    """Those named right before an active verb; of several, before "who … his own hand", the last alone."""
    agents = _AGENTS.search(re.sub(rf"(?<=\w,\s)([{AGENT}]+),\Z", r"\1", left))
    who = re.search(r",\s+who\s+(?:\w+\s+){0,2}\Z", sketch.lines[max(0, span.start - 30) : span.start])
    if not agents or (not who and agents[1].count(",") == 0 and _OF_ANOTHER.search(left[: agents.start(1)])):
        return ()
    offset = max(start, span.start - _LONG)
    whos = _between(sketch, Span(offset + agents.start(1) + _aside(left, agents), offset + agents.end(1)))
    lines = sketch.lines
    if who and re.search(r"\b(?:himself|herself)\b|[\ue001]+\sown\b", lines[span.end : span.end + 120]):
        return whos[-1:]
    return whos


_OBJECT = re.compile(
    r"\s+(?:out\s+|through\s+|in\s+)?(?:the|this|these|that|those|any|all|most|many|every|each|both|a|an|his|her|its|their|several|some|two|three|it|them|[\ue001]+)\s|\s+(?:out\s+|in\s+)?[“\"]"
)


def _takes_object(lines: str, left: str, span: Span) -> bool:
    """Whether the verb is active though its subject is nobody known ("a secretary corrected the transcript")."""
    return bool(left.strip()) and left[-1:].isalpha() and bool(_OBJECT.match(lines, span.end))


def _is_aside_participle(lines: str, span: Span) -> bool:
    """Whether the verb is a participle with an agent of its own, set off by a comma ("this telegram, originally drafted by X")."""
    own = re.match(rf"(?:\s+on\s[A-Z]\w+\s\d+)?\s+by\s+{PEOPLE}", lines[span.end :][:80])
    lead = re.search(r"\w,\s+(?:originally\s+|initially\s+|first\s+)\Z", lines[max(0, span.start - 24) : span.start])
    return bool(own and lead)


def _aside(left: str, agents: re.Match[str]) -> int:
    """How far into "with the help of A, B and C" the subject begins: the one whom a preposition takes is not in it."""
    preposition = re.search(r"\b(?:of|to|from|with|for|by|at|on|in)\s+\Z", left[: agents.start(1)], re.IGNORECASE)
    comma = agents[1].find(",")
    return comma + 1 if preposition and comma >= 0 else 0


def _bare(left: str, text: str, lines: str, span: Span, last: Saying) -> bool:
    """Whether the verb shares the subject of the one before it: nothing but a conjunction, or "who …," lies between."""
    if re.search(r"(?:,|,[”\"]|\band|\bthen|\bbut|\bor)\s*\Z", left):
        return True
    if re.search(r"(?:\band|\bthen|\bbut)\s+(?:\w+ly\s+)?\Z", lines[max(0, span.start - 30) : span.start]):
        return True
    if text[: span.start].rstrip().endswith((",”", ',"')):
        return True
    if re.search(r"\b(?:after|before|while|by)\s*\Z", left) and lines[span.start : span.end].lower().endswith("ing"):
        return True
    return (left.endswith(",") and bool(re.search(r",\s+who\s+\Z", lines[: last.span.start][-8:]))) or not left.strip()


def _is_participle(lines: str, span: Span) -> bool:
    """Whether the verb only goes on with what its subject did ("revised the draft, deleting two words")."""
    lead = lines[max(0, span.start - 2) : span.start]
    return lines[span.start : span.end].split()[0].lower().endswith("ing") and lead.strip() in {",", ",”", "—"}


def _is_gerund(lines: str, span: Span) -> bool:
    return lines[span.start : span.end].split()[0].lower().endswith("ing")


def _stripped(left: str) -> tuple[str, bool, bool]:
    """What stands before the verb without its adverbs; whether a form of "to be" and whether a negation stood there."""
    passive = negated = False
    left = left.rstrip()
    for _ in range(12):
        left = re.sub(r",\s+who\Z", "", left)
        if _NOT.search(left):
            negated, left = True, _NOT.sub("", left).rstrip()
            continue
        if _BE.search(left):
            passive, left = True, _BE.sub("", left).rstrip()
            continue
        shorter = left
        for pattern in (_ADVERB, _PARENTHESIS, _APPOSITION, _CIRCUMSTANCE, _AFFILIATION):
            shorter = pattern.sub("", shorter).rstrip()
        if shorter == left:
            break
        left = shorter
    return left, passive, negated


def _reach(lines: str, start: int, following: int, end: int) -> int:
    """Where the object of an active verb ends: before the next saying's own subject, or at the end of the sentence."""
    if following >= end:
        return end
    between = lines[start:following]
    breaks = [match.start() for match in _SOFT_BREAK.finditer(between)]
    if breaks:
        return start + breaks[-1]
    joined = [match.start() for match in _AND.finditer(between)]
    return start + joined[-1] if joined else following


def _clause_start(lines: str, floor: int, end: int, continued: bool) -> int:
    """Where the clause of a passive verb begins: at the sentence's start, or after the last verb's own clause."""
    between = lines[floor:end]
    breaks = [match.end() for match in _SOFT_BREAK.finditer(between)]
    if not continued:
        return floor
    if breaks:
        return floor + breaks[0]
    joined = _AND.search(between)
    return floor + joined.end() if joined else floor


def _passive_agents(sketch: Sketch, span: Span, sentence: Span, following: int) -> tuple[Who, ...]:
    """Those named after "by", or in whose hand it was done, before or after the verb."""
    lines = sketch.lines
    rest = lines[span.end : min(sentence.end, span.end + _REST)].split(";")[0]
    by = next((match for match in _BY.finditer(rest) if _is_own_agent(rest[: match.start()])), None)
    if by:
        end = by.end(1)
        added = re.search(rf"(?<=[{AGENT}]),\s+and\s+[{AGENT}]+\Z", by[1])
        if added and _ANOTHER_DID.match(rest, end):
            end = by.start(1) + added.start()
        return _between(sketch, Span(span.end + by.start(1), span.end + end))
    for offset, words in (
        (span.end, rest),
        (max(sentence.start, span.start - _REST), lines[max(sentence.start, span.start - _REST) : span.start]),
    ):
        found = _hand_of(sketch, offset, words)
        if found is not None:
            return found
    return ()


_OTHER_CLAUSE = re.compile(
    r"\b(?:before|after|when|while|until|once|because|since|which|who|that|as|although|where|but|so)\b"
    r"(?:[^,]*?)\s(?:was|were|had|has|have|is|are|been|[a-z]{2,}ed|sent)\b"
)
_OTHER_DOER = re.compile(
    r"(?<!\band)(?<!\bor)(?<!,)(?<!\bthen)\s(?!red\b)(?:[a-z-]{2,}ed|written|sent|given|made|done|sworn|taken|held|known|shown|drawn)(?:\s[a-z]+ly)?\s*\Z"
)


def _is_own_agent(between: str) -> bool:
    """Whether "by" belongs to the verb before it, and not to another ("deleted before it was sent by X", "from the draft prepared by X")."""
    if between.strip() in {"", "out", "in"}:
        return True
    return not _OTHER_CLAUSE.search(between) and not _OTHER_DOER.search(between)


def _hand_of(sketch: Sketch, offset: int, words: str) -> tuple[Who, ...] | None:
    for match in _BY_HAND_OF.finditer(words):
        group = next(name for name in ("owner", "agent", "hand", "like", "likes", "whose", "of") if match[name])
        whos = _between(sketch, Span(offset + match.start(group), offset + match.end(group)))
        if group != "hand" or any(who.kind is PersonKind.HAND for who in whos):
            return whos
    return None


def _between(sketch: Sketch, span: Span) -> tuple[Who, ...]:
    return tuple(who for who in sketch.whos if span.overlaps(who.span))


_ADJECTIVES = r"(?:(?!(?:by|with|bears?|hand|handwriting|draft|copy|which|are|is|was|were)\b|(?:revision|change|correction|addition|amendment|deletion|insertion|edit|alteration)s?\b)[\w-]+,?\s+(?:and\s+|or\s+)?){0,5}"
_MADE = re.compile(
    rf"({PEOPLE})(?:,[^,{AGENT}]{{1,60}},|,)?\s+(?:(?:who|has|had|also|then|later|\w+ly)\s+)*(?:made|makes|penned|marked|entered|wrote|handwrote|inserted|added|typed|dictated|telephoned|ordered|requested|introduced|effected|pencilled|penciled|contributed|noted|indicated|prepared|did|provided)\s+(?:,?\s*in\s[^,]{{1,40}},\s+)?{_ADJECTIVES}\Z"
)
_WISHED = re.compile(
    rf"({PEOPLE})\s+(?:\w+\s+)?(?:suggested|proposed|recommended|requested|offered|submitted|sought|wanted)\s+{_ADJECTIVES}\Z"
)
_OWNED = re.compile(rf"((?:[{AGENT}]+(?:,?\s+and\s+|,\s+))*[{OWNER}]+)\s+{_ADJECTIVES}\Z")
_MADE_BY = re.compile(
    rf"\A\s*(?:,\s+)?(?:(?:apparently|presumably|probably|possibly|perhaps|evidently)\s+)?(?:(?:(?:made|noted|inserted|added|written|entered|marked|as|in|a|an|the|manuscript|handwritten|interpolation|insertion|pencil|ink|longhand|on|to|this|draft|letter|text|memorandum|message|document|telegram),?\s+)+)?by\s+({PEOPLE})"
)
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


def _noun(
    sketch: Sketch, sentence: Span, wording: Wording, span: Span, floor: int, following: int, last: Saying | None
) -> Saying | None:
    lines = sketch.lines
    left = lines[max(sentence.start, span.start - _LONG) : span.start]
    start = span.start - len(left)
    if _NO.search(left) or (last is not None and re.search(r"\bfor\s+(?:its\s+|their\s+)?\Z", left)):
        return None
    after = Span(span.end, max(span.end, _reach(lines, span.end, following, sentence.end)))
    before = Span(min(max(floor, sentence.start), span.start), span.start)
    wished = _WISHED.search(left)
    only = bool(_ONLY_WISHED.search(left)) and not _TAKEN_UP.search(left)
    for match, offset in (
        (_MADE.search(left), start),
        (wished, start),
        (_OWNED.search(left), start),
        (_MADE_BY.search(lines[span.end : min(sentence.end, span.end + _REST)]), span.end),
        (_WAS_MADE_BY.match(lines[span.end : min(sentence.end, span.end + _REST)]), span.end),
    ):
        if match:
            whos = _between(sketch, Span(offset + match.start(1), offset + match.end(1)))
            return Saying(wording, span, sentence, Voice.NOUN, whos, before, after, wish=only or match is wished)
    if _ALSO_MADE.search(left) and (whos := _clause_subject(sketch, sentence, span, last)):
        return Saying(wording, span, sentence, Voice.NOUN, whos, before, after, wish=only)
    for offset, words in (
        (span.end, lines[span.end : min(sentence.end, span.end + _REST)].split(";")[0]),
        (start, left),
    ):
        hand = _hand_of(sketch, offset, words)
        if hand is not None:
            return Saying(wording, span, sentence, Voice.NOUN, hand, before, after, wish=only)
    shared = re.search(r"\b(?:including|notably|especially|namely)\s+(?:[\w-]+\s+){0,4}\Z", left)
    return Saying(wording, span, sentence, Voice.NOUN, last.whos if last and shared else (), before, after, wish=only)


def _is_wished(lines: str, sentence: Span, span: Span, lexicon: Lexicon) -> bool:
    """Whether the thing was only suggested, asked for or planned."""
    left = lines[max(sentence.start, span.start - _LONG) : span.start]
    wish = list(lexicon.wishes.finditer(left))
    verb_form = lines[span.start : span.end].lower()
    if re.search(r"\bto\s+have\s+(?:[^.;]{0,60}?\s)?\Z", left) and wish:
        return True
    if re.search(r"\b(?:wanted|wished|preferred|desired|requested|liked|asked|sought)\s+(?:to\s+have\s+)?\Z", left):
        return True
    if re.search(r"\bwhether\s+(?:or\s+not\s+)?to\s+\Z", left):
        return True
    if re.search(r"\bonly\s+to\s+be\s+(?:[a-z]+ly\s+)?\Z", left):
        return False
    if _WISH_FRAME.search(left) and not _PURPOSE.search(left):
        return bool(wish) or not re.search(r"\bto\s+(?:be\s+)?\Z", left)
    return bool(wish) and verb_form.split()[0].endswith("ing") and not left[wish[-1].end() :].strip()
