"""The hands of an apparatus as a page marks and names them: siglum, classes for the style sheet, words."""

from collections.abc import Mapping
from dataclasses import dataclass

from provenance.attribution.choosing import FINAL
from provenance.attribution.listing import listed
from provenance.model.attributions import Apparatus, Attribution
from provenance.model.versions import Standing, Version
from provenance.reports.palette import Siglum, sigla


@dataclass(frozen=True, slots=True)
class Hand:
    """A reviser, those who revised jointly, or nobody (`names` empty). `members` are the numbers of the persons."""

    number: int
    names: tuple[str, ...]
    siglum: Siglum
    members: tuple[int, ...]

    @property
    def classes(self) -> str:
        """What the style sheet knows it by: `g3` the hand itself, `m1 m2` everyone who has part in it."""
        return " ".join([f"g{self.number}", *(f"m{member}" for member in self.members)])


class Hands:
    """Every hand that made a listed change, and how persons are called."""

    def __init__(self, apparatus: Apparatus) -> None:
        self._sigla: Mapping[tuple[str, ...], Siglum] = sigla(apparatus)
        self._short = apparatus.short_names
        numbers = {party: number for number, party in enumerate(self._sigla)}
        self._hands = {
            party: Hand(number, party, self._sigla[party], tuple(numbers[name,] for name in party) or (0,))
            for party, number in numbers.items()
        }
        self.at_work = tuple(self._hands[party] for party in dict.fromkeys(a.revisers for a in listed(apparatus)))
        """The hands that made a change, in the order of the text."""
        persons = dict.fromkeys((name,) for hand in self.at_work for name in hand.names)
        self.persons = tuple(self._hands[person] for person in persons)
        """Every single person among them."""

    def of(self, attribution: Attribution) -> Hand:
        """Whose change it is; nobody's where nobody is named."""
        return self._hands[attribution.revisers]

    def letters(self, name: str) -> str:
        """The siglum of one person."""
        return self._sigla[name,].letters

    def short(self, attribution: Attribution) -> str:
        """Who made the change, in few words: "Smith", or "unattributed (Smith or Jones)"."""
        return _who(attribution, self._short)

    def short_name(self, name: str) -> str:
        """The person's name for tables."""
        return self._short.get(name, name)


def who(attribution: Attribution) -> str:
    """Who made the change, by full names; candidates are called so."""
    return _who(attribution, {})


def _who(attribution: Attribution, short: Mapping[str, str]) -> str:
    if attribution.revisers:
        return " and ".join(short.get(name, name) for name in attribution.revisers)
    candidates = " or ".join(short.get(name, name) for name in attribution.candidates)
    return f"unattributed ({candidates})" if candidates else "unattributed"


def called(version: Version) -> str:
    """A version's label as it was given, with the word "reconstruction" where it is one."""
    if version.standing is Standing.RECONSTRUCTED:
        return f"Reconstruction: {version.label.removeprefix('reconstructed-')}"
    return "Final" if version.label == FINAL else version.label


def key(change: str) -> str:
    """The id of a change as a page's anchor: letters, digits, points and hyphens stay.

    >>> key("c3.1"), key("a b")
    ('c3.1', 'c-a_20b')
    """
    safe = "".join(
        sign if sign.isascii() and (sign.isalnum() or sign in ".-") else f"_{ord(sign):x}" for sign in change
    )
    return safe if safe == change and change[:1] == "c" and change[1:2].isdigit() else f"c-{safe}"
