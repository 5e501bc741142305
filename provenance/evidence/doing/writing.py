"""Whether a clause speaks of written words at all ("added the word", not "added that he agreed")."""

from provenance.evidence.clauses.clause import Clause, Voice
from provenance.evidence.doing.whole_texts import takes_whole, writes_whole
from provenance.evidence.lexicon import Lexicon, Side
from provenance.evidence.sketch import Sketch
from provenance.model.spans import Span
from provenance.model.testimony import Act, PersonKind

CHANGING = {Act.INSERT, Act.DELETE, Act.REPLACE, Act.MOVE, Act.DRAFT, Act.REVISE}


def is_of_text(sketch: Sketch, clause: Clause, has_place: bool, after_deletion: bool, lexicon: Lexicon) -> bool:
    """Whether the clause speaks of written words at all ("added the word", not "added that he agreed")."""
    if clause.wording.textual or clause.voice is Voice.PHRASE:
        return True
    lines = sketch.lines
    if (
        not sketch.has(clause.lead, "in its place")
        and clause.wording.name != "write in"
        and clause.voice is not Voice.NOUN
        and not _takes_following(sketch, clause, lexicon)
        and not (after_deletion and _writes_for_struck(sketch, clause))
        and sketch.begins(clause.rest, "that, or quoted words that were said")
    ):
        return False
    if (has_place and clause.voice is not Voice.NOUN) or clause.wording.act not in CHANGING:
        return True
    takes_out = clause.wording.object is Side.EARLIER and clause.wording.act is Act.DELETE
    if (after_deletion or takes_out) and clause.voice is Voice.ACTIVE and sketch.begins(clause.rest, "quoted words"):
        return True
    if after_deletion and sketch.quotes_in(clause.after) and sketch.has(clause.after, "in its place"):
        return True
    if clause.voice is Voice.PASSIVE and sketch.is_all(clause.before, "quoted words and a colon"):
        return True
    is_gerund = (
        clause.span.of(lines).lower().endswith("ing")
    )  # "proposed shifting tactics by omitting a reference to it"
    if (
        takes_out
        and not is_gerund
        and sketch.begins(clause.before if clause.voice is Voice.PASSIVE else clause.after, "a mention of something")
    ):
        return True
    if clause.voice is not Voice.NOUN and (_takes_part(sketch, clause, lexicon) or _reads_now(sketch, clause, lexicon)):
        return True
    if clause.wording.name.startswith("write") and _is_written_here(sketch, clause, after_deletion, lexicon):
        return True
    if (
        lines[clause.span.start : clause.span.end]
        .lower()
        .startswith(("handwr", "hand-wr", "penned", "pencil", "inked"))
    ):
        return True
    own = clause.own
    by_hand = bool(lexicon.by_hand.search(lines, own.start, own.end) or sketch.has(own, "in somebody’s hand"))
    by_hand = by_hand or any(who.kind is PersonKind.HAND for who in clause.whos)
    if clause.voice is Voice.PASSIVE and _is_part_in_state(sketch, clause, lexicon):
        return True
    if clause.voice is Voice.NOUN:
        return _is_noun_of_text(sketch, clause, has_place, by_hand, lexicon)
    if clause.wording.act is Act.DRAFT:
        return True
    if clause.wording.name == "include":
        return False
    return bool(by_hand or sketch.has(own, "here") or (clause.wording.whole and takes_whole(sketch, clause, lexicon)))


