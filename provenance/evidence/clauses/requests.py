"""At whose request something was done, where nobody is said to have done it ("added at X’s suggestion", "at the request of X")."""

from collections.abc import Sequence
from dataclasses import replace

from provenance.evidence.chunks.chunk import ChunkKind
from provenance.evidence.clauses.clause import Clause
from provenance.evidence.clauses.line import Line
from provenance.evidence.people import Who
from provenance.model.spans import Span
from provenance.model.testimony import Act

_CHANGING = {Act.INSERT, Act.DELETE, Act.REPLACE, Act.MOVE, Act.REVISE}
_REQUESTS = {
    "request", "suggestion", "insistence", "instruction", "instructions", "direction", "directions", "order", "orders", "instance", "instigation", "behest", "urging", "initiative", "demand",
    "proposal", "recommendation", "motion",
}  # fmt: skip
_LEADS = {"at", "on", "upon", "by", "under"}


def name_askers(line: Line, clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses, each that names no doer with those at whose request it was done."""
    return [one if one.whos or one.wording.act not in _CHANGING else _with_asker(line, one) for one in clauses]


def _with_asker(line: Line, clause: Clause) -> Clause:
    first, end = line.index_at(clause.own.start), line.index_at(clause.own.end)
    for at in range(first, end):
        if line.word(at) in _REQUESTS and (found := _asker(line, at)) is not None:
            whos, asked = found
            return replace(clause, whos=tuple(replace(who, owner=False) for who in whos), asked=asked)
    return clause


def _asker(line: Line, at: int) -> tuple[tuple[Who, ...], Span] | None:
    """Whose request the noun is, and the words that say so."""
    if line.kind(at - 1) is ChunkKind.OWNER:
        start, whos = line.people_before(at - 1)
        return (whos, line.span(start - 1, at + 1)) if line.word(start - 1) in _LEADS else None
    lead = at - 2 if line.word(at - 1) in {"the", "an"} else at - 1
    if line.word(lead) not in _LEADS or line.word(at + 1) not in {"of", "from", "by"}:
        return None
    end, whos = line.people_from(at + 2 + (line.word(at + 2) == "the"))
    return (whos, line.span(lead, end)) if whos else None
