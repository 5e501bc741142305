"""The reports that there are, by the name of their format; a report's module is imported when it is asked for."""

from importlib import import_module
from typing import cast

from provenance.errors import UnreadableInput
from provenance.model.attributions import Apparatus
from provenance.reports.report import Report

REPORTS: dict[str, str] = {
    "md": "provenance.reports.markdown_report",
    "txt": "provenance.reports.text_report",
    "html": "provenance.reports.html_report",
    "pdf": "provenance.reports.pdf_report",
    "docx": "provenance.reports.docx_report",
    "tei": "provenance.reports.tei_report",
    "tei-genetic": "provenance.reports.tei_genetic_report",
    "prov": "provenance.reports.prov_report",
    "prov-json": "provenance.reports.prov_json_report",
    "prov-o": "provenance.reports.prov_o_report",
    "annotations": "provenance.reports.annotations_report",
    "cite": "provenance.reports.citation_report",
    "bibtex": "provenance.reports.bibtex_report",
    "csl-json": "provenance.reports.csl_json_report",
    "json": "provenance.reports.json_report",
    "csv": "provenance.reports.csv_report",
}
"""Format → module."""

ENDINGS = {"xml": "tei", "provn": "prov", "trig": "prov-o", "bib": "bibtex", "jsonld": "annotations", "htm": "html"}
"""What a file's name may end with instead of the name of the format."""


def format_of(ending: str) -> str:
    """The format that a file's ending asks for (".bib", "docx"); Markdown if it asks for none."""
    bare = ending.lstrip(".").lower()
    return ENDINGS.get(bare, bare if bare in REPORTS else "md")


def write_report(apparatus: Apparatus, format: str) -> str | bytes:
    """The apparatus in `format`; UnreadableInput lists the formats if there is no such."""
    if format not in REPORTS:
        raise UnreadableInput(f"format {format!r} is not known; there are {', '.join(REPORTS)}")
    return cast(Report, import_module(REPORTS[format])).write(apparatus)
