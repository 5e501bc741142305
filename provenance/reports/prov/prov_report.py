"""W3C PROV in PROV-N, the notation for people. See https://www.w3.org/TR/prov-n/."""

from provenance.model.attributions import Apparatus
from provenance.reports.prov.prov_document import make_document


def write(apparatus: Apparatus) -> str:
    """The apparatus in PROV-N."""
    return str(make_document(apparatus).get_provn()) + "\n"
