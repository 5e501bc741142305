"""When two clauses of one sentence make one claim: words struck and others written for them, a change and how it had read."""

from collections.abc import Sequence
from dataclasses import replace

from provenance.evidence.chunks.chunk import ChunkKind
from provenance.evidence.claiming.follow_ups import pick_words
from provenance.evidence.claiming.objects import takes_pronoun
from provenance.evidence.clauses.clause import Clause, Voice
from provenance.evidence.clauses.line import Line
from provenance.evidence.clauses.shared_hands import is_particular
from provenance.evidence.lexicon import Lexicon, Side
from provenance.evidence.sketch import Sketch
from provenance.model.spans import Span
from provenance.model.testimony import Act, Certainty, Claim, Reading, Target


def completes(previous: tuple[Clause, Claim], clause: Clause, claim: Claim, sketch: Sketch, lexicon: Lexicon) -> bool:
    """Whether striking words out and writing others are one replacement."""
    first, last = previous
    if first.sentence == clause.sentence and (_tells_fate(last, claim) or _tells_both(last, claim)):
        return True
    if clause.voice is Voice.PHRASE and last.is_general and claim.act is Act.REVISE and not claim.revisers:
        return True
    if first.sentence == clause.sentence and (_tells_reading(last, claim, clause) or _names_mover(last, claim)):
        return True
    if first.sentence == clause.sentence and _gives_other_side(last, claim, clause, sketch):
        return True
    if first.sentence == clause.sentence and (_strikes_for(last, claim, clause, sketch) or _fills_blank(last, claim)):
        return True
    circled = last.act is Act.UNDERLINE and first.span.of(sketch.lines).lower().startswith("circled")
    if (last.act is not Act.DELETE and not circled) or last.note != claim.note or first.sentence != clause.sentence:
        return False
    if claim.revisers and last.revisers and claim.revisers != last.revisers and not circled:
        return False
    if (
        claim.act is Act.REPLACE
        and claim.later_reading
        and (not claim.earlier_reading)
        and (clause.wording.object is Side.LATER or takes_pronoun(sketch, clause))
    ):
        return True
    if claim.act is not Act.INSERT:
        return False
    since = Span(first.span.end, max(first.span.end, clause.after.end))
    if sketch.has(since, "in its place"):
        return True
    by_hand = clause.wording.name in {"write in", "write by hand"} and not (
        _is_of_other_kind(first, clause, lexicon) or _has_own_place(sketch, first, clause, lexicon)
    )
    return not circled and bool(
        by_hand or sketch.has(since, "over others") or _follows_at_once(sketch, first, clause, lexicon)
    )


def pair_up(
    told: Sequence[tuple[Clause, Claim]],
    clause: Clause,
    made: Sequence[Claim],
    sketch: Sketch,
    lexicon: Lexicon,
    at: int | None,
) -> list[tuple[Clause, Claim]] | None:
    """What was told, the words of one clause paired with those of the next ("crossed out “a” and “b” and wrote “c” and “d” above them")."""
    struck = told[-len(made) :]
    if len(made) < 2 or len(struck) < len(made) or any(one is not struck[0][0] for one, _ in struck):
        return None
    bare = [replace(one, act=Act.INSERT, earlier_reading=None) for one in made]
    pairs = list(zip(struck, bare, strict=True))
    if not all(
        last.act is Act.DELETE and completes((first, last), clause, one, sketch, lexicon)
        for (first, last), one in pairs
    ):
        return None
    return [*told[: -len(made)], *((clause, merge(last, one, at)) for (_, last), one in pairs)]


def _tells_fate(last: Claim, claim: Claim) -> bool:
    """Whether a deletion only tells what became of the words that others replaced ("wrote “a” above “b,” which is crossed out")."""
    return (
        last.act is Act.REPLACE
        and claim.act is Act.DELETE
        and bool(claim.earlier_reading)
        and claim.earlier_reading == last.earlier_reading
        and (not claim.revisers or not last.revisers or claim.revisers == last.revisers)
    )


def _names_mover(last: Claim, claim: Claim) -> bool:
    """Whether a clause tells who moved the part of which it was just told that it had stood elsewhere."""
    moved = last.act is claim.act is Act.MOVE and last.target is not None and last.target == claim.target
    return moved and not last.revisers and bool(claim.revisers)


