"""Who stands before an active verb: its own subject, or that of the clause to which it is joined."""

from dataclasses import replace

from provenance.evidence.chunks.chunk import ChunkKind
from provenance.evidence.clauses.coordination import ungoverned
from provenance.evidence.clauses.line import Line
from provenance.evidence.people import Who
from provenance.model.testimony import PersonKind

_GOVERNS = {"by", "to", "from", "of", "with", "for", "between", "at", "in", "near", "and"}


def find_subject(line: Line, group_start: int, floor: int) -> tuple[int, tuple[Who, ...]]:
    """Where the subject right before a verb group begins, and who it is; nobody where another noun or nothing stands there."""
    at = group_start - 1
    relative = False
    if line.word(at) == "who" or (line.word(at) == "which" and _is_body(line, at - 1 - (line.word(at - 1) == ","))):
        relative, at = True, at - 1
        at = at - 1 if line.word(at) in {",", "and"} else at
        at = at - 1 if line.word(at) == "," else at
        at = at - 2 if line.is_adverb(at) and line.word(at - 1) == "," else at
    at = _before_parenthesis(line, _named_between_commas(line, at), floor)
    at = _before_affiliation(line, at, floor)
    if (owner := _hand_owner(line, at)) is not None:
        start, whos = line.people_before(owner)
        return start, tuple(replace(who, owner=False) for who in whos)
    if line.kind(at) is not ChunkKind.PERSON:
        return group_start, ()
    start, whos = _not_the_other(line, *line.people_before(at))
    if start < floor:
        start, whos = at, whos[-1:]
    whos = tuple(who for who in whos if not who.owner)
    if not relative and line.word(start - 1) in _GOVERNS - {"and"} and len(whos) == 1:
        return group_start, ()
    if not relative and line.word(start - 1) in _GOVERNS - {"and"} and len(whos) > 1:
        return ungoverned(line, start, at, whos)
    if relative and len(whos) > 1:
        whos = whos[-1:] if line.word(start - 1) in _GOVERNS else whos
    return start, (*whos, *_together_with(line, at + 1))


def _together_with(line: Line, at: int) -> tuple[Who, ...]:
    """Who did it as well, told right after the subject ("X, together with Y, struck out “a”")."""
    at += line.word(at) == ","
    together = line.together(at)
    whos = line.people_from(at + together)[1] if together else ()
    return tuple(who for who in whos if not who.owner)


def _is_body(line: Line, at: int) -> bool:
    """Whether an office or a body stands here, of which "which" is said ("the White House, which added “a”")."""
    who = line.chunks[at].who if 0 <= at < len(line) else None
    return who is not None and who.kind is PersonKind.OFFICE and not who.owner


def _hand_owner(line: Line, at: int) -> int | None:
    """Whose hand or pen stands here as a subject ("Rusk’s own pen put in “a”"); None where none does."""
    if not line.is_means(at):
        return None
    owner = at - 2 if line.word(at - 1) == "own" else at - 1
    return owner if line.kind(owner) is ChunkKind.OWNER else None


def _not_the_other(line: Line, start: int, whos: tuple[Who, ...]) -> tuple[int, tuple[Who, ...]]:
    """Those who did it where they stand before others who did not ("X rather than Y", "X, and not Y,")."""
    denied = 2 * (line.word(start - 2) == "rather") or int(line.word(start - 1) == "not")
    at = start - 1 - denied
    while denied and line.word(at) in {",", "and", "but"}:
        at -= 1
    return line.people_before(at) if denied and line.kind(at) is ChunkKind.PERSON else (start, whos)


def _named_between_commas(line: Line, at: int) -> int:
    """The name in "X's deputy, Y, added", "somebody, presumably X, struck", "X, or more probably Y, struck": the place itself where there is none."""
    if line.word(at) != "," or line.kind(at - 1) not in {ChunkKind.PERSON, ChunkKind.OWNER}:
        return at
    back = at - 2
    while line.is_adverb(back) or line.word(back) == "more":
        back -= 1
    hedged = back < at - 2 and line.word(back) in {",", "or"}
    return at - 1 if hedged or (line.word(at - 2) == "," and _ends_office(line, at - 3)) else at


