"""A place in unchanged text carried to the other text and back is itself, and has the same words."""

from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.diff.carry import carry_back, carry_forward
from provenance.diff.compare import compare
from provenance.diff.replay import in_order
from provenance.model.spans import Span
from provenance.model.versions import Standing, Version

WORDS = st.lists(st.sampled_from(["We", "agree.", "on", "it,", "now", "“so”", "He", "went", "home"]), max_size=14)
SEAMS = st.sampled_from([" ", "  ", "\n\n"])


@st.composite
def pairs(draw: st.DrawFn) -> tuple[str, str]:
    """A text, and the same with some words left out, put in or moved."""
    words = draw(WORDS)
    copy = [*words[: draw(st.integers(0, 14))], *draw(WORDS)[:4], *words[draw(st.integers(0, 14)) :]]
    return draw(SEAMS).join(words), draw(SEAMS).join(copy)


@settings(deadline=None, max_examples=120)
@given(pairs(), st.data())
def test_what_was_kept_goes_there_and_back(pair: tuple[str, str], data: st.DataObject) -> None:
    base, revised = pair
    comparison = compare(
        Version("a", "w", "a", base, Standing.EXTANT), Version("b", "w", "b", revised, Standing.EXTANT)
    )
    at = 0
    for edit in [*in_order(e for change in comparison.changes for e in change.edits), None]:
        end = edit.base.start if edit else len(base)
        if at < end:
            start = data.draw(st.integers(at, end - 1))
            place = Span(start, data.draw(st.integers(start + 1, end)))
            there = carry_forward(comparison, base, revised)(place)
            assert there is not None
            assert there.of(revised) == place.of(base)
            assert carry_back(comparison, base, revised)(there) == place
        at = edit.base.end if edit else at


@settings(deadline=None, max_examples=120)
@given(pairs(), st.data())
def test_a_place_that_is_carried_lies_in_the_other_text(pair: tuple[str, str], data: st.DataObject) -> None:
    base, revised = pair
    comparison = compare(
        Version("a", "w", "a", base, Standing.EXTANT), Version("b", "w", "b", revised, Standing.EXTANT)
    )
    edges = sorted((data.draw(st.integers(0, len(base))), data.draw(st.integers(0, len(base)))))
    there = carry_forward(comparison, base, revised)(Span(*edges))
    assert there is None or there.end <= len(revised)
