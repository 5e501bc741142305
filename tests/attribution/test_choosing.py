"""Which work and which versions are meant."""

import pytest

from provenance.attribution.choosing import choose_pair, find_version, find_work, in_order
from provenance.errors import NotFound, UnreadableInput
from provenance.model.versions import Outline, Standing, Work


def outline(name: str, *parents: str, made_up: bool = False) -> Outline:
    standing = Standing.RECONSTRUCTED if made_up else Standing.EXTANT
    return Outline(f"w@{name}", "w", name, standing, (), None, tuple(f"w@{p}" for p in parents), "0" * 64)


DRAFT, ANN, BOB = outline("rebuilt", made_up=True), outline("ann", "rebuilt", made_up=True), outline("bob", "rebuilt")
FINAL = outline("print", "ann", "bob")
LETTER = (DRAFT, ANN, BOB, FINAL)
WORKS = [
    Work("v1-d309", "Memorandum", "S"),
    Work("v1-d309a1", "Letter to the Secretary", "S"),
    Work("v2", "Letter", "S"),
]


def labels(outlines: object) -> list[str]:
    return [one.label for one in outlines]  # type: ignore[attr-defined]


def test_parents_stand_before_children_whatever_the_order_given() -> None:
    assert labels(in_order(LETTER[::-1]))[0] == "rebuilt"
    assert labels(in_order(LETTER[::-1]))[-1] == "print"
    assert labels(in_order(LETTER)) == ["rebuilt", "ann", "bob", "print"]


def test_a_draft_that_was_added_does_not_become_the_final_version() -> None:
    found = outline("archive")
    assert labels(in_order([*LETTER, found]))[-1] == "print"
    assert labels(in_order([FINAL, found, *LETTER[:3]]))[-1] == "print"


def test_a_history_ends_with_its_last_revision() -> None:
    history = [outline("r1"), *(outline(f"r{n}", f"r{n - 1}") for n in range(2, 40))]
    assert labels(in_order(history[::-1])) == [f"r{n}" for n in range(1, 40)]
    assert labels(choose_pair(history, None, None)) == ["r1", "r39"]


def test_versions_that_are_each_others_parents_are_refused() -> None:
    with pytest.raises(UnreadableInput, match="each other's parents"):
        in_order([outline("a", "b"), outline("b", "a")])


def test_a_parent_that_is_not_there_is_no_trouble() -> None:
    assert sorted(labels(in_order([outline("b", "gone"), outline("a")]))) == ["a", "b"]


@pytest.mark.parametrize(
    ("name", "label"), [("w@ann", "ann"), ("ANN", "ann"), ("final", "print"), ("reb", "rebuilt"), ("w@b", "bob")]
)
def test_a_version_is_found_by_id_label_beginning_or_as_final(name: str, label: str) -> None:
    assert find_version(LETTER, name).label == label


def test_a_version_that_is_called_final_is_meant_by_that_name() -> None:
    versions = (outline("a"), outline("final", "a"), outline("b", "final"))
    assert find_version(versions, "final").label == "final"


def test_a_version_that_is_not_there_is_answered_with_those_that_are() -> None:
    with pytest.raises(NotFound, match="rebuilt, ann, bob, print"):
        find_version(LETTER, "other")
    with pytest.raises(NotFound, match="fits several versions: one, other"):
        find_version((outline("one"), outline("other", "one")), "o")
    with pytest.raises(NotFound, match="fits several"):
        find_version(LETTER, "w@")


def test_the_final_text_is_compared_with_where_its_making_began() -> None:
    assert labels(choose_pair(LETTER, None, None)) == ["rebuilt", "print"]
    assert labels(choose_pair(LETTER, "ann", None)) == ["ann", "print"]
    assert labels(choose_pair(LETTER, None, "bob")) == ["rebuilt", "bob"]
    assert labels(choose_pair(LETTER, "print", "rebuilt")) == ["print", "rebuilt"]


def test_a_draft_on_paper_comes_before_a_reconstruction() -> None:
    assert labels(choose_pair([*LETTER, outline("archive")], None, None)) == ["archive", "print"]


def test_one_version_alone_cannot_be_compared() -> None:
    with pytest.raises(NotFound, match=r"only one version \(print\)"):
        choose_pair([FINAL], None, None)
    with pytest.raises(NotFound, match="only one version"):
        choose_pair([], None, None)


def test_the_one_work_with_revisions_is_meant_where_none_is_named() -> None:
    assert find_work(WORKS, {"v1-d309a1": LETTER}, None).id == "v1-d309a1"
    assert find_work(WORKS[:1], {}, None).id == "v1-d309"
    with pytest.raises(NotFound, match="say which work is meant: v1-d309a1, v2"):
        find_work(WORKS, {"v1-d309a1": LETTER, "v2": LETTER}, None)
    with pytest.raises(NotFound, match="holds no works"):
        find_work([], {}, None)


def test_a_work_is_found_by_its_id_its_title_or_the_beginning_of_its_id() -> None:
    assert find_work(WORKS, {}, "v1-d309").id == "v1-d309"
    assert find_work(WORKS, {}, "secretary").id == "v1-d309a1"
    assert find_work(WORKS, {}, "v2").id == "v2"
    french = [*WORKS, Work("cafe\u0301", "The King’s cafe\u0301", "S")]
    for name in ("caf\u00e9", "the king's CAF\u00c9"):
        assert find_work(french, {}, name).id == "cafe\u0301"
    with pytest.raises(NotFound, match="'letter' fits several works"):
        find_work(WORKS, {}, "letter")
    with pytest.raises(NotFound, match="no work 'nothing'"):
        find_work(WORKS, {}, "nothing")
