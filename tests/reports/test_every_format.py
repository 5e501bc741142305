"""Every format that the catalogue names is written, and a file's name asks for the right one."""

import pytest

from provenance.errors import ProvenanceError
from provenance.model.attributions import Apparatus
from provenance.reports.report_catalogue import REPORTS, format_of, write_report


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
