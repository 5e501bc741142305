"""Editors' expressions for parts of a text ("the first two sentences of this paragraph"), read from a note's sketch."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from provenance.evidence.lexicon import Lexicon
from provenance.evidence.sketch import Sketch
from provenance.model.spans import Span

_HALVES = {
    "first": 0,
    "former": 0,
    "opening": 0,
    "initial": 0,
    "second": 1,
    "latter": 1,
    "last": 1,
    "final": 1,
    "concluding": 1,
    "closing": 1,
    "remaining": 1,
}

_LETTER = (
    r"(?-i:[b-hj-z])(?=\s+(?:was|were|is|are|had|has|did|does|and|of|in|\w+[es]s|\w+ed)\b|[.,;:])"
    r"|(?-i:a)(?=\s+(?:was|were|is|are|had|has|and\s+b)\b|[.,;:])"
)
"""The letter of a part without parentheses ("subparagraph c was"); "a" and "i" may be words."""

_ROMAN_OR_NUMBER = rf"\d{{1,3}}(?:\s?[–-]\s?(?:\d{{1,3}}|[a-z]))?|[IVX]{{1,5}}|\(?(?-i:[a-z])\)|{_LETTER}"

_ALSO = {"following": 1, "next": 1, "succeeding": 1, "follows": 1, "preceding": -1, "previous": -1, "precedes": -1}
"""On which side "this sentence and the following one" takes in one more."""


@dataclass(frozen=True, slots=True)
class Expression:
    """One expression for a part of the text, at `span` of the note.

    `topic` is a word that tells which part is meant ("the paragraph on Berlin"); one that `excepts` is not meant whole.
    """

    span: Span
    unit: str
    steps: tuple[str, ...] = ()
    index: str | None = None
    index_end: str | None = None
    part: int | None = None
    rest: bool = False
    container: str | None = None
    container_step: str | None = None
    container_index: str | None = None
    also: int = 0
    plural: bool = False
    word: str = ""
    topic: str | None = None
    excepts: bool = False


def read_expressions(sketch: Sketch, within: Span, lexicon: Lexicon) -> tuple[Expression, ...]:
    """Every expression for a part of the text inside a stretch of the note, in order."""
    found = []
    for match in parts_pattern(lexicon).finditer(sketch.lines, within.start, within.end):
        expression = _expression(match, lexicon.units)
        if expression.word in {"", "one", "ones"} and expression.unit == "same":
            expression = replace(expression, unit=_unit_before(sketch, match.start(), lexicon))
        if not expression.steps and match.start() == within.start and match.group()[:1].isupper():
            expression = replace(expression, steps=("this",))
        if expression.word in lexicon.labelled and expression.index is None:
            continue
        if expression.steps or expression.index or expression.part is not None or expression.rest:
            found.append(expression)
    return tuple(found)


def _unit_before(sketch: Sketch, place: int, lexicon: Lexicon) -> str:
    """The kind of part last spoken of, which "this one" means again."""
    named = [match["unit"] for match in parts_pattern(lexicon).finditer(sketch.lines, 0, place) if match["unit"]]
    kinds = [_kind(lexicon.units, word) for word in named]
    return next((kind for kind in reversed(kinds) if kind not in {"same", "document"}), "unknown")


@lru_cache(maxsize=8)
def parts_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    """The grammar of the expressions, with the lexicon's words."""
    steps = _either([*lexicon.ordinals, *lexicon.numbers, *lexicon.sides])
    units = _either(list(lexicon.units))
    numbers = _either(list(lexicon.numbers))
    other = _either([*lexicon.papers["foreign"]])
    draft = rf"draft(?!\s+(?:{lexicon.text_nouns.pattern}|(?:{other})\b))"
    containers = rf"{units}|letter|{draft}|memorandum|message|telegram|document|statement|speech|paper|page"
    of = (
        rf"(?:\s+(?:of|in|from|on)\s+(?:(?:this|the|that|same)\s+(?:(?P<of_step>{steps})\s+)?(?P<of>{containers})\b"
        rf"|(?:the\s+)?(?P<of_named>paragraph|section|point|item|article|para)\s+(?P<of_index>{_ROMAN_OR_NUMBER}|{numbers})(?!\w)))?"
    )
    also = (
        rf"(?:\s+and\s+the\s+(?:(?P<also>following|next|succeeding|preceding|previous)(?:\s+(?:{units}))?\b"
        rf"|(?:{units})\s+(?:(?:that|which)\s+)?(?P<also_verb>follows|precedes|following|preceding)\b))?"
    )
    papers = _either(sorted(lexicon.papers["nouns"] | lexicon.papers["states"] | lexicon.papers["edges"]))
    topic = (
        rf"(?:(?=\s+(?:on|about|concerning|regarding|dealing\s+with|relating\s+to)\s+(?:the\s+|a\s+)?(?!(?:{papers}|{steps}|telephone)\b)"
        r"(?P<topic>(?-i:[A-Z])\w{2,}|\w{5,})))?(?:(?=,?\s+(?P<excepts>except|save|apart\s+from|excluding|with\s+the\s+exception)\b))?"
    )
    part = rf"(?:the\s+)?(?P<part>{'|'.join(_HALVES)})\s+(?:half|part|portion|third|two-thirds|section)\s+of\s+(?:this|the)\s+(?:(?P<part_step>{steps})\s+)?(?P<part_unit>{containers}|instruction|report|directive|address|reply)\b"
    onward = r"(?P<onward>(?:what|all\s+that|everything\s+that)\s+follows)\b"
    rest = rf"(?:the\s+)?(?:remainder|rest|balance|remaining portion|remaining part|end)\s+of\s+(?:this|the)\s+(?:(?P<rest_step>{steps})\s+)?(?P<rest_unit>{containers})\b"
    relative = r"(?:\s+(?:that|which)\s+(?:immediately\s+)?(?P<beside>follows|precedes)\b|\s+(?:immediately\s+)?(?P<lying>following|preceding)(?=\s+(?:this|the)\s+(?:foot)?note|\s+(?:was|were|is|are)\b|\s*\Z))?"
    bare = rf"the\s+(?P<bare>{_either(list(lexicon.ordinals))})(?=\s+by\b|\.?\s*\Z)"
    plain = (
        rf"(?P<steps>(?:(?:{steps})(?:\s+(?:and|or)\s+|,\s+(?:and|or)\s+(?!the\b)|,?\s+)){{1,4}})?(?:(?:bulleted|bracketed|handwritten|single|additional|short|new|concluding|typed|italicized|parenthetical|introductory|numbered|unnumbered|indented)\s+){{0,2}}"
        rf"(?P<unit>{units})\b(?:\s+(?:numbered\s+)?(?P<index>{_ROMAN_OR_NUMBER}|{numbers})(?!\w)(?!\s*(?:percent|million|hours))(?:\s+and\s+(?P<index_end>{_ROMAN_OR_NUMBER})(?!\w))?)?{of}{also}{relative}{topic}"
    )
    return re.compile(rf"(?<!\w)(?=\w)(?:{part}|{rest}|{onward}|{plain}|{bare})", re.IGNORECASE)


