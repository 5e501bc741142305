"""By whom, or in whose hand, something was done."""

from provenance.evidence.chunks.chunk import ChunkKind
from provenance.evidence.clauses.coordination import governed
from provenance.evidence.clauses.line import Line
from provenance.evidence.people import Who
from provenance.model.testimony import PersonKind


def find_by(line: Line, start: int, end: int) -> tuple[Who, ...] | None:
    """Those named after "by", where "by" belongs to the verb before `start`; None where there is no such "by"."""
    for at in range(start, min(end, len(line))):
        if line.word(at) in {";", "while", "whereas"}:
            return None
        if line.word(at) != "by" or line.is_one(at - 1, "denials") or _is_of_event(line, start, at):
            continue
        first = at + 1
        while line.is_adverb(first) or line.word(first) == "either":
            first += 1
        last, whos = line.people_from(_their_man(line, first))
        if line.word(last)[:1].isdigit() and whos and whos[-1].kind is PersonKind.OFFICE:
            continue  # "amended by JCS 1067/8": a paper did
        whos = governed(line, first, last, whos)
        if ChunkKind.QUOTE not in {line.kind(last), line.kind(last + 1)}:  # "replaced by X’s (handwritten) “a”"
            whos = whos if line.is_means(last) else _named_only(whos)  # "by X’s pen"
        if whos and _is_own(line, start, at):
            return whos
    return None


def _their_man(line: Line, at: int) -> int:
    """Where he is named who is told as another's ("by X’s deputy, | Y"); the place itself where nobody is."""
    end = at + 1
    while line.kind(at) is ChunkKind.OWNER and line.kind(end) is ChunkKind.WORD and end - at < 4:
        end += 1
    return end + 1 if end > at + 1 and line.word(end) == "," and line.kind(end + 1) is ChunkKind.PERSON else at


def _is_of_event(line: Line, start: int, by: int) -> bool:
    """Whether "by" belongs to what happened, was said or written before it ("following a call by X", "a suggestion by X").

    Words that were "suggested by X" are told as his where nobody else is said to have written them.
    """
    said = line.word(by - 1)
    if line.kind(by - 2) is ChunkKind.OWNER:
        return False  # "at the President’s suggestion by X"
    if said in line.lexicon.papers["remarks"] or (line.is_one(by - 1, "proposals") and not said.endswith("ed")):
        return True
    article = next((at for at in range(by - 2, max(start, by - 5), -1) if line.word(at) in {"a", "an"}), 0)
    if article > start and said in line.lexicon.papers["nouns"] and line.is_one(article - 1, "prepositions"):
        return True  # "in X’s hand in a draft by Y"
    return article > start and line.word(article - 1) in {"following", "after", "upon", "before", "despite", "since"}


def _named_only(whos: tuple[Who, ...]) -> tuple[Who, ...]:
    """The doers; one whose suggestion or request is meant ("by X’s request") did nothing himself."""
    return tuple(who for who in whos if not who.owner or who.kind is PersonKind.HAND)


def _is_own(line: Line, start: int, by: int) -> bool:
    """Whether no other verb before "by" takes it ("deleted before it was sent by X", "the draft sent to London by X")."""
    words = [line.word(at) for at in range(start, by)]
    if any(word.startswith(("restor", "reinst")) for word in words):
        return False  # "deleted and then restored by X"
    if any(line.is_one(at, "subordinators") or line.word(at) in {"which", "who", "that"} for at in range(start, by)):
        return not any(_is_verb_like(line, at) or line.is_one(at, "auxiliaries") for at in range(start, by))
    if any(_is_verb_like(line, at) and line.word(at - 1) in line.lexicon.papers["nouns"] for at in range(start, by)):
        return False  # "replaces “b” in the text brought to Potsdam by X"
    if any(_is_of_new_clause(line, start, at) for at in range(start, by)):
        return False
    last = by - 1
    while last >= start and (line.is_adverb(last) or line.kind(last) is ChunkKind.ASIDE):
        last -= 1
    if last < start or not _is_verb_like(line, last):
        return True
    joins = {"and", "or", ",", ""}
    return all(line.word(at) in joins or line.is_adverb(at) or _is_verb_like(line, at) for at in range(start, by))


def _is_of_new_clause(line: Line, start: int, at: int) -> bool:
    """Whether a passive verb has a subject of its own behind a conjunction ("crossed out in X’s hand, and “b” was changed")."""
    if not (_is_verb_like(line, at) and line.is_one(at - 1, "be")):
        return False
    joint = next((n for n in range(at - 2, start - 1, -1) if line.word(n) in {"and", "but", "while", "whereas"}), at)
    return any(line.is_thing(n) for n in range(joint + 1, at - 1))


def _is_verb_like(line: Line, at: int) -> bool:
    return line.is_one(at, "participles") or (line.word(at).endswith("ed") and not line.is_one(at, "colors"))


def find_hand(line: Line, start: int, end: int) -> tuple[Who, ...] | None:
    """Those in whose hand it was written, one without a name if nobody has named it; None where none is spoken of."""
    for at in range(max(0, start), min(end, len(line))):
        if line.is_one(at - 1, "denials"):
            continue
        if line.word(at) == "at" and line.word(at + 2) == "hands":
            return _hand_after(line, at + 1)
        if line.word(at) == "in" or (line.kind(at) is ChunkKind.OWNER and line.word(at - 1) in {"to", "be"}):
            found = _hand_after(line, at + (line.word(at) == "in"))
            if found is not None:
                return found
    return None


def _hand_after(line: Line, at: int) -> tuple[Who, ...] | None:
    while line.word(at) in {"the", "a", "an", "what"} or line.is_one(at, "seeming"):
        at += 1
    end, whos = line.people_from(at)
    if line.kind(at) is ChunkKind.PERSON and not whos[-1].owner:
        return whos[:1] if whos[0].kind is PersonKind.HAND else None
    if whos and whos[-1].owner:
        end = end + 1 if line.word(end) == "own" else end
        told = line.is_means(end) or line.is_one(end + 1, "hands")
        before = {line.word(n) for n in range(max(0, at - 6), at)}
        again = line.kind(end) in {ChunkKind.POINT, None} and any(line.is_one(n, "hands") for n in range(at))
        if not (told or again or before & {"appears", "seems"}):
            return None  # "… in X’s hand, … in Y’s"
        return (*whos, *_other_hands(line, end + 1))
    if not line.is_one(at, "hands"):
        return None
    at += 1
    if line.word(at) == "of":
        return _row_from(line, at + 1 + (line.word(at + 1) == "both")) or None
    while line.is_one(at, "seeming"):
        at += 1
    if line.word(at) == "of":
        at += 1
    return _row_from(line, at)


def _other_hands(line: Line, at: int) -> tuple[Who, ...]:
    """Those of whom the hand may be as well ("in X’s hand or, more likely, | in Y’s")."""
    first = line.past_hedge(at + 1)
    return line.people_from(first + 1)[1] if (line.word(at), line.word(first)) == ("or", "in") else ()


def _row_from(line: Line, at: int) -> tuple[Who, ...]:
    """Those named from a place on, but for who does something himself."""
    end, whos = line.people_from(at)
    return governed(line, at, end, whos)