def _is_noun_of_text(sketch: Sketch, clause: Clause, has_place: bool, by_hand: bool, lexicon: Lexicon) -> bool:
    """Whether a noun ("the deletion of", "X’s changes") is that of written words, whatever else can be deleted or changed."""
    if clause.wording.act is not Act.REVISE:
        several = tells_of_several(sketch.lines, clause) and not _is_of_thing(clause, lexicon)
        part = has_place or _is_of_part(clause, lexicon) or _is_of_words(sketch, clause) or several
        return part or bool(by_hand and sketch.quotes_in(clause.after))
    if not clause.whos:
        if made := sketch.begins(clause.rest, "were made"):
            also = bool(made["stop"]) and clause.before.start < clause.span.start  # "…, and minor changes were made."
            return also or _of_document(sketch, clause)
        if sketch.ends(clause.lead, "told somebody of"):
            return has_place or _of_document(sketch, clause)
        return by_hand or bool(sketch.ends(clause.lead, "a text has, of some kind"))
    if has_place or by_hand or sketch.ends(clause.lead, "in pencil") or _makes_changes_only(sketch, clause, lexicon):
        return True
    if sketch.ends(clause.lead, "a text has, of some kind") or sketch.ends(clause.lead, "a text bears"):
        return True
    if sketch.ends(clause.lead, "carries somebody’s"):
        return bool(lexicon.text_nouns.search(sketch.lines, clause.lead.start, clause.lead.end))
    return clause.wording.name == "revision" or _of_document(sketch, clause)


def _takes_following(sketch: Sketch, clause: Clause, lexicon: Lexicon) -> bool:
    """Whether "the following sentence", "a phrase" is the subject, and a colon brings in its words."""
    if clause.voice is not Voice.PASSIVE:
        return False
    subject = clause.before.of(sketch.lines).lower().split()
    named = any(word.strip(",") in lexicon.units for word in subject) or subject[-2:-1] == ["following"]
    return (named or subject[-1:] == ["following"]) and bool(sketch.quotes_in(clause.after))


def _reads_now(sketch: Sketch, clause: Clause, lexicon: Lexicon) -> bool:
    """Whether what was changed is called a part of a text, and is said to read as is quoted ("amended the recommendation to read: “a”")."""
    patient = clause.patient
    if patient is None or patient.head not in lexicon.papers["parts"] or clause.wording.act is not Act.REPLACE:
        return False
    return any(
        sketch.ends(sketch.before_quote(quote, clause.after), "to read") for quote in sketch.quotes_in(clause.after)
    )


def _writes_for_struck(sketch: Sketch, clause: Clause) -> bool:
    """Whether quoted words are written after others that were struck out ("crossed out “a” and wrote: “b”"): they were said by nobody."""
    struck = sketch.quotes_in(Span(clause.sentence.start, clause.span.start))
    by_hand = clause.wording.name == "write by hand"
    return by_hand and bool(struck) and bool(sketch.begins(clause.rest, "quoted words"))


def _takes_part(sketch: Sketch, clause: Clause, lexicon: Lexicon) -> bool:
    """Whether the verb takes a part of a text ("omitted a paragraph on oil"), or quoted words in one ("added “a” to the draft")."""
    taken = clause.before if clause.voice is Voice.PASSIVE else clause.after
    if clause.voice is not Voice.PHRASE and sketch.begins(taken, "a part of a text"):
        return True
    return bool(sketch.quotes_in(taken) and sketch.has(clause.after, "in the text"))


def writes_sentence(sketch: Sketch, clause: Clause, lexicon: Lexicon) -> bool:
    """Whether a new sentence or paragraph is written, and its words follow ("an additional sentence is handwritten below: “a”")."""
    subject = [word.strip(",") for word in clause.before.of(sketch.lines).lower().split()]
    named = any(lexicon.units.get(word) in {"sentence", "paragraph"} for word in subject)
    new = bool(_NEW & set(subject))
    return clause.voice is Voice.PASSIVE and named and new and bool(sketch.quotes_in(clause.after))


_NEW = {"additional", "following", "another", "further", "new"}


