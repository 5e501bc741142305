"""A text written down piece by piece as its elements are met: white space collapsed, blocks parted, places noted.

Blocks are parted by a blank line, the items of a list by a line feed. What belongs to the words that follow (a page
break, a marker at the beginning of a block) takes its place when those words come.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from provenance.model.spans import BlockKind, Milestone, MilestoneKind, Span

WHITE = " \t\r\n"
"""What XML calls white space."""
_BY_LINES = frozenset({BlockKind.ITEM, BlockKind.TABLE})
_PARTED_BY_LINES = _BY_LINES | {BlockKind.HEADING}
"""What a line parts in a report of ours; the items of a list that opens a text are headings there."""
"""Blocks of which one is parted from the next by a line feed alone."""


def on_one_line(words: str) -> str:
    """Words with every run of XML's white space as one space; other spaces, such as no-break ones, are letters."""
    if "\n" not in words and "  " not in words and "\t" not in words and "\r" not in words:
        return words
    spaced = words.replace("\n", " ").replace("\t", " ").replace("\r", " ")
    return " ".join(filter(None, spaced.split(" ")))


def _is_hyphened(parts: Sequence[str]) -> bool:
    """True if what was written last ends in a hyphen after a letter."""
    end = "".join(parts[-3:])
    return end.endswith("-") and end[-2:-1].isalpha()


class Writer:
    """The text so far, its blocks and milestones."""

    def __init__(self) -> None:
        """Begin with an empty page."""
        self._parts: list[str] = []
        self.length = 0
        self.kind: BlockKind | None = None
        self.milestones: list[Milestone] = []
        self._blocks: list[tuple[BlockKind, Span]] = []
        self._start: int | None = None
        self._gap = ""
        self._joining = False
        self._ends_line = False
        self._waiting: list[Callable[[int], None]] = []
        self._leaning: list[Callable[[int], None]] = []

    @property
    def text(self) -> str:
        """What has been written."""
        return "".join(self._parts)

    @property
    def in_block(self) -> bool:
        """True if words of the block that is open have been written."""
        return self._start is not None

    def takes(self, words: str) -> bool:
        """True if something that stands here is part of the text, or parts its words."""
        return True

    def shown(self, words: str) -> str:
        """The letters that stand in the text for some words."""
        return on_one_line(words.strip(WHITE))

    @property
    def blocks(self) -> list[tuple[BlockKind, Span]]:
        """The blocks that are complete."""
        return self._blocks

    def add(self, words: str | None) -> None:
        """Write words; white space alone only parts what stands on its sides."""
        if not words:
            return
        core = words.strip(WHITE)
        if words[0] in WHITE or not core[0].isalnum():
            self._lean(self.length)
        if words[0] in WHITE:
            self.space()
        if core:
            if self._ends_line and core[0].islower() and _is_hyphened(self._parts):
                self._gap = ""
            self._joining = self._ends_line = False
            self._begin()
            self._write(on_one_line(core))
            if words[-1] in WHITE:
                self.space()

    def space(self, kind: str = " ") -> None:
        """Part the words before from the words after."""
        if self._start is not None and self._gap != "\t" and not self._joining:
            self._gap = kind

    def end_line(self) -> None:
        """Part the words before from the words after, but not what a hyphen at the end of the line ties together."""
        self.space()
        self._ends_line = self._gap == " "

    def join(self) -> None:
        """Let the words that come follow those before without white space."""
        self._gap, self._joining = "", self._start is not None

    def open(self, kind: BlockKind | None) -> None:
        """Let the next words begin a block of this kind (None: whatever comes first)."""
        self.close()
        self.kind = kind

    def close(self) -> None:
        """End the block that is open."""
        self._lean(self.length)
        if self._start is not None:
            self._blocks.append((self.kind or BlockKind.PARAGRAPH, Span(self._start, self.length)))
        elif self.kind is not None and self._waiting:
            self._settle()
        self._start, self._gap, self.kind, self._joining = None, "", None, False

    def paste(self, run: "Writer") -> int:
        """Write all that stands on another page, which begins and ends with whole blocks; where it begins here."""
        self.close()
        if run.blocks:
            self.kind = run.blocks[0][0]
            self._begin()
        at = self.length
        self._write(run.text)
        self._blocks += [(kind, span.moved(at)) for kind, span in run.blocks]
        self.milestones += [replace(one, at=one.at + at) for one in run.milestones]
        self._start, self.kind = None, None
        return at

    @property
    def is_settled(self) -> bool:
        """True if nothing waits for words to come."""
        return not self._waiting and not self._leaning

    def mark(self, kind: MilestoneKind, label: str, letters: str) -> None:
        """Note something that stands here, right after the words before."""
        self.milestones.append(Milestone(self.length, kind, label, letters))

    def mark_next(self, kind: MilestoneKind, label: str, letters: str) -> None:
        """Note something that stands before the words that follow."""
        if not self.length:
            self.mark(kind, label, letters)
        else:
            self._waiting.append(lambda at: self.milestones.append(Milestone(at, kind, label, letters)))

    def tell_place(self, tell: Callable[[int], None]) -> None:
        """Call `tell` with this place: after the words before, or, where a block begins, before its first word."""
        if self.kind is not None and self._start is None:
            self._waiting.append(tell)
        else:
            tell(self.length)

    def tell_marker_place(self, tell: Callable[[int], None]) -> None:
        """Call `tell` with this place; a marker that a space parts only from the words before stands at the next."""
        if self._start is not None and self._gap == " ":
            self._leaning.append(tell)
        else:
            self.tell_place(tell)

    def finish(self) -> tuple[Milestone, ...]:
        """End the last block; every milestone in the order of its place."""
        self.close()
        self._settle()
        return tuple(sorted(self.milestones, key=lambda milestone: milestone.at))

    def _begin(self) -> None:
        """Part the words that come from those before, and give what waited for them its place."""
        if self._start is None:
            kind = self.kind or BlockKind.PARAGRAPH
            if self._blocks:
                self._part(kind)
            self.kind, self._start = kind, self.length
        else:
            self._write(self._gap)
        self._gap = ""
        self._lean(self.length)
        if self._waiting:
            self._settle()

    def _part(self, kind: BlockKind) -> None:
        """Part a block of this kind from the one before."""
        together = kind is self._blocks[-1][0] and kind in _BY_LINES
        self._write("\n" if together else "\n\n")

    def _lean(self, at: int) -> None:
        leaning, self._leaning = self._leaning, []
        for tell in leaning:
            tell(at)

    def _settle(self) -> None:
        waiting, self._waiting = self._waiting, []
        for tell in waiting:
            tell(self.length)

    def _write(self, letters: str) -> None:
        self._parts.append(letters)
        self.length += len(letters)


