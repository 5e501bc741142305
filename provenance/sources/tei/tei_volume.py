"""What a TEI volume says of itself, before any of its documents is read."""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from provenance.model.testimony import Person
from provenance.sources.frus.frus_citation import FrusId
from provenance.sources.harmless_xml import attribute
from provenance.sources.tei.tei_hands import Hands


@dataclass(frozen=True, slots=True)
class Volume:
    """A volume: its id, its full title, its persons by their `@xml:id`, the hash of the file it came in, its hands."""

    id: str | None
    title: str | None
    persons: Mapping[str, Person]
    sha256: str
    hands: Hands

    def id_of(self, key: str) -> str:
        """The id of the work that the volume calls `key` ("d309")."""
        return f"{self.id}-{key}" if self.id else key

    def url_of(self, key: str) -> str | None:
        """The link to the published document, for volumes of the series."""
        is_frus = self.id is not None and self.id.startswith("frus")
        return FrusId(self.id or "", key).url if is_frus else None

    def picture_of(self, page: etree._Element) -> str | None:
        """The link to the picture of a page (TEI `pb/@facs`): the address given, or where the series shows it."""
        given, key = (page.get("facs") or "").split()[:1], attribute(page, "id")
        if given and ("." in given[0] or "/" in given[0]):
            return given[0]
        return self.url_of(key) if given and key else None

    def page_of(self, page: etree._Element) -> tuple[str | None, str | None]:
        """The number of a page, and the link to its picture."""
        return page.get("n"), self.picture_of(page)

    def cite(self, key: str, number: str) -> str | None:
        """The volume by its own title, or as its id tells, and the document's number; None if it has neither."""
        if self.title:
            return f"{self.title}, document {number}"
        return FrusId(self.id, key).citation if self.id else None
