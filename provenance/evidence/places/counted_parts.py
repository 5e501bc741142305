"""Sentences, paragraphs, clauses and words, found by counting from the marker or in what holds them."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice, pairwise

from provenance.evidence.places.counterparts import find_date, find_name, find_number
from provenance.evidence.places.expressions import Expression
from provenance.evidence.places.place import MANY, SCOPES, SHORT, Place, join, trim_end
from provenance.evidence.places.viewpoint import Viewpoint
from provenance.model.spans import Span
from provenance.model.testimony import Certainty, Scope
from provenance.text.digits import number_in

_WORD = re.compile(r"\w[\w’'-]*")


def find_container(view: Viewpoint, unit: str | None, step: str | None) -> Span | None:
    """The sentence, paragraph or text inside which something is the first, the last or the rest."""
    beside = step in view.lexicon.ordinals or bool(step and view.lexicon.sides.get(step))
    if unit in {"sentence", "paragraph"} and beside:
        return find_units(view, Expression(Span(0, 0), unit, (step or "",))).span
    if unit == "document":
        return view.layout.whole
    if view.at is None:
        return view.layout.whole if unit is None else None
    return view.layout.sentence_at(view.at) if unit in {"sentence", "clause"} else view.layout.paragraph_at(view.at)


def find_units(view: Viewpoint, expression: Expression, cues: Sequence[str] = ()) -> Place:
    """The sentences or paragraphs that an expression counts out."""
    scope = SCOPES[expression.unit]
    spans = view.layout.sentences if expression.unit == "sentence" else view.layout.paragraphs
    count = _count(view, expression)
    scope = MANY[scope] if count > 1 else scope
    if expression.index and expression.index_end:
        first, last = find_indexed(view, expression.index), find_indexed(view, expression.index_end)
        both = Span(first.start, last.end) if first and last and first.start <= last.start else None
        return Place(MANY[scope], drop_number(view, both))
    if expression.index:
        return Place(scope, drop_number(view, find_indexed(view, expression.index)))
    if expression.word == "lines" and {"this", "these"} & set(expression.steps):
        return Place(scope, drop_number(view, _lines_before(view)))
    ordinals = [view.lexicon.ordinals[step] for step in expression.steps if step in view.lexicon.ordinals]
    if ordinals and expression.word == "option":
        return Place(scope, drop_number(view, view.layout.paragraph_at(view.at) if view.at is not None else None))
    if ordinals and not (expression.unit == "paragraph" and expression.container in {"sentence"}):
        return _ordinal(view, expression, spans, ordinals, count, scope)
    beside = _beside(view, expression, spans, count)
    if expression.topic and not (beside and _holds(view, beside, expression.topic)):
        told = [span for span in spans if _holds(view, span, expression.topic)]
        beside = told[0] if len(told) == 1 else None if told else beside
    return Place(scope, drop_number(view, beside))


def _holds(view: Viewpoint, span: Span, topic: str) -> bool:
    """Whether a part of the text holds the word that tells which is meant ("the paragraph on Berlin")."""
    return re.search(rf"\b{re.escape(topic)}", span.of(view.layout.text), re.IGNORECASE) is not None


def drop_number(view: Viewpoint, span: Span | None) -> Span | None:
    """The passage without the number of the list item at its head."""
    number = (
        re.match(r"(?:\(?(?:\d{1,3}|[a-z]|[IVX]{1,5})[.)]|[•*—–-])\s*", span.of(view.layout.text)) if span else None
    )
    return Span(span.start + number.end(), span.end) if span and number and number.end() < len(span) else span


def _count(view: Viewpoint, expression: Expression) -> int:
    for step in expression.steps:
        if step in view.lexicon.numbers:
            return view.lexicon.numbers[step]
    return 1


def find_indexed(view: Viewpoint, label: str) -> Span | None:
    """The paragraph, section or minute that bears this number, or stands in this place."""
    number = view.lexicon.numbers.get(label.lower(), number_in(label) or 0)
    headed = view.layout.numbered(str(number) if number else label, view.at)
    if headed:
        return headed
    fits = 0 < number <= len(view.layout.paragraphs)
    return view.layout.paragraphs[number - 1] if fits else None


def _numbered_block(view: Viewpoint, label: str) -> Span | None:
    """The paragraph that bears the number, without what stands under it where it is no mere head."""
    holder = find_indexed(view, label)
    block = view.layout.paragraph_at(holder.start) if holder else None
    return block if block and len(block) > SHORT else holder


def _ordinal(
    view: Viewpoint, expression: Expression, spans: Sequence[Span], ordinals: Sequence[int], count: int, scope: Scope
) -> Place:
    unit = expression.container or (
        "paragraph" if expression.unit == "sentence" and view.at is not None else "document"
    )
    holder = (
        _numbered_block(view, expression.container_index)
        if expression.container_index
        else find_container(view, unit, expression.container_step)
    )
    inside = [span for span in spans if holder and holder.contains(span)]
    if not inside and holder and expression.unit == "sentence":
        inside = list(view.layout.split(holder))
    number = ordinals[0] or _middle(len(inside))
    if len(ordinals) > 1 and all(abs(ordinal) <= len(inside) for ordinal in ordinals):
        chosen = [inside[ordinal - 1 if ordinal > 0 else ordinal] for ordinal in ordinals]
        adjacent = all(b == a + 1 for a, b in pairwise(ordinals))
        return (
            Place(MANY[scope], Span(chosen[0].start, chosen[-1].end))
            if adjacent
            else Place(MANY[scope], candidates=tuple(chosen))
        )
    start = number - 1 if number > 0 else len(inside) + number + (1 - count if count > 1 else 0)
    chosen = inside[start : start + count] if start >= 0 else []
    return Place(scope, Span(chosen[0].start, chosen[-1].end) if len(chosen) == count else None)


def _middle(count: int) -> int:
    """The number of the middle one of `count`; of an even count there is none, so it is one past the last."""
    return (count + 1) // 2 if count % 2 else count + 1


def _beside(view: Viewpoint, expression: Expression, spans: Sequence[Span], count: int) -> Span | None:
    """This, the previous or the next unit or units, seen from the marker."""
    if view.at is None or not spans:
        return None
    side = next((view.lexicon.sides[step] for step in reversed(expression.steps) if view.lexicon.sides.get(step)), 0)
    here = _index(view, spans)
    if here is None:
        return view.layout.paragraph_at(view.at) if not side and count == 1 else None
    at_end = view.at >= spans[here].end - 1
    at_start = view.at <= spans[here].start
    if side > 0:
        first = here if at_start and not at_end else here + 1
        if "this" in expression.steps:
            return join(spans, here, here + count)
    elif side < 0:
        first = here - count + 1 if at_end else here - count
        if "this" in expression.steps:
            return join(spans, here - count, here)
    else:
        first = here if at_start else here - count + 1
    if expression.also:
        return join(spans, first + min(expression.also, 0), first + count - 1 + max(expression.also, 0))
    return join(spans, first, first + count - 1)


def _lines_before(view: Viewpoint) -> Span | None:
    """The lines of the paragraph up to the marker; the whole of it where the marker stands at its head or end."""
    holder = view.layout.paragraph_at(view.at) if view.at is not None else None
    if holder is None or view.at is None or not holder.start < view.at <= holder.end:
        return holder
    return Span(holder.start, view.at)


def _index(view: Viewpoint, spans: Sequence[Span]) -> int | None:
    at = view.at if view.at is not None else -1
    first = max(0, bisect_left(spans, at - 1, key=lambda span: span.end))
    for index, span in enumerate(spans[first : first + 3], first):
        if span.start <= at <= span.end + 1 and not (
            at == span.end + 1 and index + 1 < len(spans) and spans[index + 1].start <= at
        ):
            return index
    return None


def find_clause(view: Viewpoint, expression: Expression) -> Place:
    """The clause at the marker, or the first, the last of its sentence."""
    sentence = view.layout.sentence_at(view.at) if view.at is not None else None
    if sentence is None or view.at is None:
        return Place(Scope.CLAUSE)
    cuts = [
        sentence.start,
        *(sentence.start + m.end() for m in re.finditer(r"(?:[,:](?!\d)|[;—–])\s*", sentence.of(view.layout.text))),
        sentence.end,
    ]
    pieces = [Span(a, b) for a, b in pairwise(cuts) if b > a]
    ordinals = [view.lexicon.ordinals[step] for step in expression.steps if step in view.lexicon.ordinals]
    if ordinals:
        number = ordinals[0]
        piece = pieces[number - 1 if number > 0 else number] if abs(number) <= len(pieces) else None
    else:
        piece = next((p for p in pieces if p.start < view.at <= p.end + 1), None)
    if piece is None:
        return Place(Scope.CLAUSE)
    return Place(
        Scope.CLAUSE, Span(piece.start, trim_end(view.layout.text, piece.start, piece.end)), start=Certainty.MEDIUM
    )


def _at_edge(view: Viewpoint, expression: Expression) -> Place | None:
    """So many words at the beginning or end of a sentence or paragraph ("the last two words of this sentence"); None where the marker tells."""
    ordinals = [view.lexicon.ordinals[step] for step in expression.steps if step in view.lexicon.ordinals]
    holder = find_container(view, expression.container, expression.container_step)
    if expression.unit != "word" or not ordinals or holder is None:
        return None
    words, count = list(_WORD.finditer(view.layout.text, holder.start, holder.end)), _count(view, expression)
    chosen = words[:count] if ordinals[0] == 1 else words[-count:] if ordinals[0] == -1 else []
    if len(chosen) < count:
        return None
    return Place(Scope.PHRASE, Span(chosen[0].start(), chosen[-1].end()))


def _words_behind(view: Viewpoint, holder: Span | None, count: int) -> Place:
    """So many words after the marker ("the following five words")."""
    if holder is None or view.at is None:
        return Place(Scope.PHRASE)
    words = list(islice(_WORD.finditer(view.layout.text, view.at, holder.end), count))
    if len(words) < count:
        return Place(Scope.PHRASE)
    return Place(Scope.PHRASE, Span(words[0].start(), words[-1].end()), start=Certainty.MEDIUM)


def find_last_words(view: Viewpoint, expression: Expression) -> Place:
    """So many words before the marker; a phrase, from the last mark of punctuation to the marker."""
    points = {*expression.steps} & {
        "this",
        "these",
        "that",
        "last",
        "final",
        "concluding",
        "closing",
        "previous",
        "preceding",
        "foregoing",
        *view.lexicon.numbers,
    }
    if expression.word == "date" and expression.steps:
        return find_date(view)
    kind = view.lexicon.pointed.get(expression.word) if expression.steps else None
    if kind == "number" and (number := find_number(view)) is not None:
        return Place(Scope.PHRASE, number, start=Certainty.MEDIUM)
    if kind == "name" and (name := find_name(view)) is not None:
        return Place(Scope.PHRASE, name, start=Certainty.MEDIUM)
    if view.at is None or not (points or kind == "speech"):
        return Place(Scope.PHRASE)
    if expression.container in {"sentence", "paragraph"} and (edge := _at_edge(view, expression)) is not None:
        return edge
    at, sentence = view.at, view.layout.sentence_at(view.at)
    marked = [span for span in view.marked if span.end <= at + 1 and sentence and sentence.overlaps(span)]
    if marked and not points & set(view.lexicon.numbers):
        return Place(Scope.PHRASE, max(marked, key=lambda span: span.end))
    paragraph = view.layout.paragraph_at(view.at)
    if any(view.lexicon.sides.get(step, 0) > 0 for step in expression.steps):
        return _words_behind(view, paragraph, _count(view, expression))
    low = paragraph.start if paragraph else max(0, view.at - 400)
    before = view.layout.text[low : view.at].rstrip()
    count = _count(view, expression)
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
