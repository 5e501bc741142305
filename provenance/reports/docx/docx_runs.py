"""The runs of a Word file cut where a change begins or ends, each part with the look of the whole.

A run is the stretch of letters of one look (ECMA-376, part 1, 17.3.2); what is put into `w:ins` or `w:del` is a run.
"""

from collections.abc import Iterator, Sequence
from copy import copy, deepcopy
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from provenance.formats.word.tracked_text import Piece
from provenance.model.spans import Span
from provenance.reports.docx.docx_accepting import name
from provenance.reports.docx.docx_xml import W, element, run_of_text
from provenance.reports.passages import PassageKind

TAGS = {
    PassageKind.INSERTED: "ins",
    PassageKind.DELETED: "del",
    PassageKind.MOVED_IN: "moveTo",
    PassageKind.MOVED_OUT: "moveFrom",
}
"""How Word tags what became of words."""
OUT = frozenset({"del", "moveFrom"})
"""The tags of what takes words out."""
_WHOLE = frozenset({"p", "tr", "tc", "oMath", "oMathPara", "footnoteReference", "endnoteReference"})


@dataclass(frozen=True, slots=True)
class Mark:
    """A change to be shown: `tag` is that of Word ("ins", "del", "moveTo", "moveFrom"); `move` names a move."""

    tag: str
    author: str
    date: str | None = None
    move: str | None = None


@dataclass(slots=True)
class Letters:
    """Letters of the carrying text, `place` in it, and the run, paragraph or row that they are in the tree."""

    place: Span
    source: etree._Element
    piece: Piece


def is_text(letters: Letters) -> bool:
    """True of letters that stand in a run, where they can be parted from what is beside them."""
    return name(letters.source) not in _WHOLE


def is_divisible(letters: Letters) -> bool:
    """True of letters between which a run can be cut."""
    return name(letters.source) in {"t", "delText"}


def is_formula(letters: Letters) -> bool:
    """True of letters of a formula, which changes as a whole."""
    return name(letters.source) in {"oMath", "oMathPara"}


def holder_of(letters: Letters) -> etree._Element | None:
    """What is put into `w:ins` or `w:del`: the run of some letters, or their formula."""
    if is_formula(letters):
        return letters.source
    return around(letters.source, "r")


def around(inner: etree._Element, called: str) -> etree._Element | None:
    """The element itself, or the nearest around it, that is called so."""
    if name(inner) == called:
        return inner
    return next((e for e in inner.iterancestors() if name(e) == called), None)


def child_of(outer: etree._Element, inner: etree._Element) -> etree._Element:
    """The child of the one element that holds the other, or is it."""
    found = inner
    while (parent := found.getparent()) is not None and parent is not outer:
        found = parent
    return found


def cut_letters(letters: Letters, places: Sequence[int]) -> Iterator[Letters]:
    """The letters in a run of their own, cut at these places."""
    holder = around(letters.source, "r")
    parent = holder.getparent() if holder is not None else None
    if holder is None or parent is None:
        yield letters
        return
    _alone(holder, letters.source)
    holder = around(letters.source, "r")
    source, text = letters.source, letters.source.text or ""
    if name(source) in {"t", "delText"} and (skipped := len(text) - len(letters.place)):
        source = _part_run(source, skipped)
    for start, end in pairwise([letters.place.start, *places, letters.place.end]):
        rest = _part_run(source, end - start) if end < letters.place.end else source
        yield Letters(Span(start, end), source, letters.piece)
        source = rest


def _alone(holder: etree._Element, source: etree._Element) -> None:
    """The run parted so that the letters stand in one of their own."""
    parent = holder.getparent()
    if parent is None:
        return
    content = [child for child in holder if name(child) != "rPr"]
    at = content.index(child_of(holder, source))
    before, after = content[:at], content[at + 1 :]
    for others, is_after in ((before, False), (after, True)):
        if others:
            made = _like(holder)
            made.extend(others)
            (holder.addnext if is_after else holder.addprevious)(made)


def _part_run(source: etree._Element, at: int) -> etree._Element:
    """A run cut in two after so many letters; the element with the later ones."""
    holder = around(source, "r")
    parent = holder.getparent() if holder is not None else None
    if holder is None or parent is None:
        raise ValueError("letters stand in a run")
    text = source.text or ""
    later = copy(source)
    source.text, later.text = text[:at], text[at:]
    for words in (source, later):
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    made = _like(holder)
    made.append(later)
    holder.addnext(made)
    return later


def _like(holder: etree._Element) -> etree._Element:
    """An empty run of the same look."""
    content = [child for child in holder if name(child) != "rPr"]
    for child in content:
        holder.remove(child)
    made = copy(holder)
    holder.extend(content)
    made.tail = None
    return made


def look_of(before: etree._Element | None, paragraph: etree._Element) -> etree._Element | None:
    """The look of the neighbouring words."""
    near = before if before is not None and name(before) == "r" else None
    if near is None:
        runs = list(paragraph.iter(f"{{{W}}}r"))
        near = runs[-1] if runs else None
    return None if near is None else near.find(f"{{{W}}}rPr")


def words_of(text: str, look: etree._Element | None, mark: Mark) -> etree._Element:
    """A run with words of the other text, in the look of its neighbours."""
    made = run_of_text(text, "delText" if mark.tag in OUT else "t")
    if look is not None:
        copied = deepcopy(look)
        for drop in [e for e in copied if name(e) in {"rPrChange", "ins", "del", "rStyle"}]:
            copied.remove(drop)
        made.insert(0, copied)
    return made


def insert_before(made: etree._Element, paragraph: etree._Element, before: etree._Element | None) -> None:
    """Something put into a paragraph, before an element in it or at its end."""
    if before is None or before.getparent() is None:
        paragraph.append(made)
    else:
        before.addprevious(made)


def properties_of(paragraph: etree._Element, called: str) -> etree._Element:
    """The properties of a paragraph, made if there are none."""
    found = paragraph.find(f"{{{W}}}{called}")
    if found is None:
        found = element(called)
        paragraph.insert(0, found)
    return found


def neighbours(runs: Sequence[etree._Element]) -> list[list[etree._Element]]:
    """The runs that follow each other in one parent, together."""
    groups: list[list[etree._Element]] = []
    for one in runs:
        if groups and groups[-1][-1].getnext() is one and name(one) == "r" == name(groups[-1][-1]):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups
