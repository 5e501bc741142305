"""What a saying is about: a place in the text, and the quoted words before and after."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from provenance.evidence.claiming.objects import is_bracketed, is_indefinite, is_object, names_unit, only_holds
from provenance.evidence.claiming.work_read import WorkRead
from provenance.evidence.grammar.readings import Readings
from provenance.evidence.grammar.saying import Saying, Voice
from provenance.evidence.places.counterparts import find_counterpart, find_like
from provenance.evidence.places.expressions import Expression, read_expressions
from provenance.evidence.places.place import Place
from provenance.evidence.places.quoted_words import (
    find_after,
    find_at_marker,
    find_beginning,
    find_between,
    find_brackets,
    find_quoted,
)
from provenance.evidence.places.resolving import resolve
from provenance.evidence.places.viewpoint import Viewpoint
from provenance.evidence.sketch import Sketch
from provenance.model.spans import Span
from provenance.model.testimony import Act, AnchorPlace, Note, Scope


@dataclass(frozen=True, slots=True)
class Found:
    """What a saying is about: a place in the text, and the quoted words before and after."""

    place: Place
    earlier: str | None = None
    later: str | None = None
    printed: bool | None = None


def look_from(work: WorkRead, note: Note) -> Viewpoint:
    """What finds places in the text as they are seen from the note's marker."""
    at = note.at if note.place is AnchorPlace.TEXT else None
    version = work.layout.version.id
    return Viewpoint(work.layout, at, work.lexicon, [mark.span for mark in work.marks if mark.version == version])


def quotes_print(work: WorkRead, note: Note, sketch: Sketch, saying: Saying) -> bool:
    """Whether the verb takes quoted words that stand in the paragraph at the marker ("added “in all candor”")."""
    direct = re.match(r"\s+(?:both\s+)?[“\"]", sketch.lines[saying.span.end : saying.after.end])
    if saying.voice is not Voice.ACTIVE or not direct or note.at is None or note.place is not AnchorPlace.TEXT:
        return False
    words, holder = sketch.quoted(sketch.quotes_in(saying.after)[0]), work.layout.paragraph_at(note.at)
    return holder is not None and bool(work.layout.nearest(words.rstrip(" .?!"), note.at, holder))


def find_pointed(work: WorkRead, note: Note, sketch: Sketch, saying: Saying) -> Place | None:
    """The place that quoted words mark out: everything after them, from the first to the last, the sentence that begins so."""
    resolver = look_from(work, note)
    behind = saying.voice in {Voice.PASSIVE, Voice.NOUN} and sketch.quotes_in(saying.before)
    region = saying.before if behind else saying.after
    lines = sketch.lines[region.start : region.end]
    quotes = [sketch.quoted(quote) for quote in sketch.quotes_in(region)]
    if saying.wording.act is Act.REPLACE and re.match(r"\s+(?:this|it)\s*(?:to read|as follows|so|:|[“\"])", lines):
        return find_like(resolver, quotes[0] if quotes else "") or find_at_marker(resolver)
    if not quotes:
        return None
    if re.search(
        r"\b(?:everything|all|the rest|the remainder|the text|the words)\s+(?:of the (?:sentence|paragraph)\s+)?(?:that follow(?:s|ed)|after|following|beyond)\s+(?:the (?:words?|phrase)\s+)?[“\"]",
        lines,
    ):
        return find_after(resolver, quotes[0])
    if (
        len(quotes) > 1
        and re.search(
            r"\bfrom\s+(?:the (?:words?|phrase)\s+)?[“\"][^”\"]*[”\"]\s+(?:on\s+)?(?:to|through|until)\s+(?:the (?:words?|phrase)\s+)?[“\"]",
            lines,
        )
        and saying.wording.act is not Act.REPLACE
    ):
        return find_between(resolver, quotes[0], quotes[1])
    named = re.search(
        r"\b(?:[Tt]he|[Aa])\s+(sentence|paragraph|passage|clause|phrase|words?)s?\s+(?:that\s|which\s)?(?:begin(?:s|ning)|start(?:s|ing)|opening|containing)(?:\s+with)?(?:\s+the words?)?[,:]?\s*[“\"]",
        lines,
    )
    return find_beginning(resolver, named[1].lower().removesuffix("s"), quotes[0]) if named else None


def find_labelled(work: WorkRead, saying: Saying) -> Place:
    """The whole text, or the part of it that bears the number or letter named in the phrase."""
    label = saying.match["label"] if saying.match and "label" in saying.match.re.groupindex else None
    span = work.layout.numbered(label) if label else None
    return Place(Scope.PART_OF_PARAGRAPH, span) if span else Place(Scope.DOCUMENT)


def find_expression(work: WorkRead, sketch: Sketch, saying: Saying) -> Expression | None:
    """The expression for a part of the text that the saying takes as its object."""
    if saying.match is not None:
        spans = [
            Span(*saying.match.span(name))
            for name in saying.match.re.groupindex
            if name.startswith("unit") and saying.match[name] is not None
        ]
        if (saying.wording.covers_whole and not spans) or saying.wording.beside:
            return None
        instead = re.match(r"\s*(?:for|in place of|instead of|in lieu of)\s", sketch.lines[saying.span.end :][:14])
        regions = [*spans, saying.span, saying.before, *([saying.after] if instead else [])]
    elif saying.voice is Voice.PASSIVE:
        regions = [saying.before, saying.after]
    elif saying.voice is Voice.ACTIVE and re.match(r"\s+(?:out\s+)?(?:it|them)\b", sketch.lines[saying.span.end :]):
        regions = [Span(saying.sentence.start, saying.span.start)]
    else:
        regions = [saying.after, *([saying.before] if saying.voice is Voice.NOUN else [])]
    for region in regions:
        expressions = [e for e in read_expressions(sketch, region, work.lexicon) if is_object(sketch, saying, e)]
        if expressions:
            return expressions[-1] if saying.voice is Voice.PASSIVE and region == saying.before else expressions[0]
    return None


