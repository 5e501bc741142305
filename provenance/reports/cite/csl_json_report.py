"""Citations in CSL-JSON, as Zotero and pandoc read them: an item for the work and one for each change.

See https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables.
"""

import json
import re

from provenance.model.attributions import Apparatus
from provenance.reports.cite.citation import Citation, cite_all
from provenance.text.visible import in_json


def write(apparatus: Apparatus) -> str:
    """The items as a JSON array."""
    items = [as_csl(citation) for citation in cite_all(apparatus)]
    return in_json(json.dumps(items, ensure_ascii=False, indent=2)) + "\n"


def as_csl(citation: Citation) -> dict[str, object]:
    """A `document`; what is not known has no variable."""
    item: dict[str, object] = {
        "id": citation.key,
        "type": "document",
        "title": citation.title,
        "container-title": citation.source,
        "issued": _date(citation.date) if citation.date else None,
        "page": "-".join(citation.pages),
        "URL": citation.url,
        "note": citation.provenance,
    }
    return {name: value for name, value in item.items() if value}


def _date(date: str) -> dict[str, object]:
    """The parts of the date that are known; words where they are no year, month and day."""
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", date):
        return {"literal": date}
    return {"date-parts": [[int(part) for part in date.split("-")]]}
