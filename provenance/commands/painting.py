"""The redline on a terminal: words wrapped to the width, each reviser with a colour, an underline and letters."""

from collections.abc import Iterable
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any, TextIO

from provenance.commands.wrapping import Piece, wrap
from provenance.model.attributions import Apparatus, Attribution
from provenance.model.testimony import Certainty
from provenance.model.versions import Version
from provenance.reports.comments import read_comments
from provenance.reports.palette import UNATTRIBUTED, Siglum, Underline
from provenance.reports.passages import PassageKind
from provenance.reports.redline import LegendEntry, RedlineBlock, Run, draw_redline, read_legend, with_context
from provenance.reports.summary import result_in_words, with_itself
from provenance.reports.wording import extent_in_words
from provenance.text.short_ids import with_short_ids
from provenance.text.visible import one_line, visible

_MARGIN = 5
_WIDEST = 100
_OUT = {PassageKind.DELETED, PassageKind.MOVED_OUT}


def paint(apparatus: Apparatus, context: int | None, width: int, colour: bool, file: TextIO) -> None:
    """Print the redline: head, legend, text with paragraph numbers in the margin, result, and what is not known.

    Lines are as wide as the terminal, up to a hundred columns of text, beyond which the eye loses the line.
    """
    page = _Page(min(width, _WIDEST + _MARGIN), colour, file)
    _head(apparatus, page)
    blocks = draw_redline(apparatus)
    part = None
    groups = [list(blocks)] if context is None else with_context(blocks, context)
    for n, group in enumerate(groups):
        if n or (context is not None and group[0] is not blocks[0]):
            page.print([(" " * _MARGIN + "[…]", _DIM)])
            page.print([])
        for block in group:
            if block.part != part:
                part = block.part
                page.print([(" " * _MARGIN + f"— {one_line(part or 'body')} —", _DIM)])
                page.print([])
            _print_block(block, page)
    if context is not None and groups and groups[-1][-1] is not blocks[-1]:
        page.print([(" " * _MARGIN + "[…]", _DIM)])
        page.print([])
    _foot(apparatus, page)


class _Page:
    """Where the redline is printed: how wide it is, and whether it takes colour."""

    def __init__(self, width: int, colour: bool, file: TextIO) -> None:
        self.width = width
        self._colour = colour
        self._file = file

    def print(self, line: Iterable[Piece]) -> None:
        """One line as it is."""
        runs = [(visible("".join(text for text, _ in run)), look) for look, run in groupby(line, key=itemgetter(1))]
        self._file.write("".join(_styled(text, look) if self._colour else text for text, look in runs) + "\n")

    def fill(self, pieces: Iterable[Piece], first: str = "", other: str = "") -> None:
        """The pieces broken to the width, behind `first` on the first line and `other` on those that follow."""
        for n, line in enumerate(wrap(pieces, self.width - len(first), self.width - len(other))):
            self.print([(first if n == 0 else other, None), *line])


def _head(apparatus: Apparatus, page: _Page) -> None:
    page.fill([(one_line(apparatus.work.title), _BOLD)])
    if one_line(apparatus.work.source) != one_line(apparatus.work.title):
        page.fill([(one_line(apparatus.work.source), None)])
    called = _called(apparatus.base), _called(apparatus.revised)
    page.fill([(called[0] if with_itself(apparatus) else f"from {called[0]} to {called[1]}", None)])
    page.print([])
    for entry in read_legend(apparatus):
        page.fill(_legend_line(entry), "  ", "    ")
    if any(_is_unsure(attribution) for attribution in apparatus.attributions):
        page.fill([("[+? … ?+]  with a question mark, that edge of the passage is not certain", None)], "  ", "    ")
    if apparatus.comparison.unknown:
        page.fill([("[? … ?]  what the other text has in this place is not known", None)], "  ", "    ")
    if apparatus.attributions or apparatus.comparison.unknown:
        page.print([])