def find_words(
    work: WorkRead,
    note: Note,
    sketch: Sketch,
    saying: Saying,
    act: Act,
    expression: Expression | None,
    readings: Readings,
) -> Iterator[Found]:
    """What the saying is about, once for each pair of readings."""
    resolver = look_from(work, note)
    cues = [sketch.quoted(cue) for cue in readings.cues]
    earlier, later = ([sketch.quoted(span) for span in spans] for spans in (readings.earlier, readings.later))
    if expression is not None and "following" in expression.steps and (earlier or later):
        expression = None
    own = expression is not None and (
        re.search(r"\b(?:its|their)\s+\Z", sketch.lines[max(0, expression.span.start - 8) : expression.span.start])
        or (not earlier and not later and only_holds(sketch, saying, expression))
    )
    if expression is not None and (own or (act is Act.DELETE and is_indefinite(sketch, expression))):
        yield Found(Place(Scope.UNKNOWN), next(iter(earlier), None), next(iter(later), None))
        return
    if expression is not None and is_bracketed(sketch, expression):
        place = find_brackets(resolver)
        yield Found(place, printed=_printed(saying, act, place))
        return
    if expression is not None and expression.part is not None:
        cues = [sketch.quoted(cue) for cue in sketch.quotes_in(Span(expression.span.end, saying.sentence.end))]
        earlier, later = [], []
    if expression is not None and (
        (not earlier and not later)
        or (
            expression.unit in {"sentence", "paragraph", "clause", "heading"}
            and ((saying.match is not None and not (earlier and later)) or names_unit(sketch, saying, expression))
        )
    ):
        place = resolve(resolver, expression, cues)
        if act is not Act.MOVE and place.span is None and cues:
            place = find_beginning(resolver, expression.unit, cues[0])
        if act is Act.REPLACE and place.span is None:
            place = next((like for reading in (*later, *earlier) if (like := find_like(resolver, reading))), place)
        yield Found(place, next(iter(earlier), None), next(iter(later), None), _printed(saying, act, place))
        return
    if not earlier and not later:
        place = find_beginning(resolver, "sentence", cues[0]) if cues else Place(Scope.UNKNOWN)
        if place.span is None and saying.wording.printed and saying.wording.act is Act.INSERT:
            place = find_at_marker(resolver) if not saying.before.of(sketch.lines).strip() else place
        yield Found(place, printed=_printed(saying, act, place))
        return
    for number in range(max(len(earlier), len(later))):
        before = earlier[number] if number < len(earlier) else (earlier[-1] if earlier and act is Act.REPLACE else None)
        after = later[number] if number < len(later) else (later[-1] if later and act is Act.REPLACE else None)
        here = re.search(
            r"\b(?:at this point|here)\b", sketch.lines[saying.before.start : saying.after.end], re.IGNORECASE
        )
        one = _worded(work, resolver, saying, act, before, after, here is not None and act is not Act.REPLACE)
        long_enough = len((before or after or "").split()) >= 3
        if (
            act is Act.REPLACE
            and expression is not None
            and one.place.span is None
            and not one.place.candidates
            and long_enough
        ):
            one = replace(one, place=resolve(resolver, expression, cues))
        yield one


def _worded(
    work: WorkRead, resolver: Viewpoint, saying: Saying, act: Act, before: str | None, after: str | None, here: bool
) -> Found:
    """The place of quoted readings: of the later words where they are printed, else of the earlier."""
    printed = saying.wording.printed
    now = find_quoted(resolver, after) if after and printed is not False else Place(Scope.PHRASE)
    if here and now.span and resolver.at is not None and not _is_here(work, after or "", now.span, resolver.at):
        now = Place(Scope.PHRASE)
    if now.span or now.candidates:
        then = find_quoted(resolver, before) if before and printed is None else Place(Scope.PHRASE)
        if (
            then.span
            and now.span
            and resolver.at is not None
            and _gap(then.span, resolver.at) < _gap(now.span, resolver.at)
        ):
            return Found(then, before, after, False)
        return Found(now, before, after, True)
    then = find_quoted(resolver, before) if before and printed is not True else Place(Scope.PHRASE)
    if here and then.span and resolver.at is not None and _gap(then.span, resolver.at) > 3:
        then = Place(Scope.PHRASE)
    if then.span or then.candidates:
        return Found(then, before, after, False)
    like = find_like(resolver, after or before or "") if act is Act.REPLACE else None
    if like is None and act is Act.REPLACE and not (before and after):
        like = find_counterpart(resolver, after or before or "")
    if like:
        return Found(like, before, after, printed)
    return Found(Place(Scope.PHRASE), before, after, {Act.INSERT: False, Act.DELETE: True}.get(act, printed))


def _is_here(work: WorkRead, words: str, span: Span, at: int) -> bool:
    """Whether words said to have been put "here" are those of the text: at the marker, or, if several, in its sentence."""
    sentence = work.layout.sentence_at(at)
    return _gap(span, at) <= 3 or (len(words.split()) > 2 and sentence is not None and sentence.contains(span))


def _printed(saying: Saying, act: Act, place: Place) -> bool | None:
    if saying.wording.printed is not None:
        return saying.wording.printed
    if place.span is None:
        return None
    return {Act.INSERT: True, Act.DELETE: False}.get(act)


def _gap(span: Span, at: int) -> int:
    return 0 if span.start <= at <= span.end else min(abs(span.start - at), abs(span.end - at))