class VerbatimWriter(Writer):
    """A text written as it is in a report of ours: white space is the text's own, and its blank lines part the blocks.

    The blocks of the file are those of one of its two texts; so here one ends at every blank line, and one that no
    blank line parts from the last goes on, but for items of a list and rows of a table, for which a line will do.
    """

    def shown(self, words: str) -> str:
        """The words as they are."""
        return words

    def takes(self, words: str) -> bool:
        """Not true of white space between two blocks."""
        return bool(words.strip(WHITE)) or self.in_block or self.kind is not None

    def add(self, words: str | None) -> None:
        """Write words, white space and all."""
        if words:
            self._begin()
            self._write(words)

    def space(self, kind: str = " ") -> None:
        """Nothing: all white space is written."""

    def end_line(self) -> None:
        """Nothing: all white space is written."""

    def join(self) -> None:
        """Nothing: all white space is written."""

    @property
    def blocks(self) -> list[tuple[BlockKind, Span]]:
        """The blocks, parted as the text is."""
        text, found = self.text, list[tuple[BlockKind, Span]]()
        for kind, span in self._blocks:
            at = span.start
            for line in span.of(text).split("\n\n"):
                place = Span(at, at + len(line))
                at = place.end + 2
                if found and not text.endswith("\n" if kind in _PARTED_BY_LINES else "\n\n", 0, place.start):
                    found[-1] = found[-1][0], Span(found[-1][1].start, place.end)
                elif line.strip():
                    found.append((kind, place))
        return found

    def _part(self, kind: BlockKind) -> None:
        """Nothing parts two blocks but what stands there."""


class LineWriter(Writer):
    """A text written on one line, as a note is: blocks are parted by a space and nothing else."""

    def open(self, kind: BlockKind | None) -> None:
        """Part what comes from what was before."""
        self.space()
