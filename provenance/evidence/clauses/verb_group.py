"""What stands around a verb and belongs to it: auxiliaries, adverbs, negation; and how the left edge of it is found."""

from dataclasses import dataclass

from provenance.evidence.chunks.chunk import ChunkKind
from provenance.evidence.clauses.line import Line

_ADVERBS = {
    "also", "then", "later", "again", "first", "twice", "himself", "herself", "themselves", "both", "each", "perhaps", "further", "just", "thereupon", "thereafter", "afterward", "afterwards",
    "meanwhile", "now", "still", "instead", "once", "too", "even", "therefore", "however", "soon", "here", "seems", "appears", "appeared", "seemed", "together", "jointly", "said", "there", "all", "almost",
}  # fmt: skip
_BE = {"is", "are", "was", "were", "be", "been", "being", "got"}
_NOT = {"not", "cannot", "never", "neither", "nor", "no", "without", "nowhere", "hardly", "scarcely", "barely"}
_MEANS = {"hand", "ink", "pencil", "pen", "longhand", "manuscript", "handwriting", "red", "blue", "black", "own"}
_OPENS_ASIDE = {
    "not",
    "rather",
    "who",
    "which",
    "then",
    "acting",
    "writing",
    "working",
    "speaking",
    "at",
    "on",
    "in",
    "after",
    "with",
    "without",
    "upon",
    "following",
    "when",
    "while",
    "before",
    "by",
    "as",
    "from",
    "of",
    "to",
    "whose",
    "whom",
}
_ASIDE_MARKS = {",", "—"}
_LONGEST_ASIDE = 26


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """Where a verb with its auxiliaries begins, and which they are; `relative` is "which" or "who" where that stands before it."""

    start: int
    auxiliaries: tuple[str, ...]
    negated: bool

    @property
    def is_passive(self) -> bool:
        """Whether a form of "to be" stands with the verb."""
        own = self.auxiliaries
        if "to" in own:
            own = own[own.index("to") :]
        return bool(_BE & set(own))


def read_group(line: Line, head: int, floor: int) -> VerbGroup:
    """The verb group whose verb stands at `head`, looked for down to `floor`."""
    at, negated = head - 1, False
    auxiliaries: list[str] = []
    while at >= floor:
        word = line.word(at)
        if word in _NOT:
            negated, at = True, at - 1
        elif word in line.lexicon.grammar["auxiliaries"]:
            auxiliaries.insert(0, word)
            at -= 1
        elif (
            word in _ADVERBS
            or (word.endswith("ly") and word not in {"reply", "supply", "ally", "assembly", "family", "july"})
            or line.kind(at) is ChunkKind.ASIDE
        ):
            at -= 1
        elif (means := _means(line, at, floor)) is not None:
            at = means
        elif word in _ASIDE_MARKS and (opened := _aside_before(line, at, floor)) is not None:
            at = opened
        else:
            break
    return VerbGroup(at + 1, tuple(auxiliaries), negated)


def _means(line: Line, at: int, floor: int) -> int | None:
    """Where an adverbial of the instrument ends, from the right ("in his own hand", "by hand", "in red ink")."""
    if line.word(at) == "place" and line.word(at - 2) == "in":
        return at - 3
    if line.word(at) not in {"hand", "ink", "pencil", "pen", "longhand", "manuscript", "handwriting"}:
        return None
    back = at - 1
    while back >= floor and (
        line.word(back) in _MEANS or line.kind(back) is ChunkKind.OWNER or line.is_one(back, "determiners")
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
        if line.word(at) == mark and (excepts or line.word(at + 1) in _OPENS_ASIDE or _is_apposition(line, at, comma)):
            before = line.kind(at - 1)
            return (
                at - 1
                if before in {ChunkKind.PERSON, ChunkKind.ASIDE}
                or line.word(at - 1) in {"and", "was", "were", "been", "which", "that", "who"}
                else None
            )
    return None


def _is_apposition(line: Line, opening: int, closing: int) -> bool:
    """Whether somebody's office stands between two commas ("X, Special Assistant for Y, wrote")."""
    if line.kind(opening - 1) is not ChunkKind.PERSON:
        return False
    inside = range(opening + 1, closing)
    return len(inside) < 14 and not any(
        line.is_one(at, "auxiliaries") or line.kind(at) is ChunkKind.QUOTE or line.word(at) in {"and", "but"}
        for at in inside
        if line.word(at) != "to"
    )
