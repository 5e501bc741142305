"""Everything that a sentence says was done, in order: each verb, noun or turn of phrase of revision in it.

A sentence is read as editors build it: subject, verb, object; or object, verb, "by" somebody or "in X's hand"; or
a noun with an owner ("X's revisions"). Several verbs share one subject ("X crossed out … and wrote …").
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from provenance.evidence.chunks.chunk import ChunkKind
from provenance.evidence.clauses.clause import Clause, Voice
from provenance.evidence.clauses.gapping import with_gapped, with_shared_objects
from provenance.evidence.clauses.heads import Head, find_heads
from provenance.evidence.clauses.idioms import read_idioms
from provenance.evidence.clauses.line import Line
from provenance.evidence.clauses.noun_clauses import read_noun
from provenance.evidence.clauses.requests import name_askers
from provenance.evidence.clauses.shared_hands import share_nouns, with_joint_makers, with_makers, with_particulars
from provenance.evidence.clauses.states import read_states
from provenance.evidence.clauses.subjects import is_finite
from provenance.evidence.clauses.verb_clauses import VerbClause
from provenance.evidence.clauses.verb_group import read_group
from provenance.evidence.lexicon import Lexicon
from provenance.evidence.looked_for import heads_sought, states_sought, words_in_sketch
from provenance.evidence.sketch import Sketch
from provenance.model.spans import Span
from provenance.model.testimony import Act


@lru_cache(maxsize=64)
def read_clauses(sketch: Sketch, sentence: Span, lexicon: Lexicon) -> tuple[Clause, ...]:
    """Everything that a sentence says was done to a text, in order, denied and merely mentioned things left out."""
    words = words_in_sketch(sentence.of(sketch.lines))
    idioms = list(read_idioms(sketch, sentence, lexicon, words))
    may_head, may_compare = (bool(find(lexicon).among(words)) for find in (heads_sought, states_sought))
    if not (may_head or may_compare):
        return tuple(sorted(idioms, key=lambda clause: clause.span))
    line = Line(sketch, sentence, lexicon)
    heads = list(find_heads(line))
    idioms = [one for one in idioms if not _is_of_noun(line, one, heads)]
    taken = [clause.span for clause in idioms if not clause.wording.overlaps]
    heads = [head for head in heads if not _overlaps(taken, line.span(head.first, head.end))]
    told = [one.span for one in idioms if one.wording.act is not Act.DRAFT and not one.wording.overlaps]
    states = list(read_states(line, told, [head.first for head in heads])) if may_compare else []
    states = [one for one in states if not _is_of_noun(line, one, heads)]
    taken = [clause.span for clause in states]
    heads = [head for head in heads if not _overlaps(taken, line.span(head.first, head.end))]
    read = with_joint_makers(line, _read_heads(line, heads, taken, told))
    found = [*with_makers(line, idioms), *states, *share_nouns(line, read)]
    found = list(with_particulars(line, found))
    return tuple(sorted(name_askers(line, found), key=lambda clause: clause.span))


def _is_of_noun(line: Line, clause: Clause, heads: Sequence[Head]) -> bool:
    """Whether it begins with what a noun of revision takes ("the deletion of | the word “a” is in X’s hand", "… of “a” for | “b” is")."""
    start = at = line.index_at(clause.span.start)
    while line.is_thing(at - 1) or line.is_one(at - 1, "determiners") or line.is_one(at - 1, "taking"):
        at -= 1
    return at < start and line.word(at) == "of" and any(head.end == at and not head.is_verb for head in heads)


def _overlaps(taken: Sequence[Span], span: Span) -> bool:
    return any(span.overlaps(other) for other in taken)


def _read_heads(line: Line, heads: Sequence[Head], states: Sequence[Span], idioms: Sequence[Span]) -> list[Clause]:
    """The clauses of the verbs and nouns; none takes words that were told of another state before it."""
    found: list[Clause] = []
    floor = 0
    starts = [(span.start, line.index_at(span.start)) for span in idioms]
    ends = [line.index_at(span.end) for span in idioms]
    for number, head in enumerate(heads):
        told = [line.index_at(span.end) for span in states if span.end <= line.start(head.first)]
        told += [at for at in ends if at < head.first and _begins_anew(line, at)]
        floor = max(floor, _break_after(line, floor, head.first), *told)
        floor = _after_subordinator(line, floor, head.first)
        end = _reach(line, heads, number)
        end = min([end, *(index for start, index in starts if start >= line.end(head.end - 1))])
        last = found[-1] if found else None
        clause = (
            VerbClause(line, head, floor, end, last).read() if head.is_verb else read_noun(line, head, floor, end, last)
        )
        if clause is None:
            continue
        ahead = heads[number + 1].first if number + 1 < len(heads) else len(line)
        found += with_gapped(line, clause, ahead) if head.is_verb else [clause]
        floor = head.end
    if (
        len(found) > 1
        and found[0].wording.whole is not None
        and _opens_subordinate(line, 0, line.index_at(found[0].span.start))
    ):
        found = found[1:]  # "when the page was revised, “a” was added" tells of one change
    return _without_means(line, with_shared_objects(line, found))


def _begins_anew(line: Line, at: int) -> bool:
    """Whether something else is said after a turn of phrase ("…, and “b” was written", "… and has been struck out", "…, but Y")."""
    start = at
    while line.word(at) in {",", "and", "but", "while"} or line.is_one(at, "determiners"):
        at += 1
    if line.word(at) in line.lexicon.papers["nouns"] and line.is_one(at - 1, "determiners"):
        return True
    if at > start and line.kind(at) is ChunkKind.PERSON:
        return True
    return line.is_thing(at) or (line.is_one(at, "auxiliaries") and line.word(at - 1) in {"and", "but"})


def _break_after(line: Line, floor: int, head: int) -> int:
    """Where the clause begins: after the last semicolon before the verb."""
    stops = [at + 1 for at in range(floor, head) if line.word(at) == ";"]
    return stops[-1] if stops else floor


def _after_subordinator(line: Line, floor: int, head: int) -> int:
    """Where a clause begins that tells before or after what something was done, if the verb is its own ("… before | the draft was revised").

    Of "the word “a” before “b” was struck" it is not: there "before" tells the place.
    """
    group = read_group(line, head, floor).start
    for at in range(group - 1, floor, -1):
        if line.is_one(at, "subordinators"):
            phrases = line.phrases(at, group)
            is_own = len(phrases) == 1 and phrases[0].last == group - 1
            is_place = not floor and line.is_thing(group - 1) and any(map(line.is_thing, range(at)))
            return at + 1 if is_own and not is_place else floor
    return floor


def _reach(line: Line, heads: Sequence[Head], number: int) -> int:
    """Where what a verb takes ends: where the next clause begins, or the sentence ends."""
    head = heads[number]
    following = next((one for one in heads[number + 1 :] if one.is_verb or line.word(one.first - 1) != "for"), None)
    if following is None:  # "wrote, for insertion here, the words “a”": the noun tells what for
        return _stop(line, head.end, len(line))
    if _opens_subordinate(line, number and heads[number - 1].end, head.first):
        comma = next((at for at in range(head.end, following.first) if line.word(at) == ","), None)
        if comma is not None:
            return _stop(line, head.end, comma)
    start = read_group(line, following.first, head.end).start
    at = start - 1
    while at >= head.end and (line.word(at) not in _PARTS_CLAUSES or _joins_words(line, at)):
        at -= 1
    if at > head.end and line.word(at) == "which" and line.kind(at - 1) is ChunkKind.QUOTE:
        return at
    return _stop(line, head.end, at if at >= head.end else following.first)


_PARTS_CLAUSES = {"and", "but", "while", ";", "whereas", "which"}


def _joins_words(line: Line, at: int) -> bool:
    """Whether "and" only joins quoted words ("the words “a” and “b” are struck", but not "the word “a,” and “b” was")."""
    listed = line.kind(at - 2) is ChunkKind.UNIT and line.kind(at - 1) is line.kind(at + 1) is ChunkKind.QUOTE
    alone = listed and line.chunks[at - 2].span.of(line.sketch.lines).lower().endswith("word")
    return line.word(at) == "and" and listed and not (alone and line.is_one(at + 2, "be"))


def _opens_subordinate(line: Line, floor: int, head: int) -> bool:
    """Whether the verb stands in a clause that tells when ("When page 1 was revised, “a” was added")."""
    return floor == 0 and line.word(0) in {"when", "after", "before", "while"} and head < _FRONTED


_FRONTED = 12
"""Within how many chunks of the beginning the verb of a fronted clause stands."""


def _stop(line: Line, start: int, end: int) -> int:
    return next(
        (
            at
            for at in range(start, end)
            if line.word(at) == ";"
            or _is_subordinate(line, at)
            or _is_other_clause(line, at)
            or _tells_of_doer(line, at)
            or _is_of_other(line, at)
        ),
        end,
    )


def _tells_of_doer(line: Line, at: int) -> bool:
    """Whether a clause begins that tells what else somebody did (", who thought “b” too weak")."""
    return line.word(at) == "who" and line.word(at - 1) == "," and line.kind(at - 2) is ChunkKind.PERSON


def _is_of_other(line: Line, at: int) -> bool:
    """Whether a clause begins that tells what somebody else did, changed or not (", and Y said that “b” was better")."""
    if line.word(at) not in {"and", "but", "while", "whereas"} or line.kind(at + 1) is not ChunkKind.PERSON:
        return False
    end, _ = line.people_from(at + 1)
    return is_finite(line, end) or line.is_one(end, "reports")


def _is_other_clause(line: Line, at: int) -> bool:
    """Whether a clause begins that tells how something else reads (", and a note in the margin reads “b”")."""
    if line.word(at) not in {"and", "but", "while"} or line.is_thing(at + 1):
        return False
    if line.is_one(at + 1, "other_doings"):
        return True
    for place in range(at + 1, min(len(line), at + 14)):
        if line.kind(place) is ChunkKind.QUOTE or line.word(place) in {";", "and"}:
            return False
        if line.is_one(place, "saying"):
            return True
    return False


def _is_subordinate(line: Line, at: int) -> bool:
    """Whether a clause begins that tells what somebody else did before ("after X had objected that “b”")."""
    return line.is_one(at, "subordinators") and line.word(at) != "where" and line.kind(at + 1) is ChunkKind.PERSON


def _without_means(line: Line, clauses: list[Clause]) -> list[Clause]:
    """The clauses without a general one whose particulars follow ("amended this paragraph by deleting “a”")."""
    found: list[Clause] = []
    for clause in clauses:
        before = found[-1] if found else None
        means = before is not None and before.wording.whole is not None and _is_by_gerund(line, before, clause)
        if means and before is not None:
            found[-1] = replace(clause, whos=clause.whos or before.whos, voice=Voice.ACTIVE, wish=before.wish)
        else:
            found.append(clause)
    return found


def _is_by_gerund(line: Line, general: Clause, clause: Clause) -> bool:
    """Whether a verb tells the means ("by deleting it"), or the very words ("revised it, writing “a”", "to delete “a”")."""
    words = line.sketch.lines[general.span.end : clause.span.start].split()
    form = clause.span.of(line.sketch.lines).split()[0].lower()
    if words and words[-1] == "to" and clause.wording.whole is None:
        return bool(line.sketch.quotes_in(clause.after))  # "amended it to delete “a”"
    if not form.endswith("ing") or not words:
        return False
    if words[-1].endswith(","):
        return bool(line.sketch.quotes_in(clause.after))
    return words[-1] in {"by", "in"} or (words[-1].endswith("ly") and words[-2:-1] == ["by"])
