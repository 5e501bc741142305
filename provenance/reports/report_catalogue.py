"""The reports that there are, by the name of their format; a report's module is imported when it is asked for."""

from importlib import import_module
from typing import cast

from provenance.errors import UnreadableInput
from provenance.model.attributions import Apparatus
from provenance.reports.report import Report

REPORTS: dict[str, str] = {
    "md": "provenance.reports.markdown_report",
    "json": "provenance.reports.json_report",
    "csv": "provenance.reports.csv_report",
    "docx": "provenance.reports.docx_report",
    "tei": "provenance.reports.tei_report",
    "tei-genetic": "provenance.reports.tei_genetic_report",
}
"""Format → module."""


def write_report(apparatus: Apparatus, format: str) -> str | bytes:
    """The apparatus in `format`; UnreadableInput lists the formats if there is no such."""
    if format not in REPORTS:
        raise UnreadableInput(f"format {format!r} is not known; there are {', '.join(REPORTS)}")
    return cast(Report, import_module(REPORTS[format])).write(apparatus)
