"""A text in which a few signs are repeated without end is read in time that grows with its length.

Whoever adds a pattern to a reader adds here what it may run over again and again. A thousand times as much as is
given here was once not read in an hour, and forty empty lines at the head of a text were too many.
"""

import json
import signal
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest

from provenance.errors import UnreadableInput
from provenance.sources.histories.jsonl_reader import read_revisions
from provenance.sources.source_catalogue import read_file

LETTERS = 40_000
SECONDS = 10.0
"""Of the processor; each takes less than a tenth of that."""

REPEATED = {
    "empty lines": "\n", "lines of a blank": "\n ", "blanks": " ", "tabs and lines": "\t\n", "one word": "x",
    "digits": "1", "numbers": "1,", "decimals": "1.", "capitals": "A. ", "hyphens": "a-\n", "dashes": "-", "dots": ".",
    "equals": "=", "brackets": "[", "notes": "[1]", "called notes": "[^a", "inline notes": "^[", "links": "[[a",
    "calls": "#a[", "quotations": "[b=", "braces": "{{a", "criticisms": "{--a", "tags": "<a", "ends": "</a>",
    "insertions": "<ins>", "codes": "a%20", "entities": "&#", "quotes": "“a “", "back quotes": "`a<", "stars": "*",
    "underlines": "_", "fences": "```\n", "cells": "|", "colons": "a:", "commas and blanks": " ,", "parentheses": "(",
    "daggers": "a†", "daggers at the foot": "† a\n", "remarks": "#\n", "months": "May 5, ", "at signs": "@a{",
}  # fmt: skip
PLACES = {
    "at the head": "{}We agree.\n",
    "in a line": "We agree{} to all.\n",
    "before the notes": "We agree.[1]\n{}\n\n[1] Roe changed the number from 5 percent to 6 percent.\n",
    "after the notes": "We agree.[1]\n\n[1] Roe added this.\n{}",
    "in a published document": "1. Letter From Roe to Doe\n\nBonn, May 5, 1971.\n\nWe{} agree.1\n\n  1. Roe{} added.\n",
}


@pytest.fixture(autouse=True)
def _no_longer_than_allowed() -> Iterator[None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise AssertionError(f"not done in {SECONDS} seconds of the processor")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", REPEATED)
def test_a_text_of_a_few_signs_without_end_is_read_at_once(name: str, place: str, tmp_path: Path) -> None:
    piece = REPEATED[name]
    file = tmp_path / "letter.txt"
    file.write_text(PLACES[place].replace("{}", piece * (LETTERS // len(piece))))
    try:
        assert read_file(file).works
    except UnreadableInput:  # a text of signs may be refused, in a sentence and at once
        return


@pytest.mark.parametrize("piece", [" ", ", ", " and ", ";", " & ", "\t"])
def test_a_name_with_blanks_without_end_is_read_at_once(piece: str, tmp_path: Path) -> None:
    file = tmp_path / "history.jsonl"
    record = {"rev": "1", "author": f"Ann{piece * (LETTERS // len(piece))}Able", "text": "We agree."}
    file.write_text(json.dumps(record) + "\n")
    assert list(read_revisions(file))
