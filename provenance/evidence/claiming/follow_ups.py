"""What a later clause or sentence adds to a claim: who made the change, how the words had read, that it was done."""

from collections.abc import Sequence
from dataclasses import replace
from re import Match

from provenance.evidence.claiming.work_read import WorkRead
from provenance.evidence.clauses.clause import Clause, Voice
from provenance.evidence.doing.kind import Doing
from provenance.evidence.lexicon import Lexicon
from provenance.evidence.people import Who, meant_by
from provenance.evidence.sketch import Sketch
from provenance.model.spans import Span
from provenance.model.testimony import Act, Certainty, Claim


def carry_out(sketch: Sketch, clause: Clause, claim: Claim) -> Claim:
    """The claim of what was suggested as one of what was done, where the sentence goes on "and X did so"."""
    did = sketch.has(clause.rest, "and somebody did so")
    if did is None and sketch.has(clause.rest, "was adopted"):
        done = replace(claim, revisers=(), candidates=(), certainty=Certainty.UNKNOWN)
        return _as_done(done)
    if did is None:
        return claim
    whos = [who for who in sketch.whos if Span(*did.span()).overlaps(who.span)]
    return _made_by(_as_done(claim), whos)


def _made_by(claim: Claim, whos: Sequence[Who]) -> Claim:
    """The claim as made by those who are named here; else by those of whom one did it."""
    names, candidates = meant_by(whos)
    certainty = Certainty.HIGH if names else Certainty.UNKNOWN
    return replace(claim, revisers=names, candidates=candidates, certainty=certainty)


def accept(claims: list[Claim], sketch: Sketch, sentence: Span) -> bool:
    """Makes the change that was only suggested one that was made, where the next sentence says so; whether it does.

    ("The addition was approved", "X made the change".)
    """
    last = claims[-1] if claims else None
    if last is None or last.actual or not last.changes_text or last.doing != Doing.PROPOSED.value:
        return False
    done = sketch.begins(sentence, "it was carried out")
    if done is None:
        return False
    makers = [Span(*done.span("maker"))] if done["maker"] is not None else []
    whos = [who for who in sketch.whos if any(maker.contains(who.span) for maker in makers)]
    claims[-1] = _made_by(_as_done(last), whos)
    return True


def give_words(claims: list[Claim], sketch: Sketch, sentence: Span) -> bool:
    """Gives what was put in or struck out its words, where the next sentence only says how they read; whether it does.

    ("X deleted the last sentence. It read: “a.”")
    """
    last = claims[-1] if claims else None
    quotes = sketch.quotes_in(sentence)
    if last is None or last.act not in {Act.INSERT, Act.DELETE} or last.earlier_reading or last.later_reading:
        return False
    if not quotes or not _is_next(sketch, last, sentence) or not sketch.begins(sentence, "it read"):
        return False
    words = sketch.quoted(quotes[0])
    struck = last.act is Act.DELETE
    claims[-1] = replace(last, earlier_reading=words) if struck else replace(last, later_reading=words)
    return True


def _as_done(claim: Claim) -> Claim:
    """What was only suggested, as a change that was made."""
    return replace(claim, actual=True, reason="", doing=Doing.TEXT.value, doubt="")


def is_carried_out(sketch: Sketch, clause: Clause) -> bool:
    """Whether the sentence, or one after it, goes on that what was suggested was done."""
    if sketch.has(clause.rest, "and somebody did so") or sketch.has(clause.rest, "was adopted"):
        return True
    return is_instructed(sketch, clause) or is_accepted_later(sketch, clause)


def is_instructed(sketch: Sketch, clause: Clause) -> bool:
    """Whether a telegram told those who had the text in hand to do it: it was done, though it is not told by whom."""
    return clause.wish and sketch.has(clause.lead, "a telegram instructed") is not None


def is_accepted_later(sketch: Sketch, clause: Clause) -> bool:
    """Whether a later sentence begins with the words that what was suggested was done."""
    later = (one for one in sketch.sentences if one.start >= clause.sentence.end)
    return any(sketch.begins(one, "it was carried out") for one in later)


