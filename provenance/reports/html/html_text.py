"""The reading text of the page: blocks in order, every changed passage between signs that lead to its evidence."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from provenance.model.attributions import Apparatus, Attribution
from provenance.model.changes import ChangeKind
from provenance.model.spans import BlockKind
from provenance.model.testimony import Certainty, Note
from provenance.reports.html.html_hands import Hands, key
from provenance.reports.html.html_markup import Markup, hidden, join, tag
from provenance.reports.html.html_stream import Break, NoteMark, PageMark, Piece, Words, read_stream
from provenance.reports.passages import Passage, PassageKind

_DOING = {
    PassageKind.INSERTED: ("insertion", "+"),
    PassageKind.DELETED: ("deletion", "−"),
    PassageKind.MOVED_IN: ("passage moved here", "›"),
    PassageKind.MOVED_OUT: ("passage moved away", "‹"),
}


def reading_text(apparatus: Apparatus, hands: Hands) -> Markup:
    """The whole text; blocks that are joined in one of the versions stand together in one `div`."""
    blocks = list(_blocks(list(read_stream(apparatus))))
    drawn = _Text(blocks, hands)
    runs: list[list[Markup]] = []
    for n, (opened_by, pieces) in enumerate(blocks):
        kept = opened_by is None or (opened_by.in_base and opened_by.in_revised)
        if kept or not runs:
            runs.append([])
        runs[-1].append(drawn.block(n, None if kept else opened_by, pieces))
    return join(
        *(tag("div", *run, class_="run joint") if len(run) > 1 else tag("div", *run, class_="run") for run in runs)
    )


def _blocks(stream: Sequence[Piece]) -> Iterator[tuple[Break | None, list[Piece]]]:
    """The stream as blocks, each with the break that stands before it."""
    opened_by: Break | None = None
    current: list[Piece] = []
    for piece in stream:
        if isinstance(piece, Break):
            if current:
                yield opened_by, current
            opened_by, current = piece, []
        else:
            current.append(piece)
    if current:
        yield opened_by, current


class _Text:
    """Draws the blocks; knows where each passage begins and ends, and what has been numbered."""

    def __init__(self, blocks: Sequence[tuple[Break | None, Sequence[Piece]]], hands: Hands) -> None:
        self._hands = hands
        self._numbered: set[int] = set()
        self._part: str | None = None
        self._anchored: set[str] = set()
        self._open: set[int] = set()
        worded = [piece for _, pieces in blocks for piece in pieces if isinstance(piece, Words) and piece.text.strip()]
        self._first: dict[int, int] = {}
        self._last: dict[int, int] = {}
        for piece in worded:
            self._first.setdefault(id(piece.passage), id(piece))
            self._last[id(piece.passage)] = id(piece)
        self._order = {id(piece.passage): n for n, piece in enumerate(worded)}
        moves = {(_change_id(p.passage), p.passage.kind): p.passage for p in worded if p.passage.attribution}
        self._places = {place: self._order[id(passage)] for place, passage in moves.items()}

    def block(self, number: int, opened_by: Break | None, pieces: Sequence[Piece]) -> Markup:
        """One block as a paragraph, with the break before it where only one version has it."""
        words = [piece for piece in pieces if isinstance(piece, Words)]
        anchor = next((w for w in words if w.passage.kind.in_revised and w.text.strip()), words[0] if words else None)
        block = anchor.block if anchor else None
        kind = block.kind if block else BlockKind.PARAGRAPH
        inside = [self._name_part(block.part if block else self._part)]
        inside += [self._number(anchor)] if anchor else []
        for passage, group in groupby(pieces, key=lambda p: p.passage if isinstance(p, Words) else None):
            inside += self._passage(passage, [*group])
        paragraph = tag("p", *inside, class_=f"block {kind.value}", dir="auto")
        return join(self._break(opened_by), paragraph) if opened_by else paragraph

    def _name_part(self, part: str | None) -> Markup:
        """The name of the part of the document that begins here."""
        if part == self._part:
            return Markup()
        self._part = part
        return tag("span", f"{part or 'body'}: ", class_="part")

    def _number(self, anchor: Words) -> Markup:
        """The paragraph's number in the margin, once."""
        paragraph = anchor.block.paragraph if anchor.block and anchor.passage.kind.in_revised else None
        if paragraph is None or paragraph in self._numbered:
            return Markup()
        self._numbered.add(paragraph)
        return tag(
            "a", hidden("paragraph "), str(paragraph), class_="number", href=f"#p{paragraph}", id=f"p{paragraph}"
        )

    def _break(self, found: Break) -> Markup:
        attribution = found.passage.attribution
        classes = ["break", "cut" if found.in_base else "add"]
        if attribution:
            classes.append(self._classes(attribution))
        return tag("span", tag("span", "¶", class_="pilcrow", aria_hidden="true"), class_=" ".join(classes))

    def _passage(self, passage: Passage | None, pieces: Sequence[Piece]) -> list[Markup]:
        """Pieces of one passage in one block, between its signs; kept words and marks as they are."""
        if passage is None:
            return [
                page_break(piece) if isinstance(piece, PageMark) else _note(piece.note)
                for piece in pieces
                if isinstance(piece, PageMark | NoteMark)
            ]
        words = [piece for piece in pieces if isinstance(piece, Words)]
        attribution = passage.attribution
        if attribution is None and passage.kind is PassageKind.KEPT:
            return [self._words(piece) for piece in words]
        if attribution is None:
            return self._unknown(passage.kind, words)
        return [self._changed(passage, attribution, words)]

    def _unknown(self, kind: PassageKind, words: Sequence[Words]) -> list[Markup]:
        """Words that only one of the texts is known to have; the blanks at the ends stay outside of their signs."""
        whole = "".join(piece.text for piece in words)
        if not whole.strip():
            return [self._words(piece) for piece in words]
        lead, trail = (
            words[0].text[: -len(words[0].text.lstrip()) or None],
            words[-1].text[len(words[-1].text.rstrip()) :],
        )
        last = len(words) - 1
        shown = [
            self._words(piece, cut_lead=lead if n == 0 else "", cut_trail=trail if n == last else "")
            for n, piece in enumerate(words)
        ]
        return [join(lead), open_words(kind, *shown), join(trail)]

    def _changed(self, passage: Passage, attribution: Attribution, words: Sequence[Words]) -> Markup:
        element, state = ("ins", "add") if passage.kind.in_revised else ("del", "cut")
        content: list[Markup] = []
        for piece in words:
            lead = piece.text[: len(piece.text) - len(piece.text.lstrip())] if piece.text.strip() else piece.text
            trail = piece.text[len(piece.text.rstrip()) :] if piece.text.strip() else ""
            begins, ends = self._first.get(id(passage)) == id(piece), self._last.get(id(passage)) == id(piece)
            if begins:
                content += [join(lead), self._opening(passage, attribution)]
                self._open.add(id(passage))
            content.append(self._words(piece, cut_lead=lead if begins else "", cut_trail=trail if ends else ""))
            if ends:
                content += [self._closing(passage, attribution), join(trail)]
                self._open.discard(id(passage))
        moved = " moved" if passage.kind in {PassageKind.MOVED_IN, PassageKind.MOVED_OUT} else ""
        return tag(element, *content, class_=f"{state}{moved} {self._classes(attribution)}", id=self._anchor(passage))

    def _classes(self, attribution: Attribution) -> str:
        if attribution.change.kind is ChangeKind.ORTHOGRAPHIC:
            return "orthographic"
        return self._hands.of(attribution).classes

    def _anchor(self, passage: Passage) -> str | None:
        """The change's own anchor, at its first passage in the revised text; "-out" where its words left."""
        change = key(_change_id(passage))
        name = f"{change}-out" if passage.kind is PassageKind.MOVED_OUT else change
        if name in self._anchored or (passage.kind is PassageKind.DELETED and self._stands(passage)):
            return None
        self._anchored.add(name)
        return name

    def _stands(self, passage: Passage) -> bool:
        """True if the change has words in the revised text too."""
        return (_change_id(passage), PassageKind.INSERTED) in self._places

    def _words(self, piece: Words, cut_lead: str = "", cut_trail: str = "") -> Markup:
        text = piece.text[len(cut_lead) : len(piece.text) - len(cut_trail) or None]
        inner = tag("b", text, class_="inner") if piece.inner else text
        ref = piece.sentence.ref if piece.sentence else None
        changed = "w s" if piece.passage.attribution else "s"
        if ref is None:
            return tag("span", inner, class_="w") if id(piece.passage) in self._open else join(inner)
        if not piece.begins_sentence:
            return tag("span", inner, class_=changed, data_s=ref)
        number = tag("a", ref, class_="ref", href=f"#s{ref}", aria_label=f"sentence {ref}")
        return join(tag("span", class_="at", id=f"s{ref}"), number, tag("span", inner, class_=changed, data_s=ref))

    def _opening(self, passage: Passage, attribution: Attribution) -> Markup:
        doing, sign = _DOING[passage.kind]
        if attribution.change.kind is ChangeKind.ORTHOGRAPHIC:
            return tag("span", f"begin {doing} of letters or signs only: ", class_="vh said")
        who = self._hands.short(attribution)
        by = f"by {who}" if attribution.revisers else f", {who}"
        letters = self._hands.of(attribution).siglum.letters
        unsure = "?" if attribution.revisers and attribution.start is not Certainty.HIGH else ""
        link = tag(
            "a",
            hidden(f"begin {doing} {by}; its evidence".replace(" ,", ",")),
            tag("span", f"{sign}{letters}{unsure}", aria_hidden="true"),
            class_="sign",
            href=f"#e-{key(attribution.change.id)}",
            data_change=key(attribution.change.id),
        )
        return join(link, self._move_link(passage))

    def _closing(self, passage: Passage, attribution: Attribution) -> Markup:
        doing, sign = _DOING[passage.kind]
        if attribution.change.kind is ChangeKind.ORTHOGRAPHIC:
            return tag("span", f" end {doing} ", class_="vh said")
        unsure = "?" if attribution.revisers and attribution.end is not Certainty.HIGH else ""
        letters = self._hands.of(attribution).siglum.letters
        by = f" by {self._hands.short(attribution)}" if attribution.revisers else ""
        return tag(
            "span",
            hidden(f" end {doing}{by} "),
            tag("span", f"{unsure}{letters}{sign}", aria_hidden="true"),
            class_="sign end",
        )

    def _move_link(self, passage: Passage) -> Markup:
        """From moved words to the place they left, and back."""
        if passage.kind not in {PassageKind.MOVED_IN, PassageKind.MOVED_OUT}:
            return Markup()
        change = _change_id(passage)
        into = passage.kind is PassageKind.MOVED_IN
        other = self._places.get((change, PassageKind.MOVED_OUT if into else PassageKind.MOVED_IN))
        if other is None:
            return Markup()
        arrow = "↓" if other > self._order[id(passage)] else "↑"
        words = "the place these words left" if into else "the place these words went to"
        return tag(
            "a",
            hidden(words),
            tag("span", f"{'from' if into else 'to'} {arrow}", aria_hidden="true"),
            class_="sign move",
            href=f"#{key(change)}{'-out' if into else ''}",
        )


