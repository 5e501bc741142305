"""What stands in a plain text as markup, codes or notes of another form is told; a letter's own signs are not."""

from pathlib import Path

import pytest

from provenance.sources.plain.signs import notes_of_another_form, other_signs, signs_of_markup
from provenance.sources.plain.text_reader import read
from provenance.sources.reader import SourceFile

MARKED_UP = {
    "AsciiDoc": "= Title\n:author: Roe\n\nWe agree.\n",
    "a wiki": "'''Bonn''' is a [[city]].\n",
    "troff": ".TH LETTER 1\n.PP\nWe agree.\n",
    "TeX": "\\begin{letter}\nWe \\emph{agree}.\n",
    "reStructuredText": "We agree.\n\n.. note:: Not yet.\n",
    "reStructuredText ": "We agree [1]_.\n\n.. [1] Roe added this.\n",
    "Org": "#+TITLE: Letter\n* One\nWe agree.\n",
    "Typst": "#set page(width: 10cm)\nWe #emph[agree].\n",
    "POD": "=head1 NAME\n\nletter\n\n=cut\n",
    "Texinfo": "@node Top\n@chapter One\nWe @emph{agree}.\n",
    "Textile": "h1. Letter\n\np. We agree.\n",
    "BBCode": "We [b]agree[/b].\n",
    "XML or HTML": "We <b>agree</b>.\n",
}
TOLD = {
    "codes such as “&amp;”": "We &amp; you agree.\n",
    "codes such as “\\u201c”": "We \\u201cagree\\u201d.\n",
    "codes such as “We%20agree%20to%20this”": "We%20agree%20to%20this.\n",
    "codes such as “+AKM-”": "We pay +AKM- 5.\n",
    "1 sign that cannot be seen or would steer a terminal, read as part of the text: U+200B": "We a\u200bgree.\n",
    "2 signs that cannot be seen or would steer a terminal, read as part of the text: U+001B": "We \x1b[1m\x1b[0m.\n",
    "codes of mail": "We =E2=80=9Cagree=E2=80=9D.\n",
    "letters such as “â€œ”": "We â€œ agree.\n",
    "letters such as “Ã©”": "RenÃ© agrees.\n",
    "marks of a merge": "<<<<<<< HEAD\nWe agree.\n=======\nWe do not.\n>>>>>>> theirs\n",
    "a note within the text, “^[Roe added this.]”": "We agree.^[Roe added this.]\n",
    "a note, “* Roe added this.”": "We agree.*\n\n* Roe added this.\n",
    "a note, “† Roe added this.”": "We agree†, all.\n\n† Roe added this.\n",
    "a note, “‖ Roe added this.”": "We agree‖ all.\n\n‖ Roe added this.\n",
    "a note, “[a] Roe added this.”": "We agree[a] all.\n\n[a] Roe added this.\n",
    "a note, “[iv]: Roe added this.”": "We agree [iv].\n\n[iv]: Roe added this.\n",
    "a note, “(2) Roe added this.”": "We agree.(2) All.\n\n(2) Roe added this.\n",
    "a note, “［１］ Roe added this.”": "We agree［１］ all.\n\n［１］ Roe added this.\n",
    "a note, “[1] Roe added this.”": "We agree[1] all.\n\n[1] Roe added this.\n\nAnd so on.\n",
    "a note within the text, “[Footnote 1: Roe added this.”": "We agree.[Footnote 1: Roe added this.] All.\n",
    "a note within the text, “\\footnote{Roe added this.}”": "We agree\\footnote{Roe added this.}.\n",
    "a note within the text, “footnote:[Roe added this.]”": "We agree footnote:[Roe added this.].\n",
    "what perhaps calls a note, “<sup>1</sup>”": "We agree<sup>1</sup>.\n\n1. Roe added this.\n",
    "what perhaps calls a note, “^1^”": "We agree^1^.\n\n1. Roe added this.\n",
    "a note, “¹ Roe added this.”": "We agree.¹ All.²\n\n¹ Roe added this.\n² Poe too.\n",
}
PROSE = [
    "We agree [so far].\n\n[signed] Roe\n",
    "* one\n* two\n* three\n",
    "We *do* agree.\n\n*So it is.*\n",
    "* * *\n\nWe agree.\n",
    "The area is 5 m² and 7 m².\n",
    "Roe & Co. agree < 5, > 3.\n",
    "x = 20, y = 3A\n",
    "=======\nWe agree.\n=======\n",
    "I. One.\n.5 of it.\n",
    "São Paulo, Ã and Â.\n",
    "#1 We agree.\n#2 We do not.\n",
    "(1) We agree.\n(2) We do not, for the reasons under (1).\n",
    "He saw [a] dog, and all of [b] and c.\n[i]n May, see § 4(1).\n",
    "Dear :Roe: we agree.\n",
]


@pytest.mark.parametrize("name", MARKED_UP)
def test_markup_is_told_by_its_signs_whatever_the_file_is_called(name: str) -> None:
    [told] = read(SourceFile(Path("letter.txt"), MARKED_UP[name].encode())).warnings
    assert f"its markup ({name.strip()})" in told


@pytest.mark.parametrize("told", TOLD)
def test_codes_and_notes_of_other_forms_are_told(told: str) -> None:
    [found] = read(SourceFile(Path("letter.md"), TOLD[told].encode())).warnings
    assert told in found


@pytest.mark.parametrize("text", PROSE)
def test_the_signs_of_prose_are_not(text: str) -> None:
    assert signs_of_markup(text) is None
    assert [*other_signs(text), *notes_of_another_form(text)] == []
