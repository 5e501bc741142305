"""What kind of doing a clause tells of, asked question by question, and what is doubtful in it."""

from provenance.evidence.chunks.chunk import ChunkKind
from provenance.evidence.clauses.clause import Voice
from provenance.evidence.doing.assertion import doubt_of_assertion
from provenance.evidence.doing.clause_view import ClauseView
from provenance.evidence.doing.kind import Doing, Judgement
from provenance.evidence.doing.papers import Paper
from provenance.evidence.doing.told import Told
from provenance.evidence.doing.writing import writes_sentence
from provenance.model.spans import Span
from provenance.model.testimony import Act, AnchorPlace

OTHER_PAPER = "the sentence speaks of another paper"
"""The doubt that whatever takes up the words of such a sentence shares with it."""

_WRITES = {"write by hand", "write in", "had written", "wrote a part"}


def judge(told: Told) -> Judgement:
    """The kind of doing that a claim's clause tells of, and why it may be another."""
    if told.view.clause.wish and not told.claim.actual:
        return Judgement(Doing.PROPOSED)
    if is_beside(told):
        return Judgement(Doing.BESIDE)
    if is_other_paper(told):
        return Judgement(Doing.OTHER_PAPER)
    return Judgement(Doing.TEXT, doubt_of(told))


def is_beside(told: Told) -> bool:
    """Whether words were written in the margin, at the top, below a signature: a remark."""
    view = told.view
    if told.claim.act not in {Act.INSERT, Act.REPLACE, Act.DRAFT}:
        return False
    if view.clause.wording.name == "had written" and _is_on_paper(told):
        return True
    over_others = told.claim.act is Act.REPLACE or bool(told.claim.earlier_reading and told.claim.later_reading)
    if told.claim.target is not None and over_others and view.clause.wording.name != "had written":
        return False
    taken = view.taken
    if (
        taken is not None
        and taken.words
        and set(taken.words) & view.lexicon.papers["remarks"]
        and told.claim.act is Act.INSERT
    ):
        return True
    if view.clause.wording.name not in _WRITES or writes_sentence(view.sketch, view.clause, view.lexicon):
        return False
    if told.claim.target is None and not told.is_follow_up and not view.takes_unit_alone() and _is_on_paper(told):
        return True
    for phrase in view.own_phrases:
        edge = (
            phrase.preposition in {"in", "on", "at", "to", "near", "into", "of"}
            and set(phrase.words) & view.lexicon.papers["edges"]
        )
        unit = view.chunks[phrase.last].unit
        next_to = phrase.preposition == "to" and view.words_between(phrase.first - 2, phrase.first - 1) == {"next"}
        spot = (
            next_to
            or phrase.preposition in view.lexicon.grammar["spots"]
            or (unit is not None and bool(set(unit.steps) & {"above", "below"}))
        )
        near = (
            spot
            and unit is not None
            and unit.word not in {"line", "lines"}
            and unit.unit in {"sentence", "paragraph", "heading"}
        )
        near = near or (unit is not None and unit.rest and unit.unit == "document")
        near = near or (phrase.preposition == "over" and bool(set(phrase.words) & {"initials", "signature", "name"}))
        near = near or (spot and {"drafting", "line"} <= set(phrase.words))
        if (edge or near) and not view.is_for_insertion() and not (view.takes_unit() and not view.takes_quote()):
            return True
    return False


def _is_on_paper(told: Told) -> bool:
    """Whether words that are not printed were written "on" the paper, at no point of its text."""
    if any(chunk.kind is ChunkKind.UNIT and chunk.unit and "this" in chunk.unit.steps for chunk in told.view.chunks):
        return False
    return any(phrase.preposition == "on" and told.paper(phrase) is not Paper.NONE for phrase in told.view.phrases)


def is_other_paper(told: Told) -> bool:
    """Whether what was changed is another paper, or no paper."""
    view, papers = told.view, told.papers
    if told.paper(view.taken) is Paper.OTHER and not view.takes_unit() and not view.takes_quote():
        return True
    if Paper.THIS in papers:
        return False
    if view.clause.voice is Voice.ACTIVE and not view.clause.whos and told.paper(view.subject) is Paper.OTHER:
        return True  # "the edition of 1818 omits these lines"
    return any(told.paper(one) is Paper.OTHER for one in (view.holder, view.whole, view.antecedent))


