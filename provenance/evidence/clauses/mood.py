"""Whether a thing was done, or only suggested, asked for, planned."""

from provenance.evidence.chunks.chunk import ChunkKind
from provenance.evidence.clauses.line import Line
from provenance.evidence.clauses.verb_group import VerbGroup

_MAY = {"may", "might"}
_MEANT = {"meant", "intended"}
_NEAR = 7
_ALL_BUT = {"nearly", "almost"}
"""What is told after one of these was not done."""


def is_wished(line: Line, group: VerbGroup, head: int, floor: int) -> bool:
    """Whether a verb tells of what was only wished for."""
    auxiliaries = group.auxiliaries
    is_let = line.kind(group.start - 1) is ChunkKind.PERSON and line.word(group.start - 2) == "let"
    if is_let or any(line.word(at) in _ALL_BUT for at in range(group.start, head)):
        return True
    if set(auxiliaries) & line.lexicon.grammar["modals"] or (set(auxiliaries) & _MAY and "have" not in auxiliaries):
        return True
    if not auxiliaries and (_is_instruction(line, group.start, head) or _is_supposed(line, group.start, head)):
        return True
    if "to" in auxiliaries:
        at = group.start - 1
        if (
            "be" not in auxiliaries
            and auxiliaries.index("to")
            and auxiliaries[auxiliaries.index("to") - 1] in line.lexicon.grammar["be"]
        ):
            return "have" in auxiliaries or _is_subject(line, at)
        if any(line.word(n) == "only" or line.is_one(n, "appearing") for n in range(group.start, head)):
            return False
        if line.word(at) in _MEANT:
            return not line.word(at - 1).endswith("ly")
        if line.kind(at) is ChunkKind.PERSON and line.is_one(line.people_before(at)[0] - 1, "prompting"):
            return False
        if "be" in auxiliaries and auxiliaries.index("to") < auxiliaries.index("be"):
            return not set(auxiliaries) & _MAY
        if line.word(at) in line.lexicon.nouns:
            return False
        return not (line.is_one(at, "purposes") or line.is_one(_before_adverb(line, at), "purposes"))
    if "be" in auxiliaries and "have" not in auxiliaries:
        return True
    if not auxiliaries and (_wanted_done(line, group.start, floor) or _is_joined_to_future(line, group.start)):
        return True
    if any(line.word(at) == "whether" for at in range(max(floor, head - 3), head)):
        return True
    if line.word(head).endswith("ing") and line.is_one(group.start - 1, "proposals"):
        return True
    return _hangs_on_wish(line, group.start, floor)


def _is_subject(line: Line, at: int) -> bool:
    """Whether somebody stands here whom no "by" makes the doer of another thing ("X was to insert it")."""
    return line.kind(at) is ChunkKind.PERSON and line.word(line.people_before(at)[0] - 1) != "by"


def _is_instruction(line: Line, start: int, head: int) -> bool:
    """Whether a form tells the reader what to do ("Insert the name", "if so, the buyer inserts “a”"): a form to be filled in is no testimony."""
    told = line.is_one(head, "imperatives")
    if line.is_one(0, "conditions") and (told or line.word(head).endswith("s")):
        return True
    return told and (start <= 0 or line.word(start - 1) in {"otherwise", "[", "(", ":", ";"})


def _is_supposed(line: Line, start: int, head: int) -> bool:
    """Whether a gerund is the subject of what it would bring about ("Adding clause (c) will allow …"): nobody did it."""
    return start <= 0 and line.word(head).endswith("ing") and _brings_about(line, head)


def _brings_about(line: Line, head: int) -> bool:
    """Whether what stands first in a sentence is said to have an effect whenever it is done, up to the first comma."""
    for at in range(head + 1, len(line.chunks)):
        word = line.word(at)
        if word in {",", ";"}:
            return False
        if word in _MAY or line.is_one(at, "modals") or line.is_one(at, "effects"):
            return line.word(at + 1) != "have"
    return False


def _wanted_done(line: Line, start: int, floor: int) -> bool:
    """Whether a wish governs what is taken and its participle ("wanted “a” changed to “b”", "asked to have it deleted")."""
    at = start - 1
    while at > floor and (line.is_thing(at) or line.is_one(at, "determiners") or line.word(at) in {"word", "words"}):
        at -= 1
    return line.is_one(at, "wanting")


def _is_joined_to_future(line: Line, start: int) -> bool:
    """Whether a participle is joined to one of what is still to be done ("will be reviewed and revised")."""
    at = start - 2 if line.word(start - 1) in {"and", "or"} else start
    if at == start or not line.word(at).endswith("ed"):
        return False
    at = _before_adverb(line, at - 1)
    before = _before_adverb(line, at - 1)
    return line.word(at) == "be" and (line.is_one(before, "modals") or line.word(before) in _MAY)


def _before_adverb(line: Line, at: int) -> int:
    """The place before an adverb, where one stands; else the place itself."""
    return at - 1 if line.is_adverb(at) else at


def _hangs_on_wish(line: Line, start: int, floor: int) -> bool:
    """Whether "that", after a verb of wishing, opens the clause ("he suggested that X delete “a”"), or a wish governs a gerund."""
    for at in range(start - 1, max(floor, start - _NEAR) - 1, -1):
        if line.word(at) == "that" and line.is_one(at - 1, "proposals"):
            return True
        if line.word(at) in {";", ","}:
            return False
    return False


def _is_proposed(line: Line, head: int) -> bool:
    """Whether a noun of revision with what it takes is said to have been proposed ("the deletion of “a” was suggested by X")."""
    if line.word(head + 1) != "of":
        return False
    for at in range(head + 2, min(len(line), head + _NEAR)):
        if line.is_one(at, "be"):
            return (
                line.word(at + 1).endswith("ed") and line.is_one(at + 1, "proposals") and line.word(at + 1) != "agreed"
            )
        if line.word(at) in {",", ";", "that", "which"} or line.is_one(at, "conjunctions"):
            return False
    return False


def noun_is_wished(line: Line, head: int, floor: int) -> bool:
    """Whether a noun of revision hangs on a wish ("proposed the deletion of", "suggested changes", "agreed to the deletion")."""
    if line.word(head + 1) in {"suggested", "proposed", "recommended", "requested"} and line.word(head + 2) == "by":
        return True
    if (head <= 1 and _brings_about(line, head)) or _is_proposed(line, head):
        return True
    for at in range(head - 1, max(floor, head - _NEAR) - 1, -1):
        if line.word(at) in {"that", ";", ","} or line.kind(at) is ChunkKind.QUOTE or line.is_one(at, "taken_in"):
            return False
        if line.is_one(at, "proposals"):
            return not any(line.is_one(n, "taken_in") for n in range(max(floor, at - 4), at))
        if line.kind(at) is ChunkKind.PERSON and line.word(at - 1) != "to":
            return False
    return False
