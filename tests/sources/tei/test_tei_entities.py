"""Entities that a TEI file declares: plain words are put in, all else is left alone or refused where it is used."""

from pathlib import Path

import pytest

from provenance.errors import UnreadableInput
from provenance.sources.reader import SourceFile
from provenance.sources.tei.tei_entities import MOST_EXPANDED
from provenance.sources.tei.tei_reader import read, recognises


def text_of(declared: str, words: str) -> str:
    """The text of a file with these declarations and words."""
    data = f"<!DOCTYPE TEI {declared}>\n<TEI><text><body><p>{words}</p></body></text></TEI>"
    [work] = read(SourceFile(Path("draft.xml"), data.encode())).works
    return work.versions[-1].text


def refusal(declared: str, words: str) -> str:
    """Why such a file is refused."""
    with pytest.raises(UnreadableInput) as caught:
        text_of(declared, words)
    return str(caught.value)


@pytest.mark.parametrize(
    ("declared", "words", "text"),
    [
        ('[<!ENTITY who "Ren&#233;e">]', "By &who;.", "By Renée."),
        ('[<!ENTITY a "one"><!ENTITY b "&a; &amp; two">]', "&b;", "one & two"),
        ('[<!ENTITY a "one"><!ENTITY a "two">]', "&a;", "one"),
        ('[<!-- it\'s --><!ENTITY less "&#38;#60;">]', "a &less; b", "a < b"),
        ('[<!ENTITY who "Ann">]', "<![CDATA[&who;]]>", "&who;"),
        ('[<!NOTATION jpeg SYSTEM "j"><!ENTITY page SYSTEM "p1.jpg" NDATA jpeg>]', "Yes.", "Yes."),
        ('[<!ENTITY % core "INCLUDE"><!ENTITY % latin SYSTEM "latin.ent"> %latin;]', "caf&eacute;", "café"),
        ('SYSTEM "http://localhost:9/tei.dtd"', "one&mdash;&house;", "one—&house;"),
    ],
)
def test_words_take_the_place_of_an_entity(declared: str, words: str, text: str) -> None:
    assert text_of(declared, words) == text


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ('SYSTEM "other.xml"', "line 2: the entity &a; stands for another file, which is never opened"),
        ('"<hi>one</hi>"', "line 2: the entity &a; stands for markup, where only words are put in"),
        ('"&a;"', "line 2: the entity &a; stands for itself, or for one in another without end"),
    ],
)
def test_what_is_more_than_words_is_refused_where_it_is_used(value: str, why: str) -> None:
    assert why in refusal(f"[<!ENTITY a {value}>]", "one &a;")
    assert text_of(f"[<!ENTITY a {value}>]", "one") == "one"


def test_entities_that_swell_are_refused() -> None:
    nested = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 15))
    assert f"more than {MOST_EXPANDED:,} letters" in refusal(f'[<!ENTITY a0 "ha">{nested}]', "&a14;")
    long = "ha" * 1000
    assert f"more than {MOST_EXPANDED:,} letters" in refusal(f'[<!ENTITY a "{long}">]', "&a;" * 600)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "iso-8859-2", "windows-1250"])
def test_other_encodings_are_read(encoding: str) -> None:
    data = f'<?xml version="1.0" encoding="{encoding}"?><TEI><text><body><p>Erdő</p></body></text></TEI>'
    file = SourceFile(Path("draft.xml"), data.encode(encoding))
    assert recognises(file)
    assert read(file).works[0].versions[-1].text == "Erdő"
