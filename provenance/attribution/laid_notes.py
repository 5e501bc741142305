"""The notes and comments of copies that came back, hung in the text with the changes of all copies laid on the base.

A note hangs behind the letter behind which it hung in its copy, be it one that the copy put in or one of the base; if
another copy struck that letter, where it stood. What hung in the base, and came back with every copy, is one note.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from provenance.attribution.laying import Laid
from provenance.model.attributions import Apparatus
from provenance.model.changes import Edit
from provenance.model.testimony import Note
from provenance.model.versions import Version
from provenance.text.telling_apart import tell_apart

Put = tuple[Edit, Sequence[Edit]]
"""An edit of a copy, and the edits of the whole that it became."""


def laid_notes(copies: Iterable[Apparatus], laid: Iterable[Laid], whole: Version) -> tuple[Note, ...]:
    """The notes of all `copies`, each once; `whole` is the text with all edits laid on it.

    A note that is a part which the base has not is numbered as that part is called (“1 of “Ann.docx””).
    """
    parts = {block.part for block in whole.blocks}
    puts = defaultdict[int, list[Put]](list)
    made: list[Edit] = []
    for piece in laid:
        made += piece.made
        for key, told in piece.shared.said.items():
            puts[key].append((told.change.edits[piece.number], piece.made))
    made.sort(key=lambda edit: (edit.base, edit.revised))
    found: dict[Note, None] = {}
    for copy in copies:
        places = _Places(copy, puts, made)
        for note in copy.notes:
            if note.at is not None and note.version == copy.revised.id:
                own = f"{note.number} of “{copy.revised.label}”"
                number = own if f"{note.kind} {own}" in parts else note.number
                note = replace(note, number=number, version=whole.id, at=places.of(note.at))
            found[note] = None
    ids = tell_apart([note.id for note in found])  # each copy counts its own from one
    return tuple(replace(note, id=id) for note, id in zip(found, ids, strict=True))


class _Places:
    """Where the places of one copy are in the whole."""

    def __init__(self, copy: Apparatus, puts: Mapping[int, Sequence[Put]], made: Sequence[Edit]) -> None:
        own = (put for attribution in copy.attributions for put in puts[id(attribution)])
        self._own = sorted(own, key=lambda put: (put[0].revised, put[0].base))
        self._starts = [edit.revised.start for edit, _ in self._own]
        self._made = made
        self._ends = [edit.base.end for edit in made]

    def of(self, at: int) -> int:
        """Where a place of the copy is, by the letter before it."""
        before = bisect_right(self._starts, at - 1) - 1
        if before < 0:
            return self._of_base(at)
        edit, became = self._own[before]
        if at > edit.revised.end:
            return self._of_base(at - edit.revised.end + edit.base.end)
        holding = next((one for one in became if edit.text in one.text), None)
        if holding is None:
            return self._of_base(edit.base.end)
        return holding.revised.start + holding.text.index(edit.text) + at - edit.revised.start

    def _of_base(self, at: int) -> int:
        """Where a place of the base is; what stood in words that were struck is where they stood."""
        after = bisect_right(self._ends, at - 1)
        if after < len(self._made) and self._made[after].base.start < at:
            return self._made[after].revised.start
        return at + (self._made[after - 1].revised.end - self._ends[after - 1] if after else 0)
