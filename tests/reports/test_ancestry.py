"""Which versions come before and after a version."""

from provenance.model.versions import Standing, Version
from provenance.reports.ancestry import Ancestry


def version(name: str, *parents: str, seen: bool = True) -> Version:
    standing = Standing.EXTANT if seen else Standing.RECONSTRUCTED
    return Version(name, "w", name, "", standing, parents=parents, method=None if seen else "made")


LETTER = [
    version("D", seen=False),
    version("K", "D", seen=False),
    version("H", "D", seen=False),
    version("F", "K", "H"),
]


def test_a_final_text_derives_from_both_layers_and_once_from_the_draft() -> None:
    assert [one.id for one in Ancestry(LETTER).before(LETTER[3])] == ["K", "H", "D"]
    assert [one.id for one in Ancestry(LETTER).after(LETTER[0])] == ["K", "H", "F"]


def test_a_reconstruction_was_made_of_the_extant_text_after_it_or_else_before_it() -> None:
    assert Ancestry(LETTER).extant_near(LETTER[0]) == LETTER[3]
    later = [version("P"), version("R", "P", seen=False)]
    assert Ancestry(later).extant_near(later[1]) == later[0]
    assert Ancestry([]).extant_near(version("R", seen=False)) is None


def test_a_cycle_ends() -> None:
    ring = [version("A", "B"), version("B", "A")]
    assert [one.id for one in Ancestry(ring).before(ring[0])] == ["B"]
