"""The order of versions, told only as far as it is known."""

import pytest

from provenance.model.versions import Standing, Version
from provenance.reports.tei.tei_profile import generations


def versions(family: str) -> list[Version]:
    """Versions of `B<A` (B derives from A), parents joined by `+`."""
    found = []
    for entry in family.split():
        name, _, parents = entry.partition("<")
        found.append(
            Version(name, "w", name, "", Standing.EXTANT, parents=tuple(parents.split("+")) if parents else ())
        )
    return found


@pytest.mark.parametrize(
    ("family", "rows"),
    [
        ("A B<A C<B", ["A", "B", "C"]),
        ("A K<A H<A F<K+H", ["A", "KH", "F"]),
        ("F<K+H K<A H<A A", ["A", "KH", "F"]),
        ("A B", ["AB"]),
        ("A<lost", ["A"]),
        ("", []),
    ],
)
def test_versions_whose_order_is_open_stand_side_by_side(family: str, rows: list[str]) -> None:
    assert [[v.id for v in row] for row in generations(versions(family)) or []] == [list(row) for row in rows]


@pytest.mark.parametrize("family", ["A B<A C<A E<C D<B+E", "A B C<A", "A<B B<A"])
def test_versions_that_no_rows_can_show_truly_are_left_without_an_order(family: str) -> None:
    assert generations(versions(family)) is None
