"""What a noun says: "X’s revisions", "the addition of “a”", "changes made by Y", "the correction is in Z’s hand"."""

from provenance.evidence.chunks.chunk import ChunkKind
from provenance.evidence.clauses.agents import find_by, find_hand
from provenance.evidence.clauses.clause import Clause, Voice
from provenance.evidence.clauses.heads import Head
from provenance.evidence.clauses.line import Line
from provenance.evidence.clauses.mood import noun_is_wished
from provenance.evidence.clauses.subjects import find_clause_subject, find_subject
from provenance.evidence.clauses.verb_group import read_group
from provenance.evidence.people import Who

_NO = {"no", "without", "any", "not", "few"}


def read_noun(line: Line, head: Head, floor: int, end: int, last: Clause | None) -> Clause | None:
    """What a noun of revision says; None where it is denied or tells nothing of its own."""
    start = _phrase_start(line, head.first, floor)
    denied = [at for at in range(max(floor, start - 1), head.first) if line.word(at) in _NO]
    denies = any(line.word(at) != "few" or line.word(at - 1) != "a" for at in denied)
    if denies or _is_unshown(line, head.end) or _is_unmade(line, head.end, end):
        return None
    if line.word(start - 1) in {"for", "toward", "indicating", "marking", "showing"} and last is not None:
        return None
    if start == head.first and line.word(start - 1) in {"in", "for"}:
        return None  # "returned for revision"
    if line.is_one(start - 1, "overruling"):
        return None  # "Y rejected X’s deletion of “a”"
    before, after = line.stretch(floor, head.first), line.rest(head.end, end)
    patient = next(
        (
            p
            for p in line.phrases(head.end, min(end, head.end + 24))
            if p.preposition in {"of", "in", "to", "on", "from"}
        ),
        None,
    )
    whos = _makers(line, head, start, floor, end, last)
    wished = noun_is_wished(line, head.first, floor)
    return Clause(
        head.wording, line.span(head.first, head.end), line.sentence, Voice.NOUN, whos, before, after, patient, wished
    )


def _phrase_start(line: Line, head: int, floor: int) -> int:
    """Where the noun phrase begins whose noun it is: its adjectives, its owner, its article."""
    at = head - 1
    while at >= floor and head - at < 9:
        if line.word(at) in {"many", "several", "few", "some"} and line.kind(at - 1) is ChunkKind.OWNER:
            at -= 1
        if line.kind(at) is ChunkKind.OWNER or line.is_one(at, "determiners"):
            return line.people_before(at)[0] if line.kind(at) is ChunkKind.OWNER else at
        if line.kind(at) is not ChunkKind.WORD and line.word(at) != ",":
            break
        if line.word(at) == "," and at + 1 == head and line.word(at - 1) not in line.lexicon.nouns:
            break  # "besides X’s typing, corrections by Y"
        if line.word(at) == "of" and line.word(at - 1) in {
            "number",
            "series",
            "couple",
            "few",
            "set",
            "sets",
            "variety",
        }:
            at -= 1
            continue
        if line.word(at) == "following" and line.is_one(at - 1, "determiners"):
            at -= 1
            continue
        if any(line.is_one(at, group) for group in ("prepositions", "auxiliaries")) or (
            line.is_one(at, "conjunctions") and line.word(at) != "and"
        ):
            break
        if line.word(at) in line.lexicon.papers["nouns"] and at + 1 < head:
            break  # "X’s draft underwent revision": the draft is X’s
        if line.is_one(at, "bearing") or (line.is_one(at, "carriers") and not _is_adjective(line, at)):
            break
        at -= 1
    return at + 1


def _is_adjective(line: Line, at: int) -> bool:
    """Whether a verb's form only describes the noun after it ("X’s own penciled changes", "bears penciled changes")."""
    before = at - 1 if line.word(at - 1) != "own" else at - 2
    if not line.word(at).endswith("ed"):
        return False
    owned = line.kind(before) is ChunkKind.OWNER or line.is_one(before, "determiners")
    carried = line.is_one(before, "carriers") or line.is_one(before, "bearing")
    return owned or (carried and line.word(at + 1) in line.lexicon.nouns)


def _is_unshown(line: Line, end: int) -> bool:
    """Whether the modern editors only say that they leave it out ("insertions in the original are not indicated")."""
    for at in range(end, min(len(line), end + 8)):
        if line.word(at) == "not" and (line.is_one(at + 1, "reproduced") or line.is_one(at + 2, "reproduced")):
            return True
    return False


def _is_unmade(line: Line, start: int, end: int) -> bool:
    """Whether it is said that the change was not carried out ("X’s deletion of “a” was never made")."""
    for at in range(start, min(end, len(line))):
        if line.word(at) in {"and", "but", "while", ";"}:
            return False
        if line.word(at) in {"not", "never"} and (line.is_one(at + 1, "taken_in") or line.word(at + 1) == "carried"):
            return True
        if line.is_one(at, "overruling") and line.is_one(at - 1, "be"):
            return True
    return False


