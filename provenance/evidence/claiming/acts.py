"""Which act a clause claims: a change of words, the making of the whole, or only a comment or a decision."""

from provenance.evidence.claiming.objects import is_anchored_before, names_words, takes_pronoun
from provenance.evidence.clauses.clause import Clause, Voice
from provenance.evidence.clauses.readings import Readings
from provenance.evidence.doing.whole_texts import takes_whole, writes_whole
from provenance.evidence.doing.writing import goes_into_text, tells_of_several, writes_sentence
from provenance.evidence.lexicon import Lexicon
from provenance.evidence.places.expressions import Expression
from provenance.evidence.sketch import Sketch
from provenance.model.testimony import Act, Claim


def choose_act(
    sketch: Sketch,
    clause: Clause,
    expression: Expression | None,
    is_struck: bool,
    readings: Readings,
    lexicon: Lexicon,
) -> Act | None:
    """The act that a clause claims; None where it is no act upon words."""
    wording = clause.wording
    told = bool(readings.earlier or readings.later)
    is_noun = wording.act is Act.REVISE and clause.voice is Voice.NOUN
    if is_noun and any(sketch.begins(clause.rest, cue) for cue in ("to quoted words", "one for another, listed")):
        return Act.REPLACE
    if is_noun and readings.earlier and expression is not None and sketch.begins(clause.rest, "of the words, quoted"):
        return Act.REPLACE  # "this word is X’s correction of “a”"
    if wording.name in {"write in", "write by hand"}:
        return _writing_act(sketch, clause, expression, readings, is_struck, lexicon)
    if wording.act is Act.INSERT and sketch.begins(clause.rest, "a notation"):
        return Act.COMMENT
    if wording.whole and expression is None and not told and takes_whole(sketch, clause, lexicon):
        return wording.whole
    if (
        wording.act in {Act.INSERT, Act.DELETE}
        and expression is None
        and not sketch.quotes_in(clause.after)
        and tells_of_several(sketch.lines, clause)
    ):
        return Act.REVISE
    if wording.name == "revise" and not told and _takes_whole_paragraphs(sketch, clause, expression):
        return Act.REVISE
    if wording.act is Act.REVISE and expression is not None and clause.voice is Voice.NOUN:
        return Act.REVISE
    if wording.name == "draft" and _drafts_words(sketch, clause, readings):
        return Act.INSERT
    return wording.act


def _drafts_words(sketch: Sketch, clause: Clause, readings: Readings) -> bool:
    """Whether somebody is said to have composed a few words ("dictated the closing words of this sentence, “a”"), which is to insert them."""
    region = clause.before if clause.voice is Voice.PASSIVE else clause.after
    return any(
        region.contains(quote) and bool(sketch.ends(sketch.before_quote(quote, region), "the words of a part"))
        for quote in readings.later
    )


def _takes_whole_paragraphs(sketch: Sketch, clause: Clause, expression: Expression | None) -> bool:
    """Whether paragraphs that are named by their numbers were revised, or "several paragraphs": what in them is not told."""
    form = clause.span.of(sketch.lines).lower()
    if expression is None and clause.patient is not None:
        return form.startswith(("revis", "amend", "edit")) and clause.patient.head in {
            "paragraphs",
            "sections",
            "parts",
            "portions",
            "passages",
        }
    if expression is None or expression.unit != "paragraph" or not form.startswith(("revis", "amend", "edit")):
        return False
    return expression.index is not None or (
        expression.plural and not set(expression.steps) & {"this", "these", "last", "first"}
    )


def _writing_act(
    sketch: Sketch,
    clause: Clause,
    expression: Expression | None,
    readings: Readings,
    is_struck: bool,
    lexicon: Lexicon,
) -> Act | None:
    """Writing in the margin is a comment; writing words into the text is an insertion."""
    if _is_query(sketch, clause):
        return Act.COMMENT
    if writes_whole(sketch, clause):
        return None if clause.span.of(sketch.lines).lower().startswith("typed") else Act.DRAFT
    if sketch.begins(clause.after, "this part"):
        return Act.INSERT
    if sketch.has(clause.after, "quoted words above a part") and not is_struck:
        return Act.COMMENT
    if writes_sentence(sketch, clause, lexicon):
        return Act.INSERT
    sentence = clause.sentence
    over_others = bool(readings.earlier and readings.later)
    has_subject = any(clause.before.contains(who.span) for who in clause.whos)
    start = clause.before.start if has_subject else sentence.start  # "at the top X struck out “a” and wrote “b”"
    if not over_others and lexicon.comment_places.search(sketch.lines, start, clause.own.end):
        return Act.INSERT if sketch.has(sentence, "for insertion") else Act.COMMENT
    if expression is not None and clause.voice is Voice.ACTIVE and sketch.has(clause.after, "in somebody’s hand"):
        return Act.INSERT
    form = clause.span.of(sketch.lines).lower()
    if (
        clause.wording.name == "write in"
        or form.startswith(("handwr", "hand-wr", "pen", "ink"))
        or lexicon.by_hand.search(sketch.lines, sentence.start, sentence.end)
    ):
        told = expression or sketch.quotes_in(clause.after) or sketch.quotes_in(clause.before)
        return Act.INSERT if told or takes_pronoun(sketch, clause) else None
    if is_anchored_before(sketch, clause) or over_others:
        return Act.INSERT
    if sketch.begins(clause.after, "the words") or goes_into_text(sketch, clause):
        return Act.INSERT
    if sketch.has(clause.after, "next to or over quoted words"):
        return Act.INSERT
    if is_struck or (clause.voice is Voice.PASSIVE and names_words(sketch, clause)):
        return Act.INSERT
    return None


def _is_query(sketch: Sketch, clause: Clause) -> bool:
    """Whether no more than a question or exclamation mark was written ("wrote “?” over “a”")."""
    words = [sketch.quoted(quote) for quote in sketch.quotes_in(clause.after)[:1]]
    return any(set(one) & {"?", "!"} and not any(map(str.isalnum, one)) for one in words)


def is_decision(sketch: Sketch, readings: Readings, lexicon: Lexicon) -> bool:
    """Whether all words changed are options offered for a decision ("crossed out “Disapprove”")."""
    words = [_unsigned(sketch.quoted(quote)) for quote in (*readings.earlier, *readings.later)]
    return bool(words) and all(word[:1].isupper() and word.lower() in lexicon.options for word in words)


def _unsigned(words: str) -> str:
    """An option without the initials under it ("OK, WBS")."""
    first, _, last = words.strip(" .,!").replace("—", " ").rpartition(" ")
    return first.strip(" .,!") if first and last.isupper() and len(last) in {2, 3} else words.strip(" .,!")


def marks_only(sketch: Sketch, clause: Clause, before: Claim) -> bool:
    """Whether words were written above others that had only been underlined: a comment on them."""
    return before.act is Act.UNDERLINE and clause.wording.name in {"write in", "write by hand"}
