"""The report written into the Word file that a text came from: its look, its parts, and the changes tracked in it.

What the file itself records stays as it stands. Changes that it does not record are marked in it: words of the file as
put in (or, in a base with the changes of several copies, as struck), words of the other text beside them. Accepting all
gives the later text and rejecting all the earlier one; whatever is not changed is not touched.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count, groupby

from lxml import etree

from provenance.formats.word.original import Original
from provenance.formats.word.tracked_text import PARAGRAPH_BREAK, Piece, in_base, in_final, resolve
from provenance.model.attributions import Apparatus
from provenance.model.spans import BlockKind, Span
from provenance.model.versions import Version
from provenance.reports.docx.docx_accepting import accept
from provenance.reports.docx.docx_authors import name_author, word_date
from provenance.reports.docx.docx_evidence import hang_comments, highest_id, written
from provenance.reports.docx.docx_marking import Marking
from provenance.reports.docx.docx_runs import Mark
from provenance.reports.passages import Passage, PassageKind, read_passages

_TAGS = {
    PassageKind.INSERTED: "ins",
    PassageKind.DELETED: "del",
    PassageKind.MOVED_IN: "moveTo",
    PassageKind.MOVED_OUT: "moveFrom",
}


_REPLACED = (PassageKind.DELETED, PassageKind.INSERTED)
_SEAM = re.compile(r"[\t\n]")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the report is to hold: the comments with the evidence or none, all reviewers or some by name."""

    comments: bool = True
    reviewers: tuple[str, ...] = ()


def write_in_original(apparatus: Apparatus, original: Original, wanted: Wanted) -> bytes | None:
    """The file with the changes tracked in it; None where it carries neither of the two texts to the letter."""
    items, _ = original.read()
    base, final = resolve(items, in_base), resolve(items, in_final)
    if (base.text, final.text) != (apparatus.base.text, apparatus.revised.text):
        for tree in original.trees.values():
            accept(tree, lambda author: True)
        if not _mark_all(apparatus, original):
            return None
    if wanted.reviewers:
        authors = {name_author(a) for a in apparatus.attributions if set(a.revisers) & set(wanted.reviewers)}
        for tree in original.trees.values():
            accept(tree, lambda author: author not in authors)
    trees, more = dict(original.trees), dict[str, bytes]()
    if wanted.comments:
        more = hang_comments(apparatus, original, wanted.reviewers)
    return _pack(original, trees, more)


def _mark_all(apparatus: Apparatus, original: Original) -> bool:
    """Mark every change in the tree; False if the file carries neither of the two texts."""
    items, endings = original.read()
    text = "".join(item.text for item in items if isinstance(item, Piece))
    carries_revised = text == apparatus.revised.text
    if not carries_revised and text != apparatus.base.text:
        return False
    marking = Marking(items, endings, count(highest_id(original.trees.values()) + 1))
    groups = list(_groups(read_passages(apparatus)))
    swaps = [group for group in groups if _is_swap(group, apparatus)]
    places = [shown for group in groups if group not in swaps for shown in _trimmed(group, carries_revised)]
    places += [(_held(p, carries_revised), p, True) for p in chain(*swaps) if _is_carried(p, carries_revised)]
    marking.cut([edge for place, _, _ in places for edge in (place.start, place.end)])
    for place, passage, is_carried in places:
        if not is_carried:
            marking.add(place.start, passage.text, _mark_of(passage))
    for group in swaps:
        carried = [_held(p, carries_revised) for p in group if _is_carried(p, carries_revised)]
        others = [p for p in group if not _is_carried(p, carries_revised)]
        at = carried[0].start if carries_revised else carried[-1].end
        side = apparatus.base if carries_revised else apparatus.revised
        is_table = True in _kinds(others, side, not carries_revised)
        marking.add_blocks(at, [(p.text, _mark_of(p)) for p in others], is_table=is_table)
    for place, passage, is_carried in places:
        if is_carried:
            marking.wrap(place, _mark_of(passage))
    items, _ = original.read()
    made = resolve(items, in_base).text, resolve(items, in_final).text
    return made == (apparatus.base.text, apparatus.revised.text)


def _is_swap(group: Sequence[Passage], apparatus: Apparatus) -> bool:
    """True of whole paragraphs that gave way to a table, or a table that gave way to paragraphs."""
    old, new = [p for p in group if p.kind.in_base], [p for p in group if p.kind.in_revised]
    if not old or not new:
        return False
    before, after = _kinds(old, apparatus.base, False), _kinds(new, apparatus.revised, True)
    return len(before) == len(after) == 1 and before != after


def _kinds(passages: Sequence[Passage], version: Version, is_revised: bool) -> set[bool]:
    """Of what kind the blocks are that some passages make up: tables (True) or others (False); none of part of one."""
    place = Span(_held(passages[0], is_revised).start, _held(passages[-1], is_revised).end)
    text = version.text
    begins = not place.start or text[: place.start].endswith(PARAGRAPH_BREAK)
    if not begins or not place.of(text).endswith(PARAGRAPH_BREAK):
        return set()
    return {block.kind is BlockKind.TABLE for block in version.blocks if block.span.overlaps(place)}


