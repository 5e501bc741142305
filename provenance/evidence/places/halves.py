"""Halves, rests, headings and closings: parts whose edges only cues or conventions can tell."""

import re
from collections.abc import Sequence

from provenance.evidence.places.counted_parts import find_container
from provenance.evidence.places.expressions import Expression
from provenance.evidence.places.place import SHORT, Place, count_blanks, trim_end
from provenance.evidence.places.quoted_words import find_quoted, find_sentence_with
from provenance.evidence.places.viewpoint import Viewpoint
from provenance.model.spans import BlockKind, Span
from provenance.model.testimony import Certainty, Scope

_FORMAL = {"salutation": BlockKind.SALUTATION, "dateline": BlockKind.DATELINE, "date line": BlockKind.DATELINE}

_CLOSINGS = {
    "closing",
    "complimentary close",
    "complimentary closing",
    "closing formula",
    "subscription",
    "valediction",
}

_POSTSCRIPT = re.compile(r"\W{0,3}P\.? ?S\b")
_POSTSCRIPT_WITHIN = re.compile(r"(?<=[.!?”\"] )P\. ?S\.\s")


def find_half(view: Viewpoint, expression: Expression, cues: Sequence[str]) -> Place:
    """The first or second half of what holds it, cut where a cue says, else near the middle."""
    scope = Scope.PART_OF_PARAGRAPH if expression.unit != "sentence" else Scope.CLAUSE
    holder = find_container(view, expression.unit, expression.container_step)
    if holder is None:
        return Place(scope)
    if expression.unit == "sentence":
        return _half_sentence(view, holder, expression.part or 0, cues)
    for cue in cues:
        sentence = find_sentence_with(view, cue, holder)
        if sentence and expression.part:
            return Place(scope, Span(sentence.start, holder.end), start=Certainty.MEDIUM)
        if sentence:
            return Place(scope, Span(holder.start, sentence.end), end=Certainty.MEDIUM)
    middle = holder.start + len(holder) / 2
    starts = [sentence.start for sentence in view.layout.sentences_in(holder)[1:]]
    if not starts:
        return Place(scope)
    cut = min(starts, key=lambda start: abs(start - middle))
    if expression.part:
        return Place(scope, Span(cut, holder.end), start=Certainty.LOW)
    return Place(scope, Span(holder.start, trim_end(view.layout.text, holder.start, cut)), end=Certainty.LOW)


def _half_sentence(view: Viewpoint, holder: Span, part: int, cues: Sequence[str]) -> Place:
    for cue in cues:
        place = find_quoted(view, cue, within=holder).span
        if place:
            span = Span(place.start, holder.end) if part else Span(holder.start, place.end)
            return Place(Scope.CLAUSE, span)
    cuts = [holder.start + match.end() for match in re.finditer(r"[,;:—–]\s*", holder.of(view.layout.text))]
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


def find_rest(view: Viewpoint, expression: Expression, cues: Sequence[str] = ()) -> Place:
    """What follows the marker, or a cue, to the end of what holds it."""
    holder = find_container(view, expression.unit, expression.container_step)
    if expression.unit not in {"sentence", "paragraph", "clause", "document"}:
        return Place(Scope.UNKNOWN)
    told = next((place for cue in cues if (place := find_quoted(view, cue, within=holder).span)), None)
    if told and holder:
        return Place(Scope.PART_OF_PARAGRAPH, Span(told.start, holder.end))
    scope = Scope.CLAUSE if expression.unit == "sentence" else Scope.PART_OF_PARAGRAPH
    if holder is None or view.at is None or not holder.start <= view.at <= holder.end:
        return Place(scope)
    start = view.at + count_blanks(view.layout.text[view.at : holder.end])
    if start >= holder.end:
        return Place(scope)
    return Place(scope, Span(start, holder.end), start=Certainty.MEDIUM)


def find_other(view: Viewpoint, expression: Expression, cues: Sequence[str]) -> Place:
    """Headings, salutations, and passages whose extent only quoted words can tell."""
    for cue in cues:
        sentence = find_sentence_with(view, cue)
        if sentence:
            return Place(Scope.SENTENCE, sentence, end=Certainty.MEDIUM)
    return Place(Scope.UNKNOWN) if expression.unit != "heading" else _formal_part(view, expression.word)


def _formal_part(view: Viewpoint, word: str) -> Place:
    """A heading, the salutation, the closing, the postscript: the block of that kind, or the short one at the marker."""
    kind = _FORMAL.get(word)
    if kind is not None:
        block = view.layout.block_kind(kind)
        return Place(Scope.SENTENCE, block)
    if word == "postscript":
        spans = [block.span for block in view.layout.blocks]
        start = next((span.start for span in spans if _POSTSCRIPT.match(view.layout.text, span.start)), None)
        if start is None and (within := _POSTSCRIPT_WITHIN.search(view.layout.text)):
            holder = view.layout.paragraph_at(within.start())
            return Place(Scope.SENTENCE, Span(within.start(), holder.end) if holder else None)
        if start is None:
            return Place(Scope.PARAGRAPH, view.layout.paragraph_at(view.at) if view.at is not None else None)
        return Place(Scope.SENTENCE, Span(start, spans[-1].end))
    block = view.layout.paragraph_at(view.at) if view.at is not None else None
    if block and len(block) > SHORT and view.at is not None and word in _CLOSINGS and view.at >= block.end - 1:
        block = view.layout.sentence_at(view.at)
    return Place(Scope.SENTENCE, block if block and len(block) <= SHORT else None)
