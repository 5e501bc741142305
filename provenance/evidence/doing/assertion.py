"""Whether a note itself says that a thing was done, or asks it, supposes it, or only passes on what somebody said."""

from provenance.evidence.chunks.chunk import ChunkKind
from provenance.evidence.clauses.line import Line
from provenance.evidence.doing.clause_view import ClauseView
from provenance.model.spans import Span

_HEARSAY = ("a story has it", "years later he wrote", "as somebody told it", "somebody had him do it")
"""Cues that make what follows them the word of somebody who need not have seen it."""


def doubt_of_assertion(view: ClauseView) -> str:
    """Why the note cannot be cited for what a clause tells; "" where it says it in its own name."""
    sketch, clause = view.sketch, view.clause
    lead = clause.lead
    up_to_it = Span(lead.start, clause.span.end)
    if sketch.lines[: clause.sentence.end].rstrip().endswith("?"):
        return "the note asks it, and does not say it"
    if sketch.begins(lead, "if somebody did"):
        return "the note only supposes it"
    if sketch.ends(lead, "may have"):
        return "the note says no more than that it may be so"
    if sketch.has(up_to_it, "nothing shows that"):
        return "the note says that nothing shows it"
    if sketch.has(clause.rest, "but it was not done"):
        return "the note says that it was not carried out"
    told = (
        sketch.has(up_to_it, "it is said that")
        or any(sketch.has(lead, cue) for cue in _HEARSAY)
        or sketch.has(clause.sentence, "according to somebody")
        or sketch.has(clause.sentence, "somebody said, between commas")
    )
    return "the note only passes on what somebody said" if told or _hangs_on_hearsay(view) else ""


def _hangs_on_hearsay(view: ClauseView) -> bool:
    """Whether the clause hangs on what somebody says, with "that" or "how" or with neither ("X believed Y had struck it out").

    What somebody put on record at the time ("X noted that", "X informed Z that") is as good as the note's own word, and
    that a change was made stands where nobody is named for it and no word of hearsay brings it in.
    """
    line = Line(view.sketch, view.clause.sentence, view.lexicon)
    whos = view.clause.whos
    subject = min([view.head, *(view.index_at(who.span.start) for who in whos)])
    opened = 0
    for at in range(subject - 1, -1, -1):
        word = line.word(at)
        if word == ";" or (not opened and (word in {",", "and", "but"} or line.kind(at) is ChunkKind.QUOTE)):
            break
        if word == "that" and line.is_one(at - 1, "opinions"):
            return True
        if line.is_one(at, "hearsay"):
            return line.word(at - 1) not in {"which", "that"}  # "a sentence which said that we would wait"
        if word == "how" or (word == "that" and _opens_clause(line, at)):
            opened = opened or at
    return bool(opened and whos) and not any(line.is_one(at, "records") for at in range(opened))


def _opens_clause(line: Line, at: int) -> bool:
    """Whether "that" opens a clause ("said that X"), and is no pronoun ("the word that X struck", "that word", "so that")."""
    before, papers = line.word(at - 1), line.lexicon.papers
    if line.is_thing(at - 1) or before in line.lexicon.units or before in papers["parts"] | papers["nouns"]:
        return False
    if before in line.lexicon.nouns or before in {"so", "such", "now"} or line.is_one(at - 1, "prepositions"):
        return False
    return line.kind(at + 1) in {ChunkKind.PERSON, ChunkKind.OWNER} or line.begins_thing(at + 1)
