"""Which of the words quoted in a note stood before a change, which after, and which only show the place."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from provenance.evidence.clauses.clause import Clause, Voice
from provenance.evidence.lexicon import Side, Wording
from provenance.evidence.sketch import Sketch
from provenance.model.spans import Span
from provenance.model.testimony import Act

_WORDS = (
    r"(?:(?:the|these|this|a|an|his|following|typewritten|handwritten|crossed-out|struck-out|struck-through|crossed\sout|struck\sout|stricken|deleted|now|typed|additional|single|new|two|three|four|five|last|first|original)\s+)*"
    r"(?:(?:article|comma|words?|phrases?|clauses?|sentences?|names?|terms?|title|figures?|numbers?|dates?|expression|passages?|paragraphs?|parenthetical\s\w+|reference\sto|references\sto|lines?|initials)(?:\s(?:in|of|from)\s(?:the|this)\s(?:\w+\s)?\w+)?\s*(?:that\s)?[,:]?\s*)?"
)

_ROLES = (
    ("cue", r"(?:this|entitled|titled|called|labeled|marked)\s+"),
    (
        "cue",
        rf"(?:begin(?:s|ning)|began|start(?:s|ing)|open(?:s|ing)|end(?:s|ing)|ended|on|about|concerning|regarding|containing|i\.e\.,?|namely,?)(?:\s(?:with|in|at))?\s+{_WORDS}",
    ),
    (
        "anchor",
        rf"(?:immediately\s|directly\s|just\s)?(?:after|before|(?<!the\s)following|(?<!the\s)preceding|between|opposite|beside|next\sto|near|followed\sby|preceded\sby|(?:which|that)\s(?:immediately\s|directly\s)?(?:followed|preceded)|(?:should|to|is\sto|was\sto)\s(?:follow|precede))\s+{_WORDS}",
    ),
    ("over", rf"(?:above|over|under|below|beneath)\s+{_WORDS}"),
    (
        "for",
        rf"(?:for|instead\sof|in\splace\sof|in\slieu\sof|rather\sthan|replacing|as\sa\ssubstitute\sfor|in\ssubstitution\s(?:for|of)|as\sopposed\sto)\s+{_WORDS}",
    ),
    (
        "earlier",
        rf"(?:(?:which|that|and|it)\s(?:had|has|have)?\s?(?:originally|previously|formerly|initially|at\sfirst)?\s?(?:read|began|said|stated|ended)|(?:originally|previously|formerly)\s\w+|had\sread|(?<!in\sthe\s)original(?:ly)?)(?:\sas\sfollows)?[:,]?\s*{_WORDS}",
    ),
    (
        "to",
        rf"(?:to\sread|so\sas\sto\sread|so\sthat\sit\s(?:reads?|would\sread)|(?:to|into)|now\sreads?|reads?|reading|as\sfollows|to\sstate|to\ssay)(?:\sas\sfollows)?[:,]?\s*{_WORDS}",
    ),
    ("favor", rf"in\sfavou?r\sof\s+{_WORDS}"),
    ("from", rf"from\s+{_WORDS}"),
    ("with", rf"with[:,]?\s+{_WORDS}"),
    ("by", rf"by\s+{_WORDS}"),
)

_PATTERNS = tuple(
    (name, re.compile(rf"(?:(?<=\s)|\A|(?<=[(,:;—]))(?:{pattern})\Z", re.IGNORECASE)) for name, pattern in _ROLES
)

_NAMED = re.compile(
    r"\b(?:words?|phrase|name|term|clause|figure|date|article|expression)s?\s*[,:]?\s*\Z", re.IGNORECASE
)

_LISTS = re.compile(r"\bas follows:\s*\Z")

_LEAD = 200
"""How many letters before a quotation are looked through for what governs it."""

_CHAINED = re.compile(rf"\A[,.]?\s*(?:and|or|,|and\sthe\swords?|and\sof)?\s*{_WORDS}\Z", re.IGNORECASE)

_ANCHORS = re.compile(r"[”\"],?\s+(?:immediately\s|just\s)?(?:after|before|following|preceding|between)\s")

_SIDES = {"for": Side.EARLIER, "earlier": Side.EARLIER, "to": Side.LATER, "from": Side.EARLIER, "favor": Side.LATER}


@dataclass(frozen=True, slots=True)
class Readings:
    """Quoted words by what they are: readings before and after, words that show the place, words that stand in it."""

    earlier: tuple[Span, ...] = ()
    later: tuple[Span, ...] = ()
    anchors: tuple[Span, ...] = ()
    cues: tuple[Span, ...] = ()


def read_readings(sketch: Sketch, clause: Clause) -> Readings:
    """The quoted words that belong to a clause, by what they are."""
    if clause.stated is not None:
        return Readings(clause.stated.earlier, clause.stated.later)
    if clause.match is not None:
        return _of_phrase(sketch, clause)
    if _swaps(sketch, clause):
        return Readings(sketch.quotes_in(clause.after)[:1], sketch.quotes_in(clause.before)[-1:])
    sorted_quotes: dict[str, list[Span]] = {"earlier": [], "later": [], "anchor": [], "cue": []}
    if _PRONOUN_TO.match(sketch.lines, clause.span.end) and clause.wording.act is Act.REPLACE:
        sorted_quotes["earlier"] += sketch.quotes_in(Span(clause.sentence.start, clause.span.start))[-1:]
    roles = [(clause.taken, "object")] if clause.taken else []
    roles += [role for role in _roles(sketch, clause) if role[0] != clause.taken]
    names = {role for _, role in roles}
    for quote, role in roles:
        if role == "object" and "from" in names and "to" not in names and clause.wording.object is Side.EARLIER:
            role = "to"
        sorted_quotes[_kind(role, clause.wording)].append(quote)
    if (
        clause.voice is Voice.NOUN
        and not sorted_quotes["later"]
        and _ITS.search(sketch.lines[: clause.span.start][-8:])
    ):
        sorted_quotes["later"] += sketch.quotes_in(Span(clause.sentence.start, clause.span.start))[-1:]
    return Readings(*(tuple(sorted_quotes[kind]) for kind in ("earlier", "later", "anchor", "cue")))


_PRONOUN_TO = re.compile(r"\s+(?:it|this|that|them)\s+(?:back\s+)?(?:to|into)\b(?:\s+read)?\s*[:,]?\s*[“\"]")


_ITS = re.compile(r"\b(?:its|their)\s+\Z")
"""“a,” with a line for its insertion: the words quoted before."""


def _swaps(sketch: Sketch, clause: Clause) -> bool:
    """Whether quoted words are said to have taken the place of others: “a” replaced “b”."""
    if clause.wording.name != "replace" or not sketch.quotes_in(clause.before):
        return False
    before = sketch.quotes_in(clause.before)[-1]
    return bool(
        re.fullmatch(
            r"[”\"]?,?\s*(?:(?:was|were)\s[^“”.;]{1,60}?\sand\s)?(?:has |had |later |then )*",
            sketch.lines[before.end : clause.span.start],
        )
        and re.match(rf"\s+{_WORDS}[“\"]", sketch.lines[clause.span.end :])
    )


def _kind(role: str, wording: Wording) -> str:
    prepositions = dict(wording.prep)
    if role in {"cue", "anchor"}:
        return role
    if role == "over":
        return "earlier" if wording.object is Side.LATER else "anchor"
    if role == "to" and wording.act is Act.DELETE:
        return Side.EARLIER.value
    if role in prepositions:
        return prepositions[role].value
    if role in _SIDES:
        return _SIDES[role].value
    if role in {"with", "by"}:
        return "cue"
    return wording.object.value if wording.object else "cue"


def _roles(sketch: Sketch, clause: Clause) -> Iterable[tuple[Span, str]]:
    """Each quotation in the clause's reach, with the preposition or turn of phrase that governs it."""
    regions = [clause.before, clause.after] if clause.voice is Voice.PASSIVE else [clause.after]
    if clause.voice is Voice.ACTIVE:
        yield from _fronted(sketch, clause)
    for region in regions:
        floor, role = region.start, "object"
        for quote in sketch.quotes_in(region):
            lead = sketch.lines[max(floor, quote.start - _LEAD) : quote.start - 1]
            named = next((name for name, pattern in _PATTERNS if pattern.search(lead)), None)
            if named is None:
                chained = floor > region.start and _CHAINED.match(lead)
                if chained and role == "anchor" and _ANCHORS.match(sketch.lines, quote.end):
                    chained = None
                named = role if chained else "object"
            if named == "to" and clause.voice is Voice.PASSIVE and region == clause.before and _LISTS.search(lead):
                named = "object"
            role, floor = named, quote.end + 1
            if role == "from" and re.match(r"[”\"]\s*(?:on|onwards?|forward)\b", sketch.lines[quote.end :][:12]):
                role = "cue"
            aside = (
                clause.wording.act is Act.DELETE
                and clause.voice is Voice.PASSIVE
                and region == clause.after
                and sketch.quotes_in(clause.before)
            )
            yield quote, "cue" if aside and role == "object" else role


