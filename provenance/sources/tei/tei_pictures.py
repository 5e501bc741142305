"""Where the picture of a page is: the address that a page break gives, or that of the surface that it points to."""

from lxml import etree

from provenance.sources.harmless_xml import attribute, local


class Pictures:
    """The pictures that a file lists (`facsimile`, `surface`, `graphic`), by the ids of what shows them."""

    def __init__(self, top: etree._Element) -> None:
        """Look through the whole file that `top` stands in."""
        self._by_id: dict[str, str] = {}
        for graphic in top.getroottree().getroot().iter("{*}graphic"):
            above = list(graphic.iterancestors("{*}surface", "{*}zone"))
            for each in (graphic, *above[:1]):
                if (key := attribute(each, "id")) and (address := graphic.get("url")):
                    self._by_id.setdefault(key, address)

    def address(self, page: etree._Element) -> str | None:
        """The address of a page's picture; None where only a number or a pointer to nothing is given."""
        if local(page.tag) == "surface":
            graphic = page.find("{*}graphic")
            return graphic.get("url") if graphic is not None else None
        for given in (page.get("facs") or "").split()[:1]:
            if given.startswith("#"):
                return self._by_id.get(given[1:])
            return given if "." in given or "/" in given else self._by_id.get(given)
        return None
