"""W3C PROV in PROV-O, for the semantic web: TriG, which is Turtle with the bundles as named graphs.

See https://www.w3.org/TR/prov-o/ and https://www.w3.org/TR/trig/.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from prov.identifier import QualifiedName
from prov.model import ProvBundle, ProvDocument, ProvRecord

from provenance.errors import ProvenanceError
from provenance.model.attributions import Apparatus
from provenance.reports.prov.prov_document import make_document

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
"""What follows a prefix in TriG as it stands; of other names the whole address is written."""
_PREFIXES = {
    "http://www.w3.org/ns/prov#": "prov",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/2000/01/rdf-schema#": "rdfs",
    "http://www.w3.org/2001/XMLSchema#": "xsd",
}
MOST_RECORDS = 5_000
"""So many records are written in one part."""
MOST_FACTS = 20
"""So many facts of a relation are written at once: `prov` goes over all of a relation for each of its facts."""


def write(apparatus: Apparatus) -> str:
    """The apparatus in PROV-O. ProvenanceError if rdflib, which this form alone needs, is not installed."""
    if find_spec("rdflib") is None:
        raise ProvenanceError("PROV-O needs rdflib: pip install 'draft-provenance[rdf]'; prov-json needs nothing more")
    from prov.serializers.provrdf import ProvRDFSerializer

    document = make_document(apparatus)
    prefixes = {one.uri: one.prefix for one in document.namespaces} | _PREFIXES
    lines = [f"@prefix {prefix}: <{uri}> ." for uri, prefix in prefixes.items()]
    for part in _in_parts(document):
        for bundle in (part, *part.bundles):
            lines += _written(ProvRDFSerializer(part).encode_container(bundle), bundle.identifier, prefixes)
    return "\n".join([*lines, ""])


def _written(graph: "Graph", bundle: QualifiedName | None, prefixes: Mapping[str, str]) -> Iterator[str]:
    """The lines of TriG: the subjects of a graph in their order, a fact a line; of a bundle, between braces.

    rdflib's own writer looks every name up in every graph, and orders all of them twice.
    """

    @cache
    def name(term: "Node") -> str:
        uri = str(term)
        cut = max(uri.rfind("#"), uri.rfind("/")) + 1
        is_plain = not isinstance(term, Literal | BNode) and uri[:cut] in prefixes and _PLAIN.fullmatch(uri[cut:])
        return f"{prefixes[uri[:cut]]}:{uri[cut:]}" if is_plain else term.n3()

    from rdflib.term import BNode, Literal, URIRef

    facts = sorted((name(subject), name(verb), name(thing)) for subject, verb, thing in graph)
    yield "" if bundle is None else f"\n{name(URIRef(bundle.uri))} {{"
    for subject, told in groupby(facts, key=itemgetter(0)):
        yield f"{subject} " + " ;\n    ".join(f"{verb} {thing}" for _, verb, thing in told) + " ."
    if bundle is not None:
        yield "}"


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
