"""Copies that came back of one base, many of them with words of their own in one place."""

from collections.abc import Sequence

import pytest

from provenance.attribution.attribute import attribute
from provenance.attribution.copies import lay_on_base
from provenance.diff.compare import compare
from provenance.diff.replay import check
from provenance.model.attributions import Apparatus, Dossier
from provenance.model.testimony import COMMENT, AnchorPlace, Note
from provenance.model.versions import Standing, Version, Work
from provenance.reports.passages import read_passages
from provenance.text.blocks import split_blocks


def laid(base: str, copies: Sequence[str]) -> Apparatus:
    """The copies, called copy1 and so on, laid on their base."""
    first = Version("base", "w", "base", base, Standing.EXTANT, split_blocks(base))
    others = [
        Version(f"copy{n}", "w", f"copy{n}", text, Standing.EXTANT, split_blocks(text), parents=("base",))
        for n, text in enumerate(copies, 1)
    ]
    dossier = Dossier(Work("w", "W", "W"), (), (first, *others), (), (), ())
    return lay_on_base([attribute(dossier, first, other, compare) for other in others])


def contested(apparatus: Apparatus) -> list[str]:
    return [a.reason.partition("contested: ")[2] for a in apparatus.attributions if a.contested]


def test_of_a_few_copies_that_contest_a_place_each_is_named() -> None:
    found = laid("We offer ten pounds.", ["We offer six pounds.", "We offer two pounds.", "We offer 1 pounds."])
    assert contested(found) == [
        "“copy2” and “copy3” read otherwise here",
        "“copy1” and “copy3” read otherwise here",
        "“copy1” and “copy2” read otherwise here",
    ]


def test_of_many_the_first_are_named_and_the_others_counted() -> None:
    found = laid("We offer ten pounds.", [f"We offer x{n} pounds." for n in range(1, 201)])
    assert contested(found)[0] == "“copy2”, “copy3”, “copy4” and 196 more copies read otherwise here"
    assert contested(found)[-1] == "“copy1”, “copy2”, “copy3” and 196 more copies read otherwise here"
    assert all(len(reason) < 80 for reason in contested(found))


@pytest.mark.parametrize(
    ("copies", "reasons"),
    [
        (["We offer six pounds.", "We offer ten dollars."], []),
        (["We offer six pounds.", "We offer six pounds."], []),
        (
            ["We offer six pounds.", "We offer six pounds.", "We offer two pounds."],
            ["“copy3” reads otherwise here", "“copy1” and “copy2” read otherwise here"],
        ),
    ],
)
def test_only_copies_with_other_words_in_the_same_place_contest_it(copies: list[str], reasons: list[str]) -> None:
    assert contested(laid("We offer ten pounds.", copies)) == reasons


def test_what_one_changed_within_a_sentence_that_another_struck_stays_at_its_place() -> None:
    base = "We sell the house. It costs ten pounds a month. We leave in May."
    found = laid(base, ["We sell the house. We leave in May.", base.replace("ten", "six")])
    check(found.base, found.revised, found.comparison)
    shown = [(passage.kind.value, passage.text.strip()) for passage in read_passages(found)]
    assert shown[1:5] == [
        ("deleted", "It costs ten"),
        ("inserted", "six"),
        ("deleted", "pounds a month."),
        ("kept", "We leave in May."),
    ]


def test_words_that_only_others_strike_as_well_belong_to_no_second_deletion() -> None:
    base = "One two three four five six seven. Eight nine."
    found = laid(base, ["Eight nine.", "One two six seven. Eight nine.", "One two three four five six. Eight nine."])
    check(found.base, found.revised, found.comparison)
    assert found.revised.text == "Eight nine."


def test_notes_of_copies_hang_behind_the_letters_behind_which_they_hung() -> None:
    base, signs = "One two three four.", {"copy1": "two", "copy2": "six", "copy3": "four"}
    texts = ["One and two three four.", "One two six four.", "One two four."]
    first = Version("base", "w", "base", base, Standing.EXTANT, split_blocks(base))
    copies = []
    for label, text in zip(signs, texts, strict=True):
        version = Version(label, "w", label, text, Standing.EXTANT, split_blocks(text), parents=("base",))
        ends = text.index(signs[label]) + len(signs[label])
        told = Note("n", "w", None, label, AnchorPlace.TEXT, label, ends, COMMENT, author="Ann")
        everywhere = Note("m", "w", None, "Well?", AnchorPlace.TEXT, label, 3, COMMENT, author="Bob")
        dossier = Dossier(Work("w", "W", "W"), (), (first, version), (told, everywhere), (), ())
        copies.append(attribute(dossier, first, version, compare))
    found = lay_on_base(copies)
    hung = {(note.text, found.revised.text[: note.at].split()[-1]) for note in found.notes}
    assert hung == {("copy1", "two"), ("copy2", "six"), ("copy3", "four"), ("Well?", "One")}
    assert len(found.notes) == 4
    assert len({note.id for note in found.notes}) == 4