def _tells_both(last: Claim, claim: Claim) -> bool:
    """Whether the same words are said to be struck out and replaced ("was crossed out and replaced by X")."""
    same = claim.earlier_reading == last.earlier_reading and (claim.target == last.target or bool(claim.later_reading))
    return (
        last.act is Act.DELETE
        and claim.act is Act.REPLACE
        and same
        and bool(claim.earlier_reading or claim.target)
        and (not last.revisers or not claim.revisers or claim.revisers == last.revisers)
    )


def _gives_other_side(last: Claim, claim: Claim, clause: Clause, sketch: Sketch) -> bool:
    """Whether one clause tells the earlier words and the next the later ones ("had “a,” which X changed to “b”")."""
    told = last.act is Act.REPLACE and not last.revisers and last.earlier_reading and not last.later_reading
    if told and claim.act is Act.INSERT and claim.rule == "are somebody’s words" and claim.later_reading:
        return True
    if claim.act is not Act.REPLACE:
        return False
    if _is_word_of(last, claim, clause):
        return True
    if last.act is Act.INSERT:
        word = sketch.lines[clause.span.start : clause.span.end].lower()
        same = not claim.revisers or claim.revisers == last.revisers
        return (
            same
            and clause.wording.name == "replace"
            and word in {"replaced", "replaces", "replacing"}
            and claim.later_reading in {None, last.later_reading}
        )
    return bool(
        told
        and claim.later_reading
        and not claim.earlier_reading
        and (clause.voice is not Voice.PHRASE or claim.revisers or clause.stated)
    )


def _fills_blank(last: Claim, claim: Claim) -> bool:
    """Whether words are said to have been put in where, as was just told, a blank had been left."""
    blank = last.rule in {"was left blank at first", "gave no such figure"} and not last.revisers
    return blank and claim.act is Act.INSERT


def _strikes_for(last: Claim, claim: Claim, clause: Clause, sketch: Sketch) -> bool:
    """Whether he who put words in is said, in the same breath, to have struck others out ("“a” was put in by X, who struck out “b”")."""
    joined = sketch.ends(Span(clause.sentence.start, clause.span.start), "who, or after")
    bare = last.act is Act.INSERT and last.later_reading and not last.earlier_reading
    struck = claim.act is Act.DELETE and claim.earlier_reading and claim.target is None
    return bool(joined and bare and struck) and claim.revisers in {(), last.revisers}


def _is_word_of(last: Claim, claim: Claim, clause: Clause) -> bool:
    """Whether a clause tells what had stood there before the word that is X’s (“a” is X’s; the draft had “b”)."""
    return (
        last.act is Act.INSERT
        and clause.voice is Voice.PHRASE
        and last.rule == "are somebody’s words"
        and bool(last.later_reading and claim.earlier_reading)
        and not claim.revisers
        and claim.later_reading in {None, last.later_reading}
    )


def _is_of_other_kind(struck: Clause, written: Clause, lexicon: Lexicon) -> bool:
    """Whether a part was written that is none of the kind of the part struck out ("left out the paragraph on oil and wrote a new opening")."""
    kinds = [
        lexicon.units.get(word)
        for thing in (struck.patient, written.patient)
        for word in (thing.words[-1:] if thing is not None else ())
    ]
    return len(kinds) == 2 and None not in kinds and kinds[0] != kinds[1] and "same" not in kinds


_BESIDE = {"after", "before", "between", "following", "preceding"}


def _has_own_place(sketch: Sketch, struck: Clause, written: Clause, lexicon: Lexicon) -> bool:
    """Whether words are said to have been written beside others, or at the end, and not where some were struck out ("deleted “a” and, after “b,” wrote in “c”")."""
    line = Line(sketch, written.sentence, lexicon)
    first, verb = line.index_at(struck.span.end), line.index_at(written.span.start)
    own = next((n for n in range(verb, first, -1) if line.word(n) in {"and", "then", "but"}), first)
    return any(
        (line.word(n) in _BESIDE and line.is_thing(n + 1)) or _is_edge(line, n)
        for n in range(own, line.index_at(written.after.end))
    )


def _is_edge(line: Line, at: int) -> bool:
    """Whether the end or the beginning of a part is pointed at ("at the end of the sentence")."""
    unit = line.chunks[at + 1].unit if line.word(at) == "at" and line.kind(at + 1) is ChunkKind.UNIT else None
    return unit is not None and not {"this", "that"} & set(unit.steps)


_ELSEWHERE = {"elsewhere", "later", "earlier"}
_EDGES = {"at", "to", "in"}


