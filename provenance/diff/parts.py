"""The parts of a document, each to be compared with its like: the body, the footnotes, the headers, and so on.

Parts of one family ("footnote 1", "footnote 2") follow each other and are one stretch of text, so that a footnote put
in before others does not make all of them new.
"""

from collections.abc import Iterator
from dataclasses import replace

from provenance.model.changes import Change, Edit, Reading
from provenance.model.spans import Span
from provenance.model.versions import Version

_FAMILIES = ("footnote", "endnote", "header", "footer", "text box")


def pair_parts(base: Version, revised: Version) -> Iterator[tuple[Span, Span]]:
    """The stretches of both texts that answer to each other, in order; one is empty where the other has no like."""
    olds, news = _stretches(base), _stretches(revised)
    b = r = 0
    for family in sorted(olds.keys() | news.keys()):
        b_end, r_end = olds.get(family, b), news.get(family, r)
        yield Span(b, b_end), Span(r, r_end)
        b, r = b_end, r_end


def _stretches(version: Version) -> dict[int, int]:
    """Where each family of parts ends, by its place in the order in which they stand; the last takes the rest."""
    ends = {0: 0}
    for block in version.blocks:
        ends[max(_family(block.part), max(ends))] = block.span.end
    ends[max(ends)] = len(version.text)
    return ends


def _family(part: str | None) -> int:
    """The place of a part's family among the others; the body is first."""
    return next((number for number, name in enumerate(_FAMILIES, 1) if part and name in part), 0)


def part_of(version: Version, place: Span) -> Version:
    """The version as if it had this stretch of text alone."""
    if len(place) == len(version.text):
        return version
    blocks = tuple(
        replace(block, span=block.span.moved(-place.start)) for block in version.blocks if place.contains(block.span)
    )
    gaps = tuple(replace(gap, at=gap.at - place.start) for gap in version.gaps if place.start <= gap.at <= place.end)
    return replace(version, text=place.of(version.text), blocks=blocks, milestones=(), gaps=gaps)


def shifted(change: Change, by_base: int, by_revised: int) -> Change:
    """The change of a part where it stands in the whole texts."""
    if not by_base and not by_revised:
        return change
    return replace(
        change,
        before=_moved(change.before, by_base),
        after=_moved(change.after, by_revised),
        edits=tuple(_edit(edit, by_base, by_revised) for edit in change.edits),
        inner=tuple(_edit(edit, by_base, by_revised) for edit in change.inner),
    )


def _moved(reading: Reading | None, by: int) -> Reading | None:
    return replace(reading, span=reading.span.moved(by)) if reading else None


def _edit(edit: Edit, by_base: int, by_revised: int) -> Edit:
    return Edit(edit.base.moved(by_base), edit.revised.moved(by_revised), edit.text)
