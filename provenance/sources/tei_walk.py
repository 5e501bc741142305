"""The elements of a TEI text, walked in order and written down as words, blocks, milestones, notes and marks.

Elements that mean something have a method each; all others are passed through, so that no words are lost. What is
shown of additions, deletions and readings is the view's to say.
"""

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from provenance.model.spans import BlockKind, Milestone, MilestoneKind, Span
from provenance.model.testimony import Act
from provenance.sources.collapsing import collapse
from provenance.sources.tei_parsing import local
from provenance.sources.tei_writer import LineWriter, Writer

HEADING_RENDS = frozenset({"center", "sectiontitle", "sectiontitleital", "sectiontitlebold", "subtitle"})
_SKIPPED = frozenset(
    {"teiHeader", "front", "back", "figure", "graphic", "fw", "index", "milestone", "cb", "anchor", "handShift"}
    | {"listWit", "listPerson", "handNotes", "listTranspose", "listChange", "standOff", "facsimile", "sourceDoc"}
    | {"attachment", "witDetail", "certainty", "respons", "figDesc"}
)
_BLOCKS_INSIDE = frozenset({"p", "list", "table", "lg", "quote", "ab", "div", "l"})
_ITEM_KINDS = dict.fromkeys(
    ("subject", "participants", "to", "from", "through", "references", "attendees", "present", "copies"),
    BlockKind.HEADING,
)
_PREFERRED = ("corr", "abbr", "orig")


@dataclass(frozen=True, slots=True)
class View:
    """Which words are shown where a source holds several: additions, deletions, and the readings of one witness."""

    adds: bool = True
    dels: bool = True
    witness: str | None = None


@dataclass(slots=True, eq=False)
class FoundNote:
    """A note met on the way, and where its marker hangs: in the heading, or at a place in the text."""

    element: etree._Element
    in_heading: bool
    at: int = 0


@dataclass(slots=True, eq=False)
class FoundMark:
    """An addition or deletion met on the way, and its place; words that the view hides stand in `hidden`."""

    element: etree._Element
    act: Act
    start: int = 0
    end: int = 0
    hidden: str = ""

    def span(self, text: str) -> Span:
        """The place of the words without the white space around them; a point where they are hidden."""
        words = text[self.start : self.end]
        start = self.start + len(words) - len(words.lstrip())
        return Span(start, start + len(words.strip())) if words.strip() else Span(self.end, self.end)


