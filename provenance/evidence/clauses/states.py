"""What a sentence says of another state of the text: that it reads otherwise, holds or lacks something.

"In the draft, this word read “a”", "an earlier draft contained here the sentence “a”", "the text as sent omits “a”": a
state is named, a verb says what stands in it, and quoted words or a part of the text are what stands there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from provenance.evidence.chunks.chunk import ChunkKind
from provenance.evidence.clauses.clause import Clause, Stated, Voice
from provenance.evidence.clauses.line import Line
from provenance.evidence.clauses.states_named import StateNamed, find_states
from provenance.evidence.clauses.subjects import find_clause_subject, find_subject
from provenance.evidence.lexicon import StateKind
from provenance.evidence.looked_for import BARE_STATES
from provenance.model.spans import Span
from provenance.model.testimony import Act

_HERE = {"here", "point", "also", "then", "only", "additional"}
_DENIES = {"not", "never", "does", "did", "do"}
"""What stands between a text and what it is said not to have."""

_REACH = 16
"""Over how many chunks a verb is looked for after the state, and what stands in it after the verb."""


@dataclass(frozen=True, slots=True)
class _Predicate:
    """A verb of having at the chunks `first` to `end`, and whether it is denied."""

    kind: StateKind
    first: int
    end: int
    negated: bool


def read_states(line: Line, taken: Sequence[Span], heads: Sequence[int]) -> Iterator[Clause]:
    """What a sentence says of other states of the text; `taken` is read already, verbs of revision stand at `heads`.

    After an earlier state that reads otherwise a later one may be told, and what it reads ("the draft had “a”; the text as sent has “b”").
    """
    told: Clause | None = None
    for state in find_states(line):
        if any(span.overlaps(state.span) for span in taken):
            continue
        if told is not None and (state.is_earlier or state.start < line.index_at(told.span.end)):
            continue
        clause = _after(line, state, heads) or _before(line, state)
        if clause is None or any(span.overlaps(clause.span) for span in taken):
            continue
        if told is None or clause.wording.act is Act.REPLACE:
            yield clause
        if told is not None or clause.wording.act is not Act.REPLACE or not state.is_earlier:
            return
        told = clause


def _after(line: Line, state: StateNamed, heads: Sequence[int]) -> Clause | None:
    """A state, and the verb that follows it ("the draft read …", "in the draft this word read …")."""
    predicate = _find_predicate(line, state.end, state.end + _REACH)
    if predicate is None or (state.is_frame and _is_in_relative(line, state.start)):
        return None
    aside = (
        line.word(state.end) == ","
        and line.word(state.end + 1) != "which"
        and any(line.word(predicate.first - n) == "," for n in (1, 2, 3))
    )
    if not aside and any(state.end <= head < predicate.first for head in heads):
        return None
    if line.word(predicate.first - 1) in {"and", "but", "then"} and find_clause_subject(line, state.start, 0):
        return None  # "X read the draft and omitted “a”": he did
    if find_subject(line, predicate.first, state.end)[1] and line.word(state.end) in {",", "and", "but", "while"}:
        return None  # "X revised the draft, and Y omitted “a”": he did
    predicate = replace(predicate, end=_past_neighbour(line, predicate.end))
    subject = [at for at in range(state.end, predicate.first) if not _is_spot(line, at)]
    if any(line.is_one(at, "at_first") for at in subject):
        state = replace(state, is_earlier=True)
    if not state.is_frame and any(line.is_thing(at) for at in subject):
        return None
    held = [at for at in subject if line.is_thing(at) and not line.is_one(at - 1, "naming")] or _subject_before(
        line, state
    )
    if (line.word(predicate.end), line.word(predicate.end + 1)) == ("at", "the"):
        return None  # "the draft ended at the word “a”"
    quoted = _quotes(line, predicate.end, predicate.end + _REACH)
    objects = _things(line, predicate.end, predicate.end + _REACH)
    if quoted and not all(_leads(line, at) for at in range(predicate.end, quoted[0])):
        return None
    if any(predicate.end <= head < quoted[0] for head in heads for _ in quoted[:1]):
        return None  # "the draft had a sentence, which X struck out: “a”" tells more by its own verb
    if state.is_frame and held and predicate.kind is StateKind.APPEAR:
        return _appears(line, state, predicate, held, quoted)
    texts = line.lexicon.papers["nouns"] | {"it", "this"}
    named = predicate.first - 1
    while line.word(named) in _DENIES:
        named -= 1
    inverted = predicate.kind is StateKind.APPEAR and bool(quoted)
    if state.is_frame and not held and not inverted and line.word(named) not in texts and subject:
        return None
    if state.is_frame and inverted and all(at < state.end for at in held) and not predicate.negated:
        return _clause(line, state, StateKind.HOLD, quoted[0], mine=[quoted[0]])  # "in the draft appear the words “a”"
    if predicate.kind is StateKind.READ and quoted and not predicate.negated:
        if _ends_with_part(line, predicate, held, quoted[0]):
            return _clause(line, state, StateKind.HOLD, quoted[0], mine=[quoted[0]])
        return _reads(line, state, predicate, held, quoted)
    if predicate.kind in {StateKind.HOLD, StateKind.LACK} and objects:
        return _holds(line, state, predicate, held, objects, quoted)
    return None


def _past_neighbour(line: Line, at: int) -> int:
    """After the quoted words that only tell where those in question stand ("included after “a” the words “b”"); else the place itself."""
    first = at + 1 if line.word(at) == "," else at
    if not line.is_one(first, "neighbours"):
        return at
    near = range(first + 1, first + 5)
    quote = next((n for n in near if line.is_thing(n) and line.kind(n + 1) is not ChunkKind.QUOTE), None)
    if quote is None or not _quotes(line, quote + 1, quote + _REACH):
        return at
    return quote + 2 if line.word(quote + 1) == "," else quote + 1


def _ends_with_part(line: Line, said: _Predicate, held: Sequence[int], quote: int) -> bool:
    """Whether a paragraph or text is said to begin or end with a sentence of its own, which the print lacks ("ended with the sentence, “a”")."""
    with_at = next((at for at in range(said.end, quote) if line.word(at) == "with"), quote)
    parts = {line.lexicon.units.get(line.word(at)) for at in range(with_at, quote)}
    parts |= {unit.unit for at in range(with_at, quote) if (unit := line.chunks[at].unit) is not None}
    holds = not held or any((unit := line.chunks[at].unit) is not None and unit.unit == "paragraph" for at in held)
    return (
        holds
        and bool(parts & {"sentence", "paragraph"})
        and line.word(said.first)[:3] in {"end", "con", "clo", "beg", "ope"}
    )


def _subject_before(line: Line, state: StateNamed) -> list[int]:
    """The part of which a state is told, where it stands before it or in its name ("the last word, in the draft, was …")."""
    inside = [at for at in range(state.start, state.end) if line.kind(at) is ChunkKind.UNIT]
    edge = state.start - 1
    if inside or not state.is_frame:
        fronted = line.word(edge) == "," and line.is_thing(edge - 1) and line.word(edge - 2) in {"of", "for"}
        return inside[-1:] or ([edge - 1] if fronted else [])
    while line.word(edge) in {"in", "on", ",", "from", "was", "were", "had", "been", "has"}:
        edge -= 1
    if line.word(edge - 1) in {"in", "of"} and line.kind(edge - 2) is ChunkKind.QUOTE:
        return [edge - 2, edge]
    return [edge] if line.is_thing(edge) else []


def _is_in_relative(line: Line, start: int) -> bool:
    """Whether the state is named in a relative clause ("a sentence which appeared in the draft")."""
    return any(line.word(at) in {"which", "that", "who"} for at in range(max(0, start - 9), start))


def _leads(line: Line, at: int) -> bool:
    """Whether a chunk may stand between the verb and the quoted words."""
    return (
        line.kind(at) in {ChunkKind.UNIT, ChunkKind.ASIDE}
        or line.is_one(at, "leads")
        or line.word(at) in line.lexicon.units
        or line.word(at).endswith("ly")
    )


def _before(line: Line, state: StateNamed) -> Clause | None:
    """What stands in a state that is named after the verb ("the following sentence appeared in the draft: “a”")."""
    if not state.is_frame:
        return None
    for at in range(state.start - 1, max(-1, state.start - 10), -1):
        if line.word(at) in {"margin", "margins"}:
            return None
        predicate = _predicate_at(line, at, with_quote=False)
        if predicate is None or predicate.end > state.start:
            continue
        if predicate.kind is StateKind.READ and not predicate.negated:
            return _reads_in(line, state, predicate)
        if predicate.kind is not StateKind.APPEAR:
            continue
        if any(line.is_thing(n) and not _is_spot(line, n) for n in range(predicate.end, state.start)):
            return None
        held = [n for n in range(max(0, at - _REACH), predicate.first) if line.is_thing(n)]
        return _appears(line, state, predicate, held, _quotes(line, state.end, state.end + 8)) if held else None
    return None


def _reads_in(line: Line, state: StateNamed, said: _Predicate) -> Clause | None:
    """A part that reads otherwise in a state named after the verb ("this passage reads, in the release text, “a”")."""
    quotes = _quotes(line, state.end, state.end + 6)
    edge = said.first - 1
    while line.word(edge).endswith("ly"):
        edge -= 1
    held = [edge] if line.is_thing(edge) else []
    between = range(said.end, state.start)
    if line.word(edge - 1) in {",", "which"} or line.kind(edge - 1) is ChunkKind.QUOTE:
        return None
    if not quotes or not held or any(not _leads(line, at) and line.word(at) not in {"in", "on"} for at in between):
        return None
    if not all(_leads(line, at) for at in range(state.end, quotes[0])):
        return None
    return _reads(line, state, said, held[-1:], quotes)


def _is_spot(line: Line, at: int) -> bool:
    """Whether a part only tells where ("at the end of this paragraph")."""
    return line.kind(at) is ChunkKind.UNIT and (line.word(at - 1) in {"at", "in", "of"} or line.word(at - 2) == "at")


def _find_predicate(line: Line, start: int, end: int) -> _Predicate | None:
    """The first verb of having between two chunks, in no relative clause."""
    relative = False
    for at in range(start, min(end, len(line))):
        word = line.word(at)
        if word in {";", ":"}:
            return None
        relative = word in {"which", "that", "who", "when"} or (relative and word != ",")
        found = None if relative else _predicate_at(line, at)
        if found is not None:
            return found
    return None


def _predicate_at(line: Line, at: int, with_quote: bool = True) -> _Predicate | None:
    states = line.lexicon.states
    if line.kind(at) is not ChunkKind.WORD:
        return None
    denied = any(line.word(n) in {"not", "never"} for n in (at - 1, at - 2))
    if any(line.is_one(n, "modals") for n in (at - 1, at - 2)):
        return None  # "the draft would have left out “a”"
    for length in (2, 1):
        form = " ".join(line.word(n) for n in range(at, at + length))
        kind = states.get(form) or (states.get(f"{form}s") if denied or line.word(at - 1) == "not" else None)
        if kind is None or (kind is StateKind.READ and with_quote and _is_auxiliary(line, at, form)):
            continue
        return _Predicate(kind, at, at + length, denied)
    bare = states.get(BARE_STATES.get(line.word(at), "")) if denied else None
    return _Predicate(bare, at, at + 1, True) if bare is not None else None


def _is_auxiliary(line: Line, at: int, form: str) -> bool:
    """Whether "was" belongs to a verb, and does not say what stands there."""
    return form in line.lexicon.grammar["be"] and line.kind(at + 1) is not ChunkKind.QUOTE


def _quotes(line: Line, start: int, end: int) -> list[int]:
    found = []
    for at in range(start, min(end, len(line))):
        if line.word(at) == ";":
            break
        if line.kind(at) is ChunkKind.QUOTE:
            found.append(at)
    return found


def _things(line: Line, start: int, end: int) -> list[int]:
    """The quoted words, or else the part of the text, that a verb takes."""
    quotes = _quotes(line, start, end)
    if quotes:
        return quotes[:1]
    at = start
    while line.word(at) in _HERE | {"at", "this"} or line.word(at).endswith("ly"):
        at += 1
    return [at] if line.kind(at) is ChunkKind.UNIT and _points_here(line, at) else []


def _points_here(line: Line, at: int) -> bool:
    unit = line.chunks[at].unit
    return unit is not None and (bool({"this", "these", "the"} & set(unit.steps)) or unit.index is not None)


def _span(line: Line, at: int) -> Span:
    quote = line.chunks[at].quote
    assert quote is not None  # only quoted words are asked for
    return quote


def _instead(line: Line, quotes: Sequence[int]) -> int | None:
    """Of quoted words those in whose place the first stand."""
    for at in quotes[1:]:
        if any(line.is_one(n, "instead") for n in range(max(quotes[0] + 1, at - 5), at)):
            return at
    return None


def _is_anchored(line: Line, quotes: Sequence[int]) -> bool:
    """Whether the words next to those quoted are told ("the word “a” before “b”")."""
    return len(quotes) > 1 and any(line.is_one(n, "neighbours") for n in range(quotes[0] + 1, quotes[1]))


def _reads(line: Line, state: StateNamed, said: _Predicate, held: Sequence[int], quotes: Sequence[int]) -> Clause:
    if _is_anchored(line, quotes) and not held:
        return _clause(line, state, StateKind.HOLD, quotes[0], mine=[quotes[0]])
    other = _instead(line, quotes)
    theirs = [at for at in held if line.kind(at) is ChunkKind.QUOTE][-1:] or ([other] if other is not None else [])
    unit = next((at for at in reversed(held) if line.kind(at) is ChunkKind.UNIT), None)
    last = max([quotes[0], *theirs])
    return _clause(line, state, StateKind.READ, last, mine=[quotes[0]], theirs=theirs, unit=unit)


def _holds(
    line: Line, state: StateNamed, said: _Predicate, held: Sequence[int], objects: Sequence[int], quotes: Sequence[int]
) -> Clause | None:
    unit = next((at for at in reversed(held) if line.kind(at) is ChunkKind.UNIT), None)
    lacks = said.kind is StateKind.LACK or said.negated
    at = objects[0]
    if line.kind(at) is ChunkKind.UNIT:
        return _clause(line, state, StateKind.LACK, at, unit=at) if lacks else None
    other = _instead(line, quotes)
    if other is not None and not lacks:
        return _clause(line, state, StateKind.READ, other, mine=[at], theirs=[other])
    led = any(line.kind(n) is ChunkKind.UNIT or line.word(n) in line.lexicon.units for n in range(said.end, at))
    told = _HERE if said.end == said.first + 1 else _HERE | line.lexicon.grammar["neighbours"]
    placed = any(line.word(n) in told for n in range(state.start, at)) or _is_anchored(line, quotes)
    bare = said.kind is StateKind.HOLD and line.word(said.first) in {"had", "has"} and not (led and placed)
    if bare and not lacks:
        return _clause(line, state, StateKind.READ, at, mine=[at], unit=unit)
    kind = StateKind.LACK if lacks else StateKind.HOLD
    return _clause(line, state, kind, at, mine=[] if lacks else [at], theirs=[at] if lacks else [])


def _appears(
    line: Line, state: StateNamed, said: _Predicate, held: Sequence[int], quotes: Sequence[int]
) -> Clause | None:
    at = held[-1]
    if line.kind(at) is ChunkKind.UNIT and quotes and "following" in _steps(line, at):
        at = quotes[0]
    if said.negated:
        return _clause(
            line,
            state,
            StateKind.LACK,
            said.end - 1,
            theirs=[at] if line.kind(at) is ChunkKind.QUOTE else [],
            unit=at if line.kind(at) is ChunkKind.UNIT else None,
            first=at,
        )
    if line.kind(at) is not ChunkKind.QUOTE:
        return None
    other = _instead(line, [at, *quotes]) if quotes and at not in quotes else None
    if other is not None:
        return _clause(line, state, StateKind.READ, other, mine=[at], theirs=[other], first=at)
    return _clause(line, state, StateKind.HOLD, max(at, said.end - 1), mine=[at], first=min(at, said.first))


def _steps(line: Line, at: int) -> tuple[str, ...]:
    unit = line.chunks[at].unit
    return unit.steps if unit is not None else ()


def _clause(
    line: Line,
    state: StateNamed,
    kind: StateKind,
    last: int,
    mine: Sequence[int] = (),
    theirs: Sequence[int] = (),
    unit: int | None = None,
    first: int | None = None,
) -> Clause:
    """The clause; `mine` are words that stand in the state, `theirs` words of the text printed here."""
    own, other = (tuple(_span(line, at) for at in side) for side in (mine, theirs))
    start = min(state.start, last if first is None else first)
    span = line.span(start, max(state.end, last + 1))
    wording = line.lexicon.state_wordings[kind, state.is_earlier]
    stated = Stated(
        *((own, other) if state.is_earlier else (other, own)), unit=line.chunks[unit].span if unit is not None else None
    )
    before, after = Span(line.sentence.start, span.start), Span(span.end, line.sentence.end)
    whos = state.whos if wording.act in {Act.REPLACE, Act.DELETE, Act.INSERT} else ()
    return Clause(wording, span, line.sentence, Voice.PHRASE, whos, before, after, stated=stated)
