"""Every character of both texts accounted for, white space too."""

import pytest

from provenance.diff.edits import write_edits
from provenance.diff.replay import apply_edits
from provenance.diff.sheet import lay_out
from provenance.diff.stretches import Stretch, changed, kept
from provenance.model.spans import Span
from provenance.model.versions import Standing, Version


def written(base: str, revised: str, *stretches: Stretch) -> list[tuple[str, str, bool]]:
    """The operations as words out, words in, and whether a stretch of words stands behind them."""
    old, new = (lay_out(Version("v", "w", "v", text, Standing.EXTANT)) for text in (base, revised))
    found = list(write_edits(old, new, stretches, Span(0, len(base)), Span(0, len(revised))))
    assert apply_edits(base, (operation.edit for operation in found)) == revised
    return [(o.edit.base.of(base), o.edit.text, o.stretch is not None) for o in found]


@pytest.mark.parametrize(
    ("base", "revised", "stretches", "operations"),
    [
        ("We go", "We go", [kept(0, 0, 2)], []),
        ("We go", "We do go", [kept(0, 0, 1), changed(1, 1, 1, 2), kept(1, 2, 1)], [("", "do ", True)]),
        ("We do go", "We go", [kept(0, 0, 1), changed(1, 2, 1, 1), kept(2, 1, 1)], [("do ", "", True)]),
        ("We may go", "We must go", [kept(0, 0, 1), changed(1, 2, 1, 2), kept(2, 2, 1)], [("may", "must", True)]),
        ("We  go", "We go", [kept(0, 0, 2)], [("  ", " ", False)]),
        ("We “go”", 'We "go"', [kept(0, 0, 4)], [("“", '"', False), ("”", '"', False)]),
        (" We", "We ", [kept(0, 0, 1)], [(" ", "", False), ("", " ", False)]),
        ("", "We", [changed(0, 0, 0, 1)], [("", "We", True)]),
        ("We", "", [changed(0, 1, 0, 0)], [("We", "", True)]),
    ],
)
def test_the_operations_turn_the_one_text_into_the_other(
    base: str, revised: str, stretches: list[Stretch], operations: list[tuple[str, str, bool]]
) -> None:
    assert written(base, revised, *stretches) == operations
