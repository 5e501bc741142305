"""The verbs and nouns of revision in a sentence, those left out that only describe ("a revised draft", "handwritten notes")."""

from collections.abc import Iterator
from dataclasses import dataclass

from provenance.evidence.chunks.chunk import ChunkKind
from provenance.evidence.clauses.line import Line
from provenance.evidence.lexicon import Wording
from provenance.model.testimony import Act

_LONGEST = 5
"""Of how many words a form may be made ("line has been drawn")."""

_REACH = 260
"""How many letters after a verb are looked through for what it needs."""


@dataclass(frozen=True, slots=True)
class Head:
    """A verb or noun of revision at the chunks `first` to `end`."""

    wording: Wording
    first: int
    end: int
    is_verb: bool
    form: str


def find_heads(line: Line) -> Iterator[Head]:
    """Each verb and noun of revision that says something, in order."""
    at = 0
    while at < len(line):
        head = _head_at(line, at)
        if head is not None:
            yield head
            at = max(head.end, at + 1)
        else:
            at += 1


def _head_at(line: Line, at: int) -> Head | None:
    if line.kind(at) is not ChunkKind.WORD or not line.lexicon.may_head(line.word(at)):
        return None
    owned = line.kind(at - 1) is ChunkKind.OWNER or (
        line.kind(at - 2) is ChunkKind.OWNER and line.kind(at - 1) is ChunkKind.WORD
    )
    if owned and line.word(at).endswith("ing") and not _is_listed_noun(line, at):
        verbs = line.lexicon.verbs.get(line.word(at), ())
        return (
            None
            if any(verb.act is Act.DRAFT for verb in verbs)
            else Head(line.lexicon.nouns["revision"][0], at, at + 1, False, line.word(at))
        )
    for length in range(min(_LONGEST, len(line) - at), 0, -1):
        if any(line.kind(n) is not ChunkKind.WORD for n in range(at, at + length)):
            continue
        form = " ".join(line.word(n) for n in range(at, at + length))
        if form in line.lexicon.nouns and _is_noun(line, at, at + length, form):
            return Head(line.lexicon.nouns[form][0], at, at + length, False, form)
        if form in line.lexicon.verbs and _is_verb(line, at, at + length, form):
            return _verb(line, at, at + length, form)
    return None


def _is_listed_noun(line: Line, at: int) -> bool:
    """Whether a form in -ing is a noun of the lexicon, alone or with its particle ("X’s striking out of “a”")."""
    nouns = line.lexicon.nouns
    return line.word(at) in nouns or f"{line.word(at)} {line.word(at + 1)}" in nouns


def _verb(line: Line, at: int, end: int, form: str) -> Head | None:
    """The verb with the first wording whose particle, or what else it needs, is there."""
    rest = line.sketch.lines[line.end(end - 1) : min(line.sentence.end, line.end(end - 1) + _REACH)]
    for wording in line.lexicon.verbs[form]:
        if wording.needs_after is not None:
            if wording.needs_after.search(rest):
                return Head(wording, at, end, True, form)
        elif wording.particles is None:
            return Head(wording, at, end, True, form)
        else:
            particle = _particle(line, end, wording)
            if particle is not None:
                return Head(wording, at, end + 1 if particle == end else end, True, form)
    return None


def _particle(line: Line, end: int, wording: Wording) -> int | None:
    """Where the verb's particle stands, at once or after what it takes."""
    for at in range(end, min(len(line), end + 60)):
        if line.word(at) == ";" or (line.kind(at) is ChunkKind.PERSON and line.word(at - 1) in {"and", "but", "while"}):
            return None
        if at > end and line.word(at - 1) in {"and", "but", "then"} and line.lexicon.may_head(line.word(at)):
            return None  # "inked in “a” and scored through the next clause"
        if line.is_one(at, "be") and any(line.word(n) in {"and", "but", "while"} for n in range(end, at)):
            return None  # "penciled in “a,” and “b” was taken out"
        if wording.particles is not None and wording.particles.fullmatch(line.word(at)) and _is_particle(line, end, at):
            return at
    return None


def _is_particle(line: Line, end: int, at: int) -> bool:
    """Whether "in" closes the verb, and is no preposition ("wrote “a” in", not "wrote in his letter")."""
    if line.word(at) != "in":
        return True
    follows = line.kind(at + 1)
    if at == end:
        return follows in {ChunkKind.QUOTE, ChunkKind.UNIT, ChunkKind.POINT, None} or line.word(at + 1) in {
            "the",
            "by",
            "as",
            "at",
            "over",
            "above",
            "and",
            "here",
            "on",
            "before",
        }
    return line.is_thing(at - 1) and (
        follows in {ChunkKind.POINT, None}
        or line.word(at + 1) in {"by", "as", "at", "over", "above", "and", "here", "on", "before", "for"}
    )


