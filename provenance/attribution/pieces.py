"""A change cut where a claim's words begin and end, so that only what a claim speaks of is attributed by it.

A piece is a `Change` too. Where a change has inner edits they are dealt out to the pieces; where it has none,
an insertion is cut in its words, and what stood in the place before stays with the piece outside the claim,
since the claim says nothing of it.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from provenance.model.changes import Change, ChangeKind, Edit, Reading
from provenance.model.spans import Span


def cut(change: Change, targets: Iterable[Span], base: str, revised: str) -> tuple[Change, ...]:
    """The pieces of `change` inside and outside of `targets`, which are places in the revised text.

    A change that lies wholly inside or outside of every target, a transposition and an orthographic change
    come back whole. Pieces are called "c3.1", "c3.2" in the order of the revised text.
    """
    crossing = [target for target in targets if _crosses(target, change)]
    if not crossing or change.kind in {ChangeKind.TRANSPOSITION, ChangeKind.ORTHOGRAPHIC}:
        return (change,)
    edges = sorted({edge for target in crossing for edge in (target.start, target.end)})
    edits = [piece for edit in finest(change, base, revised) for piece in _cut_edit(edit, edges, crossing)]
    runs = _runs(edits, crossing, base)
    if len(runs) < 2:
        return (change,)
    return tuple(piece_of(f"{change.id}.{n}", run, base, revised) for n, run in enumerate(runs, 1))


def halves(change: Change, base: str, revised: str) -> tuple[Change, ...]:
    """A substitution as the deletion and the insertion that it is made of; words kept inside belong to neither.

    They are called "c3a" and "c3b". Where words were kept and others only added, or only taken out, there is but
    one half, which holds every edit.
    """
    edits = finest(change, base, revised)
    out = [Edit(e.base, Span(e.revised.start, e.revised.start), "") for e in edits if len(e.base)]
    into = [Edit(Span(e.base.end, e.base.end), e.revised, e.text) for e in edits if e.text]
    if any(e.base.of(base).strip() for e in out) and any(e.text.strip() for e in into):
        return piece_of(f"{change.id}a", out, base, revised), piece_of(f"{change.id}b", into, base, revised)
    return (piece_of(f"{change.id}a", edits, base, revised),)


def _crosses(target: Span, change: Change) -> bool:
    """True if the target holds some of the change's new words, not all of them."""
    return change.after is not None and target.overlaps(change.after.span) and not target.contains(change.after.span)


def finest(change: Change, base: str, revised: str) -> Sequence[Edit]:
    """The inner edits of the change, and the white space around its words, which no inner edit holds."""
    if not (change.inner and change.before and change.after):
        return change.edits
    [whole], old, new = change.edits, change.before.span, change.after.span
    edges = (
        (Span(whole.base.start, old.start), Span(whole.revised.start, new.start)),
        (Span(old.end, whole.base.end), Span(new.end, whole.revised.end)),
    )
    lead, trail = ([Edit(b, r, r.of(revised))] if b.of(base) != r.of(revised) else [] for b, r in edges)
    return [*lead, *change.inner, *trail]


def _runs(edits: Sequence[Edit], targets: Sequence[Span], base: str) -> list[list[Edit]]:
    """The edits that stand side by side inside the same targets; bare white space goes with what stands before it."""
    runs: list[list[Edit]] = [[]]
    fate: tuple[bool, ...] | None = None
    for edit in edits:
        here = _inside(edit, targets) if edit.text.strip() or edit.base.of(base).strip() else fate
        if fate is not None and here != fate:
            runs.append([])
        runs[-1].append(edit)
        fate = here
    return runs


def _cut_edit(edit: Edit, edges: Sequence[int], targets: Sequence[Span]) -> list[Edit]:
    """The edit cut at every edge that leaves words on both sides of it."""
    points = [edit.revised.start]
    for edge in edges:
        behind, ahead = edit.text[points[-1] - edit.revised.start : edge - edit.revised.start], edit.revised.end - edge
        if edge > points[-1] and behind.strip() and ahead > 0 and edit.text[-ahead:].strip():
            points.append(edge)
    points.append(edit.revised.end)
    places = [Span(start, end) for start, end in pairwise(points)]
    parts = [_part(edit, place, n, -1) for n, place in enumerate(places)]
    keeper = next((n for n, part in enumerate(parts) if not any(_inside(part, targets))), 0)
    return [_part(edit, place, n, keeper) for n, place in enumerate(places)]


def _part(edit: Edit, place: Span, n: int, keeper: int) -> Edit:
    """Part `n` of a cut edit; the words taken out go with part `keeper`."""
    point = edit.base.start if n < keeper else edit.base.end
    taken = edit.base if n == keeper else Span(point, point)
    return Edit(taken, place, place.moved(-edit.revised.start).of(edit.text))


def _inside(edit: Edit, targets: Sequence[Span]) -> tuple[bool, ...]:
    """For each target, whether it holds the edit's new words (or the point where words were taken out)."""
    words = read_hull([edit.revised], edit.text, offset=edit.revised.start)
    place = words.span if words else edit.revised
    return tuple(target.contains(place) for target in targets)


def piece_of(name: str, run: Sequence[Edit], base: str, revised: str) -> Change:
    """The edits as a change of their own, called `name`; they must take out or put in words."""
    before = read_hull([edit.base for edit in run], base)
    after = read_hull([edit.revised for edit in run], revised)
    kind = ChangeKind.INSERTION if before is None else ChangeKind.DELETION if after is None else ChangeKind.SUBSTITUTION
    return Change(name, kind, before, after, tuple(run))


def read_hull(spans: Sequence[Span], text: str, offset: int = 0) -> Reading | None:
    """The words from the first of the spans to the last without the white space around them; None if there are none.

    `text` begins at `offset` of the text in which the spans are counted.
    """
    filled = [span for span in spans if len(span)]
    if not filled:
        return None
    start = min(span.start for span in filled)
    words = text[start - offset : max(span.end for span in filled) - offset]
    start += len(words) - len(words.lstrip())
    stripped = words.strip()
    return Reading(Span(start, start + len(stripped)), stripped) if stripped else None
