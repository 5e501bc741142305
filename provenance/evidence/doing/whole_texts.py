"""Whether what was drafted or revised is the whole text."""

from provenance.evidence.clauses.clause import Clause, Voice
from provenance.evidence.doing.other_papers import NEAR
from provenance.evidence.lexicon import Lexicon
from provenance.evidence.sketch import Sketch
from provenance.model.spans import Span

_TO_VERB = 40
"""How many letters may lie between the name of the text and a passive verb."""


def writes_whole(sketch: Sketch, clause: Clause) -> bool:
    """Whether it says that somebody wrote the whole text ("wrote this memorandum")."""
    return clause.voice is Voice.ACTIVE and bool(sketch.begins(clause.rest, "this letter"))


def _takes_paper_at_meeting(sketch: Sketch, clause: Clause, lexicon: Lexicon) -> bool:
    """Whether a body changed the paper that it had before it ("the Board had revised and concurred in the plan at its meeting")."""
    takes = sketch.begins(Span(clause.span.start, clause.sentence.end), "revised the")
    papers = lexicon.papers["nouns"] | lexicon.papers["foreign"]
    if takes is None or not sketch.has(clause.sentence, "at a meeting"):
        return False
    return not papers.isdisjoint(takes["paper"].lower().split())


def takes_whole(sketch: Sketch, clause: Clause, lexicon: Lexicon) -> bool:
    """Whether what the verb takes is the whole text ("revised the draft", "the letter was revised")."""
    if clause.voice is not Voice.PASSIVE:
        named = sketch.begins(clause.rest, "the text") or sketch.begins(clause.rest, "a numbered paper")
        return bool(named) or _takes_paper_at_meeting(sketch, clause, lexicon)
    if sketch.begins(clause.rest, "its"):
        return False
    lead, at = clause.lead, clause.span.start
    if not lead.of(sketch.lines).strip() and sketch.begins(clause.rest, "by somebody"):
        return True
    if sketch.is_all(lead, "drafted by somebody, and") or sketch.is_all(lead, "a draft was discussed and"):
        return True
    head = Span(max(clause.before.start, at - NEAR), at)
    if clause.before.start > lead.start and sketch.is_all(head, "by somebody, and was"):
        head = Span(max(lead.start, at - 2 * NEAR), at)
    if sketch.ends(head, "it was") and lexicon.text_nouns.search(sketch.lines, lead.start, at):
        return True
    if sketch.ends(head, "a numbered paper was"):
        return True
    patient = clause.patient
    if patient is not None and patient.is_free and patient.head in lexicon.papers["states"] - {"text", "original"}:
        return True  # "a draft prepared in the Department was shortened"
    return any(
        at - named.end() <= _TO_VERB
        and not sketch.has(Span(named.end(), at), "a full stop")
        and not sketch.ends(Span(head.start, named.start()), "for some")
        for named in lexicon.text_nouns.finditer(sketch.lines, head.start, head.end)
    )
