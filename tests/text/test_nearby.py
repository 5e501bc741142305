"""The things near a place are those that touch it, found without looking at all."""

from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.model.spans import Span
from provenance.text.nearby import Nearby

spans = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 60), st.integers(0, 40))


@settings(deadline=None)
@given(st.lists(spans, max_size=30), spans)
def test_what_touches_a_place_is_found_and_nothing_else(places: list[Span], asked: Span) -> None:
    found = Nearby((place, number) for number, place in enumerate(places)).touching(asked)
    assert list(found) == [n for n, p in enumerate(places) if p.start <= asked.end and p.end >= asked.start]