def doubt_of(told: Told) -> str:
    """What is doubtful in a change of this text; "" where nothing is."""
    claim, papers = told.claim, told.papers
    if claim.drafts_whole:
        return ""
    if doubt := doubt_of_assertion(told.view):
        return doubt
    by_footnote = told.is_at_head or told.view.clause.wording.name == "sent with the changes noted"
    if by_footnote and told.view.sketch.has(told.view.clause.sentence, "told in a footnote"):
        return ""
    if told.view.clause.match is not None and told.view.clause.match.groupdict().get("label"):
        return ""
    quoted_only = not told.is_general and not (told.view.takes_unit_alone() and told.claim.target)
    if quoted_only and told.is_reported and not told.view.points() and told.names_other_in_sentence:
        return "somebody reports it in another paper"
    if told.view.clause.wording.name == "are somebody’s words" and told.own & told.view.lexicon.papers["talk"]:
        return "the words may be those of a speaker of whom this is the record"
    if told.view.clause.is_phrase and (told.compares_speech or told.quotes_part_of_draft):
        return "what is quoted belongs to another text"
    if told.view.clause.is_phrase and told.quotes_part_by_title:
        return "whether the part that is quoted by its title stands in this text is not told"
    if _is_formal(told) and not told.claim.earlier_reading:
        return "a formal part in handwriting may have been so from the first"
    if told.view.takes_pronoun() and not told.is_follow_up and _means_law(told.view):
        return "“it” is a law, or what was moved in a house"
    voted = any("vote" in phrase.words for phrase in told.view.own_phrases)
    if _is_by_law(told.view) or (voted and not told.own & told.view.lexicon.papers["foreign"]):
        return "it is a law or a motion that was changed"
    if told.is_general:
        return doubt_of_whole(told)
    instructed = told.view.clause.wish and told.claim.actual
    if Paper.OTHER in papers and Paper.THIS not in papers and not _stands_here(told) and not instructed:
        return OTHER_PAPER
    if _is_lost_replacement(told):
        return "neither the words before nor those after are printed near the note"
    if told.view.clause.is_phrase:
        return doubt_of_state(told)
    return doubt_of_part(told)


def _is_lost_replacement(told: Told) -> bool:
    """Whether a note in the text quotes both sides of a replacement, neither is printed, and it says of no place or paper here."""
    claim = told.claim
    return (
        claim.act is Act.REPLACE
        and bool(claim.earlier_reading and claim.later_reading)
        and not (claim.target or claim.places or claim.revisers)
        and told.note.place is AnchorPlace.TEXT
        and Paper.THIS not in told.papers
        and not _is_anchored(told)
        and not _is_all(told)
    )


def doubt_of_whole(told: Told) -> str:
    """What is doubtful in a change of a whole text."""
    papers = told.papers
    if told.view.sketch.begins(told.view.clause.sentence, "attached are"):
        return OTHER_PAPER
    if told.is_reported and told.view.taken is not None and told.view.taken.head in told.unlike:
        return "somebody reports it of a paper that this text is not called"
    if told.view.clause.is_phrase and (told.is_said_of_other or told.is_of_other_number):
        return OTHER_PAPER
    if Paper.THIS in papers and told.paper(told.view.taken) is not Paper.OTHER:
        return ""
    nearest = told.nearest_paper()
    if nearest is Paper.OTHER:
        return OTHER_PAPER
    if told.note.place is AnchorPlace.TEXT and not told.is_source_note and told.own and not told.names_own:
        return "the note hangs in the text and speaks of a whole paper"
    return ""


def doubt_of_state(told: Told) -> str:
    """What is doubtful in a comparison with another state: a reading that nothing printed here is like."""
    claim = told.claim
    lacks = claim.act is Act.DELETE and told.view.clause.wording.printed is False
    lacks = lacks and Paper.EARLIER not in told.papers
    if lacks and claim.earlier_reading and not (claim.target or claim.places):
        return "the words that another state lacks are not printed near the note"
    lost = claim.act is Act.REPLACE and claim.target is None and not claim.places
    if told.view.clause.wording.name == "written at this point" and any(who.names for who in told.view.clause.whos):
        return "what a person wrote at a point may be a remark"
    if told.view.clause.wording.name == "corrected where it was garbled":
        return ""
    lost = lost and not told.view.clause.wording.refers_back  # "X made this change"
    if lost and not (claim.earlier_reading and claim.later_reading) and not _is_anchored(told) and not _is_all(told):
        return "nothing printed at the note is like the reading that it quotes"
    return ""