def _either(forms: Sequence[str]) -> str:
    return "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in sorted(forms, key=len, reverse=True))


def _expression(match: re.Match[str], units: Mapping[str, str]) -> Expression:
    span = Span(*match.span())
    if match["part"]:
        return Expression(
            span,
            _kind(units, match["part_unit"]),
            part=_HALVES[match["part"].lower()],
            container_step=_low(match["part_step"]),
        )
    if match["onward"]:
        return Expression(span, "document", rest=True)
    if match["rest_unit"]:
        return Expression(span, _kind(units, match["rest_unit"]), rest=True, container_step=_low(match["rest_step"]))
    if match["bare"]:
        return Expression(span, "same", (match["bare"].lower(),))
    steps = tuple(re.findall(r"[\w-]+", (match["steps"] or "").lower()))
    word = " ".join(match["unit"].lower().split())
    if beside := _low(match["beside"] or match["lying"]):
        steps = (*steps, "following" if beside.startswith("follow") else "preceding")
    container = _kind(units, match["of"]) if match["of"] else ("paragraph" if match["of_named"] else None)
    return Expression(
        span,
        _kind(units, word),
        tuple(step for step in steps if step not in {"and", "or"}),
        *_indices(match["index"], match["index_end"]),
        container=container,
        container_step=_low(match["of_step"]),
        container_index=match["of_index"],
        also=_ALSO.get(_low(match["also"] or match["also_verb"]) or "", 0),
        plural=word.endswith("s"),
        word=word,
        topic=_low(match["topic"]),
        excepts=bool(match["excepts"]),
    )


def _indices(index: str | None, end: str | None) -> tuple[str | None, str | None]:
    """The label of a part, and that of the last where several are named ("paragraphs 37–42", "17 and 18")."""
    if index is None:
        return None, None
    first, last, *_ = [*re.split(r"\s?[–-]\s?", index.strip("()")), end and end.strip("()")]
    return first, end.strip("()") if end else (last if last and last.isdigit() else None)


def _low(word: str | None) -> str | None:
    return word.lower() if word else None


def _kind(units: Mapping[str, str], word: str) -> str:
    return units.get(" ".join(word.lower().split()), "document")
