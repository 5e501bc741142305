"""A claim made of what a clause says: revisers, hedge, readings, place, and the words of the note that say it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from provenance.evidence.claiming.follow_ups import is_same_kind
from provenance.evidence.claiming.targets import Found
from provenance.evidence.claiming.work_read import WorkRead
from provenance.evidence.clauses.clause import Clause
from provenance.evidence.lexicon import Lexicon
from provenance.evidence.people import meant_by, signed_by
from provenance.evidence.places.place import Place
from provenance.evidence.sketch import Sketch
from provenance.model.spans import Span
from provenance.model.testimony import Act, Certainty, Claim, Note, PersonKind, Scope, Target


def make_claim(
    work: WorkRead, note: Note, sketch: Sketch, clause: Clause, act: Act, found: Found, actual: bool
) -> Claim:
    """The claim that a clause makes of what it is about."""
    hands = _signed(work, sketch, clause, act, read_hands(work, sketch, clause))
    said = _said(sketch, clause)
    place, version = found.place, work.layout.version.id
    target = Target(version, place.span, place.start, place.end) if place.span is not None else None
    return Claim(
        id=note.id,
        work=note.work,
        revisers=hands.revisers,
        candidates=hands.candidates,
        act=act,
        scope=place.scope,
        certainty=hands.certainty,
        quote=said.of(sketch.text),
        source=work.source,
        note=note.id,
        said=said,
        rule=clause.wording.name,
        target=target,
        places=tuple(Target(version, span) for span in place.candidates),
        earlier_reading=found.earlier,
        later_reading=found.later,
        printed=found.printed,
        hedge=hands.hedge,
        hand=hands.unnamed,
        actual=actual,
        caveats=_caveats(sketch, work.lexicon),
        reason="the note names several and chooses none" if hands.candidates else _reason(target, place, actual),
    )


@dataclass(frozen=True, slots=True)
class Hands:
    """Who did it, or of whom one did; how sure that is, and the word that weakens it; what an unnamed hand is called."""

    revisers: tuple[str, ...]
    candidates: tuple[str, ...]
    certainty: Certainty
    hedge: str | None
    unnamed: str | None = None


def read_hands(work: WorkRead, sketch: Sketch, clause: Clause) -> Hands:
    """By whose hand a clause says that something was done."""
    names, candidates = meant_by(clause.whos)
    if _leaves_open(sketch, clause, work.lexicon):
        names, candidates = (), names
    hedge = work.lexicon.hedges.search(sketch.lines, clause.before.start, clause.after.end)
    certainty = clause.wording.certainty if names else Certainty.UNKNOWN
    if hedge and certainty is Certainty.HIGH:
        certainty = Certainty.LOW if hedge.group().lower() in {"possibly", "perhaps"} else Certainty.MEDIUM
    weaker = hedge.group() if hedge else None
    if clause.asked is not None and not hedge:
        certainty, weaker = Certainty.MEDIUM, " ".join(clause.asked.of(sketch.text).split())
    unnamed = next((who.span.of(sketch.text) for who in clause.whos if who.kind is PersonKind.HAND), None)
    return Hands(names, candidates, certainty, weaker, None if names or candidates else unnamed)


def _signed(work: WorkRead, sketch: Sketch, clause: Clause, act: Act, hands: Hands) -> Hands:
    """The hands; where none is named, that of the one whose initials end the words that were written in by hand ("Write soon—JFK")."""
    if act is not Act.INSERT or clause.whos or not sketch.has(clause.sentence, "written in by hand"):
        return hands
    quotes = sketch.quotes_in(clause.sentence)
    name = signed_by(sketch.quoted(quotes[-1]).rstrip(), work.lexicon.people, work.date) if len(quotes) == 1 else None
    return replace(hands, revisers=(name,), certainty=clause.wording.certainty) if name else hands


def name_revisers(work: WorkRead, told: Sequence[Claim], sketch: Sketch, clause: Clause) -> list[Claim]:
    """The claims told of before, those of them that name nobody now with the revisers that a later clause names."""
    hands = read_hands(work, sketch, clause)
    return [
        replace(
            before,
            revisers=hands.revisers,
            candidates=hands.candidates,
            certainty=hands.certainty,
            hedge=hands.hedge or before.hedge,
            rule=f"{before.rule}, {clause.wording.name}",
        )
        if (hands.revisers or hands.candidates) and not before.revisers and is_same_kind(clause.wording.act, before)
        else before
        for before in told
    ]


def each_with_his_own(sketch: Sketch, clause: Clause, things: int) -> list[Clause]:
    """The clause once for each of the things that it tells of, with the one hand that changed it where it says so ("by X and Y, respectively")."""
    if things != len(clause.whos) or not sketch.has(clause.sentence, "respectively"):
        return [clause] * things
    return [replace(clause, whos=(who,)) for who in clause.whos]


def _leaves_open(sketch: Sketch, clause: Clause, lexicon: Lexicon) -> bool:
    """Whether the note names several and does not say which of them it was ("X or Y", "X and Y …, respectively", "X, more probably Y")."""
    if len(clause.whos) > 1 and sketch.has(clause.sentence, "respectively"):
        return True
    for one, other in pairwise(clause.whos):
        between = {word.strip(",") for word in sketch.lines[one.span.end : other.span.start].split()}
        if "or" in between or ("and" not in between and between & lexicon.grammar["hedges"]):
            return True
    return False


def _said(sketch: Sketch, clause: Clause) -> Span:
    """The stretch of the note that says it: the sentence, without white space around it."""
    return Span(clause.sentence.start, min(clause.sentence.end, len(sketch.text)))


@lru_cache(maxsize=8)
def _caveats(sketch: Sketch, lexicon: Lexicon) -> tuple[str, ...]:
    """The clauses of the note that limit what can be concluded from it."""
    found = []
    for sentence in sketch.sentences:
        start = sentence.start
        for piece in sentence.of(sketch.lines).split(";"):
            if lexicon.caveats.search(piece):
                found.append(" ".join(sketch.text[start : start + len(piece)].split()))
            start += len(piece) + 1
    return tuple(found)


def _reason(target: Target | None, place: Place, actual: bool) -> str:
    if not actual:
        return "suggested only, or done to another paper"
    if target is not None:
        return ""
    if place.candidates:
        return f"the words stand in {len(place.candidates)} places, and the note does not choose"
    return "" if place.scope is Scope.DOCUMENT else "the note's words do not lead to a place in the printed text"
