"""The page shows both texts to the letter, names nobody without evidence, and lets nothing from a document run."""

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from provenance import stages
from provenance.errors import BrokenPromise
from provenance.model.attributions import Apparatus, Dossier
from provenance.model.changes import ChangeKind
from provenance.model.testimony import Person
from provenance.model.versions import Standing, Version, Work
from provenance.reports.html import html_report
from provenance.reports.html.html_stream import Words, read_stream
from provenance.text.visible import visible

GOLD = Path(__file__).parents[2] / "gold" / "letter.html"
NOT_TEXT = "//*[contains(concat(' ', @class, ' '), ' {} ')]"
SIGNS = ("vh", "sign", "pilcrow", "marker", "page", "number", "ref")


def page(apparatus: Apparatus) -> html.HtmlElement:
    return html.document_fromstring(html_report.write(apparatus))


def text_of(article: html.HtmlElement, left_out: str) -> str:
    """The words of the reading text without signs, and without what only the other version has."""
    for name in (*SIGNS, left_out):
        for element in article.xpath("." + NOT_TEXT.format(name)):
            element.drop_tree()
    return str(article.text_content())


def without_space(words: str) -> str:
    return "".join(visible(words).split())


def both_texts(apparatus: Apparatus) -> tuple[str, str]:
    """Base and revised text as they can be read off the page."""
    base, revised = (page(apparatus).get_element_by_id("text") for _ in range(2))
    return without_space(text_of(base, "add")), without_space(text_of(revised, "cut"))


def test_both_texts_can_be_read_off_the_page(edited_letter: Apparatus, letter_apparatus: Apparatus) -> None:
    for apparatus in (edited_letter, letter_apparatus):
        expected = without_space(apparatus.base.text), without_space(apparatus.revised.text)
        assert both_texts(apparatus) == expected


PARAGRAPHS = st.lists(
    st.lists(
        st.sampled_from(["We agree.", "It stands", "alone,", "<b>", "so be it.", "No.\n"]), min_size=1, max_size=6
    ),
    max_size=5,
).map(lambda found: "\n\n".join(" ".join(words) for words in found))


def compared(base: str, revised: str) -> Apparatus:
    versions = (
        Version("w@1", "w", "first", base, Standing.EXTANT),
        Version("w@2", "w", "second", revised, Standing.EXTANT, parents=("w@1",)),
    )
    return stages.attribute_versions(Dossier(Work("w", "W", "source"), (), versions, (), (), ()))


@settings(max_examples=60, deadline=None)
@given(PARAGRAPHS, PARAGRAPHS)
def test_both_texts_of_any_comparison_can_be_read_off_the_page(base: str, revised: str) -> None:
    apparatus = compared(base, revised)
    assert both_texts(apparatus) == (without_space(base), without_space(revised))


@settings(max_examples=60, deadline=None)
@given(PARAGRAPHS, PARAGRAPHS)
def test_every_sentence_begins_once(base: str, revised: str) -> None:
    begun = [
        p.sentence.ref
        for p in read_stream(compared(base, revised))
        if isinstance(p, Words) and p.begins_sentence and p.sentence
    ]
    assert len(begun) == len(set(begun))


def test_every_sentence_every_change_and_every_note_has_an_anchor_and_no_anchor_stands_twice(
    letter_apparatus: Apparatus, edited_letter: Apparatus
) -> None:
    ids = page(letter_apparatus).xpath("//@id")
    assert {"s1.2", "s8.3", "s14.3", "c1", "c2", "e-c1", "e-c2", "p8"} <= set(ids)
    for apparatus in (letter_apparatus, edited_letter):
        found = page(apparatus)
        ids = found.xpath("//@id")
        assert len(ids) == len(set(ids))
        assert {f"{a.change.id}" for a in apparatus.attributions} <= set(ids)
        assert {href[1:] for href in found.xpath("//@href") if href.startswith("#")} <= set(ids)


def test_the_passages_say_who_in_words_and_end_with_the_same(letter_apparatus: Apparatus) -> None:
    said = [" ".join(words.split()) for words in page(letter_apparatus).xpath("//article//*[@class='vh']/text()")]
    assert "begin insertion by Kissinger; its evidence" in said
    assert "end insertion by Kissinger" in said
    assert said.index("begin insertion by Haig; its evidence") < said.index("end insertion by Haig")


def test_the_siglum_shows_which_edge_is_not_certain(letter_apparatus: Apparatus) -> None:
    signs = page(letter_apparatus).xpath("//article//*[contains(@class,'sign')]/*[@aria-hidden]/text()")
    assert signs == ["+K", "K+", "+H?", "H+"]


def test_candidates_are_not_named_as_revisers(edited_letter: Apparatus) -> None:
    found = page(edited_letter)
    row = found.get_element_by_id("e-c3")
    assert "unattributed (Henry A. Kissinger or Alexander M. Haig, Jr.)" in row.text_content()
    assert "g0" in row.get("class").split()
    assert found.get_element_by_id("c3").get("class").split() == ["cut", "g0", "m0"]


