"""Lines fit the terminal, nothing is lost but blanks at their ends, and a word of any length is broken in one pass."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from provenance.commands import wrapping
from provenance.commands.wrapping import Piece, wrap

pieces = st.lists(st.tuples(st.text("ab 漢é\t", min_size=1, max_size=30), st.sampled_from([None, "bold"])), max_size=8)


@settings(deadline=None)  # other programs of the machine may be slow
@given(pieces, st.integers(4, 30), st.integers(4, 30))
def test_lines_fit_and_no_sign_is_lost(given_: list[Piece], first: int, width: int) -> None:
    lines = ["".join(text for text, _ in line) for line in wrap(given_, first, width)]
    assert all(cell_len(line) <= room for line, room in zip(lines, [first, *[width] * len(lines)], strict=False))
    assert "".join("".join(lines).split()) == "".join("".join(text for text, _ in given_).split())


def test_a_long_word_is_measured_sign_by_sign_but_a_few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    measured = 0

    def count(text: str) -> int:
        nonlocal measured
        measured += len(text)
        return cell_len(text)

    monkeypatch.setattr(wrapping, "cell_len", count)
    assert len(list(wrap([("x" * 100_000, None)], 80, 80))) == 1250
    assert measured < 400_000
