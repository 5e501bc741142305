"""W3C PROV in PROV-O, for the semantic web: TriG, which is Turtle with the bundles as named graphs.

See https://www.w3.org/TR/prov-o/ and https://www.w3.org/TR/trig/.
"""

import warnings

from provenance.model.attributions import Apparatus
from provenance.reports.prov.prov_document import make_document


def write(apparatus: Apparatus) -> str:
    """The apparatus in PROV-O."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Dataset", DeprecationWarning)  # rdflib's writer uses its own old names
        return str(make_document(apparatus).serialize(format="rdf", rdf_format="trig"))
