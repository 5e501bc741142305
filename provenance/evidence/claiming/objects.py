"""What a clause takes as its object: quoted words, a part of the text, or what the clause before it took."""

import re

from provenance.evidence.clauses.clause import Clause, Voice
from provenance.evidence.places.expressions import Expression
from provenance.evidence.sketch import AGENT, OWNER, Sketch
from provenance.model.spans import Span
from provenance.model.testimony import Act


def names_words(sketch: Sketch, clause: Clause) -> bool:
    """Whether quoted words are brought in as words ("the word “a”", "the names “b” and “c”")."""
    for region in (clause.before, clause.after):
        for quote in sketch.quotes_in(region):
            lead = sketch.lines[region.start : quote.start - 1]
            if re.search(
                r"\b(?:words?|names?|phrases?|terms?|sentences?|clauses?|figures?|numbers?|dates?|title|article|expressions?|passage|letters?|comma|paragraph)\s*[:,]?\s*\Z",
                lead,
            ):
                return True
    quotes = sketch.quotes_in(clause.before) if clause.voice is Voice.PASSIVE else ()
    return bool(quotes) and bool(
        re.fullmatch(
            r"\s*(?:was|were|is|are|has been|have been|had been)?\s*(?:then|later|also)?\s*",
            sketch.lines[quotes[-1].end + 1 : clause.span.start],
        )
    )


def is_anchored_before(sketch: Sketch, clause: Clause) -> bool:
    """Whether the sentence opens with where the words were put ("After “world,” he added …")."""
    quoted = bool(sketch.quotes_in(clause.after) and sketch.quotes_in(clause.before))
    return quoted and bool(
        re.search(
            r"\b(?:after|before|following|preceding|between|above|over|in place of|instead of)\s+(?:the\s+)?(?:words?\s+|phrase\s+|figure\s+|name\s+)?[“\"]",
            sketch.lines[clause.before.start : clause.span.start],
            re.IGNORECASE,
        )
    )


def is_from_words(sketch: Sketch, clause: Clause) -> bool:
    """Whether the verb is followed by what the words had been ("changed from “a”", "softened this from “b”")."""
    rest = sketch.lines[clause.span.end : clause.after.end]
    opens = clause.voice is Voice.PASSIVE and not sketch.lines[clause.before.start : clause.span.start].strip(" ;,")
    if opens and clause.wording.act is Act.REPLACE and re.match(r"\s+to\s+(?:read,?\s+)?[“\"]", rest):
        return True
    return clause.wording.act is Act.REPLACE and bool(
        re.match(
            r"\s+(?:(?:(?:this|it)\s+)?from\s+(?:the\s+words?\s+)?|(?:this|it)\s+to\s+(?:read,?\s+)?)[“\"]",
            sketch.lines[clause.span.end : clause.after.end],
        )
    )


def is_indefinite(sketch: Sketch, expression: Expression) -> bool:
    """Whether the part is one that nobody has pointed at ("two sentences were cut"): it is not printed."""
    definite = {
        "this",
        "these",
        "that",
        "the",
        "previous",
        "preceding",
        "foregoing",
        "present",
        "entire",
        "whole",
        "last",
        "first",
        "final",
        "second",
        "third",
        "next",
        "following",
    }
    lead = sketch.lines[max(0, expression.span.start - 6) : expression.span.start].lower()
    if re.search(r"\b(?:an?|another|one)\s*\Z", lead) and expression.index is None:
        return True
    return (
        not definite & set(expression.steps)
        and expression.index is None
        and expression.part is None
        and not expression.rest
        and not re.search(r"\b(?:the|these|this|both)\s*\Z", lead)
    )


def is_object(sketch: Sketch, clause: Clause, expression: Expression) -> bool:
    """Whether the expression is what the clause takes, not where a quoted reading or another thing stands."""
    if expression.unit == "passage" and not set(expression.steps) & {"this", "these", "the", "following", "preceding"}:
        return False
    if expression.unit in {"word", "phrase"} and re.match(r",?\s?[“\"]", sketch.lines[expression.span.end :][:3]):
        return False
    lead = sketch.lines[max(clause.sentence.start, expression.span.start - 24) : expression.span.start]
    if re.match(
        r"(?:preceding|following|succeeding|above|below)\s+(?:this|the|these)\s", expression.span.of(sketch.lines)
    ):
        return False
    if (
        clause.voice is Voice.NOUN
        and expression.span.start >= clause.span.end
        and expression.span.start > clause.span.end + 70
    ):
        return False
    return not re.search(
        r"(?i:\bat|\bbetween|\bnear|\bopposite|\bbeside|\bnext to|\babove|\bbeneath|\bbelow|\bunder|\bpreceding|\bfollowing|\bafter|\bbefore|\bin reference to|\bfootnote)\s+\Z",
        lead,
    )


