"""Each word between two versions is followed to the version in which it came, went, or was moved."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.attribution.course import Course, course_of_versions
from provenance.attribution.following import Following
from provenance.model.spans import Span
from provenance.model.versions import Standing, Version
from provenance.text.blocks import split_blocks

Told = list[tuple[str, str | None]]


def course_of(*texts: str, parents: dict[str, tuple[str, ...]] | None = None, names: str = "") -> Course:
    """Versions one after the other, or with the parents that are given."""
    labels = names.split() or [f"v{number}" for number in range(1, len(texts) + 1)]
    above = parents or {child: (parent,) for parent, child in pairwise(labels)}
    made = [
        Version(label, "w", label, text, Standing.EXTANT, split_blocks(text), parents=above.get(label, ()))
        for label, text in zip(labels, texts, strict=True)
    ]
    return course_of_versions(made)


def follow(course: Course, base: str, revised: str) -> tuple[Told, Told]:
    """The words that came and those that went, each run with its version, as those of the whole texts."""
    old, new = course.version(base), course.version(revised)
    found = Following(course, old, new)
    had, has = set(found.old.instances), set(found.new.instances)

    def told(text: str, places: list[Span], instances: list[int], shared: set[int], came: bool) -> Told:
        ask = found.coming if came else found.going
        fresh = [place for place, instance in zip(places, instances, strict=True) if instance not in shared]
        return [(place.of(text), next(iter(ask(place)[0][1]), None)) for place in fresh]

    return (
        told(new.text, found.new.places, list(found.new.instances), had, came=True),
        told(old.text, found.old.places, list(found.old.instances), has, came=False),
    )


def test_each_word_is_followed_to_the_version_that_put_it_in_or_took_it_out() -> None:
    course = course_of(
        "We shall not yield the harbour to them.",
        "We shall never yield the harbour to them.",
        "We shall never yield the harbour to anyone at all.",
    )
    came, went = follow(course, "v1", "v3")
    assert came == [("never", "v2"), ("anyone", "v3"), ("at", "v3"), ("all", "v3")]
    assert went == [("not", "v2"), ("them", "v3")]


def test_what_was_struck_by_one_and_put_back_by_another_is_no_change() -> None:
    text = "The envoy leaves in May. He takes the letter with him."
    course = course_of(text, "The envoy leaves in May.", text)
    assert follow(course, "v1", "v3") == ([], [])
    assert {origin for _, origin in course.lineage.origins("v3")} == {"v1"}


def test_a_word_put_into_a_moved_passage_is_of_the_version_that_moved_it_and_the_others_keep_their_origin() -> None:
    moved = "The envoy leaves for the capital in the first week of May, with two clerks and a guard."
    rest = ["Nobody at the court has been told of it.", "The ledgers of the grain office stay behind in the town."]
    edited = moved.replace("two clerks", "two reliable clerks")
    course = course_of("\n\n".join([moved, *rest]), "\n\n".join([*rest, edited]))
    assert [token for token, origin in course.lineage.origins("v2") if origin == "v2"] == ["reliable"]
    assert follow(course, "v1", "v2") == ([("reliable", "v2")], [])


def test_the_words_of_a_merge_are_its_parents_and_only_what_neither_has_is_the_mergers() -> None:
    course = course_of(
        "One.\nTwo.\nThree.\n",
        "One and a half.\nTwo.\nThree.\n",
        "One.\nTwo.\nThree hundred.\n",
        "One and a half.\nTwo, indeed.\nThree hundred.\n",
        parents={"left": ("base",), "right": ("base",), "merge": ("left", "right")},
        names="base left right merge",
    )
    came, _ = follow(course, "base", "merge")
    assert came == [
        ("and", "left"), ("a", "left"), ("half", "left"), (",", "merge"), ("indeed", "merge"), ("hundred", "right"),
    ]  # fmt: skip


def test_a_word_of_another_branch_has_vanished_in_no_version() -> None:
    course = course_of(
        "The harbour is ours.", "The old harbour is ours.", "The harbour is ours for ever.",
        parents={"left": ("base",), "right": ("base",)}, names="base left right",
    )  # fmt: skip
    came, went = follow(course, "left", "right")
    assert went == [("old", None)]
    assert came == [("for", "right"), ("ever", "right")]


texts = st.lists(
    st.sampled_from(["the", "treaty", "envoy", "harbour.", "ships", "We", "\n\n", "never", "of"]),
    min_size=1,
    max_size=30,
).map(" ".join)


@given(st.lists(texts, min_size=2, max_size=6))
@settings(max_examples=50, deadline=None)
def test_what_is_told_between_two_versions_is_what_the_steps_between_them_tell(drafts: list[str]) -> None:
    course = course_of(*drafts)
    names = [f"v{number}" for number in range(1, len(drafts) + 1)]
    steps = {child: follow(course, parent, child) for parent, child in pairwise(names)}
    for whole, part in zip(follow(course, names[0], names[-1]), (0, 1), strict=True):
        for word, version in whole:
            assert version in steps
            assert word in {token for token, _ in steps[version][part]}


def test_chinese_japanese_and_thai_text_is_no_single_word() -> None:
    course = course_of("我们必须坚持条约的规定。", "我们不必须坚持条约的规定。")
    assert [token for token, origin in course.lineage.origins("v2") if origin == "v2"] == ["不"]
    course = course_of("เราจะไปกรุงเทพวันนี้", "เราจะไม่ไปกรุงเทพวันนี้")
    assert len([1 for _, origin in course.lineage.origins("v2") if origin == "v1"]) > 10
