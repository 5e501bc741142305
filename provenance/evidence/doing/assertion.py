"""Whether a note itself says that a thing was done, or asks it, supposes it, or only passes on what somebody said."""

from provenance.evidence.chunks.chunk import ChunkKind
from provenance.evidence.clauses.line import Line
from provenance.evidence.clauses.verb_group import read_group
from provenance.evidence.doing.clause_view import ClauseView
from provenance.model.spans import Span


_HEARSAY = (
    "people tell that",
    "somebody said that",
    "years later he wrote that",
    "as somebody told it",
    "somebody had him do it",
)
"""Cues that make what follows them the word of somebody who need not have seen it."""


def doubt_of_assertion(view: ClauseView) -> str:
    """Why the note cannot be cited for what a clause tells; "" where it says it in its own name."""
    sketch, clause = view.sketch, view.clause
    lead = clause.lead
    if sketch.lines[: clause.sentence.end].rstrip().endswith("?"):
        return "the note asks it, and does not say it"
    if sketch.begins(lead, "if somebody did"):
        return "the note only supposes it"
    if sketch.ends(lead, "may have"):
        return "the note says no more than that it may be so"
    if sketch.has(lead, "nothing shows that"):
        return "the note says that nothing shows it"
    if sketch.has(clause.rest, "but it was not done"):
        return "the note says that it was not carried out"
    told = sketch.has(Span(lead.start, clause.span.end), "it is said that")
    told = told or any(sketch.has(lead, cue) for cue in _HEARSAY)
    told = told or sketch.has(clause.sentence, "somebody said, between commas")
    names = bool(clause.whos)  # that a change was made stands, where nobody is named for it
    return "the note only passes on what somebody said" if told or (names and _hangs_on_speaker(view)) else ""


def _hangs_on_speaker(view: ClauseView) -> bool:
    """Whether a verb of which a person is the subject governs the clause ("X swore that Y had struck it out").

    What somebody put on record at the time ("X noted that", "X informed Z that") is as good as the note's own word.
    """
    line = Line(view.sketch, view.clause.sentence, view.lexicon)
    return any(line.word(at) == "that" and _is_said_by_person(line, at - 1) for at in range(view.head))


def _is_said_by_person(line: Line, at: int) -> bool:
    """Whether a verb with a person as its subject ends at a place, or before whom or from whom it was said."""
    if line.kind(at) is ChunkKind.PERSON:
        at = line.people_before(at)[0] - 1
        at -= line.word(at) in {"to", "from", "with", "by"}
    if line.kind(at) is not ChunkKind.WORD or any(
        line.is_one(at, group) for group in ("records", "prepositions", "conjunctions", "determiners", "proposals")
    ):
        return False
    return line.kind(read_group(line, at, 0).start - 1) is ChunkKind.PERSON
