"""Dates as exact as the source is, and no more."""

import pytest

from provenance.text.dates import date_in_words


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("1971-08-03", "August 3, 1971"),
        ("1971-08", "August 1971"),
        ("--08-03", "August 3 (no year given)"),
        ("1971-08-03T10:00:00Z", "August 3, 1971"),
        ("1971", "1971"),
        ("1971-13-01", "1971-13-01"),
        ("early in August", "early in August"),
        ("", ""),
    ],
)
def test_a_date_is_said_as_exactly_as_it_is_known(date: str, words: str) -> None:
    assert date_in_words(date) == words
