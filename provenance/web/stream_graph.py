"""Whose words make up a text through its versions, drawn as streams: an SVG of our own.

From left to right the versions, from the middle outwards how many words of each author stand in them. The table beside
it says the same in figures; every stream carries its author's letters, so that nobody needs its colour.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from provenance.reports.html.html_markup import Markup, tag

MOST_STREAMS = 9
"""So many authors have streams of their own; the others share one."""

_WIDE, _HIGH, _FOOT = 960, 280, 26
_LEAST = 13
"""A stream at least as wide as this has room for its letters."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One version in the drawing: its name for readers, and how many words of each author stand in it."""

    label: str
    words: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Stream:
    """One author: the letters and the class that the style sheet knows."""

    author: str
    letters: str
    classes: str


def draw_streams(moments: Sequence[Moment], streams: Sequence[Stream]) -> Markup:
    """The drawing; nothing where there are fewer than two versions or no words."""
    most = max((sum(moment.words.values()) for moment in moments), default=0)
    if len(moments) < 2 or not most:
        return Markup()
    scale = _HIGH / most
    across = [n * _WIDE / (len(moments) - 1) for n in range(len(moments))]
    tops = [(_HIGH - scale * sum(moment.words.values())) / 2 for moment in moments]
    drawn: list[Markup] = []
    for stream in streams:
        heights = [scale * moment.words.get(stream.author, 0) for moment in moments]
        bottoms = [top + height for top, height in zip(tops, heights, strict=True)]
        if any(heights):
            drawn.append(_stream(stream, across, tops, bottoms))
        tops = bottoms
    return tag(
        "svg",
        *drawn,
        tag("text", moments[0].label, x="0", y=str(_HIGH + _FOOT - 6), class_="foot"),
        tag("text", moments[-1].label, x=str(_WIDE), y=str(_HIGH + _FOOT - 6), class_="foot last"),
        viewBox=f"0 0 {_WIDE} {_HIGH + _FOOT}",
        class_="streams",
        role="img",
        aria_label=f"Words of each author in {len(moments)} versions; the table below has the figures",
    )


def _stream(stream: Stream, across: Sequence[float], tops: Sequence[float], bottoms: Sequence[float]) -> Markup:
    """One stream with its letters where it is widest."""
    there = [f"{x:.1f} {y:.1f}" for x, y in zip(across, tops, strict=True)]
    back = [f"{x:.1f} {y:.1f}" for x, y in zip(reversed(across), reversed(bottoms), strict=True)]
    widths = [bottom - top for top, bottom in zip(tops, bottoms, strict=True)]
    widest = max(range(len(widths)), key=lambda n: (widths[n], -abs(n - len(widths) / 2)))
    parts = [tag("title", stream.author), tag("path", d=f"M{'L'.join([*there, *back])}Z")]
    if widths[widest] >= _LEAST:
        x = min(max(across[widest], 14), _WIDE - 14)
        y = (tops[widest] + bottoms[widest]) / 2 + 4
        parts.append(tag("text", stream.letters, x=f"{x:.1f}", y=f"{y:.1f}"))
    return tag("g", *parts, class_=stream.classes)