def _is_noun(line: Line, first: int, end: int, form: str) -> bool:
    """Whether a form that may be a verb too is a noun here."""
    if form not in line.lexicon.verbs:
        return True
    before = line.kind(first - 1)
    if line.word(first - 1) == "to" or before is ChunkKind.PERSON:
        return False
    return not line.begins_thing(end) or line.word(end) in {"in", "of"} or line.is_one(first - 1, "determiners")


def _is_verb(line: Line, first: int, end: int, form: str) -> bool:
    """Whether the form tells of something done, and does not describe a noun or carry a noun of revision."""
    if form in line.lexicon.nouns and _is_noun(line, first, end, form):
        return False
    if _is_bare(line, form) and not (
        first == 0
        or line.is_one(first - 1, "auxiliaries")
        or line.kind(first - 1) in {ChunkKind.PERSON, ChunkKind.POINT, ChunkKind.ASIDE}
        or line.word(first - 1) in {"and", "or", "then", "they", "we"}
        or line.word(first - 1).endswith("ly")
    ):
        return False
    if form == "brackets" and line.kind(first - 1) is not ChunkKind.PERSON:
        return False
    return not (_describes(line, first, end, form) or _carries_noun(line, end, form))


def _is_bare(line: Line, form: str) -> bool:
    """Whether a form is that of the infinitive, which needs "to", "would" or a plural before it ("a “peace” move" is a noun)."""
    words = form.split()
    return not any(
        word.endswith(("ed", "ing", "s", "en", "wn", "d")) or word in line.lexicon.grammar["pasts"] for word in words
    )


def _describes(line: Line, first: int, end: int, form: str) -> bool:
    """Whether a participle stands before its noun ("a revised draft", "handwritten corrections", "the deleted words")."""
    if (
        form.startswith(("hand", "pencil", "ink", "typed", "drafting", "editing"))
        and line.word(end) in line.lexicon.nouns
    ):
        return True
    if form in {"drafting", "editing"} and _is_determiner(line, first - 1) and _is_noun_like(line, end):
        return True  # "the drafting line"
    if not form.split()[0].endswith(("ed", "en", "ten", "out", "ck", "ut")) or line.is_one(first - 1, "be"):
        return form in {"insert", "substitute"} and line.is_one(first - 1, "determiners")
    owned = line.kind(first - 1) is ChunkKind.OWNER
    if line.kind(end) is ChunkKind.QUOTE and (owned or _is_determiner(line, first - 1)):
        return True
    led = _is_determiner(line, first - 1) or owned
    led = led or (line.word(first - 1).endswith("ly") and line.is_one(first - 2, "determiners"))
    paired = line.word(first - 1) == "and" and line.is_one(first - 3, "determiners") and _is_noun_like(line, first - 2)
    writes = form.startswith(("hand", "typed", "type", "written", "pencil", "ink"))
    if not led and not paired and not writes and not line.is_one(first - 1, "prepositions"):
        return False
    return _is_noun_like(line, end) or (led and line.kind(end) is ChunkKind.UNIT)


def _is_determiner(line: Line, at: int) -> bool:
    """Whether a determiner stands there; "both" behind a subject is none ("X both deleted …")."""
    return line.is_one(at, "determiners") and not (line.word(at) == "both" and line.kind(at - 1) is ChunkKind.PERSON)


def _is_noun_like(line: Line, at: int) -> bool:
    """Whether a plain word stands here that may be a noun or its adjective."""
    if line.kind(at) is not ChunkKind.WORD or not line.word(at)[0].isalpha():
        return False
    groups = ("prepositions", "conjunctions", "auxiliaries", "determiners")
    return (
        not any(line.is_one(at, group) for group in groups)
        and not line.word(at).endswith("ly")
        and line.word(at) not in {"out", "through", "here", "it", "them", "him"}
    )


def _carries_noun(line: Line, end: int, form: str) -> bool:
    """Whether the verb only carries a noun of revision ("inserted a handwritten correction", "made the changes")."""
    if form.endswith("ing") or line.is_thing(end):
        return False
    at = end
    while at < min(len(line), end + 6) and line.kind(at) is ChunkKind.WORD and not line.is_one(at, "prepositions"):
        wordings = line.lexicon.nouns.get(line.word(at), ())
        if wordings and at > end:
            return any(wording.act is Act.REVISE for wording in wordings)
        if line.is_one(at, "auxiliaries") or line.is_one(at, "conjunctions"):
            return False
        at += 1
    return False