def _before_parenthesis(line: Line, at: int, floor: int) -> int:
    """The subject before what stands between it and its verb in commas ("the Committee, on motion of X, put “a”"): the place itself where there is none."""
    if line.word(at) != ",":
        return at
    for comma in range(at - 1, max(floor, at - _ASIDE), -1):
        if line.word(comma) in {";", ":", "that"}:
            return at
        if line.word(comma) == "," and line.kind(comma - 1) is ChunkKind.PERSON and _opens_aside(line, comma + 1):
            if _quotes(line, comma, at) and not line.word(comma + 1).endswith("ing"):
                return at
            start, whos = line.people_before(comma - 1)
            heads = start <= floor or line.word(start - 1) in {",", ".", ";", "and", "but", "then", ")"}
            return comma - 1 if heads and len(whos) == 1 else at
    return at


def _quotes(line: Line, start: int, end: int) -> bool:
    return any(line.kind(at) is ChunkKind.QUOTE for at in range(start, end))


_ASIDE = 16
"""Of how many chunks a parenthesis between a subject and its verb may be."""


def _opens_aside(line: Line, at: int) -> bool:
    """Whether an adverbial begins here ("on motion of X", "acting on his advice", "it would seem")."""
    word = line.word(at)
    return line.is_one(at, "prepositions") or word.endswith("ing") or (word, line.word(at + 1)) == ("it", "would")


def _ends_office(line: Line, at: int) -> bool:
    """Whether an office can end here ("X’s deputy", "the assistant to X")."""
    return line.kind(at) is ChunkKind.WORD or (line.kind(at) is ChunkKind.PERSON and line.word(at - 1) in {"to", "of"})


def _before_affiliation(line: Line, at: int, floor: int) -> int:
    """The person before "of the Policy Planning Staff", "at State": the place itself where none is told."""
    back = at
    while (
        back > max(floor, at - 7)
        and line.kind(back) in {ChunkKind.WORD, ChunkKind.PERSON, ChunkKind.OWNER, ChunkKind.ASIDE}
        and not line.is_one(back, "auxiliaries")
    ):
        if line.word(back) in {"of", "from", "at", "for"} and line.kind(back - 1) is ChunkKind.PERSON and back < at + 1:
            return back - 1
        if line.word(back) in {"by", "to", "in", "on", "and", "that", "which", "who"}:
            break
        back -= 1
    return at


def find_clause_subject(line: Line, before: int, floor: int) -> tuple[Who, ...]:
    """Who stands at the head of the clause whose verbs are joined ("the President signed the letter and added a line")."""
    for at in range(before - 1, floor - 1, -1):
        if line.word(at) == ";":
            return ()
        if line.kind(at) is not ChunkKind.PERSON:
            continue
        start, whos = line.people_before(at)
        who = line.chunks[at].who
        if who is None or who.owner:
            continue
        opens = (
            start <= floor
            or line.word(start - 1) in {",", ".", ";", "and", "but", "then"}
            or line.kind(start - 1) is ChunkKind.QUOTE
        )
        goes_on = line.kind(at + 1) is ChunkKind.WORD and (is_finite(line, at + 1))
        if (
            opens
            and goes_on
            and not any(
                line.is_one(n, "subordinators") or line.word(n) in {"that", "which"} for n in range(at + 1, before)
            )
        ):
            return tuple(one for one in whos if not one.owner or one.kind is PersonKind.HAND)
    return ()


def find_subject_behind(line: Line, start: int) -> tuple[Who, ...]:
    """Who stands behind the first comma from a chunk on and does something ("having struck out “a,” | X signed")."""
    comma = next((at for at in range(start, len(line)) if line.word(at) in {",", ";"}), len(line))
    end, whos = line.people_from(comma + 1)
    return whos if line.word(comma) == "," and whos and not whos[-1].owner and is_finite(line, end) else ()


def find_told_subject(line: Line, start: int, before: int) -> tuple[Who, ...]:
    """Of whom a verb between two chunks tells that they did something ("X wrote that Y had read and amended the letter")."""
    for at in range(before - 1, start - 1, -1):
        end, whos = line.people_from(at + 1) if line.word(at) == "that" else (at, ())
        if whos and not any(who.owner for who in whos) and is_finite(line, end):
            return whos
    return ()


def is_finite(line: Line, at: int) -> bool:
    """Whether a verb of the past stands here, or a word before one."""
    while line.is_adverb(at) or line.word(at) in {"had", "has"}:
        at += 1
    return line.word(at).endswith("ed") or line.is_one(at, "pasts")
