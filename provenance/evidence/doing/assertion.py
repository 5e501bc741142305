"""Whether a note itself says that a thing was done, or asks it, supposes it, or only passes on what somebody said."""

from provenance.evidence.clauses.clause import Clause
from provenance.evidence.sketch import Sketch
from provenance.model.spans import Span


def doubt_of_assertion(sketch: Sketch, clause: Clause) -> str:
    """Why the note cannot be cited for what a clause tells; "" where it says it in its own name."""
    lead = clause.lead
    if sketch.lines[: clause.sentence.end].rstrip().endswith("?"):
        return "the note asks it, and does not say it"
    if sketch.begins(lead, "if somebody did"):
        return "the note only supposes it"
    if sketch.ends(lead, "may have"):
        return "the note says no more than that it may be so"
    if sketch.has(lead, "nothing shows that"):
        return "the note says that nothing shows it"
    if sketch.has(Span(lead.start, clause.span.end), "it is said that") or sketch.has(lead, "somebody said that"):
        return "the note only passes on what somebody said"
    return ""
