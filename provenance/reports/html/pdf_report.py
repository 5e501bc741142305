"""The page on paper: the HTML report as a PDF, made by WeasyPrint."""

import logging
from typing import Any

from provenance.errors import ProvenanceError
from provenance.model.attributions import Apparatus
from provenance.reports.html import html_report


def write(apparatus: Apparatus) -> bytes:
    """The PDF of the redline with everything below it. ProvenanceError if WeasyPrint or Pango is not installed.

    The file holds no time of making and no name of a machine: the same apparatus gives the same report.
    """
    weasyprint = _weasyprint()
    page = weasyprint.HTML(string=html_report.write(apparatus), url_fetcher=_refuse)
    return bytes(page.write_pdf(pdf_variant="pdf/ua-1"))


def _weasyprint() -> Any:
    """The library, quiet; it is large and is loaded for this format alone."""
    try:
        import weasyprint
    except (ImportError, OSError) as trouble:
        raise ProvenanceError(
            "a PDF needs WeasyPrint and Pango: pip install 'draft-provenance[pdf]', and on Debian "
            f"apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 ({trouble})"
        ) from trouble
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    return weasyprint


def _refuse(url: str, *_: object, **__: object) -> dict[str, Any]:
    """A report asks for nothing from outside, whatever a document holds."""
    raise ValueError(f"a report does not fetch {url}")
