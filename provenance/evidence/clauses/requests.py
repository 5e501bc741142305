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
_LEADS = {"at", "on", "upon", "by", "under"}


def name_askers(line: Line, clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses, each that names no doer with those at whose request it was done."""
    doings = [one for one in clauses if not one.is_phrase and one.wording.act in _CHANGING]
    return [
        one
        if one.whos or one.wording.act not in _CHANGING or (one.is_phrase and doings)
        else _with_asker(line, one, clauses)
        for one in clauses
    ]


def _with_asker(line: Line, clause: Clause, clauses: Sequence[Clause]) -> Clause:
    """The clause with the request told in it, unless another clause stands between: "it read “a”; Y changed it at X’s request"."""
    first, end = line.index_at(clause.own.start), line.index_at(clause.own.end)
    for at in range(first, end):
        if line.is_one(at, "requests") and (found := _asker(line, at)) is not None:
            whos, asked = found
            if any(clause.span.end <= one.span.start < asked.start for one in clauses):
                return clause
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
