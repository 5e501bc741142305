"""What "this sentence", "those words" mean after a sentence that quotes them: the words quoted, not those at the marker."""

from dataclasses import replace

from provenance.evidence.clauses.clause import Clause
from provenance.evidence.sketch import Sketch
from provenance.model.spans import Span
from provenance.model.testimony import Act, Claim

_POINTS_BACK = {"this", "these", "those", "that"}


def of_quoted(sketch: Sketch, clause: Clause, claim: Claim) -> Claim:
    """The claim; if it deletes a part that the sentence before has just quoted, of those words, which are not printed."""
    if claim.act is not Act.DELETE or claim.earlier_reading or not _points_back(clause, sketch):
        return claim
    before = Span(0, clause.sentence.start)
    quotes = sketch.quotes_in(before)
    if (
        not quotes
        or sketch.lines[quotes[-1].end : clause.sentence.start].strip(' ”"’.,;')
        or not _introduced(sketch, quotes[-1], claim)
    ):
        return claim
    return replace(claim, earlier_reading=sketch.quoted(quotes[-1]), target=None, places=(), printed=True)


def _points_back(clause: Clause, sketch: Sketch) -> bool:
    """Whether what is taken is "this sentence", "those words", at the head of its clause; or "it", by somebody."""
    words = (clause.patient and _words(clause, sketch)) or []
    means_all = clause.patient is not None and clause.patient.head in {"it", "them"} and bool(clause.whos)
    return bool(words) and (words[0] in _POINTS_BACK or means_all)


def _words(clause: Clause, sketch: Sketch) -> list[str]:
    region = (
        clause.before if clause.before.of(sketch.lines).strip() and clause.voice.value == "passive" else clause.after
    )
    return region.of(sketch.lines).lower().split()


def _introduced(sketch: Sketch, quote: Span, claim: Claim) -> bool:
    """Whether the quoted words are brought in as such a part ("the following sentence: …"), or as words of the text."""
    lead = Span(max(0, quote.start - 90), quote.start)
    kind = claim.scope.value.removesuffix("s")
    return kind in lead.of(sketch.lines).lower() or sketch.has(lead, "a text ran") is not None
