"""Two files as two versions of one work."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from provenance.attribution import two_files
from provenance.attribution.two_files import Side, name_apart, pair_of
from provenance.diff.compare import compare
from provenance.errors import UnreadableInput
from provenance.model.receipts import Received, ReceivedWork
from provenance.model.versions import Work

Make = Callable[..., Any]


@pytest.fixture
def side(version: Make) -> Callable[..., Side]:
    """The function that makes a file with one text, and the claims read from it."""

    def side(text: str, name: str, *claims: Any) -> Side:
        one = ReceivedWork(
            Work(name, name, name), (), (version("older", "old"), version(text, "x@final", parents=("old",)))
        )
        return Received(name, "0" * 64, (one,)), claims

    return side


def test_the_last_text_of_each_file_is_compared_under_the_files_names(side: Make) -> None:
    pair = pair_of(side("He came.", "a.txt"), side("He went.", "b.txt"))
    assert [(v.id, v.label, v.text, v.parents) for v in pair.versions] == [
        ("a.txt", "a.txt", "He came.", ()),
        ("b.txt", "b.txt", "He went.", ()),
    ]
    assert pair.work.id == "b.txt"


def test_two_files_of_one_name_are_told_apart(side: Make) -> None:
    apart = name_apart([side("A", "a.txt"), side("B", "a.txt"), side("C", "c.txt")])
    assert [received.name for received, _ in apart] == ["a.txt (1)", "a.txt (2)", "c.txt"]


def test_claims_of_the_later_file_follow_their_words(side: Make, claim: Make) -> None:
    text = "He came. He went."
    mine = claim("Ann Able", "insert", "He went.", text, on="x@final")
    lost = claim("Bob Baker", "insert", "He went.", text, on="elsewhere", id="k2")
    [kept] = pair_of(side("He came.", "a.txt"), side(text, "b.txt", mine, lost)).claims
    assert (kept.id, kept.work, kept.target.version, kept.target.span.of(text)) == ("k1", "b.txt", "b.txt", "He went.")


def test_a_file_with_no_text_or_several_is_refused(side: Make) -> None:
    one, other = side("A", "a.txt"), side("B", "b.txt")
    with pytest.raises(UnreadableInput, match=r"a\.txt holds no text"):
        pair_of((replace(one[0], works=()), ()), other)
    with pytest.raises(UnreadableInput, match=r"b\.txt holds 2 works"):
        pair_of(one, (replace(other[0], works=other[0].works * 2), ()))


def test_what_the_later_file_took_out_is_brought_to_the_earlier_one(side: Make, claim: Make) -> None:
    gone = claim("Ann Able", "delete", "He", "He older", on="old")
    tracked, claims = side("He went.", "b.docx", gone)
    (one,) = tracked.works
    draft = replace(one.versions[0], text="He older")
    tracked = replace(tracked, works=(replace(one, versions=(draft, one.versions[1])),))
    [kept] = pair_of(side("Before. He older", "a.txt"), (tracked, claims)).claims
    assert (kept.target.version, kept.target.span.of("Before. He older")) == ("a.txt", "He")
    assert pair_of(side("Nothing alike", "a.txt"), (tracked, claims)).claims == ()


def test_a_draft_is_compared_once_however_much_of_it_was_taken_out(
    side: Make, claim: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(two_files, "compare", lambda *texts: asked.append(texts) or compare(*texts))
    claims = [claim("Ann Able", "delete", "older", "older", on="old", id=f"k{n}") for n in range(9)]
    assert len(pair_of(side("older. More.", "a.txt"), side("One", "b.docx", *claims)).claims) == 9
    assert len(asked) == 1
