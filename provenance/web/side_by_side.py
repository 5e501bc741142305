"""Two versions side by side: rows of paragraphs that answer to each other, every change between its signs.

A row ends where both texts begin a new block, so that what was kept stands level. Words that only one text has stand
in its column alone; the columns read by themselves are both texts, white space between blocks aside.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from provenance.model.attributions import Apparatus
from provenance.model.changes import ChangeKind
from provenance.model.spans import Block, BlockKind, Span
from provenance.model.versions import Version
from provenance.reports.html.html_hands import Hands, key
from provenance.reports.html.html_markup import Markup, hidden, join, tag
from provenance.reports.html.html_text import open_words
from provenance.reports.passages import Passage, PassageKind, read_passages
from provenance.text.blocks import split_blocks

_DOING = {
    PassageKind.INSERTED: ("insertion", "+"),
    PassageKind.DELETED: ("deletion", "−"),
    PassageKind.MOVED_IN: ("passage moved here", "›"),
    PassageKind.MOVED_OUT: ("passage moved away", "‹"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one passage inside one paragraph; `begins` and `ends` if the passage does so here."""

    text: str
    passage: Passage
    begins: bool
    ends: bool


@dataclass(slots=True)
class Paragraph:
    """A paragraph of one side, with its block, if it has one."""

    block: Block | None
    pieces: list[Piece] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Row:
    """What stands level: paragraphs of the base and of the revised text."""

    base: tuple[Paragraph, ...]
    revised: tuple[Paragraph, ...]


def read_rows(apparatus: Apparatus) -> list[Row]:
    """The rows in the order of the texts."""
    layout = _Layout(apparatus)
    for passage in read_passages(apparatus):
        layout.lay(passage)
    layout.end_row()
    return layout.rows


class _Column:
    """One side while it is laid out."""

    def __init__(self, version: Version) -> None:
        self._by_start = {block.span.start: block for block in version.blocks or split_blocks(version.text)}
        self._spans = sorted(block.span for block in self._by_start.values())
        self.paragraphs: list[Paragraph] = []

    def starts(self, place: Span) -> set[int]:
        """Where blocks begin inside a place of the text."""
        return {span.start for span in self._spans if place.start <= span.start < place.end}

    def is_between(self, at: int) -> bool:
        """True if the place is at the edge of a block, or in the white space between two."""
        return not any(span.start < at < span.end for span in self._spans)

    @property
    def has_words(self) -> bool:
        """True if there are words in the row so far."""
        return any(piece.text.strip() for paragraph in self.paragraphs for piece in paragraph.pieces)

    def begin(self, at: int) -> None:
        """Begin a paragraph at the block that begins here."""
        self.paragraphs.append(Paragraph(self._by_start.get(at)))

    def put(self, piece: Piece) -> None:
        """Words into the paragraph that is open."""
        if not self.paragraphs:
            if not piece.text.strip():
                return
            self.paragraphs.append(Paragraph(None))
        self.paragraphs[-1].pieces.append(piece)

    def take(self) -> tuple[Paragraph, ...]:
        """The paragraphs so far, those without words left out."""
        found = tuple(p for p in self.paragraphs if any(piece.text.strip() for piece in p.pieces))
        self.paragraphs = []
        return found


class _Layout:
    """Lays passages into rows."""

    def __init__(self, apparatus: Apparatus) -> None:
        self._base, self._revised = _Column(apparatus.base), _Column(apparatus.revised)
        self.rows: list[Row] = []

    def end_row(self) -> None:
        base, revised = self._base.take(), self._revised.take()
        if base or revised:
            self.rows.append(Row(base, revised))

    def _ends_row(self, old: bool, new: bool, passage: Passage) -> bool:
        """True if a row ends before a block that begins in the base (`old`), in the revised text (`new`), or both.

        What one text alone has gets a row of its own, but what was put in for what was taken out stands beside it.
        """
        if old and new:
            return True
        if old:
            return self._base.has_words and self._revised.is_between(passage.revised.start)
        return new and self._revised.has_words and self._base.is_between(passage.base.start)

    def lay(self, passage: Passage) -> None:
        """One passage, cut where blocks begin on the sides that have it."""
        olds = self._base.starts(passage.base) if passage.kind.in_base else set()
        news = self._revised.starts(passage.revised) if passage.kind.in_revised else set()
        old_at, new_at = passage.base.start, passage.revised.start
        cuts = {0, len(passage.text), *(at - old_at for at in olds), *(at - new_at for at in news)}
        for first, last in pairwise(sorted(cuts)):
            old, new = old_at + first in olds, new_at + first in news
            if self._ends_row(old, new, passage):
                self.end_row()
            if old:
                self._base.begin(old_at + first)
            if new:
                self._revised.begin(new_at + first)
            words = passage.text[first:last]
            piece = Piece(words, passage, not passage.text[:first].strip(), not passage.text[last:].strip())
            if passage.kind.in_base:
                self._base.put(piece)
            if passage.kind.in_revised:
                self._revised.put(piece)


