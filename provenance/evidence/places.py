"""Editors' expressions for parts of a text ("the first two sentences of this paragraph"), and what they point at.

An expression is read from the note's sketch and resolved against the marker's place. Where the text cannot settle
an edge, the edge is marked unsure; where nothing fits, or two places do, there is no target.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from provenance.evidence.layout import Layout
from provenance.evidence.lexicon import Lexicon
from provenance.evidence.sketch import QUOTED, Sketch
from provenance.model.spans import BlockKind, Span
from provenance.model.testimony import Certainty, Scope

_QUOTE = f'[“"‘][{QUOTED}.!?]*[”"’]'
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
_ROMAN_OR_NUMBER = r"\d{1,3}|[IVX]{1,5}"


@dataclass(frozen=True, slots=True)
class Expression:
    """One expression for a part of the text, at `span` of the note."""

    span: Span
    unit: str
    steps: tuple[str, ...] = ()
    index: str | None = None
    part: int | None = None
    rest: bool = False
    container: str | None = None
    container_step: str | None = None
    container_index: str | None = None
    also: int = 0
    plural: bool = False
    word: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expression points: one span, or several that fit, and how sure its edges are."""

    scope: Scope
    span: Span | None = None
    candidates: tuple[Span, ...] = ()
    start: Certainty = Certainty.HIGH
    end: Certainty = Certainty.HIGH


def read_expressions(sketch: Sketch, within: Span, lexicon: Lexicon) -> tuple[Expression, ...]:
    """Every expression for a part of the text inside a stretch of the note, in order."""
    found = []
    for match in _pattern(lexicon).finditer(sketch.lines, within.start, within.end):
        expression = _expression(match, lexicon.units)
        if expression.word in {"one", "ones"}:
            expression = replace(expression, unit=_unit_before(sketch, match.start(), lexicon))
        if not expression.steps and match.start() == within.start and match.group()[:1].isupper():
            expression = replace(expression, steps=("this",))
        if expression.steps or expression.index or expression.part is not None or expression.rest:
            found.append(expression)
    return tuple(found)


def _unit_before(sketch: Sketch, place: int, lexicon: Lexicon) -> str:
    """The kind of part last spoken of, which "this one" means again."""
    named = [match["unit"] for match in _pattern(lexicon).finditer(sketch.lines, 0, place) if match["unit"]]
    kinds = [_kind(lexicon.units, word) for word in named]
    return next((kind for kind in reversed(kinds) if kind not in {"same", "document"}), "unknown")


