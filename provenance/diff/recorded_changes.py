"""What changed in a step of which the source itself records the changes: the record is the comparison.

    lay the marks flat → compare what no mark covers → walk both texts side by side → name the changes

Every letter that a mark took out or put in is a change by that mark and by no other, to the letter: nothing is
widened to whole words, and no change reaches over two marks. What the same hand took out and put in at one place on
one date is one substitution. Outside the marks the two texts should be the same; where they are not, the engine
compares the rest, and what it finds is told as changes that nobody recorded.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from provenance.diff.compare import compare
from provenance.diff.owners import Holding, Owner, Rest, cut, lay_flat
from provenance.diff.sheet import content, strip_space
from provenance.model.changes import RECORDED, Change, ChangeKind, Comparison, Edit, Reading
from provenance.model.spans import FIGURE, Block, Span
from provenance.model.testimony import Act, Mark, Target
from provenance.model.versions import Gap, Version
from provenance.text.normalize import fold

_LEAST_WORDS = 5
"""Shorter words that are taken out in one place and put in in another are hardly a passage that moved."""
_UNKNOWN = Owner("unknown", date="unknown")


def marks_of(base: Version, revised: Version, marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """The marks that record the step from `base` to `revised`; none where the one was not made from the other."""
    if base.id not in revised.parents:
        return ()
    return tuple(
        mark
        for mark in marks
        if mark.made_in in {None, revised.id}
        and mark.version == (base.id if mark.act is Act.DELETE else revised.id)
        and (mark.origin is None or mark.origin.version == base.id)
    )


def compare_recorded(base: Version, revised: Version, marks: Sequence[Mark]) -> Comparison:
    """Every change from the one version to the other as the marks of the step record it, and what they do not."""
    marks = _with_moves(marks)
    out = lay_flat(_taken_out(marks), len(base.text))
    into = lay_flat(_put_in(marks), len(revised.text))
    rests = Rest(base.text, out), Rest(revised.text, into)
    engine, finer = RECORDED, dict[str, tuple[Edit, ...]]()
    if rests[0].text != rests[1].text:
        found = compare(_left_of(base, rests[0]), _left_of(revised, rests[1]))
        gone, new = _unrecorded(found, *rests)
        out = sorted([*out, *gone], key=lambda h: h.place)
        into = sorted([*into, *new], key=lambda h: h.place)
        finer = {_unrecorded_name(change): _inner(change, *rests) for change in found.changes}
        engine = f"{RECORDED}; what is not, by {found.engine}"
    walk = _Walk(base, revised, *_pair_moves(base.text, revised.text, out, into), finer)
    changes = sorted(walk.changes(), key=lambda change: (change.edits[-1].revised.start, change.edits[-1].base.start))
    numbered = tuple(replace(change, id=f"c{number}") for number, change in enumerate(changes, 1))
    return Comparison(base.id, revised.id, numbered, engine, tuple(walk.unknown))


def _with_moves(marks: Sequence[Mark]) -> list[Mark]:
    """The marks with a passage that one hand took out here and put in there told as moved, as in formats without moves.

    What was put in keeps its mark, with the place that the words came from.
    """
    gone: dict[object, list[Mark]] = defaultdict(list)
    for mark in marks:
        if mark.act is Act.DELETE and _is_passage(mark):
            gone[_passage(mark)].append(mark)
    moved, taken = dict[str, Mark](), set[str]()
    for mark in marks:
        if mark.act is Act.INSERT and gone.get(_passage(mark)):
            out = gone[_passage(mark)].pop(0)
            moved[mark.id] = replace(mark, act=Act.MOVE, origin=Target(out.version, out.span))
            taken.add(out.id)
    return [moved.get(mark.id, mark) for mark in marks if mark.id not in taken]


def _is_passage(mark: Mark) -> bool:
    return bool(mark.revisers) and len(mark.text.split()) >= _LEAST_WORDS


def _passage(mark: Mark) -> object:
    return mark.revisers, mark.date, " ".join(mark.text.split())


def _taken_out(marks: Iterable[Mark]) -> Iterator[Holding]:
    for mark in marks:
        if mark.act is Act.DELETE:
            yield Holding(mark.span, Owner(mark.id, mark.revisers, mark.date))
        elif mark.act is Act.MOVE and mark.origin:
            yield Holding(mark.origin.span, Owner(mark.id, mark.revisers, mark.date, is_move=True))


def _put_in(marks: Iterable[Mark]) -> Iterator[Holding]:
    for mark in marks:
        if mark.act is not Act.DELETE:
            is_move = mark.act is Act.MOVE and mark.origin is not None
            yield Holding(mark.span, Owner(mark.id, mark.revisers, mark.date, is_move))


def _left_of(version: Version, rest: Rest) -> Version:
    """The version as it reads without the letters that belong to a mark."""
    blocks = tuple(_blocks_left(version.blocks, rest))
    gaps = tuple(Gap(rest.find(gap.at), gap.reason) for gap in version.gaps)
    return replace(version, text=rest.text, blocks=blocks, milestones=(), gaps=gaps)


def _blocks_left(blocks: Iterable[Block], rest: Rest) -> Iterator[Block]:
    for block in blocks:
        place = strip_space(rest.text, Span(rest.find(block.span.start), rest.find(block.span.end)))
        if len(place):
            yield replace(block, span=place)


def _unrecorded(found: Comparison, old: Rest, new: Rest) -> tuple[list[Holding], list[Holding]]:
    """The letters of the two texts that differ although no mark covers them."""
    owned = [
        (Owner(_unrecorded_name(change), date=change.id, is_move=change.kind is ChangeKind.TRANSPOSITION), edit)
        for change in found.changes
        for edit in change.edits
    ]
    owned += [(_UNKNOWN, edit) for edit in found.unknown]
    return (
        [Holding(place, owner) for owner, edit in owned for place in old.places(edit.base)],
        [Holding(place, owner) for owner, edit in owned for place in new.places(edit.revised)],
    )


def _unrecorded_name(change: Change) -> str:
    return f"unrecorded {change.id}"


def _inner(change: Change, old: Rest, new: Rest) -> tuple[Edit, ...]:
    """The finer edits of a change that nobody recorded; none where marks lie inside it."""
    if len(change.edits) > 1 or not change.inner:
        return ()
    whole = change.edits[0]
    b, r = list(old.places(whole.base)), list(new.places(whole.revised))
    if len(b) != 1 or len(r) != 1:
        return ()
    by = b[0].start - whole.base.start, r[0].start - whole.revised.start
    return tuple(Edit(edit.base.moved(by[0]), edit.revised.moved(by[1]), edit.text) for edit in change.inner)


def _pair_moves(
    base: str, revised: str, out: Sequence[Holding], into: Sequence[Holding]
) -> tuple[list[Holding], list[Holding], set[Owner]]:
    """The holdings with those that moved cut alike on both sides, and whose moves they are.

    What was changed inside a moved passage is no part of the move, so that a passage may move in pieces. Where its
    letters are not the same in both places it moved only if it is whole on both sides.
    """
    from_, to = _of_moves(out), _of_moves(into)
    sizes: dict[Owner, Sequence[int]] = {}
    for owner in from_.keys() & to.keys():
        here, there = from_[owner], to[owner]
        if "".join(h.place.of(base) for h in here) == "".join(h.place.of(revised) for h in there):
            edges = sorted({*_edges(here), *_edges(there)})
            sizes[owner] = [end - start for start, end in pairwise(edges)]
        elif len(here) == len(there) == 1:
            sizes[owner] = ()
    return [*_cut(out, from_, sizes)], [*_cut(into, to, sizes)], set(sizes)


def _of_moves(holdings: Iterable[Holding]) -> dict[Owner, list[Holding]]:
    found: dict[Owner, list[Holding]] = defaultdict(list)
    for holding in holdings:
        if holding.owner.is_move:
            found[holding.owner].append(holding)
    return found


def _edges(holdings: Iterable[Holding]) -> Iterator[int]:
    return accumulate((len(h.place) for h in holdings), initial=0)


def _cut(
    holdings: Iterable[Holding], moving: Mapping[Owner, Sequence[Holding]], sizes: Mapping[Owner, Sequence[int]]
) -> Iterator[Holding]:
    """The holdings in order: those of a move in pieces; those of a move with one end are plainly out or in."""
    pieces = {owner: cut(moving[owner], size) for owner, size in sizes.items() if size}
    for holding in holdings:
        owner, left = holding.owner, len(holding.place)
        if owner.is_move and owner not in sizes:
            yield replace(holding, owner=replace(owner, is_move=False))
        elif owner in pieces:
            while left:
                piece = next(pieces[owner])
                left -= len(piece.place)
                yield piece
        else:
            yield holding


class _Walk:
    """The way through both texts side by side, from one place that both have to the next."""

    def __init__(
        self,
        base: Version,
        revised: Version,
        out: list[Holding],
        into: list[Holding],
        moves: set[Owner],
        finer: Mapping[str, tuple[Edit, ...]],
    ) -> None:
        self.base, self.revised = base, revised
        self.out, self.into, self.moves, self.finer = out, into, moves, finer
        self.unknown: list[Edit] = []

    def changes(self) -> Iterator[Change]:
        """Every change, not yet in order."""
        leaving: dict[Owner, list[Edit]] = defaultdict(list)
        coming: dict[Owner, list[Edit]] = defaultdict(list)
        for edit, owner in self._edits():
            if owner in self.moves:
                (coming if edit.text else leaving)[owner].append(edit)
            elif owner == _UNKNOWN:
                self.unknown.append(edit)
            else:
                yield self._change(edit, owner)
        for owner in sorted(self.moves, key=lambda one: one.name):
            for out, into in zip(leaving[owner], coming[owner], strict=True):
                yield from self._move(owner, out, into)

    def _edits(self) -> Iterator[tuple[Edit, Owner]]:
        """Every edit with its owner, in the order of both texts."""
        gone, new = _by_place(self.out), _by_place(self.into)
        b = r = shared = 0
        for place in sorted(gone.keys() | new.keys()):
            b, r, shared = b + place - shared, r + place - shared, place
            for out, into in _together(gone.get(place, ()), new.get(place, ())):
                old = Span(b, b + (len(out.place) if out else 0))
                now = Span(r, r + (len(into.place) if into else 0))
                b, r = old.end, now.end
                owned = out or into
                if owned:
                    yield Edit(old, now, now.of(self.revised.text)), owned.owner

    def _change(self, edit: Edit, owner: Owner) -> Change:
        """An insertion, deletion, substitution, or a change of signs and spaces alone.

        A picture put in for a picture is a substitution, as nobody who reads the text alone can tell them apart.
        """
        before, after = self._readings(edit)
        if _content(before) == _content(after) and FIGURE not in edit.text:
            if before is None and after is None:
                before = Reading(edit.base, edit.base.of(self.base.text)) if len(edit.base) else None
                after = Reading(edit.revised, edit.text) if edit.text else None
            return Change("c", ChangeKind.ORTHOGRAPHIC, before, after, (edit,))
        kind = ChangeKind.SUBSTITUTION if before and after else ChangeKind.INSERTION if after else ChangeKind.DELETION
        inner = self.finer.get(owner.name, ()) if before and after else ()
        return Change("c", kind, before, after, (edit,), inner)

    def _move(self, owner: Owner, out: Edit, into: Edit) -> Iterator[Change]:
        """A passage that moved; white space alone goes out here and comes in there."""
        before, after = self._readings(out)[0], self._readings(into)[1]
        if before is None or after is None:
            yield from (self._change(edit, owner) for edit in (out, into))
            return
        inner: tuple[Edit, ...] = ()
        if before.text != after.text:
            inner = tuple(_within(self.base, self.revised, before, after))
        yield Change("c", ChangeKind.TRANSPOSITION, before, after, (out, into), inner)

    def _readings(self, edit: Edit) -> tuple[Reading | None, Reading | None]:
        return _reading(self.base.text, edit.base), _reading(self.revised.text, edit.revised)


def _by_place(holdings: Iterable[Holding]) -> dict[int, list[Holding]]:
    """The holdings by how many letters that both texts have stand before them."""
    found: dict[int, list[Holding]] = defaultdict(list)
    owned = 0
    for holding in holdings:
        found[holding.place.start - owned].append(holding)
        owned += len(holding.place)
    return found


def _together(out: Sequence[Holding], into: Sequence[Holding]) -> Iterator[tuple[Holding | None, Holding | None]]:
    """What went and what came at one place, in order, those paired that belong together."""
    coming: dict[tuple[tuple[str, ...], str | None, bool], list[int]] = defaultdict(list)
    for number in range(len(into) - 1, -1, -1):
        owner = into[number].owner
        coming[owner.party, owner.date, owner.is_move].append(number)
    at = 0
    for holding in out:
        owner = holding.owner
        places = [] if owner.is_move else coming[owner.party, owner.date, False]
        while places and places[-1] < at:
            places.pop()
        if not places:
            yield holding, None
            continue
        number = places.pop()
        yield from ((None, other) for other in into[at:number])
        yield holding, into[number]
        at = number + 1
    yield from ((None, other) for other in into[at:])


def _within(base: Version, revised: Version, before: Reading, after: Reading) -> Iterator[Edit]:
    """The finer edits inside a passage that was also reworded as it moved."""
    old = replace(base, text=before.text, blocks=(), milestones=(), gaps=())
    new = replace(revised, text=after.text, blocks=(), milestones=(), gaps=())
    for edit in sorted((e for c in compare(old, new).changes for e in c.edits), key=lambda e: (e.base, e.revised)):
        yield Edit(edit.base.moved(before.span.start), edit.revised.moved(after.span.start), edit.text)


def _reading(text: str, place: Span) -> Reading | None:
    """The words at a place without the white space around them, or None where there are no words."""
    words = strip_space(text, place)
    return Reading(words, words.of(text)) if len(words) else None


def _content(reading: Reading | None) -> str:
    """The letters of a reading without quotes, dashes and spaces."""
    return content(fold(reading.text)) if reading else ""
