"""Which act a clause claims: a change of words, the making of the whole, or only a comment or a decision."""

import re

from provenance.evidence.claiming.objects import is_anchored_before, names_words
from provenance.evidence.clauses.clause import Clause, Voice
from provenance.evidence.clauses.readings import Readings
from provenance.evidence.doing.whole_texts import takes_whole, writes_whole
from provenance.evidence.doing.writing import tells_of_several, writes_sentence
from provenance.evidence.lexicon import Lexicon
from provenance.evidence.places.expressions import Expression
from provenance.evidence.sketch import Sketch
from provenance.model.testimony import Act, Claim

_TO_QUOTE = re.compile(r"\s+(?:(?:of|from)\s+[“\"][^”\"]*[”\"],?\s+)?to\s+(?:read,?\s+)?[“\"]")

_FOR_INSERTION = re.compile(
    r"\b(?:for|to be|marked for)\s+(?:its\s+|their\s+)?(?:insertion|inclusion|inserted|included|addition|added)\b|\b(?:arrow|caret|line)\b[^.;]{0,40}?\b(?:insert|follow|precede|after|before|between|go|placed|belong)\w*\b"
)

_THIS_PART = re.compile(
    r"\s+(?:in\s+)?(?:this|these)\s+(?:\w+\s+)?(?:sentences?|paragraphs?|words?|phrase|clause|passage|postscript)\b(?!\s*[“\"])"
)
_ABOVE_PART = re.compile(
    r"[”\"]\s+(?:above|over|below|under|beneath)\s+(?:this|the|that)\s+(?:\w+\s+)?(?:sentence|paragraph|passage|heading|section|title|point)\b"
)


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
    if wording.act is Act.REVISE and clause.voice is Voice.NOUN and _TO_QUOTE.match(sketch.lines, clause.span.end):
        return Act.REPLACE
    if wording.name in {"write in", "write by hand"}:
        return _writing_act(sketch, clause, expression, is_struck, lexicon)
    if wording.act is Act.INSERT and _adds_comment(sketch, clause):
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
    return wording.act


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


def _adds_comment(sketch: Sketch, clause: Clause) -> bool:
    """Whether what was added is a remark on the paper ("added a handwritten notation"), not words of its text."""
    rest = sketch.lines[clause.span.end : min(clause.sentence.end, clause.span.end + 80)]
    return bool(
        re.match(
            r"\s*(?:(?:the|a|an|this|his|her|following|handwritten|marginal|typed|brief|personal|last)\s+)*(?:notation|note|comment|remark|marginal|query|postscript note)",
            rest,
        )
    )


def _writing_act(
    sketch: Sketch, clause: Clause, expression: Expression | None, is_struck: bool, lexicon: Lexicon
) -> Act | None:
    """Writing in the margin is a comment; writing words into the text is an insertion."""
    own = sketch.lines[clause.sentence.start : clause.sentence.end]
    if writes_whole(sketch, clause):
        return None if clause.span.of(sketch.lines).lower().startswith("typed") else Act.DRAFT
    if _THIS_PART.match(sketch.lines, clause.span.end, clause.after.end):
        return Act.INSERT
    if _ABOVE_PART.search(sketch.lines, clause.span.end, clause.after.end) and not is_struck:
        return Act.COMMENT
    if writes_sentence(sketch, clause, lexicon):
        return Act.INSERT
    if lexicon.comment_places.search(own):
        return Act.INSERT if _FOR_INSERTION.search(own) else Act.COMMENT
    form = sketch.lines[clause.span.start : clause.span.end].lower()
    rest = sketch.lines[clause.span.end : clause.after.end]
    if (
        clause.wording.name == "write in"
        or form.startswith(("handwr", "hand-wr", "pen", "ink"))
        or lexicon.by_hand.search(own)
    ):
        return Act.INSERT if expression or sketch.quotes_in(clause.after) or sketch.quotes_in(clause.before) else None
    if is_anchored_before(sketch, clause):
        return Act.INSERT
    if re.match(
        r"\s*(?:the\s+)?(?:following\s+)?(?:words?|names?|phrase|sentence|paragraph|date|figure)\b", rest
    ) or re.search(
        r"\b(?:above|over|in place of|in its place|(?:after|before) (?:the words? )?[“\"]|at the (?:end|beginning) of (?:this|the) (?:sentence|paragraph|line))",
        rest,
    ):
        return Act.INSERT
    if is_struck or (clause.voice is Voice.PASSIVE and names_words(sketch, clause)):
        return Act.INSERT
    return None


def is_decision(sketch: Sketch, readings: Readings, lexicon: Lexicon) -> bool:
    """Whether all words changed are options offered for a decision ("crossed out “Disapprove”")."""
    words = [sketch.quoted(quote).strip(" .,!") for quote in (*readings.earlier, *readings.later)]
    return bool(words) and all(word[:1].isupper() and word.lower() in lexicon.options for word in words)


def marks_only(sketch: Sketch, clause: Clause, before: Claim) -> bool:
    """Whether words were written above others that had only been underlined: a comment on them."""
    return before.act is Act.UNDERLINE and clause.wording.name in {"write in", "write by hand"}
