import re
import string
from array import array
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.errors import NotFound, UnreadableInput
from provenance.lineage.lineage import Lineage, StoredRevision, StoredSegment
from provenance.lineage.token_codes import split_tokens

CASES = sorted((Path(__file__).parent.parent / "cases" / "histories").glob("*.txt"))


@dataclass(frozen=True)
class Case:
    name: str
    parents: tuple[str, ...] | None
    text: str | None
    origins: list[tuple[str, str]]
    """Every token with the revisions that brought it in, joined by "+" if several did."""


def read_case(path: Path) -> list[Case]:
    _, *parts = re.split(r"^== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [_revision(part) for part in parts]


def _revision(part: str) -> Case:
    head, _, body = part.partition("\n")
    name, _, after = head.partition(" after ")
    parents = tuple(after.split()) or None
    if body.strip() == "(hidden)":
        return Case(name.strip(), parents, None, [])
    origins = [
        (token, origin)
        for words, origin in re.findall(r"([^\[\]]+)\[([\w+]+)\]", body)
        for token in split_tokens(words)
    ]
    return Case(name.strip(), parents, re.sub(r" ?\[[\w+]+\]", "", body), origins)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_history_reads_as_its_case_says(path: Path) -> None:
    lineage = Lineage()
    for case in read_case(path):
        lineage.add(case.name, case.text, case.parents)
        if case.text is not None:
            assert all_origins(lineage, case.name) == case.origins, f"{path.stem} {case.name}"


def all_origins(lineage: Lineage, name: str) -> list[tuple[str, str]]:
    """Every token with all revisions that brought it in."""
    alike = {one: "+".join(lineage.origins_of(array("I", all_))) for one, all_ in lineage.alike(name).items()}
    told = zip(lineage.origins(name), lineage.spell(name)[1], strict=True)
    return [(token, alike.get(instance, origin)) for (token, origin), instance in told]


def test_the_cases_are_found() -> None:
    assert len(CASES) > 5


# ---- laws

words = st.sampled_from(["the", "of", "treaty", "envoy", "border", ",", ".", "The", "ship.", "\n", "\n\n", "we", "a"])
texts = st.lists(words, max_size=40).map(" ".join)
odd_texts = st.text(alphabet=string.ascii_letters + " .,\r\n\t\u05e9\u0301\u202e\u0645👩\u200d中ß", max_size=60)


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[str | None, tuple[str, ...]]]:
    """Texts with their parents: most follow the one before, some branch off, some join two, some are hidden."""
    revisions: list[tuple[str | None, tuple[str, ...]]] = []
    pool = draw(st.lists(texts | odd_texts, min_size=1, max_size=6))
    for number in range(draw(st.integers(1, 9))):
        text = draw(st.sampled_from(pool) | texts | st.none())
        some = st.lists(st.integers(max(0, number - 4), number - 1), max_size=2, unique=True) if number else st.just([])
        parents = draw(st.just([number - 1]) | some) if number else []
        revisions.append((text, tuple(str(parent) for parent in parents)))
    return revisions


def _ancestors(revisions: list[tuple[str | None, tuple[str, ...]]], number: int) -> set[str]:
    found = {str(number)}
    for parent in revisions[number][1]:
        found |= _ancestors(revisions, int(parent))
    return found


@given(histories())
@settings(max_examples=150, deadline=None)
def test_every_token_has_one_origin_among_the_ancestors_and_no_instance_stands_twice(
    revisions: list[tuple[str | None, tuple[str, ...]]],
) -> None:
    lineage = Lineage()
    for number, (text, parents) in enumerate(revisions):
        lineage.add(str(number), text, parents)
        if text is not None:
            origins = lineage.origins(str(number))
            assert [token for token, _ in origins] == split_tokens(text)
            assert {origin for _, origin in origins} <= _ancestors(revisions, number)
            for _, named in all_origins(lineage, str(number)):
                several = named.split("+")
                assert set(several) <= _ancestors(revisions, number)
                assert all(
                    one not in _ancestors(revisions, int(other)) - {other} for one in several for other in several
                )
            _, instances = lineage.spell(str(number))
            assert len(set(instances)) == len(instances) == len(origins)


@given(histories())
@settings(max_examples=100, deadline=None)
def test_version_by_version_is_the_same_as_all_at_once(revisions: list[tuple[str | None, tuple[str, ...]]]) -> None:
    _same_when_taken_up_again(revisions)


@pytest.mark.parametrize(
    "revisions",
    [
        [  # a hidden merge, behind which a word that had run together stands by itself again
            ("soon can loss sent fled unable treaty sent able envoy", ()),
            ("soon can loss sent fled unable unabletreaty sent envoy", ("0",)),
            (None, ("0", "1")),
            ("soon can loss sent at fled unabletreaty sent able envoy", ("2",)),
            ("soon can loss sent fled unable treaty sent able envoy", ("0", "1")),
            ("sooncan loss sent at fled unabletreaty sent able envoy", ("2",)),
        ],
        [  # a revert
            ("a unable king the physically treaty able physically", ()),
            ("aunable king the physically able physically", ("0",)),
            ("aunable\nking\nthe\nphysically\nable\nphysically", ("1",)),
            ("aunable\nking\nthe\nphysically\nablephysically\nable", ("2",)),
            ("aunable king the physically ablephysically able", ("3", "2")),
            ("aunable\nking\nthe\nphysically\nable\nphysically", ("4",)),
            ("kingthe physically ablephysically", ("5",)),
        ],
    ],
)
def test_words_that_had_run_together_are_known_again_when_the_history_is_taken_up_again(
    revisions: list[tuple[str | None, tuple[str, ...]]],
) -> None:
    _same_when_taken_up_again(revisions)


