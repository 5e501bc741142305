"""The public Python API: what docs/python.md shows is what it gives."""

import doctest
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import provenance
from provenance import pipeline
from provenance.errors import UnreadableInput
from provenance.model.attributions import Apparatus

PAGE = Path(__file__).parents[1] / "docs" / "python.md"


def test_the_page_on_python_shows_what_is_given() -> None:
    failed, tried = doctest.testfile(str(PAGE), module_relative=False, optionflags=doctest.ELLIPSIS)
    assert (failed, tried > 10) == (0, True)


def test_what_the_page_does_with_a_library_runs(letter_file: Path, tmp_path: Path) -> None:
    pipeline.initialise(str(tmp_path / "letter.db"), [letter_file])
    code = PAGE.read_text("utf-8").split("```python\nimport provenance\nfrom")[1].split("```")[0]
    code = f"import provenance\nfrom{code}".replace("provenance.db", str(tmp_path / "letter.db"))
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert result.stdout.splitlines()[-1] == "2"


def test_nothing_is_loaded_before_it_is_asked_for() -> None:
    code = "import sys, provenance; print([name for name in sys.modules if name.startswith('provenance.')])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize("name", provenance.__all__)
def test_whatever_is_offered_is_there_and_has_a_description(name: str) -> None:
    assert getattr(provenance, name).__doc__


def test_what_is_not_offered_is_refused_as_python_does() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        provenance.nothing  # noqa: B018


def test_a_file_is_read_as_a_dossier(letter_file: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("He came in May.", encoding="utf-8")
    assert provenance.read(draft).versions[-1].text == provenance.read("He came in May.").versions[-1].text
    assert provenance.diff(draft, "He went in May.").attributions[0].revisers == ()
    assert provenance.diff("", "He went.").attributions[0].change.kind is provenance.ChangeKind.INSERTION
    with pytest.raises(UnreadableInput, match="holds 2 works"):
        provenance.read(letter_file)


def test_a_notebook_shows_the_redline_and_a_table_has_a_row_a_change(letter_apparatus: Apparatus) -> None:
    shown = letter_apparatus._repr_html_()
    assert shown.count("<ins") == 2
    assert "Alexander M. Haig, Jr.: note 6 says so" in shown
    rows = letter_apparatus.to_rows()
    assert [row["revisers"] for row in rows] == ["Henry A. Kissinger", "Alexander M. Haig, Jr."]
    assert letter_apparatus.revised.text[rows[0]["after_start"] : rows[0]["after_end"]] == rows[0]["after"]


@pytest.mark.parametrize("by", [[""], [" "], [None], ["Ann", "Bob"], ["12"]])
def test_what_is_no_name_for_each_text_is_refused(by: list[str]) -> None:
    with pytest.raises(UnreadableInput, match=r"is no name of a person|--by names 2 persons for 1 later text"):
        provenance.diff("He came in May.", "He came in June.", by=by)


def test_one_name_is_taken_for_one_and_not_for_its_letters() -> None:
    [change] = provenance.diff("He came in May.", "He came in June.", by="Ann").attributions
    assert change.revisers == ("Ann",)


def test_half_a_character_and_a_text_with_nothing_to_compare_are_refused_in_a_sentence() -> None:
    with pytest.raises(UnreadableInput, match=r"base: letter 3 is half a character \(U\+D800\)"):
        provenance.diff("a \ud800", "a")
    with pytest.raises(UnreadableInput, match="revised: letter 1 is half a character"):
        provenance.compare("a", "\udfff")
    with pytest.raises(UnreadableInput, match="give at least one later text"):
        provenance.diff("a")


@pytest.mark.parametrize("text", [None, 3, b"a b", ["a"]])
def test_what_is_neither_a_text_nor_a_file_is_a_type_error(text: Any) -> None:
    asks: tuple[Any, ...] = (provenance.read, partial(provenance.diff, "a"), partial(provenance.compare, "a"))
    for ask in asks:
        with pytest.raises(TypeError, match="a text is a str, a file a Path"):
            ask(text)
    others: tuple[Any, ...] = (provenance.report, provenance.attribute)
    for other in others:
        with pytest.raises(TypeError, match="takes a"):
            other(text)
    with pytest.raises(TypeError, match="a library is named by"):
        provenance.open(text)


def test_one_name_is_one_reviser() -> None:
    [made] = provenance.diff("a", "b", by="Ann Lee").attributions
    assert made.revisers == ("Ann Lee",)
