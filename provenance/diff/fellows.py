"""Edges that keep together what belongs together: a bracket and its fellow, a sign and its number.

"thirty (30)" became "forty-five (45)", not "thirty (30" "forty-five (45"; "£48,000" became "£42,500", sign and all.
"""

from collections.abc import Sequence
from dataclasses import replace

from provenance.diff.sheet import Sheet
from provenance.diff.stretches import Fate, Stretch, coalesce

_FELLOWS = {"(": ")", "[": "]", "{": "}"}
_BEFORE_A_NUMBER = frozenset("$£€¥¢₹₽₩₪฿§#№+±-")
_AFTER_A_NUMBER = frozenset("%‰°")


def hold_together(base: Sheet, revised: Sheet, stretches: Sequence[Stretch]) -> list[Stretch]:
    """The stretches with the edges of what was replaced moved out over a lone bracket or sign beside them."""
    held = list(stretches)
    for number, stretch in enumerate(held):
        if stretch.fate is not Fate.CHANGED or stretch.is_one_sided:
            continue
        sides = (base, stretch.b1, stretch.b2), (revised, stretch.r1, stretch.r2)
        if number and _wants_before(held[number - 1], sides):
            held[number - 1], held[number] = _take_before(held[number - 1], held[number])
        if number + 1 < len(held) and _wants_after(held[number + 1], sides):
            held[number], held[number + 1] = _take_after(held[number], held[number + 1])
    return list(coalesce(held))


_Side = tuple[Sheet, int, int]


def _wants_before(kept: Stretch, sides: tuple[_Side, _Side]) -> bool:
    """True if the last token kept before belongs to what was replaced, on either side."""
    if kept.fate is not Fate.KEPT or kept.b1 == kept.b2:
        return False
    return any(_is_sign_before(*side) or _lacks_opening(*side) for side in sides)


def _wants_after(kept: Stretch, sides: tuple[_Side, _Side]) -> bool:
    """True if the first token kept after belongs to what was replaced, on either side."""
    if kept.fate is not Fate.KEPT or kept.b1 == kept.b2:
        return False
    return any(_is_sign_after(*side) or _lacks_closing(*side) for side in sides)


def _is_sign_before(sheet: Sheet, first: int, last: int) -> bool:
    return (
        first < last
        and sheet.keys[first - 1] in _BEFORE_A_NUMBER
        and sheet.keys[first][0].isdigit()
        and (sheet.ends[first - 1] == sheet.starts[first] or sheet.keys[first - 1] not in "+-")
    )


def _is_sign_after(sheet: Sheet, first: int, last: int) -> bool:
    return (
        first < last < len(sheet.keys)
        and sheet.keys[last] in _AFTER_A_NUMBER
        and sheet.keys[last - 1][-1].isdigit()
        and sheet.ends[last - 1] == sheet.starts[last]
    )


def _lacks_closing(sheet: Sheet, first: int, last: int) -> bool:
    """True if a bracket opens in these tokens whose fellow is the next one."""
    open_ = _open_brackets(sheet, first, last)[1]
    return bool(open_) and last < len(sheet.keys) and sheet.keys[last] == _FELLOWS[open_[-1]]


def _lacks_opening(sheet: Sheet, first: int, last: int) -> bool:
    """True if a bracket closes in these tokens whose fellow is the one before."""
    closing = _open_brackets(sheet, first, last)[0]
    return bool(closing) and first > 0 and _FELLOWS.get(sheet.keys[first - 1]) == closing[0]


def _open_brackets(sheet: Sheet, first: int, last: int) -> tuple[list[str], list[str]]:
    """The brackets that close without having been opened here, and those that are opened and not closed."""
    closing: list[str] = []
    opened: list[str] = []
    for key in sheet.keys[first:last]:
        if key in _FELLOWS:
            opened.append(key)
        elif key in _FELLOWS.values():
            if opened and _FELLOWS[opened[-1]] == key:
                opened.pop()
            else:
                closing.append(key)
    return closing, opened


def is_balanced(sheet: Sheet, first: int, last: int) -> bool:
    """True if every bracket in these tokens has its fellow among them."""
    return not any(_open_brackets(sheet, first, last))


def _take_before(kept: Stretch, stretch: Stretch) -> tuple[Stretch, Stretch]:
    return (
        replace(kept, b2=kept.b2 - 1, r2=kept.r2 - 1),
        replace(stretch, b1=stretch.b1 - 1, r1=stretch.r1 - 1, inner=()),
    )


def _take_after(stretch: Stretch, kept: Stretch) -> tuple[Stretch, Stretch]:
    return (
        replace(stretch, b2=stretch.b2 + 1, r2=stretch.r2 + 1, inner=()),
        replace(kept, b1=kept.b1 + 1, r1=kept.r1 + 1),
    )
