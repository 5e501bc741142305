"""The changes as comma-separated values (RFC 4180), one row a change, for spreadsheets.

A cell that a spreadsheet would take for a formula begins with an apostrophe (OWASP, "CSV Injection").
"""

import csv
import io

from provenance.attribution.listing import listed
from provenance.model.attributions import Apparatus
from provenance.reports.change_rows import COLUMNS, change_rows
from provenance.text.visible import visible

_OPENS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_ALWAYS = ("work", "base", "base standing", "revised", "revised standing")
_HASHES = ("base sha256", "revised sha256")


def write(apparatus: Apparatus) -> str:
    """The table with a heading line; an apparatus without changes gives the heading alone."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([*_ALWAYS, *COLUMNS, *_HASHES])
    base, revised = apparatus.base, apparatus.revised
    always = (apparatus.work.id, base.label, base.standing.value, revised.label, revised.standing.value)
    for row in change_rows(apparatus, listed(apparatus)):
        writer.writerow([harmless(cell) for cell in (*always, *row.values(), base.sha256, revised.sha256)])
    return file.getvalue()


def harmless(cell: str) -> str:
    """The cell so that no spreadsheet runs it, and no control character is left in it."""
    shown = visible(cell)
    return f"'{shown}" if shown.lstrip().startswith(_OPENS_FORMULA) else shown
