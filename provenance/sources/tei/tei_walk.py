"""The elements of a TEI text, walked in order and written down as words, blocks, milestones, notes and marks.

Elements that mean something have a method each; all others are passed through, so that no words are lost. Additions and
deletions stand as a print shows them, and of several readings the lemma; a transcription is walked by a `DraftWalk`.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from lxml import etree

from provenance.errors import UnreadableInput
from provenance.model.spans import BlockKind, Milestone, MilestoneKind
from provenance.model.testimony import Act
from provenance.sources.harmless_xml import local
from provenance.sources.tei.tei_choices import beside, first_of, is_choice
from provenance.sources.tei.tei_elements_known import BESIDE_THE_TEXT, is_beside_the_text
from provenance.sources.tei.tei_findings import FoundMark, FoundNote
from provenance.sources.tei.tei_pointers import is_centred, is_inmost, is_own_reading, runs_on
from provenance.sources.tei.tei_writer import LineWriter, Writer

DEEPEST = 80
"""So many elements may lie one in another; those of real documents stay under twenty."""
SKIPPED = frozenset(
    {"teiHeader", "front", "back", "figure", "graphic", "fw", "index", "milestone", "cb", "anchor", "handShift"}
    | {"listWit", "listPerson", "handNotes", "listTranspose", "listChange", "standOff", "facsimile", "sourceDoc"}
    | {"attachment", "witDetail", "certainty", "respons", "figDesc"}
    | BESIDE_THE_TEXT
)
_EMPTY = frozenset({"lb", "pb", "cb", "milestone", "anchor", "handShift", "addSpan", "delSpan"})
"""What holds no words by the Guidelines; those that a careless file puts in it are words of the text."""
_BLOCKS_INSIDE = frozenset({"p", "list", "table", "lg", "quote", "ab", "div", "l"})
_ITEM_KINDS = dict.fromkeys(
    ("subject", "participants", "to", "from", "through", "references", "attendees", "present", "copies"),
    BlockKind.HEADING,
)
_PLACES = frozenset({"gap", "space", "supplied", "unclear", "damage", "surplus"})
"""What says with a `desc` what an editor sees there; elsewhere, as of an incident, the words may be the source's."""


class BeyondMeasure(UnreadableInput):
    """More than can be read, such as elements within elements; the sentence has yet to say in which file."""


def too_deep(element: etree._Element) -> BeyondMeasure:
    """The error that tells where."""
    return BeyondMeasure(f"line {element.sourceline}: more than {DEEPEST} elements lie one in another; mend it there")


