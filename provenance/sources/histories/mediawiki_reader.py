"""The history of a page as MediaWiki exports it (export-0.10, export-0.11), read as a stream.

What an administrator has hidden is a gap: the revision is there, its words or its author are not known. Whoever was
not logged in is recorded by address, which is what the wiki itself records. The format:
https://www.mediawiki.org/xml/export-0.11.xsd
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from lxml import etree

from provenance.errors import UnreadableInput
from provenance.model.histories import Revision
from provenance.sources.packed import LARGEST_REVISION, open_packed


def read_revisions(path: Path, page: str | None = None) -> Iterator[Revision]:
    """Every revision of a page, in the order of the export; `page` (a title) is needed where it holds several."""
    if page is None:
        page = _only_title(path)
    found = False
    with open_packed(path) as file:
        title = ""
        for element in _elements(file, path):
            match etree.QName(element).localname:
                case "title":
                    title = _words(element)
                    if found and title != page:
                        return
                case "revision" if title == page:
                    found = True
                    yield _revision(element, path)
                    element.clear()
                case _:
                    _let_go(element)
    if not found:
        raise UnreadableInput(f"{path}: holds no revision of a page called {page!r}")


def _only_title(path: Path) -> str:
    """The title of the page, if there is but one."""
    titles: list[str] = []
    with open_packed(path) as file:
        for element in _elements(file, path):
            if etree.QName(element).localname == "title":
                titles.append(_words(element))
                if len(titles) > 1:
                    named = " and ".join(repr(title) for title in titles)
                    raise UnreadableInput(f"{path}: holds several pages, such as {named}; name one of them with --page")
            _let_go(element)
    if not titles:
        raise UnreadableInput(f"{path}: holds no page; give an export of one page with its revisions")
    return titles[0]


class _Bounded:
    """A file that ends in a sentence where more is read for one revision than one may hold."""

    def __init__(self, file: BinaryIO, path: Path) -> None:
        self._file = file
        self._path = path
        self.since = 0

    def read(self, size: int) -> bytes:
        self.since += size
        if self.since > 2 * LARGEST_REVISION:
            raise UnreadableInput(
                f"{self._path}: one revision is longer than {LARGEST_REVISION // 1024**2} MB, the most that is read"
            )
        return self._file.read(size)


def _elements(file: BinaryIO, path: Path) -> Iterator[Any]:
    """The titles, revisions and pages of an export, each when it is complete; entities are never followed."""
    bounded = _Bounded(file, path)
    try:
        parsed = etree.iterparse(
            bounded,
            events=("start", "end"),
            tag=("{*}mediawiki", "{*}title", "{*}revision", "{*}page"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=True,
            remove_comments=True,
            remove_pis=True,
        )
        for event, element in parsed:
            if event == "start":
                if element.getparent() is None and element.getroottree().docinfo.doctype:
                    raise UnreadableInput(
                        f"{path}: has a document type declaration, which no export has; it is not read"
                    )
                continue
            bounded.since = 0
            yield element
    except etree.XMLSyntaxError as trouble:
        raise UnreadableInput(f"{path}: is not the whole of an XML export ({trouble.msg}); export it again") from None


def _let_go(element: Any) -> None:
    """Forget an element that has been read, and those before it."""
    if etree.QName(element).localname in {"revision", "page"}:
        element.clear()
        while element.getprevious() is not None:
            element.getparent().remove(element.getprevious())


def _revision(element: Any, path: Path) -> Revision:
    fields = {etree.QName(child).localname: child for child in element if isinstance(child.tag, str)}
    identity = _words(fields["id"]).strip() if "id" in fields else ""
    if not identity:
        raise UnreadableInput(f"{path}: line {element.sourceline}: a revision has no id; export the page again")
    return Revision(
        identity,
        _shown(fields.get("text")),
        authors=_authors(fields.get("contributor")),
        date=_line(fields.get("timestamp")),
        comment=_line(fields.get("comment")),
    )


def _shown(text: Any) -> str | None:
    """The words of a revision; None if they are hidden, or were never exported (stubs)."""
    if text is None or _is_hidden(text):
        return None
    words = _words(text)
    return None if not words and text.get("bytes", "0") != "0" else words


def _authors(contributor: Any) -> tuple[str, ...]:
    if contributor is None or _is_hidden(contributor):
        return ()
    named = (child for child in contributor if etree.QName(child).localname in {"username", "ip"})
    return tuple(name for child in named if (name := _words(child).strip()))


def _line(element: Any) -> str | None:
    if element is None or _is_hidden(element):
        return None
    return _words(element).strip() or None


def _words(element: Any) -> str:
    """All words in an element, whatever else a program that wrote the export put between them."""
    return "".join(map(str, element.itertext()))


def _is_hidden(element: Any) -> bool:
    return element.get("deleted") is not None
