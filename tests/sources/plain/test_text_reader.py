"""Any other text is one work with one version."""

from pathlib import Path

import pytest

from provenance.errors import UnreadableInput
from provenance.model.versions import Standing
from provenance.sources.plain.text_reader import read
from provenance.sources.reader import SourceFile
from provenance.sources.source_catalogue import read_file, read_text_version


def test_a_plain_text_is_one_work_with_its_letters_as_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "Draft Letter.txt"
    path.write_bytes("Dear Sir:\r\n\r\nI agree — wholly.\r\n".encode())
    (work,) = read_file(path).works
    assert work.work.id == "draft-letter"
    assert work.versions[0].text == "Dear Sir:\n\nI agree — wholly.\n"
    assert work.versions[0].standing is Standing.EXTANT
    assert work.witnesses[0].seen
    assert work.notes == ()


def test_the_text_of_a_draft_is_read_plain_even_where_it_begins_with_a_number(tmp_path: Path) -> None:
    path = tmp_path / "frus1969-76v13-d309.txt"
    path.write_text("1. Letter From A to B\n\nYes.\n\n 1. Source: none.\n")
    assert read_text_version(path).startswith("1. Letter")


def test_an_unknown_format_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Yes.")
    with pytest.raises(UnreadableInput, match=r"'word' is not known; there are .*text"):
        read_file(path, format="word")


def test_a_document_cannot_be_chosen_from_a_plain_text() -> None:
    with pytest.raises(UnreadableInput, match="d309"):
        read(SourceFile(Path("a.txt"), b"Yes."), "d309")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("letter.rst", "We agree.\n", "the signs of its markup (reStructuredText) are read as words"),
        ("letter.tex", "We \\emph{agree}.\n", "the signs of its markup (TeX) are read as words"),
        (
            "letter.md",
            "---\ntitle: It\ntags:\n - a\n---\n\nWe agree.\n",
            "(title, author and the like) are read as words",
        ),
        ("letter.md", "We {++quite++} agree.\n", "marks of changes such as “{++quite++}” are read as words"),
        ("letter.txt", "We <del>quite</del> agree.\n", "marks of changes such as “<del>quite</del>” are read"),
        ("letter.md", "+++\ntitle = 'It'\n+++\n\nWe agree.\n", "(title, author and the like) are read as words"),
        ("letter.md", "We ~~do not~~ agree.\n", "marks of changes such as “~~do not~~” are read as words"),
        ("letter.txt", "We [-do not-] agree.\n", "marks of changes such as “[-do not-]” are read as words"),
        ("letter.md", "We agree.[^1]\n", "the text calls a note 1, which is not there"),
        ("letter.md", "We agree.\n\n[^1]: Roe added this.\n", "the marker of note 1 is not in the text"),
        ("letter.md", "<!-- not yet -->\n\nWe agree.\n", "the remarks between <!-- and --> are read as words"),
        ("letter.txt", "Ren\ufffd agrees.\n", "1 letter had been lost before the file came here"),
    ],
)
def test_what_is_read_as_words_and_may_be_meant_otherwise_is_told(name: str, text: str, told: str) -> None:
    [warning] = read(SourceFile(Path(name), text.encode())).warnings
    assert told in warning


@pytest.mark.parametrize("text", ["---\n\nWe agree.\n\n---\n", "{a} -- {b}\n", "We agree.\n"])
def test_rules_and_braces_are_no_such_marks(text: str) -> None:
    assert read(SourceFile(Path("letter.md"), text.encode())).warnings == ()


@pytest.mark.parametrize("text", ["\u200b\n", "\u202e\u202c", "\u0301\u0301"])
def test_a_text_of_which_nothing_can_be_seen_is_refused(text: str) -> None:
    with pytest.raises(UnreadableInput, match="nothing that can be seen"):
        read(SourceFile(Path("letter.txt"), text.encode()))
