"""Words that one put in and another struck before the later text: both TEI reports hold them, and they come back."""

from dataclasses import replace
from pathlib import Path

import pytest

from provenance import pipeline
from provenance.attribution.struck_again import struck_again
from provenance.model.attributions import Apparatus
from provenance.reports.report_catalogue import write_report

HEADER = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>'
    "<publicationStmt><p>p</p></publicationStmt><sourceDesc><p>s</p></sourceDesc></fileDesc><profileDesc><handNotes>"
    '<handNote xml:id="a"><persName>Ann Black</persName></handNote>'
    '<handNote xml:id="b"><persName>Ben White</persName></handNote>'
    '<handNote xml:id="c"><persName>Carl Grey</persName></handNote></handNotes></profileDesc></teiHeader><text><body>'
)

LETTER = (
    '<p>The <del hand="#b"><add hand="#a">very </add></del>sorry <add hand="#a">end <del hand="#b"><add hand="#a">and '
    'no more </add></del>of all</add> of the <del hand="#c">matter <del hand="#b"><add hand="#a">x </add></del>and '
    'more</del>.</p><p>Now <del><add hand="#b">Whole</add></del> it is.</p><p>Twice <del hand="#b"><add hand="#a">q'
    '</add></del><del hand="#c"><add hand="#b">q</add></del> it was.</p>'
)


def told(apparatus: Apparatus) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [(came.quote, came.revisers, gone.revisers) for came, gone in struck_again(apparatus.claims)]


def read(words: str, path: Path) -> Apparatus:
    """A letter of these words, as its file is read."""
    path.write_text(f"{HEADER}{words}</body></text></TEI>", "utf-8")
    return pipeline.apparatus("", path)


@pytest.fixture
def letter(tmp_path: Path) -> Apparatus:
    return read(LETTER, tmp_path / "letter.xml")


def test_what_two_put_in_and_struck_one_after_the_other_are_two_pairs(letter: Apparatus) -> None:
    assert told(letter) == [
        ("very", ("Ann Black",), ("Ben White",)),
        ("and no more", ("Ann Black",), ("Ben White",)),
        ("x", ("Ann Black",), ("Ben White",)),
        ("Whole", ("Ben White",), ()),
        ("q", ("Ann Black",), ("Ben White",)),
        ("q", ("Ben White",), ("Carl Grey",)),
    ]
    assert not [caveat for caveat in letter.caveats if "“q” was put in by Ben White and struck again by Ben" in caveat]


@pytest.mark.parametrize("format", ["tei", "tei-genetic"])
def test_a_report_holds_who_put_them_in_and_who_struck_them(letter: Apparatus, format: str, tmp_path: Path) -> None:
    path = tmp_path / "report.xml"
    path.write_text(str(write_report(letter, format)), "utf-8")
    back = pipeline.apparatus("", path)
    assert told(back) == told(letter)
    assert (back.base.text, back.revised.text) == (letter.base.text, letter.revised.text)
    assert [(a.change.edits, a.revisers) for a in back.attributions] == [
        (a.change.edits, a.revisers) for a in letter.attributions
    ]


def told_by_report(letter: Apparatus, format: str, path: Path) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """What a report of the letter tells when it is read again."""
    path.write_text(str(write_report(letter, format)), "utf-8")
    return told(pipeline.apparatus("", path))


@pytest.mark.parametrize("format", ["tei", "tei-genetic"])
def test_they_are_held_at_the_end_of_a_text_that_was_struck_whole(format: str, tmp_path: Path) -> None:
    words = '<p><del hand="#c">All of it<subst hand="#b"><del><add hand="#a"> and more</add></del></subst></del></p>'
    letter = read(words, tmp_path / "letter.xml")
    back = told_by_report(letter, format, tmp_path / "report.xml")
    assert back == told(letter) == [("and more", ("Ann Black",), ("Ben White",))]


@pytest.mark.parametrize("format", ["tei", "tei-genetic"])
def test_they_are_held_where_no_other_words_are_and_with_their_white_space(format: str, tmp_path: Path) -> None:
    letter = read('<p><del hand="#b"><add hand="#a">no more</add></del></p>', tmp_path / "letter.xml")
    spaced = replace(letter, claims=tuple(replace(claim, quote=" no more ") for claim in letter.claims))
    back = told_by_report(spaced, format, tmp_path / "report.xml")
    assert back == [(" no more ", ("Ann Black",), ("Ben White",))]
