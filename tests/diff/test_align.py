"""Which sentences of two texts answer to each other."""

import pytest

from provenance.diff.align import align
from provenance.diff.sheet import Sheet, lay_out
from provenance.model.versions import Standing, Version


def sheet(text: str) -> Sheet:
    return lay_out(Version("v", "w", "v", text, Standing.EXTANT))


def words(of: Sheet, first: int, last: int) -> str:
    """The text of units `first` up to `last`."""
    return of.text[of.starts[of.units[first].first] : of.ends[of.units[last - 1].last - 1]]


def aligned(base: str, revised: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What answers to what, and what moved: the words of the base and those of the revised text."""
    old, new = sheet(base), sheet(revised)
    found = align(old, new)
    sides = ([(words(old, x.b1, x.b2), words(new, x.r1, x.r2)) for x in part] for part in (found.groups, found.moves))
    groups, moves = sides
    return groups, moves


ONE, TWO, THREE = "The envoy arrived late in Rome.", "It rained all day long there.", "We wrote many letters home."


def test_the_same_sentences_answer_to_each_other_in_order() -> None:
    assert aligned(f"{ONE} {TWO}", f"{ONE} {THREE} {TWO}") == ([(ONE, ONE), (TWO, TWO)], [])


def test_of_sentences_that_cross_the_lighter_one_moved() -> None:
    heavy = "Considerable difficulties remained between governments throughout negotiations."
    assert aligned(f"{TWO} {heavy}", f"{heavy} {TWO}") == ([(heavy, heavy)], [(TWO, TWO)])


def test_sentences_that_moved_together_are_one_move() -> None:
    heavy = "Considerable difficulties remained between both governments throughout all of these negotiations."
    _, moves = aligned(f"{heavy} {heavy[:-1]} too. {TWO} {THREE}", f"{TWO} {THREE} {heavy} {heavy[:-1]} too.")
    assert moves == [(f"{TWO} {THREE}", f"{TWO} {THREE}")]


def test_a_reworded_sentence_answers_to_the_one_it_was() -> None:
    new = "The envoy arrived rather early in Rome."
    assert aligned(f"{TWO} {ONE}", f"{TWO} {new}") == ([(TWO, TWO), (ONE, new)], [])


def test_a_sentence_that_was_parted_answers_to_both_parts() -> None:
    whole = "The envoy arrived late in Rome, and the ministers refused his letter."
    parts = "The envoy arrived late in Rome. The ministers refused his letter."
    assert aligned(whole, parts) == ([(whole, parts)], [])
    assert aligned(parts, whole) == ([(parts, whole)], [])


@pytest.mark.parametrize(("base", "revised"), [("", ""), (ONE, ""), ("", ONE), (ONE, "Nothing else is alike here.")])
def test_what_has_no_likeness_answers_to_nothing(base: str, revised: str) -> None:
    assert aligned(base, revised) == ([], [])


def test_a_sentence_repeated_once_more_keeps_its_first_partners() -> None:
    groups, moves = aligned(f"{TWO} {TWO}", f"{TWO} {TWO} {TWO}")
    assert (len(groups), moves) == (2, [])