def _is_all(told: Told) -> bool:
    """Whether the note says no more than this, of a few words: it hangs at what it speaks of."""
    words = (told.claim.earlier_reading or told.claim.later_reading or "").split()
    clause = told.view.clause
    alone = clause.wording.name == "so in another state"
    return (
        (alone or told.view.sketch.is_last(clause.sentence.end))
        and len(words) < _FEW
        and told.view.sketch.is_first(clause.sentence.start)
    )


_FEW = 15


def _is_anchored(told: Told) -> bool:
    """Whether the sentence says where ("at this point", "here") or how (by hand) it was done."""
    chunks = told.view.chunks
    holder = told.view.holder
    if holder is not None and told.view.chunks[holder.last].unit is not None:
        return True
    pointed = any(chunk.unit is not None and {"this", "these"} & set(chunk.unit.steps) for chunk in chunks)
    return pointed or bool({chunk.word for chunk in chunks} & told.view.lexicon.grammar["in_hand"])


def _is_formal(told: Told) -> bool:
    """Whether a salutation, a signature or a date is only said to be in handwriting: it may have been from the first."""
    if told.view.clause.wording.name not in {"write by hand", "handwritten by", "in a handwriting"}:
        return False
    units = {chunk.unit.word for chunk in told.view.chunks if chunk.unit is not None}
    words = {chunk.word for chunk in told.view.chunks}
    return "options" in words or bool(
        units & {"salutation", "signature", "closing", "subscription", "valediction", "date", "dateline", "date line"}
    )


def doubt_of_part(told: Told) -> str:
    """What is doubtful in a change of a part: that it is text at all, that it is of this text."""
    view, claim = told.view, told.claim
    printed = claim.target is not None or bool(claim.places)
    both = bool(claim.earlier_reading and claim.later_reading)
    if told.is_reported and not printed and not view.takes_quote() and not claim.later_reading:
        return "somebody reports it, and what words it concerns is not told"
    if (
        view.takes_quote()
        and not printed
        and not both
        and not (claim.act is Act.DELETE and view.takes_unit())
        and not view.names_neighbour()
        and (not view.clause.wording.unprinted or _is_only_written(view))
        and not {Paper.EARLIER, Paper.LATER} & set(told.papers)
        and not _is_anchored(told)
    ):
        return "the quoted words are not printed near the note"
    units = {chunk.unit.word for chunk in view.chunks if chunk.unit is not None}
    if "postscript" in units and told.own and not told.own & view.lexicon.papers["correspondence"]:
        return "a postscript is written under a letter, and this text is none"
    if "postscript" in units | view.words_of(view.taken) and {"attached", "to"} <= set(
        view.sketch.lines[: view.clause.sentence.start].lower().split()
    ):
        return "the postscript may be that of the paper to which this one is attached"
    whole = (
        view.taken is not None
        and view.taken.head in view.lexicon.papers["correspondence"]
        and told.paper(view.taken) is not Paper.OTHER
    )
    if whole and claim.act is Act.INSERT and not (printed or view.takes_quote() or view.takes_unit()):
        return "what was put in is a whole paper"
    changes = view.clause.voice is Voice.NOUN and view.clause.wording.act is Act.REVISE
    if view.takes_bare_line() and not view.takes_quote() and not (view.clause.wording.unprinted or changes):
        return "a line may be one of a map or list"
    if view.clause.wording.name == "include" and told.paper(view.holder) is not Paper.THIS:
        return "it is not said that it was put into this text"
    is_told = told.is_follow_up or view.opens_note() or claim.earlier_reading is not None
    if view.takes_pronoun() and not is_told and not _is_early(told):
        return "it is not told what “it” is"
    if view.takes_quote() or view.takes_unit() or view.takes_pronoun() or view.takes_text_word():
        return ""
    if claim.earlier_reading and {Paper.EARLIER, Paper.THIS} & set(told.papers):
        return ""
    if view.taken is None and view.clause.voice is Voice.ACTIVE and not claim.target and not view.follows_part():
        return "what was changed is neither quoted nor pointed at"
    told_of = claim.target or claim.earlier_reading or claim.later_reading
    if view.taken is None and (told_of or view.opens_note() or view.follows_part()):
        return ""
    if claim.earlier_reading and claim.later_reading:
        return ""
    if (
        claim.earlier_reading
        and claim.act is Act.DELETE
        and view.words_between(view.head - 2, view.after + 1) & {"here"}
    ):
        return ""
    if view.clause.voice is Voice.NOUN and _is_note_alone(view):
        return ""
    if view.clause.voice is Voice.NOUN and view.words_between(view.head - 3, view.head) & {"this", "these"}:
        return ""
    if view.clause.voice is Voice.NOUN and (claim.target or claim.later_reading or claim.earlier_reading):
        return ""
    return "what was changed is neither quoted nor pointed at"