def _held(passage: Passage, in_revised: bool) -> Span:
    return passage.revised if in_revised else passage.base


def _is_carried(passage: Passage, in_revised: bool) -> bool:
    return passage.kind.in_revised if in_revised else passage.kind.in_base


Shown = tuple[Span, Passage, bool]
"""A place in the text that the file carries, the words changed there, and whether the file has them."""


def _groups(passages: Iterable[Passage]) -> Iterator[list[Passage]]:
    """The changed passages, those together that have nothing kept between them."""
    for is_kept, group in groupby(passages, key=lambda passage: passage.kind is PassageKind.KEPT):
        if not is_kept:
            yield from _by_cells(list(group))


def _by_cells(group: list[Passage]) -> Iterator[list[Passage]]:
    """A group that is one passage for another, cell by cell and line by line where both have as many of them."""
    old, new = group[0], group[-1]
    seams = [[found.start() for found in _SEAM.finditer(passage.text)] for passage in (old, new)]
    signs = [[passage.text[at] for at in places] for passage, places in zip((old, new), seams, strict=True)]
    if len(group) != 2 or (old.kind, new.kind) != _REPLACED or signs[0] != signs[1]:
        yield group
        return
    starts = zip([0, *(at + 1 for at in seams[0])], [0, *(at + 1 for at in seams[1])], strict=True)
    ends = zip([*seams[0], len(old.text)], [*seams[1], len(new.text)], strict=True)
    for (b1, r1), (b2, r2) in zip(starts, ends, strict=True):
        if old.text[b1:b2] != new.text[r1:r2]:
            here, there = new.revised.start + r1, old.base.start + b2
            out = [replace(part, revised=Span(here, here)) for part in _cut(old, b1, b2)]
            yield [*out, *(replace(part, base=Span(there, there)) for part in _cut(new, r1, r2))]


def _trimmed(group: list[Passage], carries_revised: bool) -> Iterator[Shown]:
    """The passages of a group with the white space that both sides begin or end with left alone.

    What the file has not stands before what it has, or behind it in a base.
    """
    old = [p for p in group if p.kind.in_base]
    new = [p for p in group if p.kind.in_revised]
    here = group[0].revised.start if carries_revised else group[0].base.start
    if not any(p.kind in {PassageKind.MOVED_IN, PassageKind.MOVED_OUT} for p in group):
        while old and new and old[0].text[0] == new[0].text[0] and old[0].text[0].isspace():
            old, new, here = _without_first(old), _without_first(new), here + 1
        while old and new and old[-1].text[-1] == new[-1].text[-1] and old[-1].text[-1].isspace():
            old, new = _without_last(old), _without_last(new)
    carried, others = (new, old) if carries_revised else (old, new)
    held = [p.revised if carries_revised else p.base for p in carried]
    if held:
        here = held[0].start if carries_revised else held[-1].end
    yield from ((Span(here, here), passage, False) for passage in others)
    yield from ((place, passage, True) for place, passage in zip(held, carried, strict=True))


def _without_first(passages: list[Passage]) -> list[Passage]:
    first, *rest = passages
    return [*_cut(first, 1, len(first.text)), *rest]


def _without_last(passages: list[Passage]) -> list[Passage]:
    *rest, last = passages
    return [*rest, *_cut(last, 0, len(last.text) - 1)]


def _cut(passage: Passage, start: int, end: int) -> list[Passage]:
    """So much of a passage; none where nothing is left."""
    if start == end:
        return []
    base, revised = passage.base, passage.revised
    return [
        replace(
            passage,
            text=passage.text[start:end],
            base=Span(base.start + start, base.start + end) if len(base) else base,
            revised=Span(revised.start + start, revised.start + end) if len(revised) else revised,
        )
    ]


def _mark_of(passage: Passage) -> Mark:
    attribution = passage.attribution
    if attribution is None:
        raise ValueError("what is not kept is a change")
    return Mark(_TAGS[passage.kind], name_author(attribution), word_date(attribution.date), attribution.change.id)


def _pack(original: Original, trees: Mapping[str, etree._Element], more: Mapping[str, bytes]) -> bytes:
    """The file again: altered trees written anew, all other parts as they were, the same for the same input."""
    anew = {part: written(tree) for part, tree in trees.items() if part in original.parts and part not in more}
    taken = {part.lower(): part for part in original.parts}
    named = {taken.get(part.lower(), part): data for part, data in more.items()}
    parts = {**original.parts, **anew, **named}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for part in _first_types(parts):
            package.writestr(zipfile.ZipInfo(part, (1980, 1, 1, 0, 0, 0)), parts[part], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _first_types(parts: Mapping[str, bytes]) -> Iterator[str]:
    """The names of the parts, that which lists their kinds first."""
    yield from sorted(parts, key=lambda part: part.lower() != "[content_types].xml")
