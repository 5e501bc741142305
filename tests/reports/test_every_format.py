"""Every format that the catalogue names is written, and a file's name asks for the right one."""

import importlib.util

import pytest

from provenance.model.attributions import Apparatus
from provenance.reports.report_catalogue import REPORTS, format_of, write_report


@pytest.mark.parametrize("format", REPORTS)
def test_every_format_is_written(format: str, letter_apparatus: Apparatus) -> None:
    if format == "pdf" and importlib.util.find_spec("weasyprint") is None:
        pytest.skip("WeasyPrint is not installed (pip install 'draft-provenance[pdf]')")
    assert len(write_report(letter_apparatus, format)) > 500


def test_the_end_of_a_name_tells_the_format() -> None:
    assert [format_of(e) for e in (".docx", ".xml", ".bib", ".nothing", "")] == ["docx", "tei", "bibtex", "md", "md"]
