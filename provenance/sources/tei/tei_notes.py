"""The words of a TEI note on one line, and whom the source ties them to."""

from collections.abc import Container, Mapping

from lxml import etree

from provenance.model.spans import Span
from provenance.model.testimony import Person
from provenance.sources.collapsing import collapse
from provenance.sources.tei.tei_pointers import keys_of
from provenance.sources.tei.tei_walk import Walk
from provenance.sources.tei.tei_writer import LineWriter

_BY_WRITER = frozenset({"authorial", "author", "auth"})


class NoteWalk(Walk):
    """One walk through a note: its words on one line, and the stretches that the source ties to a person."""

    def __init__(self, listed: Mapping[str, Person]) -> None:
        """Begin with the persons of the file by their `@xml:id`."""
        super().__init__()
        self.writer = LineWriter()
        self._listed = listed
        self._persons: list[tuple[int, int, str]] = []

    def note(self, element: etree._Element) -> None:
        """A note inside the note is read with it."""
        self.writer.space()
        self.children(element)
        self.writer.space()

    def person(self, element: etree._Element) -> None:
        """A name that the source ties to a person of its list."""
        start = self.writer.length
        self.children(element)
        name = next((self._listed[key].name for key in keys_of(element) if key in self._listed), None)
        if name is not None and self.writer.length > start:
            self._persons.append((start, self.writer.length, name))

    def mentions(self, text: str) -> "Mentions":
        """The stretches of the note's text that name a person, without white space around them."""
        found = []
        for start, end, name in self._persons:
            words = text[start:end]
            start += len(words) - len(words.lstrip())
            found.append((Span(start, start + len(words.strip())), name))
        return tuple(found)


Mentions = tuple[tuple[Span, str], ...]
"""The stretches of a note that the source ties to a person, each with the name."""


def read_note(element: etree._Element, listed: Mapping[str, Person]) -> tuple[str, Mentions]:
    """The words of a note on one line, and the stretches in them that the source ties to a person."""
    if not len(element):
        return collapse(element.text or ""), ()
    walk = NoteWalk(listed)
    walk.through(element)
    text = walk.writer.text
    return text, walk.mentions(text)


def points_elsewhere(note: etree._Element, ids: Container[str]) -> bool:
    """True of a note that is attached to something outside of its file alone: it does not speak of this text."""
    targets = (note.get("target") or "").split()
    return bool(targets) and not any(target.startswith("#") or target in ids for target in targets)


def is_by_writer(note: etree._Element) -> bool:
    """True of a note that the writer of the text made, not its editor (`@type` or, before TEI P5, `@resp`)."""
    return any((note.get(name) or "").lower() in _BY_WRITER for name in ("type", "resp"))


def rough_words(note: etree._Element) -> str:
    """All letters of a note, quickly, with the white space of the file."""
    return etree.tostring(note, method="text", encoding="unicode", with_tail=False) if len(note) else note.text or ""
