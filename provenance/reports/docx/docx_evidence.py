"""The evidence as comments in a Word file: what they hang on, and the parts that hold them."""

import io
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, count

from lxml import etree

from provenance.formats.attributes import attributes
from provenance.formats.word.original import Original
from provenance.formats.word.tracked_text import Item, Piece, State, in_base, in_final, resolve
from provenance.model.attributions import Apparatus, Attribution
from provenance.model.changes import ChangeKind
from provenance.model.spans import Span
from provenance.model.testimony import COMMENT, Note
from provenance.reports.docx.docx_accepting import name
from provenance.reports.docx.docx_added_parts import added_part
from provenance.reports.docx.docx_comments import Remarks, comment_edges, comment_of_source, is_remarked
from provenance.reports.docx.docx_groups import NotInOriginal
from provenance.reports.docx.docx_runs import around, child_of, insert_before
from provenance.reports.docx.docx_xml import W, allow_utc, element
from provenance.text.digits import number_in


def highest_id(trees: Iterable[etree._Element]) -> int:
    """The highest number that anything in these parts has."""
    ids = (e.get(f"{{{W}}}id") or "" for tree in trees for e in tree.iter() if isinstance(e.tag, str))
    return max((number for id in ids if (number := number_in(id)) is not None), default=0)


def comments_of_copies(apparatus: Apparatus) -> list[Note]:
    """The comments of copies that came back, which hang in the text with all of their changes."""
    notes = apparatus.notes if apparatus.copies else ()
    return [note for note in notes if note.kind == COMMENT and note.version == apparatus.revised.id]


def hang_comments(apparatus: Apparatus, original: Original, reviewers: tuple[str, ...]) -> Mapping[str, bytes]:
    """Hang a comment with the evidence on every change, and those of returned copies; the parts that hold them all.

    Word allows none in notes, headers and footers: it hangs on the call of the note, or where the text begins.
    """
    items, _ = original.read()
    words = _Places(items, resolve(items, in_final)), _Places(items, resolve(items, in_base))
    theirs = [] if original.comments is None else [_comments_of(original)]
    first = highest_id([*original.trees.values(), *theirs]) + 1
    remarks, calls, numbers = Remarks(apparatus), _Calls(original), count(first)

    def hung() -> Iterator[etree._Element]:
        """The comments, one after the other, each hung when it is made."""
        for attribution in apparatus.attributions:
            chosen = not reviewers or set(attribution.revisers) & set(reviewers)
            held = _elements(attribution, *words) if chosen and is_remarked(attribution) else []
            if held:
                number = str(next(numbers))
                _hang(*_ends(held, original, calls), number)
                yield remarks.comment(attribution, number)
        known = {
            _said(comment.get(f"{{{W}}}author"), "".join(map(str, comment.itertext())))
            for each in theirs
            for comment in each
        }
        for note in comments_of_copies(apparatus):
            at = note.at or 0
            held = words[0].at(Span(at, at + 1)) or words[0].at(Span(max(at - 1, 0), at))
            if held and _said(note.author, note.text) not in known:
                number = str(next(numbers))
                _hang(*_ends(held, original, calls), number)
                yield comment_of_source(number, note)

    made = hung()
    begun = next(made, None)
    return {} if begun is None else _comments_parts(original, chain([begun], made))


def _said(author: str | None, words: str) -> tuple[str, str]:
    """By what a comment is known again: who made it, and its letters."""
    return " ".join((author or "").split()), "".join(words.split())


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


class _Calls:
    """What in the body stands for a place in another part: the call of its note, else the first paragraph."""

    def __init__(self, original: Original) -> None:
        body = original.trees[original.main]
        self._first = next(body.iter(f"{{{W}}}p"), None)
        self._calls: dict[tuple[str, str | None], etree._Element] = {}
        for kind in ("footnote", "endnote"):
            for call in body.iter(f"{{{W}}}{kind}Reference"):
                if (run := call.getparent()) is not None:
                    self._calls.setdefault((kind, call.get(f"{{{W}}}id")), run)

    def of(self, held: etree._Element) -> etree._Element:
        """What stands for what an element holds; NotInOriginal where the body has no paragraph for the evidence."""
        notes = held.iterancestors(f"{{{W}}}footnote", f"{{{W}}}endnote")
        calls = (self._calls.get((name(note), note.get(f"{{{W}}}id"))) for note in notes)
        found = next((call for call in calls if call is not None), self._first)
        if found is None:
            raise NotInOriginal("its body has no paragraph on which the evidence could hang")
        return found


def _ends(held: Sequence[etree._Element], original: Original, calls: _Calls) -> tuple[etree._Element, etree._Element]:
    """The first and last of what a change holds on which its comment can hang: in the body, and in one run of text, for
    a comment that begins there and ends in a note or a text box makes the file unreadable."""
    body = original.trees[original.main].getroottree().getroot()
    first = next((one for one in held if one.getroottree().getroot() is body), None)
    if first is None:
        return (calls.of(held[0]),) * 2
    box = _box_around(first)
    together = [one for one in held if one.getroottree().getroot() is body and _box_around(one) is box]
    return together[0], together[-1]


def _box_around(held: etree._Element) -> etree._Element | None:
    """The text box in which an element stands."""
    return next(held.iterancestors(f"{{{W}}}txbxContent"), None)


def _hang(first: etree._Element, last: etree._Element, number: str) -> None:
    """The edges of a comment around what stands from the one element to the other, and its sign."""
    start, end = _edge(first, is_start=True), _edge(last, is_start=False)
    if start is None or end is None:
        return
    for edge, place in zip(comment_edges(number), (start, end), strict=True):
        for made in edge:
            insert_before(made, *place)


def _edge(inner: etree._Element, *, is_start: bool) -> tuple[etree._Element, etree._Element | None] | None:
    """The paragraph around an element, and the child before which an edge of a comment stands; None for its end."""
    if name(inner) == "p":
        return inner, next((child for child in inner if is_start and name(child) != "pPr"), None)
    if name(inner) == "tr":
        paragraph = next(inner.iter(f"{{{W}}}p"), None)
        return None if paragraph is None else _edge(paragraph, is_start=is_start)
    paragraph = around(inner, "p")
    if paragraph is None:
        return None
    child = child_of(paragraph, inner)
    return paragraph, child if is_start else child.getnext()


def _comments_parts(original: Original, made: Iterable[etree._Element]) -> Mapping[str, bytes]:
    """The part with the comments, and what tells of it where there was none."""
    if original.comments is not None:
        return {original.comments: _write_comments(_comments_of(original), made)}
    return added_part(original, "comments", _write_comments(element("comments"), made))


def _write_comments(root: etree._Element, made: Iterable[etree._Element]) -> bytes:
    """The part with the comments that were there and those that are made, each let go when it is written."""
    allow_utc(root)
    buffer = io.BytesIO()
    with etree.xmlfile(buffer, encoding="UTF-8") as file:
        file.write_declaration(standalone=True)
        with file.element(str(root.tag), attributes(root), root.nsmap):
            for one in chain(root, made):
                file.write(one)
    return buffer.getvalue()


def _comments_of(original: Original) -> etree._Element:
    """The comments that the file has."""
    tree = original.trees.get(original.comments or "")
    return tree if tree is not None else etree.fromstring(original.parts[original.comments or ""])