def _follows_at_once(sketch: Sketch, struck: Clause, written: Clause, lexicon: Lexicon) -> bool:
    """Whether words were put in where others had just been struck out ("crossed out “a” and inserted “b”", "“a” was deleted and “b” inserted")."""
    line = Line(sketch, written.sentence, lexicon)
    thing = written.patient
    verbs = written.voice is struck.voice and written.voice is not Voice.NOUN
    if thing is None or line.kind(thing.last) is not ChunkKind.QUOTE or not verbs:
        return False
    at, verb = line.index_at(struck.span.end), line.index_at(written.span.start)
    between = range(at, min(thing.first, verb))
    joined = any(
        line.word(n) in {"and", "then"} or (line.word(n) == "," and line.kind(n - 1) is ChunkKind.QUOTE)
        for n in between
    )
    anchored = any(
        (line.is_one(n, "neighbours") or line.word(n) in _ELSEWHERE)
        and (line.is_thing(n + 1) or line.word(n) not in {"before", "after"})
        for n in range(at, len(line))
        if n in between or n > thing.last
    )
    anchored = anchored or any(_is_edge(line, n) for n in between)
    anchored = anchored or any(
        line.word(n) in _EDGES
        and (line.kind(n + 1) is ChunkKind.UNIT or line.word(n + 2) in {"end", "beginning", "margin"})
        for n in range(max(thing.last, verb), len(line))
    )
    return joined and not anchored


def _tells_reading(last: Claim, claim: Claim, clause: Clause) -> bool:
    """Whether a phrase only tells how the words read that the claim before it spoke of ("revised this, which had read …")."""
    if clause.voice is not Voice.PHRASE or claim.act is not Act.REPLACE or claim.revisers:
        return False
    clash = last.earlier_reading and claim.earlier_reading and last.earlier_reading != claim.earlier_reading
    struck = last.act is Act.DELETE and not claim.later_reading
    return (struck or last.act in {Act.REPLACE, Act.REVISE}) and not clash


def _surer(first: Target | None, second: Target | None) -> Target | None:
    """Of two places the one whose edges are not only guessed."""
    return second if first is None or (second is not None and first.start is Certainty.LOW) else first


def _nearer(first: Target | None, second: Target | None, at: int | None) -> Target | None:
    """Of two places the one at the marker; the second where both are."""
    if first is None or second is None or at is None or Certainty.LOW in {first.start, second.start}:
        return _surer(first, second)
    gaps = [max(place.span.start - at, at - place.span.end, 0) for place in (first, second)]
    return first if gaps[0] < gaps[1] else second


def merge(struck: Claim, written: Claim, at: int | None = None) -> Claim:
    """One replacement out of a deletion and what was written for it, or out of a revision and how the words had read.

    It is sure if one of the two is: what the one leaves open the other tells.
    """
    merged = _merge(struck, written, at)
    sure = Reading.SURE in {struck.reading, written.reading}
    return replace(merged, reading=Reading.SURE if sure else Reading.POSSIBLE, doubt="" if sure else merged.doubt)


def _rules(first: Claim, then: Claim) -> str:
    """The entries of the lexicon by which both were read, each once."""
    return ", ".join(dict.fromkeys([*first.rule.split(", "), *then.rule.split(", ")]))


def _merge(struck: Claim, written: Claim, at: int | None) -> Claim:
    if struck.act is Act.DELETE and written.act is Act.REPLACE and not written.later_reading:
        words = struck.earlier_reading or written.earlier_reading
        return replace(struck.made_by(struck, written), earlier_reading=words, rule=_rules(struck, written))
    if struck.act is Act.MOVE or (struck.act is Act.REPLACE and written.act is Act.DELETE):
        return replace(struck.made_by(struck, written), rule=_rules(struck, written))
    if struck.is_general and written.act is Act.REVISE:
        return struck
    if struck.act is Act.INSERT and written.act is Act.INSERT:
        return replace(written, target=written.target or struck.target, rule=_rules(struck, written))
    if struck.act is Act.INSERT:
        earlier = next((w for w in (written.earlier_reading, written.later_reading) if w != struck.later_reading), None)
        return replace(struck, act=Act.REPLACE, earlier_reading=earlier, rule=_rules(struck, written))
    if struck.act is Act.UNDERLINE:
        struck = replace(struck.made_by(written), act=Act.DELETE, earlier_reading=struck.later_reading)
    if struck.act is not Act.DELETE:
        return replace(
            struck.made_by(struck, written),
            act=Act.REPLACE,
            scope=struck.scope if struck.target else written.scope,
            target=_surer(struck.target, written.target),
            earlier_reading=struck.earlier_reading or written.earlier_reading,
            later_reading=struck.later_reading or written.later_reading,
            printed=struck.printed if struck.printed is not None else written.printed,
            rule=_rules(struck, written),
        )
    target = _nearer(struck.target, written.target, at)
    return replace(
        struck.made_by(struck, written),
        act=Act.REPLACE,
        later_reading=written.later_reading,
        target=target,
        printed=False
        if struck.target and target is struck.target
        else (written.printed if struck.target else (True if written.target else None)),
        rule=_rules(struck, written),
    )