@lru_cache(maxsize=8)
def _pattern(lexicon: Lexicon) -> re.Pattern[str]:
    """The grammar of the expressions, with the lexicon's words."""
    steps = _either([*lexicon.ordinals, *lexicon.numbers, *lexicon.sides])
    units = _either(list(lexicon.units))
    numbers = _either(list(lexicon.numbers))
    containers = rf"{units}|letter|draft|memorandum|message|telegram|document|statement|speech|paper|page"
    of = (
        rf"(?:\s+(?:of|in|from|on)\s+(?:(?:this|the|that|same)\s+(?:(?P<of_step>{steps})\s+)?(?P<of>{containers})\b"
        rf"|(?:the\s+)?(?P<of_named>paragraph|section|point|item|article|para)\s+(?P<of_index>{_ROMAN_OR_NUMBER}|{numbers})\b))?"
    )
    also = (
        rf"(?:\s+and\s+the\s+(?:(?P<also>following|next|succeeding|preceding|previous)(?:\s+(?:{units}))?\b"
        rf"|(?:{units})\s+(?:that|which)\s+(?P<also_verb>follows|precedes)))?"
    )
    part = rf"(?:the\s+)?(?P<part>{'|'.join(_HALVES)})\s+(?:half|part|portion|third|two-thirds|section)\s+of\s+(?:this|the)\s+(?:(?P<part_step>{steps})\s+)?(?P<part_unit>{units})\b"
    rest = rf"(?:the\s+)?(?:remainder|rest|balance|remaining portion|remaining part|end)\s+of\s+(?:this|the)\s+(?:(?P<rest_step>{steps})\s+)?(?P<rest_unit>{containers})\b"
    relative = r"(?:\s+(?:that|which)\s+(?:immediately\s+)?(?P<beside>follows|precedes)\b|\s+(?:immediately\s+)?(?P<lying>following|preceding)(?=\s+(?:this|the)\s+(?:foot)?note|\s+(?:was|were|is|are)\b))?"
    plain = (
        rf"(?P<steps>(?:(?:{steps})(?:,?\s+(?:and|or)\s+|,?\s+)){{1,4}})?(?:(?:bulleted|bracketed|handwritten|single|additional|short|new|concluding|typed|italicized|parenthetical|introductory|numbered|unnumbered|indented)\s+){{0,2}}"
        rf"(?P<unit>{units})\b(?:\s+(?:numbered\s+)?(?P<index>{_ROMAN_OR_NUMBER}|{numbers})\b(?!\s*(?:percent|million|hours)))?{of}{also}{relative}"
    )
    return re.compile(rf"(?<!\w)(?:{part}|{rest}|{plain})", re.IGNORECASE)


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
    if match["rest_unit"]:
        return Expression(span, _kind(units, match["rest_unit"]), rest=True, container_step=_low(match["rest_step"]))
    steps = tuple(re.findall(r"[\w-]+", (match["steps"] or "").lower()))
    word = " ".join(match["unit"].lower().split())
    if beside := _low(match["beside"] or match["lying"]):
        steps = (*steps, "following" if beside.startswith("follow") else "preceding")
    container = _kind(units, match["of"]) if match["of"] else ("paragraph" if match["of_named"] else None)
    return Expression(
        span,
        _kind(units, word),
        tuple(step for step in steps if step not in {"and", "or"}),
        match["index"],
        container=container,
        container_step=_low(match["of_step"]),
        container_index=match["of_index"],
        also=_ALSO.get(_low(match["also"] or match["also_verb"]) or "", 0),
        plural=word.endswith("s"),
        word=word,
    )


_ALSO = {"following": 1, "next": 1, "succeeding": 1, "follows": 1, "preceding": -1, "previous": -1, "precedes": -1}
"""On which side "this sentence and the following one" takes in one more."""


def _low(word: str | None) -> str | None:
    return word.lower() if word else None


def _kind(units: Mapping[str, str], word: str) -> str:
    return units.get(" ".join(word.lower().split()), "document")


