"""A clause with all that it takes: readings, a part of the text, a place that quotes mark, what was told before it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from provenance.evidence.claiming.acts import is_decision, marks_only
from provenance.evidence.claiming.objects import (
    heads_note,
    is_anchored_before,
    is_from_words,
    names_words,
    restores,
    takes_pronoun,
)
from provenance.evidence.claiming.targets import (
    Found,
    find_coordinated,
    find_expression,
    find_labelled,
    find_pointed,
    quotes_print,
)
from provenance.evidence.claiming.told_words import find_words, read_printed, take_up
from provenance.evidence.claiming.work_read import WorkRead
from provenance.evidence.clauses.clause import Clause, Voice
from provenance.evidence.clauses.readings import Readings, read_readings
from provenance.evidence.places.expressions import Expression
from provenance.evidence.places.place import Place
from provenance.evidence.sketch import Sketch
from provenance.model.spans import Span
from provenance.model.testimony import Act, AnchorPlace, Claim, Note, Scope


@dataclass(frozen=True, slots=True)
class Heard:
    """A clause with what it takes: readings, an expression, a place marked by quotes, or what was `struck` before it."""

    clause: Clause
    readings: Readings
    expression: Expression | None
    pointed: Place | None
    struck: Claim | None
    backward: bool
    has_place: bool

    @property
    def both(self) -> bool:
        """Whether the words before and the words after are quoted."""
        return bool(self.readings.earlier and self.readings.later)


def hear(work: WorkRead, note: Note, sketch: Sketch, clause: Clause, struck: Claim | None) -> Heard:
    """The clause with all that it takes, as it is heard after what was told before."""
    readings, expression = read_readings(sketch, clause), find_expression(work, sketch, clause)
    readings = _figures(sketch, clause, expression) or readings
    pointed = find_pointed(work, note, sketch, clause)
    backward = struck is not None and _can_be_taken_up(struck) and takes_pronoun(sketch, clause)
    backward = backward and not (expression is not None and set(expression.steps) & _BESIDE)
    told = expression is not None or pointed is not None or backward or bool(readings.anchors)
    told = told or bool(readings.earlier and (readings.later or (clause.voice is Voice.NOUN and clause.whos)))
    has_place = (
        told
        or names_words(sketch, clause)
        or is_anchored_before(sketch, clause)
        or is_from_words(sketch, clause)
        or (heads_note(sketch, clause) and note.place is AnchorPlace.TEXT)
        or quotes_print(work, note, sketch, clause)
        or (clause.wish and sketch.has(clause.rest, "and somebody did so") is not None)
    )
    return Heard(clause, readings, expression, pointed, struck, backward, has_place)


_BESIDE = {"following", "next", "preceding", "previous"}
"""Such a part is another than the one just told of ("changed “a” to “b” and added the sentence which follows")."""


def _figures(sketch: Sketch, clause: Clause, expression: Expression | None) -> Readings | None:
    """The figures, without quotation marks, from one of which to the other a figure of the text was changed; None where none are told."""
    if expression is None or expression.word not in _COUNTS or clause.wording.act is not Act.REPLACE:
        return None
    told = sketch.has(clause.after, "from one figure to another") if not sketch.quotes_in(clause.own) else None
    return Readings((Span(*told.span("before")),), (Span(*told.span("after")),)) if told else None


_COUNTS = {"figure", "figures", "number", "numbers", "date", "numeral"}


def _can_be_taken_up(struck: Claim) -> bool:
    """Whether "it" can mean what a claim spoke of: words or a part, not the whole text."""
    return struck.act in {Act.INSERT, Act.DELETE, Act.REPLACE, Act.MOVE} or struck.target is not None


def is_notation(sketch: Sketch, heard: Heard) -> bool:
    """Whether a phrase tells only how a notation or stamp reads, or what a whole other paper says."""
    clause = heard.clause
    reads = clause.is_phrase and (heard.readings.earlier or heard.readings.later)
    if (
        reads
        and not clause.whos
        and not _tells_of_part(sketch, clause)
        and any(len(words.split()) > _A_WHOLE_TEXT for words in map(sketch.quoted, _all(heard)))
    ):
        return True
    return bool(reads and sketch.has(clause.lead, "a notation or stamp"))


def _tells_of_part(sketch: Sketch, clause: Clause) -> bool:
    """Whether the words quoted are those of a part of the text that is pointed at, however long."""
    if clause.match is not None:
        placed = clause.wording.beside or clause.match.groupdict().get("unit") is not None
        return placed or bool(sketch.has(clause.span, "here"))
    stated = clause.stated
    return stated is not None and bool(stated.unit or sketch.has(clause.span, "a sentence in quoted words"))


_A_WHOLE_TEXT = 60
"""From how many words a reading is thought to be the text of another paper, and no reading of a place in this one."""


def _all(heard: Heard) -> tuple[Span, ...]:
    return (*heard.readings.earlier, *heard.readings.later)


def settle_act(work: WorkRead, sketch: Sketch, heard: Heard, act: Act) -> Act:
    """The act in the light of the readings: what replaced other words is no mere insertion, and so on."""
    clause, readings = heard.clause, heard.readings
    if act is Act.REVISE and (heard.backward or (heard.both and clause.voice is Voice.ACTIVE)):
        act = clause.wording.act
    if act is Act.REVISE and heard.both and clause.voice is Voice.NOUN:
        return Act.REPLACE  # "of his corrections the only one of substance is “a” for “b”"
    if (
        act in {Act.DELETE, Act.INSERT, Act.REPLACE}
        and is_decision(sketch, readings, work.lexicon)
        and _is_offered(work, sketch, readings)
    ):
        return Act.APPROVE
    if act is Act.INSERT and heard.struck is not None and _is_over_struck(sketch, heard):
        return Act.REPLACE
    if act is Act.INSERT and heard.struck is None and readings.later and sketch.has(clause.own, "in its place"):
        return Act.REPLACE
    alone = clause.voice is Voice.PASSIVE and not clause.before.of(sketch.lines).strip()
    if act is Act.INSERT and alone and readings.earlier and not readings.later:
        return Act.REPLACE  # "Written by hand over “a”"
    if act is Act.INSERT and heard.struck is not None and marks_only(sketch, clause, heard.struck):
        return Act.COMMENT
    instead = heard.expression is not None or bool(readings.later)
    if instead and act in {Act.INSERT, Act.DRAFT} and sketch.has(clause.after, "in place of another"):
        return Act.REPLACE
    if act is Act.DELETE and readings.later and clause.voice is not Voice.PHRASE:
        return Act.REPLACE
    if act is Act.INSERT and heard.pointed is None and readings.earlier and (readings.later or heard.expression):
        return Act.REPLACE
    return act


def _is_over_struck(sketch: Sketch, heard: Heard) -> bool:
    """Whether another hand wrote words over those that had been struck out ("X struck “a,” and Y wrote over it “b”")."""
    struck, clause = heard.struck, heard.clause
    if struck is None or struck.act is not Act.DELETE or not struck.earlier_reading or not clause.whos:
        return False
    names = {name for who in clause.whos for name in who.names}
    over = sketch.begins(clause.after, "over it")
    return bool(over and names and struck.revisers) and not names & set(struck.revisers)


def _is_between(work: WorkRead, sketch: Sketch, heard: Heard, act: Act, found: Found) -> bool:
    """Whether words that were put between two others are printed after the first of them; where they are not, they stand elsewhere."""
    anchors, span = heard.readings.anchors, found.place.span
    if act is not Act.INSERT or len(anchors) != 2 or span is None or heard.clause.match is not None:
        return True
    if not sketch.ends(sketch.before_quote(anchors[0], heard.clause.own), "between"):
        return True
    before = work.layout.text[: span.start].rstrip(' “"').lower()
    return before.endswith(sketch.quoted(anchors[0]).strip(" .,;:").lower())


def _is_beside(work: WorkRead, note: Note, sketch: Sketch, heard: Heard, act: Act, found: Found) -> bool:
    """Whether words struck out beside the word at the marker are printed there; where they are not, they stand elsewhere."""
    span, at, clause = found.place.span, note.at, heard.clause
    if act is not Act.DELETE or span is None or at is None or not heard.readings.earlier or clause.is_phrase:
        return True
    if not sketch.has(clause.sentence, "next to this word"):
        return True
    text = work.layout.text
    between = text[at : span.start] if span.start >= at else text[span.end : at]
    return len(between.split()) < _NEXT


_NEXT = 2
"""With fewer words than these between them, words stand beside the marker or the word at it."""


def _is_offered(work: WorkRead, sketch: Sketch, readings: Readings) -> bool:
    """Whether an option stands in the text as one, with its capital, or nowhere: “agree” in a sentence is a word like others."""
    words = [sketch.quoted(quote).strip(" .,!") for quote in (*readings.earlier, *readings.later)]
    return all(place.of(work.layout.text) == word for word in words for place in work.layout.nearest(word, None))


def find_what(work: WorkRead, note: Note, sketch: Sketch, heard: Heard, act: Act) -> Iterator[Found]:
    """What the clause is about: a place marked by quotes, what was struck before it, the whole text, or words."""
    clause, readings, struck = heard.clause, heard.readings, heard.struck
    if heard.pointed is not None and act not in {Act.COMMENT, Act.APPROVE}:
        sides = (readings.earlier, readings.later) if act is Act.REPLACE else ((), ())
        earlier, later = (next((sketch.quoted(span) for span in spans), None) for spans in sides)
        yield Found(heard.pointed, earlier, later, read_printed(clause, act, heard.pointed))
    elif heard.backward and struck and not readings.earlier and not readings.later:
        found = take_up(struck, act)
        turned = act is struck.act is Act.REPLACE and sketch.begins(clause.rest, "back")
        yield replace(found, earlier=found.later, later=found.earlier) if turned else found
    elif act is Act.REPLACE and struck and _is_over_struck(sketch, heard):
        later = next((sketch.quoted(span) for span in readings.later), None)
        yield replace(take_up(struck, Act.DELETE), later=later)
    elif struck and restores(sketch, clause) and not readings.earlier and not readings.later:
        span = struck.target.span if struck.target else None
        yield Found(Place(struck.scope, span), struck.later_reading, struck.earlier_reading, True if span else None)
    elif act in {Act.REVISE, Act.DRAFT} and heard.expression is None:
        yield Found(find_labelled(work, clause))
    else:
        for found in find_words(work, note, sketch, clause, act, heard.expression, readings):
            here = _is_between(work, sketch, heard, act, found) and _is_beside(work, note, sketch, heard, act, found)
            yield found if here else replace(found, place=Place(Scope.UNKNOWN))
        if heard.expression is not None and not _all(heard):
            for other in find_coordinated(work, sketch, clause, heard.expression):
                yield from find_words(work, note, sketch, clause, act, other, readings)
