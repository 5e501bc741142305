"""Hands named after the noun that they share ("two sets of changes: X’s, in pencil, and later ones by Y"; "those of Z have not")."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from provenance.evidence.chunks.chunk import ChunkKind
from provenance.evidence.clauses.agents import find_by, find_hand
from provenance.evidence.clauses.clause import Clause, Voice
from provenance.evidence.clauses.coordination import governed
from provenance.evidence.clauses.line import Line
from provenance.evidence.people import Who
from provenance.evidence.sketch import Sketch
from provenance.model.spans import Span
from provenance.model.testimony import Act

_PLURAL = {"were", "are", "have"}
_BETWEEN = {"made", "in", ",", "later", "set"}
_AFTER_OWNER = {",", ";", ".", ")", "and", "are", "were", "have", "in", ""}


def share_nouns(line: Line, clauses: Sequence[Clause]) -> Iterator[Clause]:
    """The clauses of a sentence, and one more for each hand that shares a noun of revision named before it."""
    noun = next((one for one in reversed(clauses) if one.voice is Voice.NOUN and _is_shared(line, one)), None)
    if noun is None or not (noun.whos or _lists_several(line, noun)):
        yield from clauses
        return
    shares = [
        replace(noun, whos=whos, span=line.span(at, at + 1))
        for at, whos in _shares(line, noun)
        if not any(who in noun.whos for who in whos)
    ]
    yield from (
        one for one in clauses if one is not noun or (noun.whos and not _lists_several(line, noun)) or not shares
    )
    if (
        _lists_several(line, noun)
        and noun.whos
        and shares
        and not any(set(noun.whos) & set(one.whos) for one in shares)
    ):
        shares.append(noun)
    yield from sorted(shares, key=lambda clause: clause.span)


def _is_shared(line: Line, noun: Clause) -> bool:
    """Whether a noun can be that of several hands: changes of any kind, or insertions and deletions in the plural."""
    plural = noun.span.of(line.sketch.lines).lower().endswith("s")
    return noun.wording.act is Act.REVISE or (plural and noun.wording.act in {Act.INSERT, Act.DELETE})


def with_makers(line: Line, idioms: Sequence[Clause]) -> Iterator[Clause]:
    """The turns of phrase, one that names nobody with who is named right after it ("“a” was written over “b” | by X", "… | in X’s hand")."""
    for one in (_with_row(line, each) for each in idioms):
        if one.whos or one.wording.act not in {Act.REPLACE, Act.REVISE}:
            yield one
            continue
        at = line.index_at(one.span.end)
        at += line.word(at) == ","
        while line.is_adverb(at):
            at += 1
        is_open = one.wording.act is Act.REPLACE or line.word(at - 1) in line.lexicon.nouns
        whos = (find_by(line, at, at + 1) or find_hand(line, at, at + 1)) if is_open else None
        yield replace(one, whos=whos) if whos else one


def with_joint_makers(line: Line, clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses, a noun joined to the next one with the makers of both ("the deletion of “a” and the addition of “b” were made by X")."""
    found = list(clauses)
    for number in range(len(found) - 2, -1, -1):
        first, then = found[number : number + 2]
        if first.whos or not then.whos or not (first.voice is then.voice is Voice.NOUN):
            continue
        verb = then.patient.last + 1 if then.patient else line.index_at(then.span.end)
        verb += line.kind(verb) is ChunkKind.QUOTE
        joint = range(line.index_at(first.span.end), line.index_at(then.span.start))
        if line.word(verb) in _PLURAL and any(line.word(at) == "and" for at in joint):
            found[number] = replace(first, whos=then.whos)
    return found


def _with_row(line: Line, one: Clause) -> Clause:
    """A turn of phrase that ends with whom it names, with the whole row of them, but for who does something himself behind it."""
    if not one.whos or one.span.end > one.whos[-1].span.end:
        return one
    first = line.index_at(one.whos[0].span.start)
    end, whos = line.people_from(first)
    return replace(one, whos=governed(line, first, end, whos)) if line.word(first - 1) in {"by", "of"} else one


def with_particulars(line: Line, clauses: Sequence[Clause]) -> Iterator[Clause]:
    """The clauses, the particulars of a noun of revision with the hands to whom it gives the changes ("X made two changes: “a” was added")."""
    general = (one for one in clauses if one.voice in {Voice.NOUN, Voice.PHRASE} and one.wording.act is Act.REVISE)
    noun = next((one for one in general if one.whos), None)
    for one in clauses:
        is_open = not one.whos and one.voice is not Voice.ACTIVE
        yield replace(one, whos=noun.whos) if noun and is_open and is_particular(line.sketch, noun, one) else one


def is_particular(sketch: Sketch, noun: Clause, one: Clause) -> bool:
    """Whether it tells what the change was of which a noun speaks: after a colon, or as that noun’s predicate ("X’s only change is the deletion …")."""
    colon = sketch.begins(noun.rest, "made: the particulars")
    if colon is not None and one.span.start >= colon.end():
        return True
    between = Span(noun.span.end, max(noun.span.end, one.span.start))
    return one.voice is Voice.NOUN and sketch.is_all(between, "is no more than the") is not None


def _after(line: Line, noun: Clause) -> range:
    first = next((at for at in range(len(line)) if line.start(at) >= noun.span.end), len(line))
    return range(first, len(line))


def _lists_several(line: Line, noun: Clause) -> bool:
    """Whether a colon after the noun lists whose they are."""
    return any(
        line.word(at) in {":", "—"} and line.kind(at + 1) is not ChunkKind.QUOTE for at in _after(line, noun)[:14]
    )


def _shares(line: Line, noun: Clause) -> Iterator[tuple[int, tuple[Who, ...]]]:
    for at in _after(line, noun):
        whos: tuple[Who, ...] = ()
        if line.word(at) == "those":
            back = at + 1 + (line.word(at + 1) == "made")
            whos = line.people_from(back + 1)[1] if line.word(back) in {"by", "of"} else ()
        elif line.is_one(at, "standing_for"):
            back = at + 1
            while line.word(back) in _BETWEEN or any(line.is_one(back, group) for group in ("tools", "colors")):
                back += 1
            whos = line.people_from(back + 1)[1] if line.word(back) == "by" else ()
        elif (
            line.kind(at) is ChunkKind.OWNER
            and line.word(at - 1) != "not"
            and line.word(at + 1) in _AFTER_OWNER
            and line.kind(at - 1) is not ChunkKind.PERSON
        ):
            end, whos = line.people_from(at)
            whos = whos[:1] if line.kind(end - 1) is not ChunkKind.OWNER else whos
        whos = tuple(who for who in whos if not who.pronoun)
        if whos:
            yield at, whos
