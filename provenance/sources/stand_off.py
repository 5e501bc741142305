"""A source's letters parted into the running text and what is cut out of it, so that both can be joined again.

What is cut (page breaks, note markers, headings, superfluous white space, line-end hyphens) is kept as milestones with
its exact letters. The law: the milestones woven back into the text give the source, to the letter.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from provenance.model.spans import Milestone, MilestoneKind, Span

_BREAK = re.compile(r"(?<![^\S\n])[^\S\n]*\n\s*")


@dataclass(frozen=True, slots=True, order=True)
class Cut:
    """A place in the source whose letters are no words of the text, and what they are."""

    span: Span
    kind: MilestoneKind
    label: str = ""


class Cutting:
    """A stretch of a source with some places cut out: its text, its milestones, and the way from source to text."""

    def __init__(self, source: str, region: Span, cuts: Iterable[Cut]) -> None:
        """Cut `cuts`, which may not overlap, out of the stretch `region` of `source`."""
        self._source = source
        self._start = region.start
        self._cuts = sorted(cuts)
        self._kept = list(_kept(region, self._cuts))
        self._starts: list[int] = []
        length = 0
        for span in self._kept:
            self._starts.append(length)
            length += len(span)
        self.text = "".join(span.of(source) for span in self._kept)

    @property
    def milestones(self) -> tuple[Milestone, ...]:
        """Everything that was cut out, in the order of the source."""
        return tuple(
            Milestone(self.place(cut.span.start), cut.kind, cut.label, cut.span.of(self._source)) for cut in self._cuts
        )

    def place(self, at: int) -> int:
        """Where in the text the source's place `at` stands; inside a cut, the place where the cut was made."""
        if not self._cuts:
            return at - self._start
        index = bisect_right(self._kept, at, key=lambda span: span.start) - 1
        if index < 0:
            return 0
        return self._starts[index] + min(at - self._kept[index].start, len(self._kept[index]))

    def source_places(self, span: Span) -> Iterator[Span]:
        """The stretches of the source that the text's `span` was taken from."""
        at = span.start
        while at < span.end:
            index = bisect_right(self._starts, at) - 1
            start = self._kept[index].start + at - self._starts[index]
            length = min(span.end - at, self._kept[index].end - start)
            yield Span(start, start + length)
            at += length


def cut_out(source: str, region: Span, cuts: Sequence[Cut]) -> Cutting:
    """The text of `region` without `cuts`, and without white space at its ends and more than one blank line between."""
    rough = Cutting(source, region, cuts)
    layout = [
        Cut(place, MilestoneKind.LAYOUT)
        for superfluous in _superfluous(rough.text)
        for place in rough.source_places(superfluous)
    ]
    return Cutting(source, region, [*cuts, *layout])


def _kept(region: Span, cuts: Sequence[Cut]) -> Iterator[Span]:
    """What is left of `region` between the cuts, without empty stretches."""
    at = region.start
    for cut in cuts:
        if cut.span.start < at or cut.span.end > region.end:
            raise ValueError(f"a cut at {cut.span} overlaps another or leaves the region {region}")
        if cut.span.start > at:
            yield Span(at, cut.span.start)
        at = cut.span.end
    if at < region.end:
        yield Span(at, region.end)


def _superfluous(text: str) -> Iterator[Span]:
    """White space that is neither inside a line nor needed to part two lines or two blocks."""
    body = text.strip()
    start = text.find(body)
    end = start + len(body)
    if start:
        yield Span(0, start)
    for run in _BREAK.finditer(text, start, end):
        feeds = [at for at in range(run.start(), run.end()) if text[at] == "\n"][:2]
        at = run.start()
        for feed in feeds:
            if feed > at:
                yield Span(at, feed)
            at = feed + 1
        if run.end() > at:
            yield Span(at, run.end())
    if end < len(text):
        yield Span(end, len(text))
