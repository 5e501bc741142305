"""Whether a clause is about this text, or about another paper or a thing of the world."""

from functools import lru_cache

from provenance.evidence.clauses.clause import Clause, Voice
from provenance.evidence.lexicon import Lexicon
from provenance.evidence.sketch import Sketch
from provenance.model.spans import Span
from provenance.model.testimony import Act

NEAR = 70


def speaks_of_other_paper(
    sketch: Sketch, sentence: Span, carried: bool, lexicon: Lexicon, own: frozenset[str] = frozenset()
) -> bool:
    """Whether the sentence is about another paper; `carried` if the sentence before it was; `own` are the words of the title."""
    other, this = _papers(sketch, sentence, lexicon, own)
    if is_changed_at_meeting(sketch, sentence, lexicon, own):
        return False
    return not this and (other or (carried and not _is_called(sketch, sentence, lexicon, own)))


def is_changed_at_meeting(sketch: Sketch, sentence: Span, lexicon: Lexicon, own: frozenset[str]) -> bool:
    """Whether a body did something at a meeting to the text, called by a word of its title ("At its meeting the Board revised the report")."""
    names = own & (lexicon.papers["nouns"] | lexicon.papers["foreign"]) - lexicon.papers["correspondence"]
    takes = sketch.has(sentence, "at a meeting") and sketch.has(sentence, "revised the")
    return takes is not None and not names.isdisjoint(takes["paper"].lower().split())


def _is_called(sketch: Sketch, sentence: Span, lexicon: Lexicon, own: frozenset[str]) -> bool:
    """Whether the sentence names the text by a word of its title that is no telegram’s or letter’s ("the paper", "the checklist")."""
    names = own & lexicon.papers["nouns"] - lexicon.papers["unlike"] - lexicon.papers["correspondence"]
    return bool(names) and any(one["word"].lower() in names for one in sketch.each(sentence, "the"))


def is_of_enclosure(sketch: Sketch, first: Span, sentence: Span) -> bool:
    """Whether a note that begins "Not printed." goes on about the paper that is not printed."""
    quoted = bool(sketch.quotes_in(sentence))
    other = sketch.is_all(first, "not printed") or (not quoted and sketch.is_all(first, "another paper is meant"))
    return bool(other and not sketch.has(sentence, "printed here"))


@lru_cache(maxsize=64)
def _papers(sketch: Sketch, sentence: Span, lexicon: Lexicon, own: frozenset[str] = frozenset()) -> tuple[bool, bool]:
    """Whether the sentence names another paper, and whether this text ("the draft" in "the draft treaty" does not)."""
    lines = sketch.lines
    if told := sketch.begins(sentence, "a covering paper tells that"):
        sentence = Span(told.end(), sentence.end)
    others = [Span(*match.span()) for match in lexicon.others.finditer(lines, sentence.start, sentence.end)]
    if elsewhere := lexicon.elsewhere.match(lines, sentence.start, sentence.end):
        others.append(Span(*elsewhere.span()))
    this = [Span(*match.span()) for match in lexicon.this_text.finditer(lines, sentence.start, sentence.end)]
    if own and any(own & set(one.group().lower().split()) for one in sketch.each(sentence, "this")):
        return bool(others), True  # "this draft agreement", where the title calls the text so
    this = [span for span in this if not _is_text_of_other(sketch, Span(span.start, sentence.end), lexicon, own)]
    if this and all(_is_denied(sketch, span, sentence, lexicon) for span in this):
        return True, False  # "the British paper, not the one printed here"
    return bool(others), any(not any(span.overlaps(other) for other in others) for span in this)


def _is_denied(sketch: Sketch, named: Span, sentence: Span, lexicon: Lexicon) -> bool:
    """Whether it is said that this text is not meant ("not this letter", "not the American one printed here")."""
    before = sketch.lines[sentence.start : named.start].lower().split()
    since = before[len(before) - before[::-1].index("not") :] if "not" in before else ["…"]
    papers = lexicon.papers["nouns"] | lexicon.papers["other_marks"] | {"the", "one", "american", "english"}
    words = {*since, *named.of(sketch.lines).lower().split()}
    return papers.issuperset(since) and not words.isdisjoint(lexicon.papers["nouns"] | {"one"})


def _is_text_of_other(sketch: Sketch, named: Span, lexicon: Lexicon, own: frozenset[str]) -> bool:
    """Whether "the text" is that of a thing by whose name the title does not call this one ("the text of the study")."""
    of = sketch.begins(named, "the text of") if own else None
    any_text = lexicon.papers["states"] | lexicon.papers["correspondence"] | {"document", "paper"}
    return of is not None and of["what"].lower() not in own | any_text


_MEANT_BEFORE = {"it", "them", "this", "these", "both"}


