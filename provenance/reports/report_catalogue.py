"""The reports that there are, by the name of their format; a report's module is imported when it is asked for."""

from importlib import import_module
from typing import cast

from provenance.errors import UnreadableInput
from provenance.model.attributions import Apparatus
from provenance.reports.report import Report

REPORTS: dict[str, str] = {
    "md": "provenance.reports.plain.markdown_report",
    "txt": "provenance.reports.plain.text_report",
    "html": "provenance.reports.html.html_report",
    "pdf": "provenance.reports.html.pdf_report",
    "docx": "provenance.reports.docx.docx_report",
    "tei": "provenance.reports.tei.tei_report",
    "tei-genetic": "provenance.reports.tei.tei_genetic_report",
    "prov": "provenance.reports.prov.prov_report",
    "prov-json": "provenance.reports.prov.prov_json_report",
    "prov-o": "provenance.reports.prov.prov_o_report",
    "annotations": "provenance.reports.prov.annotations_report",
    "cite": "provenance.reports.cite.citation_report",
    "bibtex": "provenance.reports.cite.bibtex_report",
    "csl-json": "provenance.reports.cite.csl_json_report",
    "json": "provenance.reports.plain.json_report",
    "csv": "provenance.reports.plain.csv_report",
}
"""Format → module."""

RECORDS_OF_ACTS = frozenset(
    {"docx", "tei", "tei-genetic", "prov", "prov-json", "prov-o", "annotations", "cite", "bibtex", "csl-json"}
)
"""Formats in which it is read who did what to which words, without the sentences around it."""

ENDINGS = {"xml": "tei", "provn": "prov", "trig": "prov-o", "bib": "bibtex", "jsonld": "annotations", "htm": "html"}
"""What a file's name may end with instead of the name of the format."""


def format_of(ending: str) -> str:
    """The format that a file's ending asks for (".bib", "docx"); Markdown if it asks for none."""
    bare = ending.lstrip(".").lower()
    return ENDINGS.get(bare, bare if bare in REPORTS else "md")


_UNLIKE_OTHERS = frozenset({"docx", "html", "pdf"})
"""Formats that nobody takes for another of ours; what is called `.json` or `.xml` may be several."""


def misnamed(name: str, ending: str, asked: str | None, format: str) -> str | None:
    """That a file's name says nothing of the format that was chosen for it, or says another; None if all is well.

    >>> misnamed("a.zzz", ".zzz", None, "md")
    'a.zzz: no format is called zzz, so this is md; --format says another'
    >>> misnamed("a.pdf", ".pdf", "md", "md")
    'a.pdf: holds md, and its name ends as that of pdf'
    >>> misnamed("a.json", ".json", "prov-json", "prov-json")
    """
    bare = ending.lstrip(".").lower()
    known = ENDINGS.get(bare, bare if bare in REPORTS else None)
    if known is None:
        return (
            None
            if asked or not bare
            else f"{name}: no format is called {bare}, so this is {format}; --format says another"
        )
    differs = known != format and not _UNLIKE_OTHERS.isdisjoint({known, format})
    return f"{name}: holds {format}, and its name ends as that of {known}" if differs else None


def write_report(apparatus: Apparatus, format: str) -> str | bytes:
    """The apparatus in `format`; UnreadableInput lists the formats if there is no such.

    A format that records acts says of a comparison backwards what differs, and names nobody for it.
    """
    if format not in REPORTS:
        raise UnreadableInput(f"format {format!r} is not known; there are {', '.join(REPORTS)}")
    if apparatus.is_backwards and format in RECORDS_OF_ACTS:
        from provenance.attribution.backwards import without_names

        apparatus = without_names(apparatus)
    return cast(Report, import_module(REPORTS[format])).write(apparatus)
