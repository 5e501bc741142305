"""Dates as exact as the source is, and no more."""

import edtf
import pytest

from provenance.text.dates import check_date, date_in_words, is_later


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


def test_a_date_is_taken_apart_once_however_often_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    parse = edtf.parse_edtf

    def counted(date: str) -> object:
        asked.append(date)
        return parse(date)

    monkeypatch.setattr(edtf, "parse_edtf", counted)
    for _ in range(3):
        assert check_date("1871-08-04~") == "1871-08-04~"
        assert is_later("1871-08-04~", "1871-07?")
    assert sorted(asked) == ["1871-07?", "1871-08-04~"]
