"""The redline on a terminal: words wrapped to the width, each reviser with a colour, an underline and letters."""

from collections.abc import Iterable
from typing import TextIO

from rich.console import Console
from rich.style import Style
from rich.text import Text

from provenance.model.attributions import Apparatus
from provenance.model.versions import Version
from provenance.reports.palette import UNATTRIBUTED, Siglum, Underline
from provenance.reports.passages import PassageKind
from provenance.reports.redline import LegendEntry, RedlineBlock, Run, draw_redline, read_legend, with_context
from provenance.reports.summary import result_in_words
from provenance.text.visible import one_line, visible

_MARGIN = 5
_WIDEST = 100
_OUT = {PassageKind.DELETED, PassageKind.MOVED_OUT}


def paint(apparatus: Apparatus, context: int | None, width: int, colour: bool, file: TextIO) -> None:
    """Print the redline: head, legend, text with paragraph numbers in the margin, result, and what is not known.

    Lines are as wide as the terminal, up to a hundred columns of text, beyond which the eye loses the line.
    """
    console = _console(width, colour, file)
    _head(apparatus, console)
    blocks = draw_redline(apparatus)
    groups = [list(blocks)] if context is None else with_context(blocks, context)
    for n, group in enumerate(groups):
        if n or (context is not None and group[0] is not blocks[0]):
            console.print(Text(" " * _MARGIN + "[…]", style=_dim(colour)))
            console.print()
        for block in group:
            _print_block(block, console)
    if context is not None and groups and groups[-1][-1] is not blocks[-1]:
        console.print(Text(" " * _MARGIN + "[…]\n", style=_dim(colour)))
    _foot(apparatus, console)


def _console(width: int, colour: bool, file: TextIO) -> Console:
    return Console(
        file=file,
        width=min(width, _WIDEST + _MARGIN),
        color_system="256" if colour else None,
        force_terminal=colour,
        no_color=not colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )


def _dim(colour: bool) -> Style:
    return Style(color=f"color({UNATTRIBUTED.ansi256})") if colour else Style()


def _head(apparatus: Apparatus, console: Console) -> None:
    console.print(Text(one_line(apparatus.work.title), style=Style(bold=True)))
    if one_line(apparatus.work.source) != one_line(apparatus.work.title):
        console.print(Text(one_line(apparatus.work.source)))
    console.print(Text(f"from {_called(apparatus.base)} to {_called(apparatus.revised)}"))
    console.print()
    for entry in read_legend(apparatus):
        console.print(_legend_line(entry))
    if apparatus.attributions:
        console.print()


def _called(version: Version) -> str:
    return f"“{one_line(version.label)}” ({version.standing.value})"


def _legend_line(entry: LegendEntry) -> Text:
    letters = entry.siglum.letters if entry.siglum else ""
    line = Text("  ")
    line.append(f"[+{letters} … {letters}+]", style=_style(entry.siglum, PassageKind.INSERTED))
    line.append(f"  {one_line(entry.who)}")
    if entry.siglum:
        notes = ", ".join(f"note {n}" if n.isdigit() else one_line(n) for n in entry.notes[:4])
        more = f" and {len(entry.notes) - 4} more" if len(entry.notes) > 4 else ""
        line.append(f" — {notes}{more}; certainty {entry.certainty.value}")
    words = [
        f"{entry.words_in} words in" if entry.words_in else "",
        f"{entry.words_out} out" if entry.words_out else "",
    ]
    number = "1 change" if entry.changes == 1 else f"{entry.changes} changes"
    line.append(f"; {', '.join([number, *filter(None, words)])}")
    return line


def _print_block(block: RedlineBlock, console: Console) -> None:
    """A block wrapped behind its margin, which holds the paragraph's number."""
    text = Text()
    for run in block.runs:
        _append(text, run)
    text.rstrip()
    number = f"{block.paragraph:>{_MARGIN - 2}}  " if block.paragraph is not None else " " * _MARGIN
    for n, line in enumerate(text.wrap(console, console.width - _MARGIN)):
        line.rstrip()
        margin = Text(number if n == 0 else " " * _MARGIN)
        console.print(margin + line, soft_wrap=True)
    console.print()


def _append(text: Text, run: Run) -> None:
    """The run with its marks inside the blanks that surround the words."""
    words = visible(run.text.replace("\t", "    "))
    if not run.opening:
        text.append(words)
        return
    lead, trail = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    if not lead and text.plain and not text.plain[-1].isspace():
        lead = " " if run.kind in _OUT or text.plain.endswith("]") else lead
    style = _style(run.siglum, run.kind)
    text.append(lead)
    text.append(f"{run.opening}{words.strip()}{run.closing}", style=style)
    text.append(trail)


def _style(siglum: Siglum | None, kind: PassageKind) -> Style:
    """Colour and underline of the hand; what was taken out is struck through instead."""
    mark = siglum or UNATTRIBUTED
    colour = f"color({mark.ansi256})"
    if kind in _OUT:
        return Style(color=colour, strike=True)
    double = mark.underline in {Underline.DOUBLE, Underline.WAVY}
    slanted = mark.underline in {Underline.DOTTED, Underline.WAVY}
    return Style(
        color=colour,
        underline=not double,
        underline2=double,
        italic=slanted,
        bold=mark.underline is Underline.DASHED,
    )


def _foot(apparatus: Apparatus, console: Console) -> None:
    _paragraph(result_in_words(apparatus), console)
    if apparatus.caveats:
        console.print(Text("What is not known:", style=Style(bold=True)))
        _list(apparatus.caveats, console)


def _paragraph(words: str, console: Console) -> None:
    console.print(Text(one_line(words)))
    console.print()


def _list(items: Iterable[str], console: Console) -> None:
    """The items with a hanging indent."""
    for item in items:
        for n, line in enumerate(Text(one_line(item)).wrap(console, console.width - 4)):
            line.rstrip()
            console.print(Text("  - " if n == 0 else "    ") + line, soft_wrap=True)
