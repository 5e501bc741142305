"""Which of the words quoted in a note stood before a change, which after, and which only show the place."""

from collections.abc import Iterable
from dataclasses import dataclass

from provenance.evidence.clauses.clause import Clause, Voice
from provenance.evidence.lexicon import Side, Wording
from provenance.evidence.sketch import Sketch
from provenance.model.spans import Span
from provenance.model.testimony import Act

_GOVERNS = (
    ("cue", "entitled"),
    ("cue", "beginning with the words"),
    ("anchor", "after the words"),
    ("over", "above the words"),
    ("for", "instead of the words"),
    ("earlier", "which had read"),
    ("to", "to read"),
    ("favor", "in favor of the words"),
    ("from", "from the words"),
    ("with", "with the words"),
    ("by", "by the words"),
    ("of", "of the words"),
)
"""The role of quoted words by the cue that stands before them, in the order in which they are asked for."""

_ONE = {"is", "was", "has"}
"""What is said of one thing alone."""

_SIDES = {"for": Side.EARLIER, "earlier": Side.EARLIER, "to": Side.LATER, "from": Side.EARLIER, "favor": Side.LATER}


@dataclass(frozen=True, slots=True)
class Readings:
    """Quoted words by what they are: readings before and after, words that show the place, words that stand in it."""

    earlier: tuple[Span, ...] = ()
    later: tuple[Span, ...] = ()
    anchors: tuple[Span, ...] = ()
    cues: tuple[Span, ...] = ()


def read_readings(sketch: Sketch, clause: Clause) -> Readings:
    """The quoted words that belong to a clause, by what they are."""
    if clause.stated is not None:
        return Readings(clause.stated.earlier, clause.stated.later)
    if clause.match is not None:
        return _of_phrase(sketch, clause)
    if _swaps(sketch, clause):
        return Readings(sketch.quotes_in(clause.after)[:1], sketch.quotes_in(clause.before)[-1:])
    sorted_quotes: dict[str, list[Span]] = {"earlier": [], "later": [], "anchor": [], "cue": []}
    if clause.wording.act is Act.REPLACE and sketch.begins(clause.rest, "it to quoted words"):
        sorted_quotes["earlier"] += sketch.quotes_in(Span(clause.sentence.start, clause.span.start))[-1:]
    if clause.wording.act in {Act.DELETE, Act.INSERT} and (spoken := spoken_of(sketch, clause)) is not None:
        sorted_quotes["earlier" if clause.wording.act is Act.DELETE else "later"].append(spoken)
    roles = [(clause.taken, "object")] if clause.taken else []
    roles += [role for role in _roles(sketch, clause) if role[0] != clause.taken]
    names = {role for _, role in roles}
    for quote, role in roles:
        if role == "object" and "from" in names and "to" not in names and clause.wording.object is Side.EARLIER:
            role = "to"
        if role == "object" and clause.wording.object is None and clause.voice is Voice.NOUN:
            role = "earlier" if "to" in names else "to" if "for" in names else role  # "changes: “a” to “b”"
        sorted_quotes[_kind(role, clause.wording)].append(quote)
    if (
        clause.voice is Voice.NOUN
        and not sorted_quotes["later"]
        and sketch.word_before(clause.span.start) in {"its", "their"}
    ):  # “a,” with a line for its insertion
        sorted_quotes["later"] += sketch.quotes_in(Span(clause.sentence.start, clause.span.start))[-1:]
    return Readings(*(tuple(sorted_quotes[kind]) for kind in ("earlier", "later", "anchor", "cue")))


def spoken_of(sketch: Sketch, clause: Clause) -> Span | None:
    """The quoted words that "it" or "the word" means, of which the sentence has said something ("X told Y that “a” was too strong, and Y struck it out")."""
    taken = clause.patient
    quotes = sketch.quotes_in(Span(clause.sentence.start, clause.span.start))
    if len(quotes) == 1 and not sketch.words_in(clause.own) and sketch.ends(clause.lead, "and the word was"):
        return quotes[0]
    if taken is None or taken.head not in {"it", "them", "this"} or taken.first != taken.last:
        return None
    said = sketch.lines[quotes[-1].end + 1 : clause.span.start].lower().split() if quotes else []
    return quotes[-1] if said and said[0] in {"is", "was", "are", "were"} else None


def _swaps(sketch: Sketch, clause: Clause) -> bool:
    """Whether quoted words are said to have taken the place of others: “a” replaced “b”."""
    if clause.wording.name != "replace" or not sketch.quotes_in(clause.before):
        return False
    before = sketch.quotes_in(clause.before)[-1]
    return bool(
        sketch.is_all(Span(before.end, clause.span.start), "has then")
        and sketch.begins(clause.rest, "the words, quoted")
    )


def _kind(role: str, wording: Wording) -> str:
    prepositions = dict(wording.prep)
    if role in {"cue", "anchor"}:
        return role
    if role == "over":
        return "earlier" if wording.object is Side.LATER else "anchor"
    if role == "to" and wording.act is Act.DELETE:
        return Side.EARLIER.value
    if role in prepositions:
        return prepositions[role].value
    if role in _SIDES:
        return _SIDES[role].value
    if role in {"with", "by"}:
        return "cue"  # else, as after "of", what the verb or noun takes
    return wording.object.value if wording.object else "cue"