def _change_id(passage: Passage) -> str:
    return passage.attribution.change.id if passage.attribution else ""


def open_words(kind: PassageKind, *content: Markup | str) -> Markup:
    """Words between two question marks, with what is not known of them."""
    side = "add" if kind.in_revised else "cut"
    sign = tag("span", "?", class_="sign", aria_hidden="true")
    told = hidden(f" begin {kind.value}: "), hidden(" end of what is not known ")
    words = tag("span", *content, class_="doubted", title=kind.value)
    return tag("span", told[0], sign, words, sign, told[1], class_=f"open {side}")


def page_break(mark: PageMark) -> Markup:
    """Where a page of the source begins, with a link to its picture where the source gives one."""
    words = f"p. {mark.label}" if mark.label else "page"
    shown = tag("a", words, href=mark.picture) if mark.picture.startswith(("https://", "http://")) else words
    return tag("span", shown, class_="page", role="doc-pagebreak", aria_label=f"page {mark.label}".strip())


def _note(note: Note) -> Markup:
    """A note's marker, leading to the note."""
    return note_marker(note, f"nr-{note_key(note)}")


def note_marker(note: Note, anchor: str) -> Markup:
    """A raised number that leads to the note."""
    number = note.number or note.id
    link = tag("a", hidden("note "), number, href=f"#n-{note_key(note)}", role="doc-noteref", id=anchor)
    return tag("sup", link, class_="marker")


def note_key(note: Note) -> str:
    """The note's id as a page's anchor."""
    return "".join(
        sign if sign.isascii() and (sign.isalnum() or sign in ".-") else f"_{ord(sign):x}" for sign in note.id
    )
