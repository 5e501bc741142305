"""A formula of Office (ECMA-376, part 1, chapter 22) in linear form: r^2, (a+b)/c, √(x), ∑_(i=1)^n i.

The form is that in which Word itself takes formulas from the keyboard. Every letter of the formula stays; what was
put in or taken out inside it stays with its author.
"""

from collections.abc import Callable, Iterator

from lxml import etree

from provenance.formats.word.tracked_text import Marking
from provenance.sources.harmless_xml import attribute, local

Letters = tuple[str, Marking]
Inside = Callable[[etree._Element, Marking], Marking]
"""Gives the marking of what stands in an element that records a change, and of any other the one it has."""

_SCRIPTS = {"sub": "_", "sup": "^", "lim": "_"}


def linear(formula: etree._Element, marking: Marking, inside: Inside) -> Iterator[Letters]:
    """The letters of a formula in order."""
    marking = inside(formula, marking)
    write = _WRITERS.get(local(formula.tag))
    if write is not None:
        yield from write(formula, marking, _of_signs(formula, marking, inside), inside)
        return
    if local(formula.tag) in {"t", "delText"}:
        yield formula.text or "", marking
        return
    for child in formula:
        if not local(child.tag).endswith("Pr"):
            yield from linear(child, marking, inside)


def _of_signs(formula: etree._Element, marking: Marking, inside: Inside) -> Marking:
    """The marking of the signs of a fraction, a root and so on, which its own properties record (`ctrlPr`)."""
    for change in formula.iterfind(f"{{*}}{local(formula.tag)}Pr/{{*}}ctrlPr/*"):
        marking = inside(change, marking)
    return marking


def _part(formula: etree._Element, name: str, marking: Marking, inside: Inside) -> list[Letters]:
    part = formula.find(f"{{*}}{name}")
    return [] if part is None else list(linear(part, marking, inside))


def _grouped(letters: list[Letters], marking: Marking) -> Iterator[Letters]:
    """The letters in brackets, where they are more than one."""
    is_one = len("".join(text for text, _ in letters)) < 2
    yield from letters if is_one else [("(", marking), *letters, (")", marking)]


def _value(formula: etree._Element, name: str, usual: str) -> str:
    """The sign that the properties of a part of a formula choose."""
    chosen = formula.find(f"{{*}}{local(formula.tag)}Pr/{{*}}{name}")
    return usual if chosen is None else attribute(chosen, "val") or ""


def _scripts(formula: etree._Element, marking: Marking, signs: Marking, inside: Inside) -> Iterator[Letters]:
    """A base with what stands below and above it."""
    yield from _part(formula, "e", marking, inside)
    for name, sign in _SCRIPTS.items():
        letters = _part(formula, name, marking, inside)
        if letters:
            yield "^" if name == "lim" and local(formula.tag) == "limUpp" else sign, signs
            yield from _grouped(letters, signs)


def _before(formula: etree._Element, marking: Marking, signs: Marking, inside: Inside) -> Iterator[Letters]:
    """What stands below and above before its base."""
    for name in ("sub", "sup"):
        letters = _part(formula, name, marking, inside)
        if letters:
            yield _SCRIPTS[name], signs
            yield from _grouped(letters, signs)
    yield from _part(formula, "e", marking, inside)


def _fraction(formula: etree._Element, marking: Marking, signs: Marking, inside: Inside) -> Iterator[Letters]:
    yield from _grouped(_part(formula, "num", marking, inside), signs)
    yield "/", signs
    yield from _grouped(_part(formula, "den", marking, inside), signs)


def _root(formula: etree._Element, marking: Marking, signs: Marking, inside: Inside) -> Iterator[Letters]:
    degree = _part(formula, "deg", marking, inside)
    yield "√(", signs
    if degree:
        yield from [*degree, ("&", signs)]
    yield from _part(formula, "e", marking, inside)
    yield ")", signs


def _sum(formula: etree._Element, marking: Marking, signs: Marking, inside: Inside) -> Iterator[Letters]:
    """A sum, integral, product: its sign, its limits, what it is of."""
    yield _value(formula, "chr", "∫"), signs
    yield from _before(formula, marking, signs, inside)


def _brackets(formula: etree._Element, marking: Marking, signs: Marking, inside: Inside) -> Iterator[Letters]:
    yield _value(formula, "begChr", "("), signs
    for number, part in enumerate(formula.iterfind("{*}e")):
        if number:
            yield _value(formula, "sepChr", "|"), signs
        yield from linear(part, marking, inside)
    yield _value(formula, "endChr", ")"), signs


def _function(formula: etree._Element, marking: Marking, signs: Marking, inside: Inside) -> Iterator[Letters]:
    yield from _part(formula, "fName", marking, inside)
    yield " ", signs
    yield from _part(formula, "e", marking, inside)


def _accent(formula: etree._Element, marking: Marking, signs: Marking, inside: Inside) -> Iterator[Letters]:
    yield from _part(formula, "e", marking, inside)
    yield _value(formula, "chr", "\u0302" if local(formula.tag) == "acc" else "\u0305"), signs


def _rows(formula: etree._Element, marking: Marking, signs: Marking, inside: Inside) -> Iterator[Letters]:
    """A matrix, or equations below each other: cells parted by &, rows by @."""
    rows = formula.findall("{*}mr") or formula.findall("{*}e")
    yield "■(" if local(formula.tag) == "m" else "█(", signs
    for number, row in enumerate(rows):
        if number:
            yield "@", signs
        for at, cell in enumerate(row.findall("{*}e") or [row]):
            if at:
                yield "&", signs
            yield from linear(cell, marking, inside)
    yield ")", signs


_WRITERS = {
    "sSup": _scripts,
    "sSub": _scripts,
    "sSubSup": _scripts,
    "limLow": _scripts,
    "limUpp": _scripts,
    "sPre": _before,
    "f": _fraction,
    "rad": _root,
    "nary": _sum,
    "d": _brackets,
    "func": _function,
    "acc": _accent,
    "bar": _accent,
    "m": _rows,
    "eqArr": _rows,
}
