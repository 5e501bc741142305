"""Every reviser has a siglum, a colour that can be read, and an underline that needs no colour."""

import re
from itertools import combinations

import pytest

from provenance.model.attributions import Apparatus, Attribution, Basis, Evidence
from provenance.model.changes import Change, ChangeKind, Comparison, Edit, Reading
from provenance.model.spans import Span
from provenance.model.testimony import Certainty, Person
from provenance.model.versions import Standing, Version, Work
from provenance.reports.html.html_style import asset
from provenance.reports.palette import ANSI256, DARK, LIGHT, UNATTRIBUTED, Siglum, Underline, sigla

PAPER = ("#ffffff", "#fdfcf9", "#f1efe8")
NIGHT = ("#000000", "#17181b", "#24262b")
ANSI_HEX = {63: "#5f5fff", 131: "#af5f5f", 163: "#d700af", 98: "#875fd7", 29: "#00875f", 243: "#767676"}
EYES = {  # Machado, Oliveira, Fernandes 2009, severity 1.0, on linear RGB
    "trichromat": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanope": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranope": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanope": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}


def linear(colour: str) -> list[float]:
    shares = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares]


def contrast(one: str, other: str) -> float:
    """WCAG 2.1, relative luminance and contrast ratio."""
    dark, light = sorted(
        sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(x), strict=True)) for x in (one, other)
    )
    return (light + 0.05) / (dark + 0.05)


def lab(colour: str, eye: str) -> tuple[float, float, float]:
    r, g, b = (min(1, max(0, sum(m * c for m, c in zip(row, linear(colour), strict=True)))) for row in EYES[eye])
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
    )
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one: str, other: str, eye: str) -> float:
    return sum((p - q) ** 2 for p, q in zip(lab(one, eye), lab(other, eye), strict=True)) ** 0.5


@pytest.mark.parametrize("paper", PAPER)
@pytest.mark.parametrize("colour", [*LIGHT, UNATTRIBUTED.light])
def test_the_light_colours_can_be_read_on_paper(colour: str, paper: str) -> None:
    assert contrast(colour, paper) >= 4.5


@pytest.mark.parametrize("night", NIGHT)
@pytest.mark.parametrize("colour", [*DARK, UNATTRIBUTED.dark])
def test_the_dark_colours_can_be_read_at_night(colour: str, night: str) -> None:
    assert contrast(colour, night) >= 4.5


@pytest.mark.parametrize(
    ("colour", "paper"),
    [
        *((colour, "#fdfcf9") for colour in [*LIGHT, UNATTRIBUTED.light]),
        *((colour, "#17181b") for colour in [*DARK, UNATTRIBUTED.dark]),
    ],
)
def test_words_of_a_finer_edit_can_be_read_on_the_tint_behind_them(colour: str, paper: str) -> None:
    found = re.search(r"\.inner \{[^}]*var\(--c\) (\d+)%", asset("report.css"))
    assert found
    share = int(found[1]) / 100
    parts = ((int(c, 16) * share + int(p, 16) * (1 - share)) for c, p in zip(pairs(colour), pairs(paper), strict=True))
    assert contrast(colour, "#" + "".join(f"{round(part):02x}" for part in parts)) >= 4.5


def pairs(colour: str) -> list[str]:
    """Red, green and blue of a colour, two digits each."""
    return [colour[n : n + 2] for n in (1, 3, 5)]


@pytest.mark.parametrize("ground", ["#000000", "#ffffff"])
@pytest.mark.parametrize("number", [*ANSI256, UNATTRIBUTED.ansi256])
def test_the_terminal_colours_can_be_read_on_black_and_on_white(number: int, ground: str) -> None:
    assert contrast(ANSI_HEX[number], ground) >= 4.5


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_any_two_colours_stay_apart_for_every_eye(colours: tuple[str, ...], eye: str) -> None:
    assert min(distance(one, other, eye) for one, other in combinations(colours, 2)) > 20


def apparatus(*parties: tuple[str, ...], people: tuple[Person, ...] = ()) -> Apparatus:
    """A text in which each party has put in one letter."""
    base = Version("v1", "w", "draft", "", Standing.EXTANT)
    revised = Version("v2", "w", "final", "a" * len(parties), Standing.EXTANT)
    changes = [
        Change(
            f"c{n}", ChangeKind.INSERTION, None, Reading(Span(n, n + 1), "a"), (Edit(Span(0, 0), Span(n, n + 1), "a"),)
        )
        for n in range(len(parties))
    ]
    attributions = tuple(
        Attribution(change, party, (), Basis.STATED, Certainty.HIGH, "", (Evidence("k", "q", "s"),))
        if party
        else Attribution(change, (), ("Ann Poe", "Bob Roe"), Basis.NONE, Certainty.UNKNOWN, "")
        for change, party in zip(changes, parties, strict=True)
    )
    comparison = Comparison("v1", "v2", tuple(changes), "test")
    work = Work("w", "W", "source")
    return Apparatus(work, (), (base, revised), base, revised, (), (), (), comparison, attributions, people, ())


def letters(*parties: tuple[str, ...], people: tuple[Person, ...] = ()) -> list[str]:
    found = sigla(apparatus(*parties, people=people))
    return [found[party].letters for party in parties]


def test_a_siglum_is_the_first_letter_of_the_surname() -> None:
    assert letters(("Henry A. Kissinger",), ("Alexander M. Haig, Jr.",)) == ["K", "H"]


def test_a_second_of_the_same_letter_takes_two_and_a_third_a_number() -> None:
    assert letters(("A. Kent",), ("B. King",), ("C. Kidd",), ("D. Kirk",)) == ["K", "KI", "K2", "K3"]


def test_the_short_name_counts_where_there_is_one_and_its_article_does_not() -> None:
    people = (Person("Department of State", "the Department"), Person("???", "???"))
    assert letters(("Department of State",), ("???",), people=people) == ["D", "X"]


def test_those_who_revised_jointly_share_a_siglum_of_their_own() -> None:
    found = sigla(apparatus(("A. Kent",), ("A. Kent", "B. Hill"), ("B. Hill",)))
    assert found["A. Kent", "B. Hill"].letters == "K&H"
    assert len({(s.light, s.underline) for s in found.values()}) == len(found)


def test_candidates_have_letters_and_a_change_of_theirs_is_marked_as_nobodys() -> None:
    found = sigla(apparatus(()))
    assert found[()] == UNATTRIBUTED
    assert [found[(name,)].letters for name in ("Ann Poe", "Bob Roe")] == ["P", "R"]


def test_twenty_five_revisers_differ_by_colour_and_underline_and_all_by_letters() -> None:
    found: list[Siglum] = list(sigla(apparatus(*((f"Reviser{n}",) for n in range(40)))).values())[1:]
    assert len({(s.light, s.underline) for s in found[:25]}) == 25
    assert len({s.letters for s in found}) == 40
    assert {s.underline for s in found} == set(Underline)