def test_a_reconstruction_is_called_so_wherever_it_is_shown(letter_apparatus: Apparatus) -> None:
    found = page(letter_apparatus)
    labels = found.xpath("//*[@class='tabs']//label/text()")
    assert labels == ["Redline", "Final", "Reconstruction: draft", "Kissinger’s layer", "Haig’s layer"]
    about = {p.get("class").split("-")[-1]: p.text_content() for p in found.find_class("about")}
    assert about["base"].startswith("A reconstruction, not a text that anyone has seen")
    assert all("reconstructed here" in words for name, words in about.items() if name.startswith("layer"))
    assert "reconstructed, not seen by anyone" in found.get_element_by_id("versions").text_content()


def test_a_label_is_shown_as_it_was_given(edited_letter: Apparatus) -> None:
    base, revised = (replace(one, label="carbon.txt") for one in (edited_letter.base, edited_letter.revised))
    shown = html_report.write(replace(edited_letter, base=base, revised=revised))
    assert "carbon.txt" in shown
    assert "Carbon.txt" not in shown


def test_moved_words_lead_to_each_other(edited_letter: Apparatus) -> None:
    found = page(edited_letter)
    into, out = found.get_element_by_id("c6"), found.get_element_by_id("c6-out")
    assert (into.tag, out.tag) == ("ins", "del")
    assert into.find_class("move")[0].get("href") == "#c6-out"
    assert out.find_class("move")[0].get("href") == "#c6"


def test_pages_notes_and_emendations_of_the_source_are_kept(letter_apparatus: Apparatus) -> None:
    found = page(letter_apparatus)
    assert found.xpath("//*[@role='doc-pagebreak']/@aria-label") == ["page 915", "page 916", "page 917", "page 918"]
    assert found.xpath("//*[@role='doc-noteref']/@href") == [
        f"#n-{n}" for n in found.xpath("//ol/li/@id") for n in [n[2:]]
    ]
    assert "the source has “uni-lateral”" in found.get_element_by_id("notes").text_content()


def test_the_page_has_evidence_hashes_claims_and_what_is_not_known(letter_apparatus: Apparatus) -> None:
    found = page(letter_apparatus)
    words = " ".join(found.text_content().split())
    assert "“Kissinger inserted this sentence.”" in found.get_element_by_id("e-c1").text_content()
    assert all(" ".join(caveat.split()) in words for caveat in letter_apparatus.caveats)
    assert all(version.sha256 in words for version in letter_apparatus.versions)
    assert "existed, not seen" in words
    assert "110 of 1394 words are attributed" in words


def test_nothing_from_a_document_becomes_markup(build_apparatus: Callable[[str], Apparatus]) -> None:
    evil = "<script>alert(1)</script> \"'><img src=x onerror=alert(2)> </article> &amp; \u202e \x1b[31m {+K:<b>+}"
    apparatus = build_apparatus(evil)
    work = replace(apparatus.work, title=evil, source=evil, url="javascript:alert(3)")
    people = (Person("Henry A. Kissinger", evil), *apparatus.people[1:])
    found = page(replace(apparatus, work=work, people=people, caveats=(evil,)))
    assert len(found.xpath("//script")) == 1
    assert not found.xpath("//img|//article//b|//*[@onerror]|//@*[contains(., 'javascript:')]/..")
    assert not re.search("[\u202e\x1b]", found.text_content())
    assert without_space(evil.replace("{+K:", "").replace("+}", "")) in both_texts(apparatus)[1]


def test_the_policy_lets_nothing_run_but_the_pages_own_script_and_style(letter_apparatus: Apparatus) -> None:
    written = html_report.write(letter_apparatus)
    found = html.document_fromstring(written)
    policy = found.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        content = re.findall(f"<{tag}>(.*?)</{tag}>", written, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content[0].encode()).digest()).decode()
        assert len(content) == 1
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert not found.xpath("//@style|//@src|//@*[starts-with(name(), 'on')]|//link")


def test_changes_of_signs_only_have_no_row_and_are_marked_on_request(edited_letter: Apparatus) -> None:
    attributions = tuple(
        replace(a, change=replace(a.change, kind=ChangeKind.ORTHOGRAPHIC)) if a.change.id == "c9" else a
        for a in edited_letter.attributions
    )
    apparatus = replace(edited_letter, attributions=attributions)
    found = page(apparatus)
    assert not found.xpath("//tr[@id='e-c9']")
    assert "mark 1 change of signs, not of words" in found.text_content()
    assert both_texts(apparatus) == both_texts(edited_letter)


def test_equal_texts_and_an_empty_text_are_said_to_be_so(build_apparatus: Callable[[str], Apparatus]) -> None:
    same = build_apparatus("Nothing changes.")
    assert "No words differ between the two texts." in page(same).text_content()
    assert both_texts(compared("", "")) == ("", "")


def test_a_comparison_that_does_not_give_both_texts_is_refused(edited_letter: Apparatus) -> None:
    broken = replace(edited_letter, attributions=edited_letter.attributions[1:])
    with pytest.raises(BrokenPromise, match="nothing was written"):
        html_report.write(broken)


def test_the_page_is_the_gold_one(edited_letter: Apparatus) -> None:
    """The part that shows the apparatus; style and script are held by the policy's test and the browser's."""
    body = html_report.write(edited_letter).partition("<body>")[2].partition("<script>")[0]
    shown = (
        body.replace("<p", "\n<p").replace("<li", "\n<li").replace("<section", "\n\n<section").replace("<tr", "\n<tr")
    )
    assert shown + "\n" == GOLD.read_text("utf-8")
