"""How alike two sentences are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.diff.likeness import are_alike, likeness, possible_pairs
from provenance.diff.sheet import Unit

BAGS = st.lists(st.sampled_from(["the", "of", "peace", "treaty", "envoy", "Rome", "letters"]), max_size=9)


def unit(words: str) -> Unit:
    return Unit(0, len(words.split()), words, tuple(words.split()))


@given(BAGS, BAGS)
def test_likeness_is_the_same_both_ways_and_from_nothing_to_all(left: list[str], right: list[str]) -> None:
    one, other = unit(" ".join(left)), unit(" ".join(right))
    assert likeness(one, other) == pytest.approx(likeness(other, one))
    assert 0 <= likeness(one, other) <= 1.000001
    assert not left or likeness(one, one) == pytest.approx(1)


def test_short_words_alone_make_nothing_alike() -> None:
    assert not are_alike(unit("the of peace treaty"), unit("the of envoy letters"))
    assert not are_alike(unit(""), unit(""))


def test_most_words_of_the_shorter_one_are_enough() -> None:
    assert are_alike(unit("envoy arrived Rome"), unit("envoy arrived Rome while nobody expected anything similar ever"))


def test_of_many_sentences_only_those_with_a_rare_word_in_common_are_asked_about() -> None:
    olds = [(n, unit(f"common word{n}")) for n in range(30)]
    news = [(n, unit(f"common word{n}")) for n in range(30)]
    assert list(possible_pairs(olds, news)) == [(n, n) for n in range(30)]
    assert len(list(possible_pairs(olds[:10], news))) == 300
