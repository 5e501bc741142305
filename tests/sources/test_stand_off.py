"""What is cut out of a source can always be woven back."""

from collections.abc import Callable, Iterable

from hypothesis import given
from hypothesis import strategies as st

from provenance.model.spans import Milestone, MilestoneKind, Span
from provenance.sources.stand_off import Cut, Cutting, cut_out

Weave = Callable[[str, Iterable[Milestone]], str]

SOURCES = st.text(alphabet="ab5 \t\n[]—é\u00a0", max_size=120)


@st.composite
def sources_with_cuts(draw: st.DrawFn) -> tuple[str, Span, list[Cut]]:
    source = draw(SOURCES)
    edges = sorted(draw(st.lists(st.integers(0, len(source)), min_size=2, max_size=12)))
    places = [Span(*pair) for pair in zip(edges[1:-1:2], edges[2:-1:2], strict=False)]
    return source, Span(edges[0], edges[-1]), [Cut(place, MilestoneKind.PAGE) for place in places if len(place)]


@given(sources_with_cuts())
def test_the_milestones_woven_back_give_the_source_to_the_letter(
    weave: Weave, case: tuple[str, Span, list[Cut]]
) -> None:
    source, region, cuts = case
    cutting = cut_out(source, region, cuts)
    assert weave(cutting.text, cutting.milestones) == region.of(source)


@given(sources_with_cuts())
def test_no_white_space_is_left_at_the_ends_and_no_second_blank_line(case: tuple[str, Span, list[Cut]]) -> None:
    text = cut_out(*case).text
    assert text == text.strip()
    assert "\n\n\n" not in text
    assert " \n" not in text


@given(sources_with_cuts())
def test_every_place_of_the_text_is_found_from_its_place_in_the_source(case: tuple[str, Span, list[Cut]]) -> None:
    source, region, cuts = case
    cutting = Cutting(source, region, cuts)
    for piece in cutting.source_places(Span(0, len(cutting.text))):
        start = cutting.place(piece.start)
        assert cutting.text[start : start + len(piece)] == piece.of(source)