def narrow(
    previous: tuple[Clause, Claim], clause: Clause, claim: Claim, sketch: Sketch, lexicon: Lexicon
) -> Claim | None:
    """The claim that tells which of the words just quoted were struck ("read “a b c”; the last two words were crossed out")."""
    first, last = previous
    bare = (
        last.act in {Act.REPLACE, Act.DELETE} and not last.revisers and last.earlier_reading and not last.later_reading
    )
    if not bare or first.sentence != clause.sentence or claim.act is not Act.DELETE or first.voice is not Voice.PHRASE:
        return None
    reading = last.earlier_reading or ""
    some = sketch.has(clause.before, "the last two words")
    if some and not sketch.quotes_in(Span(first.span.end, clause.span.start)):
        struck = pick_words(reading, some, lexicon)
        return replace(claim, earlier_reading=struck, target=None, printed=True) if struck else None
    return claim if claim.earlier_reading and claim.earlier_reading in " ".join(reading.rstrip(".").split()) else None


def without_general(sketch: Sketch, claims: Sequence[tuple[Clause, Claim]]) -> list[tuple[Clause, Claim]]:
    """The claims of a sentence without a general one whose particulars follow ("two changes were made: “a” was added")."""
    return [
        (clause, claim)
        for number, (clause, claim) in enumerate(claims)
        if not (
            (
                (clause.is_phrase and claim.is_general and sketch.begins(clause.rest, "in one word:"))
                or (
                    clause.voice is Voice.NOUN
                    and _is_bare(claim)
                    and any(is_particular(sketch, clause, other) for other, _ in claims[number + 1 :])
                )
            )
            and any(_is_sure_part(one) for _, one in claims[number + 1 :])
        )
    ]


def tells_how(sketch: Sketch, last: tuple[Clause, Claim], clause: Clause, claim: Claim) -> bool:
    """Whether a noun tells by what the part just told of was changed ("the paragraph was amended by the insertion of “a”"), or a participle the outcome."""
    verb, changed = last
    lead = Span(verb.span.end, max(verb.span.end, clause.span.start))
    by = clause.voice is Voice.NOUN and verb.voice in {Voice.ACTIVE, Voice.PASSIVE} and sketch.ends(lead, "by the")
    bare = not (changed.earlier_reading or changed.later_reading) and changed.act in {Act.REPLACE, Act.REVISE}
    if not changed.earlier_reading and changed.act is Act.DELETE and verb.sentence == clause.sentence:
        return _tells_outcome(sketch, clause, claim)
    return bool(by and bare and claim.changes_text and claim.act is not Act.REVISE)


def _tells_outcome(sketch: Sketch, clause: Clause, claim: Claim) -> bool:
    """Whether a participle after a comma tells what came of a stroke ("crossed out part of the date, changing “a” to “b”")."""
    both = claim.act is Act.REPLACE and claim.earlier_reading and claim.later_reading
    form = clause.span.of(sketch.lines).lower().split()[0]
    after = sketch.lines[: clause.span.start].rstrip().removesuffix("thus").removesuffix("thereby").rstrip()
    return bool(both and form.endswith("ing") and after.endswith((",", ",”")))


def _is_bare(claim: Claim) -> bool:
    """Whether a claim tells no more than that something was changed."""
    return claim.act is Act.REVISE and not (claim.earlier_reading or claim.later_reading)


def _is_sure_part(claim: Claim) -> bool:
    """Whether a claim is surely of some words, and not of the whole text."""
    part = not claim.is_general and not claim.drafts_whole
    return part and claim.changes_text and claim.actual and claim.reading is Reading.SURE
