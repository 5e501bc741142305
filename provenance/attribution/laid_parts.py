"""What stands beside the body of a copy that came back, its notes, headers and footers, each to be laid on as one.

Words that a copy put in at the end of its body and in a note behind it are one stretch of its text. Laid on the base
together with what other copies have there, the body is to end before the first note, and notes are to follow each
other as they are called.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise

from provenance.model.attributions import Apparatus
from provenance.model.changes import Edit
from provenance.model.spans import Span

_BREAK = "\n\n"
"""What stands before a part, and comes with it."""

_NOTES = ("footnote", "endnote")


class PartsOfCopy:
    """The parts of one copy, by where the break before each begins."""

    def __init__(self, copy: Apparatus) -> None:
        edits = (edit for attribution in copy.attributions for edit in attribution.change.edits)
        self._edits = sorted(edits, key=lambda edit: (edit.revised, edit.base))
        self._starts = [edit.revised.start for edit in self._edits]
        self._base = copy.base.text
        hung = (note for note in copy.notes if note.version == copy.revised.id and note.kind in _NOTES)
        calls = {f"{note.kind} {note.number}": (1 + _NOTES.index(note.kind), note.at or 0) for note in hung}
        self._begun: list[int] = []
        self._ranks = [(0, 0)]
        for before, block in pairwise(copy.revised.blocks):
            if block.part != before.part:
                kind, at = calls.get(block.part or "", (1 + len(_NOTES), 0))
                self._begun.append(block.span.start - len(_BREAK))
                self._ranks.append((kind, self._in_base(at)))

    def cut(self, edit: Edit) -> Iterator[Edit]:
        """Words put in cut where parts begin, each with the break before it."""
        place, base = edit.revised, edit.base
        if len(base):
            yield edit
            return
        at = place.start - len(_BREAK)
        begins_part = self._begun[bisect_left(self._begun, at) : bisect_right(self._begun, at)]
        is_behind = begins_part and edit.text.endswith(_BREAK)
        if is_behind and self._base.endswith(_BREAK, 0, base.start):
            back = -len(_BREAK)
            place, base, text = place.moved(back), base.moved(back), _BREAK + edit.text.removesuffix(_BREAK)
        else:
            text = edit.text
        inner = self._begun[bisect_right(self._begun, place.start) : bisect_left(self._begun, place.end)]
        for start, end in pairwise((place.start, *inner, place.end)):
            yield Edit(base, Span(start, end), text[start - place.start : end - place.start])

    def rank(self, at: int) -> tuple[int, int]:
        """Which comes first of what copies have at one place: the body, then notes by where in the base they hang."""
        return self._ranks[bisect_right(self._begun, at)]

    def _in_base(self, at: int) -> int:
        """Where in the base a place of the copy is, by the letter before it."""
        before = bisect_right(self._starts, at - 1) - 1
        if before < 0:
            return at
        edit = self._edits[before]
        return edit.base.end + max(at - edit.revised.end, 0)
