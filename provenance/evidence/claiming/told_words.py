"""Where the words stand of which a clause tells: a part of the text, quoted readings, or what was told of before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from provenance.evidence.claiming.objects import find_enclosure, is_bracketed, is_indefinite, names_unit, only_holds
from provenance.evidence.claiming.targets import Found, look_from
from provenance.evidence.claiming.work_read import WorkRead
from provenance.evidence.clauses.clause import Clause, Voice
from provenance.evidence.clauses.readings import Readings
from provenance.evidence.places.counterparts import (
    alike,
    find_counterpart,
    find_ending,
    find_head,
    find_like,
    find_opening,
    find_reworded,
)
from provenance.evidence.places.expressions import Expression, read_expressions
from provenance.evidence.places.place import Place
from provenance.evidence.places.quoted_words import (
    find_at_marker,
    find_beginning,
    find_brackets,
    find_enclosed,
    find_quoted,
)
from provenance.evidence.places.resolving import resolve
from provenance.evidence.places.viewpoint import Viewpoint
from provenance.evidence.sketch import Sketch
from provenance.model.spans import Span
from provenance.model.testimony import Act, Claim, Note, Scope


def find_words(
    work: WorkRead,
    note: Note,
    sketch: Sketch,
    clause: Clause,
    act: Act,
    expression: Expression | None,
    readings: Readings,
) -> Iterator[Found]:
    """What the clause is about, once for each pair of readings."""
    view = look_from(work, note)
    told = _Told(
        *(tuple(sketch.quoted(span) for span in spans) for spans in (readings.earlier, readings.later, readings.cues))
    )
    if expression is not None and "following" in expression.steps and told.readings:
        expression = None
    if expression is None:
        yield from (
            _in_quotes(work, view, sketch, clause, act, None, told)
            if told.readings
            else _by_cues(view, sketch, clause, act, told)
        )
    elif _is_lost(work, sketch, clause, act, expression, told):
        scope = resolve(view, expression, told.cues).scope if act is Act.DRAFT else Scope.UNKNOWN
        yield Found(Place(scope), next(iter(told.earlier), None), next(iter(told.later), None))
    elif is_bracketed(sketch, expression):
        place = find_brackets(view)
        yield Found(place, printed=read_printed(clause, act, place))
    elif (enclosure := find_enclosure(sketch, expression)) is not None:
        place = find_enclosed(view, *enclosure)
        yield Found(place, printed=read_printed(clause, act, place))
    elif expression.part is not None:
        cues = sketch.quotes_in(Span(expression.span.end, clause.sentence.end))
        if act is Act.REPLACE and told.earlier and not told.later:
            like = find_like(view, told.earlier[0]) or find_counterpart(view, told.earlier[0])
            if like is not None:
                yield Found(like, told.earlier[0], printed=read_printed(clause, act, like))
                return
        yield _of_part(view, sketch, clause, act, expression, _Told(cues=tuple(sketch.quoted(cue) for cue in cues)))
    elif not told.readings or _is_whole_part(sketch, clause, expression, told):
        yield _of_part(view, sketch, clause, act, expression, told)
    else:
        yield from _in_quotes(work, view, sketch, clause, act, expression, told)


@dataclass(frozen=True, slots=True)
class _Told:
    """The quoted words of a clause: readings before and after, and words that stand in its place."""

    earlier: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()

    @property
    def readings(self) -> tuple[str, ...]:
        """The later readings and the earlier ones."""
        return (*self.later, *self.earlier)

    def pairs(self, act: Act) -> Iterator[tuple[str | None, str | None]]:
        """The readings two by two; of replacements the last of the shorter side serves for the rest."""
        for number in range(max(len(self.earlier), len(self.later))):
            yield _nth(self.earlier, number, act), _nth(self.later, number, act)


def _nth(readings: Sequence[str], number: int, act: Act) -> str | None:
    if number < len(readings):
        return readings[number]
    return readings[-1] if readings and act is Act.REPLACE else None


def _is_lost(work: WorkRead, sketch: Sketch, clause: Clause, act: Act, expression: Expression, told: _Told) -> bool:
    """Whether the part is one of another part, only held the words, or is gone from the text."""
    before = Span(clause.sentence.start, max(clause.sentence.start, expression.span.start))
    of_other = sketch.word_before(expression.span.start) in {"its", "their"} and (
        act is not Act.DRAFT or bool(read_expressions(sketch, before, work.lexicon))
    )
    if of_other or (not told.readings and only_holds(sketch, clause, expression)):
        return True
    return act is Act.DELETE and is_indefinite(sketch, expression)


def _is_whole_part(sketch: Sketch, clause: Clause, expression: Expression, told: _Told) -> bool:
    """Whether the part itself was changed, and the quoted words only tell how it read."""
    if expression.unit not in {"sentence", "paragraph", "clause", "heading"}:
        return False
    return (clause.is_phrase and not (told.earlier and told.later)) or names_unit(sketch, clause, expression)


def _of_part(view: Viewpoint, sketch: Sketch, clause: Clause, act: Act, expression: Expression, told: _Told) -> Found:
    """The part of the text that the expression points at."""
    place = resolve(view, expression, told.cues)
    if (
        act is Act.REPLACE
        and expression.unit == "clause"
        and told.readings
        and (like := find_like(view, told.readings[0]))
    ):
        place = like
    if act is not Act.MOVE and place.span is None and told.cues:
        place = find_beginning(view, expression.unit, told.cues[0])
    counted = place.span.of(view.layout.text) if place.span else ""
    if act is Act.REPLACE and expression.unit == "sentence" and told.readings:
        is_other = place.span is None or alike(counted, told.readings[0]) < _OTHER
        if is_other and any(len(reading.split()) >= _WHOLE for reading in told.readings):
            place = next((one for reading in told.readings if (one := find_reworded(view, reading))), place)
    if place.span is None and expression.unit == "heading" and told.later:
        place = find_quoted(view, told.later[0])
    if act is Act.REPLACE and place.span is None:
        place = next((like for reading in told.readings if (like := find_like(view, reading))), place)
    earlier, later = next(iter(told.earlier), None), next(iter(told.later), None)
    if act is Act.DELETE and earlier and place.span and alike(counted, earlier) < _OTHER:
        place = Place(place.scope)  # "the last sentence, which read “a”" is gone: another is the last now
    began = act is Act.REPLACE and sketch.has(clause.own, "began with quoted words")
    ended = act is Act.REPLACE and sketch.has(clause.own, "ended with quoted words")
    if expression.unit == "sentence" and ended:
        place = find_ending(view, earlier or later or "") or place
    elif sketch.lines[: expression.span.start].endswith("part of "):
        place = (find_opening(view, earlier) if earlier else None) or Place(Scope.CLAUSE)
    elif began and expression.unit == "paragraph" and earlier:
        place = find_opening(view, earlier) or Place(Scope.PART_OF_PARAGRAPH)
    elif began and expression.unit == "sentence" and earlier:
        place = find_head(view, earlier) or place
    return Found(place, earlier, later, read_printed(clause, act, place))


_OTHER = 0.3
"""Below what share of common words a counted sentence is thought to be miscounted, if another is more like the reading."""

_WHOLE = 8
"""From how many words a reading may be that of a whole sentence."""


def _by_cues(view: Viewpoint, sketch: Sketch, clause: Clause, act: Act, told: _Told) -> Iterator[Found]:
    """The sentence in which quoted words stand, or that at the marker of a note which says no more than "not in the draft"."""
    place = find_beginning(view, "sentence", told.cues[0]) if told.cues else Place(Scope.UNKNOWN)
    if place.span is None and clause.wording.printed and clause.wording.act is Act.INSERT:
        place = find_at_marker(view) if not clause.before.of(sketch.lines).strip() else place
    elif place.span is None and act in {Act.DELETE, Act.INSERT} and not told.cues and _is_bare(view, sketch, clause):
        place = find_at_marker(view)
    yield Found(place, printed=read_printed(clause, act, place))


def _is_bare(view: Viewpoint, sketch: Sketch, clause: Clause) -> bool:
    """Whether a note begins with its verb and tells only by whom or how ("Stricken out by X"), at the end of a sentence."""
    sentence = view.layout.sentence_at(view.at) if view.at is not None else None
    bare = clause.voice is Voice.PASSIVE and sketch.is_first(clause.span.start)
    rest = sketch.begins(clause.rest, "by, in or no more")
    return bool(bare and rest and sentence and view.at is not None and view.at >= sentence.end - 1)


def _in_quotes(
    work: WorkRead,
    view: Viewpoint,
    sketch: Sketch,
    clause: Clause,
    act: Act,
    expression: Expression | None,
    told: _Told,
) -> Iterator[Found]:
    """Where the quoted readings stand, or, of a replacement that cannot be found, the part that held them."""
    here = act is not Act.REPLACE and sketch.has(clause.own, "here") is not None
    begins = act is Act.REPLACE and sketch.has(clause.own, "began with quoted words")
    for before, after in told.pairs(act):
        one = _worded(work, view, clause, act, before, after, here)
        if begins and one.printed is not False and before and not after:
            whole = sketch.has(clause.own, "the text began")
            opening = find_at_marker(view) if whole else find_opening(view, before)
            one = replace(one, place=opening or Place(Scope.CLAUSE))
        lost = act is Act.REPLACE and one.place.span is None and not one.place.candidates
        if lost and expression is not None and _fills(expression, (before or after or "").split()):
            one = replace(one, place=resolve(view, expression, told.cues))
        yield one


def _fills(expression: Expression, reading: Sequence[str]) -> bool:
    """Whether a reading that is not printed may have filled the part pointed at: it is long, or as many words as are pointed at."""
    if expression.word == "word":
        return len(reading) == 1
    return len(reading) >= _LONG_ENOUGH


_LONG_ENOUGH = 3
"""From how many words a reading that is not printed is thought to have filled the part that held it."""


def _worded(
    work: WorkRead, view: Viewpoint, clause: Clause, act: Act, before: str | None, after: str | None, here: bool
) -> Found:
    """The place of quoted readings: of the later words where they are printed, else of the earlier."""
    printed = clause.wording.printed
    now = find_quoted(view, after) if after and printed is not False else Place(Scope.PHRASE)
    if here and now.span and view.at is not None and not _is_here(work, after or "", now.span, view.at):
        now = Place(Scope.PHRASE)
    if now.span or now.candidates:
        then = find_quoted(view, before) if before and printed is None else Place(Scope.PHRASE)
        if then.span and now.span and view.at is not None and _gap(then.span, view.at) < _gap(now.span, view.at):
            return Found(then, before, after, False)
        return Found(now, before, after, True)
    then = find_quoted(view, before) if before and printed is not True else Place(Scope.PHRASE)
    if here and then.span and view.at is not None and _gap(then.span, view.at) > 3:
        then = Place(Scope.PHRASE)
    if then.span or then.candidates:
        return Found(then, before, after, False)
    like = find_like(view, after or before or "") if act is Act.REPLACE else None
    if like is None and act is Act.REPLACE and not (before and after):
        like = find_counterpart(view, after or before or "")
    if like:
        return Found(like, before, after, printed)
    return Found(Place(Scope.PHRASE), before, after, {Act.INSERT: False, Act.DELETE: True}.get(act, printed))


def _is_here(work: WorkRead, words: str, span: Span, at: int) -> bool:
    """Whether words said to have been put "here" are those of the text: at the marker, or, if several, in its sentence."""
    sentence = work.layout.sentence_at(at)
    return _gap(span, at) <= 3 or (len(words.split()) > 2 and sentence is not None and sentence.contains(span))


def read_printed(clause: Clause, act: Act, place: Place) -> bool | None:
    """Whether the printed text shows the state after the change: as the phrase settles it, or as the words are there."""
    if clause.wording.printed is not None:
        return clause.wording.printed
    if place.span is None:
        return None
    return {Act.INSERT: True, Act.DELETE: False}.get(act)


def _gap(span: Span, at: int) -> int:
    return 0 if span.start <= at <= span.end else min(abs(span.start - at), abs(span.end - at))


def take_up(struck: Claim, act: Act) -> Found:
    """What was told of before, taken up by "it" or "them"."""
    words = struck.earlier_reading or struck.later_reading
    earlier, later = (struck.later_reading or words, None) if act is Act.DELETE else (None, words)
    if act is Act.REPLACE and struck.act is Act.REPLACE:
        earlier, later = struck.earlier_reading, struck.later_reading
    told = None if act is Act.DELETE and struck.act is Act.REPLACE and not struck.later_reading else struck.target
    place = Place(struck.scope, told.span, start=told.start, end=told.end) if told else Place(struck.scope)
    return Found(place, earlier, later, struck.printed)
