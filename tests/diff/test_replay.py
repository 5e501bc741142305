"""A comparison that does not give the revised text is refused."""

from dataclasses import replace

import pytest

from provenance.diff.compare import compare
from provenance.diff.replay import check
from provenance.errors import BrokenPromise
from provenance.model.versions import Standing, Version

BASE = Version("a", "w", "draft", "He came in May.", Standing.EXTANT)
REVISED = Version("b", "w", "letter", "He came in June.", Standing.EXTANT)


def test_a_comparison_with_a_change_left_out_breaks_its_promise() -> None:
    comparison = compare(BASE, REVISED)
    check(BASE, REVISED, comparison)
    with pytest.raises(BrokenPromise, match="letter"):
        check(BASE, REVISED, replace(comparison, changes=()))


def test_a_comparison_of_other_versions_is_refused() -> None:
    with pytest.raises(BrokenPromise, match="other versions"):
        check(REVISED, BASE, compare(BASE, REVISED))


def test_changes_that_overlap_are_refused() -> None:
    comparison = compare(BASE, REVISED)
    with pytest.raises(BrokenPromise, match="two changes"):
        check(BASE, REVISED, replace(comparison, changes=comparison.changes * 2))
