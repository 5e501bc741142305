from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.errors import NotFound, UnreadableInput
from provenance.lineage.lineage import Lineage
from provenance.lineage.token_codes import split_tokens
from provenance.lineage.word_histories import follow


def lineage_of(*texts: str) -> Lineage:
    lineage = Lineage()
    for number, text in enumerate(texts, 1):
        lineage.add(f"v{number}", text)
    return lineage


def words(lineage: Lineage, revision: str, found: dict[int, str | None] | object) -> list[tuple[str, str | None]]:
    tokens = zip(lineage.tokens(revision), lineage.spell(revision)[1], strict=True)
    assert isinstance(found, dict)
    return [(token, found[instance]) for token, instance in tokens if instance in found]


def test_each_word_is_followed_to_the_version_that_put_it_in_or_took_it_out() -> None:
    lineage = lineage_of(
        "We shall not yield the harbour to them.",
        "We shall never yield the harbour to them.",
        "We shall never yield the harbour to anyone at all.",
    )
    found = follow(lineage, "v1", "v3")
    assert words(lineage, "v3", found.entered) == [("never", "v2"), ("anyone", "v3"), ("at", "v3"), ("all", "v3")]
    assert words(lineage, "v1", found.vanished) == [("not", "v2"), ("them", "v3")]


def test_what_was_struck_by_one_and_put_back_by_another_is_no_change() -> None:
    text = "The envoy leaves in May. He takes the letter with him."
    lineage = lineage_of(text, "The envoy leaves in May.", text)
    found = follow(lineage, "v1", "v3")
    assert not found.entered
    assert not found.vanished
    assert {origin for _, origin in lineage.origins("v3")} == {"v1"}


MOVED = "The envoy leaves for the capital in the first week of May, with two clerks and a guard."


def test_a_word_put_into_a_moved_passage_is_of_the_version_that_moved_it_and_the_others_keep_their_origin() -> None:
    rest = ["Nobody at the court has been told of it.", "The ledgers of the grain office stay behind in the town."]
    edited = MOVED.replace("two clerks", "two reliable clerks")
    lineage = lineage_of("\n\n".join([MOVED, *rest]), "\n\n".join([*rest, edited]))
    assert [token for token, origin in lineage.origins("v2") if origin == "v2"] == ["reliable"]
    found = follow(lineage, "v1", "v2")
    assert words(lineage, "v2", found.entered) == [("reliable", "v2")]
    assert not found.vanished
    moved = [token for token, _ in words(lineage, "v2", found.moved)]
    assert moved in ([*split_tokens(MOVED)], split_tokens(" ".join(rest)))


def test_the_words_of_a_merge_are_its_parents_and_only_what_neither_has_is_the_mergers() -> None:
    lineage = Lineage()
    lineage.add("base", "One.\nTwo.\nThree.\n")
    lineage.add("left", "One and a half.\nTwo.\nThree.\n", ("base",))
    lineage.add("right", "One.\nTwo.\nThree hundred.\n", ("base",))
    lineage.add("merge", "One and a half.\nTwo, indeed.\nThree hundred.\n", ("left", "right"))
    found = follow(lineage, "base", "merge")
    assert words(lineage, "merge", found.entered) == [
        ("and", "left"),
        ("a", "left"),
        ("half", "left"),
        (",", "merge"),
        ("indeed", "merge"),
        ("hundred", "right"),
    ]


def test_a_word_of_another_branch_has_vanished_in_no_version() -> None:
    lineage = Lineage()
    lineage.add("base", "The harbour is ours.")
    lineage.add("left", "The old harbour is ours.", ("base",))
    lineage.add("right", "The harbour is ours for ever.", ("base",))
    found = follow(lineage, "left", "right")
    assert words(lineage, "left", found.vanished) == [("old", None)]
    assert words(lineage, "right", found.entered) == [("for", "right"), ("ever", "right")]


def test_tokens_are_told_with_their_places_in_the_text() -> None:
    texts = ("The  harbour\r\nis ours.", "The  harbour\r\nis never ours.")
    lineage = lineage_of(*texts)
    placed = lineage.place("v2", texts[1])
    assert [texts[1][one.start : one.end] for one in placed] == list(lineage.tokens("v2"))
    assert [one.origin for one in placed] == [origin for _, origin in lineage.origins("v2")]
    with pytest.raises(UnreadableInput, match="not the text of revision v2"):
        lineage.place("v2", texts[0])
    with pytest.raises(NotFound, match="no revision v9"):
        follow(lineage, "v1", "v9")


texts = st.lists(
    st.sampled_from(["the", "treaty", "envoy", "harbour.", "ships", "We", "\n\n", "never", "of"]),
    min_size=1,
    max_size=30,
).map(" ".join)


@given(st.lists(texts, min_size=2, max_size=6))
@settings(max_examples=80, deadline=None)
def test_what_is_told_between_two_versions_is_what_the_steps_between_them_tell(drafts: list[str]) -> None:
    lineage = lineage_of(*drafts)
    names = list(lineage.revisions)
    whole = follow(lineage, names[0], names[-1])
    steps = {child: follow(lineage, parent, child) for parent, child in pairwise(names)}
    assert all(instance in steps[child].entered for instance, child in whole.entered.items())
    assert all(child and instance in steps[child].vanished for instance, child in whole.vanished.items())


def test_chinese_japanese_and_thai_text_is_no_single_word() -> None:
    lineage = lineage_of("我们必须坚持条约的规定。", "我们不必须坚持条约的规定。")
    assert [token for token, origin in lineage.origins("v2") if origin == "v2"] == ["不"]
    lineage = lineage_of("เราจะไปกรุงเทพวันนี้", "เราจะไม่ไปกรุงเทพวันนี้")
    assert len([1 for _, origin in lineage.origins("v2") if origin == "v1"]) > 10
