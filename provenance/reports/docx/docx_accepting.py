"""Tracked changes of a Word file accepted in its tree, all or those of certain authors, as Word accepts them."""

from collections.abc import Callable

from lxml import etree

from provenance.reports.docx.docx_xml import W

Whose = Callable[[str], bool]

_PUTS_IN = frozenset({"ins", "moveTo"})
_TAKES_OUT = frozenset({"del", "moveFrom"})
_RANGES = frozenset({"moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"})
_EDGES = _RANGES | {"bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "proofErr"}
"""What stands beside paragraphs and in them without being anything to be read."""
_SEEN = frozenset(
    {"t", "tab", "ptab", "br", "cr", "sym", "noBreakHyphen", "softHyphen", "drawing", "pict", "object", "oMath"}
    | {"fldChar", "footnoteReference", "endnoteReference"}
)
"""What makes a paragraph more than an empty one."""


def accept(root: etree._Element, whose: Whose) -> None:
    """Accept every change in the tree whose author fits; the rest stays tracked."""
    changes = [e for e in root.iter() if _is_change(e, whose)]
    for is_mark in (False, True):  # whether a paragraph is left empty is known when its words are gone
        for change in changes:
            if _is_mark(change) is is_mark and _is_in(change, root):
                _accept(change)
    _drop_lone_ranges(root)


def name(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _is_change(element: etree._Element, whose: Whose) -> bool:
    called = name(element)
    is_kind = called in _PUTS_IN | _TAKES_OUT | {"cellIns", "cellDel"} or called.endswith("PrChange")
    return is_kind and whose(" ".join((element.get(f"{{{W}}}author") or "").split()))


def _is_mark(change: etree._Element) -> bool:
    """True of a change of the end of a paragraph."""
    parent = change.getparent()
    return parent is not None and name(parent) == "rPr"


def _is_in(element: etree._Element, root: etree._Element) -> bool:
    """True if the element still hangs in the tree."""
    return element is root or any(around is root for around in element.iterancestors())


def _accept(change: etree._Element) -> None:
    parent = change.getparent()
    if parent is None:
        return
    called, around = name(change), name(parent)
    if called.endswith("PrChange") or called == "cellIns":
        parent.remove(change)
    elif called == "cellDel":
        _remove_cell(parent.getparent())
    elif around == "rPr":
        _accept_mark(change, parent)
    elif around == "trPr":
        parent.remove(change)
        if called in _TAKES_OUT:
            _remove_row(parent.getparent())
    elif around == "ctrlPr" and called in _TAKES_OUT:
        _remove_structure(parent)
    elif called in _PUTS_IN:
        unwrap(change)
    else:
        parent.remove(change)


def _remove_structure(properties: etree._Element) -> None:
    """A fraction, a root and so on that was taken out of a formula, as its own properties say (`ctrlPr`)."""
    structure = next((e for e in properties.iterancestors() if not name(e).endswith("Pr")), None)
    parent = structure.getparent() if structure is not None else None
    if structure is not None and parent is not None:
        parent.remove(structure)


def unwrap(element: etree._Element) -> None:
    """The element's content in its place."""
    parent = element.getparent()
    if parent is None:
        return
    for child in list(element):
        element.addprevious(child)
    parent.remove(element)


def _accept_mark(change: etree._Element, properties: etree._Element) -> None:
    """The mark of a paragraph, or of a run of the text, that was put in or taken out."""
    properties.remove(change)
    holder = properties.getparent()
    paragraph = holder.getparent() if holder is not None else None
    if name(change) in _TAKES_OUT and paragraph is not None and name(paragraph) == "p":
        _join_to_next(paragraph)


def _join_to_next(paragraph: etree._Element) -> None:
    """What the paragraph holds put before what the next one holds, whose look it takes on.

    Before a table it stays if it holds anything: its words cannot join those of a cell.
    """
    parent, later = paragraph.getparent(), paragraph.getnext()
    while later is not None and name(later) in _EDGES:
        later = later.getnext()
    content = [child for child in paragraph if name(child) != "pPr"]
    if parent is None or later is None:
        return
    if name(later) == "tbl" and not any(name(each) in _SEEN for each in paragraph.iter()):
        for child in content:
            if name(child) in _EDGES:
                paragraph.addprevious(child)
    elif name(later) == "p":
        at = 1 if len(later) and name(later[0]) == "pPr" else 0
        for child in reversed(content):
            later.insert(at, child)
    else:
        return
    parent.remove(paragraph)


def _remove_row(row: etree._Element | None) -> None:
    table = row.getparent() if row is not None else None
    if row is None or table is None:
        return
    table.remove(row)
    holder = table.getparent()
    if holder is not None and table.find(f"{{{W}}}tr") is None:
        holder.remove(table)


def _remove_cell(cell: etree._Element | None) -> None:
    row = cell.getparent() if cell is not None else None
    if cell is None or row is None:
        return
    row.remove(cell)
    if row.find(f"{{{W}}}tc") is None:
        _remove_row(row)


def _drop_lone_ranges(root: etree._Element) -> None:
    """The edges of moves taken out, once no moved words are left."""
    if any(name(e) in {"moveTo", "moveFrom"} for e in root.iter()):
        return
    for edge in [e for e in root.iter() if name(e) in _RANGES]:
        parent = edge.getparent()
        if parent is not None:
            parent.remove(edge)
