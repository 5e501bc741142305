"""The verbs and nouns of revision in a sentence, those left out that only describe ("a revised draft", "handwritten notes")."""

import re
from collections.abc import Iterator

from provenance.evidence.grammar.saying import LONG
from provenance.evidence.lexicon import Lexicon, Wording
from provenance.evidence.sketch import AGENT, OWNER
from provenance.model.spans import Span
from provenance.model.testimony import Act

TAKES_THIS = re.compile(
    r"\s+(?:this|it|these|the (?:words?|phrase|sentence|passage|reading|date|figure|number|name)\b)(?!\s+(?:was|were|is|are|had)\b)[^“”.;]{0,30}?\b(?:to|from|into|so)\b|\s+[“\"]"
)

_ADJECTIVE = r"(?:(?:an?|the|this|several|some|numerous|many|few|two|three|one|following|his|her|handwritten|minor|extensive|additional|further|pencil|ink|manuscript|small|final|substantive|editorial|stylistic|significant|major|other|brief|short)\s+(?:and\s+)?)"

_ATTRIBUTE = re.compile(
    r"\s+(?!(?:by|in|on|at|above|over|into|as|beside|below|beneath|next|and|to|from|with|out|through|for|after|before|the|a|an|this|these|his|her|it|that|so)\b)[a-z]"
)


def find_words(lines: str, sentence: Span, lexicon: Lexicon) -> Iterator[tuple[Wording, Span, bool]]:
    """Each verb (True) and noun (False) of revision, with its place."""
    for match in lexicon.verb_forms.finditer(lines, sentence.start, sentence.end):
        rest = lines[match.end() : min(sentence.end, match.end() + LONG)]
        form = " ".join(match.group().lower().split())
        noun = form in lexicon.nouns and not (
            re.search(rf"(?:\bto|[{AGENT}])\s+\Z", lines[: match.start()][-8:]) or TAKES_THIS.match(rest)
        )
        if (
            noun
            or _is_light(lexicon, form, rest)
            or _is_adjective(form, lines, match.start(), rest)
            or _describes(lexicon, form, lines, match.end())
        ):
            continue
        if form.endswith("ing") and _HIS.search(lines[: match.start()][-40:]):
            yield lexicon.nouns["revision"][0], Span(*match.span()), False
            continue
        for wording in lexicon.verbs[form]:
            end = _complete(wording, rest)
            if end is not None:
                yield wording, Span(match.start(), match.end() + end), True
                break
    for match in lexicon.noun_forms.finditer(lines, sentence.start, sentence.end):
        if re.search(rf"(?:\bto|[{AGENT}]|\bas an?(?:\s\w+)?)\s+\Z", lines[: match.start()][-20:]):
            continue
        if " ".join(match.group().lower().split()) in lexicon.verbs and TAKES_THIS.match(lines, match.end()):
            continue
        yield lexicon.nouns[" ".join(match.group().lower().split())][0], Span(*match.span()), False


_HIS = re.compile(rf"[{OWNER}]+\s+(?:\w+\s+)?\Z")
"""“X’s rewriting”: a noun in all but form."""


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


def _is_adjective(form: str, lines: str, start: int, rest: str) -> bool:
    """Whether the form only describes a noun ("handwritten notes", "a revised draft", "as a substitute")."""
    lead = lines[max(0, start - 14) : start]
    if form == "drafting" and re.match(r"\s+(?:information|dates?|officers?|office|group|committee|history)\b", rest):
        return True
    if form.startswith("handwritten") and re.search(r"\b(?:a|the)\s+\Z", lead, re.I) and re.match(r"\s+[“\"]", rest):
        return True
    struck_words = re.match(
        r"(?:\s+(?:out|through))?\s+(?:words?|phrases?|text|sentences?|figures?|names?|passages?)\b", rest
    )
    if (
        form.startswith(("crossed", "struck"))
        and struck_words
        and re.search(r"\b(?:an?|the|this|these)\s+\Z", lead, re.I)
    ):
        return True
    if form == "insert" and re.search(
        r"\b(?:the|an|this|that|his|her|their|each)\s+(?:\w+\s+)?\Z", lead, re.IGNORECASE
    ):
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
