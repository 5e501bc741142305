"""Verbs that are said once and meant again ("“a” was added by X and “b” by Y"), and what two verbs take together ("X added, and Y struck out, “a”")."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from provenance.evidence.chunks.chunk import ChunkKind
from provenance.evidence.chunks.noun_phrase import NounPhrase
from provenance.evidence.clauses.clause import Clause, Voice
from provenance.evidence.clauses.line import Line
from provenance.model.spans import Span
from provenance.model.testimony import Act

_JOINS = {"and", "but", "while", ";"}
_PREPOSITIONS = {"to", "from", "for", "with", "in", "of"}


def with_gapped(line: Line, clause: Clause, end: int) -> Iterator[Clause]:
    """A verb's clause and one more for each hand and thing of which the verb is meant again, up to the chunk `end`.

    What the verb takes ends where the first of them begins.
    """
    gapped = list(_gaps(line, clause, end)) if clause.whos else []
    row = [clause, *gapped]
    for one, following in zip(row, [*gapped, None], strict=True):
        yield one if following is None else replace(one, after=_up_to(one, following.own.start))


def with_shared_objects(line: Line, clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses of a sentence, each verb that takes nothing itself with what the next one takes ("X added, and Y struck out, “a”")."""
    found = list(clauses)
    for number in range(len(found) - 2, -1, -1):
        first, then = found[number : number + 2]
        if first.patient is None and then.patient is not None and _shares(line, first, then):
            found[number] = replace(first, patient=then.patient, after=then.after, taken=then.taken)
    return found


def _shares(line: Line, first: Clause, then: Clause) -> bool:
    """Whether right behind one verb another subject and its verb are joined to it, and then comes what they take."""
    if first.voice is not Voice.ACTIVE or then.voice is not Voice.ACTIVE or not first.whos or first.whos == then.whos:
        return False
    at = line.index_at(first.span.end)
    parted = line.word(at) == "," and line.word(line.index_at(then.span.end)) == ","
    alone = first.wording.whole is not None or first.wording.act is Act.DRAFT
    at += line.word(at) == ","
    if line.word(at) not in {"and", "but"} or (alone and not parted):
        return False  # "X revised and Y struck out the sentence": X may have revised the whole
    between = range(at + 1, line.index_at(then.span.start))
    return bool(between) and all(
        line.kind(n) is ChunkKind.PERSON or line.is_adverb(n) or line.word(n) in {"had", "has", "and", ","}
        for n in between
    )


def _up_to(clause: Clause, place: int) -> Span:
    return Span(clause.after.start, max(clause.after.start, min(clause.after.end, place)))


def _gaps(line: Line, clause: Clause, end: int) -> Iterator[Clause]:
    at = line.index_at(clause.span.end)
    while at < end:
        found = _passive(line, clause, at, end) if clause.voice is Voice.PASSIVE else _active(line, clause, at, end)
        if found is not None:
            yield found
        at = line.index_at(found.own.end) if found is not None else at + 1


def _passive(line: Line, clause: Clause, at: int, end: int) -> Clause | None:
    """ "… and “b” by Y": a thing after a conjunction or comma, and at once by whom."""
    first = _after_join(line, at)
    by = None if first is None else _past_thing(line, first)
    by = by + 1 if by is not None and line.word(by) == "," else by  # "…; “b,” by Y"
    if first is None or by is None or by >= end or line.word(by) != "by":
        return None
    last, whos = line.people_from(by + 1)
    if not whos or not _closes(line, last):
        return None
    return replace(
        clause,
        span=line.span(by, by + 1),
        whos=whos,
        before=line.stretch(first, by),
        after=line.rest(by + 1, last),
        patient=_thing(line, first, by),
        taken=None,
    )


def _active(line: Line, clause: Clause, at: int, end: int) -> Clause | None:
    """ "… and Y the last": somebody after a conjunction or comma, and at once a thing."""
    first = _after_join(line, at)
    if first is None or line.kind(first) is not ChunkKind.PERSON or not line.is_thing(at - 1):
        return None
    thing, whos = line.people_from(first)
    last = _past_thing(line, thing)
    if last is None or last > end or not _closes(line, last):
        return None
    return replace(
        clause,
        span=line.span(thing - 1, thing),
        whos=whos,
        before=line.stretch(first, thing),
        after=line.rest(thing, last),
        patient=_thing(line, thing, last),
        taken=None,
    )


def _after_join(line: Line, at: int) -> int | None:
    """The chunk after the conjunction or comma at a place."""
    if line.word(at) not in {*_JOINS, ","}:
        return None
    return at + 2 if line.word(at) in {",", ";"} and line.word(at + 1) in _JOINS else at + 1


def _past_thing(line: Line, at: int) -> int | None:
    """The chunk after the part or the quoted words that begin at a place ("“c” to “d”" too); None where neither does."""
    end = at
    while line.is_thing(end) or (line.is_thing(end + 1) and (end == at or line.word(end) in _PREPOSITIONS)):
        end += 1
    return end if end > at else None


def _thing(line: Line, first: int, end: int) -> NounPhrase | None:
    return next((phrase for phrase in line.phrases(first, end) if line.is_thing(phrase.last)), None)


def _closes(line: Line, at: int) -> bool:
    """Whether nothing more is said there: the sentence ends, or something else is joined to it."""
    return at >= len(line) or line.word(at) in _JOINS | {",", ".", ":"}
