"""Copies that came back of one base: the changes of all of them laid on the base, each with whose copy has it.

A change that several copies have in the same words is one change with all their revisers. The same words changed
differently are two changes, both shown and both contested. The text with all of them laid on is nobody's: it is made
here, so that every report can show them together, and is called reconstructed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TypeVar

from provenance.attribution.laid_blocks import laid_blocks
from provenance.attribution.laid_notes import laid_notes
from provenance.attribution.laid_parts import PartsOfCopy
from provenance.attribution.laying import Shared, lay
from provenance.model.attributions import Apparatus, Attribution
from provenance.model.changes import Change, ChangeKind, Comparison, Edit, Reading
from provenance.model.spans import Block, Span
from provenance.model.versions import Standing, Version, Work
from provenance.text.normalize import white_ends

T = TypeVar("T")

ALL = "all-copies"

_MOST_NAMED = 4
"""Of more copies that read otherwise in one place the first are named and the others counted."""


def lay_on_base(copies: Sequence[Apparatus], work: Work | None = None) -> Apparatus:
    """One apparatus of all copies; `copies` compare each with the same base, and `work` is what the base is called.

    Where only one came back, its own.
    """
    first = copies[0]
    if len(copies) == 1:
        return first
    base = first.base
    shared = _shared(copies)
    _contest(shared)
    laid, text = lay(shared, base.text)
    edits: dict[int, list[Edit]] = defaultdict(list)
    for piece in laid:
        edits[id(piece.shared)] += piece.made
    given, copies = copies, _as_laid(copies, shared)
    whole = _whole(base, [copy.revised for copy in copies], text, laid_blocks(text, laid, base, copies))
    labels = [f"“{copy.revised.label}”" for copy in copies]
    attributions = tuple(
        _attribution(one, f"c{number}", edits[id(one)], text, labels)
        for number, one in enumerate(sorted(shared, key=lambda one: _place(one.change, edits[id(one)])), 1)
    )
    changes = tuple(attribution.change for attribution in attributions)
    engines = dict.fromkeys(copy.comparison.engine for copy in copies)
    return replace(
        first,
        work=replace(first.work, title=work.title, source=work.source) if work else first.work,
        versions=(*{v.id: v for copy in copies for v in copy.versions}.values(), whole),
        revised=whole,
        notes=laid_notes(given, laid, whole),
        claims=tuple(_once(claim for copy in copies for claim in copy.claims)),
        assessments=tuple({a.claim: a for copy in copies for a in copy.assessments}.values()),
        people=tuple(_once(person for copy in copies for person in copy.people)),
        comparison=Comparison(base.id, whole.id, changes, "; ".join(engines)),
        attributions=attributions,
        caveats=tuple(_caveats(copies, attributions)),
        copies=tuple(copies),
    )


def _once(items: Iterable[T]) -> Iterator[T]:
    yield from dict.fromkeys(items)


def _shared(copies: Sequence[Apparatus]) -> list[Shared]:
    """The changes of all copies in the order of the copies; what several have alike is one."""
    found: dict[object, Shared] = {}
    for number, copy in enumerate(copies):
        parts = PartsOfCopy(copy)
        for attribution in copy.attributions:
            whole = (_without_ends(edit, copy.base.text) for edit in attribution.change.edits)
            edits = tuple(part for edit in whole for part in parts.cut(edit))
            key = (attribution.change.kind, tuple((e.base, e.text) for e in edits))
            one = found.setdefault(key, Shared(ranks=tuple(parts.rank(e.revised.start) for e in edits)))
            one.said[id(attribution)] = replace(attribution, change=replace(attribution.change, edits=edits))
            one.copies |= 1 << number
    return list(found.values())


def _without_ends(edit: Edit, base: str) -> Edit:
    """An edit without the white space with which what it takes out and what it puts in begin or end alike.

    In one copy that is as good; but where another takes out a row of a table, the break before it is not changed.
    """
    start, end = white_ends(edit.base.of(base), edit.text)
    base_place, revised = (Span(place.start + start, place.end - end) for place in (edit.base, edit.revised))
    return Edit(base_place, revised, edit.text[start : len(edit.text) - end])


def _as_laid(copies: Sequence[Apparatus], shared: Iterable[Shared]) -> tuple[Apparatus, ...]:
    """The copies with their changes as wide as they were laid on the base, and the same text."""
    wide = {key: attribution for one in shared for key, attribution in one.said.items()}
    given = ((copy, tuple(wide[id(attribution)] for attribution in copy.attributions)) for copy in copies)
    return tuple(
        replace(copy, attributions=told, comparison=replace(copy.comparison, changes=tuple(a.change for a in told)))
        for copy, told in given
    )


def _contest(shared: Sequence[Shared]) -> None:
    """Mark the changes of which different copies have different words in one place.

    A passage may be moved by one and reworded by another.
    """
    for moves in (False, True):
        alike = [each for each in shared if (each.change.kind is ChangeKind.TRANSPOSITION) is moves]
        edits = ((edit, each) for each in alike for edit in each.change.edits)
        begun: list[tuple[Edit, Shared]] = []
        for edit, one in sorted(edits, key=lambda pair: pair[0].base):
            begun = [(other, its) for other, its in begun if other.base.end >= edit.base.start]
            for other, its in begun:
                if not one.copies & its.copies and _meet(edit, other):
                    one.otherwise |= its.copies
                    its.otherwise |= one.copies
            begun.append((edit, one))


def _meet(one: Edit, other: Edit) -> bool:
    a, b = one.base, other.base
    if len(a) and len(b):
        return a.overlaps(b)
    if not len(a) and not len(b):
        return a == b and bool(one.text.strip()) and bool(other.text.strip())
    point, place = (a, b) if len(b) else (b, a)
    return place.start < point.start < place.end


def _place(change: Change, edits: Sequence[Edit]) -> tuple[int, int]:
    """Where a change begins; of what was moved, where it stands now."""
    edit = edits[-1] if change.kind is ChangeKind.TRANSPOSITION else edits[0]
    return edit.revised.start, edit.base.start


def _attribution(one: Shared, name: str, edits: Sequence[Edit], text: str, labels: Sequence[str]) -> Attribution:
    """What is said of a change in all copies that have it."""
    said = tuple(one.said.values())
    change = replace(one.change, id=name, edits=tuple(edits), inner=(), after=_reading(one.change, edits, text))
    revisers = tuple(_once(name for a in said for name in a.revisers))
    candidates = () if revisers else tuple(_once(name for a in said for name in a.candidates))
    named = next((a for a in said if a.revisers), said[0])
    contested = [f"contested: {_in_words(one.otherwise, labels)} otherwise here"] if one.otherwise else []
    return replace(
        named,
        change=change,
        revisers=revisers,
        candidates=candidates,
        reason="; ".join(dict.fromkeys([*(a.reason for a in said), *contested])),
        evidence=tuple(_once(piece for a in said for piece in a.evidence)),
        date=named.date if len(said) == 1 else None,
        contested=bool(one.otherwise) or any(a.contested for a in said),
    )


def _in_words(copies: int, labels: Sequence[str]) -> str:
    """That these copies read, the first of them by name where there are many."""
    count = copies.bit_count()
    if count <= _MOST_NAMED:
        return f"{' and '.join(_first(copies, labels, count))} read{'s' * (count == 1)}"
    named = _first(copies, labels, _MOST_NAMED - 1)
    return f"{', '.join(named)} and {count - len(named)} more copies read"


def _first(copies: int, labels: Sequence[str], count: int) -> list[str]:
    """The labels of the first of some copies."""
    return list(islice((label for number, label in enumerate(labels) if copies >> number & 1), count))


def _reading(change: Change, edits: Sequence[Edit], text: str) -> Reading | None:
    """The new words of a change where they now stand."""
    if change.after is None:
        return None
    filled, own = ([edit.revised for edit in each if edit.text.strip()] for each in (edits, change.edits))
    if not filled:
        return change.after
    beside = max(change.after.span.start - own[0].start, 0), max(own[-1].end - change.after.span.end, 0)
    hull = Span(filled[0].start + beside[0], filled[-1].end - beside[1])
    words = hull.of(text)
    start = hull.start + len(words) - len(words.lstrip())
    return Reading(Span(start, start + len(words.strip())), words.strip())


def _whole(base: Version, copies: Sequence[Version], text: str, blocks: tuple[Block, ...]) -> Version:
    names = ", ".join(f"“{copy.label}”" for copy in copies)
    return Version(
        f"{base.work}@{ALL}",
        base.work,
        ALL,
        text,
        Standing.RECONSTRUCTED,
        blocks,
        parents=tuple(copy.id for copy in copies),
        method=f"made from “{base.label}” by laying on it every change of {names}; where they differ, all their words.",
    )


def _caveats(copies: Sequence[Apparatus], attributions: Sequence[Attribution]) -> Iterator[str]:
    contested = sum(a.contested for a in attributions)
    if contested:
        number = "1 change is" if contested == 1 else f"{contested} changes are"
        yield f"{number} contested: different copies have different words in the same place, and all are shown."
    counted = ("No source dates", "1 change", "changes are attributed")
    yield from dict.fromkeys(c for copy in copies for c in copy.caveats if not any(part in c for part in counted))