class Walk:
    """One walk through a document: what was written down, and the notes and marks met on the way."""

    def __init__(self, view: View, headings: Sequence[etree._Element] = ()) -> None:
        """Begin a walk on which the elements `headings` are cut out of the text."""
        self.view = view
        self.writer = Writer()
        self.notes: list[FoundNote] = []
        self.marks: list[FoundMark] = []
        self.silent: list[str] = []
        self._headings = headings
        self._in_heading = False
        self._labelled = False
        self._item_kind = BlockKind.ITEM
        self._signing = False
        self._restored = False

    def through(self, element: etree._Element) -> tuple[Milestone, ...]:
        """Write down all that stands in `element`; the milestones."""
        self.children(element)
        return self.writer.finish()

    def children(self, element: etree._Element) -> None:
        """Write what stands in `element`, words and elements in turn."""
        self.writer.add(element.text)
        for child in element:
            if isinstance(child, etree._Entity):
                self.writer.add(html.unescape(child.text or ""))
            else:
                self._element(child)
            self.writer.add(child.tail)

    def _element(self, element: etree._Element) -> None:
        name = local(element.tag)
        if name in _SKIPPED:
            return
        if element in self._headings:
            self._heading(element)
        elif (method := _METHODS.get(name)) is not None:
            method(self, element)
        else:
            self.children(element)

    def block(self, element: etree._Element, kind: BlockKind | None) -> None:
        """Write a block of its own; what follows in the same parent goes on as a new block of the parent's kind."""
        outer = self.writer.kind
        self.writer.open(kind)
        self.children(element)
        self.writer.open(outer)
        self._labelled = False

    def _heading(self, element: etree._Element) -> None:
        """Cut a heading out, and find the notes that hang in it."""
        title = heading_words(element)
        self.writer.mark(MilestoneKind.HEADING, title, title)
        for note in element.iter("{*}note"):
            if is_inmost(note, element):
                self._found_note(note, in_heading=True)

    def paragraph(self, element: etree._Element) -> None:
        """A paragraph; the first of an item is the item itself."""
        if self.writer.kind is self._item_kind and (self._labelled or not self.writer.in_block):
            self._labelled = False
            self.children(element)
            self.writer.space()
        else:
            centred = (element.get("rend") or "").lower() in HEADING_RENDS
            self.block(element, BlockKind.HEADING if centred else BlockKind.PARAGRAPH)

    def label(self, element: etree._Element) -> None:
        """The number or name of the item that follows, on the same line with it."""
        self.writer.open(self._item_kind)
        self.children(element)
        self.writer.space()
        self._labelled = True

    def listing(self, element: etree._Element) -> None:
        """A list; who was present and what it is about stand before the text and are headings."""
        outer, self._item_kind = self._item_kind, _ITEM_KINDS.get(element.get("type") or "", self._item_kind)
        self.block(element, None)
        self._item_kind = outer

    def item(self, element: etree._Element) -> None:
        """An item of a list."""
        if not self._labelled:
            self.block(element, self._item_kind)
            return
        self.children(element)
        self.writer.open(None)
        self._labelled = False

    def cell(self, element: etree._Element) -> None:
        """A cell of a table, parted from the next by a tab."""
        self.children(element)
        self.writer.space("\t")

    def quote(self, element: etree._Element) -> None:
        """A quotation: words of the sentence it stands in, or blocks of its own."""
        if element.get("rend") == "blockquote" or any(local(child.tag) in _BLOCKS_INSIDE for child in element):
            self.block(element, None)
        else:
            self.children(element)

    def salute(self, element: etree._Element) -> None:
        """A salutation, or at the end a greeting."""
        self.block(element, BlockKind.CLOSER if self.writer.kind is BlockKind.CLOSER else BlockKind.SALUTATION)

    def signature(self, element: etree._Element) -> None:
        """A signature; what follows on the same line, such as an office, belongs to it."""
        self.writer.open(BlockKind.SIGNATURE)
        self._signing = True
        self.children(element)
        self._signing = False

    def note(self, element: etree._Element) -> None:
        """A note: it is no part of the text, and its marker hangs here."""
        before_all = not self.writer.length and not self.writer.in_block and self.writer.kind is None
        self._found_note(element, self._in_heading or before_all)

    def person(self, element: etree._Element) -> None:
        """A name of a person, which is a word like any other."""
        self.children(element)

    def page(self, element: etree._Element) -> None:
        """A page break: it belongs to the words that follow."""
        label = element.get("n") or ""
        self.writer.mark_next(MilestoneKind.PAGE, label, f"[Page {label}]")

    def line(self, element: etree._Element) -> None:
        """A line break, which is white space unless it breaks a word."""
        if self.writer.kind is BlockKind.SIGNATURE and not self._signing:
            self.writer.open(BlockKind.CLOSER)
        elif element.get("break") != "no":
            self.writer.space()

    def segment(self, element: etree._Element) -> None:
        """A stretch of text; one printed in the margin is a heading that stands off."""
        if element.get("type") == "margin":
            words = heading_words(element)
            self.writer.mark(MilestoneKind.HEADING, words, words)
        else:
            self.children(element)

    def choice(self, element: etree._Element) -> None:
        """What the edition prints of several readings; an error that it corrects is kept as a milestone."""
        options = [child for child in element if isinstance(child.tag, str)]
        by_name = {local(child.tag): child for child in reversed(options)}
        shown = next((by_name[name] for name in _PREFERRED if name in by_name), options[0] if options else None)
        for option in options:
            if option is shown:
                self.children(option)
            elif local(option.tag) == "sic":
                words = heading_words(option)
                self.writer.mark(MilestoneKind.LAYOUT, f"sic: {words}", words)

    def addition(self, element: etree._Element) -> None:
        """Words that were added."""
        self._mark(element, Act.INSERT, self.view.adds)

    def deletion(self, element: etree._Element) -> None:
        """Words that were struck out; those restored later stand."""
        if self._restored:
            self.children(element)
        else:
            self._mark(element, Act.DELETE, self.view.dels)

    def restoration(self, element: etree._Element) -> None:
        """Words that were struck out and then let stand."""
        outer, self._restored = self._restored, True
        self.children(element)
        self._restored = outer

    def apparatus(self, element: etree._Element) -> None:
        """The reading of the view's witness, or the lemma."""
        readings = [child for child in element.iter("{*}lem", "{*}rdg") if _own_reading(child, element)]
        chosen = self._reading(readings)
        if chosen is not None:
            self.children(chosen)

    def _reading(self, readings: Sequence[etree._Element]) -> etree._Element | None:
        lemma = next((reading for reading in readings if local(reading.tag) == "lem"), None)
        wanted = self.view.witness
        if wanted is None:
            return lemma if lemma is not None else next(iter(readings), None)
        for reading in readings:
            if wanted in witnesses_of(reading):
                return reading
        if lemma is None or lemma.get("wit"):
            self.silent.append(heading_words(lemma) if lemma is not None else "")
            return None
        return lemma

    def _mark(self, element: etree._Element, act: Act, shown: bool) -> None:
        found = FoundMark(element, act)
        self.marks.append(found)
        if shown:
            found.start = self.writer.length
            self.children(element)
            found.end = self.writer.length
        else:
            found.hidden = heading_words(element)
            self.writer.tell_place(lambda at: _put(found, at))

    def _found_note(self, element: etree._Element, in_heading: bool) -> None:
        number = element.get("n")
        found = FoundNote(element, in_heading)
        self.notes.append(found)
        if in_heading:
            if number:
                self.writer.mark(MilestoneKind.NOTE_MARKER, number, number)
            return
        self.writer.tell_place(lambda at: _hang(self.writer, found, at, number))