def _is_only_written(view: ClauseView) -> bool:
    """Whether quoted words are said to have been written, and not that they were put in.

    Those "written by X" may be the title of a book; those that X wrote who had put brackets about others are a remark.
    """
    if view.clause.wording.name != "write by hand" or view.is_for_insertion():
        return False
    marked = {"bracket", "brackets", "bracketed"} & {chunk.word for chunk in view.chunks[: view.head]}
    return view.clause.voice is Voice.PASSIVE or bool(marked)


def _is_note_alone(view: ClauseView) -> bool:
    """Whether the note is no more than a noun of revision and whose it is ("A handwritten insertion by X")."""
    before = view.lexicon.grammar["on_paper"] | {"a", "an", "later"}
    return all(chunk.word in before for chunk in view.chunks[: view.head]) and view.sketch.is_first(
        view.clause.sentence.start
    )


def _means_law(view: ClauseView) -> bool:
    """Whether what was named last before "it" is no paper that is drafted ("adopted the amendment and struck it out")."""
    named = [phrase.head for phrase in view.phrases if phrase.last < view.head and phrase.is_free]
    return any(head in view.lexicon.papers["laws"] for head in named)


def _is_by_law(view: ClauseView) -> bool:
    """Whether no person but a law did it ("Section 511 was amended by the Act of June 20, which inserted a proviso")."""
    papers = view.lexicon.papers
    names = {name.lower() for who in view.clause.whos for name in who.names}
    parts = {one.unit.word for one in view.chunks if one.unit is not None}
    names |= {name.lower() for one in view.chunks[view.after :] if one.who for name in one.who.names}
    if names & papers["houses"] and parts & papers["law_parts"]:
        return True
    if view.clause.whos or view.clause.voice is not Voice.ACTIVE:
        return False
    before = [phrase for phrase in view.phrases if phrase.last < view.head]
    return any(papers["laws"] & set(phrase.words) for phrase in before)


def _is_early(told: Told) -> bool:
    """Whether "this" can be understood: it points from the marker, the clause is the first of its note, or a part or words were named before."""
    clause, sketch = told.view.clause, told.view.sketch
    points = told.view.taken is not None and told.view.taken.head == "this" and told.note.place is AnchorPlace.TEXT
    if points or sketch.is_first(clause.sentence.start) or sketch.quotes_in(Span(0, clause.sentence.start)):
        return True
    before = sketch.lines[: clause.span.start].lower().split()
    return any(word.strip(".,:;") in told.view.lexicon.units for word in before)


def _stands_here(told: Told) -> bool:
    """Whether the words are pointed at from the marker, or printed near it."""
    view, is_found = told.view, told.claim.target is not None
    in_text = told.note.place is AnchorPlace.TEXT
    if view.clause.wording.here:
        return in_text
    if in_text and view.clause.whos and view.sketch.begins(view.clause.rest, "a part, at this point"):
        return True
    opens = view.clause.is_phrase and view.opens_note() and in_text
    told_of = view.clause.voice in {Voice.ACTIVE, Voice.PASSIVE} and not told.is_reported
    numbered = in_text and told_of and view.takes_unit_alone() and told.paper(view.holder) is Paper.NONE
    return view.points() or (is_found and (view.takes_quote() or opens or numbered))