def names_maker(sketch: Sketch, clause: Clause, told: Sequence[Claim]) -> bool:
    """Whether "the change", "these deletions" are those told of before, so that only their maker is new."""
    drafted = clause.wording.act is Act.DRAFT and clause.voice is Voice.PASSIVE and clause.whos
    if drafted and sketch.ends(clause.lead, "the replacement was"):
        return any(is_same_kind(Act.REVISE, before) for before in told)
    if clause.voice is not Voice.NOUN or sketch.quotes_in(clause.after):
        return False
    return bool(sketch.ends(clause.lead, "the or these") and sketch.begins(clause.rest, "is made")) and any(
        is_same_kind(clause.wording.act, before) for before in told
    )


def is_same_kind(act: Act, before: Claim) -> bool:
    """Whether a noun ("the deletion") can mean the change that a claim told of."""
    if not before.changes_text or before.act is Act.DRAFT or before.is_general:
        return False
    return act is Act.REVISE or before.act in {act, Act.REPLACE}


def find_maker(work: WorkRead, sketch: Sketch, clause: Clause, told: Sequence[Claim]) -> tuple[str, ...]:
    """Whose change it is of which a sentence gives the particulars ("X’s revisions … The first is the insertion of “a”")."""
    is_noun = clause.voice is Voice.NOUN
    if not sketch.ends(clause.lead, "the first is the" if is_noun else "the first was to") or (
        clause.whos and not is_noun
    ):
        return ()
    return next((claim.revisers for claim in reversed(told) if claim.act is Act.REVISE and claim.revisers), ())


def take(claims: list[Claim], claim: Claim, lexicon: Lexicon, sketch: Sketch) -> None:
    """Adds a claim, or lets it name the hand of which the sentence before spoke."""
    names_hand = any(wording.refers_back and wording.name == claim.rule for wording in lexicon.phrases)
    only_names = any(wording.only_names and wording.name == claim.rule for wording in lexicon.phrases)
    before, said = claims[-1] if claims else None, claim.said or Span(0, 0)
    if before is not None and before.said == said:
        said = _last_clause(sketch, said)
    if before is not None and _gives_earlier(before, claim):
        claims[-1] = replace(before, earlier_reading=claim.earlier_reading, rule=f"{before.rule}, {claim.rule}")
    elif before is not None and _gives_later(before, claim):
        claims[-1] = replace(
            before,
            act=Act.REPLACE,
            target=before.target or claim.target,
            later_reading=claim.later_reading,
            rule=f"{before.rule}, {claim.rule}",
        )
    elif before is not None and _gives_other(before, claim):
        claims[-1] = replace(
            claim.made_by(before, claim),
            act=Act.REPLACE,
            target=claim.target or before.target,
            earlier_reading=before.earlier_reading or claim.earlier_reading,
            later_reading=before.later_reading or claim.later_reading,
            rule=f"{before.rule}, {claim.rule}",
        )
    elif before is not None and (_tells_more(before, claim) or _tells_missing(before, claim)):
        claims[-1] = replace(claim, rule=f"{before.rule}, {claim.rule}")
    elif (
        before is not None
        and (words := _some_words(before, claim, sketch.has(said, "the last two words"), lexicon)) is not None
    ):
        claims[-1] = replace(claim, earlier_reading=words, target=None, printed=True)
    elif before is not None and _says_fate(before, claim) and sketch.begins(said, "the phrase was"):
        made = before.made_by(claim, before)
        claims[-1] = replace(made, actual=claim.actual, rule=f"{before.rule}, {claim.rule}")
    elif before is not None and _does_it(
        before, claim, bool(sketch.has(said, "it, or the opening") or sketch.is_all(said, "changed by somebody"))
    ):
        claims[-1] = replace(
            before.made_by(claim), hedge=claim.hedge, actual=claim.actual, rule=f"{before.rule}, {claim.rule}"
        )
    elif not names_hand:
        claims.append(claim)
    elif sketch.begins(said, "the changes are") and any(_is_nobodys(one) for one in claims):
        claims[:] = [_by_hand_of(one, claim) if _is_nobodys(one) else one for one in claims]
    elif (
        before is not None
        and before.changes_text
        and (not before.revisers or _is_surer(claim, before))
        and (only_names or (before.act is Act.REVISE) == (claim.act is Act.REVISE) or sketch.has(said, "the change is"))
        and (only_names or not _is_of_others(before, claim) or sketch.begins(said, "these words are"))
        and (_is_next(sketch, before, said) or not sketch.begins(said, "it is"))
    ):
        claims[:] = [
            _by_hand_of(one, claim) if one is before or (one.said == claim.said and _is_nobodys(one)) else one
            for one in claims
        ]
    elif only_names and not (claim.act is Act.DRAFT and claim.target):
        return
    elif claim.target is None and claim.act is Act.INSERT and lexicon.comment_places.search(sketch.lines):
        claims.append(replace(claim, act=Act.COMMENT))
    else:
        claims.append(claim)


