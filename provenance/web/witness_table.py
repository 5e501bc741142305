"""Three or more versions as a collation table: one row a place that varies, one column a version.

The first version is the one that the others are compared with. Places that overlap in any of the comparisons are one
row, so that every column shows what its version reads there, in whole.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from provenance.attribution.listing import listed
from provenance.model.attributions import Apparatus, Attribution
from provenance.model.changes import ChangeKind, Edit
from provenance.model.spans import Span
from provenance.reports.html.html_hands import Hand, Hands
from provenance.reports.html.html_style import hand_rules
from provenance.text.sentences import split_sentences

_CONTEXT = 32


@dataclass(frozen=True, slots=True)
class Reading:
    """What one version reads at a place; `hands` made it differ from the first version, `moved` if it only moved.

    A reading that is not `known` is that of a version with a gap there: it says nothing, and is not the others'.
    """

    text: str
    differs: bool
    hands: tuple[tuple[Hand, str], ...] = ()
    moved: bool = False
    known: bool = True


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """One place: its sentence, the words before it, and what each version reads."""

    ref: str
    context: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class WitnessTable:
    """The rows, in the order of the first version, and the style of the hands in them."""

    rows: tuple[ReadingRow, ...]
    style: str


def witness_table(apparatuses: Sequence[Apparatus]) -> WitnessTable:
    """The table of comparisons that all begin with the same version."""
    base = apparatuses[0].base
    everything = tuple(one for apparatus in apparatuses for one in apparatus.attributions)
    people = tuple(dict.fromkeys(person for apparatus in apparatuses for person in apparatus.people))
    claims = tuple(dict.fromkeys(claim for apparatus in apparatuses for claim in apparatus.claims))
    hands = Hands(replace(apparatuses[0], attributions=everything, people=people, claims=claims))
    changed = [[(edit, one) for one in listed(a) for edit in one.change.edits] for a in apparatuses]
    unknown = [apparatus.comparison.unknown for apparatus in apparatuses]
    places = _joined([edit.base for edits in changed for edit, _ in edits] + [e.base for one in unknown for e in one])
    sentences = split_sentences(base.text, base.blocks)
    rows = []
    for place in places:
        here = [s for s in sentences if s.span.start <= place.start < s.span.end] or [
            s for s in sentences if s.span.end <= place.start
        ][-1:]
        before = base.text[max(0, place.start - _CONTEXT) : place.start]
        context = before.split(" ", 1)[-1] if len(before) == _CONTEXT else before
        first = _first_reading(place, apparatuses)
        others = [
            _open_reading(place, apparatus) or _reading(place, base.text, edits, hands)
            for apparatus, edits in zip(apparatuses, changed, strict=True)
        ]
        rows.append(ReadingRow(here[0].ref if here else "", " ".join(context.split()), (first, *others)))
    return WitnessTable(tuple(rows), hand_rules(hands))


def _joined(spans: Sequence[Span]) -> list[Span]:
    """The places, those that overlap or touch made one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _first_reading(place: Span, apparatuses: Sequence[Apparatus]) -> Reading:
    """What the version reads with which all are compared; where it has a gap, nobody knows."""
    words = place.of(apparatuses[0].base.text).strip()
    is_open = not words and any(_open_edits(place, apparatus) for apparatus in apparatuses)
    return Reading(words, differs=False, known=not is_open)


def _open_reading(place: Span, apparatus: Apparatus) -> Reading | None:
    """The reading of a version where a gap, its own or the first version's, hides whether it differs."""
    inside = _open_edits(place, apparatus)
    if not inside:
        return None
    words = "".join(_pieces(place, apparatus.base.text, inside)).strip()
    return Reading(words, differs=False, known=bool(words))


def _open_edits(place: Span, apparatus: Apparatus) -> list[Edit]:
    inside = [e for e in apparatus.comparison.unknown if place.start <= e.base.start and e.base.end <= place.end]
    return sorted(inside, key=lambda edit: (edit.base, edit.revised))


def _reading(place: Span, text: str, edits: Sequence[tuple[Edit, Attribution]], hands: Hands) -> Reading:
    """What a version reads at a place of the first one."""
    inside = sorted(
        ((edit, one) for edit, one in edits if place.start <= edit.base.start and edit.base.end <= place.end),
        key=lambda pair: (pair[0].base, pair[0].revised),
    )
    if not inside:
        return Reading(place.of(text).strip(), differs=False)
    words = "".join(_pieces(place, text, [edit for edit, _ in inside]))
    who = {one.revisers: (hands.of(one), hands.short(one)) for _, one in inside}
    moved = all(one.change.kind is ChangeKind.TRANSPOSITION for _, one in inside)
    return Reading(words.strip(), differs=True, hands=tuple(who.values()), moved=moved)


def _pieces(place: Span, text: str, edits: Sequence[Edit]) -> Iterator[str]:
    at = place.start
    for edit in edits:
        yield text[at : edit.base.start]
        yield edit.text
        at = max(at, edit.base.end)
    yield text[at : place.end]
