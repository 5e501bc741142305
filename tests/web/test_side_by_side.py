"""Two versions side by side: each column read by itself is its text."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provenance import stages
from provenance.attribution.two_files import pair_of
from provenance.model.attributions import Apparatus
from provenance.model.receipts import Received, ReceivedWork
from provenance.model.versions import Standing, Version, Work
from provenance.reports.html.html_hands import Hands
from provenance.text.blocks import split_blocks
from provenance.web.side_by_side import Row, read_rows, side_by_side


def column(rows: list[Row], side: str) -> str:
    paragraphs = (p for row in rows for p in getattr(row, side))
    return " ".join(" ".join(piece.text for piece in p.pieces) for p in paragraphs)


def squeezed(text: str) -> str:
    return "".join(text.split())


def compared(base: str, revised: str) -> Apparatus:
    def received(name: str, text: str) -> Received:
        version = Version("v", "w", "v", text, Standing.EXTANT, split_blocks(text))
        return Received(name, "0" * 64, (ReceivedWork(Work("w", "w", "w"), (), (version,)),))

    return stages.attribute_versions(pair_of((received("base", base), ()), (received("revised", revised), ())))


def test_paragraphs_that_answer_to_each_other_stand_level() -> None:
    rows = read_rows(compared("One.\n\nTwo is here.\n\nThree.", "One.\n\nTwo is there.\n\nNew words.\n\nThree."))
    stand = [(column([row], "base").split(), column([row], "revised").split()) for row in rows]
    assert stand[0] == (["One."], ["One."])
    assert stand[1][0][0] == stand[1][1][0] == "Two"
    assert stand[2] == ([], ["New", "words."])
    assert stand[3] == (["Three."], ["Three."])


WORDS = st.lists(
    st.lists(
        st.sampled_from(["the", "treaty", "was", "signed", "in", "Vienna", "by", "both", "sides", "late"]),
        min_size=1,
        max_size=7,
    ).map(lambda words: " ".join(words).capitalize() + "."),
    min_size=1,
    max_size=6,
).map("\n\n".join)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(WORDS, WORDS)
def test_the_columns_are_the_texts(base: str, revised: str) -> None:
    apparatus = compared(base, revised)
    rows = read_rows(apparatus)
    assert squeezed(column(rows, "base")) == squeezed(apparatus.base.text)
    assert squeezed(column(rows, "revised")) == squeezed(apparatus.revised.text)


def test_a_change_that_is_not_asked_for_stands_unmarked() -> None:
    apparatus = compared("We meet at nine.", "We meet at ten.")
    marked = side_by_side(apparatus, Hands(apparatus), {"c1"})
    unmarked = side_by_side(apparatus, Hands(apparatus), set())
    assert "<ins" in marked
    assert "<ins" not in unmarked
    assert "ten" in unmarked


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "\x1b[31m\u202e"])
def test_nothing_in_a_text_becomes_markup(words: str) -> None:
    apparatus = compared(f"We meet {words} at nine.", f"We meet at ten {words}.")
    drawn = side_by_side(apparatus, Hands(apparatus), {"c1", "c2", "c3"})
    assert "<script" not in drawn
    assert "<img" not in drawn
    assert "\x1b" not in drawn
