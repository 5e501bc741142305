"""The redline on a terminal: the same words at every width, with colour and without."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from provenance import pipeline
from provenance.commands.painting import paint
from provenance.model.attributions import Apparatus

ANSI = re.compile(r"\x1b\[[0-9;]*m")
WIDTHS = [40, 80, 140]


def painted(apparatus: Apparatus, width: int = 80, colour: bool = False, context: int | None = None) -> str:
    file = io.StringIO()
    paint(apparatus, context, width, colour, file)
    return file.getvalue()


def words(text: str) -> list[str]:
    return text.split()


@pytest.mark.parametrize("width", WIDTHS)
def test_without_colour_there_is_no_escape_and_with_it_the_same_letters(
    width: int, letter_apparatus: Apparatus
) -> None:
    plain, coloured = (painted(letter_apparatus, width, colour) for colour in (False, True))
    assert "\x1b" not in plain
    assert "\x1b[" in coloured
    assert ANSI.sub("", coloured) == plain


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_asked_or_than_the_eye_likes(width: int, letter_apparatus: Apparatus) -> None:
    assert max(map(len, painted(letter_apparatus, width).splitlines())) <= min(width, 105)


def test_every_width_shows_the_same_words(letter_apparatus: Apparatus) -> None:
    narrow, usual, wide = (words(painted(letter_apparatus, width)) for width in WIDTHS)
    assert narrow == usual == wide


def test_no_line_ends_with_a_blank(letter_apparatus: Apparatus) -> None:
    body = painted(letter_apparatus).split("What is not known")[0]
    assert not [line for line in body.splitlines()[8:] if line != line.rstrip()]


def test_both_passages_are_marked_and_the_unsure_edge_too(letter_apparatus: Apparatus) -> None:
    shown = " ".join(words(painted(letter_apparatus)))
    assert "[+K Of course, I am in close touch" in shown
    assert "Henry Kissinger. K+]" in shown
    assert "[+H? As Mr. Kissinger has already explained" in shown
    assert "for its own sake. H+]" in shown
    told = "23 to Henry A. Kissinger (n. 5), 87 to Alexander M. Haig, Jr. (n. 6); the rest to no one."
    assert f"110 of 1394 words are attributed: {told}" in shown


def test_the_legend_tells_person_note_and_certainty(letter_apparatus: Apparatus) -> None:
    shown = " ".join(words(painted(letter_apparatus)))
    assert "[+K … K+] Henry A. Kissinger — note 5; certainty high; 1 change, 23 words in" in shown
    assert "[+H … H+] Alexander M. Haig, Jr. — note 6; certainty high; 1 change, 87 words in" in shown


def test_paragraph_numbers_stand_in_the_margin(letter_apparatus: Apparatus) -> None:
    lines = painted(letter_apparatus).splitlines()
    numbers = [int(line[:3]) for line in lines if re.match(r" *\d+  \S", line[:6]) and line[:3].strip()]
    assert numbers == list(range(1, 15))


def test_what_is_not_known_is_always_told(letter_apparatus: Apparatus) -> None:
    shown = " ".join(words(painted(letter_apparatus, context=0)))
    assert all(" ".join(words(caveat)) in shown for caveat in letter_apparatus.caveats)


def test_context_shows_the_changed_paragraphs_and_tells_what_was_left_out(letter_apparatus: Apparatus) -> None:
    text = painted(letter_apparatus, context=0).split("The letter")[-1]
    assert text.count("[…]") == 3
    assert "Of course" in text
    assert "ABM" not in text
    assert painted(letter_apparatus, context=99) == painted(letter_apparatus)


def test_two_hands_differ_in_more_than_colour(letter_apparatus: Apparatus) -> None:
    coloured = painted(letter_apparatus, colour=True)
    styles = {
        tuple(sorted(set(style.split(";")) & {"1", "3", "4", "21"}))
        for style in re.findall(r"\x1b\[([0-9;]+)m\[\+[KH]\??\s", coloured)
    }
    assert len(styles) == 2


@pytest.fixture
def between(tmp_path: Path) -> Callable[[str, str], Apparatus]:
    """The function that compares two texts of which nobody says anything."""

    def between(base: str, revised: str) -> Apparatus:
        files = tmp_path / "base.txt", tmp_path / "revised.txt"
        for file, text in zip(files, (base, revised), strict=True):
            file.write_text(text, encoding="utf-8")
        return pipeline.diff(*files)

    return between


Between = Callable[[str, str], Apparatus]


def test_what_was_taken_out_is_struck_through(between: Between) -> None:
    coloured = painted(between("We never agree.", "We agree."), colour=True)
    [style] = re.findall(r"\x1b\[([0-9;]+)m\[- never -\]", coloured)
    assert "9" in style.split(";")


def test_hostile_letters_are_made_visible(between: Between) -> None:
    shown = painted(between("We agree.", "We say \x1b[31m \u202e[bold]x[/bold] :smile: now agree."))
    assert "say ␛[31m \ufffd[bold]x[/bold] :smile: now" in shown


def test_marks_stand_apart_from_each_other_and_from_the_words_around(between: Between) -> None:
    assert "We [- may -] [+ must +] agree." in painted(between("We may agree.", "We must agree."))


def test_texts_without_a_change_say_so(between: Between) -> None:
    assert "No change of words from" in painted(between("We agree.", "We agree."))