class NoteWalk(Walk):
    """One walk through a note: its words on one line, and the stretches that the source ties to a person."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """Begin with the names of persons by their `@xml:id`."""
        super().__init__(View())
        self.writer = LineWriter()
        self._names = names
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
        name = next((self._names[key] for key in keys_of(element) if key in self._names), None)
        if name is not None and self.writer.length > start:
            self._persons.append((start, self.writer.length, name))

    def mentions(self, text: str) -> tuple[tuple[Span, str], ...]:
        """The stretches of the note's text that name a person, without white space around them."""
        found = []
        for start, end, name in self._persons:
            words = text[start:end]
            start += len(words) - len(words.lstrip())
            found.append((Span(start, start + len(words.strip())), name))
        return tuple(found)


def read_note(element: etree._Element, names: Mapping[str, str]) -> tuple[str, tuple[tuple[Span, str], ...]]:
    """The words of a note on one line, and the stretches in them that the source ties to a person."""
    if not len(element):
        return collapse(element.text or ""), ()
    walk = NoteWalk(names)
    walk.through(element)
    text = walk.writer.text
    return text, walk.mentions(text)


def heading_words(element: etree._Element) -> str:
    """The words of a heading on one line, without the notes that hang in it."""
    walk = Walk(View())
    walk.writer = LineWriter()
    walk.children(element)
    walk.writer.finish()
    return walk.writer.text


def keys_of(element: etree._Element) -> list[str]:
    """The ids that an element points to by `@corresp`, `@ref`, `@key`, `@hand`, `@resp` or `@who`, without the "#"."""
    values = (element.get(name) for name in ("corresp", "ref", "key", "hand", "resp", "who"))
    return [key.rpartition("#")[2] for value in values if value for key in value.split()]


def witnesses_of(reading: etree._Element) -> list[str]:
    """The sigla of the witnesses that have a reading, its group's if it names none."""
    wit = reading.get("wit")
    parent = reading.getparent()
    if wit is None and parent is not None and local(parent.tag) == "rdgGrp":
        wit = parent.get("wit")
    return [key.removeprefix("#") for key in (wit or "").split()]


def is_inmost(note: etree._Element, top: etree._Element) -> bool:
    """True if no other note stands between `note` and `top`."""
    for above in note.iterancestors():
        if above is top:
            return True
        if local(above.tag) == "note":
            return False
    return True


def _own_reading(reading: etree._Element, app: etree._Element) -> bool:
    """True if `app` is the nearest apparatus entry around the reading."""
    return next((above for above in reading.iterancestors("{*}app")), None) is app


def _put(mark: FoundMark, at: int) -> None:
    mark.start = mark.end = at


def _hang(writer: Writer, note: FoundNote, at: int, number: str | None) -> None:
    note.at = at
    if number:
        writer.milestones.append(Milestone(at, MilestoneKind.NOTE_MARKER, number, number))


_Method = Callable[[Walk, etree._Element], None]


def _in_block(kind: BlockKind | None) -> _Method:
    return lambda walk, element: walk.block(element, kind)


_METHODS: dict[str, _Method] = {
    **dict.fromkeys(("p", "ab", "l"), lambda walk, element: walk.paragraph(element)),
    **dict.fromkeys(("head", "trailer", "opener"), _in_block(BlockKind.HEADING)),
    **dict.fromkeys(("table", "lg", "div", "postscript", "sp", "floatingText", "body"), _in_block(None)),
    **dict.fromkeys(("persName", "name"), lambda walk, element: walk.person(element)),
    "row": _in_block(BlockKind.TABLE),
    "dateline": _in_block(BlockKind.DATELINE),
    "closer": _in_block(BlockKind.CLOSER),
    "signed": lambda walk, element: walk.signature(element),
    "list": lambda walk, element: walk.listing(element),
    "item": lambda walk, element: walk.item(element),
    "label": lambda walk, element: walk.label(element),
    "cell": lambda walk, element: walk.cell(element),
    "quote": lambda walk, element: walk.quote(element),
    "salute": lambda walk, element: walk.salute(element),
    "note": lambda walk, element: walk.note(element),
    "pb": lambda walk, element: walk.page(element),
    "lb": lambda walk, element: walk.line(element),
    "seg": lambda walk, element: walk.segment(element),
    "choice": lambda walk, element: walk.choice(element),
    "add": lambda walk, element: walk.addition(element),
    "del": lambda walk, element: walk.deletion(element),
    "restore": lambda walk, element: walk.restoration(element),
    "app": lambda walk, element: walk.apparatus(element),
}
