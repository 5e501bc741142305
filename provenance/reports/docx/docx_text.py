"""Both texts of an apparatus as Word keeps them: one run of paragraphs with tracked changes.

Two line feeds are a new paragraph, a single one a line break. A paragraph mark is a letter like any other: where
the passage that holds it was inserted, deleted or moved, the mark says so. Footnote markers, comments and page numbers
stand outside the tracked changes: they are nobody's words, and stay when a change is rejected.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from provenance.model.attributions import Apparatus
from provenance.model.changes import ChangeKind
from provenance.model.spans import Block, BlockKind, MilestoneKind, Span, blocks_at
from provenance.model.testimony import Claim
from provenance.reports.docx.docx_authors import author_of, name_author, word_date
from provenance.reports.docx.docx_comments import comment_edges
from provenance.reports.docx.docx_notes import Footnote, Hooks
from provenance.reports.docx.docx_runs import TAGS
from provenance.reports.docx.docx_xml import PARAGRAPH_BREAK, dated, element, run_of_text
from provenance.reports.passages import Passage, PassageKind, StruckAgain, read_struck_again

STYLES = {
    BlockKind.HEADING: "Heading2",
    BlockKind.DATELINE: "Date",
    BlockKind.SALUTATION: "Salutation",
    BlockKind.ITEM: "ListParagraph",
    BlockKind.CLOSER: "Closing",
    BlockKind.SIGNATURE: "Signature",
}

_BREAK = re.compile(f"({PARAGRAPH_BREAK})")
_Hung = tuple[int, "Sequence[etree._Element] | StruckAgain"]
"""What hangs in a passage: after so many characters, these elements, or words that are in neither text."""


@dataclass(frozen=True, slots=True)
class Remarks:
    """The comments that speak of no change: `gaps` by the number of the passage beside one, `hooks` those of the
    source, each with its passage and the characters before it, `struck` by the number of the words struck again."""

    gaps: Mapping[int, str]
    hooks: Mapping[str, tuple[int, int]]
    struck: Mapping[int, str]


def write_text(
    apparatus: Apparatus,
    passages: Sequence[Passage],
    hooked: Hooks,
    footnotes: Sequence[Footnote],
    comments: Mapping[str, str],
    others: Remarks,
    numbers: Iterator[int],
) -> list[etree._Element]:
    """The paragraphs of the text; `comments` gives the comment of a change (id → id), `numbers` fresh ids."""
    text = _TrackedText(apparatus, numbers)
    hanging = _hanging(apparatus, hooked, footnotes, others.struck, numbers)
    remarked = _remarked(passages, comments) | {comment: (index, index) for index, comment in others.gaps.items()}
    for comment, (first, last) in remarked.items():
        begin, end = comment_edges(comment)
        hanging[first].insert(0, (_words_of(passages[first].text).start, begin))
        hanging[last].append((_words_of(passages[last].text).end, end))
    for comment, (index, offset) in others.hooks.items():
        begin, end = comment_edges(comment)
        hanging[index].append((offset, [*begin, *end]))
    moves = _whole_moves(passages)
    nothing = Passage(PassageKind.KEPT, "", Span(0, 0), Span(0, 0))
    for index, passage in enumerate(passages or [nothing]):
        text.add(passage, sorted(hanging[index], key=lambda hung: hung[0]), moves.get(index))
    return text.finish()


class _TrackedText:
    """Paragraphs that grow passage by passage."""

    def __init__(self, apparatus: Apparatus, numbers: Iterator[int]) -> None:
        self.apparatus = apparatus
        self.numbers = numbers
        self.paragraphs: list[etree._Element] = []
        self.content: list[etree._Element] = []
        self.start = self.at = (0, 0)

    def add(self, passage: Passage, hanging: Sequence[_Hung], move: str | None) -> None:
        """The words of the passage, with what hangs in it; a whole move stands between its two range marks."""
        name, range_id = TAGS.get(passage.kind, ""), str(next(self.numbers)) if move else ""
        if move:
            self.content.append(_by(passage, f"{name}RangeStart", id=range_id, name=move))
        at = 0
        for offset, hung in [*hanging, (len(passage.text), ())]:
            self._words(passage, Span(at, offset), is_move=move is not None)
            if isinstance(hung, StruckAgain):
                self._struck_again(hung)
            else:
                self.content += hung
            at = offset
        if move:
            self.content.append(element(f"{name}RangeEnd", id=range_id))

    def finish(self) -> list[etree._Element]:
        """All paragraphs; the last one has a mark that is no part of the text."""
        self._end_paragraph()
        return self.paragraphs

    def _words(self, passage: Passage, part: Span, *, is_move: bool) -> None:
        for words in _BREAK.split(part.of(passage.text)):
            if not words:
                continue
            track = self._track(passage, is_move=is_move)
            self._step(passage, words)
            if words == PARAGRAPH_BREAK:
                self._end_paragraph(*([] if track is None else [track]))
                continue
            made = run_of_text(words, "delText" if track is not None and track.tag.endswith("}del") else "t")
            if track is not None:
                track.append(made)
            self.content.append(made if track is None else track)

    def _struck_again(self, struck: StruckAgain) -> None:
        """Words that one put in and another struck before the later text, in the name of both."""
        for words in filter(None, _BREAK.split(struck.came.quote)):
            came, gone = (
                _signed(tag, claim, id=str(next(self.numbers)))
                for tag, claim in (("ins", struck.came), ("del", struck.gone))
            )
            if words == PARAGRAPH_BREAK:
                self._end_paragraph(came, gone)
                continue
            gone.append(run_of_text(words, "delText"))
            came.append(gone)
            self.content.append(came)

    def _track(self, passage: Passage, *, is_move: bool) -> etree._Element | None:
        """A fresh, empty mark of change for the passage, or None for words that were kept."""
        if passage.kind is PassageKind.KEPT:
            return None
        name = TAGS[passage.kind] if is_move else "ins" if passage.kind.in_revised else "del"
        return _by(passage, name, id=str(next(self.numbers)))

    def _step(self, passage: Passage, words: str) -> None:
        """How far both texts have been read."""
        base, revised = self.at
        self.at = base + passage.kind.in_base * len(words), revised + passage.kind.in_revised * len(words)

    def _end_paragraph(self, *marks: etree._Element) -> None:
        base, revised = (Span(start, end) for start, end in zip(self.start, self.at, strict=True))
        style = _style(self.apparatus.revised.blocks, revised) or _style(self.apparatus.base.blocks, base)
        properties = [element("pStyle", val=style)] if style else []
        properties += [element("rPr", *marks)] if marks else []
        self.paragraphs.append(element("p", element("pPr", *properties) if properties else None, *self.content))
        self.content, self.start = [], self.at


def _by(passage: Passage, tag: str, /, **attributes: str) -> etree._Element:
    """An element that carries who changed the passage, and when, if that is known.

    The schema asks for a date where a move begins; Word itself leaves it out where it removes dates from a file.
    """
    attribution = passage.attribution
    author = author_of(passage)
    return dated(element(tag, **attributes, author=author), word_date(attribution.date) if attribution else None)


def _signed(tag: str, claim: Claim, /, **attributes: str) -> etree._Element:
    """An element that carries who did what a claim says, and when, if that is known."""
    return dated(element(tag, **attributes, author=name_author(claim)), word_date(claim.date))


def _style(blocks: Sequence[Block], place: Span) -> str | None:
    """The style of the first block that has words in this place; None for a plain paragraph, or no block."""
    return next((STYLES.get(block.kind, "BodyText") for block in blocks_at(blocks, place)), None)


def _hanging(
    apparatus: Apparatus,
    hooked: Hooks,
    footnotes: Sequence[Footnote],
    remarked: Mapping[int, str],
    numbers: Iterator[int],
) -> dict[int, list[_Hung]]:
    """For each passage the footnote markers, page breaks and words struck again in it; a page break follows a marker
    at the same place, and those words follow both, between the edges of the comment on them."""
    hanging: dict[int, list[_Hung]] = defaultdict(list)
    for footnote in footnotes:
        if footnote.hook:
            hanging[footnote.hook[0]].append((footnote.hook[1], [footnote.reference()]))
    for milestone in apparatus.revised.milestones:
        if milestone.kind is MilestoneKind.PAGE:
            passage, offset = hooked.of(apparatus.revised.id, milestone.at)
            hanging[passage].append((offset, _bookmark(f"page_{milestone.label}", str(next(numbers)))))
    for number, struck in enumerate(read_struck_again(apparatus)):
        passage, offset = hooked.of(struck.version.id, struck.at)
        begin, end = comment_edges(remarked.get(number))
        hanging[passage] += [(offset, begin), (offset, struck), (offset, end)]
    return hanging


def _bookmark(name: str, number: str) -> list[etree._Element]:
    """A named place; Word's names have letters, digits and underscores, 40 at most."""
    name = re.sub(r"\W", "_", name)[:40]
    return [element("bookmarkStart", id=number, name=name), element("bookmarkEnd", id=number)]


