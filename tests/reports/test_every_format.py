"""Every format that the catalogue names is written, and a file's name asks for the right one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.errors import ProvenanceError
from provenance.model.attributions import Apparatus
from provenance.reports.report_catalogue import REPORTS, format_of, write_report
from provenance.sources.reader import SourceFile
from provenance.sources.source_catalogue import read_source

READ_AGAIN = {"docx": "report.docx", "tei": "report.xml", "tei-genetic": "report.xml"}


@pytest.mark.parametrize("format", REPORTS)
def test_every_format_is_written(format: str, letter_apparatus: Apparatus, request: pytest.FixtureRequest) -> None:
    if format == "pdf":
        request.getfixturevalue("weasyprint")
    assert len(write_report(letter_apparatus, format)) > 500


def test_the_end_of_a_name_tells_the_format() -> None:
    assert [format_of(e) for e in (".docx", ".xml", ".bib", ".nothing", "")] == ["docx", "tei", "bibtex", "md", "md"]


def test_without_rdflib_one_form_alone_says_what_to_install(
    letter_apparatus: Apparatus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("provenance.reports.prov.prov_o_report.find_spec", lambda _name: None)
    with pytest.raises(ProvenanceError, match=r"draft-provenance\[rdf\]"):
        write_report(letter_apparatus, "prov-o")
    for format in ("prov", "prov-json"):
        assert write_report(letter_apparatus, format)


def _other(words: str) -> str:
    """Other words: put in the place of the same ones, they would be no change."""
    return words[::-1] if words != words[::-1] else f"{words}b"


@settings(deadline=None, max_examples=80)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["{}", "{{+K:{}+}}", "{{-K:{}-}}", "{{~H:{}|{}~}}"]),
            st.lists(st.sampled_from(["a", "Dear b.", "\n\n", "\n", " ", "c\td", "e  f", "Richard"]), min_size=1).map(
                "".join
            ),
        ),
        max_size=8,
    )
)
def test_every_report_that_is_read_again_has_both_texts_to_the_letter(
    build_apparatus: Callable[[str], Apparatus], pieces: list[tuple[str, str]]
) -> None:
    marked = "".join(form.format(words, _other(words)) for form, words in pieces)
    apparatus = build_apparatus(f"The {marked} end.")
    wanted = [apparatus.base.text, apparatus.revised.text]
    authors = {attribution.revisers for attribution in apparatus.attributions}
    for format, name in READ_AGAIN.items():
        made = write_report(apparatus, format)
        data = made if isinstance(made, bytes) else made.encode()
        [work] = read_source(SourceFile(Path(name), data)).works
        assert [work.versions[0].text, work.versions[-1].text] == wanted, format
        assert {mark.revisers for mark in work.marks} == authors, format


@pytest.mark.parametrize("between", [" ", "\n"])
def test_a_paragraph_split_in_two_is_one_break_in_the_texts_that_come_back(
    build_apparatus: Callable[[str], Apparatus], between: str
) -> None:
    apparatus = build_apparatus(f"The fee is due.{{~H:{between}|\n\n~}}It is paid in May.{{-K:\n\n-}} So be it.")
    for format, name in READ_AGAIN.items():
        made = write_report(apparatus, format)
        data = made if isinstance(made, bytes) else made.encode()
        [work] = read_source(SourceFile(Path(name), data)).works
        assert work.versions[0].text == f"The fee is due.{between}It is paid in May.\n\n So be it.", format
        assert work.versions[-1].text == "The fee is due.\n\nIt is paid in May. So be it.", format
        assert [len(v.blocks) for v in (work.versions[0], work.versions[-1])] == [2, 2], format
