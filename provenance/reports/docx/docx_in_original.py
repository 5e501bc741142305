"""The report written into the Word file that a text came from: its look, its parts, and the changes tracked in it.

What the file itself records stays as it stands. Changes that it does not record are marked in it: words of the file as
put in (or, in a base with the changes of several copies, as struck), words of the other text beside them. Accepting all
gives the later text and rejecting all the earlier one; whatever is not changed is not touched.
"""

import io
import re
import zipfile
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count, groupby
from typing import cast

from lxml import etree

from provenance.formats.word.original import Original
from provenance.formats.word.tracked_text import PARAGRAPH_BREAK, Item, Piece, State, in_base, in_final, resolve
from provenance.model.attributions import Apparatus, Attribution
from provenance.model.changes import ChangeKind
from provenance.model.spans import BlockKind, Span
from provenance.model.versions import Version
from provenance.reports.docx.docx_accepting import accept, name
from provenance.reports.docx.docx_authors import name_author, word_date
from provenance.reports.docx.docx_comments import comment_of, is_remarked
from provenance.reports.docx.docx_marking import Mark, Marking
from provenance.reports.docx.docx_parts import COMMENTS_RELATION, COMMENTS_TYPE
from provenance.reports.docx.docx_xml import W, allow_utc, element
from provenance.reports.palette import sigla
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
    if (base.text, final.text) != (apparatus.base.text, apparatus.revised.text) or base.text == final.text:
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
        more = _comment(apparatus, original, wanted)
    return _pack(original, trees, more)


def _mark_all(apparatus: Apparatus, original: Original) -> bool:
    """Mark every change in the tree; False if the file carries neither of the two texts."""
    items, endings = original.read()
    text = "".join(item.text for item in items if isinstance(item, Piece))
    carries_revised = text == apparatus.revised.text
    if not carries_revised and text != apparatus.base.text:
        return False
    marking = Marking(items, endings, count(_highest_id(original.trees.values()) + 1))
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
    if not any(p.kind in {PassageKind.MOVED_IN, PassageKind.MOVED_OUT} for p in group):
        while old and new and old[0].text[0] == new[0].text[0] and old[0].text[0].isspace():
            old, new = _without_first(old), _without_first(new)
        while old and new and old[-1].text[-1] == new[-1].text[-1] and old[-1].text[-1].isspace():
            old, new = _without_last(old), _without_last(new)
    carried, others = (new, old) if carries_revised else (old, new)
    held = [p.revised if carries_revised else p.base for p in carried]
    here = others[0].revised.start if carries_revised and others else group[0].base.start
    if held:
        here = held[0].start if carries_revised else held[-1].end
    elif others and not carries_revised:
        here = others[0].base.start
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


def _highest_id(trees: Iterable[etree._Element]) -> int:
    ids = (e.get(f"{{{W}}}id") or "" for tree in trees for e in tree.iter() if isinstance(e.tag, str))
    return max((int(id) for id in ids if id.isdecimal()), default=0)


def _comment(apparatus: Apparatus, original: Original, wanted: Wanted) -> dict[str, bytes]:
    """Hang a comment with the evidence on every change; the parts that hold the comments.

    Word allows none in notes, headers and footers: it hangs on the call of the note, or where the text begins.
    """
    items, _ = original.read()
    words = _Places(items, resolve(items, in_final)), _Places(items, resolve(items, in_base))
    theirs = [] if original.comments is None else [_comments_of(original)]
    first = _highest_id([*original.trees.values(), *theirs]) + 1
    signs = sigla(apparatus)
    made: list[etree._Element] = []
    for attribution in apparatus.attributions:
        chosen = not wanted.reviewers or set(attribution.revisers) & set(wanted.reviewers)
        held = _elements(attribution, *words) if chosen and is_remarked(attribution) else []
        if held:
            ends = (held[0], held[-1]) if _is_in_main(held[0], original) else _stand_in(held[0], original)
            number = str(first + len(made))
            _hang(*ends, number)
            made.append(comment_of(apparatus, attribution, number, signs))
    return _comments_parts(original, made) if made else {}


class _Places:
    """The elements of the tree that hold the letters of one state, by their places."""

    def __init__(self, items: Sequence[Item], state: State) -> None:
        self._held = [
            (there, item.source)
            for item, there in zip(items, state.places, strict=True)
            if isinstance(item, Piece) and there and len(there) and isinstance(item.source, etree._Element)
        ]
        self._starts = [there.start for there, _ in self._held]

    def at(self, place: Span) -> list[etree._Element]:
        """Those that hold some of these letters."""
        number = max(bisect_right(self._starts, place.start) - 1, 0)
        found = []
        while number < len(self._held) and self._starts[number] < place.end:
            there, source = self._held[number]
            if there.overlaps(place):
                found.append(source)
            number += 1
        return found


def _elements(attribution: Attribution, new: _Places, old: _Places) -> list[etree._Element]:
    """What in the tree holds the letters of a change: its new words, or those that are gone."""
    for edit in reversed(attribution.change.edits):
        found = new.at(edit.revised) if edit.text else old.at(edit.base)
        if found and (edit.text or attribution.change.kind is not ChangeKind.TRANSPOSITION):
            return found
    return []


def _is_in_main(run: etree._Element, original: Original) -> bool:
    """True in the body."""
    return run.getroottree().getroot() is original.trees[original.main].getroottree().getroot()


