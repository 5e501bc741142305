"""The words of a TEI note on one line, and whom the source ties them to."""

from collections import Counter
from collections.abc import Collection, Container, Iterator, Mapping

from lxml import etree

from provenance.model.spans import Span
from provenance.model.testimony import Person
from provenance.sources.collapsing import collapse
from provenance.sources.harmless_xml import local
from provenance.sources.tei.tei_pointers import keys_of
from provenance.sources.tei.tei_walk import Walk
from provenance.sources.tei.tei_writer import LineWriter
from provenance.text.numbers import number_of

_ORDERING = frozenset({"listTranspose", "transpose"})
"""What has pointers of its own, of which it is told elsewhere."""
_GENETIC = tuple(
    f"{{*}}{name}"
    for name in ("subst", "mod", "addSpan", "delSpan", "handShift", "app", "restore", "undo", "redo", "substJoin")
)
"""What a volume of documents, which is read as printed, is not read by."""
_BESIDE = ("{*}note", "{*}fw", "{*}metamark")
"""What stands on the paper and is no part of the text."""
_SHOWN = ("{*}graphic", "{*}figure", "{*}gap", "{*}ptr")
"""What a note may hold instead of words."""
CALLING = ("{*}ref", "{*}ptr", "{*}note")
"""What may call a note, or is one."""
_NAMES = ("{*}persName", "{*}name", "{*}rs")
_MOST_NAMED = 3


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


def unread_changes(document: etree._Element) -> Iterator[str]:
    """In which ways a document of a volume records changes that are read in a transcription alone."""
    found = sorted({local(each.tag) for each in document.iter(*_GENETIC)})
    if found:
        yield (
            f"its changes are read as printed, and not as {', '.join(found)} record them; a file with this document "
            'alone, without div type="document", is read as a transcription'
        )


def changes_beside(text: etree._Element) -> Iterator[str]:
    """A sentence on the changes that are recorded in what is no part of a transcribed text, such as a note."""
    found: dict[etree._Element, str] = {}
    for beside in text.iter(*_BESIDE):
        found |= dict.fromkeys(beside.iter("{*}add", "{*}del", "{*}addSpan", "{*}delSpan"), local(beside.tag))
    if found:
        places = ", ".join(f"{number} in {name}" for name, number in Counter(found.values()).most_common())
        yield (
            f"changes that are recorded in a note or beside the text are not told: {places}; "
            "words struck there are shown with the rest"
        )


def rough_words(note: etree._Element) -> str:
    """All letters of a note, quickly, with the white space of the file."""
    return etree.tostring(note, method="text", encoding="unicode", with_tail=False) if len(note) else note.text or ""


def lost_notes(calling: Collection[etree._Element], ids: Container[str]) -> Iterator[str]:
    """What of the notes of a text cannot be read: those that are called and not there, and those without words.

    A pointer within the file that leads nowhere may have called a note; what it called, nobody can tell. Nor can it be
    told who is meant in a note whose name points nowhere. `calling` are the elements of `CALLING` in the text, `ids`
    those of the file and of what it points into.
    """
    notes = [each for each in calling if local(each.tag) == "note"]
    nowhere = list(dict.fromkeys(target for each in calling for target in _lost_targets(each, ids)))
    if nowhere:
        more = ", …" if len(nowhere) > _MOST_NAMED else ""
        places, verb = number_of(len(nowhere), "place"), "is" if len(nowhere) == 1 else "are"
        yield f"the text points to {places} that {verb} not in the file ({', '.join(nowhere[:_MOST_NAMED])}{more})"
    empty = sum(1 for note in notes if not rough_words(note).strip() and next(note.iter(*_SHOWN), None) is None)
    if empty:
        yield f"{number_of(empty, 'note')} {'has' if empty == 1 else 'have'} no words"


def _lost_targets(element: etree._Element, ids: Container[str]) -> list[str]:
    """The places in its own file that an element points to and that are not there; of a note, its names' too."""
    around = element.getparent()
    if around is not None and local(around.tag) in _ORDERING:
        return []
    targets = (element.get("target") or "").split()
    if local(element.tag) == "note":
        named = (each.get(by) for each in element.iter(*_NAMES) for by in ("corresp", "ref"))
        targets += [target for each in named if each for target in each.split()]
    return [each for each in targets if each.startswith("#") and len(each) > 1 and each[1:] not in ids]
