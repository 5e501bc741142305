"""Words that were found, told by the sentences in which they stand."""

from collections.abc import Callable
from typing import Any

from provenance.attribution.occurrences import read_occurrences
from provenance.model.spans import Span
from provenance.text.quotes import find_words

TEXT = "Dear Sir:\n\nIt rained. It snowed.\n\nIt rained again."


def test_each_sentence_of_the_passage_that_holds_the_words_is_told_once(version: Callable[..., Any]) -> None:
    passage = Span(TEXT.index("It rained"), TEXT.index("\n\nIt rained again"))
    [found] = read_occurrences(version(TEXT), passage, find_words("it", TEXT)[:1] * 2, ("final", "draft"))
    assert (found.ref, found.text, found.labels) == ("1.1", "It rained.", ("final", "draft"))
    whole = read_occurrences(version(TEXT), Span(0, len(TEXT)), find_words("rained", TEXT), ("final",))
    assert [one.ref for one in whole] == ["1.1", "2.1"]


def test_words_outside_of_every_sentence_are_told_by_their_passage(version: Callable[..., Any]) -> None:
    [found] = read_occurrences(version(TEXT), Span(0, 9), (Span(5, 8),), ("final",))
    assert (found.ref, found.text) == (None, "Dear Sir:")
