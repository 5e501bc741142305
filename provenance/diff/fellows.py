"""Edges that keep together what belongs together: a bracket or quotation mark and its fellow, a sign and its number.

"thirty (30)" became "forty-five (45)", not "thirty (30" "forty-five (45"; "£48,000" became "£42,500", sign and all.
"""

from collections.abc import Sequence
from dataclasses import replace

from provenance.diff.sheet import BREAK, Sheet
from provenance.diff.stretches import Fate, Stretch, coalesce

_FELLOWS = {"(": ")", "[": "]", "{": "}"}
_OPENING = {closing: opening for opening, closing in _FELLOWS.items()}
_BEFORE_A_NUMBER = frozenset("$£€¥¢₹₽₩₪฿§#№+±-")
_AFTER_A_NUMBER = frozenset("%‰°")


def hold_together(base: Sheet, revised: Sheet, stretches: Sequence[Stretch]) -> list[Stretch]:
    """The stretches with the edges of what was replaced moved out over a lone bracket, quote or sign beside them."""
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
    """True if something opens in these tokens whose fellow is the next one."""
    open_ = _lone(sheet, first, last)[1]
    return bool(open_) and _role(sheet, last) == (open_[-1], False)


def _lacks_opening(sheet: Sheet, first: int, last: int) -> bool:
    """True if something closes in these tokens whose fellow is the one before."""
    closing = _lone(sheet, first, last)[0]
    return bool(closing) and _role(sheet, first - 1) == (closing[0], True)


def _lone(sheet: Sheet, first: int, last: int) -> tuple[list[str], list[str]]:
    """What closes without having been opened in these tokens, and what is opened and not closed; by its opening sign.

    A single quotation mark that closes nothing is an apostrophe.
    """
    closing: list[str] = []
    opened: list[str] = []
    for place in range(first, last):
        kind, opens = _role(sheet, place)
        if kind and opens:
            opened.append(kind)
        elif kind and opened and opened[-1] == kind:
            opened.pop()
        elif kind and kind != "'":
            closing.append(kind)
    return closing, opened


def _role(sheet: Sheet, place: int) -> tuple[str, bool]:
    """Which bracket or quotation mark a token is, by its opening sign, and whether it opens; "" for any other."""
    key = sheet.keys[place] if 0 <= place < len(sheet.keys) else ""
    if key in _FELLOWS:
        return key, True
    if key in _OPENING:
        return _OPENING[key], False
    return (key, _opens(sheet, place)) if key in {'"', "'"} else ("", False)


def _opens(sheet: Sheet, place: int) -> bool:
    """True if a quotation mark opens: it leans on what follows. If on both sides or neither, by its shape."""
    before = place > 0 and sheet.ends[place - 1] == sheet.starts[place] and sheet.keys[place - 1] != BREAK
    behind = place + 1 < len(sheet.keys) and sheet.ends[place] == sheet.starts[place + 1]
    if before is not (behind and sheet.keys[place + 1] != BREAK):
        return not before
    shape = sheet.text[sheet.starts[place]]
    return shape in "“„‟«〝‘‚‛‹" or (shape in "\"'" and before and sheet.keys[place - 1] in _FELLOWS)


def is_balanced(sheet: Sheet, first: int, last: int) -> bool:
    """True if every bracket and quotation mark in these tokens has its fellow among them."""
    return not any(_lone(sheet, first, last))


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