class Resolver:
    """Finds what expressions point at, for one note in one version."""

    def __init__(self, layout: Layout, at: int | None, lexicon: Lexicon, marked: Sequence[Span] = ()) -> None:
        self.layout, self.at, self.lexicon, self.marked = layout, at, lexicon, marked

    def resolve(self, expression: Expression, cues: Sequence[str] = ()) -> Place:
        """The place that the expression means; `cues` are quoted words that stand in it."""
        if expression.part is not None:
            return self._part(expression, cues)
        if expression.rest:
            return self._rest(expression, cues)
        if expression.unit in {"sentence", "paragraph"}:
            return self._units(expression, cues)
        if expression.unit == "clause":
            return self._clause(expression)
        if expression.unit in {"word", "phrase"}:
            return self._words(expression)
        return self._other(expression, cues)

    def quoted(self, words: str, scope: Scope = Scope.PHRASE, within: Span | None = None) -> Place:
        """Where quoted words stand: nearest to the marker, or the only place, or several between which nothing chooses."""
        places = self._ranges(words, within)
        if len(places) == 1:
            return Place(scope, places[0])
        return Place(scope, candidates=places if len(places) > 1 else ())

    def _ranges(self, words: str, within: Span | None) -> tuple[Span, ...]:
        pieces = [
            piece.strip()
            for piece in re.split(r"\s*(?:…|\.\s?\.\s?\.(?:\s?\.)?|\* \* \*)\s*", words)
            if piece.strip(" .,")
        ]
        if not pieces:
            return ()
        firsts = self.layout.nearest(pieces[0], self.at, within) or self.layout.nearest(
            pieces[0].rstrip(" .?!"), self.at, within
        )
        if len(pieces) == 1 or len(firsts) != 1:
            return firsts
        start = firsts[0].start
        ends = [place.end for place in self.layout.nearest(pieces[-1].rstrip(" .?!"), None) if place.end > start]
        return (Span(start, min(ends)),) if ends else ()

    def sentence_with(self, cue: str, within: Span | None = None) -> Span | None:
        """The one sentence in which the quoted words stand."""
        place = self.quoted(cue, within=within).span
        return self.layout.sentence_at(place.start) if place else None

    def beginning(self, unit: str, words: str) -> Place:
        """The sentence or paragraph that begins with (or holds) the quoted words."""
        place = self.quoted(words)
        if place.span is None:
            return Place(_SCOPES.get(unit, Scope.PHRASE), candidates=place.candidates)
        if unit in {"phrase", "word", "passage", "clause"}:
            sentence = self.layout.sentence_at(place.span.start)
            end = _trimmed(self.layout.text, place.span.start, sentence.end) if sentence else place.span.end
            return Place(Scope.PHRASE, Span(place.span.start, end), end=Certainty.MEDIUM)
        holder = (
            self.layout.paragraph_at(place.span.start)
            if unit == "paragraph"
            else self.layout.sentence_at(place.span.start)
        )
        return Place(_SCOPES.get(unit, Scope.SENTENCE), holder)

    def brackets(self) -> Place:
        """The passage in square brackets nearest to the marker."""
        spans = [Span(*match.span()) for match in re.finditer(r"\[[^\[\]]{3,6000}\]", self.layout.text)]
        if self.at is not None:
            at = self.at
            spans = [span for span in spans if span.start - 3 <= at <= span.end + 3] or spans
            spans = sorted(spans, key=lambda span: min(abs(span.start - at), abs(span.end - at)))[:1]
        return Place(Scope.PHRASE, spans[0] if len(spans) == 1 else None, tuple(spans) if len(spans) > 1 else ())

    def between(self, first: str, last: str) -> Place:
        """Everything from the first quoted words to the end of the last."""
        start, ends = self.quoted(first).span, self.layout.nearest(last.rstrip(" .?!"), None)
        later = [end for end in ends if start and end.start >= start.start]
        return Place(Scope.PART_OF_PARAGRAPH, Span(start.start, later[0].end) if start and later else None)

    def at_marker(self) -> Place:
        """The sentence or item at the marker, where a note says only "this"."""
        span = self.layout.sentence_at(self.at) if self.at is not None else None
        return Place(Scope.SENTENCE, self._without_number(span), start=Certainty.MEDIUM)

    def like(self, reading: str) -> Place | None:
        """The words at the marker that begin and end as another reading does, where the rest was reworded."""
        holder = self.layout.sentence_at(self.at) if self.at is not None else None
        words = re.findall(r"[^\W_]+(?:[’'.-][^\W_]+)*", reading)
        if holder is None or len(words) < 4:
            return None
        starts = next((found for n in (4, 3, 2) if (found := self._inside(words[:n], holder))), ())
        ends = next((found for n in (4, 3, 2, 1) if (found := self._inside(words[-n:], holder))), ())
        fits = [Span(start.start, end.end) for start in starts for end in ends if end.end > start.end]
        if not fits:
            return None
        return Place(Scope.PHRASE, min(fits, key=len), start=Certainty.MEDIUM, end=Certainty.MEDIUM)

    def counterpart(self, reading: str) -> Place | None:
        """The words before the marker that took the place of another reading: alike at one end, or of the same kind."""
        sentence = self.layout.sentence_at(self.at) if self.at is not None else None
        if sentence is None or self.at is None or not reading.strip():
            return None
        span = _number_like(self.layout.text, sentence, reading, self.at) or _ending_alike(
            self.layout.text, Span(sentence.start, max(sentence.start, min(self.at, sentence.end))), reading
        )
        return Place(Scope.PHRASE, span, start=Certainty.LOW, end=Certainty.LOW) if span else None

    def _inside(self, words: Sequence[str], holder: Span) -> tuple[Span, ...]:
        return self.layout.nearest(" ".join(words), None, holder)

    def after(self, words: str) -> Place:
        """Everything after the quoted words, to the end of their paragraph."""
        place = self.quoted(words)
        holder = self.layout.paragraph_at(place.span.start) if place.span else None
        if place.span is None or holder is None:
            return Place(Scope.PART_OF_PARAGRAPH)
        start = place.span.end + _blank(self.layout.text[place.span.end : holder.end])
        return Place(Scope.PART_OF_PARAGRAPH, Span(min(start, holder.end), holder.end), end=Certainty.MEDIUM)

    def _container(self, unit: str | None, step: str | None) -> Span | None:
        """The sentence, paragraph or text inside which something is the first, the last or the rest."""
        if unit in {"sentence", "paragraph"} and step in self.lexicon.ordinals:
            return self._units(Expression(Span(0, 0), unit, (step or "",))).span
        if unit == "document":
            return self.layout.whole
        if self.at is None:
            return self.layout.whole if unit is None else None
        return self.layout.sentence_at(self.at) if unit in {"sentence", "clause"} else self.layout.paragraph_at(self.at)

    def _part(self, expression: Expression, cues: Sequence[str]) -> Place:
        scope = Scope.PART_OF_PARAGRAPH if expression.unit != "sentence" else Scope.CLAUSE
        holder = self._container(expression.unit, expression.container_step)
        if holder is None:
            return Place(scope)
        if expression.unit == "sentence":
            return self._half_sentence(holder, expression.part or 0, cues)
        for cue in cues:
            sentence = self.sentence_with(cue, holder)
            if sentence and expression.part:
                return Place(scope, Span(sentence.start, holder.end), start=Certainty.MEDIUM)
            if sentence:
                return Place(scope, Span(holder.start, sentence.end), end=Certainty.MEDIUM)
        middle = holder.start + len(holder) / 2
        starts = [sentence.start for sentence in self.layout.sentences_in(holder)[1:]]
        if not starts:
            return Place(scope)
        cut = min(starts, key=lambda start: abs(start - middle))
        if expression.part:
            return Place(scope, Span(cut, holder.end), start=Certainty.LOW)
        return Place(scope, Span(holder.start, _trimmed(self.layout.text, holder.start, cut)), end=Certainty.LOW)

    def _half_sentence(self, holder: Span, part: int, cues: Sequence[str]) -> Place:
        for cue in cues:
            place = self.quoted(cue, within=holder).span
            if place:
                span = Span(place.start, holder.end) if part else Span(holder.start, place.end)
                return Place(Scope.CLAUSE, span)
        cuts = [holder.start + match.end() for match in re.finditer(r"[,;:—–]\s*", holder.of(self.layout.text))]
        if not cuts:
            return Place(Scope.CLAUSE)
        cut = min(cuts, key=lambda place: abs(place - holder.start - len(holder) / 2))
        span = Span(cut, holder.end) if part else Span(holder.start, cut)
        return Place(
            Scope.CLAUSE,
            span,
            start=Certainty.LOW if part else Certainty.HIGH,
            end=Certainty.HIGH if part else Certainty.LOW,
        )

    def _rest(self, expression: Expression, cues: Sequence[str] = ()) -> Place:
        holder = self._container(expression.unit, expression.container_step)
        if expression.unit not in {"sentence", "paragraph", "clause", "document"}:
            return Place(Scope.UNKNOWN)
        told = next((place for cue in cues if (place := self.quoted(cue, within=holder).span)), None)
        if told and holder:
            return Place(Scope.PART_OF_PARAGRAPH, Span(told.start, holder.end))
        scope = Scope.CLAUSE if expression.unit == "sentence" else Scope.PART_OF_PARAGRAPH
        if holder is None or self.at is None or not holder.start <= self.at <= holder.end:
            return Place(scope)
        start = self.at + _blank(self.layout.text[self.at : holder.end])
        if start >= holder.end:
            return Place(scope)
        return Place(scope, Span(start, holder.end), start=Certainty.MEDIUM)

    def _units(self, expression: Expression, cues: Sequence[str] = ()) -> Place:
        scope = _SCOPES[expression.unit]
        spans = self.layout.sentences if expression.unit == "sentence" else self.layout.paragraphs
        count = self._count(expression)
        scope = _MANY[scope] if count > 1 else scope
        if expression.index:
            return Place(scope, self._indexed(expression.index))
        ordinals = [self.lexicon.ordinals[step] for step in expression.steps if step in self.lexicon.ordinals]
        if ordinals and not (expression.unit == "paragraph" and expression.container in {"sentence"}):
            return self._ordinal(expression, spans, ordinals, count, scope)
        return Place(scope, self._without_number(self._beside(expression, spans, count)))

    def _without_number(self, span: Span | None) -> Span | None:
        """The passage without the number of the list item at its head."""
        number = (
            re.match(r"(?:\(?(?:\d{1,3}|[a-z]|[IVX]{1,5})[.)]|[•*—–-])\s*", span.of(self.layout.text)) if span else None
        )
        return Span(span.start + number.end(), span.end) if span and number and number.end() < len(span) else span

    def _count(self, expression: Expression) -> int:
        for step in expression.steps:
            if step in self.lexicon.numbers:
                return self.lexicon.numbers[step]
        return 1

    def _indexed(self, label: str) -> Span | None:
        """The paragraph, section or minute that bears this number, or stands in this place."""
        number = self.lexicon.numbers.get(label.lower(), int(label) if label.isdigit() else 0)
        headed = self.layout.numbered(str(number) if number else label)
        if headed:
            return headed
        fits = 0 < number <= len(self.layout.paragraphs)
        return self.layout.paragraphs[number - 1] if fits else None

    def _numbered_block(self, label: str) -> Span | None:
        """The paragraph that bears the number, without what stands under it where it is no mere head."""
        holder = self._indexed(label)
        block = self.layout.paragraph_at(holder.start) if holder else None
        return block if block and len(block) > _SHORT else holder

    def _ordinal(
        self, expression: Expression, spans: Sequence[Span], ordinals: Sequence[int], count: int, scope: Scope
    ) -> Place:
        unit = expression.container or (
            "paragraph" if expression.unit == "sentence" and self.at is not None else "document"
        )
        holder = (
            self._numbered_block(expression.container_index)
            if expression.container_index
            else self._container(unit, expression.container_step)
        )
        inside = [span for span in spans if holder and holder.contains(span)]
        if not inside and holder and expression.unit == "sentence":
            inside = list(self.layout.split(holder))
        number = ordinals[0]
        if len(ordinals) > 1 and all(abs(ordinal) <= len(inside) for ordinal in ordinals):
            chosen = [inside[ordinal - 1 if ordinal > 0 else ordinal] for ordinal in ordinals]
            adjacent = all(b == a + 1 for a, b in pairwise(ordinals))
            return (
                Place(_MANY[scope], Span(chosen[0].start, chosen[-1].end))
                if adjacent
                else Place(_MANY[scope], candidates=tuple(chosen))
            )
        start = number - 1 if number > 0 else len(inside) + number + (1 - count if count > 1 else 0)
        chosen = inside[start : start + count] if start >= 0 else []
        return Place(scope, Span(chosen[0].start, chosen[-1].end) if len(chosen) == count else None)

    def _beside(self, expression: Expression, spans: Sequence[Span], count: int) -> Span | None:
        """This, the previous or the next unit or units, seen from the marker."""
        if self.at is None or not spans:
            return None
        side = next(
            (self.lexicon.sides[step] for step in reversed(expression.steps) if self.lexicon.sides.get(step)), 0
        )
        here = self._index(spans)
        if here is None:
            return self.layout.paragraph_at(self.at) if not side and count == 1 else None
        at_end = self.at >= spans[here].end - 1
        at_start = self.at <= spans[here].start
        if side > 0:
            first = here if at_start and not at_end else here + 1
            if "this" in expression.steps:
                return _join(spans, here, here + count)
        elif side < 0:
            first = here - count + 1 if at_end else here - count
            if "this" in expression.steps:
                return _join(spans, here - count, here)
        else:
            first = here if at_start else here - count + 1
        if expression.also:
            return _join(spans, first + min(expression.also, 0), first + count - 1 + max(expression.also, 0))
        return _join(spans, first, first + count - 1)

    def _index(self, spans: Sequence[Span]) -> int | None:
        at = self.at if self.at is not None else -1
        for index, span in enumerate(spans):
            if span.start <= at <= span.end + 1 and not (
                at == span.end + 1 and index + 1 < len(spans) and spans[index + 1].start <= at
            ):
                return index
        return None

    def _clause(self, expression: Expression) -> Place:
        sentence = self.layout.sentence_at(self.at) if self.at is not None else None
        if sentence is None or self.at is None:
            return Place(Scope.CLAUSE)
        cuts = [
            sentence.start,
            *(sentence.start + m.end() for m in re.finditer(r"(?:[,;:]|—|–)\s*", sentence.of(self.layout.text))),
            sentence.end,
        ]
        pieces = [Span(a, b) for a, b in pairwise(cuts) if b > a]
        ordinals = [self.lexicon.ordinals[step] for step in expression.steps if step in self.lexicon.ordinals]
        if ordinals:
            number = ordinals[0]
            piece = pieces[number - 1 if number > 0 else number] if abs(number) <= len(pieces) else None
        else:
            piece = next((p for p in pieces if p.start < self.at <= p.end + 1), None)
        if piece is None:
            return Place(Scope.CLAUSE)
        return Place(
            Scope.CLAUSE, Span(piece.start, _trimmed(self.layout.text, piece.start, piece.end)), start=Certainty.MEDIUM
        )

    def _words(self, expression: Expression) -> Place:
        """So many words before the marker; a phrase, from the last mark of punctuation to the marker."""
        points = {*expression.steps} & {
            "this",
            "these",
            "that",
            "last",
            "previous",
            "preceding",
            "foregoing",
            *self.lexicon.numbers,
        }
        if self.at is None or not points:
            return Place(Scope.PHRASE)
        at, sentence = self.at, self.layout.sentence_at(self.at)
        marked = [span for span in self.marked if span.end <= at + 1 and sentence and sentence.overlaps(span)]
        if marked and not points & set(self.lexicon.numbers):
            return Place(Scope.PHRASE, max(marked, key=lambda span: span.end))
        paragraph = self.layout.paragraph_at(self.at)
        low = paragraph.start if paragraph else max(0, self.at - 400)
        before = self.layout.text[low : self.at].rstrip()
        count = self._count(expression)
        if expression.unit == "word" and (not expression.plural or count > 1):
            words = list(re.finditer(r"\S+", before))[-count:]
            if len(words) < count:
                return Place(Scope.PHRASE)
            span = Span(low + words[0].start(), low + len(before.rstrip('.,;:”"')))
            return Place(Scope.PHRASE, span if len(span) else None, start=Certainty.MEDIUM)
        trimmed = before.rstrip('.,;:”")')
        cut = max((m.end() for m in re.finditer(r"[,;:(—–“]\s*|[.!?]\s+", trimmed)), default=0)
        if cut >= len(trimmed):
            return Place(Scope.PHRASE)
        return Place(Scope.PHRASE, Span(low + cut, low + len(trimmed)), start=Certainty.LOW, end=Certainty.MEDIUM)

    def _other(self, expression: Expression, cues: Sequence[str]) -> Place:
        """Headings, salutations, and passages whose extent only quoted words can tell."""
        for cue in cues:
            sentence = self.sentence_with(cue)
            if sentence:
                return Place(Scope.SENTENCE, sentence, end=Certainty.MEDIUM)
        return Place(Scope.UNKNOWN) if expression.unit != "heading" else self._formal_part(expression.word)

    def _formal_part(self, word: str) -> Place:
        """A heading, the salutation, the closing, the postscript: the block of that kind, or the short one at the marker."""
        kind = _FORMAL.get(word)
        if kind is not None:
            block = self.layout.block_kind(kind)
            return Place(Scope.SENTENCE, block)
        if word == "postscript":
            spans = [block.span for block in self.layout.blocks]
            start = next((span.start for span in spans if _POSTSCRIPT.match(self.layout.text, span.start)), None)
            return Place(Scope.SENTENCE, Span(start, spans[-1].end) if start is not None else None)
        block = self.layout.paragraph_at(self.at) if self.at is not None else None
        return Place(Scope.SENTENCE, block if block and len(block) <= _SHORT else None)