def _words_of(text: str) -> Span:
    """Where the words of a passage stand, without line ends before and after; all of it if there are only such."""
    start, end = len(text) - len(text.lstrip("\n")), len(text.rstrip("\n"))
    return Span(start, end) if start < end else Span(0, len(text))


def _remarked(passages: Sequence[Passage], comments: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """For each comment the first and last passage that it speaks of; of a move, where the words now stand."""
    found: dict[str, tuple[int, int]] = {}
    arrivals = {p.attribution.change.id for p in passages if p.attribution and p.kind is PassageKind.MOVED_IN}
    for index, passage in enumerate(passages):
        if passage.attribution is None or (comment := comments.get(passage.attribution.change.id)) is None:
            continue
        if passage.kind is PassageKind.MOVED_OUT and passage.attribution.change.id in arrivals:
            continue
        found[comment] = (found.get(comment, (index, index))[0], index)
    return found


def _whole_moves(passages: Sequence[Passage]) -> dict[int, str]:
    """The passages that Word can show as a move (one place left, one place reached), with the name that joins them."""
    moved = [
        (index, passage.attribution.change.id, passage.kind)
        for index, passage in enumerate(passages)
        if passage.attribution and passage.attribution.change.kind is ChangeKind.TRANSPOSITION
    ]
    times = Counter((change, kind) for _, change, kind in moved)
    ends = (PassageKind.MOVED_OUT, PassageKind.MOVED_IN)
    whole = [change for _, change, kind in moved if kind is ends[1] and all(times[change, end] == 1 for end in ends)]
    names = {change: f"move{number}" for number, change in enumerate(whole, 1)}
    return {index: names[change] for index, change, _ in moved if change in names}
