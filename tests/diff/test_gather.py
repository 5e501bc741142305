"""Few and whole changes."""

import pytest

from provenance.diff.compare import compare
from provenance.model.versions import Standing, Version


@pytest.mark.parametrize(
    ("base", "revised", "changes"),
    [
        ("We may go home now.", "We must go home then.", [("may", "must"), ("now", "then")]),
        ("He saw the old house there.", "He sold the new house there.", [("saw the old", "sold the new")]),
        ("He came. He went.", "She came. She went.", [("He", "She"), ("He", "She")]),
        (
            "The council would be glad to see the work begin before the storms.",
            "The council asks that it start not later than the first of May.",
            [
                (
                    "The council would be glad to see the work begin before the storms.",
                    "The council asks that it start not later than the first of May.",
                )
            ],
        ),
    ],
)
def test_edits_with_hardly_a_word_between_are_one_change_and_others_are_not(
    base: str, revised: str, changes: list[tuple[str, str]]
) -> None:
    found = compare(
        Version("a", "w", "a", base, Standing.EXTANT), Version("b", "w", "b", revised, Standing.EXTANT)
    ).changes
    assert [(c.before.text if c.before else "", c.after.text if c.after else "") for c in found] == changes