_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_KINDS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:{_MONTHS})\s+\d{{1,2}}(?:,\s+\d{{4}})?",
        r"(?:\d{1,2}(?::\d\d)?\s*[ap]\.\s?m\.|\bnoon\b|\bmidnight\b)",
        r"[$£]\s?\d[\d,.]*\d(?:\s+(?:million|billion))?|[$£]\d",
        r"\b\d[\d,.]*(?:\s+percent|%)",
        r"\b\d[\d,]*(?:\.\d+)?\b(?!\s*(?:percent|%))",
    )
)
"""Dates, hours, sums, shares, numbers: a reading of one kind took the place of another of the same kind."""


def _number_like(text: str, sentence: Span, reading: str, at: int) -> Span | None:
    """The date, hour or number nearest to the marker in its sentence, where the reading is one of that kind."""
    kind = next((kind for kind in _KINDS if kind.fullmatch(reading.strip(" .,;"))), None)
    if kind is None:
        return None
    found = [Span(*match.span()) for match in kind.finditer(text, sentence.start, sentence.end)]
    return min(found, key=lambda span: (span.start > at, abs(span.end - at)), default=None)


_LONGEST = 3
"""How many times longer than a reading its counterpart may be, in words."""


def _ending_alike(text: str, before: Span, reading: str) -> Span | None:
    """Of the runs of words that end at the marker the one most like the reading; they must agree in their first or last word."""
    told = [_stem(word) for word in _WORD.findall(reading)]
    words = list(_WORD.finditer(text, before.start, before.end))[-(_LONGEST * len(told) + 3) :]
    if not told or not words:
        return None
    best: tuple[float, bool, int, int, int] | None = None
    stems = [_stem(word.group()) for word in words]
    for first in range(len(words)):
        for end in range(first + 1, len(words) + 1):
            run = stems[first:end]
            if not _agrees(run, told, end == len(words)):
                continue
            likeness = sum((Counter(run) & Counter(told)).values()) / max(len(run), len(told))
            rating = (likeness, run[0] in told and len(run) > 1, -abs(len(run) - len(told)), first, end)
            best = max(best, rating) if best else rating
    return Span(words[best[3]].start(), words[best[4] - 1].end()) if best else None


