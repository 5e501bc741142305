"""Words that one put in and another struck before the later text: Word and TEI reports hold them; they come back."""

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from provenance import pipeline
from provenance.attribution.struck_again import struck_again
from provenance.model.attributions import Apparatus
from provenance.reports.docx import docx_report
from provenance.reports.docx.docx_wanted import Wanted
from provenance.reports.docx.docx_xml import W
from provenance.reports.passages import read_struck_again
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


FORMATS = pytest.mark.parametrize("format", ["tei", "tei-genetic", "docx"])


def reported(letter: Apparatus, format: str, folder: Path) -> Apparatus:
    """The report of a letter as it is read again."""
    made = write_report(letter, format)
    path = folder / f"report.{'docx' if format == 'docx' else 'xml'}"
    path.write_bytes(made if isinstance(made, bytes) else made.encode())
    return pipeline.apparatus("", path)


@FORMATS
def test_a_report_holds_who_put_them_in_and_who_struck_them(letter: Apparatus, format: str, tmp_path: Path) -> None:
    back = reported(letter, format, tmp_path)
    assert told(back) == told(letter)
    assert (back.base.text, back.revised.text) == (letter.base.text, letter.revised.text)
    assert [(a.change.edits, a.revisers) for a in back.attributions] == [
        (a.change.edits, a.revisers) for a in letter.attributions
    ]


def test_a_word_report_holds_them_at_their_place_among_words_that_were_struck_too(
    letter: Apparatus, tmp_path: Path
) -> None:
    back = reported(letter, "docx", tmp_path)
    found = [[(one.version is of.base, one.at) for one in read_struck_again(of)] for of in (letter, back)]
    assert found[0] == found[1]
    assert (True, letter.base.text.index(" and more.")) in found[0]


@FORMATS
def test_they_are_held_at_the_end_of_a_text_that_was_struck_whole(format: str, tmp_path: Path) -> None:
    words = '<p><del hand="#c">All of it<subst hand="#b"><del><add hand="#a"> and more</add></del></subst></del></p>'
    letter = read(words, tmp_path / "letter.xml")
    assert told(reported(letter, format, tmp_path)) == told(letter) == [("and more", ("Ann Black",), ("Ben White",))]


@FORMATS
def test_they_are_held_where_no_other_words_are_and_with_their_white_space(format: str, tmp_path: Path) -> None:
    letter = read('<p><del hand="#b"><add hand="#a">no more</add></del></p>', tmp_path / "letter.xml")
    spaced = replace(letter, claims=tuple(replace(claim, quote=" no more ") for claim in letter.claims))
    assert told(reported(spaced, format, tmp_path)) == [(" no more ", ("Ann Black",), ("Ben White",))]


def test_a_word_report_holds_whole_paragraphs_of_them(letter: Apparatus, tmp_path: Path) -> None:
    claims = tuple(replace(c, quote="and\n\nno more\n\n") if c.quote == "and no more" else c for c in letter.claims)
    back = reported(replace(letter, claims=claims), "docx", tmp_path)
    assert ("and\n\nno more\n\n", ("Ann Black",), ("Ben White",)) in told(back)
    assert (back.base.text, back.revised.text) == (letter.base.text, letter.revised.text)


@FORMATS
def test_they_come_back_with_the_dates_of_both_acts_as_they_were_given(format: str, tmp_path: Path) -> None:
    words = (
        '<p>The <del hand="#b" when="1971-08"><add hand="#a" when="1971-08-03">very </add></del>sorry <add hand="#a" '
        'when="1971">end</add> of <del hand="#b" when="1971-08-04T00:00:00">all</del> it <del hand="#b" '
        'when="1971-08-04T00:00:00"><add hand="#a" when="1971-08-03T10:20">no </add></del>was<del hand="#a"><add '
        'hand="#b">, yes</add></del>.</p>'
    )
    letter = read(words, tmp_path / "letter.xml")
    back = reported(letter, format, tmp_path)
    dated = [sorted((c.act, c.quote.strip(), c.date or "") for c in one.claims) for one in (letter, back)]
    assert dated[0] == dated[1]
    assert {date for _, _, date in dated[0]} == {
        "", "1971", "1971-08", "1971-08-03", "1971-08-03T10:20", "1971-08-04T00:00:00"
    }  # fmt: skip
    assert [a.date for a in back.attributions] == [a.date for a in letter.attributions]


def test_a_word_report_has_a_comment_on_them_that_can_be_left_out(letter: Apparatus) -> None:
    for wanted, comments in ((Wanted(), 6), (Wanted(comments=False), 0), (Wanted(reviewers=("Carl Grey",)), 1)):
        with zipfile.ZipFile(io.BytesIO(docx_report.write(letter, wanted))) as package:
            assert package.read("word/comments.xml").decode().count("Put in and struck again") == comments


def test_of_one_who_only_put_in_what_another_struck_the_changes_can_be_asked_for(letter: Apparatus) -> None:
    struck = docx_report.write(letter, Wanted(reviewers=("Ben White",)))
    with zipfile.ZipFile(io.BytesIO(struck)) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    marks = [e for e in body.iter("{*}ins", "{*}del") if e.get(f"{{{W}}}author") is not None]
    assert {e.get(f"{{{W}}}author") for e in marks} == {"Ben White"}


soffice = shutil.which("soffice")


@pytest.mark.skipif(soffice is None, reason="LibreOffice is not installed (Debian: libreoffice-writer-nogui)")
def test_libreoffice_opens_them_with_both_hands_and_gives_them_back(letter: Apparatus, tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(docx_report.write(letter))
    command = [str(soffice), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "docx"]
    command += ["--outdir", str(tmp_path / "saved"), str(tmp_path / "report.docx")]
    subprocess.run(command, check=True, timeout=240, capture_output=True)
    back = pipeline.apparatus("", tmp_path / "saved" / "report.docx")
    assert told(back) == told(letter)
    assert (back.base.text, back.revised.text) == (letter.base.text, letter.revised.text)