class Walk:
    """One walk through a document: what was written down, and the notes and marks met on the way."""

    skipped: ClassVar[frozenset[str]] = SKIPPED
    methods: "ClassVar[Mapping[str, Method]]"

    def __init__(self, headings: Sequence[etree._Element] = ()) -> None:
        """Begin a walk on which the elements `headings` are cut out of the text."""
        self.writer = Writer()
        self.notes: list[FoundNote] = []
        self.marks: list[FoundMark] = []
        self._headings = headings
        self._in_heading = False
        self._labelled = False
        self._item_kind = BlockKind.ITEM
        self._signing = False
        self._depth = 0

    def through(self, element: etree._Element) -> tuple[Milestone, ...]:
        """Write down all that stands in `element`; the milestones."""
        self.children(element)
        return self.writer.finish()

    def children(self, element: etree._Element) -> None:
        """Write what stands in `element`, words and elements in turn."""
        self.deepen(element)
        self.writer.add(element.text)
        for child in element:
            self._element(child)
            self.writer.add(child.tail)
        self._depth -= 1

    def deepen(self, element: etree._Element) -> None:
        """Go one deeper, or refuse to."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise too_deep(element)

    def _element(self, element: etree._Element) -> None:
        name = local(element.tag)
        is_walked = name in _EMPTY and (element.text or len(element))
        if name in self.skipped:
            pass
        elif element in self._headings:
            self._heading(element)
        elif (method := self.methods.get(name)) is not None:
            method(self, element)
        else:
            is_walked = True
        if is_walked:
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
        if title:
            self.writer.mark(MilestoneKind.HEADING, title, title)
        for note in element.iter("{*}note"):
            if is_inmost(note, element):
                self._found_note(note, in_heading=True)

    def paragraph(self, element: etree._Element) -> None:
        """A paragraph; the first of an item is the item itself, and what follows the second is no item any more."""
        if self.writer.kind is self._item_kind and (self._labelled or not self.writer.in_block):
            self._labelled = False
            self.children(element)
            self.writer.space()
        else:
            outer = self.writer.kind
            self.block(element, BlockKind.HEADING if is_centred(element) else BlockKind.PARAGRAPH)
            self.writer.open(BlockKind.PARAGRAPH if outer is BlockKind.ITEM else outer)

    def label(self, element: etree._Element) -> None:
        """The number or name of the item that follows, on the same line with it."""
        self.writer.open(self._item_kind)
        self.children(element)
        self.writer.space()
        self._labelled = True

    def listing(self, element: etree._Element) -> None:
        """A list; who was present and what it is about stand before the text and are headings, those who sign sign."""
        outer = self._item_kind
        kind = BlockKind.SIGNATURE if self._signing else _ITEM_KINDS.get(element.get("type") or "", outer)
        self._item_kind = kind
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
        elif not runs_on(element):
            self.writer.space()

    def segment(self, element: etree._Element) -> None:
        """A stretch of text; one printed in the margin is a heading that stands off."""
        if element.get("type") == "margin":
            words = heading_words(element)
            self.writer.mark(MilestoneKind.HEADING, words, words)
        else:
            self.children(element)

    def choice(self, element: etree._Element) -> None:
        """What stands on the paper of several readings; an error that the edition corrects is kept as a milestone."""
        first = first_of(element)
        others = beside(first) if first is not None else ()
        for option in element:
            if option is first and is_choice(option):
                self.choice(option)
            elif option is first:
                self.children(option)
            elif first is not None and option in others:
                self.alternative(option, first)
            elif local(option.tag) == "sic":
                words = heading_words(option)
                self.writer.mark(MilestoneKind.LAYOUT, f"sic: {words}", words)
                self.corrected(option)

    def alternative(self, option: etree._Element, first: etree._Element) -> None:
        """Words that were written beside others, between which nobody chose."""
        self.children(option)

    def corrected(self, option: etree._Element) -> None:
        """Nothing more of words that the edition corrects; a print records no changes in them."""

    def description(self, element: etree._Element) -> None:
        """What an editor says of a place, which is no word of the text."""
        around = element.getparent()
        if around is None or local(around.tag) not in _PLACES:
            self.children(element)

    def interpretation(self, element: etree._Element) -> None:
        """What an analysis says of a stretch of text, which is no word of it."""
        if not is_beside_the_text(element):
            self.children(element)

    def addition(self, element: etree._Element) -> None:
        """Words that were added."""
        self._mark(element, Act.INSERT)

    def deletion(self, element: etree._Element) -> None:
        """Words that were struck out; those restored later stand."""
        if next(element.iterancestors("{*}restore"), None) is not None:
            self.children(element)
        else:
            self._mark(element, Act.DELETE)

    def apparatus(self, element: etree._Element) -> None:
        """The lemma, or the first reading."""
        readings = [child for child in element.iter("{*}lem", "{*}rdg") if is_own_reading(child, element)]
        lemma = next((reading for reading in readings if local(reading.tag) == "lem"), None)
        chosen = lemma if lemma is not None else next(iter(readings), None)
        if chosen is not None:
            self.children(chosen)

    def _mark(self, element: etree._Element, act: Act) -> None:
        found = FoundMark(element, act, self.writer.length)
        self.marks.append(found)
        self.children(element)
        found.end = self.writer.length

    def _found_note(self, element: etree._Element, in_heading: bool) -> None:
        found = FoundNote(element, in_heading)
        self.notes.append(found)
        if in_heading:
            if number := found.number:
                self.writer.mark(MilestoneKind.NOTE_MARKER, number, number)
            return
        self.writer.tell_marker_place(lambda at: _hang(self.writer, found, at))


class _FinalWalk(Walk):
    """A walk that leaves out what was struck and not restored."""

    def deletion(self, element: etree._Element) -> None:
        """Words that were struck out; those restored later stand."""
        if next(element.iterancestors("{*}restore"), None) is not None:
            self.children(element)


def heading_words(element: etree._Element) -> str:
    """The words of a heading on one line as they are printed, without the notes that hang in it."""
    return _on_one_line(Walk(), element)


def final_words(element: etree._Element) -> str:
    """The words of a heading on one line as its writer left them."""
    return _on_one_line(_FinalWalk(), element)


def _on_one_line(walk: Walk, element: etree._Element) -> str:
    walk.writer = LineWriter()
    walk.children(element)
    walk.writer.finish()
    return walk.writer.text


def _hang(writer: Writer, note: FoundNote, at: int) -> None:
    note.at = at
    if number := note.number:
        writer.milestones.append(Milestone(at, MilestoneKind.NOTE_MARKER, number, number))


Method = Callable[..., None]


def _in_block(kind: BlockKind | None) -> Method:
    return lambda walk, element: walk.block(element, kind)


METHODS: dict[str, Method] = {
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
    "app": lambda walk, element: walk.apparatus(element),
    "desc": lambda walk, element: walk.description(element),
    "span": lambda walk, element: walk.interpretation(element),
}
Walk.methods = METHODS
