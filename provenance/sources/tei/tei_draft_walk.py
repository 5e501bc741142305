"""A walk through a transcription that takes all its versions down at once: alterations, readings, hands and places.

Whatever the Guidelines have for the record of a change is met here (chapters 11 and 12); elements that record none are
walked as in any other TEI text.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from lxml import etree

from provenance.formats.tei_vocabulary import ITEM_TYPE
from provenance.model.spans import PICTURE, BlockKind, MilestoneKind
from provenance.model.testimony import Act
from provenance.sources.harmless_xml import attribute, local
from provenance.sources.tei.tei_alterations import Turn
from provenance.sources.tei.tei_choices import is_all_within
from provenance.sources.tei.tei_events import Score
from provenance.sources.tei.tei_findings import FoundNote
from provenance.sources.tei.tei_locations import is_unplaced
from provenance.sources.tei.tei_pictures import Pictures
from provenance.sources.tei.tei_pointers import is_own_reading, pointed, runs_on, sequence_of, witnesses_of
from provenance.sources.tei.tei_recording import Entry, Found, Recording, Transposition
from provenance.sources.tei.tei_walk import METHODS, SKIPPED, Method, Walk, heading_words
from provenance.sources.tei.tei_writer import Writer

ILLEGIBLE = "[…]"
"""What stands in the text where the transcription says that something cannot be read."""

_WALKED = {"front", "back", "sourceDoc", "handShift", "milestone", "listTranspose", "anchor", "figure", "attachment"}
_CONTAINERS = frozenset({"subst", "mod", "choice", "app", "rdgGrp", "restore"})
_ALTERING = frozenset({"add", "del", "addSpan", "delSpan"})
_ACTED = _CONTAINERS | _ALTERING | {"damage", "gap", "handShift", "lem", "metamark", "rdg", "retrace", "unclear"}
"""Whose `@hand` is that of somebody who did something; at any other element it is the hand in which its words stand."""
SILENT = -2
"""The reading of a witness of which an entry says nothing."""
RUNNING = -1
"""The reading of a witness that agrees with the running text."""
SILENCE = "not cited here"
_HEADING_ZONES = frozenset({"library", "pagination", "running_head", "page_number", "foliation"})
_PLACES = frozenset({"anchor", "metamark", "add", "addSpan", "ptr"})
_STRUCK = ("strike", "strikethrough", "erase", "erasure")


class DraftWalk(Walk):
    """One walk through a transcription; `stages` gives the order of the stages by their ids, `paper` the pages."""

    skipped = SKIPPED - _WALKED

    def __init__(self, stages: Mapping[str, int], has_witnesses: bool, paper: Callable[[], Writer] = Writer) -> None:
        """Begin with an empty score."""
        super().__init__()
        self.score = Score(paper)
        self.writer = self.score
        self.recording = Recording(stages, self.score)
        self.found = self.recording.found
        self._has_witnesses = has_witnesses
        self._zones: dict[str, etree._Element] = {}
        self._placed: set[etree._Element] = set()
        self._lacunae: dict[str, etree._Element] = {}
        self._parted = False

    def take_down(self, top: etree._Element, apart: Sequence[etree._Element] = ()) -> Found:
        """All that stands in `top`, with the entries of an apparatus, notes and transpositions that stand `apart`."""
        self._pictures = Pictures(top)
        self._zones = _zones_with_a_place(top)
        self._in_place = frozenset(self._zones.values())
        self.recording.ends = frozenset(_ends_of_spans(top, *apart))
        self.children(top)
        for zone in set(self._zones.values()) - self._placed:
            self._warn(zone, "the place of this zone is in no text; it is read last")
            self._placed.add(zone)
            self.block(zone, BlockKind.PARAGRAPH)
        for one in apart:
            if local(one.tag) != "app" or _ends(one) is not None or is_unplaced(one):
                METHODS_OF_DRAFTS[local(one.tag)](self, one)
        for siglum, lacuna in self._lacunae.items():
            self._warn(lacuna, f"the lacuna of witness {siglum} has no end; all that follows is taken as lost")
        self.score.finish()
        return self.recording.finish()

    def _warn(self, element: etree._Element, sentence: str) -> None:
        self.found.warnings.append(f"line {element.sourceline}: {sentence}")

    # How white space and ids are met

    def children(self, element: etree._Element) -> None:
        """What stands in an element; white space in one that holds no text of its own is none."""
        if local(element.tag) in _CONTAINERS and not _holds_text(element):
            self.deepen(element)
            before, parted = "", False
            for child in element:
                kind = local(child.tag)
                if parted and kind == before and kind in _ALTERING:
                    self.writer.space()
                self._element(child)
                before, parted = kind, bool(child.tail)
            self._depth -= 1
        else:
            super().children(element)

    def _element(self, element: etree._Element) -> None:
        if not isinstance(element.tag, str):
            return
        key, start = attribute(element, "id"), len(self.score.strokes)
        self.recording.close_span(key)
        self._in_hand_of(element, super()._element)
        if key is not None:
            self.found.places.setdefault(key, (start, len(self.score.strokes)))
            if key in self._zones and self._zones[key] not in self._placed:
                self._placed.add(self._zones[key])
                self.writer.space()
                self._in_hand_of(self._zones[key], self.children)
                self.writer.space()

    def _in_hand_of(self, element: etree._Element, walk: Callable[[etree._Element], None]) -> None:
        """Walk an element, and let its hand end with it if it says in which it is written."""
        hand = self.score.hand
        scoped = local(element.tag) not in _ACTED and element.get("hand")
        if scoped:
            self.score.hand = element.get("hand")
        walk(element)
        if scoped:
            self.score.hand = hand

    # What is altered

    def addition(self, element: etree._Element) -> None:
        """Words that were added."""
        self._alter(element, Act.INSERT)

    def deletion(self, element: etree._Element) -> None:
        """Words that were struck out; within a `restore` they are let stand again."""
        self._alter(element, Act.DELETE)

    def _alter(self, element: etree._Element, act: Act) -> None:
        if element.get("spanTo") and not len(element) and not (element.text or "").strip():
            self.recording.open_span(element)
            return
        recording = self.recording
        alteration = recording.new(element, act)
        if act is Act.DELETE and recording.restoring is not None:
            alteration.turns.append(Turn(recording.restoring, False))
        outer = recording.around, recording.restoring, recording.superseded
        written = self.score.alterations, self.score.hand
        self.score.alterations = (*written[0], alteration)
        self.score.hand = None if alteration.is_signed else written[1]
        recording.around, recording.restoring, recording.superseded = (), None, None
        if self._parted:
            self._parted = False
            self.writer.space()
        self.children(element)
        recording.around, recording.restoring, recording.superseded = outer
        self.score.alterations, self.score.hand = written

    def container(self, element: etree._Element) -> None:
        """A substitution or another modification, which speaks for the alterations in it."""
        if local(element.tag) == "mod" and _is_struck(element):
            self._alter(element, Act.DELETE)
            return
        outer, self.recording.around = self.recording.around, (element, *self.recording.around)
        self.children(element)
        self.recording.around = outer

    def restoration(self, element: etree._Element) -> None:
        """Words that were struck out and then let stand."""
        alteration = self.recording.new(element, Act.INSERT)
        if any(local(each.tag) == "del" for each in element.iter(etree.Element)):
            outer, self.recording.restoring = self.recording.restoring, alteration
            self.children(element)
            self.recording.restoring = outer
        else:
            before = self.score.alterations
            last = max((n for n, one in enumerate(before) if one.act is Act.DELETE), default=None)
            if last is not None:
                self.score.alterations = (*before[:last], *before[last + 1 :])
            self.children(element)
            self.score.alterations = before

    def transposition(self, element: etree._Element) -> None:
        """Passages that change places."""
        order = tuple(key for ptr in element.iter("{*}ptr") for key in pointed(ptr, "target"))
        if not order:
            self._warn(element, "the transpose does not say what changes places; its words stay there")
            self.children(element)
            return
        self.found.transpositions.append(Transposition(self.recording.new(element, Act.MOVE), order))

    # Whose hand

    def hand_shift(self, element: etree._Element) -> None:
        """From here on another hand writes; one that changes its ink or style alone is the same hand."""
        for name in ("new", "scribeRef", "scribe"):
            if element.get(name):
                self.score.hand = element.get(name)
                return

    # The apparatus

    def apparatus(self, element: etree._Element) -> None:
        """An entry: all its readings, each for the witnesses that have it.

        Where nobody cites witnesses, the lemma is the text's own, which has it already if the entry stands apart.
        """
        readings = tuple(each for each in element.iter("{*}lem", "{*}rdg") if is_own_reading(each, element))
        if not readings:
            self.children(element)
        elif is_unplaced(element):
            self.score.take(_nothing).note = FoundNote(element, in_heading=False)
        elif any(each.get("varSeq") and not witnesses_of(each) for each in readings):
            self._stages_of_one_text(element, readings)
        elif self._has_witnesses:
            self._entry(element, readings)
        else:
            lemma = next((each for each in readings if local(each.tag) == "lem"), readings[0])
            if _ends(element) is None:
                self.children(lemma)
            for other in readings:
                if other is not lemma:
                    self.score.take(_nothing).note = FoundNote(other, in_heading=False)

    def list_of_entries(self, element: etree._Element) -> None:
        """Entries apart from the text, which hang at their places; what the list says besides is no text."""
        for entry in element.iter("{*}app"):
            if _ends(entry) is not None or is_unplaced(entry):
                self.apparatus(entry)

    def _entry(self, element: etree._Element, readings: tuple[etree._Element, ...]) -> None:
        ends = _ends(element)
        number, outer, hand = len(self.found.entries), self.score.choices, self.score.hand
        self.found.entries.append(Entry(element, readings, ends))
        begin = len(self.score.strokes)
        for reading, each in enumerate(readings):
            self.score.choices = (*outer, (number, reading))
            self.score.hand = each.get("hand") or hand
            self.children(each)
        self.score.choices, self.score.hand = (*outer, (number, SILENT)), hand
        self.score.take(_nothing).gap = SILENCE
        self.score.choices = outer
        if ends is not None:
            self.found.entries[number].strokes = (begin, len(self.score.strokes))

    def reading(self, element: etree._Element) -> None:
        """A reading outside an apparatus: one of several stages of a passage, which the first of them brings."""
        parent = element.getparent()
        siblings = [each for each in (parent if parent is not None else ()) if local(each.tag) == "rdg"]
        if parent is None or not any(each.get("varSeq") for each in siblings):
            self.children(element)
        elif element is siblings[0]:
            self._stages_of_one_text(parent, siblings)

    def _stages_of_one_text(self, parent: etree._Element, readings: Sequence[etree._Element]) -> None:
        """Readings that followed each other on one paper (`@varSeq`): each takes the place of the one before."""
        ordered = sorted(readings, key=sequence_of)
        outer, hand = self.score.alterations, self.score.hand
        for number, each in enumerate(ordered):
            later = ordered[number + 1] if number + 1 < len(ordered) else None
            gone = (self.recording.new(later, Act.DELETE),) if later is not None else ()
            came = (self.recording.new(each, Act.INSERT),) if number else ()
            self.recording.superseded = gone[0].stage if gone else None
            self.score.alterations, self.score.hand = (*outer, *gone, *came), each.get("hand") or hand
            self.children(each)
            self.score.alterations, self.score.hand, self.recording.superseded = outer, hand, None

    def loss(self, element: etree._Element) -> None:
        """Where a witness begins, ends, or has lost words."""
        edge = self.score.take(_nothing)
        edge.edge = local(element.tag) in {"lacunaStart", "witEnd"}
        edge.wit, edge.is_first = tuple(witnesses_of(element)), local(element.tag) == "witStart"
        reading = next(element.iterancestors("{*}rdg", "{*}lem"), None)
        for siglum in edge.wit or (witnesses_of(reading) if reading is not None else ()):
            if local(element.tag) == "lacunaStart":
                self._lacunae.setdefault(siglum, element)
            elif self._lacunae.pop(siglum, None) is None and local(element.tag) == "lacunaEnd":
                self._warn(element, f"a lacuna of witness {siglum} ends that did not begin; nothing is taken as lost")

    # Paper: surfaces, zones, lines

    def zone(self, element: etree._Element) -> None:
        """A zone of a page; one that belongs to a place in another is read there."""
        if element not in self._in_place:
            heads = element.get("type") in _HEADING_ZONES
            self.block(element, BlockKind.HEADING if heads else BlockKind.PARAGRAPH)

    def paper_line(self, element: etree._Element) -> None:
        """A line of writing: a space parts it from the next, unless a word runs on."""
        self.score.end_line()
        self.children(element)
        self.score.end_line()

    def alternative(self, option: etree._Element, first: etree._Element) -> None:
        """Words that were written beside others: a blank of theirs parts them from such as begin a word."""
        self._parted = not is_all_within(first, "del") and _begins_a_word(first.getparent())
        self.children(option)
        self._parted = False

    def corrected(self, option: etree._Element) -> None:
        """A warning where words that the edition corrects were changed: what is read is the correction."""
        if next(option.iter("{*}add", "{*}del", "{*}addSpan", "{*}delSpan", "{*}subst"), None) is not None:
            self.recording.found.warnings.append(
                f"line {option.sourceline}: the edition corrects words in which changes are recorded (sic, corr); "
                "its correction is read, and those changes are not told"
            )

    def milestone(self, element: etree._Element) -> None:
        """A boundary that the paper shows; a new paragraph, or nothing that parts words."""
        self._picture(element)
        if (element.get("unit") or "").rpartition(":")[2] in {"p", "para", "paragraph"}:
            self.writer.open(BlockKind.ITEM if element.get("type") == ITEM_TYPE else BlockKind.PARAGRAPH)

    def line(self, element: etree._Element) -> None:
        """A line break, which is white space unless it breaks a word."""
        if runs_on(element):
            self.score.join()
        else:
            super().line(element)

    def page(self, element: etree._Element) -> None:
        """A page break, which may break a word."""
        super().page(element)
        self._picture(element)
        if runs_on(element):
            self.score.join()

    def surface(self, element: etree._Element) -> None:
        """A side of a leaf, which begins a block of its own."""
        self._picture(element)
        self.block(element, None)

    def _picture(self, element: etree._Element) -> None:
        """The address of the picture of a page that begins here, if the file gives one."""
        if address := self._pictures.address(element):
            self.writer.mark_next(MilestoneKind.LAYOUT, f"{PICTURE}{address}", "")

    # What holds a place

    def note(self, element: etree._Element) -> None:
        """A note: it is no part of the text, and its marker hangs here."""
        in_heading = not self.writer.length and not self.writer.in_block and self.writer.kind is None
        self.score.take(_nothing).note = FoundNote(element, in_heading)
        spans = list(element.iter("{*}addSpan", "{*}delSpan"))
        within = frozenset(_ends_of_spans(element)) if spans else frozenset()
        for span in spans:
            if not within.issuperset(pointed(span, "spanTo")):
                called = local(span.tag)
                self._warn(span, f"the {called} begins in a note and ends outside it; its words are left as they stand")

    def gap(self, element: etree._Element) -> None:
        """Words that cannot be read; in a report of ours, words of which nothing is known."""
        inmost = self.recording.inmost
        if inmost is not None and inmost.is_silence:
            self.score.take(_nothing).gap = element.get("reason") or SILENCE
        else:
            self.writer.add(ILLEGIBLE)

    def unclear(self, element: etree._Element) -> None:
        """Words read with doubt, or, where none are given, not read at all."""
        if "".join(map(str, element.itertext())).strip() or len(element):
            self.children(element)
        else:
            self.writer.add(ILLEGIBLE)

    def character(self, element: etree._Element) -> None:
        """A character; the hyphen of a word that a line end breaks is no letter of it."""
        if element.get("type") == "shy":
            words = heading_words(element)
            self.writer.mark(MilestoneKind.LINE_END_HYPHEN, words, words)
            self.score.join()
        else:
            self.children(element)

    def sign(self, element: etree._Element) -> None:
        """A sign that shows where words belong: it is kept beside the text."""
        if words := heading_words(element):
            self.writer.mark(MilestoneKind.LAYOUT, f"sign: {words}", words)


def _nothing(page: Writer) -> None:
    """Nothing is written."""


def _begins_a_word(choice: etree._Element | None) -> bool:
    """True if white space stands before it, or nothing."""
    before = choice.getprevious() if choice is not None else None
    parent = choice.getparent() if choice is not None else None
    words = before.tail if before is not None else parent.text if parent is not None else None
    return (before is None and not words) or bool(words and words[-1].isspace())


def _holds_text(element: etree._Element) -> bool:
    """True if letters stand in the element itself, between its children."""
    return bool((element.text or "").strip() or any((child.tail or "").strip() for child in element))


def _is_struck(modification: etree._Element) -> bool:
    """True of a `mod` that says itself that its words are struck, and holds no addition or deletion that would."""
    rend = (modification.get("rend") or "").lower().split()
    inside = {local(each.tag) for each in modification.iter(etree.Element)}
    return any(word.startswith(_STRUCK) for word in rend) and not inside & {"add", "del", "rdg"}


def _ends(app: etree._Element) -> tuple[str, str] | None:
    """The ids between which an entry is attached, if it is attached from afar."""
    first, last = pointed(app, "from"), pointed(app, "to")
    return (first[0], (last or first)[0]) if first else None


def _ends_of_spans(*tops: etree._Element) -> Iterator[str]:
    """Every place at which a span may end: what has an id, and the marks that say which they are (`@anchor`)."""
    for top in tops:
        for element in top.iter(etree.Element):
            if (key := attribute(element, "id")) is not None:
                yield key
            yield from pointed(element, "anchor")


def _zones_with_a_place(top: etree._Element) -> dict[str, etree._Element]:
    """The zones that belong to a place in another zone (`@corresp`), by the id of that place."""
    ids = {key: each for each in top.iter(etree.Element) if (key := attribute(each, "id")) is not None}
    zones: dict[str, etree._Element] = {}
    for zone in top.iter("{*}zone"):
        for key in pointed(zone, "corresp"):
            place = ids.get(key)
            if place is not None and local(place.tag) in _PLACES and zone not in place.iterancestors():
                zones.setdefault(key, zone)
    return zones


METHODS_OF_DRAFTS: dict[str, Method] = {
    **METHODS,
    **dict.fromkeys(("subst", "mod", "overw"), lambda walk, element: walk.container(element)),
    **dict.fromkeys(("add", "ins", "over"), lambda walk, element: walk.addition(element)),
    **dict.fromkeys(("del", "under", "st", "mdel"), lambda walk, element: walk.deletion(element)),
    **dict.fromkeys(("addSpan", "delSpan"), lambda walk, element: walk.recording.open_span(element)),
    **dict.fromkeys(("undo", "redo"), lambda walk, element: walk.recording.turn(element)),
    **dict.fromkeys(("lacunaStart", "lacunaEnd", "witStart", "witEnd"), lambda walk, element: walk.loss(element)),
    **dict.fromkeys(("front", "back", "group", "text"), lambda walk, element: walk.block(element, None)),
    "substJoin": lambda walk, element: walk.recording.join(element),
    "restore": lambda walk, element: walk.restoration(element),
    "listApp": lambda walk, element: walk.list_of_entries(element),
    "transpose": lambda walk, element: walk.transposition(element),
    "handShift": lambda walk, element: walk.hand_shift(element),
    "rdg": lambda walk, element: walk.reading(element),
    "surface": lambda walk, element: walk.surface(element),
    "zone": lambda walk, element: walk.zone(element),
    "line": lambda walk, element: walk.paper_line(element),
    "milestone": lambda walk, element: walk.milestone(element),
    "space": lambda walk, element: walk.writer.space(),
    "gap": lambda walk, element: walk.gap(element),
    "unclear": lambda walk, element: walk.unclear(element),
    "c": lambda walk, element: walk.character(element),
    "metamark": lambda walk, element: walk.sign(element),
}
DraftWalk.methods = METHODS_OF_DRAFTS
