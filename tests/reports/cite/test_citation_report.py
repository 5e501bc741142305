"""Citations: read back by other programs, with nothing in them that is not known."""

import json
import sys
from collections.abc import Callable
from dataclasses import replace

import pytest

from provenance.attribution.listing import listed
from provenance.attribution.sentence_accounts import account_for
from provenance.model.attributions import Apparatus
from provenance.model.spans import Span
from provenance.reports.cite import bibtex_report, citation_report, csl_json_report
from provenance.reports.cite.citation import cite, pages_of


def test_a_note_names_the_reviser_and_who_says_so(edited_letter: Apparatus) -> None:
    citation = cite(edited_letter, edited_letter.attributions[1])
    assert citation.provenance == (
        "“Of course, I am in touch.” inserted by Henry A. Kissinger, according to the editors (n. 5: “quote K”); "
        "certainty high. Compared with “the draft”, which is a reconstruction and not a text that was seen."
    )


def test_a_note_has_title_date_source_page_and_link(edited_letter: Apparatus) -> None:
    haigs = next(a for a in edited_letter.attributions if "bargain" in (a.change.after.text if a.change.after else ""))
    note = citation_report.in_note_style(cite(edited_letter, haigs))
    where = "FRUS, volume XIII, document 309, p. 918, https://x.org/a b. "
    assert note.startswith(f"“Letter ‘to’ {{Brezhnev}} & <co> 50%,” August 5, 1971, {where}")


def test_candidates_and_nobody_are_not_named_as_revisers(edited_letter: Apparatus) -> None:
    for attribution in listed(edited_letter):
        told = cite(edited_letter, attribution).provenance
        assert ("not attributed" in told) == (not attribution.revisers)
        assert (" by " in told) == bool(attribution.revisers)


def test_a_sentence_can_be_cited_and_an_unchanged_one_is_attributed_to_no_one(edited_letter: Apparatus) -> None:
    accounts = {account.text: account for account in account_for(edited_letter)}
    unchanged = cite(edited_letter, accounts["The Ambassador has reported."])
    assert "unchanged. It is not attributed to anyone." in unchanged.provenance
    inserted = cite(edited_letter, accounts["Of course, I am in touch."])
    assert "inserted by Henry A. Kissinger" in inserted.provenance


def test_pages_are_given_only_where_the_source_tells_them(edited_letter: Apparatus) -> None:
    version = edited_letter.revised
    first, second = (milestone.at for milestone in version.milestones[:2])
    assert pages_of(version, Span(0, first)) == ()
    assert pages_of(version, Span(first, second)) == ("917",)
    assert pages_of(version, Span(first, second + 1)) == ("917", "918")
    assert pages_of(version, Span(second, second)) == ("918",)


def test_csl_json_is_read_as_items_with_the_parts_of_the_date(edited_letter: Apparatus) -> None:
    items = json.loads(csl_json_report.write(edited_letter))
    assert len(items) == 1 + len(listed(edited_letter))
    assert items[0]["issued"] == {"date-parts": [[1971, 8, 5]]}
    assert len({item["id"] for item in items}) == len(items)
    assert not any("accessed" in item for item in items)


@pytest.mark.parametrize(
    ("date", "issued"),
    [
        ("1971-08", {"date-parts": [[1971, 8]]}),
        ("--08-03", {"literal": "--08-03"}),
        ("early August", {"literal": "early August"}),
        (None, None),
    ],
)
def test_a_date_is_as_exact_as_the_source(date: str | None, issued: object, edited_letter: Apparatus) -> None:
    apparatus = replace(edited_letter, work=replace(edited_letter.work, date=date))
    assert csl_json_report.as_csl(cite(apparatus)).get("issued") == issued
    written = bibtex_report.as_bibtex(cite(apparatus))
    assert ("  year = " in written) == (date == "1971-08")


@pytest.mark.parametrize(
    "title", ["a } b", "{{{", "\\", "100% $x_1 & #2 ~ ^", "tab\tline\nend\x07", "@misc{x, y}", "", "“é” 日本"]
)
def test_bibtex_keeps_its_braces_in_balance_whatever_the_title(title: str, edited_letter: Apparatus) -> None:
    apparatus = replace(edited_letter, work=replace(edited_letter.work, title=title))
    written = bibtex_report.write(apparatus)
    assert written.count("{") == written.count("}")
    assert "\x07" not in written


def test_bibtex_is_read_by_a_second_program(edited_letter: Apparatus) -> None:
    reader = pytest.importorskip("pybtex.database", reason="pybtex is not installed (pip install pybtex)")
    found = reader.parse_string(bibtex_report.write(edited_letter), "bibtex")
    assert len(found.entries) == 1 + len(listed(edited_letter))
    whole = found.entries["w1"]
    assert whole.fields["title"] == r"{Letter “to” \textbraceleft{}Brezhnev\textbraceright{} \& <co> 50\%}"
    assert whole.fields["url"] == "https://x.org/a%20b"
    assert whole.fields["year"] == "1971"


def test_citations_of_twice_as_many_changes_cost_twice_as_much(build_apparatus: Callable[[str], Apparatus]) -> None:
    def calls(changes: int) -> int:
        apparatus = build_apparatus("".join(f"The fee {n} is {{+K:duly +}}paid. " for n in range(changes)))
        met = 0

        def count(_frame: object, event: str, _arg: object) -> None:
            nonlocal met
            met += event == "call"

        sys.setprofile(count)
        try:
            citation_report.write(apparatus)
        finally:
            sys.setprofile(None)
        return met

    calls(2)
    assert calls(200) < 2.3 * calls(100)