def _is_unsure(attribution: Attribution) -> bool:
    """True if an edge of what somebody is named for is not certain."""
    return bool(attribution.revisers) and {attribution.start, attribution.end} != {Certainty.HIGH}


def _called(version: Version) -> str:
    return f"“{one_line(version.label)}” ({version.standing.value})"


def _legend_line(entry: LegendEntry) -> list[Piece]:
    letters = entry.siglum.letters if entry.siglum else ""
    told = f"  {one_line(entry.who)}"
    if entry.siglum:
        notes = ", ".join(f"note {n}" if n.isdigit() else with_short_ids(one_line(n)) for n in entry.notes[:4])
        more = f" and {len(entry.notes) - 4} more" if len(entry.notes) > 4 else ""
        told += f" — {notes}{more}; certainty {entry.certainty.value}"
    told += f"; {', '.join(extent_in_words(entry))}"
    return [(f"[+{letters} … {letters}+]", (entry.siglum, PassageKind.INSERTED)), (told, None)]


def _print_block(block: RedlineBlock, page: _Page) -> None:
    """A block wrapped behind its margin, which holds the paragraph's number."""
    number = f"{block.paragraph:>{_MARGIN - 2}}  " if block.paragraph is not None else " " * _MARGIN
    pieces: list[Piece] = []
    for run in block.runs:
        pieces += _pieces(run, pieces[-1][0] if pieces else "")
    page.fill(pieces, number, " " * _MARGIN)
    page.print([])


def _pieces(run: Run, before: str) -> list[Piece]:
    """The run with its marks inside the blanks that surround the words; `before` is what stands before it."""
    words = run.text.replace("\t", "    ")
    if not run.opening:
        return [(words, None)] if words else []
    lead, trail = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    if not lead and before.endswith("]"):
        lead = " "
    look = (run.siglum, run.kind) if run.attribution else _DIM
    marked = (f"{run.opening}{words.strip()}{run.closing}", look)
    return [piece for piece in ((lead, None), marked, (trail, None)) if piece[0]]


def _foot(apparatus: Apparatus, page: _Page) -> None:
    page.fill([(with_short_ids(one_line(result_in_words(apparatus))), None)])
    page.print([])
    comments = read_comments(apparatus)
    for comment in comments:
        where = comment.change or comment.sentence
        page.fill([(one_line(f"{where}: {comment.in_words}" if where else comment.in_words), None)], "  - ", "    ")
    if comments:
        page.print([])
    if apparatus.caveats:
        page.print([("What is not known:", _BOLD)])
    for caveat in apparatus.caveats:
        page.fill([(one_line(caveat), None)], "  - ", "    ")


_BOLD = "bold"
_DIM = "dim"


@cache
def _styled(text: str, look: object) -> str:
    """The text with the escapes of its look, as rich makes them; without a look, as it is."""
    if look is None or not text:
        return text
    from rich.color import ColorSystem
    from rich.style import Style

    if look == _BOLD:
        style = Style(bold=True)
    elif look == _DIM:
        style = Style(color=f"color({UNATTRIBUTED.ansi256})")
    else:
        style = Style(**_features(*look))  # type: ignore[misc]
    return style.render(text, color_system=ColorSystem.EIGHT_BIT)


def _features(siglum: Siglum | None, kind: PassageKind) -> dict[str, Any]:
    """Colour and underline of the hand; what was taken out is struck through instead."""
    mark = siglum or UNATTRIBUTED
    colour = f"color({mark.ansi256})"
    if kind in _OUT:
        return {"color": colour, "strike": True}
    double = mark.underline in {Underline.DOUBLE, Underline.WAVY}
    return {
        "color": colour,
        "underline": not double,
        "underline2": double,
        "italic": mark.underline in {Underline.DOTTED, Underline.WAVY},
        "bold": mark.underline is Underline.DASHED,
    }
