"""A change is cut at the edges of claims, and nothing of it is lost."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.attribution.pieces import cut, cut_move, halves, loosen, read_hull
from provenance.diff.compare import compare
from provenance.diff.replay import replay
from provenance.model.changes import Change, ChangeKind, Comparison, Edit, Reading
from provenance.model.spans import Span
from provenance.model.versions import Standing, Version


def compared(base: str, revised: str) -> Comparison:
    return compare(Version("a", "w", "a", base, Standing.EXTANT), Version("b", "w", "b", revised, Standing.EXTANT))


def place_of(words: str, text: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def cut_at(base: str, revised: str, *targets: str) -> list[tuple[str, str | None, str | None]]:
    """The pieces of the one change between two texts, cut at words of the revised one: name, before, after."""
    [change] = compared(base, revised).changes
    pieces = cut(change, [place_of(words, revised) for words in targets], base, revised)
    return [(p.id, p.before.text if p.before else None, p.after.text if p.after else None) for p in pieces]


def test_an_insertion_across_the_edge_of_a_target_is_cut_there() -> None:
    base, revised = "He came. He went.", "He came. It rained all day. We stayed at home. He went."
    assert cut_at(base, revised, "We stayed at home.") == [
        ("c1.1", None, "It rained all day."),
        ("c1.2", None, "We stayed at home."),
    ]


def test_an_insertion_around_a_target_is_cut_at_both_of_its_edges() -> None:
    base, revised = "He came. He went.", "He came. It rained. We stayed at home. It snowed. He went."
    assert [after for _, _, after in cut_at(base, revised, "We stayed at home.")] == [
        "It rained.",
        "We stayed at home.",
        "It snowed.",
    ]


def test_the_edges_of_two_targets_cut_an_insertion_in_three() -> None:
    base, revised = "He came. He went.", "He came. It rained. We stayed. It snowed. He went."
    cut_in = cut_at(base, revised, "It rained. We stayed.", "We stayed. It snowed.")
    assert [after for _, _, after in cut_in] == ["It rained.", "We stayed.", "It snowed."]


def test_a_change_inside_or_outside_of_every_target_comes_back_whole() -> None:
    base, revised = "He came. He went.", "He came. It rained all day. He went."
    assert cut_at(base, revised, "It rained all day. He") == [("c1", None, "It rained all day.")]
    assert cut_at(base, revised, "He went.") == [("c1", None, "It rained all day.")]


def test_a_target_that_differs_from_the_change_by_white_space_alone_does_not_cut_it() -> None:
    base, revised = "He came.", "He came.\n\nIt rained all day."
    [change] = compared(base, revised).changes
    assert cut(change, [Span(8, len(revised))], base, revised) == (change,)
    assert cut(change, [Span(10, len(revised) - 0)], base, revised) == (change,)


def test_words_taken_out_go_with_the_piece_outside_the_target() -> None:
    base, revised = "It was quite cold there.", "It was warm and sunny there."
    change = Change(
        "c1",
        ChangeKind.SUBSTITUTION,
        Reading(Span(7, 17), "quite cold"),
        Reading(Span(7, 21), "warm and sunny"),
        (Edit(Span(7, 17), Span(7, 21), "warm and sunny"),),
    )
    assert base[7:17] == "quite cold"
    inside, outside = cut(change, [Span(7, 11)], base, revised)
    assert (inside.kind, inside.before, inside.after) == (ChangeKind.INSERTION, None, Reading(Span(7, 11), "warm"))
    assert (outside.kind, outside.before, outside.after) == (
        ChangeKind.SUBSTITUTION,
        Reading(Span(7, 17), "quite cold"),
        Reading(Span(12, 21), "and sunny"),
    )


def test_the_inner_edits_of_a_substitution_are_dealt_out_to_its_pieces() -> None:
    base = "The great envoy came to Rome in spring with a letter."
    revised = "The small envoy went to Paris in autumn with a parcel and a gift."
    change = Change(
        "c4",
        ChangeKind.SUBSTITUTION,
        Reading(Span(0, len(base)), base),
        Reading(Span(0, len(revised)), revised),
        (Edit(Span(0, len(base)), Span(0, len(revised)), revised),),
        tuple(
            Edit(place_of(old, base), place_of(new, revised), new)
            for old, new in (
                ("great", "small"),
                ("came", "went"),
                ("Rome", "Paris"),
                ("spring", "autumn"),
                ("letter", "parcel and a gift"),
            )
        ),
    )
    pieces = cut(change, [place_of("went to Paris", revised)], base, revised)
    told = [(piece.before.text, piece.after.text) for piece in pieces if piece.before and piece.after]
    assert told == [
        ("great", "small"),
        ("came to Rome", "went to Paris"),
        ("spring with a letter", "autumn with a parcel and a gift"),
    ]
    assert [len(piece.edits) for piece in pieces] == [1, 2, 2]
    assert replay(base, Comparison("a", "b", pieces, "test")) == revised


def test_what_moved_and_what_was_only_spelt_differently_is_never_cut() -> None:
    base = "It rained hard for all of that day. The envoy from Rome arrived late."
    revised = "The envoy from Rome arrived late. It rained hard for all of that day."
    [moved] = compared(base, revised).changes
    assert moved.kind is ChangeKind.TRANSPOSITION
    assert cut(moved, [place_of("envoy", revised), place_of("rained", revised)], base, revised) == (moved,)
    [spelt] = compared("Now “so be it” then.", 'Now "so be it" then.').changes[:1]
    assert spelt.kind is ChangeKind.ORTHOGRAPHIC
    assert cut(spelt, [Span(4, 5)], "Now “so be it” then.", 'Now "so be it" then.') == (spelt,)


def test_a_substitution_falls_into_what_was_taken_out_and_what_was_put_in() -> None:
    base, revised = "It rained in May.", "It rained in June."
    [change] = compared(base, revised).changes
    out, into = halves(change, base, revised)
    assert (out.id, out.kind, out.before, out.after) == ("c1a", "deletion", Reading(Span(13, 16), "May"), None)
    assert (into.id, into.kind, into.before, into.after) == ("c1b", "insertion", None, Reading(Span(13, 17), "June"))


def test_a_substitution_inside_which_words_were_only_put_in_has_one_half() -> None:
    base, revised = "Begin.    End.", "Begin.  one one one  End."
    [change] = compared(base, revised).changes
    assert change.kind is ChangeKind.SUBSTITUTION
    [half] = halves(change, base, revised)
    assert half.kind is ChangeKind.INSERTION
    assert half.after == Reading(Span(8, 19), "one one one")
    assert replay(base, Comparison("a", "b", (half,), "test")) == revised


def test_a_hull_runs_from_the_first_word_to_the_last() -> None:
    assert read_hull([Span(5, 9), Span(0, 3)], " a b  c  d") == Reading(Span(1, 7), "a b  c")
    assert read_hull([Span(2, 2)], "words") is None
    assert read_hull([Span(0, 2)], "  words") is None


WORDS = st.lists(
    st.sampled_from(["one", "two", "three", "four.", "five,", "six!", "Seven", "eight", "“nine”", "ten\n\n"]),
    max_size=12,
)
SEAMS = st.sampled_from([" ", " ", "  ", "\n\n"])


@st.composite
def pairs(draw: st.DrawFn) -> tuple[str, str, list[Span]]:
    """A text, the same with a run of words replaced, and places in the latter."""
    before, old, new, after = (draw(SEAMS).join(draw(WORDS)) for _ in range(4))
    base, revised = f"Begin. {before} {old} {after} End.", f"Begin. {before} {new} {after} End."
    edges = st.integers(0, len(revised))
    targets = [Span(*sorted((draw(edges), draw(edges)))) for _ in range(draw(st.integers(1, 3)))]
    return base, revised, targets


@settings(deadline=None, max_examples=120)
@given(pairs())
def test_the_pieces_of_all_changes_give_the_revised_text_to_the_letter(drawn: tuple[str, str, list[Span]]) -> None:
    base, revised, targets = drawn
    comparison = compared(base, revised)
    pieces = tuple(piece for change in comparison.changes for piece in cut(change, targets, base, revised))
    assert replay(base, replace(comparison, changes=pieces)) == revised
    swapped = [change for change in pieces if change.kind is ChangeKind.SUBSTITUTION]
    split = [part for change in swapped for part in halves(change, base, revised)]
    others = [change for change in pieces if change not in swapped]
    assert replay(base, replace(comparison, changes=(*others, *split))) == revised


@settings(deadline=None, max_examples=120)
@given(pairs())
def test_new_words_lie_wholly_inside_or_outside_of_a_target_once_cut(drawn: tuple[str, str, list[Span]]) -> None:
    base, revised, targets = drawn
    for change in compared(base, revised).changes:
        pieces = cut(change, targets, base, revised)
        if len(pieces) == 1:
            assert pieces == (change,)
            continue
        assert [piece.id for piece in pieces] == [f"{change.id}.{n}" for n in range(1, len(pieces) + 1)]
        for edit in (edit for piece in pieces for edit in piece.edits):
            words = read_hull([edit.revised], revised)
            assert words is None or all(
                target.contains(words.span) or not target.overlaps(words.span) for target in targets
            )
        for piece in pieces:
            for side, text in ((piece.before, base), (piece.after, revised)):
                assert side is None or side.span.of(text) == side.text == side.text.strip()


def moved(left_behind: str, reworded: Span) -> Change:
    """“The sea rose.” moved behind “We met.” and was reworded."""
    out = Edit(Span(0, 13), Span(0, len(left_behind)), left_behind)
    start = len(left_behind) + 8
    into = Edit(Span(21, 21), Span(start, start + 13), "The sea fell.")
    inner = Edit(reworded, reworded.moved(start), "The sea fell."[reworded.start : reworded.end])
    readings = Reading(out.base, "The sea rose."), Reading(into.revised, into.text)
    return Change("c1", ChangeKind.TRANSPOSITION, *readings, (out, into), (inner,))


@pytest.mark.parametrize(
    ("left_behind", "reworded", "names"),
    [("", Span(8, 12), ["c1.1", "c1.2"]), ("", Span(0, 13), ["c1"]), ("\n\n", Span(8, 12), ["c1.1", "c1.2"])],
)
def test_a_move_is_parted_from_what_was_reworded_where_letters_moved(
    left_behind: str, reworded: Span, names: list[str]
) -> None:
    base, revised = "The sea rose. We met.", f"{left_behind} We met.The sea fell."
    change = moved(left_behind, reworded)
    parts = loosen(change, base, revised)
    assert [part.id for part in parts] == names
    assert replay(base, Comparison("a", "b", parts, "none")) == revised


def test_a_change_with_many_claims_on_it_is_not_held_against_all_of_them_for_each_piece(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = [f"Sentence number {n} was put in." for n in range(200)]
    base, revised = "He came. He went.", f"He came. {' '.join(said)} He went."
    [change] = compared(base, revised).changes
    asked: list[Span] = []
    contains = Span.contains
    monkeypatch.setattr(Span, "contains", lambda self, other: asked.append(other) or contains(self, other))  # type: ignore[func-returns-value]
    assert len(cut(change, [place_of(words, revised) for words in said], base, revised)) == 200
    assert len(asked) < 20 * len(said)


def test_a_piece_of_a_moved_passage_that_is_reworded_whole_is_no_move() -> None:
    base, revised = "Dear old friend. We sail.", "We sail. Good old friend."
    gone, come = Span(4, 16), Span(13, 25)
    change = Change(
        "c1", ChangeKind.TRANSPOSITION, Reading(Span(0, 16), base[:16]), Reading(Span(9, 25), revised[9:]),
        (Edit(gone, Span(0, 0), ""), Edit(Span(25, 25), come, revised[13:])),
    )  # fmt: skip
    first, second = cut_move(change, [(4, 13)], base, revised)
    assert first is None
    assert second is not None
    assert [(e.base, e.text) for e in second.edits] == [(gone, ""), (Span(25, 25), revised[13:])]
