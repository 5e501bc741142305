"""The page on paper: the HTML report as a PDF, made by WeasyPrint."""

import logging
import re
from collections.abc import Container
from typing import Any

from provenance.errors import ProvenanceError, UnreadableInput
from provenance.model.attributions import Apparatus
from provenance.reports.html import html_report

LONGEST = 5_000_000
"""So many letters may a page have; one of 3,000 changes has about as many, and takes some three minutes."""

_SWITCH = re.compile(r":has\(#(?P<switch>[\w-]+)(?P<state>:checked|:not\(:checked\))\)")
_SWITCHED_ON = re.compile(r'<input(?=[^>]*\schecked)[^>]*\sid="([\w-]+)"')
_EVERY, _NONE = ":is(*)", ":not(*)"


def write(apparatus: Apparatus) -> bytes:
    """The PDF of the redline with everything below it.

    ProvenanceError if WeasyPrint or Pango is not installed, UnreadableInput if the page is too long for it.

    The file holds no time of making and no name of a machine: the same apparatus gives the same report.
    """
    weasyprint = _weasyprint()
    page = html_report.write(apparatus)
    if len(page) > LONGEST:
        raise UnreadableInput(
            f"{apparatus.work.title}: the report is too long for a PDF: its page has {len(page) / 1e6:.1f} million "
            f"letters, and no more than {LONGEST / 1e6:g} can be set (a gigabyte of memory for each); ask for html and "
            "print that from a browser, or for docx"
        )
    made = weasyprint.HTML(string=_unswitched(page), url_fetcher=_refuse)
    return bytes(made.write_pdf(pdf_variant="pdf/ua-1"))


def _unswitched(page: str) -> str:
    """The page with its switches left as they stand, as nobody moves them on paper.

    A rule that asks the whole page for a switch is answered here once. WeasyPrint would answer it at every element, in
    minutes for a page of 200 changes.
    """
    head, style, rest = page.partition("</style>")
    on = set(_SWITCHED_ON.findall(rest))
    return _SWITCH.sub(lambda asked: _EVERY if _is_so(asked, on) else _NONE, head) + style + rest


def _is_so(asked: re.Match[str], on: Container[str]) -> bool:
    return (asked["switch"] in on) == (asked["state"] == ":checked")


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
