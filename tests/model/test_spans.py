"""Places in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.model.spans import Sentence, Span

SPANS = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda edges: Span(*sorted(edges)))


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 2), (-2, -1)])
def test_a_span_that_runs_backwards_or_begins_before_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="runs forward"):
        Span(start, end)


@given(SPANS, SPANS)
def test_two_spans_share_exactly_the_characters_that_both_hold(one: Span, other: Span) -> None:
    both = set(range(one.start, one.end)) & set(range(other.start, other.end))
    shared = one.shared(other)
    if both:
        assert shared is not None
        assert set(range(shared.start, shared.end)) == both
    assert one.overlaps(other) == other.overlaps(one)
    if len(one) and len(other):
        assert one.overlaps(other) == bool(both) == (shared is not None)


@given(SPANS, st.integers(0, 9))
def test_a_span_moved_there_and_back_is_itself(span: Span, by: int) -> None:
    assert span.moved(by).moved(-by) == span
    assert span.contains(span)
    assert bool(span)


def test_a_sentence_is_called_by_paragraph_and_number() -> None:
    assert Sentence(8, 3, Span(0, 1)).ref == "8.3"
