"""What stands around a verb and belongs to it: auxiliaries, adverbs, negation; and how the left edge of it is found."""

from dataclasses import dataclass

from provenance.evidence.chunks.chunk import ChunkKind
from provenance.evidence.clauses.line import Line

_ASIDE_MARKS = {",", "—"}
_LONGEST_ASIDE = 26


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """Where a verb with its auxiliaries begins, which they are, and whether a form of "to be" is among them."""

    start: int
    auxiliaries: tuple[str, ...]
    negated: bool
    is_passive: bool


def read_group(line: Line, head: int, floor: int) -> VerbGroup:
    """The verb group whose verb stands at `head`, looked for down to `floor`."""
    at, negated = head - 1, False
    auxiliaries: list[str] = []
    while at >= floor:
        word = line.word(at)
        if line.is_one(at, "denials"):
            negated, at = True, at - 1
        elif line.is_one(at, "auxiliaries"):
            auxiliaries.insert(0, word)
            at -= 1
        elif line.is_adverb(at) or word == "both" or line.is_one(at, "appearing") or line.kind(at) is ChunkKind.ASIDE:
            at -= 1
        elif (means := _means(line, at, floor)) is not None:
            at = means
        elif word in _ASIDE_MARKS and (opened := _aside_before(line, at, floor)) is not None:
            at = opened
        else:
            break
    own = auxiliaries[auxiliaries.index("to") :] if "to" in auxiliaries else auxiliaries
    is_passive = not line.lexicon.grammar["be"].isdisjoint(own)
    return VerbGroup(at + 1, tuple(auxiliaries), negated, is_passive)


def _means(line: Line, at: int, floor: int) -> int | None:
    """Where an adverbial of the instrument ends, from the right ("in his own hand", "by hand", "in red ink")."""
    if line.word(at) == "place" and line.word(at - 2) == "in":
        return at - 3
    if not line.is_means(at):
        return None
    back = at - 1
    while back >= floor and (
        line.is_means(back)
        or line.is_one(back, "colors")
        or line.word(back) == "own"
        or line.kind(back) is ChunkKind.OWNER
        or line.is_one(back, "determiners")
    ):
        back -= 1
    return back - 1 if line.word(back) in {"in", "by", "with"} else None


def _aside_before(line: Line, comma: int, floor: int) -> int | None:
    """Where what stands before an aside between commas ends ("X, who had seen it, struck"): None where there is no aside."""
    mark = line.word(comma)
    for at in range(comma - 1, max(floor, comma - _LONGEST_ASIDE), -1):
        if line.word(at) == ";":
            return None
        if (
            line.word(at) == mark
            and line.kind(comma - 1) in {ChunkKind.PERSON, ChunkKind.OWNER}
            and line.word(at + 1) in line.lexicon.grammar["hedges"]
        ):
            return None
        excepts = line.word(at + 1) in {"and", "but"} and line.word(at + 2) == "not"
        adverbs = all(line.is_adverb(one) or line.word(one) == "more" for one in range(at + 1, comma))
        opens = excepts or adverbs or line.is_one(at + 1, "parentheses")
        if line.word(at) == mark and (opens or _is_apposition(line, at, comma)):
            before = line.kind(at - 1) in {ChunkKind.PERSON, ChunkKind.ASIDE}
            joined = line.is_one(at - 1, "auxiliaries") or line.word(at - 1) in {"and", "which", "that", "who"}
            return at - 1 if before or joined else None
    return None


def _is_apposition(line: Line, opening: int, closing: int) -> bool:
    """Whether somebody's office stands between two commas ("X, Special Assistant for Y, wrote")."""
    if line.kind(opening - 1) is not ChunkKind.PERSON:
        return False
    inside = range(opening + 1, closing)
    return len(inside) < 14 and not any(
        line.is_one(at, "auxiliaries") or line.kind(at) is ChunkKind.QUOTE or line.word(at) in {"and", "but", "or"}
        for at in inside
        if line.word(at) != "to"
    )
