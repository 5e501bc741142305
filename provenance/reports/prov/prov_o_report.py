"""W3C PROV in PROV-O, for the semantic web: TriG, which is Turtle with the bundles as named graphs.

See https://www.w3.org/TR/prov-o/ and https://www.w3.org/TR/trig/.
"""

import warnings
from collections.abc import Iterator
from importlib.util import find_spec

from prov.identifier import QualifiedName
from prov.model import ProvBundle, ProvDocument, ProvRecord

from provenance.errors import ProvenanceError
from provenance.model.attributions import Apparatus
from provenance.reports.prov.prov_document import make_document

MOST_RECORDS = 5_000
"""So many records are written in one part."""
MOST_FACTS = 20
"""So many facts of a relation are written at once: `prov` goes over all of a relation for each of its facts."""


def write(apparatus: Apparatus) -> str:
    """The apparatus in PROV-O. ProvenanceError if rdflib, which this form alone needs, is not installed."""
    if find_spec("rdflib") is None:
        raise ProvenanceError("PROV-O needs rdflib: pip install 'draft-provenance[rdf]'; prov-json needs nothing more")
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Dataset", DeprecationWarning)  # rdflib's writer uses its own old names
        parts = _in_parts(make_document(apparatus))
        return "".join(str(part.serialize(format="rdf", rdf_format="trig")) for part in parts)


def _in_parts(document: ProvDocument) -> Iterator[ProvDocument]:
    """The document, a long one as several that hold some of the records each.

    TriG joins graphs of one name, so that they say the same side by side; as one, rdflib would need a kilobyte a triple
    for all of them at once.
    """
    rows = [
        (bundle.identifier, piece)
        for bundle in (document, *document.bundles)
        for record in bundle.records
        for piece in _in_pieces(record, bundle)
    ]
    for start in range(0, len(rows), MOST_RECORDS):
        part = ProvDocument(namespaces=document.namespaces)
        bundles: dict[QualifiedName, ProvBundle] = {}
        for name, record in rows[start : start + MOST_RECORDS]:
            if name is None:
                part.add_record(record)
                continue
            if name not in bundles:
                bundles[name] = part.bundle(name)
            bundles[name].add_record(record)
        yield part


def _in_pieces(record: ProvRecord, bundle: ProvBundle) -> Iterator[ProvRecord]:
    """The record, a relation of which much is said as several of one name that say some of it each."""
    said = list(record.extra_attributes)
    if not record.is_relation() or len(said) <= MOST_FACTS:
        yield record
        return
    for start in range(0, len(said), MOST_FACTS):
        facts = [*record.formal_attributes, *said[start : start + MOST_FACTS]]
        yield type(record)(bundle, record.identifier, facts)
