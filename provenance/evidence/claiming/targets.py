"""What a clause is about: a place in the text, and the quoted words before and after."""

from collections.abc import Iterator
from dataclasses import dataclass

from provenance.evidence.claiming.objects import is_object
from provenance.evidence.claiming.work_read import WorkRead
from provenance.evidence.clauses.clause import Clause, Voice
from provenance.evidence.places.counterparts import find_counterpart, find_like, find_same_kind
from provenance.evidence.places.expressions import Expression, read_expressions
from provenance.evidence.places.place import Place
from provenance.evidence.places.quoted_words import (
    find_after,
    find_at_marker,
    find_beginning,
    find_behind,
    find_between,
    find_quoted,
)
from provenance.evidence.places.viewpoint import Viewpoint
from provenance.evidence.sketch import Sketch
from provenance.model.spans import Span
from provenance.model.testimony import Act, AnchorPlace, Note, Scope


@dataclass(frozen=True, slots=True)
class Found:
    """What a clause is about: a place in the text, and the quoted words before and after."""

    place: Place
    earlier: str | None = None
    later: str | None = None
    printed: bool | None = None


def look_from(work: WorkRead, note: Note) -> Viewpoint:
    """What finds places in the text as they are seen from the note's marker."""
    at = note.at if note.place is AnchorPlace.TEXT else None
    version = work.layout.version.id
    return Viewpoint(work.layout, at, work.lexicon, [mark.span for mark in work.marks if mark.version == version])


def quotes_print(work: WorkRead, note: Note, sketch: Sketch, clause: Clause) -> bool:
    """Whether the verb takes quoted words that stand in the paragraph at the marker ("added “in all candor”")."""
    direct = sketch.begins(clause.after, "quoted words")
    if clause.voice is not Voice.ACTIVE or not direct or note.at is None or note.place is not AnchorPlace.TEXT:
        return False
    words, holder = sketch.quoted(sketch.quotes_in(clause.after)[0]), work.layout.paragraph_at(note.at)
    return holder is not None and bool(work.layout.nearest(words.rstrip(" .?!"), note.at, holder))


def find_pointed(work: WorkRead, note: Note, sketch: Sketch, clause: Clause) -> Place | None:
    """The place that quoted words mark out: everything after them, from the first to the last, the sentence that begins so."""
    view = look_from(work, note)
    behind = clause.voice in {Voice.PASSIVE, Voice.NOUN} and sketch.quotes_in(clause.before)
    region = clause.before if behind else clause.after
    quotes = [sketch.quoted(quote) for quote in sketch.quotes_in(region)]
    if clause.wording.act is Act.REPLACE and sketch.begins(region, "this to read"):
        return _of_this(view, quotes[0] if quotes else "")
    place = clause.before if clause.voice is Voice.PASSIVE else clause.after
    if after := sketch.has(place, "all after a mark"):
        return find_behind(view, after["mark"].lower())
    if not quotes:
        return None
    if sketch.has(region, "the last words, which begin"):
        return find_beginning(view, "phrase", quotes[0])
    if rest := sketch.has(region, "all after quoted words"):
        words_only = "words" in rest["what"].lower() or "sentence" in rest.group().lower()
        return find_after(view, quotes[0], "sentence" if words_only else "paragraph")
    several = len(quotes) > 1 and clause.wording.act is not Act.REPLACE
    if several and sketch.has(region, "from one quotation to another"):
        return find_between(view, quotes[0], quotes[1])
    named = sketch.has(region, "the sentence that begins")
    return find_beginning(view, named["part"].lower().removesuffix("s"), quotes[0]) if named else None


def _of_this(view: Viewpoint, reading: str) -> Place:
    """What "changed this to read “a”" means: the reading, words like it, those before a marker inside the sentence, or the sentence."""
    sentence = view.layout.sentence_at(view.at) if view.at is not None else None
    holder = view.layout.paragraph_at(view.at) if view.at is not None else None
    printed = find_quoted(view, reading, within=holder).span if holder is not None and reading else None
    if printed is not None:
        return Place(Scope.PHRASE, printed)
    inside = (
        sentence is not None
        and view.at is not None
        and bool(view.layout.text[view.at : sentence.end].strip(' .,;!?”"'))
    )
    find = find_counterpart if inside else find_same_kind
    like = find_like(view, reading) or find(view, reading)
    return like or find_at_marker(view)


def find_labelled(work: WorkRead, clause: Clause) -> Place:
    """The whole text, or the part of it that bears the number or letter named in the phrase."""
    label = clause.match["label"] if clause.match and "label" in clause.match.re.groupindex else None
    span = work.layout.numbered(label) if label else None
    return Place(Scope.PART_OF_PARAGRAPH, span) if span else Place(Scope.DOCUMENT)


def find_expression(work: WorkRead, sketch: Sketch, clause: Clause) -> Expression | None:
    """The expression for a part of the text that the clause takes as its object."""
    if clause.stated is not None:
        regions = [clause.stated.unit] if clause.stated.unit else []
    elif clause.match is not None:
        spans = [
            Span(*clause.match.span(name))
            for name in clause.match.re.groupindex
            if name.startswith("unit") and clause.match[name] is not None
        ]
        if (clause.wording.covers_whole and not spans) or clause.wording.beside:
            return None
        instead = sketch.begins(clause.rest, "in place of")
        regions = [*spans, clause.span, clause.before, *([clause.after] if instead else [])]
    elif clause.voice is Voice.PASSIVE:
        regions = [clause.before, clause.after]
    elif clause.voice is Voice.ACTIVE and sketch.begins(clause.rest, "it or them"):
        regions = [Span(clause.sentence.start, clause.span.start)]
    else:
        regions = [_without_exception(sketch, clause), *([clause.before] if clause.voice is Voice.NOUN else [])]
        if clause.wording.name == "substitute" and sketch.begins(clause.lead, "in place of"):
            regions.insert(0, clause.lead)
    for region in regions:
        expressions = [e for e in read_expressions(sketch, region, work.lexicon) if is_object(sketch, clause, e)]
        if expressions:
            return expressions[-1] if clause.voice is Voice.PASSIVE and region == clause.before else expressions[0]
    return None


def find_coordinated(work: WorkRead, sketch: Sketch, clause: Clause, first: Expression) -> Iterator[Expression]:
    """The parts that are named in a row with the first ("the last sentence of this paragraph, all of the next, and …")."""
    region = clause.before if clause.before.contains(first.span) else clause.after
    end = first.span.end
    for expression in read_expressions(sketch, Span(min(end, region.end), region.end), work.lexicon):
        if not sketch.is_all(Span(end, expression.span.start), "and"):
            return
        yield expression
        end = expression.span.end


def _without_exception(sketch: Sketch, clause: Clause) -> Span:
    """Where the object stands, up to what was left as it had been ("rewrote the letter, with only the first paragraph remaining")."""
    exception = sketch.has(clause.after, "with the exception")
    return Span(clause.after.start, exception.start()) if exception else clause.after
