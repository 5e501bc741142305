"""The law that every comparison keeps: base + changes = revised, to the letter."""

from collections.abc import Iterable
from itertools import chain

from provenance.errors import BrokenPromise
from provenance.model.changes import Comparison, Edit
from provenance.model.versions import Version


def replay(base: str, comparison: Comparison) -> str:
    """The revised text, made from the base and the changes alone."""
    told = (edit for change in comparison.changes for edit in change.edits)
    return apply_edits(base, chain(told, comparison.unknown))


def apply_edits(text: str, edits: Iterable[Edit], start: int = 0) -> str:
    """The text after the edits, whose places in the base are counted from `start` characters before the text.

    Raises BrokenPromise where edits overlap or lie outside the text.
    """
    parts, at = [], start
    for edit in in_order(edits):
        if edit.base.start < at or edit.base.end > start + len(text):
            raise BrokenPromise(f"two changes claim the characters before {edit.base.end}, or the text has none there")
        parts += [text[at - start : edit.base.start - start], edit.text]
        at = edit.base.end
    return "".join([*parts, text[at - start :]])


def in_order(edits: Iterable[Edit]) -> list[Edit]:
    """The edits in the order in which both texts run."""
    return sorted(edits, key=lambda edit: (edit.base.start, edit.revised.start, edit.base.end))


def check(base: Version, revised: Version, comparison: Comparison) -> None:
    """Nothing, if the comparison keeps its law; raises BrokenPromise if not."""
    if (comparison.base, comparison.revised) != (base.id, revised.id):
        raise BrokenPromise(f"the comparison of {comparison.base} with {comparison.revised} is of other versions")
    if replay(base.text, comparison) != revised.text:
        raise BrokenPromise(f"the changes from {base.label} to {revised.label} do not give the text of {revised.label}")
