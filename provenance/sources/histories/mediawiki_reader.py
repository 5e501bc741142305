"""The history of a page as MediaWiki exports it (export-0.10, export-0.11), read as a stream.

What an administrator has hidden is a gap: the revision is there, its words or its author are not known. Whoever was
not logged in is recorded by address, which is what the wiki itself records. A revision that was made from one that the
export does not hold, as an export of some revisions of a page begins, follows a gap too: what it has beyond the ones
before may be of others. The format: https://www.mediawiki.org/xml/export-0.11.xsd
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from lxml import etree

from provenance.errors import UnreadableInput
from provenance.model.histories import Revision
from provenance.sources.packed import LARGEST_REVISION, open_packed
from provenance.sources.telling import Tell, unheard


def read_revisions(path: Path, page: str | None = None, tell: Tell = unheard) -> Iterator[Revision]:
    """Every revision of a page, in the order of the export; `page` (a title) is needed where it holds several.

    `tell` takes what must be said of the record: where it is cut off, and texts that are not what was exported.
    """
    if page is None:
        page = _only_title(path)
    found = False
    record = _Record(path, tell)
    with open_packed(path) as file:
        title = ""
        for element in _elements(file, path):
            match etree.QName(element).localname:
                case "title":
                    title = _words(element)
                    if found and title == page:
                        raise _of_one_title(path, page)
                    if found:
                        break
                case "revision" if title == page:
                    found = True
                    yield from record.take(element)
                    element.clear()
                case _:
                    _let_go(element)
    if not found:
        raise UnreadableInput(f"{path}: holds no revision of a page called {page!r}")
    yield from record.rest()
    record.tell_of_what_is_amiss()


class _Record:
    """The revisions of a page as they come, each held against what the export says of it."""

    def __init__(self, path: Path, tell: Tell) -> None:
        self._path = path
        self._tell = tell
        self._seen: set[str] = set()
        self._missing: dict[str, str] = {}
        self._first: Revision | None = None
        self._amiss: dict[str, list[str]] = {}

    def take(self, element: Any) -> Iterator[Revision]:
        """The revision, and before it the one that it was made from, as a gap, if the export does not hold that."""
        revision = _revision(element, self._path)
        parent = _child_words(element, "parentid")
        if revision.id in self._missing:
            raise self._out_of_order(self._missing[revision.id], revision.id)
        if parent not in {"", "0", revision.id} and parent not in self._seen:
            self._seen.add(parent)
            self._missing[parent] = revision.id
            yield Revision(parent, None, comment="not in the export")
        elif not parent and not self._seen:  # without parents, only the next one's date can tell the order
            self._first = revision
        elif self._first is not None:
            if not parent and (revision.date or "~") < (self._first.date or ""):
                raise self._out_of_order(self._first.id, revision.id)
            yield from self.rest()
        self._seen.add(revision.id)
        for what in _amiss(element, revision):
            self._amiss.setdefault(what, []).append(revision.id)
        if revision is not self._first:
            yield revision

    def rest(self) -> Iterator[Revision]:
        """The first revision, if it still waits for one after it."""
        if self._first is not None:
            yield self._first
        self._first = None

    def _out_of_order(self, child: str, parent: str) -> UnreadableInput:
        return UnreadableInput(
            f"{self._path}: revision {child} stands before the older revision {parent}; "
            "export the page again with its oldest revision first"
        )

    def tell_of_what_is_amiss(self) -> None:
        """Tell of revisions that are not there, and of those of which something is not as it should be."""
        if self._missing:
            parent, child = next(iter(self._missing.items()))
            others = len(self._missing) - 1
            are = f", and {others} more are" if others else ", is"
            self._tell(
                f"{self._path}: revision {parent}, from which {child} was made{are} not in the export; unless the "
                "library has it, who wrote what came in there is not known"
            )
        for what, revisions in self._amiss.items():
            more = f" and {len(revisions) - 1} more" if len(revisions) > 1 else ""
            self._tell(f"{self._path}: revision {revisions[0]}{more}: {what}")


def _amiss(element: Any, revision: Revision) -> Iterator[str]:
    """What is not as it should be in a revision whose words are known, in parts of sentences."""
    if revision.text is None:
        return
    if _is_altered(element, revision.text):
        yield "the words have another hash than the wiki gave for them, so they were altered since"
    if any(True for _ in element.iterchildren("{*}content")):
        yield "what the page holds beside its main text is not read"
    if (model := _child_words(element, "model")) not in {"", "wikitext", "text"}:
        yield f"the wiki calls the words “{model:.40}”, not wikitext; they are read as they stand"


def _is_altered(element: Any, text: str) -> bool:
    """True if the wiki's hash of a revision (SHA-1 to the base 36) is given, and is not that of its words."""
    given = _child_words(element, "sha1")
    if len(given) != _SHA1_LETTERS or any(etree.QName(child).localname == "content" for child in element.iter("{*}*")):
        return False
    try:
        return int(given, 36) != int(hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest(), 16)
    except ValueError:
        return False


_SHA1_LETTERS = 31


def _child_words(element: Any, name: str) -> str:
    found = next((child for child in element.iterchildren("{*}" + name)), None)
    return "" if found is None else _words(found).strip()


def _only_title(path: Path) -> str:
    """The title of the page, if there is but one."""
    titles: list[str] = []
    with open_packed(path) as file:
        for element in _elements(file, path):
            if etree.QName(element).localname == "title":
                titles.append(_words(element))
                if len(titles) > len(set(titles)):
                    raise _of_one_title(path, titles[0])
                if len(titles) > 1:
                    named = " and ".join(repr(title) for title in titles)
                    raise UnreadableInput(f"{path}: holds several pages, such as {named}; name one of them with --page")
            _let_go(element)
    if not titles:
        raise UnreadableInput(f"{path}: holds no page; give an export of one page with its revisions")
    return titles[0]


def _of_one_title(path: Path, title: str) -> UnreadableInput:
    """That two pages cannot be told apart: who wrote in one of them wrote nothing in the other."""
    return UnreadableInput(f"{path}: holds two pages called {title!r}; export each of them by itself")


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
    fields: dict[str, Any] = {}
    for child in (child for child in element if isinstance(child.tag, str)):
        name = etree.QName(child).localname
        if name in fields and name != "content":
            where = f"{path}: line {element.sourceline}"
            raise UnreadableInput(f"{where}: a revision has two elements {name}; export the page again")
        fields[name] = child
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
