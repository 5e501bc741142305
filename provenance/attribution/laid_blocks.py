"""The blocks of a text with the changes of several copies laid on it, each in the part of the document that it is of,
and tables as such.

What the base has keeps the base's name of the part. What came in with a copy stands in the part of the base that the
copy has there; a note or a header that only the copy has is called the copy's.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from provenance.attribution.laying import Laid
from provenance.model.attributions import Apparatus
from provenance.model.changes import Edit
from provenance.model.spans import Block, BlockKind, Span, blocks_at
from provenance.model.versions import Version
from provenance.text.blocks import split_blocks
from provenance.text.nearby import Nearby

_Came = tuple[int, int] | None
"""The number of a copy and a place in it; None of what the base has."""


def laid_blocks(text: str, laid: Iterable[Laid], base: Version, copies: Sequence[Apparatus]) -> tuple[Block, ...]:
    """The blocks of the `text` with all edits of the `copies` laid on the `base`."""
    blocks = split_blocks(text)
    versions = (base, *(copy.revised for copy in copies))
    if not any(block.part or block.kind is BlockKind.TABLE for version in versions for block in version.blocks):
        return blocks
    where = _Origins((edit, _came(piece)) for piece in laid for edit in piece.made)
    names = [_names(copy) for copy in copies]

    def settled(block: Block) -> Block:
        came, place = where.of(block.span.start)
        own = _block_at(base if came is None else copies[came].revised, place)
        if own is None:
            return block
        part = own.part
        if came is not None and part is not None:
            part = names[came].get(part, f"{part} of “{copies[came].revised.label}”")
        return replace(block, part=part, kind=own.kind if own.kind is BlockKind.TABLE else block.kind)

    return tuple(settled(block) for block in blocks)


def _came(piece: Laid) -> _Came:
    """The first of the copies that have an edit, and where in it its words stand."""
    copies = piece.shared.copies
    return (copies & -copies).bit_length() - 1, piece.shared.change.edits[piece.number].revised.start


def _names(copy: Apparatus) -> dict[str, str]:
    """What the base calls the parts of a copy of which it has some words, or others that gave way to them."""
    edits = [edit for a in copy.attributions for edit in a.change.edits]
    where, replaced = _Origins((edit, (0, edit.revised.start)) for edit in edits), Nearby((e.revised, e) for e in edits)
    found: dict[str, str] = {}
    for block in copy.revised.blocks:
        if block.part and block.part not in found:
            kept = where.kept_in(block.span)
            places = [edit.base for edit in replaced.touching(block.span)] if kept is None else [Span(kept, kept + 1)]
            around = (one for place in places for one in blocks_at(copy.base.blocks, place))
            alike = (one.part for one in around if one.part and _kind(one) == _kind(block))
            name = next((name for name in alike if name not in found.values()), None)
            found |= {block.part: name} if name else {}
    return found


def _kind(block: Block) -> str:
    """The kind of part that a block stands in."""
    return (block.part or "").rstrip(" 0123456789")


def _block_at(version: Version, at: int) -> Block | None:
    return next(iter(blocks_at(version.blocks, Span(at, at + 1))), None)


class _Origins:
    """Where the words of a text come from that was made by edits: each stretch from its beginning to the next."""

    def __init__(self, edits: Iterable[tuple[Edit, _Came]]) -> None:
        stretches: list[tuple[int, bool, int, int | None]] = [(0, False, 0, None)]
        for edit, came in edits:
            stretches.append((edit.revised.end, False, edit.base.end, None))
            if edit.text and came is not None:
                stretches.append((edit.revised.start, True, came[1], came[0]))
        self._stretches = sorted(stretches, key=lambda stretch: stretch[:3])

    def of(self, at: int) -> tuple[int | None, int]:
        """The number of the copy whose words stand at a place, None of the base, and their place there."""
        start, _, place, copy = self._stretches[bisect_right(self._stretches, at, key=lambda one: one[0]) - 1]
        return copy, place + at - start

    def kept_in(self, place: Span) -> int | None:
        """A place in the base of words that stand in this one; None if all of them came in."""
        copy, at = self.of(place.start)
        if copy is None:
            return at
        first = bisect_right(self._stretches, place.start, key=lambda one: one[0])
        within = (one for one in self._stretches[first:] if one[0] < place.end)
        return next((one[2] for one in within if one[3] is None), None)
