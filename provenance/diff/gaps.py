"""Where one of two versions has a gap, what the other has there is no change: it is not known what stood there.

A witness that an apparatus does not cite, or that has lost a leaf, says nothing; its silence deletes no words and
inserts none. The edits at such a place belong to the replay, and no answer tells them as changes.
"""

from bisect import bisect_left, bisect_right
from dataclasses import replace

from provenance.model.changes import Change, ChangeKind, Comparison, Edit
from provenance.model.spans import Span
from provenance.model.versions import Version


def set_unknown_apart(found: Comparison, base: Version, revised: Version) -> Comparison:
    """The comparison without the changes of which a gap leaves open whether they are any."""
    if not base.gaps and not revised.gaps:
        return found
    old, new = _Gaps(base), _Gaps(revised)
    known: list[Change] = []
    unknown: list[Edit] = [*found.unknown]
    for change in found.changes:
        is_move = change.kind is ChangeKind.TRANSPOSITION
        if not is_move and any(_is_open(edit, old, new) for edit in change.edits):
            unknown += change.edits
        else:
            known.append(change)
    numbered = tuple(replace(change, id=f"c{number}") for number, change in enumerate(known, 1))
    return replace(found, changes=numbered, unknown=tuple(unknown))


def _is_open(edit: Edit, old: "_Gaps", new: "_Gaps") -> bool:
    """True if words stand in one text where the other has a gap."""
    has_old, has_new = bool(edit.base.of(old.text).strip()), bool(edit.text.strip())
    return (has_new and old.lie_at(edit.base)) or (has_old and new.lie_at(edit.revised))


class _Gaps:
    """The gaps of a version in the order of its text."""

    def __init__(self, version: Version) -> None:
        self.text = version.text
        self._places = sorted(gap.at for gap in version.gaps)

    def lie_at(self, place: Span) -> bool:
        """True if a gap lies in a place, at its edge, or beyond the white space at its edge."""
        start, end = place.start, place.end
        while start and self.text[start - 1].isspace():
            start -= 1
        while end < len(self.text) and self.text[end].isspace():
            end += 1
        return bisect_left(self._places, start) < bisect_right(self._places, end)
