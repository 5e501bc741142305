"""Tables and lines fit the terminal, however narrow it is."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from provenance.commands.output import short_table, table

ROWS = [("8.3", "As has already been explained to the Ambassador at length", "inserted", "note 6")]
HEADERS = ("", "sentence", "state", "evidence")
Run = Callable[..., Any]


@pytest.fixture
def letter(inside: Run, letter_database: Path) -> Run:
    """The letter in a file: none of this depends on the kind of database."""
    return partial(inside, letter_database)


@pytest.mark.parametrize("width", [34, 40, 50, 60, 80, 140])
@pytest.mark.parametrize("draw", [table, short_table])
def test_a_table_is_no_wider_than_the_terminal(draw: Callable[..., str], width: int) -> None:
    assert max(map(len, draw(ROWS, HEADERS, width, flexible=1).splitlines())) <= width


def test_where_a_table_leaves_no_room_each_row_is_told() -> None:
    assert table(ROWS, HEADERS, 40, flexible=1).splitlines() == [
        "8.3; state inserted; evidence note 6",
        "  As has already been explained to the",
        "  Ambassador at length",
    ]


def test_a_column_of_short_words_needs_little_room() -> None:
    rows = [("Ann", "x" * 60), ("Bob", "y")]
    assert table(rows, ("who", "what"), 70, flexible=0).splitlines()[2].startswith("Ann  xxx")


def test_what_is_empty_is_left_out_of_what_is_told() -> None:
    assert table([("1.1", "Short.", "–", "")], HEADERS, 20, flexible=1) == "1.1; sentence Short."


@pytest.mark.parametrize("command", ["who", "list", "versions", "changes", "evidence", "redline", "search Dobrynin"])
@pytest.mark.parametrize("columns", ["40", "80"])
def test_no_answer_is_wider_than_the_terminal(letter: Callable[..., Any], command: str, columns: str) -> None:
    lines = letter(*command.split(), COLUMNS=columns).stdout.splitlines()
    assert max(map(len, lines)) <= int(columns)
