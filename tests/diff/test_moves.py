"""Sentences that left one place and stand in another."""

from provenance.diff.moves import Move, find_reworded, find_same, gather_moves
from provenance.diff.sheet import Sheet, lay_out
from provenance.model.versions import Standing, Version


def sheet(text: str) -> Sheet:
    return lay_out(Version("v", "w", "v", text, Standing.EXTANT))


THREE = sheet("The envoy arrived late. So it was. The envoy arrived late.\n\nWe wrote home again.")


def test_the_same_sentences_are_paired_first_with_first_and_each_once() -> None:
    assert find_same(THREE, THREE, [0, 2], [0, 2]) == [(0, 0), (2, 2)]
    assert find_same(THREE, THREE, [0, 2], [2]) == [(0, 2)]
    assert find_same(THREE, sheet("The envoy arrived late."), [0, 2], [0]) == [(0, 0)]


def test_a_sentence_of_two_words_is_too_little_to_have_moved() -> None:
    short = sheet("He came. He went.")
    assert find_same(short, short, [0], [0]) == []


def test_the_most_alike_are_paired_and_those_hardly_alike_are_not() -> None:
    base = sheet("The envoy from Rome arrived late that morning.")
    near = "The envoy from Rome arrived early that morning."
    revised = sheet(f"{near} The envoy from Rome arrived late that morning. Nothing like it was ever seen here.")
    assert find_reworded(base, revised, [0], [0, 1, 2]) == [(0, 1)]
    assert find_reworded(base, revised, [0], [2]) == []


def test_neighbours_that_moved_side_by_side_are_one_move_breaks_apart() -> None:
    assert gather_moves(THREE, THREE, [(1, 1), (0, 0)]) == [Move(0, 2, 0, 2)]
    assert gather_moves(THREE, THREE, [(2, 2), (4, 4)]) == [Move(2, 5, 2, 5)]
    assert gather_moves(THREE, THREE, [(0, 1), (1, 0)]) == [Move(0, 1, 1, 2), Move(1, 2, 0, 1)]
