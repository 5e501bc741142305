"""Footnotes of plain texts and Markdown are notes; brackets and lists that nothing calls notes are words."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from provenance.model.receipts import ReceivedWork
from provenance.model.spans import Milestone
from provenance.model.testimony import AnchorPlace
from provenance.sources.plain import text_reader
from provenance.sources.reader import SourceFile

Weave = Callable[[str, Iterable[Milestone]], str]

NOTES = {"1": "Ann changed “small” to “family”.", "2": "Bob added this."}
TEXT = "The family farm is slipping.{} They never sleep.{} So be it.\n\nWe stay.\n"


def read(text: str) -> tuple[ReceivedWork, tuple[str, ...]]:
    received = text_reader.read(SourceFile(Path("speech.md"), text.encode()))
    return received.works[0], received.warnings


FORMS = {
    "bracketed, at the end": TEXT.format("[1]", "[2]") + "\n[1] {}\n[2] {}\n",
    "bracketed, each a paragraph": TEXT.format("[1]", "[2]") + "\n[1] {}\n\n[2] {}\n",
    "below a heading": TEXT.format("[1]", "[2]") + "\nNotes\n\n[1] {}\n[2] {}\n",
    "numbered below a heading": TEXT.format("[1]", "[2]") + "\n## Footnotes\n\n1. {}\n2. {}\n",
    "below a rule": TEXT.format("[1]", "[2]") + "\n---\n1 {}\n2 {}\n",
    "Markdown": TEXT.format("[^1]", "[^2]") + "\n[^1]: {}\n[^2]: {}\n",
    "Markdown in the middle": "[^1]: {}\n\n" + TEXT.format("[^1]", "[^2]") + "\n[^2]: {}\n",
}


@pytest.mark.parametrize("form", FORMS)
def test_notes_are_read_and_hung_where_their_markers_stand(weave: Weave, form: str) -> None:
    source = FORMS[form].format(*NOTES.values())
    one, warnings = read(source)
    text = one.versions[0].text
    assert text == TEXT.format("", "").rstrip("\n")
    assert {note.number: note.text for note in one.notes} == NOTES
    assert [text[: note.at].rsplit(" ", 1)[-1] for note in one.notes] == ["slipping.", "sleep."]
    assert warnings == ()
    assert weave(text, one.versions[0].milestones) == source


@pytest.mark.parametrize(
    "text",
    [
        "We agreed [1] and parted.\n\nAnn saw [sic] it.\n",
        "Points:\n\n1. The task.\n2. The means.\n",
        "See [the record](file.txt) and [2].\n\n[2] is a street.\n\nWe stay.\n",
        "Notes\n\nWe met at noon.\n",
        "[1] The first point stands here.\n",
    ],
)
def test_what_nothing_calls_a_note_is_words(text: str) -> None:
    one, _ = read(text)
    assert (one.versions[0].text, one.notes) == (text, ())


def test_a_note_goes_on_over_its_lines() -> None:
    one, _ = read("It is so.[^a]\n\n[^a]: Ann wrote\n    this in ink.\n\nAnd on.\n")
    assert one.notes[0].text == "Ann wrote this in ink."
    assert one.versions[0].text == "It is so.\n\nAnd on."


@pytest.mark.parametrize(
    ("words", "behind"),
    [
        ("Ann changed\n“small” to “family”.", ""),
        ("Ann changed it.\n\n    She did so in May.", ""),
        ("Ann changed it.\n\n\tShe did so\n    in May.", ""),
        ("Ann changed it.", "# Heading"),
        ("Ann changed it.", "- a point"),
        ("Ann changed it.", "> quoted"),
        ("Ann changed it.", "\n  A paragraph that is set in."),
    ],
)
def test_a_note_of_markdown_ends_where_its_paragraphs_end(words: str, behind: str) -> None:
    one, _ = read(f"The farm[^1] is small.\n\n[^1]: {words}\n{behind}\n\nWe stay.\n")
    assert [note.text for note in one.notes] == [" ".join(words.split())]
    assert " ".join(one.versions[0].text.split()) == " ".join(f"The farm is small. {behind} We stay.".split())


def test_a_number_twice_and_a_missing_marker_are_told() -> None:
    one, warnings = read("It is so.[1] Again.\n\n[1] Ann.\n[1] Bob.\n[2] Cat.\n")
    assert [note.id for note in one.notes] == ["1", "1-2", "2"]
    assert one.notes[2].place is AnchorPlace.NONE
    assert any("note 1 is there 2 times" in each for each in warnings)
    assert any("the marker of note 2 is not in the text" in each for each in warnings)


def test_a_marker_whose_note_is_not_there_is_told_and_a_year_in_brackets_is_none() -> None:
    _, warnings = read("He came.[1] We left.[3] It was May [1971].\n\n[1] Smith inserted this sentence.\n")
    assert [each for each in warnings if "calls" in each] == ["the text calls a note 3, which is not there"]


BOTH_KINDS = {
    "one after the other": "[1] {}\n\n[^3]: {}\n",
    "line by line": "[1] {}\n[^3]: {}\n",
    "Markdown's first": "[^3]: {1}\n\n[1] {0}\n",
    "below a heading": "[^3]: {1}\n\nNotes\n\n1. {0}\n",
}


@pytest.mark.parametrize("form", BOTH_KINDS)
def test_a_text_may_have_notes_of_both_kinds(weave: Weave, form: str) -> None:
    source = TEXT.format("[1]", "[^3]") + "\n" + BOTH_KINDS[form].format(*NOTES.values())
    one, warnings = read(source)
    text = one.versions[0].text
    assert text.strip() == TEXT.format("", "").strip()
    assert {note.number: note.text for note in one.notes} == {"1": NOTES["1"], "3": NOTES["2"]}
    assert sorted(text[: note.at].rsplit(" ", 1)[-1] for note in one.notes) == ["sleep.", "slipping."]
    assert warnings == ()
    assert weave(text, one.versions[0].milestones) == source


def test_of_two_notes_of_one_number_that_of_markdown_has_a_caret() -> None:
    one, warnings = read(TEXT.format("[1]", "[^1]") + "\n[1] {}\n\n[^1]: {}\n".format(*NOTES.values()))
    hung = {note.number: one.versions[0].text[: note.at].rsplit(" ", 1)[-1] for note in one.notes}
    assert (hung, warnings) == ({"1": "slipping.", "^1": "sleep."}, ())
