"""What a TEI volume says of itself, before any of its documents is read."""

from collections.abc import Mapping
from dataclasses import dataclass

from provenance.model.testimony import Person
from provenance.sources.frus.frus_citation import FrusId


@dataclass(frozen=True, slots=True)
class Volume:
    """A volume: its id, its full title, its persons by their `@xml:id`, and the hash of the file it came in."""

    id: str | None
    title: str | None
    persons: Mapping[str, Person]
    sha256: str

    def id_of(self, key: str) -> str:
        """The id of the work that the volume calls `key` ("d309")."""
        return f"{self.id}-{key}" if self.id else key

    def url_of(self, key: str) -> str | None:
        """The link to the published document, for volumes of the series."""
        is_frus = self.id is not None and self.id.startswith("frus")
        return FrusId(self.id or "", key).url if is_frus else None

    def cite(self, key: str, number: str) -> str | None:
        """The volume by its own title, or as its id tells, and the document's number; None if it has neither."""
        if self.title:
            return f"{self.title}, document {number}"
        return FrusId(self.id, key).citation if self.id else None