def _last_clause(sketch: Sketch, sentence: Span) -> Span:
    """What a sentence says after its last semicolon; nothing where it has none."""
    stop = sketch.lines.rfind("; ", sentence.start, sentence.end)
    return Span(stop + 2 if stop >= 0 else sentence.end, sentence.end)


def _is_next(sketch: Sketch, before: Claim, said: Span) -> bool:
    """Whether no other sentence stands between: "it" is what the last one spoke of."""
    end = before.said.end if before.said else 0
    return not any(end <= one.start and one.end <= said.start for one in sketch.sentences)


def _by_hand_of(before: Claim, claim: Claim) -> Claim:
    """What was told of before, by the hand that a later sentence names."""
    return replace(before.made_by(claim), hedge=claim.hedge, rule=f"{before.rule}, {claim.rule}")


def _is_nobodys(claim: Claim) -> bool:
    """Whether it is a change of the text that nobody is said to have made."""
    return claim.changes_text and claim.actual and not claim.persons


def _is_of_others(before: Claim, claim: Claim) -> bool:
    """Whether the words in somebody’s hand are others than those of which the sentence before told."""
    if claim.target is None:
        return False
    words, told = (_bare(one.later_reading) for one in (claim, before))
    is_other = bool(words and told) and words != told
    return is_other or before.target is None or not claim.target.span.overlaps(before.target.span)


def _bare(words: str | None) -> str:
    """Quoted words without the point that editors put inside the quotation marks."""
    return (words or "").strip(" .,").casefold()


def _is_surer(claim: Claim, before: Claim) -> bool:
    """Whether the hand is told of somebody of whom the sentence before only told that it was done at his wish."""
    return before.certainty is Certainty.MEDIUM and claim.certainty is Certainty.HIGH and bool(claim.revisers)


def _gives_earlier(before: Claim, claim: Claim) -> bool:
    """Whether a sentence only adds how the words had read that X, as the one before said, changed."""
    of_part = before.act is Act.REVISE and before.target is not None
    bare = (
        (before.act is Act.REPLACE or of_part)
        and before.revisers
        and not before.earlier_reading
        and not before.later_reading
    )
    told = claim.act is Act.REPLACE and not claim.revisers and claim.earlier_reading and not claim.later_reading
    return bool(bare and told and (claim.target is None or _inside(claim, before)))


def _gives_other(before: Claim, claim: Claim) -> bool:
    """Whether one tells how the words had read and the other which were put for them ("The draft had “a.” X changed this to “b.”")."""
    for state, done in ((before, claim), (claim, before)):
        had = state.act is Act.REPLACE and state.earlier_reading and not state.later_reading and not state.persons
        put = done.act in {Act.REPLACE, Act.INSERT} and done.later_reading and not done.earlier_reading
        apart = state.target and done.target and not state.target.span.overlaps(done.target.span)
        apart = apart or (done.act is Act.INSERT and before.said != claim.said)
        bare = done.act is Act.INSERT and not (done.target or done.later_reading or done.earlier_reading)
        put = put or (bare and before.said == claim.said and done is before)  # "An insertion by X; the draft had “a”"
        if had and put and not apart and (done.act is Act.REPLACE or done.persons):
            return True
    return False


def _gives_later(before: Claim, claim: Claim) -> bool:
    """Whether a sentence only adds how the part reads that X, as the one before said, revised."""
    of_part = before.act in {Act.REVISE, Act.REPLACE} and not before.is_general
    bare = of_part and before.revisers and not before.earlier_reading and not before.later_reading
    told = claim.act is Act.REPLACE and not claim.revisers and claim.later_reading and not claim.earlier_reading
    return bool(bare and told and "another state" in claim.rule)