def _is_part_in_state(sketch: Sketch, clause: Clause, lexicon: Lexicon) -> bool:
    """Whether a part or mark of a text is said to be gone, or new, in another state of it ("in a later draft the date was omitted")."""
    patient, sentence = clause.patient, clause.sentence
    if patient is None or not (patient.head in lexicon.units or patient.head in lexicon.papers["parts"]):
        return False
    return any(
        sketch.ends(Span(sentence.start, match.start()), "in a")
        for state in (lexicon.later_state, lexicon.earlier_state)
        for match in state.finditer(sketch.lines, sentence.start, sentence.end)
    )


def _is_of_words(sketch: Sketch, clause: Clause) -> bool:
    """Whether a noun takes quoted words at once, and it is told whose doing it was ("the addition of “a” was made by X")."""
    quotes = sketch.quotes_in(clause.after) if clause.whos else ()
    lead = Span(clause.span.end, max(clause.span.end, quotes[0].start - 1)) if quotes else clause.span
    return lead.of(sketch.lines).split() == ["of"]


def _is_of_part(clause: Clause, lexicon: Lexicon) -> bool:
    """Whether a noun is that of a part of a text ("the deletion of a paragraph on oil", "the addition of a heading")."""
    patient = clause.patient
    kind = lexicon.units.get(patient.head, "") if patient is not None and patient.preposition == "of" else ""
    return kind in {"sentence", "paragraph", "heading", "clause", "phrase"} and not _takes_loose(clause, lexicon)


def _is_of_thing(clause: Clause, lexicon: Lexicon) -> bool:
    """Whether what somebody added to or took from is named, and is no text or part of one ("additions to the library")."""
    patient = clause.patient
    if patient is None or patient.preposition not in {"to", "from"} or not patient.head.isalpha():
        return False
    texts = lexicon.papers["nouns"] | lexicon.papers["foreign"] | lexicon.papers["parts"] | lexicon.papers["unlike"]
    return patient.head not in texts - lexicon.papers["lists"] and patient.head not in lexicon.units


def _takes_loose(clause: Clause, lexicon: Lexicon) -> bool:
    """Whether what is taken has a name that other things have too ("the addition of an item")."""
    return clause.patient is not None and clause.patient.head in lexicon.papers["loose"]


def _makes_changes_only(sketch: Sketch, clause: Clause, lexicon: Lexicon) -> bool:
    """Whether somebody "made minor changes", full stop, in a note that has spoken of a draft or text."""
    return bool(
        sketch.ends(clause.lead, "made changes of some kind")
        and sketch.begins(clause.rest, "and no more")
        and (
            lexicon.text_nouns.search(sketch.lines, 0, clause.sentence.end)
            or sketch.begins(clause.lead, "drafted by somebody, and")
        )
    )


def _is_written_here(sketch: Sketch, clause: Clause, after_deletion: bool, lexicon: Lexicon) -> bool:
    """Whether words were written into the text or beside it: a comment too is written, but a book is not meant."""
    if writes_whole(sketch, clause):
        return True
    if lexicon.comment_places.search(sketch.lines, clause.sentence.start, clause.sentence.end) or after_deletion:
        return True
    direct = clause.wording.name == "write in" and (
        sketch.begins(clause.rest, "quoted words") or sketch.begins(clause.after, "into the text")
    )
    return bool(direct) or goes_into_text(sketch, clause)


def goes_into_text(sketch: Sketch, clause: Clause) -> bool:
    """Whether words were written over others, in their place, or at the end of a part of the text."""
    places = ("over others", "in its place", "at the end of this sentence")
    return any(sketch.has(clause.after, place) for place in places)


def tells_of_several(lines: str, clause: Clause) -> bool:
    """Whether it speaks of somebody's additions or deletions all together ("Smith’s additions are noted below")."""
    plural = lines[clause.span.start : clause.span.end].lower().endswith("s")
    return clause.voice is Voice.NOUN and plural and bool(clause.whos)


def _of_document(sketch: Sketch, clause: Clause) -> bool:
    """Whether the noun is followed by "in the draft", "to this letter"."""
    return bool(sketch.begins(clause.rest, "are noted") or sketch.begins(clause.rest, "in the draft"))