def _stand_in(held: etree._Element, original: Original) -> tuple[etree._Element, etree._Element]:
    """What in the body stands for a place in another part: the call of its note, else the first paragraph."""
    body = original.trees[original.main]
    for note in held.iterancestors(f"{{{W}}}footnote", f"{{{W}}}endnote"):
        for call in body.iter(f"{{{W}}}{name(note)}Reference"):
            if call.get(f"{{{W}}}id") == note.get(f"{{{W}}}id") and (run := call.getparent()) is not None:
                return run, run
    first = next(body.iter(f"{{{W}}}p"))
    return first, first


def _hang(first: etree._Element, last: etree._Element, number: str) -> None:
    """The edges of a comment around what stands from the one element to the other, and its sign."""
    start, end = _at_paragraph(first, is_start=True), _at_paragraph(last, is_start=False)
    if start is None or end is None:
        return
    parent, at = start
    parent.insert(at, element("commentRangeStart", id=number))
    parent, at = _at_paragraph(last, is_start=False) or end
    look = element("rPr", element("rStyle", val="CommentReference"))
    parent.insert(at, element("r", look, element("commentReference", id=number)))
    parent.insert(at, element("commentRangeEnd", id=number))


def _at_paragraph(inner: etree._Element, *, is_start: bool) -> tuple[etree._Element, int] | None:
    """The paragraph around an element, and the number of the child before or behind which a comment's edge stands."""
    if name(inner) == "p":
        at = 1 if len(inner) and name(inner[0]) == "pPr" else 0
        return inner, at if is_start else len(inner)
    if name(inner) == "tr":
        paragraph = next(inner.iter(f"{{{W}}}p"), None)
        return None if paragraph is None else _at_paragraph(paragraph, is_start=is_start)
    for around in inner.iterancestors():
        if name(around) == "p":
            return around, around.index(inner) + (not is_start)
        inner = around
    return None


def _comments_parts(original: Original, made: Sequence[etree._Element]) -> dict[str, bytes]:
    """The part with the comments, and what tells of it where there was none."""
    if original.comments is not None:
        root = _comments_of(original)
        root.extend(made)
        return {original.comments: _written(root)}
    folder = original.main.rpartition("/")[0]
    part = f"{folder}/provenance-comments.xml" if folder else "provenance-comments.xml"
    relations = f"{folder}/_rels/{original.main.rpartition('/')[2]}.rels" if folder else f"_rels/{original.main}.rels"
    return {
        part: _written(element("comments", *made)),
        relations: _with_relation(_part(original, relations), part.rpartition("/")[2]),
        "[Content_Types].xml": _with_type(_part(original, "[Content_Types].xml"), part),
    }


def _comments_of(original: Original) -> etree._Element:
    """The comments that the file has."""
    tree = original.trees.get(original.comments or "")
    return tree if tree is not None else etree.fromstring(original.parts[original.comments or ""])


def _part(original: Original, wanted: str) -> bytes | None:
    return next((data for part, data in original.parts.items() if part.lower() == wanted.lower()), None)


def _with_relation(data: bytes | None, target: str) -> bytes:
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    root = (
        etree.fromstring(data)
        if data
        else etree.Element(f"{{{namespace}}}Relationships", nsmap=cast(dict[str, str], {None: namespace}))
    )
    taken = {one.get("Id") for one in root}
    id = next(f"rIdC{n}" for n in count(1) if f"rIdC{n}" not in taken)
    etree.SubElement(root, f"{{{namespace}}}Relationship", Id=id, Type=COMMENTS_RELATION, Target=target)
    return _written(root)


def _with_type(data: bytes | None, part: str) -> bytes:
    namespace = "http://schemas.openxmlformats.org/package/2006/content-types"
    root = (
        etree.fromstring(data)
        if data
        else etree.Element(f"{{{namespace}}}Types", nsmap=cast(dict[str, str], {None: namespace}))
    )
    etree.SubElement(root, f"{{{namespace}}}Override", PartName=f"/{part}", ContentType=COMMENTS_TYPE)
    return _written(root)


def _root(data: bytes | None, namespace: str, tag: str) -> etree._Element:
    """The part as it is, or an empty one; without a prefix, since some programs read no part that has one."""
    names = cast(dict[str, str], {None: namespace})
    return etree.fromstring(data) if data else etree.Element(f"{{{namespace}}}{tag}", nsmap=names)


def _written(root: etree._Element) -> bytes:
    allow_utc(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _pack(original: Original, trees: Mapping[str, etree._Element], more: Mapping[str, bytes]) -> bytes:
    """The file again: altered trees written anew, all other parts as they were, the same for the same input."""
    written = {part: _written(tree) for part, tree in trees.items() if part in original.parts and part not in more}
    taken = {part.lower(): part for part in original.parts}
    named = {taken.get(part.lower(), part): data for part, data in more.items()}
    parts = {**original.parts, **written, **named}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for part in _first_types(parts):
            package.writestr(zipfile.ZipInfo(part, (1980, 1, 1, 0, 0, 0)), parts[part], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _first_types(parts: Mapping[str, bytes]) -> Iterator[str]:
    """The names of the parts, that which lists their kinds first."""
    yield from sorted(parts, key=lambda part: part.lower() != "[content_types].xml")