def _fronted(sketch: Sketch, clause: Clause) -> Iterable[tuple[Span, str]]:
    """The words over which, or for which, others were written, where they stand first ("Over the typed “a” X wrote “b”")."""
    for quote in sketch.quotes_in(clause.before):
        lead = sketch.lines[max(clause.before.start, quote.start - _LEAD) : quote.start - 1]
        role = next((name for name, pattern in _PATTERNS if name in {"over", "for"} and pattern.search(lead)), None)
        if role is not None:
            yield quote, role


def _of_phrase(sketch: Sketch, clause: Clause) -> Readings:
    earlier, later, cues = [], [], []
    match = clause.match
    for quote in sketch.quotes_in(clause.span):
        for name in match.re.groupindex if match else ():
            if match and match[name] is not None and match.start(name) <= quote.start and quote.end <= match.end(name):
                if name.startswith("earlier"):
                    earlier.append(quote)
                elif name.startswith("later"):
                    later.append(quote)
                else:
                    cues.append(quote)
    named = [
        quote
        for quote in sketch.quotes_in(clause.before)
        if _NAMED.search(sketch.lines[clause.before.start : quote.start - 1])
    ]
    if earlier and not later and clause.wording.act is Act.REPLACE:
        later = named[-1:]
    elif not earlier and not later and clause.wording.act is Act.DELETE:
        earlier = named
    elif not earlier and not later and clause.wording.act is Act.INSERT:
        later = named
    return Readings(tuple(earlier), tuple(later), cues=tuple(cues))
