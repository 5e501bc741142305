"""The report of a comparison in every format, one by one or all in one file."""

import io
import zipfile

from provenance.errors import ProvenanceError
from provenance.model.versions import Holding
from provenance.reports.report_catalogue import REPORTS, write_report
from provenance.web.asking import apparatus_of, held, version_called
from provenance.web.visits import Answer, Download, Page, Visit, file_name

_KINDS: dict[str, tuple[str, str, str, str]] = {
    "docx": ("Word", ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
             "the final text with every change tracked by its reviser, each with its evidence as a comment: a new file "
             "(`provenance report` writes them into the Word file that the work came from)"),
    "pdf": ("PDF", ".pdf", "application/pdf", "the page of the text, to print"),
    "html": ("Web page", ".html", "text/html", "one file that needs no network, to read or to send"),
    "md": ("Markdown", ".md", "text/markdown", "the whole report as plain text with headings"),
    "txt": ("Plain text", ".txt", "text/plain", "the redline, readable without colour"),
    "tei": ("TEI", ".tei.xml", "application/tei+xml", "a critical apparatus, parallel segmentation"),
    "tei-genetic": ("TEI, genetic", ".genetic.tei.xml", "application/tei+xml", "the same with every hand"),
    "prov": ("PROV-N", ".provn", "text/provenance-notation", "W3C PROV, in its notation for people"),
    "prov-json": ("PROV-JSON", ".prov.json", "application/json", "W3C PROV for programs"),
    "prov-o": ("PROV-O", ".trig", "application/trig", "W3C PROV as linked data"),
    "annotations": ("Web Annotations", ".jsonld", "application/ld+json", "each change as a W3C annotation of the text"),
    "cite": ("Citations, note style", ".citations.txt", "text/plain", "the work and each change, ready for a footnote"),
    "bibtex": ("BibTeX", ".bib", "application/x-bibtex", "the same for LaTeX"),
    "csl-json": ("CSL-JSON", ".csl.json", "application/vnd.citationstyles.csl+json", "the same for Zotero and pandoc"),
    "json": ("JSON", ".json", "application/json", "everything, for programs"),
    "csv": ("CSV", ".csv", "text/csv", "the table of changes, for a spreadsheet"),
}  # fmt: skip


def reports(visit: Visit) -> Answer:
    """Every format with a button; and the pair of versions that is reported on."""
    holding = held(visit)
    pair = _pair(visit, holding)
    formats = [(name, *_kind(name)) for name in REPORTS]
    formats.sort(key=lambda one: [*_KINDS].index(one[0]) if one[0] in _KINDS else len(_KINDS))
    shown = {"holding": holding, "tab": "reports", "formats": formats, "picked": pair}
    return Page("reports.html", f"{holding.work.title}: reports", shown)


def report(visit: Visit) -> Answer:
    """One report as a file."""
    holding = held(visit)
    format = visit.name("format")
    if format == "all.zip":
        return _all(visit, holding)
    made = write_report(apparatus_of(visit, holding, visit.asked("from"), visit.asked("to")), format)
    _, ending, kind, _ = _kind(format)
    return Download(file_name(holding.work.id, ending), kind, _bytes(made))


def _all(visit: Visit, holding: Holding) -> Download:
    """Every report in one zip; a format that cannot be written says why in a file of its own."""
    apparatus = apparatus_of(visit, holding, visit.asked("from"), visit.asked("to"))
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name in REPORTS:
            try:
                made, ending = _bytes(write_report(apparatus, name)), _kind(name)[1]
            except ProvenanceError as error:
                made, ending = f"{error}\n".encode(), f".{name}-missing.txt"
            package.writestr(zipfile.ZipInfo(file_name(holding.work.id, ending)), made)
    return Download(file_name(holding.work.id, ".zip"), "application/zip", content.getvalue())


def _pair(visit: Visit, holding: Holding) -> tuple[object, object]:
    if len(holding.versions) < 2:
        return (None, None)
    base, revised = visit.asked("from"), visit.asked("to")
    if base and revised:
        return version_called(holding, base), version_called(holding, revised)
    apparatus = apparatus_of(visit, holding)
    return version_called(holding, apparatus.base.id), version_called(holding, apparatus.revised.id)


def _kind(format: str) -> tuple[str, str, str, str]:
    return _KINDS.get(format, (format, f".{format}", "application/octet-stream", ""))


def _bytes(made: str | bytes) -> bytes:
    return made.encode("utf-8", "replace") if isinstance(made, str) else made
