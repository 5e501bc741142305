"""One siglum, colour and underline for each reviser, the same in every redline.

Nobody has to see colour to tell two revisers apart: the siglum says it in letters, the underline in its style.
The colours keep 4.5:1 (WCAG AA) on paper white and on a dark page, and a clear distance from each other for eyes
without red, green or blue cones; the terminal's keep 4.5:1 on black and on white alike. The tests measure both.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from enum import StrEnum
from itertools import count

from provenance.model.attributions import Apparatus
from provenance.model.testimony import Person


class Underline(StrEnum):
    """How the words of a reviser are underlined (the names of CSS `text-decoration-style`)."""

    SOLID = "solid"
    DOUBLE = "double"
    DOTTED = "dotted"
    DASHED = "dashed"
    WAVY = "wavy"


@dataclass(frozen=True, slots=True)
class Siglum:
    """How a reviser is marked: letters, colours for light pages, dark pages and a terminal of 256, an underline."""

    letters: str
    light: str
    dark: str
    ansi256: int
    underline: Underline


LIGHT = ("#2463cb", "#aa3c04", "#7c096a", "#830afe", "#0a4a2e")
DARK = ("#b2ddff", "#fc7a55", "#e08aaa", "#ba92fe", "#02fba2")
ANSI256 = (63, 131, 163, 98, 29)
UNATTRIBUTED = Siglum("?", "#5a5a5a", "#a9a9a9", 243, Underline.SOLID)
"""The mark of a change that is attributed to no one, whether or not there are candidates."""


def sigla(apparatus: Apparatus) -> Mapping[tuple[str, ...], Siglum]:
    """The siglum of every reviser and of every group that revised jointly, by their names in the apparatus.

    The key `()` is that of changes which nobody is named for. Candidates have sigla too, so that "K or H" can be
    written; a candidate's colour is never put on a passage.
    """
    people = {person.name: person for person in apparatus.people}
    found: dict[tuple[str, ...], Siglum] = {(): UNATTRIBUTED}
    taken: set[str] = set()
    numbers: dict[str, int] = {}
    for number, name in enumerate(_names(apparatus)):
        letters = _letters(_short(name, people), taken, numbers)
        taken.add(letters)
        found[(name,)] = _siglum(letters, number)
    for group in _groups(apparatus):
        joint = "&".join(found[(name,)].letters for name in group)
        found[group] = _siglum(joint, len(found) - 1)
    return found


def letters_for(name: str, taken: set[str]) -> str:
    """The letters of one more person, other than those taken: K, KI, K2, … for Kolb.

    >>> letters_for("Karla Kolb", {"K"})
    'KO'
    """
    return _letters(_short(name, {}), taken, {})


def _siglum(letters: str, number: int) -> Siglum:
    """The `number`-th mark from 0; after one round of colours each colour takes the next underline."""
    colour = number % len(LIGHT)
    styles = tuple(Underline)
    underline = styles[(number + number // len(LIGHT)) % len(styles)]
    return Siglum(letters, LIGHT[colour], DARK[colour], ANSI256[colour], underline)


def _names(apparatus: Apparatus) -> Iterable[str]:
    """Everyone who is named as a reviser or a candidate, in the order of the revised text, then of the claims."""
    found: dict[str, None] = {}
    for attribution in apparatus.attributions:
        found.update(dict.fromkeys(attribution.revisers))
    for attribution in apparatus.attributions:
        found.update(dict.fromkeys(attribution.candidates))
    for claim in apparatus.claims:
        if claim.changes_text:
            found.update(dict.fromkeys(claim.persons))
    return found


def _groups(apparatus: Apparatus) -> Iterable[tuple[str, ...]]:
    """Those who made a change together, in the order of the revised text."""
    return dict.fromkeys(a.revisers for a in apparatus.attributions if len(a.revisers) > 1)


def _short(name: str, people: Mapping[str, Person]) -> str:
    """The name for tables; for somebody without one, the last word that stands before any "Jr." or "III"."""
    if name in people and people[name].short.strip():
        return people[name].short
    words = name.split(",")[0].split()
    return words[-1] if words else "?"


def _letters(short: str, taken: Set[str], numbers: dict[str, int]) -> str:
    """The first of K, KI, K2, K3, … that nobody has yet; `numbers` remember how far each letter has come.

    An article at the head of a name is passed over.
    """
    word = short.removeprefix("the ").removeprefix("The ")
    signs = [sign for sign in word if sign.isalnum()] or ["X"]
    first = signs[0].upper()
    for letters in first, "".join(signs[:2]).upper():
        if letters not in taken:
            return letters
    number = next(n for n in count(numbers.get(first, 2)) if f"{first}{n}" not in taken)
    numbers[first] = number + 1
    return f"{first}{number}"
