"""What a scan found can be read by spreadsheets, programs and databases, and nothing in it does harm."""

import csv
import json
import sqlite3
from pathlib import Path

import pytest

from provenance.errors import UnreadableInput
from provenance.reports.found import COLUMNS, FoundClaim, write_csv, write_db, write_jsonl, writer_for

ROWS = [
    FoundClaim(
        "frus1952-54v01", "d7", "Letter, “to Roe”", "1953-04-05", "d7fn2", "insert", ("Jane Roe", "John Doe"), "high",
        "of\narticle 6", None, "later", "12", "https://example.org/d7#d7fn2", "phrase", None, "Roe inserted",
    ),
    FoundClaim(
        "frus1952-54v01", "d8", "=HYPERLINK(1)", None, "d8fn1", "delete", (), "unknown",
        None, "@was", None, None, None, "unknown", "apparently", "struck out\x1b[31m",
        candidates=("Ann Able", "Bob Baker"),
    ),
]  # fmt: skip


def test_a_row_survives_the_way_through_json() -> None:
    assert [FoundClaim.from_json(json.loads(json.dumps(row.as_json()))) for row in ROWS] == ROWS


def test_the_table_has_one_line_a_claim_and_no_cell_that_runs(tmp_path: Path) -> None:
    write_csv(ROWS, tmp_path / "found.csv")
    with (tmp_path / "found.csv").open(encoding="utf-8-sig", newline="") as file:
        heading, first, second = csv.reader(file)
    assert tuple(heading) == COLUMNS
    assert first[6] == "Jane Roe; John Doe"
    assert second[2] == "'=HYPERLINK(1)"
    assert second[9] == "'@was"
    assert second[COLUMNS.index("candidates")] == "Ann Able; Bob Baker"
    assert "\x1b" not in second[15]


def test_lines_of_json_hold_the_rows(tmp_path: Path) -> None:
    write_jsonl(ROWS, tmp_path / "found.jsonl")
    lines = (tmp_path / "found.jsonl").read_text(encoding="utf-8").splitlines()
    assert [FoundClaim.from_json(json.loads(line)) for line in lines] == ROWS


def test_the_database_holds_the_rows_and_is_written_anew(tmp_path: Path) -> None:
    for _ in range(2):
        write_db(ROWS, tmp_path / "found.db")
    connection = sqlite3.connect(tmp_path / "found.db")
    rows = connection.execute("SELECT document, revisers, words, page FROM found").fetchall()
    connection.close()
    assert rows == [("d7", "Jane Roe; John Doe", "of\narticle 6", "12"), ("d8", "", None, None)]


def test_a_name_without_a_known_ending_is_refused() -> None:
    with pytest.raises(UnreadableInput, match=r"end it in \.csv or \.jsonl or \.db"):
        writer_for(Path("found.doc"))