def _agrees(run: Sequence[str], told: Sequence[str], at_marker: bool) -> bool:
    """Whether a run begins or ends as the reading does; one that does not reach the marker must share its first two words."""
    if not at_marker:
        return len(told) > 2 and len(run) > 2 and run[:2] == told[:2]
    return run[0] == told[0] or (run[-1] == told[-1] and len(told) > 1)


_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")


def _stem(word: str) -> str:
    return word.lower()[:5]


_FORMAL = {"salutation": BlockKind.SALUTATION, "dateline": BlockKind.DATELINE, "date line": BlockKind.DATELINE}
_POSTSCRIPT = re.compile(r"\W{0,3}P\.? ?S\b")
_SHORT = 160
"""How many letters a heading or a closing has at the most."""


def _join(spans: Sequence[Span], first: int, last: int) -> Span | None:
    return Span(spans[first].start, spans[last].end) if 0 <= first <= last < len(spans) else None


def _blank(words: str) -> int:
    return len(words) - len(words.lstrip(" \n\t,;:"))


def _trimmed(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip(" ,;:—–\n"))


_SCOPES = {
    "sentence": Scope.SENTENCE,
    "paragraph": Scope.PARAGRAPH,
    "clause": Scope.CLAUSE,
    "word": Scope.PHRASE,
    "phrase": Scope.PHRASE,
}
_MANY = {
    Scope.SENTENCE: Scope.SENTENCES,
    Scope.PARAGRAPH: Scope.PARAGRAPHS,
    Scope.SENTENCES: Scope.SENTENCES,
    Scope.PARAGRAPHS: Scope.PARAGRAPHS,
}