def _what_it_takes(sketch: Sketch, clause: Clause) -> Span:
    """Where the thing is named that the verb takes; quoted words, where it takes them, are the thing itself."""
    if clause.voice is Voice.PASSIVE:
        quotes = sketch.quotes_in(clause.before)
        start = max(clause.before.start, clause.span.start - NEAR, *(quote.end for quote in quotes[-1:]))
        aside = sketch.lines.find(", ", start, clause.span.start) if quotes else -1
        return Span(start, max(start, aside if aside >= 0 else clause.span.start))
    if clause.patient is not None and clause.patient.head in _MEANT_BEFORE:
        return Span(clause.span.end, clause.span.end)  # "dropped it at its meeting"
    quotes = sketch.quotes_in(clause.after)
    end = min(clause.sentence.end, clause.span.end + NEAR, *(quote.start for quote in quotes[:1]))
    return Span(clause.span.end, max(clause.span.end, end))


def is_about_other(
    sketch: Sketch, clause: Clause, carried: bool, lexicon: Lexicon, own: frozenset[str] = frozenset()
) -> bool:
    """Whether what was changed is another paper or no paper at all; `own` are the words of the title."""
    lead, sentence = clause.lead, clause.sentence
    other, this = _papers(sketch, sentence, lexicon, own)
    if clause.wording.whole is not None and is_changed_at_meeting(sketch, sentence, lexicon, own):
        return False
    if sketch.begins(Span(0, lead.end), "sic") and not clause.whos:
        return True
    if clause.voice is Voice.PASSIVE and sketch.ends(lead, "on the basis of a paper"):
        return True
    by_wire = sketch.begins(sentence, "in a telegram") or sketch.begins(sentence, "telegram 40")
    if by_wire and _corrects(sketch, clause):
        return False
    if sketch.has(sentence, "what was spoken or published"):
        return True
    doer = sketch.begins(lead, "telegram 40")
    if doer is None and sketch.has(Span(max(0, lead.start - NEAR), lead.start), "telegram 40"):
        doer = sketch.begins(lead, "it does")
    if doer and not clause.whos and not sketch.has(Span(doer.end(), lead.end), "is done to it"):
        return True
    if sketch.has(lead, "in or on which") and (
        sketch.has(clause.rest, "it is not printed") or sketch.begins(sentence, "on a matter, see")
    ):
        return True
    if clause.wording.act in {Act.REVISE, Act.DRAFT} and sketch.begins(lead, "is not attached, but"):
        return True
    whole = clause.wording.act in {Act.REVISE, Act.DRAFT, Act.REPLACE} and not sketch.quotes_in(sentence)
    if whole and not this and sketch.has(sentence, "printed elsewhere"):
        return True
    if clause.voice is Voice.ACTIVE and not clause.whos and sketch.ends(lead, "somebody’s paper"):
        return True
    if clause.wording.covers_whole and sketch.begins(clause.rest, "under a covering letter"):
        return False
    numbered = sketch.begins(clause.sentence, "a copy of a numbered paper")
    if numbered and numbered["number"] not in own:
        return True
    if clause.wording.here or sketch.has(clause.own, "here and elsewhere"):
        return False
    if carried or (other and not this) or sketch.has(lead, "see"):
        return True
    if clause.wording.covers_whole:
        return False  # a turn of phrase about a whole paper names the paper itself
    near = _what_it_takes(sketch, clause)
    thing = lexicon.things.search(sketch.lines, near.start, near.end)
    is_thing = thing is not None and not sketch.begins(Span(thing.start(), clause.sentence.end), "a date as it stands")
    return is_thing and not this


def _corrects(sketch: Sketch, clause: Clause) -> bool:
    """Whether it is said what is to be read for what ("corrected “a” to read “b”", "corrected this date to May 6")."""
    corrected = clause.span.of(sketch.lines).lower() == "corrected"
    taken = sketch.begins(clause.after, "this word")
    of_this = taken is not None and taken.group().strip().lower().startswith("this")
    return (
        corrected
        and (of_this or len(sketch.quotes_in(clause.after)) > 1)
        and not sketch.has(clause.after, "telegram 40")
    )


def changes_world(sketch: Sketch, clause: Clause, lexicon: Lexicon, own: frozenset[str] = frozenset()) -> bool:
    """Whether a verb of its own sentence takes money or another thing of the world: what its subject does next is no editing."""
    if _papers(sketch, clause.sentence, lexicon)[1]:
        return False
    if clause.voice is Voice.PASSIVE:
        subject = sketch.begins(clause.lead, "the thing was")
        return bool(subject and lexicon.things.fullmatch(subject["thing"]))
    head = clause.patient.head if clause.patient is not None else ""
    is_law = head in lexicon.papers["laws"] and head not in own
    return clause.voice is Voice.ACTIVE and (is_law or bool(sketch.begins(clause.after, "so much")))
