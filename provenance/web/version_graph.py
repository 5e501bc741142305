"""The versions of a work as a drawn pedigree: parents above children, extant and reconstructed told apart.

Versions between which no source gives an order stand side by side, and the drawing says so. It is an SVG of our own
whose boxes are links; the list of versions beside it says the same in words.
"""

import itertools
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from provenance.model.versions import Outline, Standing
from provenance.reports.html.html_markup import Markup, tag
from provenance.text.dates import date_in_words
from provenance.text.visible import one_line

MOST = 40
"""More versions than these are listed, not drawn."""

_NOTHING = "author not known"
_WIDE, _HIGH, _ACROSS, _DOWN, _EDGE = 196, 58, 28, 46, 8


def draw_versions(outlines: Sequence[Outline], link: Callable[[Outline], str], names: Mapping[str, str]) -> Markup:
    """The drawing; nothing where there are fewer than two versions, or too many to see. `names` are short names."""
    if not 2 <= len(outlines) <= MOST:
        return Markup()
    rows = _rows(outlines)
    across = max(len(row) for row in rows)
    width = across * (_WIDE + _ACROSS) - _ACROSS + 2 * _EDGE
    height = len(rows) * (_HIGH + _DOWN) - _DOWN + 2 * _EDGE
    places = _places(rows, width)
    edges = [
        _edge(places[parent], places[outline.id])
        for outline in outlines
        for parent in outline.parents
        if parent in places
    ]
    open_order = [_open(places[a.id], places[b.id]) for row in rows for a, b in _unordered(row)]
    boxes = [_box(outline, places[outline.id], link(outline), names) for outline in outlines]
    return tag(
        "svg",
        *edges,
        *open_order,
        *boxes,
        viewBox=f"0 0 {width} {height}",
        width=str(width),
        height=str(height),
        class_="pedigree",
        role="group",
        aria_label="The versions, and what each was made from",
    )


def _rows(outlines: Sequence[Outline]) -> list[list[Outline]]:
    """The versions by how many steps they stand from a first one; each row in the order of its parents."""
    depth: dict[str, int] = {}
    known = {outline.id for outline in outlines}
    for outline in outlines:  # parents stand before their children
        depth[outline.id] = 1 + max((depth.get(p, -1) for p in outline.parents if p in known), default=-1)
    rows: dict[int, list[Outline]] = defaultdict(list)
    for outline in outlines:
        rows[depth[outline.id]].append(outline)
    return [rows[n] for n in sorted(rows)]


def _places(rows: Sequence[Sequence[Outline]], width: int) -> dict[str, tuple[float, float]]:
    """Where the upper left corner of each box stands."""
    places: dict[str, tuple[float, float]] = {}
    for n, row in enumerate(rows):
        taken = len(row) * (_WIDE + _ACROSS) - _ACROSS
        for m, outline in enumerate(row):
            places[outline.id] = ((width - taken) / 2 + m * (_WIDE + _ACROSS), _EDGE + n * (_HIGH + _DOWN))
    return places


def _edge(parent: tuple[float, float], child: tuple[float, float]) -> Markup:
    x1, y1 = parent[0] + _WIDE / 2, parent[1] + _HIGH
    x2, y2 = child[0] + _WIDE / 2, child[1]
    middle = (y1 + y2) / 2
    return tag("path", d=f"M{x1:g} {y1:g}C{x1:g} {middle:g} {x2:g} {middle:g} {x2:g} {y2:g}", class_="descent")


def _unordered(row: Sequence[Outline]) -> list[tuple[Outline, Outline]]:
    """Neighbours made from the same version whose dates do not say which was first."""
    return [
        (a, b)
        for a, b in itertools.pairwise(row)
        if set(a.parents) & set(b.parents) and (a.date is None or b.date is None or a.date == b.date)
    ]


def _open(left: tuple[float, float], right: tuple[float, float]) -> Markup:
    y = left[1] + _HIGH / 2
    return tag(
        "g",
        tag("title", "No source says which of the two was first"),
        tag("path", d=f"M{left[0] + _WIDE:g} {y:g}H{right[0]:g}", class_="open"),
        tag("text", "?", x=f"{(left[0] + _WIDE + right[0]) / 2:g}", y=f"{y - 5:g}", class_="open"),
    )


def _box(outline: Outline, place: tuple[float, float], link: str, names: Mapping[str, str]) -> Markup:
    x, y = place
    lost = outline.standing is Standing.RECONSTRUCTED
    who = " and ".join(names.get(name, name) for name in outline.authors)
    told = ", ".join(filter(None, [who, date_in_words(outline.date) if outline.date else ""])) or _NOTHING
    label = one_line(outline.label.removeprefix("reconstructed-") if lost else outline.label)
    below = f"reconstructed; {told}" if lost and told != _NOTHING else "reconstructed" if lost else told
    return tag(
        "a",
        tag("title", f"{one_line(outline.label)}: {outline.standing.value}; {told}"),
        tag("rect", x=f"{x:g}", y=f"{y:g}", width=str(_WIDE), height=str(_HIGH), rx="2"),
        tag("text", _short(label, 24), x=f"{x + _WIDE / 2:g}", y=f"{y + 25:g}", class_="name"),
        tag("text", _short(one_line(below), 30), x=f"{x + _WIDE / 2:g}", y=f"{y + 43:g}", class_="told"),
        href=link,
        class_=f"version {outline.standing.value}",
    )


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"
