"""The report written into the Word file that a text came from: its look, its parts, and the changes tracked in it.

What the file itself records stays as it stands. Changes that it does not record are marked in it: words of the file as
put in (or, in a base with the changes of several copies, as struck), words of the other text beside them. Accepting all
gives the later text and rejecting all the earlier one; whatever is not changed is not touched.
"""

import io
import zipfile
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from lxml import etree

from provenance.formats.word.original import Original
from provenance.formats.word.tracked_text import Item, Piece, State, in_base, in_final, resolve
from provenance.model.attributions import Apparatus, Attribution
from provenance.model.changes import ChangeKind
from provenance.model.spans import Span
from provenance.reports.docx.docx_accepting import accept, name
from provenance.reports.docx.docx_authors import name_author, word_date
from provenance.reports.docx.docx_comments import comment_of, is_remarked
from provenance.reports.docx.docx_marking import Mark, Marking
from provenance.reports.docx.docx_parts import COMMENTS_RELATION, COMMENTS_TYPE
from provenance.reports.docx.docx_xml import W, element
from provenance.reports.palette import sigla
from provenance.reports.passages import Passage, PassageKind, read_passages

_TAGS = {
    PassageKind.INSERTED: "ins",
    PassageKind.DELETED: "del",
    PassageKind.MOVED_IN: "moveTo",
    PassageKind.MOVED_OUT: "moveFrom",
}


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
    passages = [p for p in read_passages(apparatus) if p.kind is not PassageKind.KEPT]
    marks = [_mark_of(passage) for passage in passages]
    places = [p.revised if carries_revised else p.base for p in passages]
    marking.cut([edge for place in places for edge in (place.start, place.end)])
    todo = list(zip(passages, marks, places, strict=True))
    for passage, mark, place in todo:
        if not _is_carried(passage, carries_revised):
            marking.add(place.start, passage.text, mark)
    for passage, mark, place in todo:
        if _is_carried(passage, carries_revised):
            marking.wrap(place, mark)
    return True


def _is_carried(passage: Passage, carries_revised: bool) -> bool:
    return passage.kind.in_revised if carries_revised else passage.kind.in_base


def _mark_of(passage: Passage) -> Mark:
    attribution = passage.attribution
    if attribution is None:
        raise ValueError("what is not kept is a change")
    return Mark(_TAGS[passage.kind], name_author(attribution), word_date(attribution.date), attribution.change.id)


def _highest_id(trees: Iterable[etree._Element]) -> int:
    ids = (e.get(f"{{{W}}}id") or "" for tree in trees for e in tree.iter() if isinstance(e.tag, str))
    return max((int(id) for id in ids if id.isdecimal()), default=0)


def _comment(apparatus: Apparatus, original: Original, wanted: Wanted) -> dict[str, bytes]:
    """Hang a comment with the evidence on every change of the body; the parts that hold the comments."""
    items, _ = original.read()
    words = _Places(items, resolve(items, in_final)), _Places(items, resolve(items, in_base))
    first = _highest_id(original.trees.values()) + 1
    signs = sigla(apparatus)
    made: list[etree._Element] = []
    for attribution in apparatus.attributions:
        chosen = not wanted.reviewers or set(attribution.revisers) & set(wanted.reviewers)
        held = _held(attribution, *words) if chosen and is_remarked(attribution) else []
        if held and _is_in_main(held[0], original):
            number = str(first + len(made))
            _hang(held[0], held[-1], number)
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


def _held(attribution: Attribution, new: _Places, old: _Places) -> list[etree._Element]:
    """What in the tree holds the letters of a change: its new words, or those that are gone."""
    for edit in reversed(attribution.change.edits):
        found = new.at(edit.revised) if edit.text else old.at(edit.base)
        if found and (edit.text or attribution.change.kind is not ChangeKind.TRANSPOSITION):
            return found
    return []


def _is_in_main(run: etree._Element, original: Original) -> bool:
    """True in the body: Word allows no comment in notes, headers and footers."""
    return run.getroottree().getroot() is original.trees[original.main].getroottree().getroot()


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
        tree = original.trees.get(original.comments)
        root = tree if tree is not None else etree.fromstring(original.parts[original.comments])
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


def _part(original: Original, wanted: str) -> bytes | None:
    return next((data for part, data in original.parts.items() if part.lower() == wanted.lower()), None)


def _with_relation(data: bytes | None, target: str) -> bytes:
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    root = etree.fromstring(data) if data else etree.Element(f"{{{namespace}}}Relationships")
    taken = {one.get("Id") for one in root}
    id = next(f"rIdC{n}" for n in count(1) if f"rIdC{n}" not in taken)
    etree.SubElement(root, f"{{{namespace}}}Relationship", Id=id, Type=COMMENTS_RELATION, Target=target)
    return _written(root)


def _with_type(data: bytes | None, part: str) -> bytes:
    namespace = "http://schemas.openxmlformats.org/package/2006/content-types"
    root = etree.fromstring(data) if data else etree.Element(f"{{{namespace}}}Types")
    etree.SubElement(root, f"{{{namespace}}}Override", PartName=f"/{part}", ContentType=COMMENTS_TYPE)
    return _written(root)


def _written(root: etree._Element) -> bytes:
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
