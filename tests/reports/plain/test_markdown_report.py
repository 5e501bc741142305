"""The report as Markdown: nothing from a document acts on it, and what is not known is always told."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from provenance.model.attributions import Apparatus
from provenance.reports.plain.markdown_report import write

Build = Callable[[str], Apparatus]
HEADINGS = ("Versions", "Redline", "Changes", "What the notes say", "What is not known", "Verification")


def test_every_section_is_there_in_order(letter_apparatus: Apparatus, build_apparatus: Build) -> None:
    for apparatus in (letter_apparatus, build_apparatus("We agree.")):
        found = [line[3:] for line in write(apparatus).splitlines() if line.startswith("## ")]
        assert found == list(HEADINGS)


@pytest.mark.parametrize("sign", list("\\`*_{}[]<>#|~"))
def test_a_sign_that_markdown_would_act_on_is_escaped(sign: str, build_apparatus: Build) -> None:
    report = write(build_apparatus(f"We {{+K:say {sign}x{sign} now +}}agree."))
    assert f"say \\{sign}x\\{sign} now" in report
    assert f" {sign}x" not in report


def test_escapes_and_signs_that_turn_a_line_around_are_made_visible(build_apparatus: Build) -> None:
    report = write(build_apparatus("We {+K:say \x1b[31m \u202e\ud800 now +}agree."))
    assert "say ␛\\[31m \ufffd\ufffd now" in report
    assert not {"\x1b", "\u202e", "\ud800"} & set(report)


def test_new_words_are_bold_and_old_ones_struck_through_inside_the_blanks(build_apparatus: Build) -> None:
    report = write(build_apparatus("We{+K: must+} agree {-H:on it -}now."))
    assert "(1) We **\\[+K must K+\\]** agree ~~\\[-H on it H-\\]~~ now." in report


def test_a_passage_over_two_paragraphs_is_marked_in_each(build_apparatus: Build) -> None:
    report = write(build_apparatus("One is.{+K: It.\n\nTwo.+} Three."))
    assert "(1) One is. **\\[+K It. K+\\]**\n\n(2) **\\[+K Two. K+\\]** Three." in report


def test_each_change_tells_its_words_its_hand_its_evidence_and_how_sure(letter_apparatus: Apparatus) -> None:
    report = write(letter_apparatus)
    change = report[report.index("### c2") : report.index("## What the notes say")]
    assert "insertion in 8.3, 8.4, 8.5, 8.6, pp. 916–917" in change
    assert "person high, start medium, end high; date: unknown" in change
    assert "by: **Alexander M. Haig, Jr.** (basis: stated)" in change
    assert "note 6: “Haig inserted the second half of this paragraph" in change


def test_candidates_are_told_as_candidates_and_never_as_revisers(build_apparatus: Build) -> None:
    report = write(build_apparatus("We {+?:must +}agree."))
    assert "by: **attributed to no one; candidates: Henry A. Kissinger; Alexander M. Haig, Jr.** (basis:" in report


def test_every_caveat_and_both_hashes_are_in_it(letter_apparatus: Apparatus) -> None:
    report = write(letter_apparatus)
    section = report[report.index("## What is not known") :]
    assert section.count("\n- ") == len(letter_apparatus.caveats)
    assert letter_apparatus.base.sha256 in section
    assert letter_apparatus.revised.sha256 in section


def test_a_title_cannot_open_a_link_or_a_heading(letter_apparatus: Apparatus) -> None:
    hostile = replace(letter_apparatus.work, title="# [x](javascript:alert) <b>\nnew line", url=None)
    first = write(replace(letter_apparatus, work=hostile)).splitlines()[0]
    assert first == "# \\# \\[x\\](javascript:alert) \\<b\\> new line"


NASTY = [
    "- one\n- two", "1. one\n2) two", "+ one", "=====", "a\n---", ": defined", "    code", "# head", "> quoted",
    "<script>x</script>", "&lt;b&gt; &#60;b>", "[a](http://x.example)", "![a](b)", "<http://x.example>", "``` code",
    "a  \nb", "| a | b |\n|---|---|", "http\\://x", "* one", "\t- one", "~~~\ncode",
]  # fmt: skip


def markup(report: str) -> tuple[set[str], Counter[str]]:
    """The kinds of blocks that a reader of Markdown finds in a report, and what acts within its lines."""
    tokens = MarkdownIt().parse(report)
    active = {"html_inline", "link_open", "image", "code_inline"}
    inside = Counter(child.type for token in tokens for child in token.children or () if child.type in active)
    return {token.type for token in tokens}, inside


@pytest.mark.parametrize("words", NASTY)
def test_whatever_words_are_quoted_the_reports_own_markup_is_all_there_is(words: str, build_apparatus: Build) -> None:
    assert markup(write(build_apparatus(words))) == markup(write(build_apparatus("We agree.")))


def test_an_address_that_is_none_is_no_link(build_apparatus: Build) -> None:
    apparatus = build_apparatus("We agree.")
    for url in ("javascript:alert(1)", "https://a.example/> <b>", "https://a.example/\x1b[31m\ud800"):
        shown = write(replace(apparatus, work=replace(apparatus.work, url=url)))
        assert "<b>" not in shown
        assert "<javascript" not in shown
        assert "\x1b" not in shown
