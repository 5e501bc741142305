"""Words looked up in all that a library holds."""

from provenance.attribution.occurrences import read_occurrences
from provenance.model.versions import Occurrence
from provenance.store.library import Library
from provenance.store.version_search import find_in_versions, works_to_read


def find_words(library: Library, words: str) -> list[Occurrence]:
    """Where the words stand, sentence by sentence, in any version of any work."""
    hits = library.search(words)
    met = [library.holding(work) for work in dict.fromkeys(hit.work for hit in hits)]
    labels = {(outline.work, outline.id): outline.label for held in met for outline in held.versions}
    versions = {key: library.version(*key) for key in dict.fromkeys((hit.work, hit.version) for hit in hits)}
    found = [
        occurrence
        for hit in hits
        for occurrence in read_occurrences(
            versions[hit.work, hit.version], hit.span, hit.found, tuple(labels[hit.work, name] for name in hit.versions)
        )
    ]
    with library.database.read() as connection:
        for work in works_to_read(connection):
            found += find_in_versions(connection, work, words)
    return found
