"""What a clause takes as its object: quoted words, a part of the text, or what the clause before it took."""

from provenance.evidence.clauses.clause import Clause, Voice
from provenance.evidence.places.expressions import Expression
from provenance.evidence.sketch import Sketch
from provenance.model.spans import Span
from provenance.model.testimony import Act


def names_words(sketch: Sketch, clause: Clause) -> bool:
    """Whether quoted words are brought in as words ("the word “a”", "the names “b” and “c”")."""
    for region in (clause.before, clause.after):
        for quote in sketch.quotes_in(region):
            if sketch.ends(sketch.before_quote(quote, region), "words for words"):
                return True
    quotes = sketch.quotes_in(clause.before) if clause.voice is Voice.PASSIVE else ()
    return bool(quotes) and bool(
        sketch.is_all(Span(quotes[-1].end + 1, max(quotes[-1].end + 1, clause.span.start)), "was then")
    )


def is_anchored_before(sketch: Sketch, clause: Clause) -> bool:
    """Whether the sentence opens with where the words were put ("After “world,” he added …")."""
    quoted = bool(sketch.quotes_in(clause.after) and sketch.quotes_in(clause.before))
    return quoted and bool(sketch.has(Span(clause.own.start, clause.span.start), "next to or over quoted words"))


def is_from_words(sketch: Sketch, clause: Clause) -> bool:
    """Whether the verb is followed by what the words had been ("changed from “a”", "softened this from “b”")."""
    if clause.wording.act is not Act.REPLACE:
        return False
    opens = clause.voice is Voice.PASSIVE and not sketch.lines[clause.before.start : clause.span.start].strip(" ;,")
    return bool(
        sketch.begins(clause.after, "from quoted words")
        or sketch.begins(clause.after, "it to quoted words")
        or (opens and sketch.begins(clause.after, "to quoted words"))
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
    led = sketch.word_before(expression.span.start)
    if led in {"a", "an", "another", "one"} and expression.index is None:
        return True
    return (
        not definite & set(expression.steps)
        and expression.index is None
        and expression.part is None
        and not expression.rest
        and led not in {"the", "these", "this", "both"}
    )


def is_object(sketch: Sketch, clause: Clause, expression: Expression) -> bool:
    """Whether the expression is what the clause takes, not where a quoted reading or another thing stands."""
    if expression.unit == "passage" and not set(expression.steps) & {"this", "these", "the", "following", "preceding"}:
        return False
    after = Span(expression.span.end, max(expression.span.end, clause.sentence.end))
    if expression.unit in {"word", "phrase"} and sketch.begins(after, "quoted words"):
        return False
    if sketch.begins(expression.span, "preceding this"):
        return False
    if (
        clause.voice is Voice.NOUN
        and expression.span.start >= clause.span.end
        and expression.span.start > clause.span.end + 70
    ):
        return False
    lead = Span(clause.sentence.start, expression.span.start)
    opens = clause.match is None or expression.span.start <= clause.span.start
    apart = after.start < clause.span.start and sketch.begins(after, "which")
    if opens and not apart and sketch.ends(lead, "all but"):
        return False
    return not sketch.ends(lead, "at or near")


def only_holds(sketch: Sketch, clause: Clause, expression: Expression) -> bool:
    """Whether the part only holds what was put in or taken out ("the reference to X was deleted from this sentence", "in this paragraph a sentence was added")."""
    patient = clause.patient
    if (
        clause.wording.act in {Act.INSERT, Act.DELETE}
        and clause.voice is Voice.PASSIVE
        and clause.before.contains(expression.span)
        and patient is not None
        and patient.head
        and patient.is_free
    ):
        return sketch.word_before(expression.span.start, clause.before.start) in {"in", "from"}
    return (
        clause.wording.act in {Act.INSERT, Act.DELETE}
        and clause.voice in {Voice.ACTIVE, Voice.PASSIVE}
        and expression.span.start >= clause.span.end
        and expression.part is None
        and not expression.rest
        and sketch.word_before(expression.span.start, clause.span.end) in {"in", "from", "to", "into"}
    )


def is_bracketed(sketch: Sketch, expression: Expression) -> bool:
    """Whether the expression means what stands in square brackets ("the bracketed words", "two paragraphs in brackets")."""
    after = Span(expression.span.end, len(sketch.lines))
    return "bracketed" in expression.span.of(sketch.lines) or bool(sketch.begins(after, "in brackets"))


def find_enclosure(sketch: Sketch, expression: Expression) -> tuple[str, bool] | None:
    """Between which marks the words stand that the note points at ("the words between commas"), and whether with them."""
    if sketch.begins(expression.span, "a parenthesis"):
        return "parentheses", False
    named = sketch.begins(Span(expression.span.end, len(sketch.lines)), "between commas")
    if named is None or expression.unit not in {"word", "phrase", "passage", "clause"}:
        return None
    return named["marks"], bool(named["both"])


def takes_pronoun(sketch: Sketch, clause: Clause) -> bool:
    """Whether what the clause before told of is taken: "X deleted it", "it was deleted by X", or, after a semicolon, "deleted by X"."""
    if clause.voice is Voice.ACTIVE:
        return bool(sketch.begins(clause.rest, "it or them") or sketch.begins(clause.rest, "these, or the words"))
    if clause.voice is not Voice.PASSIVE or sketch.quotes_in(clause.before):
        return False
    subject = Span(clause.before.start, max(clause.before.start, clause.span.start))
    if sketch.is_all(subject, "it was, or the words were"):
        return True
    joined = sketch.lines[clause.sentence.start : clause.span.start].rstrip().endswith(";")
    return joined and bool(sketch.begins(clause.rest, "by somebody or in ink"))


def restores(sketch: Sketch, clause: Clause) -> bool:
    """Whether words are put back of which the note has just told ("X restored the original wording", "only to be reinstated")."""
    if not clause.span.of(sketch.lines).lower().startswith(("restor", "reinstat")):
        return False
    if sketch.begins(clause.after, "the original wording"):
        return True
    again = clause.voice is Voice.PASSIVE and not sketch.quotes_in(clause.own)
    return again and not sketch.ends(clause.before, "a thing was")


def names_unit(sketch: Sketch, clause: Clause, expression: Expression) -> bool:
    """Whether the unit is what was changed and not only what holds the quoted words ("in this sentence")."""
    holds = {"in", "from", "to", "into"} if clause.is_phrase else {"in", "of", "from", "to", "into", "onto"}
    after = Span(expression.span.end, len(sketch.lines))
    return sketch.word_before(expression.span.start) not in holds and not sketch.begins(after, "quoted words")


def heads_note(sketch: Sketch, clause: Clause) -> bool:
    """Whether the note begins with the verb, so that it takes what the marker stands at ("Added by X.", "This was changed to “a.”")."""
    if clause.voice is not Voice.PASSIVE or clause.wording.act not in {Act.INSERT, Act.DELETE, Act.REPLACE}:
        return False
    if clause.span.start == clause.sentence.start:
        return bool(sketch.begins(clause.rest, "by somebody or in ink"))
    opens = sketch.is_first(clause.sentence.start) and sketch.is_all(clause.lead, "it was, or the words were")
    return bool(opens and clause.wording.act is Act.REPLACE and sketch.quotes_in(clause.after))
