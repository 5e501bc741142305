"""A change cut where a claim's words begin and end, so that only what a claim speaks of is attributed by it.

A piece is a `Change` too. Where a change has inner edits they are dealt out to the pieces; where it has none,
an insertion is cut in its words, and what stood in the place before stays with the piece outside the claim,
since the claim says nothing of it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from provenance.model.changes import Change, ChangeKind, Edit, Reading
from provenance.model.spans import Span
from provenance.text.nearby import Nearby

Targets = Nearby[tuple[int, Span]]
"""Places of which claims speak, with their numbers."""


def cut(change: Change, targets: Iterable[Span], base: str, revised: str) -> tuple[Change, ...]:
    """The pieces of `change` inside and outside of `targets`, which are places in the revised text.

    A change that lies wholly inside or outside of every target, a transposition and an orthographic change
    come back whole. Pieces are called "c3.1", "c3.2" in the order of the revised text.
    """
    crossing = [target for target in targets if _crosses(target, change)]
    if not crossing or change.kind in {ChangeKind.TRANSPOSITION, ChangeKind.ORTHOGRAPHIC}:
        return (change,)
    edges = sorted({edge for target in crossing for edge in (target.start, target.end)})
    holding = Nearby((target, (n, target)) for n, target in enumerate(crossing))
    edits = [piece for edit in finest(change, base, revised) for piece in _cut_edit(edit, edges, holding)]
    runs = _runs(edits, holding, base)
    if len(runs) < 2:
        return (change,)
    return tuple(piece_of(f"{change.id}.{n}", run, base, revised) for n, run in enumerate(runs, 1))


def loosen(change: Change, base: str, revised: str) -> tuple[Change, ...]:
    """A passage that moved, and each change of words within it as a change of its own; any other change as it is.

    The move keeps the whole passage for its readings, and the edits of all that was not reworded. It is called "c3.1",
    the changes within it "c3.2" and so on.
    """
    within = [edit for edit in change.inner if edit.text.strip() or edit.base.of(base).strip()]
    if change.kind is not ChangeKind.TRANSPOSITION or not within or len(change.edits) != 2:
        return (change,)
    out, into = sorted(change.edits, key=lambda edit: len(edit.text))
    there, here = out.revised.start, into.base.start
    gone = [Edit(part, Span(there, there), "") for part in _without(out.base, [edit.base for edit in within])]
    left = [Edit(Span(out.base.end, out.base.end), out.revised, out.text)] if out.text else []
    left += [Edit(into.base, Span(into.revised.end, into.revised.end), "")] if len(into.base) else []
    come = [_cut_out(into, part, here) for part in _without(into.revised, [edit.revised for edit in within])]
    if not (gone or left or come):
        return (change,)
    move = Change(f"{change.id}.1", change.kind, change.before, change.after, (*gone, *left, *come))
    return (move, *(_within_move(change, edit, n, (there, here), base) for n, edit in enumerate(within, 2)))


def _within_move(change: Change, edit: Edit, number: int, ends: tuple[int, int], base: str) -> Change:
    """An edit inside a passage that moved from one place (`ends`, in the revised text and the base) to the other."""
    there, here = ends
    out = [Edit(edit.base, Span(there, there), "")] if len(edit.base) else []
    into = [Edit(Span(here, here), edit.revised, edit.text)] if edit.text else []
    before = read_hull([edit.base], base)
    after = read_hull([edit.revised], edit.text, offset=edit.revised.start)
    kind = ChangeKind.INSERTION if before is None else ChangeKind.DELETION if after is None else ChangeKind.SUBSTITUTION
    return Change(f"{change.id}.{number}", kind, before, after, (*out, *into))


def cut_move(change: Change, edges: Sequence[tuple[int, int]], base: str, revised: str) -> tuple[Change | None, ...]:
    """A passage that moved, in pieces that begin at these places of the base and of the revised text.

    None stands for a piece all of whose words are told as reworded, and none as moved.
    """
    if not (change.before and change.after):
        return (change,)
    pieces: list[Change | None] = []
    olds, news = ([0, *(edge[side] for edge in edges), len(text)] for side, text in enumerate((base, revised)))
    for number, (old, new) in enumerate(zip(pairwise(olds), pairwise(news), strict=True), 1):
        was, now = Span(*old), Span(*new)
        out = [Edit(_shared(e.base, was), e.revised, "") for e in change.edits if len(_shared(e.base, was))]
        into = [
            _cut_out(e, _shared(e.revised, now), e.base.start) for e in change.edits if len(_shared(e.revised, now))
        ]
        before = read_hull([_shared(change.before.span, was)], base)
        after = read_hull([_shared(change.after.span, now)], revised)
        edits = (*out, *into)
        pieces.append(Change(f"{change.id}.{number}", change.kind, before, after, edits) if edits else None)
    return tuple(pieces)


def _shared(one: Span, other: Span) -> Span:
    start = max(one.start, other.start)
    return Span(start, max(start, min(one.end, other.end)))


def _without(whole: Span, parts: Sequence[Span]) -> list[Span]:
    """What is left of a place without some of its parts."""
    points = [whole.start, *(point for part in sorted(parts) for point in (part.start, part.end)), whole.end]
    left = [Span(start, end) for start, end in zip(points[::2], points[1::2], strict=True)]
    return [span for span in left if len(span)]


def _cut_out(edit: Edit, place: Span, here: int) -> Edit:
    return Edit(Span(here, here), place, place.moved(-edit.revised.start).of(edit.text))


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


def _runs(edits: Sequence[Edit], targets: Targets, base: str) -> list[list[Edit]]:
    """The edits that stand side by side inside the same targets; bare white space goes with what stands before it."""
    runs: list[list[Edit]] = [[]]
    fate: tuple[int, ...] | None = None
    for edit in edits:
        here = _inside(edit, targets) if edit.text.strip() or edit.base.of(base).strip() else fate
        if fate is not None and here != fate:
            runs.append([])
        runs[-1].append(edit)
        fate = here
    return runs


def _cut_edit(edit: Edit, edges: Sequence[int], targets: Targets) -> list[Edit]:
    """The edit cut at every edge that leaves words on both sides of it."""
    start, last = edit.revised.start, edit.revised.start + len(edit.text.rstrip())
    points = [start]
    for edge in edges[bisect_right(edges, start) : bisect_left(edges, last)]:
        if edit.text[points[-1] - start : edge - start].strip():
            points.append(edge)
    points.append(edit.revised.end)
    places = [Span(start, end) for start, end in pairwise(points)]
    parts = [_part(edit, place, n, -1) for n, place in enumerate(places)]
    keeper = next((n for n, part in enumerate(parts) if not _inside(part, targets)), 0)
    return [_part(edit, place, n, keeper) for n, place in enumerate(places)]


def _part(edit: Edit, place: Span, n: int, keeper: int) -> Edit:
    """Part `n` of a cut edit; the words taken out go with part `keeper`."""
    point = edit.base.start if n < keeper else edit.base.end
    taken = edit.base if n == keeper else Span(point, point)
    return Edit(taken, place, place.moved(-edit.revised.start).of(edit.text))


def _inside(edit: Edit, targets: Targets) -> tuple[int, ...]:
    """The numbers of the targets that hold the edit's new words (or the point where words were taken out)."""
    words = read_hull([edit.revised], edit.text, offset=edit.revised.start)
    place = words.span if words else edit.revised
    return tuple(number for number, target in targets.touching(place) if target.contains(place))


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