def _tells_more(before: Claim, claim: Claim) -> bool:
    """Whether a sentence tells which words were changed, and by whom, of what the one before told only how it had read."""
    if before.revisers or not before.earlier_reading:
        return False
    dropped = before.act is Act.REPLACE and claim.act is Act.DELETE and not before.later_reading
    if dropped and claim.earlier_reading == before.earlier_reading:
        return True  # "The draft had “a” here. The words were dropped."
    if not claim.revisers:
        return False
    if before.act is Act.DELETE and claim.act is Act.DELETE:
        return claim.earlier_reading == before.earlier_reading
    if before.act is not Act.REPLACE:
        return False
    if claim.act is Act.DELETE and claim.earlier_reading and not before.later_reading:
        return f" {claim.earlier_reading.strip('. ')}" in f" {before.earlier_reading}"
    if claim.earlier_reading == before.earlier_reading and claim.act in {Act.DELETE, Act.REPLACE}:
        return True
    if claim.act is Act.DELETE:
        return False
    return claim.act is Act.REPLACE and bool(claim.earlier_reading) and _inside(claim, before)


def _tells_missing(before: Claim, claim: Claim) -> bool:
    """Whether a sentence gives the words that, as the one before said, had been left out when the text was sent: they are put in."""
    return before.act is Act.DELETE and not before.earlier_reading and claim.rule == "the missing words read"


def _some_words(before: Claim, claim: Claim, some: Match[str] | None, lexicon: Lexicon) -> str | None:
    """Which of the words just quoted a sentence says were struck ("The last three words are crossed out")."""
    bare = before.act is Act.REPLACE and not before.revisers and not before.later_reading
    if some is None or claim.act is not Act.DELETE or claim.earlier_reading or not bare:
        return None
    return pick_words(before.earlier_reading or "", some, lexicon)


def pick_words(reading: str, some: Match[str], lexicon: Lexicon) -> str | None:
    """The first or last words of a reading, as many as are told; None where that is all of it."""
    words, number = (
        reading.rstrip(".").split(),
        lexicon.numbers.get(some["number"].lower(), 1),
    )  # "the last word" is one
    picked = words[:number] if some["side"].lower() == "first" else words[-number:]
    return " ".join(picked) if number < len(words) else None


def _says_fate(before: Claim, claim: Claim) -> bool:
    """Whether a sentence only says again, perhaps with a name, what was done to the words just quoted."""
    bare = not (claim.target or claim.earlier_reading or claim.later_reading)
    told = bool(before.earlier_reading or before.later_reading) and before.act is claim.act
    return bare and told and not before.revisers and claim.act is not Act.REVISE


def _inside(claim: Claim, before: Claim) -> bool:
    return bool(claim.target and before.target and before.target.span.contains(claim.target.span))


def _does_it(before: Claim, claim: Claim, takes_up: bool) -> bool:
    """Whether a sentence names who made the change of which the one before spoke ("… stated “a.” X rewrote it.")."""
    return (
        before.act in {Act.REPLACE, Act.DELETE, Act.INSERT}
        and not before.revisers
        and bool(claim.persons)
        and claim.act in ({Act.REVISE, Act.REPLACE} if before.act is Act.REPLACE else {before.act})
        and claim.earlier_reading in {None, before.earlier_reading}
        and ((claim.target is None and takes_up) or (claim.target is not None and claim.target == before.target))
    )


def is_same(claim: Claim, other: Claim) -> bool:
    """Whether two claims say the same of the same words."""
    parts = ("act", "persons", "target", "scope", "earlier_reading", "later_reading", "actual")
    return all(getattr(claim, part) == getattr(other, part) for part in parts)


def puts_back(sketch: Sketch, clause: Clause, struck: Claim | None) -> bool:
    """Whether words that somebody had struck out were put in once more ("Y restored them"): no repetition of the first claim."""
    form = sketch.lines[clause.span.start : clause.span.end].lower()
    return struck is not None and struck.act is Act.DELETE and form.startswith(("restor", "reinst", "reinsert"))


def says_again(claim: Claim, before: Claim) -> bool:
    """Whether a clause tells once more what the one before has told: without a name, or that he wrote what he is said to have put in."""
    if claim.act is Act.DRAFT and before.act is Act.INSERT and claim.target:
        return claim.persons == before.persons and claim.target == before.target
    only_read = claim.rule == "another state reads" and not claim.earlier_reading and bool(claim.later_reading)
    if only_read and before.act is Act.INSERT and before.later_reading == claim.later_reading:
        return True  # "a sentence, inserted in the cable as sent, reads “a”"
    return (
        claim.act is before.act
        and not claim.revisers
        and bool(before.revisers)
        and claim.target is not None
        and claim.target == before.target
        and claim.earlier_reading in {None, before.earlier_reading}
        and claim.later_reading in {None, before.later_reading}
    )