def _roles(sketch: Sketch, clause: Clause) -> Iterable[tuple[Span, str]]:
    """Each quotation in the clause's reach, with the preposition or turn of phrase that governs it."""
    regions = [clause.before, clause.after] if clause.voice is Voice.PASSIVE else [clause.after]
    if clause.voice is Voice.ACTIVE:
        yield from _fronted(sketch, clause)
    for region in regions:
        floor, role = region.start, "object"
        for quote in sketch.words_in(region):
            lead = sketch.before_quote(quote, Span(floor, max(floor, region.end)))
            closing = Span(quote.end, max(quote.end, clause.sentence.end))
            if region == clause.after and sketch.has(lead, "so that, or and that"):
                break  # what follows is told of another verb
            named = next((name for name, cue in _GOVERNS if sketch.ends(lead, cue)), None)
            if floor > region.start and sketch.is_all(lead, "in the words"):
                named = "anchor"  # "struck “a” in “a b”"
            elif named == "to" and floor > region.start and sketch.is_all(lead, "and of another thing, to"):
                named = "cue"  # "“a” was changed to “b” and the date to May 6"
            if named is None:
                following = Span(min(quote.end + 1, closing.end), closing.end)
                chained = floor > region.start and sketch.is_all(lead, "and the words")
                anew = (role == "anchor" and sketch.begins(closing, "quoted words next to others")) or (
                    clause.wording.act in {Act.REPLACE, Act.REVISE} and sketch.begins(following, "to quoted words")
                )  # "changed “a” to “b” and “c” to “d”"
                named = role if chained and not anew else "object"
            if named == "to" and clause.voice is Voice.PASSIVE and region == clause.before:
                named = "object" if sketch.ends(lead, "as follows:") else named
            role, floor = named, quote.end + 1
            if role == "from" and sketch.begins(closing, "on"):
                role = "cue"
            aside = (
                clause.wording.act is Act.DELETE
                and clause.voice is Voice.PASSIVE
                and region == clause.after
                and sketch.quotes_in(clause.before)
            )
            yield quote, "cue" if aside and role == "object" else role


def _fronted(sketch: Sketch, clause: Clause) -> Iterable[tuple[Span, str]]:
    """The words over which, or for which, others were written, where they stand first ("Over the typed “a” X wrote “b”")."""
    for quote in sketch.quotes_in(clause.before):
        lead = sketch.before_quote(quote, clause.before)
        if sketch.ends(lead, "above the words"):
            yield quote, "over"
        elif sketch.ends(lead, "instead of the words"):
            yield quote, "for"


def _of_phrase(sketch: Sketch, clause: Clause) -> Readings:
    earlier, later, cues = [], [], []
    match = clause.match
    for quote in sketch.quotes_in(clause.span):
        for name in match.re.groupindex if match else ():
            if match and match[name] is not None and match.start(name) <= quote.start and quote.end <= match.end(name):
                if name.startswith("earlier"):
                    earlier.append(quote)
                elif name.startswith("later"):
                    later.append(quote)
                else:
                    cues.append(quote)
    for name in match.re.groupindex if match else ():
        if match and match[name] is not None and name.rstrip("0123456789") in {"was", "now"}:
            (earlier if name.startswith("was") else later).append(Span(*match.span(name)))
    stop = sketch.lines.rfind("; ", clause.before.start, clause.before.end)
    named = [
        quote
        for quote in sketch.quotes_in(Span(max(stop, clause.before.start), clause.before.end))
        if sketch.ends(sketch.before_quote(quote, clause.before), "words for words")
        or not sketch.lines[quote.end + 1 : clause.span.start].strip(" ,")
    ]
    if clause.wording.act in {Act.INSERT, Act.DELETE}:
        for side in (earlier, later):
            side[:0] = _joined_before(sketch, clause, side[0]) if side else []
    if earlier and not later and clause.wording.act is Act.REPLACE:
        later = named[-1:]
    elif not earlier and not later and clause.wording.act is Act.DELETE:
        earlier = named
    elif not earlier and not later and clause.wording.act is Act.INSERT:
        later = named
    return Readings(tuple(earlier), tuple(later), cues=tuple(cues))


def _joined_before(sketch: Sketch, clause: Clause, first: Span) -> list[Span]:
    """The quoted words to which the first of a phrase are joined ("both “a” and the word “b” are X’s"); to what "is" X's none."""
    joined: list[Span] = []
    if not _ONE.isdisjoint(clause.span.of(sketch.lines).lower().split()):
        return joined
    for quote in reversed(sketch.quotes_in(clause.before)):
        between = Span(min(quote.end + 1, first.start), max(quote.end + 1, first.start - 1))
        if not sketch.is_all(between, "and the words"):
            break
        joined.insert(0, quote)
        first = quote
    return joined