def _same_when_taken_up_again(revisions: list[tuple[str | None, tuple[str, ...]]]) -> None:
    whole, again = Lineage(), Lineage()
    stretches: list[StoredSegment] = []
    kept: list[StoredRevision] = []
    for number, (text, parents) in enumerate(revisions):
        whole.add(str(number), text, parents)
        again.add(str(number), text, parents)
        stretches += again.take_new_segments()
        kept.append(again.kept(str(number)))
        again = Lineage.resume(stretches, kept)
        for earlier in range(number + 1):
            assert whole.spell(str(earlier))[1] == again.spell(str(earlier))[1]


@given(texts, texts)
def test_a_revert_gives_everything_back(one: str, other: str) -> None:
    lineage = Lineage()
    for number, text in enumerate((one, other, one)):
        lineage.add(str(number), text)
    assert lineage.origins("2") == lineage.origins("0")


@given(texts)
def test_other_white_space_changes_no_origin(text: str) -> None:
    lineage = Lineage()
    lineage.add("0", text)
    lineage.add("1", re.sub(r"\s+", "\r\n", text))
    lineage.add("2", re.sub(r"\s+", "\r", text))
    assert {origin for name in ("1", "2") for _, origin in lineage.origins(name)} <= {"0"}


# ---- single traits


def test_a_word_added_twice_to_a_line_is_new_once_for_each() -> None:
    lineage = Lineage()
    lineage.add("1", "the treaty was signed")
    lineage.add("2", "the treaty the treaty was signed")
    assert [origin for _, origin in lineage.origins("2")].count("2") == 2


def test_a_word_of_another_branch_is_not_an_ancestors_word() -> None:
    lineage = Lineage()
    lineage.add("1", "One line that stays as it is.\n")
    lineage.add("2", "One line that stays as it is.\nA sentence of the left branch alone.\n", ("1",))
    lineage.add("3", "One line that stays as it is.\nA sentence of the left branch alone.\n", ("1",))
    assert {origin for _, origin in lineage.origins("3")} == {"1", "3"}


def test_the_revisions_hidden_before_another_are_known() -> None:
    lineage = Lineage()
    for name, text in (("1", "a"), ("2", None), ("3", None), ("4", "a b"), ("5", "a b c")):
        lineage.add(name, text)
    assert lineage.gaps_before("4") == ("2", "3")
    assert lineage.gaps_before("5") == ()
    assert lineage.is_gap("2")


def test_white_space_that_changes_elsewhere_does_not_decide_which_of_two_copies_is_old() -> None:
    lineage = Lineage()
    lineage.add("r1", "The king\nwrote once.\nNobody saw it.\n")
    lineage.add("r2", "The king  \nwrote once.\nNobody saw it.\nwrote once.\nNobody saw it.\n")
    assert [origin for _, origin in lineage.origins("r2")] == ["r1"] * 9 + ["r2"] * 7


def test_the_words_of_a_revision_are_told_as_they_stand() -> None:
    lineage = Lineage()
    lineage.add("r1", "It's the U.S. draft,\n\nhe said.")
    lineage.add("r2", "It's the (first) U.S. draft,\nhe said.")
    assert list(lineage.words("r2")) == [("r1", "It's the"), ("r2", "(first)"), ("r1", "U.S. draft, he said.")]


def test_words_put_down_are_counted_once() -> None:
    lineage = Lineage()
    for name, text in (("1", "one, two."), ("2", ""), ("3", "one, two."), ("4", "one, two, three.")):
        lineage.add(name, text)
    assert lineage.words_put_down() == [2, 0, 0, 1]


def test_a_revision_that_comes_twice_or_follows_an_unknown_one_is_refused() -> None:
    lineage = Lineage()
    lineage.add("1", "a")
    with pytest.raises(UnreadableInput, match="comes twice"):
        lineage.add("1", "b")
    with pytest.raises(UnreadableInput, match="does not come before it"):
        lineage.add("2", "b", ("3",))
    with pytest.raises(NotFound, match="no revision 2"):
        lineage.origins("2")
    lineage.add("2", "a b")
    assert lineage.origins("2") == [("a", "1"), ("b", "2")]


def test_a_long_text_without_line_ends_is_told_too() -> None:
    lineage = Lineage()
    long = " ".join(f"word{number}" for number in range(5000))
    lineage.add("1", long)
    lineage.add("2", long.replace("word2500 ", "word2500 new "))
    assert [pair for pair in lineage.origins("2") if pair[1] == "2"] == [("new", "2")]