# ---- as a page shows it


def side_by_side(apparatus: Apparatus, hands: Hands, shown: Collection[str]) -> Markup:
    """The rows; changes whose ids are not among those `shown` stand unmarked."""
    return join(*_drawn(read_rows(apparatus), hands, shown))


def _drawn(rows: Sequence[Row], hands: Hands, shown: Collection[str]) -> Iterator[Markup]:
    anchored: set[str] = set()
    for row in rows:
        cells = []
        for side, paragraphs in (("base", row.base), ("revised", row.revised)):
            inside = [_paragraph(one, side, hands, shown, anchored) for one in paragraphs]
            cells.append(tag("div", *inside, class_=f"cell {side}"))
        yield tag("div", *cells, class_="level")


def _paragraph(paragraph: Paragraph, side: str, hands: Hands, shown: Collection[str], anchored: set[str]) -> Markup:
    block = paragraph.block
    kind = block.kind if block else BlockKind.PARAGRAPH
    number = [tag("span", str(block.paragraph), class_="count")] if block and block.paragraph else []
    inside = [_piece(piece, side, hands, shown, anchored) for piece in paragraph.pieces]
    return tag("p", *number, *inside, class_=f"block {kind.value}", dir="auto")


def _piece(piece: Piece, side: str, hands: Hands, shown: Collection[str], anchored: set[str]) -> Markup:
    attribution = piece.passage.attribution
    if attribution is None and piece.passage.kind is not PassageKind.KEPT and piece.text.strip():
        words = piece.text.strip()
        lead, trail = piece.text.split(words, 1)
        return join(lead, open_words(piece.passage.kind, words), trail)
    if attribution is None or attribution.change.id not in shown or not piece.text.strip():
        return join(piece.text)
    if attribution.change.kind is ChangeKind.ORTHOGRAPHIC:
        return tag("span", piece.text, class_="spelling")
    name = key(attribution.change.id)
    hand = hands.of(attribution)
    doing, sign = _DOING[piece.passage.kind]
    lead = piece.text[: len(piece.text) - len(piece.text.lstrip())]
    trail = piece.text[len(piece.text.rstrip()) :]
    who = hands.short(attribution)
    by = f" by {who}" if attribution.revisers else f", {who}"
    inside: list[Markup] = []
    if piece.begins:
        inside.append(
            tag(
                "a",
                hidden(f"begin {doing}{by}; its evidence"),
                tag("span", f"{sign}{hand.siglum.letters}", aria_hidden="true"),
                class_="sign",
                href=f"#e-{name}",
                data_change=name,
            )
        )
    inside.append(tag("span", piece.text.strip(), class_="w"))
    if piece.ends:
        inside.append(hidden(f" end {doing} "))
    anchor = name if side == "revised" or not piece.passage.kind.in_revised else None
    anchor = f"{name}-out" if piece.passage.kind is PassageKind.MOVED_OUT else anchor
    anchor = None if anchor in anchored or (anchor == name and not piece.begins) else anchor
    if anchor:
        anchored.add(anchor)
    moved = piece.passage.kind in {PassageKind.MOVED_IN, PassageKind.MOVED_OUT}
    state = "add" if piece.passage.kind.in_revised else "cut"
    element = "ins" if piece.passage.kind.in_revised else "del"
    classes = " ".join(filter(None, [state, "moved" if moved else "", hand.classes]))
    return join(lead, tag(element, *inside, class_=classes, id=anchor, data_move=name if moved else None), trail)