def _makers(line: Line, head: Head, start: int, floor: int, end: int, last: Clause | None) -> tuple[Who, ...]:
    """Whose change it is: its owner, who made it, by whom, in whose hand."""
    if line.kind(start) is ChunkKind.OWNER or (line.kind(start) is ChunkKind.PERSON and start < head.first):
        return line.people_from(start)[1]
    if line.word(start - 1) == "whose":
        at = start - 2
        at = at - 1 if line.word(at) == "," else at
        return line.people_before(at)[1]
    means = line.word(start - 1) == "by" and line.is_one(start, "determiners")
    if (means or line.word(start - 1) in {"including", "notably", "especially", "namely"}) and last is not None:
        return last.whos
    if (
        line.word(start - 1) == "and"
        and last is not None
        and last.voice is Voice.NOUN
        and last.whos
        and _made_by(line, head.end, end) is None
    ):
        return last.whos
    if line.word(start - 1) == "for" and line.word(start - 2) == "responsible":
        return find_subject(line, read_group(line, start - 2, floor).start, floor)[1]
    light = _light_before(line, start, floor)
    if light is not None and not (
        line.is_one(light, "remarking") and light == start - 1 and line.word(head.end) == "of"
    ):
        group = read_group(line, light, floor)
        subject = find_subject(line, group.start, floor)[1]
        if subject or not group.is_passive:
            return subject or find_clause_subject(line, light, floor) or _inherited(line, light, last)
    if (owner := _owner_told(line, head.end, end)) is not None:
        return line.people_from(owner)[1]
    seems = line.word(end) == "which" and line.is_one(end + 1, "seeming")
    by = _made_by(line, head.end, end + 8 if seems else end)
    if by is not None:
        return by
    if line.word(head.end) in {"that", "which"} and line.kind(head.end + 1) is ChunkKind.PERSON:
        after, whos = line.people_from(head.end + 1)
        if line.is_one(after, "carriers") or line.is_one(after + 1, "carriers"):
            return whos
    if line.word(head.end) == ",":
        at = head.end + 1
        while line.is_adverb(at):
            at += 1
        if line.kind(at) is ChunkKind.OWNER and line.word(at + 1) in {",", "."}:
            return line.people_from(at)[1]  # "a revision, presumably X’s, of “a”"
    hand = find_hand(line, head.end, end)
    hand = find_hand(line, floor, head.first) if hand is None else hand
    return hand or ()


def _owner_told(line: Line, start: int, end: int) -> int | None:
    """Whose the change is said to be ("the insertion of “a” is X’s"): where he stands."""
    for at in range(start, min(end, len(line))):
        if line.kind(at) is ChunkKind.OWNER and line.kind(at + 1) in {ChunkKind.POINT, None}:
            back = at - 1
            while line.is_adverb(back):
                back -= 1
            return at if line.is_one(back, "be") else None
    return None


def _is_others(line: Line, by: int) -> bool:
    """Whether "by" belongs to another noun than the one of revision ("revisions, in light of a briefing by X")."""
    noun = line.word(by - 1)
    if line.is_one(by - 1, "be"):
        return False  # "the revisions on the draft are by X"
    texts = line.lexicon.papers["nouns"] | line.lexicon.papers["parts"] | line.lexicon.units.keys()
    led = line.is_one(by - 2, "determiners") or line.is_one(by - 3, "determiners")
    return (
        line.kind(by - 1) is ChunkKind.WORD
        and led
        and noun not in texts | line.lexicon.grammar["carriers"]
        and noun not in line.lexicon.nouns
    )


def _inherited(line: Line, light: int, last: Clause | None) -> tuple[Who, ...]:
    joined = line.word(light - 1) in {"and", "then", ","} or line.word(light - 2) in {"and", ","}
    return last.whos if last is not None and joined else ()


def _light_before(line: Line, start: int, floor: int) -> int | None:
    """The verb that only carries the noun ("made")."""
    at = start - 1
    while (at >= floor and (line.is_means(at) or line.word(at) in {"in", "own", ",", "by"})) or line.kind(
        at
    ) is ChunkKind.OWNER:
        at -= 1
    return at if at >= floor and line.is_one(at, "carriers") else None


def _made_by(line: Line, start: int, end: int) -> tuple[Who, ...] | None:
    """Those after "by", with no more between than "made", "in the draft", "was done"."""
    for at in range(start, min(end, start + 26, len(line))):
        if line.kind(at) is ChunkKind.QUOTE and at > start + 8:
            return None
        if line.word(at) in {";", "who", "which"} and not line.is_one(at + 1, "seeming"):
            return None
        if line.word(at) == "but" or (line.is_one(at, "reproduced") and line.is_one(at - 1, "be")):
            return None  # "the change was noted on the copy by X"
        paper = line.word(at - 1).endswith("ed") and line.word(at - 2) in line.lexicon.papers["nouns"]
        if line.word(at) == "to" and paper and line.kind(at + 1) is ChunkKind.PERSON:
            return None  # "the revision may have been the paper handed to X by Y"
        if line.word(at) == "by" and not line.is_means(at + 1):
            before = line.word(at - 1)
            other_verb = before.endswith("ed") and not line.is_one(at - 1, "carriers")
            if at > start and (before in line.lexicon.papers["remarks"] or other_verb or _is_others(line, at)):
                return None
            return find_by(line, at, at + 1)
    return None
