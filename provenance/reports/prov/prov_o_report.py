"""W3C PROV in PROV-O, for the semantic web: TriG, which is Turtle with the bundles as named graphs.

See https://www.w3.org/TR/prov-o/ and https://www.w3.org/TR/trig/.
"""

import warnings
from importlib.util import find_spec

from provenance.errors import ProvenanceError
from provenance.model.attributions import Apparatus
from provenance.reports.prov.prov_document import make_document


def write(apparatus: Apparatus) -> str:
    """The apparatus in PROV-O. ProvenanceError if rdflib, which this form alone needs, is not installed."""
    if find_spec("rdflib") is None:
        raise ProvenanceError("PROV-O needs rdflib: pip install 'draft-provenance[rdf]'; prov-json needs nothing more")
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Dataset", DeprecationWarning)  # rdflib's writer uses its own old names
        return str(make_document(apparatus).serialize(format="rdf", rdf_format="trig"))
