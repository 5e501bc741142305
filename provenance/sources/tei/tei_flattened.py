"""Markup that was flattened to run through a collation, raised again: an empty element at either end of its words.

`<del sID="d1"/>words<del eID="d1"/>` says what `<del>words</del>` says. Where two such stretches cross, which no tree
allows, the one that began later is parted where the other ends; its pieces say the same.
"""

from copy import copy

from lxml import etree

from provenance.sources.harmless_xml import attribute, local
from provenance.sources.tei.tei_walk import DEEPEST, too_deep

_PARTED = frozenset({"add", "del", "mod", "subst", "restore", "retrace", "hi", "seg", "emph", "mdel"})
"""What may be parted in two without a word or a paragraph more."""


def raise_flattened(root: etree._Element) -> list[str]:
    """Raise all that was flattened; a sentence where an end does not follow."""
    lonely: list[str] = []
    for parent in [each for each in root.iter(etree.Element) if any(_begins(child) for child in each)]:
        lonely += _Raising(parent).lonely
    if not lonely:
        return []
    more = f" and {len(lonely) - 1} more" if len(lonely) > 1 else ""
    return [f"what begins at {lonely[0]!r}{more} has no end beside it (eID); its words are left as they stand"]


def _begins(element: etree._Element) -> str | None:
    return attribute(element, "sID") if isinstance(element.tag, str) else None


class _Raising:
    """The children of one element, put back into those that hold them."""

    def __init__(self, parent: etree._Element) -> None:
        children = list(parent)
        self.ends = {attribute(child, "eID") for child in children if isinstance(child.tag, str)}
        self.open: list[tuple[str, etree._Element]] = [("", parent)]
        self.again: dict[str, etree._Element] = {}
        """What is begun again where it is parted: empty, as it was begun, and without its id."""
        self.lonely: list[str] = []
        for child in children:
            _remove(parent, child)
        for child in children:
            self._put(child)

    def _put(self, child: etree._Element) -> None:
        words, child.tail = child.tail, None
        starts = _begins(child)
        ends = attribute(child, "eID") if isinstance(child.tag, str) else None
        if ends is not None and ends in dict(self.open):
            self._close(ends)
        else:
            self.open[-1][1].append(child)
            if starts is not None and starts in self.ends:
                self.open.append((starts, child))
                if len(self.open) > DEEPEST:
                    raise too_deep(child)
                if local(child.tag) in _PARTED:
                    self.again[starts] = _without_id(child)
            elif starts is not None:
                self.lonely.append(starts)
        _append(self.open[-1][1], words)

    def _close(self, key: str) -> None:
        """End an element, and begin those again that were begun in it and go on."""
        crossing: list[tuple[str, etree._Element]] = []
        while self.open[-1][0] != key:
            crossing.append(self.open.pop())
        self.open.pop()
        for name, _ in reversed(crossing):
            if name in self.again:
                again = copy(self.again[name])
                self.open[-1][1].append(again)
                self.open.append((name, again))


def _without_id(element: etree._Element) -> etree._Element:
    """An empty element that says the same of its words."""
    made = copy(element)
    made.text = None
    del made[:]
    for key in [key for key in made.keys() if local(key) in {"id", "sID"}]:  # noqa: SIM118 (values cost a search each)
        del made.attrib[key]
    return made


def _remove(parent: etree._Element, child: etree._Element) -> None:
    """Take a child out together with the words after it, which stay with it."""
    words, child.tail = child.tail, None
    parent.remove(child)
    child.tail = words


def _append(holder: etree._Element, words: str | None) -> None:
    """Words behind all that an element holds."""
    last = next(holder.iterchildren(reversed=True), None)  # lxml counts the children one by one
    if words and last is not None:
        last.tail = (last.tail or "") + words
    elif words:
        holder.text = (holder.text or "") + words
