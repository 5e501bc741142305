"""W3C PROV in PROV-JSON, for programs. See https://www.w3.org/submissions/prov-json/."""

from provenance.model.attributions import Apparatus
from provenance.reports.prov.prov_document import make_document
from provenance.text.visible import in_json


def write(apparatus: Apparatus) -> str:
    """The apparatus in PROV-JSON."""
    return in_json(str(make_document(apparatus).serialize(format="json", ensure_ascii=False, indent=2))) + "\n"
