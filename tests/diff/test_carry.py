"""Places carried from one version to the other."""

import pytest

from provenance.diff.carry import carry_back, carry_forward
from provenance.diff.compare import compare
from provenance.model.spans import Span
from provenance.model.versions import Standing, Version


def carried(words: str, base: str, revised: str) -> str | None:
    """What stands in the revised text at the place of these words of the base."""
    comparison = compare(
        Version("a", "w", "a", base, Standing.EXTANT), Version("b", "w", "b", revised, Standing.EXTANT)
    )
    start = base.index(words)
    place = carry_forward(comparison, base, revised)(Span(start, start + len(words)))
    if place is None:
        return None
    if place.of(revised) == words:
        assert carry_back(comparison, base, revised)(place) == Span(start, start + len(words))
    return place.of(revised)


@pytest.mark.parametrize(
    ("words", "base", "revised", "there"),
    [
        ("left soon", "He came. He left soon.", "He came. It rained. He left soon.", "left soon"),
        ("It rained.", "He came. It rained. He left soon.", "He came. He left soon.", None),
        (
            "He came. He left",
            "He came. He left soon.",
            "He came. It rained. He left soon.",
            "He came. It rained. He left",
        ),
        ("it’s so", "Now it’s so.", "Now it's so.", "it's so"),
        ("May", "It was in May.", "It was in June.", None),
        (
            "envoy from Rome",
            "The envoy from Rome arrived. It rained hard for all of that day. We wrote many long letters home.",
            "It rained hard for all of that day. We wrote many long letters home. The envoy from Rome arrived.",
            "envoy from Rome",
        ),
    ],
)
def test_a_place_is_carried_through_text_that_did_not_change(
    words: str, base: str, revised: str, there: str | None
) -> None:
    assert carried(words, base, revised) == there


def test_a_point_goes_with_the_character_before_it() -> None:
    base, revised = "He came. He left.", "He came. It rained. He left."
    comparison = compare(
        Version("a", "w", "a", base, Standing.EXTANT), Version("b", "w", "b", revised, Standing.EXTANT)
    )
    assert carry_forward(comparison, base, revised)(Span(8, 8)) == Span(8, 8)
    assert carry_back(comparison, base, revised)(Span(len(revised), len(revised))) == Span(len(base), len(base))