def only_holds(sketch: Sketch, clause: Clause, expression: Expression) -> bool:
    """Whether the part only holds what was put in or taken out ("the reference to X was deleted from this sentence")."""
    lead = sketch.lines[max(clause.span.end, expression.span.start - 6) : expression.span.start]
    return (
        clause.wording.act in {Act.INSERT, Act.DELETE}
        and clause.voice in {Voice.ACTIVE, Voice.PASSIVE}
        and expression.span.start >= clause.span.end
        and expression.part is None
        and not expression.rest
        and bool(re.search(r"\b(?:in|from|to|into)\s+\Z", lead))
    )


def is_bracketed(sketch: Sketch, expression: Expression) -> bool:
    """Whether the expression means what stands in square brackets ("the bracketed words", "two paragraphs in brackets")."""
    own, tail = expression.span.of(sketch.lines), sketch.lines[expression.span.end :][:40]
    return "bracketed" in own or bool(
        re.match(r"\s+(?:that are |printed |enclosed |placed )?(?:with)?in (?:square )?brackets", tail)
    )


def find_enclosure(sketch: Sketch, expression: Expression) -> tuple[str, bool] | None:
    """Between which marks the words stand that the note points at ("the words between commas"), and whether with them."""
    tail = sketch.lines[expression.span.end :]
    named = re.match(
        r"\s+(?:(?:with)?in|between|enclosed (?:in|by)|set off by)\s+(?:the\s+)?(?:two\s+)?(commas|parenthes[ie]s|dashes)",
        tail,
    )
    if named is None or expression.unit not in {"word", "phrase", "passage", "clause"}:
        return None
    return named[1], bool(re.match(rf"[^.;]*?\b(?:with|and) (?:the |these |both )?{named[1]}", tail[named.end() :]))


def takes_pronoun(sketch: Sketch, clause: Clause) -> bool:
    """Whether the verb takes "it" or "them": what the verb before it took."""
    rest = sketch.lines[clause.span.end : clause.after.end]
    return clause.voice is Voice.ACTIVE and bool(
        re.match(
            r"\s+(?:out\s+)?(?:it|them|(?:these|this|both)(?!\s+[a-z])|(?:the|these|those|both) (?:words?|sentences?|phrases?|passages?))\b(?!\s*[“\"])",
            rest,
        )
    )


def restores(sketch: Sketch, clause: Clause) -> bool:
    """Whether words are put back of which the note has just told ("X restored the original wording", "only to be reinstated")."""
    form = sketch.lines[clause.span.start : clause.span.end].lower()
    rest = sketch.lines[clause.span.end : clause.after.end]
    old = re.match(
        r"\s+(?:the|its)\s+(?:original|earlier|former|previous|first|old)\s+(?:wording|reading|language|text|version|phrase|words?)\b(?!\s+(?:of|in)\s+(?:its|the))",
        rest,
    )
    again = clause.voice is Voice.PASSIVE and not sketch.quotes_in(Span(clause.before.start, clause.after.end))
    return form.startswith(("restor", "reinstat")) and bool(
        old or (again and not re.search(r"[a-z]{4,}\s+(?:was|were)\s*\Z", clause.before.of(sketch.lines)))
    )


def names_unit(sketch: Sketch, clause: Clause, expression: Expression) -> bool:
    """Whether the unit is what was changed and not only what holds the quoted words ("in this sentence")."""
    lead = sketch.lines[max(0, expression.span.start - 12) : expression.span.start]
    tail = sketch.lines[expression.span.end : expression.span.end + 3]
    holds = r"\b(?:in|from|to|into)\s+\Z" if clause.is_phrase else r"\b(?:in|of|from|to|into)\s+\Z"
    return not re.search(holds, lead, re.IGNORECASE) and not re.match(r"\s?[:,]?\s?[“\"]", tail)


def heads_note(sketch: Sketch, clause: Clause) -> bool:
    """Whether the note begins with the verb, so that it takes what the marker stands at ("Added by X.", "Changed in pencil from “a.”")."""
    own = clause.span.start == clause.sentence.start and clause.voice is Voice.PASSIVE
    return (
        own
        and clause.wording.act in {Act.INSERT, Act.DELETE, Act.REPLACE}
        and bool(
            re.match(
                rf"\s+(?:out\s+|in\s+)?(?:[a-z]+ly\s+)?(?:by\s+[{AGENT}]|in\s+(?:red\s+|blue\s+|black\s+)?(?:ink|pencil|pen|longhand|manuscript|[{OWNER}])|by\s+hand|from\s+the\s+(?:\w+\s+)?(?:text|version|copy|letter|telegram|message|release)\b|here\b|from\s+(?:the\s+)?[“\"]|in\s+the\s+(?:final|revised|later|signed|retyped|last)\s)",
                sketch.lines[clause.span.end : clause.sentence.end],
            )
        )
    )
